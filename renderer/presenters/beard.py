"""Beards: the jaw grown outwards from ear to ear with short hairs, a shadow of one, or a moustache alone."""

from __future__ import annotations

from collections.abc import Sequence
from math import cos

from renderer.presenters.appearance import Appearance
from renderer.presenters.brush import Brush
from renderer.presenters.curves import Point, outline
from renderer.presenters.view import View

# Inner edge of a full beard from ear to ear over the moustache, and of one that is cut short.
_FULL: tuple[Point, ...] = (
    *((-77, -14, 1), (-71, 8), (-65, 32), (-56, 48), (-40, 56), (-22, 54), (-9, 52), (0, 55)),
    *((9, 52), (22, 54), (40, 56), (56, 48), (65, 32), (71, 8), (77, -14, 1)),
)
_SHORT: tuple[Point, ...] = (
    *((-78, 6, 1), (-73, 26), (-66, 48), (-56, 64), (-44, 68), (-33, 60), (-14, 54), (0, 57)),
    *((14, 54), (33, 60), (44, 68), (56, 64), (66, 48), (73, 26), (78, 6, 1)),
)
_MOUSTACHE: tuple[Point, ...] = (
    *((0, 56), (-11, 52), (-24, 56), (-36, 66), (-41, 74, 1), (-28, 71), (-12, 68)),
    *((0, 67), (12, 68), (28, 71), (41, 74, 1), (36, 66), (24, 56), (11, 52)),
)


def draw(brush: Brush, person: Appearance, view: View, jaw: Sequence[Point], drop: float) -> None:
    """What grows on `jaw`, the face's outline a little grown; `drop` is how far the chin has gone down."""
    match person.beard:
        case "none":
            return
        case "full" | "short" | "stubble":
            _grown(brush, person, view, jaw, drop)
        case "moustache":
            _moustache(brush, person, view)


def _grown(brush: Brush, person: Appearance, view: View, jaw: Sequence[Point], drop: float) -> None:
    low = [p for p in jaw if p[1] > 4]
    outer = view.deep_all([p for p in low if p[0] >= 0] + [p for p in low if p[0] < 0])
    shape = outline(outer + view.face_all(_FULL if person.beard == "full" else _SHORT))
    if person.beard == "stubble":
        brush.fill(shape, person.hair, 52)
        return
    brush.fill(shape, person.hair)
    with brush.roughly_inside(shape):
        brush.glow(*view.face(-30, 80), 54, person.hair_light, 150)
    with brush.inside(shape):
        plane = [*view.face_all([(58, 10), (52, 40), (44, 70), (30, 100)]), view.face(16, 122 + drop)]
        brush.fill(outline([*plane, (150, 150, 1), (150, 0, 1)]), person.hair_shadow, 190)
        hairs = []
        for i in range(15):
            x = -60 + i * 8.4
            y = 66 + 36 * cos(x / 48)
            hairs.append([(x, y + drop * 0.6, 0.3), (x * 0.97, y + 8 + drop * 0.7, 0.9), (x * 0.92, y + 15 + drop * 0.8, 0.2)])
        brush.lines([view.face_all(hair, 2) for hair in hairs[:9]], person.hair_light, 170)
        brush.lines([view.face_all(hair, 2) for hair in hairs[9:]], person.hair, 170)
        _whiskers(brush, person, view)


def _whiskers(brush: Brush, person: Appearance, view: View) -> None:
    rows = [
        [(s * (5 + 7 * k), 56 + k, 0.3), (s * (8 + 8 * k), 60 + k * 1.4, 0.9), (s * (13 + 8 * k), 63 + k * 2, 0.2)]
        for s in (-1, 1)
        for k in range(4)
    ]
    brush.lines([view.face_all(hair, 6) for hair in rows], person.hair_light, 120)


def _moustache(brush: Brush, person: Appearance, view: View) -> None:
    """A trimmed moustache, its shadow on the lip beneath."""
    k = person.mouth
    shape = outline(view.face_all([(p[0] * k, p[1] * person.length, *p[2:]) for p in _MOUSTACHE], 8))
    brush.fill(shape, person.hair)
    with brush.inside(shape):
        _whiskers(brush, person, view)
