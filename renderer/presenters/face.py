"""The face: skull, light, ears, brows, freckles and the lines of age; its parts have modules of their own."""

from __future__ import annotations

from renderer.presenters import beard, eyes, glasses, nose
from renderer.presenters.appearance import FACES, Appearance
from renderer.presenters.brush import Brush
from renderer.presenters.colour import WHITE, mix
from renderer.presenters.curves import Path, Point, moved, outline, stroke
from renderer.presenters.pose import Pose
from renderer.presenters.view import View

# How far a fully open jaw carries the chin down.
JAW_DROP = 17.0


def skull(person: Appearance, jaw: float, grow: float = 0.0) -> list[Point]:
    """Face outline as (x, y, z), crown first and clockwise; `grow` pushes it outwards by units."""
    drop, length = jaw * JAW_DROP, person.length
    half: list[tuple[float, float, float]] = [
        (44, -94, 20),
        (71, -64, 6),
        (78, -24, 4),
        (76.5, 8, 6),
        (72 * (0.5 + 0.5 * person.jaw) * person.cheekbone, 40, 12),
        (61 * person.jaw, 72 * length + drop * 0.55, 20),
        (40 * (0.4 * person.jaw + 0.6 * person.chin), 99 * length + drop * 0.9, 42),
        (16 * person.chin, 112 * length + drop, 54),
    ]
    wide, tall = FACES[person.face], person.crown
    right = [
        (x * k + grow, (y * tall if y < -30 else y) + (grow if y > 60 else 0), z) for (x, y, z), k in zip(half, wide, strict=True)
    ]
    chin = (0.0, 113.5 * length + drop + grow, 56.0)
    return [(0, -102 * tall, 26), *right, chin, *((-x, y, z) for x, y, z in reversed(right))]


def under(brush: Brush, person: Appearance, view: View, pose: Pose, hair_front: Path) -> Path:
    """Everything of the head that lies below the mouth; `hair_front` throws its shadow on the brow. Returns the outline."""
    if person.hairdo not in ("hijab", "bob", "long", "wavy"):
        _ears(brush, person, view)
    if person.hairdo not in ("bald", "hijab"):
        # No ground may show between a hairline and a temple that turns away.
        top = [(*p, 1.0) if abs(p[0]) > 74 else p for p in skull(person, 0.0, 1.5) if p[1] < -20]
        brush.fill(outline(view.deep_all(top)), person.hair_shadow)
    face = outline(view.deep_all(skull(person, pose.mouth.jaw)))
    brush.fill(face, person.skin)
    with brush.roughly_inside(face):
        _light(brush, person, view, pose)
    with brush.inside(face):
        _shadow_plane(brush, person, view, pose)
        brush.fill(moved(hair_front, 5, 9), person.skin_shadow, 165)
    if person.has_freckles:
        _freckles(brush, person, view)
    beard.draw(brush, person, view, skull(person, pose.mouth.jaw, 3.4), pose.mouth.jaw * JAW_DROP)
    nose.draw(brush, person, view, pose)
    return face


def over(brush: Brush, person: Appearance, view: View, pose: Pose, face: Path) -> None:
    """What lies over the mouth or beside it, below the hair; `face` is the outline."""
    eyes.draw(brush, person, view, pose)
    _age(brush, person, view, pose)
    for side in (-1, 1):
        _brow(brush, person, view, pose, side)
    if person.glasses != "none":
        glasses.draw_shadow(brush, person, view, face)


def _light(brush: Brush, person: Appearance, view: View, pose: Pose) -> None:
    """The key light, blush that rises with the cheeks, and light on the chin."""
    drop = pose.mouth.jaw * JAW_DROP
    brush.glow(*view.face(-34, -40), 120, person.skin_light, 190)
    lift = 5 * max(0.0, pose.smile) + 3 * max(0.0, pose.mouth.width) - 3 * pose.mouth.rounding
    for side, alpha in ((-1, 105), (1, 90)):
        brush.glow(*view.face(side * (47 - 3 * pose.mouth.rounding), 39 - lift), 30, person.blush, alpha)
        if lift > 3:
            brush.glow(*view.face(side * 42 - 4, 30 - lift), 17, person.skin_light, int(18 * min(lift, 7)))
    if pose.mouth.rounding > 0.2:
        # Pursed lips draw the cheeks in.
        for side in (-1, 1):
            brush.glow(*view.face(side * 44, 64 + drop * 0.4), 20, person.skin_shadow, int(75 * pose.mouth.rounding))
    x, y = view.face(0, 106 + drop * 0.9)
    brush.glow(x, y - 2, 24, person.skin_light, 90)
    if person.hairdo == "bald":
        brush.glow(*view.deep(-28, -80 * person.crown, 48), 36, person.skin_light, 220)
        brush.glow(*view.deep(-32, -86 * person.crown, 44), 15, WHITE, 110)


def _shadow_plane(brush: Brush, person: Appearance, view: View, pose: Pose) -> None:
    """The crisp shadow on the side away from the light."""
    drop = pose.mouth.jaw * JAW_DROP
    edge = view.face_all([(54, -110 * person.crown), (60, -60), (58, -28), (63, -6), (65, 12), (57, 34), (47, 56), (42, 76)])
    edge += [view.face(30, 100 + drop), view.face(14, 116 + drop), (140, 150, 1), (150, -120 * person.crown, 1)]
    brush.fill(outline(edge), person.skin_shadow, 150)


def _ears(brush: Brush, person: Appearance, view: View) -> None:
    for side in (-1, 1):
        shape = [(72, -10, -6), (82, -20, -14), (91, -12, -18), (90, 12, -16), (83, 34, -10), (74, 38, -4)]
        ear = outline(view.deep_all([(side * x, y, z) for x, y, z in shape]))
        brush.form(ear, person.skin, person.skin_shadow, (-6 if side > 0 else 5, 1), 170)
        fold = [(80, -10, -10, 0.8), (86, 0, -10, 2), (82, 16, -10, 2), (79, 24, -10, 0.6)]
        brush.fill(stroke(view.deep_all([(side * x, y, z, r) for x, y, z, r in fold])), person.skin_shadow, 220)
        if person.earrings != "none":
            _earring(brush, person, *view.deep(side * 83, 42, -8))


def _earring(brush: Brush, person: Appearance, x: float, y: float) -> None:
    """A pearl on the lobe, or a hoop that hangs from it."""
    if person.earrings == "pearl":
        brush.dot(x, y, 6.2, person.accent)
        brush.dot(x - 1.8, y - 2, 2, WHITE, 220)
        return
    brush.ring(x, y + 17, 15.5, 4.2, mix(person.accent, 0x6A3A10, 0.35))
    brush.ring(x - 0.8, y + 16.4, 15.5, 2.8, person.accent)


# Where freckles lie on cheeks and nose: x, y, radius.
_FRECKLES = (
    *((-52, 26, 1.6), (-45, 33, 1.9), (-38, 25, 1.5), (-31, 34, 1.8), (-24, 27, 1.4), (-58, 36, 1.4), (-40, 42, 1.4)),
    *((52, 27, 1.6), (45, 34, 1.8), (38, 24, 1.6), (31, 33, 1.9), (24, 28, 1.4), (57, 37, 1.3), (41, 42, 1.5)),
    *((-9, 20, 1.4), (8, 17, 1.5), (-3, 27, 1.3), (-17, 22, 1.3), (16, 21, 1.3)),
)


def _freckles(brush: Brush, person: Appearance, view: View) -> None:
    for x, y, radius in _FRECKLES:
        brush.dot(*view.face(x, y, 2), radius, mix(person.skin_shadow, person.hair, 0.45), 150)


def _brow(brush: Brush, person: Appearance, view: View, pose: Pose, side: int) -> None:
    """Soft inner end, peak at two thirds, thin tail; nearly level, since steep inner ends read as anger."""
    weight, knit, arch = person.brow_weight, pose.furrow, person.brow_arch
    rise, slant = -pose.brow * 8 + pose.tilt * side * 4, person.brow_slant
    shift = person.eye_gap - 33.5
    points = [
        (side * (15 - 3 * knit + shift), -28.5 + rise + knit * 7 + slant, 1.9 * weight),
        (side * (25 + shift), -31.5 + rise + knit * 3 + slant * 0.5, 3.2 * weight),
        (side * (41 + shift), -31.5 - 3 * arch + rise * 1.12 - slant * 0.5, 2.7 * weight),
        (side * (57 + shift), -27 + rise - slant, 0.6 * weight),
    ]
    brush.fill(stroke(view.face_all(points)), person.brow, 245)


def _age(brush: Brush, person: Appearance, view: View, pose: Pose) -> None:
    """Smile folds for everyone, crow's feet and brow lines for the old."""
    smile = max(0.0, pose.smile)
    # Spread lips push the cheeks up into their fold; an open jaw draws them long again.
    cheeks = 0.3 * max(0.0, pose.mouth.width) * (1 - 0.6 * pose.mouth.jaw)
    fold_alpha = (
        0
        if person.beard in ("full", "short")
        else int(min(1.0, max(0.0, 0.75 * (smile - 0.62)) + cheeks + 0.5 * person.age) * 150)
    )
    folds = [[(side * 21, 43, 0.5), (side * 33, 56, 1.6), (side * (38 + 3 * smile), 70, 0.5)] for side in (-1, 1)]
    if fold_alpha:
        brush.lines([view.face_all(fold, 3) for fold in folds], person.skin_shadow, fold_alpha)
    if not person.age:
        return
    feet = [[(side * 57, 4 + k * 6, 0.9), (side * 64, 2 + k * 9, 0.3)] for side in (-1, 1) for k in (0, 1)]
    brush.lines([view.face_all(foot) for foot in feet], person.skin_shadow, int(170 * person.age))
    lines = [[(-24, y, 0.3), (2, y + 3, 1.2), (28, y - 1, 0.3)] for y in (-58, -68)]
    brush.lines([view.face_all(line) for line in lines], person.skin_shadow, int(110 * person.age))
