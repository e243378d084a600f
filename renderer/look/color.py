"""Colour in OKLCH: conversion, gamut mapping and contrast, in plain floats.

Matrices are those of Bjorn Ottosson's OKLab (2020); contrast is the ratio of WCAG 2.2, 1.4.3.
"""

from __future__ import annotations

import math
from functools import lru_cache

Rgb = tuple[float, float, float]
"""sRGB, 0..1 each."""

WHITE: Rgb = (1.0, 1.0, 1.0)
BLACK: Rgb = (0.0, 0.0, 0.0)


def parse(color: str) -> Rgb:
    """'#RRGGBB' as sRGB floats; ValueError for anything else."""
    digits = color.removeprefix("#")
    if len(digits) != 6:
        raise ValueError(f"colour {color!r} is not of the form '#RRGGBB'; write all six hexadecimal digits")
    return int(digits[:2], 16) / 255, int(digits[2:4], 16) / 255, int(digits[4:], 16) / 255


def rgb8(color: Rgb) -> tuple[int, int, int]:
    """The same colour in 0..255."""
    red, green, blue = (round(255 * value) for value in color)
    return red, green, blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _gamma(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055


def to_oklch(color: Rgb) -> tuple[float, float, float]:
    """Lightness 0..1, chroma (0..about 0.37), hue in degrees."""
    red, green, blue = (_linear(value) for value in color)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _linear_rgb(lightness: float, chroma: float, hue: float) -> Rgb:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _in_gamut(linear: Rgb) -> bool:
    return all(-1e-4 <= value <= 1.0001 for value in linear)


@lru_cache(4096)
def oklch(lightness: float, chroma: float, hue: float) -> Rgb:
    """Nearest sRGB colour of the same lightness and hue: only chroma is given up."""
    low, high = 0.0, max(0.0, chroma)
    lightness = min(1.0, max(0.0, lightness))
    if not _in_gamut(_linear_rgb(lightness, high, hue)):
        for _ in range(18):
            middle = (low + high) / 2
            low, high = (middle, high) if _in_gamut(_linear_rgb(lightness, middle, hue)) else (low, middle)
        high = low
    red, green, blue = (_gamma(min(1.0, max(0.0, value))) for value in _linear_rgb(lightness, high, hue))
    return red, green, blue


def luminance(color: Rgb) -> float:
    """Relative luminance, 0 black to 1 white."""
    return 0.2126 * _linear(color[0]) + 0.7152 * _linear(color[1]) + 0.0722 * _linear(color[2])


def contrast(one: Rgb, other: Rgb) -> float:
    """WCAG contrast ratio, 1..21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Straight line through OKLab, `share` of the way from one to the other."""
    (l1, c1, h1), (l2, c2, h2) = to_oklch(one), to_oklch(other)
    a = c1 * math.cos(math.radians(h1)) * (1 - share) + c2 * math.cos(math.radians(h2)) * share
    b = c1 * math.sin(math.radians(h1)) * (1 - share) + c2 * math.sin(math.radians(h2)) * share
    return oklch(l1 + (l2 - l1) * share, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def distance(one: Rgb, other: Rgb) -> float:
    """Distance in OKLab: 0.02 is just seen, black to white is 1."""
    (l1, c1, h1), (l2, c2, h2) = to_oklch(one), to_oklch(other)
    square = c1 * c1 + c2 * c2 - 2 * c1 * c2 * math.cos(math.radians(h1 - h2))
    return math.sqrt((l1 - l2) ** 2 + max(0.0, square))


def over(top: Rgb, bottom: Rgb, alpha: float) -> Rgb:
    """What a translucent layer gives on a solid one, in sRGB as the compositor works."""
    red, green, blue = (alpha * one + (1 - alpha) * other for one, other in zip(top, bottom, strict=True))
    return red, green, blue


def readable(color: Rgb, *grounds: Rgb, ratio: float = 4.5) -> Rgb:
    """`color` with lightness moved the least that gives `ratio` on every ground; hue stays, chroma only falls.

    Both directions are tried. Where neither reaches the ratio, the better of black and white is returned, so grounds
    that are close to each other always get at least 4.5.
    """
    lightness, chroma, hue = to_oklch(color)
    steps = sorted(range(-100, 101), key=abs)
    for step in steps:
        moved = oklch(lightness + step / 100, chroma, hue)
        if 0 <= lightness + step / 100 <= 1 and min(contrast(moved, ground) for ground in grounds) >= ratio:
            return moved
    return max((BLACK, WHITE), key=lambda candidate: min(contrast(candidate, ground) for ground in grounds))
