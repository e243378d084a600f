"""What a hand can show, as data of one structure, so that any two shapes have in-betweens.

Wrist at the origin, fingers towards -y, palm to the viewer, thumb towards -x (the body's midline on the viewer's right).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from renderer.presenters.curves import Point

# Knuckles of index, middle, ring and little finger.
KNUCKLES: dict[str, tuple[float, float]] = {"index": (-19, -60), "middle": (-6, -65), "ring": (8, -62), "little": (20, -54)}
FINGERS = ("little", "ring", "middle", "index")

Line = tuple[Point, ...]


@dataclass(frozen=True)
class Shape:
    """Fingers and thumb as strokes of five points, the palm as twelve; `curled` fingers lie before the palm (1) or behind it (0).

    `creases`, `bases` and `knuckles` are how strongly those lines show; `squeeze` narrows the hand as it turns side on.
    """

    fingers: dict[str, Line]
    curled: dict[str, float]
    thumb: Line
    thumb_over: float
    palm: Line
    creases: float = 0.0
    bases: float = 0.0
    knuckles: float = 0.0
    squeeze: float = 1.0


_PALM: Line = (
    *((-15, 4), (-21, -14), (-28, -34), (-28, -56), (-18, -69), (-5, -73)),
    *((10, -70), (23, -61), (28, -44), (25, -22), (17, -6), (15, 4)),
)
_SIDE_PALM: Line = (
    *((-16, 6), (-20, -14), (-24, -38), (-22, -56), (-16, -68), (-6, -74)),
    *((12, -72), (20, -64), (22, -50), (22, -30), (16, -6), (16, 6)),
)
_NARROW_PALM: Line = tuple((x * 0.88, y) for x, y in _PALM)


def _straight(finger: str, dx: float, dy: float, bend: float = 0.0, weight: float = 1.0) -> Line:
    """A finger that reaches (dx, dy) from its knuckle, bowed sideways by `bend`."""
    x, y = KNUCKLES[finger]
    shares = ((-0.12, 0.0, 8.6), (0.25, 0.6, 8.3), (0.51, 1.0, 7.9), (0.8, 0.5, 7.1), (1.0, 0.0, 6.1))
    return tuple((x + dx * share + bend * bow, y + dy * share, radius * weight) for share, bow, radius in shares)


def _folded(finger: str, weight: float = 1.0, drop: float = 0.0) -> Line:
    """A finger rolled into the palm."""
    x, y = KNUCKLES[finger]
    rows = ((0.96, -7, 9.0), (0.93, 0, 9.3), (0.9, 8, 9.4), (0.86, 15, 9.0), (0.82, 22, 8.4))
    return tuple((x * k, y + down + drop, radius * weight) for k, down, radius in rows)


def _resampled(points: Line, count: int = 5) -> Line:
    """The same polyline with `count` points spread evenly by index."""
    last = len(points) - 1
    out: list[Point] = []
    for i in range(count):
        at = i * last / (count - 1)
        low = min(int(at), last - 1)
        share = at - low
        out.append(tuple(a + (b - a) * share for a, b in zip(points[low], points[low + 1], strict=True)))
    return tuple(out)


_THUMB_IN = {
    1: ((-6, 8, 9), (-15, -8, 12), (-25, -24, 11), (-14, -36, 9), (2, -34, 7)),
    2: ((-6, 8, 9), (-15, -8, 12), (-25, -24, 11), (-14, -36, 9), (10, -34, 7)),
    3: ((-6, 8, 9), (-15, -8, 12), (-25, -24, 11), (-14, -36, 9), (17, -34, 7)),
}


def _counting(number: int) -> Shape:
    """`number` fingers up, the thumb over the rest."""
    raised = {
        "index": _straight("index", -9 if number > 1 else -3, -56, -1.5),
        "middle": _straight("middle", 5 if number == 2 else 0, -61, 1.5 if number == 2 else 0),
        "ring": _straight("ring", 10, -55, 2),
    }
    up = ("index", "middle", "ring")[:number]
    fingers = {name: raised[name] if name in up else _folded(name, 0.88 if name == "little" else 0.98) for name in FINGERS}
    return Shape(fingers, {name: 0.0 if name in up else 1.0 for name in FINGERS}, _THUMB_IN[number], 1.0, _PALM)


_BEHIND = dict.fromkeys(FINGERS, 0.0)
_BEFORE = dict.fromkeys(FINGERS, 1.0)

SHAPES: dict[str, Shape] = {
    "open": Shape(
        {
            "little": _straight("little", 17, -40, 2.5, 0.86),
            "ring": _straight("ring", 8, -55, 2),
            "middle": _straight("middle", -2, -60, 0.5),
            "index": _straight("index", -13, -52, -2),
        },
        _BEHIND,
        ((-3, 8, 9), (-9, -10, 13), (-25, -29, 11.6), (-39, -47, 8.8), (-46, -64, 6.4)),
        1.0,
        _PALM,
        creases=1.0,
        bases=1.0,
    ),
    "one": _counting(1),
    "two": _counting(2),
    "three": _counting(3),
    "fist": Shape(
        {name: _folded(name, 0.88 if name == "little" else 1.0) for name in FINGERS},
        _BEFORE,
        ((-6, 8, 9), (-15, -8, 12), (-26, -24, 11), (-16, -37, 9), (4, -37, 7)),
        1.0,
        _PALM,
    ),
    "thumb": Shape(
        {
            "little": _folded("little", 0.88, 3),
            "ring": _folded("ring", 1.0, 2),
            "middle": _folded("middle", 1.0, 1),
            "index": _folded("index", 1.02),
        },
        _BEFORE,
        _resampled(((-10, -24, 14), (-29, -37, 11), (-46, -45, 8.6), (-64, -54, 7.2))),
        0.0,
        _PALM,
    ),
    "offer": Shape(
        {
            "little": _resampled(((16, -52, 8), (25, -80, 7.2), (26, -100, 5.6))),
            "ring": _resampled(((9, -58, 8.8), (16, -90, 8), (15, -115, 6))),
            "middle": _resampled(((0, -58, 9.2), (5, -94, 8.2), (3, -121, 6))),
            "index": _resampled(((-11, -56, 9), (-9, -88, 8.2), (-13, -112, 6))),
        },
        _BEHIND,
        ((-4, 8, 9), (-10, -10, 12), (-25, -28, 10.5), (-36, -48, 8), (-38, -64, 6)),
        1.0,
        _SIDE_PALM,
        creases=1.0,
        squeeze=0.84,
    ),
    "relaxed": Shape(
        {
            "little": _resampled(((18, -46, 8), (22, -74, 7.2), (14, -94, 5.6))),
            "ring": _resampled(((9, -54, 8.8), (12, -86, 8), (4, -108, 6))),
            "middle": _resampled(((-4, -56, 9), (-4, -90, 8.2), (-11, -112, 6.2))),
            "index": _resampled(((-15, -52, 9), (-19, -82, 8.1), (-24, -102, 6.2))),
        },
        _BEHIND,
        _resampled(((-12, -14, 12), (-27, -34, 9.6), (-30, -54, 7.8), (-26, -70, 5.8))),
        0.0,
        _NARROW_PALM,
        knuckles=1.0,
    ),
}


@lru_cache(maxsize=256)
def between(first: str, second: str, step: int, steps: int) -> Shape:
    """The hand `step` of `steps` on the way from one shape to another."""
    a, b, share = SHAPES[first], SHAPES[second], step / steps
    if step in (0, steps) or first == second:
        return b if step == steps or first == second else a

    def number(x: float, y: float) -> float:
        return x + (y - x) * share

    def line(x: Line, y: Line) -> Line:
        return tuple(tuple(number(p, q) for p, q in zip(u, v, strict=True)) for u, v in zip(x, y, strict=True))

    return Shape(
        {name: line(a.fingers[name], b.fingers[name]) for name in FINGERS},
        {name: number(a.curled[name], b.curled[name]) for name in FINGERS},
        line(a.thumb, b.thumb),
        number(a.thumb_over, b.thumb_over),
        line(a.palm, b.palm),
        number(a.creases, b.creases),
        number(a.bases, b.bases),
        number(a.knuckles, b.knuckles),
        number(a.squeeze, b.squeeze),
    )
