"""The brush: a canvas with the few ways of laying colour that the cast is drawn with.

One key light stands upper left, so a form shadow is the part of a shape its own copy shifted up-left leaves bare.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

import skia

from renderer.presenters.colour import WHITE, Color, ink, mix
from renderer.presenters.curves import Path, Point, strokes

Fade = tuple[tuple[float, float], tuple[float, float]]


@lru_cache(maxsize=4096)
def paint(color: Color, alpha: int = 255) -> Any:
    """Plain anti-aliased paint; shared, so it must not be changed."""
    return skia.Paint(Color=ink(color, alpha), AntiAlias=True)


@lru_cache(maxsize=256)
def pen(color: Color, width: float, alpha: int = 255) -> Any:
    """Paint of an outline `width` units wide; shared, so it must not be changed."""
    return skia.Paint(Color=ink(color, alpha), AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=width)


@lru_cache(maxsize=512)
def faded(color: Color, alpha: int, fade: Fade) -> Any:
    shader = skia.GradientShader.MakeLinear(list(fade), [ink(color, 0), ink(color, alpha)])
    return skia.Paint(AntiAlias=True, Shader=shader)


@lru_cache(maxsize=256)
def _glow(radius: float, color: Color, alpha: int) -> Any:
    shader = skia.GradientShader.MakeRadial((0, 0), radius, [ink(color, alpha), ink(color, 0)])
    return skia.Paint(AntiAlias=True, Shader=shader)


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
        """Light that fades from `alpha` at the centre to nothing at `radius`."""
        canvas = self.canvas
        canvas.save()
        canvas.translate(x, y)
        canvas.drawCircle(0, 0, radius, _glow(radius, color, alpha))
        canvas.restore()

    def lit(self, path: Path, x: float, y: float, radius: float, color: Color, light: Color, alpha: int) -> None:
        """Fill `path` with `color` that is lit from (x, y): a fill and a glow in one."""
        colors = [ink(mix(color, light, alpha / 255)), ink(color)]
        shader = skia.GradientShader.MakeRadial((x, y), radius, colors)
        self.canvas.drawPath(path, skia.Paint(AntiAlias=True, Shader=shader))

    @contextmanager
    def inside(self, *paths: Path) -> Iterator[None]:
        """Only what lies inside every one of `paths` is drawn."""
        self.canvas.save()
        for path in paths:
            self.canvas.clipPath(path, True)
        yield
        self.canvas.restore()

    def crescent(self, path: Path, dx: float, dy: float, color: Color, alpha: int = 255, fade: Fade | None = None) -> None:
        """The part of `path` that its copy shifted by (dx, dy) leaves bare, faded along `fade` where given."""
        with self.inside(path):
            self.bare(path, dx, dy, color, alpha, fade)

    def bare(self, path: Path, dx: float, dy: float, color: Color, alpha: int = 255, fade: Fade | None = None) -> None:
        """As `crescent`, for a brush that is already inside `path`: clipping is half the cost of a crescent."""
        outside = skia.Path()
        outside.addRect(path.getBounds().makeOutset(2, 2))
        outside.addPath(path, dx, dy)
        outside.setFillType(skia.PathFillType.kEvenOdd)
        self.canvas.drawPath(outside, faded(color, alpha, fade) if fade else paint(color, alpha))

    def rim(self, path: Path, start_x: float, alpha: int = 125) -> None:
        """Brand-coloured light along the right edge, faded in from `start_x` so that it never begins with a cut.

        The brush must be inside `path`.
        """
        bounds, canvas = path.getBounds(), self.canvas
        canvas.save()
        # Left of its start the rim is nothing, which costs as much to paint as the rim itself.
        canvas.clipRect(skia.Rect(start_x, bounds.top() - 4, bounds.right() + 4, bounds.bottom() + 4))
        self.bare(path, -3.2, 1.2, self.rim_color, alpha, ((start_x, 0), (start_x + 34, 0)))
        canvas.restore()

    def form(self, path: Path, color: Color, shadow: Color, shift: tuple[float, float], alpha: int = 150) -> None:
        """A lit shape: its colour and its form shadow."""
        self.fill(path, color)
        self.crescent(path, *shift, shadow, alpha)
