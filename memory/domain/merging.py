"""Parts of one version put into another: 'like it was in version 1, but keep the new ending'."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from memory.domain.changes import changes_between
from memory.domain.edit_values import Part, Reference
from memory.domain.edits import Undo
from memory.domain.rebuild import checked, replaced
from memory.domain.scene_refs import number_of, resolve
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import NoSuchScene

PARTS: tuple[Part, ...] = get_args(Part)
# Fields of the film and fields of each scene that make up a part.
_FIELDS: dict[Part, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "music": (("music",), ()),
    "voice": (("voice",), ("voice",)),
    "presenter": (("presenter", "voice", "framing", "in_brand", "lower_third"), ("presenter", "voice", "framing")),
    "background": (("background",), ("background",)),
    "colors": (("theme",), ()),
    "captions": (("captions", "caption_position"), ()),
    "transitions": (("transition",), ("transition",)),
    "logo": (("logo",), ()),
    "title": (("title",), ()),
    "shape": (("aspect",), ()),
    "length": (("target_s", "pace"), ("length_s", "timed")),
    "language": (("language", "title", "voice"), ("narration", "gestures", "on_screen", "voice")),
    "words": ((), ("narration", "gestures", "on_screen")),
    "on_screen": ((), ("on_screen",)),
    "pictures": ((), ("media",)),
    "order": ((), ()),
}
# A scene that leaves these open takes the film's.
_INHERITED = frozenset(("voice", "presenter", "framing", "background", "transition"))


def restored(now: Storyboard, then: Storyboard, undo: Undo) -> Storyboard:
    """`now` after going back to `then`, whole or in part. Which version `then` is was found out before.

    What stays keeps its place in `then`; what comes back stands where its scene stands now. Raises NoSuchScene.
    """
    if undo.value.keep or undo.value.only or undo.scene is not None:
        # An id means one scene for good, in both of them.
        return checked(_mixed(now, then, undo), ids_used=max(now.ids_used, then.ids_used))
    return then


def _mixed(now: Storyboard, then: Storyboard, undo: Undo) -> Storyboard:
    if undo.value.keep:
        scenes = tuple(ref for ref in undo.value.keep if ref not in PARTS)
        parts = tuple(part for part in PARTS if part in undo.value.keep)
        return _with_parts(_with_scenes(then, now, _as_now(scenes, now)), now, parts)
    if undo.value.only:
        within = None if undo.scene is None else set(resolve(undo.scene, now))
        return _with_parts(now, then, undo.value.only, within)
    scene = undo.scene if undo.scene is not None else ()
    return _with_scenes(now, then, scene if isinstance(scene, tuple) else (scene,))


def changes_back(now: Storyboard, then: Storyboard, undo: Undo) -> bool:
    """Whether `then` holds what is asked back, and not as it is now already."""
    try:
        return bool(changes_between(now, restored(now, then, undo)))
    except NoSuchScene:
        return False


def _with_scenes(base: Storyboard, other: Storyboard, refs: Sequence[Reference]) -> Storyboard:
    for ref in refs:
        for scene_id in _meant(base, other, ref):
            scene = next(scene for scene in other.scenes if scene.id == scene_id)
            base = checked(base, scenes=_placed(base, other, scene, ref))
    return base


def _as_now(refs: Sequence[Reference], now: Storyboard) -> tuple[Reference, ...]:
    """Numbers as ids: what is kept is counted in the film that is seen."""
    return tuple(one for ref in refs for one in (resolve(ref, now) if isinstance(ref, int) else (ref,)))


def _meant(base: Storyboard, other: Storyboard, ref: Reference) -> tuple[str, ...]:
    """Ids of scenes in `other`. A number is the scene that has it in `base`, unless that never changed: then an older one."""
    if not isinstance(ref, int):
        return resolve(ref, other)
    known = {scene.id: scene for scene in other.scenes}
    here = base.scenes[ref - 1] if 1 <= ref <= len(base.scenes) else None
    if here and here.id in known and replaced(known[here.id], timed=here.timed) != here:
        return (here.id,)
    return resolve(ref, other)


def _placed(base: Storyboard, other: Storyboard, scene: Scene, ref: Reference) -> tuple[Scene, ...]:
    """The scenes of `base` with `scene` of `other`; an ending stays an ending, and takes the place of one that is only here."""
    left = [mine for mine in base.scenes if mine.id != scene.id]
    theirs = {one.id for one in other.scenes}
    if ref in ("first", "last"):
        edge = 0 if ref == "first" else -1
        if left and left[edge].id not in theirs and base.scenes[edge].id == left[edge].id:
            left.pop(edge)
        return (scene, *left) if ref == "first" else (*left, scene)
    if len(left) < len(base.scenes):
        return tuple(scene if mine.id == scene.id else mine for mine in base.scenes)
    before = [one.id for one in other.scenes[: number_of(scene.id, other) - 1]]
    places = [place for place, mine in enumerate(left, 1) if mine.id in before]
    at = max(places, default=0)
    return (*left[:at], scene, *left[at:])


def _with_parts(base: Storyboard, other: Storyboard, parts: Iterable[Part], within: set[str] | None = None) -> Storyboard:
    """`within` None: the film and all of its scenes; else only these scenes, with what `other` gave them spelled out."""
    for part in parts:
        film, inner = _FIELDS[part]
        if within is None:
            base = checked(base, **{name: getattr(other, name) for name in film})
        if part == "order":
            base = _in_order(base, other)
        known = {scene.id: scene for scene in other.scenes}
        scenes = []
        for scene in base.scenes:
            theirs = known.get(scene.id)
            if theirs is not None and (within is None or scene.id in within):
                values = {name: _value(other, theirs, name, spelled=within is not None) for name in inner}
                scenes.append(replaced(scene, **values))
            else:
                scenes.append(scene)
        base = checked(base, scenes=tuple(scenes))
    return base


def _value(board: Storyboard, scene: Scene, name: str, *, spelled: bool) -> Any:
    value = getattr(scene, name)
    return getattr(board, name) if value is None and spelled and name in _INHERITED else value


def _in_order(base: Storyboard, other: Storyboard) -> Storyboard:
    """Scenes that both have, in the order of `other`, at the places where such scenes stand."""
    mine = {scene.id: scene for scene in base.scenes}
    theirs = iter([mine[scene.id] for scene in other.scenes if scene.id in mine])
    shared = {scene.id for scene in other.scenes}
    return checked(base, scenes=tuple(next(theirs) if scene.id in shared else scene for scene in base.scenes))
