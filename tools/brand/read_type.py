"""Typefaces of a guideline: which family for what, with its weight, and the nearest one that is here."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from memory.domain.brand import Font, FontRole
from tools.brand.fonts import is_known, nearest
from tools.brand.sections import Line, quoted, sentences

_WEIGHT = r"(?:Extra|Ultra|Semi|Demi)?[- ]?(?:Thin|Hairline|Light|Regular|Book|Roman|Normal|Medium|Bold|Black|Heavy)(?: Italic)?|SemiBold|DemiBold|ExtraBold|ExtraLight|Italic|[1-9]00"
_WEIGHTS = re.compile(rf"(?:^|[\s,(/-])((?:{_WEIGHT})(?:(?:\s*(?:,|/|and|or|&)\s*|\s+)(?:{_WEIGHT}))*)\b", re.I)
_FAMILY = r"((?:[A-Z][\w'’.+&-]*|[a-z]-[A-Z]\w+)(?: (?:[A-Z][\w'’.+&-]*|\d{1,2}\b(?!\s*(?:px|pt|%))))*)"
_BEFORE = re.compile(
    rf"(?:[:=]|\bset in|\bin|\bis|\buses?|\bare|\bwith|\btypeface|\bfonts?|\bfamily|–|—)\s*[\"“'‘]?(?:the )?{_FAMILY}"
)
_FOR = re.compile(rf"^[\"“'‘]?{_FAMILY}[\"”'’]?\s*(?:[(–—-].{{0,40}}|,)?\s*\b(?:is |for |sets? |as |–|—|:)", re.U)
_ROLES: tuple[tuple[FontRole, re.Pattern[str]], ...] = (
    ("headline", re.compile(r"\bhead(?:line|ing|er)s?\b|\btitles?\b|\bdisplay (?:type|face|font|text)\b|\bh1\b|\bprimary (?:typeface|font)|\bbig type|\büberschrift", re.I)),
    ("body", re.compile(r"\bbody\b|\b(?:running|long|small|body|copy) ?text\b|\bcopy\b|\bparagraphs?\b|\btext\b|\bcaptions?\b|\bsubtitles?\b|\bsecondary (?:typeface|font)|\bfließtext", re.I)),
)  # fmt: skip
_SKIP = re.compile(
    r"\bfall ?back|\bif (?:\w+ ){0,3}(?:not |un)available|\bdo not\b|\bdon['’]?t\b|\bnever\b|\binstead of\b|\bno longer\b|\bsystem font",
    re.I,
)
_NAMED = re.compile(r"\btypefaces?\b|\bfonts?\b|\bset in\b", re.I)
_NO_FAMILY = re.compile(
    r"^(?:sentence|title|upper|lower|all|case|caps|italics?|left|right|centre|center|line|size|tracking|leading|headlines?|headings?|body|copy|text|titles?|captions?|"
    r"primary|secondary|typefaces?|fonts?|family|bold|regular|medium|light|use|our|we|the|always|weights?|videos?|films?|and|one|two|only|numbers?|english|[A-Z])$",
    re.I,
)


@dataclass(frozen=True)
class FoundFont:
    """A typeface and the line it is named in."""

    font: Font
    line: Line


def read_type(lines: Sequence[Line]) -> list[FoundFont]:
    """Every family that is to be used, in order, each role once a family. Fallbacks and what is forbidden are no brand type."""
    out: dict[tuple[str, str], FoundFont] = {}
    for line in lines:
        if line.is_heading or (line.topic != "type" and (line.topic == "color" or not _NAMED.search(line.text))):
            continue
        for part in _parts(line):
            if _SKIP.search(part):
                continue
            for family, weight in _families(part, is_bare=line.topic == "type"):
                role = _role(part) or _role(line.under) or "other"
                font = Font(family=family, role=role, weight=weight, free=nearest(family))
                out.setdefault((family.casefold(), role), FoundFont(font, line))
    return [found for found in out.values() if found.font.role != "other" or not _has_role(out, found.font.family)]


def _has_role(found: dict[tuple[str, str], FoundFont], family: str) -> bool:
    return any(name == family.casefold() and role != "other" for name, role in found)


def _parts(line: Line) -> list[str]:
    if line.cells:
        return [" : ".join(line.cells)]
    return [
        part
        for sentence in sentences(line.text)
        for part in re.split(
            r";\s+|,\s+(?=(?:and )?(?:body|text|copy|headlines?|titles?|captions?)\b)|\s+and\s+(?=[A-Z][\w ]{1,30}? (?:for|in) )",
            sentence,
            flags=re.I,
        )
    ]


def _role(text: str) -> FontRole | None:
    found = [(match.start(), role) for role, pattern in _ROLES if (match := pattern.search(text))]
    return min(found)[1] if found else None


def _families(text: str, *, is_bare: bool) -> list[tuple[str, str]]:
    """Names of families with their weight, where the words around say that one comes, or the name is well known."""
    named = [match[1] for match in _BEFORE.finditer(text)]
    named += [match[1]] if (match := _FOR.match(text)) else []
    named += [words for words in quoted(text) if words[:1].isupper() and len(words.split()) <= 4]
    if not named and is_bare and len(text.split()) <= 5:
        named = [match[1] for match in re.finditer(_FAMILY, text) if is_known(_bare(match[1]))]
    out: list[tuple[str, str]] = []
    for name in named:
        family = _bare(name)
        words = family.split()
        if not words or all(_NO_FAMILY.match(word) for word in words) or _NO_FAMILY.match(words[0]) or len(words) > 5:
            continue
        after = text[text.find(family) + len(family) :][:24]
        weight = match[1].strip() if (match := _WEIGHTS.search(after)) else ""
        if family not in [known for known, _ in out]:
            out.append((family, weight))
    return out


def _bare(name: str) -> str:
    """The family without its weights: 'Sora SemiBold' -> 'Sora'."""
    words = name.strip(" .,:;'’").split()
    while words and re.fullmatch(_WEIGHT, words[-1], re.I):
        words = words[:-1]
    return " ".join(words)
