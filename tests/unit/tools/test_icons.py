"""Icons are chosen by what a line means."""

from __future__ import annotations

import pytest

from renderer.look import icons as drawings
from tools import icons


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Bring your dog", "dog"),
        ("Call us", "phone"),
        ("Good shoes", "footprints"),
        ("Whisk the eggs", "egg"),
        ("Coffee", "coffee"),
    ],
)
def test_the_nearest_drawing_shows_what_the_line_says(line: str, name: str) -> None:
    assert icons.nearest(line)[0][0] == name


def test_words_that_nothing_shows_get_no_drawing() -> None:
    assert icons.nearest("Turn off the water") == []
    assert icons.nearest("the and for") == []


def test_no_two_lines_share_a_drawing() -> None:
    chosen = icons.choose(("Call us", "A phone"), "en")
    assert len(set(chosen)) == 2


def test_a_row_has_icons_for_all_its_lines_or_for_none() -> None:
    assert icons.choose(("Call us", "Turn off the water"), "en") == ()


def test_lines_in_a_language_that_the_points_do_not_know_get_none() -> None:
    assert icons.choose(("die Gift",), "de") == ()


def test_every_name_in_the_table_is_a_drawing() -> None:
    assert set(icons._table().icons) <= set(drawings.names())
