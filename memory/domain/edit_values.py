"""What each edit carries: small frozen values that JSON can hold."""

from __future__ import annotations

from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, StrictInt, model_validator

from memory.domain.frozen import Frozen
from memory.domain.storyboard import (
    AspectRatio,
    BackgroundName,
    CaptionStyle,
    Framing,
    LayoutName,
    LookName,
    MusicMood,
    OnScreen,
    TransitionName,
)

Reference = StrictInt | str
SceneRef = Reference | tuple[Reference, ...] | None
TextField = Literal["any", "narration", "headline", "body", "figure", "points", "notes", "title"]
Part = Literal[
    "music",
    "voice",
    "presenter",
    "background",
    "colors",
    "captions",
    "transitions",
    "logo",
    "title",
    "shape",
    "length",
    "language",
    "words",
    "on_screen",
    "pictures",
    "order",
]
Color = Annotated[str, Field(pattern=r"^#[0-9A-Fa-f]{6}$")]


class Value(Frozen):
    """Base of what an edit carries. JSON uses the field names, or their alias where Python reserves the word."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class DurationValue(Value):
    """Seconds, of the film or of the scenes named; `relative` where no number was said; `factor` multiplies, `by_s` adds.

    With `each` the length is that of every scene meant, also where all of them are.
    """

    target_s: float | None = Field(None, gt=0, le=3600)
    mode: Literal["max", "about", "exact"] = "exact"
    relative: Literal["shorter", "longer"] | None = None
    factor: float | None = Field(None, gt=0, le=20)
    by_s: float | None = Field(None, ge=-600, le=600)
    each: bool = False

    @model_validator(mode="after")
    def _says_something(self) -> DurationValue:
        if self.target_s is None and self.relative is None and self.factor is None and self.by_s is None:
            raise ValueError("needs target_s, relative, factor or by_s")
        return self


class WordsValue(Value):
    """New words by scene id, where the director wrote them. Empty until then."""

    narrations: dict[str, str] = Field(default_factory=dict)
    on_screen: dict[str, OnScreen] = Field(default_factory=dict)


class ToneValue(WordsValue):
    """The tone asked for, in the person's words."""

    tone: str = ""


class LanguageValue(WordsValue):
    """BCP 47 tag; the words follow from the director."""

    language: str = Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
    title: str | None = None


class TextValue(Value):
    """With `from`, every occurrence is replaced; without, the whole `field` becomes `to`. The title is the film's."""

    from_: str | None = Field(None, alias="from", min_length=1)
    to: str = ""
    field: TextField = "any"


class NameValue(Value):
    """A presenter or voice by name."""

    name: str = Field(min_length=1, max_length=80)


class PresenterValue(Value):
    """A presenter by name, how much of them is seen, whether they wear the brand's colour, or `visible` false for nobody."""

    name: str | None = Field(None, min_length=1, max_length=80)
    visible: bool = True
    framing: Framing | None = None
    in_brand: bool | None = None

    @model_validator(mode="after")
    def _says_something(self) -> PresenterValue:
        if self.name is None and self.visible and self.framing is None and self.in_brand is None:
            raise ValueError("needs a name, a framing, in_brand, or visible false")
        return self


class BackgroundValue(Value):
    """Colour, kind or both."""

    color: Color | None = None
    kind: BackgroundName | None = None

    @model_validator(mode="after")
    def _says_something(self) -> BackgroundValue:
        if self.color is None and self.kind is None:
            raise ValueError(f"needs a color like '#1D4ED8' or a kind: {', '.join(get_args(BackgroundName))}")
        return self


class ColorValue(Value):
    """Brand or accent colour, dark or light ground, or another look."""

    color: Color | None = None
    role: Literal["brand", "accent"] = "brand"
    dark: bool | None = None
    look: LookName | None = None


class MusicValue(Value):
    """`gain_db` is added to what is set; `direction` alone means 4 dB."""

    action: Literal["replace", "add", "remove", "volume"]
    mood: MusicMood | None = None
    direction: Literal["up", "down"] | None = None
    gain_db: float | None = Field(None, ge=-24, le=24)


class CaptionsValue(Value):
    """Captions on, off, in another style or place."""

    action: Literal["off", "on", "style", "position"]
    style: CaptionStyle | None = None
    position: Literal["bottom", "top"] | None = None


class AspectValue(Value):
    """One of the four shapes."""

    aspect: AspectRatio


class NewSceneValue(Value):
    """What the new scene says and shows. `about` is a wish that the director still has to put into words."""

    narration: str = ""
    about: str = ""
    headline: str = ""
    body: str = ""
    figure: str = ""
    points: tuple[str, ...] = ()
    layout: LayoutName | None = None
    where: Literal["before", "after"] | None = None


class LayoutValue(Value):
    """Another layout: 'chart' is the one that the scene's numbers ask for; `shown` is what it reads its data from."""

    layout: LayoutName | Literal["chart"]
    shown: OnScreen | None = None


class NoValue(Value):
    """Nothing to say beside the scene."""


class OrderValue(Value):
    """Exactly one of: `swap` two scenes, `move` one `to` a place, or the whole `order`; all 1-based."""

    swap: tuple[Reference, Reference] | None = None
    move: Reference | None = None
    to: Reference | None = None
    order: tuple[StrictInt, ...] | None = None

    @model_validator(mode="after")
    def _says_one_thing(self) -> OrderValue:
        if sum(part is not None for part in (self.swap, self.move, self.order)) != 1:
            raise ValueError("needs exactly one of swap, move or order")
        if (self.move is None) != (self.to is None):
            raise ValueError("move and to go together")
        return self


class MediaValue(Value):
    """An upload by the sha256 of its bytes, or `action` remove."""

    action: Literal["replace", "remove"] = "replace"
    sha256: str | None = None
    kind: Literal["image", "video"] = "image"
    name: str = ""


class LogoValue(Value):
    """Size, visibility, or another file."""

    size: Literal["bigger", "smaller"] | None = None
    visible: bool | None = None
    sha256: str | None = None


class TransitionValue(Value):
    """How one scene becomes the next."""

    name: TransitionName


class PaceValue(Value):
    """Speaking rate: a step in a direction, or the rate itself (1.0 is the voice's own)."""

    direction: Literal["faster", "slower"] | None = None
    pace: float | None = Field(None, ge=0.7, le=1.4)

    @model_validator(mode="after")
    def _says_something(self) -> PaceValue:
        if self.direction is None and self.pace is None:
            raise ValueError("needs direction or pace")
        return self


class CtaValue(Value):
    """What the closing card shows; `narration` only where new spoken words were asked for too."""

    text: str = Field(min_length=1, max_length=160)
    narration: str | None = None


class UndoValue(Value):
    """How many versions back, or which version. Only some of it may come back, and some may stay as it is now.

    `only` names what comes back, the edit's `scene` the scenes; `keep` names parts and scenes of the film as it is now.
    """

    steps: int = Field(1, ge=1)
    version: int | None = Field(None, ge=1)
    only: tuple[Part, ...] = ()
    keep: tuple[Reference, ...] = ()
