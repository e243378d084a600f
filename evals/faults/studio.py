"""The real `agency studio` as a process, with a tone for a voice: a film by its API, a SIGTERM in a final, a new start."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx
import psutil

from evals.faults.checks import done_segments
from evals.tones import Tone
from memory.api_keys import ApiKeys
from memory.db import Database
from memory.domain.api_key import SCOPES
from memory.users import Users

ROOT = Path(__file__).resolve().parents[2]
BRIEF = "A 10 second square film about Lumo, a desk lamp that follows the sun. No music."
PERSON = "ana"
T = TypeVar("T")


class Tones(Tone):
    """A tone, for whichever voice is asked for: nothing has to be installed."""

    def voices(self) -> tuple[str, ...]:  # type: ignore[override]
        return ()

    def languages(self) -> tuple[str, ...]:
        """No limit."""
        return ()


def main() -> None:
    """`agency studio`, in this process."""
    from ui import cli, wiring

    wiring.voices = lambda settings: Tones()  # type: ignore[assignment,return-value]  # it speaks, and no more is asked of it
    sys.argv[1:] = ["studio"]
    cli.main()


@dataclass
class Studio:
    """A home, a database and a model's endpoint, and the studio on them: started and stopped as often as is wanted."""

    home: Path
    database_url: str
    endpoint: str
    process: psutil.Popen | None = None
    port: int = field(init=False)

    def __post_init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self, within_s: float = 90.0) -> None:
        """Comes back once it takes requests."""
        places = {
            "AGENCY_HOME": str(self.home),
            "AGENCY_MODELS_DIR": str(self.home / "none"),
            "AGENCY_DATABASE_URL": self.database_url,
            "AGENCY_LLM_BASE_URL": self.endpoint,
            "AGENCY_PORT": str(self.port),
            "AGENCY_WORKERS": "2",
            "AGENCY_LOG": "INFO",
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-c", "from evals.faults.studio import main; main()"]
        with (self.home / "log").open("ab") as log:
            self.process = psutil.Popen(command, cwd=self.home, env={**os.environ, **places}, stdout=log, stderr=log)
        eventually(self._answers, within_s, self.log)

    def _answers(self) -> bool:
        assert self.process is not None and self.process.poll() is None, self.log()
        try:
            return httpx.get(f"{self.url}/healthz", timeout=5).status_code == 200
        except httpx.TransportError:
            return False

    def log(self) -> str:
        """What it said so far."""
        return (self.home / "log").read_text()

    def children(self) -> list[psutil.Process]:
        """Its processes: workers, and whatever they started."""
        assert self.process is not None
        return list(self.process.children(recursive=True))

    def end(self, within_s: float = 10.0) -> None:
        """Waits until it is gone; raises TimeoutExpired."""
        assert self.process is not None
        try:
            self.process.wait(within_s)
        except (psutil.TimeoutExpired, subprocess.TimeoutExpired):
            self.kill()
            raise

    def kill(self) -> None:
        """Ends it at once, where it still runs."""
        if self.process is not None and self.process.poll() is None:
            for one in [*self.children(), self.process]:
                one.kill()
            self.process.wait()


@dataclass(frozen=True)
class Stopped:
    """What a SIGTERM in the middle of a final came to: `gone_s` until the process was gone, `left` of its children that were not,
    and what a request in between was told.
    """

    gone_s: float
    left: int
    ready: httpx.Response
    refused: httpx.Response
    segments: dict[Path, int]


@contextmanager
def studio(home: Path, database: Database, endpoint: str) -> Iterator[tuple[Studio, httpx.Client]]:
    """One that is open, and somebody's program that has a key to it."""
    home.mkdir(parents=True, exist_ok=True)
    Users(database).create(PERSON, None, "owner", sign_in="github")
    _, words = ApiKeys(database).create("faults", PERSON, SCOPES, ())
    one = Studio(home, database.url, endpoint)
    try:
        one.start()
        with httpx.Client(base_url=f"{one.url}/api/v1", headers={"Authorization": f"Bearer {words}"}, timeout=90) as client:
            yield one, client
    finally:
        one.kill()


def previewed(client: httpx.Client) -> str:
    """The project of a film whose preview is there."""
    turn = answered(client, client.post("/commissions?wait=60", json={"brief": BRIEF}))
    if turn["result"]["state"] != "previewed":
        raise RuntimeError(f"no preview was made: {turn['result']}")
    return str(turn["project"])


def answered(client: httpx.Client, response: httpx.Response, within_s: float = 240.0) -> dict[str, Any]:
    """The turn that a request began, once it is done."""
    turn: dict[str, Any] = response.raise_for_status().json()
    until = time.monotonic() + within_s
    while turn["state"] != "done":
        if time.monotonic() > until:
            raise TimeoutError(f"turn {turn['id']} was not done within {within_s:.0f} s: {turn}")
        turn = client.get(f"/projects/{turn['project']}/turns/{turn['id']}?wait=30").raise_for_status().json()
    return turn


def stopped_in_final(one: Studio, client: httpx.Client, project: str, segments: int = 1) -> Stopped:
    """SIGTERM as soon as so many segments of the final are done."""
    before = done_segments(one.home)
    eventually(lambda: len(done_segments(one.home)) >= len(before) + segments, 120, one.log)
    children = one.children()
    assert one.process is not None
    began = time.monotonic()
    one.process.send_signal(signal.SIGTERM)
    ready = eventually(lambda: _not_ready(one), 2, one.log)
    refused = client.post(f"/projects/{project}/messages", json={"text": "Turn the captions off"})
    one.end()
    gone_s = time.monotonic() - began
    left = [child for child in children if child.is_running() and child.status() != psutil.STATUS_ZOMBIE]
    return Stopped(gone_s, len(left), ready, refused, done_segments(one.home))


def _not_ready(one: Studio) -> httpx.Response | None:
    answer = httpx.get(f"{one.url}/readyz", timeout=5)
    return answer if "closing" in answer.json().get("failing", ()) else None


def eventually(look: Callable[[], T | bool | None], within_s: float, told: Callable[[], str]) -> T:
    """What `look` gives once it gives something."""
    until = time.monotonic() + within_s
    while not (found := look()):
        if time.monotonic() > until:
            raise TimeoutError(f"it did not come to that within {within_s:.0f} s\n{told()[-4000:]}")
        time.sleep(0.05)
    return found  # type: ignore[return-value]  # something, as it was asked
