"""The vocabulary of revision: one frozen model for each thing a person can ask to change."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import Field, TypeAdapter, ValidationError

from memory.domain.edit_values import (
    AspectValue,
    BackgroundValue,
    CaptionsValue,
    ColorValue,
    CtaValue,
    DurationValue,
    LanguageValue,
    LayoutValue,
    LogoValue,
    MediaValue,
    MusicValue,
    NameValue,
    NewSceneValue,
    NoValue,
    OrderValue,
    PaceValue,
    PresenterValue,
    SceneRef,
    TextValue,
    ToneValue,
    TransitionValue,
    UndoValue,
)
from memory.domain.frozen import Frozen
from memory.errors import EditError


class _Edit(Frozen):
    """`scene` is a reference as people make it: 3, 'first', 'last', 'all', '3-', '@12', '?words', None for the film."""

    scene: SceneRef = None


class ChangeDuration(_Edit):
    """Film or scene to a length."""

    op: Literal["change_duration"] = "change_duration"
    value: DurationValue


class RewriteTone(_Edit):
    """Other words for the same content."""

    op: Literal["rewrite_tone"] = "rewrite_tone"
    value: ToneValue = ToneValue()


class EditText(_Edit):
    """Exact words, spoken or shown."""

    op: Literal["edit_text"] = "edit_text"
    value: TextValue


class ChangePresenter(_Edit):
    """Who presents."""

    op: Literal["change_presenter"] = "change_presenter"
    value: PresenterValue


class ChangeVoice(_Edit):
    """Who speaks."""

    op: Literal["change_voice"] = "change_voice"
    value: NameValue


class ChangeBackground(_Edit):
    """What is behind."""

    op: Literal["change_background"] = "change_background"
    value: BackgroundValue


class ChangeColor(_Edit):
    """The film's palette."""

    op: Literal["change_color"] = "change_color"
    value: ColorValue


class ChangeMusic(_Edit):
    """The music bed."""

    op: Literal["change_music"] = "change_music"
    value: MusicValue


class ChangeCaptions(_Edit):
    """Burnt-in words."""

    op: Literal["change_captions"] = "change_captions"
    value: CaptionsValue


class ChangeAspectRatio(_Edit):
    """The shape of the picture."""

    op: Literal["change_aspect_ratio"] = "change_aspect_ratio"
    value: AspectValue


class ChangeLanguage(_Edit):
    """The language of the film."""

    op: Literal["change_language"] = "change_language"
    value: LanguageValue


class AddScene(_Edit):
    """A new scene; `scene` is its neighbour, after which it comes unless `where` says before."""

    op: Literal["add_scene"] = "add_scene"
    value: NewSceneValue = NewSceneValue()


class RemoveScene(_Edit):
    """Scenes to leave out."""

    op: Literal["remove_scene"] = "remove_scene"
    value: NoValue = NoValue()


class ReorderScenes(_Edit):
    """Another order."""

    op: Literal["reorder_scenes"] = "reorder_scenes"
    value: OrderValue


class ReplaceMedia(_Edit):
    """The picture or clip of a scene."""

    op: Literal["replace_media"] = "replace_media"
    value: MediaValue = MediaValue()


class ChangeLogo(_Edit):
    """The brand's mark."""

    op: Literal["change_logo"] = "change_logo"
    value: LogoValue


class ChangeTransition(_Edit):
    """Between scenes."""

    op: Literal["change_transition"] = "change_transition"
    value: TransitionValue


class ChangeLayout(_Edit):
    """How a scene is laid out. Read in code alone: no director is asked for it, so it is not among OPS."""

    op: Literal["change_layout"] = "change_layout"
    value: LayoutValue


class ChangePace(_Edit):
    """How fast it is spoken."""

    op: Literal["change_pace"] = "change_pace"
    value: PaceValue


class ChangeCta(_Edit):
    """What the viewer is asked to do."""

    op: Literal["change_cta"] = "change_cta"
    value: CtaValue


class Undo(_Edit):
    """Back to a version before."""

    op: Literal["undo"] = "undo"
    value: UndoValue = UndoValue()


Edit = (
    ChangeDuration
    | RewriteTone
    | EditText
    | ChangePresenter
    | ChangeVoice
    | ChangeBackground
    | ChangeColor
    | ChangeMusic
    | ChangeCaptions
    | ChangeAspectRatio
    | ChangeLanguage
    | AddScene
    | RemoveScene
    | ReorderScenes
    | ReplaceMedia
    | ChangeLogo
    | ChangeTransition
    | ChangeLayout
    | ChangePace
    | ChangeCta
    | Undo
)
Op = Literal[
    "change_duration",
    "rewrite_tone",
    "edit_text",
    "change_presenter",
    "change_voice",
    "change_background",
    "change_color",
    "change_music",
    "change_captions",
    "change_aspect_ratio",
    "change_language",
    "add_scene",
    "remove_scene",
    "reorder_scenes",
    "replace_media",
    "change_logo",
    "change_transition",
    "change_pace",
    "change_cta",
    "undo",
]
OPS: tuple[Op, ...] = get_args(Op)
_EDITS: TypeAdapter[Edit] = TypeAdapter(Annotated[Edit, Field(discriminator="op")])


def parse_edit(data: dict[str, Any]) -> Edit:
    """The edit a plain object describes. Raises EditError with one sentence: which field, what was there, what fits."""
    op = data.get("op")
    if op not in (*OPS, "change_layout"):
        raise EditError(f"The operation {op!r} is not in the vocabulary; use one of {', '.join(OPS)}.")
    value = data.get("value")
    try:
        return _EDITS.validate_python({"op": op, "scene": data.get("scene"), "value": {} if value is None else value})
    except ValidationError as error:
        first = error.errors()[0]
        # The first part of a location is the union's tag, which the sentence names already.
        field = ".".join(str(part) for part in first["loc"][1:]) or "value"
        raise EditError(f"{op}: {field} {first['input']!r} does not fit; {first['msg']}.") from error
