"""The agency behind the studio's conversations, and what becomes of uploads."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from agent.events import Event, Failed
from agent.messages import Action, File, Message
from agent.wording import sentence
from memory import patience
from memory.assets import Assets
from memory.db import Database, was_cut_off
from memory.errors import StoreUnavailable
from memory.files import Files
from memory.projects import Projects
from tools.assets import Accepted, accept
from tools.errors import AssetRefused
from ui.studio.desk import Intake
from ui.studio.room import Heard

if TYPE_CHECKING:
    from agent.session import Agency

AWAY = "the database did not answer; see that it runs and try again"


class AgencyTurns:
    """Turns of the studio as turns of the agency, which may still be opening: a turn waits for it, the page does not."""

    def __init__(self, agency: Awaitable[Agency]) -> None:
        self._agency = asyncio.ensure_future(agency)
        self._stopped: set[str] = set()

    async def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
        """As in Turns."""
        agency = await asyncio.shield(self._agency)
        files = tuple(File.of(one) for one in heard.files)
        text = "" if heard.pressed else heard.text
        bounds = (heard.brand, heard.only, heard.barred)
        message = Message(text, files, _action(heard), heard.owner, heard.turn_id, heard.script, *bounds)
        async for event in self._whole(thread_id, lambda: agency.run_turn(thread_id, message)):
            yield event

    async def resume(self, thread_id: str) -> AsyncIterator[Event]:
        """As in Turns."""
        agency = await asyncio.shield(self._agency)
        async for event in self._whole(thread_id, lambda: agency.resume(thread_id)):
            yield event

    async def cancel(self, thread_id: str) -> None:
        """As in Turns."""
        agency = await asyncio.shield(self._agency)
        if not await agency.cancel(thread_id):
            self._stopped.add(thread_id)

    async def _whole(self, thread_id: str, begin: Callable[[], AsyncIterator[Event]]) -> AsyncIterator[Event]:
        """A turn that an outage of the database cuts off is begun again, where it was, until it is over or somebody stops it."""
        self._stopped.discard(thread_id)
        while True:
            cut_off = None
            try:
                async for event in begin():
                    if isinstance(event, Failed) and event.is_outage:
                        cut_off = event
                    else:
                        yield event
            except Exception as error:  # whatever else it is goes on to the door's own handler
                if not was_cut_off(error) and not isinstance(error, StoreUnavailable):
                    raise
                cut_off = Failed(sentence(StoreUnavailable(AWAY)), is_outage=True)
            if cut_off is None:
                return
            if thread_id in self._stopped:
                yield cut_off
                return
            await asyncio.sleep(patience.TRY_AGAIN_S)

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


def intake(files: Files, database: Database, limit_mb: int, most_files: int) -> Intake:
    """Opens an upload, stores it, and registers it with the conversation's project, which takes at most `most_files`."""
    projects, assets = Projects(database), Assets(database)

    def take(path: Path, name: str, thread_id: str, owner: str) -> Accepted:
        project_id = projects.create(thread_id, owner).id
        if len(assets.of_project(project_id)) >= most_files:
            raise AssetRefused(f"{name!r} would be more than {most_files} files for one film; start a new film for the rest.")
        accepted = accept(path, name, files, limit_mb)
        assets.add(accepted.record(project_id))
        return accepted

    return take
