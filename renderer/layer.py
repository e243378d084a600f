"""The seam between the look and the engine: a layer paints itself onto planes at a time."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple, Protocol, runtime_checkable

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


class Area(NamedTuple):
    """A rectangle in pixels of the output; all four are even."""

    left: int
    top: int
    right: int
    bottom: int

    def joined(self, other: Area) -> Area:
        """The smallest that holds both."""
        return Area(*map(min, self[:2], other[:2]), *map(max, self[2:], other[2:]))

    def within(self, width: int, height: int) -> Area:
        """The part that lies in a frame of this size; empty at its edge where none does."""
        left, top = min(max(self.left, 0), width), min(max(self.top, 0), height)
        return Area(left, top, max(left, min(self.right, width)), max(top, min(self.bottom, height)))


@runtime_checkable
class Resting(Protocol):
    """A layer that knows when it looks as it did: two times of one `state` paint the same over the same ground.

    None is a picture of its own that no other time has. Only what follows from the time is told, so states of another
    layer mean nothing to this one.
    """

    def state(self, t: float) -> Hashable | None: ...


@runtime_checkable
class Clipped(Protocol):
    """A layer that draws by `planes.blend` alone, and so leaves what lies outside `Planes.clip` as it was."""

    clips: bool


@runtime_checkable
class Local(Protocol):
    """A layer of which often only a part changes: `area` holds whatever differs between two states, None if all may."""

    def area(self, before: Hashable, now: Hashable) -> Area | None: ...
