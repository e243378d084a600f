"""The agency opens however long its database is away: one that failed once would fail at every turn."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, cast

import pytest

from memory.errors import StoreUnavailable
from ui import running


def test_the_agency_is_opened_again_until_the_database_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "TRY_AGAIN_S", 0.0)
    tries: list[int] = []

    @asynccontextmanager
    async def agency() -> AsyncIterator[str]:
        tries.append(len(tries))
        if len(tries) < 4:
            raise StoreUnavailable("the database did not answer; see that it runs and try again")
        yield "open"

    async def opened() -> Any:
        async with AsyncExitStack() as stack:
            return await running._entered(stack, cast(Any, agency))

    assert asyncio.run(opened()) == "open"
    assert len(tries) == 4
