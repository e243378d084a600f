"""From one frame to the next, in planes: cross-fade, wipe, push, zoom."""

from __future__ import annotations

import cv2
import numpy as np

from renderer.errors import UnknownLook
from renderer.look import motion
from renderer.planes import Plane, Planes, copy, fade


def blend(kind: str, a: Planes, b: Planes, k: float, out: Planes) -> None:
    """Frame at share `k` (0 shows `a`, 1 shows `b`) of transition `kind` into `out`, which is neither of them.

    `k` is linear in time; the easing is the transition's own. Raises UnknownLook for a kind without a picture.
    """
    if k <= 0 or k >= 1:
        copy(a if k <= 0 else b, out)
        return
    match kind:
        case "crossfade":
            fade(a, b, k * k * (3 - 2 * k), out)
        case "wipe":
            _wipe(a, b, motion.ease_in_out(k), out)
        case "push":
            _push(a, b, motion.ease_in_out(k), out)
        case "zoom":
            _zoom(a, b, motion.ease_in_out(k), out)
        case _:
            raise UnknownLook(f"transition {kind!r} is not one of ours; choose crossfade, wipe, push or zoom")


def _pairs(a: Planes, b: Planes, out: Planes) -> tuple[tuple[Plane, Plane, Plane], ...]:
    return (a.y, b.y, out.y), (a.u, b.u, out.u), (a.v, b.v, out.v)


def _wipe(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """`b` uncovers `a` from the left behind a soft edge, and slides the last bit into place."""
    copy(a, out)
    soft = 0.16
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
    cut = round(k * a.width / 2) * 2
    for (one, two, target), step in zip(_pairs(a, b, out), (1, 2, 2), strict=True):
        gone = cut // step
        width = one.shape[1]
        target[:, : width - gone] = one[:, gone:]
        target[:, width - gone :] = two[:, :gone]


def _zoom(a: Planes, b: Planes, k: float, out: Planes) -> None:
    """The camera moves in: `a` grows while `b` arrives from slightly behind it."""
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
