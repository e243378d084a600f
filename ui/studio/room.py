"""Conversations on the server: one turn at a time in each, whoever is watching, and going on after a restart."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol
from weakref import WeakValueDictionary

from agent.events import Event, Failed, Said
from agent.wording import ALREADY, sentence
from memory.domain.roles import Action
from memory.errors import MemoryStoreError
from tools.assets import Accepted
from ui.studio.chat_store import ChatStore
from ui.studio.page import STUDIO, Browsers, Page
from ui.studio.turn_view import Shelf, TurnView, progress_id

logger = logging.getLogger(__name__)

BROKEN = "Something went wrong on my side and I stopped; what you had before still stands. Say it again, or try a simpler step."
Pressed = Literal["", "approve", "undo", "pick", "script", "decided"]


@dataclass(frozen=True)
class Heard:
    """What a person said in one turn: words, files, or a button that stands for words (`pressed`, `version`, `script`).

    `brand`, `only` and `barred` are as in agent.messages.Message.
    """

    turn_id: str
    owner: str
    text: str
    files: tuple[Accepted, ...] = ()
    pressed: Pressed = ""
    version: int = 0
    script: str = ""
    brand: str = ""
    only: tuple[str, ...] = ()
    barred: tuple[Action, ...] = ()

    def doc(self) -> dict[str, Any]:
        """As plain values, to keep until it is answered."""
        return asdict(self)

    @classmethod
    def of(cls, doc: Mapping[str, Any]) -> Heard:
        """What was kept; other things may lie beside it."""
        own = {name: doc[name] for name in cls.__dataclass_fields__}
        files = tuple(Accepted(**one) for one in doc["files"])
        return cls(**{**own, "files": files, "only": tuple(doc["only"]), "barred": tuple(doc["barred"])})


class Turns(Protocol):
    """The agency, as a conversation sees it."""

    def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
        """One turn."""
        ...

    def resume(self, thread_id: str) -> AsyncIterator[Event]:
        """The turn that was interrupted, from where it stopped; nothing where none was."""
        ...

    async def cancel(self, thread_id: str) -> None:
        """Stops what is being made for this conversation."""
        ...


_AT_WORK: set[Room] = set()
"""Conversations that are being answered; everything else about them is kept in the store."""


class Room:
    """One conversation. Messages are answered one after the other, in the order they came."""

    def __init__(self, page: Page, turns: Turns, shelf: Shelf, owner: str, is_left: bool = False) -> None:
        self.page = page
        self._turns, self._shelf, self._owner = turns, shelf, owner
        self._waiting: asyncio.Queue[Heard | None] = asyncio.Queue()
        self._worker: asyncio.Task[None] | None = None
        self._known: set[str] = set()
        self._is_left = is_left
        self.is_busy = False

    def hear(self, heard: Heard | None) -> None:
        """Queues a turn; None goes on with the one that was interrupted. One that waits or is at work is not queued twice.

        After `leave_off` nothing is queued: what is on record is taken up at the next start.
        """
        if self._is_left or (heard and heard.turn_id in self._known):
            return
        if heard:
            self._known.add(heard.turn_id)
        self._waiting.put_nowait(heard)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._answer_all(), name=f"conversation {self.page.thread_id}")
            _AT_WORK.add(self)
            self._worker.add_done_callback(self._rest)

    def _rest(self, worker: asyncio.Task[None]) -> None:
        if worker is self._worker:
            _AT_WORK.discard(self)

    async def keep(self, heard: Heard) -> None:
        """Puts what is known of a turn by now on record, in the place that it has there."""
        await self.page.kept(self._shelf.store.keep_heard, heard.turn_id, heard.doc())

    async def forget(self, heard: Heard) -> None:
        """A turn that nothing comes of."""
        await self.page.kept(self._shelf.store.end_turn, self.page.thread_id, heard.turn_id)

    @property
    def waits(self) -> int:
        """Messages that came meanwhile and are answered next."""
        return self._waiting.qsize()

    async def cancel(self) -> None:
        """Stops what is being made now."""
        await self._turns.cancel(self.page.thread_id)

    async def leave_off(self) -> None:
        """Stops answering, as a kill would: the turn under way counts as interrupted, and is taken up at the next start."""
        self._is_left = True
        if self._worker:
            self._worker.cancel()
            await asyncio.gather(self._worker, return_exceptions=True)

    async def idle(self) -> None:
        """Waits until everything was answered."""
        if self._worker:
            await asyncio.shield(self._worker)

    async def _answer_all(self) -> None:
        while not self._waiting.empty():
            heard = self._waiting.get_nowait()
            self.is_busy = True
            try:
                await self._answer(heard)
            except MemoryStoreError as error:
                logger.warning("a turn could not be kept", exc_info=True, extra={"conversation": self.page.thread_id})
                await self.page.tell(sentence(error), progress_id(self.page.thread_id))
            finally:
                self.is_busy = False
                if heard:
                    self._known.discard(heard.turn_id)

    async def _answer(self, heard: Heard | None) -> None:
        thread_id = self.page.thread_id
        turn_id = heard.turn_id if heard else await self._interrupted_turn()
        doing = {"busy": True, "turn": turn_id, "door": self.page.door}
        await self.page.kept(self._shelf.store.keep_thread, thread_id, owner=self._owner, metadata=doing)
        view = TurnView(self.page, self._shelf, self._owner, turn_id, waiting=self._waiting.qsize)
        events = self._turns.say(thread_id, heard) if heard else self._turns.resume(thread_id)
        try:
            await view.begin()
            async for event in events:
                if event == Said(ALREADY) and await self.page.kept(self._shelf.store.has_answer, thread_id, turn_id):
                    continue  # it was over when the server stopped; only the record had not heard of it
                await view.show(event)
        except MemoryStoreError as error:
            logger.warning("a turn could not be shown", exc_info=True, extra={"conversation": thread_id})
            await view.show(Failed(sentence(error)))
        except Exception:  # the turn handler: a person is told in one sentence, the trace goes to the log
            logger.exception("a turn failed", extra={"conversation": thread_id})
            await view.show(Failed(BROKEN))
        finally:
            await view.end()
        await self.page.kept(self._shelf.store.end_turn, thread_id, turn_id)

    async def _interrupted_turn(self) -> str:
        thread = await self.page.kept(self._shelf.store.thread, self.page.thread_id)
        return str((thread or {}).get("metadata", {}).get("turn", self.page.thread_id))


Unfinished = Callable[[Room, Heard, Iterable[Mapping[str, str]]], Awaitable[None]]
"""What becomes of a message whose files were not looked at yet: each with the name and the path that the page gave it."""


class Rooms:
    """All conversations that somebody works with now: one that is answered and that nobody holds is forgotten."""

    def __init__(self, turns: Turns, shelf: Shelf, browsers: Browsers, door: str = STUDIO) -> None:
        self._turns, self._shelf, self._browsers, self.door = turns, shelf, browsers, door
        self._rooms: WeakValueDictionary[str, Room] = WeakValueDictionary()
        self._is_left = False

    @property
    def store(self) -> ChatStore:
        return self._shelf.store

    def room(self, thread_id: str, owner: str) -> Room:
        """The conversation; the caller has checked that it is theirs."""
        room = self._rooms.get(thread_id)
        if room is None:
            page = Page(thread_id, self._shelf.store, self._browsers, self.door)
            room = self._rooms[thread_id] = Room(page, self._turns, self._shelf, owner, self._is_left)
        return room

    def waits(self, thread_id: str) -> int:
        """How many messages of a conversation are answered next."""
        room = self._rooms.get(thread_id)
        return room.waits if room else 0

    async def leave_off(self) -> None:
        """Stops answering in all of them, before the agency is closed."""
        self._is_left = True
        await asyncio.gather(*(room.leave_off() for room in list(self._rooms.values())))

    async def go_on(self, unfinished: Unfinished | None = None) -> int:
        """Takes up every turn of this door that the last stop of the server interrupted or never began, in the order in which
        they were heard, and says how many. One whose files were not looked at yet is given to `unfinished`.
        """
        heard = await asyncio.to_thread(self._shelf.store.unanswered, self.door)
        busy = dict(await asyncio.to_thread(self._shelf.store.busy_threads, self.door))
        known = {doc["turn_id"] for _, doc in heard}
        for thread_id, thread_owner in busy.items():
            if (await asyncio.to_thread(self._shelf.store.turn, thread_id))[0] not in known:
                self.room(thread_id, thread_owner).hear(None)
        for thread_id, doc in heard:
            owner = await asyncio.to_thread(self._shelf.store.owner, thread_id)
            room, one = self.room(thread_id, owner or doc["owner"]), Heard.of(doc)
            if unfinished and doc.get("coming"):
                await unfinished(room, one, doc["coming"])
            else:
                room.hear(one)
        return len(busy.keys() | {thread_id for thread_id, _ in heard})
