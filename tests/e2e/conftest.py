"""A studio with a scripted agency, and a browser that notes every host it talks to."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Studio:
    """A studio in a process of its own, over a home folder that outlives it."""

    def __init__(self, home: Path, program: str = "scripted_studio.py") -> None:
        self.home, self._program = home, program
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = [sys.executable, str(ROOT / "tests/e2e" / self._program), str(self.home), str(self.port)]
        log = (self.home / "studio.log").open("ab")
        self._process = subprocess.Popen(
            command, cwd=ROOT, env={"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}, stdout=log, stderr=log
        )
        log.close()
        for _ in range(600):
            try:
                with urllib.request.urlopen(f"{self.url}/health", timeout=2) as answer:
                    assert answer.status == 200
                    return
            except (URLError, ConnectionError):
                assert self._process.poll() is None, (self.home / "studio.log").read_text()
                time.sleep(0.1)
        raise TimeoutError((self.home / "studio.log").read_text())

    def kill(self) -> None:
        """As a crash would: nothing is tidied up."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()


@pytest.fixture(scope="session")
def studio(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    from memory.server import EmbeddedServer

    running = Studio(tmp_path_factory.mktemp("studio"))
    running.start()
    yield running
    running.kill()
    EmbeddedServer(running.home / "database").stop()


@dataclass
class Visitor:
    """A page of somebody who has logged in."""

    page: Any
    studio: Studio
    hosts: set[str] = field(default_factory=set)
    complaints: list[str] = field(default_factory=list)

    def log_in(self, name: str = "ana") -> None:
        self.page.goto(self.studio.url)
        self.page.fill("#email", name)
        self.page.fill("input[type=password]", "pocket")
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("#chat-input", timeout=30_000)

    def say(self, words: str) -> None:
        self.page.click("#chat-input")
        self.page.keyboard.type(words)
        self.page.wait_for_selector("#chat-submit:enabled", timeout=30_000)  # before its socket is open the page ignores Enter
        self.page.keyboard.press("Enter")

    def preview(self, version: int) -> Any:
        """The latest finished preview card of a version."""
        from playwright.sync_api import TimeoutError as TookTooLong

        card = f'[data-testid=preview][data-version="{version}"][data-ready=true]'
        try:
            self.page.wait_for_selector(card, timeout=60_000)
        except TookTooLong as error:
            self.shot("no-preview")
            log = (self.studio.home / "studio.log").read_text()[-3000:]
            raise AssertionError(
                f"no preview of version {version} on the page:\n{self.page.inner_text('body')}\n{log}"
            ) from error
        return self.page.locator(f'[data-testid=preview][data-version="{version}"]').last

    def shot(self, name: str) -> None:
        (ROOT / "artifacts").mkdir(exist_ok=True)
        self.page.screenshot(path=ROOT / "artifacts" / f"studio-{name}.png")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    from playwright.sync_api import sync_playwright

    if not CHROMIUM.exists():
        pytest.skip(f"no Chromium at {CHROMIUM}")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)


@pytest.fixture
def visitor(request: pytest.FixtureRequest, browser: Any, studio: Studio) -> Iterator[Visitor]:
    width, height = getattr(request, "param", (1280, 860))
    context = browser.new_context(viewport={"width": width, "height": height})
    guest = Visitor(context.new_page(), studio)
    guest.page.on("request", lambda made: guest.hosts.add(urlsplit(made.url).netloc))
    guest.page.on("pageerror", lambda error: guest.complaints.append(str(error)))
    yield guest
    context.close()
