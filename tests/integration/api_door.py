"""The API in a process of its own, for tests that come in as programs do."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx

from memory.api_keys import ApiKeys
from memory.db import Database
from memory.domain.api_key import SCOPES
from memory.domain.brand import brand_key
from memory.domain.roles import Role
from memory.users import Users

ROOT = Path(__file__).resolve().parents[2]
BRIEF = "A 20 second film for Lumo, a desk lamp that follows the daylight. It costs $89. For people who work from home."


class Server:
    """The API in a process of its own, over a database and a home folder that outlive it."""

    def __init__(self, url: str, home: Path) -> None:
        self.home, self._database_url = home, url
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.root = f"http://127.0.0.1:{self._port}"
        self.url = f"{self.root}/api/v1"
        self.database = Database(url, connections=2)
        self._process: subprocess.Popen[bytes] | None = None
        self._clients: list[httpx.Client] = []
        self._people: set[str] = set()

    def start(self, *more: str) -> None:
        command = [sys.executable, str(ROOT / "tests/integration/api_server.py"), self._database_url, str(self.home)]
        with (self.home / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, str(self._port), *more],
                cwd=ROOT,
                env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"},
                stdout=log,
                stderr=log,
            )
        for _ in range(600):
            try:
                httpx.get(f"{self.url}/openapi.json", timeout=5)
                return
            except httpx.TransportError:
                assert self._process.poll() is None, self.log()
                time.sleep(0.05)
        raise TimeoutError(self.log())

    def log(self) -> str:
        return (self.home / "server.log").read_text()

    def kill(self) -> None:
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def is_dead(self) -> bool:
        assert self._process is not None
        return self._process.poll() is not None

    def client(self, person: str = "ana", scopes: Any = SCOPES, brands: tuple[str, ...] = ()) -> httpx.Client:
        """Somebody's program, with a new key; whoever has no account yet gets one."""
        self.account(person)
        _, words = ApiKeys(self.database).create("test", person, scopes, brands)
        self._clients.append(httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {words}"}, timeout=30))
        return self._clients[-1]

    def revoke(self, client: httpx.Client) -> None:
        ApiKeys(self.database).revoke(client.headers["Authorization"].split("_")[1])

    def account(self, person: str, role: Role = "owner") -> None:
        if person not in self._people:
            self._people.add(person)
            Users(self.database).create(person, None, role, sign_in="github")

    def brand(self, name: str, **people: Role) -> None:
        """A brand that is known, for certain people alone."""
        with self.database.transaction() as connection:
            connection.execute("INSERT INTO brands (key, name, shared) VALUES (%s, %s, false)", [brand_key(name), name])
            for person, role in people.items():
                self.account(person)
                connection.execute(
                    "INSERT INTO brand_people (brand, person, role) VALUES (%s, %s, %s)", [brand_key(name), person, role]
                )

    def close(self) -> None:
        self.kill()
        self.database.close()
        for client in self._clients:
            client.close()


def commissioned(client: httpx.Client, brief: str = BRIEF, **more: Any) -> dict[str, Any]:
    """A film whose preview is there."""
    answer = client.post("/commissions?wait=30", json={"brief": brief, **more})
    assert answer.status_code == 200, answer.text
    turn: dict[str, Any] = answer.json()
    assert turn["result"]["state"] == "previewed", turn["result"]
    return turn


def until(holds: Any, seconds: float = 30.0) -> None:
    """Waits until something holds."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.1)


class Endpoint:
    """Notes what it is sent; answers 500 as often as it was told to."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.failing = 0
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                outer.got.append(({key.lower(): value for key, value in self.headers.items()}, body))
                outer.failing -= 1
                self.send_response(500 if outer.failing >= 0 else 204)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def of(self, kind: str) -> list[tuple[dict[str, str], bytes]]:
        return [one for one in self.got if one[0]["agency-event"] == kind]
