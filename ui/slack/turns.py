"""Turns of the agency, told to the Slack thread as they go; the studio's page of the conversation is kept by its own view."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator

import aiohttp
from slack_sdk.errors import SlackClientError

from agent.events import Event, Failed
from memory.slack import SlackStore
from ui.slack.line import Line
from ui.slack.view import SlackView
from ui.studio.chat_store import ChatStore
from ui.studio.room import BROKEN, Heard, Turns

logger = logging.getLogger(__name__)


class ToldTurns:
    """As `Turns`: what is said comes from the agency, and each event is shown in the thread before it is passed on."""

    def __init__(self, turns: Turns, line: Line, store: SlackStore, chats: ChatStore, studio: str) -> None:
        self._turns, self._line, self._store, self._chats, self._studio = turns, line, store, chats, studio
        self.again: set[str] = set()
        """Turns that a killed process may have begun: the thread is looked at before anything is posted for them."""
        self.closing = False

    async def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
        """As in Turns."""
        async for event in self._told(thread_id, heard.turn_id, self._turns.say(thread_id, heard), heard.turn_id in self.again):
            yield event
        await asyncio.to_thread(self._store.done, heard.turn_id)

    async def resume(self, thread_id: str) -> AsyncIterator[Event]:
        """As in Turns."""
        turn, _ = await asyncio.to_thread(self._chats.turn, thread_id)
        async for event in self._told(thread_id, turn, self._turns.resume(thread_id), True):
            yield event
        await asyncio.to_thread(self._store.done, turn)

    async def cancel(self, thread_id: str) -> None:
        """As in Turns."""
        await self._turns.cancel(thread_id)

    async def _told(self, thread_id: str, turn: str, events: AsyncIterator[Event], again: bool) -> AsyncIterator[Event]:
        place = await asyncio.to_thread(self._store.place, thread_id)
        if place is None:
            raise RuntimeError(f"conversation {thread_id!r} has no thread in Slack")
        view = SlackView(self._line, self._store, place, turn, f"{self._studio}/thread/{thread_id}")
        try:
            await view.begin(again=again)
        except (SlackClientError, aiohttp.ClientError, TimeoutError):
            logger.warning("Slack could not be asked what it has", exc_info=True, extra={"conversation": thread_id})
        try:
            async for event in events:
                await view.show(event)
                yield event
        except Exception:
            await view.show(Failed(BROKEN))
            raise
        finally:
            if not self.closing:
                await view.end()
        if self.closing:
            # The turn was cut short by the end of this process, not by its own: it is taken up again at the next start.
            await asyncio.get_running_loop().create_future()
