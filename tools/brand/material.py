"""One piece of a brand's material on its way in: a file or a page, what it is called, and the day it speaks for."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tools.errors import AssetRefused
from tools.fetching import PUBLIC, Reach, fetch

ADDRESS = re.compile(r"https?://[^\s<>\"'“”]+[^\s<>\"'“”.,;:!?)\]]", re.I)
LONGEST_NAME = 240


@dataclass(frozen=True)
class Material:
    """A file to learn from. `name` is what the person called it; `dated` the day it was handed in."""

    path: Path
    name: str
    sha256: str
    dated: date


def material(path: Path, name: str = "", today: date | None = None) -> Material:
    """The file at `path`, hashed in pieces. Raises AssetRefused where there is no such file, or nothing in it."""
    called = name or path.name
    if not path.is_file():
        raise AssetRefused(f"there is no file {called!r}; check the path and try again")
    if not path.stat().st_size:
        raise AssetRefused(f"{called!r} is empty; hand in the file again")
    with path.open("rb") as source:
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return Material(path, called, digest, today or datetime.now(UTC).date())


def addresses_in(text: str) -> list[str]:
    """The addresses of pages that a message names, each once."""
    return list(dict.fromkeys(ADDRESS.findall(text)))


def from_web(address: str, folder: Path, reach: Reach = PUBLIC, today: date | None = None) -> Material:
    """What lies at an address, as a file in `folder` that is called by the address. Raises AssetRefused with one sentence."""
    plain = address.split("#")[0]
    path = folder / hashlib.sha256(plain.encode()).hexdigest()
    fetch(plain, path, reach)
    return material(path, plain[:LONGEST_NAME], today)


def all_from_web(
    addresses: Sequence[str], folder: Path, reach: Reach, on_progress: Callable[[str, float], None]
) -> tuple[list[Material], list[str]]:
    """What lies at the addresses, and a sentence for each that cannot be read: one that fails stops no other."""
    found: list[Material] = []
    refused: list[str] = []
    for address in addresses:
        on_progress(f"Fetching {address}", 0.0)
        try:
            found.append(from_web(address, folder, reach))
        except AssetRefused as error:
            refused.append(str(error))
    return found, refused
