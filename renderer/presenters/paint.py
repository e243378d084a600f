"""Premultiplied YUVA onto I420 planes: only the rectangle that holds anything is blended."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer.planes import Planes

Plane = NDArray[np.uint8]


def blend_premultiplied(planes: Planes, art: Plane, x: int, y: int) -> None:
    """Draw `art`, shape (h, w, 4) of premultiplied Y, U, V and alpha with even h and w, with its corner at the even pixel (x, y).

    Parts outside the frame are clipped.
    """
    x0, y0 = max(x, 0), max(y, 0)
    x1, y1 = min(x + art.shape[1], planes.width), min(y + art.shape[0], planes.height)
    if x1 <= x0 or y1 <= y0:
        return
    art = art[y0 - y : y1 - y, x0 - x : x1 - x]
    # A quarter of the pixels tells where the figure is; chroma needs that size anyway.
    small = cv2.resize(art, (art.shape[1] // 2, art.shape[0] // 2), interpolation=cv2.INTER_AREA)
    left, top, width, height = cv2.boundingRect(cv2.extractChannel(small, 3))
    if width == 0:
        return
    small = small[top : top + height, left : left + width]
    art = art[2 * top : 2 * (top + height), 2 * left : 2 * (left + width)]
    _over(planes.y, 2 * left + x0, 2 * top + y0, cv2.extractChannel(art, 0), cv2.bitwise_not(cv2.extractChannel(art, 3)))
    kept = cv2.bitwise_not(cv2.extractChannel(small, 3))
    for plane, channel in ((planes.u, 1), (planes.v, 2)):
        _over(plane, left + x0 // 2, top + y0 // 2, cv2.extractChannel(small, channel), kept)


def _over(plane: Plane, x: int, y: int, colour: Plane, kept: Plane) -> None:
    """Premultiplied `colour` over `plane`, of which `kept` (255 is all) shows through."""
    window = plane[y : y + colour.shape[0], x : x + colour.shape[1]]
    cv2.add(cv2.multiply(window, kept, scale=1 / 255), colour, dst=window)
