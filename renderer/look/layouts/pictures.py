"""A picture or clip that fills the frame, with a caption on a scrim."""

from __future__ import annotations

from renderer.layer import Box, Layer
from renderer.look.stage import Stage
from renderer.look.typeset import Item, layers, stack


def picture(stage: Stage) -> list[Layer]:
    """Headline and body at the foot of the picture (or of an empty ground where there is none)."""
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    items = caption_items(stage)
    if not items:
        return []
    box = stage.places.text
    del text, style
    share = 0.5 if stage.grid.shape == "wide" else 0.6
    room = Box(
        box.x, box.y + box.height * (1 - share), box.width * (0.8 if stage.grid.shape == "wide" else 1.0), box.height * share
    )
    rows = stack(items, room, stage.grid.smallest, anchor=1.0)
    return [layer for row in rows for layer in layers(row, "start", theme, stage.scale)]


def caption_items(stage: Stage) -> list[Item]:
    """What a picture's caption says, in reading order."""
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    items: list[Item] = []
    if text.figure:
        items.append(Item(text.figure, style.figure, stage.size(150, 150), theme.accent_text, stage.cue(text.figure)))
    if text.headline:
        largest = stage.size(88, 84) * (1.4 if style.display.upper else 1.0)
        items.append(Item(text.headline, style.display, largest, theme.text, stage.cue(text.headline), 20 * stage.unit))
    for line in (*text.points, *([text.body] if text.body else [])):
        items.append(Item(line, style.body, stage.size(40, 44), theme.text, stage.cue(line), 26 * stage.unit))
    return items
