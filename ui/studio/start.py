"""`agency studio`: everything up side by side, a word on the terminal, and then the page."""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

from renderer.heap import keep_lean
from ui.errors import StudioBusy
from ui.settings import Settings
from ui.studio import site

if TYPE_CHECKING:
    from agent.session import Agency
    from memory.db import Database
    from ui.studio.vitals import Vitals

logger = logging.getLogger(__name__)

ARENAS = 2
"""Heaps that the server's threads share: with one for each it held 130 MB more, and ever more (`agency bench soak`)."""


def serve(settings: Settings) -> None:
    """Serves until it is stopped. Raises StudioBusy where the address is taken."""
    began = time.monotonic()
    keep_lean(ARENAS)
    _claim(settings.host, settings.port)
    from memory.audit import Audit
    from memory.users import Access, Users
    from ui.accounts import entrance
    from ui.wiring import Places, open_database

    places = Places(settings.home_dir)
    origins = [settings.url, f"http://localhost:{settings.port}", *filter(None, settings.allow_origins.split(","))]
    site.prepare(
        places.studio,
        origins=origins,
        upload_mb=settings.upload_mb,
        upload_files=settings.upload_files,
        session_hours=settings.session_hours,
        public_url=settings.public_url,
    )
    with ThreadPoolExecutor(1) as helper:
        opening = helper.submit(open_database, settings)
        import chainlit  # noqa: F401  # the slowest import; the database starts meanwhile

        database = opening.result()
    Audit(database).redact()
    users = Users(database)
    way_in = entrance(settings, users)

    import uvicorn

    from memory.reviews import Reviews
    from ui.api.opening import open_api
    from ui.discretion import hush_others
    from ui.keys import kept_key
    from ui.running import open_agency
    from ui.studio.addresses import Addresses
    from ui.studio.chat_store import ChatStore
    from ui.studio.leaving import Server
    from ui.studio.server import studio_app
    from ui.studio.turns import AgencyTurns, intake
    from ui.wiring import file_store

    files = file_store(settings)

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

    key = settings.media_key.get_secret_value() if settings.media_key else kept_key(places.keys / "addresses")
    addresses, store = Addresses(key), ChatStore(database)
    api = open_api(settings, database, files, store, addresses)
    leaving = threading.Event()

    def leave() -> None:
        leaving.set()
        api.leave()

    app = studio_app(
        users=users,
        access=Access(database),
        addresses=addresses,
        entrance=way_in,
        store=store,
        files=files,
        reviews=Reviews(database),
        turns=turns,
        intake=intake(files, database, settings.upload_mb, 10 * settings.upload_files),
        upload_mb=settings.upload_mb,
        upload_files=settings.upload_files,
        on_ready=ready,
        api=api,
        vitals=vitals_of(settings, database, leaving),
    )
    hush_others()
    config = uvicorn.Config(app, settings.host, settings.port, log_level="warning", timeout_graceful_shutdown=1)
    Server(config, leave).run()
    database.close()


def vitals_of(settings: Settings, database: Database, leaving: threading.Event) -> Vitals:
    """What is asked whether a film can be made here, and the figures, which are counted from now on."""
    from memory.happenings import listen
    from memory.jobs import Jobs
    from ui.doctor import has_encoder, has_weights
    from ui.metrics import Metrics
    from ui.studio.vitals import Vitals, is_writable

    jobs = Jobs(database)
    metrics = Metrics(jobs.lengths)
    listen(metrics.count)
    parts = {
        "closing": lambda: not leaving.is_set(),
        "database": jobs.lengths,
        "home": lambda: is_writable(settings.home_dir),
        "weights": lambda: has_weights(settings),
        "encoder": has_encoder,
    }
    token = settings.metrics_token.get_secret_value() if settings.metrics_token else ""
    return Vitals(metrics, parts, token)


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


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()
