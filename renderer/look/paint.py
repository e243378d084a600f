"""Vector drawing shared by layouts: paints, cards with their shadows, marks and ornaments. Layout units throughout."""

from __future__ import annotations

from typing import Any

import skia

from renderer.layer import Box
from renderer.look.color import Rgb
from renderer.look.theme import Theme


def ink(color: Rgb, alpha: float = 1.0) -> Any:
    """An antialiased fill."""
    paint = skia.Paint(AntiAlias=True)
    paint.setColor4f(skia.Color4f(*color, alpha))
    return paint


def stroke(color: Rgb, width: float, alpha: float = 1.0) -> Any:
    """A round line."""
    paint = ink(color, alpha)
    paint.setStyle(skia.Paint.kStroke_Style)
    paint.setStrokeWidth(width)
    paint.setStrokeCap(skia.Paint.kRound_Cap)
    paint.setStrokeJoin(skia.Paint.kRound_Join)
    return paint


def rounded(box: Box, radius: float) -> Any:
    """Rounded rectangle; the radius is held to half of the shorter side."""
    radius = min(radius, box.width / 2, box.height / 2)
    return skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(*box), radius, radius)


def blurred(paint: Any, sigma: float) -> Any:
    """The same paint with soft edges."""
    paint.setMaskFilter(skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, sigma))
    return paint


def shadow(canvas: Any, shape: Any, theme: Theme, height: float = 1.0) -> None:
    """Two layers, tight and wide, tinted with the ink; the light is at the upper left. A look may print it hard, or have none."""
    if theme.style.shadow == "none":
        return
    if theme.style.shadow == "hard":
        canvas.save()
        canvas.translate(9 * height, 9 * height)
        canvas.drawRRect(shape, ink(theme.ink, 0.85))
        canvas.restore()
        return
    for down, sigma, alpha in ((3, 5, 0.13), (20, 36, 0.10 if not theme.is_dark else 0.22)):
        canvas.save()
        canvas.translate(down * 0.35 * height, down * height)
        canvas.drawRRect(shape, blurred(ink(theme.ink, alpha), sigma * height))
        canvas.restore()


def card(canvas: Any, box: Box, theme: Theme, radius: float, fill: Rgb | None = None, height: float = 1.0) -> None:
    """A solid card with its shadow; on dark grounds its edge catches a little light."""
    shape = rounded(box, radius)
    shadow(canvas, shape, theme, height)
    canvas.drawRRect(shape, ink(fill or theme.surface))
    if theme.is_dark:
        canvas.drawRRect(
            rounded(Box(box.x + 0.75, box.y + 0.75, box.width - 1.5, box.height - 1.5), radius), stroke(theme.text, 1.5, 0.12)
        )


def ramp(top: float, bottom: float, color: Rgb, stops: list[tuple[float, float]]) -> Any:
    """A vertical gradient of one colour: `stops` are (place 0..1, alpha)."""
    paint = skia.Paint()
    colors = [skia.Color4f(*color, alpha).toColor() for _, alpha in stops]
    points = [skia.Point(0, top), skia.Point(0, bottom)]
    paint.setShader(skia.GradientShader.MakeLinear(points, colors, [place for place, _ in stops]))
    return paint
