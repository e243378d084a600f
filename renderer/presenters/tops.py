"""Tops that are worn alone: shirts, knits, a tunic and the drape over it."""

from __future__ import annotations

import skia

from renderer.presenters.body import Body, bare_neck, folds, neck
from renderer.presenters.brush import Brush
from renderer.presenters.colour import WHITE, mix, shade
from renderer.presenters.curves import Point, moved, outline, stroke


def sweater(brush: Brush, body: Body, jaw_turn: float) -> None:
    """A crew neck: skin down to a ribbed band, soft folds from the armpits."""
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    shadow = shade(person.cloth, 0xB088A0)
    body.neckline = outline(
        [(-n - 12, 148 + b, 1), (-n - 6, 176 + b), (t * 0.7, 204 + b), (n + 6, 176 + b), (n + 12, 148 + b, 1), (0, 120, 1)]
    )
    brush.fill(body.neckline, person.skin)
    bare_neck(brush, body, jaw_turn, [(-n - 6, 176 + b), (t * 0.7, 204 + b), (n + 6, 176 + b)])
    rib = [(-n - 13, 152 + b, 5), (-n - 7, 180 + b, 6.5), (t * 0.7, 209 + b, 7.5), (n + 7, 180 + b, 6.5), (n + 13, 152 + b, 5)]
    band = stroke(rib)
    brush.fill(moved(band, 2, 7), shadow, 170)
    brush.form(band, mix(person.cloth, WHITE, 0.1), shadow, (-3, -3), 120)
    pulls = [(-0.72, 446, -0.5, 472, -0.2, 456), (0.72, 460, 0.5, 488, 0.2, 470)]
    folds(
        brush,
        body,
        [*pulls, (-0.74, 262, -0.5, 280, -0.3, 266), (0.66, 300, 0.44, 318, 0.24, 304), (0.3, 560, 0, 574, -0.3, 562)],
    )


def shirt(brush: Brush, body: Body, jaw_turn: float) -> None:
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    shadow = shade(person.cloth, 0xB4BCD4)
    body.neckline = outline(
        [(-n - 8, 146 + b, 1), (-n + 6, 186 + b), (t, 232 + b, 1), (n - 6, 186 + b), (n + 8, 146 + b, 1), (0, 120, 1)]
    )
    brush.fill(body.neckline, person.skin)
    neck(brush, body, jaw_turn)
    placket = stroke([(t, 226 + b, 9), (t + 3, 420, 11), (t - 4, body.hem, 12)], round_start=False, round_end=False)
    brush.fill(placket, mix(person.cloth, WHITE, 0.4))
    brush.fill(stroke([(t + 10, 236 + b, 1), (t + 14, 420, 1.5), (t + 8, body.hem, 1.6)]), shadow)
    for y in (292, 372, 452, 532, 612):
        brush.dot(t + 1.5, y, 3.6, shadow)
    x = t * 0.5
    pocket = [(x + 58, 296, 1), (x + 112, 292, 1), (x + 113, 348, 1), (x + 86, 362, 1), (x + 59, 351, 1)]
    brush.fill(outline(pocket), shade(person.cloth, 0xE6EAF4))
    brush.fill(stroke([(x + 58, 297, 1.4), (x + 112, 293, 2)]), shadow)
    folds(
        brush,
        body,
        [(-0.72, 452, -0.5, 478, -0.2, 458), (0.72, 468, 0.5, 492, 0.22, 470), (-0.7, 250, -0.5, 262, -0.34, 250)],
    )
    for side in (-1, 1):
        rows = [
            *((n + 1, 0.0, 122 + b, 1), (n + 22, 0.1, 150 + b, 0), (n + 36, 0.4, 206 + b, 1)),
            *((26, 0.8, 252 + b, 1), (4, 1.0, 226 + b, 1), (n - 10, 0.5, 184 + b, 0)),
        ]
        collar = outline([(side * x + t * follow, y, corner) for x, follow, y, corner in rows])
        with brush.inside(body.torso):
            brush.fill(moved(collar, 5, 9), shadow, 220)
        brush.form(collar, mix(person.cloth, WHITE, 0.55 if side < 0 else 0.3), shadow, (-5, -2), 110)


def turtleneck(brush: Brush, body: Body, jaw_turn: float) -> None:
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    shadow = shade(person.cloth, 0x9A86B4)
    brush.canvas.save()
    brush.canvas.clipRect(skia.Rect(-n - 4, 0, n + 4, 160))
    neck(brush, body, jaw_turn)
    brush.canvas.restore()
    collar = outline(
        [
            *((-n - 3, 116 + b), (-n - 9, 150 + b), (-n - 30, 186 + b), (t * 0.6, 214 + b), (n + 30, 186 + b)),
            *((n + 9, 150 + b), (n + 3, 116 + b), (n * 0.5, 129 + b), (t * 0.2, 133 + b), (-n * 0.5, 129 + b)),
        ]
    )
    with brush.inside(body.torso):
        brush.fill(moved(collar, 2, 9), shadow, 180)
    brush.form(collar, mix(person.cloth, WHITE, 0.07), shadow, (-14, -4))
    with brush.inside(collar):
        ribs = [
            [(i * 8.4 + t * 0.2, 130 + b, 0.5), (i * 10.5 + t * 0.3, 165 + b, 1.2), (i * 14 + t * 0.5, 206 + b, 0.5)]
            for i in range(-4, 5)
        ]
        brush.lines(ribs, shadow, 110)
    lower = [(-0.72, 440, -0.5, 468, -0.2, 450), (0.72, 458, 0.5, 486, 0.2, 466)]
    folds(brush, body, [*lower, (-0.7, 250, -0.45, 270, -0.26, 256), (0.62, 300, 0.4, 320, 0.2, 306)])
    for i in range(23):
        along = -1 + 2 * i / 22
        hang = 1 - along * along
        x, y = along * (n + 33) + t * hang, 194 + b + hang * 116 + 4 * abs(along)
        radius = 4.6 + 2.4 * hang
        brush.dot(x + 2, y + 4, radius, shadow, 150)
        brush.dot(x, y, radius, person.accent)
        brush.dot(x - 1.4, y - 1.6, radius * 0.34, WHITE, 200)


def tunic_under(brush: Brush, body: Body, jaw_turn: float) -> None:
    person, t = body.person, body.turn
    neck(brush, body, jaw_turn)
    brush.fill(stroke([(t, 300, 1.2), (t + 2, 460, 1.6), (t - 3, body.hem, 1.6)]), shade(person.cloth, 0xB6A6BC))
    for y in (372, 446, 520, 594):
        brush.dot(t + 10, y, 4.6, person.accent)
    folds(brush, body, [(-0.72, 440, -0.5, 468, -0.2, 450), (0.72, 458, 0.5, 486, 0.2, 466)])


def drape(brush: Brush, body: Body) -> None:
    """The scarf over neck, chest and shoulder seams."""
    person, w, t, b = body.person, body.width, body.turn, body.rise
    drape = outline(
        [
            *((-66, 60), (-80, 112), (-104, 160 + b), (-w * 0.98, 198 + b), (-w * 0.9, 236 + b), (-62, 272 + b)),
            *((-4 + t, 306 + b), (58 + t, 286 + b), (w * 0.92, 246 + b), (w, 204 + b), (106, 162 + b), (82, 112), (66, 60)),
        ]
    )
    with brush.inside(body.torso):
        brush.fill(moved(drape, 3, 13), shade(person.cloth, 0xB6A6BC), 190)
    brush.form(drape, person.hair, person.hair_shadow, (-18, -10), 170)
    with brush.inside(drape):
        deep: list[list[Point]] = [
            [(58, 118, 0.8), (6 + t, 176 + b, 3), (-70, 214 + b, 0.8)],
            [(64, 140, 0.8), (22 + t, 206 + b, 3.4), (-40, 250 + b, 0.8)],
            [(-52, 120, 0.8), (-70, 152, 2.4), (-w * 0.74, 190 + b, 0.6)],
            [(70, 150, 0.6), (60 + t, 214 + b, 2.6), (36 + t, 268 + b, 0.6)],
        ]
        brush.lines(deep, person.hair_shadow, 210)
        light: list[list[Point]] = [
            [(-60, 128, 0.8), (-40, 176 + b, 2.6), (-84, 206 + b, 0.8)],
            [(40, 126, 0.8), (-6 + t, 166 + b, 2.4), (-60, 192 + b, 0.6)],
        ]
        brush.lines(light, person.hair_light, 170)
