"""Uploaded pictures and clips as layers: cropped around what they are about, slowly neared, graded towards the look."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer import spec
from renderer.encode import Clip, read_picture
from renderer.layer import Box, Layer
from renderer.look import color, motion
from renderer.look.color import Rgb
from renderer.look.theme import Theme
from renderer.planes import Planes, put_rgb

Pixels = NDArray[np.uint8]

_ZOOM = 0.09
_PAN = 0.12  # of the window's width, at most
Aim = tuple[float, float]
MIDDLE: Aim = (0.5, 0.44)
"""Where in its box the focus of a picture comes to rest, in shares; faces stand a little above the middle."""


def layer(
    asset: spec.Asset,
    box: Box,
    theme: Theme,
    scale: float,
    length_s: float,
    *,
    radius: float = 0.0,
    aim: Aim = MIDDLE,
    is_screen: bool = False,
) -> Layer:
    """The picture or clip in `box` (layout units), its corners rounded by `radius`. Raises Unreadable.

    A picture moves slowly towards its focus, which ends at `aim`. With `is_screen` it keeps its colours, and is scrolled a
    little where it is longer than the screen.
    """
    window = _Window(box, scale)
    inside: Layer
    if asset.kind == "image":
        inside = _Still(asset, window, theme, length_s, aim, is_screen=is_screen)
    else:
        inside = _Moving(asset, window, theme, aim, is_screen=is_screen)
    return _Rounded(inside, window, round(radius * scale) & ~1) if radius else inside


def cover(rgb: Pixels, width: int, height: int, focus: tuple[float, float] = (0.5, 0.42), aim: Aim = MIDDLE) -> Pixels:
    """Scaled and cropped to fill width x height, so that `focus` lies as near to `aim` as the edges let it."""
    grown = _grown(rgb, width, height)
    left = _corner(focus[0] * grown.shape[1] - aim[0] * width, width, grown.shape[1])
    top = _corner(focus[1] * grown.shape[0] - aim[1] * height, height, grown.shape[0])
    return np.ascontiguousarray(grown[round(top) : round(top) + height, round(left) : round(left) + width])


def _grown(rgb: Pixels, width: int, height: int) -> Pixels:
    """Scaled to cover width x height, not yet cropped."""
    factor = max(width / rgb.shape[1], height / rgb.shape[0])
    size = (max(width, round(rgb.shape[1] * factor)), max(height, round(rgb.shape[0] * factor)))
    return np.asarray(cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC), np.uint8)


def _corner(wanted: float, length: float, whole: float) -> float:
    """A crop's edge held inside the picture."""
    return min(max(0.0, wanted), max(0.0, whole - length))


def flattened(rgba: Pixels) -> Pixels:
    """Straight-alpha RGBA on white, as RGB."""
    if (rgba[..., 3] == 255).all():
        return np.ascontiguousarray(rgba[..., :3])
    alpha = rgba[..., 3:].astype(np.float32) / 255
    return np.rint(rgba[..., :3] * alpha + 255 * (1 - alpha)).astype(np.uint8)


def grading(rgb: Pixels, theme: Theme) -> NDArray[np.uint8]:
    """A table, shape (1, 256, 3), that takes a picture towards the look: an even exposure, shadows and lights of its tones."""
    middle = float(np.median(cv2.cvtColor(cv2.resize(rgb, (64, 64), interpolation=cv2.INTER_AREA), cv2.COLOR_RGB2GRAY))) / 255
    gamma = float(np.clip(np.log(0.44) / np.log(np.clip(middle, 0.05, 0.95)), 0.86, 1.16))
    level = (np.arange(256, dtype=np.float32) / 255)[:, None] ** gamma
    ink, paper, accent = (np.array(tone, np.float32)[None] for tone in (theme.ink, theme.paper, theme.accent))
    tinted = level + 0.10 * (1 - level) ** 2 * (ink - level) + 0.06 * level**2 * (paper - level)
    tinted += 0.16 * level * (1 - level) * (accent - accent.mean())
    return np.asarray(np.clip(np.rint(255 * tinted), 0, 255).astype(np.uint8)[None])


def brightest(asset: spec.Asset, box: Box, part: Box, theme: Theme, aim: Aim = MIDDLE) -> Rgb:
    """The lightest tone, as a grey, that a picture in `box` shows behind `part` of it; white for a clip, which may show any."""
    if asset.kind == "video":
        return color.WHITE
    side = 160 / max(box.width, box.height)
    size = (max(2, round(box.width * side)), max(2, round(box.height * side)))
    whole = flattened(read_picture(asset.path))
    shown = cv2.LUT(cover(whole, *size, asset.focus, aim), grading(whole, theme))
    # The picture moves by less than this while the words stand.
    room = 0.12 * max(size)
    left, right = (part.x - box.x) * side - room, (part.x + part.width - box.x) * side + room
    top, bottom = (part.y - box.y) * side - room, (part.y + part.height - box.y) * side + room
    cut = shown[max(0, int(top)) : max(1, int(bottom)), max(0, int(left)) : max(1, int(right))]
    linear = np.where(cut <= 10, cut / 255 / 12.92, ((cut / 255 + 0.055) / 1.055) ** 2.4) @ np.array([0.2126, 0.7152, 0.0722])
    light = float(np.quantile(linear, 0.99)) if linear.size else 1.0
    level = 12.92 * light if light <= 0.0031308 else 1.055 * light ** (1 / 2.4) - 0.055
    return (level, level, level)


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
    """A picture that the camera nears, or passes where it is much wider than its box; sub-pixel, and slower than is noticed."""

    def __init__(self, asset: spec.Asset, window: _Window, theme: Theme, length_s: float, aim: Aim, *, is_screen: bool) -> None:
        self._window, self._length_s = window, length_s
        zoom = 0.0 if is_screen else _ZOOM
        wide, high = window.width, window.height
        far = (wide * (1 + zoom), high * (1 + zoom))
        picture = flattened(read_picture(asset.path))
        graded = picture if is_screen else np.asarray(cv2.LUT(picture, grading(picture, theme)), np.uint8)
        grown = _grown(graded, round(far[0]) + 2, round(far[1]) + 2)
        if is_screen:
            # What a screen shows begins at its upper edge.
            aim, focus = (0.5, 0.0), (0.5, 0.0)
        else:
            focus = asset.focus
        rest = _View(*self._framed(grown, focus, aim, wide, high))
        if is_screen:
            rest = rest._replace(y=_corner(0.22 * high, high, grown.shape[0]))
        away = min(_PAN * wide, grown.shape[1] - far[0]) * (0.0 if is_screen else 1.0)
        start = _View(*self._framed(grown, focus, aim, *far))
        side = 1 if int(asset.sha256[:2] or "0", 16) % 2 else -1
        start = start._replace(x=_corner(start.x + side * away, far[0], grown.shape[1]))
        left, top = (int(min(getattr(start, axis), getattr(rest, axis))) & ~1 for axis in ("x", "y"))
        right, bottom = max(start.x + far[0], rest.x + wide), max(start.y + far[1], rest.y + high)
        cut = grown[top : -(-round(bottom + 2) // 2) * 2, left : -(-round(right + 2) // 2) * 2]
        cut = cut[: cut.shape[0] & ~1, : cut.shape[1] & ~1]
        self._source = Planes(cut.shape[1], cut.shape[0])
        put_rgb(self._source, np.ascontiguousarray(cut))
        self._start, self._rest = (view._replace(x=view.x - left, y=view.y - top) for view in (start, rest))

    @staticmethod
    def _framed(grown: Pixels, focus: Aim, aim: Aim, wide: float, high: float) -> tuple[float, float, float]:
        left = _corner(focus[0] * grown.shape[1] - aim[0] * wide, wide, grown.shape[1])
        return left, _corner(focus[1] * grown.shape[0] - aim[1] * high, high, grown.shape[0]), wide

    def paint(self, planes: Planes, t: float) -> None:
        k = motion.clamp(t / self._length_s)
        k = 0.75 * k + 0.25 * motion.ease_in_out(k)
        start, rest = self._start, self._rest
        width = start.width + (rest.width - start.width) * k
        x, y = start.x + (rest.x - start.x) * k, start.y + (rest.y - start.y) * k
        factor = width / self._window.width
        source, window = self._source, self._window
        for plane, view, step in zip((source.y, source.u, source.v), window.views(planes), (1, 2, 2), strict=True):
            # Pixels count from their middles.
            shift = 0.5 * factor - 0.5
            matrix = np.array([[factor, 0, x / step + shift], [0, factor, y / step + shift]], np.float64)
            size = (window.width // step, window.height // step)
            moved = cv2.warpAffine(
                plane, matrix, size, flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, borderMode=cv2.BORDER_REPLICATE
            )
            view[:] = moved[: view.shape[0], : view.shape[1]]


class _View(NamedTuple):
    """What of a picture is seen: its corner and width in the picture's own pixels."""

    x: float
    y: float
    width: float


class _Moving:
    """A clip, frame by frame, between its in and out points; past its end the last frame holds."""

    def __init__(self, asset: spec.Asset, window: _Window, theme: Theme, aim: Aim, *, is_screen: bool) -> None:
        self._window, self._asset, self._aim = window, asset, (0.5, 0.0) if is_screen else aim
        self._clip = Clip(asset.path, asset.in_s)
        self._longest = max(0.0, asset.out_s - asset.in_s - 1 / spec.FPS) if asset.out_s is not None else None
        wide, high = self._clip.size()
        factor = max(window.width / wide, window.height / high)
        self._size = (round(wide * factor) + 1 & ~1, round(high * factor) + 1 & ~1)
        # Of the first frame, so that the grade does not breathe.
        self._table = None if is_screen else grading(self._clip.at(0.0, *self._size), theme)
        self._shown = Planes(window.width, window.height)

    def paint(self, planes: Planes, t: float) -> None:
        rgb = self._clip.at(max(0.0, t if self._longest is None else min(t, self._longest)), *self._size)
        seen = cover(rgb, self._window.width, self._window.height, self._asset.focus, self._aim)
        put_rgb(self._shown, seen if self._table is None else np.asarray(cv2.LUT(seen, self._table), np.uint8))
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
