"""Where one shot ends and the next begins: hard cuts to the frame, dissolves to their two ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.takeapart.findings import Joint, Shot, Span
from tools.takeapart.reel import Reel, farthest

CUT_STEP, CUT_RATIO, NEAR = 8.0, 2.2, 5
"""A cut is a step of at least this many levels of 255, this many times the next largest among the frames around it."""
FLASH_FRAMES = 3
HALF_S = 0.4
"""Half the stretch over which a dissolve is looked for; most last half a second to a second."""
FADE_CHANGE, FADE_CELLS, FADE_OFF_LINE, FADE_STEP = 10.0, 0.4, 0.3, 0.45
CHANGED = 12
_BLOCK = 256

Levels = NDArray[np.float32]


@dataclass(frozen=True)
class Change:
    """Frames `first` to `last` lead from one shot to the next; of a cut both are the first frame of the new one."""

    first: int
    last: int

    @property
    def joint(self) -> Joint:
        """A change within one frame is a cut."""
        return "cut" if self.first == self.last else "dissolve"

    @property
    def middle(self) -> int:
        """The frame with which the new shot counts as begun."""
        return (self.first + self.last + 1) // 2


def shots(reel: Reel) -> tuple[Shot, ...]:
    """The shots of every part of the reel, in order. One that a sample cuts off is left out where others remain whole."""
    found: list[Shot] = []
    for at, part in enumerate(reel.parts):
        low, high = reel.bounds[at], reel.bounds[at + 1]
        if high - low < 2:
            continue
        joints = changes(reel.thumbs[low:high], 1 / reel.step_s)
        starts = [part.start_s, *(float(reel.times[low + change.middle]) for change in joints)]
        ends = [*starts[1:], float(reel.times[high - 1]) + reel.step_s]
        kinds: list[Joint] = ["start", *(change.joint for change in joints)]
        made = [Shot(Span(start, end), kind) for start, end, kind in zip(starts, ends, kinds, strict=True)]
        is_sample = len(reel.parts) > 1
        whole = made[(is_sample and at > 0) : len(made) - (is_sample and at < len(reel.parts) - 1)]
        found += whole
    return tuple(found)


def changes(thumbs: NDArray[np.uint8], rate: float) -> list[Change]:
    """Cuts and dissolves between thumbnails, shape (frames, rows, columns, 3), at `rate` a second, in order."""
    steps = distances(thumbs, 1)
    cuts = [at for at in _peaks(steps) if not _is_flash(thumbs, at)]
    return sorted([*(Change(at, at) for at in cuts), *_dissolves(thumbs, steps, cuts, rate)], key=lambda change: change.first)


def distances(thumbs: NDArray[np.uint8], gap: int) -> Levels:
    """Mean difference of each frame to the one `gap` before it, in levels of the channel that differs most; 0 where none is."""
    out = np.zeros(len(thumbs), np.float32)
    for start in range(gap, len(thumbs), _BLOCK):
        now = thumbs[start : start + _BLOCK]
        out[start : start + len(now)] = farthest(now, thumbs[start - gap : start - gap + len(now)]).mean(axis=(1, 2))
    return out


def _peaks(steps: Levels) -> list[int]:
    found = []
    for at in np.flatnonzero(steps >= CUT_STEP).tolist():
        around = np.concatenate([steps[max(0, at - NEAR) : at], steps[at + 1 : at + 1 + NEAR]])
        if steps[at] >= CUT_RATIO * float(around.max(initial=0.0)):
            found.append(int(at))
    return found


def _is_flash(thumbs: NDArray[np.uint8], at: int) -> bool:
    """The picture before comes back within a few frames."""
    before = thumbs[at - 1].astype(np.int16)
    away = float(np.abs(thumbs[at] - before).mean())
    later = thumbs[at + 1 : at + 1 + FLASH_FRAMES].astype(np.int16)
    return bool(len(later)) and bool((np.abs(later - before).mean(axis=(1, 2, 3)) < 0.25 * away).any())


def _dissolves(thumbs: NDArray[np.uint8], steps: Levels, cuts: list[int], rate: float) -> list[Change]:
    half = max(3, round(HALF_S * rate))
    across = distances(thumbs, 2 * half)
    is_free = np.ones(len(thumbs), bool)
    for cut in cuts:
        is_free[max(0, cut - 1) : cut + 1 + 2 * half] = False
    found: list[Change] = []
    for end in np.argsort(-across).tolist():
        if across[end] < FADE_CHANGE:
            break
        if end < 2 * half or not is_free[end]:
            continue
        change = _fade(thumbs[end - 2 * half : end + 1], end - 2 * half, steps)
        if change:
            found.append(change)
            is_free[max(0, change.first - half) : change.last + 2 * half] = False
    return found


def _fade(window: NDArray[np.uint8], start: int, steps: Levels) -> Change | None:
    """A dissolve within `window`, whose first frame has number `start`: each frame is a mixture of the first and the last."""
    first, last = window[0].astype(np.float32), window[-1].astype(np.float32)
    way = last - first
    size = np.abs(way).max(axis=-1)
    if float((size > CHANGED).mean()) < FADE_CELLS:
        return None
    gone = window.astype(np.float32) - first
    share = (gone * way).sum(axis=(1, 2, 3)) / float((way * way).sum())
    off = np.abs(gone - share[:, None, None, None] * way).mean(axis=(1, 2, 3)) / float(np.abs(way).mean())
    # What moves within both shots meanwhile is off the line as well, so the middle is asked for a share only.
    if float(off.max()) > FADE_OFF_LINE or float(np.diff(share).max()) > FADE_STEP or float(np.diff(share).min()) < -0.05:
        return None
    inside = np.flatnonzero((share > 0.04) & (share < 0.96))
    if len(inside) < 3:
        return None
    return Change(start + int(inside[0]) - 1, start + int(inside[-1]) + 1)
