"""Content-addressed file store: bytes are kept once, under their sha256, behind a seam that an object store can take."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, Protocol

from memory.errors import NotFound, StorageFull

CHUNK = 1 << 20
DIGEST = re.compile(r"[0-9a-f]{64}")
# No room on the disk, over a quota, over the size a process may write.
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
ABANDONED_S = 24 * 3600


class Stored(NamedTuple):
    """One file of a folder: its bytes, and when it was last written or touched (seconds since the epoch)."""

    sha256: str
    size: int
    used_at: float


class Files(Protocol):
    """Where bytes live. A digest is 64 lower-case hexadecimal digits."""

    def put(self, content: bytes | Path) -> str:
        """Store bytes, or a copy of a file, and give the sha256. Raises StorageFull, and then nothing was stored."""
        ...

    def path(self, sha256: str) -> Path:
        """A local file with these bytes, to read only; raises NotFound."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """The bytes as a stream; raises NotFound."""
        ...

    def exists(self, sha256: str) -> bool: ...

    def delete(self, sha256: str) -> None:
        """Forget the bytes; nothing happens where there are none."""
        ...

    def all(self) -> Iterator[str]:
        """The sha256 of everything that is stored, in no order."""
        ...


class FolderFiles:
    """Files in a folder, two levels deep (`ab/cd/abcd...`). A file has its name only when it is whole and on the disk."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._partial = root / "partial"
        self._partial.mkdir(parents=True, exist_ok=True)
        self._sweep()

    def put(self, content: bytes | Path | Iterable[bytes]) -> str:
        """As in Files, and of a stream too. The bytes are flushed to the disk before the name appears."""
        partial = self._partial / f"{os.getpid()}-{secrets.token_hex(8)}"
        try:
            with partial.open("xb") as target:
                digest = _copy(_chunks(content), target)
            final = self._place(digest)
            if not final.exists():
                final.parent.mkdir(parents=True, exist_ok=True)
                partial.replace(final)
                _sync_folder(final.parent)
        except OSError as error:
            if error.errno in NO_ROOM:
                raise StorageFull(f"no room left in {str(self._root)!r}; free some space, then try again") from error
            raise
        finally:
            partial.unlink(missing_ok=True)
        return digest

    def path(self, sha256: str) -> Path:
        final = self._place(sha256)
        if not final.is_file():
            raise NotFound("file", sha256, "upload it again")
        return final

    def open(self, sha256: str) -> BinaryIO:
        return self.path(sha256).open("rb")

    def exists(self, sha256: str) -> bool:
        return self._place(sha256).is_file()

    def delete(self, sha256: str) -> None:
        self._place(sha256).unlink(missing_ok=True)

    def all(self) -> Iterator[str]:
        return (path.name for path in self._root.glob("??/??/*") if DIGEST.fullmatch(path.name))

    def copies(self) -> Iterator[Stored]:
        """What is stored, with sizes and times."""
        for sha256 in self.all():
            with suppress(FileNotFoundError):
                told = self._place(sha256).stat()
                yield Stored(sha256, told.st_size, told.st_mtime)

    def _place(self, sha256: str) -> Path:
        """Only a digest becomes a path: anything else could lead out of the folder."""
        if not DIGEST.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is no sha256; give 64 lower-case hexadecimal digits")
        return self._root / sha256[:2] / sha256[2:4] / sha256

    def _sweep(self) -> None:
        """Remove what a killed process left half-written; a day old, so that nobody still writes it."""
        before = time.time() - ABANDONED_S
        for path in self._partial.iterdir():
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before:
                    path.unlink()


def digest_of(content: bytes | Path) -> str:
    """The sha256 of bytes or of a file."""
    digest = hashlib.sha256()
    for chunk in _chunks(content):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(content: bytes | Path | Iterable[bytes]) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    if not isinstance(content, Path):
        yield from content
        return
    with content.open("rb") as source:
        while chunk := source.read(CHUNK):
            yield chunk


def _copy(chunks: Iterator[bytes], target: BinaryIO) -> str:
    """Write everything, down to the disk, and give its sha256."""
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
        target.write(chunk)
    target.flush()
    os.fsync(target.fileno())
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make the new name itself survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
