"""Vague wishes get their likeliest reading; answers and corrections mean what the messages before them make of them."""

from __future__ import annotations

from typing import Any

import pytest

from agent.director.interpreting import Interpretation, interpret
from agent.director.read_versions import Past
from agent.director.talking import Talk
from agent.director.vague import likeliest
from memory.domain.storyboard import OnScreen, Scene, Storyboard
from tests.fakes import ScriptedDirector

HEADS = ("Plants drown", "Too much water", "Meet Sprig", "Tip 1: Go deep", "Tip 2: Name them", "Order today")
BOARD = Storyboard(
    title="Sprig",
    scenes=tuple(
        Scene(id=f"s{n}", narration=f"{head} and then some.", on_screen=OnScreen(headline=head))
        for n, head in enumerate(HEADS, 1)
    ),
)
CAST = ("maya", "theo", "ines", "kenji")


async def meant(text: str, talk: Talk = Talk(), head: int = 2) -> Interpretation:
    return await interpret(text, BOARD, Past(newest=2, head=head, previous=1), ScriptedDirector(is_small=True), CAST, talk=talk)


def rows(found: Interpretation) -> list[tuple[str, object]]:
    return [(edit.op, edit.scene) for edit in found.edits]


@pytest.mark.parametrize(
    ("text", "op"),
    [
        ("make it pop", "change_color"),
        ("It needs more energy!", "change_music"),
        ("hmm it's a bit boring", "rewrite_tone"),
        ("more premium please", "change_color"),
        ("it feels too cold", "rewrite_tone"),
        ("can you make it pop more", "change_color"),
    ],
)
def test_a_vague_wish_is_read_and_the_reading_said(text: str, op: str) -> None:
    felt = likeliest(text, BOARD)
    assert felt
    assert felt[0].op == op
    assert "say undo" in felt[1]


@pytest.mark.parametrize(
    "text", ["make it 20 seconds", "is it boring?", "remove the boring scene", "I love the energy", "popcorn"]
)
def test_what_is_not_vague_is_left_alone(text: str) -> None:
    assert likeliest(text, BOARD) is None


async def test_the_ending_that_feels_cold_gets_friendlier_words_and_nothing_else() -> None:
    found = await meant("hmm the ending feels cold, make it friendlier")
    assert found.meaning == "revise"
    [edit] = found.edits
    assert edit.op == "rewrite_tone"
    assert edit.scene in ("last", 6)
    assert edit.value.tone == "friendlier"
    assert not found.rest


async def test_a_scene_that_does_not_exist_is_asked_about_and_yes_takes_the_last() -> None:
    asked = await meant("remove scene 9")
    assert asked.meaning == "clarify"
    assert asked.question == "There is no scene 9; the last is scene 6. Did you mean that one?"
    talk = Talk(question=asked.question, text="remove scene 9", options=asked.options)
    assert rows(await meant("yes", talk)) == [("remove_scene", 6)]
    assert rows(await meant("no, scene 3", talk)) == [("remove_scene", 3)]
    assert (await meant("no thanks", talk)).edits == ()
    assert rows(await meant("turn the music off", talk)) == [("change_music", None)]


async def test_of_two_wishes_that_cannot_both_be_the_answer_takes_one() -> None:
    text = "remove scene 3 and make scene 3 longer"
    asked = await meant(text)
    assert asked.meaning == "clarify"
    talk = Talk(question=asked.question, text=text, options=asked.options)
    assert rows(await meant("the second one", talk)) == [("change_duration", 3)]
    assert rows(await meant("the first", talk)) == [("remove_scene", 3)]


async def test_what_was_left_out_is_answered_in_a_word() -> None:
    asked = await meant("Change the headline in scene 4")
    assert asked.meaning == "clarify"
    talk = Talk(question=asked.question, text="Change the headline in scene 4")
    [edit] = (await meant("Deeper is better", talk)).edits
    assert (edit.op, edit.scene, edit.value.to) == ("edit_text", 4, "Deeper is better")


def last(*edits: dict[str, Any], message: str = "") -> Talk:
    return Talk(message=message, edits=edits, version=2)


NAVY = {"op": "change_background", "scene": 2, "value": {"color": "#000080"}}


@pytest.mark.parametrize("text", ["I meant scene 3", "no, scene 3", "not that one, scene 3", "sorry, I meant the third one"])
async def test_a_correction_undoes_the_last_change_and_makes_it_elsewhere(text: str) -> None:
    found = await meant(text, last(NAVY))
    assert found.meaning == "history"
    assert found.history
    assert found.history.kind == "undo"
    assert rows(found) == [("change_background", 3)]


async def test_the_other_of_two_is_found_and_else_asked_about() -> None:
    shorter = {"op": "change_duration", "scene": 4, "value": {"relative": "shorter"}}
    assert rows(await meant("no, the other one", last(shorter, message="make the tip shorter"))) == [("change_duration", 5)]
    unsure = await meant("no, the other one", last(NAVY, message="scene 2 navy"))
    assert unsure.meaning == "clarify"
    assert "scene 2" in unsure.question


async def test_another_colour_or_presenter_is_corrected_in_place() -> None:
    [edit] = (await meant("no, I meant green", last(NAVY))).edits
    assert (edit.scene, edit.value.color) == (2, "#16A34A")
    theo = {"op": "change_presenter", "scene": None, "value": {"name": "theo"}}
    [edit] = (await meant("no, Kenji", last(theo))).edits
    assert edit.value.name == "kenji"


async def test_a_correction_of_a_version_that_is_gone_corrects_nothing() -> None:
    assert (await meant("I meant scene 3", last(NAVY), head=1)).meaning != "history"


@pytest.mark.parametrize("text", ["yes", "the second one", "ok", "no, scene 3"])
async def test_the_directors_word_and_an_answer_are_never_an_approval(text: str) -> None:
    talk = Talk(question="Which?", text="remove scene 9", options=("remove scene 6",))
    assert (await meant(text, talk)).meaning != "approve"


@pytest.mark.parametrize(
    "text",
    [
        "it's not boring at all",
        "it's not boring",
        "so modern!",
        "wow",
        "it feels premium",
        "it stands out",
        "not too slow",
        "it looks clean",
        "too energetic",
        "it is engaging",
        "it's not cold anymore",
        "very elegant",
    ],
)
def test_praise_is_no_vague_wish(text: str) -> None:
    assert likeliest(text, BOARD) is None


@pytest.mark.parametrize("text", ["make it better", "I don't like it", "hmm something is off", "I'm not sure about scene 3"])
async def test_what_only_dislikes_is_asked_about_once(text: str) -> None:
    asked = await meant(text)
    assert asked.meaning == "clarify"
    assert asked.question.count("?") == 1


async def test_one_of_two_is_asked_for_where_both_are_films() -> None:
    asked = await meant("scene 3 or 4 should be shorter")
    assert asked.meaning == "clarify"
    talk = Talk(question=asked.question, text="scene 3 or 4 should be shorter", options=asked.options)
    assert rows(await meant("the second", talk)) == [("change_duration", 4)]
    assert rows(await meant("scene 3", talk)) == [("change_duration", 3)]
