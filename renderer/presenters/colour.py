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


def argb(color: Color, alpha: int = 255) -> int:
    """The 0xAARRGGBB word that Skia takes."""
    return (alpha << 24) | color


def mix(first: Color, second: Color, share: float) -> Color:
    """Linear blend: `share` 0 is all `first`, 1 is all `second`."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(channels(first), channels(second), strict=True))
    return (red << 16) | (green << 8) | blue


def shade(color: Color, light: Color) -> Color:
    """`color` as it looks under coloured `light`; a cool light gives every cloth the same ambient shadow."""
    red, green, blue = (a * b // 255 for a, b in zip(channels(color), channels(light), strict=True))
    return (red << 16) | (green << 8) | blue
