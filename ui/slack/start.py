"""`agency slack`: the app on Slack's line, the agency behind it, and everything that goes on by itself meanwhile."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from memory.db import Database
from memory.errors import MemoryStoreError
from memory.happenings import unlisten
from memory.one_place import in_one_place
from memory.projects import Projects
from memory.reviews import Reviews
from memory.slack import SlackStore
from memory.turn_log import TurnLog
from memory.users import Access, Users
from renderer.heap import keep_lean
from ui.api.recorded import Recorded
from ui.discretion import hush_others
from ui.errors import SlackUnready
from ui.running import open_agency
from ui.settings import Settings
from ui.slack.answering import Answering
from ui.slack.app import Parts, slack_app
from ui.slack.catching_up import SLACK, CatchingUp
from ui.slack.line import Line, reason_of
from ui.slack.manifest import PATH, scopes
from ui.slack.people import People
from ui.slack.reviewing import ReviewChannel
from ui.slack.turns import ToldTurns
from ui.slack.vitals import listen_vitals
from ui.studio.chat_store import ChatStore
from ui.studio.desk import take_in
from ui.studio.leaving import MOST_S, end_within
from ui.studio.live import Lives
from ui.studio.reviewing import go_on_when_decided
from ui.studio.room import Rooms, Turns
from ui.studio.start import ARENAS, vitals_of
from ui.studio.turn_view import Shelf
from ui.studio.turns import AgencyTurns, intake
from ui.wiring import file_store

if TYPE_CHECKING:
    from agent.session import Agency

logger = logging.getLogger(__name__)

BODY_MB = 4
BEGIN_AGAIN_S = 5.0


def serve(settings: Settings, database: Database, *, http: bool) -> None:
    """Serves until it is stopped. Raises SlackUnready with the variable that is missing or wrong."""
    keep_lean(ARENAS)
    hush_others()
    asyncio.run(_serve(settings, database, http=http))


async def _serve(settings: Settings, database: Database, *, http: bool) -> None:
    stopped = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopped.set)
    async with opened_door(settings, database, open_agency(settings, database), http=http) as where:
        sys.stdout.write(f"Slack is connected: {where}. Stop it with Ctrl+C.\n")
        sys.stdout.flush()
        await stopped.wait()
        end_within(MOST_S)


async def connect(settings: Settings) -> tuple[AsyncWebClient, str, str]:
    """(client, team, the app's own member id). Raises SlackUnready."""
    if settings.slack_bot_token is None:
        raise SlackUnready("AGENCY_SLACK_BOT_TOKEN is missing; copy it from your Slack app, see docs/slack.md")
    client = AsyncWebClient(settings.slack_bot_token.get_secret_value(), base_url=settings.slack_api_url)
    try:
        found = await client.auth_test()
    except SlackApiError as error:
        reason = reason_of(error)
        raise SlackUnready(f"Slack does not accept AGENCY_SLACK_BOT_TOKEN ({reason}); copy it again from your app") from error
    except (SlackClientError, OSError, TimeoutError) as error:
        raise SlackUnready(f"Slack cannot be reached at {settings.slack_api_url!r}; see that we may go there") from error
    return client, str(found["team_id"]), str(found["user_id"])


async def _check(client: AsyncWebClient, app_token: str) -> None:
    """Raises SlackUnready where the app was made without something that it needs, or Socket Mode does not open."""
    granted = (await client.auth_test()).headers.get("x-oauth-scopes", "")
    if missing := sorted(set(scopes()) - {one.strip() for one in granted.split(",")}):
        raise SlackUnready(
            f"the Slack app lacks {', '.join(missing)}; paste what `agency slack manifest` prints as its manifest, reinstall it"
        )
    try:
        if app_token:
            await client.apps_connections_open(app_token=app_token)
    except SlackApiError as error:
        reason = reason_of(error)
        raise SlackUnready(
            f"Slack does not open Socket Mode with AGENCY_SLACK_APP_TOKEN ({reason}); it needs an app-level token with"
            " connections:write, see docs/slack.md"
        ) from error


async def find_member(settings: Settings, member: str) -> tuple[str, str]:
    """(team, member id) of somebody who is named by id or e-mail address. Raises SlackUnready."""
    client, team, _ = await connect(settings)
    try:
        found = await (client.users_lookupByEmail(email=member) if "@" in member else client.users_info(user=member))
    except SlackApiError as error:
        reason = reason_of(error)
        raise SlackUnready(f"Slack knows no member {member!r} ({reason}); copy the id from their profile") from error
    return team, str(found["user"]["id"])


@asynccontextmanager
async def opened_door(
    settings: Settings, database: Database, agency: contextlib.AbstractAsyncContextManager[Agency], *, http: bool
) -> AsyncIterator[str]:
    """The door, open; gives where it listens. Raises SlackUnready."""
    secret = settings.slack_signing_secret.get_secret_value() if settings.slack_signing_secret else ""
    if http and not secret:
        raise SlackUnready("AGENCY_SLACK_SIGNING_SECRET is missing; with --http it tells Slack's requests from anybody's")
    if not http and settings.slack_app_token is None:
        raise SlackUnready("AGENCY_SLACK_APP_TOKEN is missing; make one for Socket Mode, or serve with --http, see docs/slack.md")
    client, team, me = await connect(settings)
    await _check(client, "" if http else settings.slack_app_token.get_secret_value())  # type: ignore[union-attr]
    store = SlackStore(database)
    line = Line(client, store, team, me)
    # The agency opens while Slack connects, and closes last: a turn is left off first, or it would count as over.
    async with AsyncExitStack() as behind, AsyncExitStack() as stack:
        turns = AgencyTurns(behind.enter_async_context(agency))
        recorded = Recorded(turns, TurnLog(database), Projects(database), ChatStore(database))
        parts, rooms = _put_together(settings, database, line, store, recorded)
        if parts.reviews:
            await parts.reviews.check()
        stack.push_async_callback(turns.opened)
        stack.callback(recorded.close)
        stack.push_async_callback(rooms.leave_off)
        stack.push_async_callback(_cancelled, asyncio.create_task(_work(parts, rooms, database), name="slack"))
        app = slack_app(parts, secret)
        await _tell_vitals(stack, settings, database)
        yield await (_listen_http(stack, app, settings, store) if http else _listen_socket(stack, app, settings))


async def _tell_vitals(stack: AsyncExitStack, settings: Settings, database: Database) -> None:
    if settings.slack_metrics_port is None:
        return
    leaving = threading.Event()
    vitals = vitals_of(settings, database, leaving)
    stack.callback(unlisten, vitals.metrics.count)
    await listen_vitals(stack, vitals, settings.host, settings.slack_metrics_port)
    stack.callback(leaving.set)


async def _cancelled(task: asyncio.Task[None]) -> None:
    while not task.done():  # work that breaks just then begins again, and is asked again
        task.cancel()
        await asyncio.wait({task}, timeout=1.0)


def _put_together(settings: Settings, database: Database, line: Line, store: SlackStore, turns: Turns) -> tuple[Parts, Rooms]:
    files, chats, projects = file_store(settings), ChatStore(database), Projects(database)
    studio = settings.public_url or settings.url
    access = Access(database)
    people = People(line, store, Users(database), access)
    catching_up = CatchingUp(line, store, files, studio)
    told = ToldTurns(turns, line, store, chats, catching_up, studio)
    rooms = Rooms(told, Shelf(files, chats, Lives()), lambda _: (), SLACK)
    told.waits = rooms.waits
    most = settings.upload_files
    take = partial(take_in, intake(files, database, settings.upload_mb, 10 * most), access, most)
    answering = Answering(line, store, chats, projects, people, rooms, told, take, settings.upload_mb)
    channel = settings.slack_review_channel
    reviews = ReviewChannel(Reviews(database), line, store, channel) if channel else None
    return Parts(line, store, people, projects, answering, catching_up, reviews, studio), rooms


async def _work(parts: Parts, rooms: Rooms, database: Database) -> None:
    """Everything that goes on by itself, in one process only: a second one takes events in and waits as a spare."""
    while True:
        try:
            async with in_one_place(database, "the Slack door"), asyncio.TaskGroup() as group:
                group.create_task(parts.answering.follow(database))
                group.create_task(parts.catching_up.follow(database))
                group.create_task(go_on_when_decided(Reviews(database), rooms))
                if parts.reviews:
                    group.create_task(parts.reviews.follow())
        except Exception:  # the worker loop: whatever broke, what comes in is kept meanwhile
            logger.exception("the work behind the Slack door broke; it begins again")
            await asyncio.sleep(BEGIN_AGAIN_S)


async def _listen_socket(stack: AsyncExitStack, app: AsyncApp, settings: Settings) -> str:
    assert settings.slack_app_token is not None
    handler = AsyncSocketModeHandler(app, settings.slack_app_token.get_secret_value())
    stack.push_async_callback(handler.close_async)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    return "Socket Mode"


async def _listen_http(stack: AsyncExitStack, app: AsyncApp, settings: Settings, store: SlackStore) -> str:
    async def events(request: web.Request) -> web.Response:
        return await to_aiohttp_response(await app.async_dispatch(await to_bolt_request(request)))

    async def health(_: web.Request) -> web.Response:
        try:
            await asyncio.to_thread(store.waiting)
        except MemoryStoreError as error:
            return web.json_response({"status": "down", "why": str(error)}, status=503)
        return web.json_response({"status": "ok"})

    server = web.Application(client_max_size=BODY_MB * 1_000_000)
    server.add_routes([web.post(PATH, events), web.get("/health", health)])
    runner = web.AppRunner(server, access_log=None)
    stack.push_async_callback(runner.cleanup)
    await runner.setup()
    try:
        await web.TCPSite(runner, settings.host, settings.slack_port).start()
    except OSError as error:
        raise SlackUnready(f"port {settings.slack_port} of {settings.host} is taken; set AGENCY_SLACK_PORT") from error
    return f"requests to {PATH} on port {runner.addresses[0][1]}"
