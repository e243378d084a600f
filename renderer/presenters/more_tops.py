"""More tops: a vest over a shirt, a polo, a wrap and a blouse with an embroidered neck."""

from __future__ import annotations

import skia

from renderer.presenters.body import Body, bare_neck, folds, neck
from renderer.presenters.brush import Brush
from renderer.presenters.colour import WHITE, Color, mix, shade
from renderer.presenters.curves import Point, moved, outline, stroke


def vest(brush: Brush, body: Body, jaw_turn: float) -> None:
    """A knitted vest with a ribbed V over a shirt with its collar and a bow tie."""
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    shirt, shadow, knit = person.cloth_second, shade(person.cloth_second, 0xC4BEDA), shade(person.cloth, 0x9A96BE)
    opening: list[Point] = [(-n - 15, 148 + b, 1), (-n - 10, 196 + b), (t, 300, 1), (n + 10, 196 + b), (n + 15, 148 + b, 1)]
    body.inner = outline(opening)
    brush.fill(body.inner, shirt)
    brush.crescent(body.inner, -14, 0, shadow, 180)
    neck(brush, body, jaw_turn)
    band = stroke([(-n - 17, 150 + b, 5), (-n - 12, 198 + b, 7.5), (t, 304, 8)], round_end=False)
    other = stroke([(n + 17, 150 + b, 5), (n + 12, 198 + b, 7.5), (t, 304, 8)], round_end=False)
    with brush.inside(body.inner):
        brush.fill(moved(band, 8, 6), shadow, 220)
        brush.fill(stroke([(t, 206 + b, 1), (t, 300, 1.2)]), shadow)
        for y in (232, 262):
            brush.dot(t, y + b, 3, shadow)
    for side in (band, other):
        brush.fill(moved(side, 2, 5), knit, 170)
        brush.fill(side, mix(person.cloth, WHITE, 0.1))
    _shirt_collar(brush, body, shirt, shadow)
    _bow(brush, body)
    cables: list[list[Point]] = []
    for share in (-0.46, 0.0, 0.46):
        x = share * body.width + t * (1 - abs(share))
        start = 330 if share == 0.0 else 300
        cables += [[(x - 7, y, 0.6), (x + 7, y + 18, 2.4), (x - 6, y + 36, 0.6)] for y in range(start, 700, 36)]
    brush.lines(cables, body.shadow, 120)
    folds(brush, body, [(-0.74, 452, -0.56, 474, -0.36, 462), (0.74, 466, 0.56, 490, 0.34, 476)])


def _shirt_collar(brush: Brush, body: Body, cloth: Color, shadow: Color) -> None:
    n, t, b = body.neck_width, body.turn, body.rise
    for side in (-1, 1):
        rows = [
            *((n - 2, 0.0, 124 + b, 1), (n + 16, 0.1, 146 + b, 0), (n + 14, 0.5, 206 + b, 1)),
            *((10, 0.9, 192 + b, 1), (n - 12, 0.5, 172 + b, 0)),
        ]
        collar = outline([(side * x + t * follow, y, corner) for x, follow, y, corner in rows])
        brush.fill(moved(collar, 3, 6), shadow, 210)
        brush.form(collar, mix(cloth, WHITE, 0.5 if side < 0 else 0.2), shadow, (-4, -1), 110)


def _bow(brush: Brush, body: Body) -> None:
    person, t, b = body.person, body.turn, body.rise
    x, y, deep = t * 0.9, 198 + b, shade(body.person.accent, 0xA08CA8)
    for side in (-1, 1):
        wing = [(x + side * 4, y, 0), (x + side * 16, y - 13, 0), (x + side * 36, y - 15, 1), (x + side * 33, y, 0)]
        wing += [(x + side * 36, y + 15, 1), (x + side * 16, y + 12, 0)]
        shape = outline(wing)
        brush.fill(moved(shape, 2, 6), deep, 120)
        brush.form(shape, person.accent, deep, (-5, -3), 170)
    brush.form(outline([(x - 8, y - 9), (x + 8, y - 9), (x + 8, y + 9), (x - 8, y + 9)]), person.accent, deep, (-4, -2), 200)


def polo(brush: Brush, body: Body, jaw_turn: float) -> None:
    """A knitted collar, a short placket and soft folds over a broad chest."""
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    shadow = shade(person.cloth, 0xA4A0C0)
    body.neckline = outline(
        [(-n - 8, 146 + b, 1), (-n + 8, 180 + b), (t, 216 + b, 1), (n - 8, 180 + b), (n + 8, 146 + b, 1), (0, 116, 1)]
    )
    brush.fill(body.neckline, person.skin)
    neck(brush, body, jaw_turn)
    placket = stroke([(t, 214 + b, 10), (t + 1, 314 + b, 11)], round_start=False, round_end=False)
    with brush.inside(body.torso):
        brush.fill(moved(placket, 4, 3), shadow, 150)
        brush.fill(placket, mix(person.cloth, WHITE, 0.1))
    for y in (246, 288):
        brush.dot(t + 1, y + b + 1.4, 4.4, shadow)
        brush.dot(t, y + b, 4.2, person.accent)
    for side in (-1, 1):
        rows = [
            *((n + 0, 0.0, 122 + b, 1), (n + 22, 0.1, 150 + b, 0), (n + 26, 0.4, 204 + b, 1)),
            *((22, 0.8, 240 + b, 1), (2, 1.0, 212 + b, 1), (n - 12, 0.5, 178 + b, 0)),
        ]
        collar = outline([(side * x + t * follow, y, corner) for x, follow, y, corner in rows])
        with brush.inside(body.torso):
            brush.fill(moved(collar, 4, 9), shadow, 220)
        brush.form(
            collar, mix(person.cloth_second, WHITE, 0.1 if side < 0 else 0.03), shade(person.cloth_second, 0xA4A0C0), (-5, -3)
        )
        tip: list[Point] = [(side * (n + 22) + t * 0.4, 200 + b, 1.5), (side * 24 + t * 0.8, 233 + b, 1.5)]
        brush.fill(stroke(tip), person.accent, 220)
    brush.dot(t * 0.6 + body.half_width(1) * 0.46, 268 + b, 6, person.accent)
    folds(
        brush,
        body,
        [
            *((-0.74, 262, -0.5, 280, -0.3, 268), (0.7, 286, 0.46, 304, 0.26, 292), (-0.7, 440, -0.4, 468, 0, 462)),
            *((0.7, 452, 0.4, 480, 0.06, 472), (0.5, 566, 0.1, 586, -0.4, 572)),
        ],
    )


def wrap(brush: Brush, body: Body, jaw_turn: float) -> None:
    """Two panels that cross over the chest, gathered into a sash at the waist."""
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    deep = shade(person.cloth, 0xA486A8)
    neckline: list[Point] = [(-n - 18, 150 + b, 1), (-n - 10, 206 + b), (t + 4, 300, 1), (n + 12, 206 + b), (n + 18, 150 + b, 1)]
    body.neckline = outline([*neckline, (0, 116, 1)])
    brush.fill(body.neckline, person.skin)
    bare_neck(brush, body, jaw_turn, neckline[1:-1])
    with brush.inside(body.neckline):
        brush.fill(stroke([(t + 1, 258 + b, 0.5), (t + 3, 282, 1.8), (t + 4, 300, 0.5)]), person.skin_shadow, 130)
    w, under = body.half_width(-1), body.half_width(1)
    right = stroke([(n + 20, 150 + b, 4), (n + 14, 208 + b, 7), (t + 6, 306, 7), (-w * 0.3 + t, 380, 5)])
    left = stroke([(-n - 20, 150 + b, 4), (-n - 12, 208 + b, 7.5), (t + 4, 308, 8), (under * 0.5 + t, 446, 7)])
    with brush.inside(body.torso):
        brush.fill(moved(left, -3, 9), deep, 190)
    brush.fill(right, mix(person.cloth, WHITE, 0.04))
    with brush.inside(body.torso):
        crossing: list[Point] = [(t + 2, 304, 1), (under * 0.52 + t, 450, 1), (under, 452, 1), (w, 330, 1), (n + 30, 210, 1)]
        brush.fill(outline(crossing), deep, 38)
    brush.fill(left, mix(person.cloth, WHITE, 0.1))
    gathers: list[list[Point]] = [
        [(-w * 0.66, 286 + 20 * i, 0.6), (-w * 0.16 + t, 352 + 18 * i, 2.6), (under * 0.52 + t, 446 + 3 * i, 0.8)]
        for i in range(4)
    ]
    gathers += [[(under * 0.8, 330, 0.6), (under * 0.68 + t * 0.5, 390, 2.2), (under * 0.56 + t, 446, 0.7)]]
    brush.lines(gathers, deep, 165)
    sash = stroke([(-w * 0.84, 462, 17), (t, 470, 17), (under * 0.84, 458, 17)])
    with brush.inside(body.torso):
        brush.fill(moved(sash, 0, 6), deep, 170)
        brush.form(sash, person.cloth_second, shade(person.cloth_second, 0xA486A8), (-14, -4), 150)
    x = under * 0.52 + t
    for tail in ([(x, 466, 6), (x + 12, 530, 10), (x + 4, 604, 13)], [(x, 466, 6), (x - 12, 520, 9), (x - 16, 566, 12)]):
        ribbon = stroke(tail, round_end=False)
        brush.fill(moved(ribbon, 5, 4), deep, 130)
        brush.form(ribbon, mix(person.cloth_second, WHITE, 0.05), shade(person.cloth_second, 0xA486A8), (-6, 0), 150)
    brush.form(outline([(x - 13, 454), (x + 12, 452), (x + 14, 480), (x - 12, 482)]), person.cloth_second, deep, (-5, -3), 170)


def blouse(brush: Brush, body: Body, jaw_turn: float) -> None:
    """A round neck with a keyhole and a border of thread, over soft gathers."""
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    deep = shade(person.cloth, 0x9C8CBC)
    body.neckline = skia.Path()
    hole: list[Point] = [(-n - 20, 152 + b, 1), (-n - 8, 190 + b), (-8 + t * 0.8, 214 + b), (t - 3, 258 + b), (t, 268 + b, 1)]
    hole += [(t + 3, 258 + b), (8 + t * 0.8, 214 + b), (n + 8, 190 + b), (n + 20, 152 + b, 1), (0, 116, 1)]
    outline(hole, body.neckline)
    brush.fill(body.neckline, person.skin)
    bare_neck(brush, body, jaw_turn, [(-n - 8, 190 + b), (t * 0.8, 222 + b), (n + 8, 190 + b)])
    edge: list[Point] = [(-n - 22, 154 + b, 5), (-n - 11, 194 + b, 7), (-14 + t * 0.8, 224 + b, 7), (t - 8, 272 + b, 6)]
    far: list[Point] = [(n + 22, 154 + b, 5), (n + 11, 194 + b, 7), (14 + t * 0.8, 224 + b, 7), (t + 8, 272 + b, 6)]
    for line in (edge, far):
        border = stroke(line)
        with brush.inside(body.torso):
            brush.fill(moved(border, 2, 6), deep, 190)
        brush.fill(border, person.accent)
        for i in range(9):
            at, step = divmod(i * 3 / 8, 1)
            p, q = line[min(int(at), 2)], line[min(int(at) + 1, 3)]
            step = step if at < 3 else 1.0
            brush.dot(p[0] + (q[0] - p[0]) * step, p[1] + (q[1] - p[1]) * step, 2.2, person.cloth_second)
    chain: list[Point] = [(-n + 2, 150 + b, 0.8), (-n * 0.6 + t * 0.4, 186 + b, 0.9), (t * 0.8, 204 + b, 1.0)]
    brush.fill(stroke([*chain, (n * 0.6 + t * 0.4, 186 + b, 0.9), (n - 2, 150 + b, 0.8)]), person.accent)
    brush.dot(t * 0.8, 208 + b, 4.6, person.accent)
    gathers: list[list[Point]] = [
        [(t + x, 286 + abs(x) * 0.1, 0.5), (t + x * 1.25, 322, 1.9), (t + x * 1.45, 372, 0.4)]
        for x in (-44, -28, -12, 12, 28, 44)
    ]
    brush.lines(gathers, deep, 150)
    folds(brush, body, [(-0.72, 440, -0.5, 468, -0.2, 450), (0.72, 458, 0.5, 486, 0.2, 466), (0.3, 560, 0, 574, -0.3, 562)])
