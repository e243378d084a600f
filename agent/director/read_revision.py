"""What a message about an existing film asks for, wherever every word of a wish is understood by code."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from agent.director.read_clause import read_clause
from agent.director.read_facts import hard_facts, quotes, without_quotes
from agent.director.read_numbers import Length, lengths
from agent.director.read_values import Unknown, aspects, languages, unknown_aspect, unknown_language
from agent.director.wishes.clause import Clause
from memory.domain.edits import Edit, parse_edit
from memory.domain.storyboard import AspectRatio, Storyboard
from memory.errors import EditError

Intent = Literal["revise", "approve", "undo", "cancel", "start_new", "ask_question", "other"]


@dataclass(frozen=True)
class Hints:
    """Exact values in a message, for what the language model makes of the rest; they win over its own."""

    lengths: tuple[Length, ...] = ()
    aspects: tuple[AspectRatio, ...] = ()
    languages: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class RevisionReading:
    """`intent` None where code cannot tell. `edits` are in the order they were said; `rest` is what no pattern took.

    With an empty `rest` nothing is left for a language model. `edits` never hold a guess.
    """

    intent: Intent | None
    edits: tuple[Edit, ...] = ()
    rest: str = ""
    hints: Hints = Hints()
    unknowns: tuple[Unknown, ...] = ()


_PRAISE = r"(?:(?:this |that |it |the (?:video|film|preview) )?(?:looks?|sounds?|is|it's|that's|feels)? ?(?:really |so |very |absolutely |just |all )?(?:good|great|perfect|nice|awesome|excellent|amazing|wonderful|fantastic|lovely|brilliant|beautiful)(?: to me| video| film| job| work| start)?|(?:i )?love it|(?:i )?like it|yes|yep|yeah|ok(?:ay)?|cool|thanks|thank you|wow|all good|no (?:more )?changes(?: needed)?|happy with (?:it|this|that))"
_GO = r"(?:i )?approved?(?: (?:it|this|that|(?:the|this) (?:video|film|preview|version)|version \d+))?|ship it|(?:please )?(?:go ahead and )?(?:finish|finalize|finalise|deliver|publish|export)(?: (?:it|this|the (?:video|film)))?|(?:render|make|export|give me|produce|create) (?:the )?(?:final|finished|full)(?: (?:version|video|film|render|one|cut|quality))?|(?:that's |it's )?(?:a )?(?:final|done deal)|you have my approval|go for (?:the )?final|freigegeben|aprobado|approuvé"
_FILL = r"(?:[\s,.!;:-]|\band\b|\bso\b|\bplease\b|\bnow\b|\bthen\b|\bas is\b|\b(?:let's|lets)\b)*"
_APPROVE = re.compile(rf"{_FILL}(?:{_PRAISE}{_FILL})*(?:{_GO}){_FILL}(?:{_PRAISE}{_FILL})*", re.I)
_PRAISED = re.compile(rf"{_FILL}(?:{_PRAISE}{_FILL})+", re.I)
_CANCEL = re.compile(
    r"(?:please )?(?:cancel|abort|stop|stop it|stop that|never ?mind|forget it|cancel (?:it|that|this|the (?:render|rendering|preview|video|job)))[.! ]*",
    re.I,
)
_NEW = re.compile(
    r"(?:please )?(?:(?:let's )?start (?:over|again|from scratch|a new (?:video|film|one|project)|fresh)|new (?:video|film|project)|(?:make|create) (?:me )?(?:a|another) (?:new|different) (?:video|film))[.! ]*",
    re.I,
)
_QUESTION = re.compile(
    r"^(?:(?:and|so|but|hey|hi)[, ]+)?(?:what|why|when|where|who|which|how|is|are|does|do|did|was|were|will it|has|have you)\b",
    re.I,
)
# Words that make the wish before or after them depend on something: then none of it is read by code.
_HEDGE = re.compile(
    r"\b(?:or|if|unless|except|maybe|perhaps|either|actually no|wait|rather than|not sure|whichever|don'?t|do not|never|keep|leave|only)\b",
    re.I,
)
_SPLIT = re.compile(r"\s*(?:[.!?]+(?=\s|$)|[,;\n]+|\s+-\s+|\b(?:and then|and also|and|then|also|plus|but|&)\b)\s*", re.I)


def read_revision(text: str, board: Storyboard, presenters: Sequence[str] = (), voices: Sequence[str] = ()) -> RevisionReading:
    """Edits that are certain, and the rest. Praise with a wish in it is no approval; a question changes nothing."""
    plain = without_quotes(text)
    hints = Hints(lengths(plain), aspects(plain), languages(plain), quotes(text), hard_facts(plain))
    found = [unknown_aspect(plain), unknown_language(plain)]
    unknowns = tuple(unknown for unknown in found if unknown)
    if intent := _plain_intent(text):
        return RevisionReading(intent, hints=hints)
    if text.strip().endswith("?") and _QUESTION.match(text.strip()):
        return RevisionReading("ask_question", rest=text.strip(), hints=hints, unknowns=unknowns)
    edits, rest = _read(text, Clause(board, presenters, voices))
    if edits and _APPROVE.fullmatch(rest):
        rest = ""
    if rest and _HEDGE.search(without_quotes(rest)):
        # What is left may take back or narrow what was read, so the whole message goes to the model.
        edits, rest = (), text.strip()
    if edits and all(edit.op == "undo" for edit in edits) and not rest:
        return RevisionReading("undo", edits, hints=hints)
    return RevisionReading("revise" if edits else None, edits, rest, hints, unknowns)


def _plain_intent(text: str) -> Intent | None:
    """Intents that take up the whole message."""
    clean = text.strip()
    if _APPROVE.fullmatch(clean):
        return "approve"
    if _CANCEL.fullmatch(clean):
        return "cancel"
    if _NEW.fullmatch(clean):
        return "start_new"
    return "other" if _PRAISED.fullmatch(clean) else None


def _read(text: str, about: Clause) -> tuple[tuple[Edit, ...], str]:
    """The longest run of pieces that is one wish, again and again; pieces that fit nothing are the rest."""
    spans = _pieces(text)
    edits: list[Edit] = []
    rest: list[str] = []
    at = 0
    while at < len(spans):
        for end in range(min(len(spans), at + 6), at, -1):
            clause = text[spans[at][0] : spans[end - 1][1]]
            if _PRAISED.fullmatch(clause.strip()):
                at = end
                break
            if edit := _edit_of(clause, about):
                edits.append(edit)
                at = end
                break
        else:
            rest.append(text[spans[at][0] : spans[at][1]])
            at += 1
    return tuple(edits), ", ".join(rest)


def _edit_of(clause: str, about: Clause) -> Edit | None:
    draft = read_clause(clause, about)
    if draft is None:
        return None
    try:
        return parse_edit(draft)
    except EditError:
        # A pattern took more than the vocabulary holds, such as a scene of zero seconds: the model may say it better.
        return None


def _pieces(text: str) -> list[tuple[int, int]]:
    """Places of the pieces between separators that stand outside quotes."""
    plain = without_quotes(text)
    spans, start = [], 0
    for match in _SPLIT.finditer(plain):
        spans.append((start, match.start()))
        start = match.end()
    spans.append((start, len(plain)))
    return [(begin, end) for begin, end in spans if plain[begin:end].strip()]
