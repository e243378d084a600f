"""What is kept of a video while it streams by: a thumbnail of every frame in memory, and a few frames a second on disk."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO

import numpy as np
from numpy.typing import NDArray

from tools.errors import AssetRefused
from tools.takeapart.decode import CELL, Probed, Rgb8, frames
from tools.takeapart.findings import Span

STILLS_PER_S = 4.0
WHOLE_S = 360.0
EDGE_S, SAMPLE_S, SAMPLES = 30.0, 30.0, 8


@dataclass
class Reel:
    """`times` (n,) seconds; `thumbs` (n, rows, columns, 3) bytes, each pixel the mean of CELL x CELL of the decoded frame.

    `parts` are what was looked at, `bounds` their first frame numbers with the end behind them. Stills are read from disk.
    """

    video: Probed
    parts: tuple[Span, ...]
    bounds: tuple[int, ...]
    times: NDArray[np.float64]
    thumbs: Rgb8
    still_at: NDArray[np.int64]
    _stills: IO[bytes]

    def stills(self, wanted: Sequence[int] | None = None) -> Iterator[tuple[int, Rgb8]]:
        """(frame number, RGB (height, width, 3)) of the stills numbered in `wanted`, or of all, one at a time."""
        width, height = self.video.size
        size = width * height * 3
        for number in range(len(self.still_at)) if wanted is None else wanted:
            self._stills.seek(number * size)
            yield int(self.still_at[number]), np.frombuffer(self._stills.read(size), np.uint8).reshape(height, width, 3)

    @property
    def step_s(self) -> float:
        """Seconds from frame to frame."""
        return float(1 / self.video.rate)

    def still_near(self, time_s: float) -> int:
        """Number of the still that is nearest to a time."""
        return int(np.abs(self.times[self.still_at] - time_s).argmin())

    def close(self) -> None:
        """Gives the disk back."""
        self._stills.close()


def parts_of(length_s: float) -> tuple[Span, ...]:
    """All of a video of up to six minutes; of a longer one its first and last half minute and eight samples between them."""
    if length_s <= WHOLE_S:
        return (Span(0.0, length_s),)
    gap = (length_s - 2 * EDGE_S - SAMPLES * SAMPLE_S) / (SAMPLES + 1)
    between = [EDGE_S + gap * (n + 1) + SAMPLE_S * n for n in range(SAMPLES)]
    return (Span(0.0, EDGE_S), *(Span(at, at + SAMPLE_S) for at in between), Span(length_s - EDGE_S, length_s))


def wind(video: Probed, on_share: Callable[[float], None], cancelled: Callable[[], bool]) -> Reel:
    """Decodes what is to be looked at, once. `on_share` is told how much of it is done, 0..1.

    Raises AssetRefused, TakingApartCancelled.
    """
    parts = parts_of(video.length_s)
    whole = sum(part.length_s for part in parts)
    every = max(1, round(float(video.rate) / STILLS_PER_S))
    times: list[float] = []
    thumbs = bytearray()
    still_at: list[int] = []
    bounds = [0]
    disk = tempfile.TemporaryFile(prefix="agency-reel-")  # noqa: SIM115 - the reel closes it
    try:
        for part in parts:
            for time_s, frame in frames(video, part, cancelled):
                if (len(times) - bounds[-1]) % every == 0:
                    still_at.append(len(times))
                    disk.write(frame.tobytes())
                times.append(time_s)
                thumbs += _thumb(frame).tobytes()
                if len(times) % 64 == 0:
                    on_share(min(1.0, len(times) * float(1 / video.rate) / whole))
            bounds.append(len(times))
        if not times:
            raise AssetRefused(f"{video.name!r} holds no frame that can be read; export it again and hand in the new one.")
        width, height = (side // CELL for side in video.size)
        small = np.frombuffer(thumbs, np.uint8).reshape(-1, height, width, 3)
        return Reel(video, parts, tuple(bounds), np.array(times), small, np.array(still_at), disk)
    except BaseException:
        disk.close()
        raise


def _thumb(frame: Rgb8) -> Rgb8:
    rows, columns = frame.shape[0] // CELL, frame.shape[1] // CELL
    # Sums of 25 bytes fit in 16 bits; adding strided views is many times as fast as numpy's sum over a short axis.
    lines = np.zeros((rows, columns * CELL * 3), np.uint16)
    for row in range(CELL):
        lines += frame.reshape(rows, CELL, -1)[:, row]
    wide = lines.reshape(rows, columns, CELL, 3)
    cells = np.zeros((rows, columns, 3), np.uint16)
    for column in range(CELL):
        cells += wide[:, :, column]
    return (cells // (CELL * CELL)).astype(np.uint8)


def farthest(one: Rgb8, other: Rgb8) -> Rgb8:
    """How far two pictures, shape (..., 3), are apart in the channel that differs most, in levels; shape (...)."""
    # Bytes stay bytes: the larger minus the smaller is four times as fast as a difference with a sign.
    apart = np.maximum(one, other) - np.minimum(one, other)
    return np.asarray(np.maximum(np.maximum(apart[..., 0], apart[..., 1]), apart[..., 2]))
