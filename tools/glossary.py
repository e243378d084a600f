"""Words of five languages as the English ones that icons are looked up by; a table of what lines on screen are about."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

TABLE = Path(__file__).with_name("glossary.tsv")
LANGUAGES = ("de", "fr", "es", "pt", "it")
_LONGEST_ENDING = 3
_PART = 4  # letters that a part of a compound has at least


@lru_cache(8)
def _words(language: str) -> dict[str, str]:
    """Forms of `language`, folded, and what each is in English; of two meanings the one that stands first in the table."""
    column = LANGUAGES.index(language) + 1
    found: dict[str, str] = {}
    for row in TABLE.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        cells = row.split("\t")
        for form in cells[column].split(","):
            found.setdefault(_folded(form), cells[0])
    return found


def _folded(text: str) -> str:
    """Small letters without accents; an umlaut is the letter below it."""
    marked = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("ß", "ss"))
    return "".join(letter for letter in marked if not unicodedata.combining(letter))


def in_english(line: str, language: str) -> str:
    """What of `line` the table knows, in English and in order; '' where it knows nothing, or not the language."""
    tag = language[:2].lower()
    if tag not in LANGUAGES:
        return ""
    words = _words(tag)
    folded = _folded(line)
    phrases = [english for form, english in words.items() if not form.isalpha() and form in folded]
    found = [english for word in re.findall(r"[a-z]{3,}", folded) if (english := _meant(word, words, tag))]
    return " ".join(dict.fromkeys([*phrases, *found]))


def _meant(word: str, words: dict[str, str], tag: str) -> str:
    if word in words or word.removesuffix("s") in words:
        return words.get(word) or words[word.removesuffix("s")]
    # Endings differ: 'Lieferungen' and 'livraisons' begin as what stands in the table does.
    stems = [form for form in words if len(form) >= _PART and _is_form(word, form)]
    if stems:
        return words[max(stems, key=len)]
    if tag != "de":
        return ""
    # A compound is about its last part first: 'Bestellnummer' is a number, 'Werkzeugkoffer' at least a tool.
    last = [form for form in words if len(form) >= _PART and len(word) > len(form) + 2 and word.endswith(form)]
    first = [
        form
        for form in words
        if len(form) >= _PART and len(word) > len(form) + 2 and word.startswith(form[: -1 if len(form) > 5 else None])
    ]
    parts = last or first
    return words[max(parts, key=len)] if parts else ""


def _is_form(word: str, form: str) -> bool:
    """Whether both are the same word but for its ending."""
    shared = max(_PART, len(form) - (1 if len(form) < 7 else 2))
    return word[:shared] == form[:shared] and abs(len(word) - len(form)) <= _LONGEST_ENDING
