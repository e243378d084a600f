"""What a person says while the database is away is not lost: “try again” stands for it, and so does whatever they say next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import CheckpointTuple
from langgraph.checkpoint.memory import InMemorySaver

from agent.events import Event, Failed, PreviewReady
from agent.messages import Message
from agent.session import Agency
from memory.errors import StoreUnavailable
from tests.fakes import ScriptedDirector, fake_services

BRIEF = "A 30 second film about Lumo, a desk lamp that follows the sun. It costs $79. Order at lumo.example."


class Outage:
    """Keeps every turn out as long as it lasts."""

    is_on = True

    @asynccontextmanager
    async def alone(self, thread: str) -> AsyncIterator[None]:
        if self.is_on:
            raise StoreUnavailable("the database did not answer; see that it runs and try again")
        yield


@asynccontextmanager
async def open_talk(saver: InMemorySaver) -> AsyncIterator[InMemorySaver]:
    yield saver


async def said(agency: Agency, text: str) -> list[Event]:
    return [event async for event in agency.run_turn("t1", Message(text))]


@pytest.mark.parametrize("last", ["try again", "and it should be square"])
async def test_the_next_message_brings_along_what_nobody_heard(tmp_path: Path, last: str) -> None:
    outage = Outage()
    services = fake_services(tmp_path, ScriptedDirector())
    async with Agency(services, open_talk(InMemorySaver()), alone=outage.alone) as agency:
        for text in (BRIEF, "try again"):
            assert [type(event) for event in await said(agency, text)] == [Failed]
        outage.is_on = False
        (shown,) = [event for event in await said(agency, last) if isinstance(event, PreviewReady)]
        board = services.projects.board(services.projects.by_thread("t1").id, shown.version)
        assert "lumo.example" in board.model_dump_json()
        assert board.aspect == ("1:1" if "square" in last else "16:9")
        outage.is_on = True
        await said(agency, "captions off")
        outage.is_on = False
        again = [event for event in await said(agency, "try again") if isinstance(event, PreviewReady)]
        assert [event.version for event in again] == [2]


class Flaky(InMemorySaver):
    """Cannot be asked while `is_away`."""

    is_away = False

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        if self.is_away:
            raise StoreUnavailable("the database did not answer; see that it runs and try again")
        return await super().aget_tuple(config)


async def test_a_look_up_that_fails_locks_no_conversation(tmp_path: Path) -> None:
    saver = Flaky()
    async with Agency(fake_services(tmp_path, ScriptedDirector()), open_talk(saver)) as agency:
        saver.is_away = True
        with pytest.raises(StoreUnavailable):
            [event async for event in agency.resume("t1")]
        saver.is_away = False
        async with asyncio.timeout(20):
            assert any(isinstance(event, PreviewReady) for event in await said(agency, BRIEF))
