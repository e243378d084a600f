"""Finishing a spoken line: joined, at 48 kHz, at the one loudness every voice is delivered at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy.signal import resample_poly

from renderer.spec import SAMPLE_RATE_HZ

SPEECH_LUFS = -20.0
PEAK_CEILING = 0.89  # -1 dBFS
SHORTEST_MEASURABLE = int(0.4 * SAMPLE_RATE_HZ)  # one gating block of BS.1770
FADE = 240  # 5 ms at each end, so that a line never starts or stops with a click
SILENCE_LUFS = -70.0


def finish(parts: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """24 kHz chunks, joined: twice as many samples at 48 kHz, at -20 LUFS unless its peaks forbid it."""
    if not parts:
        return np.zeros(0, np.float32)
    line: NDArray[np.float32] = np.asarray(resample_poly(np.concatenate(parts), 2, 1), np.float32)
    loud = loudness(line)
    if loud > SILENCE_LUFS:
        gain = 10 ** ((SPEECH_LUFS - loud) / 20)
        line *= min(gain, PEAK_CEILING / float(np.abs(line).max()))
    ramp = np.linspace(0, 1, min(FADE, line.size), dtype=np.float32)
    line[: ramp.size] *= ramp
    line[line.size - ramp.size :] *= ramp[::-1]
    return line


def loudness(samples: NDArray[np.float32]) -> float:
    """Integrated loudness in LUFS of (n,) or (channels, n) samples at 48 kHz; -inf for silence."""
    channels_last = np.atleast_2d(samples).T
    if len(channels_last) < SHORTEST_MEASURABLE:
        channels_last = np.pad(channels_last, ((0, SHORTEST_MEASURABLE - len(channels_last)), (0, 0)))
    with np.errstate(divide="ignore"):
        return float(pyloudnorm.Meter(SAMPLE_RATE_HZ).integrated_loudness(channels_last.astype(np.float64)))
