"""Where conversations are kept: LangGraph's own tables, in the schema `talk` of our database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from psycopg import AsyncConnection, OperationalError
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from memory.errors import StoreUnavailable

SETUP_LOCK = 7261_1


@asynccontextmanager
async def open_saver(url: str | Callable[[], Awaitable[str]], schema: str = "talk") -> AsyncIterator[AsyncPostgresSaver]:
    """A saver on a pool that reconnects by itself; its tables are made at the first use, by one process at a time.

    Raises StoreUnavailable where the database does not answer.

    `url` may be a function that is asked before each new connection, because a restarted server may have moved.
    """

    async def use_schema(connection: AsyncConnection[DictRow]) -> None:
        await connection.execute(f'SET search_path TO "{schema}"')

    pool: AsyncConnectionPool[AsyncConnection[DictRow]] = AsyncConnectionPool(
        url,
        connection_class=AsyncConnection[DictRow],
        kwargs={"autocommit": True, "prepare_threshold": 0, "row_factory": dict_row},
        min_size=1,
        max_size=8,
        open=False,
        timeout=10.0,
        configure=use_schema,
        check=AsyncConnectionPool.check_connection,
        name="talk",
    )
    async with pool:
        saver = AsyncPostgresSaver(pool)
        try:
            await _set_up(pool, saver, schema)
        except OperationalError as error:
            raise StoreUnavailable("the database did not answer; see that it runs and try again") from error
        yield saver


async def _set_up(pool: AsyncConnectionPool[AsyncConnection[DictRow]], saver: AsyncPostgresSaver, schema: str) -> None:
    async with pool.connection() as connection:
        # Asked again and again: who waits in the database holds a snapshot, and the one that makes the indexes waits for it.
        while not await _is_ours(connection):  # noqa: ASYNC110  # another process has it
            await asyncio.sleep(0.1)
        try:
            await connection.execute(f'CREATE SCHEMA IF NOT EXISTS "{schema}"')
            await saver.setup()
        finally:
            await connection.execute("SELECT pg_advisory_unlock(%s)", [SETUP_LOCK])


async def _is_ours(connection: AsyncConnection[DictRow]) -> bool:
    found = await (await connection.execute("SELECT pg_try_advisory_lock(%s) AS ours", [SETUP_LOCK])).fetchone()
    return found is not None and bool(found["ours"])
