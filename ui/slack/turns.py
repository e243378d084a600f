"""Turns of the agency, told to the Slack thread as they go; the studio's page of the conversation is kept by its own view."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable

import aiohttp
from slack_sdk.errors import SlackClientError

from agent.events import Event, Failed, Said
from agent.wording import ALREADY
from memory.patience import until_back
from memory.slack import Place, SlackStore
from ui.slack.catching_up import CatchingUp
from ui.slack.line import Line
from ui.slack.view import SlackView
from ui.studio.chat_store import ChatStore
from ui.studio.room import BROKEN, Heard, Turns

logger = logging.getLogger(__name__)

TRY_AGAIN_S = (2.0, 10.0, 60.0, 600.0)


class ToldTurns:
    """As `Turns`: what is said comes from the agency, and each event is shown in the thread after the conversation kept it."""

    def __init__(self, turns: Turns, line: Line, store: SlackStore, chats: ChatStore, catching_up: CatchingUp, studio: str):
        self._turns, self._line, self._store, self._chats, self._studio = turns, line, store, chats, studio
        self._catching_up = catching_up
        self._tasks: set[asyncio.Task[None]] = set()
        self.waits: Callable[[str], int] = lambda thread_id: 0
        """How many messages of a conversation are answered next; set once there are rooms for them."""
        self.again: set[str] = set()
        """Turns that a killed process may have begun: the thread is looked at before anything is posted for them."""

    async def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
        """As in Turns."""
        async for event in self._told(thread_id, heard.turn_id, self._turns.say(thread_id, heard), heard.turn_id in self.again):
            yield event

    async def resume(self, thread_id: str) -> AsyncIterator[Event]:
        """As in Turns."""
        turn, _ = await until_back(self._chats.turn, thread_id)
        async for event in self._told(thread_id, turn, self._turns.resume(thread_id), True):
            yield event

    async def cancel(self, thread_id: str) -> None:
        """As in Turns."""
        await self._turns.cancel(thread_id)

    async def _told(self, thread_id: str, turn: str, events: AsyncIterator[Event], again: bool) -> AsyncIterator[Event]:
        place = await until_back(self._store.place, thread_id)
        if place is None:
            raise RuntimeError(f"conversation {thread_id!r} has no thread in Slack")
        studio = f"{self._studio}/thread/{thread_id}"
        view = SlackView(self._line, self._store, place, turn, studio, lambda: self.waits(thread_id))
        if again and not await self._finish(place, turn):
            view.missed = True
        # Slack is slow, the conversation's own page is not: it keeps every event at once, whatever Slack makes us wait for.
        waiting: asyncio.Queue[Event | None] = asyncio.Queue()
        telling = asyncio.create_task(_tell(view, waiting), name=f"Slack thread of {thread_id}")
        try:
            async for event in events:
                if event == Said(ALREADY) and await self._has_answer(thread_id, turn):
                    continue
                yield event
                waiting.put_nowait(event)
        except (Exception, GeneratorExit):  # a turn that broke, or the page that it was told to
            waiting.put_nowait(Failed(BROKEN))
            raise
        except asyncio.CancelledError:  # the end of this process, not of the turn: it is taken up again at the next start
            telling.cancel()
            raise
        finally:
            waiting.put_nowait(None)
            await asyncio.gather(telling, return_exceptions=True)
        if view.missed:
            task = asyncio.create_task(self._keep_trying(place, turn))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            await until_back(self._store.done, turn)

    async def _has_answer(self, thread_id: str, turn: str) -> bool:
        answer = await until_back(self._store.of_turn, thread_id, turn)
        return bool(answer)

    async def _keep_trying(self, place: Place, turn: str) -> None:
        """Shows later what Slack did not take; until then the turn counts as not answered, also after a restart."""
        for pause_s in TRY_AGAIN_S:
            await asyncio.sleep(pause_s)
            if await self._finish(place, turn):
                await until_back(self._store.done, turn)
                return
        logger.error("Slack did not take an answer; it is tried again at the next start", extra={"conversation": place.thread})

    async def _finish(self, place: Place, turn: str) -> bool:
        try:
            await self._catching_up.finish(place, turn)
        except (SlackClientError, aiohttp.ClientError, TimeoutError):
            logger.warning("Slack did not take an answer", exc_info=True, extra={"conversation": place.thread})
            return False
        return True


async def _tell(view: SlackView, waiting: asyncio.Queue[Event | None]) -> None:
    """Shows events until None comes."""
    await view.begin()
    while (event := await waiting.get()) is not None:
        await view.show(event)
    await view.end()
