"""Uploads in films: where they are cropped, how they are graded, and how they move."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from renderer import focus, spec
from renderer.layer import Box
from renderer.look import color, media, theme
from renderer.planes import Planes, to_rgb

LOOK = theme.derive(spec.Look(name="clean"))
BOX = Box(0, 0, 320, 180)


def asset(folder: Path, rgb: NDArray[np.uint8], spot: tuple[float, float] = (0.5, 0.42)) -> spec.Asset:
    path = folder / "picture.png"
    cv2.imwrite(str(path), rgb[..., ::-1])
    return spec.Asset(sha256=hashlib.sha256(path.read_bytes()).hexdigest(), path=path, kind="image", focus=spot)


def dotted(x: int, y: int, wide: int = 640, high: int = 640) -> NDArray[np.uint8]:
    """Grey with a red disc at (x, y)."""
    rgb = np.full((high, wide, 3), 120, np.uint8)
    cv2.circle(rgb, (x, y), 26, (230, 30, 30), -1, cv2.LINE_AA)
    return rgb


def seen(made: spec.Asset, t: float, *, is_screen: bool = False) -> NDArray[np.uint8]:
    planes = Planes(320, 180)
    media.layer(made, BOX, LOOK, 1.0, 4.0, is_screen=is_screen).paint(planes, t)
    return to_rgb(planes)


def red_at(rgb: NDArray[np.uint8]) -> tuple[float, float]:
    ys, xs = np.nonzero(rgb[..., 0].astype(int) - rgb[..., 1] > 80)
    return float(xs.mean() / rgb.shape[1]), float(ys.mean() / rgb.shape[0])


@pytest.mark.parametrize("y", [60, 320, 580])
def test_a_crop_keeps_what_the_picture_is_about(tmp_path: Path, y: int) -> None:
    rgb = dotted(320, y)
    made = asset(tmp_path, rgb, focus.salient(rgb))
    x, low = red_at(seen(made, 4.0))
    assert abs(x - 0.5) < 0.06
    assert 0.1 < low < 0.9


def test_the_camera_ends_with_the_focus_at_its_aim(tmp_path: Path) -> None:
    x, y = red_at(seen(asset(tmp_path, dotted(320, 320), (0.5, 0.5)), 4.0))
    assert (x, y) == pytest.approx(media.MIDDLE, abs=0.02)


def test_a_picture_moves_a_little_in_each_frame_and_never_jumps(tmp_path: Path) -> None:
    rgb = np.asarray(cv2.GaussianBlur(np.random.default_rng(3).integers(0, 255, (640, 640, 3)).astype(np.uint8), (0, 0), 3))
    made = asset(tmp_path, rgb)
    layer = media.layer(made, BOX, LOOK, 1.0, 4.0)
    planes, frames = Planes(320, 180), []
    for n in range(40, 60):
        layer.paint(planes, n / spec.FPS)
        frames.append(planes.y.astype(np.float32))
    steps = [float(np.abs(b - a).mean()) for a, b in pairwise(frames)]
    assert min(steps) > 0.05
    assert max(steps) < 1.6 * min(steps)


def test_a_grade_turns_greys_towards_the_look_and_keeps_light_and_dark(tmp_path: Path) -> None:
    grey = np.full((64, 64, 3), 128, np.uint8)
    table = media.grading(grey, theme.derive(spec.Look(name="clean", color="#2040D0")))[0].astype(int)
    assert table[128][2] - table[128][0] > 6
    assert table[0].max() < 12
    assert table[255].min() > 240
    assert (np.diff(table, axis=0) >= 0).all()


def test_a_screen_keeps_its_colours(tmp_path: Path) -> None:
    made = asset(tmp_path, np.full((180, 320, 3), (40, 120, 200), np.uint8))
    assert np.abs(seen(made, 0.0, is_screen=True).astype(int) - (40, 120, 200)).max() <= 3


def test_a_dark_picture_asks_for_less_of_a_scrim_than_a_light_one(tmp_path: Path) -> None:
    part = Box(0, 90, 320, 90)
    behind = [
        media.brightest(asset(tmp_path, np.full((180, 320, 3), level, np.uint8)), BOX, part, LOOK) for level in (30, 180, 240)
    ]
    assert behind[0] < behind[1] < behind[2]
    needed = [theme.scrim_alpha((0.05, 0.05, 0.08), (1.0, 1.0, 1.0), tone) for tone in behind]
    assert needed[0] == 0 < needed[1] < needed[2] <= theme.scrim_alpha((0.05, 0.05, 0.08), (1.0, 1.0, 1.0), color.WHITE)
