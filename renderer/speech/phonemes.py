"""Written English to phonemes, each phoneme knowing the written word it belongs to.

The alphabet is the one both engines were trained on: IPA with single letters for diphthongs (A ei, I ai, O ou, W au, Y oi,
Q British ou) and for affricates. Everything speaks through `chunks()`.
"""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from hibari.g2p import G2P

from renderer import heap
from renderer.errors import UnspeakableText, UnsupportedLanguage
from renderer.spec import Utterance
from renderer.speech.normalise import SILENT, SpokenWord, normalise
from renderer.speech.symbols import known

LANGUAGES = {"en": "us", "en-us": "us", "en-gb": "gb"}
CHUNK_PHONEMES = 130  # about 8 s: longer runs only cost memory
MAX_PHONEMES = 140  # about 9 s: past that a sentence is split at its clauses; 20 s at once would take 900 MB
SENTENCE_END = ".!?…"
CLAUSE_END = ",;:—" + SENTENCE_END
SPELLED = re.compile(r"(?:[A-Z]\.)+")  # "A.M." ends no sentence
_lock = threading.Lock()


@dataclass(frozen=True)
class Chunk:
    """What is spoken in one breath. `owners[i]` is the index of the written word that `symbols[i]` is in, -1 between words."""

    symbols: str
    owners: tuple[int, ...]


def accent(language: str) -> str:
    """'us' or 'gb'. Raises UnsupportedLanguage for anything but English."""
    try:
        return LANGUAGES[language.lower()]
    except KeyError:
        known = "en, en-US and en-GB"
        raise UnsupportedLanguage(f"No voice speaks {language!r} yet: the languages are {known}.") from None


def chunks(utterance: Utterance, british: bool = False) -> tuple[Chunk, ...]:
    """The utterance in pieces of at most MAX_PHONEMES, split at sentences. Text with nothing to say gives no chunks."""
    accent(utterance.language)
    words = normalise(utterance.text, {written: model_symbols(ipa) for written, ipa in utterance.lexicon})
    sentences = [_read(sentence, british) for sentence in _sentences(words)]
    pieces = [piece for sentence in sentences for piece in _fit(sentence)]
    return tuple(_group(pieces))


def _sentences(words: Sequence[SpokenWord]) -> Iterable[list[SpokenWord]]:
    current: list[SpokenWord] = []
    for word in words:
        current.append(word)
        if word.text[-1] in SENTENCE_END and not SPELLED.fullmatch(word.text):
            yield current
            current = []
    if current:
        yield current


def _read(words: Sequence[SpokenWord], british: bool) -> Chunk:
    """Phonemes of one sentence. The G2P sees the sentence whole, because stress and weak forms depend on the neighbours."""
    g2p = _g2p(british)
    text = " ".join(_marked_up(word) for word in words)
    with _lock:
        tokens = g2p.phonemize_tokens(g2p.tokenize(text))
    symbols: list[str] = []
    owners: list[int] = []
    at = 0
    for token in tokens:
        spoken = known(token.phonemes or "")
        symbols += spoken
        owners += [-1 if symbol == " " or symbol in SILENT else words[min(at, len(words) - 1)].written for symbol in spoken]
        if token.whitespace:
            symbols.append(" ")
            owners.append(-1)
            at += 1
    return _tidy(symbols, owners)


def _marked_up(word: SpokenWord) -> str:
    """A pronunciation goes to the G2P as a link, with the punctuation outside of it."""
    if not word.ipa:
        return word.text
    bare = word.text.rstrip("".join(SILENT))
    return f"[{bare}](/{word.ipa}/){word.text[len(bare) :]}"


def _tidy(symbols: Sequence[str], owners: Sequence[int]) -> Chunk:
    """Single spaces and marks, no space at the ends: a stray one is heard as a pause."""
    kept = [
        (symbol, owner)
        for index, (symbol, owner) in enumerate(zip(symbols, owners, strict=True))
        if index == 0 or symbol != symbols[index - 1] or (symbol != " " and symbol not in SILENT)
    ]
    while kept and kept[0][0] == " ":
        kept.pop(0)
    while kept and kept[-1][0] == " ":
        kept.pop()
    return Chunk("".join(symbol for symbol, _ in kept), tuple(owner for _, owner in kept))


def _fit(sentence: Chunk) -> Iterable[Chunk]:
    """Cut a sentence that is too long at its clauses, or at a space where it has none."""
    rest = sentence
    while len(rest.symbols) > MAX_PHONEMES:
        head = rest.symbols[:MAX_PHONEMES]
        clauses = [match.end() for match in re.finditer(f"[{re.escape(CLAUSE_END)}] ", head)]
        at = clauses[-1] if clauses else max(head.rfind(" ") + 1, 1)
        yield Chunk(rest.symbols[:at].rstrip(), rest.owners[: len(rest.symbols[:at].rstrip())])
        rest = Chunk(rest.symbols[at:], rest.owners[at:])
    if any(owner >= 0 for owner in rest.owners):
        yield rest


def _group(pieces: Sequence[Chunk]) -> Iterable[Chunk]:
    """Short sentences share a breath: alone they sound clipped."""
    current: Chunk | None = None
    for piece in pieces:
        if current is None:
            current = piece
        elif len(current.symbols) + len(piece.symbols) < CHUNK_PHONEMES:
            current = Chunk(f"{current.symbols} {piece.symbols}", (*current.owners, -1, *piece.owners))
        else:
            yield current
            current = piece
    if current is not None:
        yield current


@cache
def _g2p(british: bool) -> G2P:
    return G2P(british=british)


def forget() -> None:
    """Give back the dictionaries, 75 MB; the next text to be read loads them again."""
    if _g2p.cache_info().currsize:
        _g2p.cache_clear()
        gc.collect()
        heap.trim()


_IPA_TO_MODEL = (
    ("eɪ", "A"), ("aɪ", "I"), ("oʊ", "O"), ("əʊ", "Q"), ("aʊ", "W"), ("ɔɪ", "Y"), ("t͡ʃ", "ʧ"), ("tʃ", "ʧ"), ("d͡ʒ", "ʤ"),
    ("dʒ", "ʤ"), ("ɝ", "ɜɹ"), ("ɚ", "əɹ"), ("g", "ɡ"), ("r", "ɹ"), ("ɫ", "l"), ("'", "ˈ"), ("ˑ", "ː"), ("o", "O"), ("e", "ɛ"),
)  # fmt: skip
_MODEL_SYMBOLS = frozenset("AIOQSTWYabdfhijklmnpstuvwzæçðŋɐɑɒɔəɛɜɡɪɹʃʊʌʒʔʤʧθᵊᵻˈˌː xɾ")


def model_symbols(ipa: str) -> str:
    """A pronunciation in everyday IPA, as the voices' own symbols. Raises UnspeakableText if it holds no sound they know."""
    text = ipa.strip("/[] ").replace(".", "")
    for written, symbol in _IPA_TO_MODEL:
        text = text.replace(written, symbol)
    known = "".join(symbol for symbol in text if symbol in _MODEL_SYMBOLS)
    if not known.strip("ˈˌː "):
        raise UnspeakableText(f"The pronunciation {ipa!r} holds no English sound: write it in IPA, as in 'ˈnɪmbəs'.")
    return known
