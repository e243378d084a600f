"""Quiet sounds for what is seen: air that passes, and a soft tick."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from renderer.music.wave import clock, edged, noise
from renderer.spec import SAMPLE_RATE_HZ, Effect

PEAKS = {"whoosh": 0.06, "tick": 0.035}
WHOOSH_S = 0.7


def played_at(effects: Sequence[Effect], samples: int, first: int = 0, end: int | None = None) -> NDArray[np.float32]:
    """Every effect at its time in a film of `samples`: what is heard from sample `first` to `end`, (2, end - first)."""
    end = samples if end is None else end
    out = np.zeros((2, end - first), np.float32)
    for number, effect in enumerate(effects):
        rng = np.random.default_rng([number, *effect.kind.encode()])
        sound = _whoosh(rng, -1 if number % 2 else 1) if effect.kind == "whoosh" else _tick(rng)
        middle = WHOOSH_S / 2 if effect.kind == "whoosh" else 0.0
        start = round((effect.at_s - middle) * SAMPLE_RATE_HZ)
        begin, stop = max(first, start), min(end, start + sound.shape[1])
        if stop > begin:
            out[:, begin - first : stop - first] += sound[:, begin - start : stop - start]
    return out


def _whoosh(rng: np.random.Generator, way: int) -> NDArray[np.float32]:
    """Air that comes near and goes, brightest in the middle, from one side to the other."""
    t = clock(WHOOSH_S)
    share = t / t[-1]
    near = np.clip(np.sin(np.pi * share), 0, 1) ** 2.4
    dark, bright = noise(rng, WHOOSH_S, 220, 900), noise(rng, WHOOSH_S, 800, 3600)
    air = (dark * near**0.7 + 0.8 * bright * near**2).astype(np.float32)
    air = edged(air * np.float32(PEAKS["whoosh"] / np.abs(air).max()), 0.05, 0.08)
    angle = np.pi / 4 + way * np.pi / 5 * (share - 0.5)
    return np.asarray(np.stack([air * np.cos(angle), air * np.sin(angle)]) * np.sqrt(2), np.float32)


def _tick(rng: np.random.Generator) -> NDArray[np.float32]:
    """A finger on a small wooden box."""
    t = clock(0.14)
    wood = np.sin(2 * np.pi * 1180 * t) * np.exp(-62 * t) + 0.5 * np.sin(2 * np.pi * 2310 * t) * np.exp(-110 * t)
    sound = (wood + 0.35 * noise(rng, 0.14, 900, 3200) * np.exp(-180 * t)).astype(np.float32)
    one = edged(sound * np.float32(PEAKS["tick"] / np.abs(sound).max()), 0.002, 0.04)
    return np.stack([one, one])
