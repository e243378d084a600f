"""Whose turn it is on a farm: films share the workers' time evenly, however much of it each of their tasks takes."""

from __future__ import annotations

from collections.abc import Iterable


class Turns:
    """Seconds of the workers that each film has had. Who comes anew starts level with the one that had least: nobody is owed."""

    def __init__(self) -> None:
        self._had_s: dict[str, float] = {}

    def enter(self, film: str) -> None:
        """A film has work; the first time it is told, its reckoning begins."""
        self._had_s.setdefault(film, min(self._had_s.values(), default=0.0))

    def had_s(self, film: str) -> float:
        """What is compared: of two films, the one with less is served first."""
        return self._had_s.get(film, 0.0)

    def spend(self, film: str, seconds: float) -> None:
        """One of the film's tasks took this long."""
        if film in self._had_s:
            self._had_s[film] += seconds

    def keep(self, films: Iterable[str]) -> None:
        """Forget all films but these, which still have work."""
        present = set(films)
        self._had_s = {film: seconds for film, seconds in self._had_s.items() if film in present}
