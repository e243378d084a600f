"""The agency as tools of the Model Context Protocol, so that other agents can hire it: four tools over the REST API."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import Any, Literal

import httpx
from mcp.server.fastmcp import Context, FastMCP
from mcp.server.fastmcp.exceptions import ToolError
from mcp.types import ToolAnnotations

Ctx = Context[Any, Any, Any]
WAIT_S = 5.0
ABOUT = (
    "A video agency. `commission` a film with a brief in plain words; it answers with one question or with a preview. `say` what"
    " to change as often as needed, `approve` to have it rendered in full size, `show` for its state, its script and addresses of"
    " its files. Moderation decides what is made; where a person decides first, the state is 'waiting'."
)
TOLD = ("state", "reply", "version", "duration_s", "aspect", "said", "assumed", "question")
READS = ToolAnnotations(readOnlyHint=True, openWorldHint=False)
CHANGES = ToolAnnotations(readOnlyHint=False, destructiveHint=False, openWorldHint=False)


class Desk:
    """The API of a running studio, as one key sees it."""

    def __init__(self, http: httpx.AsyncClient) -> None:
        self._http = http

    async def turn(self, path: str, body: Mapping[str, Any] | None, ctx: Ctx) -> dict[str, Any]:
        """A turn from its request to what came of it, with its progress told meanwhile. Raises ToolError."""
        # With a name of its own the request may be sent again after a broken line and is done once.
        made = await self._ask("POST", path, json=body, headers={"Idempotency-Key": str(uuid.uuid4())})
        seen = 0
        while made["state"] != "done":
            where = f"/projects/{made['project']}"
            made = await self._ask("GET", f"{where}/turns/{made['id']}", params={"wait": WAIT_S})
            page = await self._ask("GET", f"{where}/log", params={"after": seen})
            seen = page["last"]
            for one in page["items"]:
                if one["kind"] == "progress":
                    await ctx.report_progress(one["data"]["done"], 1.0, one["data"]["label"])
        result = made["result"]
        told = {name: result[name] for name in TOLD}
        return {"project": made["project"], **told, "files": await self._files(made["project"], result["version"])}

    async def show(self, project: str) -> dict[str, Any]:
        """A film with its versions, its script and fresh addresses of its files. Raises ToolError."""
        found = await self._ask("GET", f"/projects/{project}")
        script = await self._http.get(f"/projects/{project}/script") if found["version"] else None
        files = await self._files(project, found["version"])
        return {**found, "files": files, "script": script.text if script and script.is_success else ""}

    async def _files(self, project: str, version: int | None) -> list[dict[str, str]]:
        found = await self._ask("GET", f"/projects/{project}")
        root = self._http.base_url.copy_with(path="/")
        return [
            {"kind": one["kind"], "url": str(root.join(one["url"])), "expires_at": one["expires_at"]}
            for one in found["files"]
            if one["version"] == version
        ]

    async def _ask(self, method: str, path: str, **more: Any) -> dict[str, Any]:
        try:
            answer = await self._http.request(method, path, **more)
        except httpx.TransportError as error:
            raise ToolError(f"the agency does not answer at {self._http.base_url}; start it with `agency studio`") from error
        if answer.is_error:
            raise ToolError(answer.json()["detail"] if "json" in answer.headers.get("content-type", "") else answer.text[:200])
        found: dict[str, Any] = answer.json()
        return found


def mcp_server(line: Callable[[Ctx], httpx.AsyncClient], **options: Any) -> FastMCP[None]:
    """The server with its tools; `line` gives what stands at the API for a call and carries the key, `options` are FastMCP's."""
    server: FastMCP[None] = FastMCP("pocket-agency", instructions=ABOUT, log_level="ERROR", **options)

    @server.tool(annotations=CHANGES)
    async def commission(
        brief: str,
        ctx: Ctx,
        brand: str | None = None,
        seconds: float | None = None,
        aspect: Literal["16:9", "9:16", "1:1", "4:5"] | None = None,
        language: str | None = None,
        presenter: str | None = None,
    ) -> dict[str, Any]:
        """Commission a film: what it is for, for whom, what it must say. Gives a preview, or the one question that is left."""
        body = {
            "brief": brief,
            "brand": brand,
            "seconds": seconds,
            "aspect": aspect,
            "language": language,
            "presenter": presenter,
        }
        return await Desk(line(ctx)).turn("/commissions", body, ctx)

    @server.tool(annotations=CHANGES)
    async def say(project: str, message: str, ctx: Ctx) -> dict[str, Any]:
        """The next turn of a film's conversation: an answer, a change in plain words, a question, 'undo'."""
        return await Desk(line(ctx)).turn(f"/projects/{project}/messages", {"text": message}, ctx)

    @server.tool(annotations=CHANGES)
    async def approve(project: str, ctx: Ctx) -> dict[str, Any]:
        """Approve the version that is shown: it is rendered in full size, and its address is given."""
        return await Desk(line(ctx)).turn(f"/projects/{project}/approve", None, ctx)

    @server.tool(annotations=READS)
    async def show(project: str, ctx: Ctx) -> dict[str, Any]:
        """A film's state, versions, script, and fresh addresses of its files."""
        return await Desk(line(ctx)).show(project)

    return server


def serve(url: str, key: str) -> None:
    """Serves on standard input and output until the other side closes them.

    It works over the REST API, not on the database: models and workers are loaded once, by the studio; a film goes on when the
    agent that ordered it is gone; and the key's scopes hold for what an agent may do.
    """
    http = httpx.AsyncClient(base_url=f"{url.rstrip('/')}/api/v1", headers={"Authorization": f"Bearer {key}"}, timeout=60.0)
    mcp_server(lambda _: http).run("stdio")
