"""The local classifier: one linear head a topic over MiniLM's sentence, lists of words, and hashed pieces of spelling.

`python -m evals.train_moderation` makes the weights. MiniLM reads English; lists and pieces of spelling carry other languages.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from memory.embeddings import packaged_minilm
from memory.minilm import MiniLM
from tools.moderation.rules import Policy

WEIGHTS = Path(__file__).with_name("heads.npz")
BUCKETS = 8192
PIECES = (3, 4, 5)  # letters of a piece of spelling
_WORD = re.compile(r"\w+")
_KEPT = 2000  # passages whose points are kept: a revision checks the same scenes again
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Heads:
    """Weights (features, heads) and bias (heads,) in the order of `names`; from `review_at` on a head is unsure, from
    `refuse_at` on sure. `lists` are the policy's lists of words that are features, in order.
    """

    names: tuple[str, ...]
    lists: tuple[str, ...]
    weights: Floats
    bias: Floats
    review_at: Floats
    refuse_at: Floats
    digest: str = ""

    def scores(self, plain: Sequence[str], policy: Policy) -> Floats:
        """(texts, heads) from 0 to 1, for texts that are folded."""
        out: Floats = 1 / (1 + np.exp(-(features(plain, self.lists, policy) @ self.weights + self.bias)))
        return out


@cache
def load_heads(path: Path = WEIGHTS) -> Heads:
    """The weights that come with the package."""
    with np.load(path) as stored:
        about = json.loads(str(stored["about"]))
        weights = stored["weights"].astype(np.float32) * stored["scale"].astype(np.float32)
        return Heads(
            tuple(about["names"]),
            tuple(about["lists"]),
            weights,
            stored["bias"],
            stored["review_at"],
            stored["refuse_at"],
            hashlib.sha256(weights.tobytes()).hexdigest()[:12],
        )


def features(plain: Sequence[str], lists: Sequence[str], policy: Policy) -> Floats:
    """(texts, 384 + lists + BUCKETS): a point of length 1, which lists have a word in it, pieces of spelling of length 1."""
    out = np.zeros((len(plain), 384 + len(lists) + BUCKETS), np.float32)
    if not len(plain):
        return out
    warm(plain)
    out[:, :384] = [_POINTS[text] for text in plain]
    for column, name in enumerate(lists):
        out[:, 384 + column] = [policy.holds(name, text) for text in plain]
    for row, text in enumerate(plain):
        out[row, 384 + len(lists) :] = _pieces(text)
    return out


def _pieces(text: str) -> Floats:
    counts = np.zeros(BUCKETS, np.float32)
    words = _WORD.findall(text)
    for word in words:
        framed = f"<{word}>"
        parts = [framed, *(framed[at : at + size] for size in PIECES for at in range(len(framed) - size + 1))]
        # Scripts without gaps between words: pairs of signs are their words.
        if not word.isascii():
            parts += [word[at : at + 2] for at in range(len(word) - 1)]
        for part in parts:
            counts[crc32(part.encode()) % BUCKETS] += 1
    for left, right in pairwise(words):
        counts[crc32(f"{left} {right}".encode()) % BUCKETS] += 1
    counts = np.log1p(counts)
    length = float(np.linalg.norm(counts))
    return counts / length if length else counts


def warm(plain: Sequence[str]) -> None:
    """Computes the points of texts that are new, together: that is faster than one by one."""
    new = [text for text in dict.fromkeys(plain) if text not in _POINTS]
    if new:
        if len(_POINTS) + len(new) > _KEPT:
            _POINTS.clear()
            new = list(dict.fromkeys(plain))
        # Loaded anew in 0.15 s rather than kept: it is 90 MB, and a film that is rendered afterwards needs them.
        _POINTS.update(zip(new, MiniLM(packaged_minilm()).embed(new), strict=True))


_POINTS: dict[str, Floats] = {}
