"""One wish in one clause, read by patterns that must match all of it."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_scene import scene_ref
from agent.director.wishes import cast, history, length, look, order, sound, words
from agent.director.wishes.clause import NO_REF, Clause, Draft

_SCENE_OPS = (
    *("change_duration", "edit_text", "change_presenter", "change_voice", "change_background", "change_transition"),
    *("rewrite_tone", "replace_media"),
)
_LEAD = re.compile(
    r"^(?:(?:and|also|then|please|pls|ok(?:ay)?|so|great|thanks|perfect|nice|good|hi|hey|now|next|finally|first|just|could you|can you|would you|will you|can we|could we|i(?:'d| would) like (?:you )?to|i want (?:you )?to|i need (?:you )?to|we need to|we should|let's|let us|lets|try to|you should|it should)\b[\s,]*)+",
    re.I,
)
_TAIL = re.compile(
    r"(?:[\s,]*(?:\b(?:please|pls|thanks|thank you|too|as well|again|instead|for me|now|everywhere|throughout|entirely|completely|altogether|overall)|[.!?;,]))+$",
    re.I,
)
_RULES = [
    (re.compile(pattern, re.I | re.S), build)
    for group in (history, look, sound, order, length, cast, words)
    for pattern, build in group.RULES
]


def read_clause(text: str, about: Clause) -> Draft | None:
    """The edit a clause asks for as a plain object, None where any word of it is not understood."""
    clause = _unfilled(text)
    for pattern, build in _RULES:
        if found := pattern.fullmatch(clause):
            draft = build(found, about)
            if draft is not None and (about.scene == NO_REF or _takes_scene(draft)):
                return _with_scene(draft, about)
    return _read_around_scene(clause, about) if about.scene == NO_REF else None


_SCENE_FIRST = re.compile(r"(?:in|on|for|at|within|from|of)?\s*(?P<s>[^,:]{2,40}?)\s*[,:]\s*(?P<rest>.+)", re.I | re.S)
_SCENE_LAST = re.compile(r"(?P<rest>.+?)\s+(?:in|on|for|of|at|from|to|behind|throughout|after)\s+(?P<s>[^,:]{2,60})", re.I | re.S)


def _read_around_scene(clause: str, about: Clause) -> Draft | None:
    """'in scene 2, ...' and '... in scene 2': the scene first, then the rest without it."""
    for pattern in (_SCENE_FIRST, _SCENE_LAST):
        if found := pattern.fullmatch(clause):
            known, ref = scene_ref(found["s"], about.board)
            if known:
                return read_clause(found["rest"], Clause(about.board, about.presenters, about.voices, ref))
    return None


def _takes_scene(draft: Draft) -> bool:
    return draft["op"] in _SCENE_OPS and draft.get("scene") is None


def _with_scene(draft: Draft, about: Clause) -> Draft:
    return {"scene": None, **draft} if about.scene == NO_REF else {**draft, "scene": about.scene}


def _unfilled(text: str) -> str:
    """The clause without the words of politeness around it."""
    clause = " ".join(text.split()) if '"' not in text and "“" not in text else text.strip()
    before = ""
    while before != clause:
        before = clause
        clause = _TAIL.sub("", _LEAD.sub("", clause)).strip()
    return clause
