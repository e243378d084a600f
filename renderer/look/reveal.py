"""Layers that draw themselves: a sprite uncovered along a path, and one that the camera slowly nears."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from renderer.look import motion
from renderer.planes import Plane, Planes, Sprite
from renderer.text import Placed, raster

Field = NDArray[np.float32]
Order = Callable[[Field, Field], NDArray[np.floating]]
"""From x and y (layout units) to when a pixel is uncovered, 0..1 of the whole."""


@dataclass(frozen=True)
class Swept:
    """A sprite whose pixels appear in the order of `order` (height, width), 0..1, over `length_s` from `at_s`."""

    placed: Placed
    order: Field
    at_s: float
    length_s: float
    soft: float
    clips: ClassVar[bool] = True

    def state(self, t: float) -> str | None:
        """Whether none or all of it is uncovered."""
        k = motion.share(t, self.at_s, self.length_s)
        return "away" if k <= 0 else "at rest" if k >= 1 else None

    def paint(self, planes: Planes, t: float) -> None:
        k = motion.share(t, self.at_s, self.length_s)
        if k <= 0:
            return
        if k >= 1:
            self.placed.paint(planes)
            return
        reach = motion.ease_in_out(k) * 0.35 + motion.ease_out(k) * 0.65
        seen = np.clip((reach * (1 + self.soft) - self.order) / self.soft, 0, 1)
        art, half = self.placed.art, seen[::2, ::2]
        shown = Sprite(
            _times(art.y, seen), _times(art.u, half), _times(art.v, half), _kept(art.keep, seen), _kept(art.keep_half, half)
        )
        self.placed._replace(art=shown).paint(planes)


def _times(plane: Plane, seen: Field) -> Plane:
    return np.asarray(np.rint(plane * seen), np.uint8)


def _kept(keep: Plane, seen: Field) -> Plane:
    return np.asarray(np.rint(255 - (255.0 - keep) * seen), np.uint8)


def swept(
    box: tuple[float, float, float, float], scale: float, draw: Callable[[Any], None], order: Order, at_s: float, length_s: float
) -> Swept:
    """What `draw` paints in `box` (left, top, right, bottom; layout units), uncovered in `order` with an edge two pixels soft."""
    placed = raster(box, scale, draw)
    rows, columns = placed.art.y.shape
    xs = ((np.arange(columns, dtype=np.float32) + 0.5 + placed.x) / scale)[None, :]
    ys = ((np.arange(rows, dtype=np.float32) + 0.5 + placed.y) / scale)[:, None]
    full = np.broadcast_to(order(xs, ys), (rows, columns)).astype(np.float32)
    return Swept(placed, np.clip(full, 0, 1), at_s, length_s, min(0.2, 2.0 / max(rows, columns)))


@dataclass(frozen=True)
class Nearing:
    """A sprite that fades in and then grows by `growth` over the scene, as if a camera came nearer."""

    placed: Placed
    length_s: float
    growth: float
    at_s: float = 0.0
    fade_s: float = 0.45

    def paint(self, planes: Planes, t: float) -> None:
        opacity = motion.ease_out(motion.share(t, self.at_s, self.fade_s))
        if opacity > 0:
            k = motion.clamp(t / self.length_s)
            self.placed.paint(planes, opacity=opacity, scale=1 + self.growth * (k * 0.7 + 0.3 * motion.ease_in_out(k)))
