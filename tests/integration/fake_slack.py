"""A Slack of one workspace on loopback: its Web API, uploads, Socket Mode and signed requests, as strict as the real one."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import itertools
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any
from urllib.parse import urlencode

import aiohttp
import yaml
from aiohttp import WSMsgType, web
from slack_sdk.signature import SignatureVerifier

TEAM, ME, BOT_TOKEN, APP_TOKEN, SECRET = "T1", "UBOT", "xoxb-fake-bot", "xapp-fake-app", "a signing secret"
Doc = dict[str, Any]

# What each method needs, by Slack's reference; several: any one of them.
SCOPES: dict[str, tuple[str, ...]] = {
    "auth.test": (),
    "chat.postMessage": ("chat:write",),
    "chat.postEphemeral": ("chat:write",),
    "chat.update": ("chat:write",),
    "chat.delete": ("chat:write",),
    "chat.getPermalink": (),
    "conversations.history": ("channels:history", "groups:history", "im:history"),
    "conversations.info": ("channels:read", "groups:read"),
    "conversations.open": ("im:write",),
    "conversations.replies": ("channels:history", "groups:history", "im:history"),
    "files.completeUploadExternal": ("files:write",),
    "files.getUploadURLExternal": ("files:write",),
    "files.info": ("files:read",),
    "users.info": ("users:read",),
    "users.lookupByEmail": ("users:read.email",),
    "views.open": (),
    "views.publish": (),
    "views.update": (),
}


class Refused(Exception):
    """What the Web API answers with ok: false."""


@dataclass
class Message:
    """One message of a channel."""

    channel: str
    ts: str
    user: str
    text: str
    thread_ts: str = ""
    blocks: list[Doc] = field(default_factory=list)
    metadata: Doc = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    edits: list[float] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def doc(self) -> Doc:
        return {
            "type": "message", "user": self.user, "ts": self.ts, "text": self.text, "thread_ts": self.thread_ts or self.ts,
            "blocks": self.blocks, "metadata": self.metadata, "files": [{"id": one} for one in self.files],
        }  # fmt: skip

    @property
    def told(self) -> str:
        """Every word that people see in it."""
        return "\n".join([self.text, *_texts(self.blocks)])

    def button(self, action_id: str) -> Doc | None:
        return next((one for one in _elements(self.blocks) if one.get("action_id") == action_id), None)


@dataclass
class Kept:
    """A file, with its bytes once they came."""

    id: str
    name: str
    length: int
    data: bytes | None = None
    is_complete: bool = False
    shares: Doc = field(default_factory=dict)


class FakeSlack:
    """`said` is every message that stands, by (channel, ts); `calls` every call of the Web API, (method, arguments)."""

    def __init__(self) -> None:
        manifest = yaml.safe_load((files("ui.slack") / "manifest.yaml").read_text())
        self.scopes = set(manifest["oauth_config"]["scopes"]["bot"])
        self.events = set(manifest["settings"]["event_subscriptions"]["bot_events"])
        self.calls: list[tuple[str, Doc]] = []
        self.said: dict[tuple[str, str], Message] = {}
        self.whispers: list[Doc] = []
        self.files: dict[str, Kept] = {}
        self.views: list[Doc] = []
        self.homes: dict[str, Doc] = {}
        self.refusals: list[tuple[str, str]] = []
        self.people: dict[str, Doc] = {}
        self.channels: dict[str, Doc] = {"C1": {"id": "C1"}, "G1": {"id": "G1", "is_private": True}}
        self.busy: dict[str, list[float]] = {}
        self.down = False
        self.downloads: list[str] = []
        self.acks: dict[str, Doc] = {}
        self._numbers = itertools.count(1)
        self._triggers: dict[str, float] = {}
        self._sockets: list[web.WebSocketResponse] = []
        self._changed = asyncio.Condition()

    async def start(self) -> str:
        """Opens it and gives the address of its Web API."""
        app = web.Application(client_max_size=2**28)
        app.router.add_route("*", "/api/{method}", self._api)
        app.router.add_post("/upload/{file}", self._upload)
        app.router.add_get("/files-pri/{file}/{name}", self._download)
        app.router.add_get("/link", self._link)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self.api = f"{self.base}/api/"
        return self.api

    async def stop(self) -> None:
        for socket in self._sockets:
            await socket.close()
        await self._runner.cleanup()

    def direct(self, member: str) -> str:
        """The direct conversation between somebody and the app."""
        channel: str = self._conversations_open({"users": member})["channel"]["id"]
        return channel

    def person(self, member: str, mail: str = "", **more: Any) -> None:
        self.people[member] = {"id": member, "team_id": TEAM, "profile": {"email": mail}, **more}

    # --- what a test looks at

    async def until(self, holds: Callable[[], Any], within_s: float = 12.0) -> Any:
        """Waits until `holds` gives something, and gives that."""
        deadline = time.monotonic() + within_s
        async with self._changed:
            while not (found := holds()):
                if time.monotonic() > deadline:
                    raise AssertionError("\n".join(["it never came to that; this was said:", *self.transcript()]))
                with contextlib.suppress(TimeoutError):  # what it asks for may lie outside of Slack
                    await asyncio.wait_for(self._changed.wait(), 0.2)
            return found

    def thread(self, ts: str, channel: str = "C1") -> list[Message]:
        """A thread's messages in the order they came, without its first."""
        return [one for one in self.said.values() if one.channel == channel and one.thread_ts == ts]

    def of_app(self, ts: str, channel: str = "C1") -> list[Message]:
        return [one for one in self.thread(ts, channel) if one.user == ME]

    def card(self, ts: str, version: int, channel: str = "C1") -> Message | None:
        """The preview of a version, with its buttons."""
        return next((one for one in self.of_app(ts, channel) if f"version {version}" in one.told and one.button("approve")), None)

    def films(self, ts: str, channel: str = "C1") -> list[Kept]:
        """Files that were put into the thread."""
        return [self.files[one] for message in self.of_app(ts, channel) for one in message.files]

    def transcript(self) -> list[str]:
        told = [
            f"{one.channel} {one.thread_ts or one.ts} {one.user}: {one.told[:300]!r} {one.files}" for one in self.said.values()
        ]
        return [*told, *(f"refused: {one}" for one in self.refusals), *(f"whispered: {one}" for one in self.whispers)]

    # --- what people do

    async def say(
        self, member: str, text: str, *, ts: str = "", channel: str = "C1", shared: tuple[Doc, ...] = (), again: int = 0,
        team: str = TEAM,
    ) -> str:  # fmt: skip
        """Somebody says something, in the thread `ts` where one is named; gives the message's ts.

        As in Slack, a mention arrives twice, as `app_mention` and as `message`. `again` sends each event so often more.
        """
        own = self.stamped(member, text, ts=ts, channel=channel)
        kind = "im" if channel.startswith("D") else "group" if channel.startswith("G") else "channel"
        event = {
            "type": "message",
            "user": member,
            "text": text,
            "ts": own,
            "channel": channel,
            "channel_type": kind,
            "team": team,
        }
        event |= {"thread_ts": ts} if ts else {}
        event |= {"files": list(shared), "subtype": "file_share"} if shared else {}
        events = [event, {**event, "type": "app_mention"}] if f"<@{ME}>" in text and kind != "im" else [event]
        for one in events:
            assert {"im": "message.im", "group": "message.groups", "channel": "message.channels"}[kind] in self.events
            body = self.event(one)
            for retry in range(again + 1):
                await self.deliver("events_api", body, retry=retry)
        return own

    def stamped(self, member: str, text: str, *, ts: str = "", channel: str = "C1") -> str:
        """A message of a person stands in its channel; gives its ts."""
        own = self._ts()
        self.said[channel, own] = Message(channel, own, member, text, ts)
        return own

    def event(self, event: Doc) -> Doc:
        number = next(self._numbers)
        return {
            "type": "event_callback", "team_id": TEAM, "api_app_id": "A1", "event_id": f"Ev{number}", "event_time": 1,
            "event": {"event_ts": event.get("ts", "1.1"), **event},
            "authorizations": [{"team_id": TEAM, "user_id": ME, "is_bot": True, "enterprise_id": None}],
        }  # fmt: skip

    async def press(self, member: str, message: Message, action_id: str, *, again: int = 0) -> None:
        """A button of a message."""
        button = message.button(action_id)
        assert button, f"there is no button {action_id!r} in {message.told!r}"
        body = self.pressed(member, button) | {"channel": {"id": message.channel}, "message": message.doc()}
        for retry in range(again + 1):
            await self.deliver("interactive", body, retry=retry)

    async def press_in(self, member: str, view: Doc, action_id: str) -> None:
        """A button of a box or of somebody's page."""
        button = next(one for one in _elements(view["blocks"]) if one.get("action_id") == action_id)
        await self.deliver("interactive", self.pressed(member, button) | {"view": view})

    def pressed(self, member: str, button: Doc) -> Doc:
        action = {"action_id": button["action_id"], "block_id": "b", "type": "button", "action_ts": self._ts()}
        return {
            "type": "block_actions", "user": {"id": member, "team_id": TEAM}, "team": {"id": TEAM}, "api_app_id": "A1",
            "trigger_id": self._trigger(), "actions": [action | ({"value": button["value"]} if "value" in button else {})],
        }  # fmt: skip

    async def submit(self, member: str, view: Doc, *, again: int = 0, **values: str) -> Doc:
        """Sends a box in; what is not given stays as it was put in. Gives the app's answer."""
        state: Doc = {}
        for block in view["blocks"]:
            if block["type"] == "input":
                name = block["element"]["action_id"]
                value = values.get(name, block["element"].get("initial_value"))
                assert value or block.get("optional"), f"Slack asks for {name!r} first"
                state[block["block_id"]] = {name: {"type": "plain_text_input", "value": value}}
        body = {
            "type": "view_submission", "user": {"id": member, "team_id": TEAM}, "team": {"id": TEAM}, "api_app_id": "A1",
            "trigger_id": self._trigger(), "view": {**view, "state": {"values": state}},
        }  # fmt: skip
        answer: Doc = {}
        for retry in range(again + 1):
            answer = await self.deliver("interactive", body, retry=retry)
        return answer

    async def command(self, member: str, text: str, channel: str = "C1") -> Doc:
        body = {"command": "/video", "text": text, "user_id": member, "team_id": TEAM, "channel_id": channel, "api_app_id": "A1"}
        return await self.deliver("slash_commands", body | {"trigger_id": self._trigger()})

    async def open_home(self, member: str) -> None:
        await self.deliver("events_api", self.event({"type": "app_home_opened", "user": member, "tab": "home", "channel": "D0"}))

    def share(self, name: str, data: bytes, host: str = "") -> Doc:
        """A file of a person, as events describe it."""
        kept = Kept(f"F{next(self._numbers)}", name, len(data), data, True)
        self.files[kept.id] = kept
        url = f"{host or self.base}/files-pri/{kept.id}/{name}"
        return {"id": kept.id, "name": name, "size": len(data), "mode": "hosted", "url_private_download": url}

    async def deliver(self, kind: str, payload: Doc, *, retry: int = 0) -> Doc:
        """Over the socket; the app has to take it within 3 seconds. Gives what it answered."""
        await self.until(lambda: self._sockets)
        envelope = f"e{next(self._numbers)}"
        more = {"retry_attempt": retry, "retry_reason": "timeout"} if kind == "events_api" else {}
        doc = {
            "type": kind,
            "envelope_id": envelope,
            "accepts_response_payload": kind != "events_api",
            "payload": payload,
            **more,
        }
        await self._sockets[-1].send_json(doc)
        await self.until(lambda: envelope in self.acks, 3.0)
        answer: Doc = self.acks[envelope].get("payload") or {}
        return answer

    async def post(
        self, url: str, payload: Doc, *, secret: str = SECRET, at: float | None = None, retry: int = 0
    ) -> tuple[int, str]:
        """Over HTTP with a signature; gives (status, text)."""
        is_event = payload.get("type") in ("event_callback", "url_verification")
        form = payload if "command" in payload else {"payload": json.dumps(payload)}
        body = json.dumps(payload) if is_event else urlencode(form)
        stamp = str(int(time.time() if at is None else at))
        headers = {
            "Content-Type": "application/json" if is_event else "application/x-www-form-urlencoded",
            "X-Slack-Request-Timestamp": stamp,
        }
        if secret:
            headers["X-Slack-Signature"] = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body) or ""
        if retry:
            headers |= {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"}
        timeout = aiohttp.ClientTimeout(total=3)
        async with aiohttp.ClientSession(timeout=timeout) as session, session.post(url, data=body, headers=headers) as answer:
            return answer.status, await answer.text()

    def is_busy(self, method: str, times: int, retry_after: float) -> None:
        """Refuses the next calls of a method with 429."""
        self.busy[method] = [retry_after] * times

    # --- the Web API

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        body = await self._arguments(request)
        if self.down:
            return web.Response(status=503)
        if self.busy.get(method):
            return web.json_response(
                {"ok": False, "error": "ratelimited"}, status=429, headers={"Retry-After": str(self.busy[method].pop())}
            )
        try:
            self._authorise(method, request.headers.get("Authorization", "").removeprefix("Bearer ") or body.pop("token", ""))
            told = getattr(self, "_" + method.replace(".", "_"))(body)
        except Refused as error:
            self.refusals.append((method, str(error)))
            return web.json_response({"ok": False, "error": str(error).split(":")[0], "detail": str(error)})
        async with self._changed:
            self.calls.append((method, body))
            self._changed.notify_all()
        headers = {"x-oauth-scopes": ",".join(sorted(self.scopes))} if method != "apps.connections.open" else {}
        return web.json_response({"ok": True, **told}, headers=headers)

    async def _arguments(self, request: web.Request) -> Doc:
        body = await request.json() if request.content_type == "application/json" else dict(await request.post())
        body = {**dict(request.query), **body}
        for key in ("blocks", "metadata", "files", "view"):
            if isinstance(body.get(key), str):
                body[key] = json.loads(body[key])
        return body

    def _authorise(self, method: str, token: str) -> None:
        if method == "apps.connections.open":
            if token != APP_TOKEN:
                raise Refused("not_allowed_token_type")
            return
        if token != BOT_TOKEN:
            raise Refused("invalid_auth")
        if method not in SCOPES:
            raise Refused(f"unknown_method: {method}")
        if SCOPES[method] and not self.scopes & set(SCOPES[method]):
            raise Refused(f"missing_scope: {SCOPES[method]}")

    def _apps_connections_open(self, _: Doc) -> Doc:
        return {"url": self.base.replace("http", "ws") + "/link"}

    def _auth_test(self, _: Doc) -> Doc:
        return {"team_id": TEAM, "user_id": ME, "bot_id": "B1", "url": "https://x.slack.com/", "team": "t", "user": "pocket"}

    def _users_info(self, body: Doc) -> Doc:
        if body["user"] not in self.people:
            raise Refused("user_not_found")
        return {"user": self.people[body["user"]]}

    def _users_lookupByEmail(self, body: Doc) -> Doc:
        for user in self.people.values():
            if user["profile"]["email"] == body["email"]:
                return {"user": user}
        raise Refused("users_not_found")

    def _conversations_info(self, body: Doc) -> Doc:
        return {"channel": self._channel(body["channel"])}

    def _conversations_open(self, body: Doc) -> Doc:
        channel = f"D{body['users']}"
        self.channels[channel] = {"id": channel, "is_im": True}
        return {"channel": {"id": channel}}

    def _conversations_replies(self, body: Doc) -> Doc:
        self._channel(body["channel"])
        found = [one.doc() for one in self.thread(body["ts"], body["channel"])]
        return {"messages": found if str(body.get("include_all_metadata")).lower() in ("1", "true") else [], "has_more": False}

    def _conversations_history(self, body: Doc) -> Doc:
        return {"messages": [one.doc() for one in self.said.values() if one.channel == body["channel"] and not one.thread_ts]}

    def _chat_postMessage(self, body: Doc) -> Doc:
        message = self._message(body, self._ts())
        self.said[message.channel, message.ts] = message
        return {"channel": message.channel, "ts": message.ts, "message": message.doc()}

    def _chat_postEphemeral(self, body: Doc) -> Doc:
        self._message(body, "0")
        self.whispers.append(body)
        return {"message_ts": self._ts()}

    def _chat_update(self, body: Doc) -> Doc:
        known = self._own(body)
        message = self._message({**body, "thread_ts": known.thread_ts}, known.ts)
        known.text, known.blocks = message.text, message.blocks
        known.edits.append(time.monotonic())
        known.texts.append(message.text)
        return {"channel": known.channel, "ts": known.ts, "text": known.text}

    def _chat_delete(self, body: Doc) -> Doc:
        known = self._own(body)
        del self.said[known.channel, known.ts]
        return {"channel": known.channel, "ts": known.ts}

    def _chat_getPermalink(self, body: Doc) -> Doc:
        return {"permalink": f"https://x.slack.com/archives/{body['channel']}/p{body['message_ts'].replace('.', '')}"}

    def _views_open(self, body: Doc) -> Doc:
        at = self._triggers.pop(body["trigger_id"], None)
        if at is None or time.monotonic() - at > 3:
            raise Refused("expired_trigger_id")
        view = {"id": f"V{next(self._numbers)}", **check_view(body["view"], "modal")}
        self._check_files(view["blocks"])
        self.views.append(view)
        return {"view": view}

    def _views_update(self, body: Doc) -> Doc:
        known = next((one for one in self.views if one["id"] == body["view_id"]), None)
        if known is None:
            raise Refused("not_found")
        known.update(check_view(body["view"], "modal"))
        return {"view": known}

    def _views_publish(self, body: Doc) -> Doc:
        self.homes[body["user_id"]] = check_view(body["view"], "home")
        return {"view": self.homes[body["user_id"]]}

    def _files_getUploadURLExternal(self, body: Doc) -> Doc:
        kept = Kept(f"F{next(self._numbers)}", body["filename"], int(body["length"]))
        if kept.length < 1:
            raise Refused("invalid_arguments: length")
        self.files[kept.id] = kept
        return {"upload_url": f"{self.base}/upload/{kept.id}", "file_id": kept.id}

    def _files_completeUploadExternal(self, body: Doc) -> Doc:
        found = [self.files.get(one["id"]) for one in body["files"]]
        if not found or not all(one and one.data is not None for one in found):
            raise Refused("file_not_found")
        done = [one for one in found if one]
        for one in done:
            one.is_complete = True
        if body.get("channel_id"):
            channel = self._channel(body["channel_id"])
            ts = self._ts()
            text = body.get("initial_comment") or ""
            kind = "private" if channel.get("is_private") or channel.get("is_im") else "public"
            for one in done:
                one.shares = {kind: {channel["id"]: [{"ts": ts}]}}
            message = Message(channel["id"], ts, ME, text, body.get("thread_ts") or "", files=[one.id for one in done])
            self._check_thread(message)
            self.said[channel["id"], ts] = message
        return {"files": [{"id": one.id, "title": one.name} for one in done]}

    def _files_info(self, body: Doc) -> Doc:
        kept = self.files.get(body["file"])
        if kept is None:
            raise Refused("file_not_found")
        kind = "image/png" if kept.name.endswith(".png") else "image/jpeg"
        url = f"{self.base}/files-pri/{kept.id}/{kept.name}"
        return {"file": {"id": kept.id, "name": kept.name, "size": kept.length, "mode": "hosted", "shares": kept.shares,
                         "url_private_download": url, "mimetype": kind if kept.is_complete else ""}}  # fmt: skip

    async def _upload(self, request: web.Request) -> web.Response:
        kept = self.files[request.match_info["file"]]
        data = await request.read()
        if len(data) != kept.length or kept.data is not None:
            return web.Response(status=400, text="not the announced length")
        kept.data = data
        return web.Response(text=f"OK - {len(data)}")

    async def _download(self, request: web.Request) -> web.Response:
        if "Authorization" in request.headers:
            self.downloads.append(request.match_info["name"])
        if request.headers.get("Authorization") != f"Bearer {BOT_TOKEN}":
            return web.Response(status=302, headers={"Location": "/login"})
        return web.Response(body=self.files[request.match_info["file"]].data)

    async def _link(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1, "debug_info": {}, "connection_info": {"app_id": "A1"}})
        async with self._changed:
            self._sockets.append(socket)
            self._changed.notify_all()
        async for message in socket:
            if message.type == WSMsgType.TEXT and message.data.startswith("{"):
                told = json.loads(message.data)
                async with self._changed:
                    self.acks[told["envelope_id"]] = told
                    self._changed.notify_all()
        self._sockets.remove(socket)
        return socket

    # --- its rules

    def _ts(self) -> str:
        return f"{1_700_000_000 + next(self._numbers)}.000100"

    def _trigger(self) -> str:
        trigger = f"trigger{next(self._numbers)}"
        self._triggers[trigger] = time.monotonic()
        return trigger

    def _channel(self, channel: str) -> Doc:
        if channel not in self.channels:
            raise Refused("channel_not_found" if channel[0] != "C" else "not_in_channel")
        return self.channels[channel]

    def _own(self, body: Doc) -> Message:
        known = self.said.get((body["channel"], body["ts"]))
        if known is None:
            raise Refused("message_not_found")
        if known.user != ME:
            raise Refused("cant_update_message")
        return known

    def _message(self, body: Doc, ts: str) -> Message:
        self._channel(body["channel"])
        if not body.get("text") and not body.get("blocks"):
            raise Refused("no_text")
        if len(body.get("text") or "") > 40_000:
            raise Refused("msg_too_long")
        blocks = check_blocks(body.get("blocks") or [], "message")
        self._check_files(blocks)
        metadata = body.get("metadata") or {}
        message = Message(body["channel"], ts, ME, body.get("text") or "", body.get("thread_ts") or "", blocks, metadata)
        self._check_thread(message)
        return message

    def _check_thread(self, message: Message) -> None:
        if message.thread_ts and (message.channel, message.thread_ts) not in self.said:
            raise Refused("thread_not_found")

    def _check_files(self, blocks: list[Doc]) -> None:
        for one in _elements(blocks):
            if one.get("type") == "image" and not self.files[one["slack_file"]["id"]].is_complete:
                raise Refused("invalid_blocks: a picture that Slack does not have")


def digest(data: bytes | None) -> str:
    """Of a file's bytes."""
    return hashlib.sha256(data or b"").hexdigest()


def check_view(view: Doc, kind: str) -> Doc:
    """Slack's limits of boxes and pages."""
    if view["type"] != kind:
        raise Refused(f"invalid_arguments: a view of type {view['type']!r}")
    most = 100
    if kind == "modal":
        if not 1 <= len(view["title"]["text"]) <= 24 or len(view.get("submit", {}).get("text", "x")) > 24:
            raise Refused("invalid_arguments: title or submit")
        if len(view.get("private_metadata", "")) > 3000:
            raise Refused("invalid_arguments: private_metadata")
        if any(block["type"] == "input" for block in view["blocks"]) and "submit" not in view:
            raise Refused("invalid_arguments: inputs without submit")
    check_blocks(view["blocks"], kind, most)
    return view


def check_blocks(blocks: list[Doc], surface: str, most: int = 50) -> list[Doc]:
    """Slack's limits of blocks; the text of the refusal says which."""
    if len(blocks) > most:
        raise Refused(f"invalid_blocks: {len(blocks)} of at most {most}")
    if surface == "message" and sum(map(len, _texts(blocks))) > 13_000:
        raise Refused("msg_blocks_too_long")
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(set(ids)) < len(ids):
        raise Refused("invalid_blocks: a block_id twice")
    for block in blocks:
        match block["type"]:
            case "section":
                _within(block["text"]["text"], 1, 3000, "section")
                assert block["text"]["type"] in ("mrkdwn", "plain_text")
                if "accessory" in block:
                    _element(block["accessory"])
            case "header":
                assert block["text"]["type"] == "plain_text"
                _within(block["text"]["text"], 1, 150, "header")
            case "context":
                _count(block["elements"], 10, "context")
                for one in block["elements"]:
                    _within(one["text"], 1, 3000, "context")
            case "actions":
                _count(block["elements"], 25, "actions")
                names = [one["action_id"] for one in block["elements"]]
                if len(set(names)) < len(names):
                    raise Refused("invalid_blocks: an action_id twice")
                for one in block["elements"]:
                    _element(one)
            case "input" if surface != "message":
                _within(block["label"]["text"], 1, 2000, "label")
                element = block["element"]
                _within(element.get("placeholder", {}).get("text", "x"), 1, 150, "placeholder")
                _within(element.get("initial_value", ""), 0, element["max_length"], "initial_value")
                _within("x" * element["max_length"], 1, 3000, "max_length")
            case other:
                raise Refused(f"invalid_blocks: {other!r} in a {surface}")
    return blocks


def _element(one: Doc) -> None:
    if one["type"] == "image":
        _within(one["alt_text"], 1, 2000, "alt_text")
        return
    assert one["type"] == "button", one
    _within(one["text"]["text"], 1, 75, "button")
    _within(one["action_id"], 1, 255, "action_id")
    _within(one.get("value", "x"), 1, 2000, "value")
    _within(one.get("url", "x"), 1, 3000, "url")
    if one.get("style", "primary") not in ("primary", "danger"):
        raise Refused("invalid_blocks: style")


def _within(text: str, least: int, most: int, what: str) -> None:
    if not least <= len(text) <= most:
        raise Refused(f"invalid_blocks: {what} of {len(text)} letters")


def _count(elements: list[Doc], most: int, what: str) -> None:
    if not 1 <= len(elements) <= most:
        raise Refused(f"invalid_blocks: {what} of {len(elements)} elements")


def _elements(blocks: list[Doc]) -> list[Doc]:
    found = [block["accessory"] for block in blocks if "accessory" in block]
    return [*found, *(one for block in blocks if block["type"] == "actions" for one in block["elements"])]


def _texts(blocks: list[Doc]) -> list[str]:
    found = [block["text"]["text"] for block in blocks if "text" in block]
    found += [one["text"] for block in blocks if block["type"] == "context" for one in block["elements"]]
    return [*found, *(one["text"]["text"] for one in _elements(blocks) if "text" in one)]
