"""Music composed by code: four moods, a beginning, a build and a last chord that ends with the film."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from renderer.errors import UnknownMood
from renderer.instruments import DRUMS, STRUCK, Room, bass, pad
from renderer.spec import SAMPLE_RATE_HZ

MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)
BED_PEAK = 0.7
SHORTEST_RING_S = 0.6
PHRASE_BARS = 4
SECTION_BARS = 8


@dataclass(frozen=True)
class Mood:
    """How a mood is played. Progressions hold scale degrees, 0 is the tonic; drum patterns hold strengths of sixteenths."""

    tempo: float
    scale: tuple[int, ...]
    keys: tuple[int, ...]
    progressions: tuple[tuple[int, ...], ...]
    lead: str
    arpeggio: str
    arpeggio_steps: int
    arpeggio_gain: float
    lead_gain: float
    pad_gain: float
    bass_pattern: tuple[tuple[int, float], ...]
    bass_gain: float
    drums: Mapping[str, str]
    seventh: bool = False
    swing: float = 0.0
    lead_octave: int = 12


MOODS: Mapping[str, Mood] = {
    "uplifting": Mood(
        tempo=108,
        scale=MAJOR,
        keys=(48, 50, 53, 55),
        progressions=((0, 4, 5, 3), (3, 0, 4, 5), (0, 5, 3, 4)),
        lead="bell",
        arpeggio="pluck",
        arpeggio_steps=2,
        arpeggio_gain=0.34,
        lead_gain=0.34,
        pad_gain=0.34,
        bass_pattern=((0, 1.9), (8, 1.4), (14, 0.5)),
        bass_gain=0.42,
        drums={"kick": "9...8...9...8...", "clap": "....6.......6...", "hat": "..5...5...5...5.", "shaker": "3232323232323232"},
    ),
    "calm": Mood(
        tempo=72,
        scale=MAJOR,
        keys=(48, 51, 53, 55),
        progressions=((0, 3, 5, 3), (0, 5, 3, 4), (3, 0, 1, 4)),
        lead="keys",
        arpeggio="keys",
        arpeggio_steps=2,
        arpeggio_gain=0.36,
        lead_gain=0.4,
        pad_gain=0.46,
        bass_pattern=((0, 3.6),),
        bass_gain=0.36,
        drums={"shaker": "....2.......2..."},
        seventh=True,
    ),
    "driving": Mood(
        tempo=122,
        scale=MINOR,
        keys=(45, 47, 48, 50),
        progressions=((0, 5, 2, 6), (0, 3, 5, 6), (0, 2, 5, 6)),
        lead="pluck",
        arpeggio="pluck",
        arpeggio_steps=1,
        arpeggio_gain=0.24,
        lead_gain=0.32,
        pad_gain=0.3,
        bass_pattern=tuple((step, 0.45) for step in range(0, 16, 2)),
        bass_gain=0.44,
        drums={"kick": "9...9...9...9...", "clap": "....7.......7...", "hat": "..7...7...7...7.", "shaker": "2324232423242324"},
    ),
    "playful": Mood(
        tempo=100,
        scale=MAJOR,
        keys=(48, 50, 52, 53),
        progressions=((0, 5, 1, 4), (0, 3, 0, 4), (0, 1, 3, 4)),
        lead="marimba",
        arpeggio="marimba",
        arpeggio_steps=2,
        arpeggio_gain=0.32,
        lead_gain=0.5,
        pad_gain=0.14,
        bass_pattern=((0, 0.6), (6, 0.4), (8, 0.6), (12, 0.5)),
        bass_gain=0.42,
        drums={"kick": "7.......6.......", "snap": "....7.......7...", "shaker": "3.2.3.2.3.2.3.23"},
        swing=0.16,
    ),
}


@dataclass(frozen=True)
class Part:
    """What plays in one bar: strengths 0..1 of each layer."""

    pad: float = 1.0
    arpeggio: float = 1.0
    bass: float = 1.0
    beat: float = 1.0
    lead: float = 0.0
    rises: bool = False


def compose(mood: str, seconds: float, seed: int = 0) -> NDArray[np.float32]:
    """A bed of exactly `seconds`, (2, round(seconds * 48000)), peak 0.7; another seed is another piece in the same mood.

    The tempo bends by a few percent so that whole bars fill the film and its last chord rings out with its last frame.
    Raises UnknownMood.
    """
    if mood not in MOODS:
        raise UnknownMood(f"There is no music in the mood {mood!r}: choose one of {', '.join(MOODS)}.")
    style = MOODS[mood]
    samples = round(seconds * SAMPLE_RATE_HZ)
    room = Room.of(samples)
    bar = 240 / style.tempo
    ring = float(np.clip(1.2 * bar, SHORTEST_RING_S, max(SHORTEST_RING_S, seconds / 3)))
    bars = max(1, round((seconds - ring) / bar))
    bar = max(seconds - ring, 0.1) / bars
    rng = np.random.default_rng([seed, list(MOODS).index(mood)])
    _Player(style, room, bar, rng).play(bars, seconds, ring)
    mixed = room.heard(seed)
    return _ended(mixed, ring)


def arrangement(bars: int) -> list[Part]:
    """The build: a bare beginning, layers joining, a breath before each later section, everything together before the end."""
    intro = max(1, min(2, bars // 5))
    parts: list[Part] = []
    for index in range(bars):
        place = (index - intro) % SECTION_BARS
        section = (index - intro) // SECTION_BARS
        if index < intro:
            part = Part(arpeggio=0.6 * (index + 1) / intro, bass=0.0, beat=0.0)
        elif section == 0 and place < PHRASE_BARS:
            part = Part(arpeggio=0.8, bass=0.8, beat=0.55)
        elif section > 0 and place < 2 and bars - index > 4 and section % 2 == 1:
            part = Part(arpeggio=0.7, bass=0.0, beat=0.0, lead=0.7)
        else:
            part = Part(lead=1.0 if place >= PHRASE_BARS or section % 2 else 0.5)
        if index + 1 == bars:
            part = Part(arpeggio=0.9, bass=0.8, beat=0.5 if bars > 2 else 0.0, lead=0.6, rises=bars > 2)
        elif place == SECTION_BARS - 1:
            part = Part(lead=part.lead, rises=True)
        parts.append(part)
    return parts


class _Player:
    """Plays a mood into a room. Notes are made once and played again."""

    def __init__(self, style: Mood, room: Room, bar: float, rng: np.random.Generator) -> None:
        self.style = style
        self.room = room
        self.bar = bar
        self.step = bar / 16
        self.rng = rng
        self.key = int(rng.choice(style.keys))
        self.progression = style.progressions[int(rng.integers(len(style.progressions)))]
        self.motif = _motif(rng)
        self.contour = rng.permutation(np.array([0, 1, 2, 3, 2, 1, 4, 2])).tolist()
        self._notes: dict[tuple[str, float], NDArray[np.float32]] = {}
        self._drums = {name: make(rng) for name, make in DRUMS.items()}

    def play(self, bars: int, seconds: float, ring: float) -> None:
        for index, part in enumerate(arrangement(bars)):
            degree = self.progression[index % len(self.progression)]
            if index + 1 == bars and bars > 1:
                degree = 4 if self.style.scale is MAJOR else 6  # the chord that asks for the last one
            self._bar(index * self.bar, degree, part, index)
        self._last_chord(seconds - ring, ring)

    def note(self, degree: int, octave: int = 0) -> int:
        scale = self.style.scale
        return self.key + 12 * (octave + degree // len(scale)) + scale[degree % len(scale)]

    def chord(self, degree: int) -> list[int]:
        """The chord's notes around middle C, in the position that lies closest to the others."""
        steps = (0, 2, 4, 6) if self.style.seventh else (0, 2, 4)
        return sorted(57 + (self.note(degree + step) - 57) % 12 for step in steps)

    def _bar(self, at: float, degree: int, part: Part, index: int) -> None:
        chord = self.chord(degree)
        for number, note in enumerate(chord):
            sound = pad(note, 1.18 * self.bar, 0.22 * self.bar, 0.3 * self.bar)
            self.room.play(sound, at, part.pad * self.style.pad_gain / len(chord) * 1.6, 0.3 * (number - 1), reverb=0.35)
        self._arpeggio(at, chord, part.arpeggio)
        if part.bass:
            for step, length in self.style.bass_pattern:
                root = 36 + (self.note(degree) - 36) % 12
                self.room.play(
                    bass(root, length * self.bar / 4), at + step * self.step, part.bass * self.style.bass_gain, reverb=0.0
                )
        if part.beat:
            self._beat(at, part.beat)
        if part.lead:
            self._lead(at, degree, part.lead, index)
        if part.rises:
            rise = self._drums["swell"]
            self.room.play(rise, max(0.0, at + self.bar - rise.size / SAMPLE_RATE_HZ), 0.7, reverb=0.3)

    def _arpeggio(self, at: float, chord: Sequence[int], strength: float) -> None:
        ladder = [*chord, *(note + 12 for note in chord)]
        for count, step in enumerate(range(0, 16, self.style.arpeggio_steps)):
            rung = self.contour[count % len(self.contour)] % len(ladder)
            accent = 1.0 if step % 4 == 0 else 0.72
            loud = strength * self.style.arpeggio_gain * accent * float(self.rng.uniform(0.85, 1.0))
            self._strike(self.style.arpeggio, ladder[rung], at + self._swung(step), loud, 0.45 * (-1) ** count, 0.3)

    def _lead(self, at: float, degree: int, strength: float, index: int) -> None:
        phrase = index % PHRASE_BARS
        if phrase == PHRASE_BARS - 1:
            moves = self.motif[:2]  # the phrase breathes out
        else:
            moves = (
                self.motif
                if phrase % 2 == 0
                else [(step, move + (1 if number > 1 else 0)) for number, (step, move) in enumerate(self.motif)]
            )
        for step, move in moves:
            tone = self._singable(self.note(degree + move))
            loud = strength * self.style.lead_gain * (1.0 if step == 0 else 0.8)
            self._strike(self.style.lead, tone + self.style.lead_octave, at + self._swung(step), loud, 0.12, 0.45)

    def _beat(self, at: float, strength: float) -> None:
        for name, pattern in self.style.drums.items():
            for step, hit in enumerate(pattern):
                if hit != ".":
                    pan = {"hat": 0.25, "shaker": -0.3}.get(name, 0.0)
                    loud = strength * int(hit) / 9 * float(self.rng.uniform(0.9, 1.0))
                    self.room.play(
                        self._drums[name], at + self._swung(step), 0.62 * loud, pan, reverb=0.0 if name == "kick" else 0.12
                    )

    def _last_chord(self, at: float, ring: float) -> None:
        chord = [*self.chord(0), self.chord(0)[0] + 12]
        for number, note in enumerate(chord):
            self.room.play(pad(note, ring, 0.03, 0.5 * ring), at, self.style.pad_gain * 0.5, 0.3 * (number - 1), reverb=0.4)
            self._strike(self.style.arpeggio, note, at + 0.018 * number, 1.1 * self.style.arpeggio_gain, 0.2 * (number - 1), 0.5)
        self._strike(self.style.lead, self._singable(self.note(0)) + 12, at + 0.06, self.style.lead_gain, 0.1, 0.5)
        self.room.play(bass(36 + (self.key - 36) % 12, min(ring, 2.0)), at, self.style.bass_gain, reverb=0.1)
        if "kick" in self.style.drums:
            self.room.play(self._drums["kick"], at, 0.5, reverb=0.1)

    def _strike(self, instrument: str, note: int, at: float, gain: float, pan: float, reverb: float) -> None:
        name = (instrument, note)
        if name not in self._notes:
            self._notes[name] = STRUCK[instrument](note)
        self.room.play(self._notes[name], at, gain, pan, reverb)

    def _swung(self, step: int) -> float:
        late = self.style.swing if step % 4 == 2 else 0.0
        return (step + 2 * late) * self.step

    def _singable(self, note: int) -> int:
        return 60 + (note - 60) % 12


def _motif(rng: np.random.Generator) -> list[tuple[int, int]]:
    """A short tune as (sixteenth, steps above the chord's root): chord tones on the beat, one neighbour between them."""
    rhythm = ((0, 6, 8), (0, 4, 10), (0, 3, 6, 12), (0, 8, 12), (0, 6, 12))[int(rng.integers(5))]
    tones = rng.choice([0, 2, 4, 7], size=len(rhythm))
    moves = [int(tone) for tone in tones]
    if len(moves) > 2:
        moves[-2] = moves[-1] + int(rng.choice([-1, 1]))
    return list(zip(rhythm, moves, strict=True))


def _ended(music: NDArray[np.float32], ring: float) -> NDArray[np.float32]:
    """Silent at its very first and last sample, and at the one peak every bed has."""
    head = min(int(0.02 * SAMPLE_RATE_HZ), music.shape[1])
    tail = min(int(0.7 * ring * SAMPLE_RATE_HZ), music.shape[1])
    curve = partial(np.linspace, dtype=np.float32)
    music[:, :head] *= curve(0, 1, head)
    if tail:
        music[:, -tail:] *= 0.5 + 0.5 * np.cos(curve(0, np.pi, tail))
    peak = float(np.abs(music).max()) if music.size else 0.0
    return music * np.float32(BED_PEAK / peak) if peak else music
