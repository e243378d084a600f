"""From one frame to the next, in planes: eleven ways, each with an easing of its own."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer.errors import UnknownLook
from renderer.look import motion
from renderer.planes import Plane, Planes, copy, fade

Share = NDArray[np.float32]


def blend(kind: str, a: Planes, b: Planes, k: float, out: Planes) -> None:
    """Frame at share `k` (0 shows `a`, 1 shows `b`) of transition `kind` into `out`, which is neither of them.

    `k` is linear in time; the easing is the transition's own. Raises UnknownLook for a kind without a picture.
    """
    if k <= 0 or k >= 1:
        copy(a if k <= 0 else b, out)
        return
    if kind not in _KINDS:
        raise UnknownLook(f"transition {kind!r} is not one of ours; choose one of {', '.join(_KINDS)}")
    _KINDS[kind](a, b, k, out)


def _pairs(a: Planes, b: Planes, out: Planes) -> tuple[tuple[Plane, Plane, Plane], ...]:
    return (a.y, b.y, out.y), (a.u, b.u, out.u), (a.v, b.v, out.v)


def _crossfade(a: Planes, b: Planes, k: float, out: Planes) -> None:
    fade(a, b, k * k * (3 - 2 * k), out)


def _wipe(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """`b` uncovers `a` from the left behind a soft edge, and slides the last bit into place."""
    copy(a, out)
    k, soft = motion.ease_in_out(k), 0.16
    for one, two, target in _pairs(a, b, out):
        height, width = one.shape
        xs = (np.arange(width, dtype=np.float32) + 0.5) / width
        alpha = np.clip((k * (1 + soft) - xs) / soft, 0, 1)
        full = int(np.searchsorted(-alpha, -1, side="right"))
        last = int(np.searchsorted(-alpha, 0, side="left"))
        target[:, :full] = two[:, :full]
        if last > full:
            weights = np.ascontiguousarray(np.broadcast_to(alpha[full:last], (height, last - full)))
            target[:, full:last] = cv2.blendLinear(two[:, full:last], one[:, full:last], weights, 1 - weights)


def _push(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """`b` pushes `a` out to the left, at whole chroma pixels."""
    cut = round(motion.ease_in_out(k) * a.width / 2) * 2
    for (one, two, target), step in zip(_pairs(a, b, out), (1, 2, 2), strict=True):
        gone = cut // step
        width = one.shape[1]
        target[:, : width - gone] = one[:, gone:]
        target[:, width - gone :] = two[:, :gone]


def _zoom(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """The camera moves in: `a` grows while `b` arrives from slightly behind it."""
    k = motion.ease_in_out(k)
    _scaled(a, out, 1 + 0.14 * k)
    arriving = Planes(b.width, b.height)
    _scaled(b, arriving, 1 + 0.10 * (1 - k))
    fade(out, arriving, motion.clamp((k - 0.2) / 0.6), out)


def _scaled(source: Planes, out: Planes, factor: float) -> None:
    """The middle of `source`, `factor` times as large; snapping to whole pixels cannot be seen at the speed of a transition."""
    left = round(source.width * (1 - 1 / factor) / 4) * 2
    top = round(source.height * (1 - 1 / factor) / 4) * 2
    for (plane, _, target), step in zip(_pairs(source, source, out), (1, 2, 2), strict=True):
        height, width = plane.shape
        part = plane[top // step : height - top // step, left // step : width - left // step]
        cv2.resize(part, (width, height), dst=target, interpolation=cv2.INTER_LINEAR)


def _slide(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """`b` comes over `a` as a sheet from the right and throws a shadow; `a` gives way by a quarter and darkens."""
    arrived = 1 - (1 - k) ** 3
    edge = round((1 - arrived) * a.width / 2) * 2
    gone = round(0.25 * arrived * a.width / 2) * 2
    for (one, two, target), step in zip(_pairs(a, b, out), (1, 2, 2), strict=True):
        cut, off, width = edge // step, gone // step, one.shape[1]
        target[:, :cut] = one[:, off : off + cut]
        target[:, cut:] = two[:, : width - cut]
    reach = min(edge, max(2, a.width // 22))
    if reach:
        light = 1 - 0.34 * (np.arange(reach, dtype=np.float32) / reach) ** 2
        lit = (out.y[:, edge - reach : edge] - 16.0) * light + 16.0
        out.y[:, edge - reach : edge] = np.rint(np.clip(lit, 0, 255))


def _iris(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """A circle opens from a little above the middle, where faces are."""
    far, soft = _distances(a.width, a.height)
    reach = motion.ease_in_out(k) * (1 + soft)
    _masked(a, b, np.clip((reach - far) / soft, 0, 1), out)


@lru_cache(2)
def _distances(width: int, height: int) -> tuple[Share, float]:
    """Distance from the iris' middle, 1 at the farthest corner, shape (height, width); and the softness of its edge."""
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
    far = np.hypot(xs - width * 0.5, ys - height * 0.46)
    return np.asarray(far / far.max(), np.float32), 0.012


def _masked(a: Planes, b: Planes, share: Share, out: Planes) -> None:
    """`b` where `share` (height, width) is 1, `a` where it is 0."""
    half = cv2.resize(share, (a.width // 2, a.height // 2), interpolation=cv2.INTER_AREA)
    for (one, two, target), part in zip(_pairs(a, b, out), (share, half, half), strict=True):
        weights = np.ascontiguousarray(part, np.float32)
        target[:] = cv2.blendLinear(two, one, weights, 1 - weights)


def _blur(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """The lens loses `a` and finds `b`."""
    amount = math.sin(math.pi * k)
    _defocused(a, amount, out)
    arriving = Planes(b.width, b.height)
    _defocused(b, amount, arriving)
    share = motion.clamp((k - 0.28) / 0.44)
    fade(out, arriving, share * share * (3 - 2 * share), out)


def _defocused(source: Planes, amount: float, out: Planes) -> None:
    """Out of focus by `amount` (0..1): at most a fortieth of the short side, made at a quarter of the size."""
    sigma = amount * min(source.width, source.height) / 40
    if sigma < 0.6:
        copy(source, out)
        return
    for (plane, _, target), step in zip(_pairs(source, source, out), (1, 2, 2), strict=True):
        height, width = plane.shape
        small = cv2.resize(plane, (max(2, width // 4), max(2, height // 4)), interpolation=cv2.INTER_AREA)
        soft = cv2.GaussianBlur(small, (0, 0), max(0.3, sigma / step / 4))
        grown = cv2.resize(soft, (width, height), interpolation=cv2.INTER_CUBIC)
        # A little blur is a mix: a quarter-size picture is already soft by itself.
        cv2.addWeighted(plane, 1 - motion.clamp(amount * 2.2), grown, motion.clamp(amount * 2.2), 0, dst=target)


def _whip(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """The camera is thrown to the right; what passes is drawn out by its speed."""
    done = motion.ease_in_out(k)
    _push(a, b, k, out)
    speed = motion.ease_in_out(min(1.0, k + 0.06)) - motion.ease_in_out(max(0.0, k - 0.06))
    if not 0.02 < done < 0.98:
        return
    for plane, step in ((out.y, 1), (out.u, 2), (out.v, 2)):
        length = max(1, round(speed * 0.55 * out.width / step)) | 1
        cv2.blur(plane, (length, 1), dst=plane, borderType=cv2.BORDER_REPLICATE)


def _page(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """`a` is torn away like a sheet of paper, from the lower right to the upper left, with a pale ragged edge."""
    along, ragged = _tear(a.width, a.height)
    place = (1 - motion.ease_in_out(k)) * 1.16 - 0.08
    share = np.clip((along + ragged - place) / 0.003, 0, 1)
    _masked(a, b, share, out)
    # The fibres at the tear: a pale strip of the sheet that leaves, and its shadow on what is below.
    fibre = np.clip((along + 1.6 * ragged + 0.012 - place) / 0.004, 0, 1) * (1 - share)
    shade = np.clip(1 - (along + ragged - place) / 0.05, 0, 1) * share
    lit = out.y.astype(np.float32) * (1 - 0.30 * shade * shade)
    out.y[:] = np.rint(lit + fibre * (222 - lit))
    half = cv2.resize(fibre, (a.width // 2, a.height // 2), interpolation=cv2.INTER_AREA)
    for plane in (out.u, out.v):
        plane[:] = np.rint(plane + half * (128 - plane.astype(np.float32)))


@lru_cache(2)
def _tear(width: int, height: int) -> tuple[Share, Share]:
    """How far along the tear's way each pixel lies (0 upper left, 1 lower right), and how ragged the paper is there."""
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    along = 0.86 * xs / width + 0.14 * ys / height
    random = np.random.default_rng(19)
    edge = np.zeros(height, np.float32)
    for knots, reach in ((7, 0.016), (29, 0.006), (140, 0.0025)):
        values = random.normal(0, reach, (1, knots)).astype(np.float32)
        edge += cv2.resize(values, (height, 1), interpolation=cv2.INTER_CUBIC)[0]
    return np.asarray(along, np.float32), np.asarray(np.broadcast_to(edge[:, None], (height, width)), np.float32)


def _blinds(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """Seven upright slats open from left to right, each a moment after the other."""
    copy(a, out)
    slats, late = 7, 0.45
    for slat in range(slats):
        share = motion.ease_in_out(motion.clamp((k - late * slat / slats) / (1 - late)))
        start, end = round(slat * a.width / slats / 2) * 2, round((slat + 1) * a.width / slats / 2) * 2
        reach = round(share * (end - start) / 2) * 2
        for (_, two, target), step in zip(_pairs(a, b, out), (1, 2, 2), strict=True):
            target[:, start // step : (start + reach) // step] = two[:, start // step : (start + reach) // step]


def _tiles(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """Square tiles turn over to `b` in a diagonal wave; each fades while its neighbour begins."""
    side = max(16, round(min(a.width, a.height) / 6))
    columns, lines = -(-a.width // side), -(-a.height // side)
    late = 0.55
    order = np.add.outer(np.arange(lines) / max(1, lines - 1), np.arange(columns) / max(1, columns - 1)) / 2
    share = np.clip((k - late * order) / (1 - late), 0, 1)
    share = (share * share * (3 - 2 * share)).astype(np.float32)
    grown = cv2.resize(share, (columns * side, lines * side), interpolation=cv2.INTER_NEAREST)
    _masked(a, b, np.ascontiguousarray(grown[: a.height, : a.width]), out)


_KINDS: dict[str, Callable[[Planes, Planes, float, Planes], None]] = {
    "crossfade": _crossfade,
    "wipe": _wipe,
    "push": _push,
    "zoom": _zoom,
    "slide": _slide,
    "iris": _iris,
    "blur": _blur,
    "whip": _whip,
    "page": _page,
    "blinds": _blinds,
    "tiles": _tiles,
}
