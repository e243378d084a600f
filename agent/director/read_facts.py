"""Facts that must appear in a film byte for byte: prices, dates, links, names, quotes."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_values import tag_of

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?"
    r"|Dec(?:ember)?)\b\.?"
)
_QUOTE = re.compile(
    r"“([^”]+)”|„([^“”]+)[“”]|«\s*([^»]+?)\s*»|\"([^\"]+)\"|(?<!\w)'([^'\n]+(?:'\w[^'\n]*)*)'(?!\w)|‘([^’]+)’(?!\w)"
)
_HARD = [
    re.compile(r"\bhttps?://[^\s<>\"”’)]+[^\s<>\"”’).,;:!?]"),
    re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b"),
    re.compile(
        r"\b(?:www\.)?(?:[a-z0-9-]+\.)+(?:com|org|net|io|ai|co|dev|app|eu|de|es|fr|uk|us|shop|store|info|biz|tv|me|example|test)\b(?:/[^\s<>\"”’),;]*[^\s<>\"”’),;.!?:])?",
        re.I,
    ),
    re.compile(r"(?<![\w.])(?:US|CA|A)?[$€£¥₹]\s?\d+(?:[.,]\d+)*(?:\s?(?:k|m|bn|million|billion)\b)?", re.I),
    re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*\s?(?:[€£¥]|(?:USD|EUR|GBP|CHF|euros?|dollars?|pounds?|cents|kr|zł)\b)", re.I),
    re.compile(r"(?<![\w.])\d+(?:[.,]\d+)*\s?(?:%|percent\b|per cent\b)", re.I),
    re.compile(
        r"(?<!\w)(?:\+\d{1,3}[\s-]?)?(?:\(\d{2,4}\)|\d{3,4})[\s.-]\d{3,4}(?:[\s.-]\d{2,4})+(?!\w)|(?<!\w)\+\d[\d\s-]{7,15}\d(?!\w)|\b1-800-[\dA-Z-]{7,9}\b"
    ),
    re.compile(r"\b\d{4}-\d{2}-\d{2}\b|\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b"),
    re.compile(rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?:,?\s+\d{{4}}\b)?"),
    re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s+of)?\s+{_MONTH}(?:,?\s+\d{{4}}\b)?"),
    re.compile(r"\b\d{1,2}(?:[:.]\d{2})?\s?[ap]\.?m\b\.?(?:\s(?:[ECMP][SD]?T|GMT|UTC|CET|CEST)\b)?", re.I),
    re.compile(r"\b(?:[01]?\d|2[0-3]):[0-5]\d\b(?:\s?(?:[ECMP][SD]?T|GMT|UTC|CET|CEST|Uhr)\b)?"),
    re.compile(r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"),
    re.compile(r"\b24/7\b|\bv?\d+\.\d+\.\d+\b"),
]
_NAME = re.compile(
    r"(?<![\w.@/#-])(?:(?:Dr|Mr|Mrs|Ms|Prof|St)\. )?(?:[A-Z][\w&]*[\w](?:['’]s)?|[A-Z]\.)(?:[ -](?:(?:Dr|Mr|Mrs|Ms|Prof|St)\. )?(?:(?:of|de|van|von|del|la|&)\s)?(?:[A-Z][\w&]+|[A-Z]\.|\d+(?=\W|$)(?![\s-]*(?:kg|g|ml|cl|l|cm|mm|m|s|secs?|seconds?|min|minutes?|hours?|days?|weeks?|months?|years?|people|guests)\b)))*"
)
_GERMAN = re.compile(r"\b(?:ein|eine|auf|und|für|mit|der|die|das|den|über|sekunden|bitte|wir|ist)\b", re.I)
# Capitalised, but the name of nothing that a film has to hold.
_COMMON = frozenset(
    """Join Save Get Meet Try Buy Call Visit Book Order Learn Discover See Welcome Introducing Announce Promote Launch Invite Celebrate Describe
    Present Turn Change Remove Swap Move Only Just New Until Every All Today Tomorrow Our I A An The This That These Those We You He She It They Our Your My Their Please Make Create Produce Write Use Show Tell Explain Give Need
    Want Keep Include Mention Say End Start Open Close And Or But So If When For From With Without In On At To By Of No Not Yes Hi Hello Hey Thanks
    Thank Let Add Avoid Also Then Their Video Film Clip Ad Short Script Tone Audience Length Duration Format Language Style Presenter Voice Music
    Captions Subtitles Scene CTA Call Action Goal Brand Color Colour Aspect Ratio HD MP4 AI CEO CTO HR FAQ PDF URL ID OK Monday Tuesday Wednesday
    Thursday Friday Saturday Sunday January February March April May June July August September October November December TikTok YouTube Instagram
    Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Vertical Horizontal Square Portrait Landscape Upright First Second Third Last Next Free
    LinkedIn Facebook Reels Shorts Stories Snapchat Twitter English Spanish German French Italian Portuguese Dutch Japanese Chinese Hindi Korean""".split()  # noqa: SIM905
)


def quotes(text: str) -> tuple[str, ...]:
    """Every quoted piece, in order, without its marks."""
    return tuple(next(group for group in match.groups() if group).strip() for match in _QUOTE.finditer(text))


def without_quotes(text: str) -> str:
    """`text` with the inside of quotes blanked, of the same length, so that places still fit."""
    return _QUOTE.sub(lambda match: match[0][0] + "_" * (len(match[0]) - 2) + match[0][-1], text)


def hard_facts(text: str) -> tuple[str, ...]:
    """Prices, percentages, dates, times, links, addresses and phone numbers as they are written, in order, each once."""
    spans: list[tuple[int, int]] = []
    for pattern in _HARD:
        for match in pattern.finditer(text):
            inside = any(match.start() < end and start < match.end() for start, end in spans)
            if not inside and not _is_setting(text, match):
                spans.append(match.span())
    found = (text[start:end].strip() for start, end in sorted(spans))
    # The full stop after '12 June.' ends the sentence; that of 'p.m.' belongs to it.
    return tuple(dict.fromkeys(fact if fact.endswith(".m.") else fact.rstrip(".") for fact in found))


def _is_setting(text: str, match: re.Match[str]) -> bool:
    """'16:9' is the shape of the film, not a time of day."""
    if match[0] not in ("16:9", "9:16"):
        return False
    return not re.search(r"\b(?:at|until|by|from|@)\s*$", text[: match.start()], re.I)


def names(text: str) -> tuple[str, ...]:
    """Names of people, products and places: capitals inside a sentence, or two and more capitalised words in a row."""
    if len(_GERMAN.findall(text)) > 1:
        # German writes every noun with a capital, so a capital names nothing there.
        return tuple(dict.fromkeys(re.findall(r"\b[A-Z][a-z]+[A-Z]\w*", text)))
    found: list[str] = []
    for match in _NAME.finditer(text):
        words = match[0].split(" ")
        start = match.start()
        opens_sentence = not text[:start].strip() or bool(re.search(r"[.!?:\n\"“]\s*$", text[:start]))
        while words and words[0] in _COMMON:
            words, opens_sentence = words[1:], False
        while words and words[-1] in _COMMON:
            words = words[:-1]
        name = re.sub(r"['’]s$", "", " ".join(words))
        inner_capital = bool(re.search(r"[a-z][A-Z]|\d", name))
        if (
            len(name) > 1
            and tag_of(name) is None
            and not name.isdecimal()
            and (len(words) > 1 or inner_capital or not opens_sentence)
        ):
            found.append(name)
    return tuple(dict.fromkeys(found))


def facts(text: str) -> tuple[str, ...]:
    """Everything a film made from `text` must hold byte for byte: hard facts, quoted text, then names."""
    # 'says "Fresh bread," and': the comma belongs to the sentence around the quote.
    quoted = tuple(quote.rstrip(",") for quote in quotes(text))
    held = [*hard_facts(text), *quoted]
    held += [name for name in names(without_quotes(text)) if not any(name in fact for fact in held)]
    return tuple(dict.fromkeys(held))
