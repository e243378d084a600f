"""A film's place among those that are made now or wait to be."""

from __future__ import annotations

from dataclasses import dataclass

RENEW_S = 2.0
"""How often whoever makes a film says that it still does."""


@dataclass(frozen=True)
class Place:
    """A film that is made (`is_going`) or waits to be; `seconds_left` None: not known yet."""

    id: str
    person: str
    is_going: bool = False
    seconds_left: float | None = None
