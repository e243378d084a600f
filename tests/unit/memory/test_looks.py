"""A film that changes its look leaves the old look's ground and transitions behind, unless somebody chose them."""

from typing import get_args

from memory.domain.apply import apply
from memory.domain.edits import ChangeColor
from memory.domain.looks import HOMES
from memory.domain.storyboard import Background, LookName, Scene, Storyboard


def board(**fields: object) -> Storyboard:
    return Storyboard(title="x", scenes=(Scene(id="s1", narration="Hello."),), **fields)  # type: ignore[arg-type]


def to_look(before: Storyboard, look: str) -> Storyboard:
    return apply(before, ChangeColor.model_validate({"op": "change_color", "value": {"look": look}})).board


def test_every_look_has_a_home() -> None:
    assert set(HOMES) == set(get_args(LookName))


def test_the_ground_and_the_way_between_scenes_follow_the_look() -> None:
    after = to_look(board(), "luxury")
    assert (after.background.kind, after.transition, after.theme.dark) == ("dust", "blur", True)
    assert to_look(after, "retro").theme.dark is False


def test_what_somebody_chose_stays() -> None:
    after = to_look(board(background=Background(kind="topo"), transition="push"), "luxury")
    assert (after.background.kind, after.transition) == ("topo", "push")
