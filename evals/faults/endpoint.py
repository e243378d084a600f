"""A language model behind a network that fails when it is told to: it hangs, resets, breaks off half-way, or talks nonsense."""

from __future__ import annotations

import json
import re
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

Breakage = Literal["hangs", "resets", "breaks off", "hangs half-way", "says 500", "talks nonsense"]
BREAKAGES: tuple[Breakage, ...] = ("hangs", "resets", "breaks off", "hangs half-way", "says 500", "talks nonsense")
FILLER = "soft light turns with the day and rests beside you when the evening comes at last".split()  # noqa: SIM905
HANG_S = 6.0
# A client tries each call twice: both are broken, so that the turn fails and has to be said again.
BROKEN_TRIES = 2


@dataclass
class Endpoint:
    """Answers every purpose with something that will do, and from the `at`th call on breaks, for the tries of one call."""

    breakage: Breakage | None = None
    at: int = 0
    url: str = ""
    calls: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def is_broken(self) -> bool:
        """Whether this call is one of those that fail."""
        with self.lock:
            self.calls += 1
            return self.breakage is not None and self.at <= self.calls < self.at + BROKEN_TRIES


def answer(asked: dict[str, Any]) -> str:
    """What a good model might say; scenes get the words that were planned, with their facts."""
    if "response_format" not in asked:
        return "It runs for six seconds."
    shape = asked["response_format"]["json_schema"]
    if shape["name"] == "understand":
        return json.dumps({"kind": "revise", "edits": _edits(asked["messages"][-1]["content"]), "question": ""})
    if shape["name"] == "wishes":
        return json.dumps({"edits": _edits(asked["messages"][-1]["content"])})
    plans = dict(re.findall(r"^(s\w+) \((\d+-\d+) words\)", asked["messages"][-1]["content"], re.M))
    return json.dumps({key: _filled(key, part, plans) for key, part in shape["schema"]["properties"].items()})


def _edits(said: str) -> list[dict[str, Any]]:
    """The one wish of the conversation that reaches a model, as it has to be read."""
    wish = re.search(r'change the headline of scene (\d+) to "([^"]+)"', said)
    if wish is None:
        return []
    row = {"op": "edit_text", "scene": wish[1], "choice": "headline", "find": "", "text": wish[2], "color": "", "number": 0}
    return [row]


def _filled(key: str, part: dict[str, Any], plans: dict[str, str]) -> Any:
    least, _, most = plans.get(key, "4-6").partition("-")
    words = f"{' '.join(FILLER[: (int(least) + int(most)) // 2])}.".capitalize()
    match part.get("type"):
        case "object":
            return {name: words if name == "say" else _filled(key, inner, plans) for name, inner in part["properties"].items()}
        case "array":
            return [words] * max(1, int(part.get("minItems", 1)))
        case _:
            return part["enum"][0] if "enum" in part else "Soft light"


@contextmanager
def serve(endpoint: Endpoint) -> Iterator[Endpoint]:
    """The model at `endpoint.url`, as long as the block lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            breakage = endpoint.breakage if endpoint.is_broken() else None
            if breakage in ("hangs", "resets", "says 500"):
                self._refuse(breakage)
                return
            text = "{nonsense" if breakage == "talks nonsense" else answer(asked)
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.send_header("transfer-encoding", "chunked")
            self.end_headers()
            self._say({"content": text[: len(text) // 2]}, None)
            if breakage == "hangs half-way":
                time.sleep(HANG_S)
            if breakage in ("breaks off", "hangs half-way"):
                self._reset()
                return
            self._say({"content": text[len(text) // 2 :]}, None)
            self._say({}, "stop")
            self._piece(b"data: [DONE]\n\n")
            self._piece(b"")

        def _refuse(self, breakage: str) -> None:
            if breakage == "says 500":
                self.send_error(500)
                return
            if breakage == "hangs":
                time.sleep(HANG_S)
            self._reset()

        def _say(self, delta: dict[str, Any], reason: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": reason}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
            self._piece(f"data: {json.dumps(chunk)}\n\n".encode())

        def _piece(self, data: bytes) -> None:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()

        def _reset(self) -> None:
            """A reset, not a polite end."""
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self.close_connection = True
            self.connection.close()

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:
                return  # the client went first

        def finish(self) -> None:
            try:
                super().finish()
            except OSError:
                return

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    endpoint.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield endpoint
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
