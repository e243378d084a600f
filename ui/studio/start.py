"""`agency studio`: everything up side by side, a word on the terminal, and then the page."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from ui.errors import StudioBusy
from ui.settings import Settings
from ui.studio import site

if TYPE_CHECKING:
    from agent.session import Agency
    from memory.db import Database

logger = logging.getLogger(__name__)

FIRST_USER = "owner"


def serve(settings: Settings) -> None:
    """Serves until it is stopped. Raises StudioBusy where the address is taken."""
    began = time.monotonic()
    _claim(settings.host, settings.port)
    from ui.wiring import Places, open_database

    places = Places(settings.home_dir)
    origins = [settings.url, f"http://localhost:{settings.port}", *filter(None, settings.allow_origins.split(","))]
    site.prepare(places.studio, origins=origins, upload_mb=settings.upload_mb)
    with ThreadPoolExecutor(1) as helper:
        opening = helper.submit(open_database, settings)
        import chainlit  # noqa: F401  # the slowest import; the database starts meanwhile

        database = opening.result()
    _first_user(settings, database)

    import uvicorn

    from memory.files import FolderFiles
    from memory.users import Users
    from ui.studio.chat_store import ChatStore
    from ui.studio.server import studio_app
    from ui.studio.turns import AgencyTurns, intake
    from ui.wiring import open_agency

    files = FolderFiles(places.files)

    @asynccontextmanager
    async def turns() -> AsyncIterator[AgencyTurns]:
        async with AsyncExitStack() as stack:

            async def open_late() -> Agency:
                await asyncio.to_thread(_import_agent)
                return await stack.enter_async_context(open_agency(settings, database))

            agency = AgencyTurns(open_late())
            yield agency
            await agency.opened()

    async def ready() -> None:
        _tell(f"The studio is open at {settings.url} (ready after {time.monotonic() - began:.1f} s). Stop it with Ctrl+C.")

    app = studio_app(
        users=Users(database),
        store=ChatStore(database),
        files=files,
        turns=turns,
        intake=intake(files, database, settings.upload_mb),
        upload_mb=settings.upload_mb,
        on_ready=ready,
    )
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning", timeout_graceful_shutdown=3)
    database.close()


def _import_agent() -> None:
    """langgraph takes seconds too; it is loaded once the page is open, while somebody reads it."""
    import agent.checkpoints
    import agent.session  # noqa: F401


def _claim(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise StudioBusy(f"port {port} of {host} is taken; stop what runs there, or set AGENCY_PORT") from error


def _first_user(settings: Settings, database: Database) -> None:
    """Somebody must be able to log in; the password is told here and kept nowhere."""
    from memory.users import Users

    if Users(database).count():
        return
    from ui.wiring import set_up_user

    password = set_up_user(settings, FIRST_USER)
    _tell(
        f"Log in as {FIRST_USER!r} with the password {password!r}. It is shown only now; `agency setup-user NAME` makes another."
    )


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
