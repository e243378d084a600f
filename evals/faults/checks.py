"""What must hold after any fault: nothing lost, nothing done twice, nothing half-written, and the audit chain unbroken."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av

from memory.audit import Audit
from memory.db import Database
from memory.files import FolderFiles, digest_of
from ui.wiring import Places

# Given beforehand: a final carries its project's mark, so films of two trials are the same bytes only under one id.
PROJECT = "faultfilm"
PASSING = (".part", ".live.mp4")


@dataclass(frozen=True)
class Standing:
    """Where a conversation stands: its state, and digests of what was kept of it, by name. Times and ids of jobs are left out."""

    state: str
    kept: dict[str, str] = field(default_factory=dict)


def prepare(database: Database, thread: str) -> None:
    """A project with a known id."""
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO projects (id, thread, owner) VALUES (%s, %s, 'local') ON CONFLICT DO NOTHING", [PROJECT, thread]
        )


def standing(database: Database) -> Standing:
    """What a conversation came to."""
    queries = {
        "project": "SELECT state, head, behind, ahead, title FROM projects",
        "versions": "SELECT number, parent, turn, name, label, board, brief FROM versions ORDER BY number",
        "edits": "SELECT version, position, data FROM edits ORDER BY version, position",
        "moves": "SELECT turn, kind, from_head, to_head FROM moves ORDER BY turn, kind",
        "jobs": "SELECT version, quality, spec_digest, status FROM jobs ORDER BY version, quality, spec_digest",
        "delivered": "SELECT data FROM audit WHERE kind = 'delivered' ORDER BY id",
        "talk": "SELECT DISTINCT ON (channel) channel, blob FROM talk.checkpoint_blobs"
        " WHERE channel IN ('version', 'stage', 'brief') ORDER BY channel, version DESC",
    }
    kept = {}
    with database.transaction() as connection:
        for name, query in queries.items():
            rows = connection.execute(query.encode()).fetchall()
            kept[name] = hashlib.sha256(json.dumps(rows, sort_keys=True, default=_plain).encode()).hexdigest()
        row = connection.execute("SELECT state FROM projects").fetchone()
    return Standing(str(row["state"]) if row else "", kept)


def broken(database: Database, home: Path) -> list[str]:
    """Whatever does not hold, in words; nothing where all does."""
    chain = Audit(database).verify()
    found = [] if chain.holds else [f"the audit chain breaks at {chain.broken_at}: {chain.why}"]
    with database.transaction() as connection:
        for row in connection.execute("SELECT conrelid::regclass AS t, conname AS c FROM pg_constraint WHERE NOT convalidated"):
            found.append(f"constraint {row['c']} of {row['t']} does not hold")
        if row := connection.execute("SELECT count(*) AS n FROM jobs WHERE status IN ('queued', 'running')").fetchone():
            found += [f"{row['n']} jobs never ended"] if row["n"] else []
    return found + list(_half_written(home))


def done_segments(home: Path) -> dict[Path, int]:
    """Every finished segment by its path, with its inode: one that is rendered again is another file."""
    return {path: path.stat().st_ino for path in _films(Places(home).segments)}


def rendered_again(home: Path, before: dict[Path, int]) -> list[str]:
    """Segments that were done and were made once more, or are gone."""
    now = done_segments(home)
    return [f"segment {path.name[:8]} was made again" for path, inode in before.items() if now.get(path) != inode]


def film_digests(home: Path) -> dict[str, str]:
    """sha256 of each finished film by its name."""
    return {path.name: digest_of(path) for path in _films(Places(home).films)}


def _half_written(home: Path) -> Iterator[str]:
    """Files that can be seen under their names and are not whole."""
    places = Places(home)
    files = FolderFiles(places.files)
    for sha256 in files.all():
        if digest_of(files.path(sha256)) != sha256:
            yield f"stored file {sha256[:8]} is not whole"
    for path in (*_films(places.films), *_films(places.segments)):
        try:
            with av.open(str(path)) as opened:
                frames = sum(1 for _ in opened.decode(video=0))
        except av.FFmpegError as error:
            yield f"{path.name} cannot be played: {error}"
            continue
        if not frames:
            yield f"{path.name} is empty"


def _films(folder: Path) -> Iterator[Path]:
    return (path for path in sorted(folder.rglob("*.mp4")) if not path.name.startswith(".") and not path.name.endswith(PASSING))


def _plain(value: Any) -> str:
    return hashlib.sha256(bytes(value)).hexdigest() if isinstance(value, (bytes, memoryview)) else str(value)
