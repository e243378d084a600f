"""Long films have several pieces of music, one after the other: memory for a minute is enough for half an hour."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from renderer.music.play import compose
from renderer.spec import SAMPLE_RATE_HZ, SAMPLES_PER_FRAME, Music

LENGTH_S = 60.0
_REACH_S = 12.0
# A tenth of a second: loudness and ducking are reckoned in whole numbers of steps that divide it.
STEP = 3 * SAMPLES_PER_FRAME


def movements(samples: int, cuts_s: Sequence[float] = ()) -> list[tuple[int, int]]:
    """(first, end) samples of about equal parts of about a minute, in order; they change with a scene where one is near."""
    count = max(1, round(samples / SAMPLE_RATE_HZ / LENGTH_S))
    borders = [0]
    for number in range(1, count):
        even = number * samples / SAMPLE_RATE_HZ / count
        near = [cut for cut in cuts_s if abs(cut - even) <= _REACH_S]
        at = min(near, key=lambda cut, even=even: abs(cut - even)) if near else even  # type: ignore[misc]
        borders.append(round(at * SAMPLE_RATE_HZ / STEP) * STEP)
    return list(zip(borders, [*borders[1:], samples], strict=True))


def movement(music: Music, number: int, first: int, end: int) -> NDArray[np.float32]:
    """The piece from sample `first` to `end` of the film, (2, end - first), peak 0.7; each has a seed of its own."""
    cuts_s = [cut - first / SAMPLE_RATE_HZ for cut in music.cuts_s if first < cut * SAMPLE_RATE_HZ < end]
    return compose(music.mood, (end - first) / SAMPLE_RATE_HZ, music.seed + 101 * number, cuts_s)
