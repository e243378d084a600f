"""Days that a document states: of itself, or of an offer."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from tools.brand.sections import Line

_MONTHS = (
    "jan|january|januar", "feb|february|februar", "mar|march|märz", "apr|april", "may|mai", "jun|june|juni", "jul|july|juli",
    "aug|august", "sep|sept|september", "oct|october|oktober", "nov|november", "dec|december|dezember",
)  # fmt: skip
_NUMBER_OF = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_MONTH = "|".join(sorted(_NUMBER_OF, key=len, reverse=True))
_ISO = re.compile(r"\b(20\d\d)-(\d{1,2})(?:-(\d{1,2}))?\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(20\d\d)\b")
_WORDED = re.compile(
    rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)?\.? )?({_MONTH})\.?,? (?:(\d{{1,2}})(?:st|nd|rd|th)?,? )?(20\d\d)\b", re.I
)
_OF_ITSELF = re.compile(
    r"\bversion\b|\bedition\b|\bupdated\b|\brevis(?:ed|ion)\b|\bvalid from\b|\beffective\b|\bissued\b|\blast change|\bdate[d]?\b|\bas of\b|\bstand\b"
    r"|\bgültig ab\b|\bpublished\b|\bguidelines?\b|\brelease",
    re.I,
)
FIRST_LINES = 40


def date_in(text: str) -> date | None:
    """The first day named in a text; a month alone is its last day. Days written in figures with slashes are read by nobody."""
    found: list[tuple[int, date]] = []
    for match in _ISO.finditer(text):
        found += _day(match.start(), int(match[1]), int(match[2]), match[3])
    for match in _DOTTED.finditer(text):
        found += _day(match.start(), int(match[3]), int(match[2]), match[1])
    for match in _WORDED.finditer(text):
        found += _day(match.start(), int(match[4]), _NUMBER_OF[match[2].lower()], match[1] or match[3])
    return min(found)[1] if found else None


def date_of(lines: Sequence[Line], today: date) -> date | None:
    """The day that a document says it is from, where it does: near its start or its end, and not in the future."""
    ends = [*lines[:FIRST_LINES], *lines[FIRST_LINES:][-FIRST_LINES // 2 :]]
    days = [day for line in ends if _OF_ITSELF.search(line.text) and (day := date_in(line.text))]
    # A month alone may be this one.
    return next((min(day, today) for day in days if day.replace(day=1) <= today), None)


def _day(at: int, year: int, month: int, day: str | None) -> list[tuple[int, date]]:
    if not 1 <= month <= 12:
        return []
    last = monthrange(year, month)[1]
    number = int(day) if day else last
    return [(at, date(year, month, number))] if 1 <= number <= last else []
