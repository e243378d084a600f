"""Many at once: how often one person may speak, whose film is made now, and how long the others wait."""

from __future__ import annotations

import asyncio
import time
from collections import Counter, defaultdict, deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Protocol

from agent.errors import TurnCancelled
from memory.domain.place import RENEW_S, Place
from memory.errors import StoreUnavailable

MINUTE_S = 60.0
# What a film in full size takes at its peak: two workers' frames and encoders, the mix and the voices.
FILM_MB = 600.0
ASK_AGAIN_S = 0.5


@dataclass(frozen=True)
class Limits:
    """Of one person: films in full size at once, and turns in any minute. None: as many as they like."""

    films: int | None = None
    turns: int | None = None


class Places(Protocol):
    """Who makes a film or waits to; see memory.places.Places."""

    def enter(self, person: str) -> str: ...
    def ask(self, place_id: str, person: str, may_go: Callable[[Sequence[Place]], bool]) -> Sequence[Place]: ...
    def renew(self, place_id: str, person: str, seconds_left: float | None) -> None: ...
    def leave(self, place_id: str) -> None: ...


class PlacesHere:
    """Places of this process alone."""

    def __init__(self) -> None:
        self._places: dict[str, Place] = {}
        self._ids = count(1)

    def enter(self, person: str) -> str:
        """As in memory.places.Places, like the rest."""
        place = Place(str(next(self._ids)), person)
        self._places[place.id] = place
        return place.id

    def ask(self, place_id: str, person: str, may_go: Callable[[Sequence[Place]], bool]) -> Sequence[Place]:
        found = list(self._places.values())
        if may_go(found):
            self._places[place_id] = replace(self._places[place_id], is_going=True)
        return found

    def renew(self, place_id: str, person: str, seconds_left: float | None) -> None:
        self._places[place_id] = replace(self._places[place_id], seconds_left=seconds_left)

    def leave(self, place_id: str) -> None:
        del self._places[place_id]


@dataclass
class Going:
    """A film that is made; `seconds_left` None: not known yet."""

    seconds_left: float | None = None


@dataclass
class Crowd:
    """Who is here. `places` knows the films, of all processes where they share a database; `free_mb` tells the memory that may
    still be taken, None where that is not asked.
    """

    limits: Limits = Limits()
    free_mb: Callable[[], float] | None = None
    now: Callable[[], float] = time.monotonic
    places: Places = field(default_factory=PlacesHere)
    _spoke: defaultdict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

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
    ) -> AsyncIterator[Going]:
        """A place for one film in full size; `tell` says in words what it waits for, with seconds, each time that changes.

        Raises TurnCancelled where the person stops it while it waits.
        """
        place_id, going = await asyncio.to_thread(self.places.enter, person), Going()
        renewing: asyncio.Task[None] | None = None
        try:
            await self._admitted(place_id, person, tell, cancelled)
            renewing = asyncio.create_task(self._renewed(place_id, person, going))
            yield going
        finally:
            if renewing:
                renewing.cancel()
            with suppress(StoreUnavailable):  # it is taken for gone all the same
                await asyncio.to_thread(self.places.leave, place_id)

    async def _admitted(
        self, place_id: str, person: str, tell: Callable[[str, float | None], None], cancelled: Callable[[], bool]
    ) -> None:
        told = ""
        while True:
            short = None if self.free_mb is None else self.free_mb() < FILM_MB

            def may_go(places: Sequence[Place], short: bool | None = short) -> bool:
                return not hindrance(places, place_id, self.limits.films, short)

            places = await asyncio.to_thread(self.places.ask, place_id, person, may_go)
            if not (why := hindrance(places, place_id, self.limits.films, short)):
                return
            if cancelled():
                raise TurnCancelled("stopped while the film waited for its turn")
            if why != told:
                told = why
                tell(why, estimate_s(places, place_id, self.limits.films))
            await asyncio.sleep(ASK_AGAIN_S)

    async def _renewed(self, place_id: str, person: str, going: Going) -> None:
        while True:
            with suppress(StoreUnavailable):  # the film goes on without a database, and is counted again once it is back
                await asyncio.to_thread(self.places.renew, place_id, person, going.seconds_left)
            await asyncio.sleep(RENEW_S)


def hindrance(places: Sequence[Place], place_id: str, limit: int | None, is_short: bool | None) -> str:
    """Why this film cannot start now, in one sentence; '' where it can. `limit` is of films of one person, `is_short` tells that
    there is no memory for another film, None where that is not asked.
    """
    if _is_over(places, _of(places, place_id).person, limit):
        return _queued(places, place_id, limit)
    # A machine that never has that much free still makes one film after the other.
    if is_short and any(place.is_going for place in places):
        return f"Waiting until there is memory for another film. {_queued(places, place_id, limit)}"
    # Where there is memory for one, one starts, and then it is looked again.
    if is_short is not None and _next(places, limit) != place_id:
        return _queued(places, place_id, limit)
    return ""


def estimate_s(places: Sequence[Place], place_id: str, limit: int | None) -> float | None:
    """Seconds until the first of the films that are made now makes room; None while none of them knows."""
    known = [
        other.seconds_left for other in _before(places, place_id, limit) if other.is_going and other.seconds_left is not None
    ]
    return min(known, default=None)


def _of(places: Sequence[Place], place_id: str) -> Place:
    return next(place for place in places if place.id == place_id)


def _is_over(places: Sequence[Place], person: str, limit: int | None) -> bool:
    return limit is not None and sum(place.is_going for place in places if place.person == person) >= limit


def _next(places: Sequence[Place], limit: int | None) -> str:
    """Who starts when there is room for one: of those within their limit, whose person has fewest films made, then who came
    first; '' where nobody waits.
    """
    waiting = [place for place in places if not place.is_going and not _is_over(places, place.person, limit)]
    made = Counter(place.person for place in places if place.is_going)
    return min(waiting, key=lambda place: made[place.person]).id if waiting else ""


def _before(places: Sequence[Place], place_id: str, limit: int | None) -> list[Place]:
    own = _of(places, place_id)
    earlier = list(places[: places.index(own)])
    return [place for place in earlier if place.person == own.person] if _is_over(places, own.person, limit) else earlier


def _queued(places: Sequence[Place], place_id: str, limit: int | None) -> str:
    seconds = estimate_s(places, place_id, limit)
    about = "" if seconds is None else f", {spoken(seconds)}"
    return f"{len(_before(places, place_id, limit))} before you{about}"


def spoken(seconds: float) -> str:
    """Seconds as people say them: `less than a minute`, `about 3 minutes`."""
    minutes = round(seconds / MINUTE_S)
    if minutes < 1:
        return "less than a minute"
    return "about a minute" if minutes == 1 else f"about {minutes} minutes"
