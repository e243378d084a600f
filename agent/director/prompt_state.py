"""What the embedded model has read already, kept on disk: a new process goes on behind a prompt instead of reading it again."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Protocol

from openai import APIStatusError, AsyncOpenAI

from agent.director.prompting import Messages
from agent.errors import SlotRefused

logger = logging.getLogger(__name__)

LIMIT_MIB = 384  # 28 KB a token: every prompt there is, twice over
SUFFIX = ".state"
STRAY_S = 3600.0
Read = Callable[[Messages], Awaitable[None]]
"""Lets the model read messages and answer with next to nothing."""


class PromptMemory(Protocol):
    """What an endpoint may do before it is asked, so that the fixed part of a prompt is not read again."""

    async def recall(self, prefixes: tuple[Messages, ...], read: Read) -> None: ...


class Slot(Protocol):
    """The model's working memory: it can be written to a file of a folder, and read back from one."""

    async def save(self, name: str) -> None:
        """Raises SlotRefused."""
        ...

    async def restore(self, name: str) -> None:
        """Raises SlotRefused where the file is damaged or of another model."""
        ...


class ServerSlot:
    """The one slot of a llama.cpp server whose `slot_save_path` is the folder of the states."""

    def __init__(self, address: str, key: str) -> None:
        self._client = AsyncOpenAI(base_url=address, api_key=key, max_retries=0, timeout=30.0)

    async def close(self) -> None:
        """Give back the connections."""
        await self._client.close()

    async def save(self, name: str) -> None:
        await self._act("save", name)

    async def restore(self, name: str) -> None:
        await self._act("restore", name)

    async def _act(self, action: str, name: str) -> None:
        path = f"/slots/0?action={action}"
        try:
            await self._client.post(path, cast_to=dict[str, Any], body={"filename": name})
        except APIStatusError as error:
            raise SlotRefused(f"{action} {name}: {error}") from error


class PromptStates:
    """States of read prompts in a folder, one file for each prompt, named by what was read and by what read it.

    A file is written aside and renamed, a damaged one is removed, and the oldest go when the folder grows past its limit.
    Not safe for two requests at once: the caller holds the slot meanwhile.
    """

    def __init__(self, folder: Path, reader: str, slot: Slot, limit_mib: int = LIMIT_MIB) -> None:
        self._folder, self._reader, self._slot, self._limit = folder, reader, slot, limit_mib << 20
        self._held = ""

    async def recall(self, prefixes: tuple[Messages, ...], read: Read) -> None:
        """Bring the longest prefix into the slot: from its file, else by letting the model `read` it, which is then kept.

        `prefixes` come longest first; a shorter one on disk saves the reading of its part.
        """
        names = [self._name(prefix) for prefix in prefixes]
        if self._held == names[0]:
            return
        self._held = ""
        for name in names:
            if await self._restored(name):
                self._held = name
                break
        if self._held != names[0]:
            await read(prefixes[0])
            await self._keep(names[0])

    async def _restored(self, name: str) -> bool:
        path = self._folder / name
        if not path.is_file():
            return False
        try:
            await self._slot.restore(name)
        except SlotRefused:
            logger.warning("a kept prompt could not be used and was removed", exc_info=True, extra={"state": name})
            path.unlink(missing_ok=True)
            return False
        path.touch()
        return True

    async def _keep(self, name: str) -> None:
        """A disk that is full costs the next process some seconds, and nothing else."""
        aside = f"{name}.{os.getpid()}"
        try:
            await self._slot.save(aside)
            (self._folder / aside).replace(self._folder / name)
            self._held = name
            self._bound()
        except (SlotRefused, OSError):
            logger.warning("a read prompt could not be kept", exc_info=True, extra={"state": name})
            (self._folder / aside).unlink(missing_ok=True)

    def _bound(self) -> None:
        """Remove the files used longest ago beyond the limit, and what a killed process left half written."""
        files = sorted(self._folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
        total = 0
        for path in files:
            total += path.stat().st_size
            if total > self._limit:
                path.unlink(missing_ok=True)
        for path in self._folder.glob(f"*{SUFFIX}.*"):
            if path.stat().st_mtime < time.time() - STRAY_S:
                path.unlink(missing_ok=True)

    def _name(self, prefix: Messages) -> str:
        text = json.dumps([self._reader, prefix], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32] + SUFFIX
