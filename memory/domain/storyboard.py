"""The storyboard: what a film says and shows, scene by scene, before any pixel exists."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from memory.domain.frozen import Frozen

AspectRatio = Literal["16:9", "9:16", "1:1", "4:5"]
LayoutName = Literal[
    "presenter_full", "presenter_left", "presenter_right", "presenter_split", "title_card", "kinetic", "question", "big_number",
    "bar_chart", "line_chart", "donut_chart", "comparison", "timeline", "agenda", "list", "map", "quote", "testimonial", "price",
    "code", "picture", "product", "device", "logo_reveal", "closing", "presenter_corner",
]  # fmt: skip
BackgroundName = Literal[
    "mesh", "topo", "bokeh", "paper", "flow", "pattern", "beams", "halftone", "lines", "grid", "shapes", "sunburst", "window",
    "plain", "dust", "bands",
]  # fmt: skip
TransitionName = Literal["cut", "crossfade", "wipe", "push", "zoom", "slide", "iris", "blur", "whip", "page", "blinds", "tiles"]
CaptionStyle = Literal["off", "word", "karaoke", "boxed", "minimal", "bold"]
MusicMood = Literal[
    "uplifting", "calm", "driving", "playful", "corporate", "cinematic", "ambient",
    "lo-fi", "acoustic", "electronic", "jazz", "news", "festive",
]  # fmt: skip
LookName = Literal[
    "clean", "editorial", "bold", "tech", "warm", "luxury", "playful", "corporate", "news", "handmade", "minimal", "retro"
]
GestureName = Literal["open_palm", "present", "point", "one", "two", "three", "thumbs_up", "explain", "clasped", "wave"]
Framing = Literal["close", "half", "full"]

MAX_SCENES = 40


class OnScreen(Frozen):
    """Text that is shown, never spoken and never rephrased. Which slots a layout uses is the layout's business."""

    headline: str = Field("", max_length=160)
    body: str = Field("", max_length=240)
    figure: str = Field("", max_length=24, description="the number of a big_number scene, with its unit: '40 %', '$19'")
    points: tuple[str, ...] = Field((), max_length=6)

    def lines(self) -> list[str]:
        """Every piece of text that is not empty, in reading order."""
        return [text for text in (self.figure, self.headline, *self.points, self.body) if text]


class Media(Frozen):
    """An uploaded picture or clip, by the sha256 of its bytes in the file store; of a clip the part from `in_s` to `out_s`."""

    sha256: str
    kind: Literal["image", "video"]
    name: str = ""
    in_s: float = Field(0.0, ge=0)
    out_s: float | None = Field(None, gt=0, description="None plays to the clip's end")


class Background(Frozen):
    """Animated ground of a scene. `color` None takes the theme's; otherwise '#RRGGBB'."""

    kind: BackgroundName = "mesh"
    color: str | None = Field(None, pattern=r"^#[0-9A-Fa-f]{6}$")


class GestureCue(Frozen):
    """A gesture that starts on one word of the narration (0-based index of whitespace-separated words)."""

    word: int = Field(ge=0)
    gesture: GestureName


class Timed(Frozen):
    """How a scene was spoken and how long it stood when the film was last fitted: it holds while what it is `of` holds.

    `of` is a digest of everything that the scene's own length depends on; `speed` is relative to the voice's own rate.
    """

    of: str
    speed: float = Field(gt=0)
    frames: int = Field(gt=0)


class Scene(Frozen):
    """One idea. `id` never changes, whatever is edited or moved."""

    id: str = Field(pattern=r"^s[0-9a-z]+$")
    narration: str = Field("", max_length=2000)
    on_screen: OnScreen = OnScreen()
    layout: LayoutName = "presenter_full"
    presenter: str | None = Field(None, description="None takes the storyboard's")
    voice: str | None = Field(None, description="None takes the presenter's own or the storyboard's")
    framing: Framing | None = Field(None, description="how much of the presenter is seen; None takes the storyboard's")
    media: Media | None = None
    background: Background | None = Field(None, description="None takes the storyboard's")
    transition: TransitionName | None = Field(None, description="into the next scene; None takes the storyboard's")
    gestures: tuple[GestureCue, ...] = ()
    length_s: float | None = Field(None, gt=0, le=600, description="asked for this scene; None follows its words")
    notes: str = ""
    bare: bool = Field(False, description="a brand's own finished clip: neither logo nor name is laid over it")
    timed: Timed | None = Field(None, description="kept, so that an edit elsewhere never moves this scene")


class Music(Frozen):
    """Composed by code from mood and seed. `gain_db` is relative to the standard bed."""

    on: bool = True
    mood: MusicMood = "uplifting"
    gain_db: float = Field(0.0, ge=-24, le=12)
    seed: int = 0


class Logo(Frozen):
    """The brand's mark, by sha256 in the file store; `scale` 1.0 is the standard size.

    `clear_share` is the room that it keeps free on each side, as a share of its own height.
    """

    sha256: str
    visible: bool = True
    scale: float = Field(1.0, gt=0.2, lt=4)
    clear_share: float = Field(0.0, ge=0, le=2)


class LowerThird(Frozen):
    """Name strip shown when the presenter first appears."""

    name: str
    role: str = ""


class Theme(Frozen):
    """How the film looks, by name and brand colour ('#RRGGBB'); every other colour is derived.

    `headline` and `body` are families of our fonts in place of the look's own.
    """

    look: LookName = "clean"
    color: str = Field("#3B5BDB", pattern=r"^#[0-9A-Fa-f]{6}$")
    accent: str | None = Field(None, pattern=r"^#[0-9A-Fa-f]{6}$")
    dark: bool = False
    headline: str | None = None
    body: str | None = None


class Storyboard(Frozen):
    """A whole film. The script is a view of it (`script()`), not a second copy."""

    title: str = Field(max_length=120)
    language: str = "en"
    aspect: AspectRatio = "16:9"
    theme: Theme = Theme()
    presenter: str = "maya"
    voice: str | None = Field(None, description="None takes the presenter's own voice")
    framing: Framing | None = Field(None, description="how much of the presenter is seen; None fits each scene")
    in_brand: bool = Field(False, description="whether the presenter wears the brand's colour")
    background: Background = Background()
    transition: TransitionName = "crossfade"
    captions: CaptionStyle = "word"
    caption_position: Literal["bottom", "top"] = "bottom"
    music: Music = Music()
    logo: Logo | None = None
    lower_third: LowerThird | None = None
    target_s: float | None = Field(None, gt=0, le=3600, description="asked length of the film")
    pace: float = Field(1.0, ge=0.7, le=1.4, description="speaking rate, 1.0 is the voice's own")
    pronounced: dict[str, str] = Field({}, description="IPA of names that are spoken unlike they are written")
    variables: dict[str, str] = Field({}, description="values of {{name}} in any text, for this film")
    scenes: tuple[Scene, ...] = Field(min_length=1, max_length=MAX_SCENES)
    ids_used: int = Field(0, ge=0, description="highest number a scene id ever had here; removed scenes count")

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Storyboard:
        ids = [scene.id for scene in self.scenes]
        if len(set(ids)) != len(ids):
            raise ValueError(f"scene ids repeat: {ids}")
        return self

    def script(self) -> str:
        """The narrations in order, one paragraph a scene."""
        return "\n\n".join(scene.narration for scene in self.scenes if scene.narration)

    def highest_id(self) -> int:
        """Highest number among the ids of this version's scenes and of those removed before it; 0 where there is none."""
        numbers = [int(scene.id[1:]) for scene in self.scenes if scene.id[1:].isdigit()]
        return max([self.ids_used, *numbers])

    def after_ids(self, number: int) -> Storyboard:
        """The same film, whose new scenes get ids above `number`: other versions used them up to there."""
        return self if number <= self.highest_id() else self.model_copy(update={"ids_used": number})

    def next_scene_id(self) -> str:
        """An id above all that were used, so that an id means one scene for good."""
        return f"s{self.highest_id() + 1}"
