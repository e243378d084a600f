"""`agency mcp` as another agent meets it: the official client, over standard input and output, to a running API."""

from __future__ import annotations

import json
import sys
from typing import Any

import httpx
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent

from tests.integration.api_door import BRIEF, ROOT, Server


def told(result: CallToolResult) -> dict[str, Any]:
    assert not result.isError, result.content
    assert isinstance(result.content[0], TextContent)
    found: dict[str, Any] = json.loads(result.content[0].text)
    return found


async def test_another_agent_hires_the_agency(api: Server) -> None:
    key = api.client("mia").headers["Authorization"].split()[1]
    env = {"AGENCY_API_URL": api.root, "AGENCY_API_KEY": key, "PATH": "/usr/bin:/bin", "PYTHONPATH": str(ROOT)}
    program = StdioServerParameters(
        command=sys.executable, args=["-c", "from ui.cli import main; main()", "mcp"], env=env, cwd=str(api.home)
    )
    async with stdio_client(program) as (read, write), ClientSession(read, write) as session:
        await hired(session, api)


async def test_another_agent_hires_the_agency_over_http(api: Server) -> None:
    key = api.client("mia").headers["Authorization"]
    async with httpx.AsyncClient(headers={"Authorization": key}, timeout=60, trust_env=False) as http:
        async with streamable_http_client(f"{api.url}/mcp", http_client=http) as (read, write, _):
            async with ClientSession(read, write) as session:
                await hired(session, api)


def test_nothing_is_answered_over_http_without_a_key_that_stands(api: Server) -> None:
    hello = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    accept = {"Accept": "application/json, text/event-stream"}
    for headers in ({}, {"Authorization": "Bearer pa_nobody_nothing"}, {"Authorization": "Basic YTpi"}):
        answer = httpx.post(f"{api.url}/mcp", json=hello, headers={**accept, **headers}, trust_env=False)
        assert (answer.status_code, answer.headers["content-type"]) == (401, "application/problem+json")
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def hired(session: ClientSession, api: Server) -> None:
    """A film from its brief to its files, through the four tools."""
    await session.initialize()
    assert [tool.name for tool in (await session.list_tools()).tools] == ["commission", "say", "approve", "show"]
    film = told(await session.call_tool("commission", {"brief": BRIEF, "aspect": "16:9"}))
    assert film["state"] == "previewed" and film["files"][0]["url"].startswith(api.root)
    changed = told(await session.call_tool("say", {"project": film["project"], "message": "Turn the captions off"}))
    assert changed["version"] == 2
    approved = told(await session.call_tool("approve", {"project": film["project"]}))
    assert approved["state"] == "approved" and "final" in [one["kind"] for one in approved["files"]]
    shown = told(await session.call_tool("show", {"project": film["project"]}))
    assert shown["script"].startswith("# A film") and len(shown["versions"]) == 2
    refused = await session.call_tool("show", {"project": "nobodys"})
    assert refused.isError and "no such project" in str(refused.content)
