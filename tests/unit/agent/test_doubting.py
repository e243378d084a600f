"""What was read from a piece of a message is held against the whole of it."""

from __future__ import annotations

import pytest

from agent.director.doubting import righted, speaks_against
from agent.director.finding_scenes import pointed_at
from agent.director.guessing import guess, is_borne
from agent.director.wishes.clause import Clause
from memory.domain.edits import parse_edit
from memory.domain.storyboard import OnScreen, Scene, Storyboard

BOARD = Storyboard(
    title="Lamp",
    presenter="maya",
    target_s=40,
    scenes=tuple(
        Scene(id=f"s{n}", narration=said, on_screen=OnScreen(headline=head), notes=notes)
        for n, said, head, notes in (
            (1, "Evenings are dark.", "So dark", "hook"),
            (2, "Our lantern glows for forty hours.", "Meet the lantern", "reveal"),
            (3, "Order it at lamp.example and read all night.", "Get yours", "call to action"),
        )
    ),
)
CLAUSE = Clause(BOARD, ("maya", "daniel"), ("af_heart", "am_michael"))


@pytest.mark.parametrize(
    ("text", "read", "meant"),
    [
        ("hard cuts only, no fades", ("change_transition", None, {"name": "crossfade"}), (None, {"name": "cut"})),
        ("not blue any more, green please", ("change_color", None, {"color": "#2563EB"}), (None, {"color": "#16A34A"})),
        (
            "the hook needs two more seconds",
            ("change_duration", 1, {"relative": "longer"}),
            (1, {"relative": "longer", "by_s": 2}),
        ),
        ("drop the hook and bring it to 30 seconds", ("change_duration", 1, {"target_s": 30}), (None, {"target_s": 30})),
        (
            "other music, something relaxed",
            ("change_music", None, {"action": "replace"}),
            (None, {"action": "replace", "mood": "calm"}),
        ),
        ("shorter please", ("change_duration", None, {"relative": "shorter"}), (None, {"relative": "shorter"})),
    ],
)
def test_the_rest_of_a_message_says_more_of_an_edit(
    text: str, read: tuple[str, int | None, dict[str, object]], meant: tuple[int | None, dict[str, object]]
) -> None:
    op, scene, value = read
    found = righted(parse_edit({"op": op, "scene": scene, "value": value}), text, CLAUSE)
    assert found == parse_edit({"op": op, "scene": meant[0], "value": meant[1]})


def test_no_film_lasts_six_seconds() -> None:
    edit = parse_edit({"op": "change_duration", "value": {"target_s": 6}})
    closing = righted(edit, "give the ending six seconds", CLAUSE)
    assert closing is not None and closing.scene == "last"
    assert righted(edit, "six", CLAUSE) is None


def test_a_plain_subject_speaks_against_a_faint_one_alone() -> None:
    scores = {"logo": 0.8, "colour": 0.05}
    assert speaks_against(0.05, scores, ("logo",), by_gist=False)
    assert not speaks_against(0.3, scores, ("logo",), by_gist=False), "some likeness of its own"
    assert not speaks_against(0.05, {"logo": 0.4}, ("logo",), by_gist=False), "what is not plain proves nothing"


def test_a_word_of_another_subject_is_not_what_the_message_is_about() -> None:
    white = parse_edit({"op": "change_color", "value": {"color": "#FFFFFF"}})
    assert not is_borne((white,), "no branding whatsoever, it's white label", CLAUSE)
    assert is_borne((white,), "make our brand colour white", CLAUSE)


@pytest.mark.parametrize(
    ("text", "scene"),
    [("die Szene, in der die Laterne leuchtet", 2), ("donde se habla de la oscuridad por la noche", 1), ("zzz", None)],
)
def test_a_scene_is_found_by_what_it_means_in_any_language(text: str, scene: int | None) -> None:
    assert pointed_at(text, BOARD) == scene


@pytest.mark.parametrize(
    "text",
    [
        "my uncle finds every voice too fast, never mind him",
        "die Melodie ist wunderbar, ich summe sie seit gestern",
        "kiedyś mieliśmy film z bardzo głośną muzyką",
    ],
)
def test_a_message_that_wishes_for_nothing_changes_nothing(text: str) -> None:
    louder = parse_edit({"op": "change_music", "value": {"action": "volume", "direction": "up"}})
    assert not guess(text, CLAUSE, (), (louder,)).edits
