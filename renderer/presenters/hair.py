"""The hairdos: a back mass, a front mass larger than the skull, and tapered strands that follow the crown."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import cos, pi, sin

import skia

from renderer.presenters.appearance import Appearance, Hairdo
from renderer.presenters.brush import Brush
from renderer.presenters.colour import mix
from renderer.presenters.curves import Path, Point, outline, stroke, strokes
from renderer.presenters.hair_shapes import BACKS, FRONTS, STRANDS
from renderer.presenters.more_hair_shapes import MORE_BACKS, MORE_FRONTS, MORE_STRANDS
from renderer.presenters.pose import Pose
from renderer.presenters.view import View

# Hair of more strands than this is of short hooks.
_MANY = 12
# Form shadow of the front mass: shift to the left, up, and alpha.
_SHADE = {
    "bob": (-12, -4, 110),
    "short": (-12, -3, 170),
    "hijab": (-12, -3, 140),
    "coils": (-13, -5, 190),
    "long": (-11, -3, 130),
    "swept": (-12, -3, 170),
    "wavy": (-12, -4, 120),
    "bald": (-5, -2, 150),
    "afro": (-20, -9, 170),
    "crop": (-12, -5, 170),
    "braid": (-11, -3, 140),
}
_RIM_START = {
    **{"bob": 70, "short": 40, "hijab": 60, "coils": 44, "long": 66},
    **{"swept": 44, "wavy": 70, "bald": 70, "afro": 70, "crop": 44, "braid": 52},
}
_BACKS, _FRONTS, _STRANDS = BACKS | MORE_BACKS, FRONTS | MORE_FRONTS, STRANDS | MORE_STRANDS


def back(brush: Brush, person: Appearance, view: View) -> None:
    """What hangs behind the neck; drawn before the body."""
    if person.hairdo == "curls":
        mass = skia.Path()
        for x, y, radius in _curl_ring():
            mass.addCircle(*view.deep(x, y, -20), radius)
        brush.fill(mass, person.hair_shadow)
    for shape in _BACKS.get(person.hairdo, ()):
        mass = outline(view.hair(shape))
        brush.fill(mass, person.hair_shadow)
        if person.hairdo in ("bob", "long", "wavy", "afro"):
            with brush.inside(mass):
                brush.rim(mass, 60)


def lowest(person: Appearance) -> float:
    """How far down the back hair hangs at rest, in units."""
    return max((p[1] for shape in _BACKS.get(person.hairdo, ()) for p in shape), default=0.0)


def front_mass(person: Appearance, view: View, pose: Pose) -> Path:
    """Outline of the hair in front, also used for the shadow it throws on the brow."""
    mass = skia.Path()
    if person.hairdo == "curls":
        for x, y, radius in _FRINGE:
            mass.addCircle(*view.deep(x, y, _curl_depth(x)), radius)
        return mass
    if person.hairdo == "hijab":
        jaw = pose.mouth.jaw
        for shape in FRONTS["hijab"]:
            dropped = [(p[0], p[1] + (15 * jaw if p[1] > 108 and p[1] < 115 else 0), *p[2:]) for p in shape]
            outline(view.deep_all(dropped), mass)
        mass.setFillType(skia.PathFillType.kEvenOdd)
        return mass
    for shape in _FRONTS[person.hairdo]:
        outline(view.hair(shape), mass)
    return mass


# How many points at the end of a bumpy front mass are its smooth hairline.
_HAIRLINE = {"coils": 12, "afro": 10}


def hairline(person: Appearance, view: View, mass: Path) -> Path:
    """What throws the shadow on the brow: `mass`, or only its lower edge where the upper one is all bumps, which cost time."""
    count = _HAIRLINE.get(person.hairdo)
    if count is None:
        return mass
    shape = _FRONTS[person.hairdo][0]
    return outline(view.hair((*shape[-count:], shape[0], (-110, -120, 0, 1), (110, -120, 0, 1))))


def front(brush: Brush, person: Appearance, view: View, mass: Path) -> None:
    """The hair in front with its light and its shadow; drawn after the face."""
    if person.hairdo == "curls":
        _curls(brush, person, view)
        return
    brush.fill(mass, person.hair)
    tones = {"light": person.hair_light, "deep": person.hair_shadow}
    with brush.inside(mass):
        for number, (tone, alpha, many) in enumerate(_STRANDS[person.hairdo]):
            path = _hooks(person.hairdo, number, view) if len(many) > _MANY else strokes([view.hair(strand) for strand in many])
            brush.fill(path, mix(person.hair, tones[tone], alpha / 255))
        dx, dy, alpha = _SHADE[person.hairdo]
        brush.bare(mass, dx, dy, person.hair_shadow, alpha)
        brush.rim(mass, _RIM_START[person.hairdo])


@lru_cache(maxsize=64)
def _hook_shapes(hairdo: Hairdo, number: int) -> tuple[tuple[Point, Path], ...]:
    """Each strand of one tone: its middle, and its shape about it as seen from the front."""
    shapes = []
    for strand in _STRANDS[hairdo][number][2]:
        x, y, z = strand[len(strand) // 2][:3]
        shapes.append(((x, y, z), stroke([(p[0] - x, p[1] - y, p[3]) for p in strand])))
    return tuple(shapes)


def _hooks(hairdo: Hairdo, number: int, view: View) -> Path:
    """The short strands of dense hair, each moved as a whole: too small to be seen turning, too many to be drawn anew."""
    path = skia.Path()
    for middle, shape in _hook_shapes(hairdo, number):
        path.addPath(shape, *view.deep(*middle))
    return path


def _curl_ring() -> list[tuple[float, float, float]]:
    """Circles round the crown from ear to ear, and three that fill the middle."""
    ring = []
    for i in range(17):
        angle = pi * (-0.06 + 1.12 * i / 16)
        ring.append((-cos(angle) * 84, -34 - sin(angle) * 76, 23 + 5 * sin(i * 2.3)))
    return [*ring, (0, -74, 62), (-46, -60, 44), (46, -60, 44)]


def _curl_depth(x: float) -> float:
    return 76 * max(0.12, 1 - (abs(x) / 82) ** 2)


_FRINGE: tuple[tuple[float, float, float], ...] = (
    (-76, -22, 14),
    (-74, -44, 18),
    (-64, -66, 20),
    (-44, -80, 21),
    (-20, -86, 20),
    (4, -90, 21),
    (28, -86, 21),
    (50, -76, 20),
    (67, -58, 19),
    (75, -38, 17),
    (77, -18, 13),
)
_CROWN: tuple[tuple[float, float, float], ...] = ((-58, -88, 25), (-30, -108, 26), (6, -114, 26), (40, -108, 26), (66, -86, 25))


def _curls(brush: Brush, person: Appearance, view: View) -> None:
    """Curls of varied size, each with a C-shaped light and a small deep hook; those at the temples stay there in a turn.

    Neighbours overlap and others hardly do, so every second one of a row is painted in one go.
    """
    for row in (_curl_ring()[:17], _CROWN, _FRINGE):
        for first in (0, 1):
            shadow, base, light, deep = skia.Path(), skia.Path(), skia.Path(), skia.Path()
            for x, y, radius in row[first::2]:
                px, py = view.deep(x, y, 4 if y <= -100 or abs(x) > 78 else _curl_depth(x))
                shadow.addCircle(px + 2, py + 3, radius * 0.98)
                base.addCircle(px, py, radius * 0.9)
                size = radius / 20
                placed = skia.Matrix.MakeAll(size, 0, px, 0, size, py, 0, 0, 1)
                light.addPath(_CURL_LIGHT, placed)
                deep.addPath(_CURL_DEEP, placed)
            brush.fill(shadow, person.hair_shadow, 150)
            brush.fill(base, person.hair)
            brush.fill(light, mix(person.hair, person.hair_light, 165 / 255))
            brush.fill(deep, mix(person.hair, person.hair_shadow, 140 / 255))


def _fixed(points: Sequence[Point]) -> Path:
    return strokes([points])


_CURL_LIGHT = _fixed([(-11, 5, 0.4), (-10, -7, 2.6), (2, -11.6, 2.2), (10, -4, 0.5)])
_CURL_DEEP = stroke([(-2, 6, 0.4), (7, 7, 2), (10, -1, 0.5)])
