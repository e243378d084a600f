"""Colours of the drawn cast: packed 0xRRGGBB integers and the few operations its palettes are built from."""

from __future__ import annotations

import re

Color = int

WHITE = 0xFFFFFF
WARM_WHITE = 0xFBF6F0
_HEX = re.compile(r"#?([0-9a-fA-F]{6})")


def from_hex(text: str) -> Color:
    """Colour of '#RRGGBB'. Raises ValueError for anything else."""
    match = _HEX.fullmatch(text)
    if match is None:
        raise ValueError(f"a colour is written '#RRGGBB', not {text!r}")
    return int(match.group(1), 16)


def channels(color: Color) -> tuple[int, int, int]:
    """Red, green and blue, 0..255 each."""
    return (color >> 16) & 255, (color >> 8) & 255, color & 255


def ink(color: Color, alpha: int = 255) -> int:
    """The word that Skia paints with: alpha, then Y, U and V (BT.709, limited range) in place of red, green and blue.

    Mixing by alpha is linear, and so is the change of colours; painting in YUV spares every frame a conversion.
    """
    red, green, blue = channels(color)
    y = 16.5 + 0.1826 * red + 0.6142 * green + 0.0620 * blue
    u = 128.5 - 0.1006 * red - 0.3386 * green + 0.4392 * blue
    v = 128.5 + 0.4392 * red - 0.3989 * green - 0.0403 * blue
    return (alpha << 24) | (int(y) << 16) | (int(u) << 8) | int(v)


def mix(first: Color, second: Color, share: float) -> Color:
    """Linear blend: `share` 0 is all `first`, 1 is all `second`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(channels(first), channels(second), strict=True))
    return (red << 16) | (green << 8) | blue


def shade(color: Color, light: Color) -> Color:
    """`color` as it looks under coloured `light`; a cool light gives every cloth the same ambient shadow."""
    red, green, blue = (a * b // 255 for a, b in zip(channels(color), channels(light), strict=True))
    return (red << 16) | (green << 8) | blue
