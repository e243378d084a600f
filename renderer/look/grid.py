"""Where things go: safe areas, the caption and name zones, and the boxes of every layout in every aspect. Pure geometry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from renderer import spec
from renderer.errors import UnknownLook
from renderer.layer import Box
from renderer.look.names import LAYOUTS

Shape = Literal["wide", "tall", "square", "portrait"]

# Shares of the height: (captions at the bottom, captions at the top, name strip).
_ZONES: dict[Shape, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "wide": ((0.845, 0.955), (0.05, 0.16), (0.695, 0.815)),
    "square": ((0.845, 0.955), (0.05, 0.16), (0.705, 0.82)),
    "portrait": ((0.83, 0.93), (0.055, 0.155), (0.715, 0.805)),
    "tall": ((0.62, 0.72), (0.125, 0.205), (0.735, 0.8)),
}
# Shares of the height that text keeps free above and below.
_MARGINS: dict[Shape, tuple[float, float]] = {
    "wide": (0.09, 0.09),
    "square": (0.075, 0.075),
    "portrait": (0.075, 0.075),
    "tall": (0.125, 0.2),
}
_GAP = 0.03


class Places(NamedTuple):
    """Boxes of one scene in layout units. `name` is where a lower third goes; None where there is nothing."""

    text: Box
    presenter: Box | None
    media: Box | None
    captions: Box
    name: Box


@dataclass(frozen=True)
class Grid:
    """A canvas, and what the scene takes away from it before text is placed."""

    width: int
    height: int
    has_captions: bool = False
    captions_at: Literal["bottom", "top"] = "bottom"

    @property
    def shape(self) -> Shape:
        ratio = self.width / self.height
        if ratio > 1.2:
            return "wide"
        return "square" if ratio > 0.9 else "portrait" if ratio > 0.7 else "tall"

    @property
    def unit(self) -> float:
        """Layout units are drawn for a short side of 1080; other canvases scale them."""
        return min(self.width, self.height) / 1080

    @property
    def margin(self) -> float:
        return self.width * (0.06 if self.shape == "wide" else 0.07)

    @property
    def smallest(self) -> float:
        """Smallest text that must be read, in layout units."""
        return (44 if self.shape == "tall" else 34) * self.unit

    def captions(self) -> Box:
        """Room for two rows of captions."""
        low, high = _ZONES[self.shape][0 if self.captions_at == "bottom" else 1]
        side = self.margin * (1.6 if self.shape == "wide" else 0.9)
        return Box(side, self.height * low, self.width - 2 * side, self.height * (high - low))

    def content(self) -> Box:
        """Safe area for text, without the caption zone."""
        above, below = _MARGINS[self.shape]
        top, bottom = self.height * above, self.height * (1 - below)
        if self.has_captions:
            zone = self.captions()
            if self.captions_at == "top":
                top = max(top, zone.y + zone.height + _GAP * self.height)
            else:
                bottom = min(bottom, zone.y - _GAP * self.height)
        return Box(self.margin, top, self.width - 2 * self.margin, bottom - top)

    def name(self, presenter: Box | None) -> Box:
        """The lower third: under the presenter, so that it never meets the text beside one."""
        low, high = _ZONES[self.shape][2]
        if presenter is None or self.shape in ("tall", "portrait"):
            return Box(self.margin, self.height * low, self.width * 0.8, self.height * (high - low))
        left = max(self.margin, presenter.x + 0.06 * presenter.width)
        return Box(left, self.height * low, self.width - self.margin - left, self.height * (high - low))


def face(presenter: Box) -> Box:
    """The part of a presenter's box in which the head moves."""
    return Box(presenter.x + 0.31 * presenter.width, presenter.y, 0.38 * presenter.width, 0.42 * presenter.height)


def place(scene: spec.Scene, canvas: spec.Canvas) -> Places:
    """Boxes of `scene`. Raises UnknownLook for a layout that is not in names.LAYOUTS."""
    if scene.layout not in LAYOUTS:
        raise UnknownLook(f"layout {scene.layout!r} of scene {scene.id!r} is not one of ours; choose one of {', '.join(LAYOUTS)}")
    captions = scene.captions
    grid = Grid(canvas.width, canvas.height, captions is not None, captions.position if captions else "bottom")
    content = grid.content()
    presenter: Box | None = None
    media: Box | None = None
    text = content
    if scene.layout.startswith("presenter_"):
        text, presenter = _with_presenter(scene, grid, content)
        if scene.media:
            text, media = _split(text, 0.58 if scene.text.lines() else 1.0)
    elif scene.media:
        media = Box(0, 0, canvas.width, canvas.height)
    return Places(text, presenter, media, grid.captions(), grid.name(presenter))


def _split(box: Box, share: float) -> tuple[Box, Box]:
    """(text below, picture above) of a text column that also shows a picture."""
    cut = box.height * share
    gap = min(36.0, box.height * 0.05)
    return Box(box.x, box.y + cut + gap, box.width, max(1.0, box.height - cut - gap)), Box(box.x, box.y, box.width, cut)


def _with_presenter(scene: spec.Scene, grid: Grid, content: Box) -> tuple[Box, Box]:
    width, height = grid.width, grid.height
    is_spoken_only = not scene.text.lines() and scene.media is None
    side = scene.layout.removeprefix("presenter_")
    head = content.y if grid.has_captions and grid.captions_at == "top" else height * 0.07
    if is_spoken_only:
        tall = min(height - head, width * (0.62 if grid.shape == "wide" else 1.16))
        shift = {"full": 0.0, "left": -0.09, "right": 0.09}[side] * (width if grid.shape == "wide" else width * 0.4)
        body = tall * 1.1 if grid.shape == "wide" else width
        return content, Box((width - body) / 2 + shift, height - tall, body, tall)
    if grid.shape == "wide":
        body = width * (0.52 if side == "full" else 0.5)
        left = {"full": width * 0.5, "left": -0.015 * width, "right": width * 0.515}[side]
        text = Box(content.x, content.y, width * 0.40, content.height)
        if side == "left":
            text = Box(width * 0.50, content.y, width - grid.margin - width * 0.50, content.height)
        return text, Box(left, max(head, height * 0.1), body, height - max(head, height * 0.1))
    if grid.shape == "square" and side != "full":
        text = Box(content.x, content.y, width * 0.47, content.height)
        left = width * 0.46
        if side == "left":
            text, left = Box(width * 0.46, content.y, width * 0.47, content.height), -0.06 * width
        return text, Box(left, height * 0.26, width * 0.60, height * 0.74)
    return _stacked(scene, grid, content, side)


def _stacked(scene: spec.Scene, grid: Grid, content: Box, side: str) -> tuple[Box, Box]:
    """Text above, presenter below: what upright films do."""
    width, height = grid.width, grid.height
    cut = {"tall": 0.385, "portrait": 0.38, "square": 0.36, "wide": 0.36}[grid.shape]
    if len(scene.text.lines()) > 2 or scene.media:
        cut += 0.035
    text = Box(content.x, content.y, content.width, height * cut - content.y)
    top = height * (cut + 0.012)
    body = min(width, (height - top) * 1.15)
    shift = {"full": 0.0, "left": -0.10, "right": 0.10}[side] * width
    return text, Box((width - body) / 2 + shift, top, body, height - top)
