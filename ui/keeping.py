"""`agency backup` and `agency restore`: everything that cannot be made again in one file, and back."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ui.configured import settings
from ui.errors import BackupIncomplete

if TYPE_CHECKING:
    from memory.backup import Told
    from ui.settings import Settings

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]


def backup(
    target: Annotated[Path, typer.Argument(help="The file to write, or a folder, where it is named by the time.")],
    as_json: Json = False,
) -> None:
    """Write down all conversations, brands, files, films and keys as they are at one moment; nothing has to be stopped."""
    from memory.backup import back_up
    from ui.wiring import file_store, open_database

    chosen = settings()
    path = target / f"agency-{datetime.now(UTC):%Y%m%d-%H%M%S}.tar" if target.is_dir() else target
    with open_database(chosen) as database, _Line(quiet=as_json) as line:
        told = back_up(path, database, file_store(chosen), _folders(chosen), line.show)
    _tell(told, {"backup": str(path), "damaged": list(told.damaged)}, f"{path}: {_size(told)}", as_json)
    if told.damaged:
        count = len(told.damaged)
        raise BackupIncomplete(
            f"{count} stored {'file is' if count == 1 else 'files are'} damaged here and not in it: {told.damaged[0]}"
        )


def restore(
    source: Annotated[Path, typer.Argument(help="A file that `agency backup` wrote.", exists=True, dir_okay=False)],
    force: Annotated[bool, typer.Option("--force", help="Also where something is already: it is gone then.")] = False,
    check: Annotated[bool, typer.Option("--check", help="Only read it through and say whether it is whole.")] = False,
    as_json: Json = False,
) -> None:
    """Put a backup back into an empty place, after every byte of it was checked."""
    from memory.backup import Told
    from memory.restoring import examine
    from memory.restoring import restore as put_back
    from ui.wiring import file_store, open_database

    chosen = settings()
    with _Line(quiet=as_json) as line:
        if check:
            head, contents = examine(source, line.show)
            told = Told(head.made_at, head.release, len(contents.stored) + len(contents.named), source.stat().st_size)
            _tell(told, {"whole": True}, f"{source} is whole: {_size(told)}, made {told.made_at}", as_json)
            return
        with open_database(chosen) as database:
            told = put_back(source, database, file_store(chosen), _folders(chosen), line.show, force=force)
    _tell(told, {"restored": str(source)}, f"Restored {_size(told)}, as it was {told.made_at}", as_json)


def _folders(chosen: Settings) -> Mapping[str, Path]:
    """What is kept of the home folder: films, and the keys that sign them and their addresses; the rest is made again."""
    from ui.wiring import Places

    places = Places(chosen.home_dir)
    return {"films": places.films, "keys": places.keys, "provenance": places.provenance}


def _size(told: Told) -> str:
    return f"{told.files} files, {told.bytes / 1e6:.1f} MB"


def _tell(told: Told, more: Mapping[str, Any], sentence: str, as_json: bool) -> None:
    details = {"made_at": told.made_at, "release": told.release, "files": told.files, "bytes": told.bytes}
    typer.echo(json.dumps({**more, **details}, ensure_ascii=False) if as_json else sentence)


class _Line:
    """Progress on one line of a terminal, and nothing of it elsewhere."""

    def __init__(self, *, quiet: bool) -> None:
        self._live = sys.stderr.isatty() and not quiet
        self._shown = ""

    def __enter__(self) -> _Line:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")

    def show(self, label: str, fraction: float) -> None:
        line = f"{label}  {fraction:.0%}"
        if self._live and line != self._shown:
            self._shown = line
            sys.stderr.write(f"\r\x1b[K{line}")
            sys.stderr.flush()
