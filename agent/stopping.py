"""Waiting for slow work while the person may stop it."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from agent.errors import TurnCancelled
from agent.services import Services

T = TypeVar("T")
POLL_S = 0.1


async def unless_stopped(services: Services, thread: str, work: Coroutine[Any, Any, T]) -> T:
    """The result of `work`; raises TurnCancelled, and drops the work, as soon as the person stops the turn."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            if services.stopped(thread):
                raise TurnCancelled("stopped on request; the film is as it was before")
            await asyncio.wait({task}, timeout=POLL_S)
    finally:
        if not task.done():
            task.cancel()
    return task.result()
