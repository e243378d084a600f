"""What a turn tells its door. A door shows these; it never looks behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from memory.domain.findings import Finding
from memory.domain.project import Version
from memory.domain.storyboard import Storyboard


@dataclass(frozen=True)
class Said:
    """Words of the agency. `delta` True: a piece of a reply that is still being streamed; False: a whole message."""

    text: str
    delta: bool = False


@dataclass(frozen=True)
class Asked:
    """The one question before the first preview."""

    question: str


@dataclass(frozen=True)
class Progress:
    """Long work: what is being done in plain words, how much of it (0..1), seconds to go (None: not known yet)."""

    label: str
    done: float
    seconds_left: float | None = None


@dataclass(frozen=True)
class PreviewStarted:
    """A preview can be played while it grows: `live` is a fragmented MP4 that is appended to until PreviewReady."""

    project_id: str
    version: int
    live: Path


@dataclass(frozen=True)
class FramesChanged:
    """Scenes as they will look, at once: `stills` are (number from 1, picture) of those that changed, of `scenes` in all."""

    project_id: str
    version: int
    stills: tuple[tuple[int, Path], ...]
    scenes: int


@dataclass(frozen=True)
class SceneReady:
    """A changed scene that can be played with its voice, before the whole preview is there."""

    project_id: str
    version: int
    scene: int
    clip: Path


@dataclass(frozen=True)
class PreviewReady:
    """The whole preview of one version, with what was understood and what changed since the version before.

    `versions` are all versions of the film, those that were undone too; whether undo and redo would lead anywhere.
    """

    project_id: str
    version: int
    storyboard: Storyboard
    video: Path
    duration_s: float
    stills: tuple[Path, ...]
    said: tuple[str, ...] = ()
    assumed: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    rendered_scenes: tuple[str, ...] = ()
    reused_scenes: tuple[str, ...] = ()
    starts_s: tuple[float, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)
    versions: tuple[Version, ...] = ()
    can_undo: bool = False
    can_redo: bool = False


@dataclass(frozen=True)
class Named:
    """A version has a name now; `before` is the version that lost it, 0 where none did."""

    project_id: str
    version: int
    name: str
    before: int = 0


@dataclass(frozen=True)
class Compared:
    """Two versions in one clip, the older one on the left, and what differs in words."""

    project_id: str
    versions: tuple[int, int]
    labels: tuple[str, str]
    video: Path
    duration_s: float
    differences: tuple[str, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Refused:
    """Nothing is rendered: the rules that were broken, and what to do; `can_appeal` where a person would look at it again."""

    findings: tuple[Finding, ...]
    can_appeal: bool = False


@dataclass(frozen=True)
class Waiting:
    """People decide first: the words and rules it is about, how many have to agree, and seconds that half of all decisions
    took (None: there was none yet). Nothing more comes in this turn; the conversation goes on by itself afterwards.
    """

    findings: tuple[Finding, ...]
    people: int = 1
    median_s: float | None = None


@dataclass(frozen=True)
class Delivered:
    """The finished film, rendered in full size from the approved version."""

    project_id: str
    version: int
    video: Path
    duration_s: float
    timings: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Cancelled:
    """Work was stopped on request; the version before still stands."""

    what: str


@dataclass(frozen=True)
class Failed:
    """One sentence for the person: what, which, what next. The stack trace is in the log.

    `is_outage`: the database went away; the same turn, said again, goes on where it was once that is back.
    """

    sentence: str
    is_outage: bool = False


@dataclass(frozen=True)
class Used:
    """What a turn has cost of the language model: `prompt_tokens` were read, `cached_tokens` of them from memory."""

    calls: int
    prompt_tokens: int
    cached_tokens: int
    answer_tokens: int
    seconds: float

    def and_(self, other: Used) -> Used:
        """Both together."""
        return Used(
            self.calls + other.calls,
            self.prompt_tokens + other.prompt_tokens,
            self.cached_tokens + other.cached_tokens,
            self.answer_tokens + other.answer_tokens,
            round(self.seconds + other.seconds, 2),
        )


Event = (
    Said
    | Asked
    | Progress
    | FramesChanged
    | SceneReady
    | PreviewStarted
    | PreviewReady
    | Named
    | Compared
    | Refused
    | Waiting
    | Delivered
    | Cancelled
    | Failed
    | Used
)
