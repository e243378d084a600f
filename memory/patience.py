"""Waiting for a database that is away, where nobody would ask again."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from memory.errors import StoreUnavailable

logger = logging.getLogger(__name__)
T = TypeVar("T")
Given = ParamSpec("Given")
TRY_AGAIN_S = 2.0


async def until_back(call: Callable[Given, T], *given: Given.args, **named: Given.kwargs) -> T:
    """What a call gives that is the same however often it is made: made again, in a thread, while the database is away."""
    while True:
        try:
            return await asyncio.to_thread(call, *given, **named)
        except StoreUnavailable:
            logger.warning("the database is away; it is asked again", exc_info=True)
            await asyncio.sleep(TRY_AGAIN_S)
