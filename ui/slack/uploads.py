"""Files to Slack by its three steps: ask for an address, send the bytes from disk, and say where they belong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

CHUNK = 1 << 20
SEND_S = 600.0


async def send(client: AsyncWebClient, path: Path, name: str, alt: str = "") -> str:
    """The file's id, with all of its bytes at Slack; nobody sees it until `complete`. Raises SlackApiError, ClientError."""
    size = (await asyncio.to_thread(path.stat)).st_size
    asked = await client.files_getUploadURLExternal(filename=name, length=size, alt_txt=alt or None)
    timeout = aiohttp.ClientTimeout(total=SEND_S)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        headers = {"Content-Type": "application/octet-stream", "Content-Length": str(size)}
        async with session.post(str(asked["upload_url"]), data=_chunks(path), headers=headers) as answer:
            answer.raise_for_status()
    return str(asked["file_id"])


async def complete(client: AsyncWebClient, ids: Sequence[str], channel: str = "", ts: str = "", comment: str = "") -> None:
    """Puts files into a thread as one message; without a channel they stay the app's own, for pictures in blocks."""
    await client.files_completeUploadExternal(
        files=[{"id": one} for one in ids], channel_id=channel or None, thread_ts=ts or None, initial_comment=comment or None
    )


async def _chunks(path: Path) -> AsyncIterator[bytes]:
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            yield chunk
