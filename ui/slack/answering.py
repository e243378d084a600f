"""Wishes into turns: whose it is, which conversation it belongs to, which files came with it; each exactly once."""

from __future__ import annotations

import asyncio
import logging
import tempfile
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from weakref import WeakValueDictionary

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from agent.verdicts import is_cancel
from agent.wording import sentence
from memory.db import Database
from memory.errors import MemoryStoreError, StoreUnavailable
from memory.listening import news
from memory.projects import Projects
from memory.slack import CHANNEL, Place, SlackStore
from tools.assets import Accepted
from ui.errors import SlackFileUnreachable
from ui.slack import blocks
from ui.slack.catching_up import SLACK
from ui.slack.line import Line, reason_of
from ui.slack.people import STRANGER, People
from ui.slack.turns import ToldTurns
from ui.slack.wishes import Wish
from ui.studio.chat_store import ChatStore
from ui.studio.page import stable_id
from ui.studio.room import Heard, Room, Rooms

logger = logging.getLogger(__name__)

TRY_AGAIN_S = 5.0
TRIES = 5
CLOSED = ("not_in_channel", "channel_not_found", "is_archived", "restricted_action", "messages_tab_disabled")


@dataclass(frozen=True)
class Fetched:
    """A file that somebody shared, as the studio's intake takes it."""

    name: str
    path: Path


class TakeIn(Protocol):
    """What becomes of files: those that were accepted, and one sentence for each that was not; see ui.studio.desk."""

    def __call__(
        self, thread_id: str, owner: str, elements: Sequence[Any]
    ) -> Awaitable[tuple[tuple[Accepted, ...], list[str]]]: ...


class Answering:
    """Takes up what the inbox holds: in the order it came within a thread, side by side between threads."""

    def __init__(
        self, line: Line, store: SlackStore, chats: ChatStore, projects: Projects, people: People, rooms: Rooms, told: ToldTurns,
        take_in: TakeIn, upload_mb: int,
    ) -> None:  # fmt: skip
        self._line, self._store, self._chats, self._projects = line, store, chats, projects
        self._people, self._rooms, self._told = people, rooms, told
        self._take_in, self._upload_mb = take_in, upload_mb
        self._taken: set[str] = set()
        self._has_gone_on = False
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._tasks: set[asyncio.Task[None]] = set()

    async def follow(self, database: Database) -> None:
        """Runs for as long as the door is open: first what the last stop left behind, then everything that comes in."""
        if not self._has_gone_on:
            await self._go_on()
            self._has_gone_on = True
        async for _ in news(database, CHANNEL):
            try:
                await self.look()
            except MemoryStoreError:
                logger.warning("the inbox could not be looked at; it is at the next wish", exc_info=True)

    async def _go_on(self) -> None:
        """Turns that a stop interrupted: a wish of the inbox says itself again, what nobody wished for goes on by itself."""
        await asyncio.to_thread(self._store.tidy)
        self._told.again = {doc["turn"] for doc in await asyncio.to_thread(self._store.waiting)}
        for thread, owner in await asyncio.to_thread(self._chats.busy_threads, SLACK):
            turn, _ = await asyncio.to_thread(self._chats.turn, thread)
            place = await asyncio.to_thread(self._store.place, thread)
            if place and turn not in self._told.again:
                self._rooms.room(thread, owner).hear(None)

    async def look(self) -> None:
        """Begins everything that waits and was not begun."""
        waiting = [Wish.of(doc) for doc in await asyncio.to_thread(self._store.waiting)]
        self._taken &= {wish.turn for wish in waiting}
        for wish in waiting:
            if wish.turn not in self._taken:
                self._taken.add(wish.turn)
                task = asyncio.create_task(self._in_order(wish), name=f"wish {wish.turn}")
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _in_order(self, wish: Wish) -> None:
        key = wish.thread or f"{wish.channel} {wish.root or wish.turn}"
        lock = self._locks.setdefault(key, asyncio.Lock())
        async with lock:
            tries = 0
            while tries < TRIES:
                try:
                    await self._answer(wish)
                    return
                except StoreUnavailable:  # however long that lasts: nobody would take it up afterwards
                    logger.warning("a wish waits for the database", exc_info=True, extra={"turn": wish.turn})
                    await asyncio.sleep(TRY_AGAIN_S)
                    continue
                except (SlackClientError, MemoryStoreError, aiohttp.ClientError, TimeoutError):
                    logger.warning("a wish could not be taken up yet", exc_info=True, extra={"turn": wish.turn})
                except Exception:  # the turn handler: nobody waits for this task, so its trace goes to the log here
                    logger.exception("a wish broke", extra={"turn": wish.turn})
                tries += 1
                await asyncio.sleep(TRY_AGAIN_S)
            logger.error("a wish was not taken up; it is tried again at the next start", extra={"turn": wish.turn})

    async def _answer(self, wish: Wish) -> None:
        person = await self._people.of(wish.team, wish.member)
        place = await self._place(wish, person) if person else None
        if person is None or place is None:
            if person is None:
                await self._turn_away(wish)
            await asyncio.to_thread(self._store.done, wish.turn)
            return
        owner = await asyncio.to_thread(self._chats.owner, place.thread)
        if not owner:  # somebody removed the conversation in the studio, and it goes on here
            owner = person
            await asyncio.to_thread(self._chats.keep_thread, place.thread, owner=owner, metadata={"door": SLACK})
        room = self._rooms.room(place.thread, owner)
        await room.page.show_user({**room.page.user_message(wish.text, person), "id": wish.turn})
        if wish.pressed == "stop" or (room.is_busy and not wish.pressed and is_cancel(wish.text)):
            await room.cancel()
            await asyncio.to_thread(self._store.done, wish.turn)
            return
        files = await self._files(wish, place, room, person)
        if wish.files and not files and not wish.text:
            await asyncio.to_thread(self._store.done, wish.turn)
            return
        room.hear(Heard(wish.turn, person, wish.text, files, wish.pressed, wish.version, wish.script))  # type: ignore[arg-type]

    async def _turn_away(self, wish: Wish) -> None:
        """One polite sentence, which in a channel only they see; what others say in a thread of ours is left alone."""
        place = await asyncio.to_thread(self._store.place, wish.thread) if wish.thread else None
        channel, ts = (place.channel, place.ts) if place else (wish.channel, wish.root)
        if not channel or not (wish.is_start or wish.thread):
            return
        if channel.startswith("D"):
            await self._line.call(channel, lambda: self._line.client.chat_postMessage(channel=channel, text=STRANGER))
            return
        whisper = self._line.client.chat_postEphemeral
        await self._line.call(channel, lambda: whisper(channel=channel, user=wish.member, text=STRANGER, thread_ts=ts or None))

    async def _place(self, wish: Wish, person: str) -> Place | None:
        """Where it belongs: the conversation of the button or of the thread, a question that waits in this direct
        conversation, or a new film. None where it is no business of ours.
        """
        if wish.thread:
            return await asyncio.to_thread(self._store.place, wish.thread)
        if wish.root:
            known = await asyncio.to_thread(self._store.place_at, self._line.team, wish.channel, wish.root)
            known = known or await self._asked(wish)
            if known or not wish.is_start:
                return known
        parts = (self._line.team, wish.channel, wish.root) if wish.root else (wish.turn,)
        return await self.settle(stable_id("slack thread", *parts), wish, person)

    async def _asked(self, wish: Wish) -> Place | None:
        """In a direct conversation many answer below the question instead of in its thread."""
        if not wish.is_direct:
            return None
        latest = await asyncio.to_thread(self._store.latest_place, self._line.team, wish.channel)
        project = await asyncio.to_thread(self._projects.by_thread, latest.thread) if latest else None
        return latest if project and project.state == "asking" else None

    async def settle(self, thread: str, wish: Wish, person: str, told: str = "") -> Place:
        """The place of a conversation, with an opening message (`told`) where the wish was not said in a thread."""
        if not await asyncio.to_thread(self._chats.door, thread):
            name = wish.text or (wish.files[0].get("name") if wish.files else "") or "A new film"
            await asyncio.to_thread(self._chats.keep_thread, thread, owner=person, name=str(name), metadata={"door": SLACK})
        known = await asyncio.to_thread(self._store.place, thread)
        if known:
            return known
        if wish.root:
            return await asyncio.to_thread(self._store.settle, Place(thread, self._line.team, wish.channel, wish.root))
        told = told or f"<@{wish.member}>: {next(blocks.pieces(wish.text, 2800), '')}"
        channel, ts = await self._open(thread, wish, told)
        return await asyncio.to_thread(self._store.settle, Place(thread, self._line.team, channel, ts))

    async def _open(self, thread: str, wish: Wish, told: str) -> tuple[str, str]:
        """(channel, ts) of the first message of a new thread: where they asked for it, else between them and the app."""
        if wish.channel:
            try:
                return wish.channel, await self._opening(Place(thread, self._line.team, wish.channel, ""), told, wish)
            except SlackApiError as error:
                if reason_of(error) not in CLOSED:
                    raise
        opened = await self._line.call("", lambda: self._line.client.conversations_open(users=wish.member))
        channel = str(opened["channel"]["id"])
        return channel, await self._opening(Place(thread, self._line.team, channel, ""), told, wish)

    async def _opening(self, place: Place, told: str, wish: Wish) -> str:
        if wish.turn in self._told.again:
            await self._line.recall(place)
        return await self._line.post(place, f"opening/{place.channel}", "A new film", [blocks.section(told)])

    async def _files(self, wish: Wish, place: Place, room: Room, person: str) -> tuple[Accepted, ...]:
        """Files that were shared, looked at and stored; each that cannot be used is told of once."""
        if not wish.files:
            return ()
        complaints: list[str] = []
        with tempfile.TemporaryDirectory() as folder:
            fetched = []
            for number, file in enumerate(wish.files):
                target = Path(folder) / str(number)
                try:
                    await self._line.fetch(file, target, self._upload_mb)
                    fetched.append(Fetched(str(file.get("name") or "file"), target))
                except SlackFileUnreachable as error:
                    complaints.append(sentence(error))
            accepted, more = await self._take_in(place.thread, person, fetched)
        for number, complaint in enumerate([*complaints, *more]):
            await room.page.complain(complaint, wish.turn, number)
            await self._line.post(place, f"{wish.turn}/complaint/{number}", complaint, blocks.words(complaint))
        return accepted
