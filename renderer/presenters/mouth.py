"""The mouth: lips as one outline that rounds into a ring, and teeth and tongue clipped inside the opening."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import cos, radians, sin

from renderer.presenters.appearance import Appearance
from renderer.presenters.brush import Brush
from renderer.presenters.colour import WHITE, mix, shade
from renderer.presenters.curves import Path, Point, outline, stroke
from renderer.presenters.pose import Pose
from renderer.presenters.view import View

Page = Callable[[Sequence[Point]], list[Point]]

_CAVITY, _TONGUE, _TONGUE_DARK = 0x4B1620, 0xC7585F, 0x9C3846
_TEETH, _TEETH_SHADOW, _LOWER_TEETH = 0xFBF7F1, 0xC9B4B4, 0xE9DFDA
# Where the ten outline points lie on the ring of a rounded mouth, in degrees.
_RING = (180, 222, 252, 270, 288, 318, 360, 45, 90, 135)
# How much of a smile a bitten lip takes away, and how far the corners follow an upper lip that is drawn up.
_BITTEN, _FOLLOWS = 0.75, 0.25
# An opening below this many units is drawn as a line between closed lips.
_SHUT = 2.2


class Lips:
    """Measures of one mouth in units; `opening` is the gap between the lips at their middle, 0 when they touch."""

    def __init__(self, person: Appearance, pose: Pose) -> None:
        m = pose.mouth
        rounding = self.rounding = max(0.0, m.rounding)
        self.smile = pose.smile * (1 - 0.6 * min(1.0, m.jaw)) * (1 - 0.6 * m.rounding) * (1 - _BITTEN * m.bite)
        rest_y = 73 * person.length - (2 if person.nose < 1 else 0)
        self.half = (25 + 7 * m.width + 5 * max(0.0, self.smile)) * person.mouth - 12 * m.rounding
        self.corner = rest_y - self.smile * 7.5 - m.rounding + m.jaw * 17 * 0.12
        part = 1 - min(1.0, max(0.0, m.press) / 0.85)
        raised = (m.upper * 4.5 + m.jaw * 2.5 + m.rounding * m.jaw * 5) * part
        # A lip that is drawn up takes its corners along; left behind they look unhappy.
        self.corner -= _FOLLOWS * raised * (1 - 0.7 * rounding)
        self.opening = (m.jaw * 31 * (1 - 0.12 * m.rounding) + m.upper * 1.5) * part
        self.middle = rest_y + 1.5 + self.smile * 3.0 - raised * 0.55
        self.lower = self.middle + self.opening
        if m.bite * part > 0.02:
            self.lower = self.lower + (self.middle + 4 + 2 * m.bite - self.lower) * min(1.0, m.bite * part * 1.2)
            self.opening = self.lower - self.middle
        self.lift = 4 + 9 * m.rounding
        thick = person.lips * (1 - 0.45 * m.press) * (1 - 0.12 * max(0.0, m.width))
        self.thick_upper = (8.2 + 3 * m.rounding) * thick * (1 + 0.05 * m.bite)
        self.thick_lower = (10.5 + 3 * m.rounding) * thick * (1 - 0.45 * m.bite)
        self.is_cornered = rounding <= 0.25

    @property
    def is_open(self) -> bool:
        """Whether anything between the lips can be seen."""
        return self.opening > _SHUT


def opening(person: Appearance, pose: Pose) -> float:
    """The gap between the lips at the middle, in units; 0 when they touch."""
    return Lips(person, pose).opening


def draw(brush: Brush, person: Appearance, view: View, pose: Pose) -> None:
    """Lips, what shows between them, and the tucks at the corners that carry a smile."""
    lips = Lips(person, pose)
    outer, inner = _outlines(lips, person)
    page = _page(lips, view)
    _lips(brush, person, lips, outer, page)
    if lips.is_open:
        hole = _hole(lips, inner, page)
        brush.fill(hole, _CAVITY)
        with brush.inside(hole):
            _inside(brush, lips, pose, page)
    else:
        _line(brush, person, lips, pose.mouth.press, page)
    if not person.is_bearded:
        shape = ((2, -2.6, 0.5), (5, 0.4, 1.7), (3.2, 4.2, 0.5))
        tucks = [[(s * (lips.half + x), lips.corner + y, r) for x, y, r in shape] for s in (-1, 1)]
        alpha = int(90 + 110 * min(1.0, max(0.0, lips.smile)))
        brush.lines([page(tuck) for tuck in tucks], mix(person.skin_shadow, person.lip, 0.35), alpha)


def drawn(person: Appearance, view: View, pose: Pose) -> tuple[float, float]:
    """Height of the opening and width of the lips as they are drawn, in units; height 0 where only a line is drawn."""
    lips = Lips(person, pose)
    outer, inner = _outlines(lips, person)
    page = _page(lips, view)
    width = float(outline(page(outer)).computeTightBounds().width())
    return float(_hole(lips, inner, page).computeTightBounds().height()) if lips.is_open else 0.0, width


def _page(lips: Lips, view: View) -> Page:
    """From the mouth's own plane, which stands out in the middle, to the page."""

    def page(points: Sequence[Point]) -> list[Point]:
        reach = lips.half + 8
        return [view.face(p[0], p[1], lips.lift * (1 - min(1.0, abs(p[0]) / reach))) + tuple(p[2:]) for p in points]

    return page


def _hole(lips: Lips, inner: Sequence[Point], page: Page) -> Path:
    cornered = [(*p[:2], 1.0) if lips.is_cornered and i in (0, 6) else p for i, p in enumerate(inner)]
    return outline(page(cornered))


def _outlines(lips: Lips, person: Appearance) -> tuple[list[Point], list[Point]]:
    """Outer edge of the lips (10 points, left corner first) and the edge of the opening (7 upper, 3 lower)."""
    half, mid, low, corner, round_ = lips.half, lips.middle, lips.lower, lips.corner, lips.rounding
    bow = mid + (corner - mid) * 0.32
    inner: list[Point] = [(-half, corner), (-half * 0.55, bow), (-half * 0.16, mid - 0.6), (0, mid + 0.6)]
    inner += [(half * 0.16, mid - 0.6), (half * 0.55, bow), (half, corner)]
    wide = 0.57 + 0.2 * round_
    depth = min(1.0, max(0.0, (lips.opening - 2) / 6))
    side = (low + (corner - low) * 0.32) * (1 - depth) + (low - (low - corner) * 0.25) * depth
    inner += [(half * wide, side), (0, low), (-half * wide, side)]
    top = mid - lips.thick_upper
    edge = corner + round_ * lips.opening * 0.42
    hard = 1.0 if lips.is_cornered else 0.0
    reach, shoulder = half + 2.2 + 2 * round_, top + 2.6 + (corner - mid) * 0.25 + round_
    peak, belly = half * (0.52 + 0.22 * round_), half * (0.64 + 0.2 * round_)
    sag = low + lips.thick_lower * (0.62 - 0.34 * round_) - (low - corner) * 0.06
    outer: list[Point] = [(-reach, edge, hard), (-peak, shoulder), (-6, top), (0, top + 2.2), (6, top), (peak, shoulder)]
    outer += [(reach, edge, hard), (belly, sag), (0, low + lips.thick_lower), (-belly, sag)]
    if round_ > 0.02:
        outer = _ring(lips, outer, half + 7, (low - mid) / 2 + 7.6 * person.lips**0.5)
        inner = _ring(lips, inner, half, max(1.5, (low - mid) / 2))
    return outer, inner


def _ring(lips: Lips, points: Sequence[Point], radius_x: float, radius_y: float) -> list[Point]:
    """`points` drawn towards an ellipse about the middle of the opening, as far as the mouth is rounded."""
    share, centre = 0.92 * lips.rounding**0.8, (lips.middle + lips.lower) / 2
    ring: list[Point] = []
    for p, degrees in zip(points, _RING, strict=True):
        x, y = radius_x * cos(radians(degrees)), centre + radius_y * sin(radians(degrees))
        ring.append((p[0] + (x - p[0]) * share, p[1] + (y - p[1]) * share, *p[2:]))
    return ring


def _lips(brush: Brush, person: Appearance, lips: Lips, outer: list[Point], page: Page) -> None:
    low, thick, half = lips.lower, lips.thick_lower, lips.half
    if not person.is_bearded:
        under = [
            (-13, low + thick + 2.5),
            (0, low + thick + 4),
            (15, low + thick + 2),
            (8, low + thick + 8),
            (-6, low + thick + 8.5),
        ]
        brush.fill(outline(page(under)), person.skin_shadow, 95)
    shape = outline(page(outer))
    brush.fill(shape, person.lip)
    with brush.inside(shape):
        upper = [p[:2] for p in outer[:7]] + [(half, lips.corner), (0, lips.middle + 1), (-half, lips.corner)]
        brush.fill(outline(page(upper)), shade(person.lip, 0xE4D2D6), 210)
        x, y = page([(-4, low + thick * 0.48)])[0]
        shine = mix(person.lip, WHITE, 0.42)
        brush.oval(x - half * 0.36, y - thick * 0.2, x + half * 0.36, y + thick * 0.18, shine, 120)


def _inside(brush: Brush, lips: Lips, pose: Pose, page: Page) -> None:
    m, half, mid, low, corner = pose.mouth, lips.half, lips.middle, lips.lower, lips.corner
    if m.tongue > 0.02 or m.jaw > 0.35:
        raised = max(m.tongue, 0.3)
        top = low - lips.opening * (0.3 + 0.36 * (raised - 0.3))
        tip = max(0.0, (m.tongue - 0.6) / 0.4)
        top += (mid + 7 - top) * tip
        side = top + lips.opening * 0.12
        tongue = outline(
            page([(-half * 0.62, low + 8), (-half * 0.46, side), (0, top), (half * 0.46, side), (half * 0.62, low + 8)])
        )
        brush.form(tongue, _TONGUE, _TONGUE_DARK, (-6, -2), 160)
        if tip > 0.5:
            brush.fill(stroke(page([(0, top + 3, 0.6), (0, low, 1.4)])), _TONGUE_DARK, 160)
    if m.teeth > 0.02:
        deep = (2.6 + 5.6 * m.teeth) * (1 - 0.12 * m.jaw)
        deep += (9.5 - deep) * m.bite
        wide = half * 0.86
        upper = [
            (-half, corner - 4),
            (0, mid - 8),
            (half, corner - 4),
            (wide, corner + deep * 0.45),
            (half * 0.4, mid + deep * 0.92),
        ]
        upper += [(0, mid + deep), (-half * 0.4, mid + deep * 0.92), (-wide, corner + deep * 0.45)]
        brush.fill(outline(page(upper)), _TEETH)
        brush.fill(stroke(page([(-half, corner, 2), (0, mid, 2.2), (half, corner, 3)])), _TEETH_SHADOW, 150)
        if m.width > 0.4 and m.jaw < 0.4 and lips.opening > 6 and pose.smile < 0.9:
            lower = [
                (-half * 0.6, low + 8),
                (-half * 0.5, low - 3.4),
                (0, low - 4.6),
                (half * 0.5, low - 3.4),
                (half * 0.6, low + 8),
            ]
            brush.fill(outline(page(lower)), _LOWER_TEETH)


def _line(brush: Brush, person: Appearance, lips: Lips, press: float, page: Page) -> None:
    half, mid, corner = lips.half, lips.middle, lips.corner
    weight = 1.9 + 0.6 * press
    bow = mid + (corner - mid) * 0.3 + 0.4
    points = [(-half - 3, corner - 0.6, 0.9), (-half * 0.5, bow, weight * 0.8), (-4, mid, weight)]
    points += [(4, mid, weight), (half * 0.5, bow, weight * 0.8), (half + 3, corner - 0.6, 0.9)]
    brush.fill(stroke(page(points)), mix(person.lip, 0x3A0F16, 0.5))
