"""Long sound is made in parts: nobody hears where they meet, and it is as loud as if it had been made whole."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import resample_poly

from renderer.mastering import Part, loudness_of, mastered
from renderer.music.movements import STEP, movements
from renderer.speech.level import loudness

RATE = 48_000


def noise(seconds: float, seed: int = 1) -> NDArray[np.float32]:
    rng = np.random.default_rng(seed)
    loud = 0.05 + 0.04 * np.sin(2 * np.pi * np.arange(int(seconds * RATE)) / (3 * RATE))
    return (loud * rng.standard_normal((2, loud.size))).astype(np.float32)


def parts(samples: NDArray[np.float32], *borders: int) -> list[Part]:
    return [lambda part=part: part for part in np.split(samples, borders, axis=1)]  # type: ignore[misc]


def in_memory(samples: NDArray[np.float32]) -> Part:
    return lambda: samples


def test_loudness_of_parts_is_that_of_the_whole() -> None:
    heard = noise(9.0)
    assert loudness_of(parts(heard, 2 * STEP, 50 * STEP)) == pytest.approx(
        loudness(heard), abs=0.1
    )  # whose filters are nearly those of the standard
    assert loudness_of(parts(np.zeros((2, RATE), np.float32))) == -np.inf


def test_mastering_in_parts_is_mastering_of_the_whole() -> None:
    heard = noise(9.0)
    heard[:, 3 * RATE - 20 : 3 * RATE + 5] = 0.9  # a peak across the border
    whole, apart = (np.concatenate(list(mastered(cut, in_memory)), axis=1) for cut in (parts(heard), parts(heard, 3 * RATE)))
    assert np.abs(whole - apart).max() < 1e-4
    assert 20 * np.log10(np.abs(resample_poly(apart, 8, 1, axis=1)).max()) <= -1.0


def test_music_changes_about_every_minute_and_with_a_scene() -> None:
    assert movements(30 * RATE) == [(0, 30 * RATE)]
    long = movements(600 * RATE, cuts_s=(64.04, 300.0))
    assert [first for first, _ in long[1:]] == [end for _, end in long[:-1]]
    assert (long[0][0], long[-1][1], len(long)) == (0, 600 * RATE, 10)
    assert abs(long[1][0] - 64.04 * RATE) < STEP and long[5][0] == 300 * RATE
    assert all(first % STEP == 0 and 36 * RATE <= end - first <= 84 * RATE for first, end in long)
