"""Videos taken apart: each by itself in one pass, then beside each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path

import numpy as np

from tools.errors import AssetRefused
from tools.takeapart import palette
from tools.takeapart.decode import Probed, Rgb8, crop, probe
from tools.takeapart.findings import Area, Case, SeriesFindings, Shot, Span, Strip, Swatch, VideoFindings
from tools.takeapart.hearing import hear
from tools.takeapart.letters import case_of
from tools.takeapart.marks import Outlines, mark, outlines
from tools.takeapart.palette import Counted
from tools.takeapart.reel import Reel, wind
from tools.takeapart.shared import Edge, edge, is_same_film, shared
from tools.takeapart.shots import shots
from tools.takeapart.strips import in_line, strips, typical

ODD_SHARE = 0.35
SPOKEN = 0.2
"""Share of the running time with speech, from which on it is worth writing down."""
WriteDown = Callable[
    [Path, Sequence[tuple[float, float]], Callable[[], bool], Callable[[float], None]], Sequence[tuple[float, float, str]]
]
CASE_SAMPLES = 4


@dataclass(frozen=True)
class Source:
    """A video on its way in: a file, what it is called, and the sha256 of its bytes. Names of one series differ."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True)
class Progress:
    """How far the work is: which video of how many (from 1), what is done with it, and the share of all that is done, 0..1."""

    video: int
    of: int
    name: str
    step: str
    share: float


@dataclass(frozen=True)
class TakenApart:
    """Findings of one video, and what comparing it with others needs."""

    findings: VideoFindings
    opening: Edge
    closing: Edge
    colors: Counted
    outlines: Outlines


def take_apart(
    sources: Sequence[Source],
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    write_down: WriteDown | None = None,
) -> SeriesFindings:
    """All videos, one after the other, then what they have in common. The same bytes twice count once.

    `write_down` gives what is said in parts of a file (see tools.transcribing), None leaves words out. A video that cannot
    be read stops no other, and one that looks unlike all others is left out of what they have in common.
    Raises TakingApartCancelled.
    """
    taken: list[TakenApart] = []
    repeated: list[tuple[str, str]] = []
    refused: list[str] = []
    first_named: dict[str, str] = {}
    for at, source in enumerate(sources):
        if source.sha256 in first_named:
            repeated.append((source.name, first_named[source.sha256]))
            continue
        first_named[source.sha256] = source.name

        def tell(step: str, share: float, number: int = at, name: str = source.name) -> None:
            on_progress(Progress(number + 1, len(sources), name, step, (number + share) / len(sources)))

        try:
            taken.append(take_one(source, tell, cancelled, write_down))
        except AssetRefused as error:
            refused.append(str(error))
    for one, other in combinations(taken, 2):
        if is_same_film(one.opening, other.opening) and is_same_film(one.closing, other.closing):
            repeated.append((other.findings.name, one.findings.name))
    left_out = {name for name, _ in repeated}
    series = [one for one in taken if one.findings.name not in left_out]
    found = compare(series)
    if odd := _odd(series, found):
        found = compare([one for one in series if one.findings.name not in odd])
    paths = {source.name: source.path for source in sources}
    return replace(_cased(found, paths), repeated=tuple(repeated), refused=tuple(refused), odd=odd)


def _cased(found: SeriesFindings, paths: Mapping[str, Path]) -> SeriesFindings:
    """Whether captions and names are in capitals, looked up in a few frames at full size."""

    def look(wanted: Sequence[Strip]) -> Case | None:
        of = [(video.name, strip) for video in found.videos for strip in video.strips if strip in wanted][:CASE_SAMPLES]
        return case_of(crop(probe(paths[name], name), _middle(strip.span), _roomy(strip.area)) for name, strip in of)

    captions = [strip for video in found.videos for strip in video.strips if strip.kind == "caption"]
    caption = replace(found.caption, case=look(captions)) if found.caption else None
    case = look(found.names) if found.names else None
    return replace(found, caption=caption, names=tuple(replace(strip, case=case) for strip in found.names))


def _middle(span: Span) -> float:
    return (span.start_s + span.end_s) / 2


def _roomy(area: Area) -> Area:
    """A little more on all sides: what was seen to change may stop short of the letters."""
    x, y, pad = max(0.0, area.x - 0.03), max(0.0, area.y - 0.3 * area.height), 0.6 * area.height
    return Area(x, y, min(1 - x, area.width + 0.06), min(1 - y, area.height + pad))


def _odd(taken: Sequence[TakenApart], found: SeriesFindings) -> tuple[str, ...]:
    """Videos in other colours and without the opening, the closing and the logo that others share; of two nobody knows which."""
    shared_by = [part.spans.keys() for part in (found.opening, found.closing) if part] + [found.mark_in.keys()]
    odd = []
    for one in taken:
        name, others = one.findings.name, [other for other in taken if other is not one]
        if len(others) < 2 or any(name in names for names in shared_by) or not any(len(names) > 1 for names in shared_by):
            continue
        if palette.share_like(one.colors, [other.colors for other in others]) < ODD_SHARE:
            odd.append(name)
    return tuple(odd)


def take_one(
    source: Source,
    tell: Callable[[str, float], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
    write_down: WriteDown | None = None,
) -> TakenApart:
    """One video. `tell` is given a step and the share of the work on it that is done."""
    video = probe(source.path, source.name)
    with ThreadPoolExecutor(1, "hearing") as beside:
        hearing = beside.submit(hear, video, cancelled)
        reel = wind(video, lambda share: tell("watching", 0.75 * share), cancelled)
    try:
        heard = hearing.result()
        cut = shots(reel)
        colors = palette.count(_in_shots(reel, cut))
        drawn = outlines(reel, cut)
        words = strips(reel, cut)
    finally:
        reel.close()
    said = None
    if write_down:
        spans = [(part.start_s, part.end_s) for part in reel.parts] if heard.speech_share >= SPOKEN else []
        whole_s = max(1.0, sum(end_s - start_s for start_s, end_s in spans))
        said = tuple(write_down(source.path, spans, cancelled, lambda s: tell("listening", 0.75 + 0.25 * min(1.0, s / whole_s))))
    findings = VideoFindings(
        name=source.name,
        sha256=source.sha256,
        length_s=round(video.length_s, 3),
        aspect=aspect(video),
        looked_at=reel.parts,
        shots=cut,
        palette=palette.swatches([colors]),
        strips=words,
        sound=heard,
        said=said,
    )
    tell("watched", 1.0)
    return TakenApart(findings, edge(reel, cut, "opening"), edge(reel, cut, "closing"), colors, drawn)


def compare(taken: Sequence[TakenApart]) -> SeriesFindings:
    """What videos have in common; of one alone, what it shows."""
    videos = tuple(one.findings for one in taken)
    lengths = sorted(shot.span.length_s for video in videos for shot in video.shots)
    opening = shared({one.findings.name: one.opening for one in taken}, "opening")
    closing = shared({one.findings.name: one.closing for one in taken}, "closing")
    ends = {
        video.name: [part.spans[video.name] for part in (opening, closing) if part and video.name in part.spans]
        for video in videos
    }
    logo = mark({one.findings.name: one.outlines for one in taken}, ends) if taken else None
    return SeriesFindings(
        videos=videos,
        palette=_colors(taken),
        opening=opening,
        closing=closing,
        mark=logo[0] if logo else None,
        mark_in=logo[1] if logo else {},
        pace_s=float(np.median(lengths)) if lengths else None,
        caption=typical([strip for video in videos for strip in video.strips if strip.kind == "caption"]),
        names=in_line([strip for video in videos for strip in video.strips if strip.kind == "name"]),
    )


def _colors(taken: Sequence[TakenApart]) -> tuple[Swatch, ...]:
    return palette.swatches([one.colors for one in taken]) if taken else ()


def aspect(video: Probed) -> str:
    """The nearest of the usual shapes within 2 %, else the ratio itself in small numbers."""
    ratio = video.width / video.height
    usual = ("16:9", "9:16", "1:1", "4:5", "5:4", "4:3", "3:4", "21:9", "2:1", "3:2", "2:3")
    nearest = min(usual, key=lambda text: abs(np.log(ratio * int(text.split(":")[1]) / int(text.split(":")[0]))))
    wide, high = (int(part) for part in nearest.split(":"))
    if abs(np.log(ratio * high / wide)) < 0.02:
        return nearest
    return f"{max(1, round(ratio * 20))}:20" if ratio < 4 else f"{round(ratio * 4)}:4"


def _in_shots(reel: Reel, cut: Sequence[Shot]) -> Iterator[tuple[float, int, Rgb8]]:
    """Every still with its second and the number of its shot."""
    starts = np.array([shot.span.start_s for shot in cut])
    for frame, still in reel.stills():
        time_s = float(reel.times[frame])
        yield time_s, int(np.searchsorted(starts, time_s + 1e-6)) - 1, still
