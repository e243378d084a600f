"""Glasses: rims that follow the turn of the face, their shadow on the cheeks, and one sheen across each lens."""

from __future__ import annotations

from renderer.presenters.appearance import Appearance, Glasses
from renderer.presenters.brush import Brush, pen
from renderer.presenters.colour import WHITE, Color
from renderer.presenters.curves import Path, Point, moved, outline, stroke
from renderer.presenters.view import View

_MIDDLE = 34.5
_RIMS: dict[Glasses, tuple[Color, float, tuple[Point, ...]]] = {
    "none": (0, 0.0, ()),
    "square": (
        *(0x2B2428, 3.8),
        ((-24, -7), (-21, -17.5), (0, -20), (21, -17.5), (24, -7), (22, 12), (12, 22.5), (-12, 22.5), (-22, 12)),
    ),
    "round": (
        *(0x7A5230, 3.0),
        ((-24, 0), (-22, -11), (-15, -19.5), (0, -23.5), (15, -19.5), (22, -11), (24, 0), (20, 14), (0, 24.5), (-20, 14)),
    ),
}


def _rim(person: Appearance, view: View, side: int) -> Path:
    return outline(view.face_all([(side * _MIDDLE + x, y) for x, y in _RIMS[person.glasses][2]], 10))


def draw_shadow(brush: Brush, person: Appearance, view: View, face: Path) -> None:
    """What the rims cast on the face."""
    with brush.inside(face):
        for side in (-1, 1):
            brush.canvas.drawPath(moved(_rim(person, view, side), 2, 5), pen(person.skin_shadow, 4, 120))


def draw(brush: Brush, person: Appearance, view: View) -> None:
    """Drawn last, over the hair at the temples."""
    color, width, _ = _RIMS[person.glasses]
    for side in (-1, 1):
        middle = side * _MIDDLE
        rim = _rim(person, view, side)
        brush.fill(rim, WHITE, 26)
        x, y = view.face(middle, 0, 10)
        with brush.inside(rim):
            sheen = [(x - 26, y - 4, 1), (x - 2, y - 30, 1), (x + 8, y - 30, 1), (x - 22, y + 10, 1)]
            brush.fill(outline(sheen), WHITE, 60)
        brush.canvas.drawPath(rim, pen(color, width))
        temple = [
            (*view.face(side * 59, -9, 10), width * 0.62),
            (*view.deep(side * 74, -12, 26), width * 0.6),
            (*view.deep(side * 84, -11, -14), width * 0.45),
        ]
        brush.fill(stroke(temple), color)
    bridge = [
        (*view.face(-10, -7, 12), width * 0.58),
        (*view.face(0, -12, 14), width * 0.5),
        (*view.face(10, -7, 12), width * 0.58),
    ]
    brush.fill(stroke(bridge), color)
