"""A turn that an outage of the database cuts off goes on by itself; whoever stops it meanwhile is told why it is over."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any, cast

import psycopg
import pytest

from agent.events import Event, Failed, Said
from agent.messages import Message
from memory import patience
from ui.studio.room import Heard
from ui.studio.turns import AgencyTurns

CUT_OFF = Failed("The database went away.", is_outage=True)


class Agency:
    """Says what it was told to, one list for each time that it is asked; `stopped_at` that time somebody stops the turn."""

    turns: AgencyTurns

    def __init__(self, *told: list[Any], stopped_at: int = 0) -> None:
        self.told, self.asked, self.stopped_at = list(told), list[str](), stopped_at

    async def run_turn(self, thread: str, message: Message) -> AsyncIterator[Event]:
        self.asked.append(message.turn_id)
        if len(self.asked) == self.stopped_at:
            await self.turns.cancel(thread)
        for event in self.told.pop(0):
            if isinstance(event, Exception):
                raise event
            yield event

    async def cancel(self, thread: str) -> bool:
        return False


def said(agency: Agency) -> list[Event]:
    async def all_of_it() -> list[Event]:
        async def opened() -> Any:
            return agency

        agency.turns = AgencyTurns(cast(Any, opened()))
        return [event async for event in agency.turns.say("t", Heard("turn", "ana", "hello"))]

    return asyncio.run(all_of_it())


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "TRY_AGAIN_S", 0.01)


def test_a_turn_that_was_cut_off_is_said_again_until_it_is_over() -> None:
    agency = Agency([Said("One."), CUT_OFF], [psycopg.OperationalError("no server")], [Said("Two.")])
    assert said(agency) == [Said("One."), Said("Two.")]
    assert agency.asked == ["turn"] * 3


def test_a_turn_that_failed_of_something_else_is_over() -> None:
    agency = Agency([Failed("It is too long.")])
    assert said(agency) == [Failed("It is too long.")]
    with pytest.raises(ZeroDivisionError):
        said(Agency([ZeroDivisionError()]))


def test_somebody_who_stops_it_meanwhile_is_told() -> None:
    agency = Agency([CUT_OFF], [CUT_OFF], [Said("It went on.")], stopped_at=2)
    assert said(agency) == [CUT_OFF]
