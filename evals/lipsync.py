"""How well drawn lips follow the sounds: onsets against phoneme times, and lips that meet on p, b and m.

Nothing is read from lip keys: what is measured is the outline of the mouth as it is drawn on each frame of a film.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

import numpy as np

from evals.cases_file import Case, Row
from renderer import spec
from renderer.layer import Box
from renderer.presenters import mouth
from renderer.presenters.cast import PRESENTERS
from renderer.presenters.performer import Performer
from renderer.presenters.view import View
from renderer.speech.engine import Phoneme, SpeechEngine, Timing
from renderer.speech.normalise import SILENT
from renderer.speech.visemes import PAUSE_S, mouth_track, phrases, stresses

MEDIAN_S, P95_S = 0.020, 0.060
_MISSED_S = 0.2
_LEAD_S = 0.4
# How far the lips are apart in a sound, on a rough scale of our own; sounds made inside the mouth are left out.
_OPEN: dict[str, float] = {
    **dict.fromkeys("pbm", 0.0),
    **dict.fromkeys("fv", 1.0),
    **dict.fromkeys("szʃʒʧʤθð", 1.2),
    **dict.fromkeys("iɪ", 2.0),
    **dict.fromkeys("ɛeA", 2.5),
    **dict.fromkeys("ɔɒoO", 3.0),
    **dict.fromkeys("æaɑʌIW", 4.0),
}
_BILABIAL = frozenset("pbm")
_CLEAR = 1.5
# A change of the drawn opening smaller than this, in units of which a skull has 217, cannot be seen.
_SEEN = 1.5


@dataclass(frozen=True)
class Drawn:
    """The opening of the mouth on every frame of a film, in units; `at_s` are the frames' times on the line's clock."""

    at_s: np.ndarray
    gap: np.ndarray


class LipCase(Case):
    """A line to be spoken by everybody in the cast."""


def run(cases: Sequence[LipCase], engine: SpeechEngine, voices: Sequence[str]) -> tuple[list[Row], Row]:
    """Every line by every presenter in a voice that is installed. Rows are per line and presenter, errors in seconds."""
    rows: list[Row] = []
    every: list[float] = []
    for name, info in PRESENTERS.items():
        voice = info.default_voice if info.default_voice in voices else voices[0]
        for case in cases:
            timing = engine.measure(spec.Utterance(text=case.text, voice=voice))
            frames = drawn(name, timing)
            errors = onsets(timing, frames)
            shut, closures = closed(timing, frames)
            every += errors
            rows.append(
                {
                    **{"id": case.id, "text": case.text, "presenter": name, "voice": voice},
                    **{
                        "onsets": len(errors),
                        "median_ms": _ms(median(abs(e) for e in errors)),
                        "closed": shut,
                        "closures": closures,
                    },
                }
            )
    return rows, _summary(rows, every)


def drawn(name: str, timing: Timing, seed: int = 3) -> Drawn:
    """The mouth of `name` saying a line, on every frame of a scene in which the line starts after a moment of silence."""
    keys = tuple(key.model_copy(update={"at_s": key.at_s + _LEAD_S}) for key in mouth_track(timing))
    presenter = spec.Presenter(
        name=name,
        framing="close",
        mouth=keys,
        stresses=tuple(at + _LEAD_S for at in stresses(timing)),
        phrases=tuple(at + _LEAD_S for at in phrases(timing)),
        seed=seed,
    )
    figure = Performer(presenter, Box(0, 0, 720, 720), "#3B5BDB", 1.0)
    times = np.arange(math.ceil((timing.duration_s + 2 * _LEAD_S) * spec.FPS)) / spec.FPS
    gaps = []
    for t in times:
        pose = figure.pose(float(t))
        gaps.append(mouth.drawn(figure.person, View(pose.yaw, pose.pitch), pose)[0])
    return Drawn(times - _LEAD_S, np.array(gaps))


def onsets(timing: Timing, frames: Drawn) -> list[float]:
    """Seconds from where a sound begins to where the lips are half way to it; a change that is not drawn counts as 0.2 s.

    Counted are neighbours, a pause among them, that differ plainly in how far the lips are apart.
    """
    errors: list[float] = []
    for before, after in _neighbours(timing.phonemes):
        change = _openness(after) - _openness(before)
        if abs(change) >= _CLEAR:
            errors.append(_onset(before, after, change > 0, frames))
    return errors


def closed(timing: Timing, frames: Drawn) -> tuple[int, int]:
    """(p, b and m on which some frame shows lips that touch, all of them)."""
    sounds = [sound for sound in timing.phonemes if sound.ipa in _BILABIAL]
    slack = 0.5 / spec.FPS
    shut = 0
    for sound in sounds:
        within = (frames.at_s >= sound.start_s - slack) & (frames.at_s <= sound.end_s + slack)
        shut += bool((frames.gap[within] == 0).any())
    return shut, len(sounds)


def _neighbours(sounds: Sequence[Phoneme]) -> list[tuple[Phoneme, Phoneme]]:
    """Pairs of sounds that follow one another; a pause, also that before the line, is a sound with closed lips."""
    whole = [Phoneme("", -_LEAD_S, sounds[0].start_s), *sounds]
    return [(a, b) for a, b in pairwise(whole) if _is_known(a) and b.ipa in _OPEN]


def _is_known(sound: Phoneme) -> bool:
    is_pause = sound.ipa in SILENT or not sound.ipa
    return sound.end_s - sound.start_s >= PAUSE_S if is_pause else sound.ipa in _OPEN


def _openness(sound: Phoneme) -> float:
    return _OPEN.get(sound.ipa, 0.0)


def _onset(before: Phoneme, after: Phoneme, is_opening: bool, frames: Drawn) -> float:
    boundary = after.start_s
    first = max(before.start_s, boundary - 0.25)
    last = min(after.end_s, boundary + 0.25)
    # Between frames the opening is taken to change evenly; what lies between them nobody sees.
    fine = np.arange(first, last, 0.001)
    gap = np.interp(fine, frames.at_s, frames.gap)
    earlier, later = gap[fine < boundary], gap[fine >= boundary]
    start, end = (earlier.min(), later.max()) if is_opening else (earlier.max(), later.min())
    if abs(end - start) < _SEEN or (end > start) != is_opening:
        return _MISSED_S
    half = (start + end) / 2
    above = gap >= half if is_opening else gap <= half
    crossings = fine[1:][above[1:] & ~above[:-1]]
    if not len(crossings):
        return _MISSED_S
    return float(crossings[np.argmin(np.abs(crossings - boundary))] - boundary)


def _summary(rows: Sequence[Row], errors: Sequence[float]) -> Row:
    sizes = np.abs(errors)
    shut, closures = sum(row["closed"] for row in rows), sum(row["closures"] for row in rows)
    middle, high = float(np.median(sizes)), float(np.percentile(sizes, 95))
    return {
        "presenters": len(PRESENTERS),
        "lines": len({row["id"] for row in rows}),
        "onsets": len(errors),
        "median_ms": _ms(middle),
        "p95_ms": _ms(high),
        "mean_signed_ms": _ms(float(np.mean(errors))),
        "not_drawn": int(sum(error == _MISSED_S for error in errors)),
        "closed_on_p_b_m": f"{shut}/{closures}",
        "reached": middle <= MEDIAN_S and high <= P95_S and shut == closures,
    }


def _ms(seconds: float) -> float:
    return round(1000 * seconds, 1)
