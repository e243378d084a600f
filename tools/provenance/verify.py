"""What can be told of a file: its manifest, its mark, whose film it is, and what was done to it since it was signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from renderer.marking import mark_of
from tools.errors import FilmUnreadable
from tools.provenance.finding import Found
from tools.provenance.looking import Picture, look_apart
from tools.provenance.manifest import Reading

_SHORT_SIDE = 1080


@dataclass(frozen=True)
class Verdict:
    """All that was found. `project` is the id that the mark stands for, where it is among those that were asked about."""

    file: Path
    manifest: Reading
    found: Found | None
    picture: Picture
    project: str | None
    changes: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Whether the file is, to the byte, what was signed."""
        return self.manifest.state in ("trusted", "valid")

    def as_json(self) -> dict[str, Any]:
        """The same as plain values."""
        mark = self.found and {
            "id": f"{self.found.mark:012x}",
            "strength": round(self.found.strength, 2),
            "chance": self.found.chance,
            "left": list(self.found.left),
        }
        return {
            "file": str(self.file),
            "manifest": asdict(self.manifest),
            "mark": mark,
            "picture": asdict(self.picture),
            "project": self.project,
            "changes": list(self.changes),
        }


def verify(film: Path, roots: Callable[[], str], projects: Callable[[], Iterable[str]]) -> Verdict:
    """Read manifest and mark of a file; `roots` gives those that are trusted (PEM), `projects` the ids to look among.

    Neither is asked before it is needed. Raises FilmUnreadable.
    """
    if not film.is_file():
        raise FilmUnreadable(f"there is no file {str(film)!r}; name the film to verify")
    seen = look_apart(film, roots())
    found, picture, reading = seen.found, seen.picture, seen.manifest
    project = next((each for each in projects() if mark_of(each) == found.mark), None) if found else None
    return Verdict(film, reading, found, picture, project, tuple(_changes(reading, found, picture)))


def _changes(reading: Reading, found: Found | None, picture: Picture) -> Iterator[str]:
    """Sentences, the gravest first."""
    signed = reading.film
    match reading.state:
        case "trusted" | "valid":
            yield "Nothing was changed since it was signed."
        case "tampered" if any("mismatch" in problem for problem in reading.problems):
            yield "It was changed after it was signed: its bytes are not those that the manifest is about."
        case "tampered":
            yield "Its manifest is damaged or was put together by somebody else, and proves nothing."
        case "none" if found:
            yield "Its manifest is gone, but the picture still carries the mark: it was encoded anew, or went through a site."
        case "none":
            yield "It has neither manifest nor mark: it is a preview, not from here, or changed beyond recognition."
    if signed and found and signed.get("mark") != f"{found.mark:012x}":
        yield "Manifest and picture are of different films."
    if signed and reading.state in ("trusted", "valid") and not found:
        yield "No mark can be read in the picture."
    if picture.readable < picture.promised:
        yield f"It breaks off after {picture.readable} of {picture.promised} frames."
    if signed and signed.get("frames", picture.promised) != picture.promised:
        yield f"It had {signed['frames']} frames and has {picture.promised}."
    yield from _reshaped(signed, found, picture)


def _reshaped(signed: dict[str, Any], found: Found | None, picture: Picture) -> Iterator[str]:
    size = (picture.width, picture.height)
    if signed and (signed.get("width"), signed.get("height")) != size:
        yield f"It was {signed.get('width')} x {signed.get('height')} and is {size[0]} x {size[1]}."
    if found is None:
        return
    width, height = (round(100 * left) for left in found.left)
    if (width, height) != (100, 100):
        yield f"It was cropped: about {width} % of its width and {height} % of its height are left."
    elif not signed and min(size) != _SHORT_SIDE:
        yield f"It was scaled to {size[0]} x {size[1]}."
