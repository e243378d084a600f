"""Each scene gets the layout that its content asks for."""

from __future__ import annotations

from itertools import pairwise

import pytest

from agent.director.arranging import Look, Matter, arranged, looks
from agent.director.contract import DraftText, SceneText
from agent.director.staging import storyboard
from memory.domain.brief import Brief
from memory.domain.storyboard import LayoutName, OnScreen


def matter(source: str, headline: str = "A headline here", points: tuple[str, ...] = ()) -> Matter:
    words = SceneText(source, headline, points)
    return Matter(words, source, OnScreen(headline=headline, points=points), "", "", "en")


def first(one: Matter) -> Look | None:
    return next(looks(one), None)


@pytest.mark.parametrize(
    ("source", "layout", "points"),
    [
        ("62 % go to wages, 24 % to materials and 9 % to rent.", "donut_chart", ("62 % wages", "24 % materials", "9 % rent")),
        ("We had 40 members in 2021, 75 in 2022 and 120 in 2023.", "line_chart", ("2021: 40 members", "2022: 75", "2023: 120")),
        ("Prices go from $9 to $12 in May.", "comparison", ("Before: $9", "Now: $12")),
        ("Two days instead of three weeks.", "comparison", ("Before: three weeks", "Now: Two days")),
        ("You find our shops in Porto, Faro and Lisbon.", "map", ("Porto", "Faro", "Lisbon")),
        ("Install it with `pip install lumen` today.", "code", ("$ pip install lumen",)),
    ],
)
def test_what_a_scene_holds_chooses_its_layout(source: str, layout: str, points: tuple[str, ...]) -> None:
    found = first(matter(source))
    assert found is not None
    assert (found.layout, found.shown.points) == (layout, points)


def test_a_price_per_month_is_a_card_with_its_name() -> None:
    found = first(matter("Studio costs $19 per month.", "Studio plan"))
    assert found is not None
    assert (found.layout, found.shown.figure, found.shown.headline) == ("price", "$19 per month", "Studio plan")


def test_words_in_quotes_with_a_name_are_a_testimonial_and_without_one_a_quote() -> None:
    signed = first(matter("“They came on a Sunday evening,” says Ines Moreau, tenant."))
    bare = first(matter("“They came on a Sunday evening.” It made our week."))
    assert signed is not None
    assert bare is not None
    assert (signed.layout, signed.shown.body) == ("testimonial", "Ines Moreau, tenant")
    assert (bare.layout, bare.shown.headline) == ("quote", "They came on a Sunday evening")


def test_points_with_times_are_an_agenda() -> None:
    found = first(matter("The day.", points=("9:00 - Doors", "10:00 - Tour")))
    assert found is not None
    assert found.layout == "agenda"


def test_points_with_values_of_one_unit_are_bars() -> None:
    found = first(matter("Sales.", points=("Tea: 40", "Coffee: 90", "Juice: 20")))
    assert found is not None
    assert found.layout == "bar_chart"


def test_a_question_is_asked_on_screen() -> None:
    found = first(matter("Still printing every form? Many do."))
    assert found is not None
    assert (found.layout, found.shown.headline) == ("question", "Still printing every form?")


def test_a_figure_that_was_to_be_shown_is_never_lost_to_a_layout() -> None:
    one = matter("“They came on a Sunday evening,” says Ines Moreau.", "Since 1987")
    assert first(one) is None


@pytest.mark.parametrize(
    "source", ["We bake bread.", "Call 555 1234 today.", "Open from 2 to 9 March.", "Tickets from $5 to $15."]
)
def test_plain_scenes_get_no_special_layout(source: str) -> None:
    assert first(matter(source)) is None


def test_the_same_layout_never_follows_itself_and_a_face_returns_after_two_screens() -> None:
    before: list[LayoutName] = ["presenter_full"]
    for index in range(1, 9):
        before.append(arranged(matter(f"Is this question number {index} asked?"), before).layout)
    assert all(one != other for one, other in pairwise(before))
    screens = "".join("p" if layout.startswith("presenter") else "g" for layout in before)
    assert "ggg" not in screens
    assert "ppp" not in screens


def test_a_film_of_many_kinds_of_matter_shows_many_layouts() -> None:
    lines = (
        "Tired of slow reports?",
        "Meet Lumen, the report that writes itself.",
        "Two hours instead of three days.",
        "It reads your tables.",
        "62 % of the time goes to sorting, 24 % to typing and 9 % to waiting.",
        "Studio costs $19 per month.",
        "It runs anywhere.",
        "Start today at lumen.example.",
    )
    text = DraftText("Lumen", tuple(SceneText(line, "A headline here") for line in lines))
    layouts = [scene.layout for scene in storyboard(Brief(), text).scenes]
    assert {"logo_reveal", "comparison", "donut_chart", "closing"} <= set(layouts)
    assert len(set(layouts)) >= 6
