"""Who is let in: requests of other pages, ended sessions and doors that this studio does not have are turned away here."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Callable, Collection, Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from memory.errors import MemoryStoreError
from ui.api.problems import PREFIX, refusal

SAFE = ("GET", "HEAD", "OPTIONS")
# The toolkit's doors that nothing here uses: renewing a session without a password, other programs' tools, sharing, thumbs.
CLOSED = ("/auth/jwt", "/mcp", "/copilot", "/feedback", "/project/share", "/project/thread/share", "/slack", "/teams")
# No session is looked up for these; the API knows its visitors by keys, and no cookie opens it.
OPEN_TO_ALL = ("/public/", "/assets/", "/health", "/readyz", "/metrics", f"{PREFIX}/")
# Its answer comes by a form of the identity provider's own page; the toolkit checks it by its nonce.
FROM_ELSEWHERE = ("/auth/oauth/azure-ad-hybrid/callback",)
FORWARDED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via")
COOKIE = "access_token"


@dataclass
class Visit:
    """The request that is being served: where it comes from, and status and sentence for a log-in that failed.

    The page toolkit tells every failed log-in alike, so they are left here and put into the answer on its way out.
    """

    address: str = ""
    failed: tuple[int, str] | None = None


visit: ContextVar[Visit] = ContextVar("visit", default=Visit())  # noqa: B039  # the default is never changed


@dataclass(frozen=True)
class Entrance:
    """Where the studio stands: the hosts it answers to (none: all), pages that may call it beside its own, whether it is
    reached by https, and whether whoever sits at this machine may walk in without a password.
    """

    hosts: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    is_secure: bool = False
    walk_in: bool = False


def is_loopback(host: str) -> bool:
    """Whether an address reaches this machine only."""
    name = host.strip("[]")
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


def is_at_this_machine(headers: Mapping[str, str]) -> bool:
    """Whether a request came from a browser on this machine, and not through a proxy on it."""
    if any(name in headers for name in FORWARDED):
        return False
    return is_loopback(visit.get().address) and is_loopback(_host_of(headers.get("host", "")))


class Gate:
    """ASGI middleware around everything. `stands` tells of a log-in token whether its session still holds."""

    def __init__(self, app: ASGIApp, entrance: Entrance, stands: Callable[[str], bool]) -> None:
        self._app, self._entrance, self._stands = app, entrance, stands

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if problem := self._problem(scope, headers):
            await _turn_away(scope, receive, send, *problem)
            return
        try:
            scope = await self._with_live_session(scope, headers)
        except MemoryStoreError as error:
            await _turn_away(scope, receive, send, 503, str(error))
            return
        now = Visit((scope.get("client") or ("", 0))[0])
        token = visit.set(now)
        try:
            await self._app(scope, receive, self._secured(_told(send, now)))
        finally:
            visit.reset(token)

    def _problem(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Status and sentence for a request that is not served."""
        path = "/" + scope["path"].strip("/").lower()
        if any(path == closed or path.startswith(f"{closed}/") for closed in CLOSED):
            return 404, "There is no such page."
        if self._entrance.hosts and _host_of(headers.get("host", "")) not in self._entrance.hosts:
            return 421, "The studio does not answer under this name; open it at the address that the terminal shows."
        acts = scope["type"] == "websocket" or scope["method"] not in SAFE
        if acts and path not in FROM_ELSEWHERE and not self._is_own(headers):
            return 403, "Another page tried to act here for you; nothing was done."
        return None

    def _is_own(self, headers: Headers) -> bool:
        """Whether a request that changes something was made by our own page, or by a program that sends no origin."""
        origin = headers.get("origin")
        if origin is None:
            return headers.get("sec-fetch-site", "none") in ("none", "same-origin")
        return origin in self._entrance.origins or urlsplit(origin).netloc == headers.get("host", "")

    async def _with_live_session(self, scope: Scope, headers: Headers) -> Scope:
        """The request without its log-in where that session was ended: what follows sees a stranger."""
        if scope["path"].startswith(OPEN_TO_ALL):
            return scope
        if not (found := _tokens(headers)):
            return scope
        # Browsers send one such header; parsers disagree on how several are read, so several are none.
        alive = len(headers.getlist("cookie")) <= 1 and await asyncio.to_thread(lambda: all(map(self._stands, found)))
        return scope if alive else {**scope, "headers": _without_login(scope["headers"])}

    def _secured(self, send: Send) -> Send:
        if not self._entrance.is_secure:
            return send

        async def send_secured(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Strict-Transport-Security"] = "max-age=31536000"
                message["headers"] = [
                    (name, value + b"; Secure" if name.lower() == b"set-cookie" and b"; secure" not in value.lower() else value)
                    for name, value in message["headers"]
                ]
            await send(message)

        return send_secured


def _host_of(host: str) -> str:
    return urlsplit(f"//{host}").hostname or ""


def _tokens(headers: Headers) -> Collection[str]:
    """Every log-in that a request carries, read by the same parser as the page toolkit's: a cookie, its pieces, or a header."""
    cookies = {name: value for line in headers.getlist("cookie") for name, value in cookie_parser(line).items()}
    found = [cookies[COOKIE]] if COOKIE in cookies else []
    pieces: list[str] = []
    while (name := f"{COOKIE}_{len(pieces)}") in cookies:
        pieces.append(cookies[name])
    found += ["".join(pieces)] if pieces else []
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return [*found, value] if scheme.lower() == "bearer" else found


def _without_login(raw: Collection[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    kept = []
    for name, value in raw:
        if name == b"authorization":
            continue
        if name == b"cookie":
            parts = [one.strip() for one in value.split(b";")]
            value = b"; ".join(one for one in parts if not one.startswith(COOKIE.encode()))
        kept.append((name, value))
    return kept


def _told(send: Send, now: Visit) -> Send:
    """Says why a log-in failed, in place of the answer that is going out."""

    async def send_told(message: Message) -> None:
        if now.failed is None:
            await send(message)
        elif message["type"] == "http.response.start":
            await _answer(send, *now.failed)

    return send_told


async def _turn_away(scope: Scope, receive: Receive, send: Send, status: int, sentence: str) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 4000 + status, "reason": sentence})
        return
    await _answer(send, status, sentence, scope["path"])


async def _answer(send: Send, status: int, sentence: str, path: str = "") -> None:
    body, kind = refusal(path, status, sentence)
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
