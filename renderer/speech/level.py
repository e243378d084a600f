"""Finishing a spoken line: joined, at 48 kHz, through a voice chain, at the one loudness every voice is delivered at."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import butter, resample_poly, sosfilt, sosfiltfilt

from renderer.spec import SAMPLE_RATE_HZ

SPEECH_LUFS = -20.0
PEAK_CEILING = 0.89  # -1 dBFS
SHORTEST_MEASURABLE = int(0.4 * SAMPLE_RATE_HZ)  # one gating block of BS.1770
FADE = 240  # 5 ms at each end, so that a line never starts or stops with a click
SILENCE_LUFS = -70.0
RUMBLE_HZ = 80.0
HISS_HZ = (5_000.0, 9_500.0)
HISS_BELOW_DB = 12.0  # sharp sounds that come nearer to the voice's own level than this are taken back by half the excess
RATIO = 2.0  # of compression, above the voice's own level
CONTROL = SAMPLE_RATE_HZ // 200  # samples per step of a gain


def finish(parts: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """24 kHz chunks, joined: twice as many samples at 48 kHz, at -20 LUFS unless its peaks forbid it.

    On the way it loses its rumble, some of its hiss, and a little of the distance between loud words and soft ones.
    """
    if not parts:
        return np.zeros(0, np.float32)
    line = treated(np.asarray(resample_poly(np.concatenate(parts), 2, 1), np.float32))
    loud = loudness(line)
    if loud > SILENCE_LUFS:
        gain = 10 ** ((SPEECH_LUFS - loud) / 20)
        line *= min(gain, PEAK_CEILING / float(np.abs(line).max()))
    ramp = np.linspace(0, 1, min(FADE, line.size), dtype=np.float32)
    line[: ramp.size] *= ramp
    line[line.size - ramp.size :] *= ramp[::-1]
    return line


def treated(line: NDArray[np.float32]) -> NDArray[np.float32]:
    """A voice at 48 kHz through high-pass, de-esser and compressor, as long as it was; its level changes with it."""
    level = _levels(line)
    own = float(np.sqrt(np.mean(np.square(level[level > 0.1 * level.max(initial=0)])))) if level.any() else 0.0
    if line.size < 8 * CONTROL or not own:
        return line
    line = np.asarray(sosfilt(butter(2, RUMBLE_HZ, "highpass", fs=SAMPLE_RATE_HZ, output="sos"), line), np.float32)
    # Filtered both ways: what is taken away lies exactly on what it is taken from.
    hiss = np.asarray(sosfiltfilt(butter(1, HISS_HZ, "bandpass", fs=SAMPLE_RATE_HZ, output="sos"), line), np.float32)
    allowed = own * 10 ** (-HISS_BELOW_DB / 20)
    line = line + hiss * (_held_down(_levels(hiss), allowed, 2.0, line.size) - 1)
    return line * _held_down(_levels(line), own, RATIO, line.size)


def _levels(line: NDArray[np.float32]) -> NDArray[np.float32]:
    """Root mean square of each step of 5 ms."""
    steps = -(-line.size // CONTROL)
    padded = np.zeros(steps * CONTROL, np.float32)
    padded[: line.size] = line
    return np.asarray(np.sqrt(np.square(padded.reshape(steps, CONTROL)).mean(axis=1)), np.float32)


def _held_down(levels: NDArray[np.float32], above: float, ratio: float, samples: int) -> NDArray[np.float32]:
    """A gain for every sample that divides what passes `above` by `ratio`: at once, and let go within 60 ms."""
    wanted = np.minimum(1.0, (above / np.maximum(levels, 1e-9)) ** (1 - 1 / ratio))
    smooth = uniform_filter1d(minimum_filter1d(wanted, 5, mode="nearest"), 9, mode="nearest")
    return np.asarray(np.interp(np.arange(samples), (np.arange(levels.size) + 0.5) * CONTROL, smooth), np.float32)


def loudness(samples: NDArray[np.float32]) -> float:
    """Integrated loudness in LUFS of (n,) or (channels, n) samples at 48 kHz; -inf for silence."""
    channels_last = np.atleast_2d(samples).T
    if len(channels_last) < SHORTEST_MEASURABLE:
        channels_last = np.pad(channels_last, ((0, SHORTEST_MEASURABLE - len(channels_last)), (0, 0)))
    with np.errstate(divide="ignore"):
        return float(pyloudnorm.Meter(SAMPLE_RATE_HZ).integrated_loudness(channels_last.astype(np.float64)))
