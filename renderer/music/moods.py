"""The thirteen moods: tempo, keys, chords, who plays what, and how it is mixed."""

# ruff: noqa: E501 (a mood is read more easily in few lines)

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from renderer.music.harmony import DOMINANT, DORIAN, LYDIAN, MAJOR, MINOR

TRIAD = (0, 2, 4)
SEVENTH = (0, 2, 4, 6)
NINTH = (2, 4, 6, 8)  # without its root, which the bass has
Pattern = tuple[tuple[int, float, int], ...]


@dataclass(frozen=True)
class Desk:
    """How the band is mixed. Tilts are decibels of a low and a high shelf; `drive` is tape, `pump` the kick's hold on pads."""

    low_db: float = 0.0
    high_db: float = 0.0
    lowpass_hz: float = 17_000.0
    drive: float = 0.25
    reverb_s: float = 1.8
    reverb_gain: float = 1.0
    echo: float = 0.0
    pump: float = 0.0
    hiss: float = 0.0


@dataclass(frozen=True)
class Mood:
    """How a mood is played. Patterns are in sixteenths of a bar.

    `progressions` hold scale degrees, 0 is the tonic; `cadence` is the chord before the last, and the last is the tonic.
    `comp`, `bass` are (sixteenth, length, steps above the chord's root or 0 for all of it); drum patterns are strengths.
    """

    tempo: tuple[float, float]
    scale: tuple[int, ...]
    tonics: tuple[int, ...]
    progressions: tuple[tuple[int, ...], ...]
    cadence: int
    chord: tuple[int, ...]
    band: Mapping[str, tuple[str, float]]
    comp: tuple[Pattern, ...] = ()
    arpeggio: int = 0
    bass: tuple[Pattern, ...] = (((0, 8, 0), (8, 8, 0)),)
    drums: Mapping[str, str] = field(default_factory=dict)
    fill: str = ""
    swing: float = 0.0
    loose_s: float = 0.006
    lead_busy: float = 0.5
    walks: bool = False
    lifts: bool = True
    desk: Desk = Desk()


_WHOLE: Pattern = ((0, 16, 0),)
_HALVES: Pattern = ((0, 8, 0), (8, 8, 0))
_EIGHTHS: Pattern = tuple((step, 1.6, 0) for step in range(0, 16, 2))
_PUSHED: Pattern = ((0, 5, 0), (6, 4, 0), (10, 5, 0))
_STRUM: Pattern = ((0, 3, 0), (4, 2, 0), (6, 2, 0), (10, 2, 0), (12, 2, 0), (14, 2, 0))

MOODS: Mapping[str, Mood] = {
    "uplifting": Mood(
        tempo=(102, 116), scale=MAJOR, tonics=(0, 2, 5, 7), progressions=((0, 4, 5, 3), (3, 0, 4, 5), (0, 5, 3, 4)),
        cadence=DOMINANT, chord=TRIAD,
        band={"pad": ("warm", 0.3), "comp": ("piano", 0.34), "arp": ("harp", 0.26), "lead": ("bell", 0.24), "bass": ("finger", 0.5)},
        comp=(_PUSHED, ((0, 4, 0), (4, 2, 0), (6, 4, 0), (12, 4, 0))), arpeggio=2,
        bass=(((0, 6, 0), (6, 2, 0), (8, 6, 0), (14, 2, 4)), ((0, 3, 0), (6, 2, 0), (8, 3, 0), (14, 2, 0))),
        drums={"kick": "9...8...9...8...", "clap": "....6.......6...", "hat": "..5...5...5...53", "shaker": "3232323232323232"},
        fill="clap", desk=Desk(high_db=1.0, echo=0.22),
    ),
    "calm": Mood(
        tempo=(64, 78), scale=MAJOR, tonics=(0, 3, 5, 7), progressions=((0, 3, 5, 3), (0, 5, 3, 4), (3, 0, 1, 4)),
        cadence=DOMINANT, chord=SEVENTH,
        band={"pad": ("strings", 0.3), "comp": ("felt", 0.34), "arp": ("felt", 0.3), "lead": ("felt", 0.36), "bass": ("sub", 0.4)},
        comp=(_WHOLE,), arpeggio=2, bass=(((0, 15, 0),), ((0, 10, 0), (12, 4, 4))), drums={"shaker": "....2.......2..."},
        lead_busy=0.35, loose_s=0.011, desk=Desk(low_db=1.0, high_db=-1.0, reverb_s=2.6, reverb_gain=1.2, drive=0.12),
    ),
    "driving": Mood(
        tempo=(116, 128), scale=MINOR, tonics=(9, 11, 0, 2), progressions=((0, 5, 2, 6), (0, 3, 5, 6), (0, 2, 5, 6)),
        cadence=6, chord=TRIAD,
        band={"pad": ("strings", 0.26), "comp": ("muted", 0.34), "arp": ("sawpluck", 0.22), "lead": ("sawpluck", 0.26), "bass": ("saw", 0.46)},
        comp=(_EIGHTHS,), arpeggio=1, bass=(tuple((step, 1.7, 0) for step in range(0, 16, 2)),),
        drums={"kick": "9...9...9...9.4.", "snare": "....8.......8..2", "hat": "5.7.5.7.5.7.5.7.", "tom": "..............4."},
        fill="snare", loose_s=0.004, desk=Desk(low_db=1.0, drive=0.5, pump=0.35, echo=0.15),
    ),
    "playful": Mood(
        tempo=(96, 110), scale=MAJOR, tonics=(0, 2, 4, 5), progressions=((0, 5, 1, 4), (0, 3, 0, 4), (0, 1, 3, 4)),
        cadence=DOMINANT, chord=TRIAD,
        band={"comp": ("ukulele", 0.4), "arp": ("marimba", 0.3), "lead": ("glock", 0.26), "bass": ("upright", 0.56)},
        comp=(((2, 2, 0), (6, 2, 0), (10, 2, 0), (14, 2, 0)), ((0, 2, 0), (6, 2, 0), (10, 2, 0), (14, 2, 0))), arpeggio=2,
        bass=(((0, 3, 0), (8, 3, 4)), ((0, 3, 0), (6, 2, 0), (8, 3, 4), (14, 2, 4))),
        drums={"kick": "7.......6.......", "snap": "....7.......7...", "shaker": "3.2.3.2.3.2.3.23"},
        fill="snap", swing=0.16, lead_busy=0.7, desk=Desk(reverb_s=1.1, reverb_gain=0.9, low_db=-1.0, drive=0.4),
    ),
    "corporate": Mood(
        tempo=(108, 122), scale=MAJOR, tonics=(0, 2, 4, 9), progressions=((0, 5, 3, 4), (5, 3, 0, 4), (0, 4, 1, 3)),
        cadence=DOMINANT, chord=TRIAD,
        band={"pad": ("warm", 0.26), "comp": ("muted", 0.42), "arp": ("muted", 0.2), "lead": ("piano", 0.34), "bass": ("finger", 0.46)},
        comp=(_EIGHTHS, tuple((step, 1.6, 0) for step in (0, 2, 3, 6, 8, 10, 11, 14))), arpeggio=2,
        bass=(_HALVES, ((0, 7, 0), (8, 5, 0), (14, 2, 0))),
        drums={"kick": "8.......8.4.....", "rim": "....5.......5...", "hat": "3.4.3.4.3.4.3.4.", "shaker": "..2...2...2...2."},
        fill="tom", lead_busy=0.4, desk=Desk(high_db=0.5, echo=0.18, reverb_gain=0.9),
    ),
    "cinematic": Mood(
        tempo=(76, 92), scale=MINOR, tonics=(0, 2, 4, 9), progressions=((0, 5, 2, 6), (0, 5, 3, 4), (0, 6, 5, 4)),
        cadence=DOMINANT, chord=TRIAD,
        band={"pad": ("strings", 0.5), "comp": ("spiccato", 0.34), "lead": ("brass", 0.34), "bass": ("lowstrings", 0.5)},
        comp=(tuple((step, 1.5, 0) for step in (0, 2, 3, 4, 6, 7, 8, 10, 11, 12, 14, 15)), _EIGHTHS), bass=(_WHOLE, _HALVES),
        drums={"boom": "9...............", "taiko": "....5..3....6.34", "crash": ""},
        fill="taiko", lead_busy=0.2, loose_s=0.009, desk=Desk(low_db=1.5, reverb_s=3.0, reverb_gain=1.5, drive=0.35),
    ),
    "ambient": Mood(
        tempo=(54, 74), scale=LYDIAN, tonics=(0, 2, 5, 7), progressions=((0, 1, 0, 4), (0, 4, 1, 5), (0, 2, 1, 4)),
        cadence=1, chord=NINTH,
        band={"pad": ("glass", 0.5), "arp": ("celesta", 0.26), "lead": ("celesta", 0.32), "bass": ("sub", 0.36)},
        arpeggio=4, bass=(_WHOLE,), lead_busy=0.15, loose_s=0.02, lifts=False,
        desk=Desk(high_db=-2.0, reverb_s=3.6, reverb_gain=2.0, echo=0.4, drive=0.05),
    ),
    "lo-fi": Mood(
        tempo=(72, 86), scale=DORIAN, tonics=(0, 2, 5, 9), progressions=((0, 3, 6, 2), (1, 4, 0, 0), (0, 6, 3, 4)),
        cadence=4, chord=SEVENTH,
        band={"pad": ("warm", 0.16), "comp": ("epiano", 0.46), "lead": ("epiano", 0.34), "bass": ("sub", 0.5)},
        comp=(((0, 7, 0), (7, 3, 0), (10, 6, 0)), ((0, 6, 0), (10, 6, 0))),
        bass=(((0, 6, 0), (7, 3, 0), (10, 4, 4)),),
        drums={"kick": "9......5..8.....", "snare": "....6.......6...", "hat": "4.3.4.34.34.3.32", "rim": "..........2....."},
        fill="rim", swing=0.22, lead_busy=0.35, loose_s=0.014, lifts=False,
        desk=Desk(low_db=2.0, high_db=-4.0, lowpass_hz=5_200, drive=0.8, reverb_s=1.2, reverb_gain=0.7, hiss=0.0016),
    ),
    "acoustic": Mood(
        tempo=(90, 106), scale=MAJOR, tonics=(0, 2, 7, 9), progressions=((0, 3, 0, 4), (0, 4, 5, 3), (0, 3, 5, 4)),
        cadence=DOMINANT, chord=TRIAD,
        band={"comp": ("guitar", 0.46), "arp": ("guitar", 0.26), "lead": ("mandolin", 0.28), "bass": ("upright", 0.5)},
        comp=(_STRUM, ((0, 3, 0), (4, 2, 0), (6, 2, 0), (8, 2, 0), (10, 2, 0), (14, 2, 0))), arpeggio=2,
        bass=(((0, 7, 0), (8, 7, 4)),),
        drums={"kick": "7.......7.......", "brush": "....5.......5...", "tambourine": "..3...3...3...3."},
        fill="brush", swing=0.06, loose_s=0.012, lead_busy=0.45, desk=Desk(reverb_s=1.0, reverb_gain=0.9, drive=0.4),
    ),
    "electronic": Mood(
        tempo=(118, 126), scale=MINOR, tonics=(0, 2, 5, 7), progressions=((0, 0, 5, 6), (0, 2, 6, 3), (5, 6, 0, 0)),
        cadence=6, chord=SEVENTH,
        band={"pad": ("glass", 0.3), "comp": ("stab", 0.3), "arp": ("sawpluck", 0.26), "lead": ("digital", 0.22), "bass": ("saw", 0.44)},
        comp=(((0, 2, 0), (3, 2, 0), (6, 2, 0), (11, 2, 0)), ((2, 2, 0), (5, 2, 0), (10, 2, 0), (13, 2, 0))), arpeggio=1,
        bass=(((2, 1.5, 0), (6, 1.5, 0), (10, 1.5, 0), (14, 1.5, 0)), ((0, 1.5, 0), (3, 1.5, 0), (6, 1.5, 0), (10, 1.5, 7), (14, 1.5, 0))),
        drums={"electrokick": "9...9...9...9...", "clap": "....7.......7...", "hat": "3.3.3.3.3.3.3.33", "openhat": "..5...5...5...5."},
        fill="clap", loose_s=0.0015, desk=Desk(high_db=1.0, drive=0.4, pump=0.6, echo=0.35, reverb_s=1.6),
    ),
    "jazz": Mood(
        tempo=(104, 124), scale=MAJOR, tonics=(0, 3, 5, 10), progressions=((0, 5, 1, 4), (1, 4, 0, 5), (0, 3, 1, 4)),
        cadence=DOMINANT, chord=SEVENTH,
        band={"comp": ("piano", 0.34), "lead": ("vibes", 0.34), "bass": ("upright", 0.62)},
        comp=(((0, 3, 0), (6, 3, 0)), ((2, 2, 0), (8, 4, 0)), ((6, 2, 0), (12, 3, 0))), walks=True,
        drums={"ride": "5...6.35...6.3..", "brush": "3.2.4.2.3.2.4.2.", "hat": "....4.......4...", "kick": "3.......3......."},
        fill="brush", swing=0.3, lead_busy=0.6, loose_s=0.01, lifts=False,
        desk=Desk(low_db=0.5, high_db=-1.0, reverb_s=1.2, reverb_gain=0.8, drive=0.2),
    ),
    "news": Mood(
        tempo=(112, 124), scale=MINOR, tonics=(0, 2, 4, 7), progressions=((0, 0, 5, 6), (0, 5, 3, 6), (0, 6, 5, 6)),
        cadence=DOMINANT, chord=TRIAD,
        band={"pad": ("strings", 0.22), "comp": ("spiccato", 0.44), "arp": ("sawpluck", 0.2), "lead": ("brass", 0.22), "bass": ("saw", 0.4)},
        comp=(tuple((step, 1.3, 0) for step in range(0, 16, 2)), tuple((step, 1.3, 0) for step in (0, 3, 6, 8, 11, 14))), arpeggio=1,
        bass=(tuple((step, 1.5, 0) for step in (0, 3, 6, 8, 11, 14)),),
        drums={"kick": "9.....7.9.....7.", "rim": "....4.......4..3", "hat": "3333333333333333", "taiko": "5..............."},
        fill="taiko", loose_s=0.003, lead_busy=0.2, desk=Desk(drive=0.35, echo=0.12, reverb_s=1.8),
    ),
    "festive": Mood(
        tempo=(104, 118), scale=MAJOR, tonics=(0, 2, 5, 7), progressions=((0, 3, 4, 0), (0, 5, 1, 4), (0, 2, 3, 4)),
        cadence=DOMINANT, chord=TRIAD,
        band={"pad": ("strings", 0.28), "comp": ("piano", 0.28), "arp": ("celesta", 0.22), "lead": ("glock", 0.26), "bass": ("upright", 0.5)},
        comp=(((0, 2, 0), (4, 2, 0), (8, 2, 0), (12, 2, 0)), _PUSHED), arpeggio=2,
        bass=(((0, 3, 0), (4, 3, 4), (8, 3, 0), (12, 3, 4)),),
        drums={"sleigh": "7.4.6.4.7.4.6.4.", "kick": "7.......7.......", "brush": "....4.......4..."},
        fill="sleigh", swing=0.1, lead_busy=0.65, desk=Desk(high_db=1.0, reverb_s=2.2, reverb_gain=1.1),
    ),
}  # fmt: skip
