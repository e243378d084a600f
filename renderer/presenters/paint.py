"""Premultiplied YUVA onto I420 planes: only the rectangle that holds anything is blended."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer.planes import Planes

Plane = NDArray[np.uint8]


# Rows that are blended at once: what they are taken apart into stays in the processor's cache.
_BAND = 128


class Blender:
    """Blends pictures up to one width; it keeps the planes they are taken apart into, which cost more to make than to fill."""

    def __init__(self, width: int) -> None:
        self._whole = np.empty(_BAND * width * 4, np.uint8)
        self._full = [np.empty(_BAND * width, np.uint8) for _ in range(4)]
        self._half = [np.empty(_BAND * width // 4, np.uint8) for _ in range(4)]

    def blend(self, planes: Planes, art: Plane, x: int, y: int) -> None:
        """Draw `art`, shape (h, w, 4) of premultiplied Y, U, V and alpha, with its corner at the even pixel (x, y).

        Parts outside the frame and its `clip` are cut.
        """
        planes.painter = None
        left, top, right, bottom = planes.clip
        x0, y0 = max(x, left), max(y, top)
        x1, y1 = min(x + art.shape[1], right), min(y + art.shape[0], bottom)
        if x1 <= x0 or y1 <= y0:
            return
        art = art[y0 - y : y1 - y, x0 - x : x1 - x]
        left, top, width, height = _filled(art)
        if width == 0:
            return
        for first in range(top, top + height, _BAND):
            self._band(planes, art[first : min(first + _BAND, top + height), left : left + width], x0 + left, y0 + first)

    def _band(self, planes: Planes, art: Plane, x0: int, y0: int) -> None:
        """Draw a few rows that lie in the frame."""
        height, width = art.shape[:2]
        # Taken out whole first: OpenCV takes a part of a picture apart five times as slowly.
        part = self._whole[: height * width * 4].reshape(height, width, 4)
        part[:] = art
        full = _shaped(self._full, height, width)
        cv2.split(part, full)
        _over(planes.y, x0, y0, full[0], full[3])
        half = _shaped(self._half, height // 2, width // 2)
        cv2.split(cv2.resize(part, (width // 2, height // 2), interpolation=cv2.INTER_AREA), half)
        for plane, channel in ((planes.u, half[1]), (planes.v, half[2])):
            _over(plane, x0 // 2, y0 // 2, channel, half[3])


def _shaped(buffers: list[Plane], height: int, width: int) -> list[Plane]:
    """The beginnings of flat `buffers` as planes without gaps."""
    return [buffer[: height * width].reshape(height, width) for buffer in buffers]


def _filled(art: Plane) -> tuple[int, int, int, int]:
    """Even left, top, width and height of what is not transparent, found by every second pixel and widened by two."""
    left, top, width, height = cv2.boundingRect(np.ascontiguousarray(art[::2, ::2, 3]))
    if width == 0:
        return 0, 0, 0, 0
    right, bottom = min(2 * (left + width) + 2, art.shape[1]), min(2 * (top + height) + 2, art.shape[0])
    left, top = max(2 * left - 2, 0), max(2 * top - 2, 0)
    return left, top, right - left, bottom - top


def _over(plane: Plane, x: int, y: int, colour: Plane, alpha: Plane) -> None:
    """Premultiplied `colour` over `plane`, which shows through where `alpha` is below 255."""
    window = plane[y : y + colour.shape[0], x : x + colour.shape[1]]
    cv2.add(cv2.multiply(window, cv2.bitwise_not(alpha), scale=1 / 255), colour, dst=window)
