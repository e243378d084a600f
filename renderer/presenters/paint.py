"""Premultiplied RGBA onto I420 planes: convert and blend only the rectangle that holds anything."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer.planes import Planes

# BT.709 limited range for premultiplied R, G, B, A in 0..255 (ITU-R BT.709-6, table 3); alpha carries the offsets 16 and 128.
_TO_Y = np.array([[0.1826, 0.6142, 0.0620, 16 / 255]], np.float32)
_TO_UV = np.array([[-0.1006, -0.3386, 0.4392, 128 / 255], [0.4392, -0.3989, -0.0403, 128 / 255]], np.float32)


def blend_premultiplied(planes: Planes, rgba: NDArray[np.uint8], x: int, y: int) -> None:
    """Draw `rgba`, shape (h, w, 4) with premultiplied alpha and even h and w, with its corner at the even pixel (x, y).

    Parts outside the frame are clipped.
    """
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + rgba.shape[1], planes.width), min(y + rgba.shape[0], planes.height)
    if x1 <= x0 or y1 <= y0:
        return
    art = rgba[y0 - y : y1 - y, x0 - x : x1 - x]
    left, top, width, height = cv2.boundingRect(cv2.extractChannel(art, 3))
    if width == 0:
        return
    right, bottom = left + width + 1 & ~1, top + height + 1 & ~1
    left, top = left & ~1, top & ~1
    art = art[top:bottom, left:right]
    x0, y0 = x0 + left, y0 + top
    height, width = art.shape[:2]
    _over(planes.y[y0 : y0 + height, x0 : x0 + width], cv2.transform(art, _TO_Y), cv2.extractChannel(art, 3))
    half = cv2.resize(art, (width // 2, height // 2), interpolation=cv2.INTER_AREA)
    colour, alpha = cv2.transform(half, _TO_UV), cv2.extractChannel(half, 3)
    rows, columns = slice(y0 // 2, (y0 + height) // 2), slice(x0 // 2, (x0 + width) // 2)
    _over(planes.u[rows, columns], cv2.extractChannel(colour, 0), alpha)
    _over(planes.v[rows, columns], cv2.extractChannel(colour, 1), alpha)


def _over(window: NDArray[np.uint8], colour: NDArray[np.uint8], alpha: NDArray[np.uint8]) -> None:
    kept = cv2.multiply(window, cv2.bitwise_not(alpha), scale=1 / 255)
    cv2.add(kept, colour, dst=window)
