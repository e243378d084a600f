"""Outlines and brush strokes as Skia paths, and the two-bone reach of an arm.

Every form of the cast is a closed smooth outline through few points or a tapered stroke. A third element marks a hard
corner in an outline and is the radius in a stroke.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import acos, atan2, cos, hypot, sin
from typing import Any

import skia

Point = tuple[float, ...]
Path = Any  # skia ships no types

# Handle length of an outline as a share of its segment; larger bulges, smaller reads as a polygon.
_HANDLE = 0.34
# Control distance of a cubic that stands for a quarter circle of radius 1.
_QUARTER = 0.5523
# Below this radius a round cap is smaller than a pixel and is left out.
_NO_CAP = 0.8


def outline(points: Sequence[Point], path: Path = None) -> Path:
    """Closed smooth curve through (x, y) or (x, y, corner), appended to `path` where one is given."""
    count = len(points)
    path = path or skia.Path()
    tangents = []
    for i in range(count):
        before, after = points[i - 1], points[(i + 1) % count]
        dx, dy = after[0] - before[0], after[1] - before[1]
        length = hypot(dx, dy) or 1.0
        tangents.append((dx / length, dy / length))
    path.moveTo(points[0][0], points[0][1])
    for i in range(count):
        j = (i + 1) % count
        a, b = points[i], points[j]
        handle = hypot(b[0] - a[0], b[1] - a[1]) * _HANDLE
        out = 0.0 if len(a) > 2 and a[2] else handle
        into = 0.0 if len(b) > 2 and b[2] else handle
        path.cubicTo(
            a[0] + tangents[i][0] * out,
            a[1] + tangents[i][1] * out,
            b[0] - tangents[j][0] * into,
            b[1] - tangents[j][1] * into,
            b[0],
            b[1],
        )
    path.close()
    return path


def stroke(points: Sequence[Point], path: Path = None, *, round_start: bool = True, round_end: bool = True) -> Path:
    """Brush stroke through (x, y, radius): brows, lids, strands, folds, fingers and sleeves alike."""
    last = len(points) - 1
    left: list[tuple[float, float]] = []
    right: list[tuple[float, float]] = []
    for i, (x, y, radius) in enumerate(points):
        before, after = points[max(i - 1, 0)], points[min(i + 1, last)]
        dx, dy = after[0] - before[0], after[1] - before[1]
        reach = radius / (hypot(dx, dy) or 1.0)
        left.append((x - dy * reach, y + dx * reach))
        right.append((x + dy * reach, y - dx * reach))
    path = path or skia.Path()
    path.moveTo(*left[0])
    _follow(path, left)
    _cap(path, points[last], left[last], right[last], round_end)
    right.reverse()
    _follow(path, right)
    _cap(path, points[0], right[last], left[0], round_start)
    path.close()
    return path


def strokes(many: Sequence[Sequence[Point]]) -> Path:
    """Several strokes as one path, so that they are filled in one go."""
    path = skia.Path()
    for points in many:
        stroke(points, path)
    return path


def moved(path: Path, dx: float, dy: float) -> Path:
    """A copy of `path` shifted by (dx, dy)."""
    copy = skia.Path(path)
    copy.offset(dx, dy)
    return copy


def elbow(shoulder: Point, wrist: Point, upper: float, lower: float, bend: int) -> tuple[float, float]:
    """Where the elbow of a two-bone arm lies; `bend` +1 or -1 picks the side (law of cosines)."""
    dx, dy = wrist[0] - shoulder[0], wrist[1] - shoulder[1]
    reach = max(1.0, min(hypot(dx, dy), (upper + lower) * 0.999))
    cosine = (upper * upper + reach * reach - lower * lower) / (2 * upper * reach)
    angle = atan2(dy, dx) + bend * acos(max(-1.0, min(1.0, cosine)))
    return shoulder[0] + cos(angle) * upper, shoulder[1] + sin(angle) * upper


def _follow(path: Path, points: Sequence[tuple[float, float]]) -> None:
    """Catmull-Rom through `points` as cubics; the pen already stands on the first one."""
    last = len(points) - 1
    for i in range(last):
        p0, p1 = points[i - 1 if i else 0], points[i]
        p2, p3 = points[i + 1], points[i + 2 if i + 2 <= last else last]
        path.cubicTo(
            p1[0] + (p2[0] - p0[0]) / 6,
            p1[1] + (p2[1] - p0[1]) / 6,
            p2[0] - (p3[0] - p1[0]) / 6,
            p2[1] - (p3[1] - p1[1]) / 6,
            p2[0],
            p2[1],
        )


def _cap(path: Path, centre: Point, start: Point, end: Point, is_round: bool) -> None:
    """Close a stroke's end from `start` to `end`, round about `centre` or flat."""
    radius = centre[2]
    if not is_round or radius < _NO_CAP:
        path.lineTo(end[0], end[1])
        return
    sx, sy = start[0] - centre[0], start[1] - centre[1]
    ux, uy = sy, -sx
    tip = centre[0] + ux, centre[1] + uy
    h = _QUARTER
    path.cubicTo(start[0] + ux * h, start[1] + uy * h, tip[0] + sx * h, tip[1] + sy * h, *tip)
    path.cubicTo(tip[0] - sx * h, tip[1] - sy * h, end[0] + ux * h, end[1] + uy * h, end[0], end[1])
