"""What an upload shows, told from pixels drawn here."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from tools.uploads import shows


def screen() -> NDArray[np.uint8]:
    page = np.full((600, 900, 3), 250, np.uint8)
    page[:, :160] = (30, 34, 50)
    for row in range(7):
        page[60 + 70 * row : 110 + 70 * row, 200:860] = (255, 255, 255)
        cv2.putText(page, f"Invoice {row}", (220, 92 + 70 * row), 0, 0.6, (40, 40, 60), 1, cv2.LINE_AA)
    return page


def photo() -> NDArray[np.uint8]:
    ys, xs = np.mgrid[0:600, 0:900].astype(np.float32)
    light = np.stack([120 + 90 * np.sin(xs / 190), 90 + 60 * np.cos(ys / 150 + xs / 400), 70 + 50 * ys / 600], axis=-1)
    return np.clip(light + np.random.default_rng(2).normal(0, 5, light.shape), 0, 255).astype(np.uint8)


def cut(high: int, wide: int, colours: int) -> NDArray[np.uint8]:
    rgba = np.zeros((high, wide, 4), np.uint8)
    thing = np.random.default_rng(1).integers(0, 256, (colours, 3))
    bands = thing[(np.arange(high // 2) * colours // (high // 2))]
    rgba[high // 4 : high // 4 + high // 2, wide // 4 : wide // 4 * 3, :3] = bands[:, None]
    rgba[high // 4 : high // 4 + high // 2, wide // 4 : wide // 4 * 3, 3] = 255
    return rgba


@pytest.mark.parametrize(
    ("picture", "name", "what"),
    [
        (screen(), "a.png", "screenshot"),
        (photo(), "a.png", "photo"),
        (photo(), "Screenshot 2026-01-02.png", "screenshot"),
        (cut(200, 400, 2), "a.png", "logo"),
        (cut(400, 400, 40), "a.png", "cut_out"),
        (cut(600, 300, 2), "a.png", "cut_out"),
        (photo(), "morrow-logo.png", "logo"),
    ],
)
def test_a_picture_is_told_by_its_pixels_and_its_name(picture: NDArray[np.uint8], name: str, what: str, tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "it.png"), picture)
    assert shows(tmp_path / "it.png", "image", name) == what


def test_a_clip_of_a_screen_is_told_by_its_name(tmp_path: Path) -> None:
    assert shows(tmp_path / "none.mp4", "video", "Screen Recording 3.mp4") == "recording"
    assert shows(tmp_path / "none.mp4", "video", "oven.mp4") == "clip"
