"""What a small model tells freely is held against the brief."""

from __future__ import annotations

import pytest

from agent.director.contract import DraftText, ScenePlan, SceneText
from agent.director.telling import MEET, matter_of, told_freely, with_spares

PLANS = (
    ScenePlan("", 8, 14, about="our new pottery class on Tuesdays at 18:30 from 2 March", facts=("18:30", "2 March")),
    ScenePlan("", 8, 14, about="$90 for six evenings", facts=("$90",)),
    ScenePlan("", 8, 14, about="at Mill Lane Studio", facts=("Mill Lane Studio",)),
    ScenePlan("", 8, 14),
)


def told(*lines: str, title: str = "New pottery class") -> list[str]:
    made = told_freely(DraftText(title, tuple(SceneText(line) for line in lines)), PLANS, 5)
    assert made is not None
    assert len(made[0].scenes) == len(made[1])
    return [scene.narration for scene in made[0].scenes]


GOOD = (
    "Your hands have waited for a little clay.",
    "Our new pottery class is on Tuesdays at 18:30 from 2 March.",
    "It is $90 for six evenings at Mill Lane Studio.",
    "Come and get your hands dirty with us.",
)


def test_lines_that_tell_the_brief_stay_as_they_are() -> None:
    assert told(*GOOD) == list(GOOD)


@pytest.mark.parametrize(
    "line",
    [
        "Our new pottery class runs for 12 evenings on Tuesdays.",
        "Our pottery class at Mill Lane Studio is closing on Tuesdays.",
        "The class with Martha is on Tuesdays at Mill Lane Studio.",
        "There is no pottery class on Tuesdays at 18:30.",
        "A live concert is a great opportunity for music lovers.",
    ],
    ids=["figure", "turned round", "name", "denial", "another matter"],
)
def test_a_line_with_something_of_its_own_is_left_out(line: str) -> None:
    assert line not in told(GOOD[0], GOOD[1], line, GOOD[2], GOOD[3])


def test_what_no_line_tells_is_said_in_the_words_of_the_brief() -> None:
    lines = told(GOOD[0], GOOD[1], GOOD[3])
    assert any("$90 for six evenings" in line for line in lines)
    assert any("Mill Lane Studio" in line for line in lines)
    assert lines[-1] == GOOD[3]


def test_a_clause_that_the_brief_knows_nothing_of_is_cut_off() -> None:
    lines = told(GOOD[0], "Our new pottery class is on Tuesdays at 18:30 from 2 March, and you will love it.", GOOD[2], GOOD[3])
    assert GOOD[1] in lines


def test_a_film_that_loses_its_last_line_ends_on_words_that_promise_nothing() -> None:
    lines = told(GOOD[0], GOOD[1], GOOD[2], "Win a free prize at our award show!")
    assert lines[-1] == MEET


def test_a_film_of_other_matters_is_not_told() -> None:
    lines = ("We sell 40 cars a day.", "Call Peter on 555.", "Never look back.", "Save 20 % today.")
    assert told_freely(DraftText("Cars", tuple(SceneText(line) for line in lines)), PLANS, 5) is None


def test_the_matter_is_the_brief_in_its_own_order() -> None:
    assert (
        matter_of(PLANS) == "our new pottery class on Tuesdays at 18:30 from 2 March; $90 for six evenings; at Mill Lane Studio"
    )


def test_an_address_that_no_line_tells_is_the_last_thing_that_is_told() -> None:
    plans = (*PLANS[:3], ScenePlan("", 8, 14, about="go to mill.example", facts=("mill.example",)))
    made = told_freely(DraftText("Pottery", tuple(SceneText(line) for line in GOOD)), plans, 5)
    assert made is not None
    assert made[0].scenes[-1].narration == f"{GOOD[3]} Go to mill.example."


def test_a_short_film_gets_scenes_of_their_own_for_spare_lines_and_a_full_one_none() -> None:
    text, plans = DraftText("Pottery", tuple(SceneText(line) for line in GOOD)), PLANS
    spares = (("A closer look", "Take a closer look."), ("Tell a friend", "Tell a friend."), ("Ask", "Just ask."))
    longer, more = with_spares(text, plans, spares, 80)
    assert [scene.headline for scene in longer.scenes] == ["", "", "", "A closer look", "Tell a friend", ""]
    assert len(more) == len(longer.scenes)
    assert with_spares(text, plans, spares, 20) == (text, plans)
