"""Painting only what has changed: layers that rest below are kept as one picture, and small changes stay in their rectangle."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import reduce

from renderer.layer import Area, Clipped, Layer, Local, Resting
from renderer.planes import Planes, copy, copy_clipped

State = Hashable | None


class Stack:
    """Layers bottom to top. What it paints is what they paint one after the other, whatever was painted before."""

    def __init__(self, layers: Sequence[Layer]) -> None:
        self._layers = list(layers)
        # Asked once: looking whether a layer is one of these is dearer than most things that are painted.
        self._resting = [layer if isinstance(layer, Resting) else None for layer in layers]
        self._local = [layer if isinstance(layer, Local) else None for layer in layers]
        self._are_clipped = [isinstance(layer, Clipped) for layer in layers]
        self._now: list[State] = []
        # The lowest layers, as many as there are states, painted once.
        self._kept: Planes | None = None
        self._kept_states: list[State] = []

    def paint(self, planes: Planes, t: float) -> None:
        """Bring `planes` to `t`; on those that it has painted last only what differs from then is touched."""
        before = self._now if planes.painter is self else []
        now = [layer.state(t) if layer else None for layer in self._resting]
        if _alike(before, now) < len(now) and not self._mend(planes, t, before, now):
            self._repaint(planes, t, before, now)
        self._now = now
        planes.painter = self

    def _mend(self, planes: Planes, t: float, before: list[State], now: list[State]) -> bool:
        """Repaint a rectangle, where all that differs lies in one; False where that is not known."""
        under = len(self._kept_states)
        if not before or not self._kept or not under or _alike(self._kept_states, now) < under:
            return False
        area = self._area(before, now)
        if area is None or not all(self._are_clipped[under:]):
            return False
        whole = planes.clip
        planes.clip = area.within(planes.width, planes.height)
        copy_clipped(self._kept, planes)
        for layer in self._layers[under:]:
            layer.paint(planes, t)
        planes.clip = whole
        return True

    def _area(self, before: list[State], now: list[State]) -> Area | None:
        """What holds every difference."""
        areas: list[Area] = []
        for layer, was, will in zip(self._local, before, now, strict=True):
            if will is not None and was == will:
                continue
            area = layer.area(was, will) if layer else None
            if area is None:
                return None
            areas.append(area)
        return reduce(Area.joined, areas)

    def _repaint(self, planes: Planes, t: float, before: list[State], now: list[State]) -> None:
        under = len(self._kept_states)
        if not under or _alike(self._kept_states, now) < under:
            under = self._keep(t, before, now, planes)
        if self._kept and under:
            copy(self._kept, planes)
        for layer in self._layers[under:]:
            layer.paint(planes, t)

    def _keep(self, t: float, before: list[State], now: list[State], planes: Planes) -> int:
        """Paint anew what is kept; returns how many layers that are.

        The ground, whose turn it mostly is, and above it whatever is as in the frame before: that will rest for longer.
        """
        resting = next((n for n, state in enumerate(now) if state is None), len(now))
        if before:
            resting = min(resting, 1 + _alike(before[1:], now[1:]))
        self._kept_states = now[:resting]
        if resting:
            self._kept = self._kept or Planes(planes.width, planes.height)
            for layer in self._layers[:resting]:
                layer.paint(self._kept, t)
        return resting


def _alike(before: list[State], now: list[State]) -> int:
    """How many of the lowest layers look as before."""
    for count, (was, will) in enumerate(zip(before, now, strict=False)):
        if will is None or was != will:
            return count
    return min(len(before), len(now))
