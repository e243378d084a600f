"""Uploaded pictures and clips as layers: cropped to cover, slowly passed by, graded towards the palette, rounded in a card."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer import spec
from renderer.encode import Clip, read_picture
from renderer.layer import Box, Layer
from renderer.look import motion
from renderer.look.color import Rgb
from renderer.look.grounds import shifted
from renderer.look.theme import Theme
from renderer.planes import Planes, put_rgb

Pixels = NDArray[np.uint8]

_MOVE = 0.045
_GRADE = 0.05


def layer(asset: spec.Asset, box: Box, theme: Theme, scale: float, length_s: float, *, radius: float = 0.0) -> Layer:
    """The picture or clip in `box` (layout units), its corners rounded by `radius`. Raises Unreadable."""
    window = _Window(box, scale)
    inside: Layer = _Still(asset, window, theme, length_s) if asset.kind == "image" else _Moving(asset, window, theme)
    return _Rounded(inside, window, round(radius * scale) & ~1) if radius else inside


def cover(rgb: Pixels, width: int, height: int) -> Pixels:
    """Scaled and cropped to fill width x height; a little above the middle is kept, where faces are."""
    factor = max(width / rgb.shape[1], height / rgb.shape[0])
    size = (max(width, round(rgb.shape[1] * factor)), max(height, round(rgb.shape[0] * factor)))
    grown = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)
    left, top = (size[0] - width) // 2, round((size[1] - height) * 0.42)
    return np.ascontiguousarray(grown[top : top + height, left : left + width])


def flattened(rgba: Pixels) -> Pixels:
    """Straight-alpha RGBA on white, as RGB."""
    if (rgba[..., 3] == 255).all():
        return np.ascontiguousarray(rgba[..., :3])
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return np.rint(rgba[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)


def graded(rgb: Pixels, tone: Rgb) -> Pixels:
    """A touch of the palette over everything."""
    flat = np.full_like(rgb, np.array([round(255 * value) for value in tone], np.uint8))
    return np.asarray(cv2.addWeighted(rgb, 1 - _GRADE, flat, _GRADE, 0))


class _Window:
    """A box in output pixels, all even, and the views of a frame inside it."""

    def __init__(self, box: Box, scale: float) -> None:
        self.x, self.y = round(box.x * scale) & ~1, round(box.y * scale) & ~1
        self.width, self.height = max(2, round(box.width * scale) & ~1), max(2, round(box.height * scale) & ~1)

    def views(self, planes: Planes) -> tuple[Pixels, Pixels, Pixels]:
        """Y, U and V inside the window, cut at the frame's edge."""
        views = []
        for plane, step in ((planes.y, 1), (planes.u, 2), (planes.v, 2)):
            rows = slice(self.y // step, (self.y + self.height) // step)
            views.append(plane[rows, self.x // step : (self.x + self.width) // step])
        return views[0], views[1], views[2]


class _Still:
    """A picture that the camera passes slowly, sub-pixel: sideways if it is wide enough, and a little upwards."""

    def __init__(self, asset: spec.Asset, window: _Window, theme: Theme, length_s: float) -> None:
        self._window, self._length_s = window, length_s
        wide, high = round(window.width * (1 + _MOVE)) + 2 & ~1, round(window.height * (1 + _MOVE)) + 2 & ~1
        self._source = Planes(wide, high)
        put_rgb(self._source, graded(cover(flattened(read_picture(asset.path)), wide, high), theme.accent))

    def paint(self, planes: Planes, t: float) -> None:
        k = motion.clamp(t / self._length_s)
        source, window = self._source, self._window
        x = (source.width - window.width - 2) * k
        y = (source.height - window.height - 2) * (0.75 - 0.5 * k)
        views = window.views(planes)
        for plane, view, step in zip((source.y, source.u, source.v), views, (1, 2, 2), strict=True):
            shifted(plane, x / step, y / step, view)


class _Moving:
    """A clip, frame by frame; past its end the last frame holds."""

    def __init__(self, asset: spec.Asset, window: _Window, theme: Theme) -> None:
        self._window, self._theme = window, theme
        self._clip = Clip(asset.path, asset.in_s)
        wide, high = self._clip.size()
        factor = max(window.width / wide, window.height / high)
        self._size = (round(wide * factor) + 1 & ~1, round(high * factor) + 1 & ~1)
        self._shown = Planes(window.width, window.height)

    def paint(self, planes: Planes, t: float) -> None:
        rgb = self._clip.at(max(0.0, t), *self._size)
        put_rgb(self._shown, graded(cover(rgb, self._window.width, self._window.height), self._theme.accent))
        shown = self._shown
        for plane, view in zip((shown.y, shown.u, shown.v), self._window.views(planes), strict=True):
            view[:] = plane[: view.shape[0], : view.shape[1]]


class _Rounded:
    """Gives the four corners of a window back to what lies below it."""

    def __init__(self, inside: Layer, window: _Window, radius: int) -> None:
        self._inside, self._window = inside, window
        self._radius = max(2, min(radius, window.width // 2, window.height // 2) & ~1)
        self._shares = [self._share(self._radius // step) for step in (1, 2, 2)]

    @staticmethod
    def _share(side: int) -> NDArray[np.float32]:
        """How much of the upper left corner belongs to the picture, shape (side, side)."""
        ys, xs = np.mgrid[0:side, 0:side].astype(np.float32) + 0.5
        return np.asarray(np.clip(side - np.hypot(side - xs, side - ys) + 0.5, 0, 1), np.float32)

    def paint(self, planes: Planes, t: float) -> None:
        views = self._window.views(planes)
        before = [
            [corner.copy() for corner in _corners(view, share.shape[0])] for view, share in zip(views, self._shares, strict=True)
        ]
        self._inside.paint(planes, t)
        for view, share, kept in zip(views, self._shares, before, strict=True):
            flipped = (share, share[:, ::-1], share[::-1], share[::-1, ::-1])
            for corner, below, weight in zip(_corners(view, share.shape[0]), kept, flipped, strict=True):
                mine = np.ascontiguousarray(weight)
                corner[:] = cv2.blendLinear(np.ascontiguousarray(corner), below, mine, 1 - mine)


def _corners(view: Pixels, side: int) -> list[Pixels]:
    return [view[:side, :side], view[:side, -side:], view[-side:, :side], view[-side:, -side:]]
