"""Plays a score: every note by its instrument, a little early or late, at its place on the stage."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from renderer.music.drums import DRUMS
from renderer.music.held import TONES, held
from renderer.music.room import Room
from renderer.music.score import Score, write
from renderer.music.struck import STRUCK
from renderer.spec import SAMPLE_RATE_HZ

BED_PEAK = 0.7
STROKES = 3  # of each drum, played in turn
STRENGTHS = 4  # of each note
KEPT_BYTES = 24_000_000  # of notes that may be played again
_PAN = {"pad": 0.0, "comp": -0.22, "arp": 0.34, "lead": 0.08, "bass": 0.0}
_REVERB = {"pad": 0.3, "comp": 0.2, "arp": 0.26, "lead": 0.34, "bass": 0.0}
_DRUM_PAN = {
    "hat": 0.28,
    "openhat": 0.28,
    "shaker": -0.34,
    "tambourine": 0.3,
    "ride": -0.3,
    "sleigh": -0.2,
    "tom": 0.2,
    "taiko": -0.12,
}
_DRUM_REVERB = {
    "kick": 0.0,
    "electrokick": 0.0,
    "boom": 0.25,
    "taiko": 0.3,
    "snare": 0.16,
    "clap": 0.18,
    "crash": 0.3,
    "swell": 0.3,
}
_KICKS = ("kick", "electrokick")


def compose(mood: str, seconds: float, seed: int = 0, cuts_s: Sequence[float] = ()) -> NDArray[np.float32]:
    """A bed of exactly `seconds`, (2, round(seconds * 48000)), peak 0.7; another seed is another piece in the same mood.

    Beats fall on `cuts_s`, the times scenes change, where a small change of tempo lets them; the last chord falls on the
    last beat and rings out with the film. Raises UnknownMood.
    """
    score = write(mood, seconds, seed, cuts_s)
    samples = round(seconds * SAMPLE_RATE_HZ)
    music = _Band(score, Room.of(samples), seed).play()
    return _ended(music, seconds - score.grid.last_s)


class _Band:
    """Plays into a room. What was made once is played again."""

    def __init__(self, score: Score, room: Room, seed: int) -> None:
        self._score, self._room, self._seed = score, room, seed
        self._rng = np.random.default_rng([seed, 3])
        self._made: dict[tuple[str, int, int, int], NDArray[np.float32]] = {}
        self._strokes: dict[str, list[NDArray[np.float32]]] = {}

    def play(self) -> NDArray[np.float32]:
        score, grid, loose = self._score, self._score.grid, self._score.mood.loose_s
        for note in score.notes:
            name, gain = score.mood.band[note.part]
            begin, end = grid.at(note.beat), grid.at(note.beat + note.beats)
            sound = self._sound(name, note.pitch, note.strength, end - begin)
            early = 0.5 * _attack(name)
            late = float(np.clip(self._rng.normal(0, loose), -2 * loose, 2 * loose)) if note.part != "pad" else 0.0
            # Players are loose on the way; the last chord they strike together.
            late *= note.beat < grid.beats
            side = _PAN[note.part] * (-1 if note.part == "arp" and round(note.beat * 4) % 2 else 1)
            crowd = 0.6 if note.part in ("pad", "comp") else 1.0
            self._room.play(
                sound,
                round((begin + late - min(early, begin)) * SAMPLE_RATE_HZ),
                gain * crowd,
                side,
                _REVERB[note.part],
                is_soft=note.part == "pad",
            )
        kicks = self._drum()
        self._made.clear()
        return self._room.heard(score.mood.desk, kicks, 0.75 * 60 / grid.bpm, self._seed)

    def _drum(self) -> list[int]:
        """Plays the drums; returns the samples at which a kick falls."""
        kicks, grid, loose = [], self._score.grid, self._score.mood.loose_s
        for count, hit in enumerate(self._score.hits):
            strokes = self._strokes_of(hit.drum)
            stroke = strokes[count % len(strokes)]
            at = grid.at(hit.beat) + float(np.clip(self._rng.normal(0, 0.5 * loose), -loose, loose))
            start = round(at * SAMPLE_RATE_HZ) - (stroke.size if hit.drum == "swell" else 0)
            if hit.drum in _KICKS:
                kicks.append(start)
            self._room.play(stroke, start, 0.62 * hit.strength, _DRUM_PAN.get(hit.drum, 0.0), _DRUM_REVERB.get(hit.drum, 0.1))
        return kicks

    def _strokes_of(self, drum: str) -> list[NDArray[np.float32]]:
        if drum not in self._strokes:
            seeds = [[self._seed, number, *drum.encode()] for number in range(STROKES)]
            self._strokes[drum] = [DRUMS[drum](np.random.default_rng(seed)) for seed in seeds]
        return self._strokes[drum]

    def _sound(self, name: str, pitch: int, strength: float, seconds: float) -> NDArray[np.float32]:
        """The note, made at one of a few strengths and brought to its own by level."""
        level = max(1, round(strength * STRENGTHS))
        lasting = seconds + TONES[name].release_s if name in TONES else 0.0
        key = (name, pitch, level, round(lasting * 50))
        made = self._made.pop(key, None)
        if made is None:
            full = level / STRENGTHS
            made = held(name, pitch, full, lasting) if name in TONES else STRUCK[name](pitch, full)
        self._made[key] = made
        self._forget()
        return made * np.float32(strength * STRENGTHS / level)

    def _forget(self) -> None:
        """Let go of what was not played for longest, until the rest is small enough."""
        size = sum(made.nbytes for made in self._made.values())
        while size > KEPT_BYTES and len(self._made) > 1:
            size -= self._made.pop(next(iter(self._made))).nbytes


def _attack(name: str) -> float:
    """How long an instrument needs until it is heard: players who need longer begin sooner."""
    return TONES[name].attack_s if name in TONES else 0.0


def _ended(music: NDArray[np.float32], ring: float) -> NDArray[np.float32]:
    """Silent at its very first and last sample, and at the one peak every bed has."""
    head = min(int(0.006 * SAMPLE_RATE_HZ), music.shape[1])
    tail = min(int(0.75 * ring * SAMPLE_RATE_HZ), music.shape[1])
    music[:, :head] *= 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, head, dtype=np.float32))
    if tail:
        music[:, -tail:] *= 0.5 + 0.5 * np.cos(np.linspace(0, np.pi, tail, dtype=np.float32))
    peak = float(np.abs(music).max()) if music.size else 0.0
    return music * np.float32(BED_PEAK / peak) if peak else music
