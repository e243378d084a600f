"""Webhooks on their way: signed, tried again with growing pauses, and only to where an endpoint may be."""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import json
import logging
import random
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

import httpx

from memory.errors import MemoryStoreError
from memory.webhooks import Due, Webhooks
from tools.errors import PageUnread
from tools.fetching import Reach, pinned
from ui.api.front import Hub

logger = logging.getLogger(__name__)

SIGNATURE = "Agency-Signature"
AT_ONCE = 8
MOST_S = 10.0
LOOK_AGAIN_S = 30.0
PUBLIC_HOOKS = Reach(ports=frozenset())


@dataclass(frozen=True)
class Pace:
    """How long after a failed attempt the next one comes: `first_s`, four times as long after each, at most `longest_s`.

    With 12 attempts the last one is about two days after the first.
    """

    first_s: float = 5.0
    longest_s: float = 6 * 3600.0
    attempts: int = 12

    def after(self, attempt: int, chance: float) -> timedelta | None:
        """The pause after the `attempt`th (from 1), None after the last; `chance` (0..1) keeps endpoints from being called all
        at once: it takes off up to a half.
        """
        if attempt >= self.attempts:
            return None
        return timedelta(seconds=min(self.longest_s, self.first_s * 4 ** (attempt - 1)) * (1 - chance / 2))


PACE = Pace()


def signature(secrets: Sequence[str], body: bytes, at: int) -> str:
    """'t=1790000000,v1=ab…': HMAC-SHA256 over the time, a dot and the body, once for each secret that holds."""
    seals = [hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest() for secret in secrets]
    return ",".join([f"t={at}", *(f"v1={seal}" for seal in seals)])


def body_of(due: Due) -> bytes:
    """What an endpoint is sent; `id` is the same at every attempt."""
    said = {"id": due.event, "kind": due.kind, "at": due.at.isoformat(), "project": due.project, "turn": due.turn}
    return json.dumps({**said, "data": due.data}, ensure_ascii=False).encode()


def reach_of(url: httpx.URL, allowed: frozenset[str]) -> Reach:
    """How far a call may go: public addresses over https; a host that the operator names, wherever it lies."""
    if url.host in allowed:
        return Reach(frozenset({"http", "https"}), frozenset(), lambda address: True)
    return PUBLIC_HOOKS


class Sender:
    """Tells endpoints what they are owed, for as long as the server runs. Several servers share the work."""

    def __init__(
        self,
        webhooks: Webhooks,
        hub: Hub,
        allowed: frozenset[str] = frozenset(),
        pace: Pace = PACE,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._webhooks, self._hub, self._allowed, self._pace, self._chance = webhooks, hub, allowed, pace, chance

    async def run(self) -> None:
        """Runs until it is cancelled; what was being sent then is sent again by the next server."""
        limits = httpx.Limits(max_keepalive_connections=0)
        async with httpx.AsyncClient(trust_env=False, timeout=MOST_S, limits=limits) as client, asyncio.TaskGroup() as sending:
            with self._hub.watch("") as changed:
                busy = 0

                def over(_: asyncio.Task[None]) -> None:
                    nonlocal busy
                    busy -= 1
                    changed.set()

                while True:
                    changed.clear()
                    due, wait_s = await self._due(AT_ONCE - busy)
                    for one in due:
                        busy += 1
                        sending.create_task(self._send(client, one)).add_done_callback(over)
                    with suppress(TimeoutError):
                        await asyncio.wait_for(changed.wait(), wait_s)

    async def _due(self, most: int) -> tuple[Sequence[Due], float]:
        """What is to be sent now, and how long nothing more is due."""
        try:
            due = await asyncio.to_thread(self._webhooks.claim, most) if most else []
            left = await asyncio.to_thread(self._webhooks.next_in_s) if most > len(due) else None
        except MemoryStoreError:
            logger.warning("what is to be sent could not be looked up; it is tried again", exc_info=True)
            return [], LOOK_AGAIN_S
        return due, LOOK_AGAIN_S if left is None else max(0.05, min(left, LOOK_AGAIN_S))

    async def _send(self, client: httpx.AsyncClient, due: Due) -> None:
        body = body_of(due)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "pocket-agency/1 (webhooks)",
            "Agency-Event": due.kind,
            "Agency-Delivery": f"{due.webhook}-{due.event}",
            SIGNATURE: signature(due.secrets, body, int(time.time())),
        }
        status, error = None, ""
        try:
            url = httpx.URL(due.url)
            request = await pinned(client, "POST", url, reach_of(url, self._allowed), headers, body)
            answer = await asyncio.wait_for(client.send(request, stream=True), MOST_S)
            status = answer.status_code
            await answer.aclose()
            error = "" if answer.is_success else f"the endpoint answered {status}"
        except PageUnread:
            error = "the endpoint's host is not known, or lies in a private network"
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as broken:
            error = f"the endpoint did not answer ({type(broken).__name__})"
        except Exception:  # a worker's outermost handler: one delivery that breaks must not end all others
            logger.exception("a delivery broke", extra={"delivery": headers["Agency-Delivery"]})
            error = "the delivery broke on our side"
        try:
            await asyncio.to_thread(self._note, due, status, error)
        except MemoryStoreError:
            logger.warning("a delivery could not be noted; it is made again", exc_info=True)

    def _note(self, due: Due, status: int | None, error: str) -> None:
        if not error and status is not None:
            self._webhooks.delivered(due.webhook, due.event, status)
        else:
            again_in = self._pace.after(due.attempts, self._chance())
            self._webhooks.missed(due.webhook, due.event, status, error, again_in)
