"""Boxes of every layout in every aspect: inside the frame, clear of captions, of the name strip and of faces."""

from __future__ import annotations

from typing import get_args

import pytest

from memory.domain import storyboard
from renderer import spec
from renderer.errors import UnknownLook
from renderer.layer import Box
from renderer.look import names
from renderer.look.grid import face, grid_of, place

SIZES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350)}
POINTS = ("One", "Two", "Three")
ASSET = spec.Asset(sha256="0" * 64, path="picture.png", kind="image")


def scene(
    layout: str, *, position: str = "bottom", points: tuple[str, ...] = (), framing: str = "half", **more: object
) -> spec.Scene:
    presenter = spec.Presenter(name="maya", framing=framing) if layout.startswith("presenter") else None
    return spec.Scene.model_validate(
        {
            "id": "s1", "frames": 90, "layout": layout, "text": spec.Text(headline="Headline", points=points),
            "presenter": presenter, "captions": spec.Captions(style="word", position=position),
            "lower_third": spec.LowerThird(name="Maya"), **more,
        }
    )  # fmt: skip


def canvas(aspect: str) -> spec.Canvas:
    width, height = SIZES[aspect]
    return spec.Canvas(width=width, height=height)


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width - 0.5 and other.x < one.x + one.width - 0.5
        and one.y < other.y + other.height - 0.5 and other.y < one.y + one.height - 0.5
    )  # fmt: skip


everything = pytest.mark.parametrize(
    ("layout", "aspect", "position", "points"),
    [
        (layout, aspect, position, points)
        for layout in names.LAYOUTS
        for aspect in SIZES
        for position in ("bottom", "top")
        for points in ((), POINTS)
    ],
)


@everything
def test_text_meets_neither_captions_nor_name_nor_face(layout: str, aspect: str, position: str, points: tuple[str, ...]) -> None:
    places = place(scene(layout, position=position, points=points), canvas(aspect))
    assert not overlap(places.text, places.captions)
    assert not overlap(places.text, places.name)
    if places.presenter:
        assert not overlap(places.text, face(places.presenter))


@everything
def test_nothing_that_is_read_leaves_the_frame(layout: str, aspect: str, position: str, points: tuple[str, ...]) -> None:
    width, height = SIZES[aspect]
    places = place(scene(layout, position=position, points=points), canvas(aspect))
    for box in (places.text, places.captions, places.name):
        assert box.x >= 0.05 * width
        assert box.x + box.width <= 0.95 * width
        assert box.y >= 0.04 * height
        assert box.y + box.height <= 0.97 * height
        assert box.width > 200
        assert box.height > 60


@pytest.mark.parametrize("aspect", SIZES)
@pytest.mark.parametrize("layout", ["presenter_full", "presenter_left", "presenter_right"])
@pytest.mark.parametrize("framing", ["half", "close"])
def test_captions_do_not_cross_a_face(layout: str, aspect: str, framing: str) -> None:
    places = place(scene(layout, framing=framing), canvas(aspect))
    assert places.presenter is not None
    units = {"half": max(places.presenter.height / 836, min(places.presenter.height / 760, places.presenter.width / 790))}
    units["close"] = max(places.presenter.height / 836, min(places.presenter.height / 530, places.presenter.width / 520))
    assert places.presenter.y + 290 * units[framing] <= places.captions.y + 1


def test_upright_text_keeps_out_of_what_platforms_cover() -> None:
    places = place(scene("title_card"), canvas("9:16"))
    assert places.text.y >= 0.12 * 1920
    assert places.text.y + places.text.height <= 0.8 * 1920


def test_logo_keeps_its_row() -> None:
    with_logo = scene("title_card", logo=spec.Logo(asset=ASSET))
    grid = grid_of(with_logo, canvas("1:1"))
    mark = grid.logo()
    assert place(with_logo, canvas("1:1")).text.y >= mark.y + mark.height


def test_picture_fills_the_frame_but_stands_in_the_column_beside_a_presenter() -> None:
    full = place(scene("picture", media=ASSET), canvas("16:9"))
    beside = place(scene("presenter_left", media=ASSET), canvas("16:9"))
    assert full.media == Box(0, 0, 1920, 1080)
    assert beside.media is not None
    assert beside.presenter is not None
    assert not overlap(beside.media, face(beside.presenter))
    assert not overlap(beside.media, beside.text)


def test_unknown_layout_names_the_choices() -> None:
    with pytest.raises(UnknownLook, match=r"'collage'.*title_card"):
        place(scene("collage"), canvas("16:9"))


def test_names_are_those_a_storyboard_may_use() -> None:
    assert get_args(storyboard.LayoutName) == names.LAYOUTS
    assert get_args(storyboard.BackgroundName) == names.BACKGROUNDS
    assert get_args(storyboard.LookName) == names.LOOKS
    assert get_args(storyboard.TransitionName) == names.TRANSITIONS
    assert get_args(storyboard.CaptionStyle) == ("off", *names.CAPTIONS)
