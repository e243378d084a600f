"""Icons by meaning: the words of a line as a point, and the drawing whose names lie nearest to it.

The points are those of the embedding model, reduced and shipped as a table (made by `evals/icon_table.py`), so that no
model is loaded while a film is put together. The model reads English only: other languages come by way of a glossary.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tools.glossary import in_english

TABLE = Path(__file__).with_name("icon_table.npz")
NEAR = 0.6
"""Cosine from which on a drawing says what the words say; below it a plain mark is better than a riddle."""
_EMPTY = re.compile(
    r"the|and|for|with|your?|our|are|was|has|have|that|this|from|they|will|not|but|all|can|its|into|out|when|what|how|who|why|every|"
    r"more|than|then|their|them|his|her|she|were|been|being|one|two|three|also|over|under|per|any|each|just|only|very"
)


_GENERAL = ("choose", "check", "send", "work", "time", "place", "quality")  # said of anything


class _Table(NamedTuple):
    words: dict[str, int]
    word_points: NDArray[np.float32]
    icons: list[str]
    icon_points: NDArray[np.float32]


@lru_cache(1)
def _table() -> _Table:
    with np.load(TABLE) as held:
        words = {str(word): place for place, word in enumerate(held["words"])}
        return _Table(words, _unit(held["word_points"]), [str(name) for name in held["icons"]], _unit(held["icon_points"]))


def _unit(points: NDArray[np.int8]) -> NDArray[np.float32]:
    wide = points.astype(np.float32)
    return np.asarray(wide / np.linalg.norm(wide, axis=1, keepdims=True), np.float32)


def nearest(line: str) -> list[tuple[str, float]]:
    """Icons by how near they are to what `line` says, nearest first, at least NEAR; empty where its words are unknown."""
    table, point = _table(), _point(line)
    if point is None:
        return []
    cosines = table.icon_points @ point
    names: dict[str, list[float]] = {}
    for name, cosine in zip(table.icons, cosines, strict=True):
        names.setdefault(name, []).append(float(cosine))
    # Of two drawings with a name as near, the one whose other names are nearer too.
    near = {name: sorted(found)[-3:] for name, found in names.items() if max(found) >= NEAR}
    return sorted(((name, found[-1]) for name, found in near.items()), key=lambda one: -(one[1] + 0.4 * sum(near[one[0]]) / 3))


def likeness(one: str, other: str) -> float:
    """How near two texts are in meaning, -1..1; 0 where the words of either are unknown."""
    points = [_point(text) for text in (one, other)]
    if points[0] is None or points[1] is None:
        return 0.0
    return float(points[0] @ points[1])


def _point(line: str) -> NDArray[np.float32] | None:
    """What a line says as a unit point; None where its words are unknown."""
    table = _table()
    plain = unicodedata.normalize("NFKD", line.lower())
    known = [place for word in re.findall(r"[a-z]{3,}", plain) if (place := _place(word, table.words)) is not None]
    if not known:
        return None
    # Rare words tell more: the vocabulary is in order of frequency.
    point = np.log(50 + np.array(known, np.float32)) @ table.word_points[known]
    return np.asarray(point / max(1e-6, float(np.linalg.norm(point))), np.float32)


def _place(word: str, words: dict[str, int]) -> int | None:
    if _EMPTY.fullmatch(word):
        return None
    stems = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ed"), word.removesuffix("ing"))
    return next((words[stem] for stem in stems if stem in words), None)


def _sayings(line: str, language: str) -> list[str]:
    """What to look up: the line, or what of it is known in English, whole and then from its last thing to its first."""
    if language.startswith("en"):
        return [line]
    known = in_english(line, language)
    words = [word for word in known.split() if word not in _GENERAL]
    return [known, " ".join(words), *reversed(words)]


def choose(lines: Sequence[str], language: str) -> tuple[str, ...]:
    """An icon for each line, no two alike; none at all where one line has none, since a row of marks is of one kind."""
    chosen: list[str] = []
    for line in lines:
        name = next((name for said in _sayings(line, language) for name, _ in nearest(said) if name not in chosen), "")
        if not name:
            return ()
        chosen.append(name)
    return tuple(chosen)
