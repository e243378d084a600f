"""Hands: tapered fingers, palm and thumb, each new part throwing a contact shadow only on what already lies there."""

from __future__ import annotations

from functools import lru_cache
from math import cos, radians, sin
from typing import Any

import skia

from renderer.presenters.appearance import Appearance
from renderer.presenters.brush import Brush, paint
from renderer.presenters.colour import ink, mix
from renderer.presenters.curves import Path, outline, stroke, strokes
from renderer.presenters.hand_shapes import FINGERS, between
from renderer.presenters.pose import Arm

# In-betweens from one hand shape to the next; at 30 frames a second a change takes fewer frames than this.
STEPS = 24
# How broad a hand is that is seen on edge.
_EDGE = 0.4


@lru_cache(maxsize=512)
def _parts(first: str, second: str, step: int) -> tuple[tuple[Path, bool], ...]:
    """Paths in painting order and whether each throws a contact shadow on those before it."""
    shape = between(first, second, step, STEPS)
    behind = [(stroke(shape.fingers[name]), True) for name in FINGERS if shape.curled[name] < 0.5]
    before = [(stroke(shape.fingers[name]), True) for name in FINGERS if shape.curled[name] >= 0.5]
    body = [(stroke([(0, 16, 11), (0, 5, 15), (0, -12, 20)]), False), (outline(shape.palm), False)]
    thumb = (stroke(shape.thumb), True)
    if shape.thumb_over >= 0.5:
        return (*behind, *body, *before, thumb)
    return (thumb, *behind, *body, *before)


@lru_cache(maxsize=512)
def _silhouette(first: str, second: str, step: int) -> Path:
    whole = skia.Path()
    for path, _ in _parts(first, second, step):
        whole.addPath(path)
    whole.setFillType(skia.PathFillType.kWinding)
    return whole


_BASE_AT = ((-20, -66, 7), (-6, -71, 7), (9, -68, 7), (21, -58, 6))
_KNUCKLE_AT = ((-15, -60), (-3, -65), (10, -62), (20, -53))
_BASES = strokes([[(x - w, y + 1, 0.3), (x, y + 2.6, 1.2), (x + w, y + 1.6, 0.3)] for x, y, w in _BASE_AT])
_KNUCKLES = strokes([[(x - 5, y, 0.3), (x, y - 2.4, 1.3), (x + 5, y, 0.3)] for x, y in _KNUCKLE_AT])
_CREASES = strokes([[(-6, -58, 0.5), (-12, -38, 1.7), (-5, -16, 0.6)], [(20, -44, 0.5), (4, -48, 1.4), (-12, -52, 0.5)]])


@lru_cache(maxsize=64)
def _contact(color: int) -> Any:
    """Paint of a contact shadow: fatter than the part and only on what is already painted."""
    return skia.Paint(
        Color=ink(color),
        AntiAlias=True,
        Style=skia.Paint.kStrokeAndFill_Style,
        StrokeWidth=4.2,
        StrokeJoin=skia.Paint.kRound_Join,
        BlendMode=skia.BlendMode.kSrcATop,
    )


@lru_cache(maxsize=512)
def _on_top(color: int, alpha: int) -> Any:
    return skia.Paint(Color=ink(color, alpha), AntiAlias=True, BlendMode=skia.BlendMode.kSrcATop)


def draw(
    brush: Brush,
    person: Appearance,
    wrist: tuple[float, float],
    degrees: float,
    arm: Arm,
    torso: Path,
    shadow: int,
    side: int,
    share: float = 1.0,
) -> None:
    """One hand at `wrist`, turned by `degrees` from upright (`side` mirrors it), with its shadow on `torso`.

    `share` makes it smaller than the person's own measure.
    """
    step = round(arm.blend * STEPS)
    key = (arm.hand_from, arm.hand, step)
    shape = between(*key, STEPS)
    canvas, size = brush.canvas, person.hand * share
    # A hand seen on edge is thin, never gone.
    palm = arm.palm * side
    turned = palm if abs(palm) > _EDGE else (_EDGE if palm >= 0 else -_EDGE)
    scale_x = size * turned * shape.squeeze
    canvas.save()
    canvas.translate(*wrist)
    canvas.rotate(degrees)
    canvas.scale(scale_x, size)
    bounds = _silhouette(*key).getBounds().makeOutset(4, 4)
    if canvas.quickReject(bounds):
        canvas.restore()
        return
    canvas.restore()
    _cast(brush, person, wrist, degrees, key, (scale_x, size), torso, shadow)
    canvas.save()
    canvas.translate(*wrist)
    canvas.rotate(degrees)
    canvas.scale(scale_x, size)
    canvas.saveLayer(bounds)
    _flesh(brush, person, key, 1.0 if turned > 0 else -1.0)
    for path, strength in ((_BASES, shape.bases), (_KNUCKLES, shape.knuckles), (_CREASES, shape.creases)):
        if strength > 0.05:
            canvas.drawPath(path, _on_top(person.skin_shadow, int(120 * strength)))
    _key_light(brush, person, degrees, turned, bounds)
    canvas.restore()
    canvas.restore()


def _cast(
    brush: Brush,
    person: Appearance,
    wrist: tuple[float, float],
    degrees: float,
    key: tuple[str, str, int],
    scale: tuple[float, float],
    torso: Path,
    shadow: int,
) -> None:
    """The shadow that a hand near the body throws on it."""
    if abs(wrist[0]) >= person.shoulders + 45:
        return
    canvas = brush.canvas
    canvas.save()
    canvas.clipPath(torso, True)
    canvas.translate(wrist[0] + 3, wrist[1] + 12)
    canvas.rotate(degrees)
    canvas.scale(*scale)
    canvas.drawPath(_silhouette(*key), paint(shadow, 190))
    canvas.restore()


def _flesh(brush: Brush, person: Appearance, key: tuple[str, str, int], facing: float) -> None:
    canvas, contact = brush.canvas, _contact(mix(person.skin_shadow, person.skin, 0.1))
    for path, is_shadowing in _parts(*key):
        if is_shadowing:
            canvas.translate(1.2 * facing, 1.6)
            canvas.drawPath(path, contact)
            canvas.translate(-1.2 * facing, -1.6)
        brush.fill(path, person.skin)


def _key_light(brush: Brush, person: Appearance, degrees: float, turned: float, bounds: Any) -> None:
    """Light from upper left whatever way the hand is turned."""
    angle = radians(-degrees)
    x, y = cos(angle), sin(angle)
    x = x if turned > 0 else -x
    shader = skia.GradientShader.MakeLinear(
        [(-40 * x, -60 - 40 * y), (44 * x, -60 + 44 * y)],
        [ink(person.skin_light, 90), ink(person.skin, 0), ink(person.skin_shadow, 150)],
        [0, 0.45, 1],
    )
    brush.canvas.drawRect(bounds, skia.Paint(BlendMode=skia.BlendMode.kSrcATop, Shader=shader))
