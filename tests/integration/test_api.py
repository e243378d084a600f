"""The API over HTTP: commissions, turns, films, walls between tenants, requests that count once, and a server that is killed."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest

from memory.api_keys import ApiKeys
from memory.db import Database
from memory.domain.api_key import SCOPES
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
        """Somebody's program, with a new key."""
        _, words = ApiKeys(self.database).create("test", person, scopes, brands)
        self._clients.append(httpx.Client(base_url=self.url, headers={"Authorization": f"Bearer {words}"}, timeout=30))
        return self._clients[-1]

    def close(self) -> None:
        self.kill()
        self.database.close()
        for client in self._clients:
            client.close()


@pytest.fixture(scope="module")
def server(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for the module; each test brings people of its own."""
    base = server_url.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute('CREATE DATABASE "api" TEMPLATE agency')
    running = Server(f"{base}/api", tmp_path_factory.mktemp("api"))
    people = Users(running.database)
    for name in ("ana", "ben"):
        people.create(name, None, "owner", sign_in="here")
    running.start()
    yield running
    running.close()
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute('DROP DATABASE "api" WITH (FORCE)')


def commissioned(client: httpx.Client, brief: str = BRIEF, **more: Any) -> dict[str, Any]:
    """A film whose preview is there."""
    answer = client.post("/commissions?wait=30", json={"brief": brief, **more})
    assert answer.status_code == 200, answer.text
    turn: dict[str, Any] = answer.json()
    assert turn["result"]["state"] == "previewed", turn["result"]
    return turn


def test_a_film_from_brief_to_bytes(server: Server) -> None:
    client = server.client()
    turn = commissioned(client)
    project = turn["project"]
    assert turn["result"]["preview"] == f"/api/v1/projects/{project}/film?version=1&quality=preview"
    changed = client.post(f"/projects/{project}/messages?wait=30", json={"text": "Turn the captions off"}).json()["result"]
    assert (changed["version"], changed["edits"][0]["op"]) == (2, "change_captions")
    undone = client.post(f"/projects/{project}/undo?wait=30").json()["result"]
    assert (undone["version"], undone["edits"]) == (1, [{"op": "undo", "scene": None, "value": {"version": 1}}])
    approved = client.post(f"/projects/{project}/approve?wait=30").json()["result"]
    assert approved["state"] == "approved"
    film = client.get(f"/projects/{project}/film")
    assert (film.content, film.headers["content-type"]) == (b"the final v1", "video/mp4")
    details = client.get(f"/projects/{project}").json()
    assert {(one["kind"], one["version"]) for one in details["files"]} >= {("final", 1), ("preview", 1), ("captions", 1)}
    signed = next(one["url"] for one in details["files"] if one["kind"] == "final")
    assert httpx.get(server.root + signed).content == b"the final v1", "a signed address needs no key"
    bent = httpx.get(server.root + signed.replace("until=", "until=9"))
    assert (bent.status_code, bent.json()["type"]) == (403, "/api/v1/problems/forbidden")
    said = client.get(f"/projects/{project}/messages").json()["messages"]
    assert [one["text"] for one in said if one["by"] == "person"][1:] == ["Turn the captions off", "Undo", "Approve"]
