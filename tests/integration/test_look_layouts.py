"""Every layout in every aspect: something is there, inside the safe area, and it stays there when words are long."""

from __future__ import annotations

import hashlib
from pathlib import Path

import cv2
import numpy as np
import pytest

from renderer.look import data, names
from renderer.look.grid import Grid
from renderer.planes import Planes, to_rgb
from renderer.scene import ScenePainter
from renderer.spec import Asset, Canvas, Logo, Look, Presenter, Scene, Text
from renderer.stills import frame_of
from tests.integration.layout_texts import TEXTS

SIZES = {"wide": (1920, 1080), "tall": (1080, 1920), "square": (1080, 1080), "portrait": (1080, 1350)}
SCALE = 1 / 5
LONG = "A line that says far more than a screen can hold at once and still goes on and on"


def picture(folder: Path, width: int = 320, height: int = 200) -> Asset:
    path = folder / f"{width}x{height}.png"
    cv2.imwrite(str(path), np.full((height, width, 3), (30, 160, 90), np.uint8))
    return Asset(sha256=hashlib.sha256(path.read_bytes()).hexdigest(), path=path, kind="image")


def scene(layout: str, folder: Path, text: Text | None = None) -> Scene:
    media = picture(folder) if layout in ("picture", *names.FRAMES_MEDIA) else None
    return Scene(
        id="s1",
        frames=120,
        layout=layout,
        text=text or TEXTS.get(layout, Text(headline="A headline", points=("One thing", "Another"))),
        presenter=Presenter(name="maya") if layout.startswith("presenter") else None,
        media=media,
    )


def changed(one: Planes, other: Planes) -> tuple[float, tuple[int, int, int, int]]:
    """Share of pixels that differ, and the box (left, top, right, bottom) that holds them."""
    mask = np.abs(one.y.astype(int) - other.y.astype(int)) > 24
    rows, columns = np.flatnonzero(mask.any(1)), np.flatnonzero(mask.any(0))
    if not len(rows):
        return 0.0, (0, 0, 0, 0)
    return float(mask.mean()), (int(columns[0]), int(rows[0]), int(columns[-1]), int(rows[-1]))


@pytest.mark.parametrize("shape", SIZES)
@pytest.mark.parametrize("layout", [name for name in names.LAYOUTS if name in TEXTS])
def test_what_a_layout_says_is_there_and_inside_the_margins(layout: str, shape: str, tmp_path: Path) -> None:
    canvas = Canvas(width=SIZES[shape][0], height=SIZES[shape][1])
    one = scene(layout, tmp_path)
    bare = Scene(id="s1", frames=120, layout="title_card")
    share, (left, _, right, bottom) = changed(frame_of(one, canvas, 3.6, SCALE), frame_of(bare, canvas, 3.6, SCALE))
    assert share > 0.008
    # The sign behind a question is an ornament, and a card's shadow falls a little beyond it.
    margin = Grid(canvas.width, canvas.height).margin * SCALE
    assert left >= margin * 0.75
    assert right <= (canvas.width * SCALE - margin * 0.75 if layout != "question" else canvas.width * SCALE)
    assert bottom <= canvas.height * SCALE * (0.86 if shape == "tall" else 0.99)


@pytest.mark.parametrize("layout", names.LAYOUTS)
def test_a_layout_comes_in_over_time_and_then_rests(layout: str, tmp_path: Path) -> None:
    canvas = Canvas(width=1920, height=1080)
    painter = ScenePainter(scene(layout, tmp_path), canvas, SCALE)
    frames = []
    for n in (0, 100):
        planes = Planes(384, 216)
        painter.paint(n, planes)
        frames.append(planes)
    assert changed(*frames)[0] > 0.004


@pytest.mark.parametrize("shape", ["wide", "tall"])
@pytest.mark.parametrize("layout", names.LAYOUTS)
def test_words_that_are_too_many_shrink_and_break_nothing(layout: str, shape: str, tmp_path: Path) -> None:
    text = Text(headline=LONG, points=(f"{LONG}: {LONG}",) * 2 + (LONG,) * 2, body=LONG, figure="1,234,567 kilometres")
    if data.unfit(layout, text, has_media=True):
        layout = data.plain(text)
    canvas = Canvas(width=SIZES[shape][0], height=SIZES[shape][1], look=Look(name="bold", color="#E8470A"))
    assert frame_of(scene(layout, tmp_path, text), canvas, 3.6, SCALE).y.std() > 4


@pytest.mark.parametrize("size", [(200, 400), (400, 250)])
def test_a_screenshot_is_set_into_the_device_it_was_made_on(size: tuple[int, int], tmp_path: Path) -> None:
    canvas = Canvas(width=1920, height=1080)
    one = scene("device", tmp_path).model_copy(update={"media": picture(tmp_path, *size)})
    red, green, blue = np.moveaxis(to_rgb(frame_of(one, canvas, 3.0, SCALE)).astype(int), 2, 0)
    green = (green > red + 30) & (green > blue + 60)
    rows, columns = np.flatnonzero(green.any(1)), np.flatnonzero(green.any(0))
    assert (len(columns) > len(rows)) == (size[0] > size[1])


def test_a_logo_comes_out_of_its_ring(tmp_path: Path) -> None:
    canvas = Canvas(width=1920, height=1080)
    one = Scene(id="s1", frames=120, layout="logo_reveal", text=Text(headline="Light"), logo=Logo(asset=picture(tmp_path)))
    early, late = (frame_of(one, canvas, at, SCALE) for at in (0.0, 3.0))
    middle = (slice(50, 80), slice(180, 204))
    assert np.abs(early.y[middle].astype(int) - late.y[middle].astype(int)).mean() > 20
