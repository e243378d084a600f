"""A backup: one tar with the database as it was at one moment, the stored files and the kept folders, each under its sha256."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO

from memory import dump
from memory.db import Database
from memory.errors import NotFound, StorageFull
from memory.files import CHUNK, NO_ROOM, Files

FORMAT = 1
# The first member says what it is, the last two what was in it: a backup that was cut off has no seal.
HEAD, DUMP, BLOBS, CONTENTS, SEAL = "agency-backup.json", "database.dump", "blobs/", "contents.json", "contents.sha256"
# What is written at this moment, or plays while it grows.
PASSING = (".part", ".live.mp4")

# (what is done, how far it is in 0..1)
OnProgress = Callable[[str, float], None]


@dataclass(frozen=True)
class Head:
    """What a backup says of itself. `migrations` are those that its database has, `vector_schema` is where pgvector lay."""

    made_at: str
    release: str
    migrations: list[int]
    vector_schema: str
    format: int = FORMAT


@dataclass(frozen=True)
class Contents:
    """What is in it, by sha256: the head, the dump, the stored files, and each file of a kept folder with its mode."""

    head: str = ""
    dump: str = ""
    stored: list[str] = field(default_factory=list)
    named: dict[str, tuple[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Told:
    """What was backed up or restored. `damaged` are stored files whose bytes are not those that they are named by: left out."""

    made_at: str
    release: str
    files: int
    bytes: int
    damaged: tuple[str, ...] = ()


def back_up(target: Path, database: Database, files: Files, folders: Mapping[str, Path], on_progress: OnProgress) -> Told:
    """Writes a backup to `target`, which has its name only when it is whole. Others may go on working meanwhile.

    `folders` are kept file by file under their names. Raises DumpFailed, StorageFull.
    """
    head = Head(_now(), version("pocket-agency"), sorted(database.migrations()), dump.vector_schema(database))
    with _written(target) as out, tempfile.TemporaryDirectory(dir=target.parent, prefix=".dump-") as aside:
        on_progress("Writing down the database", 0.0)
        # First the database, then the files: a file is always there before a row speaks of it.
        dumped = Path(aside) / DUMP
        dump.save(database.url, dumped)
        with tarfile.open(fileobj=out, mode="w|", format=tarfile.PAX_FORMAT) as tar:
            writer = _Writer(tar)
            said = writer.add_bytes(HEAD, _json(head))
            digest = writer.add(DUMP, dumped)
            damaged = _add_files(writer, files, folders, on_progress)
            stored = sorted(writer.stored)
            sealed = writer.add_bytes(CONTENTS, _json(Contents(said, digest, stored, writer.named)))
            writer.add_bytes(SEAL, sealed.encode())
        size = out.tell()
    return Told(head.made_at, head.release, len(stored) + len(writer.named), size, damaged)


class _Writer:
    """A tar that is written front to back, with each content once."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self._blobs: set[str] = set()
        self.stored: set[str] = set()
        self.named: dict[str, tuple[str, int]] = {}

    def add_bytes(self, name: str, data: bytes) -> str:
        """Some bytes under a name; gives their sha256."""
        return self._add(name, io.BytesIO(data), len(data))

    def add(self, name: str, path: Path) -> str:
        """A file under a name; gives its sha256."""
        with path.open("rb") as stream:
            return self._add(name, stream, os.fstat(stream.fileno()).st_size)

    def add_stored(self, sha256: str, stream: IO[bytes], size: int) -> bool:
        """A stored file; False where its bytes are not those that it is named by."""
        whole = self._add(BLOBS + sha256, stream, size) == sha256
        if whole:
            self.stored.add(sha256)
            self._blobs.add(sha256)
        return whole

    def add_named(self, name: str, path: Path) -> None:
        """A file of a kept folder, read through one descriptor: replaced meanwhile, it is whole all the same."""
        with path.open("rb") as stream:
            digest = digest_of(stream)
            info = os.fstat(stream.fileno())
            if digest not in self._blobs:
                stream.seek(0)
                self._add(BLOBS + digest, stream, info.st_size)
                self._blobs.add(digest)
            self.named[name] = (digest, info.st_mode & 0o777)

    def _add(self, name: str, stream: IO[bytes], size: int) -> str:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        reading = _Hashing(stream)
        self._tar.addfile(info, reading)
        return reading.digest.hexdigest()


class _Hashing:
    """A stream that is hashed while it is read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._stream.read(size)
        self.digest.update(chunk)
        return chunk


def _add_files(writer: _Writer, files: Files, folders: Mapping[str, Path], on_progress: OnProgress) -> tuple[str, ...]:
    """Every stored file and every file of the folders; gives those stored files that are damaged."""
    stored = sorted(files.all())
    named = [
        (f"{label}/{path.relative_to(folder).as_posix()}", path) for label, folder in folders.items() for path in _kept(folder)
    ]
    whole, damaged = len(stored) + len(named), []
    for number, sha256 in enumerate(stored):
        on_progress("Copying files", number / whole)
        try:
            stream = files.open(sha256)
        except NotFound:  # deleted since it was listed
            continue
        with stream:
            size = stream.seek(0, os.SEEK_END)
            stream.seek(0)
            if not writer.add_stored(sha256, stream, size):
                damaged.append(sha256)
    for number, (name, path) in enumerate(named, len(stored)):
        on_progress("Copying files", number / whole)
        try:
            writer.add_named(name, path)
        except FileNotFoundError:  # deleted since it was listed
            continue
    on_progress("Copying files", 1.0)
    return tuple(damaged)


def _kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.endswith(PASSING))


def digest_of(stream: IO[bytes]) -> str:
    """sha256 of what is left of a stream."""
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _json(value: Head | Contents) -> bytes:
    return json.dumps(asdict(value), indent=1).encode()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def room_needed(folder: Path) -> Iterator[None]:
    """Turns a full disk below `folder` into StorageFull."""
    try:
        yield
    except OSError as error:
        if error.errno in NO_ROOM:
            raise StorageFull(f"no room left in {str(folder)!r}; free some space, then try again") from error
        raise


@contextmanager
def _written(target: Path) -> Iterator[IO[bytes]]:
    """A file that has its name only when it is whole and on the disk, and that only its owner reads."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with room_needed(target.parent):
            descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as out:
                yield out
                out.flush()
                os.fsync(out.fileno())
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
