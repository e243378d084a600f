"""The face: skull, light, ears, nose, brows, the lines of age, beard and glasses."""

from __future__ import annotations

from math import cos

import skia

from renderer.presenters import eyes, mouth
from renderer.presenters.brush import Brush
from renderer.presenters.cast import Appearance
from renderer.presenters.colour import WHITE, Color, ink
from renderer.presenters.curves import Path, Point, moved, outline, stroke
from renderer.presenters.pose import Pose
from renderer.presenters.view import View

# How far a fully open jaw carries the chin down.
JAW_DROP = 17.0
_FRAMES: Color = 0x2B2428


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
    right = [(x + grow, y + (grow if y > 60 else 0), z) for x, y, z in half]
    chin = (0.0, 113.5 * length + drop + grow, 56.0)
    return [(0, -102, 26), *right, chin, *((-x, y, z) for x, y, z in reversed(right))]


def draw(brush: Brush, person: Appearance, view: View, pose: Pose, hair_front: Path) -> None:
    """Everything of the head below the hair; `hair_front` throws its shadow on the brow."""
    if person.hairdo not in ("hijab", "bob", "long"):
        _ears(brush, person, view)
    face = outline(view.deep_all(skull(person, pose.mouth.jaw)))
    brush.fill(face, person.skin)
    with brush.inside(face):
        _light(brush, person, view, pose)
        brush.fill(moved(hair_front, 5, 9), person.skin_shadow, 165)
    if person.has_beard:
        _beard(brush, person, view, pose.mouth.jaw)
    _nose(brush, person, view, pose)
    mouth.draw(brush, person, view, pose)
    eyes.draw(brush, person, view, pose)
    _age(brush, person, view, pose)
    for side in (-1, 1):
        _brow(brush, person, view, pose, side)
    if person.has_glasses:
        _glasses_shadow(brush, person, view, face)


def _light(brush: Brush, person: Appearance, view: View, pose: Pose) -> None:
    """Soft light upper left, the crisp shadow plane on the right, and blush that rises with the cheeks."""
    drop = pose.mouth.jaw * JAW_DROP
    brush.glow(*view.face(-34, -40), 120, person.skin_light, 190)
    edge = view.face_all([(54, -110), (60, -60), (58, -28), (63, -6), (65, 12), (57, 34), (47, 56), (42, 76)])
    edge += [view.face(30, 100 + drop), view.face(14, 116 + drop), (140, 150, 1), (150, -120, 1)]
    brush.fill(outline(edge), person.skin_shadow, 150)
    lift = 5 * max(0.0, pose.smile) + 3 * max(0.0, pose.mouth.width) - 3 * pose.mouth.rounding
    for side, alpha in ((-1, 105), (1, 90)):
        brush.glow(*view.face(side * (47 - 3 * pose.mouth.rounding), 39 - lift), 30, person.blush, alpha)
        if lift > 3:
            brush.glow(*view.face(side * 42 - 4, 30 - lift), 17, person.skin_light, int(18 * min(lift, 7)))
    x, y = view.face(0, 106 + drop * 0.9)
    brush.glow(x, y - 2, 24, person.skin_light, 90)


def _ears(brush: Brush, person: Appearance, view: View) -> None:
    for side in (-1, 1):
        shape = [(72, -10, -6), (82, -20, -14), (91, -12, -18), (90, 12, -16), (83, 34, -10), (74, 38, -4)]
        ear = outline(view.deep_all([(side * x, y, z) for x, y, z in shape]))
        brush.form(ear, person.skin, person.skin_shadow, (-6 if side > 0 else 5, 1), 170)
        fold = [(80, -10, -10, 0.8), (86, 0, -10, 2), (82, 16, -10, 2), (79, 24, -10, 0.6)]
        brush.fill(stroke(view.deep_all([(side * x, y, z, r) for x, y, z, r in fold])), person.skin_shadow, 220)
        if person.has_earrings:
            x, y = view.deep(side * 83, 44, -8)
            brush.dot(x, y, 6.2, person.accent)
            brush.dot(x - 1.8, y - 2, 2, WHITE, 220)


def _nose(brush: Brush, person: Appearance, view: View, pose: Pose) -> None:
    """Side plane, under plane, wings and a light on the tip; never a line. Wings widen a little with a smile."""
    wide = person.nose * (1 + 0.035 * max(0.0, pose.smile) - 0.05 * pose.mouth.rounding)
    long = person.nose_length * (1 - (1.08 - person.nose) * 0.55 if person.nose < 1.08 else 1.0)

    def at(x: float, y: float, lift: float) -> tuple[float, float]:
        return view.face(x, y * long, lift)

    side_plane = [(6, -12, 4), (10, 8, 8), (12 * wide, 26, 13), (16 * wide, 38, 8), (14 * wide, 45, 6)]
    side_plane += [(6, 44, 16), (5, 34, 22), (4, 20, 17), (3, 0, 8)]
    brush.fill(outline([at(*p) for p in side_plane]), person.skin_shadow, 80)
    under = [(-13 * wide, 42, 7), (-6, 43.5, 14), (0, 46, 19), (7, 43.5, 14), (14 * wide, 41, 6)]
    under += [(11 * wide, 47, 6), (0, 51, 12), (-9 * wide, 48, 7)]
    brush.fill(outline([at(*p) for p in under]), person.skin_shadow, int(min(215, 215 - 160 * (1.08 - person.nose))))
    for side, alpha in ((-1, 110), (1, 200)):
        wing = [(*at(side * 15.5 * wide, 33, 5), 0.5), (*at(side * 17.5 * wide, 40, 4), 1.7), (*at(side * 13 * wide, 45, 6), 0.7)]
        brush.fill(stroke(wing), person.skin_shadow, alpha)
    brush.glow(*at(-2, 36, 22), 9, person.skin_light, 230)


def _brow(brush: Brush, person: Appearance, view: View, pose: Pose, side: int) -> None:
    """Soft inner end, peak at two thirds, thin tail; nearly level, since steep inner ends read as anger."""
    weight, knit, arch = person.brow_weight, pose.furrow, person.brow_arch
    rise = -pose.brow * 8 + pose.tilt * side * 4
    shift = person.eye_gap - 33.5
    points = [
        (side * (15 - 3 * knit + shift), -28.5 + rise + knit * 7, 1.9 * weight),
        (side * (25 + shift), -31.5 + rise + knit * 3, 3.2 * weight),
        (side * (41 + shift), -31.5 - 3 * arch + rise * 1.12, 2.7 * weight),
        (side * (57 + shift), -27 + rise, 0.6 * weight),
    ]
    brush.fill(stroke(view.face_all(points)), person.brow, 245)


def _age(brush: Brush, person: Appearance, view: View, pose: Pose) -> None:
    """Smile folds for everyone, crow's feet and brow lines for the old."""
    smile = max(0.0, pose.smile)
    fold_alpha = 0 if person.has_beard else int(min(1.0, max(0.0, 0.75 * (smile - 0.62)) + 0.5 * person.age) * 150)
    folds = [[(side * 21, 43, 0.5), (side * 33, 56, 1.6), (side * (38 + 3 * smile), 70, 0.5)] for side in (-1, 1)]
    if fold_alpha:
        brush.lines([view.face_all(fold, 3) for fold in folds], person.skin_shadow, fold_alpha)
    if not person.age:
        return
    feet = [[(side * 57, 4 + k * 6, 0.9), (side * 64, 2 + k * 9, 0.3)] for side in (-1, 1) for k in (0, 1)]
    brush.lines([view.face_all(foot) for foot in feet], person.skin_shadow, 170)
    lines = [[(-24, y, 0.3), (2, y + 3, 1.2), (28, y - 1, 0.3)] for y in (-58, -68)]
    brush.lines([view.face_all(line) for line in lines], person.skin_shadow, 110)


_BEARD_INNER: tuple[Point, ...] = (
    (-77, -14, 1),
    (-71, 8),
    (-65, 32),
    (-56, 48),
    (-40, 56),
    (-22, 54),
    (-9, 52),
    (0, 55),
    (9, 52),
    (22, 54),
    (40, 56),
    (56, 48),
    (65, 32),
    (71, 8),
    (77, -14, 1),
)


def _beard(brush: Brush, person: Appearance, view: View, jaw: float) -> None:
    """The jaw grown outwards from ear to ear, an inner edge that dips over the moustache, and short hairs."""
    drop = jaw * JAW_DROP
    low = [p for p in skull(person, jaw, 3.4) if p[1] > 4]
    outer = view.deep_all([p for p in low if p[0] >= 0] + [p for p in low if p[0] < 0])
    shape = outline(outer + view.face_all(_BEARD_INNER))
    brush.fill(shape, person.hair)
    with brush.inside(shape):
        brush.glow(*view.face(-30, 80), 54, person.hair_light, 150)
        plane = [*view.face_all([(58, 10), (52, 40), (44, 70), (30, 100)]), view.face(16, 122 + drop)]
        brush.fill(outline([*plane, (150, 150, 1), (150, 0, 1)]), person.hair_shadow, 190)
        hairs = []
        for i in range(15):
            x = -60 + i * 8.4
            y = 66 + 36 * cos(x / 48)
            hairs.append([(x, y + drop * 0.6, 0.3), (x * 0.97, y + 8 + drop * 0.7, 0.9), (x * 0.92, y + 15 + drop * 0.8, 0.2)])
        brush.lines([view.face_all(hair, 2) for hair in hairs[:9]], person.hair_light, 170)
        brush.lines([view.face_all(hair, 2) for hair in hairs[9:]], person.hair, 170)
        moustache = [
            [(s * (5 + 7 * k), 56 + k, 0.3), (s * (8 + 8 * k), 60 + k * 1.4, 0.9), (s * (13 + 8 * k), 63 + k * 2, 0.2)]
            for s in (-1, 1)
            for k in range(4)
        ]
        brush.lines([view.face_all(hair, 6) for hair in moustache], person.hair_light, 120)


def _frame_points(middle: float) -> list[Point]:
    m = middle
    edge = [(-24, -7), (-21, -17.5), (0, -20), (21, -17.5), (24, -7), (22, 12), (12, 22.5), (-12, 22.5), (-22, 12)]
    return [(m + x, y) for x, y in edge]


def _rim_paint(width: float, color: Color, alpha: int = 255) -> skia.Paint:
    return skia.Paint(Color=ink(color, alpha), AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeWidth=width)


def _glasses_shadow(brush: Brush, person: Appearance, view: View, face: Path) -> None:
    with brush.inside(face):
        for side in (-1, 1):
            rim = outline(view.face_all(_frame_points(side * 34.5), 10))
            brush.canvas.drawPath(moved(rim, 2, 5), _rim_paint(4, person.skin_shadow, 120))


def glasses(brush: Brush, view: View) -> None:
    """Round-cornered glasses with one sheen across each lens; drawn last, over the hair at the temples."""
    for side in (-1, 1):
        middle = side * 34.5
        rim = outline(view.face_all(_frame_points(middle), 10))
        brush.fill(rim, WHITE, 26)
        x, y = view.face(middle, 0, 10)
        with brush.inside(rim):
            sheen = [(x - 26, y - 4, 1), (x - 2, y - 30, 1), (x + 8, y - 30, 1), (x - 22, y + 10, 1)]
            brush.fill(outline(sheen), WHITE, 60)
        brush.canvas.drawPath(rim, _rim_paint(3.8, _FRAMES))
        temple = [
            (*view.face(side * 60, -12, 10), 2.4),
            (*view.deep(side * 74, -14, 26), 2.3),
            (*view.deep(side * 84, -13, -14), 1.8),
        ]
        brush.fill(stroke(temple), _FRAMES)
    bridge = [(*view.face(-10, -9, 12), 2.2), (*view.face(0, -13, 14), 1.9), (*view.face(10, -9, 12), 2.2)]
    brush.fill(stroke(bridge), _FRAMES)
