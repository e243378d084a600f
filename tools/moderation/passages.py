"""Pieces of a text that are held against the policy: sentences, pairs of them, and stretches as the classifier reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tools.moderation.normal import folded

_SENTENCE = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？।؟])\s*|\n+")
# 'They are people after all. Shoot them.': what a sentence means may stand in the one before it.
_WINDOW = 2
MOST_WORDS = 60
_FEWEST = 10  # letters, from which on the classifier reads a passage


@dataclass(frozen=True)
class Passage:
    """A piece of a text as it was written, and folded."""

    text: str
    plain: str


def read_by_classifier(text: str) -> list[Passage]:
    """Stretches of a text and its single sentences, without what is too short to say anything."""
    sentences = [Passage(part, folded(part)) for part in _sentences(text)]
    found = dict.fromkeys([*windows(text), *sentences])
    return [passage for passage in found if len(passage.plain) >= _FEWEST or not passage.plain.isascii()]


def _sentences(text: str) -> list[str]:
    return [part.strip() for part in _SENTENCE.split(text) if part and part.strip()]


def passages(text: str) -> list[Passage]:
    """Sentences, then neighbours joined, so that a rule finds the shortest passage that breaks it."""
    sentences = _sentences(text)
    pairs = [" ".join(sentences[at : at + _WINDOW]) for at in range(len(sentences) - 1)]
    return [Passage(part, folded(part)) for part in sentences + pairs]


def windows(text: str) -> list[Passage]:
    """Neighbouring sentences of about MOST_WORDS words together, as the classifier learned to read them; each begins with the
    last sentence of the one before.
    """
    sentences = _sentences(text)
    found: list[list[str]] = [[]]
    for sentence in sentences:
        if found[-1] and len(" ".join([*found[-1], sentence]).split()) > MOST_WORDS:
            found.append(found[-1][-1:] if len(found[-1][-1].split()) < MOST_WORDS // 2 else [])
        found[-1].append(sentence)
    return [Passage(" ".join(part), folded(" ".join(part))) for part in found if part]
