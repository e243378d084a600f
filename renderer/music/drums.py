"""Drums and cymbals: skins that fall in pitch, noise through filters, metal that is out of tune with itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from renderer.music.wave import Samples, clock, edged, filtered, noise

Drum = Callable[[np.random.Generator], Samples]
"""One stroke at full strength; another generator gives another stroke of the same drum."""


def _skin(seconds: float, low_hz: float, fall_hz: float, fall: float, decay: float) -> Samples:
    """A skin: its pitch falls to `low_hz` from `fall_hz` above it."""
    t = clock(seconds)
    turns = 2 * np.pi * (low_hz * t + fall_hz / fall * (1 - np.exp(-fall * t)))
    return np.asarray(np.sin(turns) * np.exp(-decay * t), np.float32)


def kick(rng: np.random.Generator) -> Samples:
    skin, t = _skin(0.34, 50, 95, 42, 12), clock(0.34)
    beater = noise(rng, 0.34, 700, 4200) * np.exp(-190 * t)
    return edged((0.9 * skin + 0.09 * beater).astype(np.float32), 0.001, 0.06)


def electrokick(rng: np.random.Generator) -> Samples:
    skin, t = _skin(0.42, 46, 210, 55, 8.5), clock(0.42)
    click = noise(rng, 0.42, 2000, 8000) * np.exp(-320 * t)
    return edged((np.tanh(1.5 * skin) + 0.07 * click).astype(np.float32), 0.0008, 0.08)


def boom(rng: np.random.Generator) -> Samples:
    skin, t = _skin(1.6, 36, 60, 16, 2.6), clock(1.6)
    air = noise(rng, 1.6, 50, 260) * np.exp(-5 * t)
    return edged((0.9 * skin + 0.3 * air).astype(np.float32), 0.003, 0.5)


def taiko(rng: np.random.Generator) -> Samples:
    low, t = _skin(0.8, 72 * float(rng.uniform(0.98, 1.02)), 40, 24, 5.5), clock(0.8)
    over = _skin(0.8, 131, 30, 24, 10)
    stick = noise(rng, 0.8, 250, 2600) * np.exp(-70 * t)
    return edged((0.8 * low + 0.25 * over + 0.2 * stick).astype(np.float32), 0.001, 0.2)


def tom(rng: np.random.Generator) -> Samples:
    skin, t = _skin(0.5, 98 * float(rng.uniform(0.98, 1.02)), 50, 22, 8), clock(0.5)
    return edged((0.75 * skin + 0.1 * noise(rng, 0.5, 300, 3000) * np.exp(-60 * t)).astype(np.float32), 0.001, 0.1)


def snare(rng: np.random.Generator) -> Samples:
    t = clock(0.3)
    skin = _skin(0.3, 186, 70, 60, 24) + 0.5 * _skin(0.3, 332, 40, 60, 34)
    wires = noise(rng, 0.3, 1500, 9500) * (0.7 * np.exp(-17 * t) + 0.5 * np.exp(-70 * t))
    return edged((0.4 * skin + 0.42 * wires).astype(np.float32), 0.0008, 0.06)


def rim(rng: np.random.Generator) -> Samples:
    t = clock(0.09)
    wood = np.sin(2 * np.pi * 1720 * t) * np.exp(-90 * t) + 0.7 * np.sin(2 * np.pi * 816 * t) * np.exp(-70 * t)
    return edged((0.3 * wood + 0.16 * noise(rng, 0.09, 1500, 6000) * np.exp(-200 * t)).astype(np.float32), 0.0006, 0.02)


def clap(rng: np.random.Generator) -> Samples:
    t = clock(0.26)
    hands = sorted(float(at) for at in (0.0, *(np.array([0.009, 0.019, 0.026]) + rng.uniform(-0.002, 0.002, 3))))
    burst = sum((np.where(t >= at, np.exp(-110 * (t - at)), 0) for at in hands), 0.7 * np.exp(-20 * t))
    return edged((0.2 * noise(rng, 0.26, 850, 5200) * burst).astype(np.float32), 0.0008, 0.05)


def snap(rng: np.random.Generator) -> Samples:
    t = clock(0.13)
    burst = np.exp(-52 * t) + 0.5 * np.where(t >= 0.007, np.exp(-80 * (t - 0.007)), 0)
    return edged((0.3 * noise(rng, 0.13, 1600, 5400) * burst).astype(np.float32), 0.0008, 0.03)


def brush(rng: np.random.Generator) -> Samples:
    t = clock(0.2)
    sweep = (1 - np.exp(-90 * t)) * np.exp(-17 * t)
    return edged((0.3 * noise(rng, 0.2, 1800, 8500) * sweep).astype(np.float32), 0.002, 0.06)


def shaker(rng: np.random.Generator) -> Samples:
    t = clock(0.13)
    return edged((0.15 * noise(rng, 0.13, 4500, 12_000) * np.exp(-26 * t)).astype(np.float32), 0.028, 0.03)


def tambourine(rng: np.random.Generator) -> Samples:
    return _jingles(rng, 0.28, (6100, 7350, 8420, 9800), 16, 0.14)


def sleigh(rng: np.random.Generator) -> Samples:
    return _jingles(rng, 0.36, (5200, 6150, 7380, 8900, 10_400), 10, 0.13)


def hat(rng: np.random.Generator) -> Samples:
    return _metal(rng, 0.1, 48, 0.16, 6500)


def openhat(rng: np.random.Generator) -> Samples:
    return _metal(rng, 0.36, 11, 0.15, 6000)


def ride(rng: np.random.Generator) -> Samples:
    t = clock(1.0)
    ping = np.sin(2 * np.pi * 3240 * t) * np.exp(-24 * t)
    return edged((_metal(rng, 1.0, 4.2, 0.09, 4200) + 0.03 * ping).astype(np.float32), 0.001, 0.3)


def crash(rng: np.random.Generator) -> Samples:
    t = clock(2.2)
    wash = noise(rng, 2.2, 2600, 13_000) * np.exp(-2.4 * t) * (1 - 0.6 * np.exp(-60 * t))
    return edged((0.2 * wash + 0.7 * _metal(rng, 2.2, 3.0, 0.1, 3500)).astype(np.float32), 0.004, 0.6)


def swell(rng: np.random.Generator) -> Samples:
    """A cymbal rolled for 1.6 s, louder and brighter to its end: it leads into a new part."""
    t = clock(1.6)
    rise = (t / t[-1]) ** 2.4
    dark, bright = noise(rng, 1.6, 1800, 5200), noise(rng, 1.6, 5000, 12_000)
    return edged((0.15 * rise * (dark * (1 - t / t[-1]) + bright * t / t[-1])).astype(np.float32), 0.2, 0.03)


def _metal(rng: np.random.Generator, seconds: float, decay: float, level: float, low_hz: float) -> Samples:
    """Six square waves that fit no scale, and noise, above `low_hz`."""
    t = clock(seconds)
    pitches = np.array([2053.0, 3043.0, 3693.0, 5223.0, 5401.0, 8000.0]) * rng.uniform(0.99, 1.01)
    squares = sum((np.sign(np.sin(2 * np.pi * hz * t + rng.uniform(0, 6.28))) for hz in pitches), np.zeros_like(t))
    mixed = filtered((squares / 6 + 0.8 * rng.standard_normal(t.size)).astype(np.float32), "highpass", low_hz, 3)
    mixed = filtered(mixed, "lowpass", 14_000, 2)
    return edged((level * mixed / np.abs(mixed).max() * np.exp(-decay * t)).astype(np.float32), 0.0008, 0.2 * seconds)


def _jingles(rng: np.random.Generator, seconds: float, pitches: tuple[int, ...], decay: float, level: float) -> Samples:
    """Small discs that strike each other a few times."""
    t = clock(seconds)
    sound = 0.5 * noise(rng, seconds, 5000, 12_000) * np.exp(-1.6 * decay * t)
    for hz in pitches:
        for at in (0.0, float(rng.uniform(0.012, 0.03))):
            late = np.clip(t - at, 0, None)
            sound = sound + 0.2 * (t >= at) * np.sin(2 * np.pi * hz * rng.uniform(0.985, 1.015) * late) * np.exp(-decay * late)
    return edged((level * sound).astype(np.float32), 0.002, 0.08)


DRUMS: Mapping[str, Drum] = {
    drum.__name__: drum
    for drum in (
        *(kick, electrokick, boom, taiko, tom, snare, rim, clap, snap, brush),
        *(shaker, tambourine, sleigh, hat, openhat, ride, crash, swell),
    )
}
