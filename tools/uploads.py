"""What an upload shows, told from its pixels and its name: that decides how a film shows it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from renderer.encode import read_picture
from renderer.focus import faces

Shows = Literal["photo", "portrait", "screenshot", "cut_out", "logo", "clip", "recording"]
_SCREEN_NAME = re.compile(
    r"screen[\s_-]?(?:shot|cast|rec)|bildschirm(?:foto|aufnahme)|capture[\s_-]d|captura|schermata|\bUI\b|dashboard|mock-?up", re.I
)
_LOGO_NAME = re.compile(r"\blogo|logo\b|logo[\s_-]|wordmark|[\s_-]mark\b|\bicon\b|signet", re.I)
_CLEAR = 0.08  # of the pixels, from which on a picture is cut out
_FLAT = 0.72  # of a screen's pixels are like their neighbours
_FEW = 0.55  # of a screen's pixels have one of its eight commonest colours
_FACE = 0.16  # of the height, from which on a face is what a picture is about


def shows(path: Path, kind: Literal["image", "video"], name: str) -> Shows:
    """What an upload is. A picture with a clear ground is a mark where it has few colours, else a thing cut out.

    Raises Unreadable.
    """
    named = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", Path(name).stem)
    if kind == "video":
        return "recording" if _SCREEN_NAME.search(named) else "clip"
    rgba = read_picture(path)
    if (rgba[..., 3] < 250).mean() > _CLEAR:
        return "logo" if _LOGO_NAME.search(named) or _is_mark(rgba) else "cut_out"
    if _LOGO_NAME.search(named):
        return "logo"
    rgb = np.ascontiguousarray(rgba[..., :3])
    if _SCREEN_NAME.search(named) or _is_screen(rgb):
        return "screenshot"
    found = faces(rgb)
    return "portrait" if len(found) == 1 and found[0].height > _FACE else "photo"


def _commonest(rgb: NDArray[np.uint8], count: int) -> float:
    """Share of the pixels that have one of the `count` commonest colours, told apart in steps of 16."""
    coarse = (rgb[..., 0] >> 4).astype(np.int32) << 8 | (rgb[..., 1] >> 4).astype(np.int32) << 4 | rgb[..., 2] >> 4
    counts = np.bincount(coarse.ravel(), minlength=4096)
    return float(np.sort(counts)[-count:].sum() / coarse.size)


def _is_mark(rgba: NDArray[np.uint8]) -> bool:
    """Few colours, and not upright: a thing that stands is a product, however plainly it is drawn."""
    solid = rgba[rgba[..., 3] > 200][:, :3]
    is_upright = rgba.shape[0] > 1.15 * rgba.shape[1]
    return solid.size > 0 and not is_upright and _commonest(solid[None], 4) > 0.82


def _is_screen(rgb: NDArray[np.uint8]) -> bool:
    """Flat areas in few colours: what a screen shows and a lens never does, since it sees light fall off and grain."""
    level = rgb.astype(np.int16).sum(axis=-1)
    across, down = np.abs(np.diff(level, axis=1))[:-1], np.abs(np.diff(level, axis=0))[:, :-1]
    flat = float(((across <= 3) & (down <= 3)).mean())
    return flat > _FLAT and _commonest(rgb, 8) > _FEW
