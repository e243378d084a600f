"""The studio's server: the page, the films, and a word on whether it is well."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from memory.errors import MemoryStoreError
from memory.files import Files
from memory.users import Users
from ui.studio.chat_store import ChatStore
from ui.studio.desk import Desk, Intake, open_desk
from ui.studio.live import Lives
from ui.studio.room import Rooms, Turns
from ui.studio.turn_view import Shelf

THIRD_PARTY = re.compile(r"<link[^>]*https?://(?!localhost|127\.)[^>]*>")
CHAT = Path(__file__).with_name("chat.py")


def studio_app(
    *,
    users: Users,
    store: ChatStore,
    files: Files,
    turns: Callable[[], AbstractAsyncContextManager[Turns]],
    intake: Intake,
    upload_mb: int,
    on_ready: Callable[[], Awaitable[None]],
) -> Any:
    """The ASGI application. `site.prepare` must have run before; importing Chainlit takes seconds and happens here.

    `turns` opens the agency when the server starts and closes it when it stops; `on_ready` runs once it takes requests.
    """
    import chainlit.server as chainlit_server
    from chainlit.auth import get_current_user
    from chainlit.session import ws_sessions_id
    from chainlit.utils import mount_chainlit
    from fastapi import Depends, FastAPI, HTTPException
    from fastapi.responses import FileResponse, JSONResponse, StreamingResponse

    from ui.studio.data_layer import StudioData
    from ui.studio.guard import Guard

    shelf = Shelf(files, store, Lives())

    def browsers(thread_id: str) -> list[Any]:
        return [session.emit for session in list(ws_sessions_id.values()) if session.thread_id == thread_id]

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        async with turns() as agency:
            rooms = Rooms(agency, shelf, browsers)
            open_desk(Desk(users, rooms, StudioData(store), intake))
            await rooms.go_on()
            await on_ready()
            yield

    app = FastAPI(lifespan=lifespan, openapi_url=None, docs_url=None, redoc_url=None)
    app.add_middleware(Guard, upload_mb=upload_mb)

    @app.get("/health", response_model=None)
    def health() -> Any:
        try:
            users.count()
        except MemoryStoreError as error:
            return JSONResponse({"status": "down", "why": str(error)}, status_code=503)
        return JSONResponse({"status": "ok"})

    @app.api_route("/media/{sha256}", methods=["GET", "HEAD"], response_model=None)
    def media(sha256: str, download: int = 0, user: Any = Depends(get_current_user)) -> Any:
        granted = store.granted(user.identifier, sha256) if user else None
        if granted is None:
            raise HTTPException(404, "There is no such film here, or it is not yours.")
        headers = {"Cache-Control": "private, max-age=31536000, immutable"}
        kind = "attachment" if download else "inline"
        return FileResponse(
            files.path(sha256), media_type=granted.mime, filename=granted.name, content_disposition_type=kind, headers=headers
        )

    @app.get("/live/{project_id}/{version}", response_model=None)
    def live(project_id: str, version: int, user: Any = Depends(get_current_user)) -> Any:
        film = shelf.lives.of(project_id, version, user.identifier) if user else None
        if film is None:
            raise HTTPException(404, "There is no such film being made, or it is not yours.")
        return StreamingResponse(film.chunks(), media_type="video/mp4", headers={"Cache-Control": "no-store"})

    template = chainlit_server.get_html_template
    chainlit_server.get_html_template = lambda root_path: THIRD_PARTY.sub("", template(root_path))
    mount_chainlit(app=app, target=str(CHAT), path="/")
    return app
