"""How the Slack door is, beside it on a port of its own: it lives, it can work, and its figures, as the studio tells them."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack

from aiohttp import web

from ui.errors import SlackUnready
from ui.studio.gate import Visit, is_at_this_machine, visit
from ui.studio.vitals import FIGURES, NOT_SHOWN, Vitals, readiness


async def listen_vitals(stack: AsyncExitStack, vitals: Vitals, host: str, port: int) -> int:
    """Serves /healthz, /readyz and /metrics until the stack closes; gives the port. Raises SlackUnready where it is taken."""

    async def healthz(_: web.Request) -> web.Response:
        return web.json_response({"status": "ok"})

    async def readyz(_: web.Request) -> web.Response:
        body, status = await asyncio.to_thread(readiness, vitals)
        return web.json_response(body, status=status)

    async def metrics(request: web.Request) -> web.Response:
        visit.set(Visit(request.remote or ""))
        if not is_at_this_machine(request.headers) and not vitals.may_see(request.headers.get("authorization", "")):
            return web.json_response({"detail": NOT_SHOWN}, status=403)
        text = await asyncio.to_thread(vitals.metrics.text)
        return web.Response(body=text, headers={"Content-Type": FIGURES})

    server = web.Application()
    server.add_routes([web.get(f"/{answer.__name__}", answer) for answer in (healthz, readyz, metrics)])
    runner = web.AppRunner(server, access_log=None)
    stack.push_async_callback(runner.cleanup)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise SlackUnready(f"port {port} of {host} is taken; set AGENCY_SLACK_METRICS_PORT to another one") from error
    return int(runner.addresses[0][1])
