"""What a brief counts and does not name: 'the five pillars of our strategy' are the client's to tell."""

from __future__ import annotations

import re

from agent.director.checking import SENTENCES
from agent.director.planning import clauses_of
from agent.director.read_numbers import NUMBER_WORDS

_N = rf"(?:\d{{1,2}}|{'|'.join(word for word, value in NUMBER_WORDS.items() if 2 <= value <= 12)})"
_AND = re.compile(r",(?! and\b)|\band\b")
_KINDS = (
    "pillars|values|principles|goals|objectives|priorities|plans|packages|tiers|products|services|features|benefits|commitments|"
    "promises|departments|locations|offices|teams|milestones|results|achievements|winners|speakers|rules|policies"
)
_COUNTED = re.compile(
    rf"\bour (?:\w+ )?(?P<ours>{_N} (?:[a-z]+ )?(?:{_KINDS}))\b"
    rf"|\b(?P<of>{_N} (?:[a-z]+ )?(?:{_KINDS})) (?:of|in|behind) (?:our|the (?:company|team|strategy|firm|school))\b",
    re.I,
)


def unnamed(request: str, duration_s: float = 0.0) -> str:
    """What of their own somebody counts without naming it ('5 pillars'), '' where they name it or count nothing."""
    found = _COUNTED.search(request)
    if found is None:
        return ""
    counted = found["ours"] or found["of"]
    said = counted.split()[0].lower()
    count = int(said) if said.isdecimal() else NUMBER_WORDS[said]
    # 'Our three values: courage, care, candour' names them behind it.
    behind = SENTENCES.split(request[found.end() :])[0]
    listed = len(_AND.findall(behind)) + 1
    return counted if listed < count and len(clauses_of(request, duration_s)) <= count else ""
