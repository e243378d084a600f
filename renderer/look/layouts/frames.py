"""Pictures and clips set into something: a phone or a laptop, a product before its disc, a portrait beside somebody's words."""

from __future__ import annotations

from typing import Any, NamedTuple

import cv2
import numpy as np
import skia

from renderer import spec
from renderer.encode import Clip, read_picture
from renderer.layer import Box, Layer
from renderer.look import color, data, media, paint
from renderer.look.layers import Entrance, Still
from renderer.look.layouts import heading, marks
from renderer.look.reveal import Nearing
from renderer.look.stage import Stage
from renderer.look.typeset import Item, set_stack, stack
from renderer.text import Placed, glyph_box, line_sprite, raster

_BEZEL = (0.105, 0.11, 0.125)
_EDGE = (0.42, 0.43, 0.46)


class Split(NamedTuple):
    """Where a picture and where the words beside or below it go."""

    picture: Box
    words: Box


def _split(stage: Stage, share: float) -> Split:
    """Words at the start and the picture beside them on a wide frame; the picture below them on an upright one."""
    box, gap = stage.places.text, 70 * stage.unit
    if stage.grid.shape == "wide":
        words = Box(box.x, box.y, box.width * (1 - share) - gap, box.height)
        return Split(Box(box.x + box.width * (1 - share), box.y, box.width * share, box.height), words)
    high = box.height * (0.40 if len(stage.scene.text.lines()) > 2 else 0.25)
    return Split(Box(box.x, box.y + high + 40 * stage.unit, box.width, box.height - high - 40 * stage.unit), Box(*box[:3], high))


def _size_of(asset: spec.Asset) -> tuple[int, int]:
    """Width and height of an upload in its own pixels."""
    if asset.kind == "image":
        rgba = read_picture(asset.path)
        return int(rgba.shape[1]), int(rgba.shape[0])
    return Clip(asset.path, asset.in_s).size()


def _words(stage: Stage, box: Box, *, align: Any = "start") -> list[Layer]:
    """Headline, points and body beside a picture."""
    text, theme, style, unit = stage.scene.text, stage.theme, stage.theme.style, stage.unit
    items: list[Item] = []
    if text.figure:
        items.append(Item(text.figure, style.figure, stage.size(150, 130), theme.accent_text, stage.cue(text.figure)))
    if text.headline:
        size = stage.loud(text.headline, 140, 92) * (1.3 if style.display.upper else 1.0)
        items.append(Item(text.headline, style.display, size, theme.text, stage.cue(text.headline), 34 * unit))
    points_from = len(items)
    for index, point in enumerate(text.points):
        items.append(
            Item(point, style.body, stage.size(54, 52), theme.text, stage.cue(point), (60 if not index else 34) * unit, 1.65)
        )
    if text.body:
        items.append(Item(text.body, style.body, stage.size(50, 50), heading.quiet(stage), stage.cue(text.body), 40 * unit))
    if not items:
        return []
    anchor = 0.48 if stage.grid.shape == "wide" else 0.3
    rows, out = set_stack(items, box, theme, stage.scale, stage.grid.smallest, align, anchor)
    for number, row in enumerate(rows[points_from : points_from + len(text.points)], 1):
        reach = row.block.size * 0.5
        x = box.x + box.width - reach if heading.side_of(row.item.text) == "right" else box.x + reach
        out += marks.bullet(stage, number, x, row.y + row.block.cap / 2, row.block.size, row.item.at_s)
    return out


def device(stage: Stage) -> list[Layer]:
    """The upload on the screen it was made for: an upright one on a phone, any other on a laptop."""
    asset = stage.scene.media
    if asset is None:
        return heading.heading(stage, stage.places.text)[0]
    wide, high = _size_of(asset)
    is_phone = high > wide * 1.1
    bare = not stage.scene.text.lines()
    split = Split(stage.places.text, stage.places.text) if bare else _split(stage, 0.36 if is_phone else 0.58)
    room = split.picture
    screen = _phone_screen(room) if is_phone else _laptop_screen(room)
    case = _phone(stage, screen) if is_phone else _laptop(stage, screen)
    radius = screen.width * 0.115 if is_phone else screen.width * 0.012
    out: list[Layer] = [case, media.layer(asset, screen, stage.theme, stage.scale, stage.length_s, radius=radius, is_screen=True)]
    if is_phone:
        out.append(_pill(stage, screen))
    return out if bare else [*out, *_words(stage, split.words)]


def _phone_screen(room: Box) -> Box:
    high = min(room.height * 0.97, room.width * 0.9 * 2.08)
    wide = high / 2.08
    return Box(room.x + (room.width - wide) / 2, room.y + (room.height - high) / 2, wide, high)


def _laptop_screen(room: Box) -> Box:
    wide = min(room.width * 0.86, room.height * 0.84 * 1.6)
    high = wide / 1.6
    return Box(room.x + (room.width - wide) / 2, room.y + (room.height - high * 1.1) / 2, wide, high)


def _phone(stage: Stage, screen: Box) -> Layer:
    edge = screen.width * 0.035
    case = Box(screen.x - edge, screen.y - edge, screen.width + 2 * edge, screen.height + 2 * edge)
    bounds = (case.x - 90, case.y - 90, case.x + case.width + 90, case.y + case.height + 110)

    def draw(canvas: Any) -> None:
        shape = paint.rounded(case, screen.width * 0.15)
        paint.shadow(canvas, shape, stage.theme, 1.5)
        for side, top, long in ((-1, 0.2, 0.06), (-1, 0.3, 0.09), (1, 0.26, 0.12)):
            x = case.x - 5 if side < 0 else case.x + case.width
            canvas.drawRRect(paint.rounded(Box(x, case.y + case.height * top, 5, case.height * long), 2), paint.ink(_EDGE))
        canvas.drawRRect(shape, paint.ink(_BEZEL))
        canvas.drawRRect(shape, paint.stroke(_EDGE, 3))

    return Still(raster(bounds, stage.scale, draw))


def _pill(stage: Stage, screen: Box) -> Layer:
    box = Box(screen.x + screen.width * 0.36, screen.y + screen.width * 0.035, screen.width * 0.28, screen.width * 0.075)
    bounds = (box.x, box.y, box.x + box.width, box.y + box.height)
    return Still(raster(bounds, stage.scale, lambda canvas: canvas.drawRRect(paint.rounded(box, 99), paint.ink(_BEZEL))))


def _laptop(stage: Stage, screen: Box) -> Layer:
    edge = screen.width * 0.018
    lid = Box(screen.x - edge, screen.y - edge, screen.width + 2 * edge, screen.height + 2 * edge)
    base = Box(lid.x - lid.width * 0.075, lid.y + lid.height - 2, lid.width * 1.15, lid.width * 0.026)
    bounds = (base.x - 80, lid.y - 80, base.x + base.width + 80, base.y + base.height + 110)
    metal = color.mix((0.74, 0.75, 0.77), stage.theme.bg, 0.12)

    def draw(canvas: Any) -> None:
        shape = paint.rounded(lid, screen.width * 0.024)
        foot = skia.RRect()
        corner = base.height * 0.8
        foot.setRectRadii(
            skia.Rect.MakeXYWH(*base),
            [skia.Point(3, 3), skia.Point(3, 3), skia.Point(corner, corner), skia.Point(corner, corner)],
        )
        paint.shadow(canvas, foot, stage.theme, 1.4)
        canvas.drawRRect(shape, paint.ink(_BEZEL))
        canvas.drawRRect(shape, paint.stroke(_EDGE, 2.5))
        canvas.drawRRect(foot, paint.ink(metal))
        notch = Box(base.x + base.width * 0.44, base.y, base.width * 0.12, base.height * 0.36)
        canvas.drawRRect(paint.rounded(notch, 8), paint.ink(color.mix(metal, _BEZEL, 0.25)))

    return Still(raster(bounds, stage.scale, draw))


def product(stage: Stage) -> list[Layer]:
    """The product large, nearing slowly: a cut-out before a disc, any other picture as a card; words beside it."""
    asset = stage.scene.media
    if asset is None:
        return heading.heading(stage, stage.places.text)[0]
    bare = not stage.scene.text.lines()
    split = Split(stage.places.text, stage.places.text) if bare else _split(stage, 0.52)
    room = split.picture
    out: list[Layer] = [_disc(stage, room)]
    if asset.kind == "video":
        out.append(media.layer(asset, room, stage.theme, stage.scale, stage.length_s, radius=stage.theme.style.radius))
    else:
        out.append(Nearing(_shown(stage, asset, room), stage.length_s, 0.06, 0.05))
    return out if bare else [*out, *_words(stage, split.words)]


def _disc(stage: Stage, room: Box) -> Layer:
    x, y = room.x + room.width / 2, room.y + room.height / 2
    reach = min(room.width, room.height) * 0.5
    theme = stage.theme

    def draw(canvas: Any) -> None:
        canvas.drawCircle(x, y, reach * 0.94, paint.ink(theme.fields[0]))
        canvas.drawCircle(x, y, reach, paint.stroke(theme.accent_text, 2.5 * stage.unit, 0.4))

    bounds = (x - reach - 4, y - reach - 4, x + reach + 4, y + reach + 4)
    return Still(raster(bounds, stage.scale, draw), Entrance(0.0, 0.6, grow=0.94))


def _shown(stage: Stage, asset: spec.Asset, room: Box) -> Placed:
    """The picture fitted into `room` with its shadow, small enough to grow by a few percent there."""
    rgba = read_picture(asset.path)
    is_cut_out = bool((rgba[..., 3] < 250).mean() > 0.08)
    fill = 0.86 if is_cut_out else 0.82
    factor = min(room.width * fill / rgba.shape[1], room.height * fill / rgba.shape[0])
    box_width, box_height = rgba.shape[1] * factor, rgba.shape[0] * factor
    box = Box(room.x + (room.width - box_width) / 2, room.y + (room.height - box_height) / 2, box_width, box_height)
    image = skia.Image.fromarray(_sized(rgba, box, stage.scale), colorType=skia.ColorType.kRGBA_8888_ColorType)
    where = skia.Rect.MakeXYWH(*box)
    bounds = (box.x - 70, box.y - 70, box.x + box.width + 70, box.y + box.height + 90)

    def draw(canvas: Any) -> None:
        if is_cut_out:
            low = skia.Rect.MakeXYWH(box.x + box.width * 0.14, box.y + box.height * 0.93, box.width * 0.72, box.height * 0.07)
            canvas.drawOval(low, paint.blurred(paint.ink(stage.theme.ink, 0.26), 16))
            canvas.drawImageRect(image, where, skia.SamplingOptions(skia.FilterMode.kLinear))
            return
        shape = paint.rounded(box, stage.theme.style.radius)
        paint.shadow(canvas, shape, stage.theme, 1.4)
        canvas.save()
        canvas.clipRRect(shape, True)
        canvas.drawImageRect(image, where, skia.SamplingOptions(skia.FilterMode.kLinear))
        canvas.restore()

    return raster(bounds, stage.scale, draw)


def _sized(rgba: Any, box: Box, scale: float) -> Any:
    """Pixels of the size they will be drawn at, so that nothing shimmers; alpha is carried premultiplied."""
    size = (max(2, round(box.width * scale)), max(2, round(box.height * scale)))
    if size[0] >= rgba.shape[1]:
        return np.ascontiguousarray(rgba)
    alpha = rgba[..., 3:].astype(np.float32) / 255
    small = cv2.resize(np.dstack([rgba[..., :3] * alpha, 255 * alpha]), size, interpolation=cv2.INTER_AREA)
    cover = np.clip(small[..., 3:], 0, 255)
    return np.ascontiguousarray(
        np.rint(np.clip(np.dstack([small[..., :3] / np.maximum(cover / 255, 1 / 255), cover]), 0, 255)).astype(np.uint8)
    )


def testimonial(stage: Stage) -> list[Layer]:
    """A portrait in a ring, or the first letter of a name, beside what they said, their name, and what they do."""
    said = data.testimony(stage.scene.text)
    theme, style, unit, box = stage.theme, stage.theme.style, stage.unit, stage.places.text
    text = stage.scene.text
    if stage.grid.shape == "wide":
        reach = min(box.height * 0.36, box.width * 0.15)
        centre = (box.x + reach + 24 * unit, box.y + box.height * 0.48)
        words = Box(centre[0] + reach + 100 * unit, box.y, box.x + box.width - centre[0] - reach - 100 * unit, box.height)
    else:
        reach = min(box.width * 0.23, box.height * 0.17)
        centre = (box.x + reach + 10 * unit, box.y + reach + 10 * unit)
        top = centre[1] + reach + 70 * unit
        words = Box(box.x, top, box.width, box.y + box.height - top)
    at = stage.cue(text.body)
    face = style.title if style.display.upper else style.display
    items = [Item(said.words, face, stage.loud(said.words, 150, 84), theme.text, stage.cue(text.headline))]
    items.append(Item(said.name, style.label, stage.size(52, 52), theme.accent_text, at, 56 * unit))
    for line in (*([said.role] if said.role else []), *text.points):
        items.append(Item(line, style.body, stage.size(42, 46), heading.quiet(stage), at + 0.08, 16 * unit))
    rows = stack(items, words, stage.grid.smallest, anchor=0.46 if stage.grid.shape == "wide" else 0.1)
    return [*_portrait(stage, centre, reach, said.name), *_mark(stage, centre, reach), *heading.put(stage, rows)]


def _portrait(stage: Stage, centre: tuple[float, float], reach: float, name: str) -> list[Layer]:
    x, y = centre
    theme, asset = stage.theme, stage.scene.media
    box = Box(x - reach, y - reach, 2 * reach, 2 * reach)
    bounds = (x - reach - 60, y - reach - 60, x + reach + 60, y + reach + 60)

    def draw(canvas: Any) -> None:
        paint.shadow(canvas, paint.rounded(box, reach), theme, 1.0)
        canvas.drawCircle(x, y, reach, paint.ink(theme.accent))
        canvas.drawCircle(x, y, reach + 14 * stage.unit, paint.stroke(theme.accent_text, 4 * stage.unit))

    ring = Still(raster(bounds, stage.scale, draw), Entrance(0.05, 0.55, grow=0.94))
    if asset is not None:
        return [ring, media.layer(asset, box, theme, stage.scale, stage.length_s, radius=reach)]
    letter, face = name[:1].upper(), theme.style.display
    left, top, right, bottom = glyph_box(letter, face.font, reach)
    placed = line_sprite(letter, face, reach, x - (left + right) / 2, y - (top + bottom) / 2, theme.on_accent, stage.scale)
    return [ring, Still(placed, Entrance(0.12, 0.5, grow=0.94))]


def _mark(stage: Stage, centre: tuple[float, float], reach: float) -> list[Layer]:
    """A quotation mark on a small disc at the portrait's edge."""
    small = reach * 0.27
    x, y = centre[0] + reach * 0.76, centre[1] - reach * 0.66
    box = Box(x - small, y - small, 2 * small, 2 * small)
    out = marks.badge(stage, box, 0.3, text=" ", fill=stage.theme.surface)[:1]
    face = stage.theme.style.display
    size = small * 2.3
    left, top, right, bottom = glyph_box("“", face.font, size)
    placed = line_sprite("“", face, size, x - (left + right) / 2, y - (top + bottom) / 2, stage.theme.accent_text, stage.scale)
    return [*out, Still(placed, Entrance(0.36, 0.4, grow=0.95))]
