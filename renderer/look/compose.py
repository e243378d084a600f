"""A scene as layers, bottom to top; the same composition at every scale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import skia

from renderer import spec
from renderer.layer import Box, Layer
from renderer.look import backgrounds, brand, label, media, paint, theme
from renderer.look.captions import CaptionLayer
from renderer.look.grid import grid_of, is_inset, place
from renderer.look.layers import Still
from renderer.look.layouts import (
    cards,
    charts,
    compare,
    frames,
    marks,
    numbers,
    pictures,
    presenter,
    sites,
    steps,
    terminal,
    words,
)
from renderer.look.stage import Stage
from renderer.presenters import performer
from renderer.text import raster

LAYOUT: dict[str, Callable[[Stage], list[Layer]]] = {
    "presenter_full": presenter.arrange,
    "presenter_left": presenter.arrange,
    "presenter_right": presenter.arrange,
    "presenter_split": presenter.arrange,
    "presenter_corner": presenter.arrange,
    "title_card": cards.title_card,
    "kinetic": words.kinetic,
    "question": words.question,
    "big_number": numbers.big_number,
    "bar_chart": charts.bar_chart,
    "line_chart": charts.line_chart,
    "donut_chart": charts.donut_chart,
    "comparison": compare.comparison,
    "timeline": steps.timeline,
    "agenda": steps.agenda,
    "list": cards.bullets,
    "map": sites.plan_of_places,
    "quote": cards.quote,
    "testimonial": frames.testimonial,
    "price": compare.price,
    "code": terminal.terminal,
    "picture": pictures.picture,
    "product": frames.product,
    "device": frames.device,
    "logo_reveal": words.logo_reveal,
    "closing": cards.closing,
}


def build(scene: spec.Scene, canvas: spec.Canvas, scale: float) -> list[Layer]:
    """Layers of `scene`, bottom to top: background, media, presenter, texts, lower third, logo, label, captions.

    `scale` is output pixels per layout unit (1.0 final, 1/3 draft). Everything that rests is drawn here, once; raises
    UnknownLook for a name the renderer does not have and Unreadable for an upload that cannot be decoded.
    """
    stage = _stage(scene, canvas, scale)
    layers: list[Layer] = []
    if not _is_covered(stage):
        layers.append(backgrounds.layer(scene.background, stage.theme, canvas, scale))
    layers += _media(stage)
    layers += _presenter(stage)
    layers += LAYOUT[scene.layout](stage)
    layers += brand.lower_third(stage)
    layers += brand.logo(stage)
    layers += label.layers(stage)
    if scene.captions and scene.captions.lines:
        upright = stage.grid.shape in ("tall", "portrait")
        layers.append(CaptionLayer(scene.captions, stage.places.captions, stage.theme, scale, stage.unit, is_upright=upright))
    return layers


def _stage(scene: spec.Scene, canvas: spec.Canvas, scale: float) -> Stage:
    places = place(scene, canvas)
    look = canvas.look
    style = theme.STYLES.get(look.name)
    shouts = style is not None and scene.layout in style.shout and scene.media is None
    derived = theme.derive(look, scene.background.color, shouts=shouts)
    if places.media is not None and (places.presenter is None or is_inset(scene)):
        derived = theme.on_picture(derived)
    return Stage(scene, canvas, scale, derived, grid_of(scene, canvas), places)


def _is_covered(stage: Stage) -> bool:
    """Whether a picture lies behind everything."""
    return stage.places.media is not None and (stage.places.presenter is None or is_inset(stage.scene))


def _media(stage: Stage) -> list[Layer]:
    scene, box = stage.scene, stage.places.media
    if scene.media is None or box is None:
        return []
    is_behind = _is_covered(stage)
    radius = 0.0 if is_behind else stage.theme.style.radius
    aim = pictures.AIM if scene.layout == "picture" else media.MIDDLE
    picture = media.layer(scene.media, box, stage.theme, stage.scale, stage.length_s, radius=radius, aim=aim)
    if not is_behind or not scene.text.lines():
        return [picture]
    return [picture, Still(_scrim(stage))]


def _scrim(stage: Stage) -> Any:
    """Ink over the picture, strong enough under the text for 4.5:1 on pure white; above it the picture stays clear."""
    width, height = float(stage.canvas.width), float(stage.canvas.height)
    strong = min(1.0, theme.scrim_alpha(stage.theme.ink, stage.theme.paper) + 0.02)
    if stage.scene.layout == "picture":
        rows = pictures.rows(stage)
        top = (rows[0].y - 30 * stage.unit) / height
        strong = _needed(stage, Box(stage.places.text.x, rows[0].y, stage.places.text.width, height - rows[0].y))
        stops = [(0.0, 0.06), (max(0.0, top - 0.30), 0.06), (max(0.01, top), strong), (1.0, min(1.0, strong + 0.1))]
    else:
        stops = [(0.0, strong), (1.0, min(1.0, strong + 0.1))]

    def draw(canvas: Any) -> None:
        canvas.drawRect(skia.Rect.MakeWH(width, height), paint.ramp(0, height, stage.theme.ink, stops))

    return raster((0, 0, width, height), stage.scale, draw)


def _needed(stage: Stage, part: Box) -> float:
    """Opacity of the scrim that this very picture needs behind `part`: a dark one keeps its light."""
    scene, whole = stage.scene, stage.places.media
    if scene.media is None or whole is None:
        return 1.0
    behind = media.brightest(scene.media, whole, part, stage.theme, pictures.AIM)
    # Muted and accent words read less than the text does, and grain of a picture is not in its average.
    return min(1.0, max(0.34, theme.scrim_alpha(stage.theme.ink, stage.theme.paper, behind) + 0.14))


def _presenter(stage: Stage) -> list[Layer]:
    box = stage.places.presenter
    if stage.scene.presenter is None or box is None:
        return []
    if is_inset(stage.scene):
        return presenter.in_corner(stage, stage.scene.presenter, box)
    ground = marks.panel(stage, box) if stage.scene.layout == "presenter_split" else marks.stand(stage, box)
    return [ground, performer.layer(stage.scene.presenter, box, stage.canvas.look.color, stage.scale)]
