"""Curves begin and end where they should."""

from __future__ import annotations

from itertools import pairwise

import pytest

from renderer.look import motion
from renderer.look.captions import rows
from renderer.look.layouts.numbers import counted


@pytest.mark.parametrize("curve", [motion.ease_in, motion.ease_out, motion.ease_in_out, lambda k: motion.spring(k, 0.07)])
def test_curves_run_from_zero_to_one(curve: object) -> None:
    assert callable(curve)
    assert curve(0.0) == pytest.approx(0.0, abs=1e-9)
    assert curve(1.0) == pytest.approx(1.0)


def test_spring_passes_its_goal_once_and_only_a_little() -> None:
    values = [motion.spring(k / 100, 0.07) for k in range(101)]
    assert 1.02 < max(values) < 1.1
    crossings = sum(one < 1 <= other for one, other in pairwise(values) if other < 1.1)
    assert crossings <= 2


@pytest.mark.parametrize(
    ("figure", "k", "shown"),
    [
        ("40 %", 0.5, "20 %"),
        ("1,240", 1.0, "1,240"),
        ("1,240", 0.5, "620"),
        ("$19.90", 0.0, "$0.00"),
        ("$19.90", 1.0, "$19.90"),
        ("3.5x", 0.1, "0.4x"),
        ("many", 0.3, "many"),
        ("24/7", 1.0, "24/7"),
    ],
)
def test_figures_count_in_their_own_notation(figure: str, k: float, shown: str) -> None:
    assert counted(figure, k) == shown


def test_caption_rows_are_evened_out() -> None:
    assert rows([100.0] * 5, 10.0, 350.0) == [3, 2]
    assert rows([100.0] * 4, 10.0, 350.0) == [2, 2]
    assert rows([100.0], 10.0, 350.0) == [1]
