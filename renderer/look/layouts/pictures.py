"""A picture or clip that fills the frame, with a caption on a scrim."""

from __future__ import annotations

from renderer.layer import Box, Layer
from renderer.look.stage import Stage
from renderer.look.typeset import Item, Row, layers, stack

AIM = (0.55, 0.36)
"""Where the focus of a full-bleed picture rests: above its words and, on a wide frame, beside their column."""


def picture(stage: Stage) -> list[Layer]:
    """Headline and body at the foot of the picture (or of an empty ground where there is none)."""
    if not caption_items(stage):
        return []
    return [layer for row in rows(stage) for layer in layers(row, "start", stage.theme, stage.scale)]


def rows(stage: Stage) -> list[Row]:
    """The caption as it is set; there must be one."""
    box = stage.places.text
    is_wide = stage.grid.shape == "wide"
    share = 0.55 if is_wide else 0.62
    room = Box(box.x, box.y + box.height * (1 - share), box.width * (0.8 if is_wide else 1.0), box.height * share)
    return stack(caption_items(stage), room, stage.grid.smallest, anchor=1.0)


def caption_items(stage: Stage) -> list[Item]:
    """What a picture's caption says, in reading order."""
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    items: list[Item] = []
    if text.figure:
        items.append(Item(text.figure, style.figure, stage.size(150, 150), theme.accent_text, stage.cue(text.figure)))
    if text.headline:
        largest = stage.loud(text.headline, 150, 96) * (1.3 if style.display.upper else 1.0)
        items.append(Item(text.headline, style.display, largest, theme.text, stage.cue(text.headline), 20 * stage.unit))
    for line in (*text.points, *([text.body] if text.body else [])):
        items.append(Item(line, style.body, stage.size(50, 50), theme.text, stage.cue(line), 34 * stage.unit))
    return items
