"""What can be told of a file: its manifest, its mark, whose film it is, and what was done to it since it was signed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from renderer.marking import mark_of
from tools.errors import FilmUnreadable
from tools.provenance import finding, manifest
from tools.provenance.finding import Found
from tools.provenance.manifest import Reading

_LOOKED_AT = 90  # frames: three seconds, or so many moments of a longer film
_SHORT_SIDE = 1080


@dataclass(frozen=True)
class Picture:
    """The file as it is now: size in pixels, and how many frames it says it has and can be read."""

    width: int
    height: int
    promised: int
    readable: int


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
    found, picture = _looked_at(film)
    reading = manifest.read(film, roots())
    project = next((each for each in projects() if mark_of(each) == found.mark), None) if found else None
    return Verdict(film, reading, found, picture, project, tuple(_changes(reading, found, picture)))


def _looked_at(film: Path) -> tuple[Found | None, Picture]:
    try:
        with av.open(str(film)) as container:
            if not container.streams.video:
                raise FilmUnreadable(f"{film.name!r} has no picture, so it is no film; name an MP4")
            stream = container.streams.video[0]
            promised = stream.frames
            found = finding.find(_frames(container))
            width, height = stream.width, stream.height
        readable = _packets(film)
    except av.FFmpegError as error:
        raise FilmUnreadable(f"{film.name!r} is no film, or was cut off before its end; name a whole MP4") from error
    if not readable:
        raise FilmUnreadable(f"{film.name!r} is no film, or was cut off before its end; name a whole MP4")
    return found, Picture(width, height, promised, readable)


def _frames(container: InputContainer) -> Iterator[NDArray[np.uint8]]:
    """Luma of frames all over the film; those of a file that breaks off are what can be read of it."""
    stream = container.streams.video[0]
    stream.thread_type = "AUTO"
    if stream.frames <= 2 * _LOOKED_AT or not stream.duration:
        yield from finding.sampled(_decoded(container), 2, _LOOKED_AT)
        return
    start = stream.start_time or 0
    for number in range(_LOOKED_AT // 2):
        container.seek(start + stream.duration * number * 2 // _LOOKED_AT, stream=stream)
        yield from finding.sampled(_decoded(container), 1, 2)


def _decoded(container: InputContainer) -> Iterator[NDArray[np.uint8]]:
    frames = container.decode(container.streams.video[0])
    while True:
        try:
            frame = next(frames, None)
        except av.FFmpegError:  # the file breaks off here
            return
        if frame is None:
            return
        plane = frame.reformat(format="yuv420p").planes[0]
        yield np.frombuffer(bytes(plane), np.uint8).reshape(-1, plane.line_size)[: frame.height, : frame.width]


def _packets(film: Path) -> int:
    """Frames whose bytes are all there."""
    count, size = 0, film.stat().st_size
    with av.open(str(film)) as container:
        for packet in container.demux(container.streams.video[0]):
            count += bool(packet.size) and not packet.is_corrupt and (packet.pos or 0) + packet.size <= size
    return count


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
