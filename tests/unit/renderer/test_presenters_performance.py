"""Acting as a pure function of time: lips, lids, head and hands."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest

from renderer import spec
from renderer.errors import SpecInvalid
from renderer.presenters import mouth
from renderer.presenters.cast import APPEARANCES, FALLBACK_VOICES, PRESENTERS
from renderer.presenters.gestures import GESTURES
from renderer.presenters.performance import VISEMES, Performance, composed_at, pose_at

NAMES = tuple(PRESENTERS)
FRAME_S = 1 / spec.FPS


def talking(name: str = "maya", seed: int = 4) -> spec.Presenter:
    """Four seconds of speech with stresses, phrases and three gestures, two of them close together."""
    order: list[spec.Viseme] = ["AA", "MBP", "EE", "FV", "OO", "SS", "L", "OH", "R", "TH", "K", "AA", "MBP"]
    keys = tuple(spec.Mouth(at_s=0.3 + 0.14 * i, viseme=viseme) for i, viseme in enumerate(order * 2))
    gestures = (
        spec.Gesture(at_s=0.9, name="open_palm", hold_s=0.8),
        spec.Gesture(at_s=1.9, name="explain", hold_s=0.4),
        spec.Gesture(at_s=3.0, name="two", hold_s=0.6),
    )
    stresses, phrases = (0.5, 1.4, 2.6), (2.0, 3.9)
    return spec.Presenter(name=name, mouth=keys, gestures=gestures, stresses=stresses, phrases=phrases, seed=seed)


def one_viseme(viseme: spec.Viseme) -> spec.Presenter:
    around = (spec.Mouth(at_s=0.85, viseme="AA"), spec.Mouth(at_s=1.0, viseme=viseme), spec.Mouth(at_s=1.15, viseme="AA"))
    return spec.Presenter(name="maya", mouth=around)


@pytest.mark.parametrize("name", NAMES)
def test_lips_touch_on_m_b_p_between_open_vowels(name: str) -> None:
    presenter = one_viseme("MBP").model_copy(update={"name": name})
    person = APPEARANCES[name]
    assert mouth.opening(person, pose_at(presenter, 1.0)) == 0
    assert mouth.opening(person, pose_at(presenter, 0.85)) > 10


def test_teeth_meet_the_lip_on_f_and_v() -> None:
    assert pose_at(one_viseme("FV"), 1.0).mouth.bite == pytest.approx(1.0)


def test_every_viseme_of_the_spec_has_a_mouth_and_no_two_look_alike() -> None:
    names = spec.Mouth.model_fields["viseme"].annotation.__args__  # type: ignore[union-attr]
    assert set(VISEMES) == set(names)
    assert len(set(VISEMES.values())) == len(names)


def test_weight_makes_a_mouth_smaller() -> None:
    person = APPEARANCES["maya"]
    full = spec.Presenter(name="maya", mouth=(spec.Mouth(at_s=1, viseme="AA"),))
    slight = spec.Presenter(name="maya", mouth=(spec.Mouth(at_s=1, viseme="AA", weight=0.4),))
    assert 0 < mouth.opening(person, pose_at(slight, 1.0)) < 0.6 * mouth.opening(person, pose_at(full, 1.0))


def test_the_mouth_is_at_rest_away_from_speech() -> None:
    performance = Performance(talking(), APPEARANCES["maya"])
    assert performance.mouth(-2.0) == performance.mouth(30.0) == VISEMES["rest"]


def test_the_same_time_gives_the_same_pose_in_any_order() -> None:
    performance = Performance(talking(), APPEARANCES["maya"])
    forward = [performance.pose(i * FRAME_S) for i in range(60)]
    backward = [performance.pose(i * FRAME_S) for i in reversed(range(60))]
    assert forward == backward[::-1]


def test_seeds_act_differently() -> None:
    assert pose_at(talking(seed=1), 1.0).yaw != pose_at(talking(seed=2), 1.0).yaw


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("seed", [0, 7])
def test_nothing_jumps_between_frames(name: str, seed: int) -> None:
    performance = Performance(talking(name, seed), APPEARANCES[name])
    poses = [performance.pose(i * FRAME_S) for i in range(-15, 150)]
    for before, after in pairwise(poses):
        assert abs(after.yaw - before.yaw) < 0.05
        assert abs(after.pitch - before.pitch) < 0.05
        assert abs(after.roll - before.roll) < 0.03
        assert abs(after.sway - before.sway) < 0.08
        assert abs(after.breath - before.breath) < 0.2
        assert abs(after.swing - before.swing) < 4
        for one, two in ((before.left, after.left), (before.right, after.right)):
            assert abs(two.wrist[0] - one.wrist[0]) < 45
            assert abs(two.wrist[1] - one.wrist[1]) < 65


@pytest.mark.parametrize("gesture", sorted(GESTURES))
def test_a_gesture_has_arrived_at_its_time_and_is_gone_after_its_hold(gesture: str) -> None:
    presenter = spec.Presenter(name="ruth", gestures=(spec.Gesture(at_s=2.0, name=gesture, hold_s=1.0),))
    arrived, before, gone = (pose_at(presenter, t) for t in (2.0, 1.0, 4.0))
    for side, target in GESTURES[gesture].items():
        arm = getattr(arrived, side)
        assert arm.hand == target.hand
        assert arm.blend == 1.0
        assert arm.wrist == pytest.approx(target.wrist, abs=1)
        assert not getattr(before, side).is_raised
        assert not getattr(gone, side).is_raised


def test_gestures_asked_for_at_one_moment_follow_one_another_without_a_jump() -> None:
    gestures = tuple(spec.Gesture(at_s=1.0, name=name, hold_s=0.5) for name in ("one", "two", "present"))
    performance = Performance(spec.Presenter(name="maya", gestures=gestures), APPEARANCES["maya"])
    wrists = [performance.pose(i * FRAME_S).left.wrist for i in range(90)]
    assert all(abs(a[0] - b[0]) < 45 and abs(a[1] - b[1]) < 65 for a, b in pairwise(wrists))
    assert performance.pose(1.45).left.hand == "offer"


def test_a_hand_changes_shape_through_in_betweens() -> None:
    presenter = spec.Presenter(name="maya", gestures=(spec.Gesture(at_s=1.0, name="three"),))
    blends = [pose_at(presenter, 0.6 + i * FRAME_S).left.blend for i in range(12)]
    assert sum(0.05 < blend < 0.95 for blend in blends) >= 4


def test_lids_fall_at_a_phrase_end_and_rise_again() -> None:
    performance = Performance(spec.Presenter(name="maya", phrases=(2.0,)), APPEARANCES["maya"])
    lids = [performance.pose(1.7 + i * FRAME_S).lid for i in range(24)]
    assert lids[0] == 1.0
    assert min(lids) < 0.1
    assert lids[-1] == 1.0


def test_a_silent_presenter_blinks_every_few_seconds() -> None:
    performance = Performance(spec.Presenter(name="daniel", seed=3), APPEARANCES["daniel"])
    shut = [performance.pose(i * FRAME_S).lid < 0.3 for i in range(30 * spec.FPS)]
    starts = [i * FRAME_S for i in range(1, len(shut)) if shut[i] and not shut[i - 1]]
    gaps = [b - a for a, b in pairwise(starts)]
    assert 5 <= len(starts) <= 10
    assert min(gaps) > 2.4
    assert max(gaps) < 5.6


def test_a_silent_presenter_is_never_still() -> None:
    poses = [pose_at(spec.Presenter(name="amina"), t / 2) for t in range(20)]
    assert len({pose.yaw for pose in poses}) == 20
    assert max(pose.yaw for pose in poses) - min(pose.yaw for pose in poses) > 0.02


def test_eyes_are_on_the_viewer_most_of_the_time() -> None:
    performance = Performance(spec.Presenter(name="ruth", seed=2), APPEARANCES["ruth"])
    gazes = [performance.pose(i * 0.1).gaze[0] for i in range(300)]
    assert sum(abs(gaze) < 0.15 for gaze in gazes) > 0.85 * len(gazes)
    assert max(abs(gaze) for gaze in gazes) > 0.4


def test_a_stress_lifts_the_brows_and_nods() -> None:
    calm = spec.Presenter(name="maya", seed=5)
    stressed = calm.model_copy(update={"stresses": (1.0,)})
    assert pose_at(stressed, 1.0).brow > pose_at(calm, 1.0).brow + 0.15
    assert pose_at(stressed, 1.0).pitch > pose_at(calm, 1.0).pitch + 0.02


def test_the_head_never_turns_further_than_its_face_allows() -> None:
    for name, person in APPEARANCES.items():
        performance = Performance(talking(name, 9), person)
        assert all(abs(performance.pose(t / 10).yaw) <= person.yaw_limit for t in range(300))


def test_every_presenter_has_a_voice_of_their_own() -> None:
    assert set(PRESENTERS) == set(APPEARANCES) == set(FALLBACK_VOICES)
    assert len({info.default_voice for info in PRESENTERS.values()}) == len(PRESENTERS)
    assert all(info.name == name for name, info in PRESENTERS.items())


def test_the_cast_can_be_listed_without_loading_a_drawing_library() -> None:
    code = "import sys; import renderer.presenters.cast; print('skia' in sys.modules or 'cv2' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_unknown_gesture_is_named_with_the_choices() -> None:
    presenter = spec.Presenter(name="maya", gestures=(spec.Gesture(at_s=1, name="moonwalk"),))
    with pytest.raises(SpecInvalid, match=r"'moonwalk'.*open_palm"):
        Performance(presenter, APPEARANCES["maya"])


def test_a_nod_goes_down_and_comes_back() -> None:
    calm = spec.Presenter(name="kenji", seed=5)
    nodding = calm.model_copy(update={"nods": (1.0,)})
    assert pose_at(nodding, 1.0).pitch > pose_at(calm, 1.0).pitch + 0.06
    assert pose_at(nodding, 3.0).pitch == pytest.approx(pose_at(calm, 3.0).pitch)


def test_a_question_tilts_the_head_and_lifts_the_brows() -> None:
    calm = spec.Presenter(name="zola", seed=5)
    asking = calm.model_copy(update={"questions": ((0.5, 2.0),)})
    assert abs(pose_at(asking, 1.9).roll - pose_at(calm, 1.9).roll) > 0.05
    assert pose_at(asking, 1.9).brow > pose_at(calm, 1.9).brow + 0.4


@pytest.mark.parametrize(("name", "way"), [("point_left", -1), ("present_right", 1)])
def test_head_and_chest_follow_a_pointing_hand(name: str, way: int) -> None:
    calm = spec.Presenter(name="mateo", facing="left", seed=2)
    pointing = calm.model_copy(update={"gestures": (spec.Gesture(at_s=1.0, name=name, hold_s=1.2),)})
    before, during = pose_at(calm, 1.1), pose_at(pointing, 1.1)
    assert way * (during.turn - before.turn) > 0.05
    assert way * (during.yaw - before.yaw) > 0.03


@pytest.mark.parametrize("name", NAMES)
def test_a_presenter_turns_to_the_side_they_face(name: str) -> None:
    sides = {side: spec.Presenter(name=name, facing=side) for side in ("left", "right")}  # type: ignore[arg-type]
    yaws = {side: sum(pose_at(one, t / 3).yaw for t in range(12)) for side, one in sides.items()}
    assert yaws["left"] < 0 < yaws["right"]


def test_hands_that_rest_clasped_go_back_there_after_a_gesture() -> None:
    presenter = spec.Presenter(name="amina", rest="clasped", gestures=(spec.Gesture(at_s=1.5, name="three", hold_s=0.5),))
    performance = Performance(presenter, APPEARANCES["amina"])
    assert performance.pose(0.2).left.wrist[0] < 80
    assert performance.pose(1.5).left.wrist[0] > 200
    assert performance.pose(4.0).left.wrist == pytest.approx(performance.pose(0.2).left.wrist, abs=5)


def test_hair_swings_past_a_turn_that_has_ended() -> None:
    performance = Performance(spec.Presenter(name="freya", phrases=(1.0,), seed=8), APPEARANCES["freya"])
    swings = [performance.pose(0.9 + i * FRAME_S).swing for i in range(45)]
    assert max(swings) > 0.5
    assert min(swings) < -0.5


def test_a_picture_is_taken_with_open_eyes_and_resting_lips() -> None:
    """A phrase ends at 2 s, so the lids are down just after it; the mouth is open until then."""
    keys = (spec.Mouth(at_s=0.2, viseme="AA"), spec.Mouth(at_s=1.95, viseme="AA"), spec.Mouth(at_s=2.1, viseme="rest"))
    presenter = spec.Presenter(name="maya", mouth=keys, phrases=(2.0,))
    before, after = pose_at(presenter, 2.06), pose_at(presenter, composed_at(presenter, 2.06))
    assert before.lid < 0.5
    assert after.lid > 0.95
    assert after.mouth.jaw < 0.1
