"""When something is stands on the screen, not only in the voice."""

from __future__ import annotations

import pytest

from agent.director.contract import DraftText, SceneText
from agent.director.staging import storyboard
from memory.domain.brief import Brief
from memory.domain.storyboard import Storyboard


def _film(narration: str, headline: str) -> Storyboard:
    scenes = (SceneText("What would you ask?", "Ask"), SceneText(narration, headline), SceneText("Register now.", "Register now"))
    return storyboard(Brief(), DraftText("A webinar", scenes))


@pytest.mark.parametrize(
    ("narration", "shown"),
    [
        ("This is our webinar on Thursday 9 October at 4 pm, free.", "Thursday 9 October at 4 pm"),
        ("Drop them off at the old mill, Tuesdays to Fridays.", "Tuesdays to Fridays"),
        ("The new menu starts on 3 March.", "3 March"),
    ],
)
def test_a_spoken_day_is_shown_below_the_headline(narration: str, shown: str) -> None:
    assert _film(narration, "Good to know").scenes[1].on_screen.body == shown


def test_a_day_in_the_headline_is_not_shown_twice() -> None:
    assert _film("It ships on 3 March, all over the country.", "Ships on 3 March").scenes[1].on_screen.body == ""


def test_may_is_no_day_where_it_is_a_verb() -> None:
    assert _film("You may ask 3 questions.", "Questions").scenes[1].on_screen.body == ""


def test_a_figure_alone_has_no_label_that_says_nothing() -> None:
    scene = _film("It takes 45 minutes.", "It takes 45 minutes").scenes[1]
    assert scene.layout == "big_number"
    assert (scene.on_screen.figure, scene.on_screen.headline) == ("45 minutes", "")
