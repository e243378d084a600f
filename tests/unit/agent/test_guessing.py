"""What code cannot read word for word is read by its likeness to labelled sentences, filled in from its words, or asked about."""

from __future__ import annotations

import pytest

from agent.director.contract import Situation
from agent.director.guessing import guess
from agent.director.likeness import likeness
from agent.director.wishes.clause import Clause
from memory.domain.edits import parse_edit
from memory.domain.storyboard import OnScreen, Scene, Storyboard

BOARD = Storyboard(
    title="Lamp",
    presenter="maya",
    target_s=40,
    scenes=tuple(
        Scene(id=f"s{n}", narration=said, on_screen=OnScreen(headline=f"Head {n}"))
        for n, said in ((1, "Evenings are dark."), (2, "Our lantern glows for forty hours."), (3, "Find it at lamp.example."))
    ),
)
CLAUSE = Clause(BOARD, ("maya", "daniel"), ("af_heart", "am_michael"))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("my uncle could not keep up with how quickly she speaks", "pace slower"),
        ("the tune is far too loud for our waiting room", "music quieter"),
        ("our emblem is so tiny, a bigger logo please", "logo bigger"),
        ("das Logo ist viel zu winzig", "logo bigger"),
    ],
)
def test_the_sentences_that_are_kept_teach_the_subjects(text: str, label: str) -> None:
    scores = likeness().scores(text)
    best = max((label for label in scores if " " in label), key=lambda one: scores[one])
    assert best == label
    assert set(likeness().scores("§§").values()) == {0.0}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("the talking is too fast for us, she should speak slower", {"op": "change_pace", "value": {"direction": "slower"}}),
        ("replace this presenter with a man please", {"op": "change_presenter", "value": {"name": "daniel"}}),
        ("an eternity, shave ten seconds off the film", {"op": "change_duration", "value": {"target_s": 30}}),
        ("that lantern business is embarrassing, remove that part", {"op": "remove_scene", "scene": "?lantern"}),
        (
            "our people in Lisbon will not understand a word of the language",
            {"op": "change_language", "value": {"language": "pt"}},
        ),
    ],
)
def test_an_edit_takes_its_value_and_its_scene_from_the_message(text: str, row: dict[str, object]) -> None:
    assert guess(text, CLAUSE).edits == (parse_edit(row),)


def test_where_the_value_is_not_said_it_is_asked_for() -> None:
    found = guess("it is about the music, something with the soundtrack", CLAUSE)
    assert not found.edits
    assert "music" in found.question


def test_what_only_a_model_can_find_in_a_sentence_is_left_open() -> None:
    assert guess("have the closing card say something else", CLAUSE).open_ops == ("change_cta",)


@pytest.mark.parametrize(
    "text",
    [
        "my son sings “make the music quieter”",
        "a friend said the music should be quieter",
        "don't touch the captions",
        "the logo belongs into the other corner",
        "zzz qqq xxx",
    ],
)
def test_what_others_said_what_is_to_stay_and_what_is_like_nothing_changes_nothing(text: str) -> None:
    assert not guess(text, CLAUSE).edits


def test_what_was_read_word_for_word_stays_and_a_gist_that_the_message_does_not_bear_goes() -> None:
    off = parse_edit({"op": "change_captions", "value": {"action": "off"}})
    square = parse_edit({"op": "change_aspect_ratio", "value": {"aspect": "1:1"}})
    assert guess("no subtitles, our viewers are elderly", CLAUSE, (off,), (square,)).edits == (off,)
    assert square in guess("square for the feed, and no subtitles", CLAUSE, (off,), (square,)).edits


def test_a_situation_asks_for_no_words_unless_they_are_open() -> None:
    assert Situation(BOARD).open_ops == ()
