"""The label in the corner: readable on whatever lies behind, and clear of captions, logo and words in every look and shape."""

from __future__ import annotations

from itertools import product

import pytest

from renderer.layer import Box
from renderer.look import color, label
from renderer.look.compose import LAYOUT
from renderer.look.grid import grid_of, place
from renderer.look.layers import Group
from renderer.look.stage import Stage
from renderer.look.theme import READABLE, STYLES, derive, on_picture
from renderer.spec import Asset, Canvas, Captions, Label, Logo, Look, Scene, Text, Word
from renderer.text import uncovered
from tools.compile import SIZES
from tools.provenance.labels import _LANGUAGES, label_in, tags_of


def stage_of(look: str, size: tuple[int, int], at: str, words: str = "AI-generated", *, picture: bool = False) -> Stage:
    """A title with captions at the other edge and a large logo."""
    asset = Asset(sha256="0" * 64, path="none", kind="image")  # type: ignore[arg-type]
    captions = Captions(
        style="word",
        position="bottom" if at == "top" else "top",
        lines=((Word(text="Hello", start_s=0.1, end_s=0.5),),),
    )
    scene = Scene(
        id="s1", frames=60, layout="title_card", text=Text(headline="Hello"), captions=captions, logo=Logo(asset=asset, scale=2.0)
    )
    canvas = Canvas(width=size[0], height=size[1], look=Look(name=look), label=Label(text=words, at=at))  # type: ignore[arg-type]
    theme = derive(canvas.look)
    return Stage(scene, canvas, 1.0, on_picture(theme) if picture else theme, grid_of(scene, canvas), place(scene, canvas))


def box_of(stage: Stage) -> Box:
    """What the label's plate covers."""
    (group,) = label.layers(stage)
    assert isinstance(group, Group)
    plate = group.layers[0].placed  # type: ignore[attr-defined]
    return Box(plate.x, plate.y, plate.art.width, plate.art.height)


def meets(one: Box, other: Box) -> bool:
    apart = (
        one.x + one.width <= other.x
        or other.x + other.width <= one.x
        or one.y + one.height <= other.y
        or other.y + other.height <= one.y
    )
    return not apart


LONGEST = max((words for _, words in _LANGUAGES.values()), key=len)


@pytest.mark.parametrize(
    ("look", "size", "at"), list(product(("clean", "luxury", "handmade"), SIZES.values(), ("top", "bottom")))
)
def test_the_label_is_clear_of_all_else_and_inside_the_frame(look: str, size: tuple[int, int], at: str) -> None:
    stage = stage_of(look, size, at, LONGEST)
    box = box_of(stage)
    assert box.x >= 0.02 * size[0]
    assert box.y >= 0.012 * size[1]
    assert box.x + box.width < size[0] * 0.65
    assert box.y + box.height <= 0.988 * size[1]
    assert not meets(box, stage.grid.captions())
    assert not meets(box, stage.grid.logo(2.0))
    assert not meets(box, stage.places.text)
    assert not meets(box, stage.grid.name(None))


@pytest.mark.parametrize(("look", "picture"), list(product(STYLES, (False, True))))
def test_its_words_are_readable_on_black_as_on_white(look: str, picture: bool) -> None:
    theme = stage_of(look, (1920, 1080), "top", picture=picture).theme
    alpha = label.plate_alpha(theme)
    for behind in ((0.0, 0.0, 0.0), color.WHITE):
        assert color.contrast(theme.muted, color.over(theme.bg, behind, alpha)) >= READABLE


def test_a_canvas_without_a_label_has_none_in_any_layout() -> None:
    stage = stage_of("clean", (1920, 1080), "top")
    bare = Stage(stage.scene, stage.canvas.model_copy(update={"label": None}), 1.0, stage.theme, stage.grid, stage.places)
    assert label.layers(bare) == []
    assert LAYOUT


def test_every_language_has_words_that_can_be_drawn_and_a_code_for_its_tracks() -> None:
    for language, (code, words) in _LANGUAGES.items():
        assert uncovered(words) == ""
        assert label_in(f"{language}-XX") == words
        assert dict(tags_of("A film", language))["language"] == code
    assert label_in("xx") == "AI-generated"
    assert dict(tags_of("A film", "xx"))["language"] == "und"
