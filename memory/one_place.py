"""One conversation is worked on in one place at a time, whichever process it is; a place that dies lets go by itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import psycopg
from psycopg.rows import TupleRow

from memory.db import WAIT_S, Database
from memory.errors import StoreUnavailable

ASK_AGAIN_S = 0.2
# A machine that is gone is noticed within a minute; a process that is gone, at once.
_WATCHED: dict[str, Any] = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}


@asynccontextmanager
async def in_one_place(database: Database, thread: str) -> AsyncIterator[None]:
    """Waits until no other process works on `thread`, and keeps them out for as long as the block runs.

    Raises StoreUnavailable. The lock is a connection's of its own: it ends with the process, and with an outage of the database.
    """
    async with AsyncExitStack() as held:
        try:
            connection = await held.enter_async_context(await _connected(database))
            # Asked again and again: a statement that waits for the lock would hold a snapshot, which stops vacuuming, and stops
            # whoever makes an index in the meantime.
            while not await _is_ours(connection, thread):  # noqa: ASYNC110  # another process has it
                await asyncio.sleep(ASK_AGAIN_S)
        except psycopg.OperationalError as error:
            raise StoreUnavailable("the database did not answer; see that it runs and try again") from error
        yield


async def _connected(database: Database) -> psycopg.AsyncConnection[TupleRow]:
    """A connection of its own. A server that is starting again, or an event loop that was held up, gets `WAIT_S` to answer."""
    gives_up = time.monotonic() + WAIT_S
    while True:
        url = await asyncio.to_thread(lambda: database.url)  # a server that was killed may have moved
        try:
            return await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=4, **_WATCHED)
        except psycopg.OperationalError:
            if time.monotonic() > gives_up:
                raise
            await asyncio.sleep(ASK_AGAIN_S)


async def _is_ours(connection: psycopg.AsyncConnection[TupleRow], thread: str) -> bool:
    found = await connection.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [f"conversation {thread}"])
    row = await found.fetchone()
    return row is not None and bool(row[0])
