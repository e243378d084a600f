"""Which items a person means: by the words they use for them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from memory.domain.brand import BrandItem, Color, Phrase
from memory.domain.brand_words import sentence

# What people call a kind of item.
_CALLED = {
    "color": r"colou?rs?|palette|shades?|tones?",
    "font": r"fonts?|typefaces?|typography|lettering",
    "logo": r"logos?|mark|wordmark",
    "rule": r"rules?|guidelines?",
    "word_avoid": r"forbidden words?|words? to avoid|banned words?|words?",
    "word_use": r"words? to use|preferred words?|words?",
    "pronunciation": r"pronunciations?|how (?:it|.+) is (?:said|spoken|pronounced)",
    "legal_line": r"legal (?:lines?|texts?)|disclaimers?|small print|terms",
    "fact": r"facts?|prices?|figures?|numbers?",
    "pace": r"pace|pacing|rhythm",
    "opening": r"openings?|intros?",
    "closing": r"closings?|outros?|endings?",
    "lower_third": r"lower thirds?|name strips?",
    "caption_style": r"captions?|subtitles?",
    "loudness": r"loudness|volume",
    "preference": r"preferences?",
    "example": r"examples?|scripts?",
}  # fmt: skip
_HUES = {
    "red": (340, 15), "orange": (15, 42), "yellow": (42, 68), "green": (68, 165), "teal": (160, 200), "blue": (195, 255),
    "purple": (250, 300), "violet": (250, 300), "pink": (300, 345),
}  # fmt: skip
_SMALL = frozenset(
    ("the", "our", "that", "this", "of", "a", "an", "is", "about", "for", "in", "and", "or", "to", "we", "it", "you", "on")
)


def meant(words: str, items: Sequence[BrandItem]) -> list[BrandItem]:
    """The items that the words fit best, [] where they fit none: kind, role, hue, and words of their own all count."""
    scored = [(_fit(words.casefold(), item), item) for item in items]
    best = max((score for score, _ in scored), default=0)
    return [item for score, item in scored if score == best] if best else []


def _fit(words: str, item: BrandItem) -> int:
    score = 0
    if re.search(rf"\b(?:{_CALLED.get(item.kind, item.kind)})\b", words):
        score += 2
    value = item.value
    if isinstance(value, Phrase) and value.role.replace("_", " ") in words.replace("slogan", "tagline"):
        score += 3
    if isinstance(value, Color):
        if value.hex and any(_is_hue(value.hex, hue) for hue in _HUES if re.search(rf"\b{hue}\b", words)):
            score += 3
        if value.role != "other" and re.search(rf"\b{value.role}\b", words):
            score += 2
    wanted = {_stem(word) for word in re.findall(r"[\w#]+", words)} - _SMALL
    own = {_stem(word) for word in re.findall(r"[\w#]+", sentence(value).casefold())} - _SMALL
    if item.kind == "fact" and re.search(r"\bprices?\b|\bcosts?\b", words) and re.search(r"[$€£¥]", sentence(value)):
        score += 2
    return score + len(wanted & own)


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") else word


def _is_hue(color: str, name: str) -> bool:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    most, least = max(red, green, blue), min(red, green, blue)
    if most - least < 0.12:
        return False
    if most == red:
        hue = 60 * ((green - blue) / (most - least) % 6)
    elif most == green:
        hue = 60 * ((blue - red) / (most - least) + 2)
    else:
        hue = 60 * ((red - green) / (most - least) + 4)
    low, high = _HUES[name]
    return low <= hue <= high if low <= high else hue >= low or hue <= high
