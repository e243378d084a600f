"""What has to be asked before the first draft: one question at most, and only what no assumption can answer."""

from __future__ import annotations

import re

from agent.director.planning import clauses_of
from agent.director.read_brief import BriefReading
from memory.domain.brief import Brief

_LIKENESS = re.compile(
    r"\b(?:my|his|her|their|our (?:ceo|founder|boss)'?s?)\s+(?:own\s+)?(?:face|voice|avatar|likeness)\b|\bclone\b|\bdeep ?fake\b"
    r"|\bwith me as (?:the )?presenter\b",
    re.I,
)
NO_SUBJECT = "What is the film about? One sentence is enough: what it is, who it is for, and what they should do."
LIKENESS = (
    "A real person's face or voice needs their recorded consent, and none is on file. "
    "Shall one of our presenters speak instead? Say “yes”, or record the consent first."
)


def first_question(request: str, reading: BriefReading, brief: Brief) -> str:
    """The one question that cannot be assumed away, '' where there is none."""
    if _LIKENESS.search(request) and brief.script is None:
        return LIKENESS
    if brief.script is None and not reading.facts and not clauses_of(request):
        return " ".join([*(unknown.sentence for unknown in reading.unknowns[:1]), NO_SUBJECT])
    if reading.contradictions:
        return reading.contradictions[0].sentence
    if reading.unknowns:
        return reading.unknowns[0].sentence
    return ""
