"""What videos teach of a brand: findings become items, each with the videos and the seconds that show it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from memory.domain.brand import Box as Place
from memory.domain.brand import (
    BrandItem,
    Bumper,
    CaptionLook,
    Color,
    ColorRole,
    Evidence,
    Logo,
    Loudness,
    NameStrip,
    Pace,
    Phrase,
    Rule,
    Shape,
    Value,
)
from tools.brand.learn import VideoLesson
from tools.brand.material import Material
from tools.brand.spoken import Manner, manner
from tools.opening import open_apart
from tools.takeapart.findings import Area, SeriesFindings, Shared, Span, Swatch
from tools.takeapart.palette import RADIUS, distance, lightness_and_chroma
from tools.takeapart.strips import typical
from tools.takeapart.videos import SPOKEN, Progress, Source, take_apart
from tools.transcribing import Said, Transcriber

MOST_COLORS, LEAST_SHARE = 6, 0.015
NEUTRAL_CHROMA = 0.035
TINT_LIGHT, TINT_CHROMA = 0.8, 0.1


def learn_videos(
    brand: str,
    videos: Sequence[Material],
    keep: Callable[[Path], str],
    on_progress: Callable[[str, float], None] = lambda *_: None,
    cancelled: Callable[[], bool] = lambda: False,
    transcribe: Transcriber | None = None,
) -> VideoLesson:
    """Takes all of them apart and says what they show; `keep` puts a clip into the file store and gives its sha256.

    `transcribe` writes down what is said, where its model is installed. A video that cannot be read stops no other.
    Raises TakingApartCancelled.
    Raises TakingApartCancelled.
    """
    names = _told_apart(videos)
    sources = [Source(one.path, name, one.sha256) for name, one in names.items()]
    found = take_apart(sources, lambda progress: on_progress(_words(progress), progress.share), cancelled, transcribe)
    seen = {video.name for video in found.videos}
    if not seen:
        return VideoLesson(notes=_notes(found), refused=found.refused)
    maker = _Items(brand, names, seen)
    items = [*maker.colors(found), *maker.logo(found), *maker.strips(found), *maker.films(found), *maker.words(found)]
    for shared in (found.opening, found.closing):
        if shared:
            on_progress(f"Keeping the {shared.kind}", 1.0)
            items.append(maker.bumper(shared, keep))
    watched = frozenset(names[name].sha256 for name in seen)
    return VideoLesson(tuple(items), _notes(found), found.refused, watched)


def _told_apart(videos: Sequence[Material]) -> dict[str, Material]:
    """Each under a name of its own: two files may be called the same."""
    names: dict[str, Material] = {}
    for one in videos:
        number, name = 2, one.name
        while name in names:
            name, number = f"{one.name} ({number})", number + 1
        names[name] = one
    return names


def _words(progress: Progress) -> str:
    doing = "Listening to" if progress.step == "listening" else "Watching"
    return f"{doing} {progress.name}" if progress.of == 1 else f"{doing} {progress.name}, {progress.video} of {progress.of}"


def _notes(found: SeriesFindings) -> tuple[str, ...]:
    doubles = [f"{name!r} is the same film as {other!r}, so it counts once." for name, other in found.repeated]
    odd = [f"{name!r} looks unlike the other videos; is it of another brand?" for name in found.odd]
    sampled = [f"{video.name!r} is long, so I looked at parts of it." for video in found.videos if len(video.looked_at) > 1]
    spoken = [video.name for video in found.videos if video.said is None and video.sound and video.sound.speech_share >= SPOKEN]
    unread = (
        [
            f"What is said in {', '.join(map(repr, spoken))} was not written down: no model for speech is installed"
            " (`agency models install` gets it); the scripts do as well."
        ]
        if spoken
        else []
    )
    return (*doubles, *odd, *sampled, *unread)


class _Items:
    """Items of one brand, with evidence from its videos."""

    def __init__(self, brand: str, names: Mapping[str, Material], seen: set[str]) -> None:
        self._brand, self._names, self._seen = brand, names, seen

    def colors(self, found: SeriesFindings) -> Iterator[BrandItem]:
        """The largest colours. The most vivid of the large ones is the main one; the largest pale or dark one is the ground."""
        large = [one for one in found.palette[:MOST_COLORS] if one.share >= LEAST_SHARE]
        roles = roles_of(large)
        for swatch in large:
            spans: dict[str, Span | None] = {}
            for video in found.videos:
                alike = [one for one in video.palette if distance(one.hex, swatch.hex) < RADIUS]
                if alike:
                    spans[video.name] = alike[0].seen
            value = Color(hex=swatch.hex, role=roles[swatch.hex], share=round(swatch.share, 2))
            yield self._item(value, spans or dict.fromkeys(sorted(self._seen)), 0.7 if len(self._seen) > 1 else 0.5)

    def logo(self, found: SeriesFindings) -> Iterator[BrandItem]:
        if found.mark:
            spans: dict[str, Span | None] = {
                name: Span(parts[0].start_s, parts[-1].end_s) for name, parts in found.mark_in.items()
            }
            yield self._item(Logo(box=_place(found.mark.area)), spans, 0.85 if len(spans) > 1 else 0.6)

    def strips(self, found: SeriesFindings) -> Iterator[BrandItem]:
        """Captions where at least two videos have them, or the only one does; name strips as they stand most often."""
        captions: dict[str, Span | None] = {
            video.name: strip.span for video in found.videos for strip in video.strips if strip.kind == "caption"
        }
        if found.caption and len(captions) >= min(2, len(found.videos)):
            look = CaptionLook(
                box=_place(found.caption.area),
                boxed=found.caption.color is not None,
                color=found.caption.color,
                case=found.caption.case,
            )
            yield self._item(look, captions, 0.7)
        strip = typical(found.names)
        if strip:
            spans: dict[str, Span | None] = {
                video.name: one.span
                for video in found.videos
                for one in video.strips
                if one.span in {name.span for name in found.names} and one.kind == "name"
            }
            yield self._item(NameStrip(box=_place(strip.area), color=strip.color, case=strip.case), spans, 0.65)

    def films(self, found: SeriesFindings) -> Iterator[BrandItem]:
        """Pace, shape and sound."""
        if found.pace_s:
            spoken = _manner(found)
            pace = Pace(
                shot_s=round(found.pace_s, 1),
                words_per_minute=spoken.words_per_minute,
                words_per_sentence=spoken.words_per_sentence,
            )
            yield self._item(pace, dict.fromkeys(sorted(self._seen)), 0.8)

        heard = {video.name: video.sound for video in found.videos if video.sound and video.sound.lufs is not None}
        if heard:
            lufs, music, speech = (
                median(values)
                for values in zip(*((one.lufs or 0.0, one.music_share, one.speech_share) for one in heard.values()), strict=True)
            )
            value = Loudness(lufs=round(lufs, 1), music_share=round(music, 2), speech_share=round(speech, 2))
            yield self._item(value, dict.fromkeys(heard), 0.8)
        shapes = [video.aspect for video in found.videos]
        for shape in sorted(set(shapes)):
            names = [video.name for video in found.videos if video.aspect == shape]
            yield self._item(Shape(text=shape), dict.fromkeys(names), round(len(names) / len(shapes), 2))

    def words(self, found: SeriesFindings) -> Iterator[BrandItem]:
        """How they speak, what they ask viewers to do, and the phrases that come back; what was heard may be misheard."""
        spoken = _manner(found)
        heard = [video.name for video in found.videos if video.said]
        if spoken.tone:
            yield self._item(Rule(text=spoken.tone, topic="tone"), dict.fromkeys(heard), 0.6)
        for turn in spoken.turns:
            spans: dict[str, Span | None] = {line.video: Span(line.start_s, line.end_s) for line in turn.lines}
            quotes = {line.video: line.text for line in turn.lines}
            value = Phrase(text=turn.text[:200], role=turn.role, count=len(spans))
            yield self._item(value, spans, 0.75 if len(spans) > 1 else 0.5, quotes)

    def bumper(self, shared: Shared, keep: Callable[[Path], str]) -> BrandItem:
        """The stretch cut out of the first video that has it, as a clip in the file store."""
        name, span = next(iter(shared.spans.items()))
        with tempfile.TemporaryDirectory(prefix="agency-bumper-") as folder:
            clip = Path(folder) / f"{shared.kind}.mp4"
            open_apart("clip", self._names[name].path, name, clip, (span.start_s, span.end_s))
            kept = keep(clip)
        value = Bumper(kind=shared.kind, sha256=kept, length_s=round(span.length_s, 1))
        return self._item(value, dict(shared.spans), min(0.95, 0.6 + 0.35 * len(shared.spans) / len(self._seen)))

    def _item(
        self, value: Value, spans: Mapping[str, Span | None], confidence: float, quotes: Mapping[str, str] | None = None
    ) -> BrandItem:
        return BrandItem(
            brand=self._brand,
            value=value,
            evidence=tuple(self._evidence(name, span, (quotes or {}).get(name, "")) for name, span in spans.items()),
            confidence=round(confidence, 2),
        )

    def _evidence(self, name: str, span: Span | None, quote: str) -> Evidence:
        source = self._names[name]
        start_s, end_s = (round(span.start_s, 1), round(span.end_s, 1)) if span else (None, None)
        return Evidence(
            sha256=source.sha256, name=source.name, dated=source.dated, start_s=start_s, end_s=end_s, quote=quote[:400]
        )


def _manner(found: SeriesFindings) -> Manner:
    return manner({video.name: [Said(*piece) for piece in video.said] for video in found.videos if video.said})


def roles_of(palette: Sequence[Swatch]) -> dict[str, ColorRole]:
    """What each colour is for: vivid ones by their share, tints of the ground last; of the others the largest is the ground."""

    def is_tint(swatch: Swatch) -> bool:
        lightness, chroma = lightness_and_chroma(swatch.hex)
        return lightness > TINT_LIGHT and chroma < TINT_CHROMA

    vivid = sorted((one for one in palette if lightness_and_chroma(one.hex)[1] >= NEUTRAL_CHROMA), key=is_tint)
    quiet = [one for one in palette if one not in vivid]
    roles: dict[str, ColorRole] = {one.hex: "other" for one in palette}
    for one, role in zip(vivid, ("primary", "secondary", "accent"), strict=False):
        roles[one.hex] = role  # type: ignore[assignment]
    if quiet:
        roles[quiet[0].hex] = "background"
    return roles


def _place(area: Area) -> Place:
    return Place(x=round(area.x, 2), y=round(area.y, 2), width=round(area.width, 2), height=round(area.height, 2))
