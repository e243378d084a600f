"""What designed layouts read out of plain on-screen text, and why a text does not fit one; pure, so that anyone may ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple, Protocol

from renderer.errors import DoesNotFit


class Shown(Protocol):
    """On-screen text, whoever holds it."""

    @property
    def headline(self) -> str: ...
    @property
    def body(self) -> str: ...
    @property
    def figure(self) -> str: ...
    @property
    def points(self) -> tuple[str, ...]: ...


class Entry(NamedTuple):
    """A line cut into what it is about and what it says of it; `label` is empty where the line has no such head."""

    label: str
    text: str
    line: str


class Datum(NamedTuple):
    """One value of a chart: `shown` is the number as it is written, `value` what it is worth."""

    label: str
    shown: str
    value: float
    unit: str
    line: str


class Side(NamedTuple):
    """One of two things that are compared: its name and what speaks for it, each with the line it came from."""

    title: str
    rows: tuple[Entry, ...]


class Price(NamedTuple):
    """What something costs: its name, the amount with its currency, and what stands behind it ('per month')."""

    name: str
    amount: str
    per: str


class Testimony(NamedTuple):
    """Somebody's words and who said them."""

    words: str
    name: str
    role: str


_HEAD = re.compile(r"(?P<label>[^:]{1,34}?|[^:]{1,20}:\d\d[^:]{0,10}?)(?:\s*[:：]\s+|\s+[-–—|→]\s+)(?P<text>\S.*)")
_TIME = re.compile(
    r"(?P<label>(?:(?:mon|tue|wed|thu|fri|sat|sun)\w*\s+)?\d{1,2}(?:[:.h]\d{2}\s?(?:am|pm|h|uhr)?|\s?(?:am|pm|uhr|h))"
    r"|(?:19|20)\d\d|(?:day|week|tag|woche|jour|semaine|día|semana|dia|giorno|settimana) \d+)\s+(?P<text>\S.*)",
    re.I,
)
_DAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)(?!\w{7})\w*\b|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\b"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lunes|martes|"
    r"miércoles|jueves|viernes|sábado|domingo|segunda|terça|quarta|quinta|sexta|lunedì|martedì|mercoledì|giovedì|venerdì|sabato|"
    r"domenica)\w*\b|\d{1,2}\.",
    re.I,
)
_NUMBER = re.compile(
    r"(?P<sign>[-+−]?)(?P<money>[$€£¥₹]?)\s?(?P<digits>\d{1,3}(?:[.,'\u00a0\u202f ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)\s?"
    r"(?P<unit>%|percent|[$€£¥₹]|(?:k|m|mn|bn|million|billion)(?![^\W\d_])|[^\W\d_]{1,12}\.?|°[CF])?",
    re.I,
)
_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_MONEY = re.compile(
    r"(?P<amount>[$€£¥₹]\s?\d(?:[\d.,]*\d)?|\d(?:[\d.,]*\d)?\s?(?:[$€£¥₹]|euros?|dollars?|pounds?|EUR|USD|GBP)(?!\w))"
    r"\s*(?P<per>(?:/|per|an?|each|a)\s?\w+(?:\s\w+)?|off)?",
    re.I,
)
_PER_ALONE = re.compile(r"(?:/|per|an?|each|pro|je|par|por|al|à|a la)\s?\w+(?:\s\w+)?", re.I)
_VERSUS = re.compile(r"\s+(?:vs\.?|versus|or|against|oder|ou|contra|contre)\s+", re.I)
_ASKS = ("?", "？", "؟")
MOST_WORDS = 14
LONGEST_WORD = 22


def entry(line: str) -> Entry:
    """'Mon 9:00 - Doors' as ('Mon 9:00', 'Doors'); a line without a head keeps everything as its text."""
    found = _TIME.fullmatch(line.strip()) if not _HEAD.fullmatch(line.strip()) else _HEAD.fullmatch(line.strip())
    return Entry(found["label"].strip(), found["text"].strip(), line) if found else Entry("", line.strip(), line)


def begins_with_time(line: str) -> bool:
    """Whether a line says when: '9:00 - Doors', 'Mon: we bake', '2019 The first shop'."""
    head = entry(line).label
    return bool(head) and (bool(_TIME.fullmatch(f"{head} x")) or bool(_DAY.match(head)))


def number(text: str) -> tuple[float, str] | None:
    """Value and unit of a text that is one number: '1,250', '€4.5k', '40 %', '3 hours'."""
    found = _NUMBER.fullmatch(text.strip())
    if found is None:
        return None
    digits = re.sub(r"[\u00a0\u202f' ]", "", found["digits"])
    decimals = re.fullmatch(r"(\d[\d.,]*)[.,](\d{1,2})", digits)
    whole = re.sub(r"[.,]", "", decimals[1] if decimals else digits)
    value = float(f"{whole}.{decimals[2]}" if decimals else whole)
    unit = (found["unit"] or "").lower().rstrip(".")
    value *= _SCALES.get(unit, 1.0)
    unit = "" if unit in _SCALES else unit.removesuffix("s") if len(unit) > 2 else unit
    return (-value if found["sign"] in "-−" and found["sign"] else value), found["money"] or ("%" if unit == "percent" else unit)


def datum(line: str) -> Datum:
    """A line as label and value, whichever comes first. Raises DoesNotFit where it holds no single number."""
    text = line.strip()
    pairs = []
    if cut := _HEAD.fullmatch(text):
        pairs += [(cut["label"], cut["text"]), (cut["text"], cut["label"])]
    words = text.split()
    for at in range(len(words) - 1, 0, -1):
        pairs.append((" ".join(words[:at]), " ".join(words[at:])))
    for at in range(min(3, len(words) - 1), 0, -1):
        pairs.append((" ".join(words[at:]), " ".join(words[:at])))
    for label, shown in pairs:
        found = number(shown)
        if found and re.search(r"\w", label) and not (shown[-1].isalpha() and " " in shown and len(pairs) > 2 and label == ""):
            return Datum(label.strip(" :,-–—"), shown.strip(), *found, line)
    raise DoesNotFit(f"{line!r} is not a name with one number; write it like '2023: 40 %'")


def _held(what: str, most: int, *texts: str) -> None:
    """Raises DoesNotFit for a text of more than `most` letters: it would be set too small to be read."""
    for text in texts:
        if len(text) > most:
            raise DoesNotFit(f"{what} has at most {most} letters, and {text[:most]!r} goes on; shorten it")


def series(text: Shown, least: int = 2) -> tuple[Datum, ...]:
    """The points as values of one unit, none below zero. Raises DoesNotFit."""
    found = tuple(datum(line) for line in text.points)
    if not least <= len(found) <= 6:
        raise DoesNotFit(f"a chart takes {least} to 6 values, and here are {len(found)}")
    units = {one.unit for one in found if one.unit}
    if len(units) > 1:
        raise DoesNotFit(f"the values are in different units ({', '.join(sorted(units))}); one chart shows one of them")
    if min(one.value for one in found) < 0 or max(one.value for one in found) <= 0:
        raise DoesNotFit("a chart of ours starts at zero; show values below it as a list")
    _held("the name of a value", 26, *(one.label for one in found))
    _held("a value", 14, *(one.shown for one in found))
    # '40 members, then 75': what has no unit of its own has its neighbours'.
    return tuple(one._replace(unit=next(iter(units), "")) for one in found)


def shares(text: Shown) -> tuple[Datum, ...]:
    """Parts of a whole: points, or the figure alone where it is a percentage. Raises DoesNotFit where they exceed 100 %."""
    if not text.points:
        found = number(text.figure)
        if found is None or found[1] != "%" or not 0 < found[0] <= 100:
            raise DoesNotFit(f"{text.figure!r} is no share of a whole; give it in percent")
        return (Datum(text.headline, text.figure, found[0], "%", text.figure),)
    parts = series(text)
    if parts[0].unit == "%" and sum(part.value for part in parts) > 100.5:
        raise DoesNotFit(f"the parts come to {sum(part.value for part in parts):g} %, more than a whole; show them as bars")
    return parts


def line_of(text: Shown) -> tuple[Datum, ...]:
    """At least three values in a row, under short names such as years. Raises DoesNotFit."""
    found = series(text, least=3)
    _held("the name of a value on a line", 12, *(one.label for one in found))
    return found


def sides(text: Shown) -> tuple[Side, Side]:
    """Two things and what speaks for each: 'Before: slow' and 'After: fast', two points, or the halves of an 'A vs B'.

    Raises DoesNotFit.
    """
    _held("what speaks for a side", 60, *text.points)
    entries = [entry(line) for line in text.points]
    names = list(dict.fromkeys(one.label for one in entries))
    if len(names) == 2 and all(names):
        first, second = (Side(name, tuple(one for one in entries if one.label == name)) for name in names)
        return first, second
    versus = _VERSUS.split(text.headline.strip(" ?!."))
    plain = [Entry("", line, line) for line in text.points]
    if len(versus) == 2 and len(plain) in (2, 4, 6):
        half = len(plain) // 2
        return Side(versus[0], tuple(plain[:half])), Side(versus[1], tuple(plain[half:]))
    if len(plain) == 2:
        return Side("", (plain[0],)), Side("", (plain[1],))
    raise DoesNotFit("two things are compared by two points, or by points with two names, such as 'Before: …' and 'After: …'")


def steps(text: Shown) -> tuple[Entry, ...]:
    """Two to six points in order. Raises DoesNotFit."""
    if not 2 <= len(text.points) <= 6:
        raise DoesNotFit(f"steps are two to six points, and here are {len(text.points)}")
    found = tuple(entry(line) for line in text.points)
    _held("a step", 64 if len(found) <= 4 else 36, *(one.text for one in found))
    return found


def agenda(text: Shown) -> tuple[Entry, ...]:
    """Points that begin with a time, a day or a name each. Raises DoesNotFit."""
    found = steps(text)
    if not all(one.label for one in found):
        raise DoesNotFit("an agenda's points say when and what: '9:00 - Doors open'")
    return found


def stops(text: Shown) -> tuple[Entry, ...]:
    """One to five places with a word about each. Raises DoesNotFit."""
    if not 1 <= len(text.points) <= 5:
        raise DoesNotFit(f"a map shows one to five places, and here are {len(text.points)}")
    places = tuple(Entry(one.label or one.text, one.text if one.label else "", one.line) for one in map(entry, text.points))
    _held("the name of a place on a map", 24, *(place.label for place in places))
    _held("a word about a place", 32 if len(places) <= 3 else 0, *(place.text for place in places))
    return places


def testimony(text: Shown) -> Testimony:
    """The headline's words, and in the body 'Name, what they do'. Raises DoesNotFit."""
    _held("what somebody said", 130, text.headline)
    by = re.split(r",\s+|\s+[-–—|]\s+", text.body.strip(" -–—"), maxsplit=1)
    if not text.headline or not by[0] or len(by[0]) > 40:
        raise DoesNotFit("a testimonial has the words as headline and who said them as body: 'Ana, founder'")
    return Testimony(text.headline.strip("\"“”„«»' "), by[0], by[1] if len(by) > 1 else "")


def price(text: Shown) -> Price:
    """The amount in the figure or the headline. Raises DoesNotFit."""
    for source, name in ((text.figure, text.headline), (text.headline, "")):
        if found := _MONEY.search(source):
            rest = name or re.sub(r"\s{2,}", " ", source.replace(found[0], " ")).strip(" :,-–—.")
            _held("what is in a price", 44, *text.points)
            per = found["per"] or (text.body if _PER_ALONE.fullmatch(text.body) else "")
            return Price(rest, found["amount"].strip(), per.strip())
    raise DoesNotFit("a price card needs an amount with its currency, such as '$19 per month'")


def code(text: Shown) -> tuple[str, ...]:
    """Lines as they are typed. Raises DoesNotFit."""
    lines = text.points or tuple(line for line in re.split(r"\n|;\s+", text.body) if line.strip())
    if not lines or max(map(len, lines)) > 60:
        raise DoesNotFit("a terminal shows one to six lines of at most 60 letters")
    return tuple(lines)


def question(text: Shown) -> str:
    """The headline, where it asks. Raises DoesNotFit."""
    if not text.headline.rstrip().endswith(_ASKS):
        raise DoesNotFit(f"{text.headline!r} asks nothing; end it with a question mark")
    return text.headline


def kinetic(text: Shown) -> tuple[str, ...]:
    """The headline's words. Raises DoesNotFit where they are too many to be read as they are spoken."""
    words = tuple(text.headline.split())
    if not 2 <= len(words) <= MOST_WORDS or max(map(len, words)) > LONGEST_WORD or text.points:
        raise DoesNotFit(f"words that move by themselves are two to {MOST_WORDS} of a headline alone")
    return words


READERS: dict[str, Callable[[Shown], object]] = {
    "kinetic": kinetic,
    "question": question,
    "bar_chart": series,
    "line_chart": line_of,
    "donut_chart": shares,
    "comparison": sides,
    "timeline": steps,
    "agenda": agenda,
    "map": stops,
    "testimonial": testimony,
    "price": price,
    "code": code,
}
_NEEDS_MEDIA = ("product", "device")


def unfit(layout: str, text: Shown, *, has_media: bool = False, has_logo: bool = False) -> str:
    """Why `layout` cannot show this, in a sentence; '' where it can."""
    if layout in _NEEDS_MEDIA and not has_media:
        return f"{layout} shows a picture or clip; upload one for this scene"
    if layout == "logo_reveal" and not has_logo and not 0 < len(text.headline) <= 24:
        return "a logo reveal needs a logo, or a name of at most 24 letters"
    reader = READERS.get(layout)
    if reader is None:
        return ""
    try:
        reader(text)
    except DoesNotFit as error:
        return str(error)
    return ""


def plain(text: Shown, *, has_media: bool = False) -> str:
    """The layout that shows this text whatever it says."""
    if has_media:
        return "picture"
    return "list" if text.points else "big_number" if text.figure else "title_card"
