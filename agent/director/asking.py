"""A message put to the director, and what of its answer is taken: rows that parse and apply, with the values that code read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.director.contract import Director, Heard, Kind, Situation
from agent.director.cues import bears_kind
from agent.director.supporting import supported
from memory.domain.apply import apply
from memory.domain.edits import Edit, Undo
from memory.domain.scene_refs import resolve
from memory.domain.storyboard import Storyboard
from memory.errors import CannotApply, EditError, NeedsWords, NoSuchScene

# What is worded freely or depends on the other edits: the director's is as good as what code cut out of the message.
_WORDED = ("rewrite_tone", "add_scene", "edit_text", "change_cta", "reorder_scenes")


@dataclass(frozen=True)
class Answer:
    """What the director makes of a message. `problems` are sentences about what could not be turned into an edit."""

    kind: Kind
    edits: tuple[Edit, ...] = ()
    question: str = ""
    problems: tuple[str, ...] = ()


async def put(text: str, situation: Situation, director: Director) -> Answer:
    """One question to the director; what a large one answers and cannot be applied goes back to it once, with the reason.

    A small one repeats itself, so it is asked once, and what the words of the message do not bear is dropped.
    """
    heard = await director.read(text, situation)
    if director.is_small:
        return _held(heard, text, situation)
    edits, problems = _typed(heard)
    if complaint := " ".join([*problems, *_refused(edits, situation.board)]):
        heard = await director.read(text, situation, complaint)
        edits, problems = _typed(heard)
    return Answer(heard.kind, tuple(exact(edits, situation)), heard.question, tuple(problems))


def exact(edits: Sequence[Edit], situation: Situation) -> list[Edit]:
    """The edits with the numbers, colours and names that code read in the same message, where it read the same wish."""
    read = [edit for edit in situation.read if edit.op not in _WORDED]
    return [next((known for known in read if _same_wish(known, edit, situation.board)), edit) for edit in edits]


def _same_wish(known: Edit, edit: Edit, board: Storyboard) -> bool:
    """Whether both change the same of the same scenes; 'shorter' and '30 seconds' are not the same."""
    if known.op != edit.op or _scenes(known, board) != _scenes(edit, board):
        return False
    return known.value.model_dump(exclude_defaults=True).keys() == edit.value.model_dump(exclude_defaults=True).keys()


def _scenes(edit: Edit, board: Storyboard) -> tuple[str, ...] | str:
    try:
        return resolve(edit.scene, board)
    except NoSuchScene:
        return str(edit.scene)


def _held(heard: Heard, text: str, situation: Situation) -> Answer:
    edits, _ = _typed(heard)
    kept = supported(edits, text, situation.board)
    if heard.kind == "revise" or situation.is_wish or not bears_kind(heard.kind, text):
        return Answer("revise", tuple(kept), heard.question)
    return Answer(heard.kind, question=heard.question)


def _typed(heard: Heard) -> tuple[list[Edit], list[str]]:
    edits, problems = [], []
    for row in heard.rows:
        try:
            edit = row.to_edit()
        except EditError as error:
            problems.append(str(error))
            continue
        edits += [] if edit in edits else [edit]
    return edits, problems


def _refused(edits: Sequence[Edit], board: Storyboard) -> list[str]:
    """Why edits cannot be applied to the film, each alone; places on the clock are not known yet and count as fine."""
    reasons = []
    for edit in edits:
        if isinstance(edit, Undo) or "@" in str(edit.scene) or edit.op == "replace_media":
            continue
        try:
            apply(board, edit)
        except NeedsWords:
            continue
        except CannotApply as error:
            reasons.append(str(error))
    return reasons
