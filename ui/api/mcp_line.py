"""The tools of `agency mcp` over HTTP, beside the API and by its keys: each call goes through the API as any program's does."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from mcp.server.transport_security import TransportSecuritySettings
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from memory.api_keys import ApiKeys
from ui.api.front import no_key
from ui.api.problems import PREFIX
from ui.mcp_door import Ctx, mcp_server

TIMEOUT_S = 60.0


class McpLine:
    """An ASGI endpoint for the streamable HTTP of the Model Context Protocol. It keeps no sessions: any server may answer the
    next request, and nothing is left behind by an agent that goes away.
    """

    def __init__(self, keys: ApiKeys, api: ASGIApp) -> None:
        self._keys, self._api = keys, api
        # The studio's gate looks at hosts and origins before anything comes here.
        security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
        server = mcp_server(self._inward, stateless_http=True, transport_security=security)
        server.streamable_http_app()
        self._manager = server.session_manager

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[None]:
        """Requests are answered until the block ends."""
        async with self._manager.run():
            yield

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Raises ApiProblem for a request without a key that stands."""
        scheme, _, words = Headers(scope=scope).get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or await asyncio.to_thread(self._keys.of, words) is None:
            raise no_key(is_given=bool(words))
        await self._manager.handle_request(scope, receive, send)

    def _inward(self, ctx: Ctx) -> httpx.AsyncClient:
        """The API in this process, with the key of the request, under the address that the request came to."""
        request = ctx.request_context.request
        assert request is not None, "over HTTP there is always one"
        root = request.base_url.replace(path=PREFIX)
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(self._api, root_path=PREFIX),
            base_url=str(root),
            headers={"Authorization": request.headers["authorization"]},
            timeout=TIMEOUT_S,
        )
