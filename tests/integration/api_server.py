"""The API over the real store and the real agency, with a scripted director and films of a few bytes; a test starts and kills it.

usage: api_server.py URL HOME PORT [studio]; with `studio` it is mounted beside the whole studio, as `agency studio` does.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.session import Agency
from memory.audit import Audit
from memory.db import Database
from memory.files import FolderFiles
from memory.projects import Projects
from memory.reviews import Reviews
from memory.users import Access, Users
from tests.fakes import FakeFilm, FakeRendering, ScriptedDirector, fake_services
from ui.api.app import Api
from ui.api.opening import open_api
from ui.api.sending import Pace
from ui.settings import Settings
from ui.studio.addresses import Addresses
from ui.studio.chat_store import ChatStore
from ui.studio.gate import Entrance
from ui.studio.live import Lives
from ui.studio.reviewing import go_on_when_decided
from ui.studio.room import Rooms
from ui.studio.turn_view import Shelf
from ui.studio.turns import AgencyTurns, intake
from ui.wiring import brand_keeper

KEY = "a key of this test"


class WritingRendering(FakeRendering):
    """Films that lie somewhere. Dies in the middle of a preview where a file `die` lies in the folder."""

    def preview(self, cleared: Any, **callbacks: Any) -> FakeFilm:
        if (self.folder / "die").exists():
            (self.folder / "die").unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        if (self.folder / "slow").exists():
            self.hold_s = 1.5
        told = {"on_stills": _making(callbacks["on_stills"]), "on_scene": _made(callbacks["on_scene"])}
        return self._written(super().preview(cleared, **{**callbacks, **told}), "preview")

    def final(self, cleared: Any, **callbacks: Any) -> FakeFilm:
        return self._written(super().final(cleared, **callbacks), "final")

    def _written(self, film: FakeFilm, kind: str) -> FakeFilm:
        video = film.video.with_name(f"{film.video.stem}-{kind}.mp4")
        video.write_bytes(f"the {kind} {film.video.stem}".encode())
        for suffix in (".srt", ".vtt") if kind == "final" else ():
            video.with_suffix(suffix).write_text("1\n")
        return replace(film, video=video)


def _making(tell: Any) -> Any:
    def on_stills(stills: dict[str, Path]) -> None:
        for path in stills.values():
            path.write_bytes(b"a still")
        if stills:
            tell(stills)

    return on_stills


def _made(tell: Any) -> Any:
    def on_scene(scene_id: str, path: Path) -> None:
        path.write_bytes(b"a clip")
        tell(scene_id, path)

    return on_scene


def main(url: str, home: Path, port: int, *, is_studio: bool) -> None:
    """Serves until it is killed."""
    settings = Settings(_env_file=None, home=home, database_url=url, webhook_hosts="127.0.0.1")  # type: ignore[call-arg]
    if is_studio:
        from ui.studio import site

        site.prepare(home / "studio", origins=[f"http://127.0.0.1:{port}"], upload_mb=5)
    import uvicorn

    database = Database(url)
    files, store, addresses = FolderFiles(home / "files"), ChatStore(database), Addresses(KEY)
    (home / "films").mkdir(exist_ok=True)
    services = fake_services(
        home / "films",
        ScriptedDirector(),
        projects=Projects(database),
        audit=Audit(database),
        rendering=WritingRendering(home / "films"),
        reviews=Reviews(database),
        brands=brand_keeper(settings, database),
        role=Access(database).role,
    )
    api = open_api(settings, database, files, store, addresses, Pace(first_s=0.3))

    @asynccontextmanager
    async def turns() -> AsyncIterator[AgencyTurns]:
        async with Agency(services, url) as agency:

            async def opened() -> Agency:
                return agency

            yield AgencyTurns(opened())

    async def ready() -> None:
        print("ready", flush=True)

    if is_studio:
        from ui.studio.server import studio_app

        app = studio_app(
            users=Users(database),
            access=Access(database),
            addresses=addresses,
            entrance=Entrance(hosts=frozenset(("127.0.0.1",))),
            store=store,
            files=files,
            reviews=Reviews(database),
            turns=turns,
            intake=intake(files, database, 5, 20),
            upload_mb=5,
            upload_files=20,
            on_ready=ready,
            api=api,
        )
    else:
        app = _bare(api, turns, Shelf(files, store, Lives()), Reviews(database))
    uvicorn.run(app, host="127.0.0.1", port=port, log_level="warning")


def _bare(api: Api, turns: Any, shelf: Shelf, reviews: Reviews) -> Any:
    """The API without the page, which takes seconds to load."""
    from fastapi import FastAPI

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with turns() as agency:
            rooms = Rooms(api.recorded(agency), shelf, lambda thread_id: [])
            await rooms.go_on()
            watch = asyncio.create_task(go_on_when_decided(reviews, rooms))
            async with api.serving(rooms):
                yield
            watch.cancel()

    app = FastAPI(lifespan=lifespan)
    app.mount("/api/v1", api.app)
    return app


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), is_studio="studio" in sys.argv[4:])
