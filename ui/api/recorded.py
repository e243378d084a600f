"""Every turn of the studio's conversations, whoever spoke, on record: its events in order, and what came of it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

from agent.events import Event, Failed, PreviewReady, Progress, Said
from agent.wording import ALREADY
from memory.domain.project import Project
from memory.errors import MemoryStoreError
from memory.patience import until_back
from memory.projects import Projects
from memory.turn_log import TakenTurn, TurnLog
from ui.api.told import film_address, told
from ui.commission import Standing, edits_since
from ui.outcome import Outcome
from ui.studio.chat_store import ChatStore
from ui.studio.room import BROKEN, Heard, Turns

logger = logging.getLogger(__name__)

NOTE_EVERY_S = 1.0
"""How often progress is kept: what is between is seen by the page alone."""
TRY_AGAIN_S = 2.0
TRIES = 30
_STATES = {"previewed": "previewed", "approved": "approved", "asking": "asking", "refused": "refused", "waiting": "waiting"}


class Recorded:
    """Turns as a conversation sees them, with a record of each. Once `close` was called nothing is said to be over: the
    server stops, and what it was doing goes on with the next one.
    """

    def __init__(self, turns: Turns, log: TurnLog, projects: Projects, store: ChatStore) -> None:
        self._turns, self._log, self._projects, self._store = turns, log, projects, store
        self._is_closing = False

    def close(self) -> None:
        """What ends from now on was only interrupted."""
        self._is_closing = True

    async def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
        """As in Turns."""
        async for event in self._told(thread_id, heard.turn_id, self._turns.say(thread_id, heard)):
            yield event

    async def resume(self, thread_id: str) -> AsyncIterator[Event]:
        """As in Turns; a turn that was taken and never reached the agency is said to it now."""
        turn_id, _ = await until_back(self._store.turn, thread_id)
        taken = [one for one in await until_back(self._log.open, thread_id) if str(one.id) == turn_id]
        events = self._turns.say(thread_id, Heard.of(taken[0].heard)) if taken else self._turns.resume(thread_id)
        async for event in self._told(thread_id, turn_id, events):
            yield event

    async def cancel(self, thread_id: str) -> None:
        """As in Turns."""
        await self._turns.cancel(thread_id)

    async def _told(self, thread_id: str, turn_id: str, events: AsyncIterator[Event]) -> AsyncIterator[Event]:
        tale = _Tale(self._log, self._projects, thread_id, turn_id)
        await until_back(tale.begin)
        if tale.is_over:
            return
        shown: asyncio.Queue[tuple[Event, asyncio.Event] | None] = asyncio.Queue()
        gone = asyncio.Event()
        # By itself: the record is kept whole where whoever shows the turn stops half-way.
        following = asyncio.create_task(self._follow(tale, events, shown, gone), name=f"record of {thread_id}")
        try:
            while (item := await shown.get()) is not None:
                yield item[0]
                item[1].set()
        finally:
            gone.set()
        await following

    async def _follow(
        self,
        tale: _Tale,
        events: AsyncIterator[Event],
        shown: asyncio.Queue[tuple[Event, asyncio.Event] | None],
        gone: asyncio.Event,
    ) -> None:
        """Hands every event to the page and then keeps it: whoever hears of a film by the record finds it on the page."""
        try:
            async for event in events:
                if event == Said(ALREADY) and tale.is_taken:
                    continue  # it was done when the server stopped; only the record had not heard of it
                has_it = asyncio.Event()
                shown.put_nowait((event, has_it))
                await _first(has_it, gone)
                await self._noted(tale.note, event)
        except Exception:  # the turn handler: told in one sentence, the trace goes to the log
            logger.exception("a turn broke")
            shown.put_nowait((Failed(BROKEN), asyncio.Event()))
            await self._noted(tale.note, Failed(BROKEN))
        await self._finished(tale)
        shown.put_nowait(None)

    async def _noted(self, note: Callable[[Event], None], event: Event) -> None:
        try:
            await asyncio.to_thread(note, event)
        except MemoryStoreError:
            logger.warning("an event could not be kept; the turn goes on", exc_info=True)

    async def _finished(self, tale: _Tale) -> None:
        for _ in range(TRIES):
            if self._is_closing:
                return
            try:
                await asyncio.to_thread(tale.finish)
            except MemoryStoreError:
                logger.warning("the end of a turn could not be kept; it is tried again", exc_info=True)
                await asyncio.sleep(TRY_AGAIN_S)
            else:
                return


async def _first(*events: asyncio.Event) -> None:
    waiting = [asyncio.ensure_future(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for one in waiting:
        one.cancel()


class _Tale:
    """What is told of one turn. Its project may come to be while it runs: what was told before waits for it. Blocking."""

    def __init__(self, log: TurnLog, projects: Projects, thread_id: str, turn_id: str) -> None:
        self._log, self._projects, self._thread, self._turn = log, projects, thread_id, turn_id
        self._project: Project | None = None
        self._before = Standing()
        self._taken: TakenTurn | None = None
        self._untold: list[tuple[str, dict[str, Any]]] = []
        self._saying = ""
        self._noted_at = float("-inf")
        self._is_empty = True
        began = time.monotonic()
        self._outcome = Outcome(clock=lambda: time.monotonic() - began)

    @property
    def is_over(self) -> bool:
        """Whether this turn was answered before."""
        return self._taken is not None and self._taken.state == "done"

    @property
    def is_taken(self) -> bool:
        """Whether it is one of the API's, whose page has its answer."""
        return self._taken is not None

    def begin(self) -> None:
        """Notes where the project stands."""
        self._project = self._projects.by_thread(self._thread)
        if self._project:
            newest = len(self._projects.versions(self._project.id))
            self._before = Standing(self._project.head, newest)
            self._taken = self._log.begin(self._turn, self._before.head, newest)
        if self._taken:
            self._before = Standing(self._taken.head, self._taken.newest)

    def note(self, event: Event) -> None:
        """Keeps an event."""
        self._is_empty = False
        self._outcome.take(event)
        if isinstance(event, Said) and event.delta:
            self._saying += event.text
            return
        if isinstance(event, Progress) and event.done < 1 and time.monotonic() - self._noted_at < NOTE_EVERY_S:
            return
        if isinstance(event, Progress):
            self._noted_at = time.monotonic()
        if self._saying:
            self._untold.append(("said", {"text": self._saying.strip()}))
            self._saying = ""
        if (one := told(event)) is not None:
            self._untold.append(one)
        self._tell()

    def finish(self) -> None:
        """Keeps what came of it; a conversation that has no project yet, or where nothing happened, leaves no record."""
        if self._saying:
            self._untold.append(("said", {"text": self._saying.strip()}))
            self._saying = ""
        self._tell()
        if self._project is None or (self._is_empty and self._taken is None):
            return
        self._log.finish(self._turn, self._project.id, self._result())

    def _tell(self) -> None:
        if self._project is None:
            self._project = self._projects.by_thread(self._thread)
        while self._untold and self._project is not None:
            self._log.note(self._project.id, self._turn, *self._untold[0])
            del self._untold[0]

    def _result(self) -> dict[str, Any]:
        """The object of a turn that `agency say --json` prints, with addresses in place of paths."""
        assert self._project is not None
        project = self._projects.get(self._project.id)
        outcome = self._outcome
        if self._is_empty and project.state in _STATES:
            outcome.state = _STATES[project.state]  # type: ignore[assignment]  # the names are the same
        shown: PreviewReady | None = outcome.preview
        version = outcome.film.version if outcome.film else shown.version if shown else project.head or 0
        board = self._projects.board(project.id, version) if version else None
        edits = edits_since(self._projects, project, self._before)
        result = outcome.as_json(project.id, version, edits, None, None, board)
        result["video"] = film_address(project.id, version, "final") if outcome.film else None
        result["preview"] = film_address(project.id, version, "preview") if shown else None
        if result["compare"]:
            del result["compare"]["video"]
        return result
