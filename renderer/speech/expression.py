"""How a line is said beyond its sounds: weight on what matters, a breath where one is due, a rate for each sentence.

Only the lengths of sounds are changed, before anything is spoken; so what is measured stays what is heard.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from renderer.spec import Manner
from renderer.speech.normalise import SILENT
from renderer.speech.phonemes import SENTENCE_END, Chunk
from renderer.speech.timing import STRESS, VOWELS

# Units are 25 ms: what a breath before a price and the silence after a question have at least.
_BREATH, _ANSWER = 5.0, 9.0
# A stressed vowel of a word of weight 1 is longer by this share, its other sounds by that.
_VOWEL, _SOUND = 0.3, 0.07
# Rates of sentences that hold a price, of very short ones, of long ones, and of the last of several.
_PRICED, _SHORT, _LONG, _LAST = 0.95, 0.93, 1.04, 0.97
_FEW, _MANY = 3, 20
# How long pauses are in each manner, and how fast it is by itself.
_PAUSES: dict[Manner, float] = {"plain": 1.0, "calm": 1.3, "lively": 0.85, "warm": 1.12}
_RATES: dict[Manner, float] = {"plain": 1.0, "calm": 0.92, "lively": 1.04, "warm": 0.97}

_SIGN, _CURRENCY = r"[$€£¥]", r"(?:euros?|dollars?|pounds?|cents?|pence|francs?|kronor|kroner|bucks|USD|EUR|GBP|CHF)"
_SPELLED = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)"
)
_COUNT = rf"(?:\d[\d.,]*|{_SPELLED}(?:[- ](?:and )?{_SPELLED})*)"
_PRICE = re.compile(rf"{_SIGN}\s?\d[\d.,]*|\b{_COUNT}(?=\s?(?:{_SIGN}|{_CURRENCY}\b))", re.I)
_NUMBER = re.compile(rf"\d[\d.,]*\s?%|\b\d[\d.,]*\b|\b{_COUNT}(?= percent\b)", re.I)
_CAPITALS = re.compile(r"\b[A-Z]{3,}\b")
_QUOTED = re.compile(r"[“\"«]\s?([^“”\"«»]{2,40})\s?[”\"»]")


@dataclass(frozen=True)
class Weights:
    """Of each written word how much it matters (0 is nothing), and which words begin a price."""

    of: tuple[float, ...]
    prices: frozenset[int]


@lru_cache(maxsize=256)
def weights(text: str) -> Weights:
    """What matters in `text`: prices most, then words in capitals, other numbers, and what is quoted."""
    spans = [found.span() for found in re.finditer(r"\S+", text)]
    of, prices = [0.0] * len(spans), set()
    # A line all in capitals shouts nothing in particular.
    capitals = _CAPITALS if len(_CAPITALS.findall(text)) * 3 <= len(spans) else None
    for pattern, weight in ((_QUOTED, 0.7), (_NUMBER, 0.7), (capitals, 0.9), (_PRICE, 1.0)):
        for found in pattern.finditer(text) if pattern else ():
            touched = [i for i, (start, end) in enumerate(spans) if start < found.end() and end > found.start()]
            for i in touched:
                of[i] = max(of[i], weight)
            if pattern is _PRICE:
                prices.add(touched[0])
    return Weights(tuple(of), frozenset(prices))


def expressive(chunk: Chunk, units: NDArray[np.float32], text: str, manner: Manner = "plain") -> NDArray[np.float32]:
    """`units` (one more at each end than the chunk has symbols) as the line wants them, whole numbers as they were.

    `text` is the whole line, whose written words the chunk's owners count.
    """
    found, symbols = weights(text), chunk.symbols
    lengths = units[1:-1].astype(np.float64)
    for start, end in _sentences(symbols):
        rate = _rate(found, chunk.owners[start:end], is_last=end == len(symbols) and start > 0) * _RATES[manner]
        lengths[start:end] /= rate
    for i, (symbol, owner) in enumerate(zip(symbols, chunk.owners, strict=True)):
        if owner >= 0:
            lengths[i] *= 1 + found.of[owner] * (_VOWEL if _is_stressed(symbols, i) else _SOUND)
        elif symbol in SILENT:
            lengths[i] *= _PAUSES[manner]
            if symbol in "?" and i + 1 < len(symbols):
                lengths[i] = max(lengths[i], _ANSWER * _PAUSES[manner])
        elif _breathes(chunk, i, found):
            lengths[i] = max(lengths[i], _BREATH * _PAUSES[manner])
    shaped = units.copy()
    shaped[1:-1] = _whole(lengths)
    return shaped


def _sentences(symbols: str) -> Iterator[tuple[int, int]]:
    start = 0
    for i, symbol in enumerate(symbols):
        if symbol in SENTENCE_END:
            yield start, i + 1
            start = i + 1
    if start < len(symbols):
        yield start, len(symbols)


def _rate(found: Weights, owners: Sequence[int], *, is_last: bool) -> float:
    said = {owner for owner in owners if owner >= 0}
    if not said.isdisjoint(found.prices):
        return _PRICED
    if len(said) <= _FEW:
        return _SHORT
    return _LONG if len(said) > _MANY else _LAST if is_last else 1.0


def _is_stressed(symbols: str, i: int) -> bool:
    """Whether a vowel with primary stress, or its length, is at `i`."""
    if symbols[i] == "ː":
        return i > 0 and _is_stressed(symbols, i - 1)
    return symbols[i] in VOWELS and i > 0 and symbols[i - 1] == STRESS


def _breathes(chunk: Chunk, i: int, found: Weights) -> bool:
    """Whether the space at `i` stands before a price, inside a sentence and where no mark pauses already."""
    if not 0 < i < len(chunk.symbols) - 1 or chunk.symbols[i - 1] in SILENT:
        return False
    return chunk.owners[i + 1] in found.prices and chunk.owners[i - 1] not in found.prices


def _whole(lengths: NDArray[np.float64]) -> NDArray[np.float32]:
    """Rounded so that the sum is kept and no sound is lost."""
    edges = np.rint(np.concatenate([[0.0], np.cumsum(lengths)]))
    return np.asarray(np.maximum(np.diff(edges), np.where(lengths > 0, 1.0, 0.0)), np.float32)
