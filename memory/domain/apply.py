"""One edit applied to one storyboard: the only way a storyboard changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from memory.domain.apply_text import edit_text, rewrite, translate
from memory.domain.changes import Change, changes_between
from memory.domain.edit_values import SceneRef
from memory.domain.edits import (
    AddScene,
    ChangeAspectRatio,
    ChangeBackground,
    ChangeCaptions,
    ChangeColor,
    ChangeCta,
    ChangeDuration,
    ChangeLanguage,
    ChangeLogo,
    ChangeMusic,
    ChangePace,
    ChangePresenter,
    ChangeTransition,
    ChangeVoice,
    Edit,
    EditText,
    RemoveScene,
    ReorderScenes,
    ReplaceMedia,
    RewriteTone,
    Undo,
)
from memory.domain.rebuild import checked, over_scenes, replaced
from memory.domain.scene_refs import number_of, resolve
from memory.domain.storyboard import Logo, Media, OnScreen, Scene, Storyboard
from memory.errors import CannotApply, NeedsWords

# A relative wish without a number: a fifth less, a quarter more, which undo each other.
_SHORTER, _LONGER = 0.8, 1.25
_WORDS_PER_S = 2.5
_VOLUME_STEP_DB = 4.0
_LOGO_STEP = 1.3
_PACE_STEP = 1.1


@dataclass(frozen=True)
class Applied:
    """The storyboard after an edit, and what changed; no changes where it already was as asked."""

    board: Storyboard
    changes: tuple[Change, ...]


def apply(board: Storyboard, edit: Edit, starts_s: Sequence[float] = ()) -> Applied:
    """The storyboard with `edit` in it. Pure; scenes the edit does not name come back as the same objects.

    `starts_s` is as in `scene_refs.resolve`. Raises CannotApply (with its kinds NoSuchScene and NeedsWords), whose
    text says why and what is possible instead. Presenter and voice names are not checked here.
    """
    try:
        after = _dispatch(board, edit, starts_s)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "storyboard"
        raise CannotApply(f"{edit.op} does not fit: {field}, {first['msg']}; ask for less or shorter.") from error
    return Applied(after, changes_between(board, after))


def _dispatch(board: Storyboard, edit: Edit, starts_s: Sequence[float]) -> Storyboard:
    match edit:
        case ChangeDuration():
            return _duration(board, edit, starts_s)
        case RewriteTone():
            return rewrite(board, edit, resolve(edit.scene, board, starts_s))
        case ChangeLanguage():
            return translate(_whole_film(board, edit), edit)
        case EditText():
            return edit_text(board, edit, resolve(edit.scene, board, starts_s))
        case ChangePresenter():
            return _presenter(board, edit, starts_s)
        case ChangeVoice():
            return _setting(board, edit.scene, "voice", edit.value.name, starts_s)
        case ChangeTransition():
            return _setting(board, edit.scene, "transition", edit.value.name, starts_s)
        case ChangeBackground():
            return _background(board, edit, starts_s)
        case AddScene():
            return _add(board, edit, starts_s)
        case RemoveScene():
            return _remove(board, edit, starts_s)
        case ReorderScenes():
            return _reorder(board, edit, starts_s)
        case ReplaceMedia():
            return _media(board, edit, starts_s)
        case ChangeCta():
            return _cta(board, edit)
        case Undo():
            raise CannotApply("Undo goes back to an earlier version, it does not change this one; open that version instead.")
        case _:
            return _film(_whole_film(board, edit), edit)


def _film(
    board: Storyboard, edit: ChangeColor | ChangeMusic | ChangeCaptions | ChangeAspectRatio | ChangeLogo | ChangePace
) -> Storyboard:
    match edit:
        case ChangeColor():
            return _color(board, edit)
        case ChangeMusic():
            return _music(board, edit)
        case ChangeCaptions():
            return _captions(board, edit)
        case ChangeAspectRatio():
            return checked(board, aspect=edit.value.aspect)
        case ChangeLogo():
            return _logo(board, edit)
        case ChangePace():
            step = {"faster": _PACE_STEP, "slower": 1 / _PACE_STEP}.get(edit.value.direction or "", 1.0)
            pace = edit.value.pace or board.pace * step
            return checked(board, pace=round(min(1.4, max(0.7, pace)), 3))


def _whole_film(board: Storyboard, edit: Edit) -> Storyboard:
    """The board, if the edit is about all of it: these settings have no value of their own in a scene."""
    nearest = {
        "change_color": "change_background colours one scene",
        "change_pace": "change_duration gives one scene another length",
        "change_language": "edit_text changes the words of one scene",
    }
    if edit.scene not in (None, "all") and len(_ids_without_clock(edit.scene, board)) < len(board.scenes):
        hint = nearest.get(edit.op, "say it for the whole film")
        raise CannotApply(f"{edit.op} is for the whole film, not for scene {edit.scene!r}; {hint}.")
    return board


def _ids_without_clock(ref: SceneRef, board: Storyboard) -> tuple[str, ...]:
    """Ids where the reference needs no clock, nothing where it does."""
    try:
        return resolve(ref, board)
    except CannotApply:
        return ()


def _covers_film(ref: SceneRef, board: Storyboard, starts_s: Sequence[float]) -> bool:
    return ref is None or len(resolve(ref, board, starts_s)) == len(board.scenes) > 1 or ref == "all"


def _setting(board: Storyboard, ref: SceneRef, field: str, value: object, starts_s: Sequence[float]) -> Storyboard:
    """A setting that film and scenes both have: for the film, scenes that differ are brought back in line."""
    if _covers_film(ref, board, starts_s):
        ids = tuple(scene.id for scene in board.scenes if getattr(scene, field) is not None)
        return checked(over_scenes(board, ids, lambda scene: replaced(scene, **{field: None})), **{field: value})
    return over_scenes(board, resolve(ref, board, starts_s), lambda scene: replaced(scene, **{field: value}))


def _duration(board: Storyboard, edit: ChangeDuration, starts_s: Sequence[float]) -> Storyboard:
    value = edit.value
    factor = value.factor or {"shorter": _SHORTER, "longer": _LONGER}.get(value.relative or "", 1.0)
    if _covers_film(edit.scene, board, starts_s):
        return checked(board, target_s=value.target_s or round(_film_s(board, starts_s) * factor, 1))
    ids = resolve(edit.scene, board, starts_s)
    lengths = {key: value.target_s or round(_scene_s(board, key, starts_s) * factor, 1) for key in ids}
    return over_scenes(board, ids, lambda scene: replaced(scene, length_s=lengths[scene.id]))


def _film_s(board: Storyboard, starts_s: Sequence[float]) -> float:
    """Length of the film: the clock's, else the one asked for, else a guess from its words."""
    if len(starts_s) > len(board.scenes):
        return starts_s[len(board.scenes)]
    return board.target_s or max(3.0, len(board.script().split()) / _WORDS_PER_S)


def _scene_s(board: Storyboard, scene_id: str, starts_s: Sequence[float]) -> float:
    place = number_of(scene_id, board)
    if len(starts_s) > place:
        return starts_s[place] - starts_s[place - 1]
    scene = board.scenes[place - 1]
    return scene.length_s or max(2.0, len(scene.narration.split()) / _WORDS_PER_S)


def _presenter(board: Storyboard, edit: ChangePresenter, starts_s: Sequence[float]) -> Storyboard:
    if edit.value.visible:
        name = (edit.value.name or "").strip().lower()
        return _setting(board, edit.scene, "presenter", name, starts_s)
    ids = tuple(
        key
        for key in resolve(edit.scene, board, starts_s)
        if board.scenes[number_of(key, board) - 1].layout.startswith("presenter")
    )
    return over_scenes(board, ids, lambda scene: replaced(scene, layout=_layout_without_presenter(scene, board)))


def _layout_without_presenter(scene: Scene, board: Storyboard) -> str:
    if scene.media:
        return "picture"
    if scene.on_screen.points:
        return "list"
    if scene.on_screen.figure:
        return "big_number"
    if scene.on_screen.headline:
        return "title_card"
    place = number_of(scene.id, board)
    raise CannotApply(f"Scene {place} shows nothing but its presenter; give it a headline or a picture first.")


def _background(board: Storyboard, edit: ChangeBackground, starts_s: Sequence[float]) -> Storyboard:
    wanted = edit.value.model_dump(exclude_none=True)

    def repaint(scene: Scene) -> Scene:
        return replaced(scene, background=replaced(scene.background or board.background, **wanted))

    if not _covers_film(edit.scene, board, starts_s):
        return over_scenes(board, resolve(edit.scene, board, starts_s), repaint)
    ids = tuple(scene.id for scene in board.scenes if scene.background is not None)
    return checked(over_scenes(board, ids, repaint), background=replaced(board.background, **wanted))


def _color(board: Storyboard, edit: ChangeColor) -> Storyboard:
    value = edit.value
    wanted: dict[str, Any] = {}
    if value.color is not None:
        wanted["color" if value.role == "brand" else "accent"] = value.color
    if value.dark is not None:
        wanted["dark"] = value.dark
    if value.look is not None:
        wanted["look"] = value.look
    if not wanted:
        raise CannotApply("Which colour is meant is not said; name one, or give its hex value like '#1D4ED8'.")
    return checked(board, theme=replaced(board.theme, **wanted))


def _music(board: Storyboard, edit: ChangeMusic) -> Storyboard:
    value, music = edit.value, board.music
    match value.action:
        case "remove":
            return checked(board, music=replaced(music, on=False))
        case "add":
            return checked(board, music=replaced(music, on=True, mood=value.mood or music.mood))
        case "replace" if value.mood is None or value.mood == music.mood:
            # Another tune in the same mood: the seed is what the composer follows.
            return checked(board, music=replaced(music, on=True, seed=music.seed + 1))
        case "replace":
            return checked(board, music=replaced(music, on=True, mood=value.mood))
        case "volume":
            step = value.gain_db if value.gain_db is not None else _VOLUME_STEP_DB
            step = -abs(step) if value.direction == "down" else abs(step) if value.direction == "up" else step
            return checked(board, music=replaced(music, gain_db=min(12.0, max(-24.0, music.gain_db + step))))


def _captions(board: Storyboard, edit: ChangeCaptions) -> Storyboard:
    value = edit.value
    match value.action:
        case "off":
            return checked(board, captions="off")
        case "on":
            style = value.style or (board.captions if board.captions != "off" else "word")
            return checked(board, captions=style, caption_position=value.position or board.caption_position)
        case "style":
            other = "boxed" if board.captions == "word" else "word"
            return checked(board, captions=value.style or other)
        case "position":
            other = "top" if board.caption_position == "bottom" else "bottom"
            return checked(board, caption_position=value.position or other)


def _logo(board: Storyboard, edit: ChangeLogo) -> Storyboard:
    value = edit.value
    if board.logo is None and value.sha256 is None:
        raise CannotApply("The film has no logo yet; attach its file to the next message.")
    logo = board.logo or Logo(sha256=value.sha256 or "")
    wanted: dict[str, Any] = {"sha256": value.sha256} if value.sha256 else {}
    if value.visible is not None:
        wanted["visible"] = value.visible
    if value.size is not None:
        scale = logo.scale * (_LOGO_STEP if value.size == "bigger" else 1 / _LOGO_STEP)
        wanted["scale"] = round(min(3.9, max(0.25, scale)), 3)
    return checked(board, logo=replaced(logo, **wanted))


def _add(board: Storyboard, edit: AddScene, starts_s: Sequence[float]) -> Storyboard:
    value = edit.value
    shown = OnScreen(headline=value.headline, body=value.body, figure=value.figure, points=value.points)
    if not value.narration and not shown.lines():
        raise NeedsWords(f"The new scene has no words yet ({value.about or 'nothing said about it'!r}); write its narration.", ())
    scene = Scene(id=board.next_scene_id(), narration=value.narration, on_screen=shown, layout=value.layout or _layout_for(shown))
    place = _place_for(board, edit, starts_s)
    return checked(board, scenes=(*board.scenes[:place], scene, *board.scenes[place:]))


def _layout_for(shown: OnScreen) -> str:
    if shown.points:
        return "presenter_left"
    return "big_number" if shown.figure else "presenter_full"


def _place_for(board: Storyboard, edit: AddScene, starts_s: Sequence[float]) -> int:
    """Index the new scene takes: without a neighbour the end, but before a closing card."""
    ref, where = edit.scene, edit.value.where
    if ref is None or ref == "all":
        return len(board.scenes) - (board.scenes[-1].layout == "closing")
    if where is None:
        before = ref == "first" or (isinstance(ref, str) and ref.lower().startswith("before "))
        where = "before" if before else "after"
    ids = resolve(ref, board, starts_s)
    return number_of(ids[0], board) - 1 if where == "before" else number_of(ids[-1], board)


def _remove(board: Storyboard, edit: RemoveScene, starts_s: Sequence[float]) -> Storyboard:
    if edit.scene is None:
        raise CannotApply(f"Which scene to remove is not said; name one of 1 to {len(board.scenes)}.")
    ids = resolve(edit.scene, board, starts_s)
    if len(ids) == len(board.scenes):
        raise CannotApply("A film needs at least one scene; remove fewer, or start a new film.")
    return checked(board, scenes=tuple(scene for scene in board.scenes if scene.id not in ids))


def _reorder(board: Storyboard, edit: ReorderScenes, starts_s: Sequence[float]) -> Storyboard:
    value, scenes = edit.value, list(board.scenes)
    if value.swap is not None:
        left, right = (_index(part, board, starts_s) for part in value.swap)
        scenes[left], scenes[right] = scenes[right], scenes[left]
    elif value.order is not None:
        if sorted(value.order) != list(range(1, len(scenes) + 1)):
            raise CannotApply(f"The order {list(value.order)} must name each of the scenes 1 to {len(scenes)} once.")
        scenes = [board.scenes[place - 1] for place in value.order]
    else:
        moved = _index(value.move, board, starts_s)
        target = _index(value.to, board, starts_s)
        scenes.insert(_landing(value.to, moved, target), scenes.pop(moved))
    return checked(board, scenes=tuple(scenes))


def _landing(to: SceneRef, moved: int, target: int) -> int:
    """Index after the pop: a number is the place wanted, 'after X' and 'before X' are beside X."""
    text = to.strip().lower() if isinstance(to, str) else ""
    if text.startswith("after "):
        return target + 1 - (moved < target + 1)
    if text.startswith("before "):
        return target - (moved < target)
    return target


def _index(ref: SceneRef, board: Storyboard, starts_s: Sequence[float]) -> int:
    ids = resolve(ref, board, starts_s)
    if len(ids) != 1:
        raise CannotApply(f"{ref!r} names {len(ids)} scenes where one is needed; give its number.")
    return number_of(ids[0], board) - 1


def _media(board: Storyboard, edit: ReplaceMedia, starts_s: Sequence[float]) -> Storyboard:
    value = edit.value
    if edit.scene is None:
        raise CannotApply(f"Which scene the picture belongs to is not said; name one of 1 to {len(board.scenes)}.")
    ids = resolve(edit.scene, board, starts_s)
    if value.action == "remove":
        return over_scenes(board, ids, lambda scene: replaced(scene, media=None))
    if value.sha256 is None:
        raise CannotApply("No picture or clip was attached; attach one to the next message and name its scene.")
    media = Media(sha256=value.sha256, kind=value.kind, name=value.name)
    return over_scenes(board, ids, lambda scene: replaced(scene, media=media))


def _cta(board: Storyboard, edit: ChangeCta) -> Storyboard:
    """The last closing card, else the last scene, shows it; words spoken change only where they were given."""
    closing = [scene.id for scene in board.scenes if scene.layout == "closing"] or [board.scenes[-1].id]

    def rewrite_card(scene: Scene) -> Scene:
        shown = replaced(scene.on_screen, headline=edit.value.text)
        spoken = scene.narration if edit.value.narration is None else edit.value.narration
        return replaced(scene, on_screen=shown, narration=spoken)

    return over_scenes(board, (closing[-1],), rewrite_card)
