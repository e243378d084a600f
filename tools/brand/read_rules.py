"""What a guideline asks for beside words and colours: tone, logo, films; and the facts that product sheets state."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from memory.domain.brand import Fact, Logo, Loudness, Pace, Rule, RuleTopic, Value
from tools.brand.read_colors import has_value
from tools.brand.read_dates import date_in
from tools.brand.sections import Line, Topic, sentences

_TOPICS: dict[Topic, RuleTopic] = {"tone": "tone", "logo": "logo", "color": "color", "type": "type", "motion": "motion"}
_ASKS = re.compile(
    r"\b(?:always|never|must(?: not)?|do not|don['’]?t|should(?: not)?|shall|may not|only|keep|avoid|make sure|ensure|no more than|at most|at least|"
    r"niemals|immer|muss|dürfen)\b|^(?:use|place|put|end|start|open|close|write|speak|sound|show|leave|set|prefer|say|limit|begin|finish|mention)\b",
    re.I,
)
_HARD = re.compile(
    r"\bmust\b|\bmandatory\b|\brequired\b|\bnon[- ]negotiable\b|\bunder no circumstances\b|\bhard rule\b|\(hard\)|\[hard\]|\bmuss\b|\bnever ever\b|\bstrictly\b",
    re.I,
)
_FIGURE = re.compile(
    r"(?<![\w.#])(?:[$€£¥]\s?\d[\d.,]*(?:\s?(?:million|billion|m|bn|k))?|\d[\d.,]*\s?(?:%|percent|€|\$|£|euros?|dollars?|pounds?|CHF|EUR|USD|GBP|"
    r"hours?|minutes?|seconds?|days?|weeks?|months?|years?|kg|g|km|m|cm|mm|litres?|liters?|l|ml|W|kW|kWh|GB|TB|MB|mAh|"
    r"(?:happy |paying |loyal )?(?:customers|members|users|stores|shops|countries|employees|people|cities|partners|products|patients|flights|reviews)|million|billion)(?!\w))",
)
_CLEAR = re.compile(
    r"\bclear(?:ance)? ?(?:space|zone|area)\b|\bexclusion zone\b|\bbreathing (?:room|space)\b|\bfree space\b", re.I
)
_SHARE = re.compile(
    r"(\d{1,3}(?:[.,]\d+)?)\s?%|\b(half|a half|one half|a third|one third|a quarter|one quarter|twice|double)\b|\b(?:equal to|the same as|the full|one times|1x|1 x)\b",
    re.I,
)
_SHARES = {
    "half": 0.5,
    "a half": 0.5,
    "one half": 0.5,
    "a third": 1 / 3,
    "one third": 1 / 3,
    "a quarter": 0.25,
    "one quarter": 0.25,
    "twice": 2.0,
    "double": 2.0,
}
_SMALLEST = re.compile(r"\b(?:minimum|smallest|never smaller|not smaller|no smaller|at least|smaller than)\b", re.I)
_OF_FRAME = re.compile(r"(\d{1,2}(?:[.,]\d+)?)\s?%\s+of\s+(?:the\s+)?(?:frame|picture|screen|video|film|image|width)", re.I)
_LUFS = re.compile(r"([-−–]\s?\d{1,2}(?:[.,]\d)?)\s*LUFS", re.I)
_SHOT = re.compile(r"\b(?:shots?|cuts?|scenes?)\b[^.]{0,40}?(\d{1,2}(?:[.,]\d)?)\s*(?:s\b|seconds?)", re.I)
_UNTIL = re.compile(
    r"\b(?:until|till|through|valid (?:to|until|through)|ends?(?: on)?|expires?(?: on)?|bis)\s+(?:the\s+)?(.{4,40})", re.I
)
LONGEST = 400


@dataclass(frozen=True)
class FoundRule:
    """A rule, a measure or a fact with the line it stands in; `until` is the last day it holds."""

    value: Value
    line: Line
    hard: bool = False
    until: date | None = None
    confidence: float = 1.0


def read_rules(lines: Sequence[Line]) -> list[FoundRule]:
    """Rules, measures and facts in order, each once. What gives a colour or a word has been read elsewhere and is no rule."""
    found: dict[Value, FoundRule] = {}
    for line in lines:
        if line.is_heading:
            continue
        for sentence in sentences(" – ".join(line.cells) if line.cells else line.text):
            for one in _of(sentence, line):
                found.setdefault(one.value, one)
    return list(found.values())


def _of(sentence: str, line: Line) -> list[FoundRule]:
    hard = bool(_HARD.search(sentence)) or bool(re.search(r"\bhard\b|mandatory|non-negotiable", line.under, re.I))
    out: list[FoundRule] = []
    if line.topic == "logo" and (mark := _logo(sentence)):
        out.append(FoundRule(mark, line, hard))
    if match := _LUFS.search(sentence):
        out.append(FoundRule(Loudness(lufs=-float(re.sub(r"[^\d.]", "", match[1].replace(",", ".")))), line, hard))
    if line.topic == "motion" and (match := _SHOT.search(sentence)) and (shot := float(match[1].replace(",", "."))) > 0:
        out.append(FoundRule(Pace(shot_s=shot), line, hard))
    if is_rule(sentence, line):
        out.append(FoundRule(Rule(text=_whole(sentence), topic=_TOPICS.get(line.topic, "other")), line, hard))
    elif line.topic in ("facts", "other") and not has_value(sentence) and (fact := _fact(sentence, line)):
        out.append(FoundRule(fact, line, until=_until(sentence)))
    return out


def is_rule(sentence: str, line: Line) -> bool:
    """Whether a sentence says how things are done: every sentence on tone or films does, elsewhere only one that asks for something."""
    if len(sentence.split()) < 2 or line.topic in ("avoid", "use", "pronunciation", "legal", "tagline", "facts"):
        return False
    if line.topic in ("tone", "motion"):
        return len(sentence.split()) >= 3 or line.is_bullet
    return bool(_ASKS.search(sentence)) and not sentence.endswith("?")


def _logo(sentence: str) -> Logo | None:
    """Clear space as a share of the logo's height, or its smallest width as a share of the picture's."""
    if _CLEAR.search(sentence) or re.search(r"\bclear\b.{0,30}\baround\b", sentence, re.I):
        match = _SHARE.search(sentence)
        if match is None or re.search(r"\bwidth\b|\bx-height\b|\bletter\b", sentence, re.I):
            return None
        share = float(match[1].replace(",", ".")) / 100 if match[1] else _SHARES.get((match[2] or "").lower(), 1.0)
        return Logo(clear_share=round(share, 4))
    if _SMALLEST.search(sentence) and (match := _OF_FRAME.search(sentence)):
        return Logo(min_share=round(float(match[1].replace(",", ".")) / 100, 4))
    return None


def _fact(sentence: str, line: Line) -> Fact | None:
    """A statement with a figure in it; what it is about is the sentence without the figure, so that two prices are seen to differ."""
    match = _FIGURE.search(sentence) or (re.search(r"\d[\d.,]*", sentence) if line.topic == "facts" else None)
    words = len(sentence.split())
    if match is None or words < 2 or words > 40 or sentence.endswith("?"):
        return None
    about = sentence if words > 2 or line.cells else f"{line.under}: {sentence}"
    subject = re.sub(r"\W+", " ", sentence[: match.start()] + " " + sentence[match.end() :]).strip().casefold()
    return Fact(text=_whole(about), subject=subject[:120], figure=match[0].strip(" .,"))


def _until(sentence: str) -> date | None:
    match = _UNTIL.search(sentence)
    return date_in(match[1]) if match else None


def _whole(sentence: str) -> str:
    return " ".join(sentence.split())[:LONGEST]
