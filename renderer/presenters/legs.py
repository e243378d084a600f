"""Below the hips, for a figure that is seen whole: trousers or a long skirt, shoes, and the shadow on the floor."""

from __future__ import annotations

from renderer.presenters.appearance import Appearance, Outfit
from renderer.presenters.brush import Brush
from renderer.presenters.colour import WHITE, mix, shade
from renderer.presenters.curves import Path, Point, moved, outline, stroke

# Where a garment ends on a whole figure, in units below the eyes.
HEMS: dict[Outfit, float] = {
    **dict.fromkeys(("blazer", "suit", "cardigan"), 716.0),
    **dict.fromkeys(("denim",), 690.0),
    **dict.fromkeys(("shirt", "turtleneck", "tee", "vest", "polo"), 672.0),
    **dict.fromkeys(("wrap", "blouse"), 690.0),
    "tunic": 900.0,
}
# The floor, and the hem of a long skirt.
FLOOR = 1352.0
_SKIRT_HEM = 1190.0
_AMBIENT = 0xA9A4CC
# How far the free foot is set out, in half widths of the hips.
_FREE = 0.14


def draw(brush: Brush, person: Appearance, shift: float) -> None:
    """Drawn before the trunk; `shift` is how far the hips have moved sideways over feet that stand."""
    w = person.shoulders * 0.9 * person.belly
    brush.oval(-w * 1.5, FLOOR - 16, w * 1.6, FLOOR + 18, 0x1C1E34, 46)
    shadow = shade(person.trousers, _AMBIENT)
    for side in (1, -1):
        _shoe(brush, person, side, w)
    if person.bottom == "skirt":
        _skirt(brush, person, w, shift, shadow)
        return
    for side in (1, -1):
        leg = _leg(side, w, shift)
        brush.fill(leg, person.trousers)
        with brush.inside(leg):
            brush.bare(leg, -16 if side > 0 else -13, 0, shadow, 190)
            knee: list[list[Point]] = [
                [(side * w * 0.74, 972, 0.6), (side * w * 0.52, 988, 3), (side * w * 0.36, 982, 0.6)],
                [(side * w * 0.3, 1214, 0.6), (side * w * 0.46, 1232, 3), (side * w * 0.62, 1222, 0.6)],
            ]
            brush.lines(knee, shadow, 200)
            if person.outfit in ("suit", "blazer"):
                brush.fill(
                    stroke([(side * w * 0.5 + shift, 760, 0.5), (side * w * 0.53, 1000, 1.6), (side * w * 0.5, 1290, 0.8)]),
                    shadow,
                )
    fork: list[Point] = [(shift - 12, 690, 2), (shift + 2, 742, 3.4), (2, 800, 0.6)]
    brush.fill(stroke(fork), shade(shadow, 0xD0CCE0))


def _leg(side: int, w: float, shift: float) -> Path:
    """The standing leg is straight; the free one, on the viewer's right, is set out with its knee a little bent."""
    knee, foot = (0.05 * w, _FREE * w) if side > 0 else (0.0, 0.0)
    points: list[Point] = [
        *((side * w * 0.88 + shift, 600, 1), (side * w * 0.95 + shift * 0.9, 690), (side * w * 0.94 + shift * 0.6, 830)),
        *((side * w * 0.78 + shift * 0.2 + knee, 1010), (side * w * 0.74 + 0.6 * foot, 1120)),
        *((side * w * 0.7 + foot, 1308, 1), (side * w * 0.26 + foot, 1308, 1), (side * w * 0.24 + 0.6 * foot, 1120)),
        (side * w * 0.2 + shift * 0.2 + 0.8 * knee, 1000),
        *((side * 4 + shift * 0.7, 760), (-side * 6 + shift, 690), (-side * 10 + shift, 600, 1)),
    ]
    return outline(points)


def _skirt(brush: Brush, person: Appearance, w: float, shift: float, shadow: int) -> None:
    """A long skirt that swings a little with the hips."""
    hem = _SKIRT_HEM
    shape = outline(
        [
            *(
                (-w * 0.84 + shift, 600, 1),
                (-w * 0.93 + shift, 690),
                (-w * 1.02 + shift * 0.8, 800),
                (-w * 1.14 + shift * 0.5, 1000),
                (-w * 1.2, hem, 1),
            ),
            *((-w * 0.4, hem + 14), (w * 0.4, hem + 14), (w * 1.2, hem, 1)),
            *((w * 1.14 + shift * 0.5, 1000), (w * 1.02 + shift * 0.8, 800), (w * 0.93 + shift, 690), (w * 0.84 + shift, 600, 1)),
        ]
    )
    brush.fill(shape, person.trousers)
    with brush.inside(shape):
        brush.bare(shape, -34, 0, shadow, 190)
        pleats: list[list[Point]] = [
            [
                (x * w * 0.7 + shift, 740 + 40 * (i % 2), 0.6),
                (x * w * 0.86 + shift * 0.5, 960, 4.2),
                (x * w * 0.98, hem + 10, 5.5),
            ]
            for i, x in enumerate((-0.7, -0.25, 0.2, 0.62))
        ]
        brush.lines(pleats, shadow, 150)
        brush.fill(
            stroke([(-w * 0.8 + shift, 760, 0.6), (-w * 0.94, 980, 6), (-w * 1.0, hem, 4)]), mix(person.trousers, WHITE, 0.1), 170
        )


def _shoe(brush: Brush, person: Appearance, side: int, w: float) -> None:
    """Seen from the front, turned out a little; a skirt shows the ankle above it."""
    x, sole = side * w * 0.48 + (_FREE * w if side > 0 else 0.0), mix(person.shoes, 0x101018, 0.55)
    if person.bottom == "skirt":
        ankle = stroke([(x, 1150, 24), (x, 1240, 19), (x + side * 2, 1306, 17)])
        brush.form(ankle, person.skin, person.skin_shadow, (-9, 0), 170)
    toe: list[Point] = [(x - side * 26, 1296), (x + side * 24, 1292), (x + side * 40, 1322), (x + side * 46, 1344)]
    toe += [(x + side * 22, 1354), (x - side * 14, 1352), (x - side * 30, 1338)]
    if side > 0:
        # The free foot is turned out further.
        toe[2:5] = [(x + 50, 1320), (x + 60, 1341), (x + 34, 1354)]
    shoe = outline(toe)
    brush.fill(moved(shoe, 0, 6), sole)
    brush.form(shoe, person.shoes, shade(person.shoes, 0xA09CC0), (-10, -5), 170)
    shine: list[Point] = [(x + side * 2, 1318, 0.5), (x + side * 18, 1326, 2.6), (x + side * 28, 1338, 0.6)]
    brush.fill(stroke(shine), mix(person.shoes, WHITE, 0.35), 150)
