"""One conversation as every browser that has it open shows it: what is posted is kept first, then sent to all of them."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime
from typing import Any, ParamSpec, TypeVar

from memory import patience
from memory.errors import StoreUnavailable
from memory.patience import until_back
from ui.studio.chat_store import ChatStore, Doc

T = TypeVar("T")
Given = ParamSpec("Given")

AGENCY = "Pocket Agency"
AWAY = "The database is away for a moment. What you said is kept, and goes on by itself."
STUDIO = "studio"
"""How messages of the studio are marked; other doors on the same conversations have names of their own."""
Emit = Callable[[str, Any], Awaitable[None]]
Browsers = Callable[[str], Iterable[Emit]]
_NAMES = uuid.UUID("6f1c0d1e-6a0b-4c1a-9c61-7d3a3f0c2b55")


def stable_id(*parts: object) -> str:
    """The same parts give the same id, so that a turn that runs again after a crash updates what it had posted."""
    return str(uuid.uuid5(_NAMES, "\x1f".join(map(str, parts))))


class Page:
    """Posts to one conversation. `browsers` gives, per conversation, how to reach the pages that show it now;
    `door` is where it is spoken: messages and turns are marked with it."""

    def __init__(self, thread_id: str, store: ChatStore, browsers: Browsers, door: str = STUDIO) -> None:
        self.thread_id = thread_id
        self.door = door
        self._store = store
        self._browsers = browsers
        self._is_away = False

    async def kept(self, call: Callable[Given, T], *given: Given.args, **named: Given.kwargs) -> T:
        """As `until_back`; whoever looks at the page is told once that it waits."""
        try:
            result = await asyncio.to_thread(call, *given, **named)
        except StoreUnavailable:
            if not self._is_away:
                self._is_away = True
                await self.tell(AWAY, stable_id(self.thread_id, "progress"))
            await asyncio.sleep(patience.TRY_AGAIN_S)
            result = await until_back(call, *given, **named)
        self._is_away = False
        return result

    async def post(self, text: str, step_id: str) -> None:
        """A whole message; the same id again replaces it where it stands."""
        doc = self._message(text, step_id)
        await self.kept(self._store.keep_step, doc)
        await self._send("new_message", doc)

    async def tell(self, text: str, instead_of: str) -> None:
        """A sentence that is only shown, in place of a card: for when nothing can be kept."""
        await self._send("remove_element", {"id": instead_of})
        await self._send("delete_message", self._message("", stable_id(instead_of, "message")))
        await self._send("new_message", self._message(text, str(uuid.uuid4())))

    async def begin(self, step_id: str) -> None:
        """A message that will grow; `finish` keeps it."""
        await self._send("stream_start", self._message("", step_id, streaming=True))

    async def grow(self, step_id: str, piece: str) -> None:
        """The next piece of a growing message."""
        await self._send("stream_token", {"id": step_id, "token": piece, "isSequence": False, "isInput": False})

    async def finish(self, text: str, step_id: str) -> None:
        """Keeps a message that has grown to `text`."""
        doc = self._message(text, step_id)
        await self.kept(self._store.keep_step, doc)
        await self._send("update_message", doc)

    def user_message(self, text: str, name: str) -> Doc:
        """What a button says for a person."""
        return {**self._message(text, str(uuid.uuid4())), "type": "user_message", "name": name}

    async def complain(self, text: str, about: str, number: int) -> None:
        """One sentence about something in the message `about`."""
        await self.post(text, stable_id(about, "complaint", number))

    async def show_user(self, doc: Doc, heard: Doc | None = None) -> None:
        """A person's message, so that it stands before the answer and in every browser; `heard` is the turn that it begins,
        and goes on record with it where no other record has it. Raises MemoryStoreError: then neither is kept.
        """
        if heard is None:
            await asyncio.to_thread(self._store.keep_step, doc)
        else:
            await asyncio.to_thread(self._store.hear, doc, self.door, heard)
        await self._send("new_message", doc)

    async def card(self, name: str, props: Doc, card_id: str, *, keep: bool = True) -> None:
        """A card with a message of its own; the same id again changes its props. `keep` False only shows the change."""
        doc = self._element(name, props, card_id)
        step_id = doc["forId"]
        if keep:
            step = self._message("", step_id)
            await self.kept(self._store.keep_step, step)
            await self.kept(self._store.keep_element, doc)
            await self._send("new_message", step)
        await self._send("element", doc)

    async def drop_card(self, card_id: str) -> None:
        """Takes a card and its message away."""
        step = self._message("", stable_id(card_id, "message"))
        await self.kept(self._store.drop_step, step["id"])
        await self._send("remove_element", {"id": card_id})
        await self._send("delete_message", step)

    async def change_cards(self, name: str, change: Callable[[Doc], Doc | None]) -> None:
        """Runs over the kept cards of one kind; `change` returns new props, or None to leave a card as it is."""
        for doc in await self.kept(self._store.cards, self.thread_id, name):
            props = change(dict(doc["props"]))
            if props is not None and props != doc["props"]:
                changed = {**doc, "props": props}
                await self.kept(self._store.keep_element, changed)
                await self._send("element", changed)

    async def refresh(self, emit: Emit) -> None:
        """Everything once more to one browser: what was posted while it was loading the conversation is not lost."""
        thread = await asyncio.to_thread(self._store.thread, self.thread_id)
        for step in thread["steps"] if thread else ():
            await emit("new_message", step)
        for element in thread["elements"] if thread else ():
            await emit("element", element)

    async def _send(self, event: str, data: Any) -> None:
        for emit in self._browsers(self.thread_id):
            await emit(event, data)

    def _message(self, text: str, step_id: str, *, streaming: bool = False) -> Doc:
        now = datetime.now(UTC).isoformat().replace("+00:00", "Z")
        return {
            "id": step_id,
            "threadId": self.thread_id,
            "parentId": None,
            "createdAt": now,
            "start": now,
            "end": now,
            "output": text,
            "input": "",
            "name": AGENCY,
            "type": "assistant_message",
            "streaming": streaming,
            "isError": False,
            "waitForAnswer": False,
            "metadata": {"door": self.door},
        }

    def _element(self, name: str, props: Doc, card_id: str) -> Doc:
        return {
            "id": card_id,
            "threadId": self.thread_id,
            "forId": stable_id(card_id, "message"),
            "type": "custom",
            "name": name,
            "display": "inline",
            "mime": "application/json",
            "props": {**props, "thread": self.thread_id},
        }
