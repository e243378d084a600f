"""Keys and chords: scale degrees made notes, and chords that move from one to the next by small steps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, product

MAJOR = (0, 2, 4, 5, 7, 9, 11)
MINOR = (0, 2, 3, 5, 7, 8, 10)
DORIAN = (0, 2, 3, 5, 7, 9, 10)
LYDIAN = (0, 2, 4, 6, 7, 9, 11)
DOMINANT = 4
_REACH = 8
_CLOSEST = 1


@dataclass(frozen=True)
class Key:
    """A tonic (0..11, 0 is C) and its scale in semitones."""

    tonic: int
    scale: tuple[int, ...]

    def pitch_class(self, degree: int, *, leads: bool = False) -> int:
        """The note of a degree, 0 the tonic; `leads` raises a minor scale's seventh, as its dominant wants."""
        step = self.scale[degree % 7]
        return (self.tonic + (11 if leads and degree % 7 == 6 else step)) % 12

    def chord(self, degree: int, steps: Sequence[int], *, leads: bool = False) -> tuple[int, ...]:
        """Pitch classes of the chord on `degree`; `steps` are scale steps above its root, (0, 2, 4) is a triad."""
        return tuple(self.pitch_class(degree + step, leads=leads) for step in steps)

    def near(self, pitch_class: int, around: float) -> int:
        """The MIDI note of a pitch class that lies nearest to `around`."""
        low = round(around) - 6
        return low + (pitch_class - low) % 12

    def scale_note(self, start: int, steps: int, *, leads: bool = False) -> int:
        """The note `steps` scale steps from `start`, a note of the scale."""
        notes = sorted(self.pitch_class(degree, leads=leads) for degree in range(7))
        octave, index = divmod(notes.index(start % 12) + steps, 7)
        return start - start % 12 + 12 * octave + notes[index]


def voicing(pitch_classes: Sequence[int], centre: float, before: Sequence[int] = ()) -> tuple[int, ...]:
    """The chord's notes, low to high, around `centre`: the position that moves least from `before`, evenly spread.

    The lowest note is any of the chord's: the root is the bass's business.
    """
    choices = [
        [note for note in range(round(centre) - _REACH, round(centre) + _REACH) if note % 12 == pc] for pc in pitch_classes
    ]
    options = [tuple(sorted(option)) for option in product(*choices)]
    return min(options, key=lambda option: (_cost(option, centre, before), option))


def _cost(notes: Sequence[int], centre: float, before: Sequence[int]) -> float:
    moved = sum(abs(a - b) for a, b in zip(notes, before, strict=False)) if before else 0
    tight = sum(4 for a, b in pairwise(notes) if b - a <= _CLOSEST)
    wide = sum(max(0, b - a - 7) for a, b in pairwise(notes))
    return moved + tight + wide + 0.6 * abs(sum(notes) / len(notes) - centre)
