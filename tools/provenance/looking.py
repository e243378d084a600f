"""Reading a file that came back from somewhere, in a process of its own with bounded memory and time: its manifest, its mark."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import av
import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from tools.bounded import Bounds, OutOfBounds, ask
from tools.clips import ONLY, container_of
from tools.errors import FilmUnreadable
from tools.provenance import finding, manifest
from tools.provenance.finding import Found
from tools.provenance.manifest import Reading

_LOOKED_AT = 90  # frames: three seconds, or so many moments of a longer film
_BOUNDS, _MOST_S = Bounds(memory=4_000_000_000, cpu_s=240, written=0), 600.0
_NO_FILM = "{name!r} is no film, or was cut off before its end; name a whole MP4"
_REFUSED = 3


@dataclass(frozen=True)
class Picture:
    """The file as it is now: size in pixels, and how many frames it says it has and can be read."""

    width: int
    height: int
    promised: int
    readable: int


@dataclass(frozen=True)
class Seen:
    """What a file holds."""

    found: Found | None
    picture: Picture
    manifest: Reading


def look_apart(film: Path, roots: str) -> Seen:
    """`look` in a process that ends for whatever a file does. Raises FilmUnreadable with one sentence."""
    asked = {"film": str(film.resolve()), "roots": roots}
    try:
        is_read, answer = ask("tools.provenance.looking", asked, _BOUNDS, _MOST_S, _REFUSED)
    except OutOfBounds as error:
        what = "takes too long to read" if error.took_too_long else "cannot be read within the memory a film may take"
        raise FilmUnreadable(f"{film.name!r} {what}; name a shorter or smaller one") from error
    if not is_read:
        raise FilmUnreadable(answer)
    told = json.loads(answer)
    found = told["found"] and Found(told["found"]["mark"], told["found"]["strength"], tuple(told["found"]["left"]))
    lists = {name: tuple(told["manifest"][name]) for name in ("problems", "ingredients")}
    return Seen(found, Picture(**told["picture"]), Reading(**{**told["manifest"], **lists}))


def look(film: Path, roots: str) -> Seen:
    """Manifest and mark of a file; `roots` (PEM) are trusted. Raises FilmUnreadable."""
    no_film = FilmUnreadable(_NO_FILM.format(name=film.name))
    try:
        with av.open(str(film), format=container_of(film), options=ONLY) as container:
            if not container.streams.video:
                raise FilmUnreadable(f"{film.name!r} has no picture, so it is no film; name an MP4")
            stream = container.streams.video[0]
            promised, width, height = stream.frames, stream.width, stream.height
            found = finding.find(_frames(container))
        readable = _packets(film)
    except av.FFmpegError as error:
        raise no_film from error
    if not readable:
        raise no_film
    return Seen(found, Picture(width, height, promised, readable), manifest.read(film, roots))


def _frames(container: InputContainer) -> Iterator[NDArray[np.uint8]]:
    """Luma of frames all over the film; those of a file that breaks off are what can be read of it."""
    stream = container.streams.video[0]
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
    with av.open(str(film), format=container_of(film), options=ONLY) as container:
        for packet in container.demux(container.streams.video[0]):
            count += bool(packet.size) and not packet.is_corrupt and (packet.pos or 0) + packet.size <= size
    return count


def main() -> int:
    """The process: a request as JSON on standard input, what was seen as JSON on standard output."""
    asked = json.load(sys.stdin)
    try:
        seen = look(Path(asked["film"]), asked["roots"])
    except FilmUnreadable as error:
        sys.stdout.write(str(error))
        return _REFUSED
    except MemoryError:
        return 1
    sys.stdout.write(json.dumps(asdict(seen)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
