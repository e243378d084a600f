"""What is struck out of a draft: made-up figures and benefits, worn words, what says nothing new, words run together."""

from __future__ import annotations

import re

import pytest

from agent.director.contract import DraftTask, ScenePlan, SceneText
from agent.director.flaws import flaws
from agent.director.planning import clauses_of, plan_scenes
from agent.director.polishing import polished, unglued
from agent.director.schemas import film_schema
from memory.domain.storyboard import OnScreen, Scene, Storyboard

REQUEST = "A film about Lumen One. It costs $49 and runs 40 hours on one charge. Report an expense, photograph the receipt."
PLAN = ScenePlan("what it does", 8, 14, about="runs 40 hours on one charge", facts=("40 hours",))
HOOK = ScenePlan("open with the viewer's situation", 8, 14)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("It runs 40 hours on one charge, so you can save money on power.", "It runs 40 hours on one charge."),
        ("It runs 40 hours on one charge. This will help you track your savings.", "It runs 40 hours on one charge."),
        ("It runs 40 hours on one charge. It takes 30 minutes.", "It runs 40 hours on one charge."),
        ("It runs 40 hours on one charge. On one charge, 40 hours.", "It runs 40 hours on one charge."),
        ("It runs 40 hours. Please feel free to ask about one charge.", "It runs 40 hours."),
        (
            "It runs 40 hours, so you can leave the charge cable at home.",
            "It runs 40 hours, so you can leave the charge cable at home.",
        ),
    ],
)
def test_a_scene_keeps_what_the_brief_carries(written: str, left: str) -> None:
    opening = SceneText("Look at this!")
    assert polished([opening, SceneText(written)], [HOOK, PLAN], REQUEST)[1].narration == left


def test_a_scene_never_loses_its_last_sentence() -> None:
    assert polished([SceneText("It takes 30 minutes.")], [PLAN], REQUEST)[0].narration == "It takes 30 minutes."


def test_an_opening_may_speak_of_what_the_brief_does_not() -> None:
    line = "How do you read when the sockets are far away?"
    assert polished([SceneText(line)], [HOOK], REQUEST)[0].narration == line


def test_words_run_together_are_set_apart_where_both_are_known() -> None:
    assert unglued("Take a photo of thereceipt", {"receipt", "photo"}) == "Take a photo of the receipt"
    assert unglued("Understand the foreword", {"understand", "word"}) == "Understand the foreword"


def test_how_long_a_webinar_takes_is_content_and_how_long_the_film_is_is_not() -> None:
    said = clauses_of("A 40 second invitation to our webinar Calm, free, 45 minutes, register at calm.example/live.", 40)
    assert "45 minutes" in said
    assert not any("40" in piece for piece in said)


def test_scenes_the_brief_leaves_open_have_words_that_promise_nothing() -> None:
    plans = plan_scenes(30, "Price change: from 1 July the plan goes from $12 to $14. Yearly customers keep $12.", ("1 July",))
    written = [plan for plan in plans if plan.is_written("en")]
    assert written and all(not plan.about and not any(letter.isdigit() for letter in plan.spare[1]) for plan in written)
    assert not any(plan.is_written("de") for plan in plans)


def test_the_grammar_spells_the_facts_of_the_film_and_glues_nothing_else() -> None:
    task = DraftTask(REQUEST, "en", (PLAN, ScenePlan("say what to do", 4, 8, about="go to a.example/b", facts=("a.example/b",))))
    said = film_schema(task)["properties"]["s1"]["properties"]["say"]["pattern"]
    assert re.match(said, "It runs 40 hours, go to a.example/b right now.")
    assert not re.match(said, "It runs 40 hours for the.Refunds come later now.")


def test_flaws_are_named_with_their_scene() -> None:
    board = Storyboard(
        title="Lumen",
        scenes=(
            Scene(id="s1", narration="It costs $49 today.", on_screen=OnScreen(headline="It costs")),
            Scene(id="s2", narration="Yes, all of it for $49 and 3 days free.", on_screen=OnScreen(headline="Free days")),
            Scene(id="s3", narration="Order now for $49.", on_screen=OnScreen(headline="Order now")),
        ),
    )
    assert flaws(board, REQUEST) == ("1 label 'It costs'", "2 says 49 again", "2 invents 3")
