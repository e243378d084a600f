"""What other processes tell over the database, for as long as somebody listens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import psycopg
from psycopg import sql

from memory.db import Database
from memory.errors import MemoryStoreError

logger = logging.getLogger(__name__)

LOOK_AGAIN_S = 30.0


async def news(database: Database, channel: str) -> AsyncIterator[str]:
    """What is told on `channel`, and '' at the start and after an outage of the database: anything may have happened."""
    while True:
        try:
            url = await asyncio.to_thread(lambda: database.url)
            connection = await psycopg.AsyncConnection.connect(url, autocommit=True, connect_timeout=4)
        except (psycopg.OperationalError, MemoryStoreError):
            await asyncio.sleep(LOOK_AGAIN_S)
            continue
        async with connection:
            try:
                await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
                yield ""
                async for notice in connection.notifies():
                    yield notice.payload
            except psycopg.OperationalError:
                logger.warning("the line to the database broke; it is opened again")
        await asyncio.sleep(1.0)
