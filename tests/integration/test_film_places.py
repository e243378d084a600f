"""Films of several processes on one database: counted together, and a process that is gone holds nobody up."""

from __future__ import annotations

import asyncio

import pytest

from agent.crowd import Crowd, Limits
from agent.errors import TurnCancelled
from memory.db import Database
from memory.places import Places


def silent(label: str, seconds: float | None) -> None:
    raise AssertionError(label)


def never() -> bool:
    return False


async def test_a_film_of_another_process_counts_for_the_limit_and_the_estimate(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("agent.crowd.RENEW_S", 0.05)
    here, there = (Crowd(Limits(films=1), places=Places(database)) for _ in range(2))
    told: list[tuple[str, float | None]] = []
    async with there.film("ana", tell=silent, cancelled=never) as going:
        going.seconds_left = 185.0
        await asyncio.sleep(0.3)
        with pytest.raises(TurnCancelled):
            async with here.film("ana", tell=lambda *heard: told.append(heard), cancelled=lambda: bool(told)):
                raise AssertionError("one of hers is made elsewhere")
        async with here.film("bo", tell=silent, cancelled=never):
            pass
    assert told == [("1 before you, about 3 minutes", 185.0)]
    async with here.film("ana", tell=silent, cancelled=never):
        pass


@pytest.mark.parametrize("moved", ["- interval '1 minute'", "+ interval '1 hour'"], ids=["gone", "before the clock was put back"])
async def test_a_process_that_is_gone_holds_nobody_up(database: Database, moved: str) -> None:
    places = Places(database)
    gone = places.enter("ana")
    places.ask(gone, "ana", lambda found: True)
    with database.transaction() as connection:
        connection.execute(f"UPDATE film_places SET beat_at = beat_at {moved}".encode())
    async with Crowd(Limits(films=1), places=places).film("ana", tell=silent, cancelled=never):
        places.renew(gone, "ana", 10.0)
        assert [one.is_going for one in places.ask(gone, "ana", lambda found: False)] == [True, True], "it was only silent"
