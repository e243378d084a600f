"""What is found in the films of brands that do not exist, held against what is true of them.

Thresholds were chosen on the brands of one file; those of the other were first looked at afterwards, and are reported apart.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from evals.brand_films import Brand, Truth, films_of
from evals.cases_file import Row
from evals.recall import read_all, read_guides, read_rightly
from tools.takeapart.findings import Area, SeriesFindings, Shared, VideoFindings
from tools.takeapart.palette import distance
from tools.takeapart.videos import Source, take_apart

CUT_FRAMES = 1
DISSOLVE_S = 0.3
ENDS_S = 0.5
CASES = {"bold": "upper", "word": "sentence", "karaoke": "sentence", "boxed": "sentence", "minimal": "sentence"}
SAME_COLOR = 0.04
"""OKLab: 0.02 is just seen."""
FPS = 30


def run(seen: Sequence[Brand], unseen: Sequence[Brand], folder: Path) -> tuple[list[Row], Row]:
    """A row for each brand, a summary of both sets, and how guidelines are read. Films are kept under `folder`."""
    rows = []
    for brand in (*seen, *unseen):
        truths = films_of(brand, folder)
        sources = [Source(one.path, one.path.name, hashlib.sha256(one.path.read_bytes()).hexdigest()) for one in truths]
        found = take_apart(sources)
        row = {"id": brand.id, "set": "chosen on" if brand in seen else "held out", **measured(brand, truths, found)}
        rows.append(row)
        print(
            f"{brand.id:<16} cuts {row['cuts']} ends {row['ends']} logo {row['logo_iou']} colours {row['own_colors']}", flush=True
        )
    sets = {name: [row for row in rows if row["set"] == name] for name in ("chosen on", "held out")}
    summary = {"brands": len(rows), "films": sum(row["films"] for row in rows), "guidelines": _guidelines()}
    return rows, {**summary, **{name: _summary(of) for name, of in sets.items() if of}}


def _guidelines() -> Row:
    """What is read of guidelines in Markdown and PDF; each has two blues, inks, a retired colour and an order to machines."""
    guides = read_guides()
    with tempfile.TemporaryDirectory(prefix="agency-guides-") as folder:
        _, readings = read_all(guides, Path(folder))
    return {"guidelines": len(guides), "pdf": sum(guide.is_pdf for guide in guides), **read_rightly(guides, readings)}


def measured(brand: Brand, truths: Sequence[Truth], found: SeriesFindings) -> Row:
    """The figures of one brand. Pairs are (right, wanted) where a name does not say otherwise."""
    by_name = {video.name: video for video in found.videos}
    pairs = [(truth, by_name[truth.path.name]) for truth in truths]
    cuts = np.sum([_matched(truth.cuts, _starts(video, "cut"), CUT_FRAMES / FPS + 1e-3) for truth, video in pairs], axis=0)
    middles = [(tuple((start + end) / 2 for start, end in truth.dissolves), _starts(video, "dissolve")) for truth, video in pairs]
    dissolves = np.sum([_matched(*each, DISSOLVE_S) for each in middles], axis=0)
    ends = {kind: _ends(truths, getattr(found, kind), kind) for kind in ("opening", "closing")}
    pace = float(np.median([length for truth in truths for length in truth.shots]))
    return {
        "films": len(truths),
        "is_control": brand.is_control,
        "cuts": cuts.tolist(),
        "dissolves": dissolves.tolist(),
        "ends": [sum(end["within"] for end in ends.values()), sum(end["wanted"] for end in ends.values())],
        "ends_worst_s": max((end["worst_s"] for end in ends.values() if end["worst_s"] is not None), default=None),
        "false_ends": sum(end["false"] for end in ends.values()),
        "logo_iou": _logo(truths[0], found),
        **_colors(brand, truths, found),
        "pace_s": [round(found.pace_s or 0.0, 2), round(pace, 2)],
        "name_strips": np.sum([_strips(truth, video, found) for truth, video in pairs], axis=0).tolist(),
        "captions": [found.caption.case if found.caption else None, CASES[brand.captions] if brand.captions else None],
        "sound": sum(_is_heard_right(truth, video) for truth, video in pairs),
    }


def _starts(video: VideoFindings, joint: str) -> tuple[float, ...]:
    return tuple(shot.span.start_s for shot in video.shots if shot.joint == joint)


def _matched(true: Sequence[float], found: Sequence[float], slack_s: float) -> tuple[int, int, int]:
    """(found rightly, found, true); each true time is found once."""
    left = list(found)
    right = 0
    for time_s in true:
        near = [other for other in left if abs(other - time_s) <= slack_s]
        if near:
            left.remove(min(near, key=lambda other: abs(other - time_s)))
            right += 1
    return right, len(found), len(true)


def _ends(truths: Sequence[Truth], found: Shared | None, kind: str) -> dict[str, Any]:
    """How many videos' openings (or closings) were found with both times within ENDS_S, and how many were made up."""
    within = wanted = false = 0
    worst: float | None = None
    for truth in truths:
        true: tuple[float, float] | None = getattr(truth, kind)
        span = found.spans.get(truth.path.name) if found else None
        wanted += true is not None
        if true and span:
            off = max(abs(span.start_s - true[0]), abs(span.end_s - true[1]))
            worst = round(max(off, worst or 0.0), 2)
            within += off <= ENDS_S
        false += true is None and span is not None
    return {"within": within, "wanted": wanted, "false": false, "worst_s": worst}


def _strips(truth: Truth, video: VideoFindings, found: SeriesFindings) -> tuple[int, int, int]:
    """(found rightly, found, true) name strips; right is one that is seen while it stands."""
    areas = [(name.area, name.span) for name in found.names]
    names = [one for one in video.strips if one.kind == "name" and (one.area, one.span) in areas]
    right = sum(any(min(one.span.end_s, end) > max(one.span.start_s, start) for one in names) for start, end in truth.strips)
    return right, len(names), len(truth.strips)


def _is_heard_right(truth: Truth, video: VideoFindings) -> bool:
    """Music for most of the film where there is music, for little of it where there is a jingle or nothing; never speech."""
    heard = video.sound
    if heard is None or heard.speech_share:
        return False
    return (heard.music_share > 0.8) if truth.has_music else (heard.music_share < 0.4)


def _logo(truth: Truth, found: SeriesFindings) -> float | None:
    """Intersection over union; None where there is no logo and none was found, 0 where only one of both is."""
    if truth.logo is None and found.mark is None:
        return None
    if truth.logo is None or found.mark is None:
        return 0.0
    return round(found.mark.area.overlap(Area(*truth.logo)), 3)


def _colors(brand: Brand, truths: Sequence[Truth], found: SeriesFindings) -> Row:
    """Its own colours that were found, and those found that its films are painted with, at SAME_COLOR."""
    own, painted = brand.colors, {tone for truth in truths for tone in truth.painted}
    seen = [swatch.hex for swatch in found.palette]
    return {
        "own_colors": [sum(_nearest(tone, seen) <= SAME_COLOR for tone in own), len(own)],
        "painted_colors": [sum(_nearest(tone, painted) <= SAME_COLOR for tone in seen), len(seen)],
        "own_farthest": round(max(_nearest(tone, seen) for tone in own), 3),
        "palette": seen,
    }


def _nearest(tone: str, others: Sequence[str] | set[str]) -> float:
    return min((distance(tone, other) for other in others), default=1.0)


def _summary(rows: Sequence[Row]) -> Row:
    cuts, dissolves = (np.sum([row[name] for row in rows], axis=0) for name in ("cuts", "dissolves"))
    own, painted, ends = (
        np.sum([row[name] for row in rows], axis=0).tolist() for name in ("own_colors", "painted_colors", "ends")
    )
    logos = [row["logo_iou"] for row in rows if row["logo_iou"] is not None]
    off = [abs(found - true) / true for found, true in (row["pace_s"] for row in rows)]
    return {
        "cut_f1": _f1(cuts),
        "dissolve_f1": _f1(dissolves),
        "ends_within_half_a_second": f"{ends[0]}/{ends[1]}",
        "ends_worst_s": max((row["ends_worst_s"] for row in rows if row["ends_worst_s"] is not None), default=None),
        "false_ends": sum(row["false_ends"] for row in rows),
        "controls": sum(row["is_control"] for row in rows),
        "logo_iou_least_mean": [min(logos), round(float(np.mean(logos)), 3)] if logos else None,
        "own_colors_found": f"{own[0]}/{own[1]}",
        "found_colors_painted": f"{painted[0]}/{painted[1]}",
        "pace_off_worst": round(max(off), 3),
        "name_strip_f1": _f1(np.sum([row["name_strips"] for row in rows], axis=0)),
        "captions_told": f"{sum(row['captions'][0] == row['captions'][1] for row in rows)}/{len(rows)}",
        "sound_told": f"{sum(row['sound'] for row in rows)}/{sum(row['films'] for row in rows)}",
    }


def _f1(counts: Any) -> float:
    right, found, true = counts.tolist()
    return round(2 * right / max(1, found + true), 4)
