"""What a message asks of earlier versions, read by code."""

from __future__ import annotations

from typing import Any

import pytest

from agent.director.read_history import read_history
from agent.director.read_versions import Past
from memory.domain.storyboard import Scene, Storyboard

WORDS = ("Hello there", "Our prices are low", "It ships fast", "Call us")
BOARD = Storyboard(title="Lamp", scenes=tuple(Scene(id=f"s{place}", narration=text) for place, text in enumerate(WORDS, 1)))
PAST = Past(newest=4, head=3, previous=2, names={"calm": 2, "The Funny One": 1})


def read(text: str) -> dict[str, Any] | None:
    wish = read_history(text, PAST, BOARD)
    return wish.model_dump(exclude_defaults=True) if wish else None


@pytest.mark.parametrize(
    "text",
    [
        "undo",
        "Undo that, please!",
        "undo the last change",
        "go back to the previous version",
        "No, take it back",
        "back to how it was before",
        "Undo. I hate it.",
        "mach das rückgängig",
        "deshaz el último cambio",
        "annule la dernière modification",
        "annulla",
        "元に戻して",
    ],
)
def test_undo(text: str) -> None:
    assert read(text) == {"kind": "undo"}


@pytest.mark.parametrize(
    ("text", "steps"), [("undo the last 2 changes", 2), ("go back two steps", 2), ("undo twice", 2), ("undo 3", 3)]
)
def test_undo_of_several_steps(text: str, steps: int) -> None:
    assert read(text) == {"kind": "undo", "steps": steps}


@pytest.mark.parametrize("text", ["redo", "Redo that please", "undo the undo", "wiederherstellen", "rehacer", "rétablis"])
def test_redo(text: str) -> None:
    assert read(text) == {"kind": "redo"}


@pytest.mark.parametrize(
    ("text", "version"),
    [
        ("show me version 2", 2),
        ("Can you show me version 2 again?", 2),
        ("go back to the second version", 2),
        ("v2", 2),
        ("version 9", 9),
        ("go back to the original", 1),
        ("show me the latest version", 4),
        ("go back to calm", 2),
        ("show me the calm one", 2),
        ("go back to the funny one", 1),
        ("I liked version 1 better", 1),
        ("like it was in version 1", 1),
        ("zeig mir die zweite Version", 2),
        ("vuelve a la versión 2", 2),
        ("reviens à la version 1", 1),
        ("torna alla versione 1", 1),
    ],
)
def test_another_version(text: str, version: int) -> None:
    assert read(text) == {"kind": "show", "version": version}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('call this one "calm"', "calm"),
        ("Name this version Summer Sale", "Summer Sale"),
        ("call this the calm one", "calm"),
        ("save this as loud", "loud"),
        ("nenne diese Version ruhig", "ruhig"),
    ],
)
def test_a_name(text: str, name: str) -> None:
    assert read(text) == {"kind": "name", "version": 3, "name": name}


def test_a_name_for_a_version_by_number() -> None:
    assert read("call version 2 loud") == {"kind": "name", "version": 2, "name": "loud"}


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("compare with the last one", (2, None)),
        ("compare", (2, None)),
        ("show them side by side", (2, None)),
        ("compare 1 and 3", (1, 3)),
        ("compare version 1 with calm", (1, 2)),
        ("vergleiche mit der letzten", (2, None)),
        ("compara con la anterior", (2, None)),
    ],
)
def test_a_comparison(text: str, versions: tuple[int, int | None]) -> None:
    found = read(text) or {}
    assert (found.get("kind"), found.get("version"), found.get("other")) == ("compare", *versions)


@pytest.mark.parametrize(
    ("text", "version"),
    [("what changed since version 2?", 2), ("what's different from version 1?", 1), ("was hat sich seit Version 2 geändert?", 2)],
)
def test_a_question_about_what_changed(text: str, version: int) -> None:
    assert read(text) == {"kind": "changes", "version": version}


@pytest.mark.parametrize(
    ("text", "undo"),
    [
        ("like it was in the first version, but keep the new ending", {"value": {"version": 1, "keep": ("last",)}}),
        ("go back to version 1 but keep the music", {"value": {"version": 1, "keep": ("music",)}}),
        ("undo, but keep the blue background", {"value": {"keep": ("background",)}}),
        ("wie in der ersten Version, aber behalte das neue Ende", {"value": {"version": 1, "keep": ("last",)}}),
        ("como en la primera versión, pero mantén el final nuevo", {"value": {"version": 1, "keep": ("last",)}}),
        ("bring back the old scene 2", {"scene": (2,)}),
        ("bring back the old background in scene 2", {"scene": 2, "value": {"only": ("background",)}}),
        ("take the music from version 1", {"value": {"version": 1, "only": ("music",)}}),
        ("use scene 2 from version 1", {"scene": (2,), "value": {"version": 1}}),
        ("bring back the original intro", {"scene": ("first",), "value": {"version": 1}}),
        ("make the music like in version 1", {"value": {"version": 1, "only": ("music",)}}),
        ("recupera la música antigua", {"value": {"only": ("music",)}}),
    ],
)
def test_some_of_a_version(text: str, undo: dict[str, Any]) -> None:
    found = read(text) or {}
    assert (found.get("kind"), found.get("undo")) == ("restore", undo)


@pytest.mark.parametrize(
    ("text", "kind", "rest"),
    [
        ("undo and make it shorter", "undo", "make it shorter"),
        ("go back to version 2 and add captions", "show", "add captions"),
        ("make the title bigger and undo the last change", "undo", "make the title bigger"),
        ("call this one loud, then make it shorter", "name", "make it shorter"),
    ],
)
def test_what_else_is_asked_for_is_kept(text: str, kind: str, rest: str) -> None:
    found = read(text) or {}
    assert (found.get("kind"), found.get("rest")) == (kind, rest)


def test_what_cannot_be_kept_is_told() -> None:
    assert read("undo but keep the joke about cats") == {"kind": "undo", "unclear": "the joke about cats"}


@pytest.mark.parametrize(
    "text",
    [
        "don't undo that",
        "should I go back to version 2?",
        "undo if it is longer than 30 s",
        "make scene 2 longer",
        "use a blue background in scene 2",
        "show me the price in scene 2",
        "take the music out",
        "bring back the music",
        "keep the music but make it shorter",
        "call us now",
        "what does the second scene say?",
        "make it like a movie trailer",
        "go back to basics in the script",
        "show the logo",
        "",
    ],
)
def test_other_messages_are_left_alone(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    ("text", "wish"),
    [
        ("the first version was better", {"kind": "show", "version": 1}),
        ("die erste Version war besser", {"kind": "show", "version": 1}),
        ("undo everything", {"kind": "show", "version": 1}),
        ("go back to 2", {"kind": "show", "version": 2}),
        ("go back to verison 1", {"kind": "show", "version": 1}),
        ("it was better before", {"kind": "undo"}),
        ("discard the last change", {"kind": "undo"}),
        ("rename version 2 to loud", {"kind": "name", "version": 2, "name": "loud"}),
        ("can we go back to how it was in the beginning", {"kind": "show", "version": 1}),
        ("start again from version 1", {"kind": "show", "version": 1}),
        ("make it like before", {"kind": "undo"}),
        ("make version 2 shorter", {"kind": "show", "version": 2, "rest": "make it shorter"}),
        ("oops, undo, that looks awful", {"kind": "undo"}),
        ("approve version 2", {"kind": "show", "version": 2, "rest": "approve"}),
        ("which version is this?", {"kind": "versions"}),
        ("compare version 1 with this one", {"kind": "compare", "version": 1, "other": 3}),
        ("show version 1 and 2 side by side", {"kind": "compare", "version": 1, "other": 2}),
        ("like version 1 but with captions off", {"kind": "show", "version": 1, "rest": "with captions off"}),
        ("go back to version 1 but with different music", {"kind": "show", "version": 1, "rest": "with different music"}),
    ],
)
def test_other_ways_to_say_it(text: str, wish: dict[str, Any]) -> None:
    assert read(text) == wish


@pytest.mark.parametrize(
    ("text", "undo"),
    [
        ("the old voice was better", {"value": {"only": ("voice",)}}),
        ("undo the blue background", {"value": {"only": ("background",)}}),
        ("undo the change to scene 2", {"scene": (2,)}),
        ("put the second scene back the way it was", {"scene": (2,)}),
        ("bring scene 2 back", {"scene": (2,)}),
        ("reset the colors to the original", {"value": {"version": 1, "only": ("colors",)}}),
        ("version 1 with the new ending", {"value": {"version": 1, "keep": ("last",)}}),
        ("swap the new ending for the old one", {"scene": ("last",)}),
        ("use version 1's music", {"value": {"version": 1, "only": ("music",)}}),
        ("I want the old intro back but keep the new music", {"scene": ("first",)}),
        ("everything like in version 1 except the ending", {"value": {"version": 1, "keep": ("last",)}}),
    ],
)
def test_something_comes_back_without_a_version(text: str, undo: dict[str, Any]) -> None:
    found = read(text) or {}
    assert (found.get("kind"), found.get("undo"), found.get("rest")) == ("restore", undo, None)


@pytest.mark.parametrize(
    "text",
    [
        "bring the music back",
        "remove the last scene",
        "scene 2 is better",
        "this one is better",
        "make it better",
        "make a version 2",
        "make a shorter version",
        "approve version 3",
        "reverse the order of the scenes",
        "reverse scenes 2 and 3",
        "use the previous scene's background in scene 3",
        "call this film Summer Sale",
        'call this scene "Pricing"',
        "mark this as done",
        "revert the captions to the bottom",
        "make the intro like the ending",
        "set it to 9:16",
        "make a copy of it",
        "which version is better?",
        "go back to the part about prices",
        "make the music louder like in version 2",
        "make it blue, no wait, undo that",
        "don't go back to version 1",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert read(text) is None
