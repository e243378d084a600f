"""People at a gentle pace on a running studio: films through the API, conversations on the page, and questions all the time."""

from __future__ import annotations

import asyncio
import io
import random
import sys
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import socketio  # type: ignore[import-untyped]
from PIL import Image

QUESTIONS = ("how long is it?", "what did we change so far?", "which voice is it?", "how many scenes are there?")
REVISIONS = (
    "turn the captions off",
    "turn the captions on",
    'change the headline of scene 1 to "Light for {name}"',
    "undo",
    "redo",
    "offer me three other headlines for scene 1",
    "compare version 1 and version 2",
)
THINGS = ("a desk lamp that follows the sun", "a kettle that never boils dry", "a bell that rings softly", "a bag for rainy days")
SYLLABLES = ("lu", "mo", "ra", "vi", "ta", "ne", "so", "ki", "be", "do")
GOOD = ("previewed", "answered", "approved", "asking")
LONGEST_S = 180.0


@dataclass
class Pace:
    """Seconds between turns of a film and between questions, and how many films go by until one is approved."""

    film_s: float = 20.0
    question_s: float = 6.0
    page_s: float = 25.0
    approve_each: int = 5


@dataclass
class Tally:
    """What was done, what went wrong, and each question's second and wait in ms."""

    done: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    waits: list[tuple[float, float]] = field(default_factory=list)

    def fail(self, what: str) -> None:
        """On record, and said at once."""
        self.wrong.append(what)
        print(f"soak: {what}", file=sys.stderr, flush=True)


class Load:
    """Everybody, until `until` (monotonic seconds)."""

    def __init__(self, url: str, key: str, until: float, pace: Pace | None = None, seed: int = 7) -> None:
        self._url, self._until, self.pace = url, until, pace or Pace()
        self._random = random.Random(seed)
        self._api = httpx.AsyncClient(
            base_url=f"{url}/api/v1", headers={"Authorization": f"Bearer {key}"}, timeout=LONGEST_S, trust_env=False
        )
        self.tally = Tally()

    async def run(self) -> None:
        """Two makers of films, two who ask, one at the page."""
        async with self._api:
            people = [self._makes, self._makes, self._asks, self._asks, self._visits]
            await asyncio.gather(*(self._again(each, number) for number, each in enumerate(people)))

    async def _again(self, each: Callable[[int], Awaitable[None]], number: int) -> None:
        """A person whose turn failed tries something else."""
        await asyncio.sleep(3.0 * number)
        while self._goes_on():
            try:
                await each(number)
            except (httpx.HTTPError, socketio.exceptions.SocketIOError, TimeoutError) as error:
                self.tally.fail(f"{each.__name__}: {type(error).__name__} {error}")
                await asyncio.sleep(5.0)

    def _goes_on(self) -> bool:
        return time.monotonic() < self._until

    async def _breathe(self, seconds: float) -> None:
        await asyncio.sleep(seconds * self._random.uniform(0.6, 1.4))

    def _name(self) -> str:
        return "".join(self._random.choices(SYLLABLES, k=3)).capitalize()

    def _brief(self, name: str) -> str:
        return f"A 4 second square film about {name}, {self._random.choice(THINGS)}. No music."

    async def _makes(self, number: int) -> None:
        """A film from the brief to the end of what is wanted of it."""
        name = self._name()
        turn = await self._turn("film", "/commissions", {"brief": self._brief(name)})
        project = str(turn["project"])
        for wish in self._random.sample(REVISIONS, 3):
            if not self._goes_on():
                return
            await self._breathe(self.pace.film_s)
            await self._turn("revision", f"/projects/{project}/messages", {"text": wish.format(name=name)})
            await self._looks(project)
        if self.tally.done["film"] % 3 == 0:
            await self._hands_in(project)
        if self.tally.done["film"] % self.pace.approve_each == 0:
            await self._approves(project)
        await self._breathe(self.pace.film_s)

    async def _hands_in(self, project: str) -> None:
        file = io.BytesIO()
        color = tuple(self._random.choices(range(256), k=3))
        Image.new("RGB", (640, 480), color).save(file, "PNG")
        answer = await self._api.post("/assets", files={"file": ("picture.png", file.getvalue(), "image/png")})
        answer.raise_for_status()
        self.tally.done["upload"] += 1
        wish = {"text": "use this picture in scene 1", "assets": [answer.json()["id"]]}
        await self._turn("revision", f"/projects/{project}/messages", wish)

    async def _approves(self, project: str) -> None:
        turn = await self._turn("final", f"/projects/{project}/approve", None)
        if turn["result"]["state"] == "approved":
            (await self._api.get(f"/projects/{project}/film")).raise_for_status()

    async def _looks(self, project: str) -> None:
        for path in ("", "/messages", "/storyboard", "/jobs", "/log"):
            (await self._api.get(f"/projects/{project}{path}")).raise_for_status()
        for path in ("/projects", "/me"):
            (await self._api.get(path)).raise_for_status()
        self.tally.done["looks"] += 7

    async def _asks(self, number: int) -> None:
        """One conversation that goes on to the end."""
        turn = await self._turn("film", "/commissions", {"brief": self._brief(self._name())})
        while self._goes_on():
            await self._breathe(self.pace.question_s)
            began = time.monotonic()
            text = self._random.choice(QUESTIONS)
            await self._turn("question", f"/projects/{turn['project']}/messages", {"text": text})
            self.tally.waits.append((began, 1000 * (time.monotonic() - began)))

    async def _turn(self, kind: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        """A turn to its end. Raises HTTPError, TimeoutError; one that ended badly is on record."""
        name = {"Idempotency-Key": str(uuid.uuid4())}
        answer = await self._api.post(path, params={"wait": 30}, json=body, headers=name)
        turn: dict[str, Any] = answer.raise_for_status().json()
        until = time.monotonic() + LONGEST_S
        while turn["state"] != "done":
            if time.monotonic() > until:
                raise TimeoutError(f"a {kind} was not done within {LONGEST_S:.0f} s")
            answer = await self._api.get(f"/projects/{turn['project']}/turns/{turn['id']}", params={"wait": 30})
            turn = answer.raise_for_status().json()
        self.tally.done[kind] += 1
        if turn["result"]["state"] not in GOOD:
            self.tally.fail(f"a {kind} ended as {turn['result']['state']}: {turn['result']['reply']!r} to {body}")
        return turn

    async def _visits(self, number: int) -> None:
        """Somebody opens the page, talks in a new conversation, closes it, and comes back to it once."""
        thread = ""
        for _ in range(2):
            visitor = Visitor(self._url)
            await visitor.come(thread)
            try:
                for text in ("how long is it?",) if thread else (self._brief(self._name()), "turn the captions off"):
                    if not self._goes_on():
                        return
                    await visitor.say(text)
                    self.tally.done["page turn"] += 1
                    await self._breathe(self.pace.page_s)
                thread = visitor.thread
            finally:
                await visitor.go()
            await self._breathe(self.pace.page_s)


class Visitor:
    """A browser's side of the page: log-in, socket, messages; no picture of it is drawn."""

    def __init__(self, url: str) -> None:
        self._url, self.thread = url, ""
        self._socket = socketio.AsyncClient(reconnection=False)
        self._is_answered, self._has_spoken = asyncio.Event(), False

    async def come(self, thread: str = "") -> None:
        """Loads the page and opens its line; `thread` '' begins a conversation. Raises HTTPError, SocketIOError."""
        async with httpx.AsyncClient(base_url=self._url, trust_env=False) as browser:
            (await browser.get("/")).raise_for_status()
            (await browser.post("/auth/header")).raise_for_status()
            cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
            (await browser.get("/project/settings", headers={"Cookie": cookie})).raise_for_status()
        self._socket.on("first_interaction", self._on_thread)
        self._socket.on("new_message", self._on_message)
        self._socket.on("update_message", self._on_message)
        self._socket.on("set_element", self._on_message)
        auth = {"sessionId": str(uuid.uuid4()), "userEnv": "{}", "clientType": "webapp", "chatProfile": "", "threadId": thread}
        await self._socket.connect(
            self._url, headers={"Cookie": cookie}, auth=auth, socketio_path="/ws/socket.io", transports=["websocket"]
        )
        await self._socket.emit("connection_successful")
        self.thread = thread
        await asyncio.sleep(1.5)

    async def say(self, text: str, quiet_s: float = 6.0) -> None:
        """Comes back once nothing new was shown for a while. Raises TimeoutError where nothing was shown at all."""
        self._is_answered.clear()
        self._has_spoken = True
        message = {"id": str(uuid.uuid4()), "threadId": self.thread, "name": "owner", "type": "user_message", "output": text}
        await self._socket.emit("client_message", {"message": {**message, "createdAt": None}, "fileReferences": []})
        await asyncio.wait_for(self._is_answered.wait(), LONGEST_S)
        while True:
            self._is_answered.clear()
            try:
                await asyncio.wait_for(self._is_answered.wait(), quiet_s)
            except TimeoutError:
                return

    async def go(self) -> None:
        """Closes the page, as a browser does: without a word."""
        await self._socket.disconnect()

    async def _on_thread(self, told: dict[str, Any]) -> None:
        self.thread = str(told["thread_id"])

    async def _on_message(self, doc: dict[str, Any]) -> None:
        if doc.get("type") != "user_message":
            self._is_answered.set()
