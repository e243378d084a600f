"""Lips against sounds: what counts as an onset, as a miss and as a closure."""

from __future__ import annotations

import numpy as np
import pytest

from evals.lipsync import Drawn, closed, drawn, onsets
from renderer.speech.engine import Phoneme, Timing


def spoken(*sounds: tuple[str, float]) -> Timing:
    """Sounds with their lengths in seconds, after 0.1 s of silence."""
    out, at = [], 0.1
    for ipa, length in sounds:
        out.append(Phoneme(ipa, at, at + length, False))
        at += length
    return Timing(round((at + 0.1) * 48_000), (), tuple(out))


def opening(late_s: float) -> Drawn:
    """Lips that open half way at 0.1 s + `late_s` and stay open."""
    at = np.arange(-0.4, 1.0, 1 / 30)
    return Drawn(at, np.clip((at - 0.1 - late_s) / 0.1 + 0.5, 0, 1) * 12)


@pytest.mark.parametrize("late_s", [-0.05, 0.0, 0.08])
def test_an_onset_is_measured_from_the_sound(late_s: float) -> None:
    assert onsets(spoken(("ɑ", 0.4)), opening(late_s)) == pytest.approx([late_s], abs=0.012)


def test_lips_that_never_open_are_a_miss() -> None:
    still = Drawn(np.arange(-0.4, 1.0, 1 / 30), np.zeros(42))
    assert onsets(spoken(("ɑ", 0.4)), still) == [0.2]


def test_a_closure_without_a_frame_of_closed_lips_is_counted() -> None:
    at = np.arange(-0.4, 1.0, 1 / 30)
    line = spoken(("ɑ", 0.2), ("p", 0.08), ("ɑ", 0.2))
    assert closed(line, Drawn(at, np.full(42, 9.0))) == (0, 1)
    assert closed(line, Drawn(at, np.where((at > 0.3) & (at < 0.38), 0.0, 9.0))) == (1, 1)


def test_the_cast_closes_its_lips_and_is_in_time_on_a_plain_line() -> None:
    line = spoken(("m", 0.08), ("ɑ", 0.2), ("p", 0.06), ("i", 0.15), ("b", 0.05), ("ɑ", 0.2))
    frames = drawn("zola", line)
    assert closed(line, frames) == (3, 3)
    assert max(abs(error) for error in onsets(line, frames)) < 0.06
