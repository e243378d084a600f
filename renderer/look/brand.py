"""What a brand adds to a scene: its logo in the corner or large, and the strip with a speaker's name."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import skia

from renderer import spec
from renderer.encode import read_picture
from renderer.layer import Box, Layer
from renderer.look import color, paint
from renderer.look.layers import Entrance, Still
from renderer.look.layouts import marks, words
from renderer.look.stage import Stage
from renderer.planes import sprite
from renderer.text import Placed, block, is_rtl, line_sprite, raster


def logo(stage: Stage) -> list[Layer]:
    """The mark: small in the upper corner, or large above the words of a closing card."""
    mark = stage.scene.logo
    if mark is None:
        return []
    if stage.scene.layout == "logo_reveal":
        placed = _picture(mark, _scaled(words.ring_room(stage), mark.scale), stage.scale, 0.5)
        enter = Entrance(0.3, 0.6, grow=0.9, overshoot=stage.theme.style.overshoot)
        return [Still(one, enter) for one in (*_chip(stage, placed), placed)]
    if stage.scene.layout == "closing":
        content = stage.places.text
        room = Box(content.x + content.width * 0.2, content.y + content.height * 0.02, content.width * 0.6, content.height * 0.24)
        placed = _picture(mark, _scaled(room, mark.scale), stage.scale, 0.5)
        return [Still(one) for one in (*_chip(stage, placed), placed)]
    room = stage.grid.logo(mark.scale, mark.clear)
    placed = _picture(mark, room, stage.scale, 1.0)
    return [Still(one) for one in (*_chip(stage, placed), placed)]


def _chip(stage: Stage, placed: Placed) -> list[Placed]:
    """A quiet card under a mark that would drown: on a picture, or where much of it is close to the ground's tone."""
    art, theme = placed.art, stage.theme
    cover = art.keep < 40
    if not cover.any():
        return []
    luma = (art.y[cover].astype(np.float32) - 16) / 219
    # On a wide split the corner lies on the presenter's half.
    behind = marks.panel_of(theme) if stage.scene.layout == "presenter_split" and stage.grid.shape == "wide" else theme.bg
    ground = color.luminance(behind) ** (1 / 2.2)
    on_picture = stage.places.media is not None and stage.places.presenter is None
    if not on_picture and float((np.abs(luma - ground) < 0.28).mean()) < 0.3:
        return []
    tone = theme.paper if float(np.abs(luma - 1).mean()) > float(np.abs(luma).mean()) * 0.6 else theme.ink
    pad = 16 * stage.unit
    x, y, scale = placed.x / stage.scale, placed.y / stage.scale, stage.scale
    box = Box(x - pad, y - pad, art.width / scale + 2 * pad, art.height / scale + 2 * pad)
    bounds = (box.x, box.y, box.x + box.width, box.y + box.height)
    shape = paint.rounded(box, theme.style.radius * 0.5)
    return [raster(bounds, scale, lambda canvas: canvas.drawRRect(shape, paint.ink(tone, 0.94)))]


def _scaled(room: Box, factor: float) -> Box:
    factor = min(factor, 1.25)
    return Box(room.x + room.width * (1 - factor) / 2, room.y, room.width * factor, room.height * factor)


def _picture(mark: spec.Logo, room: Box, scale: float, anchor: float) -> Placed:
    """The logo fitted into `room`; `anchor` 1 puts it against the right side."""
    rgba = read_picture(mark.asset.path)
    factor = min(room.width / rgba.shape[1], room.height / rgba.shape[0]) * scale
    width, height = max(2, round(rgba.shape[1] * factor)), max(2, round(rgba.shape[0] * factor))
    # Premultiplied, or transparent pixels would bleed their hidden colour into the edge.
    alpha = rgba[..., 3:].astype(np.float32) / 255
    flat = np.dstack([rgba[..., :3] * alpha, 255 * alpha]).astype(np.float32)
    small = cv2.resize(flat, (width, height), interpolation=cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC)
    cover = np.clip(small[..., 3:], 0, 255)
    colour = small[..., :3] / np.maximum(cover / 255, 1 / 255)
    pixels = np.rint(np.clip(np.dstack([colour, cover]), 0, 255)).astype(np.uint8)
    x = room.x * scale + (room.width * scale - width) * anchor
    y = room.y * scale + (room.height * scale - height) / 2
    return Placed(sprite(pixels), round(x) & ~1, round(y) & ~1)


def lower_third(stage: Stage) -> list[Layer]:
    """Name and role on a card that slides in and leaves by itself."""
    strip = stage.scene.lower_third
    if strip is None:
        return []
    theme, style, room, unit = stage.theme, stage.theme.style, stage.places.name, stage.unit
    bar, pad = 8 * unit, 26 * unit
    limit = room.width - 2 * pad - bar
    name = block(strip.name, style.title, min(46 * unit, room.height * 0.36), limit)
    role = block(strip.role, style.body, min(34 * unit, room.height * 0.27), limit) if strip.role else None
    width = min(room.width, max(name.width, role.width if role else 0) + 2 * pad + bar)
    height = min(room.height, pad * 1.5 + name.size * 1.15 + (role.size * 1.25 if role else 0))
    card = Box(room.x, room.y + (room.height - height) / 2, width, height)
    rtl = is_rtl(strip.name)
    edge = card.x + card.width - bar if rtl else card.x

    def draw(canvas: Any) -> None:
        shape = paint.rounded(card, style.radius * 0.45)
        paint.shadow(canvas, shape, theme, 0.6)
        canvas.drawRRect(shape, paint.ink(theme.surface, 0.97))
        canvas.save()
        canvas.clipRRect(shape, True)
        canvas.drawRect(skia.Rect.MakeXYWH(edge, card.y, bar, card.height), paint.ink(theme.accent))
        canvas.restore()

    until = strip.at_s + strip.hold_s
    margin = 60.0
    bounds = (card.x - margin, card.y - margin, card.x + width + margin, card.y + height + margin)
    slide = Entrance(strip.at_s, 0.55, dx=-60 * stage.scale)
    out: list[Layer] = [Still(raster(bounds, stage.scale, draw), slide, until)]
    inner = pad if rtl else pad + bar
    baseline = card.y + pad * 0.75 + name.size * 0.86
    for made, tone, order in ((name, theme.text, 1), (role, theme.muted, 2)):
        if made is None:
            continue
        x = card.x + width - bar - pad - made.width if rtl else card.x + inner
        placed = line_sprite(" ".join(made.lines), made.face, made.size, x, baseline, tone, stage.scale)
        out.append(Still(placed, Entrance(strip.at_s + 0.08 * order, 0.5, dx=-40 * stage.scale), until))
        baseline += made.size * 0.3 + (role.size if role else 0)
    return out
