"""How many requests a key may make: a bucket for each that fills up over a minute, and headers that say what is left of it."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

WINDOW_S = 60.0
POLICY = "requests"
_STATE = "allowance"


@dataclass(frozen=True)
class Allowance:
    """What a key has left: whole requests of `most` in a minute, seconds until all of them are back, and until the next one."""

    most: int
    left: int
    full_s: int
    next_s: int
    is_taken: bool

    def headers(self) -> dict[str, str]:
        """As the IETF's draft on rate limits has it (draft-ietf-httpapi-ratelimit-headers, from its eighth version on)."""
        told = {
            "RateLimit-Policy": f'"{POLICY}";q={self.most};w={WINDOW_S:.0f}',
            "RateLimit": f'"{POLICY}";r={self.left};t={self.full_s}',
        }
        return told if self.is_taken else {**told, "Retry-After": str(self.next_s)}


class Allowances:
    """One bucket a key, in this process: several servers have limits of their own."""

    def __init__(self, most: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._buckets: dict[str, tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, key_id: str) -> Allowance:
        """One request of this key; `is_taken` says whether it had one left. May be called from any thread."""
        a_second, now = self._most / WINDOW_S, self._clock()
        with self._lock:
            had, at = self._buckets.get(key_id, (float(self._most), now))
            # A hair's breadth: a bucket that is filled for exactly the seconds that were told has what was promised.
            held = min(float(self._most), had + (now - at) * a_second) + 1e-9
            is_taken = held >= 1
            held -= is_taken
            self._buckets[key_id] = held, now
        missing = max(0.0, self._most - held)
        return Allowance(self._most, int(held), math.ceil(missing / a_second), max(1, math.ceil((1 - held) / a_second)), is_taken)


class Told:
    """ASGI middleware: whatever is answered to a key carries what that key has left."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def send_told(message: Message) -> None:
            if message["type"] == "http.response.start" and (allowance := state.get(_STATE)):
                headers = MutableHeaders(scope=message)
                for name, value in allowance.headers().items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, send_told)


def note(scope: Scope, allowance: Allowance) -> None:
    """For `Told`, which stands around the request of this scope."""
    scope["state"][_STATE] = allowance
