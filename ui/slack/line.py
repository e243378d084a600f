"""The line to Slack: every call in one place, at the pace that Slack allows, and nothing posted twice."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from memory.slack import Place, SlackStore
from ui.errors import SlackFileUnreachable
from ui.slack.blocks import MOST_TEXT, Block, pages, pieces
from ui.slack.uploads import complete, send

logger = logging.getLogger(__name__)

UPDATE_EVERY_S = 1.5
"""Seconds between two changes of progress in one channel; Slack allows one a second."""
ALL_EVERY_S = 1.3
"""The same over all channels: Slack allows an app some fifty changes a minute."""
TRIES = 6
KIND = "agency_post"
PICTURE_TRIES = 10
Answer = TypeVar("Answer")


class Line:
    """Calls of the Web API. A refusal for too many requests is waited out as long as Slack says, then tried again."""

    def __init__(self, client: AsyncWebClient, store: SlackStore, team: str, me: str, now: Callable[[], float] = time.monotonic):
        self.client, self.team, self.me = client, team, me
        self._store, self._now = store, now
        self._quiet_until: dict[str, float] = {}
        self._free_at: dict[str, float] = {}
        self._all_free_at = 0.0

    async def call(self, channel: str, call: Callable[[], Awaitable[Answer]]) -> Answer:
        """One request, tried again where Slack asks to wait. Raises SlackApiError for every other refusal."""
        for _ in range(TRIES):
            await asyncio.sleep(max(0.0, self._quiet_until.get(channel, 0.0) - self._now()))
            try:
                return await call()
            except SlackApiError as error:
                if error.response.status_code != 429:
                    raise
                self._quiet_until[channel] = self._now() + float(error.response.headers.get("Retry-After", 1))
        return await call()

    def is_free(self, channel: str) -> bool:
        """Whether a change that may as well be left out can be sent now."""
        return self._now() >= max(self._all_free_at, self._free_at.get(channel, 0.0), self._quiet_until.get(channel, 0.0))

    def hold(self, channel: str) -> None:
        """The next such change waits."""
        self._free_at[channel] = self._now() + UPDATE_EVERY_S
        self._all_free_at = self._now() + ALL_EVERY_S

    async def post(self, place: Place, key: str, text: str, blocks: Sequence[Block], doc: Mapping[str, Any] | None = None) -> str:
        """A message in the thread, in several where it has more than 50 blocks; the same key again changes it. Gives its ts."""
        ts = ""
        for number, page in enumerate(pages(blocks)):
            ts = await self._post_page(place, f"{key}/{number}" if number else key, text, page, doc)
        return ts

    async def _post_page(self, place: Place, key: str, text: str, blocks: list[Block], doc: Mapping[str, Any] | None) -> str:
        known = await asyncio.to_thread(self._store.posted, place.thread, key)
        words = next(pieces(text, MOST_TEXT), "…")
        if known:
            ts = known[0]
            await self.call(
                place.channel, lambda: self.client.chat_update(channel=place.channel, ts=ts, text=words, blocks=blocks)
            )
        else:
            mark = {"event_type": KIND, "event_payload": {"thread": place.thread, "key": key}}
            sent = await self.call(
                place.channel,
                lambda: self.client.chat_postMessage(
                    channel=place.channel,
                    thread_ts=place.ts or None,
                    text=words,
                    blocks=blocks,
                    metadata=mark,
                    unfurl_links=False,
                    unfurl_media=False,
                ),
            )
            ts = str(sent["ts"])
        await asyncio.to_thread(self._store.keep_post, place.thread, key, ts, doc)
        return ts

    async def take_away(self, place: Place, key: str) -> None:
        """Removes what was posted under this key; nothing where there is nothing."""
        known = await asyncio.to_thread(self._store.posted, place.thread, key)
        if known is None:
            return
        try:
            await self.call(place.channel, lambda: self.client.chat_delete(channel=place.channel, ts=known[0]))
        except SlackApiError as error:
            if reason_of(error) != "message_not_found":
                raise
        await asyncio.to_thread(self._store.drop_post, place.thread, key)

    async def upload(self, place: Place, key: str, comment: str, files: Sequence[tuple[Path, str]]) -> None:
        """Files (path, name) into the thread as one message; the same key again does nothing."""
        if await asyncio.to_thread(self._store.posted, place.thread, key) or await self._was_sent(place, key):
            return
        ids = [await self._send(path, name) for path, name in files]
        # Kept before anybody can see them: a process that is killed here asks Slack later whether they were shown.
        await asyncio.to_thread(self._store.keep_post, place.thread, f"{key}/sent", ids[0])
        words = next(pieces(comment, MOST_TEXT), "")
        await self.call(place.channel, lambda: complete(self.client, ids, place.channel, place.ts, words))
        await asyncio.to_thread(self._store.keep_post, place.thread, key, ids[0], {"name": files[0][1]})

    async def _was_sent(self, place: Place, key: str) -> bool:
        sent = await asyncio.to_thread(self._store.posted, place.thread, f"{key}/sent")
        if sent is None:
            return False
        found = (await self.call("", lambda: self.client.files_info(file=sent[0])))["file"]
        is_shown = any(place.channel in (found.get("shares") or {}).get(kind, {}) for kind in ("public", "private"))
        if is_shown:
            await asyncio.to_thread(self._store.keep_post, place.thread, key, sent[0])
        return is_shown

    async def _send(self, path: Path, name: str) -> str:
        return await self.call("", lambda: send(self.client, path, name))

    async def pictures(self, stills: Sequence[Path]) -> dict[int, str]:
        """Slack's ids of stills by scene number; what was uploaded before is not sent again."""
        digests = await asyncio.to_thread(lambda: [hashlib.sha256(path.read_bytes()).hexdigest() for path in stills])
        known = await asyncio.to_thread(self._store.pictures, self.team, digests)
        missing = {digest: path for digest, path in zip(digests, stills, strict=True) if digest not in known}
        if missing:
            ids = [await self._send(path, f"{digest[:12]}{suffix_of(path)}") for digest, path in missing.items()]
            await self.call("", lambda: complete(self.client, ids))
            for digest, file in zip(missing, ids, strict=True):
                if await self._is_ready(file):
                    known[digest] = file
                    await asyncio.to_thread(self._store.keep_picture, self.team, digest, file)
        return {number: known[digest] for number, digest in enumerate(digests, 1) if digest in known}

    async def _is_ready(self, file: str) -> bool:
        """Slack looks at a picture before a block may show it; one that takes too long is left out of the card."""
        for _ in range(PICTURE_TRIES):
            found = await self.call("", lambda: self.client.files_info(file=file))
            if found["file"].get("mimetype"):
                return True
            await asyncio.sleep(0.5)
        logger.warning("a still was not ready in Slack in time; its scene is shown without it")
        return False

    async def recall(self, place: Place) -> None:
        """Learns from the thread, or from the channel's latest messages, what was posted just before this process was killed."""
        cursor: str | None = ""
        while cursor is not None:
            ask: dict[str, Any] = {"channel": place.channel, "include_all_metadata": True, "limit": 200, "cursor": cursor or None}
            replies = partial(self.client.conversations_replies, ts=place.ts, **ask)
            found = await self.call(place.channel, replies if place.ts else partial(self.client.conversations_history, **ask))
            for message in found["messages"]:
                mark = message.get("metadata") or {}
                payload = mark.get("event_payload") or {}
                if mark.get("event_type") == KIND and payload.get("thread") == place.thread and message.get("user") == self.me:
                    await asyncio.to_thread(self._store.keep_post, place.thread, payload["key"], message["ts"])
            cursor = (found.get("response_metadata") or {}).get("next_cursor") if place.ts else None
            cursor = cursor or None

    async def fetch(self, file: Mapping[str, Any], target: Path, limit_mb: int) -> None:
        """A file that somebody shared. Raises SlackFileUnreachable with one sentence.

        The app's token is sent to Slack's own hosts only, whatever address an event names.
        """
        name = str(file.get("name") or "the file")
        if file.get("file_access") == "check_file_info":
            file = (await self.call("", lambda: self.client.files_info(file=str(file["id"]))))["file"]
        url = str(file.get("url_private_download") or "")
        if file.get("mode") in ("external", "tombstone", "hidden_by_limit") or not self._is_slacks(url):
            raise SlackFileUnreachable(f"{name!r} is not kept by Slack, so I cannot open it; upload the file itself.")
        if int(file.get("size") or 0) > limit_mb * 1_000_000:
            raise SlackFileUnreachable(f"{name!r} is larger than {limit_mb} MB; hand in a shorter or smaller one.")
        headers = {"Authorization": f"Bearer {self.client.token}"}
        try:
            async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=300)) as session:
                async with session.get(url, headers=headers, allow_redirects=False) as answer:
                    if answer.status != 200:
                        raise SlackFileUnreachable(f"Slack did not hand out {name!r} ({answer.status}); share it again.")
                    await self._save(answer, target, name, limit_mb)
        except (aiohttp.ClientError, TimeoutError) as error:
            raise SlackFileUnreachable(f"{name!r} could not be fetched from Slack; share it again.") from error

    async def _save(self, answer: aiohttp.ClientResponse, target: Path, name: str, limit_mb: int) -> None:
        left = limit_mb * 1_000_000
        with target.open("wb") as out:
            async for chunk in answer.content.iter_chunked(1 << 20):
                left -= len(chunk)
                if left < 0:
                    raise SlackFileUnreachable(f"{name!r} is larger than {limit_mb} MB; hand in a shorter or smaller one.")
                await asyncio.to_thread(out.write, chunk)

    def _is_slacks(self, url: str) -> bool:
        parts, own = urlsplit(url), urlsplit(self.client.base_url)
        if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
            return True
        host = parts.hostname or ""
        return parts.scheme == "https" and (host == "slack.com" or host.endswith(".slack.com"))


def suffix_of(picture: Path) -> str:
    """A still's kind by its first bytes: stored files carry no suffix, and Slack goes by the name."""
    with picture.open("rb") as source:
        return ".png" if source.read(4) == b"\x89PNG" else ".jpg"


def reason_of(error: SlackApiError) -> str:
    """What Slack calls it: 'not_in_channel'; behind an outage there is a page of its own and only a status."""
    told = error.response.data
    return str(told.get("error")) if isinstance(told, dict) else f"status {error.response.status_code}"
