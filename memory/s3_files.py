"""Stored files in a bucket that speaks S3, with copies of what was used lately in a folder of this machine."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import obstore
from obstore.exceptions import BaseError, PermissionDeniedError, UnauthenticatedError
from obstore.store import S3Store

from memory.errors import FilesUnreachable, NotFound
from memory.files import CHUNK, DIGEST, FolderFiles, digest_of

if TYPE_CHECKING:
    from obstore.store import S3Config

# Parts of a large upload, each tried again by itself; S3 takes none below 5 MiB but the last.
PART = 8 << 20
PARTS_AT_ONCE = 4
# A copy that was handed out is not taken away while something may still read it, and not kept for good: what was deleted from
# the bucket by another server is gone here a day later.
IN_USE_S = 3600.0
KEPT_S = 24 * 3600.0


@dataclass(frozen=True)
class Bucket:
    """Where it is. `endpoint` '' is Amazon's own; `prefix` comes before every name. Keys come from AWS's usual places.

    Those are AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, a web identity, the container's role, the machine's role.
    """

    name: str
    endpoint: str = ""
    region: str = ""
    prefix: str = ""


@dataclass(frozen=True)
class Patience:
    """How long a network may be gone: seconds for a connection, for silence while something is read, and for all tries."""

    connect_s: float = 5.0
    silence_s: float = 20.0
    whole_s: float = 60.0
    retries: int = 30


class S3Files:
    """As memory.files.Files. A file is in the bucket before anybody hears its digest; copies in `folder` are bounded.

    Every call may raise FilesUnreachable; then nothing was stored, and the same call goes through later.
    """

    def __init__(self, bucket: Bucket, folder: Path, cache_bytes: int, patience: Patience | None = None) -> None:
        self._bucket, self._cache_bytes = bucket, cache_bytes
        self._copies = FolderFiles(folder)
        self._store = _opened(bucket, patience or Patience())
        self._trimming = threading.Lock()
        self._trim()

    def put(self, content: bytes | Path) -> str:
        """As in Files; large ones go up in parts. Bytes that the bucket has already are not sent again."""
        digest = digest_of(content)
        had = self._copies.exists(digest)
        self._copies.put(content)
        try:
            with self._reached():
                if not self._is_there(digest):
                    copy = self._copies.path(digest)
                    obstore.put(self._store, self._key(digest), copy, chunk_size=PART, max_concurrency=PARTS_AT_ONCE)
        except FilesUnreachable:
            # A copy here alone would be a promise that other servers cannot keep.
            if not had:
                self._copies.delete(digest)
            raise
        self._trim()
        return digest

    def path(self, sha256: str) -> Path:
        """A local copy, fetched where there is none, and then held against its name. Raises NotFound."""
        if not self._copies.exists(sha256):
            self._fetch(sha256)
        copy = self._copies.path(sha256)
        os.utime(copy)
        return copy

    def open(self, sha256: str) -> BinaryIO:
        return self.path(sha256).open("rb")

    def exists(self, sha256: str) -> bool:
        if self._copies.exists(sha256):
            return True
        with self._reached():
            return self._is_there(sha256)

    def delete(self, sha256: str) -> None:
        with self._reached(), suppress(FileNotFoundError):
            obstore.delete(self._store, self._key(sha256))
        self._copies.delete(sha256)

    def all(self) -> Iterator[str]:
        with self._reached():
            for batch in obstore.list(self._store):
                names = (str(one["path"]).rsplit("/", 1)[-1] for one in batch)
                yield from (name for name in names if DIGEST.fullmatch(name))

    def address(self, sha256: str, lasts_s: float) -> str:
        """A signed address at which anybody can read the file for so many seconds, straight from the bucket; asks nobody."""
        with self._reached():
            return obstore.sign(self._store, "GET", self._key(sha256), timedelta(seconds=lasts_s))

    def _fetch(self, sha256: str) -> None:
        with self._reached():
            try:
                found = obstore.get(self._store, self._key(sha256))
            except FileNotFoundError as error:
                raise NotFound("file", sha256, "upload it again") from error
            digest = self._copies.put(bytes(chunk) for chunk in found.stream(min_chunk_size=CHUNK))
        if digest != sha256:
            self._copies.delete(digest)
            raise FilesUnreachable(f"what the bucket {self._bucket.name!r} holds as {sha256!r} is damaged; put a good copy there")
        self._trim()

    def _is_there(self, sha256: str) -> bool:
        try:
            obstore.head(self._store, self._key(sha256))
        except FileNotFoundError:
            return False
        return True

    def _key(self, sha256: str) -> str:
        """Two levels, as in a folder: tools that list a bucket show it in parts."""
        if not DIGEST.fullmatch(sha256):
            raise ValueError(f"{sha256!r} is no sha256; give 64 lower-case hexadecimal digits")
        return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"

    def _trim(self) -> None:
        """Delete the copies that rested longest until they fit, and all that rested for a day; what may be in use stays."""
        if not self._trimming.acquire(blocking=False):
            return
        try:
            now, kept = time.time(), 0
            copies = sorted(self._copies.copies(), key=lambda one: -one.used_at)
            for one in copies:
                kept += one.size
                rested_s = now - one.used_at
                if rested_s > KEPT_S or (kept > self._cache_bytes and rested_s > IN_USE_S):
                    self._copies.delete(one.sha256)
                    kept -= one.size
        finally:
            self._trimming.release()

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Turns what the client says into one sentence, after it has tried for as long as it may."""
        name = self._bucket.name
        try:
            yield
        except (PermissionDeniedError, UnauthenticatedError) as error:
            raise FilesUnreachable(
                f"the bucket {name!r} does not let us in; look at its policy and at AWS_ACCESS_KEY_ID, then try again"
            ) from error
        except BaseError as error:
            raise FilesUnreachable(
                f"the bucket {name!r} cannot be reached now; nothing was changed there, try again in a moment"
            ) from error


def _opened(bucket: Bucket, patience: Patience) -> S3Store:
    places: S3Config = {"checksum_algorithm": "SHA256"}
    if bucket.endpoint:
        places["endpoint"] = bucket.endpoint
    if bucket.region:
        places["region"] = bucket.region
    return S3Store(
        bucket.name,
        prefix=bucket.prefix or None,
        config=places,
        client_options={
            "allow_http": bucket.endpoint.startswith("http://"),
            "connect_timeout": timedelta(seconds=patience.connect_s),
            "read_timeout": timedelta(seconds=patience.silence_s),
            # The whole of a large film may take as long as it needs; silence is what counts.
            "timeout": timedelta(hours=1),
        },
        retry_config={
            "max_retries": patience.retries,
            "retry_timeout": timedelta(seconds=patience.whole_s),
            "backoff": {"init_backoff": timedelta(seconds=0.1), "max_backoff": timedelta(seconds=5), "base": 2},
        },
    )
