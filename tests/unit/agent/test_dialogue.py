"""Who talks with whom, and whose line each scene is."""

from __future__ import annotations

import pytest

from agent.director.dialogue import shared, speakers
from agent.director.gestures import gestures_for
from memory.domain.storyboard import OnScreen, Scene, Storyboard

CAST = ("maya", "daniel", "mei")


def film(*narrations: str) -> Storyboard:
    scenes = (
        Scene(id=f"s{place}", narration=words, layout="presenter_left", on_screen=OnScreen(headline="Tea"))
        for place, words in enumerate(narrations, 1)
    )
    return Storyboard(title="Tea", scenes=tuple(scenes))


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        ("A dialogue between Daniel and Mei about tea", ("daniel", "mei")),
        ("Mei interviews Daniel, an interview about tea", ("mei", "daniel")),
        ("Maya & Mei explain our tea", ("maya", "mei")),
        ("Daniel: Is it good?\nMei: It is.", ("daniel", "mei")),
        ("Ein Gespräch: Mei fragt, Daniel antwortet", ("mei", "daniel")),
        ("Maya explains our tea", ()),
        ("Maya explains our tea, which Daniel grows", ()),
        ("A dialogue about tea", ()),
    ],
)
def test_who_talks_is_read_from_the_brief(request_: str, expected: tuple[str, ...]) -> None:
    assert speakers(request_, CAST) == expected


def test_scenes_without_names_are_spoken_in_turn() -> None:
    board = shared(film("One.", "Two.", "Three."), "A conversation between Mei and Maya", CAST)
    assert [scene.presenter for scene in board.scenes] == ["mei", "maya", "mei"]
    assert board.presenter == "mei"


def test_lines_with_names_become_scenes_of_their_speakers() -> None:
    asked = "Daniel: Is it good? Mei: It is. Try it."
    board = shared(film(asked, "Come by."), asked, CAST)
    assert [(scene.id, scene.presenter, scene.narration) for scene in board.scenes] == [
        ("s1", "daniel", "Is it good?"),
        ("s2", "mei", "It is. Try it."),
        ("s3", "mei", "Come by."),
    ]
    assert [scene.transition for scene in board.scenes] == ["cut", None, None]
    assert board.scenes[0].layout == "presenter_full"
    assert board.scenes[0].on_screen == OnScreen()


def test_a_film_of_one_presenter_stays_as_it_is() -> None:
    board = film("One.", "Two.")
    assert shared(board, "Maya presents our tea", CAST) is board


def test_who_counts_shows_every_number() -> None:
    cues = gestures_for("One visit. Two days. Three years of warranty.")
    assert [(cue.word, cue.gesture) for cue in cues] == [(0, "one"), (2, "two"), (4, "three")]
