"""Layers that layouts are made of: stills that enter and leave, pictures that drift, groups."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import ClassVar

from renderer.layer import Layer, Resting
from renderer.look import motion
from renderer.look.theme import Style
from renderer.planes import Planes
from renderer.text import Placed

_LEAVE_S = 0.25


@dataclass(frozen=True)
class Entrance:
    """How something enters: from `at_s` for `length_s`, moved by (dx, dy) output pixels at first, grown from `grow`."""

    at_s: float
    length_s: float
    dx: float = 0.0
    dy: float = 0.0
    overshoot: float = 0.0
    grow: float = 1.0


@dataclass(frozen=True)
class Still:
    """A sprite at rest; with an entrance it is absent before, and with `until_s` it fades away before that time."""

    placed: Placed
    entrance: Entrance | None = None
    until_s: float | None = None
    clips: ClassVar[bool] = True

    def state(self, t: float) -> str | None:
        """Whether it is at rest or away; None while it comes or goes."""
        if (self.until_s is not None and t >= self.until_s) or (self.entrance and t <= self.entrance.at_s):
            return "away"
        is_leaving = self.until_s is not None and t > self.until_s - _LEAVE_S
        is_coming = self.entrance is not None and t < self.entrance.at_s + self.entrance.length_s
        return None if is_leaving or is_coming else "at rest"

    def paint(self, planes: Planes, t: float) -> None:
        opacity = 1.0
        if self.until_s is not None:
            opacity = 1 - motion.ease_in(motion.share(t, self.until_s - _LEAVE_S, _LEAVE_S))
        enter = self.entrance
        if enter is None or t >= enter.at_s + enter.length_s:
            self.placed.paint(planes, opacity=opacity)
            return
        k = motion.share(t, enter.at_s, enter.length_s)
        if k <= 0:
            return
        left = 1 - motion.spring(k, enter.overshoot)
        scale = enter.grow + (1 - enter.grow) * (1 - left)
        opacity *= motion.ease_out(motion.clamp(k * 1.5))
        self.placed.paint(planes, left * enter.dx, left * enter.dy, opacity, scale)


@dataclass(frozen=True)
class Group:
    """Layers painted one after the other."""

    layers: tuple[Layer, ...]

    def state(self, t: float) -> tuple[Hashable, ...] | None:
        """The states of all of them."""
        states = tuple(layer.state(t) if isinstance(layer, Resting) else None for layer in self.layers)
        return None if None in states else states

    def paint(self, planes: Planes, t: float) -> None:
        for layer in self.layers:
            layer.paint(planes, t)


def rise(style: Style, at_s: float, scale: float, order: int = 0) -> Entrance:
    """The look's own way in, `order` places behind the first."""
    at = max(0.0, at_s - motion.LEAD_S) + order * style.stagger_s
    return Entrance(at, style.enter_s, dy=style.rise * scale, overshoot=style.overshoot)


def pop(style: Style, at_s: float, order: int = 0) -> Entrance:
    """In place, growing a little: for marks, cards and shapes."""
    at = max(0.0, at_s - motion.LEAD_S) + order * style.stagger_s
    return Entrance(at, style.enter_s, overshoot=style.overshoot, grow=0.95)
