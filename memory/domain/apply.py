"""One edit applied to one storyboard: the only way a storyboard changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from memory.domain.apply_film import apply_to_film, whole_film
from memory.domain.apply_text import edit_text, rewrite, translate
from memory.domain.changes import Change, changes_between
from memory.domain.edit_values import DurationValue, SceneRef
from memory.domain.edits import (
    AddScene,
    ChangeBackground,
    ChangeCta,
    ChangeDuration,
    ChangeLanguage,
    ChangeLayout,
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
from memory.domain.storyboard import MAX_SCENES, Media, OnScreen, Scene, Storyboard
from memory.errors import CannotApply, NeedsWords

# A relative wish without a number: a fifth less, a quarter more, which undo each other.
_SHORTER, _LONGER = 0.8, 1.25
_WORDS_PER_S = 2.5


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
        raise CannotApply(_does_not_fit(edit, error)) from error
    return Applied(after, changes_between(board, after))


_FIELD_NAMES = {"target_s": "length of the film", "length_s": "length of a scene", "on_screen": "text on screen"}


def _does_not_fit(edit: Edit, error: ValidationError) -> str:
    """Which part of the film would not hold what was asked, and how much it holds."""
    first = error.errors()[0]
    part = str(first["loc"][-1]) if first["loc"] else "storyboard"
    name = _FIELD_NAMES.get(part, part.replace("_", " "))
    limits = first.get("ctx", {})
    most = limits.get("max_length") or limits.get("le") or limits.get("lt")
    if first["type"] == "string_too_long":
        return f"The new {name} does not fit, it holds at most {most} characters; say it shorter."
    if first["type"] == "too_long":
        return f"The new {name} do not fit, there is room for {most}; leave some out."
    if most is not None:
        return f"The {name} cannot be more than {most:g}; ask for less."
    return f"{edit.op.replace('_', ' ').capitalize()} does not fit: {name}, {first['msg'].lower()}; ask for something near it."


def _dispatch(board: Storyboard, edit: Edit, starts_s: Sequence[float]) -> Storyboard:
    match edit:
        case ChangeDuration():
            return _duration(board, edit, starts_s)
        case RewriteTone():
            return rewrite(board, edit, resolve(edit.scene, board, starts_s))
        case ChangeLanguage():
            return translate(whole_film(board, edit), edit)
        case EditText():
            return edit_text(board, edit, resolve(edit.scene, board, starts_s))
        case ChangePresenter():
            return _presenter(board, edit, starts_s)
        case ChangeVoice():
            return _setting(board, edit.scene, "voice", edit.value.name, starts_s)
        case ChangeTransition():
            return _setting(board, edit.scene, "transition", edit.value.name, starts_s)
        case ChangeLayout():
            return _layout(board, edit, starts_s)
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
            return apply_to_film(whole_film(board, edit), edit)


def _covers_film(ref: SceneRef, board: Storyboard, starts_s: Sequence[float]) -> bool:
    return ref is None or len(resolve(ref, board, starts_s)) == len(board.scenes) > 1 or ref == "all"


def _setting(board: Storyboard, ref: SceneRef, field: str, value: object, starts_s: Sequence[float]) -> Storyboard:
    """A setting that film and scenes both have: for the film, scenes that differ are brought back in line."""
    if _covers_film(ref, board, starts_s):
        ids = tuple(scene.id for scene in board.scenes if getattr(scene, field) is not None)
        return checked(over_scenes(board, ids, lambda scene: replaced(scene, **{field: None})), **{field: value})
    return over_scenes(board, resolve(ref, board, starts_s), lambda scene: replaced(scene, **{field: value}))


def _duration(board: Storyboard, edit: ChangeDuration, starts_s: Sequence[float]) -> Storyboard:
    value, whole = edit.value, _covers_film(edit.scene, board, starts_s)
    if whole and not value.each:
        free = over_scenes(board, [scene.id for scene in board.scenes], lambda scene: replaced(scene, timed=None))
        return checked(free, target_s=_new_s(value, _film_s(board, starts_s), "The film"))
    ids = resolve(edit.scene, board, starts_s)
    lengths = {key: _new_s(value, _scene_s(board, key, starts_s), f"Scene {number_of(key, board)}") for key in ids}
    after = over_scenes(board, ids, lambda scene: replaced(scene, length_s=lengths[scene.id]))
    # Scenes of a given length add up; the length asked for before would pull them apart again.
    return checked(after, target_s=round(sum(lengths.values()), 2)) if whole else after


def _new_s(value: DurationValue, now_s: float, what: str) -> float:
    """The length asked for, from the one there is. Raises CannotApply where nothing would be left."""
    if value.target_s is not None:
        return value.target_s
    if value.by_s is not None:
        left = round(now_s + value.by_s, 1)
        if left < 1:
            raise CannotApply(f"{what} runs {now_s:.1f} s, so {-value.by_s:g} s less leaves nothing; take away less.")
        return left
    return round(now_s * (value.factor or {"shorter": _SHORTER, "longer": _LONGER}.get(value.relative or "", 1.0)), 1)


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
    value = edit.value
    if value.visible:
        name = (value.name or "").strip().lower()
        if not name and value.framing is None and value.in_brand is None:
            raise CannotApply("Who should present is not said; name a presenter.")
        board = _setting(board, edit.scene, "presenter", name, starts_s) if name else board
        board = _setting(board, edit.scene, "framing", value.framing, starts_s) if value.framing else board
        return checked(board, in_brand=value.in_brand) if value.in_brand is not None else board
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


def _add(board: Storyboard, edit: AddScene, starts_s: Sequence[float]) -> Storyboard:
    value = edit.value
    shown = OnScreen(headline=value.headline, body=value.body, figure=value.figure, points=value.points)
    if not value.narration and not shown.lines():
        raise NeedsWords(f"The new scene has no words yet ({value.about or 'nothing said about it'!r}); write its narration.", ())
    if len(board.scenes) == MAX_SCENES:
        raise CannotApply(f"A film has at most {MAX_SCENES} scenes, and this one has them; remove one first.")
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
    kept = tuple(scene for scene in board.scenes if scene.id not in ids)
    return checked(board, scenes=kept, ids_used=board.highest_id())


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


def _layout(board: Storyboard, edit: ChangeLayout, starts_s: Sequence[float]) -> Storyboard:
    layout = edit.value.layout
    # Whoever speaks may step into a corner in every scene; no other layout suits a whole film.
    if edit.scene is None or (layout != "presenter_corner" and _covers_film(edit.scene, board, starts_s)):
        raise CannotApply(f"Which scene should be laid out anew is not said; name one of 1 to {len(board.scenes)}.")
    if layout == "chart":
        raise CannotApply("Which chart it should be is not said; ask for bars, a line or a ring.")
    update = {"layout": layout} | ({"on_screen": edit.value.shown} if edit.value.shown else {})
    return over_scenes(board, resolve(edit.scene, board, starts_s), lambda scene: replaced(scene, **update))


def _cta(board: Storyboard, edit: ChangeCta) -> Storyboard:
    """The last closing card, else the last scene, shows it; words spoken change only where they were given."""
    closing = [scene.id for scene in board.scenes if scene.layout == "closing"] or [board.scenes[-1].id]

    def rewrite_card(scene: Scene) -> Scene:
        shown = replaced(scene.on_screen, headline=edit.value.text)
        spoken = scene.narration if edit.value.narration is None else edit.value.narration
        return replaced(scene, on_screen=shown, narration=spoken)

    return over_scenes(board, (closing[-1],), rewrite_card)
