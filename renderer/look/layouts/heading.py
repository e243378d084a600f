"""The headline over a designed layout, the quiet line at its foot, and single texts set into boxes."""

from __future__ import annotations

from typing import Literal

from renderer.layer import Box, Layer
from renderer.look import color
from renderer.look.color import Rgb
from renderer.look.stage import Stage
from renderer.look.theme import Face
from renderer.look.typeset import Align, Item, Row, layers, set_stack, stack
from renderer.text import is_rtl


def heading(
    stage: Stage, box: Box, *, room: float = 0.28, gap: float = 46, align: Align = "start", largest: float = 84
) -> tuple[list[Layer], Box]:
    """The headline at the top of `box` and what it leaves below; nothing and all of it where there is no headline."""
    rows, low = _headline(stage, box, room, gap, align, largest)
    return put(stage, rows, align), low


def below(stage: Stage, box: Box, *, room: float = 0.28, gap: float = 46, largest: float = 84) -> Box:
    """What `heading` would leave of `box`, without setting it."""
    return _headline(stage, box, room, gap, "start", largest)[1]


def _headline(stage: Stage, box: Box, room: float, gap: float, align: Align, largest: float) -> tuple[list[Row], Box]:
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    if not text.headline:
        return [], box
    size = stage.size(largest, largest) * (1.4 if style.display.upper else 1.0)
    item = Item(text.headline, style.display, size, theme.text, stage.cue(text.headline))
    rows = stack([item], Box(box.x, box.y, box.width, box.height * room), stage.grid.smallest, align, anchor=0.0)
    top = rows[0].y + rows[0].block.height + gap * stage.unit
    return rows, Box(box.x, top, box.width, max(1.0, box.y + box.height - top))


def foot(stage: Stage, box: Box, line: str, align: Align = "start") -> tuple[list[Layer], Box]:
    """A quiet line at the bottom of `box`, such as a source, and what it leaves above."""
    if not line:
        return [], box
    item = Item(line, stage.theme.style.body, stage.size(36, 44), quiet(stage), stage.cue(line))
    low = Box(box.x, box.y + box.height * 0.86, box.width, box.height * 0.14)
    rows, out = set_stack([item], low, stage.theme, stage.scale, stage.grid.smallest, align, anchor=1.0)
    return out, Box(box.x, box.y, box.width, max(1.0, rows[0].y - 30 * stage.unit - box.y))


def set_in(
    stage: Stage,
    text: str,
    face: Face,
    largest: float,
    color: Rgb,
    box: Box,
    at_s: float,
    *,
    align: Align = "start",
    anchor: float = 0.5,
) -> list[Layer]:
    """One text inside `box`, as large as `largest` at most."""
    if not text:
        return []
    item = Item(text, face, largest, color, at_s)
    return set_stack([item], box, stage.theme, stage.scale, stage.grid.smallest, align, anchor)[1]


def quiet(stage: Stage) -> Rgb:
    """For small print: between muted and text, since thin strokes lose contrast where they are smoothed."""
    return color.mix(stage.theme.muted, stage.theme.text, 0.35)


def even(stage: Stage, texts: list[str], face: Face, largest: float, boxes: list[Box]) -> float:
    """The largest size at which every text fits its box, so that equals look equal; of the face before it grows."""
    sizes = [
        stack([Item(text, face, largest, stage.theme.text, 0.0)], box, stage.grid.smallest)[0].block.size
        for text, box in zip(texts, boxes, strict=True)
        if text
    ]
    return min(sizes, default=largest * face.grow) / face.grow


def put(stage: Stage, rows: list[Row], align: Align = "start") -> list[Layer]:
    """Layers of rows that were set."""
    return [layer for row in rows for layer in layers(row, align, stage.theme, stage.scale)]


def side_of(text: str) -> Literal["left", "right"]:
    """Where a line of this script begins."""
    return "right" if is_rtl(text) else "left"
