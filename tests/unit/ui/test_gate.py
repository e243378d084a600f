"""The studio's gate: other pages, other hosts, ended sessions and unused doors are turned away before anything is served."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ui.studio.gate import CLOSED, Entrance, Gate, Visit, is_at_this_machine, is_loopback, visit

HERE = Entrance(hosts=frozenset(("127.0.0.1", "localhost")), origins=frozenset(("https://films.example",)))


class Served:
    """An application that answers everything, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append({**scope, "from": visit.get().address})
        await send({"type": "http.response.start", "status": 200, "headers": [(b"set-cookie", b"access_token=x; Path=/")]})
        await send({"type": "http.response.body", "body": b"ok"})


async def ask(
    path: str = "/",
    method: str = "GET",
    entrance: Entrance = HERE,
    live: frozenset[str] = frozenset(),
    kind: str = "http",
    **headers: str,
) -> tuple[int, str, Served, list[tuple[bytes, bytes]]]:
    """(status, body, what was served, headers of the answer)."""
    served, sent = Served(), []
    raw = {"host": "127.0.0.1:8000", **{name.replace("_", "-"): value for name, value in headers.items()}}
    scope = {
        "type": kind,
        "path": path,
        "method": method,
        "client": ("127.0.0.1", 5000),
        "headers": [(name.encode(), value.encode()) for name, value in raw.items()],
    }

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    async def send(message: Any) -> None:
        sent.append(message)

    await Gate(served, entrance, lambda token: token in live)(scope, receive, send)
    first = sent[0]
    body = b"".join(message.get("body", b"") for message in sent)
    return int(first.get("status") or first["code"]), body.decode(), served, first.get("headers", [])


@pytest.mark.parametrize("path", CLOSED)
async def test_doors_that_nothing_uses_are_shut(path: str) -> None:
    for tried in (path, f"{path}/", f"{path}/x", path.upper()):
        status, _, served, _ = await ask(tried, "POST")
        assert (status, served.asked) == (404, [])


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "same-site"},
    ],
)
@pytest.mark.parametrize("kind", ["http", "websocket"])
async def test_another_page_cannot_act_for_somebody(headers: dict[str, str], kind: str) -> None:
    status, body, served, _ = await ask("/project/action", "POST", kind=kind, **headers)
    assert served.asked == []
    assert status == (403 if kind == "http" else 4403)
    assert kind == "websocket" or "Another page" in json.loads(body)["detail"]


@pytest.mark.parametrize(
    "headers", [{"origin": "http://127.0.0.1:8000"}, {"origin": "https://films.example"}, {"sec_fetch_site": "same-origin"}, {}]
)
async def test_our_own_page_and_programs_act(headers: dict[str, str]) -> None:
    status, _, served, _ = await ask("/project/action", "POST", **headers)
    assert status == 200 and served.asked[0]["from"] == "127.0.0.1"


async def test_a_name_that_is_not_ours_is_not_answered() -> None:
    status, body, served, _ = await ask(host="rebound.example:8000")
    assert (status, served.asked) == (421, []) and "does not answer under this name" in body


async def test_an_ended_session_is_a_strangers_and_its_other_cookies_stay() -> None:
    _, _, served, _ = await ask("/user", cookie="theme=dark; access_token=old", authorization="Bearer old")
    assert [pair for pair in served.asked[0]["headers"] if pair[0] != b"host"] == [(b"cookie", b"theme=dark")]


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "access_token=live"},
        {"cookie": "access_token_0=li; access_token_1=ve"},
        {"authorization": "Bearer live"},
    ],
)
async def test_a_session_that_stands_passes_whichever_way_it_comes(headers: dict[str, str]) -> None:
    _, _, served, _ = await ask("/user", live=frozenset(("live",)), **headers)
    assert [name for name, _ in served.asked[0]["headers"]] == [b"host", next(iter(headers)).encode()]


@pytest.mark.parametrize("cookie", ["access_token_0=li; access_token_1=ve; access_token=old", "access_token=old"])
async def test_one_dead_login_beside_a_live_one_is_enough_to_be_a_stranger(cookie: str) -> None:
    _, _, served, _ = await ask("/user", live=frozenset(("live",)), cookie=cookie)
    assert not any(name == b"cookie" and b"access_token" in value for name, value in served.asked[0]["headers"])


async def test_behind_https_cookies_are_marked_for_it() -> None:
    _, _, _, headers = await ask(entrance=Entrance(is_secure=True))
    assert (b"set-cookie", b"access_token=x; Path=/; Secure") in headers
    assert any(name == b"strict-transport-security" for name, _ in headers)
    _, _, _, plain = await ask()
    assert plain == [(b"set-cookie", b"access_token=x; Path=/")]


@pytest.mark.parametrize(("host", "here"), [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False)])
def test_what_reaches_this_machine_only(host: str, here: bool) -> None:
    assert is_loopback(host) is here


@pytest.mark.parametrize(
    ("address", "headers", "here"),
    [
        ("127.0.0.1", {"host": "127.0.0.1:8000"}, True),
        ("127.0.0.1", {"host": "[::1]:8000"}, True),
        ("127.0.0.1", {"host": "films.example"}, False),
        ("10.0.0.4", {"host": "127.0.0.1:8000"}, False),
        ("127.0.0.1", {"host": "127.0.0.1:8000", "x-forwarded-for": "10.0.0.4"}, False),
        ("127.0.0.1", {"host": "localhost", "forwarded": "for=10.0.0.4"}, False),
        ("", {"host": "localhost"}, False),
    ],
)
def test_who_sits_at_this_machine(address: str, headers: dict[str, str], here: bool) -> None:
    token = visit.set(Visit(address))
    try:
        assert is_at_this_machine(headers) is here
    finally:
        visit.reset(token)
