"""Uploaded pictures and clips as layers: cropped to cover, slowly moving, graded towards the palette, darkened for text."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer import spec
from renderer.errors import PictureUnreadable
from renderer.layer import Box, Layer
from renderer.look import motion
from renderer.look.color import Rgb
from renderer.look.theme import Theme
from renderer.planes import Planes, put_rgb

_MOVE = 0.06
_GRADE = 0.05


def read_rgb(asset: spec.Asset) -> NDArray[np.uint8]:
    """The picture as RGB, shape (h, w, 3); transparency lies on white. Raises PictureUnreadable."""
    found = cv2.imread(str(asset.path), cv2.IMREAD_UNCHANGED)
    if found is None:
        raise PictureUnreadable(f"picture {asset.sha256[:12]!r} cannot be decoded; upload it again as PNG or JPEG")
    if found.dtype == np.uint16:
        found = (found >> 8).astype(np.uint8)
    if found.ndim == 2:
        return np.asarray(cv2.cvtColor(found, cv2.COLOR_GRAY2RGB))
    if found.shape[2] == 4:
        alpha = found[..., 3:].astype(np.float32) / 255
        found = np.rint(found[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)
    return np.asarray(cv2.cvtColor(found, cv2.COLOR_BGR2RGB))


def cover(rgb: NDArray[np.uint8], width: int, height: int) -> NDArray[np.uint8]:
    """Scaled and cropped to fill width x height; a little above the middle is kept, where faces are."""
    factor = max(width / rgb.shape[1], height / rgb.shape[0])
    size = (max(width, round(rgb.shape[1] * factor)), max(height, round(rgb.shape[0] * factor)))
    grown = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)
    left, top = (size[0] - width) // 2, round((size[1] - height) * 0.42)
    return np.ascontiguousarray(grown[top : top + height, left : left + width])


def grade(rgb: NDArray[np.uint8], tone: Rgb) -> NDArray[np.uint8]:
    """A touch of the palette over everything."""
    flat = np.array([255 * value for value in tone], np.float32)
    return np.clip(rgb * (1 - _GRADE) + flat * _GRADE, 0, 255).astype(np.uint8)


class Picture:
    """A still that fills a box and grows by 6 % over the scene, sub-pixel."""

    def __init__(self, asset: spec.Asset, box: Box, theme: Theme, scale: float, length_s: float) -> None:
        self._x, self._y = round(box.x * scale) & ~1, round(box.y * scale) & ~1
        self._width, self._height = round(box.width * scale) & ~1, round(box.height * scale) & ~1
        self._length_s = length_s
        margin = 1 + _MOVE
        wide, high = round(self._width * margin) + 1 & ~1, round(self._height * margin) + 1 & ~1
        self._source = Planes(wide, high)
        put_rgb(self._source, grade(cover(read_rgb(asset), wide, high), theme.accent))

    def paint(self, planes: Planes, t: float) -> None:
        k = motion.clamp(t / self._length_s)
        zoom = (1 + _MOVE * k) / (1 + _MOVE)
        for source, target, step in (
            (self._source.y, planes.y, 1),
            (self._source.u, planes.u, 2),
            (self._source.v, planes.v, 2),
        ):
            width, height = self._width // step, self._height // step
            matrix = np.array(
                [
                    [zoom, 0, (width - zoom * source.shape[1]) / 2 + (zoom - 1) / 2],
                    [0, zoom, (height - zoom * source.shape[0]) * (0.5 - 0.3 * k) + (zoom - 1) / 2],
                ],
                np.float32,
            )
            window = target[self._y // step : self._y // step + height, self._x // step : self._x // step + width]
            moved = cv2.warpAffine(source, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            window[:] = moved[: window.shape[0], : window.shape[1]]


def layer(asset: spec.Asset, box: Box, theme: Theme, scale: float, length_s: float) -> Layer:
    """The moving picture in `box`."""
    return Picture(asset, box, theme, scale, length_s)
