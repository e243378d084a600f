"""A few words that stay in a corner of every scene: small, in the look's own face, and readable on whatever lies behind."""

from __future__ import annotations

from renderer.layer import Box, Layer
from renderer.look import color, paint
from renderer.look.color import Rgb
from renderer.look.layers import Group, Still
from renderer.look.stage import Stage
from renderer.look.theme import READABLE, Theme
from renderer.text import advance, cap_height, line_sprite, raster

_SIZE, _UPRIGHT_SIZE = 22.0, 27.0
_BLACK: Rgb = (0.0, 0.0, 0.0)


def layers(stage: Stage) -> list[Layer]:
    """The canvas's label in the corner that captions and logo leave free; nothing where it has none."""
    label = stage.canvas.label
    if label is None:
        return []
    theme = stage.theme
    face, size = theme.style.label, stage.size(_SIZE, _UPRIGHT_SIZE) * theme.style.label.grow
    x, middle = stage.grid.label(label.at)
    width, high = advance(label.text, face, size), cap_height(face.font) * size
    pad = 0.62 * size
    # The letters, not the plate, stand where other words begin.
    plate = Box(x - pad, middle - high / 2 - pad, width + 2 * pad, high + 2 * pad)
    shape = paint.rounded(plate, min(theme.style.radius, plate.height / 2))
    tone = paint.ink(theme.bg, plate_alpha(theme))
    bounds = (plate.x, plate.y, plate.x + plate.width, plate.y + plate.height)
    words = line_sprite(label.text, face, size, x, middle + high / 2, theme.muted, stage.scale)
    return [Group((Still(raster(bounds, stage.scale, lambda canvas: canvas.drawRRect(shape, tone))), Still(words)))]


def plate_alpha(theme: Theme) -> float:
    """Least opacity (steps of 0.01) of the look's ground under muted words that carries them over black as over white."""
    for percent in range(101):
        behind = (color.over(theme.bg, end, percent / 100) for end in (color.WHITE, _BLACK))
        if all(color.contrast(theme.muted, tone) >= READABLE for tone in behind):
            return percent / 100
    return 1.0
