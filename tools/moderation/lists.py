"""Which lists of words a folded text holds a word of: all lists in one pass over the text's neighbouring words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tools.moderation.normal import folded

# Scripts without \b between words.
_BOUNDLESS = re.compile(r"[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u1100-\u11ff\u0900-\u0dff]")
_STAR = "\ue000"
_PLAIN = re.compile(r"\w+(?: \w+)*")
_RUN = re.compile(r"\w+(?:\s+\w+)*")


class WordLists:
    """Lists of words as a policy writes them; a star stands for any ending or beginning.

    Words and word beginnings are looked up; what has marks in it, a star elsewhere or no gaps between words is a pattern.
    """

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self._whole: dict[str, set[str]] = {}
        self._begins: dict[str, set[str]] = {}
        patterns: dict[str, tuple[list[str], list[str]]] = {name: ([], []) for name in lists}
        for name, words in lists.items():
            for word in words:
                plain = folded(word.replace("*", _STAR))
                if _BOUNDLESS.search(word):
                    patterns[name][1].append(_pattern(plain))
                elif _PLAIN.fullmatch(plain):
                    self._whole.setdefault(plain, set()).add(name)
                elif plain.endswith(_STAR) and _PLAIN.fullmatch(plain[:-1]):
                    self._begins.setdefault(plain[:-1], set()).add(name)
                else:
                    patterns[name][0].append(rf"\b{_pattern(plain)}\b")
        self._odd = {name: re.compile("|".join(odd)) for name, (odd, _) in patterns.items() if odd}
        self._signs = {name: re.compile("|".join(signs)) for name, (_, signs) in patterns.items() if signs}
        self._lengths = sorted({len(begin) for begin in self._begins})
        self._most = 1 + max((key.count(" ") for key in [*self._whole, *self._begins]), default=0)
        self.held = lru_cache(maxsize=4096)(self._held)

    def _held(self, plain: str) -> frozenset[str]:
        """Names of the lists that have a word in a folded text."""
        found: set[str] = set()
        for run in _RUN.findall(plain):
            words = run.split()
            for at in range(len(words)):
                phrase = ""
                for word in words[at : at + self._most]:
                    start = len(phrase) + bool(phrase)
                    phrase = f"{phrase} {word}" if phrase else word
                    found |= self._whole.get(phrase, set())
                    for length in self._lengths:
                        if length > len(phrase):
                            break
                        if length > start:
                            found |= self._begins.get(phrase[:length], set())
        found |= {name for name, pattern in self._odd.items() if name not in found and pattern.search(plain)}
        if _BOUNDLESS.search(plain):
            found |= {name for name, pattern in self._signs.items() if name not in found and pattern.search(plain)}
        return frozenset(found)


def _pattern(plain: str) -> str:
    return re.escape(plain).replace(_STAR, r"\w*").replace(r"\ ", r"\s+")
