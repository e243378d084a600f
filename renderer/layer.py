"""The seam between the look and the engine: a layer paints itself onto planes at a time."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from renderer.planes import Planes


class Box(NamedTuple):
    """A rectangle in full-size layout units (pixels of the 1080p film)."""

    x: float
    y: float
    width: float
    height: float


class Layer(Protocol):
    """Anything that can be painted. Painting twice at one time gives the same bytes; order of times is free."""

    def paint(self, planes: Planes, t: float) -> None:
        """Blend this layer onto `planes` as it looks `t` seconds into its scene (t may lie outside the scene)."""
        ...
