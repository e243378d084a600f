"""What is heard: loudness, and in how much of the running time there is music, and speech. Simple spectral features, no model."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.takeapart.decode import SOUND_HZ, Probed, listen
from tools.takeapart.findings import SoundFindings

WINDOW_S, HOP = 2.0, SOUND_HZ // 50
SILENT_DB = -55.0
SWING_DB = 14.0
HELD, HELD_BELOW = 0.3, 0.12
"""Share of the peaks of the spectrum that stay where they are: of all of it, and of the pauses of somebody who speaks."""
FRAME, PEAK = 1024, 0.08

Floats = NDArray[np.float64]


def hear(video: Probed, cancelled: Callable[[], bool] = lambda: False) -> SoundFindings:
    """Listens once from start to end; memory does not grow with the length. Raises AssetRefused, TakingApartCancelled."""
    counts = np.zeros(3, int)

    def note(samples: NDArray[np.float32]) -> None:
        if samples.size >= SOUND_HZ // 2:
            counts[:] += (1, *window(samples.astype(np.float64)))

    lufs = listen(video, round(WINDOW_S * SOUND_HZ), note, cancelled)
    windows, music, speech = counts.tolist()
    return SoundFindings(lufs, round(music / max(1, windows), 3), round(speech / max(1, windows), 3))


def window(samples: Floats) -> tuple[bool, bool]:
    """Whether a stretch of mono at SOUND_HZ holds music, and whether it holds speech."""
    loudest, swing, held, below = features(samples)
    if loudest < SILENT_DB:
        return False, False
    if held >= HELD:
        return True, False
    is_speech = swing >= SWING_DB
    return is_speech and below >= HELD_BELOW, is_speech


class Features(NamedTuple):
    """`loudest_db` of full scale; `swing_db` from the quietest tenth up to it; shares of peaks `held`, in all and in pauses."""

    loudest_db: float
    swing_db: float
    held: float
    held_below: float


def features(samples: Floats) -> Features:
    """What the two answers are read from."""
    hop = FRAME // 2
    count = max(1, (samples.size - FRAME) // hop + 1)
    frames = np.stack([samples[at * hop : at * hop + FRAME] for at in range(count)]) * np.hanning(FRAME)
    level_db = 10 * np.log10(np.square(frames).mean(axis=1) + 1e-10)
    low, high = (float(np.percentile(level_db, part)) for part in (10, 95))
    spectrum = np.abs(np.fft.rfft(frames, axis=1))[:, 2 : FRAME // 4]
    quiet = level_db <= np.percentile(level_db, 35)
    audible = quiet & (level_db > SILENT_DB)
    return Features(high, high - low, _held(spectrum, np.ones(count, bool)), _held(spectrum, audible))


def _held(spectrum: Floats, counted: NDArray[np.bool_]) -> float:
    """Notes stay on their pitch over four frames, which are 0.13 s; voices glide and stop, noise never stands."""
    loud = spectrum / (spectrum.max(axis=1, keepdims=True) + 1e-9)
    peaks = (loud[:, 1:-1] > loud[:, :-2]) & (loud[:, 1:-1] >= loud[:, 2:]) & (loud[:, 1:-1] > PEAK)
    begin = counted[:-3] & counted[3:]
    if len(peaks) < 5 or not begin.any():
        return 0.0
    held = peaks[:-3] & peaks[1:-2] & peaks[2:-1] & peaks[3:]
    return float(held[begin].sum() / max(1, peaks[:-3][begin].sum()))
