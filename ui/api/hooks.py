"""Webhooks over the API: registered, listed, given a new secret, and told again what happened."""

from __future__ import annotations

import asyncio
import secrets
import uuid
from datetime import datetime, timedelta
from typing import Annotated, Literal

import httpx
from fastapi import APIRouter, Path, Query, Response
from pydantic import BaseModel, Field

from memory.domain.api_key import ApiKey
from memory.webhooks import DeliveryState, Webhook
from tools.errors import PageUnread
from tools.fetching import pinned
from ui.api.front import Admin, Counted, Done, Front, Parts
from ui.api.looking import Limit
from ui.api.problems import ApiProblem, Responses, declared
from ui.api.schemas import Asked, Page
from ui.api.sending import reach_of

router = APIRouter(tags=["webhooks"])
Kind = Literal[
    "turn.started", "turn.finished", "question.asked", "preview.ready", "film.delivered",
    "turn.refused", "turn.waiting", "turn.cancelled", "turn.failed",
]  # fmt: skip
KINDS: tuple[Kind, ...] = ("turn.finished", "question.asked", "preview.ready", "film.delivered", "turn.waiting", "turn.failed")
HookId = Annotated[str, Path(pattern=r"^wh_[0-9a-f]{20}$")]
MOST_HOOKS = 20


class WebhookIn(Asked):
    """An endpoint and what it is told."""

    url: Annotated[str, Field(min_length=8, max_length=2000, pattern=r"^https?://[!-~]+$")]
    events: Annotated[list[Kind], Field(min_length=1, max_length=20)] = Field(list(KINDS))


class Rotation(Asked):
    """How long the secret before goes on signing too."""

    overlap_hours: float = Field(24, ge=0, le=168)


class Replay(Asked):
    """What is told again: everything after an event, or one event."""

    after: int | None = Field(None, ge=0, le=2**62)
    event: int | None = Field(None, ge=1, le=2**62)


class WebhookOut(BaseModel):
    """An endpoint; `secret` is shown when it is made and when it is changed, and never again."""

    id: str
    url: str
    events: list[str]
    brands: list[str]
    created_at: datetime
    old_secret_until: datetime | None
    secret: str | None = None


class DeliveryOut(BaseModel):
    """What an endpoint was told, or is to be told at `next_at`; `status` is what it answered last."""

    event: int
    kind: str
    project: str
    state: DeliveryState
    attempts: int
    next_at: datetime
    status: int | None
    error: str
    delivered_at: datetime | None
    at: datetime


class Replayed(BaseModel):
    """How many events are told again."""

    queued: int


MADE: Responses = {201: {"model": WebhookOut, "description": "Registered"}}
SHOWN: Responses = {200: {"model": WebhookOut, "description": "As it is now"}}
QUEUED: Responses = {202: {"model": Replayed, "description": "They are on their way"}}


@router.post("/webhooks", status_code=201, response_model=None, responses=MADE | declared(409))
async def register(asked: WebhookIn, parts: Parts, key: Admin, once: Counted) -> Response:
    """Registers an endpoint for the films that this key sees. It has to be public and on https, unless the operator named it."""
    await asyncio.to_thread(parts.check_role, key, "govern")

    async def make(made: uuid.UUID) -> Done:
        await _check(parts, asked.url)
        if len(await asyncio.to_thread(parts.webhooks.list, key.person)) >= MOST_HOOKS:
            raise ApiProblem(409, f"there are {MOST_HOOKS} webhooks already", "webhooks", "remove one that is not needed")
        secret = f"whsec_{secrets.token_urlsafe(32)}"
        hook = await asyncio.to_thread(parts.webhooks.create, f"wh_{made.hex[:20]}", key, asked.url, asked.events, secret)
        return 201, _out(hook, shows_secret=True)

    return await once.answer(key, asked.model_dump(mode="json"), make)


@router.get("/webhooks", response_model=list[WebhookOut], responses=declared())
def webhooks(parts: Parts, key: Admin) -> list[WebhookOut]:
    """The endpoints within the key's brands, oldest first."""
    return [_out(one) for one in parts.webhooks.list(key.person) if key.holds(one.brands)]


@router.get("/webhooks/{webhook_id}", response_model=WebhookOut, responses=declared(404))
def webhook(webhook_id: HookId, parts: Parts, key: Admin) -> WebhookOut:
    """One endpoint."""
    return _out(_own(parts, key, webhook_id))


@router.delete("/webhooks/{webhook_id}", status_code=204, response_class=Response, responses=declared(404))
def remove(webhook_id: HookId, parts: Parts, key: Admin) -> None:
    """Takes an endpoint away; it is told nothing more."""
    parts.webhooks.remove(_own(parts, key, webhook_id).id)


@router.post("/webhooks/{webhook_id}/rotate", response_model=None, responses=SHOWN | declared(404))
async def rotate(webhook_id: HookId, asked: Rotation, parts: Parts, key: Admin, once: Counted) -> Response:
    """A new secret. Until the overlap is over everything is signed with both, so that nothing is turned away meanwhile."""
    hook = await asyncio.to_thread(_own, parts, key, webhook_id)

    async def change(_: uuid.UUID) -> Done:
        secret = f"whsec_{secrets.token_urlsafe(32)}"
        await asyncio.to_thread(parts.webhooks.rotate, hook.id, secret, timedelta(hours=asked.overlap_hours))
        return 200, _out(await asyncio.to_thread(parts.webhooks.get, hook.id, key.person), shows_secret=True)

    return await once.answer(key, asked.model_dump(mode="json"), change)


@router.get("/webhooks/{webhook_id}/deliveries", response_model=Page[DeliveryOut], responses=declared(404))
def deliveries(
    webhook_id: HookId,
    parts: Parts,
    key: Admin,
    cursor: Annotated[str | None, Query(pattern=r"^\d{1,18}$", description="`next` of the page before")] = None,
    limit: Limit = 50,
) -> Page[DeliveryOut]:
    """What an endpoint was told and what it is still to be told, the newest first."""
    found, more = parts.webhooks.deliveries(_own(parts, key, webhook_id).id, int(cursor) if cursor else None, limit)
    items = [DeliveryOut(**vars(one)) for one in found]
    return Page[DeliveryOut](items=items, next=str(items[-1].event) if more else None)


@router.post("/webhooks/{webhook_id}/replay", status_code=202, response_model=None, responses=QUEUED | declared(404))
async def replay(webhook_id: HookId, asked: Replay, parts: Parts, key: Admin, once: Counted) -> Response:
    """Tells an endpoint again what happened, whether it had heard of it or not; at most 1000 events at a time."""
    hook = await asyncio.to_thread(_own, parts, key, webhook_id)
    if (asked.after is None) == (asked.event is None):
        raise ApiProblem(422, "one of `after` and `event` is needed", "after", "name the event that was heard last, or one alone")

    async def again(_: uuid.UUID) -> Done:
        count = await asyncio.to_thread(parts.webhooks.replay, hook, asked.after or 0, asked.event)
        if not count and asked.event:
            raise ApiProblem(404, "there is no such event for this endpoint", str(asked.event), "look at its deliveries")
        parts.hub.wake("")
        return 202, Replayed(queued=count)

    return await once.answer(key, asked.model_dump(mode="json"), again)


def _own(parts: Front, key: ApiKey, webhook_id: str) -> Webhook:
    found = parts.webhooks.get(webhook_id, key.person)
    if not key.holds(found.brands):
        raise ApiProblem(404, "there is no such webhook", webhook_id, "look at the list of what there is")
    return found


async def _check(parts: Front, address: str) -> None:
    """Raises ApiProblem where nothing may be sent to; asked again with every delivery, because names move."""
    try:
        url = httpx.URL(address)
        async with httpx.AsyncClient(trust_env=False) as client:
            await pinned(client, "POST", url, reach_of(url, parts.webhook_hosts), {})
    except (PageUnread, httpx.InvalidURL, ValueError) as error:
        what = "this address cannot be called: it is not on https, not known, or in a private network"
        raise ApiProblem(422, what, address, "give a public https address, or have the operator name its host") from error


def _out(hook: Webhook, *, shows_secret: bool = False) -> WebhookOut:
    return WebhookOut(
        id=hook.id,
        url=hook.url,
        events=list(hook.kinds),
        brands=list(hook.brands),
        created_at=hook.created_at,
        old_secret_until=hook.old_until,
        secret=hook.secret if shows_secret else None,
    )
