"""A thing of the film, a sign, and what it shall say or be: 'headline scene 2: Root rot 101', 'cta = link in bio', 'tone: less corporate'."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Callable

from agent.director.wishes.bag import Bag
from agent.director.wishes.clause import Clause, Draft, edit, unquoted
from agent.director.wishes.frame_edits import ref_of

_SIGN = re.compile(
    r"\s*(?::|=|→|->|=>)\s*(?=\S)|\s+(?:should|must|could|shall|has to|needs to) (?:say|read)\s+|\s+(?:to say|to read|saying|soll (?:lauten|heißen)|debe decir|doit dire|deve dire|moet zijn)\s+"
)
_QUIET = frozenset({"filler", "make", "replace", "to", "film", "scene_noun", "scene", "complaint", "film_length", "style_word", "use", "text"})  # fmt: skip
_LONGEST = 90


def read_headed(clause: str, about: Clause, bag_of: Callable[[str], Bag]) -> Draft | None:
    """The edit that sets one thing to the words after the sign; None where the head names none, or anything else."""
    found = _SIGN.search(clause)
    if not found or not 1 < found.start() <= 60:
        return None
    told = unquoted(clause[found.end() :].strip().rstrip(" .!,;")) if found.end() < len(clause) else ""
    head = bag_of(clause[: found.start()])
    if not 1 < len(told) <= _LONGEST or len(head.unknown) > 1 or bool(re.fullmatch(r"[\d:/ .]+", told)):
        return None
    named = {kind for thing in head.things for kind in thing.kinds} - _QUIET
    ref = ref_of(head)
    if "title" in named and named <= {"title"} and isinstance(ref, int | str):
        return edit("edit_text", ref, to=told, field="headline")
    if "cta" in named and named <= {"cta", "add"} and ref in (None, "last", len(about.board.scenes)):
        return edit("change_cta", text=told)
    if named == {"tone_word"} or (named == {"tone_word", "color_word"}):
        return edit("rewrite_tone", "all" if ref is None else ref, tone=told)
    return None
