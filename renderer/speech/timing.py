"""From a network's durations to the timing of a line: words, phonemes and the exact number of samples."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from renderer.spec import SAMPLE_RATE_HZ, Word
from renderer.speech.engine import Phoneme, Timing
from renderer.speech.phonemes import Chunk

UNIT = 1200  # samples at 48 kHz per unit of duration, 25 ms in both networks
LEAD_UNITS = 4  # silence kept before the first sound of a line
GAP_UNITS = 5  # silence kept on each side of a joint between chunks
TAIL_UNITS = 6  # and after the last sound
LABEL_LAG_S = 0.06  # the sound comes this much before its label (measured against forced alignment)
STRESS = "ˈ"
MARKS = "ˈˌː"
VOWELS = frozenset("AIOQWYaiuæɑɐɒɔəɛɜɪʊʌᵊᵻ")


@dataclass(frozen=True)
class Measured:
    """A chunk with the duration in units of each of its symbols, and of the silence before and after them."""

    chunk: Chunk
    units: NDArray[np.float32]

    @property
    def samples(self) -> int:
        return int(self.units.sum()) * UNIT


def settle(chunk: Chunk, units: NDArray[np.float32], first: bool, last: bool) -> Measured:
    """Even out the silence around a chunk; `units` has one value more at each end than the chunk has symbols."""
    trimmed = units.astype(np.float32).copy()
    trimmed[0] = LEAD_UNITS if first else GAP_UNITS
    trimmed[-1] = TAIL_UNITS if last else GAP_UNITS
    return Measured(chunk, trimmed)


def timing(text: str, parts: Sequence[Measured]) -> Timing:
    """The timing of a line made of `parts`. Words of `text` that make no sound get a moment of no length."""
    samples = sum(part.samples for part in parts)
    length_s = samples / SAMPLE_RATE_HZ
    spans: dict[int, tuple[float, float]] = {}
    phonemes: list[Phoneme] = []
    offset = 0.0
    for part in parts:
        edges = offset + np.concatenate([[0.0], np.cumsum(part.units)]) * (UNIT / SAMPLE_RATE_HZ)
        starts = np.clip(edges - LABEL_LAG_S, 0.0, length_s)
        stressed = False
        for index, (symbol, owner) in enumerate(zip(part.chunk.symbols, part.chunk.owners, strict=True)):
            start, end = float(starts[index + 1]), float(starts[index + 2])
            if owner >= 0:
                spans[owner] = (min(spans.get(owner, (start, end))[0], start), end)
            if symbol == STRESS:
                stressed = True
            if symbol not in MARKS and symbol != " ":
                is_vowel = symbol in VOWELS
                phonemes.append(Phoneme(symbol, start, end, stressed and is_vowel))
                stressed = stressed and not is_vowel
            elif phonemes and symbol == "ː":
                last = phonemes.pop()
                phonemes.append(Phoneme(last.ipa, last.start_s, end, last.stressed))
        offset = float(edges[-1])
    return Timing(samples, _words(text, spans), tuple(phonemes))


def _words(text: str, spans: dict[int, tuple[float, float]]) -> tuple[Word, ...]:
    words: list[Word] = []
    before = 0.0
    for index, written in enumerate(text.split()):
        start, end = spans.get(index, (before, before))
        start = max(start, before)
        before = max(end, start)
        words.append(Word(text=written, start_s=round(start, 4), end_s=round(before, 4)))
    return tuple(words)
