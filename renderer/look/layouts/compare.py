"""Two things side by side, and what one of them costs."""

from __future__ import annotations

from typing import Any

import skia

from renderer.layer import Box, Layer
from renderer.look import data, paint
from renderer.look.color import Rgb
from renderer.look.data import Entry, Price, Side
from renderer.look.layers import Entrance, Still
from renderer.look.layouts import heading, marks
from renderer.look.stage import Stage
from renderer.look.typeset import Item, stack
from renderer.text import advance, is_rtl, raster

_BEFORE = {
    "before",
    "then",
    "old",
    "today",
    "vorher",
    "früher",
    "avant",
    "antes",
    "prima",
    "voor",
    "wcześniej",
    "önce",
    "قبل",
    "לפני",
}
_SHORT = 12  # letters: '$9' or '3 hours' is set as a figure


def comparison(stage: Stage) -> list[Layer]:
    """Two panels, the second in the accent: what is better comes last, as in before and after; a badge between them."""
    first, second = data.sides(stage.scene.text)
    box, unit = stage.places.text, stage.unit
    out, box = heading.foot(stage, box, stage.scene.text.body)
    made, box = heading.heading(stage, box, room=0.26, gap=44)
    out = [*out, *made]
    gap = 36 * unit
    is_wide = stage.grid.shape in ("wide", "square")
    if is_wide:
        width = (box.width - gap) / 2
        panels = [Box(box.x, box.y, width, box.height), Box(box.x + width + gap, box.y, width, box.height)]
        centre = (box.x + box.width / 2, box.y + box.height / 2)
    else:
        height = (box.height - gap) / 2
        panels = [Box(box.x, box.y, box.width, height), Box(box.x, box.y + height + gap, box.width, height)]
        centre = (box.x + box.width / 2, box.y + box.height / 2)
    if is_rtl(stage.scene.text.points[0]) and is_wide:
        panels.reverse()
    for place, (side, panel) in enumerate(zip((first, second), panels, strict=True)):
        out += _panel(stage, side, panel, strong=place == 1)
    reach = stage.size(46, 56)
    at = max(0.0, stage.cue(second.rows[0].line) - 0.1)
    badge = Box(centre[0] - reach, centre[1] - reach, 2 * reach, 2 * reach)
    if first.title.lower() in _BEFORE:
        turned = "arrow-down" if not is_wide else "arrow-left" if is_rtl(first.title) else "arrow-right"
        return [*out, *marks.badge(stage, badge, at, icon=turned, fill=stage.theme.bg)]
    return [*out, *marks.badge(stage, badge, at, text="vs", fill=stage.theme.bg)]


def _panel(stage: Stage, side: Side, panel: Box, *, strong: bool) -> list[Layer]:
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    at = stage.cue(side.rows[0].line)
    text, quiet = (theme.on_accent, theme.on_accent) if strong else (theme.text, theme.muted)
    dx = (40 if strong else -40) * unit
    out = [marks.plate(stage, panel, at, marks.panel_tone(theme) if strong else theme.surface, dx=dx, height=0.8)]
    pad = min(56 * unit, panel.width * 0.09)
    inner = Box(panel.x + pad, panel.y + pad, panel.width - 2 * pad, panel.height - 2 * pad)
    if stage.grid.shape in ("wide", "square"):
        # The badge stands between the panels; text keeps clear of it.
        inner = inner._replace(width=inner.width - 26 * unit, x=inner.x + (26 * unit if strong else 0))
    items = []
    if side.title:
        items.append(Item(side.title, style.title, stage.size(60, 58), quiet, at + 0.05))
    for index, row in enumerate(side.rows):
        items.append(_row(stage, row, len(side.rows), text, quiet, 44 * unit if index == 0 and items else 26 * unit))
    if stage.grid.shape == "wide" and _is_figure(stage) and side.title:
        # The name at the upper edge and the value on the lower one: both panels share both lines.
        head, value = stack(items[:1], inner, stage.grid.smallest, anchor=0.0), items[1:]
        low = inner._replace(y=inner.y + inner.height * 0.3, height=inner.height * 0.7)
        return [*out, *heading.put(stage, [*head, *stack(value, low, stage.grid.smallest, anchor=1.0)])]
    # Both panels begin on one line, whatever stands in them.
    rows = stack(items, inner, stage.grid.smallest, anchor=0.0 if stage.grid.shape == "wide" else 0.5)
    return [*out, *heading.put(stage, rows)]


def _is_figure(stage: Stage) -> bool:
    """Whether both sides are one short value each, which is then set as large as figures are."""
    sides = data.sides(stage.scene.text)
    return all(len(side.rows) == 1 and len(side.rows[0].text) <= _SHORT for side in sides)


def _row(stage: Stage, row: Entry, count: int, text: Rgb, quiet: Rgb, gap: float) -> Item:
    style = stage.theme.style
    at = stage.cue(row.line) + 0.1
    if _is_figure(stage):
        sides = data.sides(stage.scene.text)
        room = (stage.places.text.width - 36 * stage.unit) / (2 if stage.grid.shape in ("wide", "square") else 1) * 0.74
        face, large = style.figure, 210 * stage.unit * (1.35 if style.figure.upper else 1.0)
        # Equal sizes, so that neither shouts by being short: of the longer value on one line, else of the longest word.
        values = [side.rows[0].text.upper() if face.upper else side.rows[0].text for side in sides]
        whole = min(room / advance(value, face, 1.0) for value in values)
        word = min(room / advance(word, face, 1.0) for value in values for word in value.split())
        large = min(large, whole if whole > 110 * stage.unit else word)
        return Item(row.text, face, large, text, at, gap)
    face = style.title if count == 1 else style.body
    return Item(row.text, face, stage.size(84 if count == 1 else 58, 76 if count == 1 else 56), quiet, at, gap)


def price(stage: Stage) -> list[Layer]:
    """One card: name and amount on the accent, what is in it with ticks beside or below."""
    text, unit, box = stage.scene.text, stage.unit, stage.places.text
    found = data.price(text)
    is_wide = stage.grid.shape == "wide"
    has_more = bool(text.points or (text.body and text.body != found.per))
    card = box
    if is_wide:
        width = box.width * (1.0 if has_more else 0.62)
        height = min(box.height, 680 * unit)
        card = Box(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)
    elif not has_more:
        card = Box(box.x, box.y + box.height * 0.2, box.width, box.height * 0.6)
    if not has_more:
        return [marks.plate(stage, card, 0.1, marks.panel_tone(stage.theme), height=1.0), *_amount(stage, found, card)]
    share = 0.46 if is_wide else 0.5
    head = (
        Box(card.x, card.y, card.width * share, card.height) if is_wide else Box(card.x, card.y, card.width, card.height * share)
    )
    low = (
        Box(card.x + head.width, card.y, card.width - head.width, card.height)
        if is_wide
        else Box(card.x, card.y + head.height, card.width, card.height - head.height)
    )
    out: list[Layer] = [marks.plate(stage, card, 0.1, height=1.0), _panel_of(stage, card, head)]
    return [*out, *_amount(stage, found, head), *_included(stage, low)]


def _panel_of(stage: Stage, card: Box, part: Box) -> Layer:
    """The part of a card in the accent, inside the card's own corners."""
    theme, style = stage.theme, stage.theme.style
    bounds = (card.x, card.y, card.x + card.width, card.y + card.height)

    def draw(canvas: Any) -> None:
        canvas.save()
        canvas.clipRRect(paint.rounded(card, style.radius * 0.7), True)
        canvas.drawRect(skia.Rect.MakeXYWH(*part), paint.ink(marks.panel_tone(theme)))
        canvas.restore()

    return Still(
        raster(bounds, stage.scale, draw), Entrance(0.02, style.enter_s, 0.0, style.rise * 0.7 * stage.scale, style.overshoot)
    )


def _amount(stage: Stage, found: Price, box: Box) -> list[Layer]:
    text, theme, style, unit = stage.scene.text, stage.theme, stage.theme.style, stage.unit
    pad = min(60 * unit, box.width * 0.1)
    inner = Box(box.x + pad, box.y + pad, box.width - 2 * pad, box.height - 2 * pad)
    at = stage.cue(text.figure or text.headline)
    items = []
    if found.name:
        items.append(Item(found.name, style.label, stage.size(58, 58), theme.on_accent, stage.cue(text.headline)))
    large = (300 if stage.grid.shape == "wide" else 230) * unit * (1.35 if style.figure.upper else 1.0)
    items.append(Item(found.amount, style.figure, large, theme.on_accent, at + 0.05, 50 * unit))
    if found.per:
        items.append(Item(found.per, style.label, stage.size(56, 56), theme.on_accent, at + 0.15, 30 * unit))
    return heading.put(stage, stack(items, inner, stage.grid.smallest, anchor=0.5))


def _included(stage: Stage, box: Box) -> list[Layer]:
    text, theme, style, unit = stage.scene.text, stage.theme, stage.theme.style, stage.unit
    pad = min(80 * unit, box.width * 0.09)
    inner = Box(box.x + pad, box.y + pad, box.width - 2 * pad, box.height - 2 * pad)
    items = [
        Item(line, style.title, stage.size(62, 60), theme.text, stage.cue(line), (52 if index else 0) * unit, 1.7)
        for index, line in enumerate(text.points)
    ]
    if text.body and text.body != data.price(text).per:
        items.append(Item(text.body, style.body, stage.size(42, 46), heading.quiet(stage), stage.cue(text.body), 44 * unit))
    rows = stack(items, inner, stage.grid.smallest, anchor=0.5)
    out = heading.put(stage, rows)
    for number, row in enumerate(rows[: len(text.points)], 1):
        reach = row.block.size * 0.5
        x = inner.x + inner.width - reach if is_rtl(row.item.text) else inner.x + reach
        out += marks.bullet(stage, number, x, row.y + row.block.cap / 2, row.block.size, row.item.at_s)
    return out
