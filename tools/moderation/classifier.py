"""The local classifier: how near a text lies to texts whose answer is known, lists of words, and hashed pieces of spelling.

`python -m evals.train_moderation` makes the weights. Nearness is by Google's multilingual sentence encoder (16 languages); lists
and pieces of spelling carry others.
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

from tools import sentences
from tools.moderation.passages import Passage
from tools.moderation.rules import Policy
from tools.sentences import centred, nearness

WEIGHTS = Path(__file__).with_name("heads.npz")
ANY = "any"  # the head that says whether some rule is broken, whichever
BUCKETS = 8192
NARROW = 1.5  # how fast likeness falls with distance
LISTS, SPELLING = 0.3, 0.55  # how much words count beside nearness: their shares are the squares
PIECES = (3, 4, 5)  # letters of a piece of spelling
_WORD = re.compile(r"\w+")
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Heads:
    """What was learned, `names` in order: the texts it is compared to (texts, DIMS), what each says (texts, heads), weights of
    words (lists + BUCKETS, heads) and bias (heads,). From `review_at` on a head is unsure, from `refuse_at` on sure. `lists` are
    the policy's lists of words that are features, in order; `middle` is the mean point.
    """

    names: tuple[str, ...]
    lists: tuple[str, ...]
    middle: Floats
    known: Floats
    says: Floats
    weights: Floats
    bias: Floats
    review_at: Floats
    refuse_at: Floats
    digest: str = ""

    def scores(self, read: Sequence[Passage], policy: Policy) -> Floats:
        """(passages, heads) from 0 to 1."""
        near = nearness(centred(points(read), self.middle), self.known, NARROW)
        raw: Floats = near @ self.says + words(read, self.lists, policy) @ self.weights + self.bias
        out: Floats = np.float32(1) / (np.float32(1) + np.exp(-raw))
        return out


@cache
def load_heads(path: Path = WEIGHTS) -> Heads:
    """The weights that come with the package."""
    with np.load(path) as stored:
        about = json.loads(str(stored["about"]))
        known = stored["known"].astype(np.float32)
        says = stored["says"].astype(np.float32)
        weights = stored["weights"].astype(np.float32) * stored["weights_scale"]
        return Heads(
            tuple(about["names"]),
            tuple(about["lists"]),
            stored["middle"],
            known / np.linalg.norm(known, axis=1, keepdims=True),
            says,
            weights,
            stored["bias"],
            stored["review_at"],
            stored["refuse_at"],
            hashlib.sha256(known.tobytes() + says.tobytes() + weights.tobytes()).hexdigest()[:12],
        )


def words(read: Sequence[Passage], lists: Sequence[str], policy: Policy) -> Floats:
    """(passages, lists + BUCKETS): which lists have a word in it, and pieces of spelling, each by its share."""
    out = np.zeros((len(read), len(lists) + BUCKETS), np.float32)
    for row, passage in enumerate(read):
        held = policy.held(passage.plain)
        out[row, : len(lists)] = [LISTS * (name in held) for name in lists]
        out[row, len(lists) :] = SPELLING * _pieces(passage.plain)
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


def points(read: Sequence[Passage]) -> Floats:
    """(passages, DIMS), of length 1."""
    return sentences.points([passage.text for passage in read])
