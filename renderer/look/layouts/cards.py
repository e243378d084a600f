"""Full-screen text: title card, quote, list, closing card."""

from __future__ import annotations

from typing import Any

from renderer.layer import Box, Layer
from renderer.look import paint
from renderer.look.layers import Entrance, Still, pop
from renderer.look.layouts import marks
from renderer.look.stage import Stage
from renderer.look.typeset import Item, layers, set_stack, stack
from renderer.text import glyph_box, is_rtl, line_sprite, raster


def title_card(stage: Stage) -> list[Layer]:
    """One headline, very large; a bar and a quieter line below it."""
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    box = stage.places.text
    items = []
    if text.figure:
        items.append(Item(text.figure, style.label, stage.size(44, 48), theme.accent_text, stage.cue(text.figure)))
    if text.headline:
        largest = stage.size(168, 150) * (1.4 if style.display.upper else 1.0) * (1.55 if len(text.headline) <= 12 else 1.0)
        items.append(Item(text.headline, style.display, largest, theme.text, stage.cue(text.headline), 36 * stage.unit))
    for line in (*text.points, *([text.body] if text.body else [])):
        items.append(Item(line, style.body, stage.size(48, 50), theme.muted, stage.cue(line), 60 * stage.unit))
    if not items:
        return []
    inset = Box(box.x, box.y, box.width * (0.86 if stage.grid.shape == "wide" else 1.0), box.height)
    rows, out = set_stack(items, inset, theme, stage.scale, stage.grid.smallest, anchor=0.47)
    head = rows[0]
    bar_x = inset.x + inset.width - 110 * stage.unit if is_rtl(head.item.text) else box.x
    out.append(marks.bar(stage, bar_x, head.y - 62 * stage.unit, 110 * stage.unit, 0.1))
    return out


def quote(stage: Stage) -> list[Layer]:
    """Somebody's words between large marks, and who said them."""
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    box = stage.places.text
    words = text.headline or text.body
    by = text.body if text.headline else ""
    inset = Box(box.x + box.width * 0.06, box.y, box.width * 0.88, box.height)
    if stage.grid.shape != "wide":
        inset = box
    face = style.display if not style.display.upper else style.title
    items = [Item("\u201c", style.display, stage.size(210, 200), theme.accent_text, 0.05)]
    items.append(Item(words, face, stage.size(92, 88), theme.text, stage.cue(words), 0.0))
    for line in (*([by] if by else []), *text.points):
        items.append(Item(line, style.label, stage.size(42, 46), theme.accent_text, stage.cue(line), 56 * stage.unit))
    mark, *rest = stack(items, inset, stage.grid.smallest, anchor=0.45)
    del mark
    out = [layer for row in rest for layer in layers(row, "start", theme, stage.scale)]
    first = rest[0]
    size = 300 * stage.unit
    glyph = "\u201d" if is_rtl(words) else "\u201c"
    left, _, right, bottom = glyph_box(glyph, style.display.font, size)
    x = inset.x + inset.width - right if is_rtl(words) else inset.x - left
    placed = line_sprite(glyph, style.display, size, x, first.y - 38 * stage.unit - bottom, theme.accent_text, stage.scale)
    out.append(Still(placed, pop(style, 0.1)))
    return out


def bullets(stage: Stage) -> list[Layer]:
    """A headline and points as cards, in one or two columns, each at its cue."""
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    box = stage.places.text
    out: list[Layer] = []
    top = box.y
    if text.headline:
        largest = stage.size(84, 84) * (1.4 if style.display.upper else 1.0)
        item = Item(text.headline, style.display, largest, theme.text, stage.cue(text.headline))
        room = Box(box.x, box.y, box.width, box.height * 0.3)
        rows, made = set_stack([item], room, theme, stage.scale, stage.grid.smallest, anchor=0.0)
        out += made
        top = rows[0].y + rows[0].block.height + 44 * stage.unit
    points = [*text.points, *([text.body] if text.body else [])]
    if not points:
        return out
    columns = 2 if stage.grid.shape == "wide" and len(points) > 3 else 1
    gap = 24 * stage.unit
    lines = -(-len(points) // columns)
    width = (box.width - gap * (columns - 1)) / columns
    height = min((box.y + box.height - top - gap * (lines - 1)) / lines, 190 * stage.unit)
    sizes = [_point_size(stage, point, width, height) for point in points]
    for number, point in enumerate(points, 1):
        column, line = (number - 1) // lines, (number - 1) % lines
        cell = Box(box.x + column * (width + gap), top + line * (height + gap), width, height)
        out += _cell(stage, number, point, cell, min(sizes))
    return out


def _inner(stage: Stage, cell: Box, size: float) -> Box:
    pad = min(36 * stage.unit, cell.height * 0.22)
    return Box(cell.x + pad + size * 1.75, cell.y + pad * 0.5, cell.width - 2 * pad - size * 1.75, cell.height - pad)


def _point_size(stage: Stage, point: str, width: float, height: float) -> float:
    largest = stage.size(46, 50)
    item = Item(point, stage.theme.style.title, largest, stage.theme.text, 0.0)
    return stack([item], _inner(stage, Box(0, 0, width, height), largest), stage.grid.smallest)[0].block.size


def _cell(stage: Stage, number: int, point: str, cell: Box, size: float) -> list[Layer]:
    theme, style = stage.theme, stage.theme.style
    at = stage.cue(point)
    pad = 70.0
    box = (cell.x - pad, cell.y - pad, cell.x + cell.width + pad, cell.y + cell.height + pad)
    ground = raster(box, stage.scale, lambda canvas: paint.card(canvas, cell, theme, style.radius * 0.7, height=0.6))
    inner = _inner(stage, cell, size)
    rtl = is_rtl(point)
    if rtl:
        inner = inner._replace(x=cell.x + cell.width - (inner.x - cell.x) - inner.width)
    item = Item(point, style.title, size, theme.text, at + 0.06)
    row = stack([item], inner, min(size, stage.grid.smallest))[0]
    reach = size * 0.5
    x = cell.x + cell.width - (inner.x + 0 - cell.x) if rtl else inner.x - size * 1.25 + reach * 0.6
    if rtl:
        x = inner.x + inner.width + size * 0.75
    enter = Entrance(max(0.0, at - 0.08), style.enter_s, dy=style.rise * 0.7 * stage.scale, overshoot=style.overshoot)
    out: list[Layer] = [Still(ground, enter)]
    out += layers(row, "start", theme, stage.scale)
    out += marks.bullet(stage, number, x, cell.y + cell.height / 2, size, at + 0.1)
    return out


def closing(stage: Stage) -> list[Layer]:
    """What to do now: headline, the address in a pill, and small print; the logo stands above when there is one."""
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    box = stage.places.text
    if stage.scene.logo:
        cut = box.height * 0.36
        box = Box(box.x, box.y + cut, box.width, box.height - cut)
    items = []
    if text.headline:
        largest = stage.size(124, 116) * (1.5 if style.display.upper else 1.0)
        items.append(Item(text.headline, style.display, largest, theme.text, stage.cue(text.headline)))
    action, *rest = [line for line in (text.figure, *text.points, text.body) if line] or [""]
    if action:
        inset = 96 * stage.unit if items else 40 * stage.unit
        items.append(Item(action, style.title, stage.size(54, 54), theme.on_accent, stage.cue(action), inset))
    for line in rest:
        items.append(Item(line, style.body, stage.size(38, 44), theme.muted, stage.cue(line), 74 * stage.unit))
    if not items:
        return []
    inset_box = Box(box.x + box.width * 0.06, box.y, box.width * 0.88, box.height)
    rows, _ = set_stack(
        items, inset_box, theme, stage.scale, stage.grid.smallest, "center", 0.48 if not stage.scene.logo else 0.2
    )
    out: list[Layer] = []
    for row in rows:
        if row.item.text == action:
            out.append(_pill(stage, Box(row.x, row.y, row.block.width, row.block.height), row.block.size, row.item.at_s))
        out += layers(row, "center", theme, stage.scale)
    return out


def _pill(stage: Stage, text: Box, size: float, at_s: float) -> Layer:
    pad_x, pad_y = size * 0.85, size * 0.56
    box = Box(text.x - pad_x, text.y - pad_y, text.width + 2 * pad_x, text.height - 0.22 * size + 2 * pad_y)
    radius = min(box.height / 2, stage.theme.style.radius * 1.6) if stage.theme.style.mark != "dot" else box.height / 2

    def draw(canvas: Any) -> None:
        shape = paint.rounded(box, radius)
        paint.shadow(canvas, shape, stage.theme, 0.7)
        canvas.drawRRect(shape, paint.ink(stage.theme.accent))

    placed = raster((box.x - 80, box.y - 80, box.x + box.width + 80, box.y + box.height + 80), stage.scale, draw)
    return Still(placed, pop(stage.theme.style, max(0.0, at_s - 0.05)))
