"""A piece written down before anybody plays it: sections, chords and the notes of every part, on the film's beats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from renderer.errors import UnknownMood
from renderer.music.harmony import DOMINANT, MINOR, Key, voicing
from renderer.music.moods import MOODS, Mood
from renderer.music.tempo import BEATS_PER_BAR, Grid, fit

Section = Literal["intro", "verse", "chorus", "break", "cadence"]
PHRASE_BARS = 4
CHORUS_BARS = 8
COMP_CENTRE = 62.0
PAD_CENTRE = 60.0
LEAD_CENTRE = 74.0
BASS_LOW = 33


@dataclass(frozen=True)
class Note:
    """A note of a part: when, how long (both in beats), MIDI pitch, strength 0..1."""

    part: str
    beat: float
    beats: float
    pitch: int
    strength: float


@dataclass(frozen=True)
class Hit:
    """A drum that is struck, or a swell that ends there."""

    drum: str
    beat: float
    strength: float


@dataclass(frozen=True)
class Bar:
    """One bar's section, chord (scale degree) and how strongly each layer plays in it."""

    section: Section
    degree: int
    layers: dict[str, float]


@dataclass
class Score:
    """Everything that is played. `bars` leaves out the last chord, which falls on beat `grid.beats`."""

    mood: Mood
    key: Key
    grid: Grid
    bars: list[Bar]
    notes: list[Note] = field(default_factory=list)
    hits: list[Hit] = field(default_factory=list)


_LAYERS: dict[Section, dict[str, float]] = {
    "intro": {"pad": 0.8, "arp": 0.7, "comp": 0.0, "lead": 0.0, "bass": 0.0, "beat": 0.0},
    "verse": {"pad": 0.8, "arp": 0.6, "comp": 0.75, "lead": 0.0, "bass": 0.8, "beat": 0.6},
    "chorus": {"pad": 1.0, "arp": 0.9, "comp": 1.0, "lead": 1.0, "bass": 1.0, "beat": 1.0},
    "break": {"pad": 0.9, "arp": 0.8, "comp": 0.0, "lead": 0.6, "bass": 0.0, "beat": 0.0},
    "cadence": {"pad": 1.0, "arp": 0.9, "comp": 0.9, "lead": 0.6, "bass": 0.9, "beat": 0.6},
}


def write(mood: str, seconds: float, seed: int = 0, cuts_s: Sequence[float] = ()) -> Score:
    """The score of a bed of `seconds` in a film whose scenes change at `cuts_s`. Raises UnknownMood."""
    if mood not in MOODS:
        raise UnknownMood(f"There is no music in the mood {mood!r}: choose one of {', '.join(MOODS)}.")
    style = MOODS[mood]
    rng = np.random.default_rng([seed, *mood.encode()])
    grid = fit(seconds, style.tempo, cuts_s)
    key = Key(int(rng.choice(style.tonics)), style.scale)
    progression = style.progressions[int(rng.integers(len(style.progressions)))]
    sections = arrangement(grid.bars, {bar for bar in range(grid.bars) if _opens_scene(grid, bar, cuts_s)})
    bars = [_bar(style, index, section, progression, grid.bars) for index, section in enumerate(sections)]
    score = Score(style, key, grid, bars)
    _Writer(score, rng).write()
    return score


def arrangement(bars: int, openings: set[int] | frozenset[int] = frozenset()) -> list[Section]:
    """A section for every bar: intro, verse, chorus with breaks between, and a bar of cadence.

    Sections are as long as phrases are, give or take a bar where that lets one begin with a scene (`openings`).
    """
    if bars == 1:
        return ["cadence"]
    plan: list[Section] = []
    verse = PHRASE_BARS if bars >= 10 else max(1, bars // 3)
    wanted: list[tuple[Section, int]] = [("intro", 2 if bars >= 8 else 1), ("verse", verse), ("break", 1 if bars >= 10 else 0)]
    while sum(length for _, length in wanted) < bars:
        wanted += [("chorus", CHORUS_BARS), ("break", 2), ("verse", PHRASE_BARS)]
    for section, length in wanted:
        end = len(plan) + length
        if length > 2:
            end = min((end, end - 1, end + 1), key=lambda bar, end=end: (bar not in openings, abs(bar - end)))  # type: ignore[misc]
        plan += [section] * (end - len(plan))
    plan = plan[: bars - 1]
    # A break or a verse has to lead somewhere: the last bars are always played by everybody.
    for index in range(max(1, bars - 3), bars - 1):
        plan[index] = "chorus"
    return [*plan, "cadence"]


def _opens_scene(grid: Grid, bar: int, cuts_s: Sequence[float]) -> bool:
    return any(abs(grid.at(bar * BEATS_PER_BAR) - cut) < 0.02 for cut in cuts_s)


def _bar(style: Mood, index: int, section: Section, progression: Sequence[int], bars: int) -> Bar:
    degree = style.cadence if section == "cadence" and bars > 1 else progression[index % len(progression)]
    layers = dict(_LAYERS[section])
    if section == "intro":
        layers = {name: strength * (0.75 + 0.25 * min(1.0, index)) for name, strength in layers.items()}
        if "pad" not in style.band:
            layers["comp"] = 0.6
    return Bar(section, degree if bars > 1 else 0, layers)


class _Writer:
    """Writes a score's parts bar by bar."""

    def __init__(self, score: Score, rng: np.random.Generator) -> None:
        self._score, self._style, self._rng = score, score.mood, rng
        self._motif = _motif(rng, self._style.lead_busy)
        self._contour = [int(step) for step in rng.permutation([0, 1, 2, 3, 2, 1, 4, 2])]
        self._comp = self._style.comp[int(rng.integers(len(self._style.comp)))] if self._style.comp else ()
        self._bass = self._style.bass[int(rng.integers(len(self._style.bass)))]
        self._before: tuple[int, ...] = ()

    def write(self) -> None:
        bars = self._score.bars
        for index, bar in enumerate(bars):
            following = bars[index + 1] if index + 1 < len(bars) else None
            self._write_bar(index, bar, following)
        self._write_end()

    def _chord(self, bar: Bar) -> tuple[int, ...]:
        return self._score.key.chord(bar.degree, self._style.chord, leads=self._leads(bar))

    def _leads(self, bar: Bar) -> bool:
        """Whether a minor dominant takes the leading note."""
        return self._score.key.scale == MINOR and bar.degree == DOMINANT

    def _write_bar(self, index: int, bar: Bar, following: Bar | None) -> None:
        start = float(index * BEATS_PER_BAR)
        chord = voicing(self._chord(bar), COMP_CENTRE, self._before)
        self._before = chord
        self._pad(start, chord, bar)
        self._comping(start, chord, bar)
        self._arpeggio(start, chord, bar)
        self._bassline(start, bar, following)
        self._lead(start, index, bar)
        changes = following is not None and following.section != bar.section
        self._beat(start, bar, is_fill=changes and bar.layers["beat"] > 0 and following is not None)
        if changes and self._style.lifts and following and following.section in ("chorus", "break"):
            self._hit("swell", start + BEATS_PER_BAR, 0.6)
        if bar.section == "chorus" and index and self._score.bars[index - 1].section != "chorus" and self._style.lifts:
            self._hit("crash", start, 0.5)

    def _note(self, part: str, beat: float, beats: float, pitch: int, strength: float) -> None:
        if strength > 0 and part in self._style.band:
            self._score.notes.append(Note(part, beat, beats, pitch, min(1.0, strength)))

    def _hit(self, drum: str, beat: float, strength: float) -> None:
        self._score.hits.append(Hit(drum, beat, strength))

    def _pad(self, start: float, chord: Sequence[int], bar: Bar) -> None:
        for pitch in chord:
            self._note("pad", start, BEATS_PER_BAR, pitch, bar.layers["pad"])

    def _comping(self, start: float, chord: Sequence[int], bar: Bar) -> None:
        # A piece begins on its first beat, whatever the hand does later.
        pattern = self._comp if bar.section != "intro" else ((0, 8, 0), *(stroke for stroke in self._comp if stroke[0] >= 8))
        for count, (step, length, _) in enumerate(pattern if self._comp else ()):
            accent = 1.0 if step % 8 == 0 else 0.74 if step % 4 == 0 else 0.62
            for number, pitch in enumerate(chord):
                # A hand does not touch all strings at once, and plays down and up in turn.
                order = number if count % 2 == 0 else len(chord) - 1 - number
                strength = bar.layers["comp"] * accent * float(self._rng.uniform(0.86, 1.0))
                self._note("comp", start + self._swung(step) + 0.012 * order, length / 4, pitch, strength)

    def _arpeggio(self, start: float, chord: Sequence[int], bar: Bar) -> None:
        if not self._style.arpeggio:
            return
        ladder = [*(pitch + 12 for pitch in chord), *(pitch + 24 for pitch in chord)][:5]
        for count, step in enumerate(range(0, 16, self._style.arpeggio)):
            rung = self._contour[count % len(self._contour)] % len(ladder)
            accent = 1.0 if step % 8 == 0 else 0.8 if step % 4 == 0 else 0.64
            strength = bar.layers["arp"] * accent * float(self._rng.uniform(0.85, 1.0))
            self._note("arp", start + self._swung(step), self._style.arpeggio / 4, ladder[rung], strength)

    def _bassline(self, start: float, bar: Bar, following: Bar | None) -> None:
        key, leads = self._score.key, self._leads(bar)
        root = BASS_LOW + (key.pitch_class(bar.degree) - BASS_LOW) % 12
        if self._style.walks and following:
            for beat, pitch in enumerate(self._walk(root, bar, following)):
                self._note("bass", start + beat, 0.9, pitch, bar.layers["bass"] * (1.0 if beat % 2 == 0 else 0.85))
            return
        for step, length, above in self._bass:
            pitch = key.scale_note(root, above, leads=leads) if above else root
            strength = bar.layers["bass"] * (1.0 if step % 8 == 0 else 0.86)
            self._note("bass", start + self._swung(step), length / 4, pitch, strength)

    def _walk(self, root: int, bar: Bar, following: Bar) -> list[int]:
        """Root, third or second, fifth, then a step away from the next root."""
        key = self._score.key
        target = BASS_LOW + (key.pitch_class(following.degree) - BASS_LOW) % 12
        approach = key.scale_note(target, 1 if root > target else -1)
        return [root, key.scale_note(root, 2), key.scale_note(root, 4), approach]

    def _lead(self, start: float, index: int, bar: Bar) -> None:
        if not bar.layers["lead"]:
            return
        key, leads = self._score.key, self._leads(bar)
        root = key.near(key.pitch_class(bar.degree), LEAD_CENTRE)
        phrase = index % PHRASE_BARS
        moves = self._motif[:2] if phrase == PHRASE_BARS - 1 or bar.section == "cadence" else self._motif
        for number, (step, move) in enumerate(moves):
            if phrase == 2 and number == len(moves) - 1 and move in (2, 4):
                move = 6 - move  # the answer turns the question's end round
            end = moves[number + 1][0] if number + 1 < len(moves) else 16
            strength = bar.layers["lead"] * (1.0 if step == 0 else 0.8)
            self._note("lead", start + self._swung(step), (end - step) / 4, key.scale_note(root, move, leads=leads), strength)

    def _beat(self, start: float, bar: Bar, *, is_fill: bool) -> None:
        strength = bar.layers["beat"]
        if not strength:
            return
        for drum, pattern in self._style.drums.items():
            for step, mark in enumerate(pattern):
                if mark == "." or (is_fill and step >= 12 and drum != "kick"):
                    continue
                light = 1.0 if bar.section == "chorus" else 0.85
                self._hit(drum, start + self._swung(step), strength * light * int(mark) / 9 * float(self._rng.uniform(0.85, 1.0)))
        if is_fill and self._style.fill:
            for number, step in enumerate((12, 13, 14, 15) if self._style.lifts else (12, 14)):
                self._hit(self._style.fill, start + step / 4, strength * (0.35 + 0.12 * number))

    def _write_end(self) -> None:
        """The last chord, on the last beat: everybody, once."""
        score, style = self._score, self._style
        end = float(score.grid.beats)
        # Where nothing else strikes the chord, its broken notes do, together and in full: pads alone never say when it is.
        is_bare = "comp" not in style.band and "arp" in style.band
        chord = voicing(score.key.chord(0, style.chord), COMP_CENTRE, self._before)
        for number, pitch in enumerate(chord):
            self._note("pad", end, 16, pitch, 1.0)
            self._note("comp", end + 0.015 * number, 8, pitch, 0.9)
            self._note("arp", end + (0.0 if is_bare else 0.03) * number, 8, pitch + 12, 1.0 if is_bare else 0.7)
            if is_bare:
                self._note("arp", end, 8, pitch, 1.0)
                self._note("lead", end, 8, pitch, 1.0)
        self._note("lead", end, 8, score.key.near(score.key.tonic, LEAD_CENTRE), 0.9)
        self._note("bass", end, 8, BASS_LOW + (score.key.tonic - BASS_LOW) % 12, 1.0)
        for drum in ("kick", "electrokick", "boom"):
            if drum in style.drums:
                self._hit(drum, end, 0.8)
        if style.lifts:
            self._hit("crash", end, 0.45)

    def _swung(self, step: float) -> float:
        """Beats into the bar of a sixteenth; off-beats come late where the mood swings."""
        late = self._style.swing if step % 4 == 2 else 0.4 * self._style.swing if step % 2 == 1 else 0.0
        return (step + 2 * late) / 4


def _motif(rng: np.random.Generator, busy: float) -> list[tuple[int, int]]:
    """A short tune as (sixteenth, scale steps above the chord's root): chord notes on beats, neighbours between them."""
    sparse = ((0, 8), (0, 12), (0, 6))
    full = ((0, 6, 8), (0, 4, 10), (0, 3, 6, 12), (0, 8, 12), (0, 4, 6, 8, 12), (0, 2, 4, 8))
    rhythms = full if rng.random() < busy + 0.25 else sparse
    rhythm = rhythms[int(rng.integers(len(rhythms)))]
    tones = [int(tone) for tone in rng.choice([0, 2, 4], size=len(rhythm))]
    for number in range(1, len(rhythm) - 1):
        if rhythm[number] % 4:
            tones[number] = tones[number + 1] + int(rng.choice([-1, 1]))
    return list(zip(rhythm, tones, strict=True))
