"""One turn at work: its events, kept, so that a door that comes back sees what it missed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator

from agent.events import Event


class Turn:
    """Events of a running or finished turn. It goes on when nobody listens; any number of doors may follow it."""

    def __init__(self, thread: str) -> None:
        self.thread = thread
        self.stop = threading.Event()
        self.task: asyncio.Task[None] | None = None
        self.was_heard = False  # whether the conversation has its message
        self._events: list[Event] = []
        self._done = False
        self._news = asyncio.Condition()

    @property
    def is_done(self) -> bool:
        return self._done

    async def add(self, event: Event) -> None:
        """Tell everyone who follows."""
        async with self._news:
            self._events.append(event)
            self._news.notify_all()

    async def finish(self) -> None:
        """No event comes after this."""
        async with self._news:
            self._done = True
            self._news.notify_all()

    async def follow(self) -> AsyncIterator[Event]:
        """Every event from the first to the last, as they come."""
        seen = 0
        while True:
            async with self._news:
                while not self._done and len(self._events) == seen:
                    await self._news.wait()
                fresh, done = self._events[seen:], self._done
            seen += len(fresh)
            for event in fresh:
                yield event
            if done and seen == len(self._events):
                return
