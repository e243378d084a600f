"""The nose: side plane, under plane, wings and a light on the tip; never a line."""

from __future__ import annotations

from renderer.presenters.appearance import NOSES, Appearance
from renderer.presenters.brush import Brush
from renderer.presenters.colour import shade
from renderer.presenters.curves import outline, stroke
from renderer.presenters.pose import Pose
from renderer.presenters.view import View

# Up to this width a nose is small: shorter, and its under plane paler.
_SMALL = 1.08


def draw(brush: Brush, person: Appearance, view: View, pose: Pose) -> None:
    """The wings widen a little with a smile and draw in with rounded lips."""
    form = NOSES[person.nose_form]
    wide = person.nose * (1 + 0.05 * max(0.0, pose.smile) - 0.06 * pose.mouth.rounding)
    wing, tip, bridge = wide * form.wings, wide * form.tip, form.bridge
    long = person.nose_length * (1 - max(0.0, _SMALL - person.nose) * 0.4)
    hang, bump = form.drop, form.bump

    def at(x: float, y: float, lift: float) -> tuple[float, float]:
        return view.face(x, y * long, lift)

    side_plane: list[tuple[float, float, float]] = [
        (6 * bridge, -14, 4),
        ((9 + bump) * bridge, 6, 8 + bump),
        (11 * wide, 24, 13),
        (15 * wing, 36, 8),
    ]
    side_plane += [
        (13 * wing, 45, 6),
        (6 * tip, 44 + hang, 16),
        (5 * tip, 34 + hang, 22),
        (4 * bridge, 16, 17 + bump),
        (3, -2, 8),
    ]
    brush.fill(outline([at(*p) for p in side_plane]), person.skin_shadow, 96)
    under = [(-13.0 * wing, 42.0, 7.0), (-7 * tip, 43.5 + hang, 14.0), (0.0, 46 + hang, 19.0), (7 * tip, 43.5 + hang, 14.0)]
    under += [(14 * wing, 41, 6), (11 * wing, 47, 6), (0, 51 + hang * 1.1, 12), (-9 * wing, 48, 7)]
    strength = int(min(215, 215 - 110 * max(0.0, _SMALL - person.nose)))
    brush.fill(outline([at(*p) for p in under]), person.skin_shadow, strength)
    deep = shade(person.skin_shadow, 0xC0A4A0)
    holes = [[(*at(s * 10 * wing, 46.4, 8), 0.5), (*at(s * 6.4 * wing, 46 + hang * 0.6, 12), 1.9)] for s in (-1, 1)]
    brush.lines(holes, deep, int(200 * form.nostrils))
    for side, alpha in ((-1, 120), (1, 205)):
        wings = [
            (*at(side * 15.5 * wing, 33, 5), 0.5),
            (*at(side * 17.8 * wing, 40, 4), 1.8),
            (*at(side * 13 * wing, 46, 6), 0.7),
        ]
        brush.fill(stroke(wings), person.skin_shadow, alpha)
    brush.glow(*at(-2, 35 + hang, 22), 9.5 * tip, person.skin_light, 235)
    ridge = [(*at(-2, -6, 10), 0.4), (*at(-3, 10, 15 + bump), 2.2 * bridge), (*at(-3, 26, 19), 1.0)]
    brush.fill(stroke(ridge), person.skin_light, 105)
