"""Instruments that are struck or plucked: strings with a hammer or a finger, bars, tines and bells."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np

from renderer.music.wave import Samples, clock, cycle, edged, filtered, hertz, noise, played, saw
from renderer.spec import SAMPLE_RATE_HZ

Instrument = Callable[[int, float], Samples]
"""A note (MIDI) at a strength (0..1) as mono samples, peak about 1 at full strength."""


def _seeded(note: int, strength: float) -> np.random.Generator:
    return np.random.default_rng([note, round(strength * 8)])


def piano(note: int, strength: float, seconds: float = 2.8, soft: float = 1.0) -> Samples:
    """Two strings a hair apart, stiff, struck at an eighth of their length; harder strokes are brighter."""
    base = hertz(note)
    t = clock(seconds)
    sound = np.zeros_like(t)
    stiff = 0.00022 * 2 ** ((note - 60) / 14)
    bright = soft * (700 + 2600 * strength)
    for k in range(1, 25):
        frequency = base * k * np.sqrt(1 + stiff * k * k)
        weight = abs(np.sin(np.pi * k / 8.2)) / k**0.6 * np.exp(-frequency / bright)
        if frequency > 9_000 or (k > 1 and weight < 0.002):
            break
        decay = 0.55 + 0.9 * (frequency / 800) ** 0.9
        heard = max(1, min(t.size, int(7.0 / decay * SAMPLE_RATE_HZ)))
        time = t[:heard]
        apart = np.float32(2 * np.pi * 0.00035 * frequency)
        tone = np.sin(np.float32(2 * np.pi * frequency) * time + np.float32(0.9 * k))
        # The first moments die fast, what is left rings on; the second string makes it breathe.
        sound[:heard] += (
            np.float32(weight) * tone * (0.62 * np.exp(-3.2 * decay * time) + 0.38 * np.exp(-decay * time) * np.cos(apart * time))
        )
    thump = noise(_seeded(note, strength), 0.05, 90, 900 + 1500 * soft * strength)
    sound[: thump.size] += 0.1 * strength * thump * np.exp(-90 * t[: thump.size])
    return edged(_levelled(sound, strength), 0.0015 + 0.004 * (1 - min(1.0, soft)), 0.25)


def epiano(note: int, strength: float, seconds: float = 2.4) -> Samples:
    """A tine and its tone bar by frequency modulation: a bark at the start that grows with the stroke."""
    base = np.float32(2 * np.pi * hertz(note))
    t = clock(seconds)
    bark = (0.35 + 1.5 * strength) * np.exp(-5 * t) + 0.25 * np.exp(-0.8 * t)
    body = np.sin(base * t + bark * np.sin(base * t))
    tine = 0.16 * strength * np.sin(base * 14 * t) * np.exp(-26 * t) if hertz(note) * 14 < 14_000 else 0.0
    sway = 1 + 0.12 * np.sin(np.float32(2 * np.pi * 4.6) * t)
    return edged(_levelled((body * np.exp(-1.15 * t) * sway + tine).astype(np.float32), strength), 0.003, 0.2)


def string(
    note: int, strength: float, seconds: float = 1.8, damping: float = 0.5, sustain: float = 0.995, bite: float = 1.0
) -> Samples:
    """A plucked string: a burst of noise that goes round a loop and loses its edge each time (Karplus and Strong)."""
    base = hertz(note)
    period = max(4, int(SAMPLE_RATE_HZ / base))
    rng = _seeded(note, strength)
    burst = rng.uniform(-1, 1, period).astype(np.float32)
    # The finger: a soft stroke is a dull one, and where it plucks, a partial is missing.
    burst = filtered(burst, "lowpass", min(9_000.0, bite * (1200 + 5200 * strength)))
    burst = burst - np.roll(burst, max(1, period // 6))
    burst -= burst.mean()
    rounds = int(seconds * base) + 2
    loop = np.empty((rounds, period), np.float32)
    loop[0] = burst
    # Higher strings have more rounds in a second, so each takes less.
    keep = np.float32(sustain ** (220 / base) if base > 220 else sustain)
    last = np.float32(0)
    for number in range(1, rounds):
        before = loop[number - 1]
        loop[number, 1:] = keep * ((1 - damping) * before[1:] + damping * before[:-1])
        loop[number, 0] = keep * ((1 - damping) * before[0] + damping * last)
        last = before[-1]
    raw = loop.ravel()
    # The loop is `period` + `damping` samples long; reading it at that speed puts the note in tune.
    at = np.arange(int(seconds * SAMPLE_RATE_HZ)) * (base * (period + damping) / SAMPLE_RATE_HZ)
    sound = np.interp(at, np.arange(raw.size), raw).astype(np.float32)
    return edged(_levelled(sound, strength), 0.003, 0.15)


def guitar(note: int, strength: float) -> Samples:
    """Steel strings on a wooden body."""
    return _boxed(string(note, strength, 1.9, 0.45, 0.9965, 1.0), (105.0, 210.0), 0.5)


def ukulele(note: int, strength: float) -> Samples:
    return _boxed(string(note + 12 if note < 60 else note, strength, 0.9, 0.5, 0.984, 0.7), (240.0, 420.0), 0.7)


def upright(note: int, strength: float) -> Samples:
    """A double bass, plucked."""
    sound = string(note, strength, 1.2, 0.5, 0.985, 0.16)
    t = clock(1.2)[: sound.size]
    round_ = np.sin(np.float32(2 * np.pi * hertz(note)) * t) * np.exp(-3.4 * t)
    return edged((0.55 * sound + 0.65 * strength * round_).astype(np.float32), 0.003, 0.12)


def finger(note: int, strength: float) -> Samples:
    """An electric bass under a finger."""
    sound = string(note, strength, 1.5, 0.5, 0.992, 0.2)
    t = clock(1.5)[: sound.size]
    round_ = np.sin(np.float32(2 * np.pi * hertz(note)) * t) * np.exp(-1.9 * t)
    return edged((0.5 * sound + 0.6 * strength * round_).astype(np.float32), 0.004, 0.1)


def marimba(note: int, strength: float) -> Samples:
    return _bars(note, strength, 0.9, ((1.0, 1.0, 5.5), (3.93, 0.3 * strength, 20.0), (9.6, 0.08 * strength, 40.0)), 0.14)


def glock(note: int, strength: float) -> Samples:
    note = note + 12 if note < 84 else note
    return _bars(note, strength, 1.6, ((1.0, 1.0, 2.8), (2.756, 0.24, 6.0), (5.404, 0.12 * strength, 12.0)), 0.05)


def celesta(note: int, strength: float) -> Samples:
    return _bars(note, strength, 1.8, ((1.0, 1.0, 2.4), (2.0, 0.18, 3.4), (4.02, 0.12 * strength, 8.0), (6.8, 0.04, 14.0)), 0.03)


def bell(note: int, strength: float) -> Samples:
    """A soft bell by frequency modulation, its strike gone before its tone."""
    base = np.float32(2 * np.pi * hertz(note))
    t = clock(2.0)
    index = 1.3 * strength * np.exp(-6 * t)
    sound = np.sin(base * t + index * np.sin(base * np.float32(3.5) * t)) + 0.3 * np.sin(base * np.float32(2.002) * t) * np.exp(
        -3 * t
    )
    return edged(_levelled((sound * np.exp(-2.2 * t)).astype(np.float32), strength), 0.002, 0.2)


def vibes(note: int, strength: float) -> Samples:
    """A vibraphone with its fans turning."""
    sound = _bars(note, strength, 2.4, ((1.0, 1.0, 1.5), (3.98, 0.16 * strength, 7.0), (10.1, 0.03, 20.0)), 0.04)
    t = clock(2.4)[: sound.size]
    fans = 1 - 0.22 * (0.5 - 0.5 * np.cos(np.float32(2 * np.pi * 5.2) * t))
    return np.asarray(sound * fans, np.float32)


def sawpluck(note: int, strength: float) -> Samples:
    """A saw whose filter shuts quickly: three cycles, bright to dark, one into the other."""
    return _shutting(note, strength, 0.7, (500 + 4600 * strength, 1500.0, 420.0), 5.5)


def stab(note: int, strength: float) -> Samples:
    return _shutting(note, strength, 0.5, (900 + 3000 * strength, 1400.0, 600.0), 6.0)


def digital(note: int, strength: float) -> Samples:
    """A hollow lead: odd partials, filter half open."""
    base = hertz(note)
    weights = [w if k % 2 == 0 else 0.15 * w for k, w in enumerate(saw(base, 2600))]
    t = clock(1.2)
    return edged(0.8 * strength * played(cycle(weights), base, 1.2)[: t.size] * np.exp(-2.2 * t), 0.006, 0.2)


def sawbass(note: int, strength: float) -> Samples:
    sound = _shutting(note, strength, 0.9, (300 + 900 * strength, 420.0, 180.0), 3.0)
    t = clock(0.9)[: sound.size]
    sub = np.sin(np.float32(2 * np.pi * hertz(note)) * t) * np.exp(-1.4 * t)
    return edged((0.55 * sound + 0.55 * strength * sub).astype(np.float32), 0.003, 0.06)


def sub(note: int, strength: float) -> Samples:
    """A sine with just enough above it to be heard on a phone."""
    base = np.float32(2 * np.pi * hertz(note))
    t = clock(3.2)
    sound = np.sin(base * t) + 0.22 * np.sin(2 * base * t) * np.exp(-1.5 * t) + 0.1 * np.sin(3 * base * t) * np.exp(-3 * t)
    return edged((0.8 * strength * sound * np.exp(-0.5 * t)).astype(np.float32), 0.012, 0.3)


def spiccato(note: int, strength: float) -> Samples:
    """Several bows that bounce once: a short rough saw."""
    base, rng = hertz(note), _seeded(note, strength)
    t = clock(0.42)
    wave = cycle(saw(base, 900 + 2600 * strength), rng.uniform(0, 6.28, 160).tolist())
    bows = sum(played(wave, base * 2 ** (cents / 1200), 0.42, float(rng.random())) for cents in (-9.0, -2.0, 6.0))
    scratch = noise(rng, 0.42, 1200, 6000) * np.exp(-60 * t)
    body = np.asarray(bows, np.float32) / 3 * np.exp(-8 * t) * (1 - np.exp(-260 * t))
    return edged((strength * (0.95 * body + 0.05 * scratch)).astype(np.float32), 0.002, 0.08)


def _bars(note: int, strength: float, seconds: float, modes: tuple[tuple[float, float, float], ...], knock: float) -> Samples:
    """A bar: (ratio, weight, decay) of each way it swings, and the knock of the mallet."""
    base = hertz(note)
    t = clock(seconds)
    sound = np.zeros_like(t)
    for ratio, weight, decay in modes:
        if base * ratio < 14_000:
            sound += np.float32(weight) * np.sin(np.float32(2 * np.pi * base * ratio) * t) * np.exp(np.float32(-decay) * t)
    hit = noise(_seeded(note, strength), 0.03, 400, 3500)
    sound[: hit.size] += np.float32(knock * strength) * hit * np.exp(-140 * t[: hit.size])
    return edged(_levelled(sound, strength), 0.001, 0.08)


def _shutting(note: int, strength: float, seconds: float, cutoffs: tuple[float, float, float], decay: float) -> Samples:
    base, rng = hertz(note), _seeded(note, strength)
    t = clock(seconds)
    phases = rng.uniform(0, 6.28, 160).tolist()
    start = float(rng.random())
    bright, middle, dark = (
        played(cycle(saw(base, cutoff), phases), base, seconds, start)
        + played(cycle(saw(base, cutoff), phases), base * 1.004, seconds, start + 0.3)
        for cutoff in cutoffs
    )
    early, late = np.exp(-30 * t), np.exp(-7 * t)
    sound = early * bright + (late - early) * middle + (1 - late) * dark
    return edged((0.5 * strength * sound * np.exp(-decay * t)).astype(np.float32), 0.002, 0.06)


def _boxed(sound: Samples, modes_hz: tuple[float, ...], share: float) -> Samples:
    """`sound` with a hollow body's resonances added."""
    body = sum((filtered(sound, "bandpass", (hz * 0.8, hz * 1.25)) for hz in modes_hz), np.zeros_like(sound))
    return np.asarray(sound + np.float32(share) * body, np.float32)


def _levelled(sound: Samples, strength: float) -> Samples:
    return sound * np.float32(strength / max(1e-9, float(np.abs(sound).max())))


STRUCK: Mapping[str, Instrument] = {
    "piano": piano,
    "felt": partial(piano, soft=0.42, seconds=3.2),
    "epiano": epiano,
    "guitar": guitar,
    "muted": partial(string, seconds=0.35, damping=0.5, sustain=0.955, bite=0.45),
    "mandolin": partial(string, seconds=1.1, damping=0.42, sustain=0.992, bite=1.1),
    "harp": partial(string, seconds=1.6, damping=0.5, sustain=0.997, bite=0.5),
    "ukulele": ukulele,
    "upright": upright,
    "finger": finger,
    "marimba": marimba,
    "glock": glock,
    "celesta": celesta,
    "bell": bell,
    "vibes": vibes,
    "sawpluck": sawpluck,
    "stab": stab,
    "digital": digital,
    "saw": sawbass,
    "sub": sub,
    "spiccato": spiccato,
}
