"""The agency behind the studio's conversations, and what becomes of uploads."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

from agent.events import Event
from agent.messages import Action, File, Message
from agent.session import Agency
from memory.assets import Assets
from memory.db import Database
from memory.files import Files
from memory.projects import Projects
from tools.assets import Accepted, accept
from ui.studio.desk import Intake
from ui.studio.room import Heard


class AgencyTurns:
    """Turns of the studio as turns of the agency."""

    def __init__(self, agency: Agency) -> None:
        self._agency = agency

    def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
        """As in Turns."""
        files = tuple(File(one.sha256, one.name, one.mime, one.kind, one.text) for one in heard.files)
        text = "" if heard.pressed else heard.text
        return self._agency.run_turn(thread_id, Message(text, files, _action(heard), heard.owner, heard.turn_id))

    def resume(self, thread_id: str) -> AsyncIterator[Event]:
        """As in Turns."""
        return self._agency.resume(thread_id)

    async def cancel(self, thread_id: str) -> None:
        """As in Turns."""
        await self._agency.cancel(thread_id)


def _action(heard: Heard) -> Action:
    match heard.pressed:
        case "pick":
            return ("version", heard.version)
        case "":
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
