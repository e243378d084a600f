"""Where the band plays: places on a stage, a room's echo, a delay in time, and the tape it is all kept on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from renderer.music.moods import Desk
from renderer.music.wave import clock, convolved, filtered
from renderer.spec import SAMPLE_RATE_HZ

Stereo = NDArray[np.float32]
PRE_DELAY_S = 0.018
MUD_HZ = 260.0


@dataclass
class Room:
    """What has been played so far: pads that the kick may hold down, all else, and what goes to the reverb; (2, n) each."""

    dry: Stereo
    soft: Stereo
    wet: Stereo

    @classmethod
    def of(cls, samples: int) -> Room:
        return cls(*(np.zeros((2, samples), np.float32) for _ in range(3)))

    def play(
        self, sound: Stereo | NDArray[np.float32], start: int, gain: float, pan: float, reverb: float, *, is_soft: bool = False
    ) -> None:
        """Add a sound, (n,) or (2, n), at a sample, panned -1..1 at constant power; what reaches past either end is cut off."""
        stereo = np.atleast_2d(sound)
        skipped = max(0, -start)
        first = max(0, start)
        count = min(stereo.shape[1] - skipped, self.dry.shape[1] - first)
        if count <= 0:
            return
        angle = (pan + 1) * np.pi / 4
        sides = np.array([[np.cos(angle)], [np.sin(angle)]], np.float32) * np.float32(gain * np.sqrt(2))
        placed = stereo[:, skipped : skipped + count] * sides
        (self.soft if is_soft else self.dry)[:, first : first + count] += placed
        if reverb:
            self.wet[:, first : first + count] += placed * np.float32(reverb)

    def heard(self, desk: Desk, kicks: list[int], echo_s: float, seed: int) -> Stereo:
        """Everything through the desk, (2, n)."""
        out = self.soft
        if desk.pump and kicks:
            out *= _pumping(kicks, out.shape[1], desk.pump)
        out += self.dry
        self.dry = np.zeros((2, 0), np.float32)
        if desk.echo:
            self.wet += _echoes(self.wet, echo_s, desk.echo)
        wet, self.wet = self.wet, self.dry
        for side, echoed in zip(out, _reverberated(wet, desk.reverb_s, seed), strict=True):
            side += np.float32(desk.reverb_gain) * echoed
        del wet
        return _taped(out, desk, seed)


def _pumping(kicks: list[int], samples: int, depth: float) -> NDArray[np.float32]:
    """Gain that falls at each kick and recovers within a fifth of a second."""
    length = int(0.22 * SAMPLE_RATE_HZ)
    shape = np.linspace(0, 1, length, dtype=np.float32)
    fall = int(0.012 * SAMPLE_RATE_HZ)
    dip = 1 - depth * (0.5 + 0.5 * np.cos(np.pi * shape)) * np.clip(np.arange(length, dtype=np.float32) / fall, 0, 1)
    gain = np.ones(samples, np.float32)
    for at in kicks:
        count = min(length, samples - at)
        if at >= 0 and count > 0:
            gain[at : at + count] = np.minimum(gain[at : at + count], dip[:count])
    return gain


def _echoes(wet: Stereo, echo_s: float, gain: float) -> Stereo:
    """Three repeats that change sides, each darker than the one before."""
    out = np.zeros_like(wet)
    source = wet
    for number in range(1, 4):
        shift = int(number * echo_s * SAMPLE_RATE_HZ)
        if shift >= wet.shape[1]:
            break
        source = filtered(source[::-1], "lowpass", 5200)
        out[:, shift:] += np.float32(gain * 0.8 ** (number - 1) * 0.9**number) * source[:, : wet.shape[1] - shift]
    return out


def _reverberated(wet: Stereo, seconds: float, seed: int) -> Iterator[NDArray[np.float32]]:
    """Both sides of `wet` in a room in which lows ring longer than highs; without its lowest notes, which would turn to mud."""
    rng = np.random.default_rng([seed, 7])
    t = clock(min(seconds, 2.8))
    for side in wet:
        raw = rng.standard_normal(t.size).astype(np.float32)
        dark = filtered(raw, "lowpass", 1400)
        tail = dark * np.exp(-4.6 / seconds * t) + 0.45 * filtered(raw - dark, "lowpass", 6500) * np.exp(-9.5 / seconds * t)
        tail *= 1 - np.exp(-t / 0.012)
        for early in rng.uniform(0.004, 0.045, 5):
            tail[int(early * SAMPLE_RATE_HZ)] += np.float32(rng.choice([-1, 1]) * 3.0)
        tail = np.concatenate([np.zeros(int(PRE_DELAY_S * SAMPLE_RATE_HZ), np.float32), tail]).astype(np.float32)
        tail /= np.sqrt(np.sum(tail * tail))
        yield convolved(filtered(side, "highpass", MUD_HZ), tail)


def _taped(out: Stereo, desk: Desk, seed: int) -> Stereo:
    """Equaliser, then tape, in place, a side at a time: nothing below 32 Hz, gentle shelves, and peaks rounded off."""
    hiss = np.random.default_rng([seed, 11])
    for side in out:
        side[:] = filtered(side, "highpass", 32, 2)
        if desk.low_db:
            side += np.float32(10 ** (desk.low_db / 20) - 1) * filtered(side, "lowpass", 160)
        if desk.high_db:
            side += np.float32(10 ** (desk.high_db / 20) - 1) * filtered(side, "highpass", 5000)
        if desk.lowpass_hz < 16_000:
            side[:] = filtered(side, "lowpass", desk.lowpass_hz, 2)
        if desk.hiss:
            side += np.float32(desk.hiss) * filtered(hiss.standard_normal(side.size, np.float32), "bandpass", (300, 6000))
    peak = float(np.percentile(np.abs(out[:, ::16]), 99.7)) if out.size else 0.0
    if peak:
        # A little asymmetry gives even partials, as tape and valves do.
        for side in out:
            side *= np.float32((0.35 + desk.drive) / peak)
            np.tanh(side, out=side)
            side *= 1 + np.float32(0.04 * desk.drive) * side
    return out
