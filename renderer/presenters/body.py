"""The trunk: its outline in one pose, the neck, and the helpers that every garment shares.

Shadows of cloth share one cool ambient light; small parts slide with the turn of the chest.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sin

from renderer.presenters.appearance import Appearance
from renderer.presenters.brush import Brush
from renderer.presenters.colour import Color, shade
from renderer.presenters.curves import Path, Point, outline

# Colour of the light in the shadows of cloth.
_AMBIENT = 0xB9B4D6
# Where the trunk ends when nothing below it is seen.
HEM = 800.0
# The middle of the chest lies this far before the axis that the trunk turns about.
_CHEST_DEPTH = 76.0


class Body:
    """Measures of the torso in one pose: it turns by `turn` radians, and `rise` lifts the shoulders (negative is up)."""

    def __init__(self, person: Appearance, turn: float, rise: float, hem: float = HEM) -> None:
        self.person, self.angle, self.turn, self.rise, self.hem = person, turn, _CHEST_DEPTH * sin(turn), rise, hem
        self.width, self.neck_width = person.shoulders, person.neck
        self.shadow: Color = shade(person.cloth, _AMBIENT)
        self.sleeve: Color = person.cloth if person.sleeve is None else person.sleeve
        self.sleeve_shadow: Color = shade(self.sleeve, _AMBIENT)
        n, b = self.neck_width, rise
        self.torso = outline([*self._half(-1), *reversed(self._half(1))])
        self.neck = outline(
            [
                *((-n + 2, 40), (-n, 100), (-n - 4, 136 + b), (-n - 24, 162 + b), (-8 + self.turn, 214 + b)),
                *((n + 24, 162 + b), (n + 4, 136 + b), (n, 100), (n - 2, 40)),
            ]
        )
        self.neckline: Path = self.neck
        self.inner: Path = self.torso

    def half_width(self, side: int) -> float:
        """Half the breadth of the shoulders on one side: the far one is foreshortened, the near one comes forward."""
        away = side * self.angle
        return self.width * (1 - (0.62 if away > 0 else 0.2) * away)

    def lift(self, side: int) -> float:
        """How far a shoulder stands from its place in a frontal pose; the far one is a little higher."""
        return self.rise - 16 * side * self.angle

    def _half(self, side: int) -> list[Point]:
        person, w, n, b = self.person, self.half_width(side), self.neck_width, self.lift(side)
        slope = [(w * 0.56, 164 + b), (w * 0.8, 174 + b), (w * 0.94, 189 + b), (w * 0.985, 214 + b), (w * 0.955, 252 + b)]
        trunk = [(w - 5, 330), (w * 0.76 * person.waist, 450), ((w + self.width) * 0.41 * person.belly, 548)]
        # Hips do not turn, so both halves end alike and fit what is worn beneath.
        hips, end = self.width * 0.9 * person.belly, self.width * (0.95 if self.hem > 760 else 0.885) * person.belly
        right: list[Point] = [(n + 4, 138 + b), *slope, *trunk, (hips, 640), (end, self.hem, 1)]
        return [(side * p[0], *p[1:]) for p in right]


def slide(rows: Sequence[tuple[float, float, float, float]], body: Body, side: int) -> list[Point]:
    """Points beside the neck, mirrored to `side`, lifted with the shoulders above the chest and sliding with its turn."""
    n, t, b = body.neck_width, body.turn, body.rise
    return [(side * (n + x) + t * follow, y + (b if y < 300 else 0), corner) for x, y, corner, follow in rows]


def neck(brush: Brush, body: Body, jaw_turn: float) -> None:
    """The neck with the jaw's cast shadow, the single most useful shape on the page."""
    person, n, b = body.person, body.neck_width, body.rise
    brush.fill(body.neck, person.skin)
    with brush.inside(body.neck):
        y = jaw_turn * 26
        jaw = [
            (-n - 30, 60, 1),
            (-n - 8, 122 + b),
            (-n * 0.3 + y, 146 + b),
            (n * 0.5 + y, 150 + b),
            (n + 30, 150 + b),
            (n + 40, 60, 1),
        ]
        brush.fill(outline(jaw), person.skin_shadow)
        near, far = jaw_turn * 40, jaw_turn * 30
        bones = [
            [(-14 + near, 164 + b, 1), (-24 + far, 174 + b, 2), (-40, 176 + b, 0.6)],
            [(14 + near, 164 + b, 1), (26 + far, 174 + b, 2), (44, 176 + b, 0.6)],
        ]
        brush.lines(bones, person.skin_shadow, 95)


def folds(brush: Brush, body: Body, rows: Sequence[tuple[float, ...]]) -> None:
    """Folds as (x0, y0, x1, y1, x2, y2) with x in half shoulder widths."""
    w = body.width
    lines = [[(f[0] * w, f[1], 0.6), (f[2] * w, f[3], 3.2), (f[4] * w, f[5], 0.5)] for f in rows]
    brush.lines(lines, body.shadow, 190)


def bare_neck(brush: Brush, body: Body, jaw_turn: float, edge: Sequence[Point]) -> None:
    """The neck and the skin down to a neckline's `edge`, from the viewer's left to the right."""
    n, b = body.neck_width, body.rise
    top, low = [(-n - 4, 40, 1), (-n - 8, 148 + b, 1)], [(n + 8, 148 + b, 1), (n + 4, 40, 1)]
    with brush.inside(outline([*top, *edge, *low])):
        neck(brush, body, jaw_turn)
