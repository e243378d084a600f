"""YUV planes: frames and sprites in I420 BT.709 limited range, blended with OpenCV's SIMD kernels.

A sprite is rasterised once as RGBA, converted and premultiplied once, and then only its rectangle is touched in each frame.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

Plane = NDArray[np.uint8]

# BT.709 limited range, rows Y U V for RGB in 0..255 (ITU-R BT.709-6, table 3)
_BT709 = np.array([[0.1826, 0.6142, 0.0620], [-0.1006, -0.3386, 0.4392], [0.4392, -0.3989, -0.0403]], np.float32)
_OFFSET = np.array([16, 128, 128], np.float32)


class Planes:
    """One frame: `buffer` is (height * 3 / 2, width) I420, and y, u, v are views of it. Width and height are even."""

    __slots__ = ("buffer", "height", "u", "v", "width", "y")

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.buffer: Plane = np.empty((height * 3 // 2, width), np.uint8)
        quarter = height // 4 * width if height % 4 == 0 else height * width // 4
        flat = self.buffer.reshape(-1)
        luma = width * height
        self.y: Plane = flat[:luma].reshape(height, width)
        self.u: Plane = flat[luma : luma + quarter].reshape(height // 2, width // 2)
        self.v: Plane = flat[luma + quarter : luma + 2 * quarter].reshape(height // 2, width // 2)


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
        return self.y.shape[1]

    @property
    def height(self) -> int:
        return self.y.shape[0]


def sprite(rgba: Plane) -> Sprite:
    """Sprite of straight-alpha RGBA, shape (h, w, 4); odd sizes are padded with transparency."""
    height, width = rgba.shape[:2]
    rgba = np.pad(rgba, ((0, height & 1), (0, width & 1), (0, 0)))
    alpha = rgba[..., 3:].astype(np.float32) / 255
    yuv = (rgba[..., :3].astype(np.float32) @ _BT709.T + _OFFSET) * alpha
    keep = 255 * (1 - alpha[..., 0])
    half = lambda plane: cv2.resize(plane, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)  # noqa: E731
    byte = lambda plane: np.ascontiguousarray(np.rint(plane).astype(np.uint8))  # noqa: E731
    return Sprite(byte(yuv[..., 0]), byte(half(yuv[..., 1])), byte(half(yuv[..., 2])), byte(keep), byte(half(keep)))


def blend(planes: Planes, art: Sprite, x: float, y: float, opacity: float = 1.0) -> None:
    """Draw `art` with its top left corner at (x, y) in planes' own pixels; parts outside the frame are clipped."""
    if opacity <= 0:
        return
    left, top = round(x) & ~1, round(y) & ~1
    x0, y0 = max(left, 0), max(top, 0)
    x1, y1 = min(left + art.width, planes.width), min(top + art.height, planes.height)
    if x1 <= x0 or y1 <= y0:
        return
    for target, colour, keep, step in (
        (planes.y, art.y, art.keep, 1),
        (planes.u, art.u, art.keep_half, 2),
        (planes.v, art.v, art.keep_half, 2),
    ):
        window = target[y0 // step : y1 // step, x0 // step : x1 // step]
        part = (slice((y0 - top) // step, (y1 - top) // step), slice((x0 - left) // step, (x1 - left) // step))
        over, under = colour[part], keep[part]
        if opacity < 1:
            over = cv2.multiply(over, 1, scale=opacity)
            under = cv2.addWeighted(under, opacity, under, 0, 255 * (1 - opacity))
        window[:] = cv2.add(cv2.multiply(window, under, scale=1 / 255), over)
