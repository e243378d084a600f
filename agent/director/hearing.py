"""A brief as the viewer may hear it: without what is said to the maker, and with the spelling of a finished text."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.director.checking import SENTENCES
from agent.director.read_numbers import lengths
from agent.director.read_people import is_tone
from agent.director.unwrapping import FILM, unwrapped
from memory.domain.brief import Brief

_PAUSE = re.compile(r"([.,;:!?]+(?=\s|$)\s*|\n+|\s+[–—-]\s+)")
_SETTING = re.compile(
    r"\b(?:\d{1,2}\s?[:x/]\s?\d{1,2}|vertical(?:ly)?|horizontal|portrait|landscape|square|widescreen|upright|hochformat|tik ?tok|"
    r"(?:instagram |insta |facebook )?(?:reels?|stor(?:y|ies))|youtube|linkedin|shorts|format|aspect(?: ratio)?|captions?|subtitles?|"
    r"no music|no captions|presented by|presenter|presenting|narrated by|tone|vibes?|language|in english|(?:simple )?(?:english|german|spanish|french|italian|portuguese|dutch|polish|turkish)|audience|subject|product|topic|shape|will do|plenty|enough|no longer than|should run|or so|dry|humou?r|straight-talking|hype it up|loud|please|pls|max|tops|total|about|"
    r"maybe|around|roughly|length|for|with|by|in|is|a|an|the|of|on|and|it|keep|make|should|be|as|short|possible|from|to)\b",
    re.I,
)
_ORDER = re.compile(
    r"^(?:please )?(?:(?:a|an|the|we need an?|i need an?|make(?: me)? an?) )?(?:[\w-]+ ){0,4}(?:video|film|clip|ad|reel|spot|vid|teaser|promo|explainer)s?"
    r"(?: (?:for|on) (?:tik ?tok|insta(?:gram)?|youtube|linkedin|facebook|social media))?(?: pls| please| needed)?$"
    r"|^something (?!new\b)\w+ for .*|^my english is .*",
    re.I,
)
_AVOIDED = re.compile(
    r"(?:and |please )*(?:(?:do not|don'?t|never|without)\s+(?:mention|say|use|include|show|reveal|name|promis|talk about)\w*\b|avoid\b).*",
    re.I,
)
# Words around a tone, an audience or what is to be left out.
_AROUND = re.compile(
    rf"\b(?:{FILM}|short|for|to|at|with|target|audience|viewers?|is|are|aimed|meant|no|not|without|avoid|don'?t|show|use|the|words?|an?|any|existing|tone|voice|mood|vibes?|feel(?:ing)?|"
    r"style|sounding|very|super|really|bit|quite|and|or|but|it|in|of|i|we|she|he|they|you|want|wants|would|like|love|'?d|should|be|make|keep|please|tell|inform|reach|mostly|mainly|all|our)\b",
    re.I,
)
_OF_LENGTH = re.compile(r" of (?:roughly |about |around )?$", re.I)
_CONTENT = re.compile(r"\w{2,}|\d")
_WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_MONTHS = "january|february|march|april|june|july|august|september|october|november|december"
_PROPER = re.compile(rf"\b(?:(?:{_WEEKDAYS})s?|(?:{_MONTHS})(?= \d)|(?<=\d )(?:{_MONTHS})|(?<=\dth )(?:{_MONTHS}))\b")
_SPELLED = {
    "dont": "don't", "doesnt": "doesn't", "isnt": "isn't", "cant": "can't", "didnt": "didn't", "wont": "won't", "im": "I'm",
    "youre": "you're", "pls": "please", "thats": "that's", "theyre": "they're", "smth": "something", "u": "you", "n": "and",
}  # fmt: skip


def for_viewers(request: str, brief: Brief) -> str:
    """The request without its settings: who presents, in what tone, how long, in which shape, and what is to be left out."""
    audience = brief.audience.value if brief.audience else ""
    lines = (_told_to_nobody(line, audience, brief) for line in request.split("\n"))
    parts = _PAUSE.split(" ".join(unwrapped(sentence) for line in lines for sentence in SENTENCES.split(line)))
    slots = _slots(brief)
    heard, kept = "", [*zip(parts[::2], [*parts[1::2], ""], strict=True)]
    presenter = brief.presenter.value if brief.presenter else ""
    seconds = brief.duration_s.value if brief.duration_s else 0.0
    for said, pause in kept:
        clause = unwrapped(said)
        if clause.strip() and not _is_aside(clause.strip(), presenter, seconds, slots):
            heard += f"{clause}{pause}"
        elif heard.rstrip().endswith(",") and ":" in pause:
            heard = heard.rstrip(" ,") + pause
        elif heard and any(mark in pause for mark in ".!?\n"):
            # The end of a sentence stays the end of what is left of it.
            heard = heard.rstrip(" ,;:–—-") + ("" if heard.rstrip().endswith((".", "!", "?")) else pause.strip() or ".") + " "
    return heard.rstrip(" ,;:–—-\n")


def spelled(text: str) -> str:
    """Days and months with their capitals, and the short forms of the chat written out."""
    text = _PROPER.sub(lambda match: match[0][0].upper() + match[0][1:], text)
    return re.sub(
        r"\b(?:" + "|".join(_SPELLED) + r")\b(?!['’.@])",
        lambda match: _SPELLED[match[0]] if match[0] in _SPELLED else match[0],
        text,
    )


def all_spelled(facts: Sequence[str]) -> tuple[str, ...]:
    """Facts in the spelling of the text that they stand in."""
    return tuple(dict.fromkeys(_PROPER.sub(lambda match: match[0][0].upper() + match[0][1:], fact) for fact in facts))


def _told_to_nobody(line: str, audience: str, brief: Brief) -> str:
    """An order without its length and its audience: 'a clip of 90 seconds for visitors on X' is 'a clip on X'."""
    if brief.duration_s:
        for length in reversed(lengths(line)):
            if length.low_s <= brief.duration_s.value <= length.high_s:
                before = _OF_LENGTH.sub("", line[: length.start])
                line = f"{before}{line[length.end :]}" if before != line[: length.start] else line
    return re.sub(rf" for {re.escape(audience)}(?= on | about |: )", "", line, flags=re.I) if audience else line


def _slots(brief: Brief) -> tuple[str, ...]:
    """What the brief says of tone, audience and language, and what it leaves out: settings in words of their own."""
    values = [slot.value for slot in (brief.tone, brief.audience) if slot]
    return (*values, *(brief.must_avoid.value if brief.must_avoid else ()))


def _is_aside(clause: str, presenter: str, seconds: float, slots: Sequence[str]) -> bool:
    """Whether a clause is a setting and nothing else, an order for a film, or what must not be in it."""
    if _AVOIDED.match(clause) or _ORDER.fullmatch(clause):
        return True
    left = clause
    for slot in slots:
        left = re.sub(rf"(?<!\w){re.escape(slot)}(?!\w)", " ", left, flags=re.I)
    if left != clause and not _CONTENT.search(_AROUND.sub(" ", left)):
        return True
    for length in reversed(lengths(clause)):
        if length.low_s <= seconds <= length.high_s:  # another length is what the film is about
            left = left[: length.start] + left[length.end :]
    if presenter:
        left = re.sub(rf"\b{re.escape(presenter)}\b", "", left, flags=re.I)
    named = left != clause or bool(_SETTING.search(left))
    rest = _SETTING.sub(" ", left)
    return is_tone(clause) or (named and not re.search(r"\w{2,}", rest) and not re.search(r"\d", rest))
