"""How findings in brands' films are scored."""

from pathlib import Path

import numpy as np

from evals.brand_films import Truth
from evals.brands import _ends, _f1, _matched
from tools.takeapart.findings import Shared, Span


def truth(name: str, opening: tuple[float, float] | None) -> Truth:
    return Truth(
        path=Path(name), length_s=15, cuts=(), dissolves=(), shots=(), opening=opening, closing=None, logo=None, strips=(),
        captions=False, has_music=False, painted=(),
    )  # fmt: skip


def test_a_time_is_found_once_and_within_the_slack() -> None:
    assert _matched((1.0, 2.0, 3.0), (1.02, 1.03, 2.5), 0.05) == (1, 3, 3)


def test_an_opening_counts_where_both_of_its_times_are_right() -> None:
    truths = [truth("a", (0.0, 2.0)), truth("b", (1.0, 3.0)), truth("c", None)]
    found = Shared("opening", {"a": Span(0.0, 2.3), "b": Span(1.0, 3.8), "c": Span(0.0, 2.0)})
    assert _ends(truths, found, "opening") == {"within": 1, "wanted": 2, "false": 1, "worst_s": 0.8}


def test_nothing_found_is_nothing_right_and_nothing_made_up() -> None:
    assert _ends([truth("a", (0.0, 2.0))], None, "opening") == {"within": 0, "wanted": 1, "false": 0, "worst_s": None}


def test_f1_of_counts() -> None:
    assert _f1(np.array([8, 10, 10])) == 0.8
    assert _f1(np.array([0, 0, 0])) == 0.0
