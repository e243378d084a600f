"""Instruments that hold a note: synthesisers, strings and brass, in stereo, each side with voices of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from renderer.music.wave import Samples, clock, cycle, edged, hertz, played, saw
from renderer.spec import SAMPLE_RATE_HZ

CROSSFEED = 0.4


@dataclass(frozen=True)
class Tone:
    """How a group of players sounds: detuning in cents for each side's voices, brightness, and how notes begin and end."""

    left: tuple[float, ...]
    right: tuple[float, ...]
    cutoff_hz: float
    attack_s: float
    release_s: float
    opens: float = 0.0  # share of the brightness that comes only after the attack
    vibrato_cents: float = 0.0
    hollow: float = 0.0  # how much of the even partials is missing
    slope: float = 1.6


TONES: Mapping[str, Tone] = {
    "warm": Tone((-7.0, 5.0), (-4.0, 8.0), 620, 0.35, 0.5, opens=0.4),
    "strings": Tone((-9.0, -2.0, 6.0), (-6.0, 2.0, 10.0), 1500, 0.28, 0.45, opens=0.5, vibrato_cents=5.0, slope=1.2),
    "lowstrings": Tone((-6.0, 4.0), (-4.0, 6.0), 700, 0.12, 0.35, opens=0.4, vibrato_cents=3.0, slope=1.3),
    "glass": Tone((-5.0, 6.0), (-6.0, 5.0), 900, 0.9, 1.2, opens=0.8, hollow=0.7, slope=1.8),
    "brass": Tone((-4.0, 3.0), (-3.0, 5.0), 1300, 0.09, 0.25, opens=0.75, vibrato_cents=3.0, slope=1.4),
}


def held(name: str, note: int, strength: float, seconds: float) -> NDArray[np.float32]:
    """A note of a group, (2, n); `seconds` includes its release."""
    tone = TONES[name]
    rng = np.random.default_rng([note, *name.encode()])
    base = hertz(note)
    t = clock(seconds)
    bright = tone.cutoff_hz * (0.6 + 0.6 * strength)
    phases = rng.uniform(0, 2 * np.pi, 160).tolist()
    open_wave = cycle(_hollowed(saw(base, bright, tone.slope), tone.hollow), phases)
    dark_wave = cycle(_hollowed(saw(base, max(220.0, bright * (1 - tone.opens)), tone.slope), tone.hollow), phases)
    # A swell that opens the sound, and closes it a little before the end.
    swell = np.clip(t / (2.2 * tone.attack_s), 0, 1) * (1 - 0.35 * t / t[-1]) if t.size > 1 else t
    sides = [_side(tone, cents, base, seconds, (dark_wave, open_wave), swell, rng) for cents in (tone.left, tone.right)]
    left, right = (edged(side * np.float32(strength), tone.attack_s, min(tone.release_s, seconds / 2)) for side in sides)
    # Each ear hears some of the other side, so that little is lost on a telephone's one speaker.
    return np.asarray(np.stack([left + CROSSFEED * right, right + CROSSFEED * left]) / (1 + CROSSFEED), np.float32)


def _side(
    tone: Tone,
    cents: tuple[float, ...],
    base: float,
    seconds: float,
    waves: tuple[Samples, Samples],
    swell: Samples,
    rng: np.random.Generator,
) -> Samples:
    total = np.zeros(max(1, int(seconds * SAMPLE_RATE_HZ)), np.float32)
    for detune in cents:
        pitch, phase, shake = base * 2 ** (detune / 1200), float(rng.random()), _vibrato(tone, base, seconds, rng)
        dark = played(waves[0], pitch, seconds, phase, shake)
        if tone.opens:
            bright = played(waves[1], pitch, seconds, phase, shake)
            dark = dark + swell * (bright - dark)
        total += dark
    return total / np.float32(len(cents))


def _vibrato(tone: Tone, base: float, seconds: float, rng: np.random.Generator) -> Samples | None:
    """Cycles by which a voice runs ahead: each player shakes at a speed of their own, and only after a moment."""
    if not tone.vibrato_cents:
        return None
    rate = float(rng.uniform(4.6, 5.8))
    t = clock(seconds)
    depth = base * (2 ** (tone.vibrato_cents / 1200) - 1) / (2 * np.pi * rate)
    shaking = np.sin(np.float32(2 * np.pi * rate) * t + np.float32(rng.uniform(0, 6.28)))
    return np.asarray(np.clip(t / 0.7, 0, 1) * depth * shaking, np.float32)


def _hollowed(weights: list[float], hollow: float) -> list[float]:
    return [weight if number % 2 == 0 else weight * (1 - hollow) for number, weight in enumerate(weights)]
