"""Many at once: how often one person may speak, whose film is made now, and how long the others wait."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict, deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from agent.errors import TurnCancelled

MINUTE_S = 60.0
# What a film in full size takes at its peak: two workers' frames and encoders, the mix and the voices.
FILM_MB = 600.0
ASK_AGAIN_S = 0.5


@dataclass(frozen=True)
class Limits:
    """Of one person: films in full size at once, and turns in any minute. None: as many as they like."""

    films: int | None = None
    turns: int | None = None


@dataclass(eq=False)
class Place:
    """A film that is made or waits to be; `seconds_left` None: not known yet."""

    person: str
    is_going: bool = False
    seconds_left: float | None = None


@dataclass
class Crowd:
    """Who is here in this process. `free_mb` tells the memory that may still be taken, None where that is
    not asked.
    """

    limits: Limits = Limits()
    free_mb: Callable[[], float] | None = None
    now: Callable[[], float] = time.monotonic
    _spoke: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))
    _places: list[Place] = field(default_factory=list)

    def wait_s(self, person: str) -> float:
        """Seconds until this person's turn may begin; it is counted as begun then, so that of many none is forgotten."""
        if self.limits.turns is None:
            return 0.0
        now, spoke = self.now(), self._spoke[person]
        while spoke and spoke[0] <= now - MINUTE_S:
            spoke.popleft()
        wait = max(0.0, spoke[-self.limits.turns] + MINUTE_S - now) if len(spoke) >= self.limits.turns else 0.0
        spoke.append(now + wait)
        return wait

    @asynccontextmanager
    async def film(
        self, person: str, *, tell: Callable[[str, float | None], None], cancelled: Callable[[], bool]
    ) -> AsyncIterator[Place]:
        """A place for one film in full size; `tell` says in words what it waits for, with seconds, each time that changes.

        Raises TurnCancelled where the person stops it while it waits.
        """
        place, told = Place(person), ""
        self._places.append(place)
        try:
            while why := self.hindrance(place):
                if cancelled():
                    raise TurnCancelled("stopped while the film waited for its turn")
                if why != told:
                    told = why
                    tell(why, self.estimate_s(place))
                await asyncio.sleep(ASK_AGAIN_S)
            place.is_going = True
            yield place
        finally:
            self._places.remove(place)

    def hindrance(self, place: Place) -> str:
        """Why this film cannot start now, in one sentence; '' where it can."""
        own = [other for other in self._places if other.person == place.person]
        if self.limits.films is not None and sum(other.is_going for other in own) >= self.limits.films:
            return self._queued(place)
        going = sum(other.is_going for other in self._places)
        # A machine that never has that much free still makes one film after the other.
        if going and self.free_mb is not None and self.free_mb() < FILM_MB:
            return f"Waiting until there is memory for another film. {self._queued(place)}"
        return ""

    def estimate_s(self, place: Place) -> float | None:
        """Seconds until the first of the films that are made now makes room; None while none of them knows."""
        known = [other.seconds_left for other in self._before(place) if other.is_going and other.seconds_left is not None]
        return min(known, default=None)

    def _before(self, place: Place) -> list[Place]:
        earlier = self._places[: self._places.index(place)]
        own = [other for other in earlier if other.person == place.person]
        limit = self.limits.films
        return own if limit is not None and sum(other.is_going for other in own) >= limit else earlier

    def _queued(self, place: Place) -> str:
        seconds = self.estimate_s(place)
        about = "" if seconds is None else f", {spoken(seconds)}"
        return f"{len(self._before(place))} before you{about}"


def spoken(seconds: float) -> str:
    """Seconds as people say them: `less than a minute`, `about 3 minutes`."""
    minutes = round(seconds / MINUTE_S)
    if minutes < 1:
        return "less than a minute"
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"
