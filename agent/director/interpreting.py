"""What one message about an existing film means: read in code as far as it is exact, by the director where it is not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from agent.director.asking import put
from agent.director.contract import Director, Situation
from agent.director.cues import bears_kind, only_explains
from agent.director.guessing import guess, is_borne
from agent.director.read_history import HistoryWish, read_history, undoing
from agent.director.read_versions import Past
from agent.director.reading import RevisionReading, length_problem, read_revision, unreadable
from agent.director.talking import NOTHING_THEN, Talk, answered, choices, corrected, either
from agent.director.vague import likeliest, narrowed, too_vague
from agent.director.wishes.clause import Clause
from agent.director.wishes.shorthand import signs_written_out
from agent.errors import DirectorUnreachable, DraftUnusable
from agent.verdicts import is_again, is_cancel
from memory.domain.edits import ChangeDuration, Edit, Undo
from memory.domain.storyboard import Storyboard

NOT_UNDERSTOOD = "I could not tell what to change; which scene do you mean, and what should it say or show instead?"
MODEL_SILENT = "The language model gave no answer, so I took your words as they stand; say “undo” if you meant something else."
NO_TALK = Talk()
SHORT = 5  # words; a message of no more is read in code alone wherever code knows all of them
Meaning = Literal["revise", "approve", "ask_question", "cancel", "start_new", "other", "clarify", "history", "again"]


@dataclass(frozen=True)
class Interpretation:
    """`edits` are what to change, `rest` is what nobody could read, `question` is what has to be asked instead.

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
    text = signs_written_out(answer or text)
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
        case "approve" | "other" | "cancel" | "start_new":
            return Interpretation(reading.intent)
        case "undo":
            undo = next((edit for edit in reading.edits if isinstance(edit, Undo)), Undo())
            return Interpretation("history", history=undoing(undo))
        case _ if (reading.unknowns and not reading.edits) or not text.strip():
            return _ask(reading.unknowns[0].sentence, text, board) if reading.unknowns else Interpretation("revise")
    by_code = _by_code(text, board, reading, presenters, voices)
    situation = Situation(board, tuple(voices), _before(past, talk))
    clause = Clause(board, presenters, voices)
    if director.is_small and not (by_code and (bool(answer) or _is_plain(by_code, reading, text, clause))):
        return await _by_small(text, reading, clause, director, situation, has_files)
    if by_code and (director.is_small or bool(answer) or _is_short(text)):
        return by_code
    try:
        return await _by_large(text, reading, director, situation, has_files)
    except (DirectorUnreachable, DraftUnusable):
        # What code read to the last word need not wait for a model that fails; the reply says that it did.
        if by_code is None or by_code.meaning != "revise" or reading.rest.strip():
            raise
        return replace(by_code, notes=(*by_code.notes, MODEL_SILENT))


def _is_plain(by_code: Interpretation, reading: RevisionReading, text: str, clause: Clause) -> bool:
    """Whether code read every word, and the whole message is about what it read."""
    return not reading.loose and (by_code.meaning != "revise" or is_borne(by_code.edits, text, clause))


def _is_short(text: str) -> bool:
    """Whether a message has few words; where scripts set no spaces, two letters count as one."""
    return len(text.split()) + sum(letter > "\u2e80" for letter in text) // 2 <= SHORT


def _by_code(
    text: str, board: Storyboard, reading: RevisionReading, presenters: Sequence[str], voices: Sequence[str]
) -> Interpretation | None:
    """What code alone makes of a message; None where something of it is left to be read."""
    if reading.intent == "ask_question":
        return Interpretation("ask_question")
    if reading.edits:
        if not reading.rest.strip():
            return Interpretation("revise", reading.edits, notes=reading.notes)
        nearer = narrowed(reading.edits, reading.rest, board)
        return Interpretation("revise", nearer, notes=reading.notes) if nearer else None
    if felt := likeliest(text, board) or likeliest(reading.rest, board):
        return Interpretation("revise", (felt[0],), notes=(felt[1],))
    if question := too_vague(text, board):
        return Interpretation("clarify", question=question)
    if two := either(text, board, presenters, voices):
        return Interpretation("clarify", question=two[0], options=two[1])
    return None


async def _by_small(
    text: str, reading: RevisionReading, clause: Clause, director: Director, situation: Situation, has_files: bool
) -> Interpretation:
    """What a message is likely to mean, by its likeness to others; the director is asked only for words meant exactly."""
    certain = [edit for edit in reading.edits if edit not in reading.loose]
    likely = guess(text, clause, certain, reading.loose, reading.rest)
    if likely.edits:
        told = len(likely.edits) > len(reading.edits) or only_explains(reading.rest)
        return Interpretation("revise", likely.edits, "" if told else reading.rest.strip(" ,."), notes=reading.notes)
    if likely.open_ops:
        answer = await put(text, replace(situation, open_ops=likely.open_ops, is_wish=True), director)
        if answer.edits:
            return Interpretation("revise", answer.edits)
    if has_files and likely.kind == "clarify":
        return Interpretation("revise", (), text.strip(" ,."))
    match likely.kind:
        case "ask_question" | "cancel" | "start_new" if bears_kind(likely.kind, text):
            return Interpretation(likely.kind)
        case "approve" | "other" if bears_kind(likely.kind, text):
            # A likeness is never enough for an approval.
            return Interpretation("other")
        case _:
            return Interpretation("clarify", question=likely.question or NOT_UNDERSTOOD)


async def _by_large(
    text: str, reading: RevisionReading, director: Director, situation: Situation, has_files: bool
) -> Interpretation:
    """What a large director makes of all of a message."""
    answer = await put(text, replace(situation, read=reading.edits, file="file" if has_files else ""), director)
    if answer.edits or (has_files and answer.kind == "revise"):
        return Interpretation("revise", answer.edits, notes=(*reading.notes, *answer.problems))
    match answer.kind:
        case "ask_question" | "cancel" | "start_new":
            return Interpretation(answer.kind)
        case "approve" | "other":
            # The director's word is never enough for an approval.
            return Interpretation("other")
        case _:
            return Interpretation("clarify", question=answer.question or " ".join(answer.problems) or NOT_UNDERSTOOD)


def _before(past: Past, talk: Talk) -> tuple[str, ...]:
    """What happened before the message, in sentences for the director."""
    said = [f"Version {past.head} of {past.newest} is open."]
    if talk.edits:
        rows = "; ".join(f"{row['op']} {row.get('scene') or ''} {row.get('value') or ''}" for row in talk.edits)
        said.append(f"The message before, “{talk.message}”, was carried out as: {rows}.")
    if talk.question:
        said.append(f"To “{talk.text}” we asked back: {talk.question}")
    return tuple(said)


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
