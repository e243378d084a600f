"""The turned head: points lifted on an ellipsoid, rotated by yaw and pitch, and projected onto the page.

Unit space has its origin between the eyes, x to the viewer's right and y down; the skull is 217 units from chin to crown.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import cos, sin, sqrt

from renderer.presenters.curves import Point

# Half depth, width and height of the ellipsoid that face points are lifted on, and its centre's y.
_DEPTH, _WIDTH, _HEIGHT, _CENTRE_Y = 82.0, 90.0, 138.0, 5.0
# The head pitches about a point this far below the eyes.
_PIVOT_Y = 20.0


class View:
    """Projection for one pose of the head, angles in radians."""

    __slots__ = ("cos_pitch", "cos_yaw", "sin_pitch", "sin_yaw", "swing")

    def __init__(self, yaw: float, pitch: float, swing: float = 0.0) -> None:
        self.sin_yaw, self.cos_yaw = sin(yaw), cos(yaw)
        self.sin_pitch, self.cos_pitch = sin(pitch), cos(pitch)
        self.swing = swing

    def deep(self, x: float, y: float, z: float) -> tuple[float, float]:
        """Page position of a point whose depth is known."""
        depth = z * self.cos_yaw - x * self.sin_yaw
        return x * self.cos_yaw + z * self.sin_yaw, (y - _PIVOT_Y) * self.cos_pitch + depth * self.sin_pitch + _PIVOT_Y

    def face(self, x: float, y: float, lift: float = 0.0) -> tuple[float, float]:
        """Page position of a point on the face, `lift` units above its surface."""
        return self.deep(x, y, surface(x, y) + lift)

    def deep_all(self, points: Sequence[Point]) -> list[Point]:
        """(x, y, z) or (x, y, z, extra) to page points; the extra (corner or radius) is kept."""
        return [self.deep(p[0], p[1], p[2]) + tuple(p[3:]) for p in points]

    def face_all(self, points: Sequence[Point], lift: float = 0.0) -> list[Point]:
        """(x, y) or (x, y, extra) on the face to page points; the extra is kept."""
        return [self.face(p[0], p[1], lift) + tuple(p[2:]) for p in points]

    def hair(self, points: Sequence[Point]) -> list[Point]:
        """Like `deep_all`, with loose lengths trailing sideways by `swing` units at the tips."""
        swing = self.swing
        if not swing:
            return self.deep_all(points)
        return [self.deep(p[0] + swing * loose(p[1]), p[1], p[2]) + tuple(p[3:]) for p in points]


def surface(x: float, y: float) -> float:
    """Depth of the face at (x, y)."""
    inside = 1 - (x / _WIDTH) ** 2 - ((y - _CENTRE_Y) / _HEIGHT) ** 2
    return _DEPTH * sqrt(inside if inside > 0.03 else 0.03)


def loose(y: float) -> float:
    """How freely hair at height y follows: 0 at the roots, 1 at the shoulders."""
    share = min(max((y + 60) / 190, 0.0), 1.0)
    return share * share
