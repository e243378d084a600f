"""Written text to the words that are said, each knowing the written word it stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SILENT = frozenset(',.;:!?…—"“”()')


@dataclass(frozen=True)
class SpokenWord:
    """A word as it is said, with its punctuation. `written` is the index of the whitespace-separated word it stands for."""

    text: str
    written: int
    ipa: str = ""


def normalise(text: str, lexicon: Mapping[str, str]) -> tuple[SpokenWord, ...]:
    return tuple(SpokenWord(word, index) for index, word in enumerate(text.split()))
