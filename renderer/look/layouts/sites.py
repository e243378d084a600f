"""Places on a drawn plan: streets, a river, a park, and a pin for each place. A scheme, not geography; nobody else's data."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import skia

from renderer.layer import Box, Layer
from renderer.look import color, data, paint
from renderer.look.data import Entry
from renderer.look.layers import Entrance, Still
from renderer.look.layouts import heading, marks
from renderer.look.reveal import swept
from renderer.look.stage import Stage
from renderer.look.typeset import Item, stack
from renderer.text import raster

# Where pins stand, in shares of the plan, for one to five places: apart from each other, labels kept inside.
_WIDE = (
    ((0.5, 0.5),),
    ((0.24, 0.62), (0.68, 0.36)),
    ((0.17, 0.68), (0.46, 0.34), (0.76, 0.66)),
    ((0.14, 0.40), (0.38, 0.76), (0.58, 0.32), (0.83, 0.66)),
    ((0.13, 0.36), (0.30, 0.80), (0.5, 0.40), (0.70, 0.80), (0.87, 0.36)),
)
_TALL = (
    ((0.4, 0.5),),
    ((0.3, 0.34), (0.62, 0.74)),
    ((0.28, 0.24), (0.66, 0.52), (0.32, 0.82)),
    ((0.28, 0.19), (0.66, 0.41), (0.3, 0.63), (0.66, 0.87)),
    ((0.28, 0.16), (0.66, 0.34), (0.3, 0.52), (0.66, 0.7), (0.32, 0.9)),
)


def plan_of_places(stage: Stage) -> list[Layer]:
    """The plan as a card, a dotted way from pin to pin, and a label beside each pin as it is named."""
    places = data.stops(stage.scene.text)
    out, box = heading.foot(stage, stage.places.text, stage.scene.text.body)
    made, box = heading.heading(stage, box, room=0.22, gap=44, largest=100)
    spots = (_WIDE if _is_wide(box) else _TALL)[len(places) - 1]
    points = [(box.x + x * box.width, box.y + y * box.height) for x, y in spots]
    out = [*out, *made, _ground(stage, box)]
    for index in range(1, len(points)):
        out.append(_way(stage, points[index - 1], points[index], stage.cue(places[index].line)))
    for place, point in zip(places, points, strict=True):
        out += _pin(stage, place, point, box)
    return out


def _is_wide(plan: Box) -> bool:
    """Whether labels stand below their pins, side by side; on an upright plan they stand beside them."""
    return plan.width > 1.7 * plan.height


def _ground(stage: Stage, box: Box) -> Layer:
    theme, unit = stage.theme, stage.unit
    land = theme.surface
    block = color.mix(land, theme.text, 0.045)
    water = color.mix(land, theme.accent2, 0.30)
    park = color.mix(land, theme.accent, 0.16)
    radius = theme.style.radius * 0.8
    bounds = (box.x - 70, box.y - 70, box.x + box.width + 70, box.y + box.height + 70)

    def draw(canvas: Any) -> None:
        shape = paint.rounded(box, radius)
        paint.shadow(canvas, shape, theme, 0.7)
        canvas.drawRRect(shape, paint.ink(block))
        canvas.save()
        canvas.clipRRect(shape, True)
        canvas.save()
        canvas.rotate(-11, box.x + box.width / 2, box.y + box.height / 2)
        rng = np.random.default_rng(stage.scene.background.seed + 11)
        reach = math.hypot(box.width, box.height) / 2
        middle = (box.x + box.width / 2, box.y + box.height / 2)
        canvas.drawRRect(
            paint.rounded(Box(middle[0] + box.width * 0.1, middle[1] - box.height * 0.30, 250 * unit, 190 * unit), 26 * unit),
            paint.ink(park),
        )
        at = -reach
        while at < reach:
            wide = 20 if rng.random() < 0.24 else 9
            canvas.drawLine(middle[0] + at, middle[1] - reach, middle[0] + at, middle[1] + reach, paint.stroke(land, wide * unit))
            at += rng.uniform(88, 150) * unit
        at = -reach
        while at < reach:
            wide = 20 if rng.random() < 0.24 else 9
            canvas.drawLine(middle[0] - reach, middle[1] + at, middle[0] + reach, middle[1] + at, paint.stroke(land, wide * unit))
            at += rng.uniform(74, 120) * unit
        canvas.restore()
        river = skia.Path()
        river.moveTo(box.x - 40, box.y + box.height * 0.86)
        river.cubicTo(
            box.x + box.width * 0.3, box.y + box.height * 1.02, box.x + box.width * 0.45, box.y + box.height * 0.1,
            box.x + box.width + 40, box.y + box.height * 0.16,
        )  # fmt: skip
        canvas.drawPath(river, paint.stroke(water, 58 * unit))
        canvas.restore()
        canvas.drawRRect(shape, paint.stroke(theme.text, 1.5, 0.10))

    return Still(raster(bounds, stage.scale, draw), Entrance(0.0, 0.5, dy=24 * stage.scale))


def _way(stage: Stage, start: tuple[float, float], end: tuple[float, float], at_s: float) -> Layer:
    """A dotted arc that runs towards the next place shortly before it is named."""
    unit = stage.unit
    (x0, y0), (x1, y1) = start, end
    bend = ((x0 + x1) / 2 - (y1 - y0) * 0.16, (y0 + y1) / 2 + (x1 - x0) * 0.16)
    pad = 40 * unit
    bounds = (
        min(x0, x1, bend[0]) - pad, min(y0, y1, bend[1]) - pad, max(x0, x1, bend[0]) + pad, max(y0, y1, bend[1]) + pad
    )  # fmt: skip
    length = math.hypot(x1 - x0, y1 - y0)

    def draw(canvas: Any) -> None:
        path = skia.Path()
        path.moveTo(x0, y0)
        path.quadTo(*bend, x1, y1)
        dots = paint.stroke(stage.theme.accent_text, 8 * unit)
        dots.setPathEffect(skia.DashPathEffect.Make([0.1, 20 * unit], 0))
        canvas.drawPath(path, dots)

    def along(xs: Any, ys: Any) -> Any:
        return ((xs - x0) * (x1 - x0) + (ys - y0) * (y1 - y0)) / max(1.0, length * length)

    return swept(bounds, stage.scale, draw, along, max(0.0, at_s - 0.45), 0.6)


def _pin(stage: Stage, place: Entry, point: tuple[float, float], plan: Box) -> list[Layer]:
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    at = stage.cue(place.line)
    x, y = point
    high = 108 * unit
    reach = high * 0.36

    def draw(canvas: Any) -> None:
        drop = skia.Path()
        drop.moveTo(x, y)
        drop.cubicTo(x - reach * 0.5, y - high * 0.3, x - reach, y - high * 0.42, x - reach, y - high + reach)
        drop.arcTo(skia.Rect.MakeLTRB(x - reach, y - high, x + reach, y - high + 2 * reach), 180, 180, False)
        drop.cubicTo(x + reach, y - high * 0.42, x + reach * 0.5, y - high * 0.3, x, y)
        drop.close()
        canvas.drawOval(skia.Rect.MakeLTRB(x - 20 * unit, y - 6 * unit, x + 20 * unit, y + 8 * unit), paint.ink(theme.ink, 0.22))
        canvas.drawPath(drop, paint.ink(theme.accent_text))
        canvas.drawCircle(x, y - high + reach, reach * 0.42, paint.ink(theme.surface))

    bounds = (x - reach - 6, y - high - 6, x + reach + 6, y + 12 * unit)
    fall = Entrance(max(0.0, at - 0.08), 0.45, dy=-46 * stage.scale, overshoot=max(0.05, style.overshoot))
    return [*_label(stage, place, point, plan, high, at), Still(raster(bounds, stage.scale, draw), fall)]


def _label(stage: Stage, place: Entry, point: tuple[float, float], plan: Box, high: float, at_s: float) -> list[Layer]:
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    x, y = point
    is_wide = _is_wide(plan)
    gap = high * 0.36 + 20 * unit
    most = plan.width * 0.27 if is_wide else max(x - plan.x, plan.x + plan.width - x) - gap - 16 * unit
    items = [Item(place.label, style.title, stage.size(56, 54), theme.text, at_s + 0.12)]
    if place.text:
        items.append(Item(place.text, style.body, stage.size(40, 44), theme.muted, at_s + 0.18, 12 * unit))
    pad = 24 * unit
    rows = stack(items, Box(0, 0, most - 2 * pad, plan.height * 0.24), stage.grid.smallest, anchor=0.0)
    width = max(row.block.width for row in rows) + 2 * pad
    height = rows[-1].y + rows[-1].block.height - rows[0].y + 1.5 * pad
    left = min(max(x - width / 2, plan.x + 16 * unit), plan.x + plan.width - width - 16 * unit)
    above = y + 24 * unit + height > plan.y + plan.height - 10 * unit
    top = y - high - 22 * unit - height if above else y + 24 * unit
    if not is_wide:
        left = x + gap if x < plan.x + plan.width / 2 else x - gap - width
        top = min(y - high * 0.55 - height / 2, plan.y + plan.height - height - 10 * unit)
    card = Box(left, max(plan.y + 10 * unit, top), width, height)
    rows = stack(
        items, Box(card.x + pad, card.y + pad * 0.9, card.width - 2 * pad + 2, card.height), stage.grid.smallest, anchor=0.0
    )
    return [marks.plate(stage, card, at_s + 0.08, height=0.5), *heading.put(stage, rows)]
