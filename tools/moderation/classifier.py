"""The local classifier: how near a text lies to texts whose answer is known, in meaning and in spelling, and lists of words.

`python -m evals.train_moderation` makes the weights. Meaning is by Google's multilingual sentence encoder (16 languages, and
Hindi word by word); hashed pieces of spelling and lists carry others.
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
LISTS = 0.3  # how much words of a list count beside nearness: their share is the square
SPELLING = 0.3  # how much nearness falls where no piece of spelling is shared
SIZES = (3, 4, 5)  # letters of a piece of spelling
_WORD = re.compile(r"\w+")
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Spelled:
    """Pieces of spelling of known texts, by piece: those of piece n are held by `rows` from `starts`[n] on, `values` much."""

    starts: NDArray[np.int64]
    rows: NDArray[np.int64]
    values: Floats
    texts: int

    def alike(self, held: Floats) -> Floats:
        """(texts,) from 0 to 1: how many pieces each known text shares with one whose pieces are `held` (BUCKETS,)."""
        which = np.flatnonzero(held)
        spans = [slice(self.starts[piece], self.starts[piece + 1]) for piece in which]
        rows = np.concatenate([self.rows[:0], *(self.rows[span] for span in spans)])
        shares = [self.values[span] * held[piece] for piece, span in zip(which, spans, strict=True)]
        values = np.concatenate([self.values[:0], *shares])
        return np.bincount(rows, values, self.texts).astype(np.float32)


@dataclass(frozen=True)
class Heads:
    """What was learned, `names` in order: the texts it is compared to (texts, DIMS) and their spelling, what each says (texts,
    heads), weights of lists (lists, heads) and bias (heads,). From `review_at` on a head is unsure, from `refuse_at` on sure.
    `lists` are the policy's lists of words that are features, in order; `middle` is the mean point.
    """

    names: tuple[str, ...]
    lists: tuple[str, ...]
    middle: Floats
    known: Floats
    spelled: Spelled
    says: Floats
    weights: Floats
    bias: Floats
    review_at: Floats
    refuse_at: Floats
    digest: str = ""

    def scores(self, read: Sequence[Passage], policy: Policy) -> Floats:
        """(passages, heads) from 0 to 1."""
        near = nearness(centred(points(read), self.middle), self.known, NARROW)
        near *= shared_spelling(np.stack([self.spelled.alike(pieces(passage.plain)) for passage in read]))
        raw: Floats = near @ self.says + in_lists(read, self.lists, policy) @ self.weights + self.bias
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
            _spelled(stored["spelled_starts"], stored["spelled_rows"], stored["spelled_counts"], len(known)),
            says,
            weights,
            stored["bias"],
            stored["review_at"],
            stored["refuse_at"],
            hashlib.sha256(known.tobytes() + says.tobytes() + weights.tobytes()).hexdigest()[:12],
        )


def _spelled(starts: np.ndarray, rows: np.ndarray, counts: np.ndarray, texts: int) -> Spelled:
    found, wide = np.log1p(counts.astype(np.float32)), rows.astype(np.int64)
    length = np.sqrt(np.bincount(wide, found**2, texts)).astype(np.float32)
    return Spelled(starts.astype(np.int64), wide, (found / length[wide]).astype(np.float32), texts)


def in_lists(read: Sequence[Passage], lists: Sequence[str], policy: Policy) -> Floats:
    """(passages, lists): which lists have a word in it."""
    held = [policy.held(passage.plain) for passage in read]
    return np.array([[LISTS * (name in found) for name in lists] for found in held], np.float32).reshape(len(read), len(lists))


def shared_spelling(alike: Floats) -> Floats:
    """What nearness in meaning is multiplied by, from how alike the spelling is."""
    out: Floats = np.exp(SPELLING * (alike - 1))
    return out


def pieces(text: str) -> Floats:
    """(BUCKETS,) hashed pieces of the words of a folded text, by how often they come, of length 1 where there are any."""
    found: Floats = np.log1p(counted(text))
    length = np.float32(np.linalg.norm(found))
    return found / length if length else found


def counted(text: str) -> Floats:
    """(BUCKETS,) how often each piece comes."""
    counts = np.zeros(BUCKETS, np.float32)
    words = _WORD.findall(text)
    for word in words:
        framed = f"<{word}>"
        parts = [framed, *(framed[at : at + size] for size in SIZES for at in range(len(framed) - size + 1))]
        # Scripts without gaps between words: pairs of signs are their words.
        if not word.isascii():
            parts += [word[at : at + 2] for at in range(len(word) - 1)]
        for part in parts:
            counts[crc32(part.encode()) % BUCKETS] += 1
    for left, right in pairwise(words):
        counts[crc32(f"{left} {right}".encode()) % BUCKETS] += 1
    return counts


def points(read: Sequence[Passage]) -> Floats:
    """(passages, DIMS), of length 1."""
    return sentences.points([passage.text for passage in read])
