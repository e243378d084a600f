"""Folds the spellings people use to slip words past a check; only the check sees the folded text."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

from tools.moderation.hindi import in_english

# Zero-width and direction marks, soft hyphen, variation selectors.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    "\U000e0000-\U000e007f]"
)
# Letters of other scripts, and small capitals, that look like Latin ones.
_LOOKALIKE = str.maketrans(
    "аеорсухіјѕԁһӏԛԝαορνικτАВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΧᴀʙᴄᴅᴇɢʜɪᴊᴋʟᴍɴᴏᴘʀᴛᴜᴠᴡʏᴢɑɡıłøđօսոհցՕՏ",
    "aeopcyxijsdhlqwaopvuktABEKMHOPCTXABEZHIKMNOPTXabcdeghijklmnoprtuvwyzagilodounhgOS",
)
_LEET = str.maketrans(
    {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "@": "a", "$": "s", "!": "i", "€": "e"}
)
_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_LEET_WORD = re.compile(r"(?<![\w$@.#/+-])(?=[\w@$!€]*[A-Za-z])(?=[\w@$!€]*[\d@$!€])[\w@$!€]*\w(?![\w@$]|\.\w)")
# A word that is a number with its unit or a version: '5pm', '10x', '3d', '4k', 'h264'.
_PLAIN_NUMBER = re.compile(r"[$€]?\d[\d.,]*\w{0,2}|\w{1,2}\d+\w?|\w+\d{2,}", re.A)
# One gap between letters, or a mark with gaps around it; a wider gap ends a word.
_SPACED = re.compile(r"(?<!\w)(?:\w(?: ?[._*-]+ ?|\s)){3,}\w(?!\w)")
# A whole sentence of letters apart, its words by wider gaps.
_WIDE = re.compile(r"(?<!\w)(?:\w {1,3}){7,}\w(?!\w)")
_DRAWN_OUT = re.compile(r"([aeiou])\1{2,}")
_BASE64 = re.compile(r"(?<![\w+/=-])[A-Za-z0-9+/_-]{16,}={0,2}(?![\w+/=-])")
_HEX = re.compile(r"(?<!\w)(?:0x)?(?:[0-9a-fA-F]{2}[\s:]?){10,}(?!\w)")
_PERCENT = re.compile(r"(?:\S*%[0-9A-Fa-f]{2}){4,}\S*")


def folded(text: str) -> str:
    """`text` in lower case with compatibility forms, accents, look-alikes, digits for letters and spaced-out letters undone.

    Numbers, prices and versions stay as they are. The length may differ from the original's.
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_QUOTES).translate(_LOOKALIKE)
    plain = "".join(char for char in unicodedata.normalize("NFD", plain) if not _is_latin_accent(char))
    plain = _LEET_WORD.sub(lambda match: _letters(match[0]), plain)
    plain = _WIDE.sub(lambda match: " ".join(part.replace(" ", "") for part in re.split(" {2,}", match[0])), plain)
    plain = _SPACED.sub(lambda match: _joined(match[0]), plain)
    plain = re.sub(r"(\w)\1{3,}", r"\1\1", plain)
    plain = re.sub(r"\s+", " ", plain).strip().lower().replace("ß", "ss")
    return _DRAWN_OUT.sub(r"\1", plain)


def readable(text: str) -> str:
    """`text` for a reader of whole sentences: as it was written, with accents and capitals, unless its spelling hides something;
    then folded. Hindi comes word by word in English.
    """
    plain = in_english(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))
    hides = (
        _SPACED.search(plain)
        or _WIDE.search(plain)
        or _LEET_WORD.sub(lambda match: _letters(match[0]), plain) != plain
        or any(_is_mixed(word) for word in plain.split())
    )
    return in_english(folded(text)) if hides else " ".join(plain.split())


def _is_mixed(word: str) -> bool:
    """Whether Latin letters stand beside others that only look like them."""
    return any(char.isascii() and char.isalpha() for char in word) and any(
        ord(char) in _LOOKALIKE and "LATIN" not in unicodedata.name(char, "") for char in word
    )


def decoded(text: str) -> Iterator[tuple[str, str]]:
    """Runs that hold another text, each with that text: base64, hexadecimal, percent signs. What holds no text is left out."""
    for pattern, decode in ((_BASE64, _from_base64), (_HEX, _from_hex), (_PERCENT, unquote)):
        for match in pattern.finditer(_INVISIBLE.sub("", text)):
            inner = decode(match[0])
            if inner != match[0] and _is_text(inner):
                yield match[0], inner


def _from_base64(run: str) -> str:
    bare = run.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _from_hex(run: str) -> str:
    try:
        return bytes.fromhex(re.sub(r"^0x|[\s:]", "", run)).decode()
    except ValueError:
        return ""


def _is_text(inner: str) -> bool:
    return len(inner) > 7 and sum(char.isalpha() or char in " .,!?'\n" for char in inner) > 0.9 * len(inner)


def _is_latin_accent(char: str) -> bool:
    return "\u0300" <= char <= "\u036f"


def _letters(word: str) -> str:
    return word if _PLAIN_NUMBER.fullmatch(word) else word.translate(_LEET)


def _joined(spaced: str) -> str:
    """'I h a t e' as both readings, 'I hate' and 'Ihate': whether the first letter is a word of its own cannot be seen."""
    word = re.sub(r"[\s._*-]+", "", spaced)
    return f"{word[0]} {word[1:]} {word}" if word[:1] in ("I", "i", "A", "a") else word or spaced
