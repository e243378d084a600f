"""What one message about an existing film means: read in code as far as it is exact, by the director where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from agent.director.contract import Director
from agent.director.cues import bears_kind, can_only_wish
from agent.director.read_history import HistoryWish, read_history, undoing
from agent.director.read_versions import Past
from agent.director.reading import length_problem, read_revision, unreadable
from agent.director.talking import NOTHING_THEN, Talk, answered, choices, corrected, either
from agent.director.vague import likeliest, narrowed, too_vague
from agent.verdicts import is_again, is_cancel
from memory.domain.edits import ChangeDuration, Edit, Undo
from memory.domain.storyboard import Storyboard

NOT_UNDERSTOOD = "I could not tell what to change; which scene do you mean, and what should it say or show instead?"
NO_TALK = Talk()
Meaning = Literal["revise", "approve", "ask_question", "cancel", "start_new", "other", "clarify", "history", "again"]


@dataclass(frozen=True)
class Interpretation:
    """`edits` are certain, `rest` is for the director to turn into edits, `question` is what has to be asked instead.

    `options` are the messages that the answers to it stand for. `notes` say how something was read. With the meaning
    'history' there is a `history`; `edits` are made after it. 'approve' comes from exact words only, never from the director.
    """

    meaning: Meaning
    edits: tuple[Edit, ...] = ()
    rest: str = ""
    question: str = ""
    history: HistoryWish | None = None
    notes: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


async def interpret(
    text: str,
    board: Storyboard,
    past: Past,
    director: Director,
    presenters: Sequence[str],
    voices: Sequence[str] = (),
    *,
    has_files: bool = False,
    talk: Talk = NO_TALK,
) -> Interpretation:
    """The one way from a message to what is done with it; the studio and the evals both take it.

    `talk` is what was asked and changed just before. Raises what the director raises where it is asked.
    """
    answer = answered(text, talk, board, presenters, voices)
    if answer == "":
        return Interpretation("other", question=NOTHING_THEN)
    text = answer or text
    if is_cancel(text):
        return Interpretation("cancel")
    if instead := corrected(text, talk, past.head, board, presenters):
        if instead.question:
            return Interpretation("clarify", question=instead.question)
        return Interpretation("history", instead.edits, history=undoing(Undo()))
    if wish := read_history(text, past, board):
        if wish.kind == "ask":
            return Interpretation("clarify", question=wish.question)
        return Interpretation("history", history=wish)
    if is_again(text) and not has_files:
        return Interpretation("again")
    if problem := unreadable(text or "file"):
        return Interpretation("clarify", question=problem)
    reading = read_revision(text, board, presenters, voices)
    if problem := reading.conflict or _impossible(reading.edits):
        return _ask(problem, text, board)
    match reading.intent:
        case "approve" | "other":
            return Interpretation(reading.intent)
        case "undo":
            undo = next((edit for edit in reading.edits if isinstance(edit, Undo)), Undo())
            return Interpretation("history", history=undoing(undo))
        case _ if reading.unknowns and not reading.edits:
            return _ask(reading.unknowns[0].sentence, text, board)
    if (reading.edits and not reading.rest.strip()) or not text.strip():
        return Interpretation("revise", reading.edits, notes=reading.notes)
    if reading.edits and (nearer := narrowed(reading.edits, reading.rest, board)):
        return Interpretation("revise", nearer, notes=reading.notes)
    if not reading.edits and (felt := likeliest(text, board)):
        return Interpretation("revise", (felt[0],), notes=(felt[1],))
    if not reading.edits and (question := too_vague(text, board)):
        return Interpretation("clarify", question=question)
    if not reading.edits and (two := either(text, board, presenters, voices)):
        return Interpretation("clarify", question=two[0], options=two[1])
    sure = "revise" if director.is_small and can_only_wish(text) else None
    kind = reading.intent or sure or await director.understand(text, board)
    if director.is_small and reading.intent is None and kind != "approve" and not bears_kind(kind, text):
        kind = "revise"
    match kind:
        case "other" | "approve" if director.is_small and (kind == "other" or not bears_kind("approve", text)):
            # Praise was read in code; what a small one only cannot place is worth a question.
            return Interpretation("clarify", question=NOT_UNDERSTOOD)
        case "approve":
            # The director's word is never enough for an approval.
            return Interpretation("other")
        case "ask_question" | "cancel" | "start_new":
            return Interpretation(kind)
        case _:
            return Interpretation("revise", reading.edits, reading.rest or text, notes=reading.notes)


def _ask(question: str, text: str, board: Storyboard) -> Interpretation:
    put, options = choices(question, text, board)
    return Interpretation("clarify", question=put, options=options)


def _impossible(edits: Sequence[Edit]) -> str:
    """One sentence where the film is asked to have a length that none can have."""
    for edit in edits:
        if isinstance(edit, ChangeDuration) and edit.scene is None and edit.value.target_s is not None:
            seconds = edit.value.target_s
            if problem := length_problem(seconds, f"{seconds:g} seconds"):
                return problem
    return ""
