"""Conversations of the studio in a process of their own, over the real store, with a fake renderer; a test kills it.

usage: talking_process.py URL FOLDER THREAD [TEXT...]: says each text as the page would, with the files that lie in FOLDER/coming
beside the first; without a text it only takes up what is on record. Prints a line once it heard, and one once all is answered.
"""

from __future__ import annotations

import asyncio
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any, cast

from agent.crowd import Crowd, Limits
from agent.session import Agency
from memory.audit import Audit
from memory.db import Database
from memory.files import FolderFiles
from memory.projects import Projects
from tests.fakes import ScriptedDirector, fake_services
from tests.integration.api_server import WritingRendering
from ui.studio.chat_store import ChatStore
from ui.studio.desk import Desk
from ui.studio.live import Lives
from ui.studio.room import Heard, Rooms
from ui.studio.taking import look, take
from ui.studio.turn_view import Shelf
from ui.studio.turns import AgencyTurns, intake


class Anybody:
    """Every account may do everything."""

    def role(self, person: str, brand: str = "") -> str:
        return "owner"

    def roles(self, person: str) -> frozenset[str]:
        return frozenset({"owner"})


class Opened:
    """An upload as the page hands it over."""

    def __init__(self, path: Path) -> None:
        self.name, self.path = path.name, str(path)


class Renders(WritingRendering):
    """A preview does not end where there is a file `hold` in the folder."""

    def preview(self, cleared: Any, **callbacks: Any) -> Any:
        self.hold_s = 120.0 if (self.folder / "hold").exists() else 0.0
        return super().preview(cleared, **callbacks)


def slow(take_in: Any, folder: Path) -> Any:
    """Files are looked at for as long as there is a file `looking` in the folder."""

    def looked_at(*given: Any) -> Any:
        while (folder / "looking").exists():
            time.sleep(0.05)
        return take_in(*given)

    return looked_at


async def main(url: str, folder: Path, thread: str, texts: list[str]) -> None:
    with Database(url) as database:
        store, files = ChatStore(database), FolderFiles(folder / "files")
        limit = Limits(turns=1 if (folder / "hurried").exists() else None)
        services = fake_services(
            folder,
            ScriptedDirector(),
            projects=Projects(database),
            audit=Audit(database),
            rendering=Renders(folder),
            crowd=Crowd(limit),
        )
        async with Agency(services, url) as agency:

            async def opened() -> Agency:
                return agency

            rooms = Rooms(AgencyTurns(opened()), Shelf(files, store, Lives()), lambda thread_id: [])
            nothing, anybody = cast(Any, None), cast(Any, Anybody())
            desk = Desk(nothing, anybody, nothing, rooms, nothing, slow(intake(files, database, 5, 20), folder))
            await rooms.go_on(partial(look, desk))
            room = rooms.room(thread, "ana")
            said = []
            for number, text in enumerate(texts):
                step = room.page.user_message(text, "ana")
                coming = sorted((folder / "coming").glob("*")) if number == 0 else []
                said.append(asyncio.create_task(take(desk, room, step, Heard(step["id"], "ana", text), map(Opened, coming))))
                await asyncio.sleep(0.1)
            print("heard", flush=True)
            await asyncio.gather(*said)
            await room.idle()
            print("idle", flush=True)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], sys.argv[4:]))
