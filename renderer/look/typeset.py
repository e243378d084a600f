"""Stacks of text fitted into a box together, so that their sizes keep their ratio, and turned into layers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from renderer.layer import Box, Layer
from renderer.look.color import Rgb
from renderer.look.layers import Still, rise
from renderer.look.theme import Face, Theme
from renderer.text import Block, block, is_rtl, line_sprite

Align = Literal["start", "center"]


@dataclass(frozen=True)
class Item:
    """A text of a stack: how, how large at most, in which colour, when, and the air above it (layout units)."""

    text: str
    face: Face
    largest: float
    color: Rgb
    at_s: float
    gap: float = 0.0
    indent: float = 0.0


@dataclass(frozen=True)
class Row:
    """An item that was set: the block and its top left corner (first cap-top)."""

    item: Item
    block: Block
    x: float
    y: float


def stack(items: list[Item], box: Box, smallest: float, align: Align = "start", anchor: float = 0.5) -> list[Row]:
    """Set items below each other inside `box`; `anchor` 0 is its top, 0.5 its middle.

    All shrink together. Where even `smallest` does not fit, they go on shrinking to half of it: too small is a lesser fault
    than text on text.
    """
    factor = 1.0
    while True:
        blocks = [block(item.text, item.face, _size(item, factor, smallest), box.width - _indent(item, factor)) for item in items]
        gaps = [0.0, *(item.gap * max(factor, 0.45) for item in items[1:])]
        height = sum(made.height for made in blocks) + sum(gaps)
        is_wide = any(made.width > box.width - _indent(item, factor) + 1 for item, made in zip(items, blocks, strict=True))
        if (height <= box.height and not is_wide) or factor < 0.12:
            break
        factor *= 0.95
    y = box.y + max(0.0, box.height - height) * anchor
    rows = []
    for item, made, gap in zip(items, blocks, gaps, strict=True):
        y += gap
        rows.append(Row(item, made, _left(item, made, box, align, _indent(item, factor)), y))
        y += made.height
    return rows


def _size(item: Item, factor: float, smallest: float) -> float:
    floor = smallest if factor > 0.35 else smallest * factor / 0.35
    return max(item.largest * factor, min(floor, item.largest))


def _indent(item: Item, factor: float) -> float:
    return item.indent * max(0.5, factor)


def _left(item: Item, made: Block, box: Box, align: Align, indent: float) -> float:
    if align == "center":
        return box.x + (box.width - made.width) / 2
    return box.x + box.width - made.width - indent if is_rtl(item.text) else box.x + indent


def layers(row: Row, align: Align, theme: Theme, scale: float, order: int = 0) -> list[Layer]:
    """One layer a line, entering one after the other."""
    made, item = row.block, row.item
    out: list[Layer] = []
    for index, (line, width) in enumerate(zip(made.lines, made.widths, strict=True)):
        x = row.x + (made.width - width) * (0.5 if align == "center" else float(is_rtl(item.text)))
        baseline = row.y + made.cap + index * made.pitch
        placed = line_sprite(line, made.face, made.size, x, baseline, item.color, scale)
        out.append(Still(placed, rise(theme.style, item.at_s, scale, order + index)))
    return out


def set_stack(
    items: list[Item], box: Box, theme: Theme, scale: float, smallest: float, align: Align = "start", anchor: float = 0.5
) -> tuple[list[Row], list[Layer]]:
    """Rows of `stack` and their layers in one go."""
    rows = stack(items, box, smallest, align, anchor)
    return rows, [layer for row in rows for layer in layers(row, align, theme, scale)]
