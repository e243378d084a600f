"""What every instrument is made with: clocks, edges, filters, and single cycles read at a pitch."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, oaconvolve, sosfilt

from renderer.spec import SAMPLE_RATE_HZ

Samples = NDArray[np.float32]
Sections = NDArray[np.float64]
CYCLE = 4096
BLOCK = 5 * SAMPLE_RATE_HZ


def hertz(note: float) -> float:
    """Frequency of a MIDI note number; 69 is 440 Hz."""
    return float(440.0 * 2 ** ((note - 69) / 12))


def clock(seconds: float) -> Samples:
    """Seconds from 0, one per sample."""
    return np.arange(max(1, int(seconds * SAMPLE_RATE_HZ)), dtype=np.float32) / np.float32(SAMPLE_RATE_HZ)


def edged(sound: Samples, attack_s: float, release_s: float) -> Samples:
    """`sound` with raised-cosine edges, in place: no click at either end."""
    head = min(int(attack_s * SAMPLE_RATE_HZ), sound.size // 2)
    tail = min(int(release_s * SAMPLE_RATE_HZ), sound.size - head)
    sound[:head] *= 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, head, dtype=np.float32))
    if tail:
        sound[-tail:] *= 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, tail, dtype=np.float32))
    return sound


@lru_cache(maxsize=64)
def band(kind: str, hz: float | tuple[float, float], order: int = 1) -> Sections:
    """A Butterworth filter's sections."""
    return np.asarray(butter(order, hz, kind, fs=SAMPLE_RATE_HZ, output="sos"))


def filtered(sound: Samples, kind: str, hz: float | tuple[float, float], order: int = 1) -> Samples:
    """`sound`, along its last axis, through a Butterworth filter."""
    sections, out = band(kind, hz, order), np.empty(sound.shape, np.float32)
    # Bit by bit: the filter reckons in float64, which for a minute at once takes six times the memory of the sound.
    for side, into in zip(np.atleast_2d(sound), np.atleast_2d(out), strict=True):
        state = np.zeros((len(sections), 2))
        for start in range(0, side.size, BLOCK):
            into[start : start + BLOCK], state = sosfilt(sections, side[start : start + BLOCK], zi=state)
    return out


def convolved(sound: Samples, tail: Samples) -> Samples:
    """`sound`, (n,), in a room that answers a click with `tail`; cut off at n samples."""
    out = np.zeros(sound.size + tail.size - 1, np.float32)
    for start in range(0, sound.size, BLOCK):
        answer = oaconvolve(sound[start : start + BLOCK], tail)
        out[start : start + answer.size] += answer
    return out[: sound.size]


def noise(rng: np.random.Generator, seconds: float, low_hz: float, high_hz: float) -> Samples:
    """Noise in a band, peak 1."""
    shaped = filtered(
        rng.standard_normal(max(1, int(seconds * SAMPLE_RATE_HZ))).astype(np.float32), "bandpass", (low_hz, high_hz), 2
    )
    return np.asarray(shaped / max(1e-9, float(np.abs(shaped).max())), np.float32)


def cycle(weights: Sequence[float], phases: Sequence[float] | None = None) -> Samples:
    """One period of a tone whose partials have these weights, CYCLE samples, peak 1."""
    spectrum = np.zeros(CYCLE // 2 + 1, np.complex128)
    for number, weight in enumerate(weights, 1):
        spectrum[number] = weight * np.exp(1j * ((phases[number - 1] if phases is not None else 0.0) - np.pi / 2))
    wave = np.fft.irfft(spectrum)
    return np.asarray(wave / max(1e-12, float(np.abs(wave).max())), np.float32)


def saw(base_hz: float, cutoff_hz: float, slope: float = 2.0) -> list[float]:
    """Partials of a saw behind a low-pass at `cutoff_hz`; above 12 kHz there are none."""
    count = max(1, min(160, int(12_000 / base_hz)))
    return [1 / k / np.sqrt(1 + (k * base_hz / cutoff_hz) ** (2 * slope)) for k in range(1, count + 1)]


def played(wave: Samples, base_hz: float, seconds: float, phase: float = 0.0, vibrato: Samples | None = None) -> Samples:
    """A cycle repeated at a pitch; `vibrato` is added to the phase, in cycles."""
    count = max(1, int(seconds * SAMPLE_RATE_HZ))
    turns = np.arange(count, dtype=np.float64) * (base_hz / SAMPLE_RATE_HZ) + phase
    if vibrato is not None:
        turns += vibrato[:count]
    return np.asarray(wave[(turns * CYCLE).astype(np.int64) & (CYCLE - 1)], np.float32)
