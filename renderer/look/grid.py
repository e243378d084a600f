"""Where things go: safe areas, the caption and name zones, and the boxes of every layout in every aspect. Pure geometry."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from renderer import spec
from renderer.errors import UnknownLook
from renderer.layer import Box
from renderer.look.names import FRAMES_MEDIA, LAYOUTS

Shape = Literal["wide", "tall", "square", "portrait"]

# Shares of the height: (captions at the bottom, captions at the top, name strip).
_ZONES: dict[Shape, tuple[tuple[float, float], tuple[float, float], tuple[float, float]]] = {
    "wide": ((0.835, 0.955), (0.05, 0.17), (0.685, 0.80)),
    "square": ((0.815, 0.955), (0.05, 0.19), (0.68, 0.79)),
    "portrait": ((0.805, 0.94), (0.055, 0.185), (0.70, 0.785)),
    "tall": ((0.62, 0.72), (0.125, 0.215), (0.735, 0.8)),
}
# Shares of the height that text keeps free above and below.
_MARGINS: dict[Shape, tuple[float, float]] = {
    "wide": (0.09, 0.09),
    "square": (0.075, 0.075),
    "portrait": (0.075, 0.075),
    "tall": (0.125, 0.2),
}
# Shares of the height: the middle of a label's letters at the top and at the bottom edge. Upright films have the buttons of those
# who show them at the bottom, and room above what is read at the top.
_LABELS: dict[Shape, tuple[float, float]] = {
    "wide": (0.0445, 0.966),
    "square": (0.0375, 0.966),
    "portrait": (0.0375, 0.962),
    "tall": (0.094, 0.094),
}
_GAP = 0.03
# Side of the frame in the corner that a presenter looks out of, and what stays free round it, in short sides of the film.
_INSET: dict[Shape, float] = {"wide": 0.31, "tall": 0.33, "square": 0.29, "portrait": 0.31}
_ROUND_INSET = 0.035
# Figure units of the presenters: how far below the top of a box a chin may come, and the width a close framing shows.
_CHIN_UNITS = 310.0
_CLOSE_WIDTH = 520.0


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
    has_logo: bool = False
    logo_scale: float = 1.0
    logo_clear: float = 0.0

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

    def inset(self) -> Box:
        """The frame in the lower right corner, above captions that stand below."""
        side, content = _INSET[self.shape] * min(self.width, self.height), self.content()
        return Box(content.x + content.width - side, content.y + content.height - side, side, side)

    def logo(self, factor: float = 1.0, clear: float = 0.0) -> Box:
        """Room for the mark in the upper right corner, `factor` times its standard size, `clear` of its height from the edges."""
        width, height = min(200 * factor, 420) * self.unit, min(72 * factor, 150) * self.unit
        top = max(self.height * (0.075 if self.shape == "tall" else 0.05), clear * height)
        return Box(self.width - max(self.margin, clear * height) - width, top, width, height)

    def logo_zone(self) -> Box:
        """The mark's room with what is kept clear round it: nothing that is read, and no face, comes into it."""
        mark = self.logo(self.logo_scale, self.logo_clear)
        pad = self.logo_clear * mark.height
        return Box(mark.x - pad, mark.y - pad, mark.width + 2 * pad, mark.height + 2 * pad)

    def label(self, at: Literal["top", "bottom"]) -> tuple[float, float]:
        """Left end and middle of the line that a label stands on: clear of the logo, and of captions at the other edge."""
        return self.margin, self.height * _LABELS[self.shape][0 if at == "top" else 1]

    def content(self) -> Box:
        """Safe area for text, without the caption zone and the logo's row."""
        above, below = _MARGINS[self.shape]
        top, bottom = self.height * above, self.height * (1 - below)
        if self.has_logo:
            # A smaller mark leaves everything where it is.
            mark, kept = self.logo(max(1.0, self.logo_scale), self.logo_clear), self.logo_zone()
            top = max(top, mark.y + mark.height + 0.02 * self.height, kept.y + kept.height)
        if self.has_captions:
            zone = self.captions()
            if self.captions_at == "top":
                top = max(top, zone.y + zone.height + _GAP * self.height)
            else:
                bottom = min(bottom, zone.y - _GAP * self.height)
        return Box(self.margin, top, self.width - 2 * self.margin, bottom - top)

    def name(self, beside: Box | None) -> Box:
        """The lower third; `beside` is the text column of a wide scene, whose foot it takes so that it covers no hands."""
        low, high = _ZONES[self.shape][2]
        left = self.margin if beside is None else beside.x
        width = self.width * 0.6 if self.shape == "wide" else self.width * 0.8
        if beside is not None:
            width = beside.width
        return Box(left, self.height * low, width, self.height * (high - low))


def face(presenter: Box) -> Box:
    """The part of a presenter's box in which the head moves."""
    return Box(presenter.x + 0.31 * presenter.width, presenter.y, 0.38 * presenter.width, 0.42 * presenter.height)


def is_inset(scene: spec.Scene) -> bool:
    """Whether the presenter looks out of a small frame over everything else."""
    return scene.layout == "presenter_corner"


def place(scene: spec.Scene, canvas: spec.Canvas) -> Places:
    """Boxes of `scene`. Raises UnknownLook for a layout that is not in names.LAYOUTS."""
    if scene.layout not in LAYOUTS:
        raise UnknownLook(f"layout {scene.layout!r} of scene {scene.id!r} is not one of ours; choose one of {', '.join(LAYOUTS)}")
    grid = grid_of(scene, canvas)
    content = grid.content()
    presenter: Box | None = None
    media: Box | None = None
    text, beside = content, None
    if is_inset(scene):
        text, presenter = _beside_inset(grid, content)
        media = Box(0, 0, canvas.width, canvas.height) if scene.media else None
    elif scene.layout.startswith("presenter_"):
        text, presenter = _with_presenter(scene, grid, content)
        presenter = _clear_of_logo(grid, presenter)
        if grid.shape == "wide" and not _is_bare(scene):
            beside = text
        if scene.media:
            text, media = _split(text, 0.58 if scene.text.lines() else 1.0)
    elif scene.media and scene.layout not in FRAMES_MEDIA:
        media = Box(0, 0, canvas.width, canvas.height)
    name = grid.name(beside)
    if presenter is not None and is_inset(scene):
        name = name._replace(width=min(name.width, presenter.x - _ROUND_INSET * grid.height - name.x))
    if scene.lower_third and text.y + text.height > name.y > text.y and not _is_apart(text, name):
        text = text._replace(height=name.y - 0.02 * grid.height - text.y)
    return Places(text, presenter, media, grid.captions(), name)


def _beside_inset(grid: Grid, content: Box) -> tuple[Box, Box]:
    """(text, frame in the corner): beside it in a wide film, above it in others."""
    inset, free = grid.inset(), _ROUND_INSET * min(grid.width, grid.height)
    if grid.shape == "wide":
        return content._replace(width=inset.x - free - content.x), inset
    return content._replace(height=inset.y - free - content.y), inset


def _is_bare(scene: spec.Scene) -> bool:
    """A presenter with nothing beside them."""
    return not scene.text.lines() and scene.media is None


def _is_apart(one: Box, other: Box) -> bool:
    return one.x + one.width <= other.x or other.x + other.width <= one.x


def grid_of(scene: spec.Scene, canvas: spec.Canvas) -> Grid:
    """The canvas with what this scene puts at its edges; closing card and logo reveal show it in the middle instead."""
    captions = scene.captions
    mark = scene.logo if scene.layout not in ("closing", "logo_reveal") else None
    at = captions.position if captions else "bottom"
    size = (mark.scale, mark.clear) if mark else (1.0, 0.0)
    return Grid(canvas.width, canvas.height, captions is not None, at, mark is not None, *size)


def _split(box: Box, share: float) -> tuple[Box, Box]:
    """(text below, picture above) of a text column that also shows a picture."""
    cut = box.height * share
    gap = min(36.0, box.height * 0.05)
    return Box(box.x, box.y + cut + gap, box.width, max(1.0, box.height - cut - gap)), Box(box.x, box.y, box.width, cut)


def _with_presenter(scene: spec.Scene, grid: Grid, content: Box) -> tuple[Box, Box]:
    width, height = grid.width, grid.height
    side = scene.layout.removeprefix("presenter_").replace("split", "right")
    is_under = grid.has_captions and grid.captions_at == "top"
    head = content.y if is_under else height * 0.08
    if _is_bare(scene):
        head = max(head, height * 0.15) if grid.shape == "tall" else head
        shift = {"full": 0.0, "left": -0.10, "right": 0.10}[side] * width
        body = min(width, (height - head) * 1.1)
        return content, _clear_of_captions(scene, grid, Box((width - body) / 2 + shift, head, body, height - head))
    if grid.shape == "wide":
        top = max(head, height * 0.10)
        body = width * 0.50
        left = {"full": width * 0.475, "left": 0.0, "right": width * 0.49}[side]
        text = Box(content.x, content.y, width * 0.405, content.height)
        if side == "left":
            text = Box(width * 0.505, content.y, width - grid.margin - width * 0.505, content.height)
        return text, Box(left, top, body, height - top)
    if grid.shape == "square" and side != "full":
        text = Box(content.x, content.y, width * 0.46, content.height)
        left = width * 0.48
        if side == "left":
            text, left = Box(width * 0.47, content.y, width * 0.46, content.height), -0.06 * width
        return text, Box(left, max(head, height * 0.24), width * 0.58, height - max(head, height * 0.24))
    return _stacked(scene, grid, content, side)


def _stacked(scene: spec.Scene, grid: Grid, content: Box, side: str) -> tuple[Box, Box]:
    """Text above, presenter below: what upright films do."""
    width, height = grid.width, grid.height
    lines = len(scene.text.lines())
    share = 0.185 if lines <= 2 else 0.245
    if grid.shape != "tall":
        share += 0.085
    if scene.media:
        share = max(share, 0.225 if grid.shape == "tall" else 0.30)
    bottom = content.y + share * height
    top = bottom + height * 0.012
    body = min(width, (height - top) * 1.1)
    shift = {"full": 0.0, "left": -0.09, "right": 0.09}[side] * width
    box = _clear_of_captions(scene, grid, Box((width - body) / 2 + shift, top, body, height - top))
    return Box(content.x, content.y, content.width, bottom - content.y), box


def _clear_of_logo(grid: Grid, box: Box) -> Box:
    """Lower, where the head would come into what a large or well-spaced logo keeps free."""
    zone, head = grid.logo_zone(), face(box)
    if not grid.has_logo or _is_apart(zone, head) or head.y >= zone.y + zone.height:
        return box
    down = zone.y + zone.height - box.y
    return box._replace(y=box.y + down, height=box.height - down)


def _clear_of_captions(scene: spec.Scene, grid: Grid, box: Box) -> Box:
    """Narrow enough that a close framing, which follows the width, ends its chin above the captions."""
    presenter = scene.presenter
    if presenter is None or presenter.framing != "close" or not grid.has_captions or grid.captions_at == "top":
        return box
    room = grid.captions().y - 0.01 * grid.height - box.y
    width = min(box.width, _CLOSE_WIDTH * room / _CHIN_UNITS)
    return Box(box.x + (box.width - width) / 2, box.y, width, box.height)
