"""One piece of a brand's material on its way in: a file, what it is called, and the day it speaks for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tools.errors import AssetRefused


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
