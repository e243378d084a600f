"""Torso, neck and clothes. Shadows of cloth share one cool ambient light; small parts slide with the turn of the chest."""

from __future__ import annotations

from collections.abc import Sequence

import skia

from renderer.presenters.brush import Brush
from renderer.presenters.cast import Appearance
from renderer.presenters.colour import WHITE, Color, mix, shade
from renderer.presenters.curves import Path, Point, moved, outline, stroke

# Colour of the light in the shadows of cloth.
_AMBIENT = 0xB9B4D6
_HEM = 800


class Body:
    """Measures of the torso in one pose: `turn` slides its middle sideways, `rise` lifts the shoulders (negative is up)."""

    def __init__(self, person: Appearance, turn: float, rise: float) -> None:
        self.person, self.turn, self.rise = person, turn, rise
        self.width, self.neck_width = person.shoulders, person.neck
        self.shadow: Color = shade(person.cloth, _AMBIENT)
        w, n, b = self.width, self.neck_width, rise
        slope = [(w * 0.56, 166 + b), (w * 0.82, 176 + b), (w * 0.99, 189 + b), (w * 1.05, 208 + b), (w * 0.98, 250 + b)]
        half = [*slope, (w - 4, 330), (w * 0.75, 450), (w * 0.92, 640)]
        right: list[Point] = [(n + 4, 138 + b), *half, (w * 0.95, _HEM, 1)]
        self.torso = outline([*((-p[0], *p[1:]) for p in right), *reversed(right)])
        self.neck = outline(
            [
                *((-n + 2, 40), (-n, 100), (-n - 3, 142 + b), (-n - 22, 166 + b), (-8 + turn, 214 + b)),
                *((n + 22, 166 + b), (n + 3, 142 + b), (n, 100), (n - 2, 40)),
            ]
        )
        self.neckline: Path = self.neck
        self.inner: Path = self.torso


def under(brush: Brush, body: Body, jaw_turn: float) -> None:
    """Torso, neck and everything the sleeves lie over; `jaw_turn` is the sine of the head's yaw."""
    person = body.person
    brush.fill(body.torso, person.cloth)
    brush.crescent(body.torso, -26, -4, body.shadow, 170, ((0, 236), (0, 330)))
    match person.outfit:
        case "blazer" | "cardigan":
            _blazer_under(brush, body, jaw_turn)
        case "shirt":
            _shirt(brush, body, jaw_turn)
        case "turtleneck":
            _turtleneck(brush, body, jaw_turn)
        case "tunic":
            _tunic_under(brush, body, jaw_turn)
        case "tee":
            _sweater(brush, body, jaw_turn)


def over(brush: Brush, body: Body) -> None:
    """What lies over the sleeve seams: lapels, a drape."""
    match body.person.outfit:
        case "blazer":
            _blazer_over(brush, body)
        case "cardigan":
            _cardigan_over(brush, body)
        case "tunic":
            _drape(brush, body)
        case _:
            return


def _neck(brush: Brush, body: Body, jaw_turn: float) -> None:
    """The neck with the jaw's cast shadow, the single most useful shape on the page."""
    person, n, b = body.person, body.neck_width, body.rise
    brush.fill(body.neck, person.skin)
    with brush.inside(body.neck):
        y = jaw_turn * 26
        jaw = [
            (-n - 30, 60, 1),
            (-n - 8, 122 + b),
            (-n * 0.3 + y, 146 + b),
            (n * 0.5 + y, 150 + b),
            (n + 30, 150 + b),
            (n + 40, 60, 1),
        ]
        brush.fill(outline(jaw), person.skin_shadow)
        near, far = jaw_turn * 40, jaw_turn * 30
        bones = [
            [(-14 + near, 164 + b, 1), (-24 + far, 174 + b, 2), (-40, 176 + b, 0.6)],
            [(14 + near, 164 + b, 1), (26 + far, 174 + b, 2), (44, 176 + b, 0.6)],
        ]
        brush.lines(bones, person.skin_shadow, 95)


def _folds(brush: Brush, body: Body, folds: Sequence[tuple[float, ...]]) -> None:
    """Folds as (x0, y0, x1, y1, x2, y2) with x in half shoulder widths."""
    w = body.width
    lines = [[(f[0] * w, f[1], 0.6), (f[2] * w, f[3], 3.2), (f[4] * w, f[5], 0.5)] for f in folds]
    brush.lines(lines, body.shadow, 190)


def _blazer_under(brush: Brush, body: Body, jaw_turn: float) -> None:
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
    _neck(brush, body, jaw_turn)
    hem = [
        (-n - 13, 184 + b, 1),
        (-16 + t * 0.8, 229 + b, 2),
        (t, 239 + b, 2.2),
        (18 + t * 0.8, 229 + b, 2),
        (n + 13, 184 + b, 1),
    ]
    brush.fill(stroke(hem), top_shadow)


def _blazer_over(brush: Brush, body: Body) -> None:
    """Lapels with their shadow on shirt and jacket, the button and the pocket square."""
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    deep, closing = shade(person.cloth, 0x9A96C4), 452
    shirt_shadow = shade(person.cloth_second, 0xBFB4CE)
    lapels = [outline(_slide(_LAPEL, body, side)) for side in (-1, 1)]
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
        [[(t + 2, closing + 4, 1.2), (t + 5, 560, 1.6), (t - 6, _HEM, 1.8)], [(x + 52, 330, 1.0), (x + 94, 322, 2.2)]], deep
    )
    brush.dot(t - 6, closing + 34, 6.4, deep)
    brush.dot(t - 7, closing + 32.6, 5.6, mix(person.accent, person.cloth, 0.25))
    square = [(x + 62, 328, 1), (x + 70, 306, 1), (x + 78, 318, 1), (x + 86, 304, 1), (x + 92, 322, 1)]
    brush.fill(outline(square), person.accent)
    _folds(brush, body, [(-0.72, 470, -0.4, 486, -0.18, 470), (0.72, 478, 0.5, 500, 0.26, 486)])


def _cardigan_over(brush: Brush, body: Body) -> None:
    """A knitted band along the opening, its shadow on the top beneath, and three buttons."""
    person, t = body.person, body.turn
    deep = shade(person.cloth, 0xA8A8C0)
    bands = [outline(_slide(_BAND, body, side)) for side in (-1, 1)]
    with brush.inside(body.inner):
        for side, band in zip((-1, 1), bands, strict=True):
            brush.fill(moved(band, 7 if side < 0 else -2, 8), shade(person.cloth_second, 0xBFB4CE))
    for side, band in zip((-1, 1), bands, strict=True):
        brush.fill(moved(band, 2.5 * side, 2), deep, 150)
        brush.fill(band, mix(person.cloth, WHITE, 0.16 if side < 0 else 0.08))
    lower = stroke([(t, 440, 9), (t + 2, 560, 10), (t - 3, _HEM, 10)])
    brush.fill(moved(lower, 4, 2), deep, 150)
    brush.fill(lower, mix(person.cloth, WHITE, 0.12))
    for y in (462, 530, 598):
        brush.dot(t + 1, y + 1.5, 5.4, deep)
        brush.dot(t, y, 5.0, person.accent)
    _folds(brush, body, [(-0.72, 440, -0.5, 466, -0.2, 452), (0.72, 456, 0.5, 482, 0.2, 466), (-0.7, 262, -0.5, 276, -0.4, 262)])


def _sweater(brush: Brush, body: Body, jaw_turn: float) -> None:
    """A crew neck: skin down to a ribbed band, soft folds from the armpits."""
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    shadow = shade(person.cloth, 0xB088A0)
    body.neckline = outline(
        [(-n - 12, 148 + b, 1), (-n - 6, 176 + b), (t * 0.7, 204 + b), (n + 6, 176 + b), (n + 12, 148 + b, 1), (0, 120, 1)]
    )
    brush.fill(body.neckline, person.skin)
    visible = [(-n - 4, 40, 1), (-n - 8, 148 + b, 1), (-n - 6, 176 + b), (t * 0.7, 204 + b), (n + 6, 176 + b)]
    with brush.inside(outline([*visible, (n + 8, 148 + b, 1), (n + 4, 40, 1)])):
        _neck(brush, body, jaw_turn)
    rib = [(-n - 13, 152 + b, 5), (-n - 7, 180 + b, 6.5), (t * 0.7, 209 + b, 7.5), (n + 7, 180 + b, 6.5), (n + 13, 152 + b, 5)]
    band = stroke(rib)
    brush.fill(moved(band, 2, 7), shadow, 170)
    brush.form(band, mix(person.cloth, WHITE, 0.1), shadow, (-3, -3), 120)
    folds = [(-0.72, 446, -0.5, 472, -0.2, 456), (0.72, 460, 0.5, 488, 0.2, 470)]
    _folds(
        brush,
        body,
        [*folds, (-0.74, 262, -0.5, 280, -0.3, 266), (0.66, 300, 0.44, 318, 0.24, 304), (0.3, 560, 0, 574, -0.3, 562)],
    )


# Outline of a cardigan's band, as `_LAPEL`.
_BAND = (
    *((0, 142, 1, 0.05), (26, 152, 1, 0.1), (32, 214, 0, 0.3), (16, 330, 0, 0.7), (-18, 446, 1, 1.0)),
    *((-34, 456, 1, 1.0), (-12, 326, 0, 0.8), (8, 206, 0, 0.3)),
)
# Outline of a lapel as (x beyond the neck or absolute, y, corner, share of the turn it follows).
_LAPEL = (
    *((6, 142, 1, 0.1), (34, 160, 1, 0.2), (42, 228, 1, 0.3), (29, 240, 1, 0.3), (47, 258, 1, 0.4)),
    *((32, 350, 0, 0.7), (-30, 460, 1, 1.0), (-16, 330, 0, 0.9), (12, 206, 0, 0.4)),
)


def _slide(rows: Sequence[tuple[float, float, float, float]], body: Body, side: int) -> list[Point]:
    """Points beside the neck, mirrored to `side`, lifted with the shoulders above the chest and sliding with its turn."""
    n, t, b = body.neck_width, body.turn, body.rise
    return [(side * (n + x) + t * follow, y + (b if y < 300 else 0), corner) for x, y, corner, follow in rows]


def _shirt(brush: Brush, body: Body, jaw_turn: float) -> None:
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    shadow = shade(person.cloth, 0xB4BCD4)
    body.neckline = outline(
        [(-n - 8, 146 + b, 1), (-n + 6, 186 + b), (t, 232 + b, 1), (n - 6, 186 + b), (n + 8, 146 + b, 1), (0, 120, 1)]
    )
    brush.fill(body.neckline, person.skin)
    _neck(brush, body, jaw_turn)
    placket = stroke([(t, 226 + b, 9), (t + 3, 420, 11), (t - 4, _HEM, 12)], round_start=False)
    brush.fill(placket, mix(person.cloth, WHITE, 0.4))
    brush.fill(stroke([(t + 10, 236 + b, 1), (t + 14, 420, 1.5), (t + 8, _HEM, 1.6)]), shadow)
    for y in (292, 372, 452, 532, 612):
        brush.dot(t + 1.5, y, 3.6, shadow)
    x = t * 0.5
    pocket = [(x + 58, 296, 1), (x + 112, 292, 1), (x + 113, 348, 1), (x + 86, 362, 1), (x + 59, 351, 1)]
    brush.fill(outline(pocket), shade(person.cloth, 0xE6EAF4))
    brush.fill(stroke([(x + 58, 297, 1.4), (x + 112, 293, 2)]), shadow)
    _folds(
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


def _turtleneck(brush: Brush, body: Body, jaw_turn: float) -> None:
    person, n, t, b = body.person, body.neck_width, body.turn, body.rise
    shadow = shade(person.cloth, 0x9A86B4)
    brush.canvas.save()
    brush.canvas.clipRect(skia.Rect(-n - 4, 0, n + 4, 160))
    _neck(brush, body, jaw_turn)
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
    _folds(brush, body, [*lower, (-0.7, 250, -0.45, 270, -0.26, 256), (0.62, 300, 0.4, 320, 0.2, 306)])
    for i in range(23):
        along = -1 + 2 * i / 22
        hang = 1 - along * along
        x, y = along * (n + 33) + t * hang, 194 + b + hang * 116 + 4 * abs(along)
        radius = 4.6 + 2.4 * hang
        brush.dot(x + 2, y + 4, radius, shadow, 150)
        brush.dot(x, y, radius, person.accent)
        brush.dot(x - 1.4, y - 1.6, radius * 0.34, WHITE, 200)


def _tunic_under(brush: Brush, body: Body, jaw_turn: float) -> None:
    person, t = body.person, body.turn
    _neck(brush, body, jaw_turn)
    brush.fill(stroke([(t, 300, 1.2), (t + 2, 460, 1.6), (t - 3, _HEM, 1.6)]), shade(person.cloth, 0xB6A6BC))
    for y in (372, 446, 520, 594):
        brush.dot(t + 10, y, 4.6, person.accent)
    _folds(brush, body, [(-0.72, 440, -0.5, 468, -0.2, 450), (0.72, 458, 0.5, 486, 0.2, 466)])


def _drape(brush: Brush, body: Body) -> None:
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
