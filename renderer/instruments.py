"""The small orchestra behind the music: every sound is built from sines and noise, so none has a licence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.signal import butter, oaconvolve, sosfilt

from renderer.spec import SAMPLE_RATE_HZ

Samples = NDArray[np.float32]
REVERB_S = 1.6
BRIGHTEST_HZ = 9_000.0


def hertz(note: float) -> float:
    """Frequency of a MIDI note number; 69 is 440 Hz."""
    return float(440.0 * 2 ** ((note - 69) / 12))


def _clock(seconds: float) -> Samples:
    return np.arange(int(seconds * SAMPLE_RATE_HZ), dtype=np.float32) / np.float32(SAMPLE_RATE_HZ)


def _attacked(sound: Samples, attack_s: float, release_s: float) -> Samples:
    """Raised-cosine edges: no click at either end."""
    head = min(int(attack_s * SAMPLE_RATE_HZ), sound.size // 2)
    tail = min(int(release_s * SAMPLE_RATE_HZ), sound.size - head)
    sound[:head] *= 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, head, dtype=np.float32))
    if tail:
        sound[-tail:] *= 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, tail, dtype=np.float32))
    return sound


def _struck(note: float, seconds: float, tilt: float, decay: float, damping: float, stretch: float = 0.0) -> Samples:
    """A string or bar that was hit: partials fall off by `tilt`, die at `decay` + `damping` per partial, stretched like steel."""
    t = _clock(seconds)
    base = hertz(note)
    sound = np.zeros_like(t)
    for partial in range(1, 9):
        frequency = base * partial * (1 + stretch * partial * partial)
        if frequency > BRIGHTEST_HZ:
            break
        heard = t.size if partial == 1 else max(1, int(t.size * min(1.0, 7 / (seconds * (decay + damping * partial)))))
        time = t[:heard]
        tone = np.sin(np.float32(2 * np.pi * frequency) * time)
        sound[:heard] += tone * np.exp(-(decay + damping * partial) * time) * np.float32(partial**-tilt)
    return _attacked(sound, 0.004, 0.06)


def pluck(note: float, seconds: float = 1.1) -> Samples:
    return 0.5 * _struck(note, seconds, tilt=1.3, decay=2.2, damping=1.4)


def keys(note: float, seconds: float = 2.6) -> Samples:
    """Felt piano: dark, with a slow decay."""
    return 0.5 * _struck(note, seconds, tilt=1.7, decay=1.0, damping=0.6, stretch=0.0004)


def marimba(note: float, seconds: float = 0.7) -> Samples:
    t = _clock(seconds)
    base = hertz(note)
    sound = np.sin(2 * np.pi * base * t) * np.exp(-6.5 * t) + 0.28 * np.sin(2 * np.pi * 3.98 * base * t) * np.exp(-22 * t)
    return _attacked(0.55 * sound.astype(np.float32), 0.002, 0.05)


def bell(note: float, seconds: float = 1.6) -> Samples:
    t = _clock(seconds)
    base = hertz(note)
    sound = np.zeros_like(t)
    for ratio, weight, decay in ((1.0, 1.0, 2.6), (2.76, 0.3, 5.0), (5.4, 0.1, 9.0)):
        if base * ratio < BRIGHTEST_HZ:
            sound += np.float32(weight) * np.sin(np.float32(2 * np.pi * base * ratio) * t) * np.exp(np.float32(-decay) * t)
    return _attacked(0.32 * sound, 0.003, 0.1)


def bass(note: float, seconds: float) -> Samples:
    """Round and short of harmonics, so that it stays out of the voice's way."""
    t = _clock(seconds)
    base = np.float32(2 * np.pi * hertz(note))
    sound = np.sin(base * t) + 0.35 * np.sin(2 * base * t) * np.exp(-3 * t) + 0.12 * np.sin(3 * base * t) * np.exp(-6 * t)
    return _attacked((0.6 * sound * np.exp(-0.9 * t)).astype(np.float32), 0.008, min(0.09, seconds / 3))


def pad(note: float, seconds: float, attack_s: float, release_s: float) -> NDArray[np.float32]:
    """A slow string-like tone, (2, n): each side has its own pair of slightly detuned voices."""
    t = _clock(seconds)
    sides = []
    for detune in ((-0.045, 0.07), (-0.07, 0.045)):
        sound = np.zeros_like(t)
        for cents in detune:
            base = hertz(note + cents)
            for partial in range(1, 5):
                if base * partial < BRIGHTEST_HZ / 2:
                    phase = np.float32(1.7 * partial + 9 * cents)
                    sound += np.float32(0.2 / partial**1.8) * np.sin(np.float32(2 * np.pi * base * partial) * t + phase)
        sides.append(_attacked(sound, attack_s, release_s))
    return np.stack(sides)


def _noise(rng: np.random.Generator, seconds: float, low_hz: float, high_hz: float) -> Samples:
    white = rng.standard_normal(int(seconds * SAMPLE_RATE_HZ))
    band = butter(2, (low_hz, high_hz), "bandpass", fs=SAMPLE_RATE_HZ, output="sos")
    shaped = sosfilt(band, white)
    return np.asarray(shaped / np.abs(shaped).max(), np.float32)


def kick(rng: np.random.Generator) -> Samples:
    t = _clock(0.32)
    sweep = 2 * np.pi * (47 * t + (72 / 38) * (1 - np.exp(-38 * t)))
    return _attacked((0.9 * np.sin(sweep) * np.exp(-11 * t)).astype(np.float32), 0.002, 0.05)


def clap(rng: np.random.Generator) -> Samples:
    t = _clock(0.24)
    burst = sum(np.where(t >= at, np.exp(-60 * (t - at)), 0) for at in (0.0, 0.011, 0.022)) + 0.6 * np.exp(-19 * t)
    return _attacked((0.22 * _noise(rng, 0.24, 900, 4200) * burst).astype(np.float32), 0.001, 0.04)


def snap(rng: np.random.Generator) -> Samples:
    t = _clock(0.12)
    return _attacked((0.35 * _noise(rng, 0.12, 1500, 5200) * np.exp(-48 * t)).astype(np.float32), 0.001, 0.02)


def hat(rng: np.random.Generator) -> Samples:
    t = _clock(0.09)
    return _attacked((0.16 * _noise(rng, 0.09, 7000, 15000) * np.exp(-52 * t)).astype(np.float32), 0.001, 0.02)


def shaker(rng: np.random.Generator) -> Samples:
    t = _clock(0.13)
    return _attacked((0.13 * _noise(rng, 0.13, 4500, 12000) * np.exp(-26 * t)).astype(np.float32), 0.03, 0.03)


def swell(rng: np.random.Generator) -> Samples:
    """A soft cymbal that rises for 1.4 s, to lead into a new part."""
    t = _clock(1.4)
    return _attacked((0.12 * _noise(rng, 1.4, 3500, 11000) * (t / 1.4) ** 2.5).astype(np.float32), 0.2, 0.05)


Drum = Callable[[np.random.Generator], Samples]
DRUMS: dict[str, Drum] = {"kick": kick, "clap": clap, "snap": snap, "hat": hat, "shaker": shaker, "swell": swell}
STRUCK: dict[str, Callable[[float], Samples]] = {"pluck": pluck, "keys": keys, "marimba": marimba, "bell": bell}


@dataclass
class Room:
    """What has been played so far: a dry mix and what goes to the reverb, both (2, n) at 48 kHz."""

    dry: NDArray[np.float32]
    wet: NDArray[np.float32]

    @classmethod
    def of(cls, samples: int) -> Room:
        return cls(np.zeros((2, samples), np.float32), np.zeros((2, samples), np.float32))

    def play(self, sound: NDArray[np.float32], at_s: float, gain: float, pan: float = 0.0, reverb: float = 0.2) -> None:
        """Add a sound, (n,) or (2, n), panned -1..1 at constant power; what reaches past the end is cut off."""
        start = round(at_s * SAMPLE_RATE_HZ)
        stereo = np.atleast_2d(sound)
        count = min(stereo.shape[1], self.dry.shape[1] - start)
        if count <= 0:
            return
        angle = (pan + 1) * np.pi / 4
        sides = np.array([[np.cos(angle)], [np.sin(angle)]], np.float32) * np.float32(gain * np.sqrt(2))
        placed = stereo[:, :count] * sides
        self.dry[:, start : start + count] += placed
        if reverb:
            self.wet[:, start : start + count] += placed * np.float32(reverb)

    def heard(self, seed: int) -> NDArray[np.float32]:
        """Dry and reverberated together, (2, n)."""
        rng = np.random.default_rng(seed)
        t = _clock(REVERB_S)
        low = butter(1, 4200, "lowpass", fs=SAMPLE_RATE_HZ, output="sos")
        out = self.dry.copy()
        for side in range(2):
            tail = sosfilt(low, rng.standard_normal(t.size)).astype(np.float32) * np.exp(-4.2 * t)
            tail[: int(0.012 * SAMPLE_RATE_HZ)] = 0
            tail /= np.sqrt(np.sum(tail * tail))
            out[side] += oaconvolve(self.wet[side], tail)[: out.shape[1]].astype(np.float32)
        return out
