"""Logos drawn as SVG, turned into pixels."""

from __future__ import annotations

import re
from pathlib import Path

import skia
from lxml import etree

from tools.errors import AssetRefused
from tools.vector_safety import harmless

SIDE = 1024
MAX_BYTES = 4_000_000
MOST_STRETCHED = 100.0
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def rasterise(path: Path, name: str) -> bytes:
    """The drawing as PNG with a transparent ground, 1024 pixels on its long side; nothing it refers to is fetched.

    Raises AssetRefused where it cannot be drawn.
    """
    refused = AssetRefused(f"{name!r} is an SVG that cannot be drawn here; export the logo as PNG and hand that in.")
    if path.stat().st_size > MAX_BYTES:
        raise refused
    try:
        plain = etree.tostring(plainly(harmless(parsed(path), name)))
    except etree.XMLSyntaxError as error:
        raise refused from error
    drawing = skia.SVGDOM.MakeFromStream(skia.MemoryStream(plain))
    if drawing is None:
        raise refused
    size = drawing.containerSize()
    width, height = size.width(), size.height()
    if width <= 0 or height <= 0:
        width = height = SIDE
    if not 1 / MOST_STRETCHED <= width / height <= MOST_STRETCHED:
        raise refused
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


def parsed(path: Path) -> etree._Element:
    """The root of a drawing; no entity is expanded and nothing is fetched. Raises XMLSyntaxError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(path.read_bytes(), parser)


def plainly(root: etree._Element) -> etree._Element:
    """The drawing as the rasteriser reads it: rules of its style sheets at the shapes they are for, and a size of its own.

    Selectors of one class, id or tag are followed; what drawing programs write is of that kind.
    """
    rules: list[tuple[str, str]] = []
    for sheet in root.iter("{*}style"):
        text = re.sub(r"/\*.*?\*/|<!\[CDATA\[|\]\]>", "", sheet.text or "", flags=re.S)
        rules += [(one.strip(), body.strip()) for names, body in _RULE.findall(text) for one in names.split(",")]
    for element in root.iter("{*}*"):
        tag = etree.QName(element).localname
        names = {tag, f"#{element.get('id')}", *(f".{name}" for name in (element.get("class") or "").split())}
        said = ";".join(body.rstrip(";") for name, body in rules if name in names or name in {f"{tag}{one}" for one in names})
        if said:
            element.set("style", ";".join(part for part in (said, element.get("style") or "") if part))
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) == 4 and not re.match(r"[\d.]+(?:px)?$", root.get("width") or ""):
        root.set("width", box[2])
        root.set("height", box[3])
    return root
