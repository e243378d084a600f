"""Lines to choose from: asked for in words, offered once, taken by number, and nothing changes before."""

from __future__ import annotations

import pytest

from agent.director.contract import Rewrite, SceneText
from agent.director.variants import Wish, offer, picked, taken, variants, variants_wish
from memory.domain.apply import apply
from memory.domain.storyboard import OnScreen, Scene, Storyboard
from tests.fakes import ScriptedDirector

LINES = ("Your desk is dark by four.", "It costs $49 from today.", "Go to lumo.example.")
BOARD = Storyboard(
    title="Lumo",
    scenes=tuple(Scene(id=f"s{n}", narration=line, on_screen=OnScreen(headline=f"Card {n}")) for n, line in enumerate(LINES, 1)),
)


@pytest.mark.parametrize(
    ("message", "wish"),
    [
        ("give me three openings", Wish("s1", 1, "narration", 3)),
        ("Can you show me two other endings?", Wish("s3", 3, "narration", 2)),
        ("another headline for scene 2: three ideas", Wish("s2", 2, "headline", 3)),
        ("I want 4 different headlines for the last scene", Wish("s3", 3, "headline", 4)),
        ("suggest a few alternatives for the hook", Wish("s1", 1, "narration", 3)),
    ],
)
def test_a_wish_for_several_lines_names_scene_field_and_number(message: str, wish: Wish) -> None:
    assert variants_wish(message, BOARD) == wish


@pytest.mark.parametrize(
    "message",
    [
        "make the headline of scene 2 shorter",
        "swap scenes 2 and 3",
        "give me three headlines for scene 9",
        "the last two scenes are too long",
    ],
)
def test_other_wishes_are_none(message: str) -> None:
    assert variants_wish(message, BOARD) is None


@pytest.mark.parametrize(
    ("message", "number"),
    [
        ("take the second", 2),
        ("2", 2),
        ("I'd take number three, please", 3),
        ("the last one", 3),
        ("go with option 1!", 1),
        ("use the first one", 1),
    ],
)
def test_a_line_is_taken_by_its_number(message: str, number: int) -> None:
    assert picked(message, 3) == number


@pytest.mark.parametrize("message", ["take the fifth", "make the second scene shorter", "2 more seconds", "lose the third scene"])
def test_what_takes_none_of_them_is_zero(message: str) -> None:
    assert picked(message, 3) == 0


class Writer(ScriptedDirector):
    """Writes what it is told, whatever it is asked."""

    lines: tuple[SceneText, ...] = ()

    async def rewrite(self, task: Rewrite, board: Storyboard) -> dict[str, SceneText]:
        return dict(zip(task.scenes, self.lines, strict=False))


async def test_only_whole_new_lines_with_every_figure_are_offered() -> None:
    director = Writer()
    director.lines = tuple(
        map(SceneText, ("From today it is $49.", "It is cheap from today.", "From today it is $49.", "$49 buys it and."))
    )
    wish = Wish("s2", 2, "narration", 4)
    lines = await variants(director, BOARD, wish)
    assert lines == ("From today it is $49.",)
    assert "1. From today it is $49." in offer(lines, wish)


async def test_a_taken_line_stands_byte_for_byte_and_nothing_else_changes() -> None:
    edit = taken(Wish("s2", 2, "headline", 3), "Light for $49")
    after = apply(BOARD, edit, (0.0, 2.0, 4.0)).board
    assert after.scenes[1].on_screen.headline == "Light for $49"
    assert after.scenes[1].narration == BOARD.scenes[1].narration
    assert (after.scenes[0], after.scenes[2]) == (BOARD.scenes[0], BOARD.scenes[2])
