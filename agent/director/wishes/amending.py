"""A fact of the film that is put right: another date, weekday, hour, share or count for the one that the film says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from agent.director.read_facts import hard_facts
from agent.director.wishes.clause import Clause, Draft, edit

_MONTH = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?",
    re.I,
)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?", re.I)
_HOUR = re.compile(r"\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?| o'clock)?", re.I)
_DAY = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b", re.I)
_COUNT = re.compile(r"(?<![\w.,:$€£-])(\d{1,6}) ([a-z]{3,})\b", re.I)
_UNITS = frozenset("second seconds sec secs minute minutes min mins scene scenes percent version versions times".split())  # noqa: SIM905
# What may stand around a fact that is put right, and says nothing else.
_AROUND = frozenset(
    """a actually an and are at be been been but by called can change changed changes chosen correct corrected correction
    date day days event false fix for from had happens happening has have held hello hey hi hour i in instead is it it's
    its just launch launches launching made make mean meant mistake moved must my new no not now number of off oh old on
    oops open opening opens our out please postponed price put rather read reads really rescheduled right said sale say
    says should show sorry start starting starts still takes place that that's the there there's they this time to typo
    update updated use was we we're were will with word words wrong wrongly yes you""".split()  # noqa: SIM905
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_HEDGED = re.compile(r"\?|\b(?:if|or|maybe|perhaps|unless|both)\b", re.I)


@dataclass(frozen=True)
class _Fact:
    """`kind` is what it may be put in the place of: 'date', 'weekday', 'hour', 'share', or the noun that is counted."""

    kind: str
    text: str


def amended(clause: str, about: Clause) -> Draft | None:
    """'The date is wrong, it's 6 December', 'on the 12th, not the 5th': the film's only fact of that kind, or the one that is
    named, becomes the new one. None where the clause says anything else.
    """
    if _HEDGED.search(clause):
        return None
    film = set(_facts(" \n ".join(_lines(about))))
    told = list(dict.fromkeys(_facts(clause)))
    new = [fact for fact in told if fact not in film]
    named = [fact for fact in told if fact in film]
    if not told:
        return _another_day(clause, film)
    if not new and len(named) == 1:
        return _another_count(clause, named[0])
    if len(new) != 1 or len(named) > 1:
        return None
    old = named or [fact for fact in film if fact.kind == new[0].kind]
    if len(old) != 1 or old[0].kind != new[0].kind or _left_over(clause, [*told, *_numbers(old[0])]):
        return None
    return edit("edit_text", **{"from": old[0].text, "to": new[0].text})


def _another_day(clause: str, film: set[_Fact]) -> Draft | None:
    """'it opens on the 12th': the day of the only date."""
    dates = [fact.text for fact in film if fact.kind == "date"]
    days = list(dict.fromkeys(found[1] for found in _DAY.finditer(clause)))
    if len(dates) != 1 or not (said := re.search(r"\d{1,2}", dates[0])):
        return None
    new = [day for day in days if day != said[0]]
    if len(new) != 1 or len(days) > 2 or _left_over(_DAY.sub(" ", clause), []):
        return None
    changed = re.sub(r"\d{1,2}(?:st|nd|rd|th)?", lambda found: _like(found[0], new[0]), dates[0], count=1)
    return edit("edit_text", **{"from": dates[0], "to": changed})


def _another_count(clause: str, fact: _Fact) -> Draft | None:
    """'40 walls is wrong, it's 42': another number of the same things."""
    numbers = re.findall(r"\d+", clause.replace(fact.text, " "))
    if fact.kind == "date" or len(numbers) != 1 or _left_over(clause, [fact, _Fact("", numbers[0])]):
        return None
    return edit("edit_text", **{"from": fact.text, "to": re.sub(r"\d+", numbers[0], fact.text, count=1)})


def _numbers(fact: _Fact) -> Iterator[_Fact]:
    """The bare number of a count, as in 'not 40'."""
    yield from (_Fact("", found) for found in re.findall(r"\d+", fact.text))


def _like(old: str, day: str) -> str:
    """A day in the way the film writes it: 5 or 5th."""
    if old.isdecimal():
        return day
    endings = {1: "st", 2: "nd", 3: "rd"}
    return day + ("th" if 10 < int(day) < 14 else endings.get(int(day) % 10, "th"))


def _facts(text: str) -> Iterator[_Fact]:
    for fact in hard_facts(text):
        if kind := _kind(fact):
            yield _Fact(kind, fact)
    for found in _COUNT.finditer(text):
        noun = found[2].lower()
        if noun not in _UNITS and not _MONTH.fullmatch(noun) and noun not in ("am", "pm", "oclock"):
            yield _Fact(noun, found[0])


def _kind(fact: str) -> str:
    if _WEEKDAY.fullmatch(fact):
        return "weekday"
    if _HOUR.fullmatch(fact):
        return "hour"
    if fact.endswith("%"):
        return "share"
    return "date" if re.search(r"\d", fact) and _MONTH.search(fact) else ""


def _left_over(clause: str, facts: list[_Fact]) -> bool:
    """Whether a word stands beside the facts that could be a wish of its own."""
    for fact in facts:
        clause = clause.replace(fact.text, " ")
    return any(word.lower().replace("’", "'") not in _AROUND for word in _WORD.findall(clause)) or bool(re.search(r"\d", clause))


def _lines(about: Clause) -> Iterator[str]:
    for scene in about.board.scenes:
        yield from (scene.narration, *scene.on_screen.lines())
