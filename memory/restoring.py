"""Restoring a backup: all of it is checked first; then the files are put back, and the database in one step."""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from memory import dump
from memory.backup import BLOBS, CONTENTS, DUMP, FORMAT, HEAD, SEAL, Contents, Head, OnProgress, Told, digest_of, room_needed
from memory.db import Database, shipped
from memory.errors import BackupUnreadable, PlaceTaken
from memory.files import CHUNK, Files

DAMAGED = "the backup {!r} is damaged: {!r} in it is not as it was written; take another one"


def examine(source: Path, on_progress: OnProgress) -> tuple[Head, Contents]:
    """Reads a whole backup and holds every byte of it against its sha256. Raises BackupUnreadable; changes nothing."""
    found: dict[str, str] = {}
    head: Head | None = None
    told = sealed = b""
    with _readable(source):
        for name, stream in _members(source, "Checking the backup", on_progress):
            if head is None:
                said = stream.read()
                head, found[name] = _head(source, name, said), hashlib.sha256(said).hexdigest()
            elif name == CONTENTS:
                told = stream.read()
            elif name == SEAL:
                sealed = stream.read()
            else:
                found[name] = digest_of(stream)
        if head is None or not sealed:
            raise BackupUnreadable(f"the backup {source.name!r} was cut off before its end; take another one")
        if hashlib.sha256(told).hexdigest().encode() != sealed:
            raise BackupUnreadable(DAMAGED.format(source.name, CONTENTS))
        contents = Contents(**json.loads(told))
    wanted = {HEAD: contents.head, DUMP: contents.dump, **{BLOBS + sha256: sha256 for sha256 in _blobs(contents)}}
    for name, sha256 in wanted.items():
        if found.get(name) != sha256:
            raise BackupUnreadable(DAMAGED.format(source.name, name))
    return head, contents


def restore(
    source: Path, database: Database, files: Files, folders: Mapping[str, Path], on_progress: OnProgress, *, force: bool = False
) -> Told:
    """Puts back all that a backup holds, after the whole of it was checked: the files first, then the database in one step.

    Into an empty place only, unless `force`: then what the database held is gone, and files of the same names are replaced.
    Raises BackupUnreadable, PlaceTaken, DumpFailed, StorageFull; after any of them, the database is as it was.
    """
    head, contents = examine(source, on_progress)
    if not force:
        _require_empty(database, folders, contents)
    names: dict[str, list[str]] = {}
    for name, (sha256, _) in contents.named.items():
        names.setdefault(sha256, []).append(name)
    stored = set(contents.stored)
    home = min(folders.values()).parent
    home.mkdir(parents=True, exist_ok=True)
    with room_needed(home), tempfile.TemporaryDirectory(dir=home, prefix=".restoring-") as aside:
        dumped = Path(aside) / DUMP
        for name, stream in _members(source, "Putting files back", on_progress):
            sha256 = name.removeprefix(BLOBS)
            if name == DUMP:
                _copy(stream, dumped)
            elif name.startswith(BLOBS) and (sha256 in stored or sha256 in names):
                copy = Path(aside) / sha256
                _copy(stream, copy)
                if sha256 in stored:
                    files.put(copy)
                for each in names.get(sha256, ()):
                    _place(copy, _target(folders, each), contents.named[each][1])
                copy.unlink()
        on_progress("Putting the database back", 1.0)
        dump.load(database.url, dumped, head.vector_schema)
    database.migrate()
    return Told(head.made_at, head.release, len(stored) + len(contents.named), source.stat().st_size)


def _members(source: Path, label: str, on_progress: OnProgress) -> Iterator[tuple[str, IO[bytes]]]:
    """Name and bytes of each member in order."""
    size = max(1, source.stat().st_size)
    with source.open("rb") as raw, tarfile.open(fileobj=raw, mode="r|") as tar:
        for member in tar:
            on_progress(label, min(1.0, raw.tell() / size))
            stream = tar.extractfile(member)
            if stream is None:
                raise BackupUnreadable(f"the backup {source.name!r} holds more than files; take one that `agency backup` made")
            yield member.name, stream


@contextmanager
def _readable(source: Path) -> Iterator[None]:
    try:
        yield
    except (tarfile.TarError, EOFError, ValueError, TypeError, KeyError) as error:
        raise BackupUnreadable(f"{source.name!r} is no backup, or a damaged one: {error}; take another one") from error


def _head(source: Path, name: str, content: bytes) -> Head:
    if name != HEAD:
        raise BackupUnreadable(f"{source.name!r} is no backup; name a file that `agency backup` made")
    said = json.loads(content)
    if said.get("format", 0) > FORMAT or set(said.get("migrations", ())) - shipped():
        made_by = f"the backup {source.name!r} was made by release {said.get('release')!r}"
        raise BackupUnreadable(f"{made_by}, which is later than this one; update, then restore it")
    return Head(**said)


def _require_empty(database: Database, folders: Mapping[str, Path], contents: Contents) -> None:
    what = None if dump.is_empty(database) else "films, brands or accounts"
    for name, (sha256, _) in contents.named.items():
        target = _target(folders, name)
        if what is None and target.exists():
            with target.open("rb") as stream:
                what = None if digest_of(stream) == sha256 else f"another file {name!r}"
    if what:
        raise PlaceTaken(
            f"there is {what} here already, which a restore would replace; set AGENCY_HOME to an empty place, or say --force"
        )


def _target(folders: Mapping[str, Path], name: str) -> Path:
    """Where a kept file belongs; a name that leads out of its folder is no name that we wrote."""
    label, _, rest = name.partition("/")
    parts = rest.split("/")
    if label not in folders or not rest or any(part in ("", ".", "..") for part in parts):
        raise BackupUnreadable(f"the backup names a file {name!r} that belongs nowhere; take one that `agency backup` made")
    return folders[label].joinpath(*parts)


def _place(copy: Path, target: Path, mode: int) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    with copy.open("rb") as stream:
        _copy(stream, part)
    part.chmod(mode)
    part.replace(target)


def _copy(stream: IO[bytes], target: Path) -> None:
    with target.open("wb") as out:
        while chunk := stream.read(CHUNK):
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())


def _blobs(contents: Contents) -> set[str]:
    return {*contents.stored, *(sha256 for sha256, _ in contents.named.values())}
