"""Icons by name: a chosen part of the Lucide set (ISC, see NOTICE), drawn as lines in any colour."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import skia

from renderer.errors import UnknownLook
from renderer.layer import Box
from renderer.look.color import Rgb

_FILE = Path(__file__).parent / "drawings" / "lucide.json"
_SIDE = 24  # of every drawing, in its own units
Nodes = list[tuple[str, dict[str, str]]]


@lru_cache(1)
def _drawings() -> dict[str, Nodes]:
    made: dict[str, Nodes] = json.loads(_FILE.read_text())
    return made


def names() -> tuple[str, ...]:
    """Every icon there is, sorted."""
    return tuple(_drawings())


def _element(tag: str, node: dict[str, str]) -> str:
    attributes = " ".join(f'{key}="{value}"' for key, value in node.items())
    return f"<{tag} {attributes}/>"


def draw(canvas: Any, name: str, box: Box, tone: Rgb, weight: float = 2.0) -> None:
    """Icon `name` inside `box`; `weight` is the line's width where the drawing is 24 wide. Raises UnknownLook."""
    nodes = _drawings().get(name)
    if nodes is None:
        raise UnknownLook(f"icon {name!r} is not one of ours; choose one of look/drawings/lucide.json")
    shapes = "".join(_element(tag, node) for tag, node in nodes)
    color = "#" + "".join(f"{round(255 * part):02x}" for part in tone)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SIDE}" height="{_SIDE}" viewBox="0 0 {_SIDE} {_SIDE}" fill="none" '
        f'stroke="{color}" stroke-width="{weight}" stroke-linecap="round" stroke-linejoin="round">{shapes}</svg>'
    )
    drawing = skia.SVGDOM.MakeFromStream(skia.MemoryStream(svg.encode(), True))
    side = min(box.width, box.height)
    canvas.save()
    canvas.translate(box.x + (box.width - side) / 2, box.y + (box.height - side) / 2)
    canvas.scale(side / _SIDE, side / _SIDE)
    drawing.render(canvas)
    canvas.restore()
