"""YUV planes: frames and sprites in I420 BT.709 limited range, blended with OpenCV's SIMD kernels.

A sprite is rasterised once as RGBA, converted and premultiplied once, and then only its rectangle is touched in each frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import ceil, floor

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]

# One process has one encoder and one painter; OpenCV's own threads would only fight the other workers.
cv2.setNumThreads(1)

# BT.709 limited range, rows Y U V for RGB in 0..255 (ITU-R BT.709-6, table 3)
_BT709 = np.array([[0.1826, 0.6142, 0.0620], [-0.1006, -0.3386, 0.4392], [0.4392, -0.3989, -0.0403]], np.float32)
_OFFSET = np.array([16, 128, 128], np.float32)
_TO_YUV = np.hstack([_BT709, _OFFSET[:, None]])
_BAND = 64
_RGB = np.linalg.inv(_BT709.astype(np.float64)).astype(np.float32)
# Positions are kept to 1/16 of a pixel: finer than an eye sees, coarse enough that a resting layer rests on a whole one.
_STEPS = 16


class Planes:
    """One frame: `buffer` is (height * 3 / 2, width) I420, and y, u, v are views of it. Width and height are even.

    `clip` is (left, top, right, bottom) of what `blend` may change, in even pixels. `painter` is whoever painted all of it
    last and has it in mind: what else is drawn by the functions below takes the frame from them.
    """

    __slots__ = ("buffer", "clip", "height", "painter", "u", "v", "width", "y")

    def __init__(self, width: int, height: int) -> None:
        if width % 2 or height % 2:
            raise ValueError(f"a frame of {width} x {height} has no 4:2:0 planes; make both sides even")
        self.width, self.height = width, height
        self.clip = (0, 0, width, height)
        self.painter: object = None
        self.buffer: Plane = np.empty((height * 3 // 2, width), np.uint8)
        flat, luma, quarter = self.buffer.reshape(-1), width * height, width * height // 4
        self.y: Plane = flat[:luma].reshape(height, width)
        self.u: Plane = flat[luma : luma + quarter].reshape(height // 2, width // 2)
        self.v: Plane = flat[luma + quarter :].reshape(height // 2, width // 2)


@dataclass(frozen=True)
class Sprite:
    """Premultiplied Y (h, w) and U, V (h/2, w/2), with 255 * (1 - alpha) at both sizes. Even width and height."""

    y: Plane
    u: Plane
    v: Plane
    keep: Plane
    keep_half: Plane

    @property
    def width(self) -> int:
        return int(self.y.shape[1])

    @property
    def height(self) -> int:
        return int(self.y.shape[0])

    @cached_property
    def is_opaque(self) -> bool:
        """True where nothing below shows through, so that drawing is copying."""
        return not self.keep.any()

    @cached_property
    def ink(self) -> tuple[int, int, int, int]:
        """(top, bottom, left, right) of what is not wholly transparent, in pixels of U and V; empty sprites have bottom 0."""
        left, top, width, height = cv2.boundingRect(cv2.bitwise_not(self.keep))
        return top // 2, (top + height + 1) // 2, left // 2, (left + width + 1) // 2


def _halved(plane: NDArray[np.floating]) -> Plane:
    """Rounded means of 2 x 2 pixels."""
    return _bytes(cv2.resize(plane, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA))


def _bytes(plane: NDArray[np.floating]) -> Plane:
    return np.ascontiguousarray(np.rint(plane).astype(np.uint8))


def sprite(rgba: Plane) -> Sprite:
    """Sprite of straight-alpha RGBA, shape (h, w, 4); odd sizes are padded with transparency."""
    height, width = rgba.shape[:2]
    if height % 2 or width % 2:
        rgba = np.pad(rgba, ((0, height & 1), (0, width & 1), (0, 0)))
        height, width = rgba.shape[:2]
    full, half = (height, width), (height // 2, width // 2)
    made = Sprite(*(np.empty(shape, np.uint8) for shape in (full, half, half, full, half)))
    # In bands of rows: the floats of a whole frame would take ten times its memory.
    for top in range(0, height, _BAND):
        band = rgba[top : top + _BAND]
        alpha = band[..., 3:].astype(np.float32) / 255
        yuv = cv2.transform(band[..., :3].astype(np.float32), _TO_YUV) * alpha
        keep = 255 * (1 - alpha[..., 0])
        rows, pairs = slice(top, top + _BAND), slice(top // 2, (top + _BAND) // 2)
        made.y[rows], made.keep[rows] = np.rint(yuv[..., 0]), np.rint(keep)
        made.u[pairs], made.v[pairs], made.keep_half[pairs] = _halved(yuv[..., 1]), _halved(yuv[..., 2]), _halved(keep)
    return made


def fill(planes: Planes, rgb: tuple[int, int, int]) -> None:
    """Paint the whole frame in one sRGB colour."""
    planes.painter = None
    y, u, v = np.rint(np.array(rgb, np.float32) @ _BT709.T + _OFFSET).astype(np.uint8)
    planes.y[:], planes.u[:], planes.v[:] = y, u, v


def put_rgb(planes: Planes, rgb: Plane, top: int = 0) -> None:
    """Paint an opaque RGB picture, shape (h, width, 3), over rows `top` ... `top` + h - 1; `top` and h are even."""
    planes.painter = None
    # In bands of rows, as in `sprite`.
    for first in range(0, rgb.shape[0], _BAND):
        yuv = cv2.transform(rgb[first : first + _BAND], _TO_YUV)
        start, rows = top + first, yuv.shape[0]
        half = slice(start // 2, (start + rows) // 2)
        cv2.extractChannel(yuv, 0, planes.y[start : start + rows])
        chroma = cv2.resize(yuv, (planes.width // 2, rows // 2), interpolation=cv2.INTER_AREA)
        cv2.extractChannel(chroma, 1, planes.u[half])
        cv2.extractChannel(chroma, 2, planes.v[half])


def bt709(rgb: NDArray[np.float32]) -> NDArray[np.float32]:
    """Y, U and V in limited range, before rounding, of RGB in 0..255, shape (h, w, 3)."""
    return np.asarray(cv2.transform(rgb, _TO_YUV), np.float32)


def to_rgb(planes: Planes) -> Plane:
    """The frame as sRGB bytes, shape (height, width, 3)."""
    size = (planes.width, planes.height)
    u, v = (cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR) for plane in (planes.u, planes.v))
    yuv = cv2.merge([planes.y, u, v]).astype(np.float32) - _OFFSET
    rgb = np.clip(yuv.reshape(-1, 3) @ _RGB.T, 0, 255)
    return _bytes(rgb).reshape(planes.height, planes.width, 3)


def fade(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """Full-frame mix of `a` (k = 0) and `b` (k = 1) into `out`, which may be one of them."""
    out.painter = None
    cv2.addWeighted(a.buffer, 1 - k, b.buffer, k, 0, dst=out.buffer)


def copy(source: Planes, out: Planes) -> None:
    """Make `out` equal to `source`."""
    out.painter = None
    np.copyto(out.buffer, source.buffer)


def copy_clipped(source: Planes, out: Planes) -> None:
    """Make `out` equal to `source` inside its `clip`."""
    left, top, right, bottom = out.clip
    out.y[top:bottom, left:right] = source.y[top:bottom, left:right]
    half = slice(top // 2, bottom // 2), slice(left // 2, right // 2)
    out.u[half], out.v[half] = source.u[half], source.v[half]


def blend(planes: Planes, art: Sprite, x: float, y: float, opacity: float = 1.0, scale: float = 1.0) -> None:
    """Draw `art` with its top left corner at (x, y) in planes' own pixels; parts outside the frame and its `clip` are cut.

    Positions are sub-pixel (1/16), so slow drifts do not judder. `scale` resizes about the top left corner, bilinear:
    meant for the few percent of an entrance, not for thumbnails.
    """
    if opacity <= 0:
        return
    planes.painter = None
    x, y = round(x * _STEPS) / _STEPS, round(y * _STEPS) / _STEPS
    for targets, colours, keep, step in (
        ((planes.y,), (art.y,), art.keep, 1),
        ((planes.u, planes.v), (art.u, art.v), art.keep_half, 2),
    ):
        left, top = floor(x / step), floor(y / step)
        offset = (x / step - left, y / step - top)
        is_still = offset == (0, 0) and scale == 1
        part, over = _overlap([side // step for side in planes.clip], _reach(art, step, scale, is_still=is_still), left, top)
        if part is None:
            return
        kept = None if art.is_opaque and is_still else _moved(keep, part, offset, scale, 255)
        for target, colour in zip(targets, colours, strict=True):
            _mix(target[over], _moved(colour, part, offset, scale, 0), kept, opacity)


def together(parts: Sequence[tuple[Sprite, int, int]]) -> tuple[Sprite, int, int]:
    """Sprites at even (x, y), each over those before it, as one sprite at (x, y): resting together they are blended once."""
    left, top = min(x for _, x, _ in parts), min(y for _, _, y in parts)
    width, height = max(x + art.width for art, x, _ in parts) - left, max(y + art.height for art, _, y in parts) - top
    full, half = (height, width), (height // 2, width // 2)
    made = Sprite(
        *(np.full(shape, value, np.uint8) for shape, value in ((full, 0), (half, 0), (half, 0), (full, 255), (half, 255)))
    )
    for art, x, y in parts:
        rows, columns = slice(y - top, y - top + art.height), slice(x - left, x - left + art.width)
        over, over_half = (rows, columns), (slice(rows.start // 2, rows.stop // 2), slice(columns.start // 2, columns.stop // 2))
        _mix(made.y[over], art.y, art.keep, 1.0)
        _mix(made.u[over_half], art.u, art.keep_half, 1.0)
        _mix(made.v[over_half], art.v, art.keep_half, 1.0)
        for keep, window, kept in ((made.keep, over, art.keep), (made.keep_half, over_half, art.keep_half)):
            cv2.multiply(keep[window], kept, scale=1 / 255, dst=keep[window])
    return made, left, top


Window = tuple[slice, slice]


def _reach(art: Sprite, step: int, scale: float, *, is_still: bool) -> tuple[int, int, int, int]:
    """(top, bottom, left, right) of the pixels that `art` can change in a plane of 1 / `step` of the frame's size."""
    top, bottom, left, right = (side * 2 // step for side in art.ink)
    if is_still:
        return top, bottom, left, right
    # What a fraction of a pixel pushes over the right and lower edge needs one more column and row.
    if scale == 1:
        return top, bottom + 1, left, right + 1
    height, width = (ceil(side // step * scale) + 1 for side in (art.height, art.width))
    low_y, low_x = (max(0, floor(side * scale) - 1) for side in (top, left))
    return low_y, min(height, ceil(bottom * scale) + 2), low_x, min(width, ceil(right * scale) + 2)


def _overlap(clip: Sequence[int], reach: tuple[int, int, int, int], left: int, top: int) -> tuple[Window | None, Window]:
    """Rows and columns of what `reach` spans that fall into the clip (left, top, right, bottom), and where; None if none do."""
    y0, y1 = max(top + reach[0], clip[1]), min(top + reach[1], clip[3])
    x0, x1 = max(left + reach[2], clip[0]), min(left + reach[3], clip[2])
    over = (slice(y0, y1), slice(x0, x1))
    if y1 <= y0 or x1 <= x0:
        return None, over
    return (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left)), over


def _moved(plane: Plane, part: Window, offset: tuple[float, float], scale: float, outside: int) -> Plane:
    """The `part` of `plane` after scaling and a shift of `offset` (0..1 right, down); `outside` fills what it leaves bare."""
    if scale == 1 and offset == (0, 0):
        return plane[part]
    rows, columns = part
    if scale != 1:
        # Pixel centres lie at +0.5, so a scaled plane moves by half of what it grew.
        centre = 0.5 * scale - 0.5
        matrix = np.array(
            [[scale, 0, offset[0] + centre - columns.start], [0, scale, offset[1] + centre - rows.start]], np.float32
        )
        size = (columns.stop - columns.start, rows.stop - rows.start)
        return _plane(cv2.warpAffine(plane, matrix, size, flags=cv2.INTER_LINEAR, borderValue=(outside,)))
    bare = _around(plane, rows, columns, outside)
    right, down = offset
    bare = bare[:, 1:] if right == 0 else _plane(cv2.addWeighted(bare[:, 1:], 1 - right, bare[:, :-1], right, 0))
    return bare[1:] if down == 0 else _plane(cv2.addWeighted(bare[1:], 1 - down, bare[:-1], down, 0))


def _around(plane: Plane, rows: slice, columns: slice, outside: int) -> Plane:
    """`rows` and `columns` of `plane` with the row above and the column to the left; `outside` stands for what lies beyond it."""
    top, bottom, left, right = rows.start - 1, rows.stop, columns.start - 1, columns.stop
    inner = plane[max(top, 0) : bottom, max(left, 0) : right]
    below, beside = bottom - plane.shape[0], right - plane.shape[1]
    if top >= 0 and left >= 0 and below <= 0 and beside <= 0:
        return inner
    edges = (max(-top, 0), max(below, 0), max(-left, 0), max(beside, 0))
    return _plane(cv2.copyMakeBorder(inner, *edges, cv2.BORDER_CONSTANT, value=(outside,)))


def _mix(window: Plane, colour: Plane, keep: Plane | None, opacity: float) -> None:
    """window = window * keep + colour, then only `opacity` of that change."""
    if opacity < 1:
        covered = colour if keep is None else cv2.add(cv2.multiply(window, keep, scale=1 / 255), colour)
        cv2.addWeighted(window, 1 - opacity, covered, opacity, 0, dst=window)
    elif keep is None:
        window[:] = colour
    else:
        cv2.add(cv2.multiply(window, keep, scale=1 / 255), colour, dst=window)


def _plane(made: object) -> Plane:
    """OpenCV's result with the type it has here."""
    return made  # type: ignore[return-value]
