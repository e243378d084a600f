"""The renderer's only input: pixels and samples, with no brand, person or consent in it.

Times are seconds from the start of the scene unless a name says otherwise. Lengths in layout units are pixels of
the full-size film (1920 x 1080 and its siblings); a draft is the same composition at a smaller `scale`.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

FPS = 30
SAMPLE_RATE_HZ = 48_000
SAMPLES_PER_FRAME = SAMPLE_RATE_HZ // FPS

Quality = Literal["final", "draft"]
Viseme = Literal["rest", "AA", "EE", "OO", "OH", "MBP", "FV", "L", "SS", "TH", "R", "K"]


class Frozen(BaseModel):
    """Immutable and closed, like every spec."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def digest(self) -> str:
        """sha256 (hex) of the canonical JSON. Paths are excluded, the bytes' own hashes are not."""
        return hashlib.sha256(self.model_dump_json(exclude_none=True).encode()).hexdigest()


class Asset(Frozen):
    """Bytes on disk. The digest of a spec follows `sha256`, never `path`.

    `in_s` and `out_s` bound what of a clip is shown; `focus` is what it is about, in shares of its width and height.
    """

    sha256: str
    path: Path = Field(exclude=True)
    kind: Literal["image", "video"]
    in_s: float = 0.0
    out_s: float | None = None
    focus: tuple[float, float] = (0.5, 0.42)


class Look(Frozen):
    """Name of a look and the brand's colours ('#RRGGBB'); roles, type and motion are derived by `look/theme.py`.

    `headline` and `body` are families of our fonts in place of the look's own.
    """

    name: str = "clean"
    color: str = "#3B5BDB"
    accent: str | None = None
    dark: bool = False
    headline: str | None = None
    body: str | None = None


class Label(Frozen):
    """A few quiet words that stay in a corner of every scene: `at` is the edge that captions leave free."""

    text: str
    at: Literal["top", "bottom"] = "top"


class Canvas(Frozen):
    """What every scene of a film shares. `width` x `height` are full size: 1920x1080, 1080x1920, 1080x1080, 1080x1350.

    `mark` is the number that `renderer/marking.py` hides in every frame; None hides nothing.
    """

    width: int
    height: int
    language: str = "en"
    look: Look = Look()
    label: Label | None = None
    mark: int | None = Field(None, ge=0, lt=1 << 48)


class Text(Frozen):
    """What is shown. `cues` holds one entry time for each of `lines()`, in the same order.

    `beats` are entry times of the headline's words, where a layout sets each by itself; `icons` names a drawing for each
    point ('' for none), see `look/icons.py`.
    """

    headline: str = ""
    body: str = ""
    figure: str = ""
    points: tuple[str, ...] = ()
    cues: tuple[float, ...] = ()
    beats: tuple[float, ...] = ()
    icons: tuple[str, ...] = ()

    def lines(self) -> list[str]:
        """Every piece that is not empty, in reading order: figure, headline, points, body."""
        return [text for text in (self.figure, self.headline, *self.points, self.body) if text]

    def cue(self, line: str) -> float:
        """When `line` enters, in seconds; 0.25 s where no cue was given."""
        lines = self.lines()
        index = lines.index(line) if line in lines else len(self.cues)
        return self.cues[index] if index < len(self.cues) else 0.25


class Word(Frozen):
    """One spoken word as it is written."""

    text: str
    start_s: float
    end_s: float


class Mouth(Frozen):
    """A mouth key: at `at_s` the lips have reached `viseme`; `weight` 0..1 is how fully."""

    at_s: float
    viseme: Viseme
    weight: float = 1.0


class Gesture(Frozen):
    """A hand gesture that has arrived at `at_s` and is held for `hold_s`."""

    at_s: float
    name: str
    hold_s: float = 1.2


class Presenter(Frozen):
    """A member of the stock cast performing: lips, stress and gestures on the scene's clock.

    `stresses` are times of stressed words, `phrases` the ends of phrases (blinks and breaths go there), `nods` times at
    which the head agrees, `questions` (start, end) of what is asked. `facing` is the viewer's side the body is turned to,
    `rest` where the hands are between gestures, `wears` a colour ('#RRGGBB') for the clothes in place of the person's own.
    `partner` is somebody who stands beside them in the picture and, with `listens`, looks at whoever is speaking.
    """

    name: str
    framing: Literal["close", "half", "full"] = "half"
    facing: Literal["left", "right"] | None = None
    rest: Literal["hanging", "clasped"] = "hanging"
    wears: str | None = None
    mouth: tuple[Mouth, ...] = ()
    stresses: tuple[float, ...] = ()
    phrases: tuple[float, ...] = ()
    nods: tuple[float, ...] = ()
    questions: tuple[tuple[float, float], ...] = ()
    gestures: tuple[Gesture, ...] = ()
    seed: int = 0
    listens: bool = False
    partner: Presenter | None = None


class Background(Frozen):
    """Animated ground by name; `color` None takes the look's own."""

    kind: str = "mesh"
    color: str | None = None
    seed: int = 0


class Captions(Frozen):
    """Burnt-in words. Lines are at most two rows; each word lights up as it is spoken."""

    style: Literal["word", "karaoke", "boxed", "minimal", "bold"]
    position: Literal["bottom", "top"] = "bottom"
    lines: tuple[tuple[Word, ...], ...] = ()


class LowerThird(Frozen):
    """Name strip, shown from `at_s` for `hold_s`."""

    name: str
    role: str = ""
    at_s: float = 0.6
    hold_s: float = 3.2


class Logo(Frozen):
    """The brand's mark in its corner, or large on a closing card. `clear` is the room around it, as a share of its height."""

    asset: Asset
    scale: float = 1.0
    clear: float = 0.0


class Scene(Frozen):
    """One scene: `frames` frames at 30 a second. A frame is a function of (this, canvas, scale, frame number)."""

    id: str
    frames: int = Field(gt=0)
    layout: str
    text: Text = Text()
    presenter: Presenter | None = None
    media: Asset | None = None
    background: Background = Background()
    captions: Captions | None = None
    lower_third: LowerThird | None = None
    logo: Logo | None = None


class Transition(Frozen):
    """Between scene i and i + 1: `frames` (even) frames centred on the boundary; 0 frames is a cut."""

    kind: Literal["cut", "crossfade", "wipe", "push", "zoom", "slide", "iris", "blur", "whip", "page", "blinds", "tiles"] = "cut"
    frames: int = Field(0, ge=0)


Manner = Literal["plain", "calm", "lively", "warm"]
"""How a voice speaks: its melody, its pauses and its own rate."""


class Utterance(Frozen):
    """A line to be spoken. `lexicon` maps a written word to IPA; `speed` 1.0 is the rate of voice and manner."""

    text: str
    voice: str
    speed: float = Field(1.0, ge=0.5, le=2.0)
    language: str = "en"
    lexicon: tuple[tuple[str, str], ...] = ()
    manner: Manner = "plain"


class Line(Frozen):
    """An utterance and where it starts on the film's clock, in samples at 48 kHz."""

    utterance: Utterance
    start: int = Field(ge=0)


class Music(Frozen):
    """A bed composed by code for exactly the film's length; gain is relative to the standard bed under a voice."""

    mood: str
    gain_db: float = 0.0
    seed: int = 0
    cuts_s: tuple[float, ...] = Field((), description="when scenes change: beats fall there where they can")


class Effect(Frozen):
    """A quiet sound for something that is seen at `at_s` on the film's clock: the middle of a whoosh, the start of a tick."""

    kind: Literal["whoosh", "tick"]
    at_s: float = Field(ge=0)


class Sound(Frozen):
    """Voice lines, music and effects; mixed to -14 LUFS with a true peak of at most -1 dBTP."""

    lines: tuple[Line, ...] = ()
    music: Music | None = None
    effects: tuple[Effect, ...] = ()


class RenderSpec(Frozen):
    """A film. `transitions[i]` leads from scene i to scene i + 1, so there is one fewer than scenes.

    `tags` are names and values for the file, as in `encode.join`.
    """

    canvas: Canvas
    scenes: tuple[Scene, ...] = Field(min_length=1)
    transitions: tuple[Transition, ...] = ()
    sound: Sound = Sound()
    tags: tuple[tuple[str, str], ...] = ()

    @property
    def frames(self) -> int:
        """Frames of the whole film: transitions replace frames, they add none."""
        return sum(scene.frames for scene in self.scenes)
