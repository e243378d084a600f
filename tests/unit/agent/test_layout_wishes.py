"""'Make scene 3 a chart': another layout, with its data read from the scene's own words."""

from __future__ import annotations

from typing import Any

import pytest

from agent.director.arranging import laid_out
from agent.director.read_clause import read_clause
from agent.director.wishes.clause import Clause
from memory.domain.apply import apply
from memory.domain.edits import ChangeLayout, parse_edit
from memory.domain.storyboard import OnScreen, Scene, Storyboard
from memory.errors import CannotApply

BOARD = Storyboard(
    title="Lumen",
    scenes=(
        Scene(id="s1", narration="Tired of slow reports?"),
        Scene(id="s2", narration="Open it, name it, send it.", on_screen=OnScreen(headline="Three steps")),
        Scene(
            id="s3",
            narration="62 % goes to sorting, 24 % to typing and 9 % to waiting.",
            on_screen=OnScreen(headline="Your week"),
        ),
        Scene(id="s4", narration="It works.", layout="closing"),
    ),
)


def read(text: str) -> dict[str, Any] | None:
    return read_clause(text, Clause(BOARD))


@pytest.mark.parametrize(
    ("text", "scene", "layout"),
    [
        ("make scene 3 a chart", 3, "chart"),
        ("turn scene 3 into a pie chart", 3, "donut_chart"),
        ("show scene 2 as a timeline", 2, "timeline"),
        ("scene 2 should be a list", 2, "list"),
        ("use a quote layout for scene 1", 1, "quote"),
        ("in scene 2, use bullet points", 2, "list"),
        ("change scene 1 to a question card", 1, "question"),
        ("make the last scene a logo reveal", "last", "logo_reveal"),
        ("make scene 1 a split screen", 1, "presenter_split"),
    ],
)
def test_a_wish_for_another_layout_is_read(text: str, scene: object, layout: str) -> None:
    assert read(text) == {"op": "change_layout", "scene": scene, "value": {"layout": layout}}


@pytest.mark.parametrize(
    ("text", "scene"),
    [
        ("put her in the corner", (1, 2, 3)),
        ("show the presenter in a small circle", (1, 2, 3)),
        ("put her in the corner in scene 2", 2),
        ("in scene 3, show maya in the bottom right corner", 3),
        ("use picture-in-picture in scene 2", 2),
    ],
)
def test_a_presenter_is_put_into_a_corner(text: str, scene: object) -> None:
    found = read_clause(text, Clause(BOARD, presenters=("maya",)))
    assert found == {"op": "change_layout", "scene": scene, "value": {"layout": "presenter_corner"}}


@pytest.mark.parametrize("text", ["put the logo in the corner", "put her in the top left corner", "put tea in the corner"])
def test_another_corner_or_something_else_in_it_is_no_presenter(text: str) -> None:
    found = read_clause(text, Clause(BOARD, presenters=("maya",)))
    assert found is None or found["op"] != "change_layout"


def test_each_scene_keeps_its_own_words_when_its_presenter_goes_into_a_corner() -> None:
    edit = parse_edit({"op": "change_layout", "scene": (1, 2, 3), "value": {"layout": "presenter_corner"}})
    assert isinstance(edit, ChangeLayout)
    board = apply(BOARD, laid_out(edit, BOARD, ()), ()).board
    assert [scene.layout for scene in board.scenes] == ["presenter_corner"] * 3 + ["closing"]
    assert [scene.on_screen for scene in board.scenes] == [scene.on_screen for scene in BOARD.scenes]


@pytest.mark.parametrize("text", ["make scene 3 shorter", "make it a chart", "the list is great"])
def test_what_asks_for_no_layout_of_a_scene_is_not_read_as_one(text: str) -> None:
    found = read(text)
    assert found is None or found["op"] != "change_layout"


def done(scene: int, layout: str) -> Scene:
    edit = parse_edit({"op": "change_layout", "scene": scene, "value": {"layout": layout}})
    assert isinstance(edit, ChangeLayout)
    return apply(BOARD, laid_out(edit, BOARD, ()), ()).board.scenes[scene - 1]


def test_a_chart_takes_the_numbers_that_are_spoken() -> None:
    scene = done(3, "chart")
    assert scene.layout == "donut_chart"
    assert scene.on_screen.points == ("62 % sorting", "24 % typing", "9 % waiting")
    assert scene.narration == BOARD.scenes[2].narration


def test_pieces_of_a_sentence_become_steps() -> None:
    assert done(2, "timeline").on_screen.points == ("Open it", "Name it", "Send it")


def test_a_question_is_shown_as_it_is_asked() -> None:
    assert done(1, "question").on_screen.headline == "Tired of slow reports?"


def test_a_scene_without_numbers_cannot_be_a_chart_and_says_why() -> None:
    with pytest.raises(CannotApply, match="Scene 4 cannot be shown like that"):
        done(4, "chart")


def test_a_device_needs_an_upload() -> None:
    with pytest.raises(CannotApply, match="upload one"):
        done(2, "device")
