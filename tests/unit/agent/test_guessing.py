"""What code alone cannot take is read by its likeness to labelled sentences, filled in from its own words, or asked about."""

from __future__ import annotations

import pytest

from agent.director.contract import Situation
from agent.director.guessing import guess
from agent.director.likeness import learned, likeness
from memory.domain.edits import parse_edit
from memory.domain.storyboard import OnScreen, Scene, Storyboard

BOARD = Storyboard(
    title="Lamp",
    presenter="maya",
    scenes=tuple(
        Scene(id=f"s{n}", narration=f"Scene{n} says this.", on_screen=OnScreen(headline=f"Head {n}")) for n in (1, 2, 3)
    ),
)
CAST = {"maya": "female; bright", "daniel": "male; calm"}


def test_what_is_told_apart_by_its_pieces_scores_near_one_and_the_rest_near_none() -> None:
    taught = learned([("a warm red", frozenset({"colour"})), ("a slower voice", frozenset({"pace", "pace slower"}))])
    scores = taught.scores("slowly, slower")
    assert scores["pace slower"] == scores["pace"] > 0.4
    assert scores["colour"] < 0.1
    assert set(taught.scores("§§").values()) == {0.0}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("my uncle could not keep up with how quickly she speaks", "pace slower"),
        ("the tune is far too loud for our waiting room", "music quieter"),
        ("our emblem is so tiny, a bigger logo please", "logo bigger"),
    ],
)
def test_the_sentences_that_are_kept_teach_the_subjects(text: str, label: str) -> None:
    scores = likeness().scores(text)
    best = max((label for label in scores if " " in label), key=lambda one: scores[one])
    assert best == label


def test_an_edit_takes_its_value_from_the_message_or_from_its_direction() -> None:
    [row] = guess("the talking is too fast for us, she should speak slower", Situation(BOARD), CAST).heard.rows
    assert row.to_edit() == parse_edit({"op": "change_pace", "value": {"direction": "slower"}})
    [row] = guess("replace this presenter with a man please", Situation(BOARD), CAST).heard.rows
    assert row.to_edit().value.name == "daniel"


def test_where_the_value_is_not_said_it_is_asked_for() -> None:
    heard = guess("we would like another presenter please, a different one", Situation(BOARD), CAST).heard
    assert not heard.rows
    assert "Daniel" in heard.question


def test_what_only_a_model_can_find_in_a_sentence_is_left_open() -> None:
    found = guess("the opening hours changed, write the new ones on the screen", Situation(BOARD), CAST)
    assert found.open_ops == ("edit_text",)


@pytest.mark.parametrize(
    "text", ["my son sings “make the music quieter”", "a friend said the music should be quieter", "zzz qqq xxx"]
)
def test_what_others_said_and_what_is_like_nothing_changes_nothing(text: str) -> None:
    assert not guess(text, Situation(BOARD), CAST).heard.rows


def test_beside_wishes_that_were_read_nothing_is_guessed() -> None:
    read = (parse_edit({"op": "change_captions", "value": {"action": "off"}}),)
    assert not guess("she should speak slower", Situation(BOARD, read=read), CAST).heard.rows
