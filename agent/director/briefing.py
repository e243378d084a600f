"""What has to be asked before the first draft: one question at most, and only what no assumption can answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.director.planning import clauses_of
from agent.director.prompting import language_name
from agent.director.read_brief import BriefReading
from memory.domain.brief import Brief, Sourced

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


def first_question(request: str, reading: BriefReading, brief: Brief, languages: Sequence[str] = ()) -> str:
    """The one question that cannot be assumed away, '' where there is none. `languages` are those that are spoken, if limited."""
    if _LIKENESS.search(request) and brief.script is None:
        return LIKENESS
    if brief.script is None and not reading.facts and not clauses_of(request):
        return " ".join([*(unknown.sentence for unknown in reading.unknowns[:1]), NO_SUBJECT])
    if reading.contradictions:
        return reading.contradictions[0].sentence
    if reading.unknowns:
        return reading.unknowns[0].sentence
    if not is_spoken(brief, languages):
        assert brief.language
        told, known = language_name(brief.language.value), " and ".join(map(language_name, languages))
        return f"No voice here speaks {told} yet; they speak {known}. Shall the film be in {known}? Say “yes”, or “cancel”."
    return ""


def is_spoken(brief: Brief, languages: Sequence[str]) -> bool:
    """Whether a voice speaks the language of the brief; an open language is one that is spoken."""
    return not languages or brief.language is None or brief.language.value.split("-")[0] in languages


def in_spoken(brief: Brief, languages: Sequence[str]) -> Brief:
    """The brief in a language that a voice speaks."""
    if is_spoken(brief, languages):
        return brief
    return brief.model_copy(update={"language": Sourced[str](value=languages[0], source="assumed")})
