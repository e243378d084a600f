"""The brush: a canvas with the few ways of laying colour that the cast is drawn with.

One key light stands upper left, so a form shadow is the part of a shape its own copy shifted up-left leaves bare.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from math import hypot
from typing import Any

import skia

from renderer.presenters.colour import WHITE, Color, ink, mix
from renderer.presenters.curves import Path, Point, strokes

# Heights between which a shadow grows from nothing to its whole breadth.
Taper = tuple[float, float]
# Breadth of the rim light at the rightmost edge, and how far down it is shifted there.
_RIM, _RIM_DOWN = 3.6, 1.4
# Lights are kept in steps of this alpha, and none is weaker.
_FAINT = 4
# Beyond any canvas.
_FAR = 100_000


@lru_cache(maxsize=4096)
def paint(color: Color, alpha: int = 255) -> Any:
    """Plain anti-aliased paint; shared, so it must not be changed."""
    return skia.Paint(Color=ink(color, alpha), AntiAlias=True)


@lru_cache(maxsize=256)
def pen(color: Color, width: float, alpha: int = 255) -> Any:
    """Paint of an outline `width` units wide; shared, so it must not be changed."""
    return skia.Paint(Color=ink(color, alpha), AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=width)


@lru_cache(maxsize=256)
def _glow(radius: int, color: Color, alpha: int) -> Any:
    """Picture of a light that fades from its middle to nothing at `radius` pixels. A gradient costs ten times as much."""
    side = 2 * radius
    surface = skia.Surface.MakeRaster(skia.ImageInfo.Make(side, side, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType))
    shader = skia.GradientShader.MakeRadial((radius, radius), radius, [ink(color, alpha), ink(color, 0)])
    surface.getCanvas().drawPaint(skia.Paint(Shader=shader))
    return surface.makeImageSnapshot()


class Brush:
    """Draws on `canvas` in the figure's units; `rim` is the colour of the thin light on right-hand edges."""

    __slots__ = ("canvas", "rim_color")

    def __init__(self, canvas: Any, look_color: Color) -> None:
        self.canvas = canvas
        self.rim_color = mix(look_color, WHITE, 0.4)

    def fill(self, path: Path, color: Color, alpha: int = 255) -> None:
        """Fill `path`; nothing is drawn at alpha 0."""
        if alpha > 0:
            self.canvas.drawPath(path, paint(color, alpha))

    def lines(self, many: Sequence[Sequence[Point]], color: Color, alpha: int = 255) -> None:
        """Fill several tapered strokes of one tone at once."""
        self.fill(strokes(many), color, alpha)

    def dot(self, x: float, y: float, radius: float, color: Color, alpha: int = 255) -> None:
        """A filled circle."""
        self.canvas.drawCircle(x, y, radius, paint(color, alpha))

    def ring(self, x: float, y: float, radius: float, width: float, color: Color, alpha: int = 255) -> None:
        """A circle drawn as a line of `width`."""
        self.canvas.drawCircle(x, y, radius, pen(color, width, alpha))

    def oval(self, left: float, top: float, right: float, bottom: float, color: Color, alpha: int = 255) -> None:
        """A filled ellipse inside the given edges."""
        self.canvas.drawOval(skia.Rect(left, top, right, bottom), paint(color, alpha))

    def glow(self, x: float, y: float, radius: float, color: Color, alpha: int) -> None:
        """Light that fades from `alpha` at the centre to nothing at `radius`; it lies on whole pixels, too soft to show it."""
        canvas = self.canvas
        matrix = canvas.getTotalMatrix()
        middle, edge = matrix.mapXY(x, y), matrix.mapXY(x + radius, y)
        reach = round(hypot(edge.x() - middle.x(), edge.y() - middle.y()))
        if reach < 1 or alpha < _FAINT:
            return
        canvas.save()
        canvas.resetMatrix()
        canvas.drawImage(_glow(reach, color, alpha // _FAINT * _FAINT), round(middle.x()) - reach, round(middle.y()) - reach)
        canvas.restore()

    @contextmanager
    def inside(self, *paths: Path) -> Iterator[None]:
        """Only what lies inside every one of `paths` is drawn."""
        self.canvas.save()
        for path in paths:
            self.canvas.clipPath(path, True)
        yield
        self.canvas.restore()

    @contextmanager
    def roughly_inside(self, path: Path) -> Iterator[None]:
        """As `inside` with hard edges: for lights, which are faint there and cost ten times as much behind soft ones."""
        self.canvas.save()
        self.canvas.clipPath(path, False)
        yield
        self.canvas.restore()

    def crescent(self, path: Path, dx: float, dy: float, color: Color, alpha: int = 255, taper: Taper | None = None) -> None:
        """The part of `path` that its copy shifted by (dx, dy) leaves bare; with `taper` it grows from nothing."""
        with self.inside(path):
            self.bare(path, dx, dy, color, alpha, taper)

    def bare(self, path: Path, dx: float, dy: float, color: Color, alpha: int = 255, taper: Taper | None = None) -> None:
        """As `crescent`, for a brush that is already inside `path`: clipping is half the cost of a crescent."""
        for copy in self._copies(dx, dy, taper):
            self._around(path, copy, color, alpha)

    def cast(self, path: Path, dx: float, dy: float, color: Color, alpha: int, taper: Taper | None = None) -> None:
        """The shadow of `path` on what lies (dx, dy) from it; with `taper` they touch above and part further down."""
        for copy in self._copies(dx, dy, taper):
            self.canvas.save()
            self.canvas.concat(copy)
            self.canvas.drawPath(path, paint(color, alpha))
            self.canvas.restore()

    def _copies(self, dx: float, dy: float, taper: Taper | None) -> Iterator[Any]:
        """Where to draw a shifted copy: in one go, or slanting between the heights of `taper` and straight below."""
        if taper is None:
            yield skia.Matrix.Translate(dx, dy)
            return
        matrix, (top, full) = self.canvas.getTotalMatrix(), taper
        begins, straight = round(matrix.mapXY(0, top).y()), round(matrix.mapXY(0, full).y())
        across, down = dx / (full - top), dy / (full - top)
        slanting = skia.Matrix.MakeAll(1, across, -across * top, 0, 1 + down, -down * top, 0, 0, 1)
        for low, high, copy in ((begins, straight, slanting), (straight, _FAR, skia.Matrix.Translate(dx, dy))):
            self.canvas.save()
            self._only(0, low, _FAR, high)
            yield copy
            self.canvas.restore()

    def _only(self, left: float, top: float, right: float, bottom: float) -> None:
        """Narrow the clip to these pixels: a rectangle of units would be leaning, and dear."""
        matrix = self.canvas.getTotalMatrix()
        self.canvas.resetMatrix()
        self.canvas.clipRect(skia.Rect(left, top, right, bottom))
        self.canvas.setMatrix(matrix)

    def _around(self, path: Path, copy: Any, color: Color, alpha: int) -> None:
        """Everything near `path` but its own `copy`."""
        outside = skia.Path()
        outside.addRect(path.getBounds().makeOutset(2, 2))
        outside.addPath(path, copy)
        outside.setFillType(skia.PathFillType.kEvenOdd)
        self.canvas.drawPath(outside, paint(color, alpha))

    def rim(self, path: Path, start_x: float, alpha: int = 125) -> None:
        """Brand-coloured light along the right edge, growing from nothing at `start_x` so that it never begins with a cut.

        The brush must be inside `path`.
        """
        bounds, canvas = path.getBounds(), self.canvas
        width = bounds.right() - start_x
        if width < 1:
            return
        matrix = canvas.getTotalMatrix()
        left = matrix.mapXY(start_x, (bounds.top() + bounds.bottom()) / 2).x()
        canvas.save()
        # Left of its start there is no rim, which costs as much to paint as the rim itself.
        self._only(round(left), 0, _FAR, _FAR)
        dx, dy = -_RIM / width, _RIM_DOWN / width
        copy = skia.Matrix.MakeAll(1 + dx, 0, -dx * start_x, dy, 1, -dy * start_x, 0, 0, 1)
        self._around(path, copy, self.rim_color, alpha)
        canvas.restore()

    def form(self, path: Path, color: Color, shadow: Color, shift: tuple[float, float], alpha: int = 150) -> None:
        """A lit shape: its colour and its form shadow, mixed beforehand since opaque paint is cheaper."""
        self.fill(path, color)
        self.crescent(path, *shift, mix(color, shadow, alpha / 255))
