"""Logos drawn as SVG, turned into pixels."""

from __future__ import annotations

from pathlib import Path

import skia

from tools.errors import AssetRefused

SIDE = 1024
MAX_BYTES = 4_000_000


def rasterise(path: Path, name: str) -> bytes:
    """The drawing as PNG with a transparent ground, 1024 pixels on its long side; nothing it refers to is fetched.

    Raises AssetRefused where it cannot be drawn.
    """
    refused = AssetRefused(f"{name!r} is an SVG that cannot be drawn here; export the logo as PNG and hand that in.")
    if path.stat().st_size > MAX_BYTES:
        raise refused
    drawing = skia.SVGDOM.MakeFromStream(skia.MemoryStream(path.read_bytes()))
    if drawing is None:
        raise refused
    size = drawing.containerSize()
    width, height = size.width(), size.height()
    if width <= 0 or height <= 0:
        width = height = SIDE
    scale = SIDE / max(width, height)
    across, down = max(1, round(width * scale)), max(1, round(height * scale))
    surface = skia.Surface(across, down)
    canvas = surface.getCanvas()
    canvas.clear(skia.ColorTRANSPARENT)
    drawing.setContainerSize(skia.Size.Make(width, height))
    canvas.scale(scale, scale)
    drawing.render(canvas)
    pixels = surface.makeImageSnapshot()
    if not pixels.toarray()[..., 3].any():
        raise refused
    return bytes(pixels.encodeToData(skia.EncodedImageFormat.kPNG, 100))
