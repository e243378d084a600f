from __future__ import annotations

import pytest

from renderer.errors import SpecInvalid
from renderer.plan import plan
from renderer.spec import Canvas, RenderSpec, Scene, Transition


def film(lengths: list[int], transitions: list[Transition] | None = None) -> RenderSpec:
    scenes = tuple(Scene(id=f"s{index}", frames=frames, layout="title") for index, frames in enumerate(lengths))
    return RenderSpec(canvas=Canvas(width=1920, height=1080), scenes=scenes, transitions=tuple(transitions or ()))


def test_segments_follow_each_other_without_a_gap() -> None:
    spec = film([150, 90, 61, 200], [Transition(kind="wipe", frames=12), Transition(), Transition(kind="push", frames=10)])
    at = 0
    for segment in plan(spec):
        assert segment.at == at
        at += segment.frames
    assert at == spec.frames == 501


def test_a_transition_is_centred_on_its_boundary() -> None:
    segments = plan(film([100, 100], [Transition(kind="crossfade", frames=12)]))
    (middle,) = [segment for segment in segments if segment.transition]
    assert (middle.at, middle.frames) == (94, 12)
    bodies = [(segment.scene.id, segment.first, segment.frames) for segment in segments if not segment.transition]
    assert bodies == [("s0", 0, 60), ("s0", 60, 34), ("s1", 6, 60), ("s1", 66, 34)]


def test_a_scene_shorter_than_its_transitions_is_refused() -> None:
    with pytest.raises(SpecInvalid, match="'s1'"):
        plan(film([100, 10, 100], [Transition(kind="wipe", frames=12), Transition(kind="wipe", frames=12)]))


def test_odd_transitions_and_wrong_counts_are_refused() -> None:
    with pytest.raises(SpecInvalid, match="even"):
        plan(film([100, 100], [Transition(kind="wipe", frames=11)]))
    with pytest.raises(SpecInvalid, match="one between every two"):
        plan(film([100, 100], [Transition(), Transition()]))
