"""How many scenes a film has, what each is for, and how many words fit: counted in code, never guessed by a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from agent.director.contract import ScenePlan
from memory.domain.storyboard import MAX_SCENES

WORDS_PER_S = 2.4  # of a whole film, its pauses included
SLACK = 0.16  # words a scene may be off; the rest is fitted by rate and pauses
SHORTEST_S, LONGEST_S = 3.0, 600.0
DEFAULT_S = 30.0

HOOK = "open with the viewer's situation or problem"
CLOSING = "say what to do now"
MIDDLE = ("what it is", "how it works", "why that helps", "what a day with it looks like", "what to expect", "one more detail")
_PRODUCTION = re.compile(
    r"\b(\d+[\s-]?(?:s|sec|secs|seconds?|minutes?|min)\b|16:9|9:16|1:1|4:5|vertical|square|landscape|captions?|subtitles?|music|presenter|"
    r"voice[\s-]?over|video|film|clip|make|create|produce)",
    re.I,
)
_EMPTY = re.compile(
    r"\b(?:an?|and|the|with|in|on|for|of|to|me|us|it|is|should|be|please|nice|good|just|some|something|about)\b", re.I
)
_AUDIENCE = re.compile(r"(?:it(?:'s| is) )?(?:for|aimed at|meant for) (?!\W?\d)", re.I)
_URL = re.compile(r"(?:https?://|www\.)\S+|\b[\w.-]+@[\w-]+\.[\w.]+|\b[\w-]+(?:\.[\w-]+)*\.(?:[a-z]{2,})(?:/\S*)?\b", re.I)


def scene_count(duration_s: float) -> int:
    """Scenes of 3 to 7 seconds: short films cut faster, long ones rest longer."""
    length_s = 4.4 + min(2.4, duration_s / 40)
    return max(1, min(MAX_SCENES, round(duration_s / length_s)))


def plan_scenes(duration_s: float, request: str, facts: Sequence[str]) -> tuple[ScenePlan, ...]:
    """A plan for each scene: its role, its words, and the facts that belong in it.

    Facts with an address (a URL, an e-mail) go to the last scene; the others follow the sentence they were said in.
    """
    count = scene_count(duration_s)
    words = duration_s * WORDS_PER_S / count
    least, most = max(2, round(words * (1 - SLACK))), max(3, round(words * (1 + SLACK)))
    said = clauses_of(request)
    closing = [clause for clause in said if _URL.search(clause)] if count > 1 else []
    opening = [clause for clause in said if _AUDIENCE.match(clause)] if count > 2 else []
    middle = _spread([clause for clause in said if clause not in (*closing, *opening)], max(0, count - 2))
    clauses = ["; ".join(opening), *middle, "; ".join(closing)][:count]
    homes = _homes(facts, clauses, count)
    plans = []
    for index in range(count):
        clause = clauses[index]
        if index == 0:
            role = HOOK
        elif index == count - 1:
            role = CLOSING
        else:
            role = MIDDLE[(index - 1) % len(MIDDLE)]
        plans.append(ScenePlan(role, least, most, about=clause, facts=tuple(homes.get(index, ()))))
    return tuple(plans)


def clauses_of(request: str) -> tuple[str, ...]:
    """The pieces of content in a request, in order; orders about the production (length, shape, music) are left out."""
    found: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+|[;\n]+", request):
        head, colon, tail = sentence.partition(": ")
        parts = (
            [head, *re.split(r",\s+(?:and\s+)?|\s+and\s+(?=\w+ your)", tail)] if colon and tail.count(",") >= 2 else [sentence]
        )
        for part in parts:
            text = part.strip(" .,-")
            left = re.findall(r"\w{2,}", _EMPTY.sub("", _PRODUCTION.sub("", text)))
            if len(left) >= 2 or _URL.search(text):
                found.append(text)
    return tuple(found)


def _spread(clauses: Sequence[str], places: int) -> list[str]:
    """Exactly `places` entries: neighbours are joined where there are too many, left open where there are too few."""
    if places == 0 or not clauses:
        return [""] * places
    if len(clauses) <= places:
        spread = [""] * places
        for index, clause in enumerate(clauses):
            spread[index * places // len(clauses)] = clause
        return spread
    bounds = [round(index * len(clauses) / places) for index in range(places + 1)]
    return ["; ".join(clauses[start:end]) for start, end in pairwise(bounds)]


def _homes(facts: Sequence[str], clauses: Sequence[str], count: int) -> dict[int, list[str]]:
    homes: dict[int, list[str]] = {}
    for fact in facts:
        said_in = next((index for index, clause in enumerate(clauses) if fact in clause), count // 2)
        home = count - 1 if _URL.fullmatch(fact) else min(said_in, count - 1)
        homes.setdefault(home, []).append(fact)
    return homes


def is_address(text: str) -> bool:
    """Whether the text is a URL, a domain or an e-mail address and nothing else."""
    return _URL.fullmatch(text.strip()) is not None
