"""Arms: the upper arm hangs near vertical and the forearm foreshortens to reach; sleeves, cuffs and elbow folds."""

from __future__ import annotations

from math import atan2, cos, degrees, hypot, radians, sin

from renderer.presenters import hands
from renderer.presenters.body import HEM, Body
from renderer.presenters.brush import Brush
from renderer.presenters.colour import WHITE, mix, shade
from renderer.presenters.curves import Path, elbow, moved, outline, stroke
from renderer.presenters.pose import Arm

_UPPER, _LOWER = 200.0, 188.0
# Heights between which a hanging arm comes away from the trunk, and its shadow with it.
_CONTACT = (226.0, 330.0)


class Limb:
    """One arm placed on the body: side -1 is the viewer's left."""

    def __init__(self, body: Body, arm: Arm, side: int) -> None:
        self.body, self.arm, self.side = body, arm, side
        w = body.width
        self.shoulder = side * (body.half_width(side) - 20), 226 + body.lift(side)
        self.wrist = side * (arm.wrist[0] + (w - 128 if not arm.is_raised else 0)), arm.wrist[1]
        hang = radians(arm.hang)
        self.elbow = self.shoulder[0] + side * sin(hang) * _UPPER, self.shoulder[1] + cos(hang) * _UPPER
        if hypot(self.wrist[0] - self.elbow[0], self.wrist[1] - self.elbow[1]) > _LOWER:
            bends = (elbow(self.shoulder, self.wrist, _UPPER, _LOWER, bend) for bend in (1, -1))
            self.elbow = max(bends, key=lambda at: at[1] * 0.6 + side * at[0])
        dx, dy = self.wrist[0] - self.elbow[0], self.wrist[1] - self.elbow[1]
        length = hypot(dx, dy) or 1.0
        self.along = dx / length, dy / length
        self.span = dx, dy
        natural = degrees(atan2(dx, -dy)) - side * arm.flex
        self.degrees = natural + (side * arm.steered_to - natural) * arm.steer
        # Sleeves end before the wrist, bare forearms run into the hand.
        back = -5 if body.person.has_short_sleeves else 12
        self.cuff = self.wrist[0] - self.along[0] * back, self.wrist[1] - self.along[1] * back
        self.thick = 22 + 0.128 * w
        # Beside whole legs the hands that read well on a half figure look like paws.
        self.hand = 1.0 if body.hem == HEM else 0.84
        self.is_bare = body.person.has_short_sleeves

    def upper_sleeve(self) -> Path:
        """Shoulder to elbow, and on to the cuff when the arm hangs."""
        (sx, sy), (ex, ey), r, side = self.shoulder, self.elbow, self.thick, self.side
        if self.is_bare:
            r *= 0.86
        points = [
            (sx - side * 24, sy - 30, r * 0.44),
            (sx - side * 13, sy - 22, r * 0.8),
            (sx - side * 3, sy - 5, r * 0.92),
            (sx + (ex - sx) * 0.25 - side, sy + (ey - sy) * 0.25, r * 0.97),
            ((sx + ex) / 2 + side * 3, (sy + ey) / 2, r * 0.93),
            (ex, ey, r * 0.8),
        ]
        if self.is_bare:
            # What a short sleeve covers is left out, or skin would show along its edge.
            points = [(sx + (ex - sx) * 0.34 - side * 3, sy + (ey - sy) * 0.34, r * 0.93), *points[4:]]
        if self.arm.is_raised:
            return stroke(points)
        points += [(ex + self.span[0] * 0.4, ey + self.span[1] * 0.4, r * 0.78), (*self.cuff, r * 0.62)]
        return stroke(points, round_end=False)

    def lower_sleeve(self) -> Path:
        (ex, ey), r = self.elbow, self.thick * (0.86 if self.is_bare else 1.0)
        middle = (ex + self.span[0] * 0.35, ey + self.span[1] * 0.35, r * 0.8)
        return stroke([(ex, ey, r * 0.8), middle, (*self.cuff, r * 0.62)], round_end=False)

    def short_sleeve(self) -> Path:
        """Shoulder to above the elbow, of somebody with bare forearms."""
        (sx, sy), (ex, ey), r, side = self.shoulder, self.elbow, self.thick, self.side
        x, y = sx + (ex - sx) * 0.66, sy + (ey - sy) * 0.66
        top = [(sx - side * 24, sy - 30, r * 0.44), (sx - side * 13, sy - 22, r * 0.8), (sx - side * 3, sy - 5, r * 0.92)]
        points = [*top, ((sx + x) / 2 - side, (sy + y) / 2, r)]
        return stroke([*points, (x, y, r * 1.02)], round_end=False)


def draw_behind(brush: Brush, limb: Limb) -> None:
    """The upper sleeve, and the whole arm with its hand while it hangs; drawn before lapels and head."""
    body, side = limb.body, limb.side
    sleeve = limb.upper_sleeve()
    with brush.inside(body.torso):
        brush.cast(sleeve, 9 if side < 0 else -7, 9, shade(body.shadow, 0xD0CCE0), 190, _CONTACT)
    if not limb.arm.is_raised:
        hands.draw(brush, body.person, limb.wrist, limb.degrees, limb.arm, body.torso, body.shadow, side, limb.hand)
    if limb.is_bare:
        _bare_arm(brush, limb, sleeve)
        return
    brush.fill(sleeve, body.sleeve)
    top = limb.shoulder[1]
    with brush.inside(sleeve):
        shadow = mix(body.sleeve, body.sleeve_shadow, 170 / 255)
        brush.bare(sleeve, -15 if side > 0 else -9, 0, shadow, 255, _sleeve_taper(top))
        if side > 0:
            brush.rim(sleeve, round(limb.shoulder[0]) + 14)
        if not limb.arm.is_raised:
            _folds(brush, limb)
    if body.person.sleeve is not None:
        _armhole(brush, limb)
    if not limb.arm.is_raised:
        _seam(brush, limb)


def _sleeve_taper(top: float) -> tuple[float, float]:
    """The form shadow of a sleeve begins at the shoulder's `top`."""
    return top + 10, top + 120


def _bare_arm(brush: Brush, limb: Limb, arm: Path) -> None:
    """A short sleeve over skin, its hem throwing a shadow on the arm."""
    body, side, person = limb.body, limb.side, limb.body.person
    sleeve, shadow = limb.short_sleeve(), body.shadow
    brush.fill(arm, person.skin)
    with brush.inside(arm):
        brush.bare(arm, -13 if side > 0 else -9, 0, mix(person.skin, person.skin_shadow, 170 / 255))
        brush.fill(moved(sleeve, 1, 10), person.skin_shadow, 220)
    brush.fill(sleeve, body.sleeve)
    top = limb.shoulder[1]
    with brush.inside(sleeve):
        brush.bare(sleeve, -15 if side > 0 else -9, 0, mix(body.sleeve, shadow, 170 / 255), 255, _sleeve_taper(top))
        if side > 0:
            brush.rim(sleeve, round(limb.shoulder[0]) + 14)
    (sx, sy), (ex, ey), k = limb.shoulder, limb.elbow, limb.thick
    length = hypot(ex - sx, ey - sy) or 1.0
    ux, uy = (ex - sx) / length, (ey - sy) / length
    k *= 0.97
    x, y = sx + (ex - sx) * 0.63, sy + (ey - sy) * 0.63
    brush.fill(
        stroke([(x - uy * k, y + ux * k, 2.6), (x + ux * 3, y + uy * 3, 4.4), (x + uy * k, y - ux * k, 2.6)]), person.cloth_second
    )


def _armhole(brush: Brush, limb: Limb) -> None:
    """The ribbed edge of a sleeveless knit over the shirt's sleeve."""
    body, side, (sx, sy) = limb.body, limb.side, limb.shoulder
    edge = [
        (sx - side * 4, sy - 44, 3),
        (sx - side * 12, sy - 8, 6.5),
        (sx - side * 20, sy + 46, 6.5),
        (sx - side * 22, sy + 96, 4),
    ]
    with brush.inside(body.torso):
        brush.fill(moved(stroke(edge), side * 4, 4), body.sleeve_shadow, 200)
        inner = [(sx - side * 4, sy - 60), (sx - side * 11, sy - 8), (sx - side * 19, sy + 46), (sx - side * 22, sy + 110)]
        brush.fill(outline([*inner, (sx - side * 60, sy + 90), (sx - side * 60, sy - 60)]), body.person.cloth)
    brush.fill(stroke(edge), mix(body.person.cloth, WHITE, 0.1))


def draw_before(brush: Brush, limb: Limb) -> None:
    """Hand, cuff and forearm of a raised arm; drawn last."""
    if not limb.arm.is_raised:
        return
    body, side, person = limb.body, limb.side, limb.body.person
    sleeve, shadow = limb.lower_sleeve(), body.sleeve_shadow
    with brush.inside(body.torso):
        brush.cast(sleeve, 9 if side < 0 else -7, 9, shade(body.shadow, 0xD0CCE0), 190)
    hands.draw(brush, person, limb.wrist, limb.degrees, limb.arm, body.torso, body.shadow, side, limb.hand)
    if limb.is_bare:
        brush.form(sleeve, person.skin, person.skin_shadow, (-11, -6), 170)
        return
    if person.outfit in ("blazer", "shirt", "suit"):
        _cuff(brush, limb)
    with brush.inside(limb.upper_sleeve()):
        brush.fill(moved(sleeve, 3, 7), shade(shadow, 0xD8D4E4), 170)
    lit = 0.06 * max(0.0, min(1.0, (590 - limb.wrist[1]) / 150))
    brush.fill(sleeve, mix(body.sleeve, WHITE, round(lit, 3)))
    with brush.inside(sleeve):
        brush.bare(sleeve, -12, -7, shadow, 170)
        if side > 0:
            brush.rim(sleeve, round(limb.elbow[0]) - 10)
        _folds(brush, limb)
    _seam(brush, limb)


def _cuff(brush: Brush, limb: Limb) -> None:
    person, (wx, wy), (ux, uy), r = limb.body.person, limb.wrist, limb.along, limb.thick
    ends = [(wx - ux * 22, wy - uy * 22, r * 0.58), (wx + ux * 3, wy + uy * 3, r * 0.56)]
    cuff = stroke(ends, round_start=False, round_end=False)
    cloth = person.cloth if person.outfit == "shirt" else person.cloth_second
    brush.form(cuff, mix(cloth, WHITE, 0.35), shade(person.cloth_second, 0xC4BEDA), (-9, -2), 220)


def _folds(brush: Brush, limb: Limb) -> None:
    """Two folds at the elbow; the brush is inside the sleeve."""
    (ux, uy), r, side = limb.along, limb.thick, limb.side
    nx, ny = -uy * side, ux * side
    folds = []
    for share, reach in ((0.06, 22.0), (0.17, 17.0)):
        x, y = limb.elbow[0] + limb.span[0] * share, limb.elbow[1] + limb.span[1] * share
        folds.append(
            [
                (x + nx * r * 0.8, y + ny * r * 0.8, 0.8),
                (x + nx * 8 + ux * 6, y + ny * 8 + uy * 6, 2.6),
                (x - nx * reach * 0.3 + ux * 13, y - ny * reach * 0.3 + uy * 13, 0.6),
            ]
        )
    brush.lines(folds, limb.body.sleeve_shadow, 210)


def _seam(brush: Brush, limb: Limb) -> None:
    """The line across the end of the sleeve."""
    (ux, uy), (cx, cy), k = limb.along, limb.cuff, limb.thick * 0.6
    brush.fill(
        stroke([(cx - uy * k, cy + ux * k, 1.6), (cx + uy * k, cy - ux * k, 1.6)]), shade(limb.body.sleeve_shadow, 0xE0DCEC), 230
    )
