"""The film's pulse: a tempo within a mood's range, bent by a few percent so that scenes change on beats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

BEATS_PER_BAR = 4
BEND = 0.045  # a tempo may differ by this much between two scene changes; more would be heard
RING_S = 1.5  # the last chord sounds at least this long, or a third of a short film
BEST_RING_S = 2.4
TEMPI = 49


@dataclass(frozen=True)
class Grid:
    """Beats against seconds: straight lines between anchors, the first at (0, 0). The last chord falls on beat `beats`."""

    anchors: tuple[tuple[float, float], ...]
    bpm: float
    beats: int

    @property
    def bars(self) -> int:
        return self.beats // BEATS_PER_BAR

    def at(self, beat: float) -> float:
        """The second at which a beat falls; fractions of beats are allowed."""
        for (second, start), (later, end) in zip(self.anchors, self.anchors[1:], strict=False):
            if beat < end:
                return second + (beat - start) * (later - second) / (end - start)
        second, start = self.anchors[-1]
        return second + (beat - start) * 60 / self.bpm

    @property
    def last_s(self) -> float:
        """Where the last chord falls."""
        return self.at(self.beats)

    def off_beat_s(self, second: float) -> float:
        """How far a time is from the nearest beat, in seconds."""
        beats = np.array([self.at(beat) for beat in range(self.beats + 1)])
        return float(np.abs(beats - second).min())

    def is_bar_line(self, second: float) -> bool:
        """Whether a bar begins within 20 ms of `second`."""
        return any(abs(self.at(bar * BEATS_PER_BAR) - second) < 0.02 for bar in range(self.bars + 1))


def fit(seconds: float, range_bpm: tuple[float, float], cuts_s: Sequence[float] = ()) -> Grid:
    """The grid of a film of `seconds` whose scenes change at `cuts_s`: as many of them as can be fall on beats.

    The last chord falls on a bar line, early enough to ring out. The tempo leaves its range only in films of a few seconds.
    """
    low, high = range_bpm
    shortest = min(RING_S, seconds / 3)
    if seconds - shortest < 240 / low:
        bar = max(seconds - shortest, 0.1)
        return Grid(((0.0, 0.0),), 240 / bar, BEATS_PER_BAR)
    cuts = sorted(cut for cut in cuts_s if 0 < cut < seconds - shortest)
    tried = [_fitted(seconds, float(bpm), cuts, shortest) for bpm in np.linspace(low, high, TEMPI)]
    middle = (low + high) / 2
    return min(tried, key=lambda found: found[0] + 0.004 * ((found[1].bpm - middle) / (high - low)) ** 2)[1]


def _fitted(seconds: float, bpm: float, cuts: Sequence[float], shortest: float) -> tuple[float, Grid]:
    """What a tempo costs, and its grid."""
    anchors, cost = [(0.0, 0.0)], 0.0
    for cut in cuts:
        second, beat = anchors[-1]
        natural = (cut - second) * bpm / 60
        landing = _landing(beat, natural)
        if landing is None:
            cost += 0.02
            continue
        bend = (landing - beat) / natural - 1
        cost += bend * bend + (0.0 if landing % BEATS_PER_BAR == 0 else 0.003)
        anchors.append((cut, float(landing)))
    second, beat = anchors[-1]
    reach = beat + (seconds - shortest - second) * bpm / 60
    bars = int(reach // BEATS_PER_BAR)
    # Where the last anchor leaves no bar line behind it, the chord falls on the next beat that is one.
    beats = max(bars, 1) * BEATS_PER_BAR
    while beats < beat:
        anchors.pop()
        beat = anchors[-1][1]
        cost += 0.02
    grid = Grid(tuple(anchors), bpm, beats)
    ring = seconds - grid.last_s
    return cost / max(1, len(cuts)) + 0.002 * (ring - BEST_RING_S) ** 2, grid


def _landing(beat: float, natural: float) -> int | None:
    """The beat a change can fall on after `natural` beats: the bar line if the bend allows it, else the nearest beat."""
    if natural <= 0:
        return None
    wanted = beat + natural
    bar = round(wanted / BEATS_PER_BAR) * BEATS_PER_BAR
    for candidate in (bar, round(wanted)):
        if candidate > beat and abs((candidate - beat) / natural - 1) <= BEND:
            return candidate
    return None
