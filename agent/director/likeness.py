"""What a message is about, by its likeness to labelled sentences: in its pieces of words, and in its meaning.

`python -m evals.teach` learns both together. Meaning is nearness by a multilingual encoder, which knows 16 languages; pieces of
words carry the others, and tell apart what means nearly the same ('faster', 'slower').
"""

from __future__ import annotations

import hashlib
import math
import re
import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from tools.sentences import centred, nearness, points

PIECES = range(2, 6)  # letters in a piece of a word
SLOTS = 1 << 15  # pieces share this many weights, so that no list of them has to be kept
NARROW = 2.0  # how fast nearness falls with distance
MEANING = 0.6  # how much meaning counts beside pieces of words
WISH = "wish"  # the label of whatever asks for a change, of any subject
WEIGHTS = "likeness.npz"
_LINE = re.compile(r"^(?P<said>.+) => (?P<labels>.+)$", re.M)
Sentence = tuple[str, frozenset[str]]


@dataclass(frozen=True)
class Likeness:
    """What was learned. A label is a subject ('pace') or one with a direction ('pace slower')."""

    rarity: NDArray[np.float32]  # (SLOTS,)
    weights: NDArray[np.int8]  # (SLOTS, labels)
    scale: NDArray[np.float32]  # (labels,): a weight of 1 as a score
    middle: NDArray[np.float32]  # (dims,): the mean of all points
    known: NDArray[np.float32]  # (sentences, dims), seen from the middle, of length 1
    says: NDArray[np.float32]  # (sentences, labels): what being near to one adds
    labels: tuple[str, ...]

    def scores(self, text: str) -> dict[str, float]:
        """How much the message is about each label: near 1 where it is like sentences of that label alone, near 0 where not."""
        slots, point = pointed(text, self.rarity)
        if not len(slots):
            return dict.fromkeys(self.labels, 0.0)
        sums = (point @ self.weights[slots].astype(np.float32)) * self.scale
        sums += (nearness(centred(points([text]), self.middle), self.known, NARROW) @ self.says)[0]
        return dict(zip(self.labels, map(float, sums), strict=True))


@cache
def likeness() -> Likeness:
    """The weights that are kept beside this module; some 50 ms, once in a process."""
    with np.load(str(files("agent.director").joinpath(WEIGHTS))) as kept:
        labels = tuple(str(label) for label in kept["labels"])
        known = kept["known"].astype(np.float32)
        known /= np.linalg.norm(known, axis=1, keepdims=True)
        return Likeness(
            kept["rarity"].astype(np.float32), kept["weights"], kept["scale"], kept["middle"], known, kept["says"], labels
        )


def pointed(text: str, rarity: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The slots of a text and how much it has of each, of length 1 together; both empty where it has no word."""
    counted = slots_of(text)
    slots = np.fromiter(counted, np.int64, len(counted))
    counts = np.fromiter((1 + math.log(count) for count in counted.values()), np.float32, len(counted))
    point = counts * rarity[slots]
    return slots, point / np.linalg.norm(point) if len(point) else point


def slots_of(text: str) -> Counter[int]:
    """Pieces of words and pairs of words, counted by the slot that their letters fall into."""
    words = re.findall(r"\w+", text.lower())
    spaced = [f" {word} " for word in words]
    pieces = [word[at : at + size] for word in spaced for size in PIECES for at in range(len(word) - size + 1)]
    pieces += [f"_{one}_{other}" for one, other in pairwise(["^", *words, "$"]) if words]
    return Counter(zlib.crc32(piece.encode()) % SLOTS for piece in pieces)


def sentences() -> tuple[Sentence, ...]:
    """The labelled sentences of every file in sayings/, each with its labels: 'pace slower' is also 'pace'."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(files("agent.director").joinpath("sayings").iterdir(), key=str)]
    return tuple((found["said"], _labels(found["labels"])) for text in texts for found in _LINE.finditer(text))


def digest(taught: Iterable[Sentence]) -> str:
    """What tells whether weights were learned from these sentences."""
    rows = sorted(f"{said} => {' '.join(sorted(labels))}" for said, labels in taught)
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def _labels(written: str) -> frozenset[str]:
    own = written.split("; ")
    return frozenset((*own, *(label.split()[0] for label in own)))
