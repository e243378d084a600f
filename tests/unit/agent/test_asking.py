"""What a director reads in a message is taken as far as it parses and applies; a small one's only as far as words bear it."""

from __future__ import annotations

import json

import pytest

from agent.director.asking import put
from agent.director.contract import Situation
from agent.director.interpreting import MODEL_SILENT, NOT_UNDERSTOOD, interpret
from agent.director.prompting import message_request
from agent.director.read_versions import Past
from agent.director.schemas import heard_of
from agent.errors import DirectorUnreachable, DraftUnusable
from memory.domain.edits import parse_edit
from memory.domain.storyboard import OnScreen, Scene, Storyboard
from tests.fakes import ScriptedDirector, edit_row

BOARD = Storyboard(
    title="Lamp",
    scenes=tuple(
        Scene(id=f"s{n}", narration=f"Scene{n} says one two three.", on_screen=OnScreen(headline=f"Head {n}")) for n in (1, 2, 3)
    ),
)
LONG = "so about the backdrop behind her in the middle part, I would rather see it in red"
PAST = Past(newest=1, head=1)
CAST = ("maya", "theo")


async def test_what_a_large_director_gets_wrong_goes_back_once_with_the_reason() -> None:
    wrong, right = edit_row("change_background", "9", color="#DC2626"), edit_row("change_background", "2", color="#DC2626")
    director = ScriptedDirector(rows=[(wrong,), (right,)])
    answer = await put(LONG, Situation(BOARD), director)
    assert [(edit.op, edit.scene) for edit in answer.edits] == [("change_background", 2)]
    assert len(director.calls) == 2
    assert "There is no scene 9" in director.calls[1]


async def test_a_row_without_sense_is_told_and_the_others_are_made() -> None:
    rows = (edit_row("change_aspect_ratio", choice="7:3"), edit_row("change_captions", choice="off"))
    answer = await put(LONG, Situation(BOARD), ScriptedDirector(rows=[rows, rows]))
    assert [edit.op for edit in answer.edits] == ["change_captions"]
    assert "7:3" in answer.problems[0]


async def test_values_that_code_read_stand_where_the_wish_is_the_same() -> None:
    known = parse_edit({"op": "change_background", "scene": 2, "value": {"color": "#9D174D"}})
    rows = (edit_row("change_background", "2", color="#9D174E"), edit_row("change_background", "3", color="#9D174E"))
    answer = await put(LONG, Situation(BOARD, read=(known,)), ScriptedDirector(rows=[rows]))
    assert [edit.value.color for edit in answer.edits] == ["#9D174D", "#9D174E"]


async def test_what_code_read_less_of_than_the_director_does_not_stand() -> None:
    known = [
        parse_edit({"op": "change_duration", "value": {"relative": "shorter"}}),
        parse_edit({"op": "change_color", "value": {"dark": True}}),
    ]
    rows = (
        edit_row("change_duration", choice="max", number=30),
        edit_row("change_color", choice="dark"),
        edit_row("change_color", choice="accent", color="#FACC15"),
    )
    answer = await put(LONG, Situation(BOARD, read=tuple(known)), ScriptedDirector(rows=[rows]))
    assert [edit.value.model_dump(exclude_defaults=True) for edit in answer.edits] == [
        {"target_s": 30.0, "mode": "max"},
        {"dark": True},
        {"color": "#FACC15", "role": "accent"},
    ]


async def test_a_small_director_is_asked_once_and_kept_to_the_words() -> None:
    rows = (edit_row("change_music", choice="off"), edit_row("remove_scene", "2"))
    director = ScriptedDirector(rows=[rows], is_small=True)
    answer = await put("get rid of the second scene", Situation(BOARD, is_wish=True), director)
    assert [edit.op for edit in answer.edits] == ["remove_scene"]
    assert director.calls == ["read get rid of the second scene"]


async def test_a_large_director_reads_the_whole_message_where_it_is_long() -> None:
    director = ScriptedDirector(rows=[(edit_row("change_captions", choice="off"),)])
    text = "turn the music off and do that thing with the writing that runs along, too"
    meant = await interpret(text, BOARD, PAST, director, ("maya",))
    assert [edit.op for edit in meant.edits] == ["change_captions"]
    assert director.calls == [f"read {text}"]


async def test_a_short_message_that_code_knows_is_not_asked_about() -> None:
    director = ScriptedDirector()
    meant = await interpret("turn the music off", BOARD, PAST, director, ("maya",))
    assert [edit.op for edit in meant.edits] == ["change_music"]
    assert not director.calls


async def test_a_small_director_reads_what_is_left_and_what_nobody_reads_is_told() -> None:
    director = ScriptedDirector(is_small=True)
    meant = await interpret("turn the music off, and could the flurbs wobble less", BOARD, PAST, director, ("maya",))
    assert [edit.op for edit in meant.edits] == ["change_music"]
    assert meant.rest == "could the flurbs wobble less"
    alone = await interpret("could the flurbs in there wobble less please", BOARD, PAST, director, ("maya",))
    assert (alone.meaning, alone.question) == ("clarify", NOT_UNDERSTOOD)


@pytest.mark.parametrize("kind", ["approve", "other"])
async def test_a_directors_word_approves_nothing(kind: str) -> None:
    director = ScriptedDirector(reading=kind)  # type: ignore[arg-type]
    meant = await interpret("well I suppose this is what we shall be going with", BOARD, PAST, director, ("maya",))
    assert meant.meaning == "other"


def test_an_answer_with_edits_is_a_wish_and_needs_no_question() -> None:
    row = edit_row("remove_scene", "1").model_dump()
    assert heard_of(json.dumps({"kind": "other", "edits": [row]})).kind == "revise"
    assert heard_of(json.dumps({"kind": "clarify", "edits": [], "question": " Which? "})).question == "Which?"


def test_the_request_tells_the_film_and_what_came_before() -> None:
    situation = Situation(BOARD, ("af_heart",), ("Version 1 of 1 is open.",), file="image")
    request = message_request("make it red", situation, {"maya": "female"}, "")
    assert "2 presenter full | shows: Head 2 | says: Scene2 says one two three." in request
    assert request.endswith("A file came with the message: a picture or a clip.\nMessage: make it red")


@pytest.mark.parametrize("error", [DirectorUnreachable("It is down."), DraftUnusable("It made no sense.")])
async def test_what_code_read_whole_does_not_wait_for_a_large_director_that_fails(error: Exception) -> None:
    text = 'please change the headline of scene 2 to "Warm at 7:30"'
    meant = await interpret(text, BOARD, PAST, ScriptedDirector(fails=[error]), CAST)
    assert [(edit.op, edit.scene) for edit in meant.edits] == [("edit_text", 2)]
    assert MODEL_SILENT in meant.notes


async def test_what_code_cannot_read_whole_waits_for_the_director() -> None:
    with pytest.raises(DirectorUnreachable):
        await interpret(
            LONG + ", and sort of rejig the whatsit", BOARD, PAST, ScriptedDirector(fails=[DirectorUnreachable("Down.")]), CAST
        )
