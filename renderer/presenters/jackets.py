"""Jackets: what lies under them, their lapels and bands, and what they throw on the shirt."""

from __future__ import annotations

import skia

from renderer.presenters.body import Body, bare_neck, folds, neck, slide
from renderer.presenters.brush import Brush, pen
from renderer.presenters.colour import WHITE, mix, shade
from renderer.presenters.curves import Point, moved, outline, stroke

# Outline of a lapel as (x beyond the neck or absolute, y, corner, share of the turn it follows).
_LAPEL = (
    *((6, 142, 1, 0.1), (34, 160, 1, 0.2), (42, 228, 1, 0.3), (29, 240, 1, 0.3), (47, 258, 1, 0.4)),
    *((32, 350, 0, 0.7), (-30, 460, 1, 1.0), (-16, 330, 0, 0.9), (12, 206, 0, 0.4)),
)
# Outline of a cardigan's band, as `_LAPEL`.
_BAND = (
    *((0, 142, 1, 0.05), (26, 152, 1, 0.1), (32, 214, 0, 0.3), (16, 330, 0, 0.7), (-18, 446, 1, 1.0)),
    *((-34, 456, 1, 1.0), (-12, 326, 0, 0.8), (8, 206, 0, 0.3)),
)


def blazer_under(brush: Brush, body: Body, jaw_turn: float) -> None:
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    top, top_shadow = person.cloth_second, shade(person.cloth_second, 0xC9C0DA)
    body.inner = outline(
        [
            *((-n - 14, 150 + b, 1), (-n - 18, 200 + b), (-20 + t, 330), (t, 452, 1)),
            *((22 + t, 330), (n + 18, 200 + b), (n + 14, 150 + b, 1)),
        ]
    )
    body.neckline = outline(
        [
            *((-n - 16, 150 + b, 1), (-n - 12, 186 + b), (-18 + t * 0.8, 228 + b), (t, 238 + b)),
            *((18 + t * 0.8, 228 + b), (n + 12, 186 + b), (n + 16, 150 + b, 1), (0, 120, 1)),
        ]
    )
    brush.fill(body.inner, top)
    brush.crescent(body.inner, -16, 2, top_shadow, 200)
    brush.fill(body.neckline, person.skin)
    with brush.inside(body.neckline):
        brush.fill(body.neck, person.skin)
    neck(brush, body, jaw_turn)
    hem = [
        (-n - 13, 184 + b, 1),
        (-16 + t * 0.8, 229 + b, 2),
        (t, 239 + b, 2.2),
        (18 + t * 0.8, 229 + b, 2),
        (n + 13, 184 + b, 1),
    ]
    brush.fill(stroke(hem), top_shadow)


def blazer_over(brush: Brush, body: Body) -> None:
    """Lapels with their shadow on shirt and jacket, the button and the pocket square."""
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    deep, closing = shade(person.cloth, 0x9A96C4), 452
    shirt_shadow = shade(person.cloth_second, 0xBFB4CE)
    lapels = [outline(slide(_LAPEL, body, side)) for side in (-1, 1)]
    canvas = brush.canvas
    canvas.save()
    canvas.clipPath(body.neckline, skia.ClipOp.kDifference, True)
    casts = [moved(lapels[0], 7, 9), moved(lapels[1], -2, 9)]
    for cast in casts:
        brush.fill(cast, deep, 215)
    canvas.clipPath(body.inner, True)
    for cast in casts:
        brush.fill(cast, shirt_shadow)
    canvas.restore()
    for side, lapel in zip((-1, 1), lapels, strict=True):
        brush.fill(lapel, mix(person.cloth, WHITE, 0.09 if side < 0 else 0.03))
        brush.crescent(lapel, -2.6, -1, deep, 120)
        notch = [(side * (n + x) + t * 0.3, y + b, r) for x, y, r in ((29, 240, 1.6), (18, 236, 1.0), (14, 236, 0.4))]
        brush.fill(stroke(notch), deep)
    x = t * 0.6
    brush.lines(
        [[(t + 2, closing + 4, 1.2), (t + 5, 560, 1.6), (t - 6, body.hem, 1.8)], [(x + 52, 330, 1.0), (x + 94, 322, 2.2)]], deep
    )
    brush.dot(t - 6, closing + 34, 6.4, deep)
    brush.dot(t - 7, closing + 32.6, 5.6, mix(person.accent, person.cloth, 0.25))
    square = [(x + 62, 328, 1), (x + 70, 306, 1), (x + 78, 318, 1), (x + 86, 304, 1), (x + 92, 322, 1)]
    brush.fill(outline(square), person.accent)
    folds(brush, body, [(-0.72, 470, -0.4, 486, -0.18, 470), (0.72, 478, 0.5, 500, 0.26, 486)])


def cardigan_over(brush: Brush, body: Body) -> None:
    """A knitted band along the opening, its shadow on the top beneath, and three buttons."""
    person, t = body.person, body.turn
    deep = shade(person.cloth, 0xA8A8C0)
    bands = [outline(slide(_BAND, body, side)) for side in (-1, 1)]
    with brush.inside(body.inner):
        for side, band in zip((-1, 1), bands, strict=True):
            brush.fill(moved(band, 7 if side < 0 else -2, 8), shade(person.cloth_second, 0xBFB4CE))
    for side, band in zip((-1, 1), bands, strict=True):
        brush.fill(moved(band, 2.5 * side, 2), deep, 150)
        brush.fill(band, mix(person.cloth, WHITE, 0.16 if side < 0 else 0.08))
    lower = stroke([(t, 440, 9), (t + 2, 560, 10), (t - 3, body.hem, 10)])
    brush.fill(moved(lower, 4, 2), deep, 150)
    brush.fill(lower, mix(person.cloth, WHITE, 0.12))
    for y in (462, 530, 598):
        brush.dot(t + 1, y + 1.5, 5.4, deep)
        brush.dot(t, y, 5.0, person.accent)
    folds(brush, body, [(-0.72, 440, -0.5, 466, -0.2, 452), (0.72, 456, 0.5, 482, 0.2, 466), (-0.7, 262, -0.5, 276, -0.4, 262)])


def suit_under(brush: Brush, body: Body, jaw_turn: float) -> None:
    """A white shirt with its collar, and a tie that follows the chest."""
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    shirt, shadow = person.cloth_second, shade(person.cloth_second, 0xC4BEDA)
    body.inner = outline(
        [
            *((-n - 4, 152 + b, 1), (-n - 20, 200 + b), (-20 + t, 330), (t, 446, 1)),
            *((22 + t, 330), (n + 20, 200 + b), (n + 4, 152 + b, 1)),
        ]
    )
    body.neckline = skia.Path()
    brush.fill(body.inner, shirt)
    brush.crescent(body.inner, -16, 2, shadow, 200)
    bare_neck(brush, body, jaw_turn, [(-n, 172 + b), (t * 0.8, 196 + b), (n, 172 + b)])
    tie = outline(
        [
            *((-9 + t * 0.9, 204 + b, 1), (-7 + t, 222 + b), (-15 + t, 380), (t, 462, 1)),
            *((15 + t, 380), (7 + t, 222 + b), (9 + t * 0.9, 204 + b, 1)),
        ]
    )
    with brush.inside(body.inner):
        brush.fill(moved(tie, 5, 4), shadow, 230)
        brush.form(tie, person.accent, shade(person.accent, 0x9A90B8), (-6, -1), 170)
        stripes: list[list[Point]] = [[(t - 18, y + 16, 1.4), (t + 18, y - 6, 1.4)] for y in range(236, 440, 30)]
        with brush.inside(tie):
            brush.lines(stripes, mix(person.accent, WHITE, 0.35), 150)
    knot = outline(
        [(-13 + t * 0.8, 186 + b, 1), (13 + t * 0.8, 186 + b, 1), (8 + t * 0.9, 212 + b, 1), (-8 + t * 0.9, 212 + b, 1)]
    )
    brush.form(knot, mix(person.accent, WHITE, 0.06), shade(person.accent, 0x9A90B8), (-6, -2), 170)
    for side in (-1, 1):
        rows = [
            *((n - 2, 0.0, 130 + b, 1), (n + 8, 0.1, 148 + b, 0), (n + 13, 0.5, 206 + b, 1)),
            *((12, 0.9, 190 + b, 1), (n - 12, 0.5, 172 + b, 0)),
        ]
        collar = outline([(side * x + t * follow, y, corner) for x, follow, y, corner in rows])
        brush.fill(moved(collar, 3, 6), shadow, 210)
        brush.form(collar, mix(shirt, WHITE, 0.5 if side < 0 else 0.2), shadow, (-4, -1), 110)


def denim_under(brush: Brush, body: Body, jaw_turn: float) -> None:
    """A white crew neck under an open jacket."""
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    top, shadow = person.cloth_second, shade(person.cloth_second, 0xC9C0DA)
    body.inner = outline(
        [
            *((-n - 12, 148 + b, 1), (-n - 16, 220 + b), (-34 + t, 420), (-40 + t, body.hem, 1)),
            *((40 + t, body.hem, 1), (34 + t, 420), (n + 16, 220 + b), (n + 12, 148 + b, 1)),
        ]
    )
    brush.fill(body.inner, top)
    with brush.inside(body.inner):
        creases: list[list[Point]] = [
            [(-30 + t, 330, 0.6), (-8 + t, 344, 2.4), (16 + t, 336, 0.5)],
            [(32 + t, 450, 0.6), (8 + t, 470, 2.6), (-20 + t, 462, 0.5)],
            [(-34 + t, 560, 0.6), (-6 + t, 576, 2.6), (22 + t, 566, 0.5)],
        ]
        brush.lines(creases, shadow, 190)
    body.neckline = outline(
        [(-n - 12, 146 + b, 1), (-n - 4, 174 + b), (t * 0.7, 200 + b), (n + 4, 174 + b), (n + 12, 146 + b, 1), (0, 116, 1)]
    )
    brush.fill(body.neckline, person.skin)
    bare_neck(brush, body, jaw_turn, [(-n - 4, 174 + b), (t * 0.7, 200 + b), (n + 4, 174 + b)])
    rib = [(-n - 12, 150 + b, 2), (-n - 4, 177 + b, 3.4), (t * 0.7, 204 + b, 3.8), (n + 4, 177 + b, 3.4), (n + 12, 150 + b, 2)]
    brush.fill(stroke(rib), shade(top, 0xE2DCE8))


# Front edge of an open jacket with its collar, as `_LAPEL`.
_FRONT = (
    *((2, 138, 1, 0.05), (36, 156, 1, 0.1), (50, 226, 1, 0.3), (14, 262, 1, 0.5), (10, 330, 0, 0.8)),
    *((12, 430, 0, 1.0), (16, 560, 0, 1.0), (14, 640, 1, 1.0), (2, 640, 1, 1.0), (-2, 560, 0, 1.0)),
    *((0, 430, 0, 1.0), (-2, 330, 0, 0.8), (8, 236, 0, 0.5), (8, 190, 0, 0.2)),
)


def denim_over(brush: Brush, body: Body) -> None:
    """Collar and button band, chest pockets, and the light stitching that makes it denim."""
    person, t, b = body.person, body.turn, body.rise
    deep, thread = shade(person.cloth, 0x9C9CC4), mix(person.accent, WHITE, 0.15)
    fronts = [outline(slide(_FRONT, body, side)) for side in (-1, 1)]
    with brush.inside(body.inner):
        for side, front in zip((-1, 1), fronts, strict=True):
            brush.fill(moved(front, 9 if side < 0 else -3, 8), shade(person.cloth_second, 0xBFB4CE))
    for side, front in zip((-1, 1), fronts, strict=True):
        brush.fill(moved(front, 2.5 * side, 3), deep, 150)
        brush.form(front, mix(person.cloth, WHITE, 0.13 if side < 0 else 0.06), deep, (-4, -2), 110)
        n, w = body.neck_width, body.half_width(side)
        edge: list[Point] = [(side * (n + 6) + t, 300, 0.9), (side * (n + 7) + t, 430, 0.9), (side * (n + 10) + t, 640, 0.9)]
        brush.fill(stroke(edge), thread, 200)
        x = side * w * 0.66 + t * 0.6
        pocket = outline([(x - 25, 292, 1), (x + 25, 292, 1), (x + 25, 344, 1), (x, 356, 1), (x - 25, 344, 1)])
        brush.fill(pocket, shade(person.cloth, 0xEAEAF2))
        flap = outline([(x - 28, 288, 1), (x + 28, 288, 1), (x + 27, 308, 1), (x, 318, 1), (x - 27, 308, 1)])
        brush.fill(moved(flap, 1, 4), deep, 170)
        brush.fill(flap, mix(person.cloth, WHITE, 0.08))
        brush.canvas.drawPath(pocket, pen(thread, 1.5, 170))
        brush.dot(x, 309, 3.2, person.accent)
    for y in (286, 366, 446, 526, 606):
        brush.dot(t - body.neck_width - 1, y, 3.6, person.accent)
    yoke: list[list[Point]] = [
        [(side * body.half_width(side) * 0.94 + t * 0.3, 252 + b, 0.9), (side * (body.neck_width + 22) + t * 0.6, 262 + b, 0.9)]
        for side in (-1, 1)
    ]
    brush.lines(yoke, thread, 190)
    folds(brush, body, [(-0.74, 452, -0.56, 474, -0.4, 462), (0.74, 466, 0.58, 488, 0.42, 476)])
