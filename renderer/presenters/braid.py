"""A braid laid over one shoulder: plaits that narrow to a tie, following the head a little late."""

from __future__ import annotations

from math import sin

from renderer.presenters.appearance import Appearance
from renderer.presenters.brush import Brush
from renderer.presenters.colour import mix
from renderer.presenters.curves import Point, moved, outline, stroke
from renderer.presenters.view import View

_PLAITS = 9
_TOP, _STEP = 100.0, 27.0


def _middle(share: float, swing: float) -> tuple[float, float]:
    """Where the braid runs, from the nape (0) to its tie (1)."""
    y = _TOP + _STEP * _PLAITS * share
    return -84 - 6 * sin(share * 2.4) + 22 * share + swing * share * share * 1.1, y


def draw(brush: Brush, person: Appearance, view: View) -> None:
    """Drawn over the clothes, in the head's own frame."""
    slide, swing = view.sin_yaw * 10, view.swing
    path: list[Point] = []
    for i in range(_PLAITS + 1):
        x, y = _middle(i / _PLAITS, swing)
        path.append((x + slide, y, 25 - 11 * i / _PLAITS))
    whole = stroke(path)
    brush.fill(moved(whole, 7, 8), 0x241430, 70)
    brush.fill(whole, person.hair_shadow)
    for i in range(_PLAITS):
        for side in (-1, 1):
            _plait(brush, person, i + (0.5 if side > 0 else 0.0), side, swing, slide)
    x, y = _middle(1.0, swing)
    x += slide
    tuft = outline([(x - 11, y + 6, 1), (x - 15, y + 32), (x + 2, y + 56, 1), (x + 14, y + 30), (x + 11, y + 6, 1)])
    brush.form(tuft, person.hair, person.hair_shadow, (-7, -3), 180)
    brush.form(
        stroke([(x - 11, y + 4, 6.5), (x + 11, y + 4, 6.5)]), person.accent, mix(person.accent, 0x503018, 0.5), (-6, -3), 170
    )


def _plait(brush: Brush, person: Appearance, at: float, side: int, swing: float, slide: float) -> None:
    """One turn of the braid: a leaf from its edge down to the middle of the next."""
    share = min(at / _PLAITS, 1.0)
    x, y = _middle(share, swing)
    x, half = x + slide, 25 - 11 * share
    leaf = outline(
        [
            *((x + side * half * 0.25, y - 14, 1), (x + side * half * 0.95, y - 6), (x + side * half * 0.98, y + 14)),
            *((x + side * half * 0.35, y + 27), (x - side * half * 0.32, y + 30, 1), (x - side * half * 0.1, y + 10)),
        ]
    )
    brush.fill(leaf, person.hair)
    shine: list[Point] = [
        (x + side * half * 0.42, y - 6, 0.5),
        (x + side * half * 0.6, y + 8, 2.4),
        (x + side * half * 0.1, y + 22, 0.5),
    ]
    brush.fill(stroke(shine), person.hair_light, 190 if side < 0 else 120)
