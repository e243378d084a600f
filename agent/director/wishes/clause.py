"""What the rules of all wishes share: the clause they look at, the edit they make, the words that come again and again."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from memory.domain.edit_values import SceneRef
from memory.domain.storyboard import Storyboard

Draft = dict[str, Any]
NO_REF: SceneRef = ()
IT = r"(?:it|this|that|the (?:whole |entire )?(?:video|film|clip|thing)|everything|the length|the duration|the total)"
TO = r"(?:to|with|by|into|for|->|→|=>|as|:)"
PUT = r"(?:make|change|set|turn|switch|update|get|have|put|use|give|let)"
OFF_VERB = r"(?:turn off|switch off|remove|delete|hide|disable|drop|kill|lose|loose|no|without|get rid of|cut|take out|take away|mute|no more|skip|stop)"
ON_VERB = r"(?:turn on|switch on|add|show|enable|bring back|put back|with|include|turn back on|i want|restore|unmute)"
A_BIT = r"(?:(?:just |still |really )?(?:a (?:little |tiny |wee )?bit|a (?:little|touch|tad|notch)|slightly|somewhat|much|way|far|so|very|quite|even|a lot|kinda|kind of|rather|really|just|still|too|more like|ever so slightly)\b ?)"
ANOTHER = r"(?:an? |some )?(?:different|another|other|new)"
QUOTE = r"(?:\"[^\"]*\"|“[^”]*”|'[^']*'|‘[^’]*’|«[^»]*»|„[^“”]*[“”])"
SCENE = r"(?P<s>.{1,60}?)"


@dataclass(frozen=True)
class Clause:
    """What the patterns may ask about: the film, the names that exist, the scene the clause began or ended with.

    `by_words`: a clause that no pattern takes may be read by its words.
    """

    board: Storyboard
    presenters: Sequence[str] = ()
    voices: Sequence[str] = ()
    scene: SceneRef = NO_REF
    by_words: bool = False


Build = Callable[[re.Match[str], Clause], Draft | None]
Rule = tuple[str, Build]


def edit(op: str, scene: SceneRef = None, **value: Any) -> Draft:
    """An edit as a plain object, for `parse_edit`."""
    return {"op": op, "scene": scene, "value": value}


def fixed(op: str, **value: Any) -> Build:
    """A builder of one edit that depends on nothing in the clause."""
    return lambda found, about: edit(op, **value)


def unquoted(text: str) -> str:
    """`text` without the quotation marks around it, where it has some."""
    text = text.strip()
    marks = {'"': '"', "“": "”", "'": "'", "‘": "’", "«": "»", "„": "“"}
    if len(text) > 1 and marks.get(text[0]) and text[-1] in (marks[text[0]], '"', "”"):
        return text[1:-1].strip()
    return text
