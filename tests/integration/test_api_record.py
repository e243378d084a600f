"""The record of turns: whole where the page breaks or the server stops in the middle, and kept once."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.events import Event, Progress, Said
from agent.wording import ALREADY
from memory.db import Database
from memory.projects import Projects
from memory.turn_log import TurnLog
from ui.api.recorded import Recorded
from ui.studio.chat_store import ChatStore
from ui.studio.live import Lives
from ui.studio.room import Heard, Rooms
from ui.studio.turn_view import Shelf


class Turns:
    """Says one thing, then waits to be let go, as the agency does between two steps."""

    def __init__(self) -> None:
        self.begun, self.go = asyncio.Event(), asyncio.Event()
        self.heard: list[str] = []

    async def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
        self.heard.append(heard.text)
        yield Said("Hello.")
        yield Progress("Rendering", 0.5)
        self.begun.set()
        await self.go.wait()
        if heard.text == "break":
            raise RuntimeError("of all things")

    async def resume(self, thread_id: str) -> AsyncIterator[Event]:
        yield Said(ALREADY)

    async def cancel(self, thread_id: str) -> None: ...


class Parts:
    def __init__(self, database: Database, folder: Path, turns: Turns) -> None:
        self.log, self.projects, self.store = TurnLog(database), Projects(database), ChatStore(database)
        self.recorded = Recorded(turns, self.log, self.projects, self.store)
        self.rooms = Rooms(self.recorded, Shelf(None, self.store, Lives()), lambda thread_id: [])  # type: ignore[arg-type]


@pytest.fixture
def taken(database: Database) -> Heard:
    """A turn that is on record."""
    thread, turn = uuid.uuid4(), uuid.uuid4()
    project = Projects(database).create(str(thread), "ana")
    heard = Heard(str(turn), "ana", "a film", barred=("approve",))
    assert TurnLog(database).take(turn, project.id, heard.doc())
    assert not TurnLog(database).take(turn, project.id, heard.doc()), "it is taken once"
    return heard


async def test_a_server_that_is_stopped_leaves_its_turn_open_and_the_next_one_finishes_it(
    database: Database, tmp_path: Path, taken: Heard
) -> None:
    turns = Turns()
    parts = Parts(database, tmp_path, turns)
    (one,) = parts.log.open()
    assert Heard.of(one.heard) == taken
    parts.rooms.room(one.thread, "ana").hear(taken)
    await asyncio.wait_for(turns.begun.wait(), 10)
    parts.recorded.close()
    await parts.rooms.leave_off()
    turns.go.set()
    await asyncio.sleep(0.2)
    assert parts.log.open()[0].state == "working"
    turns.go.set()
    after = Parts(database, tmp_path, turns)
    assert await after.rooms.go_on() == 1
    await after.rooms.room(one.thread, "ana").idle()
    assert after.log.open() == [] and turns.heard == ["a film", "a film"], "the same turn is said again, not a new one"
    kinds = [event.kind for event in after.log.after(one.project, 0)]
    assert kinds.count("turn.finished") == 1 and "progress" not in kinds


async def test_the_record_goes_on_where_the_page_breaks(database: Database, tmp_path: Path, taken: Heard) -> None:
    turns = Turns()
    parts = Parts(database, tmp_path, turns)
    (one,) = parts.log.open()
    events = parts.recorded.say(one.thread, taken)
    assert await anext(events) == Said("Hello.")
    await events.aclose()  # type: ignore[attr-defined]
    turns.go.set()
    for _ in range(100):
        if not await asyncio.to_thread(parts.log.open):
            break
        await asyncio.sleep(0.05)
    assert parts.log.turn(one.project, one.id).result is not None


async def test_a_turn_that_breaks_is_told_as_failed(database: Database, tmp_path: Path, taken: Heard) -> None:
    turns = Turns()
    turns.go.set()
    parts = Parts(database, tmp_path, turns)
    (one,) = parts.log.open()
    broken = Heard(taken.turn_id, "ana", "break")
    told = [event async for event in parts.recorded.say(one.thread, broken)]
    found = parts.log.turn(one.project, one.id)
    assert found.result is not None and found.result["state"] == "failed" and "of all things" not in str(told)
    parts.log.finish(taken.turn_id, one.project, {"state": "approved"})
    assert parts.log.turn(one.project, one.id).result == found.result, "the first word holds"
