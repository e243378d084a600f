"""The studio's server: the page, the films, and a word on whether it is well."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from memory.domain.roles import may
from memory.errors import MemoryStoreError
from memory.files import Files
from memory.reviews import Reviews
from memory.users import Access, Users
from ui.api.problems import PREFIX
from ui.studio.addresses import Addresses, is_address
from ui.studio.chat_store import ChatStore
from ui.studio.desk import Desk, Entry, Intake, open_desk, open_entry
from ui.studio.gate import Entrance
from ui.studio.live import Lives
from ui.studio.page import Emit
from ui.studio.reviewing import add_routes, go_on_when_decided
from ui.studio.room import Rooms, Turns
from ui.studio.taking import look
from ui.studio.turn_view import Shelf
from ui.studio.vitals import Vitals, add_vitals

if TYPE_CHECKING:
    from ui.api.app import Api

THIRD_PARTY = re.compile(r"<link[^>]*https?://(?!localhost|127\.)[^>]*>")
RUN_OUT = "This address has run out or was made for somebody else; open the film in the studio again."
SHOWN = ("video/mp4", "image/png", "image/jpeg", "image/webp")  # anything else is saved, never shown as a page of ours
CHAT = Path(__file__).with_name("chat.py")


class Unkept(dict[str, list[Any]]):
    """Where the toolkit would keep every message of every page that was ever open, for as long as the server runs; nobody here
    reads them, the store has them.
    """

    def __contains__(self, _: object) -> bool:
        return True

    def __getitem__(self, _: str) -> list[Any]:
        return []

    def __setitem__(self, _: str, __: list[Any]) -> None:
        return


def studio_app(
    *,
    users: Users,
    access: Access,
    addresses: Addresses,
    entrance: Entrance,
    store: ChatStore,
    files: Files,
    reviews: Reviews,
    turns: Callable[[], AbstractAsyncContextManager[Turns]],
    intake: Intake,
    upload_mb: int,
    upload_files: int,
    on_ready: Callable[[], Awaitable[None]],
    api: Api | None = None,
    vitals: Vitals | None = None,
) -> Any:
    """The ASGI application. `site.prepare` must have run before; importing Chainlit takes seconds and happens here.

    `turns` opens the agency when the server starts and closes it when it stops; `on_ready` runs once it takes requests.
    `api` is mounted beside the page, on the same conversations; `vitals` adds health, readiness and figures.
    """
    # Read by the handlers' file, which the page toolkit loads below.
    open_entry(Entry(users, entrance))
    import chainlit.server as chainlit_server
    import jwt
    from chainlit.auth import decode_jwt, get_current_user
    from chainlit.session import ws_sessions_id
    from chainlit.utils import mount_chainlit
    from fastapi import Depends, FastAPI, HTTPException
    from fastapi.responses import FileResponse, JSONResponse, StreamingResponse

    from ui.studio.data_layer import StudioData
    from ui.studio.gate import Gate
    from ui.studio.guard import Guard

    shelf = Shelf(files, store, Lives())

    def browsers(thread_id: str) -> list[Any]:
        """How to reach each page that shows it now, with the addresses that its person may open."""
        shown = [session for session in list(ws_sessions_id.values()) if session.thread_id == thread_id and session.user]
        return [dressed(session.emit, session.user.identifier) for session in shown]

    def dressed(emit: Emit, person: str) -> Emit:
        return lambda event, data: emit(event, addresses.dressed(data, person))

    def stands(token: str) -> bool:
        try:
            user = decode_jwt(token)
        except jwt.InvalidTokenError:
            return False
        return users.is_current(user.identifier, int((user.metadata or {}).get("session", 0)))

    def is_open(path: str, person: str, until: int, seal: str) -> bool:
        """Three locks before the grant: an account that may look, an address signed for it, and not too long ago."""
        return may(access.role(person), "view") and addresses.holds(path, person, until, seal)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with turns() as agency:
            rooms = Rooms(api.recorded(agency) if api else agency, shelf, browsers)
            studio = Desk(users, access, addresses, rooms, StudioData(store, addresses), intake, upload_files)
            open_desk(studio)
            await rooms.go_on(partial(look, studio))
            watch = asyncio.create_task(go_on_when_decided(reviews, rooms), name="decisions")
            async with api.serving(rooms) if api else nullcontext():
                await on_ready()
                yield
            watch.cancel()
            # Before the agency closes, or the turns under way would count as over.
            await rooms.leave_off()

    app = FastAPI(lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(Guard, upload_mb=upload_mb)
    app.add_middleware(Gate, entrance=entrance, stands=stands)

    @app.get("/health", response_model=None)
    def health() -> Any:
        try:
            users.count()
        except MemoryStoreError as error:
            return JSONResponse({"status": "down", "why": str(error)}, status_code=503)
        return JSONResponse({"status": "ok"})

    @app.get("/address", response_model=None)
    def address(path: str, user: Any = Depends(get_current_user)) -> Any:
        """A new address for one that has run out; whether they may open it is asked when it is opened."""
        if not user or not is_address(path):
            raise HTTPException(404, "There is no such film here.")
        return JSONResponse({"address": addresses.signed(path, user.identifier)}, headers={"Cache-Control": "no-store"})

    @app.api_route("/media/{sha256}", methods=["GET", "HEAD"], response_model=None)
    def media(sha256: str, until: int = 0, seal: str = "", download: int = 0, user: Any = Depends(get_current_user)) -> Any:
        if not user or not is_open(f"/media/{sha256}", user.identifier, until, seal):
            raise HTTPException(403, RUN_OUT)
        granted = store.granted(user.identifier, sha256)
        if granted is None:
            raise HTTPException(404, "There is no such film here, or it is not yours.")
        headers = {"Cache-Control": f"private, max-age={addresses.lasts_s(until)}, immutable"}
        kind = "attachment" if download or granted.mime not in SHOWN else "inline"
        return FileResponse(
            files.path(sha256), media_type=granted.mime, filename=granted.name, content_disposition_type=kind, headers=headers
        )

    @app.get("/live/{project_id}/{version}", response_model=None)
    def live(project_id: str, version: int, until: int = 0, seal: str = "", user: Any = Depends(get_current_user)) -> Any:
        if not user or not is_open(f"/live/{project_id}/{version}", user.identifier, until, seal):
            raise HTTPException(403, RUN_OUT)
        film = shelf.lives.of(project_id, version, user.identifier)
        if film is None:
            raise HTTPException(404, "There is no such film being made, or it is not yours.")
        return StreamingResponse(film.chunks(), media_type="video/mp4", headers={"Cache-Control": "no-store"})

    add_routes(app, reviews, access)
    if vitals:
        add_vitals(app, vitals)
    if api:
        app.mount(PREFIX, api.app)
    # By its name: the package gives an object of the same name in place of the module.
    import_module("chainlit.chat_context").chat_contexts = Unkept()  # type: ignore[attr-defined]
    template = chainlit_server.get_html_template
    chainlit_server.get_html_template = lambda root_path: THIRD_PARTY.sub("", template(root_path))
    mount_chainlit(app=app, target=str(CHAT), path="/")
    return app
