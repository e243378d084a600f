"""A conversation is worked on in one place at a time, across processes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

import pytest

from agent.checkpoints import open_saver
from memory.db import Database
from memory.errors import StoreUnavailable
from memory.one_place import in_one_place

ROOT = Path(__file__).parents[2]
HOLD = """
import asyncio, sys
from memory.db import Database
from memory.one_place import in_one_place
async def hold():
    async with in_one_place(Database(sys.argv[1]), sys.argv[2]):
        print("held", flush=True)
        await asyncio.sleep(600)
asyncio.run(hold())
"""


async def entered(database: Database, thread: str, within_s: float) -> bool:
    async def enter() -> None:
        async with in_one_place(database, thread):
            pass

    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(enter(), within_s)
        return True
    return False


async def test_another_process_waits_until_the_one_that_has_it_dies(database: Database) -> None:
    command = (sys.executable, "-c", HOLD, database.url, "t1")
    other = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert other.stdout and await other.stdout.readline() == b"held\n"
        assert not await entered(database, "t1", 0.5)
        assert await entered(database, "t2", 20)
        os.kill(other.pid, signal.SIGKILL)
        assert await entered(database, "t1", 20)
    finally:
        with contextlib.suppress(ProcessLookupError):
            other.kill()
        await other.wait()


async def test_a_database_that_is_away_is_said() -> None:
    away = Database("postgresql://nobody@127.0.0.1:9/none")
    with pytest.raises(StoreUnavailable, match="did not answer"):
        async with in_one_place(away, "t1"):
            pass
    away.close()


async def test_servers_that_start_at_once_on_a_new_database_all_open(database: Database) -> None:
    async def opened() -> bool:
        async with open_saver(database.url):
            return True

    async with asyncio.timeout(30), in_one_place(database, "t1"):
        waiting = asyncio.create_task(entered(database, "t1", 30))
        assert await asyncio.gather(opened(), opened(), opened()) == [True, True, True]
        waiting.cancel()
