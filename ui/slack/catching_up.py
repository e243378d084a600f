"""What a Slack thread does not show yet of its conversation: what was said in the studio, and what a killed process left out."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiohttp
from slack_sdk.errors import SlackClientError

from memory.db import Database
from memory.errors import MemoryStoreError
from memory.files import Files
from memory.listening import news
from memory.slack import Place, SlackStore, Unseen
from ui.present import bullet_list
from ui.slack import blocks
from ui.slack.line import Line
from ui.slack.view import CARD, close_card, file_key, say, show_film, show_preview
from ui.studio.chat_store import CHANNEL

logger = logging.getLogger(__name__)

SLACK = "slack"
"""How turns and messages of this door are marked in the conversation."""


class CatchingUp:
    """Shows what the studio's page has. Everything has a key: what the thread shows already is not posted again."""

    def __init__(self, line: Line, store: SlackStore, files: Files, studio: str) -> None:
        self._line, self._store, self._files, self._studio = line, store, files, studio
        self._looked_at: set[str] = set()

    async def follow(self, database: Database) -> None:
        """Runs for as long as the door is open: each turn of another door is shown in the thread once it is over."""
        async for thread in news(database, CHANNEL):
            try:
                await self.show_unseen(thread)
            except MemoryStoreError:
                logger.warning("other doors could not be looked at; they are at the next turn", exc_info=True)

    async def show_unseen(self, thread: str = "") -> None:
        """What other doors added to this conversation, or to all of them."""
        behind: set[str] = set()
        for one in await asyncio.to_thread(self._store.unseen, SLACK, thread):
            if one.place.thread in behind:
                continue
            try:
                await self._recall(one.place)
                await self._show(one, str(one.step["id"]))
            except (SlackClientError, aiohttp.ClientError, TimeoutError):
                logger.warning("Slack did not take a message of another door", exc_info=True)
                behind.add(one.place.thread)
                continue
            await asyncio.to_thread(self._store.saw, one.place.thread, one.seq)

    async def finish(self, place: Place, turn: str) -> None:
        """What a turn of this door came to, as far as the thread does not show it. Raises SlackApiError, ClientError."""
        await self._line.recall(place)
        for one in await asyncio.to_thread(self._store.of_turn, place.thread, turn):
            await self._show(one, turn)

    async def latest(self, place: Place) -> None:
        """The newest preview of a conversation, for a thread that is new."""
        steps = await asyncio.to_thread(self._store.of_turn, place.thread, "")
        shown = [one for one in steps if any(card.get("name") == "PreviewCard" for card in one.cards)]
        for one in shown[-1:]:
            await self._show(one, str(one.step["id"]))

    async def _recall(self, place: Place) -> None:
        if place.thread not in self._looked_at:
            await self._line.recall(place)
            self._looked_at.add(place.thread)

    async def _show(self, one: Unseen, turn: str) -> None:
        text = str(one.step.get("output") or "").strip()
        if one.step.get("type") == "user_message":
            told = f"*{blocks.escaped(str(one.step.get('name') or 'Somebody'))}, in the studio*"
            shown = [blocks.section(told), *blocks.words(text or "(a file)")]
            await self._line.post(one.place, f"{turn}/heard", text, shown)
        else:
            await say(self._line, one.place, turn, text)
        for card in one.cards:
            await self._show_card(one.place, turn, str(card.get("name")), card.get("props") or {})

    async def _show_card(self, place: Place, turn: str, name: str, props: Mapping[str, Any]) -> None:
        if not props.get("video"):
            return
        video = self._path(props["video"])
        match name:
            case "PreviewCard":
                await self._preview(place, turn, video, props)
            case "FilmCard":
                captions = [(self._path(link["url"]), str(link["file"])) for link in props.get("captions", ())]
                await show_film(self._line, place, turn, str(props["title"]), video, captions, "Your film is ready.")
                await close_card(self._line, self._store, place, self._studio_at(place), "approved")
            case "CompareCard":
                comment = bullet_list("From {} to {}".format(*props["labels"]), props["differences"])
                file = str(props["file"])
                await self._line.upload(place, file_key(turn, file), comment, [(video, file)])

    async def _preview(self, place: Place, turn: str, video: Path, props: Mapping[str, Any]) -> None:
        known = await asyncio.to_thread(self._store.posted, place.thread, CARD)
        if known and known[1].get("key") == f"{turn}/card/{props['version']}":
            return
        stills = [self._path(scene["still"]) for scene in props["scenes"] if scene["still"]]
        comment = str(props["changes"][0]) if props["changes"] else f"Here is your preview: {props['title']}."
        await show_preview(self._line, self._store, place, turn, self._studio_at(place), props, video, stills, comment)

    def _studio_at(self, place: Place) -> str:
        return f"{self._studio}/thread/{place.thread}"

    def _path(self, url: str) -> Path:
        return self._files.path(url.removeprefix("/media/").split("?")[0])
