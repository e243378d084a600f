"""What several videos open or close with: the same pictures for at least 0.8 seconds, anywhere in the first or last 20."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from tools.takeapart.findings import Joint, Shared, Shot, Span
from tools.takeapart.reel import Reel, farthest

EDGE_S = 20.0
SEARCH_HZ = 10.0
LEAST_S = 0.8
START_BY_S, START_BY_SHARE = 10.0, 0.45
END_WITHIN_S = 1.5
COARSE_LEVELS = 9.0
CELL_LEVELS, CELL_SHARE = 18, 0.015
"""Two frames are the same where hardly any cell of their thumbnails differs by more than this: other words show."""
DETAIL_LEVELS, DETAIL_SHARE, DETAIL_S = 24, 0.01, 0.4
SNAP_S, SNAP_DISSOLVE_S = 0.4, 0.75
SLIPS = 3
CANDIDATES = 5
NUDGE_EVERY = 4
SAME_FILM = 0.85

Kind = Literal["opening", "closing"]


@dataclass(frozen=True)
class Edge:
    """One end of a video: `times` (n,), `thumbs` (n, rows, columns, 3); `joints` are when and how shots begin."""

    times: NDArray[np.float64]
    thumbs: NDArray[np.uint8]
    joints: tuple[tuple[float, Joint], ...]
    length_s: float


def edge(reel: Reel, shots: Sequence[Shot], kind: Kind) -> Edge:
    """The first or last EDGE_S of a reel."""
    length_s = float(reel.times[-1]) + reel.step_s
    inside = reel.times < EDGE_S if kind == "opening" else reel.times >= length_s - EDGE_S
    joints = tuple((shot.span.start_s, shot.joint) for shot in shots if shot.joint != "start")
    return Edge(reel.times[inside], reel.thumbs[inside].copy(), joints, length_s)


def shared(edges: dict[str, Edge], kind: Kind) -> Shared | None:
    """The stretch that most of the videos share at this end, None where no two do. Names of videos are the keys."""
    found: dict[str, dict[str, tuple[Span, Span]]] = {name: {} for name in edges}
    for one, other in combinations(edges, 2):
        pair = common(edges[one], edges[other], kind)
        if pair:
            found[one][other] = pair
            found[other][one] = (pair[1], pair[0])
    best: Shared | None = None
    for name, others in found.items():
        for middle, _ in others.values():
            alike = {other: pair for other, pair in others.items() if _overlap(pair[0], middle) > 0.6}
            spans = {name: _median([pair[0] for pair in alike.values()]), **{other: pair[1] for other, pair in alike.items()}}
            candidate = Shared(kind, dict(sorted(spans.items())))
            if best is None or (len(spans), candidate.length_s) > (len(best.spans), best.length_s):
                best = candidate
    return best


def is_same_film(one: Edge, other: Edge) -> bool:
    """Whether the two ends are the same for nearly all of their length: one film, encoded twice."""
    if abs(one.length_s - other.length_s) > 0.5:
        return False
    pair = _longest(one, other)
    return pair is not None and pair[0].length_s > SAME_FILM * min(EDGE_S, one.length_s)


def common(one: Edge, other: Edge, kind: Kind) -> tuple[Span, Span] | None:
    """The longest stretch that both have at this end, in each one's own seconds."""
    pair = _longest(one, other, kind)
    if pair is None:
        return None
    return _snapped(pair[0], one), _snapped(pair[1], other)


def _longest(one: Edge, other: Edge, kind: Kind | None = None) -> tuple[Span, Span] | None:
    best: tuple[Span, Span] | None = None
    if one.thumbs.shape[1:] != other.thumbs.shape[1:]:
        return None  # an upright film and a wide one share no picture, even where they share what it shows
    for offset_s in _offsets(one, other):
        for span, there in _runs(one, other, offset_s):
            fits = kind is None or (_fits(span, one, kind) and _fits(there, other, kind))
            if fits and (best is None or span.length_s > best[0].length_s + 0.05):
                best = span, there
    return best


def _fits(span: Span, edge: Edge, kind: Kind) -> bool:
    if kind == "opening":
        return span.start_s <= min(START_BY_S, START_BY_SHARE * edge.length_s)
    return span.end_s >= edge.length_s - END_WITHIN_S and span.start_s >= 0.3 * edge.length_s


def _offsets(one: Edge, other: Edge) -> list[float]:
    """Candidates for how much later the same is seen in `other`: diagonals of a coarse comparison with a long run of likeness."""
    firsts, seconds = _sampled(one), _sampled(other)
    a, b = (_coarse(edge.thumbs[at]) for edge, at in ((one, firsts), (other, seconds)))
    squares = (a * a).mean(axis=1)[:, None] + (b * b).mean(axis=1)[None] - 2 * (a @ b.T) / a.shape[1]
    alike = squares < COARSE_LEVELS**2
    wanted = round(LEAST_S * SEARCH_HZ * 0.6)
    found: dict[int, int] = {}
    for diagonal in range(-len(firsts) + 1, len(seconds)):
        if (run := _longest_run(np.diagonal(alike, diagonal))) >= wanted:
            found[diagonal] = run
    kept: list[int] = []
    for diagonal in sorted(found, key=lambda at: -found[at]):
        if len(kept) < CANDIDATES and all(abs(diagonal - other) > 2 for other in kept):
            kept.append(diagonal)
    base = float(other.times[0] - one.times[0])
    return [base + diagonal / SEARCH_HZ for diagonal in kept]


def _sampled(edge: Edge) -> NDArray[np.int64]:
    wanted = np.arange(edge.times[0], edge.times[-1] + 1e-6, 1 / SEARCH_HZ)
    return np.clip(np.searchsorted(edge.times, wanted - 1e-6), 0, len(edge.times) - 1)


def _coarse(thumbs: NDArray[np.uint8]) -> NDArray[np.float32]:
    """A quarter of the thumbnails' size and flat: shape (n, values)."""
    count, rows, columns, _ = thumbs.shape
    cut = thumbs[:, : rows // 4 * 4, : columns // 4 * 4].astype(np.float32)
    return np.asarray(cut.reshape(count, rows // 4, 4, columns // 4, 4, 3).mean(axis=(2, 4)).reshape(count, -1))


def _longest_run(flags: NDArray[np.bool_]) -> int:
    padded = np.concatenate([[False], flags, [False]])
    turns = np.flatnonzero(padded[1:] != padded[:-1])
    return int((turns[1::2] - turns[::2]).max(initial=0))


def _runs(one: Edge, other: Edge, offset_s: float) -> Iterator[tuple[Span, Span]]:
    """Stretches of `one` that are the same in `other` at the offset that fits best around `offset_s`."""
    step = float(np.median(np.diff(one.times)))
    sparse = Edge(one.times[::NUDGE_EVERY], one.thumbs[::NUDGE_EVERY], one.joints, one.length_s)
    at_s = max(
        (offset_s + nudge * step for nudge in (0, -1, 1, -2, 2)), key=lambda tried: int(_same(sparse, other, tried)[1].sum())
    )
    firsts, same = _same(one, other, at_s)
    for low, high in _bridged(same):
        frames = firsts[low:high]
        if (high - low) * step < LEAST_S or _detailed_s(one.thumbs[frames], step) < DETAIL_S:
            continue
        start_s, end_s = float(one.times[frames[0]]), float(one.times[frames[-1]]) + step
        yield Span(start_s, end_s), Span(start_s + at_s, end_s + at_s)


def _same(one: Edge, other: Edge, offset_s: float) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Numbers of the frames of `one` that have a partner in `other`, and whether the two are the same."""
    partners = np.searchsorted(other.times, one.times + offset_s - 1e-3)
    firsts = np.flatnonzero((partners < len(other.times)) & (one.times + offset_s >= other.times[0] - 1e-3))
    if not len(firsts):
        return firsts, np.zeros(0, bool)
    same = np.zeros(len(firsts), bool)
    for start in range(0, len(firsts), 128):
        part = firsts[start : start + 128]
        same[start : start + 128] = _are_same(one.thumbs[part], other.thumbs[partners[part]])
    return firsts, same


def _are_same(ours: NDArray[np.uint8], theirs: NDArray[np.uint8]) -> NDArray[np.bool_]:
    return np.asarray((farthest(ours, theirs) > CELL_LEVELS).mean(axis=(1, 2)) < CELL_SHARE)


def _bridged(same: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Runs of likeness (first, behind the last), over at most SLIPS frames that differ."""
    padded = np.concatenate([[False], same, [False]])
    turns = np.flatnonzero(padded[1:] != padded[:-1]).tolist()
    runs: list[tuple[int, int]] = []
    for low, high in zip(turns[::2], turns[1::2], strict=True):
        if runs and low - runs[-1][1] <= SLIPS:
            runs[-1] = (runs[-1][0], high)
        else:
            runs.append((low, high))
    return runs


def _detailed_s(thumbs: NDArray[np.uint8], step: float) -> float:
    """Seconds in which there is something to recognise: a plain ground is the same everywhere and proves nothing."""
    luma = thumbs.astype(np.int16).mean(axis=-1)
    edges = (np.abs(np.diff(luma, axis=2)) > DETAIL_LEVELS).mean(axis=(1, 2)) + (
        np.abs(np.diff(luma, axis=1)) > DETAIL_LEVELS
    ).mean(axis=(1, 2))
    return float((edges > DETAIL_SHARE).sum() * step)


def _snapped(span: Span, edge: Edge) -> Span:
    """Ends moved to where a shot begins nearby: pictures stay alike for a moment into a dissolve, or over equal grounds."""
    ends: list[tuple[float, Joint]] = [(0.0, "start"), *edge.joints, (edge.length_s, "start")]

    def near(time_s: float) -> float:
        closest, joint = min(ends, key=lambda mark: abs(mark[0] - time_s))
        return closest if abs(closest - time_s) <= (SNAP_DISSOLVE_S if joint == "dissolve" else SNAP_S) else time_s

    start, end = near(span.start_s), near(span.end_s)
    return Span(start, end) if end > start else span


def _overlap(one: Span, other: Span) -> float:
    common = min(one.end_s, other.end_s) - max(one.start_s, other.start_s)
    return max(0.0, common) / max(one.end_s - other.start_s, other.end_s - one.start_s, 1e-9)


def _median(spans: Sequence[Span]) -> Span:
    starts, ends = sorted(span.start_s for span in spans), sorted(span.end_s for span in spans)
    return Span(starts[len(starts) // 2], ends[len(ends) // 2])
