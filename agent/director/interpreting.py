"""What one message about an existing film means: read in code as far as it is exact, by the director where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from agent.director.contract import Director
from agent.director.read_history import HistoryWish, read_history, undoing
from agent.director.read_versions import Past
from agent.director.reading import length_problem, read_revision, unreadable
from agent.verdicts import is_again, is_cancel
from memory.domain.edits import ChangeDuration, Edit, Undo
from memory.domain.storyboard import Storyboard

Meaning = Literal["revise", "approve", "ask_question", "cancel", "start_new", "other", "clarify", "history", "again"]


@dataclass(frozen=True)
class Interpretation:
    """`edits` are certain, `rest` is for the director to turn into edits, `question` is what has to be asked instead.

    `notes` say which of two things said was taken. `history` is set with the meaning 'history' alone. 'approve' comes
    from exact words only, never from the director.
    """

    meaning: Meaning
    edits: tuple[Edit, ...] = ()
    rest: str = ""
    question: str = ""
    history: HistoryWish | None = None
    notes: tuple[str, ...] = ()


async def interpret(
    text: str,
    board: Storyboard,
    past: Past,
    director: Director,
    presenters: Sequence[str],
    voices: Sequence[str] = (),
    *,
    has_files: bool = False,
) -> Interpretation:
    """The one way from a message to what is done with it; the studio and the evals both take it.

    Raises what the director raises where it is asked.
    """
    if is_cancel(text):
        return Interpretation("cancel")
    if wish := read_history(text, past, board):
        return Interpretation("history", history=wish)
    if is_again(text) and not has_files:
        return Interpretation("again")
    if problem := unreadable(text or "file"):
        return Interpretation("clarify", question=problem)
    reading = read_revision(text, board, presenters, voices)
    if problem := reading.conflict or _impossible(reading.edits):
        return Interpretation("clarify", question=problem)
    match reading.intent:
        case "approve" | "other":
            return Interpretation(reading.intent)
        case "undo":
            undo = next((edit for edit in reading.edits if isinstance(edit, Undo)), Undo())
            return Interpretation("history", history=undoing(undo))
        case _ if reading.unknowns and not reading.edits:
            return Interpretation("clarify", question=reading.unknowns[0].sentence)
    if (reading.edits and not reading.rest.strip()) or not text.strip():
        return Interpretation("revise", reading.edits, notes=reading.notes)
    kind = reading.intent or await director.understand(text, board)
    match kind:
        case "approve":
            # The director's word is never enough for an approval.
            return Interpretation("other")
        case "ask_question" | "cancel" | "start_new":
            return Interpretation(kind)
        case _:
            return Interpretation("revise", reading.edits, reading.rest or text, notes=reading.notes)


def _impossible(edits: Sequence[Edit]) -> str:
    """One sentence where the film is asked to have a length that none can have."""
    for edit in edits:
        if isinstance(edit, ChangeDuration) and edit.scene is None and edit.value.target_s is not None:
            seconds = edit.value.target_s
            if problem := length_problem(seconds, f"{seconds:g} seconds"):
                return problem
    return ""
