"""Hindi word by word in English: the sentence encoder cannot read Devanagari, and English words in any order tell it more."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

_WORDS = Path(__file__).with_name("hindi.txt")
_DEVANAGARI = re.compile(r"[\u0900-\u0963\u0971-\u097f]+")
# Marks that are left out as often as written (nukta, joiners), and the two ways to write a nasal.
_OPTIONAL = re.compile("[\u093c\u200c\u200d]")
_NASAL = str.maketrans({"\u0901": "\u0902"})
# Endings of number, case, person and tense, longest first.
_ENDS = "ियों|ियां|ाओं|ाएं|वाओ|वाने|वाना|ाकर|ाने|ाना|ाया|ाओ|ाई|ाए|ाते|ाता|ाती|ूंगा|ेंगे|ेंगी|ेगा|ेगी|ोगे|कर|ने|ना|ते|ता|ती|ों|ें|ओ|ो|ी|े|ा|िए|ं"
_ENDINGS = sorted(_ENDS.split("|"), key=len, reverse=True)
_SHORTEST = 3  # signs that are left of a word without its ending


def in_english(text: str) -> str:
    """`text` with the Hindi words that are known in English and the rest of Devanagari left out; other text stays as it is."""
    if not _DEVANAGARI.search(text):
        return text
    plain = unicodedata.normalize("NFC", text)
    return " ".join(_DEVANAGARI.sub(lambda match: f" {_meaning(match[0])} ", _OPTIONAL.sub("", _bare(plain))).split())


def _meaning(word: str) -> str:
    whole, stems = _known()
    if word in whole:
        return whole[word]
    return next((stems[stem] for stem in _stems(word) if stem in stems), "")


def _stems(word: str) -> list[str]:
    cut = [word[: -len(ending)] for ending in _ENDINGS if word.endswith(ending)]
    return [word, *(stem for stem in cut if len(stem) >= _SHORTEST)]


def _bare(text: str) -> str:
    return _OPTIONAL.sub("", unicodedata.normalize("NFD", text)).translate(_NASAL)


@cache
def _known() -> tuple[dict[str, str], dict[str, str]]:
    """Words as they stand, and their stems; the first line that has a stem decides it."""
    whole: dict[str, str] = {}
    for line in _WORDS.read_text().splitlines():
        if line and not line.startswith("#"):
            words, meaning = line.split(": ")
            whole |= {_bare(word): meaning for word in words.split()}
    stems: dict[str, str] = {}
    for word, meaning in whole.items():
        for stem in _stems(word):
            stems.setdefault(stem, meaning)
    return whole, stems
