"""The API as an application of its own, mounted beside the studio: routes, problems, and what runs behind them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.routing import Route

from agent.errors import AgentError
from memory.errors import MemoryStoreError
from tools.errors import ToolError
from ui.api import conversing, hooks, looking, material
from ui.api.conversing import go_on, take_up_again
from ui.api.front import Front
from ui.api.mcp_line import McpLine
from ui.api.problems import MEDIA_TYPE, PREFIX, ApiProblem, Problem, of_error, problem
from ui.api.rating import Told
from ui.api.recorded import Recorded
from ui.api.sending import PACE, Pace, Sender
from ui.studio.room import Rooms, Turns

logger = logging.getLogger(__name__)

VERSION = "1.0.0"
ABOUT = (
    "Films by conversation: commission one, say what to change, approve it, fetch it. A key goes with every request as"
    " `Authorization: Bearer pa_...`; `agency keys create` makes one. Errors are problems (RFC 9457)."
)


class Api:
    """The API over its parts. The server gives it the rooms of the studio, whose conversations it shares."""

    def __init__(self, front: Front, pace: Pace = PACE) -> None:
        self._front = front
        self._sender = Sender(front.webhooks, front.hub, front.webhook_hosts, pace)
        self._recorded: Recorded | None = None
        self.app = _application(front)
        self._mcp = McpLine(front.keys, self.app)
        self.app.router.routes.append(Route("/mcp", self._mcp, include_in_schema=False))

    def recorded(self, turns: Turns) -> Recorded:
        """The turns of all conversations, with a record of each."""
        front = self._front
        self._recorded = Recorded(turns, front.log, front.projects, front.store)
        return self._recorded

    def leave(self) -> None:
        """The server is about to stop: from now on turns are refused for a moment, and who waits is answered with what stands."""
        self._front.is_closing = True
        self._front.hub.wake("")

    @asynccontextmanager
    async def serving(self, rooms: Rooms) -> AsyncIterator[None]:
        """Runs what belongs to the API beside requests, and takes up what the last stop interrupted."""
        self._front.rooms = rooms
        tasks = [asyncio.create_task(self._front.hub.run(), name="news of conversations")]
        tasks.append(asyncio.create_task(self._sender.run(), name="webhooks"))
        await go_on(self._front)
        tasks.append(asyncio.create_task(take_up_again(self._front), name="turns after an outage"))
        try:
            async with self._mcp.serving():
                yield
        finally:
            if self._recorded:
                self._recorded.close()
            for task in tasks:
                task.cancel()
            for task in tasks:
                with suppress(asyncio.CancelledError):
                    await task


def _application(front: Front) -> FastAPI:
    app = FastAPI(
        title="Pocket Agency", version=VERSION, description=ABOUT, docs_url=None, redoc_url=None, redirect_slashes=False
    )
    app.state.front = front
    app.add_middleware(Told)
    for routes in (conversing.router, looking.router, material.router, hooks.router):
        app.include_router(routes)
    app.add_exception_handler(ApiProblem, _on_problem)
    app.add_exception_handler(RequestValidationError, _on_invalid)
    app.add_exception_handler(HTTPException, _on_http)
    for kind in (MemoryStoreError, ToolError, AgentError):
        app.add_exception_handler(kind, _on_error)
    app.add_exception_handler(Exception, _on_broken)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]  # the documented way
    return app


def _answer(found: Problem, headers: dict[str, str] | None = None) -> Response:
    return Response(found.model_dump_json(), found.status, headers, MEDIA_TYPE)


async def _on_problem(_: Request, error: Exception) -> Response:
    assert isinstance(error, ApiProblem)
    return _answer(error.problem, error.headers)


async def _on_invalid(_: Request, error: Exception) -> Response:
    """The first thing that is wrong, by its place; the rest shows itself once that is mended."""
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    where = ".".join(str(part) for part in first["loc"] if part not in ("body", "query", "path", "header")) or str(
        first["loc"][0]
    )
    return _answer(problem(422, f"{where} is not as it has to be: {first['msg']}", where, "mend it; openapi.json says how"))


async def _on_http(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = dict(error.headers) if error.headers else None
    match error.status_code:
        case 400:
            return _answer(problem(422, "the body cannot be read", "body", "send it as openapi.json says"), headers)
        case 404:
            return _answer(problem(404, "there is no such address", "", f"{PREFIX}/openapi.json lists them"), headers)
        case 405:
            return _answer(problem(405, "this address does not take that method", "", "see Allow, or openapi.json"), headers)
    return _answer(problem(error.status_code, str(error.detail), "", "mend the request; openapi.json says how"), headers)


async def _on_error(_: Request, error: Exception) -> Response:
    found = of_error(error)
    if found.status >= 500:
        logger.warning("a request could not be served", exc_info=error)
    return _answer(found, {"Retry-After": "5"} if found.status == 503 else None)


async def _on_broken(_: Request, error: Exception) -> Response:
    logger.error("a request broke", exc_info=error)
    return _answer(of_error(error))


def _openapi(app: FastAPI) -> dict[str, Any]:
    """The document, with problems in place of the framework's own shape of errors."""
    if app.openapi_schema is None:
        found = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        found["servers"] = [{"url": PREFIX}]
        schemas = found["components"]["schemas"]
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        schemas["Problem"] = Problem.model_json_schema()
        app.openapi_schema = found
    return app.openapi_schema
