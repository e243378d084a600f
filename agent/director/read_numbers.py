"""Numbers and lengths of time as people write them, in digits and in words."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_OTHER = {
    **{"uno": 1, "una": 1, "un": 1, "eine": 1, "einer": 1, "une": 1, "dos": 2, "zwei": 2, "deux": 2, "due": 2, "dois": 2},
    **{
        "tres": 3,
        "drei": 3,
        "trois": 3,
        "tre": 3,
        "três": 3,
        "cinco": 5,
        "fünf": 5,
        "cinq": 5,
        "diez": 10,
        "zehn": 10,
        "dix": 10,
    },
    **{"quince": 15, "fünfzehn": 15, "quinze": 15, "veinte": 20, "zwanzig": 20, "vingt": 20, "vinte": 20, "treinta": 30},
    **{"dreißig": 30, "dreissig": 30, "trente": 30, "trinta": 30, "trenta": 30, "cuarenta": 40, "vierzig": 40, "quarante": 40},
    **{
        "trettio": 30,
        "tredive": 30,
        "dertig": 30,
        "otuz": 30,
        "trzydzieści": 30,
        "tjugo": 20,
        "tyve": 20,
        "twintig": 20,
        "yirmi": 20,
        "venti": 20,
    },
    **{"sesenta": 60, "sechzig": 60, "soixante": 60, "sessenta": 60, "noventa": 90, "neunzig": 90, "fünfundvierzig": 45},
}
NUMBER_WORDS = {
    **{word: value for value, word in enumerate(_ONES.split())},
    **{word: 10 * value for value, word in enumerate(_TENS.split(), 2)},
    **_OTHER,
}
ORDINALS = {
    word: value
    for value, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)  # noqa: SIM905
}

_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
# Atomic, so that 'forty-five' is never read as a range from forty to five.
_HAN = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "十": 10,
    "十五": 15,
    "二十": 20,
    "三十": 30,
    "四十": 40,
    "五十": 50,
    "六十": 60,
}
NUMBER = rf"(?>(?:{'|'.join(sorted(_HAN, key=len, reverse=True))})(?=[分秒])|\d+(?:[.,]\d+)?|(?:{_WORD}|hundred|a hundred)(?:[\s-]+(?:and\s+|y\s+)?(?:{_WORD}|hundred))*\b)"
_SECOND = (
    r"(?:(?:s|secs?|seconds?|segundos?|segs?|sekunden?|sek|secondes?|secondi|secondo|seconden|seconde|sekund[yęa]?|sekunder|saniye\w*"
    r"|detik|сек\w*|ثانية|ثواني|सेकंड|सेकेंड)\b|秒(?:钟|鐘|間)?|초)"
)
_MINUTE = (
    r"(?:(?:m|mins?|minutes?|minutos?|minuten?|minuuti?|minuten|minuut|minuti|minuto|minut[yęa]?|minutter|minutters|dakika\w*|menit|минут\w*"
    r"|دقيقة|دقائق|मिनट)\b|m(?=\d)|分(?:钟|鐘|間)?(?!之)|분)"
)
_HOUR = r"(?:h|hrs?|hours?|horas?|stunden?|heures?|ore)\b"
_UNIT = rf"(?:{_SECOND}|{_MINUTE}|{_HOUR})"
_GAP = r"[\s-]*"
_ABOUT = (
    r"(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|some|~|unos|alrededor de|etwa|ungefähr|environ|more or less)"
)
_MAX = (
    r"(?:under|at most|max(?:imum)?(?: of)?|no more than|not more than|no longer than|not longer than|up to|less than|within"
    r"|below|shorter than|máximo|höchstens|maximal|unter|au maximum|moins de|menos de)"
)
_FORMS = [
    ("clock", re.compile(r"(?<![\w:])(\d{1,2}):([0-5]\d)(?= (?:min|minutes|long)\b)", re.I)),
    (
        "half",
        re.compile(
            r"\bhalf[ -](?:a |an )?(?:(min(?:ute)?)|(hour))\b"
            r"|(?:\b(?:medio minuto|mezzo minuto|meio minuto|(?:eine )?halbe minute|(?:une )?demi[- ]minute|(?:een )?halve minuut"
            r"|pół minuty|(?:en )?halv minut|(?:et )?halvt minut|yarım dakika)\b|半分钟|半分鐘|半分間|반 ?분)",
            re.I,
        ),
    ),
    ("of_minute", re.compile(r"\b(?:(three) quarters|a quarter|a third) of a min(?:ute)?\b", re.I)),
    ("quarter", re.compile(r"\b(?:a )?quarter (?:of )?an hour\b", re.I)),
    (
        "and_half",
        re.compile(rf"\b(?:an?|one|1) (?:(minute)|(hour)) and a half\b|\b({NUMBER}) and a half (?:(minutes?)|(hours?))\b", re.I),
    ),
    (
        "unit_half",
        re.compile(
            rf"\b({NUMBER}) minutes? and a half\b|\bminuto y medio\b|\banderthalb minuten\b|\bune minute et demie\b", re.I
        ),
    ),
    ("couple", re.compile(r"\ba couple (?:of )?(minutes|seconds)\b", re.I)),
    (
        "compound",
        re.compile(
            rf"\b(an?|{NUMBER}){_GAP}{_MINUTE}(?:,?\s*(?:and|y|und|et)?\s*)({NUMBER}){_GAP}(?:{_SECOND}|(?!\s*[\w%]))", re.I
        ),
    ),
    (
        "range",
        re.compile(rf"\b(?:between\s+)?({NUMBER})\s*({_UNIT})?\s*(?:-|–|—|to|and|bis|a|à)\s*({NUMBER}){_GAP}({_UNIT})", re.I),
    ),
    ("plain", re.compile(rf"(?<![A-Za-zÀ-ɏ0-9_.,$€£])({NUMBER}){_GAP}({_UNIT})", re.I)),
    ("one", re.compile(rf"\b(?:an?|one|one single|eine[r]?|une|un|una?)\s+({_UNIT})(?<!\bs)(?<!\bm)(?<!\bh)", re.I)),
]


@dataclass(frozen=True)
class Length:
    """A length of time in a text: seconds from `low_s` to `high_s` (equal where one number was said) and where it stands."""

    low_s: float
    high_s: float
    mode: Literal["max", "about", "exact"]
    start: int
    end: int
    text: str

    @property
    def target_s(self) -> float:
        """One number to aim at: the middle of a range."""
        return round((self.low_s + self.high_s) / 2, 2)


def number(text: str) -> float:
    """Value of digits ('1.5', '1,5') or number words ('forty-five'). Raises ValueError for anything else."""
    plain = text.strip().lower()
    if plain in _HAN:
        return float(_HAN[plain])
    if plain in ("a", "an"):
        return 1.0
    if re.fullmatch(r"\d+(?:[.,]\d+)?", plain):
        return float(plain.replace(",", "."))
    total = 0
    for word in re.split(r"[\s-]+", plain):
        if word in ("and", "y", "a"):
            continue
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in NUMBER_WORDS:
            total += NUMBER_WORDS[word]
        else:
            raise ValueError(f"not a number: {text!r}")
    return float(total)


def lengths(text: str) -> tuple[Length, ...]:
    """Every length of time in `text`, in order, none overlapping another."""
    taken: list[Length] = []
    for form, pattern in _FORMS:
        for found in pattern.finditer(text):
            if form == "compound" and "," in found[0] and text[: found.start()].lower().endswith("in "):
                # 'soup in 20 minutes, 30 seconds long' are two lengths.
                continue
            low, high = _value(form, found)
            if not any(found.start() < other.end and other.start < found.end() for other in taken):
                start, end, mode = _with_mode(text, found.start(), found.end())
                taken.append(Length(low, high, mode, start, end, text[start:end]))
    return tuple(sorted(taken, key=lambda length: length.start))


def _unit_s(unit: str) -> int:
    if re.fullmatch(_MINUTE, unit, re.I):
        return 60
    return 3600 if re.fullmatch(_HOUR, unit, re.I) else 1


def _value(form: str, found: re.Match[str]) -> tuple[float, float]:
    match form:
        case "half":
            value = 1800.0 if found[2] else 30.0
        case "of_minute":
            value = 45.0 if found[1] else 20.0 if "third" in found[0].lower() else 15.0
        case "quarter":
            value = 900.0
        case "and_half" if found[3]:
            value = (number(found[3]) + 0.5) * (60 if found[4] else 3600)
        case "and_half":
            value = 90.0 if found[1] else 5400.0
        case "unit_half":
            value = (number(found[1]) if found[1] else 1) * 60 + 30
        case "couple":
            value = 120.0 if found[1].lower() == "minutes" else 2.0
        case "compound":
            value = 60 * number(found[1]) + number(found[2])
        case "range":
            last = _unit_s(found[4])
            low, high = number(found[1]) * (_unit_s(found[2]) if found[2] else last), number(found[3]) * last
            return min(low, high), max(low, high)
        case "clock":
            value = 60.0 * int(found[1]) + int(found[2])
        case "one":
            value = float(_unit_s(found[1]))
        case _:
            value = number(found[1]) * _unit_s(found[2])
    return value, value


def _with_mode(text: str, start: int, end: int) -> tuple[int, int, Literal["max", "about", "exact"]]:
    """The length with 'about', 'at most' and the like around it, and what they make of it."""
    if found := re.search(rf"\b{_MAX}\s*$", text[:start], re.I):
        return found.start(), end, "max"
    if found := re.match(r"\s*(?:max(?:imum)?|tops|at most|or less|or shorter)\b", text[end:], re.I):
        return start, end + found.end(), "max"
    if found := re.search(rf"(?:\b|(?=~)){_ABOUT}\s*$", text[:start], re.I):
        return found.start(), end, "about"
    if found := re.match(r"\s*(?:-?ish|or so)\b", text[end:], re.I):
        return start, end + found.end(), "about"
    return start, end, "exact"
