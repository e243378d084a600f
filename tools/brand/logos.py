"""A logo handed in as a drawing or a picture: its exact colours, its size, and the ground it is made for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import numpy as np
from lxml import etree
from numpy.typing import NDArray
from PIL import Image, ImageColor

from memory.domain.brand import BrandItem, Evidence, Logo
from memory.files import Files
from tools.assets import accept
from tools.brand.material import Material
from tools.errors import AssetRefused
from tools.vector import MAX_BYTES, parsed

MOST_FILLS = 6
LEAST_SHARE = 0.01  # of the visible pixels; less is the soft edge of a shape
NEAR = 3.0  # of 255: what rounding changes on the way to pixels
_PAINTS = ("fill", "stroke", "stop-color", "color")
_STYLE = re.compile(r"(?:^|[;{\s])(fill|stroke|stop-color|color)\s*:\s*([^;}]+)", re.I)
_OUTSIDE = re.compile(r"^\s*(?:https?:|//|file:|ftp:)", re.I)
_URL = re.compile(r"url\(\s*['\"]?\s*(?!#|data:)([^)'\"]+)|@import\s+([^;]+)", re.I)


def learn_logo(brand: str, source: Material, files: Files) -> BrandItem:
    """The logo, stored as pixels that a film can take. Raises AssetRefused with one sentence.

    A drawing's colours are those it names, a picture's those that fill a hundredth of it, exactly; the most of it first.
    """
    named: tuple[str, ...] | None = None
    with source.path.open("rb") as opened:
        head = opened.read(4096)
    if b"<svg" in head.lower() or head.lstrip().startswith((b"<?xml", b"<!DOCTYPE")):
        named = tuple(svg_fills(source.path, source.name))
    stored = accept(source.path, source.name, files)
    if stored.kind != "image":
        raise AssetRefused(f"{source.name!r} is no logo; hand in a PNG or an SVG")
    with Image.open(files.path(stored.sha256)) as picture:
        pixels = np.asarray(picture.convert("RGBA"))
    seen = _seen(pixels)
    fills = _ranked(named, seen) if named is not None else tuple(_flat(seen))
    value = Logo(sha256=stored.sha256, ground=_ground(seen, source.name), width=stored.width, height=stored.height, fills=fills)
    evidence = Evidence(sha256=source.sha256, name=source.name, dated=source.dated)
    return BrandItem(brand=brand, value=value, evidence=(evidence,))


def svg_fills(path: Path, name: str) -> list[str]:
    """The colours an SVG names, as '#RRGGBB', each once. Raises AssetRefused where it runs scripts or reaches outside."""
    if path.stat().st_size > MAX_BYTES:
        raise AssetRefused(f"{name!r} is a very large drawing; export the logo alone, below {MAX_BYTES // 1_000_000} MB.")
    try:
        root = parsed(path)
    except etree.XMLSyntaxError as error:
        raise AssetRefused(f"{name!r} is an SVG that cannot be read; export the logo again, or as PNG.") from error
    found: dict[str, None] = {}
    for element in root.iter():
        if not isinstance(element.tag, str):
            if isinstance(element, etree._Entity):
                raise AssetRefused(f"{name!r} holds entities that stand for other text; export the logo again without them.")
            continue
        _refuse_what_acts(element, name)
        for colour in _colours(element):
            found.setdefault(colour)
    return list(found)


def _refuse_what_acts(element: etree._Element, name: str) -> None:
    tag = etree.QName(element).localname.lower()
    attributes = {etree.QName(key).localname.lower(): str(value) for key, value in element.attrib.items()}
    if tag in ("script", "foreignobject", "iframe", "handler") or any(key.startswith("on") for key in attributes):
        raise AssetRefused(f"{name!r} holds a script or a page inside the drawing; export the logo as a plain SVG or as PNG.")
    outside = attributes.get("href", "") if _OUTSIDE.match(attributes.get("href", "")) and tag != "a" else ""
    styled = " ".join(
        (
            attributes.get("style", ""),
            *(attributes.get(paint, "") for paint in _PAINTS),
            element.text or "" if tag == "style" else "",
        )
    )
    if reached := _URL.search(styled):
        outside = outside or reached[1] or reached[2] or "another file"
    if outside:
        raise AssetRefused(
            f"{name!r} takes a part from outside, {outside.strip()[:80]!r}; put it into the drawing and hand it in again."
        )


def _colours(element: etree._Element) -> Iterator[str]:
    values = [str(element.get(paint)) for paint in _PAINTS if element.get(paint)]
    values += [match[2] for match in _STYLE.finditer(str(element.get("style") or ""))]
    if etree.QName(element).localname.lower() == "style":
        values += [match[2] for match in _STYLE.finditer(element.text or "")]
    for value in values:
        plain = value.split("!")[0].strip()
        if plain.lower() in ("none", "currentcolor", "inherit", "transparent") or plain.lower().startswith(
            ("url", "var", "context-")
        ):
            continue
        try:
            red, green, blue = ImageColor.getrgb(plain)[:3]
        except ValueError:
            continue  # not a colour as CSS writes one; the pixels tell what it looks like
        yield f"#{red:02X}{green:02X}{blue:02X}"


def _seen(pixels: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """The colours of opaque pixels, (n, 3); of a picture without transparency, all but its ground."""
    flat = pixels.reshape(-1, 4)
    opaque = flat[flat[:, 3] > 250][:, :3]
    if len(opaque) == len(flat):
        corners = {tuple(pixels[y, x, :3]) for y in (0, -1) for x in (0, -1)}
        if len(corners) == 1:
            ground = np.array(corners.pop(), np.int16)
            opaque = opaque[np.abs(opaque.astype(np.int16) - ground).max(axis=1) > NEAR]
    return opaque


def _flat(seen: NDArray[np.uint8]) -> Iterator[str]:
    """Colours that fill a share of a picture by themselves; none of a photograph."""
    if not len(seen):
        return
    values = (seen[:, 0].astype(np.uint32) << 16) | (seen[:, 1].astype(np.uint32) << 8) | seen[:, 2]
    colours, counts = np.unique(values, return_counts=True)
    for at in np.argsort(-counts)[:MOST_FILLS]:
        if counts[at] >= 2 * LEAST_SHARE * len(seen):
            yield f"#{int(colours[at]):06X}"


def _ranked(named: tuple[str, ...], seen: NDArray[np.uint8]) -> tuple[str, ...]:
    """The named colours that are really seen, the most of them first; a shape without a colour is black."""
    if not len(seen):
        return named[:MOST_FILLS]
    shares: Counter[str] = Counter()
    for colour in dict.fromkeys((*named, "#000000")):
        value = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)], np.int16)
        shares[colour] = int((np.abs(seen.astype(np.int16) - value).max(axis=1) <= NEAR).sum())
    return (
        tuple(colour for colour, count in shares.most_common(MOST_FILLS) if count >= LEAST_SHARE * len(seen))
        or named[:MOST_FILLS]
    )


def _ground(seen: NDArray[np.uint8], name: str) -> Literal["light", "dark", "any"]:
    """The ground a mark can be read on: a light mark is for dark ones. The file's name decides where it says so."""
    plain = name.casefold()
    if re.search(r"negativ|reverse|inverse|on[-_ ]?dark|[-_ ]white|[-_ ]light(?:[-_. ]|$)|knockout", plain):
        return "dark"
    if re.search(r"positiv|on[-_ ]?light|[-_ ]black|[-_ ]dark(?:[-_. ]|$)", plain):
        return "light"
    if not len(seen):
        return "any"
    luma = float((seen.astype(np.float32) @ np.array([0.2126, 0.7152, 0.0722], np.float32)).mean()) / 255
    return "dark" if luma > 0.8 else "light" if luma < 0.45 else "any"
