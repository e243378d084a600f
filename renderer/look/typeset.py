"""Stacks of text fitted into a box together, so that their sizes keep their ratio, and turned into layers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from renderer.layer import Box, Layer
from renderer.look.color import Rgb
from renderer.look.layers import Still, rise
from renderer.look.theme import Face, Theme
from renderer.text import Block, advance, block, is_rtl, line_sprite, pieces

Align = Literal["start", "center"]


@dataclass(frozen=True)
class Item:
    """A text of a stack: how, how large at most, in which colour, when, the air above it (layout units), its indent (em)."""

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
    items = [replace(item, largest=_unbroken(replace(item, largest=item.largest * item.face.grow), box.width)) for item in items]
    factor = 1.0
    while True:
        sizes = [_size(item, factor, smallest) for item in items]
        insets = [item.indent * size for item, size in zip(items, sizes, strict=True)]
        blocks = [
            block(item.text, item.face, size, box.width - inset) for item, size, inset in zip(items, sizes, insets, strict=True)
        ]
        gaps = [0.0, *(item.gap * max(factor, 0.45) for item in items[1:])]
        height = sum(made.height for made in blocks) + sum(gaps)
        is_wide = any(made.width > box.width - inset + 1 for inset, made in zip(insets, blocks, strict=True))
        if (height <= box.height and not is_wide) or factor < 0.12:
            break
        factor *= 0.95
    blocks = [_tidy(item, made, box.width - inset) for item, made, inset in zip(items, blocks, insets, strict=True)]
    height = sum(made.height for made in blocks) + sum(gaps)
    y = box.y + max(0.0, box.height - height) * anchor
    rows = []
    for item, made, gap, inset in zip(items, blocks, gaps, insets, strict=True):
        y += gap
        rows.append(Row(item, made, _left(item, made, box, align, inset), y))
        y += made.height
    return rows


def _tidy(item: Item, made: Block, width: float) -> Block:
    """One row fewer and up to a third smaller, where a row holds little more than a lonely word."""
    if len(made.lines) < 2 or min(made.widths) > 0.5 * made.width:
        return made
    for shrink in (0.94, 0.88, 0.82, 0.76, 0.7):
        smaller = block(item.text, item.face, max(made.size * shrink, 34.0), width)
        if len(smaller.lines) < len(made.lines) and smaller.width <= width + 1:
            return smaller
    return made


def _unbroken(item: Item, width: float) -> float:
    """The largest size at which the longest word of an item fits by itself, so that it does not shrink the others."""
    longest = max(advance(piece, item.face, 100.0) for piece in pieces(item.text, item.face)) / 100.0
    return min(item.largest, width / max(longest + item.indent, 0.01))


def _size(item: Item, factor: float, smallest: float) -> float:
    floor = smallest if factor > 0.35 else smallest * factor / 0.35
    return max(item.largest * factor, min(floor, item.largest))


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
