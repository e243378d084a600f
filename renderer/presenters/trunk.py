"""The trunk on fours: clothes and hanging arms move little, so a drawing is shown for four frames, or two where quick."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import skia

from renderer import spec
from renderer.presenters import hair, wardrobe
from renderer.presenters.pose import Pose
from renderer.presenters.rig import Figure
from renderer.presenters.stillness import trunk_moved

# A trunk is drawn this often a second, or twice as often where it goes further than this while a drawing is shown.
_HZ = 7.5
_FAR = 1.0
_LAST = 3 / spec.FPS
# Nothing of it is higher than this, or further to a side than the shoulders and this, in figure units.
_TOP, _ASIDE = 10.0, 150.0
# Leaning and rolling may carry hair this much lower than it hangs.
_CARRIED = 40.0
_COPY = skia.Paint(BlendMode=skia.BlendMode.kSrc)


@dataclass(frozen=True)
class Pictures:
    """A drawn trunk, laid on a canvas of the same size whatever its transform.

    In `mixed` there may be hair beneath, in `copied` there is nothing, which spares the mixing.
    """

    under: Any
    over: Any | None
    mixed: Any
    copied: Any

    def lay_under(self, canvas: Any) -> None:
        """Clothes and hanging arms."""
        _lay(canvas, self.under, self.mixed)
        _lay(canvas, self.under, self.copied, _COPY)

    def lay_over(self, canvas: Any) -> None:
        """Lapels and other things over the seams of raised sleeves."""
        if self.over is not None:
            _lay(canvas, self.over, self.mixed)
            _lay(canvas, self.over, self.copied)


class Trunk:
    """Draws the trunk of `figure` on canvases like `info`, whose figure units begin at `origin` and are `zoom` pixels long."""

    def __init__(self, figure: Figure, info: Any, origin: tuple[float, float], zoom: float) -> None:
        self._figure, self._origin, self._zoom, self._info = figure, origin, zoom, info
        self._under = skia.Surface.MakeRaster(info)
        self._over: Any = None
        reach = (figure.person.shoulders + _ASIDE) * zoom
        left, right = max(0, math.floor(origin[0] - reach)), min(info.width(), math.ceil(origin[0] + reach))
        top, bottom = max(0, math.floor(origin[1] + _TOP * zoom)), info.height()
        free = min(max(math.ceil(origin[1] + (hair.lowest(figure.person) + _CARRIED) * zoom), top), bottom)
        self._rects = skia.Rect(left, top, right, free), skia.Rect(left, free, right, bottom)
        self._drawn: tuple[tuple[float, bool, bool], Pictures | None] | None = None

    def at(self, t: float, pose: Pose, pose_at: Callable[[float], Pose]) -> Pictures | None:
        """What to lay at `t`, whose pose is `pose`; None where an arm that hangs then was still up at the last drawing."""
        began = math.floor(t * _HZ + 1e-6) / _HZ
        if trunk_moved(pose_at(began), pose_at(began + _LAST)) > _FAR:
            began = math.floor(t * 2 * _HZ + 1e-6) / (2 * _HZ)
        key = began, pose.right.is_raised, pose.left.is_raised
        if self._drawn is None or self._drawn[0] != key:
            # The last drawing is let go first: a picture that somebody holds is copied before it is drawn upon.
            self._drawn = None
            self._drawn = key, self._draw(pose, pose_at(began))
        return self._drawn[1]

    def _draw(self, pose: Pose, past: Pose) -> Pictures | None:
        arms = ((pose.right, past.right), (pose.left, past.left))
        if any(before.is_raised and not now.is_raised for now, before in arms):
            return None
        # An arm that has left the body since is drawn with the frame, not with its trunk.
        right, left = (replace(before, is_raised=now.is_raised) for now, before in arms)
        past, body = replace(past, right=right, left=left), self._figure.body(past)
        is_apart = (right.is_raised or left.is_raised) and wardrobe.is_layered(self._figure.person)
        with self._placed(self._under) as canvas:
            self._figure.draw_under(canvas, past, body)
            if not is_apart:
                self._figure.draw_over(canvas, past, body)
        over = None
        if is_apart:
            self._over = self._over or skia.Surface.MakeRaster(self._info)
            with self._placed(self._over) as canvas:
                self._figure.draw_over(canvas, past, body)
            over = self._over.makeImageSnapshot()
        return Pictures(self._under.makeImageSnapshot(), over, *self._rects)

    @contextmanager
    def _placed(self, surface: Any) -> Iterator[Any]:
        """The surface's canvas, empty and in figure units."""
        canvas = surface.getCanvas()
        canvas.clear(0)
        canvas.save()
        canvas.translate(*self._origin)
        canvas.scale(self._zoom, self._zoom)
        yield canvas
        canvas.restore()


def _lay(canvas: Any, image: Any, rect: Any, paint: Any = None) -> None:
    canvas.save()
    canvas.resetMatrix()
    canvas.clipRect(rect)
    canvas.drawImage(image, 0, 0, skia.SamplingOptions(), paint)
    canvas.restore()
