"""A logo: outlines that stand in one place over shots that change, in one video or in several."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tools.takeapart.decode import Rgb8
from tools.takeapart.findings import Area, Mark, Shot, Span
from tools.takeapart.reel import Reel, farthest

EDGE = 28
"""An outline: a step of at least this many levels of 255 to the pixel beside or below."""
AT_SHARE = 0.7
LEAST_SHOTS = 4
STANDS, LOOSE, FIRM = 0.5, 0.55, 0.72
"""In what share of the shots an outline stands; what share of that counts beside it; and the mean over all in the box."""
GAP_SHARE = 0.02
WIDEST, HIGHEST, SMALLEST = 0.42, 0.3, 0.0006
SEEN = 0.5
Corner = Literal["upper left", "upper right", "lower left", "lower right", "middle"]


@dataclass(frozen=True)
class Outlines:
    """One frame of each shot, as outlines: `packed` (shots, bytes) are the bits of pictures of `shape` (rows, columns)."""

    spans: tuple[Span, ...]
    shape: tuple[int, int]
    packed: Rgb8

    def maps(self) -> NDArray[np.bool_]:
        """Shape (shots, rows, columns)."""
        rows, columns = self.shape
        return np.unpackbits(self.packed, axis=1, count=rows * columns).reshape(-1, rows, columns).astype(bool)


def outlines(reel: Reel, shots: Sequence[Shot]) -> Outlines:
    """Of each shot the frame two thirds in, when what enters has entered."""
    wanted = [reel.still_near(shot.span.start_s + AT_SHARE * shot.span.length_s) for shot in shots]
    maps = [np.packbits(_edges(still)) for _, still in reel.stills(wanted)]
    width, height = reel.video.size
    return Outlines(tuple(shot.span for shot in shots), (height, width), np.stack(maps))


def _edges(frame: Rgb8) -> NDArray[np.bool_]:
    found = np.zeros(frame.shape[:2], bool)
    found[:, :-1] |= farthest(frame[:, 1:], frame[:, :-1]) >= EDGE
    found[:-1] |= farthest(frame[1:], frame[:-1]) >= EDGE
    return found


def mark(videos: dict[str, Outlines], apart: Mapping[str, Sequence[Span]]) -> tuple[Mark, dict[str, tuple[Span, ...]]] | None:
    """The logo that most shots show, and when each video shows it. `apart` are spans that do not count: openings, closings.

    Pictures of another shape than the most usual one are left out; a logo of several videos has to be in two of them.
    """
    shapes = [one.shape for one in videos.values()]
    shape = max(set(shapes), key=shapes.count)
    maps = {name: one.maps() for name, one in videos.items() if one.shape == shape}
    counted = np.concatenate([maps[name][_apart(videos[name].spans, apart.get(name, ()))] for name in maps])
    if len(counted) < LEAST_SHOTS:
        return None
    box = _box(counted.mean(axis=0))
    if box is None:
        return None
    rows, columns = box
    template = counted[:, rows, columns].mean(axis=0)
    spans = {name: _when(videos[name].spans, of[:, rows, columns], template) for name, of in maps.items()}
    seen = {name: found for name, found in spans.items() if found}
    if len(seen) < min(2, len(maps)):
        return None
    height, width = shape
    area = Area(
        columns.start / width, rows.start / height, (columns.stop - columns.start) / width, (rows.stop - rows.start) / height
    )
    return Mark(area, corner(area), next(iter(seen.values()))), seen


def _apart(spans: Sequence[Span], others: Sequence[Span]) -> NDArray[np.bool_]:
    def is_part(span: Span) -> bool:
        return any(min(span.end_s, other.end_s) - max(span.start_s, other.start_s) > 0.5 * span.length_s for other in others)

    return np.array([not is_part(span) for span in spans], bool)


def _box(stands: NDArray[np.float64]) -> tuple[slice, slice] | None:
    """Rows and columns of the group of outlines that stands most firmly, in the whole picture."""
    reach = max(2, round(GAP_SHARE * max(stands.shape)))
    groups, _ = ndimage.label(ndimage.binary_dilation(stands >= STANDS, np.ones((3, 3), bool), iterations=reach))
    best: tuple[float, tuple[slice, slice]] | None = None
    for number, around in enumerate(ndimage.find_objects(groups), 1):
        here = groups[around] == number
        firm = stands[around][here & (stands[around] >= STANDS)]
        inside = here & (stands[around] >= LOOSE * float(np.median(firm)))
        ((rows, columns),) = ndimage.find_objects(inside.astype(int))
        box = tuple(
            slice(outer.start + inner.start + 1, outer.start + inner.stop)
            for outer, inner in zip(around, (rows, columns), strict=True)
        )
        weight = _weight(stands, box[0], box[1])
        if weight and (best is None or weight > best[0]):
            best = weight, (box[0], box[1])
    return best[1] if best else None


def _weight(stands: NDArray[np.float64], rows: slice, columns: slice) -> float:
    """How firmly a box stands; 0 where it is no logo's size, or where much else comes and goes in it, as in captions."""
    part = stands[rows, columns]
    height, width = part.shape[0] / stands.shape[0], part.shape[1] / stands.shape[1]
    if width > WIDEST or height > HIGHEST or width * height < SMALLEST:
        return 0.0
    total = float(part.sum())
    firm = float((part * part).sum()) / total if total else 0.0
    return firm if firm >= FIRM else 0.0


def _when(spans: Sequence[Span], maps: NDArray[np.bool_], template: NDArray[np.float64]) -> tuple[Span, ...]:
    """Shots that show the outlines of the template, joined where they follow each other."""
    firm = template >= STANDS
    found: list[Span] = []
    for span, there in zip(spans, maps, strict=True):
        if float(there[firm].mean()) < SEEN:
            continue
        if found and span.start_s - found[-1].end_s < 0.1:
            found[-1] = Span(found[-1].start_s, span.end_s)
        else:
            found.append(span)
    return tuple(found)


def corner(area: Area) -> Corner:
    """In which third of each side the middle of an area lies."""
    x, y = area.x + area.width / 2, area.y + area.height / 2
    across = "left" if x < 0.4 else "right" if x > 0.6 else ""
    down = "upper" if y < 0.4 else "lower" if y > 0.6 else ""
    match (down, across):
        case ("upper", "left"):
            return "upper left"
        case ("upper", "right"):
            return "upper right"
        case ("lower", "left"):
            return "lower left"
        case ("lower", "right"):
            return "lower right"
        case _:
            return "middle"
