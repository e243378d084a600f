"""What is learned of a brand: one item, one value, and the evidence it was read from."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from memory.domain.frozen import Frozen

ColorRole = Literal["primary", "secondary", "accent", "background", "text", "other"]
FontRole = Literal["headline", "body", "other"]
RuleTopic = Literal["tone", "logo", "color", "type", "motion", "other"]
PhraseRole = Literal["tagline", "call_to_action", "recurring"]
TextCase = Literal["upper", "title", "sentence"]
Share = Annotated[float, Field(ge=0, le=1)]


class Box(Frozen):
    """A rectangle in shares of the picture's width and height; 0, 0 is the upper left corner."""

    x: Share
    y: Share
    width: Share
    height: Share


class Evidence(Frozen):
    """Where an item was read: a file by the sha256 of its bytes, and the place in it.

    `page` counts from 1 (in Markdown and HTML: the line); `start_s` and `end_s` are seconds in a video or a sound. `dated` is the
    day that the material itself states, or the day it was handed in. `quote` is a short excerpt, as it stands there.
    """

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    name: str = Field(max_length=240)
    dated: date
    page: int | None = Field(None, ge=1)
    start_s: float | None = Field(None, ge=0)
    end_s: float | None = Field(None, ge=0)
    quote: str = Field("", max_length=400)

    def place(self) -> str:
        """'guidelines.pdf, page 3', 'launch.mp4, 0:02 to 0:05'."""
        if self.start_s is not None:
            span = _clock(self.start_s) + (f" to {_clock(self.end_s)}" if self.end_s is not None else "")
            return f"{self.name}, {span}"
        if self.page is not None:
            name = self.name.lower()
            is_lined = name.endswith(LINED) or (name.startswith(("https://", "http://")) and not name.endswith(".pdf"))
            return f"{self.name}, {'line' if is_lined else 'page'} {self.page}"
        return self.name


LINED = (".md", ".markdown", ".txt", ".html", ".htm")


def _clock(seconds: float) -> str:
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}"


class Color(Frozen):
    """`hex` is '#RRGGBB' as stated or as measured. CMYK (0-100) and Pantone are kept as stated and never turned into a hex."""

    kind: Literal["color"] = "color"
    hex: str | None = Field(None, pattern=r"^#[0-9A-F]{6}$")
    role: ColorRole = "other"
    name: str = ""
    cmyk: tuple[int, int, int, int] | None = None
    pantone: str = ""
    share: Share | None = Field(None, description="of screen time times area, where it was measured in videos")


class Font(Frozen):
    """`free` is the nearest family that is at hand; equal to `family` where that one is."""

    kind: Literal["font"] = "font"
    family: str
    role: FontRole = "other"
    weight: str = ""
    free: str = ""


class Logo(Frozen):
    """A mark. `sha256` is a picture in the file store, `ground` what it is made for, `box` where it stands in videos.

    `clear_share` is the empty room that it asks for on each side, as a share of its own height.
    """

    kind: Literal["logo"] = "logo"
    sha256: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")
    ground: Literal["light", "dark", "any"] = "any"
    width: int | None = None
    height: int | None = None
    fills: tuple[str, ...] = ()
    clear_share: float | None = Field(None, ge=0)
    min_share: float | None = Field(None, ge=0, le=1, description="smallest width, as a share of the picture's width")
    box: Box | None = None


class Rule(Frozen):
    """One sentence that says how things are done, in the guideline's own words."""

    kind: Literal["rule"] = "rule"
    text: str = Field(max_length=600)
    topic: RuleTopic = "other"


class WordUse(Frozen):
    """A word or phrase to use; `instead_of` is what it replaces."""

    kind: Literal["word_use"] = "word_use"
    text: str = Field(max_length=120)
    instead_of: tuple[str, ...] = ()


class WordAvoid(Frozen):
    """A word or phrase never to use; `instead` is what to say."""

    kind: Literal["word_avoid"] = "word_avoid"
    text: str = Field(max_length=120)
    instead: str = ""


class Pronunciation(Frozen):
    """`written` is spoken as `said`: a respelling ('AK-mee') or, where `ipa` is set, IPA."""

    kind: Literal["pronunciation"] = "pronunciation"
    written: str = Field(max_length=80)
    said: str = Field(max_length=120)
    ipa: bool = False


class LegalLine(Frozen):
    """A line that has to stand on screen, word for word; `when` says for which films ('when a price is shown'), '' for all."""

    kind: Literal["legal_line"] = "legal_line"
    text: str = Field(max_length=400)
    when: str = ""


class Fact(Frozen):
    """A price, a feature or a claim as it was stated; `figure` is the number with its unit, where there is one."""

    kind: Literal["fact"] = "fact"
    text: str = Field(max_length=400)
    subject: str = ""
    figure: str = ""


class Phrase(Frozen):
    """Words that come back: a tagline, a call to action, a turn of phrase; `count` is in how many places."""

    kind: Literal["phrase"] = "phrase"
    text: str = Field(max_length=200)
    role: PhraseRole = "recurring"
    count: int = Field(1, ge=1)


class Pace(Frozen):
    """Median length of a shot in seconds, and words a minute and a sentence where there is speech."""

    kind: Literal["pace"] = "pace"
    shot_s: float = Field(gt=0)
    words_per_minute: float | None = Field(None, gt=0)
    words_per_sentence: float | None = Field(None, gt=0)


class Bumper(Frozen):
    """What several videos open or close with: the clip in the file store and its length in seconds."""

    kind: Literal["opening", "closing"]
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    length_s: float = Field(gt=0)


class NameStrip(Frozen):
    """How names are shown: where, on which colour, in which case."""

    kind: Literal["lower_third"] = "lower_third"
    box: Box
    color: str | None = Field(None, pattern=r"^#[0-9A-F]{6}$")
    case: TextCase | None = None


class CaptionLook(Frozen):
    """How captions look: where, in a box or not, in which case."""

    kind: Literal["caption_style"] = "caption_style"
    box: Box
    boxed: bool = False
    color: str | None = Field(None, pattern=r"^#[0-9A-F]{6}$")
    case: TextCase | None = None


class Loudness(Frozen):
    """Integrated loudness in LUFS; `music_share` and `speech_share` are of the running time."""

    kind: Literal["loudness"] = "loudness"
    lufs: float
    music_share: Share | None = None
    speech_share: Share | None = None


class Shape(Frozen):
    """The picture's shape that the brand's videos have, as 'width:height'."""

    kind: Literal["aspect"] = "aspect"
    text: str = Field(pattern=r"^\d{1,2}:\d{1,2}$")


class Example(Frozen):
    """A script that was approved, as an example of how the brand speaks."""

    kind: Literal["example"] = "example"
    title: str
    script: str = Field(max_length=20_000)


class Preference(Frozen):
    """What a client wants every time ('always end on the logo'); `edits` are the edits that do it, as the edit log keeps them."""

    kind: Literal["preference"] = "preference"
    text: str = Field(max_length=300)
    edits: tuple[str, ...] = Field((), description="each an edit as JSON")


Value = Annotated[
    Color | Font | Logo | Rule | WordUse | WordAvoid | Pronunciation | LegalLine | Fact | Phrase | Pace | Bumper | NameStrip
    | CaptionLook | Loudness | Shape | Example | Preference,
    Field(discriminator="kind"),
]  # fmt: skip
Kind = Literal[
    "color", "font", "logo", "rule", "word_use", "word_avoid", "pronunciation", "legal_line", "fact", "phrase", "pace", "opening",
    "closing", "lower_third", "caption_style", "loudness", "aspect", "example", "preference",
]  # fmt: skip


class BrandItem(Frozen):
    """One thing that is known. `confidence` is 1.0 for what is stated word for word, less for what was measured or guessed.

    `hard` gates delivery: a film that breaks it is not handed over. `valid_until` is the last day it holds; None is for good.
    """

    brand: str = Field(min_length=1, max_length=80)
    value: Value
    evidence: tuple[Evidence, ...] = Field(min_length=1)
    confidence: Share = 1.0
    hard: bool = False
    valid_until: date | None = None
    learned_at: datetime | None = Field(None, description="set by the store")

    @property
    def kind(self) -> Kind:
        """What sort of thing it is."""
        return self.value.kind

    @property
    def id(self) -> str:
        """The same brand and value always have the same id, whatever they were read from."""
        return hashlib.sha256(f"{brand_key(self.brand)}\n{self.value.model_dump_json()}".encode()).hexdigest()[:12]

    @property
    def dated(self) -> date:
        """The day of the newest evidence."""
        return max(one.dated for one in self.evidence)


def brand_key(name: str) -> str:
    """The name under which a brand is kept: 'Acme  GmbH' and 'acme gmbh' are one brand."""
    return " ".join(name.split()).casefold()
