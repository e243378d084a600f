"""Presenter alone or beside a headline and points that build as they are spoken."""

from __future__ import annotations

from typing import Any

from renderer import spec
from renderer.layer import Box, Layer
from renderer.look import paint
from renderer.look.layers import Still
from renderer.look.layouts import marks
from renderer.look.stage import Stage
from renderer.look.typeset import Item, set_stack
from renderer.presenters import performer
from renderer.text import is_rtl, raster


def arrange(stage: Stage) -> list[Layer]:
    """Text of the layouts with a presenter; on a wide canvas a stack stands in the middle."""
    text, style = stage.scene.text, stage.theme.style
    items: list[Item] = []
    shape = stage.grid.shape
    if text.figure:
        items.append(Item(text.figure, style.figure, stage.size(190, 190), stage.theme.accent_text, stage.cue(text.figure)))
    if text.headline:
        face = style.display if not text.points or style.display.upper else style.title
        largest = stage.loud(text.headline, 168, 104) if not text.points else stage.loud(text.headline, 116, 84)
        if face.upper:
            largest *= 1.25
        items.append(Item(text.headline, face, largest, stage.theme.text, stage.cue(text.headline), 28))
    points_from = len(items)
    for number, point in enumerate(text.points):
        gap = (64 if number == 0 else 38) * stage.unit
        items.append(Item(point, style.body, stage.size(58, 56), stage.theme.text, stage.cue(point), gap, 1.65))
    if text.body:
        items.append(Item(text.body, style.body, stage.size(44, 48), stage.theme.muted, stage.cue(text.body), 44 * stage.unit))
    if not items:
        return []
    anchor = 0.5 if shape == "wide" else 0.62
    rows, layers = set_stack(items, stage.places.text, stage.theme, stage.scale, stage.grid.smallest, anchor=anchor)
    for number, row in enumerate(rows[points_from : points_from + len(text.points)], 1):
        middle = row.y + row.block.cap / 2
        reach = row.block.size * 0.5
        x = stage.places.text.x + reach
        if is_rtl(row.item.text):
            x = stage.places.text.x + stage.places.text.width - reach
        layers += marks.bullet(stage, number, x, middle, row.block.size, row.item.at_s)
    return layers


def in_corner(stage: Stage, person: spec.Presenter, box: Box) -> list[Layer]:
    """The presenter in a small frame over pictures or screens: a disc, or a rounded square in looks with square marks."""
    theme, unit = stage.theme, stage.unit
    radius = box.width / 2 if theme.style.mark in ("dot", "rule") else box.width * 0.2
    edge, pad = 7 * unit, 90 * unit
    bounds = (box.x - pad, box.y - pad, box.x + box.width + pad, box.y + box.height + pad)

    def ground(canvas: Any) -> None:
        paint.card(canvas, box, theme, radius, theme.fields[0])

    def ring(canvas: Any) -> None:
        inner = Box(box.x + edge / 2, box.y + edge / 2, box.width - edge, box.height - edge)
        canvas.drawRRect(paint.rounded(inner, radius - edge / 2), paint.stroke(theme.paper, edge))

    figure = performer.layer(person, box, stage.canvas.look.color, stage.scale, radius=radius - edge / 2)
    return [Still(raster(bounds, stage.scale, ground)), figure, Still(raster(bounds, stage.scale, ring))]
