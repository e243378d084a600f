"""What is found in videos: plain values, each with the seconds at which it was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Case = Literal["upper", "title", "sentence"]
Joint = Literal["start", "cut", "dissolve"]


@dataclass(frozen=True)
class Area:
    """A rectangle in shares of the picture's width and height; 0, 0 is the upper left corner."""

    x: float
    y: float
    width: float
    height: float

    def overlap(self, other: Area) -> float:
        """Intersection over union, 0..1."""
        wide = min(self.x + self.width, other.x + other.width) - max(self.x, other.x)
        high = min(self.y + self.height, other.y + other.height) - max(self.y, other.y)
        common = max(0.0, wide) * max(0.0, high)
        return common / (self.width * self.height + other.width * other.height - common or 1.0)


@dataclass(frozen=True)
class Span:
    """From `start_s` to `end_s` of one video."""

    start_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        """Seconds."""
        return self.end_s - self.start_s


@dataclass(frozen=True)
class Shot:
    """One take, and how it begins: a dissolve counts from its middle. The first shot of a part that was looked at has 'start'."""

    span: Span
    joint: Joint


@dataclass(frozen=True)
class Swatch:
    """A colour of graphics: '#RRGGBB', its share of screen time times area, and where it is seen largest."""

    hex: str
    share: float
    seen: Span


@dataclass(frozen=True)
class Mark:
    """What stands unmoved in its place over shots that change: a logo. `spans` is when."""

    area: Area
    corner: Literal["upper left", "upper right", "lower left", "lower right", "middle"]
    spans: tuple[Span, ...]


@dataclass(frozen=True)
class Strip:
    """Words laid over the picture: a name strip or a caption. `color` is what they stand on, None where that is the picture."""

    kind: Literal["name", "caption"]
    area: Area
    span: Span
    color: str | None = None
    case: Case | None = None


@dataclass(frozen=True)
class SoundFindings:
    """Integrated loudness in LUFS (None where nothing is heard); shares are of the running time and may overlap."""

    lufs: float | None
    music_share: float
    speech_share: float


@dataclass(frozen=True)
class VideoFindings:
    """One video taken apart. `looked_at` are the parts of it that were decoded: all of it, or samples of a long one.

    `said` are (start, end, words) of those parts; None where speech is not written down here.
    """

    name: str
    sha256: str
    length_s: float
    aspect: str
    looked_at: tuple[Span, ...]
    shots: tuple[Shot, ...]
    palette: tuple[Swatch, ...] = ()
    strips: tuple[Strip, ...] = ()
    sound: SoundFindings | None = None
    said: tuple[tuple[float, float, str], ...] | None = None

    @property
    def pace_s(self) -> float | None:
        """Median length of its shots in seconds, without those that a sample cuts off; None where too few were seen."""
        whole = sorted(shot.span.length_s for shot in self.shots)
        return (
            whole[len(whole) // 2]
            if len(whole) % 2
            else (whole[len(whole) // 2 - 1] + whole[len(whole) // 2]) / 2
            if whole
            else None
        )


@dataclass(frozen=True)
class Shared:
    """A stretch that several videos have in common; `spans` by the name of the video."""

    kind: Literal["opening", "closing"]
    spans: dict[str, Span]

    @property
    def length_s(self) -> float:
        """Median length in seconds."""
        lengths = sorted(span.length_s for span in self.spans.values())
        return lengths[len(lengths) // 2]


@dataclass(frozen=True)
class SeriesFindings:
    """Several videos beside each other. `repeated` were left out, each with its double.

    `odd` look unlike the rest and are left out of what is in common; `refused` has a sentence for each that cannot be read.
    """

    videos: tuple[VideoFindings, ...]
    palette: tuple[Swatch, ...] = ()
    opening: Shared | None = None
    closing: Shared | None = None
    mark: Mark | None = None
    mark_in: dict[str, tuple[Span, ...]] = field(default_factory=dict)
    pace_s: float | None = None
    caption: Strip | None = None
    names: tuple[Strip, ...] = ()
    repeated: tuple[tuple[str, str], ...] = ()
    odd: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
