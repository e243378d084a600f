"""The agency behind the studio's conversations, and what becomes of uploads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable
from pathlib import Path
from typing import TYPE_CHECKING

from agent.events import Event
from agent.messages import Action, File, Message
from memory.assets import Assets
from memory.db import Database
from memory.files import Files
from memory.projects import Projects
from tools.assets import Accepted, accept
from ui.studio.desk import Intake
from ui.studio.room import Heard

if TYPE_CHECKING:
    from agent.session import Agency


class AgencyTurns:
    """Turns of the studio as turns of the agency, which may still be opening: a turn waits for it, the page does not."""

    def __init__(self, agency: Awaitable[Agency]) -> None:
        self._agency = asyncio.ensure_future(agency)

    async def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
        """As in Turns."""
        agency = await asyncio.shield(self._agency)
        files = tuple(File.of(one) for one in heard.files)
        text = "" if heard.pressed else heard.text
        message = Message(text, files, _action(heard), heard.owner, heard.turn_id, heard.script)
        async for event in agency.run_turn(thread_id, message):
            yield event

    async def resume(self, thread_id: str) -> AsyncIterator[Event]:
        """As in Turns."""
        agency = await asyncio.shield(self._agency)
        async for event in agency.resume(thread_id):
            yield event

    async def cancel(self, thread_id: str) -> None:
        """As in Turns."""
        agency = await asyncio.shield(self._agency)
        await agency.cancel(thread_id)

    async def opened(self) -> None:
        """Waits until the agency is open, or has failed to open."""
        await asyncio.wait({self._agency})


def _action(heard: Heard) -> Action:
    match heard.pressed:
        case "pick":
            return ("version", heard.version)
        case "" | "script":
            return None
        case _:
            return heard.pressed


def intake(files: Files, database: Database, limit_mb: int) -> Intake:
    """Opens an upload, stores it, and registers it with the conversation's project."""
    projects, assets = Projects(database), Assets(database)

    def take(path: Path, name: str, thread_id: str, owner: str) -> Accepted:
        accepted = accept(path, name, files, limit_mb)
        assets.add(accepted.record(projects.create(thread_id, owner).id))
        return accepted

    return take
