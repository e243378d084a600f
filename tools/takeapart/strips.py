"""Words laid over the picture: captions, which change in one band all the time, and name strips, which leave within a shot."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tools.takeapart.decode import Rgb8
from tools.takeapart.findings import Area, Shot, Span, Strip
from tools.takeapart.palette import distance
from tools.takeapart.reel import Reel, farthest

CHANGED = 26
"""A pixel is another one: levels of 255."""
ENTERED_S, END_S, FADE_END_S = 0.5, 0.06, 0.4
"""What a shot begins with has entered after this; so long before its end, or the dissolve that ends it, it is seen last."""
BUSY, BUSY_BESIDE, BUSY_SHOTS = 0.10, 0.35, 0.5
CALM = 0.15
STOOD_S = 0.45
WIDE, HIGH, STRIP_HIGH = (0.08, 0.92), (0.02, 0.22), (0.045, 0.25)
STRIP_BELOW = 0.5
FULL = 0.35
WORDY, WORDLESS, SPARSE = 0.12, 5.0, 0.1
"""Words leave so much outline, and so many times as little behind; then a tenth of the box that was seen to go is enough."""
ALIKE = 0.03
SAME_CARD = 0.08

Map = NDArray[np.bool_]


def strips(reel: Reel, shots: Sequence[Shot]) -> tuple[Strip, ...]:
    """The captions' band, once, with the span over which it is seen; and what may be name strips."""
    watched = _Watched(reel.video.size)
    for shot, at in _by_shot(reel, shots):
        watched.look(shot, at, reel)
    caption = watched.caption()
    names = watched.names(caption.area if caption else None)
    return (*([replace(caption, color=_card(reel, shots, caption.area))] if caption else []), *names)


def _card(reel: Reel, shots: Sequence[Shot], area: Area) -> str | None:
    """The colour that captions stand on, where it is the same in most of the shots."""
    width, height = reel.video.size
    rows = slice(round(area.y * height), round((area.y + area.height) * height))
    middle, reach = (area.x + area.width / 2) * width, area.width * width / 4
    wanted = [reel.still_near(shot.span.start_s + 0.6 * shot.span.length_s) for shot in shots]
    seen = [_ground(still[rows, round(middle - reach) : round(middle + reach)]) for _, still in reel.stills(wanted)]
    alike = [[other for other in seen if one and other and distance(one, other) < SAME_CARD] for one in seen]
    most = max(alike, key=len, default=[])
    return most[0] if len(most) > 0.6 * len(seen) else None


def _by_shot(reel: Reel, shots: Sequence[Shot]) -> list[tuple[Shot, list[int]]]:
    """Numbers of the stills that lie well within each shot, at least two of them."""
    times = reel.times[reel.still_at]
    out = []
    for at, shot in enumerate(shots):
        follows = shots[at + 1] if at + 1 < len(shots) else None
        margin = FADE_END_S if follows and follows.joint == "dissolve" else END_S
        inside = np.flatnonzero((times >= shot.span.start_s) & (times <= shot.span.end_s - margin)).tolist()
        if len(inside) > 1:
            out.append((shot, inside))
    return out


class _Watched:
    """What was seen to change, from still to still within shots."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._width, self._height = size
        self._busy = np.zeros((self._height, self._width), np.int32)
        self._pairs = 0
        self._by_shot: list[tuple[Span, NDArray[np.bool_]]] = []
        self._gone: list[tuple[Area, Span, str | None]] = []

    def look(self, shot: Shot, numbers: Sequence[int], reel: Reel) -> None:
        shape = (self._height, self._width)
        stood, in_shot = np.zeros(shape, np.float32), np.zeros(shape, bool)
        past: deque[tuple[Rgb8, float, NDArray[np.float32]]] = deque(maxlen=2)
        for frame, still in reel.stills(numbers):
            time_s = float(reel.times[frame])
            if past:
                before, before_s, _ = past[-1]
                changed = farthest(still, before) >= CHANGED
                if float(changed.mean()) < CALM and before_s >= shot.span.start_s + ENTERED_S:
                    self._busy += changed
                    self._pairs += 1
                    in_shot |= changed
                # What fades takes two steps to be gone.
                self._note_gone(*past[0], still, shot.span)
                stood = np.where(changed, 0.0, stood + (time_s - before_s)).astype(np.float32)
            past.append((still, time_s, stood))
        self._by_shot.append((shot.span, in_shot))

    def _note_gone(self, before: Rgb8, before_s: float, stood: NDArray[np.float32], now: Rgb8, span: Span) -> None:
        """What was there for a while and is not any more: a block whose outlines are fewer than they were."""
        changed = farthest(now, before) >= CHANGED
        gone = changed & (stood >= STOOD_S)
        if not gone.any() or float(changed.mean()) > CALM:
            return
        groups, _ = ndimage.label(ndimage.binary_dilation(gone, np.ones((3, 3), bool), iterations=max(2, self._width // 80)))
        for number, around in enumerate(ndimage.find_objects(groups), 1):
            inside = gone[around] & (groups[around] == number)
            rows, columns = (slice(int(part.min()), int(part.max()) + 1) for part in np.nonzero(inside))
            top, left = around[0].start, around[1].start
            box = slice(top + rows.start, top + rows.stop), slice(left + columns.start, left + columns.stop)
            area = self._area(*box)
            if not (WIDE[0] <= area.width <= WIDE[1] and STRIP_HIGH[0] <= area.height <= STRIP_HIGH[1] and area.y >= STRIP_BELOW):
                continue
            full, was, left_over = float(inside[rows, columns].mean()), _drawn(before[box]), _drawn(now[box])
            is_card = full >= FULL and was >= 2 * left_over
            if not is_card and not (full >= SPARSE and was >= max(WORDY, WORDLESS * left_over)):
                continue
            start_s = max(span.start_s, before_s - float(np.median(stood[box][gone[box]])))
            self._gone.append((area, Span(start_s, before_s), _ground(before[box])))

    def caption(self) -> Strip | None:
        """The band in which something changes in at least half of the shots, also when everything has entered."""
        if self._pairs < 4:
            return None
        share = self._busy / self._pairs
        smooth = ndimage.uniform_filter(share, (max(3, self._height // 36), self._width // 12))
        if float(smooth.max()) < BUSY:
            return None
        groups, _ = ndimage.label(smooth >= BUSY_BESIDE * float(smooth.max()))
        number = groups[np.unravel_index(int(smooth.argmax()), smooth.shape)]
        around = ndimage.find_objects((groups == number).astype(np.int32))[0]
        inside = (share >= 0.25 * BUSY) & (groups == number)
        rows, columns = (slice(int(part.min()), int(part.max()) + 1) for part in np.nonzero(inside))
        area = self._area(rows, columns)
        seen = [span for span, changed in self._by_shot if changed[around].mean() > 0.01]
        long = [span for span, _ in self._by_shot if span.length_s > ENTERED_S + 0.5]
        if not (WIDE[0] <= area.width <= WIDE[1] and HIGH[0] <= area.height <= HIGH[1]) or len(seen) < BUSY_SHOTS * len(long):
            return None
        if abs(area.x + area.width / 2 - 0.5) > 0.12:
            return None
        return Strip("caption", area, Span(seen[0].start_s, seen[-1].end_s))

    def names(self, caption: Area | None) -> tuple[Strip, ...]:
        """What may be name strips; `in_line` tells which of several videos' are."""
        free: list[Strip] = []
        for area, span, color in self._gone:
            is_known = any(other.area.overlap(area) > 0.5 and span.start_s < other.span.end_s for other in free)
            if not is_known and (caption is None or area.overlap(caption) < 0.1):
                free.append(Strip("name", area, span, color))
        return tuple(free)

    def _area(self, rows: slice, columns: slice) -> Area:
        width, height = self._width, self._height
        return Area(
            columns.start / width, rows.start / height, (columns.stop - columns.start) / width, (rows.stop - rows.start) / height
        )


def in_line(found: Sequence[Strip]) -> tuple[Strip, ...]:
    """Those at one height that begin or end at one side, where at least two do: other things leave a picture too."""

    def agree(one: Area, other: Area) -> bool:
        is_level = abs(one.y - other.y) < ALIKE and abs(one.height - other.height) < ALIKE
        return is_level and (abs(one.x - other.x) < ALIKE or abs(one.x + one.width - other.x - other.width) < ALIKE)

    groups = [tuple(other for other in found if agree(one.area, other.area)) for one in found]
    best = max(groups, key=len, default=())
    return best if len(best) > 1 else ()


def _drawn(part: Rgb8) -> float:
    """Share of outlines in a picture."""
    return float((farthest(part[:, 1:], part[:, :-1]) > CHANGED).mean()) + 0.002


def _ground(part: Rgb8) -> str | None:
    """The colour that fills at least a quarter of a box, '#RRGGBB'; None where the picture shows through."""
    coarse = (part >> 4).reshape(-1, 3).astype(np.int32)
    codes = coarse[:, 0] << 8 | coarse[:, 1] << 4 | coarse[:, 2]
    values, counts = np.unique(codes, return_counts=True)
    if counts.max() < codes.size / 4:
        return None
    fill = part.reshape(-1, 3)[codes == values[counts.argmax()]]
    return "#{:02X}{:02X}{:02X}".format(*(round(float(value)) for value in np.median(fill, axis=0)))


def typical(found: Sequence[Strip]) -> Strip | None:
    """The one strip that stands for many of one kind: their middle place, and the colour that most of them have."""
    if not found:
        return None
    areas = np.array([(one.area.x, one.area.y, one.area.width, one.area.height) for one in found])
    x, y, width, height = np.median(areas, axis=0).tolist()
    colors = sorted(one.color or "" for one in found)
    most = max(groupby(colors), key=lambda group: len(list(group[1])))[0]
    return Strip(found[0].kind, Area(x, y, width, height), found[0].span, most or None, found[0].case)
