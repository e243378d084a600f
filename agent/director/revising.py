"""A message's edits, applied one by one to the film that the message speaks of; words that they lack are written."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from agent.director.arranging import laid_out
from agent.director.contract import Director, Rewrite, ScenePlan, SceneText
from agent.director.drafting import fit_words
from agent.director.gestures import gestures_for
from agent.director.mending import is_better, tidy
from agent.services import Rendering
from memory.domain.apply import apply
from memory.domain.edits import (
    AddScene,
    ChangeDuration,
    ChangeLanguage,
    ChangeLayout,
    ChangePresenter,
    ChangeVoice,
    Edit,
    RewriteTone,
    Undo,
    parse_edit,
)
from memory.domain.scene_refs import resolve
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import CannotApply, NeedsWords, NoSuchScene

NEW_SCENE_WORDS = (8, 14)
# Lengths are measured on the film as it was, and an order names all of its scenes: both come before scenes come and go.
_FIRST = {"change_duration": 0, "reorder_scenes": 1}


@dataclass
class Revision:
    """Work in progress: the board so far, the edits in it, and one sentence for each that could not be made.

    `undo` asks for an earlier version, which no board knows: it has to be opened before the edits are made.
    """

    board: Storyboard
    starts_s: Sequence[float]
    edits: list[Edit] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    undo: Undo | None = None


@dataclass(frozen=True)
class Cast:
    """The names that presenters and voices may have; no voices means that any is taken."""

    presenters: tuple[str, ...]
    voices: tuple[str, ...] = ()


async def revised(
    director: Director,
    rendering: Rendering,
    cast: Cast,
    board: Storyboard,
    edits: Sequence[dict[str, Any]],
    *,
    keep_words: bool,
) -> Revision:
    """`board` with everything a message asks for. Scenes are those of `board`, whatever the other edits move or remove.

    `keep_words` True: the person's own script stays word for word, even where a length cannot be reached without.
    """
    times = await asyncio.to_thread(rendering.schedule, board)
    work = Revision(board, times.starts_s())
    wanted = [parse_edit(data) for data in edits]
    for edit in sorted(wanted, key=lambda edit: _FIRST.get(edit.op, len(_FIRST))):
        if sentence := await _take(work, edit, _anchored(edit, board, work.starts_s), director, cast):
            work.refusals.append(sentence)
    if any(isinstance(edit, ChangeDuration) and edit.scene is None for edit in work.edits) and not keep_words:
        work.board = await fit_words(director, rendering, work.board)
    work.board = _with_gestures(board, work.board)
    return work


def _anchored(edit: Edit, board: Storyboard, starts_s: Sequence[float]) -> Edit:
    """The edit with ids for the scenes that it names by number, place or words; as it is where there are none such."""
    if edit.scene in (None, "all"):
        return edit
    try:
        ids = resolve(edit.scene, board, starts_s)
    except NoSuchScene:
        return edit
    if not isinstance(edit, AddScene) or edit.value.where:
        return edit.model_copy(update={"scene": ids[0] if len(ids) == 1 else ids})
    before = edit.scene == "first" or str(edit.scene).lower().startswith("before ")
    value = edit.value.model_copy(update={"where": "before" if before else "after"})
    return edit.model_copy(update={"scene": ids, "value": value})


async def _take(work: Revision, said: Edit, edit: Edit, director: Director, cast: Cast) -> str:
    """Applies one edit, which is kept as it was said; '' or the sentence that says why it cannot be made."""
    if sentence := _stranger(edit, cast):
        return sentence
    if isinstance(edit, Undo):
        work.undo = edit
        return ""
    try:
        edit = laid_out(edit, work.board, work.starts_s) if isinstance(edit, ChangeLayout) else edit
        after = apply(work.board, edit, work.starts_s)
    except NeedsWords as missing:
        edit = await _worded(edit, missing.scene_ids, work.board, director)
        try:
            after = apply(work.board, edit, work.starts_s)
        except CannotApply as error:
            return str(error)
    except CannotApply as error:
        return str(error)
    work.edits.append(said.model_copy(update={"value": edit.value}))
    work.board = after.board
    return ""


def _stranger(edit: Edit, cast: Cast) -> str:
    match edit:
        case ChangePresenter() if edit.value.name and edit.value.name.strip().lower() not in cast.presenters:
            names = ", ".join(name.capitalize() for name in cast.presenters)
            return f"There is no presenter {edit.value.name.capitalize()!r}; choose one of {names}."
        case ChangeVoice() if cast.voices and edit.value.name not in cast.voices:
            return f"There is no voice {edit.value.name!r}; choose one of {', '.join(cast.voices)}."
        case _:
            return ""


async def _worded(edit: Edit, scene_ids: tuple[str, ...], board: Storyboard, director: Director) -> Edit:
    """The same edit with the words that it lacked, written by the director."""
    match edit:
        case RewriteTone():
            wish = f"say the same in this tone: {edit.value.tone or 'plainer'}"
            plans = _plans(board, scene_ids, 0.3)
            spoken = _better(board, plans, await director.rewrite(Rewrite(wish, board.language, plans), board))
            return edit.model_copy(update={"value": edit.value.model_copy(update={"narrations": spoken})})
        case ChangeLanguage():
            wish = f"translate faithfully into the language {edit.value.language!r}"
            words = await director.rewrite(Rewrite(wish, edit.value.language, _plans(board, scene_ids, 0.6), shown=True), board)
            return edit.model_copy(update={"value": edit.value.model_copy(update=_translated(board, words))})
        case AddScene():
            key = board.next_scene_id()
            plan = ScenePlan("a new scene", *NEW_SCENE_WORDS, about=edit.value.about)
            words = await director.rewrite(
                Rewrite("write this one new scene for the film", board.language, {key: plan}, shown=True), board
            )
            update = {"narration": words[key].narration, "headline": edit.value.headline or words[key].headline}
            return edit.model_copy(update={"value": edit.value.model_copy(update=update)})
        case _:
            return edit


def _better(board: Storyboard, plans: dict[str, ScenePlan], words: dict[str, SceneText]) -> dict[str, str]:
    """A narration for every planned scene: the new one where it may stand in for the old, else the old."""
    spoken: dict[str, str] = {}
    for scene in board.scenes:
        if scene.id in plans:
            others = [spoken.get(other.id, other.narration) for other in board.scenes if other.id != scene.id]
            new = words.get(scene.id)
            better = new and is_better(new, scene.narration, others, plans[scene.id], board.language)
            spoken[scene.id] = tidy(new.narration) if new and better else scene.narration
    return spoken


def _plans(board: Storyboard, scene_ids: Sequence[str], slack: float) -> dict[str, ScenePlan]:
    plans = {}
    for scene in board.scenes:
        if scene.id in scene_ids:
            words = len(scene.narration.split())
            plans[scene.id] = ScenePlan(
                "", max(1, round(words * (1 - slack))), max(3, round(words * (1 + slack))), about=scene.narration
            )
    return plans


def _translated(board: Storyboard, words: dict[str, SceneText]) -> dict[str, Any]:
    shown = {}
    for scene in board.scenes:
        if scene.id in words and scene.on_screen.lines():
            text = words[scene.id]
            update = {"headline": text.headline or scene.on_screen.headline, "points": text.points or scene.on_screen.points}
            shown[scene.id] = scene.on_screen.model_copy(update=update)
    return {"narrations": {key: text.narration for key, text in words.items()}, "on_screen": shown}


def _with_gestures(before: Storyboard, after: Storyboard) -> Storyboard:
    """Hands follow new words; scenes whose words stayed keep their cues, so that they are not rendered again."""
    said = {scene.id: scene.narration for scene in before.scenes}

    def cued(scene: Scene) -> Scene:
        if said.get(scene.id) == scene.narration:
            return scene
        gestures = gestures_for(scene.narration) if scene.layout.startswith("presenter") else ()
        return scene.model_copy(update={"gestures": gestures})

    return after.model_copy(update={"scenes": tuple(cued(scene) for scene in after.scenes)})
