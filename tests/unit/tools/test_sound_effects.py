"""What is heard of what is seen, and beats asked for where scenes change."""

from __future__ import annotations

from itertools import pairwise

from renderer import spec
from tools.effects import effects, scene_changes_s

SCENES = (
    spec.Scene(id="s1", frames=90, layout="title"),
    spec.Scene(id="s2", frames=120, layout="bullets", text=spec.Text(points=("One", "Two", "Three"), cues=(0.5, 1.5, 1.6))),
    spec.Scene(id="s3", frames=60, layout="title"),
)


def test_scenes_change_where_the_one_before_ends() -> None:
    assert scene_changes_s(SCENES) == (3.0, 7.0)


def test_what_travels_is_heard_and_a_cut_is_not() -> None:
    moves = (spec.Transition(kind="push", frames=12), spec.Transition(kind="cut"))
    assert [(one.kind, one.at_s) for one in effects(SCENES, moves)] == [("whoosh", 3.0), ("tick", 3.5), ("tick", 4.5)]


def test_two_sounds_are_never_crowded() -> None:
    heard = [one.at_s for one in effects(SCENES, (spec.Transition(kind="wipe", frames=12),) * 2)]
    assert all(later - sooner >= 0.3 for sooner, later in pairwise(heard))
