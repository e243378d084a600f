"""What a language model makes of a message counts only as far as the words of the message bear it."""

from __future__ import annotations

from typing import Any

import pytest

from agent.director.cues import bears_kind, only_explains
from agent.director.supporting import scene_in, supported
from memory.domain.edits import parse_edit
from memory.domain.storyboard import OnScreen, Scene, Storyboard

HEADS = ("Plants drown", "Too much water", "Meet Sprig", "Go deep", "Order today")
BOARD = Storyboard(
    title="Sprig",
    scenes=tuple(
        Scene(id=f"s{n}", narration=f"{head} and then some.", on_screen=OnScreen(headline=head))
        for n, head in enumerate(HEADS, 1)
    ),
)


def kept(text: str, *rows: dict[str, Any]) -> list[tuple[str, object, dict[str, Any]]]:
    edits = supported([parse_edit(row) for row in rows], text, BOARD)
    return [(edit.op, edit.scene, edit.value.model_dump(exclude_defaults=True)) for edit in edits]


def test_music_and_a_green_ground_are_no_answer_to_a_cold_ending() -> None:
    text = "hmm the ending feels cold, make it friendlier"
    music = {"op": "change_music", "value": {"action": "volume", "gain_db": -4}}
    ground = {"op": "change_background", "scene": 4, "value": {"kind": "bokeh", "color": "#14532D"}}
    assert kept(text, music, ground) == []
    tone = {"op": "rewrite_tone", "scene": None, "value": {"tone": "friendlier"}}
    assert [(op, value["tone"]) for op, _, value in kept(text, tone)] == [("rewrite_tone", "friendlier")]
    assert scene_in(text, BOARD) in ("last", 5, "?ending")


def test_a_scene_that_is_not_named_is_a_guess() -> None:
    assert kept("a darker background would help", {"op": "remove_scene", "scene": 3}) == []
    assert kept("drop the third one", {"op": "remove_scene", "scene": 3}) == [("remove_scene", 3, {})]
    assert kept("drop the water bit", {"op": "remove_scene", "scene": "?water"}) == [("remove_scene", "?water", {})]


@pytest.mark.parametrize(
    ("text", "row", "value"),
    [
        ("it is too long", {"op": "change_duration", "value": {"target_s": 20}}, {"relative": "shorter"}),
        ("make it 20 seconds", {"op": "change_duration", "value": {"target_s": 20}}, {"target_s": 20}),
        (
            "music a little quieter",
            {"op": "change_music", "value": {"action": "volume", "direction": "down", "gain_db": -9}},
            {"action": "volume", "direction": "down"},
        ),
    ],
)
def test_numbers_come_from_the_message_or_not_at_all(text: str, row: dict[str, Any], value: dict[str, Any]) -> None:
    assert [found for _, _, found in kept(text, row)] == [value]


def test_a_colour_is_the_one_that_was_said() -> None:
    [(_, _, value)] = kept("a navy background in scene 2", {"op": "change_background", "scene": 2, "value": {"color": "#00FF00"}})
    assert value["color"] not in ("#00FF00", None)
    assert kept("another background in scene 2", {"op": "change_background", "scene": 2, "value": {"color": "#00FF00"}}) == []


def test_new_words_are_the_persons_own() -> None:
    row = {"op": "edit_text", "scene": 2, "value": {"to": "Buy our amazing product", "field": "headline"}}
    assert kept("the headline of scene 2 is wrong", row) == []


def test_a_reason_beside_a_wish_is_no_wish() -> None:
    assert only_explains("our customers are in Lyon")
    assert not only_explains("make it louder")
    assert not only_explains("la musique, c'est trop")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("start_new", "we forgot to mention the app is free, add that"),
        ("cancel", "please delete what comes right after the hook"),
        ("other", "I'd close on Join the waiting list"),
        ("ask_question", "instead of that I'd show the garden"),
    ],
)
def test_a_kind_of_message_that_no_word_bears_is_a_wish(kind: str, text: str) -> None:
    assert not bears_kind(kind, text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("start_new", "a different video please: we hire"),
        ("cancel", "forget it, we don't need the film"),
        ("other", "my dog waves hello"),
        ("ask_question", "why blue?"),
        ("revise", "anything"),
    ],
)
def test_a_kind_of_message_that_its_words_bear_stands(kind: str, text: str) -> None:
    assert bears_kind(kind, text)


def test_what_comes_after_the_hook_is_not_the_hook() -> None:
    assert kept("please delete what comes right after the hook", {"op": "remove_scene", "scene": "first"}) == []
    assert kept("add one about prices after the hook", {"op": "add_scene", "scene": "first", "value": {"about": "prices"}})
