"""The eyes: ball, iris, lids and lashes. The upper lid always touches the iris, and its shadow lies on the ball."""

from __future__ import annotations

from renderer.presenters.appearance import EYES, Appearance
from renderer.presenters.brush import Brush
from renderer.presenters.colour import WARM_WHITE, WHITE, mix, shade
from renderer.presenters.curves import Point, outline, stroke
from renderer.presenters.pose import Pose
from renderer.presenters.view import View

# The eyeball's surface lies this far below the face's ellipsoid.
_SET_BACK = -4.0
_CENTRE_Y = 2.0
_PUPIL = 0x160C0A


def draw(brush: Brush, person: Appearance, view: View, pose: Pose) -> None:
    """Both eyes as `pose.lid`, `squint` and `gaze` have them."""
    for side in (-1, 1):
        _Eye(person, view, pose, side).draw(brush)


class _Eye:
    """Measures of one eye in one pose."""

    def __init__(self, person: Appearance, view: View, pose: Pose, side: int) -> None:
        self.person, self.view, self.pose, self.side = person, view, pose, side
        size, self.open, self.form = person.eye, pose.lid, EYES[person.eye_form]
        self.x = side * person.eye_gap
        self.half = 18.5 * size
        self.above = 12.2 * size * person.eye_height * self.open * (1 + 0.1 * max(0.0, pose.brow))
        self.below = (7.4 - 5 * pose.squint) * size * self.form.flat * (0.35 + 0.65 * self.open)
        self.drop = (1 - self.open) * 8
        self.inner = self.x - side * self.half
        self.outer = self.x + side * self.half * 1.02
        self.tilt = person.eye_tilt

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Page point of the lid at (x, y), the outer corner raised by the person's tilt."""
        slope = (x - self.x) * self.side / self.half
        return self.view.face(x, y - self.tilt * slope, _SET_BACK)

    def draw(self, brush: Brush) -> None:
        x, side, half, above, below, drop = self.x, self.side, self.half, self.above, self.below, self.drop
        y, form = _CENTRE_Y, self.form
        upper = [
            self.at(self.inner, y + 4.5 + form.inner),
            self.at(x - side * half * (0.58 - 0.4 * form.peak), y - above * (0.62 - 0.5 * form.peak) + drop),
            self.at(x + side * half * (0.05 + form.peak), y - above + drop),
            self.at(x + side * half * 0.66, y - above * (0.72 + 0.5 * form.peak) + drop),
            self.at(self.outer, y + 0.5 + form.outer + drop * 0.3),
        ]
        brush.glow(*self.at(x, y - 12), 25, self.person.skin_shadow, int(62 * form.socket))
        if self.open > 0.12:
            lower = [self.at(x + side * half * 0.5, y + below * 0.92), self.at(x - side * half * 0.25, y + below)]
            self._ball(brush, upper, lower)
        self._lids(brush, upper, y, below)

    def _ball(self, brush: Brush, upper: list[tuple[float, float]], lower: list[tuple[float, float]]) -> None:
        person = self.person
        corners: list[Point] = [(*upper[0], 1), *upper[1:4], (*upper[4], 1)]
        shape = outline(corners + list(lower))
        brush.fill(shape, WARM_WHITE)
        with brush.inside(shape):
            self._iris(brush)
            lid_shadow = [(*upper[0], 2.0), *((*p, 4.2) for p in upper[1:4]), (*upper[4], 3.0)]
            brush.fill(stroke(lid_shadow), shade(person.skin_shadow, 0xB8A0B4), 110)
            x, y = self.at(self.inner + self.side * 2, _CENTRE_Y + 4.4)
            brush.dot(x, y, 2.4, mix(person.blush, WHITE, 0.25), 170)

    def _iris(self, brush: Brush) -> None:
        """Dark ring, base, warm lower glow, pupil and lights; it turns against the head, so that eye contact survives."""
        person, pose, canvas = self.person, self.pose, brush.canvas
        sin_yaw = self.view.sin_yaw
        x, y = self.at(self.x + pose.gaze[0] * 7, _CENTRE_Y - 1.6 + pose.gaze[1] * 5)
        x -= sin_yaw * 7 * (1 - 0.35 * sin_yaw * self.side)
        y -= self.view.sin_pitch * 5
        radius = 9.9 * person.eye
        canvas.save()
        canvas.translate(x, y)
        canvas.scale(self.view.cos_yaw * (1 - 0.12 * sin_yaw * self.side), 1)
        brush.dot(0, 0, radius, shade(person.iris, 0x8C7C7C))
        brush.dot(0, 0.6, radius * 0.84, person.iris)
        glow = mix(person.iris, 0xFFE0B0, 0.42)
        brush.oval(-radius * 0.6, radius * 0.12, radius * 0.6, radius * 0.82, glow, 190)
        brush.dot(0, 0, radius * 0.46, _PUPIL)
        brush.dot(-3.1, -3.6, 2.7, WHITE)
        brush.dot(3.4, 3.2, 1.3, WHITE, 150)
        canvas.restore()

    def _lids(self, brush: Brush, upper: list[tuple[float, float]], y: float, below: float) -> None:
        person, side, x, drop = self.person, self.side, self.x, self.drop
        k = 0.8 + 0.45 * person.lash
        (ax, ay), (bx, by) = upper[0], upper[1]
        lash = [(ax * 0.8 + bx * 0.2, ay * 0.8 + by * 0.2, 0.25), (*upper[1], 1.3 * k), (*upper[2], 2.2 * k)]
        lash += [(*upper[3], 2.5 * k), (*self.at(self.outer, y - 0.8 + self.form.outer + drop * 0.4), 1.7 * k)]
        if person.lash > 0.6:
            lash.append((*self.at(self.outer + side * 6 * person.lash, y - 2.2 + self.form.outer + drop * 0.5), 0.3))
        brush.fill(stroke(lash), mix(person.brow, 0x140A0A, 0.55))
        if self.form.gap:
            self._crease(brush, y, drop)
        under = [
            (*self.at(self.inner + side * 6, y + below * 0.9 + 0.8), 0.3),
            (*self.at(x + side * 3, y + below + 1), 1.1),
            (*self.at(self.outer - side * 2, y + below * 0.5), 0.4),
        ]
        brush.fill(stroke(under), shade(person.skin_shadow, 0xD8C0C0), 190)
        if person.age > 0.3:
            bag = [
                (*self.at(self.inner + side * 5, y + below + 8), 0.3),
                (*self.at(x, y + below + 10.5), 1.5),
                (*self.at(self.outer - side * 3, y + below + 7), 0.3),
            ]
            brush.fill(stroke(bag), person.skin_shadow, 150)

    def _crease(self, brush: Brush, y: float, drop: float) -> None:
        """The fold over the lid; on a hooded eye it hangs over the outer corner."""
        person, side, form = self.person, self.side, self.form
        gap, hang = form.gap, form.hood * 5
        crease = [
            (*self.at(self.inner + side * 3, y - self.above * 0.55 - 5), 0.3),
            (*self.at(self.x, y - self.above - gap + drop * 0.6), 1.35),
            (
                *self.at(self.x + side * self.half * 0.6, y - self.above * 0.8 - gap * 0.8 + hang * 0.5 + drop * 0.6),
                1.2 + form.hood,
            ),
            (*self.at(self.outer + side * (1 + 2 * form.hood), y - self.above * 0.45 - 5 + hang + drop * 0.5), 0.4),
        ]
        brush.fill(stroke(crease), shade(person.skin_shadow, 0xE6D8D8), 225)
