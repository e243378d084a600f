"""Folds the spellings people use to slip words past a check; only the check sees the folded text."""

from __future__ import annotations

import re
import unicodedata

# Zero-width and direction marks, soft hyphen, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# Letters of other scripts that look like Latin ones.
_LOOKALIKE = str.maketrans("аеорсухіјѕԁһӏԛԝαορνικτАВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΧ", "aeopcyxijsdhlqwaopvuktABEKMHOPCTXABEZHIKMNOPTX")
_LEET = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_LEET_WORD = re.compile(r"(?<![\w$@.#/+-])(?=[\w@$!]*[A-Za-z])(?=[\w@$!]*[\d@$!])[\w@$!]*\w(?![\w@$]|\.\w)")
# A word that is a number with its unit or a version: '5pm', '10x', '3d', '4k', 'h264'.
_PLAIN_NUMBER = re.compile(r"[$]?\d[\d.,]*\w{0,2}|\w{1,2}\d+\w?|\w+\d{2,}", re.A)
_SPACED = re.compile(r"(?<!\w)(?:\w[\s._*-]+){3,}\w(?!\w)")
_MASKED = re.compile(r"(?<=\w)[*_](?=\w)")


def folded(text: str) -> str:
    """`text` in lower case with compatibility forms, accents, look-alikes, digits for letters and spaced-out letters undone.

    Numbers, prices and versions stay as they are. The length may differ from the original's.
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_QUOTES).translate(_LOOKALIKE)
    plain = "".join(char for char in unicodedata.normalize("NFD", plain) if not _is_latin_accent(char))
    plain = _LEET_WORD.sub(lambda match: _letters(match[0]), plain)
    plain = _SPACED.sub(lambda match: _joined(match[0]), plain)
    plain = re.sub(r"(\w)\1{3,}", r"\1\1", plain)
    return re.sub(r"\s+", " ", plain).strip().lower()


def _is_latin_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def _letters(word: str) -> str:
    return word if _PLAIN_NUMBER.fullmatch(word) else word.translate(_LEET)


def _joined(spaced: str) -> str:
    """'I h a t e' as both readings, 'I hate' and 'Ihate': whether the first letter is a word of its own cannot be seen."""
    word = re.sub(r"[\s._*-]+", "", spaced)
    return f"{word[0]} {word[1:]} {word}" if word[:1] in ("I", "i", "A", "a") else word or spaced
