"""The plate that two films are shown on, next to each other, each with its label above it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import skia

from renderer.encode import picture
from renderer.layer import Box
from renderer.look.paint import ink, rounded
from renderer.look.theme import Face
from renderer.text import advance, draw_line

Size = tuple[int, int]
GAP, HEAD = 24, 64
GROUND, PILL, PALE = (0.075, 0.082, 0.11), (0.16, 0.175, 0.225), (0.93, 0.94, 0.97)
FACE = Face("HankenGrotesk_700Bold")


@dataclass(frozen=True)
class Plate:
    """A picture of `width` x `height` pixels with room for two films at `places` (top left corners). `png` holds it."""

    width: int
    height: int
    places: tuple[tuple[int, int], tuple[int, int]]
    png: bytes


def plate(sizes: tuple[Size, Size], labels: tuple[str, str]) -> Plate:
    """Room for two films of these pixel sizes, none of them scaled, their middles on one line. Sides are even numbers."""
    (left, left_height), (right, right_height) = sizes
    width = left + right + 3 * GAP & ~1
    height = max(left_height, right_height) + HEAD + GAP & ~1
    across = (GAP, GAP + left + GAP)
    down = [HEAD + (height - HEAD - GAP - tall) // 2 & ~1 for tall in (left_height, right_height)]
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.clear(skia.Color4f(*GROUND, 1).toColor())
    for x, room, y, label in zip(across, (left, right), down, labels, strict=True):
        _label(canvas, label, x, y - HEAD, room)
    pixels = surface.makeImageSnapshot().toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)
    png = picture(np.ascontiguousarray(pixels[..., :3]))
    return Plate(width, height, ((across[0], down[0]), (across[1], down[1])), png)


def _label(canvas: skia.Canvas, text: str, x: int, y: int, room: int) -> None:
    """A pill over the film's left edge, its text shortened until it fits."""
    size, shown = 24.0, text
    while advance(shown, FACE, size) > room - 40 and len(shown) > 4:
        shown = shown.rstrip("…")[:-1].rstrip() + "…"
    box = Box(x, y + 12, advance(shown, FACE, size) + 36, 40)
    canvas.drawRRect(rounded(box, 20), ink(PILL))
    draw_line(canvas, shown, FACE, size, box.x + 18, box.y + 28.5, ink(PALE))
