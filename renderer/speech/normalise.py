"""Written text to the words that are said, each knowing the written word it stands for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from renderer.errors import UnspeakableText
from renderer.speech.readings import RULES

SILENT = frozenset(',.;:!?…—"“”()')
PLAIN = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "“": '"', "”": '"', "«": '"', "»": '"', "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " "}
)
DROPPED = re.compile(r'[\[\]{}*_~|\\^<>"]|[()](?=\s|$)|(?<!\S)[()]|(?<=[A-Za-z])[()]|[()](?=[A-Za-z])')
DOTS = re.compile(r"\.{2,}")


@dataclass(frozen=True)
class SpokenWord:
    """A word as it is said, with its punctuation. `written` is the index of the whitespace-separated word it stands for."""

    text: str
    written: int
    ipa: str = ""


@dataclass(frozen=True)
class _Piece:
    """A stretch of the written text from `start` to `end`, and how it is said."""

    start: int
    end: int
    said: str
    ipa: str = ""


def normalise(text: str, lexicon: Mapping[str, str]) -> tuple[SpokenWord, ...]:
    """The spoken words of `text` in order. `lexicon` maps written words to symbols of the voices' own alphabet.

    Emoji are silent. Raises UnspeakableText for letters that no English voice can read.
    """
    plain = text.translate(PLAIN)
    pieces = _pieces(plain, lexicon)
    spans = [match.span() for match in re.finditer(r"\S+", plain)]
    spoken: list[SpokenWord] = []
    glued: list[bool] = []
    for piece in pieces:
        said = piece.said if piece.ipa else _clean(piece.said)
        touching = [index for index, (start, end) in enumerate(spans) if start < piece.end and end > piece.start]
        if not touching:
            continue
        words = said.split()
        for at, word in enumerate(words):
            owner = touching[at * len(touching) // len(words)]
            spoken.append(SpokenWord(word, owner, piece.ipa))
            starts_word = any(start == piece.start for start, _ in spans)
            glued.append(at == 0 and not starts_word and not said[:1].isspace())
    return tuple(_join_punctuation(spoken, glued))


def _pieces(text: str, lexicon: Mapping[str, str]) -> list[_Piece]:
    """`text` cut into pieces, every special one read by the first rule that matches there."""
    done: list[_Piece] = []
    taken = [False] * len(text)

    def claim(start: int, end: int, said: str, ipa: str = "") -> None:
        done.append(_Piece(start, end, said, ipa))
        taken[start:end] = [True] * (end - start)

    for written, symbols in sorted(lexicon.items(), key=lambda entry: -len(entry[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(written)}(?!\w)", text, re.IGNORECASE):
            if not any(taken[match.start() : match.end()]):
                claim(*match.span(), "-".join(re.findall(r"\w+", match[0])) or "word", symbols)
    for rule in RULES:
        for match in rule.pattern.finditer(text):
            if any(taken[match.start() : match.end()]):
                continue
            said = rule.read(match)
            if said is not None:
                claim(*match.span(), said)
    done += _plain_words(text, taken)
    return sorted(done, key=lambda piece: piece.start)


def _plain_words(text: str, taken: list[bool]) -> Iterator[_Piece]:
    for match in re.finditer(r"\S+", text):
        start = match.start()
        for at in range(match.start(), match.end() + 1):
            if at == match.end() or taken[at]:
                if at > start:
                    yield _Piece(start, at, text[start:at])
                start = at + 1


def _clean(text: str) -> str:
    """What is left of plain text once marks that are not said are gone."""
    text = "".join(character for character in text if not _is_silent_sign(character))
    text = DROPPED.sub(" ", DOTS.sub("…", text))
    if re.fullmatch(r"\s*[-–—]+\s*", text):
        return "—"
    text = text.replace("–", "—")
    if text.strip("-"):
        text = text.strip("-")  # what a rule left of '5-star' is 'star'
    for character in text:
        if character.isalpha() and "LATIN" not in unicodedata.name(character, ""):
            raise UnspeakableText(
                f"No English voice can read {text.strip()!r}: write it in Latin letters or give its pronunciation."
            )
    return text


def _is_silent_sign(character: str) -> bool:
    """Emoji and their modifiers, control and format characters, bullets."""
    category = unicodedata.category(character)
    return category in ("So", "Sk", "Cf", "Cc", "Cs", "Co", "Cn", "Mn") or character in "•·●▪\ufe0f"


def _join_punctuation(words: list[SpokenWord], glued: list[bool]) -> Iterator[SpokenWord]:
    """Punctuation belongs to the word before it, and a piece of a word that was cut off by a rule to its other half."""
    current: SpokenWord | None = None
    for word, is_glued in zip(words, glued, strict=True):
        is_mark = all(not character.isalnum() for character in word.text)
        tail = is_glued and re.match(r"[^\w\s]+$|'\w+[^\w\s]*$", word.text)
        if current is not None and (is_mark or tail):
            current = SpokenWord(current.text + word.text, current.written, current.ipa)
            continue
        if is_mark:
            continue
        if current is not None:
            yield current
        current = word
    if current is not None:
        yield current
