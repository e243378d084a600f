"""Whose turn it is on a farm: people and brands share the workers' time evenly, however many films they have and however long
each of their tasks takes.
"""

from __future__ import annotations

from collections.abc import Iterable

_SEPARATOR = "\n"


def film_of(film: str, person: str = "", brand: str = "") -> str:
    """The name of a film on a farm, with whose it is in it; '' where that is not known."""
    return _SEPARATOR.join((film, person, brand))


class Turns:
    """Seconds of the workers that each person, brand and film has had. Who comes anew starts level with the one of their kind
    that had least: nobody is owed.
    """

    def __init__(self) -> None:
        self._had_s: dict[tuple[str, str], float] = {}

    def enter(self, film: str) -> None:
        """A film has work; the first time it is told, its reckoning begins, and that of whoever it is for."""
        for account in _accounts(film):
            level = min((had for other, had in self._had_s.items() if other[0] == account[0]), default=0.0)
            self._had_s.setdefault(account, level)

    def had_s(self, film: str) -> tuple[float, float]:
        """What is compared: of two films, the one with less is served first. Of its person and its brand the one counts that
        had more, so that five films, or five people of one brand, get no more than one; then the film's own time.
        """
        *whose, own = (self._had_s.get(account, 0.0) for account in _accounts(film))
        return max(whose, default=own), own

    def spend(self, film: str, seconds: float) -> None:
        """One of the film's tasks took this long."""
        for account in _accounts(film):
            if account in self._had_s:
                self._had_s[account] += seconds

    def keep(self, films: Iterable[str]) -> None:
        """Forget all films but these, which still have work, and whoever has none of them."""
        present = {account for film in films for account in _accounts(film)}
        self._had_s = {account: seconds for account, seconds in self._had_s.items() if account in present}


def _accounts(film: str) -> list[tuple[str, str]]:
    """(kind, name) of everybody whose time a film takes; the film itself comes last."""
    _, *whose = film.split(_SEPARATOR)
    return [*((kind, name) for kind, name in zip(("person", "brand"), whose, strict=False) if name), ("film", film)]
