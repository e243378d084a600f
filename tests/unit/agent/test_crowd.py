"""Who may speak, whose film starts, and what the others are told."""

from __future__ import annotations

import asyncio

import pytest

from agent.crowd import Crowd, Limits, hindrance, spoken
from agent.errors import TurnCancelled
from memory.domain.place import Place


class Clock:
    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s


def never() -> bool:
    return False


def silent(label: str, seconds: float | None) -> None:
    raise AssertionError(label)


def test_one_turn_too_many_waits_for_the_oldest_to_be_a_minute_old_and_others_do_not() -> None:
    clock = Clock()
    crowd = Crowd(Limits(turns=2), now=clock)
    assert [crowd.wait_s("ana") for _ in range(2)] == [0.0, 0.0]
    clock.s += 10
    assert crowd.wait_s("ana") == 50.0
    assert crowd.wait_s("bo") == 0.0
    # Both of the first have left the minute, and the third counts from when it began.
    clock.s += 50
    assert [crowd.wait_s("ana"), crowd.wait_s("ana")] == [0.0, 60.0]


async def test_a_third_film_of_one_person_waits_and_another_person_s_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("agent.crowd.RENEW_S", 0.01)
    crowd, told = Crowd(Limits(films=2)), list[tuple[str, float | None]]()
    async with (
        crowd.film("ana", tell=silent, cancelled=never) as first,
        crowd.film("ana", tell=silent, cancelled=never) as second,
        crowd.film("bo", tell=silent, cancelled=never),
    ):
        first.seconds_left, second.seconds_left = 400.0, 170.0
        await asyncio.sleep(0.1)
        with pytest.raises(TurnCancelled):
            async with crowd.film("ana", tell=lambda *heard: told.append(heard), cancelled=lambda: bool(told)):
                raise AssertionError("it may not start")
    assert told == [("2 before you, about 3 minutes", 170.0)]
    async with crowd.film("ana", tell=silent, cancelled=never):
        pass


def places(*told: str) -> list[Place]:
    """'ana+' is a film of hers that is made, 'ana' one that waits; ids count from 0."""
    return [Place(str(number), one.rstrip("+"), one.endswith("+")) for number, one in enumerate(told)]


def admitted(found: list[Place], limit: int | None, *, is_short: bool | None) -> list[str]:
    return [one.id for one in found if not one.is_going and not hindrance(found, one.id, limit, is_short)]


def test_where_there_is_memory_for_one_film_whoever_has_fewest_is_next() -> None:
    assert admitted(places("ana+", "ana+", "ana", "ana", "bo"), 5, is_short=False) == ["4"]
    assert admitted(places("ana+", "bo+", "ana", "bo"), 5, is_short=False) == ["2"], "of two with as many, who came first"
    assert admitted(places("ana+", "ana", "bo"), 1, is_short=False) == ["2"], "a limit holds nobody else up"
    assert admitted(places("ana+", "bo"), 5, is_short=True) == []
    assert admitted(places("ana", "bo"), 5, is_short=True) == ["0"], "one film is always made"
    assert admitted(places("ana+", "ana", "bo"), None, is_short=None) == ["1", "2"]


async def test_a_film_waits_for_memory_but_one_is_always_made() -> None:
    crowd, told = Crowd(free_mb=lambda: 100.0), list[str]()
    async with crowd.film("ana", tell=silent, cancelled=never):
        with pytest.raises(TurnCancelled):
            async with crowd.film("bo", tell=lambda label, _: told.append(label), cancelled=lambda: bool(told)):
                raise AssertionError("it may not start")
    assert told == ["Waiting until there is memory for another film. 1 before you"]


@pytest.mark.parametrize(("seconds", "words"), [(20, "less than a minute"), (70, "about a minute"), (185, "about 3 minutes")])
def test_seconds_are_told_as_people_say_them(seconds: float, words: str) -> None:
    assert spoken(seconds) == words
