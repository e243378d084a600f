"""The Slack app: what comes in is kept before Slack is told that it came; boxes and pages open at once, work is done later."""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from memory.domain import script_document
from memory.projects import Projects
from memory.slack import SlackStore
from ui.cleaning import clean
from ui.slack import blocks
from ui.slack.answering import Answering
from ui.slack.catching_up import CatchingUp
from ui.slack.line import Line
from ui.slack.people import STRANGER, People
from ui.slack.reviewing import ReviewChannel
from ui.slack.wishes import Doc, Wish, event_id, member_of, read, team_of
from ui.studio.page import stable_id

logger = logging.getLogger(__name__)

COMMAND = "/video"


@dataclass(frozen=True)
class Parts:
    """What the app works with; `studio` is the studio's address, `reviews` None where no channel was named."""

    line: Line
    store: SlackStore
    people: People
    projects: Projects
    answering: Answering
    catching_up: CatchingUp
    reviews: ReviewChannel | None
    studio: str


def slack_app(parts: Parts, signing_secret: str) -> AsyncApp:
    """Handlers on the parts; without a signing secret only Socket Mode may feed it."""
    app = AsyncApp(
        client=parts.line.client,
        signing_secret=signing_secret or None,
        request_verification_enabled=bool(signing_secret),
        logger=logging.getLogger("slack_bolt"),
    )
    handlers = Handlers(parts)
    app.use(handlers.keep)
    for event in ("message", "app_mention"):
        app.event(event)(_nothing)
    app.event("app_home_opened")(handlers.home)
    app.action(re.compile(r"(approve|undo|stop|link)$"))(_ack)
    app.action(re.compile(r"pick:"))(handlers.picked)
    app.action("change")(handlers.change)
    app.action("versions")(handlers.versions)
    app.action(re.compile(r"decide:"))(handlers.reason)
    app.action("new")(handlers.new)
    app.action(re.compile(r"go_on:"))(handlers.go_on)
    app.view(re.compile(r"(change|brief)$"))(_ack)
    app.view("decide")(handlers.decide)
    app.command(COMMAND)(handlers.command)
    return app


async def _ack(ack: Callable[..., Awaitable[Any]]) -> None:
    await ack()


async def _nothing() -> None:
    """What people say was kept already."""


class Handlers:
    """One method for each thing that people do; each answers within a second."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._client = parts.line.client

    async def keep(self, body: dict[str, Any], next: Callable[[], Awaitable[Any]]) -> Any:
        """Everything that asks for a turn goes into the inbox first: where that fails, Slack is not told that it came, and
        sends it again.
        """
        wishes = read(body, self._parts.line.me)
        if wishes:
            kept = [(wish.turn, wish.doc()) for wish in wishes]
            await asyncio.to_thread(self._parts.store.take, event_id(body), kept)
        return await next()

    async def home(self, event: Doc, body: dict[str, Any]) -> None:
        """Their films, when somebody opens the app's page."""
        if event.get("tab") == "home":
            await self._show_home(team_of(body), event["user"])

    async def _show_home(self, team: str, member: str) -> None:
        person = await self._parts.people.of(team, member)
        if person is None:
            await self._client.views_publish(user_id=member, view=blocks.closed_home(STRANGER))
            return
        projects = await asyncio.to_thread(self._parts.projects.list, person, 20)
        rows = [(one, f"{self._parts.studio}/thread/{one.thread}") for one in projects]
        await self._client.views_publish(user_id=member, view=blocks.home(rows, COMMAND))

    async def picked(self, ack: Callable[..., Awaitable[Any]], body: dict[str, Any], action: Doc) -> None:
        """A version of the list: the thread shows it, the box says so."""
        await ack()
        if body.get("view"):
            said = f"Version {json.loads(action['value'])['version']} comes in the thread."
            await self._client.views_update(view_id=body["view"]["id"], view=blocks.note_modal("Versions", said))

    async def change(self, ack: Callable[..., Awaitable[Any]], body: dict[str, Any], action: Doc) -> None:
        """The box for changes."""
        await ack()
        thread = json.loads(action["value"])["thread"]

        def script() -> str:
            project = self._parts.projects.by_thread(thread)
            head = project.head if project else None
            return script_document.write(self._parts.projects.board(project.id, head)) if project and head else ""

        await self._open(body, lambda: blocks.change_modal(thread, script()))

    async def versions(self, ack: Callable[..., Awaitable[Any]], body: dict[str, Any], action: Doc) -> None:
        """The list of versions."""
        await ack()
        thread = json.loads(action["value"])["thread"]

        def modal() -> blocks.Block:
            project = self._parts.projects.by_thread(thread)
            versions = self._parts.projects.versions(project.id) if project else []
            return blocks.versions_modal(thread, versions, project.head if project else None)

        await self._open(body, modal)

    async def new(self, ack: Callable[..., Awaitable[Any]], body: dict[str, Any]) -> None:
        """The box for a brief."""
        await ack()
        await self._open(body, lambda: blocks.brief_modal(""))

    async def command(self, ack: Callable[..., Awaitable[Any]], body: dict[str, Any]) -> None:
        """`/video` alone opens the box for a brief; with words it is a brief."""
        if not (body.get("text") or "").strip():
            await ack()
            await self._open(body, lambda: blocks.brief_modal(body["channel_id"]))
        elif await self._parts.people.of(team_of(body), body["user_id"]) is None:
            await ack()  # they are told by whoever takes the wish up
        else:
            await ack(response_type="ephemeral", text="On it; the film comes in a thread here.")

    async def reason(self, ack: Callable[..., Awaitable[Any]], body: dict[str, Any], action: Doc) -> None:
        """Why somebody decides as they do."""
        await ack()
        verdict = action["action_id"].split(":")[1]
        await self._open(body, lambda: blocks.reason_modal(action["value"], verdict))

    async def decide(self, ack: Callable[..., Awaitable[Any]], body: dict[str, Any], view: Doc) -> None:
        """A decision, with the reason; what cannot be is said in the box."""
        meta = json.loads(view["private_metadata"])
        reason = clean(str(view["state"]["values"]["reason"]["reason"].get("value") or ""))
        person = await self._parts.people.of(team_of(body), member_of(body))
        reviews = self._parts.reviews
        if person is None or reviews is None:
            await ack(response_action="errors", errors={"reason": STRANGER})
        elif problem := await reviews.decide(meta["review"], meta["verdict"], person, reason):
            await ack(response_action="errors", errors={"reason": problem[:150]})
        else:
            await ack()

    async def go_on(self, ack: Callable[..., Awaitable[Any]], body: dict[str, Any], action: Doc) -> None:
        """A film of the app's page goes on in Slack: in the thread it has, or in a new one between them and the app."""
        await ack()
        team, member = team_of(body), member_of(body)
        person, thread = await self._parts.people.of(team, member), json.loads(action["value"])["thread"]
        project = await asyncio.to_thread(self._parts.projects.by_thread, thread)
        if person is None or project is None or project.owner != person:
            await self._open(body, lambda: blocks.note_modal("Your films", STRANGER))
            return
        place = await asyncio.to_thread(self._parts.store.place, thread)
        if place is None:
            title = next(blocks.pieces(project.title or "Your film", 200))
            wish = Wish(stable_id("slack go on", thread), team, member)
            place = await self._parts.answering.settle(thread, wish, person, f"*{title}* goes on here.")
            await self._parts.catching_up.latest(place)
        try:
            at = await self._client.chat_getPermalink(channel=place.channel, message_ts=place.ts)
            await self._open(body, lambda: blocks.note_modal("Your films", f"It goes on in its thread: {at['permalink']}"))
        except SlackApiError:
            logger.warning("a thread has no address any more", exc_info=True, extra={"conversation": thread})

    async def _open(self, body: dict[str, Any], modal: Callable[[], blocks.Block]) -> None:
        """A box, for those who were let in; `modal` may ask the database."""
        known = await self._parts.people.of(team_of(body), member_of(body))
        view = await asyncio.to_thread(modal) if known else blocks.note_modal("Pocket Agency", STRANGER)
        await self._client.views_open(trigger_id=body["trigger_id"], view=view)
