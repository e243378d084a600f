"""Charts that draw themselves: bars, a line and a ring. Every axis starts at zero and every value is written beside its mark."""

from __future__ import annotations

from typing import Any

import numpy as np
import skia

from renderer.layer import Box, Layer
from renderer.look import color, data, paint
from renderer.look.color import Rgb
from renderer.look.data import Datum
from renderer.look.layers import Still, pop
from renderer.look.layouts import heading
from renderer.look.reveal import swept
from renderer.look.stage import Stage
from renderer.look.typeset import Item, stack
from renderer.text import advance, is_rtl, raster

GROW_S = 0.9


def bar_chart(stage: Stage) -> list[Layer]:
    """Bars that grow as they are spoken, the largest in the accent: standing on a wide frame, lying on an upright one."""
    values = data.series(stage.scene.text)
    out, box = _frame(stage)
    draw = _standing if stage.grid.shape in ("wide", "square") and max(len(one.label) for one in values) <= 14 else _lying
    return [*out, *draw(stage, values, box)]


def _frame(stage: Stage) -> tuple[list[Layer], Box]:
    """Headline above, source below, and the room between them."""
    out, box = heading.foot(stage, stage.places.text, stage.scene.text.body)
    made, box = heading.heading(stage, box, room=0.24, gap=50, largest=100)
    return [*out, *made], box


def _tone(stage: Stage, index: int, values: tuple[Datum, ...]) -> Rgb:
    top = max(range(len(values)), key=lambda at: values[at].value)
    return stage.theme.accent if index == top else _quiet(stage)


def _quiet(stage: Stage) -> Rgb:
    """A bar that is there for comparison: the accent far towards the ground, yet seen on it (1.5:1)."""
    theme = stage.theme
    return color.mix(theme.bg, theme.accent, 0.42) if theme.accent != theme.text else color.mix(theme.bg, theme.text, 0.34)


def _standing(stage: Stage, values: tuple[Datum, ...], box: Box) -> list[Layer]:
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    slot = box.width / len(values)
    width = min(slot * 0.68, 260 * unit)
    low, high = 88 * unit, 112 * unit
    ground = box.y + box.height - low
    reach = ground - box.y - high
    most = max(one.value for one in values)
    label_room = [Box(0, 0, slot * 0.94, low * 0.8)] * len(values)
    value_room = [Box(0, 0, slot * 0.94, high * 0.8)] * len(values)
    small = heading.even(stage, [one.label for one in values], style.body, stage.size(46, 46), label_room)
    large = heading.even(stage, [one.shown for one in values], style.figure, stage.size(84, 72) * _upper(stage), value_room)
    out: list[Layer] = [_axis(stage, Box(box.x, ground, box.width, 3 * unit))]
    for index, one in enumerate(values):
        middle = box.x + slot * (index + 0.5)
        height = max(4 * unit, reach * one.value / most)
        bar = Box(middle - width / 2, ground - height, width, height)
        at = stage.cue(one.line)
        out.append(_bar(stage, bar, _tone(stage, index, values), at, upright=True))
        value = Box(middle - slot * 0.47, bar.y - high, slot * 0.94, high * 0.82)
        tone = theme.text
        out += heading.set_in(stage, one.shown, style.figure, large, tone, value, at + 0.3, align="center", anchor=1.0)
        name = Box(middle - slot * 0.47, ground + low * 0.2, slot * 0.94, low * 0.8)
        out += heading.set_in(stage, one.label, style.body, small, theme.muted, name, at, align="center", anchor=0.3)
    return out


def _upper(stage: Stage) -> float:
    return 1.3 if stage.theme.style.figure.upper else 1.0


def _lying(stage: Stage, values: tuple[Datum, ...], box: Box) -> list[Layer]:
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    row = min(box.height / len(values), 210 * unit)
    top = box.y + (box.height - row * len(values)) * 0.3
    thick = row * 0.34
    most = max(one.value for one in values)
    rtl = is_rtl(values[0].label)
    figures = Box(0, 0, box.width * 0.24, row * 0.5)
    large = heading.even(
        stage, [one.shown for one in values], style.figure, stage.size(64, 66) * _upper(stage), [figures] * len(values)
    )
    small = heading.even(
        stage, [one.label for one in values], style.body, stage.size(42, 48), [Box(0, 0, box.width, row * 0.36)] * len(values)
    )
    span = box.width * 0.74
    out: list[Layer] = []
    for index, one in enumerate(values):
        y, at = top + index * row, stage.cue(one.line)
        width = max(6 * unit, span * one.value / most)
        bar = Box(box.x + box.width - width if rtl else box.x, y + row * 0.44, width, thick)
        name = Box(box.x, y, box.width, row * 0.38)
        out += heading.set_in(stage, one.label, style.body, small, theme.text, name, at, anchor=0.8)
        out.append(_bar(stage, bar, _tone(stage, index, values), at, upright=False, from_right=rtl))
        x = bar.x - box.width * 0.25 if rtl else bar.x + width + 20 * unit
        value = Box(x, bar.y - row * 0.1, box.width * 0.24, thick + row * 0.2)
        out += heading.set_in(stage, one.shown, style.figure, large, theme.text, value, at + 0.3, align="start")
    return out


def _axis(stage: Stage, box: Box) -> Layer:
    bounds = (box.x, box.y, box.x + box.width, box.y + box.height)
    return swept(
        bounds,
        stage.scale,
        lambda canvas: canvas.drawRRect(paint.rounded(box, 2), paint.ink(stage.theme.text, 0.4)),
        lambda xs, ys: (xs - box.x) / box.width + 0 * ys,
        0.1,
        0.6,
    )


def _bar(stage: Stage, bar: Box, tone: Rgb, at_s: float, *, upright: bool, from_right: bool = False) -> Layer:
    radius = min(stage.theme.style.radius * 0.4, min(bar.width, bar.height) * 0.3)
    bounds = (bar.x, bar.y, bar.x + bar.width, bar.y + bar.height)

    def draw(canvas: Any) -> None:
        shape = skia.RRect()
        corner, flat = (radius, radius), (0.0, 0.0)
        corners = (corner, corner, flat, flat) if upright else ((corner,) * 4)
        shape.setRectRadii(skia.Rect.MakeXYWH(*bar), [skia.Point(*one) for one in corners])
        canvas.drawRRect(shape, paint.ink(tone))

    def order(xs: Any, ys: Any) -> Any:
        if upright:
            return (bar.y + bar.height - ys) / bar.height + 0 * xs
        return ((bar.x + bar.width - xs) if from_right else (xs - bar.x)) / bar.width + 0 * ys

    return swept(bounds, stage.scale, draw, order, max(0.0, at_s - 0.08), GROW_S)


def line_chart(stage: Stage) -> list[Layer]:
    """A line from value to value with the ground below it tinted; the last value is the largest mark."""
    values = data.line_of(stage.scene.text)
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    out, box = _frame(stage)
    slot = box.width / len(values)
    low, high = 84 * unit, 110 * unit
    ground = box.y + box.height - low
    reach = min(ground - box.y - high, box.width * 0.9)
    most = max(one.value for one in values)
    order = range(len(values))
    rtl = is_rtl(values[0].label)
    xs = [box.x + slot * ((len(values) - 1 - index if rtl else index) + 0.5) for index in order]
    ys = [ground - reach * one.value / most for one in values]
    start, end = stage.cue(values[0].line), stage.cue(values[-1].line) + 0.35
    out.append(_axis(stage, Box(box.x, ground, box.width, 3 * unit)))
    out += _curve(stage, xs, ys, ground, start, max(GROW_S, end - start))
    room = [Box(0, 0, slot * 0.92, low * 0.8)] * len(values)
    small = heading.even(stage, [one.label for one in values], style.body, stage.size(42, 46), room)
    narrow = [Box(0, 0, slot * 0.56, high * 0.66)] * len(values)
    large = heading.even(stage, [one.shown for one in values], style.figure, stage.size(60, 58) * _upper(stage), narrow)
    for index, one in enumerate(values):
        last = index == len(values) - 1
        at = max(stage.cue(one.line), start + max(GROW_S, end - start) * index / len(values) * 0.5)
        dot = (15 if last else 10) * unit
        out.append(_dot(stage, xs[index], ys[index], dot, at))
        aside = _aside(xs, ys, index) * slot * 0.2
        left = max(box.x, xs[index] - slot * 0.38 + aside)
        right = min(box.x + box.width, xs[index] + slot * 0.38 + aside)
        value = Box(left, ys[index] - high * 0.92, right - left, high * 0.66)
        tone = theme.accent_text if last else theme.text
        out += heading.set_in(
            stage, one.shown, style.figure, large * (1.2 if last else 1.0), tone, value, at + 0.1, align="center", anchor=1.0
        )
        name = Box(xs[index] - slot * 0.46, ground + low * 0.2, slot * 0.92, low * 0.8)
        out += heading.set_in(stage, one.label, style.body, small, theme.muted, name, at, align="center", anchor=0.3)
    return out


def _aside(xs: list[float], ys: list[float], index: int) -> float:
    """Which way a value makes room for a steep line beside it: 1 to the right, -1 to the left."""
    near = [other for other in (index - 1, index + 1) if 0 <= other < len(xs) and ys[other] < ys[index]]
    steep = [other for other in near if ys[index] - ys[other] > 0.25 * abs(xs[other] - xs[index])]
    return 0.0 if len(steep) != 1 else 1.0 if xs[steep[0]] < xs[index] else -1.0


def _curve(stage: Stage, xs: list[float], ys: list[float], ground: float, at_s: float, length_s: float) -> list[Layer]:
    theme, unit = stage.theme, stage.unit
    pad = 12 * unit
    bounds = (min(xs) - pad, min(ys) - pad, max(xs) + pad, ground)
    line = skia.Path()
    for index, (x, y) in enumerate(zip(xs, ys, strict=True)):
        if index:
            line.lineTo(x, y)
        else:
            line.moveTo(x, y)
    under = skia.Path(line)
    under.lineTo(xs[-1], ground)
    under.lineTo(xs[0], ground)
    under.close()
    left, right = xs[0], xs[-1]
    tone = theme.accent_text

    def draw(canvas: Any) -> None:
        shade = paint.ramp(min(ys), ground, tone, [(0.0, 0.22), (1.0, 0.02)])
        shade.setAntiAlias(True)
        canvas.drawPath(under, shade)
        canvas.drawPath(line, paint.stroke(tone, 8 * unit))

    return [
        swept(bounds, stage.scale, draw, lambda x, y: (x - left) / (right - left) * 0.98 + 0 * y, max(0.0, at_s - 0.08), length_s)
    ]


def _dot(stage: Stage, x: float, y: float, reach: float, at_s: float) -> Layer:
    wide = reach * 1.7
    theme = stage.theme

    def draw(canvas: Any) -> None:
        canvas.drawCircle(x, y, reach + 5 * stage.unit, paint.ink(theme.bg))
        canvas.drawCircle(x, y, reach, paint.ink(theme.accent_text))

    return Still(raster((x - wide, y - wide, x + wide, y + wide), stage.scale, draw), pop(theme.style, at_s))


def donut_chart(stage: Stage) -> list[Layer]:
    """A ring that closes part by part, what matters most in its middle, and a legend; what is no part stays quiet."""
    parts = data.shares(stage.scene.text)
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    alone = not stage.scene.text.points
    out, box = heading.foot(stage, stage.places.text, stage.scene.text.body)
    is_wide = stage.grid.shape == "wide"
    if is_wide:
        reach = min(box.height * 0.47, box.width * 0.24)
        ring = (box.x + box.width - reach - 30 * unit, box.y + box.height / 2)
        side = Box(box.x, box.y, box.width - 2 * reach - 130 * unit, box.height)
        made, low = ([], side) if alone else heading.heading(stage, side, room=0.42, gap=50)
        if alone:
            size = stage.size(96) * (1.4 if style.display.upper else 1.0)
            made = heading.set_in(
                stage, stage.scene.text.headline, style.display, size, theme.text, side, stage.cue(stage.scene.text.headline)
            )
    else:
        made, low = heading.heading(stage, box, room=0.24, gap=50)
        share = 0.9 if alone else 0.56
        reach = min(low.width * 0.4, low.height * share / 2)
        ring = (low.x + low.width / 2, low.y + reach + 10 * unit)
        top = ring[1] + reach + 50 * unit
        low = Box(low.x, top, low.width, box.y + box.height - top)
    out = [*out, *made]
    total = 100.0 if parts[0].unit == "%" else sum(part.value for part in parts)
    tones = _tones(stage, parts)
    out.append(_arc(stage, ring, reach, 0.0, 1.0, color.mix(theme.bg, theme.text, 0.13), 0.05))
    at = 0.0
    for part, tone in zip(parts, tones, strict=True):
        out.append(_arc(stage, ring, reach, at, at + part.value / total, tone, stage.cue(part.line)))
        at += part.value / total
    biggest = max(parts, key=lambda part: part.value)
    hole = reach * 0.62
    middle = Box(ring[0] - hole * 0.86, ring[1] - hole * 0.6, hole * 1.72, hole * 1.2)
    figure = reach * 0.5 * (1.3 if style.figure.upper else 1.0)
    # On one line: a figure and its unit belong together.
    shown = biggest.shown.upper() if style.figure.upper else biggest.shown
    figure = min(figure, figure * middle.width * 0.98 / advance(shown, style.figure, figure))
    out += heading.set_in(
        stage, biggest.shown, style.figure, figure, theme.text, middle, stage.cue(biggest.line) + 0.25, align="center"
    )
    return out if alone else [*out, *_legend(stage, parts, tones, low)]


def _tones(stage: Stage, parts: tuple[Datum, ...]) -> list[Rgb]:
    """Steps of the accent towards the ground, the strongest for the largest part."""
    theme = stage.theme
    ranks = sorted(range(len(parts)), key=lambda index: -parts[index].value)
    step = min(0.24, 0.68 / max(1, len(parts) - 1))
    return [color.mix(theme.accent_text, theme.bg, step * ranks.index(index)) for index in range(len(parts))]


def _arc(stage: Stage, ring: tuple[float, float], reach: float, start: float, end: float, tone: Rgb, at_s: float) -> Layer:
    x, y = ring
    width = reach * 0.3
    radius = reach - width / 2
    bounds = (x - reach - 2, y - reach - 2, x + reach + 2, y + reach + 2)
    gap = 0.0 if end - start >= 0.999 else 0.006

    def draw(canvas: Any) -> None:
        stroke = paint.stroke(tone, width)
        stroke.setStrokeCap(skia.Paint.kButt_Cap)
        oval = skia.Rect.MakeLTRB(x - radius, y - radius, x + radius, y + radius)
        canvas.drawArc(oval, -90 + 360 * (start + gap / 2), 360 * max(0.004, end - start - gap), False, stroke)

    def order(xs: Any, ys: Any) -> Any:
        turn = (np.arctan2(xs - x, y - ys) / (2 * np.pi)) % 1.0
        return np.clip((turn - start) / max(0.001, end - start), 0, 1)

    return swept(bounds, stage.scale, draw, order, max(0.0, at_s - 0.08), GROW_S)


def _legend(stage: Stage, parts: tuple[Datum, ...], tones: list[Rgb], box: Box) -> list[Layer]:
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    items = [
        Item(
            f"{part.shown}  {part.label}", style.title, stage.size(64, 60), theme.text, stage.cue(part.line) + 0.1, 44 * unit, 1.2
        )
        for part in parts
    ]
    rows = stack(items, box, stage.grid.smallest, anchor=0.3)
    out = heading.put(stage, rows)
    for row, tone in zip(rows, tones, strict=True):
        side = row.block.size * 0.66
        x = box.x + box.width - side if is_rtl(row.item.text) else box.x
        swatch = Box(x, row.y + row.block.cap / 2 - side / 2, side, side)
        out.append(_swatch(stage, swatch, tone, row.item.at_s))
    return out


def _swatch(stage: Stage, box: Box, tone: Rgb, at_s: float) -> Layer:
    bounds = (box.x, box.y, box.x + box.width, box.y + box.height)
    shape = paint.rounded(box, box.width * 0.28)
    return Still(
        raster(bounds, stage.scale, lambda canvas: canvas.drawRRect(shape, paint.ink(tone))), pop(stage.theme.style, at_s)
    )
