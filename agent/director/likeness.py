"""What a message is about, by its likeness to labelled sentences: ridge regression over pieces of words, solved in one step."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

PIECES = range(2, 6)  # letters in a piece of a word
RIDGE = 0.3
_LINE = re.compile(r"^(?P<said>.+) => (?P<labels>.+)$", re.M)


@dataclass(frozen=True)
class Likeness:
    """A weight for each piece of a word and each label. A label is a subject ('pace') or one with a direction ('pace slower')."""

    pieces: dict[str, int]
    rarity: NDArray[np.float32]  # (pieces,)
    weights: NDArray[np.float32]  # (pieces, labels)
    labels: tuple[str, ...]

    def scores(self, text: str) -> dict[str, float]:
        """How much the message is about each label: near 1 where it is like sentences of that label alone, near 0 where not."""
        counted = _pieces(text)
        known = [piece for piece in counted if piece in self.pieces]
        if not known:
            return dict.fromkeys(self.labels, 0.0)
        at = [self.pieces[piece] for piece in known]
        point = np.array([1 + math.log(counted[piece]) for piece in known], np.float32) * self.rarity[at]
        sums = (point / np.linalg.norm(point)) @ self.weights[at]
        return dict(zip(self.labels, map(float, sums), strict=True))


@cache
def likeness() -> Likeness:
    """What the labelled sentences in prompts/sayings.md teach; about a quarter of a second, once in a process."""
    text = files("agent.director").joinpath("prompts", "sayings.md").read_text(encoding="utf-8")
    return learned([(found["said"], _labels(found["labels"])) for found in _LINE.finditer(text)])


def learned(sentences: Sequence[tuple[str, frozenset[str]]]) -> Likeness:
    """The weights that tell the labels of these sentences best, with a penalty on large ones."""
    counted = [_pieces(said) for said, _ in sentences]
    known = Counter(piece for counts in counted for piece in counts)
    pieces = {piece: at for at, piece in enumerate(known)}
    rarity = np.array([math.log((1 + len(counted)) / (1 + seen)) + 1 for seen in known.values()], np.float32)
    points = np.zeros((len(counted), len(pieces)), np.float32)
    for row, counts in enumerate(counted):
        for piece, count in counts.items():
            points[row, pieces[piece]] = (1 + math.log(count)) * rarity[pieces[piece]]
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    labels = tuple(sorted({label for _, own in sentences for label in own}))
    wanted = np.array([[label in own for label in labels] for _, own in sentences], np.float32)
    solved = np.linalg.solve(points @ points.T + RIDGE * np.eye(len(points), dtype=np.float32), wanted)
    return Likeness(pieces, rarity, (points.T @ solved).astype(np.float32), labels)


def _labels(written: str) -> frozenset[str]:
    """Every label with its subject: 'pace slower' is also 'pace'."""
    own = written.split("; ")
    return frozenset((*own, *(label.split()[0] for label in own)))


def _pieces(text: str) -> Counter[str]:
    words = [f" {word} " for word in re.findall(r"\w+", text.lower())]
    return Counter(word[at : at + size] for word in words for size in PIECES for at in range(len(word) - size + 1))
