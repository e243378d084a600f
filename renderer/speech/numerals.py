"""English number words."""

from __future__ import annotations

SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
SCALES = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (1000, "thousand"))
ORDINALS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
LARGEST = 10**15


def cardinal(number: int) -> str:
    """1250 -> 'one thousand two hundred fifty'. Numbers of 10^15 and more are read digit by digit."""
    if number < 0:
        return f"minus {cardinal(-number)}"
    if number >= LARGEST:
        return digits(str(number))
    for scale, name in SCALES:
        if number >= scale:
            rest = number % scale
            return f"{cardinal(number // scale)} {name}" + (f" {cardinal(rest)}" if rest else "")
    if number >= 100:
        rest = number % 100
        return f"{SMALL[number // 100]} hundred" + (f" {cardinal(rest)}" if rest else "")
    if number < 20:
        return SMALL[number]
    return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")


def ordinal(number: int) -> str:
    """21 -> 'twenty-first'."""
    head, dash, last = cardinal(number).rpartition("-")
    if not dash:
        head, dash, last = cardinal(number).rpartition(" ")
    if last in ORDINALS:
        return head + dash + ORDINALS[last]
    return head + dash + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def digits(text: str) -> str:
    """'0420' -> 'zero four two zero'."""
    return " ".join(SMALL[int(digit)] for digit in text if digit.isdigit())


def year(number: int) -> str:
    """2026 -> 'twenty twenty-six', 1905 -> 'nineteen oh five', 2000 -> 'two thousand', 2007 -> 'two thousand seven'."""
    century, rest = divmod(number, 100)
    if number % 1000 < 10:
        return cardinal(number)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def decimal(text: str) -> str:
    """A written number: '1,250' and '3.14', '007' digit by digit, '.5' as 'point five'."""
    whole, _, fraction = text.replace(",", "").partition(".")
    if not whole:
        head = ""
    elif len(whole) > 1 and whole.startswith("0"):
        head = digits(whole)
    else:
        head = cardinal(int(whole))
    return f"{head} point {digits(fraction)}".strip() if fraction else head


def plural(count: str, one: str, many: str) -> str:
    return one if count in ("1", "1.0", "1.00") else many
