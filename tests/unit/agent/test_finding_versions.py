"""Versions by what they are like, parts of two of them, and what is no such wish."""

from __future__ import annotations

from typing import Any

import pytest

from agent.director.finding_versions import Description, Told, described, meant
from agent.director.read_history import read_history
from agent.director.read_versions import Past
from memory.domain.storyboard import Background, Music, Scene, Storyboard

FIRST = Storyboard(title="Lamp", scenes=(Scene(id="s1", narration="Hello there"), Scene(id="s2", narration="It costs $19")))
BLUE = FIRST.model_copy(update={"background": Background(color="#1D4ED8")})
QUIET = BLUE.model_copy(update={"music": Music(on=False)})
THEO = FIRST.model_copy(update={"presenter": "theo", "aspect": "9:16"})
SHORT = QUIET.model_copy(update={"scenes": FIRST.scenes[:1]})
VERSIONS = (Told(1, None, FIRST), Told(2, 1, BLUE), Told(3, 2, QUIET), Told(4, 1, THEO), Told(5, 3, SHORT))
PAST = Past(newest=5, head=5, previous=3)


def read(text: str) -> dict[str, Any] | None:
    wish = read_history(text, PAST, FIRST)
    return wish.model_dump(exclude_defaults=True) if wish else None


@pytest.mark.parametrize(
    ("phrase", "numbers"),
    [
        ("the version with the blue background", (2, 3, 5)),
        ("die Version mit dem blauen Hintergrund", (2, 3, 5)),
        ("la versión con el fondo azul", (2, 3, 5)),
        ("the one with Theo", (4,)),
        ("the one where Theo presents", (4,)),
        ("the vertical one", ()),
        ("the one that was vertical", (4,)),
        ("the version without music", (3, 5)),
        ("the one where the music is off", (3, 5)),
        ("the one before I changed the music", (2,)),
        ("the version before we made it blue", (1,)),
        ("the version after I changed the music", (3,)),
        ("the one before you removed scene 2", (3,)),
        ("the one that says $19", (1, 2, 3, 4)),
        ("the version with the green background", ()),
        ("the one before I changed the captions", ()),
    ],
)
def test_a_description_finds_its_versions(phrase: str, numbers: tuple[int, ...]) -> None:
    wanted = described(phrase, bare=True)
    assert (meant(wanted, VERSIONS) if wanted else ()) == numbers


def test_a_colour_that_is_said_comes_before_one_that_is_like_it() -> None:
    teal = FIRST.model_copy(update={"background": Background(color="#1E40FF")})
    assert meant(Description(way="with", what="blue background"), (Told(1, None, teal), Told(2, 1, BLUE))) == (2,)
    assert meant(Description(way="with", what="blue background"), (Told(1, None, teal), Told(2, 1, FIRST))) == (1,)


@pytest.mark.parametrize(
    "text",
    ["show me the one with Theo", "Go back to the version with Theo please", "the one with Theo", "I liked the one with Theo"],
)
def test_a_description_is_read_where_versions_are_spoken_of(text: str) -> None:
    assert read(text) == {"kind": "show", "described": {"way": "with", "what": "theo"}}


@pytest.mark.parametrize(
    "text",
    ["remove the one with Theo", "the one with Theo should be shorter", "use the one with the chart", "combine scenes 1 and 3"],
)
def test_a_scene_that_is_described_is_no_version(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("the opening of 1 and the rest of 3", {"kind": "show", "version": 3, "rest": "take the opening from version 1"}),
        (
            "combine 1 and 3: the rest of 3 with the ending of 1",
            {"kind": "show", "version": 3, "rest": "take the ending from version 1"},
        ),
        (
            "take the music from version 2 and the ending from version 4",
            {
                "kind": "restore",
                "version": 2,
                "undo": {"value": {"version": 2, "only": ("music",)}},
                "rest": "take the ending from version 4",
            },
        ),
        ("diff v1 v2", {"kind": "changes", "version": 1, "other": 2}),
        ("compare v1 v2", {"kind": "compare", "version": 1, "other": 2}),
    ],
)
def test_two_versions_in_one_message(text: str, wish: dict[str, Any]) -> None:
    assert read(text) == wish


def test_versions_to_combine_without_their_parts_are_asked_about() -> None:
    told = read("combine 1 and 3")
    assert told and told["kind"] == "ask" and "Which parts of version 1 and which of version 3" in told["question"]
    assert read("combine 1 and 9") is None
