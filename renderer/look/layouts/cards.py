"""Full-screen text: title card, quote, list, closing card."""

from __future__ import annotations

from typing import Any

import skia

from renderer.layer import Box, Layer
from renderer.look import paint
from renderer.look.layers import Entrance, Still, pop
from renderer.look.layouts import heading, marks
from renderer.look.stage import Stage
from renderer.look.typeset import Item, layers, set_stack, stack
from renderer.text import advance, cap_height, glyph_box, is_rtl, line_sprite, raster


def title_card(stage: Stage) -> list[Layer]:
    """One headline, very large; a bar and a quieter line below it."""
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    box = stage.places.text
    items = []
    if text.figure:
        items.append(Item(text.figure, style.label, stage.size(44, 48), theme.accent_text, stage.cue(text.figure)))
    if text.headline:
        largest = stage.loud(text.headline, 260, 160) * (1.3 if style.display.upper else 1.0)
        items.append(Item(text.headline, style.display, largest, theme.text, stage.cue(text.headline), 36 * stage.unit))
    for line in (*text.points, *([text.body] if text.body else [])):
        items.append(Item(line, style.body, stage.size(56, 54), theme.muted, stage.cue(line), 64 * stage.unit))
    if not items:
        return []
    over = 62 * stage.unit
    inset = Box(box.x, box.y + over, box.width * (0.86 if stage.grid.shape == "wide" else 1.0), box.height - over)
    rows, out = set_stack(items, inset, theme, stage.scale, stage.grid.smallest, anchor=0.44)
    head = rows[0]
    bar_x = inset.x + inset.width - 110 * stage.unit if is_rtl(head.item.text) else box.x
    out.append(marks.bar(stage, bar_x, head.y - over, 110 * stage.unit, 0.1))
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
    items.append(Item(words, face, stage.loud(words, 190, 96), theme.text, stage.cue(words), 0.0))
    for line in (*([by] if by else []), *text.points):
        items.append(Item(line, style.label, stage.size(50, 52), theme.accent_text, stage.cue(line), 64 * stage.unit))
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
    """A headline and points as cards, each at its cue: two or three stand side by side on a wide frame, else they are rows."""
    points = [*stage.scene.text.points, *([stage.scene.text.body] if stage.scene.text.body else [])]
    whole = stage.places.text
    if not points:
        return heading.heading(stage, whole, room=0.3, gap=50, largest=100)[0]
    box = heading.below(stage, whole, room=0.3, gap=50, largest=100)
    is_wide, gap = stage.grid.shape == "wide", 28 * stage.unit
    standing = is_wide and 2 <= len(points) <= 3
    columns = len(points) if standing else 2 if is_wide and len(points) > 3 else 1
    lines = -(-len(points) // columns)
    width = (box.width - gap * (columns - 1)) / columns
    tallest = (400 if stage.theme.style.mark == "rule" else 540) if standing else 250
    height = min((box.height - gap * (lines - 1)) / lines, tallest * stage.unit)
    # What is left over goes above the headline too, so that nothing hangs from the upper edge.
    spare = (box.height - lines * height - gap * (lines - 1)) * (0.44 if is_wide else 0.16)
    out, box = heading.heading(stage, whole._replace(y=whole.y + spare), room=0.3, gap=50, largest=100)
    cells = [
        Box(box.x + (index // lines) * (width + gap), box.y + (index % lines) * (height + gap), width, height)
        for index in range(len(points))
    ]
    if is_rtl(points[0]):
        cells = [cell._replace(x=2 * box.x + box.width - cell.x - cell.width) for cell in cells]
    inner = _standing_room if standing else _row_room
    largest = 84 * stage.unit if standing else stage.size(60, 70)
    size = heading.even(stage, points, stage.theme.style.title, largest, [inner(stage, cell, "") for cell in cells])
    for number, (point, cell) in enumerate(zip(points, cells, strict=True), 1):
        out += (_standing if standing else _row)(stage, number, point, cell, size)
    return out


def _mark_side(stage: Stage, cell: Box) -> float:
    """Size of the mark in a row: large enough to lead it, never so large that it touches the card's edges."""
    return min(72 * stage.unit, cell.height * 0.36)


def _row_room(stage: Stage, cell: Box, point: str) -> Box:
    pad, mark = min(44 * stage.unit, cell.height * 0.2), _mark_side(stage, cell)
    pad = 0.0 if stage.theme.style.mark == "rule" else pad
    left = pad + mark * 1.3 + 32 * stage.unit
    room = Box(cell.x + left, cell.y + 12 * stage.unit, cell.width - left - pad, cell.height - 24 * stage.unit)
    return room._replace(x=cell.x + pad) if is_rtl(point) else room


def _row(stage: Stage, number: int, point: str, cell: Box, size: float) -> list[Layer]:
    theme, style = stage.theme, stage.theme.style
    at, mark = stage.cue(point), _mark_side(stage, cell)
    item = Item(point, style.title, size, theme.text, at + 0.06)
    row = stack([item], _row_room(stage, cell, point), min(size, stage.grid.smallest))[0]
    pad = 0.0 if style.mark == "rule" else min(44 * stage.unit, cell.height * 0.2)
    reach = pad + mark * 0.65
    x = cell.x + cell.width - reach if is_rtl(point) else cell.x + reach
    return [
        _ground(stage, cell, at),
        *layers(row, "start", theme, stage.scale),
        *_mark(stage, number, (x, cell.y + cell.height / 2), mark, point, at + 0.1),
    ]


def _standing_room(stage: Stage, cell: Box, point: str) -> Box:
    """Below the mark; without a card's edges the text begins where the card would."""
    pad = _pad(stage)
    top = 212 * stage.unit
    return Box(cell.x + pad, cell.y + top, cell.width - pad - 48 * stage.unit, max(1.0, cell.height - top - 48 * stage.unit))


def _pad(stage: Stage) -> float:
    return 0.0 if stage.theme.style.mark == "rule" else 48 * stage.unit


def _standing(stage: Stage, number: int, point: str, cell: Box, size: float) -> list[Layer]:
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    at, is_ruled = stage.cue(point), style.mark == "rule"
    room, mark = _standing_room(stage, cell, point), 92 * unit
    item = Item(point, style.title, size, theme.text, at + 0.06)
    row = stack([item], room, min(size, stage.grid.smallest), anchor=0.0 if is_ruled else 1.0)[0]
    reach = _pad(stage) + mark * (0.65 if stage.scene.text.icons else 0.5)
    x = cell.x + cell.width - reach if is_rtl(point) else cell.x + reach
    middle = cell.y + 48 * unit + mark * 0.65
    return [
        _ground(stage, cell, at),
        *layers(row, "start", theme, stage.scale),
        *_mark(stage, number, (x, middle), mark, point, at + 0.1),
    ]


def _mark(stage: Stage, number: int, centre: tuple[float, float], size: float, point: str, at_s: float) -> list[Layer]:
    """The look's own mark; a numeral where the look has but a rule, which stands above the words already."""
    style = stage.theme.style
    if style.mark != "rule" or stage.scene.text.icons:
        return marks.bullet(stage, number, *centre, size, at_s)
    face, text = style.label, f"{number:02d}"
    grown = size * 0.62
    edge = centre[0] - size / 2 if not is_rtl(point) else centre[0] + size / 2 - advance(text, face, grown)
    baseline = centre[1] + cap_height(face.font) * grown / 2
    return [Still(line_sprite(text, face, grown, edge, baseline, stage.theme.accent_text, stage.scale), pop(style, at_s))]


def _ground(stage: Stage, cell: Box, at_s: float) -> Layer:
    """A card, or a rule above the words in looks that set type on the bare page."""
    if stage.theme.style.mark != "rule":
        return marks.plate(stage, cell, at_s)
    line = Box(cell.x, cell.y, cell.width, 4 * stage.unit)
    bounds = (line.x, line.y, line.x + line.width, line.y + line.height)
    placed = raster(
        bounds, stage.scale, lambda canvas: canvas.drawRect(skia.Rect.MakeXYWH(*line), paint.ink(stage.theme.accent_text))
    )
    return Still(placed, Entrance(max(0.0, at_s - 0.08), stage.theme.style.enter_s, dx=-36 * stage.scale))


def closing(stage: Stage) -> list[Layer]:
    """What to do now: headline, the address in a pill, and small print; the logo stands above when there is one."""
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    box = stage.places.text
    if stage.scene.logo:
        cut = box.height * 0.36
        box = Box(box.x, box.y + cut, box.width, box.height - cut)
    items = []
    if text.headline:
        largest = stage.loud(text.headline, 220, 132) * (1.35 if style.display.upper else 1.0)
        items.append(Item(text.headline, style.display, largest, theme.text, stage.cue(text.headline)))
    action, *rest = [line for line in (text.figure, *text.points, text.body) if line] or [""]
    if action:
        inset = 112 * stage.unit if items else 40 * stage.unit
        items.append(Item(action, style.title, stage.size(66, 62), theme.on_accent, stage.cue(action), inset))
    for line in rest:
        items.append(Item(line, style.body, stage.size(44, 46), theme.muted, stage.cue(line), 84 * stage.unit))
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
