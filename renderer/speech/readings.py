"""How things that are not plain words are read: addresses, money, dates, times, versions, units. One rule per kind, in order."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from renderer.speech.numerals import cardinal, decimal, digits, ordinal, plural, year

Match = re.Match[str]
NUMBER = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
SCALE = r"(?:\s(?:hundred|thousand|million|billion|trillion)\b|[kKmMbB](?:n\b|\b))"
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
MONTH = rf"(?:{'|'.join(MONTHS)})"
MONTH_SHORT = r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
DASH = r"\s?[-–—]\s?"
SPELLED_DOMAINS = (
    "ai", "io", "tv", "uk", "us", "eu", "fm", "ly", "gg", "de", "fr", "es", "it", "nl", "ch", "at", "be", "se", "dk", "fi", "pl",
    "br", "jp", "cn", "au", "ca", "nz", "ie",
)  # fmt: skip
SCALES = {"k": "thousand", "m": "million", "b": "billion"}
CURRENCIES = {
    "$": ("dollar", "dollars", "cent", "cents"),
    "US$": ("US dollar", "US dollars", "cent", "cents"),
    "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"),
    "¥": ("yen", "yen", "sen", "sen"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
    "USD": ("dollar", "dollars", "cent", "cents"),
    "EUR": ("euro", "euros", "cent", "cents"),
    "GBP": ("pound", "pounds", "penny", "pence"),
    "CHF": ("franc", "francs", "centime", "centimes"),
}
PER = {
    "mo": "month", "month": "month", "yr": "year", "year": "year", "wk": "week", "week": "week", "day": "day", "hr": "hour",
    "h": "hour", "hour": "hour", "min": "minute", "minute": "minute", "s": "second", "sec": "second", "user": "user",
    "seat": "seat", "person": "person", "night": "night", "kg": "kilogram", "lb": "pound", "item": "item", "unit": "unit",
    "team": "team", "page": "page",
}  # fmt: skip
UNITS = {
    "km": "kilometer", "m": "meter", "cm": "centimeter", "mm": "millimeter", "mi": "mile", "ft": "foot", "kg": "kilogram",
    "g": "gram", "mg": "milligram", "lb": "pound", "lbs": "pound", "oz": "ounce", "l": "liter", "L": "liter", "ml": "milliliter",
    "mL": "milliliter", "s": "second", "sec": "second", "secs": "second", "min": "minute", "mins": "minute", "h": "hour",
    "hr": "hour", "hrs": "hour", "ms": "millisecond", "KB": "kilobyte", "MB": "megabyte", "GB": "gigabyte", "TB": "terabyte",
    "kW": "kilowatt", "kWh": "kilowatt hour", "W": "watt", "V": "volt", "Hz": "hertz", "kHz": "kilohertz", "MHz": "megahertz",
    "GHz": "gigahertz", "px": "pixel", "mph": "mile per hour", "km/h": "kilometer per hour", "kph": "kilometer per hour",
    "Mbps": "megabit per second", "Gbps": "gigabit per second", "fps": "frame per second", "tsp": "teaspoon",
    "tbsp": "tablespoon", "kcal": "kilocalorie", "cal": "calorie",
}  # fmt: skip
ABBREVIATIONS = {
    "Dr.": "Doctor", "Mr.": "Mister", "Mrs.": "Missus", "Ms.": "Miz", "Prof.": "Professor", "Jr.": "Junior", "Sr.": "Senior",
    "e.g.": "for example", "i.e.": "that is", "etc.": "et cetera", "vs.": "versus", "vs": "versus", "approx.": "approximately",
    "Inc.": "Incorporated", "Ltd.": "Limited", "Corp.": "Corporation", "Dept.": "Department", "Ave.": "Avenue",
    "Blvd.": "Boulevard",
    "w/": "with", "w/o": "without", "a.k.a.": "also known as", "FAQ": "F.A.Q.", "FAQs": "F.A.Q.s", "ASAP": "A.S.A.P.",
    "Mon.": "Monday", "Tue.": "Tuesday", "Tues.": "Tuesday", "Wed.": "Wednesday", "Thu.": "Thursday", "Thurs.": "Thursday",
    "Fri.": "Friday", "Sat.": "Saturday", "Sun.": "Sunday", "hrs.": "hours", "min.": "minutes", "No.": "Number",
}  # fmt: skip
FRACTIONS = {
    2: ("half", "halves"),
    3: ("third", "thirds"),
    4: ("quarter", "quarters"),
    5: ("fifth", "fifths"),
    8: ("eighth", "eighths"),
}
SIGNS = {
    "&": "and",
    "+": "plus",
    "=": "equals",
    "×": "times",
    "÷": "divided by",
    "°": "degrees",
    "@": "at",
    "→": "to",
    "%": "percent",
}
SIGNS |= {"≈": "about", "<": "less than", ">": "more than", "±": "plus or minus", "§": "section", "©": "copyright"}


@dataclass(frozen=True)
class Rule:
    """Text that `pattern` matches is said as `read` says; None leaves it to the next rule."""

    pattern: re.Pattern[str]
    read: Callable[[Match], str | None]


def letters(text: str) -> str:
    """'io' -> 'I.O.', which the pronouncer spells."""
    return "".join(f"{letter.upper()}." for letter in text)


def address_part(text: str) -> str:
    """A piece of an address as it is dictated: signs by name, digits one by one where they follow letters."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", text)
    for sign, name in (("-", "dash"), ("_", "underscore"), ("+", "plus"), (".", "dot"), ("/", "slash")):
        text = text.replace(sign, f" {name} ")
    return " ".join(_digits_or_number(part) if part.isdigit() else part for part in text.split())


def _digits_or_number(part: str) -> str:
    return digits(part) if len(part) > 2 or part.startswith("0") else cardinal(int(part))


def _domain(text: str) -> str:
    *names, last = text.split(".")
    spoken = [address_part(name) if name.lower() not in SPELLED_DOMAINS else letters(name) for name in names]
    spoken.append(letters(last) if last.lower() in SPELLED_DOMAINS else last.lower())
    return " dot ".join(spoken)


def _url(match: Match) -> str:
    path = match["path"].rstrip("/").split("?")[0].split("#")[0]
    spoken = _domain(match["domain"])
    return f"{spoken} {address_part(path)}" if path else spoken


def _email(match: Match) -> str:
    return f"{address_part(match['user'])} at {_domain(match['domain'])}"


def _tag(match: Match) -> str:
    return f"{'hashtag' if match['sign'] == '#' else 'at'} {address_part(match['name'])}"


def _phone(match: Match) -> str | None:
    text = match[0]
    count = sum(character.isdigit() for character in text)
    if not 7 <= count <= 15 or re.fullmatch(r"[12]\d{3}[\s-][12]\d{3}", text):  # the latter are years
        return None
    groups = [group for group in re.split(r"[^\dA-Z+]+", text) if group]
    spoken = []
    for group in groups:
        plus = "plus " if group.startswith("+") else ""
        bare = group.lstrip("+")
        if bare.isalpha():
            spoken.append(bare.capitalize())
        elif len(bare) == 3 and bare.endswith("00") and bare[0] != "0":
            spoken.append(plus + cardinal(int(bare)))
        else:
            spoken.append(plus + digits(bare))
    return ", ".join(spoken)


def _toll_free(match: Match) -> str:
    groups = match[0].split("-")
    hundred = groups[1].endswith("00") and groups[1][0] != "0"
    spoken = ["one", cardinal(int(groups[1])) if hundred else digits(groups[1])]
    spoken += [digits(group) if group.isdigit() else group.capitalize() for group in groups[2:]]
    return ", ".join(spoken)


def _version(match: Match) -> str:
    spoken = " point ".join(decimal(part) for part in match["number"].split("."))
    return f"version {spoken}" if match["v"] else spoken


def _iso_date(match: Match) -> str | None:
    return _date(int(match["y"]), int(match["m"]), int(match["d"]))


def _us_date(match: Match) -> str | None:
    month, day = int(match["m"]), int(match["d"])
    if month > 12:
        month, day = day, month
    full = int(match["y"]) if len(match["y"]) == 4 else 2000 + int(match["y"])
    return _date(full, month, day)


def _date(full: int, month: int, day: int) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTHS[month - 1]} {ordinal(day)}, {year(full)}"


def _month_day(match: Match) -> str | None:
    if not 1 <= int(match["d"]) <= 31:
        return None
    spoken = f"{_month(match['month'])} {ordinal(int(match['d']))}"
    return f"{spoken}, {year(int(match['y']))}" if match["y"] else spoken


def _day_month(match: Match) -> str | None:
    if not 1 <= int(match["d"]) <= 31:
        return None
    return f"{'' if match['the'] else 'the '}{ordinal(int(match['d']))} of {_month(match['month'])}"


def _month(text: str) -> str:
    return next(name for name in MONTHS if name[:3] == text[:3])


def _time(match: Match) -> str | None:
    hour, minute, half = int(match["h"]), int(match["m"] or 0), match["half"]
    if hour > 24 or minute > 59 or (half is None and match["m"] is None):
        return None
    if minute:
        spoken = f"{cardinal(hour)} {'oh ' if minute < 10 else ''}{cardinal(minute)}"
    else:
        spoken = cardinal(hour) + ("" if half else " o'clock" if 1 <= hour <= 12 else " hundred hours")
    return f"{spoken} {letters(half[0] + 'm')}" if half else spoken


def _amount(number: str, scale: str, names: Sequence[str]) -> str:
    one, many, cent, cents = names
    if scale:
        word = SCALES.get(scale.strip().lower().removesuffix("n") or "", scale.strip())
        return f"{decimal(number)} {word} {many}"
    whole, _, fraction = number.replace(",", "").partition(".")
    if len(fraction) != 2 or not int(fraction):
        return f"{decimal(number) if int(fraction or 0) else decimal(whole)} {plural(whole, one, many)}"
    coins = f"{cardinal(int(fraction))} {cent if int(fraction) == 1 else cents}"
    return coins if int(whole) == 0 else f"{cardinal(int(whole))} {plural(whole, one, many)} and {coins}"


def _money(match: Match) -> str:
    names = CURRENCIES[match["sign"]]
    if match["high"]:
        low = decimal(match["number"])
        return f"{low} to {_amount(match['high'], match['highscale'] or '', names)}"
    spoken = _amount(match["number"], match["scale"] or "", names)
    return f"{spoken} per {PER[match['per']]}" if match["per"] else spoken


def _money_after(match: Match) -> str:
    return _amount(match["number"], "", CURRENCIES[match["sign"]])


def _percent(match: Match) -> str:
    low = f"{decimal(match['low'])} to " if match["low"] else ""
    sign = {"-": "minus ", "−": "minus ", "+": "plus "}.get(match["sign"] or "", "")
    return f"{low}{sign}{decimal(match['number'])} percent"


def _unit(match: Match) -> str:
    name = UNITS[match["unit"]]
    low = f"{decimal(match['low'])} to " if match["low"] else ""
    number = match["number"]
    head, _, tail = name.partition(" per ")
    many = {"foot": "feet", "hertz": "hertz", "kilohertz": "kilohertz", "megahertz": "megahertz", "gigahertz": "gigahertz"}
    head = plural("2" if low else number, head, many.get(head, f"{head}s"))
    return f"{low}{decimal(number)} {head}" + (f" per {tail}" if tail else "")


def _degrees(match: Match) -> str:
    scale = {"C": " Celsius", "F": " Fahrenheit", None: ""}[match["scale"]]
    return f"{decimal(match['number'])} {plural(match['number'], 'degree', 'degrees')}{scale}"


def _fraction(match: Match) -> str | None:
    top, bottom = int(match["top"]), int(match["bottom"])
    if top == 24 and bottom == 7:
        return "twenty-four seven"
    if 0 < top < bottom and bottom in FRACTIONS:
        return f"{cardinal(top)} {FRACTIONS[bottom][top > 1]}"
    return f"{cardinal(top)} {cardinal(bottom)}" if top == bottom else f"{cardinal(top)} out of {cardinal(bottom)}"


def _range(match: Match) -> str | None:
    low, high = match["low"], match["high"]
    years = len(low) == 4 and len(high) in (2, 4) and low[0] in "12"
    if years:
        return f"{year(int(low))} to {year(int(high)) if len(high) == 4 else cardinal(int(high))}"
    return f"{decimal(low)} to {decimal(high)}"


def _decade(match: Match) -> str:
    spoken = year(int(match["y"])) if len(match["y"]) == 4 else cardinal(int(match["y"]))
    return f"{spoken[:-1]}ies" if spoken.endswith("y") else f"{spoken}s"


def _number(match: Match) -> str:
    text = match["number"]
    sign = {"-": "minus ", "−": "minus ", "+": "plus "}.get(match["sign"] or "", "")
    if re.fullmatch(r"(?:1[1-9]|20)\d\d", text) and not sign:
        return year(int(text))
    return sign + decimal(text)


def _number_and_letters(match: Match) -> str:
    """'4K', 'B2B', 'MP4', '3D': digits by name, letters spelled where they stand alone, words kept."""
    parts = re.findall(r"\d+|[A-Za-z]+", match[0])
    return " ".join(
        cardinal(int(part)) if part.isdigit() and len(part) < 4 else digits(part) if part.isdigit() else _letters_or_word(part)
        for part in parts
    )


def _letters_or_word(part: str) -> str:
    return letters(part) if len(part) == 1 or (part.isupper() and len(part) < 4) else part


def _rule(pattern: str, read: Callable[[Match], str | None]) -> Rule:
    return Rule(re.compile(pattern), read)


_DOMAIN = r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+"
_PATH = r"(?P<path>(?:/[\w\-./?=&#%+~]*[\w/])?)"
_SAID_DOMAINS = (
    "com", "org", "net", "edu", "gov", "info", "biz", "app", "dev", "shop", "store", "online", "site", "tech", "cloud", "studio",
    "agency", "co", "me", "to", "so", "xyz", "example", "test", "local",
)  # fmt: skip
_TOP = rf"(?:{'|'.join((*_SAID_DOMAINS, *SPELLED_DOMAINS))})"
_CURRENCY = "|".join(re.escape(sign) for sign in sorted(CURRENCIES, key=len, reverse=True) if not sign.isalpha())
_CODES = "|".join(sign for sign in CURRENCIES if sign.isalpha())
_PER = "|".join(sorted(PER, key=len, reverse=True))
_UNIT = "|".join(re.escape(unit) for unit in sorted(UNITS, key=len, reverse=True))
_ABBREVIATION = "|".join(re.escape(text) for text in sorted(ABBREVIATIONS, key=len, reverse=True))

RULES: tuple[Rule, ...] = (
    _rule(rf"(?<![\w.])(?P<user>[\w.+-]*\w)@(?P<domain>{_DOMAIN}[A-Za-z]{{2,}})\b", _email),
    _rule(rf"(?:https?://(?:www\.)?|\bwww\.)(?P<domain>{_DOMAIN}[A-Za-z]{{2,}}){_PATH}", _url),
    _rule(rf"(?<![\w@.])(?P<domain>{_DOMAIN}{_TOP})\b(?![.-]?\w){_PATH}", _url),
    _rule(r"(?<![\w&])(?P<sign>[#@])(?P<name>[A-Za-z]\w*(?:\.\w+)*)", _tag),
    _rule(
        r"(?<![\w.,$€£-])(?:\+\d{1,3}[\s.-]?)?(?:\(\d{2,4}\)\s?|\d{2,4}[\s.-])?"
        r"\d{3,4}[\s.-]\d{3,4}(?:[\s.-]\d{2,4})?(?![\w,.%]*\d)",
        _phone,
    ),
    _rule(r"(?<![\w.-])1-\d{3}-(?:[A-Z]{3,8}|\d{3})(?:-[A-Z\d]{2,6})?\b", _toll_free),
    _rule(r"(?<![\w.])(?P<v>[vV]|[vV]ersion\s)(?P<number>\d+(?:\.\d+)*)\b(?!\.\d)", _version),
    _rule(r"(?<![\w.,$€£])(?P<v>)(?P<number>\d+\.\d+(?:\.\d+)+)\b", _version),
    _rule(r"\b(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)\b", _iso_date),
    _rule(r"(?<![\w/])(?P<m>\d{1,2})/(?P<d>\d{1,2})/(?P<y>\d{4}|\d\d)(?![\w/])", _us_date),
    _rule(
        rf"\b(?P<month>{MONTH}|{MONTH_SHORT})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![\d:%])(?:,?\s(?P<y>(?:19|20)\d\d)\b)?",
        _month_day,
    ),
    _rule(rf"\b(?P<the>the\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month>{MONTH}\b|{MONTH_SHORT})", _day_month),
    _rule(rf"\b(?P<month>{MONTH_SHORT})(?=\s\d{{4}})", lambda match: _month(match["month"])),
    _rule(r"(?<=[\dMm.])\s?[-–]\s?(?=\d{1,2}(?::\d\d|\s?[AaPp]\.?[Mm]))", lambda _: " to "),
    _rule(r"(?<![\w:.])(?P<h>\d{1,2})(?::(?P<m>\d\d))?(?:\s?(?P<half>[AaPp])\.?[Mm]\b\.?)?(?![\d:])", _time),
    _rule(
        rf"(?<!\w)(?P<sign>{_CURRENCY})\s?(?P<number>{NUMBER})(?P<scale>{SCALE})?"
        rf"(?:{DASH}(?:{_CURRENCY})?(?P<high>{NUMBER})(?P<highscale>{SCALE})?)?(?:\s?/\s?(?P<per>{_PER})\b)?",
        _money,
    ),
    _rule(rf"\b(?P<number>{NUMBER})\s?(?P<sign>€|£|(?:{_CODES})\b)", _money_after),
    _rule(rf"(?<![\w.])(?:(?P<low>{NUMBER})%?{DASH})?(?P<sign>[-−+])?(?P<number>{NUMBER})\s?%", _percent),
    _rule(r"(?<![\w.,])(?P<y>(?:1[1-9]|20)\d0|[2-9]0)s\b", _decade),
    _rule(rf"(?<![\w.])(?P<number>-?{NUMBER})\s?°\s?(?P<scale>[CF])?\b", _degrees),
    _rule(rf"(?<![\w.])(?:(?P<low>{NUMBER}){DASH})?(?P<number>{NUMBER})[\s-]?(?P<unit>{_UNIT})(?![\w/])", _unit),
    _rule(r"(?<![\w/.])(?P<top>\d{1,3})/(?P<bottom>\d{1,3})(?![\w/])", _fraction),
    _rule(r"(?<![\w.,])(?P<n>\d{1,3}(?:,\d{3})*|\d+)(?:st|nd|rd|th)\b", lambda match: ordinal(int(match["n"].replace(",", "")))),
    _rule(rf"(?<![\w.,-])(?P<low>{NUMBER})\s?[-–]\s?(?P<high>{NUMBER})(?![\w-]|[.,]\d)", _range),
    _rule(r"(?<![\w])(?P<n>\d+(?:\.\d+)?)[xX]\b", lambda match: f"{decimal(match['n'])} times"),
    _rule(r"(?<!\w)(?:#|[Nn]o\.\s?|№\s?)(?P<n>\d+)\b", lambda match: f"number {decimal(match['n'])}"),
    _rule(r"\b(?=\w*[A-Za-z])(?=\w*\d)[A-Za-z\d]+\b", _number_and_letters),
    _rule(rf"(?<![\w.])(?P<sign>[-−+])?(?P<number>{NUMBER}|\.\d+)(?![\w])", _number),
    _rule(rf"(?<![\w.])(?:{_ABBREVIATION})(?!\w)", lambda match: ABBREVIATIONS[match[0]]),
    _rule(r"(?<![\w.])St\.(?=\s[A-Z])", lambda _: "Saint"),
    _rule(r"(?<=[A-Za-z])/(?=[A-Za-z])", lambda _: " "),
    _rule(r"\d+", lambda match: f" {decimal(match[0])} "),
    _rule(rf"[{re.escape(''.join(SIGNS))}]", lambda match: f" {SIGNS[match[0]]} "),
)  # fmt: skip
