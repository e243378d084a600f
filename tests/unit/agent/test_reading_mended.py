"""What fresh messages showed: pictures for words, corrections, words without quotes, scenes by their parts, questions."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.director.guessing import guess
from agent.director.read_question import question_in
from agent.director.reading import read_revision, scene_ref
from agent.director.wishes.clause import Clause
from agent.director.wishes.shorthand import signs_written_out, written_out
from memory.domain.edits import parse_edit
from memory.domain.storyboard import Storyboard

FILM = Storyboard.model_validate_json((Path(__file__).parents[3] / "evals" / "neutral.json").read_text())
CLAUSE = Clause(FILM, ("maya", "daniel", "kofi"), ("af_heart", "am_michael"))


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("music ⬇️", "music down"),
        ("captions ❌", "captions off"),
        ("logo ➡️ bigger", "logo bigger"),
        ("make it 💙 everywhere", "make it blue everywhere"),
        ("👍🔥", "nice"),
        ("we ❤️ the ferns", "we ❤️ the ferns"),
        ("...", "..."),
    ],
)
def test_pictures_that_stand_for_words(said: str, plain: str) -> None:
    assert " ".join(signs_written_out(said).split()) == plain


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("30 seconds, not 45!", "30 seconds!"),
        ("remove scenes 3 and 4 but not 5", "remove scenes 3 and 4 but not 5"),
        ("logo „w sobotę” większe", "logo „w sobotę” większe"),
        ("a guy w a beard", "a guy with a beard"),
        ("tip2 shorter", "tip 2 shorter"),
    ],
)
def test_what_it_is_now_is_no_wish(said: str, plain: str) -> None:
    assert written_out(said) == plain


@pytest.mark.parametrize(
    ("said", "row"),
    [
        ("make it 30 seconds, no wait, 40", {"op": "change_duration", "value": {"target_s": 40}}),
        ("louder music... actually no, quieter", {"op": "change_music", "value": {"action": "volume", "direction": "down"}}),
        (
            "where it says too much water it should say too much love",
            {"op": "edit_text", "value": {"from": "Too much water", "to": "too much love"}},
        ),
        ("chnage backgruond of scnee 5 to green", {"op": "change_background", "scene": 5, "value": {"color": "#16A34A"}}),
    ],
)
def test_corrections_and_words_without_quotes(said: str, row: dict[str, object]) -> None:
    assert read_revision(said, FILM, ("maya", "daniel")).edits == (parse_edit(row),)


@pytest.mark.parametrize(
    ("said", "ref"),
    [
        ("from the reveal on", "3-"),
        ("from tip one onwards", "4-"),
        ("the goodbye", "last"),
        ("the one right before the last one", 6),
        ("the pain", "?problem"),
    ],
)
def test_scenes_by_their_parts(said: str, ref: object) -> None:
    assert scene_ref(said, FILM) == (True, ref)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("make the third tip the first of the tips", {"move": 6, "to": 4}),
        ("tip 1 should be the last of the tips", {"move": 4, "to": 6}),
        ("can Meet Sprig start it all, move it to the very beginning", {"move": 3, "to": 1}),
    ],
)
def test_a_scene_moves_among_the_tips_or_by_its_headline(said: str, value: dict[str, object]) -> None:
    assert guess(said, CLAUSE).edits == (parse_edit({"op": "reorder_scenes", "value": value}),)


@pytest.mark.parametrize(
    "said",
    ["Would it still work without music, what do you think?", "will people without sound understand it?", "does it still fit?"],
)
def test_what_is_asked_about_the_film_changes_nothing(said: str) -> None:
    assert question_in(said) == said


@pytest.mark.parametrize("said", ["can you make it shorter?", "is possible subtitles more big?", "what about blue?"])
def test_a_wish_in_the_shape_of_a_question_is_none(said: str) -> None:
    assert not question_in(said)


def test_a_scene_that_the_film_has_not_is_asked_about() -> None:
    reading = read_revision("the scene with the dog should be longer", FILM)
    assert not reading.edits
    assert "dog" in reading.conflict


@pytest.mark.parametrize(
    "said", ["the subtitles are exactly what my deaf brother needed, bless you", "Die Stimme könnte ich den ganzen Tag hören."]
)
def test_joy_over_something_is_no_wish_for_it(said: str) -> None:
    assert guess(said, CLAUSE).kind == "other"
    assert guess("the tune reminds me of my school, could you take other music please", CLAUSE).kind != "other"


@pytest.mark.parametrize(
    "said", ["new vid: black friday teaser 10s", "Next film, please: our apprentices introduce the bakery, 40 seconds."]
)
def test_another_film_is_begun(said: str) -> None:
    assert read_revision(said, FILM).intent == "start_new"
