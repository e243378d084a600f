"""What a presenter does in a scene, read from its words and from what stands beside them."""

from __future__ import annotations

from typing import Any

import pytest

from memory.domain.apply import apply
from memory.domain.edits import parse_edit
from memory.domain.storyboard import GestureCue, OnScreen, Scene, Storyboard
from renderer import spec
from tools.performing import beside, performance
from tools.rendering import voice_of
from tools.timing import SceneTiming

SHOWN = OnScreen(headline="Three reasons", points=("Faster", "Safer"))


def said(sentence: str) -> tuple[spec.Word, ...]:
    """The words of `sentence`, two a second."""
    return tuple(spec.Word(text=word, start_s=0.5 * i, end_s=0.5 * i + 0.4) for i, word in enumerate(sentence.split()))


def film(*scenes: Scene, **settings: Any) -> Storyboard:
    return Storyboard(title="Tea", scenes=scenes, **settings)


def performed(board: Storyboard, scene: Scene, text: spec.Text | None = None) -> spec.Presenter:
    times = SceneTiming(scene_id=scene.id, frames=300, timing=None, utterance=None, lead_s=0.0)
    return performance(board, scene, times, said(scene.narration), text or spec.Text(), seed=1)


@pytest.mark.parametrize(
    ("layout", "side"), [("presenter_left", "right"), ("presenter_right", "left"), ("presenter_full", "left")]
)
def test_a_hand_points_and_the_body_turns_to_the_text(layout: Any, side: str) -> None:
    cues = (GestureCue(word=0, gesture="point"), GestureCue(word=9, gesture="present"))
    scene = Scene(id="s1", narration="Look at this and tell me what you see here", layout=layout, on_screen=SHOWN, gestures=cues)
    done = performed(film(scene), scene)
    assert done.facing == side
    assert [gesture.name for gesture in done.gestures] == [f"point_{side}", f"present_{side}"]


def test_where_text_stands_above_a_hand_points_up() -> None:
    scene = Scene(
        id="s1", narration="Look here", layout="presenter_left", on_screen=SHOWN, gestures=(GestureCue(word=0, gesture="point"),)
    )
    board = film(scene, aspect="9:16")
    assert beside(board, scene) is None
    assert [gesture.name for gesture in performed(board, scene).gestures] == ["point"]


def test_a_point_that_appears_is_pointed_at_unless_the_hands_are_busy() -> None:
    scene = Scene(id="s1", narration="One is speed and one is safety for all", layout="presenter_left", on_screen=SHOWN)
    text = spec.Text(headline="Three reasons", points=("Faster", "Safer"), cues=(0.2, 1.0, 5.0))
    assert [(g.name, g.at_s) for g in performed(film(scene), scene, text).gestures] == [
        ("point_right", 1.1),
        ("point_right", 5.1),
    ]
    busy = scene.model_copy(update={"gestures": (GestureCue(word=3, gesture="one"),)})
    assert [g.name for g in performed(film(busy), busy, text).gestures] == ["one", "point_right"]


def test_heads_nod_on_agreement_and_tilt_over_a_question() -> None:
    scene = Scene(id="s1", narration="Does it work? Yes, it does. Is it safe?", layout="presenter_full")
    done = performed(film(scene), scene)
    assert done.nods == (1.7,)
    assert done.questions == ((0.0, 1.4), (3.0, 4.4))


def test_two_people_in_one_film_face_each_other_and_keep_their_voices() -> None:
    one = Scene(id="s1", narration="Does it work?", layout="presenter_full")
    two = Scene(id="s2", narration="It does.", layout="presenter_full")
    edit = parse_edit({"op": "change_presenter", "scene": 2, "value": {"name": "Mei"}})
    board = apply(film(one, two, presenter="daniel"), edit).board
    first, second = (performed(board, scene) for scene in board.scenes)
    assert (first.name, first.facing) == ("daniel", "right")
    assert (second.name, second.facing) == ("mei", "left")
    assert [voice_of(board, scene) for scene in board.scenes] == ["am_michael", "af_sarah"]
    assert first.partner and (first.partner.name, first.partner.facing, first.partner.mouth) == ("mei", "left", ())
    assert second.partner and (second.partner.name, second.partner.facing) == ("daniel", "right")


def test_nobody_stands_beside_a_speaker_who_shares_a_wide_picture_with_text() -> None:
    one = Scene(id="s1", narration="Does it work?", layout="presenter_full", on_screen=SHOWN)
    two = Scene(id="s2", narration="It does.", layout="presenter_full", presenter="mei")
    assert performed(film(one, two), one).partner is None


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "4:5"])
def test_two_who_talk_stand_together_in_every_shape_of_film(aspect: Any) -> None:
    one = Scene(id="s1", narration="Does it work?", layout="presenter_full", presenter="daniel")
    two = Scene(id="s2", narration="It does.", layout="presenter_full", presenter="mei")
    done = performed(film(one, two, aspect=aspect), two)
    assert done.partner is not None
    assert (done.facing, done.partner.name, done.partner.facing, done.partner.listens) == ("left", "daniel", "right", True)


def test_in_a_corner_only_a_head_is_seen_that_looks_at_the_rest() -> None:
    scene = Scene(
        id="s1", narration="Look here", layout="presenter_corner", framing="half", gestures=(GestureCue(word=0, gesture="point"),)
    )
    done = performed(film(scene), scene)
    assert (done.framing, done.facing, done.gestures) == ("close", "left", ())


def test_framing_and_the_brands_colour_are_as_the_film_asks() -> None:
    scene = Scene(id="s1", narration="Hello", layout="presenter_full")
    edit = parse_edit({"op": "change_presenter", "scene": None, "value": {"framing": "full", "in_brand": True}})
    board = apply(film(scene), edit).board
    done = performed(board, board.scenes[0])
    assert (done.framing, done.wears) == ("full", board.theme.color)
    assert performed(film(scene), scene).wears is None


def test_a_scene_of_words_alone_is_seen_nearer_unless_hands_are_needed() -> None:
    plain = Scene(id="s1", narration="We are small", layout="presenter_full")
    waving = plain.model_copy(update={"gestures": (GestureCue(word=0, gesture="wave"),)})
    framings = [performed(film(scene), scene).framing for scene in (plain, waving, plain.model_copy(update={"on_screen": SHOWN}))]
    assert framings == ["close", "half", "half"]
