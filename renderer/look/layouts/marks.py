"""Small ornaments in the manner of each look: the mark beside a point, the bar over a title."""

from __future__ import annotations

import math
from typing import Any

import skia

from renderer.layer import Box, Layer
from renderer.look import color, icons, paint
from renderer.look.color import Rgb
from renderer.look.layers import Entrance, Still, pop
from renderer.look.stage import Stage
from renderer.look.theme import Theme
from renderer.text import advance, cap_height, line_sprite, raster


def bullet(stage: Stage, number: int, x: float, middle: float, size: float, at_s: float) -> list[Layer]:
    """The mark of point `number` (from 1) with its centre at (x, middle); `size` is the point's type size."""
    theme, scale = stage.theme, stage.scale
    mark = theme.style.mark
    reach = size * 0.5
    box = (x - reach * 1.6, middle - reach * 1.6, x + reach * 1.6, middle + reach * 1.6)
    enter = pop(theme.style, at_s)
    icon = stage.scene.text.icons[number - 1] if number <= len(stage.scene.text.icons) else ""
    if icon:
        grown = reach * 1.3
        room = Box(x - grown, middle - grown, 2 * grown, 2 * grown)
        if mark in ("number", "rule"):
            return [symbol(stage, icon, room, theme.accent_text, at_s)]
        return badge(stage, room, at_s, icon=icon)
    if mark == "number":
        face = theme.style.label
        text = f"{number:02d}"
        placed = line_sprite(text, face, size * 0.72, x - reach, middle + size * 0.26, theme.accent_text, scale)
        return [Still(placed, enter)]
    if mark == "rule":
        return [
            Still(
                raster(
                    box,
                    scale,
                    lambda canvas: canvas.drawRect(
                        skia.Rect.MakeXYWH(x - reach, middle - 2, reach * 1.5, 4), paint.ink(theme.accent_text)
                    ),
                ),
                enter,
            )
        ]

    def disc(canvas: Any) -> None:
        shape = paint.rounded(Box(x - reach, middle - reach, 2 * reach, 2 * reach), reach if mark == "dot" else reach * 0.32)
        canvas.drawRRect(shape, paint.ink(theme.accent))
        tick = skia.Path()
        tick.moveTo(x - reach * 0.42, middle + reach * 0.02)
        tick.lineTo(x - reach * 0.10, middle + reach * 0.34)
        tick.lineTo(x + reach * 0.46, middle - reach * 0.34)
        canvas.drawPath(tick, paint.stroke(theme.on_accent, reach * 0.24))

    return [Still(raster(box, scale, disc), enter)]


def panel_tone(theme: Theme) -> Rgb:
    """The accent as a ground for words: a little deeper than a shape's, so that thin strokes keep 4.5:1 too."""
    return color.readable(theme.accent, theme.on_accent, ratio=5.4)


def plate(stage: Stage, cell: Box, at_s: float, fill: Rgb | None = None, *, dx: float = 0.0, height: float = 0.6) -> Layer:
    """A card that enters as its text does, or from the side by `dx` layout units."""
    theme, style, pad = stage.theme, stage.theme.style, 70.0
    bounds = (cell.x - pad, cell.y - pad, cell.x + cell.width + pad, cell.y + cell.height + pad)
    ground = raster(bounds, stage.scale, lambda canvas: paint.card(canvas, cell, theme, style.radius * 0.7, fill, height))
    rise = 0.0 if dx else style.rise * 0.7 * stage.scale
    return Still(ground, Entrance(max(0.0, at_s - 0.08), style.enter_s, dx * stage.scale, rise, overshoot=style.overshoot))


def symbol(stage: Stage, name: str, box: Box, tone: Rgb, at_s: float) -> Layer:
    """An icon of our set that fills `box`."""
    bounds = (box.x, box.y, box.x + box.width, box.y + box.height)
    return Still(raster(bounds, stage.scale, lambda canvas: icons.draw(canvas, name, box, tone)), pop(stage.theme.style, at_s))


def badge(stage: Stage, box: Box, at_s: float, *, icon: str = "", text: str = "", fill: Rgb | None = None) -> list[Layer]:
    """A disc (or a square, as the look has it) with an icon or a word of at most three letters on the accent."""
    theme = stage.theme
    radius = box.width / 2 if theme.style.mark in ("dot", "rule") else box.width * 0.26
    ground, tone = fill or panel_tone(theme), theme.on_accent if fill is None else theme.text
    bounds = (box.x, box.y, box.x + box.width, box.y + box.height)
    shape = raster(bounds, stage.scale, lambda canvas: canvas.drawRRect(paint.rounded(box, radius), paint.ink(ground)))
    enter = pop(theme.style, at_s)
    if icon:
        pad = box.width * 0.25
        inner = Box(box.x + pad, box.y + pad, box.width - 2 * pad, box.height - 2 * pad)
        return [Still(shape, enter), symbol(stage, icon, inner, tone, at_s + 0.06)]
    face = theme.style.label
    size = box.width * 0.46
    size *= min(1.0, box.width * 0.74 / advance(text, face, size))
    x, y = box.x + (box.width - advance(text, face, size)) / 2, box.y + box.height / 2 + cap_height(face.font) * size / 2
    return [Still(shape, enter), Still(line_sprite(text, face, size, x, y, tone, stage.scale), enter)]


def bar(stage: Stage, x: float, y: float, width: float, at_s: float, *, height: float = 8.0) -> Layer:
    """A short accent bar that slides in."""
    box = Box(x, y, width, height)
    placed = raster(
        (x, y, x + width, y + height),
        stage.scale,
        lambda canvas: canvas.drawRRect(paint.rounded(box, height / 2), paint.ink(stage.theme.accent_text)),
    )
    return Still(placed, Entrance(at_s, stage.theme.style.enter_s, dx=-36 * stage.scale))


def stand(stage: Stage, box: Box) -> Layer:
    """The shape a presenter stands before; it gives the figure a place and the frame some depth."""
    theme = stage.theme
    middle = box.x + box.width / 2
    reach = min(box.width, box.height) * 0.46
    text = stage.places.text
    if stage.scene.text.lines() and text.y < box.y + 0.6 * box.height < text.y + text.height:
        room = text.x - middle if text.x > middle else middle - text.x - text.width
        reach = min(reach, (room - 26 * stage.unit) / 0.94)
    centre = box.y + box.height * 0.52
    frame = (0.0, 0.0, float(stage.canvas.width), float(stage.canvas.height))
    outer = (
        max(frame[0], middle - reach * 1.35),
        max(frame[1], centre - reach * 1.35),
        min(frame[2], middle + reach * 1.35),
        frame[3],
    )

    fits = not stage.scene.text.lines() and stage.grid.shape == "wide"

    def draw(canvas: Any) -> None:
        deep, light = theme.fields[0], theme.fields[1]
        match theme.style.stage:
            case "arch":
                canvas.drawRRect(
                    paint.rounded(
                        Box(middle - reach * 0.86, centre - reach, reach * 1.72, 2 * stage.canvas.height), reach * 0.86
                    ),
                    paint.ink(deep),
                )
            case "block":
                canvas.drawRRect(
                    paint.rounded(
                        Box(middle - reach * 0.9, centre - reach * 0.86, reach * 1.8, stage.canvas.height), theme.style.radius
                    ),
                    paint.ink(theme.accent, 0.9),
                )
            case "frame":
                shape = paint.rounded(
                    Box(middle - reach * 0.9, centre - reach * 0.9, reach * 1.8, stage.canvas.height), theme.style.radius * 2
                )
                canvas.drawRRect(shape, paint.ink(theme.surface, 0.75))
                canvas.drawRRect(shape, paint.stroke(theme.accent_text, 2.5, 0.55))
            case "blob":
                canvas.drawPath(_blob(middle, centre + reach * 0.06, reach * 1.08), paint.ink(light))
            case _:
                canvas.drawCircle(middle, centre, reach, paint.ink(deep))
                canvas.drawCircle(middle, centre, reach * 1.16, paint.stroke(deep, 3, 0.8))
                if fits:
                    canvas.drawCircle(middle + reach * 1.02, centre - reach * 0.56, reach * 0.075, paint.ink(theme.accent))

    return Still(raster(outer, stage.scale, draw))


def panel_of(theme: Theme) -> Rgb:
    """The tone of the half that a presenter has alone."""
    return theme.accent if theme.accent != theme.text else theme.fields[0]


def panel(stage: Stage, box: Box) -> Layer:
    """The half of the frame that a presenter has alone: a side of a wide one, the foot of an upright one."""
    width, height = float(stage.canvas.width), float(stage.canvas.height)
    if stage.grid.shape == "wide" or stage.places.text.width < 0.6 * width:
        part = Box(width * 0.5, 0.0, width * 0.5, height)
        part = part._replace(x=max(part.x, stage.places.text.x + stage.places.text.width + 24 * stage.unit))
        part = part._replace(width=width - part.x)
    else:
        part = Box(0.0, box.y - 12 * stage.unit, width, height - box.y + 12 * stage.unit)
    tone = panel_of(stage.theme)
    bounds = (part.x, part.y, part.x + part.width, part.y + part.height)

    def draw(canvas: Any) -> None:
        canvas.drawRect(skia.Rect.MakeXYWH(*part), paint.ink(tone))
        canvas.drawRect(
            skia.Rect.MakeXYWH(*part), paint.ramp(part.y, part.y + part.height, stage.theme.paper, [(0.0, 0.16), (0.7, 0.0)])
        )
        canvas.drawCircle(box.x + box.width / 2, box.y + box.height * 0.5, box.height * 0.42, paint.ink(stage.theme.paper, 0.10))

    return Still(raster(bounds, stage.scale, draw))


def _blob(x: float, y: float, reach: float) -> Any:
    path = skia.Path()
    for step in range(121):
        angle = 2 * math.pi * step / 120
        wide = reach * (1 + 0.05 * math.sin(3 * angle + 0.7) + 0.035 * math.sin(2 * angle + 2.1))
        point = (x + wide * math.cos(angle), y + wide * 0.97 * math.sin(angle))
        if step:
            path.lineTo(*point)
        else:
            path.moveTo(*point)
    path.close()
    return path
