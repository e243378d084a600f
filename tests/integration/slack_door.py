"""The true Slack door with a scripted director and films of a few bytes, in a test's own process or as a program to be killed.

usage: slack_door.py URL HOME API_URL; a file HOME/hold keeps previews from ending.
"""

from __future__ import annotations

import asyncio
import signal
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.session import Agency
from memory.audit import Audit
from memory.db import Database
from memory.domain.consent import Use
from memory.domain.storyboard import Storyboard
from memory.one_place import in_one_place
from memory.projects import Projects
from memory.reviews import Reviews
from memory.users import Access
from tests.fakes import FakeCleared, FakeFilm, FakeRendering, ScriptedDirector, fake_services
from tools.clearance import clear
from tools.moderation.check import check
from tools.moderation.rules import Policy, Rule
from ui.settings import Settings
from ui.slack.start import opened_door

JPEG = b"\xff\xd8\xff\xe0"
PRICES = Rule(
    id="price-claims", text="A person looks at every price.", severity="review", way_out="Leave it out.", patterns=(r"\$\d+",)
)
CURES = Rule(
    id="cures",
    text="Two people look at cures.",
    severity="review",
    way_out="Leave it out.",
    patterns=(r"\bcures\b",),
    reviewers=2,
)
POLICY = Policy(version="slack", terms={}, rules=(PRICES, CURES))


class TinyRendering(FakeRendering):
    """A film is a line that names the project and version, a still one of its scene; `log` tells what was made."""

    def _film(
        self, cleared: FakeCleared, on_progress: Callable[[float, float | None], None], cancelled: Callable[[], bool]
    ) -> FakeFilm:
        with (self.folder / "made.txt").open("a") as log:
            log.write(f"{cleared.version}\n")
        for step in range(1, 5):
            on_progress(step / 5, 5.0 - step)
            time.sleep(0.05)
        while (self.folder / "hold").exists() and not cancelled():
            on_progress(0.9, 1.0)
            time.sleep(0.05)
        made = super()._film(cleared, on_progress, cancelled)
        video = self.folder / f"{cleared.project_id}-{made.video.name}"
        video.write_bytes(f"the film of {cleared.project_id}, version {cleared.version}".encode())
        stills = []
        for scene in cleared.board.scenes:
            stills.append(self.folder / f"{scene.id}.jpg")
            stills[-1].write_bytes(JPEG + f"{scene.id} {scene.narration} {scene.on_screen.lines()}".encode())
            stills[-1].with_suffix(".mp4").write_bytes(b"a scene")
        return replace(made, video=video, stills=tuple(stills))


def services_of(database: Database, home: Path, director: ScriptedDirector) -> Any:
    reviews = Reviews(database)

    def gate(board: Storyboard, project_id: str, version: int, use: Use) -> FakeCleared:
        passed = clear(board, project_id, version, use=use, decisions=reviews.decisions, policy=POLICY)
        return FakeCleared(passed.board, passed.project_id, passed.version, passed.policy_version)

    return fake_services(
        home,
        director,
        rendering=TinyRendering(home),
        projects=Projects(database),
        audit=Audit(database),
        reviews=reviews,
        clear=gate,
        check=lambda text: check({"brief": text}, POLICY),
        role=Access(database).role,
    )


@asynccontextmanager
async def agency_of(database: Database, home: Path, director: ScriptedDirector) -> AsyncIterator[Agency]:
    def alone(thread: str) -> Any:
        return in_one_place(database, thread)

    async with Agency(services_of(database, home, director), database.url, None, alone) as agency:
        yield agency


def settings_of(home: Path, api_url: str, **more: Any) -> Settings:
    """Tokens that the fake Slack accepts, and a studio at films.example."""
    chosen = {
        "home": home, "slack_api_url": api_url, "slack_bot_token": "xoxb-fake-bot", "slack_app_token": "xapp-fake-app",
        "slack_signing_secret": "a signing secret", "slack_port": 0, "public_url": "https://films.example",
    }  # fmt: skip
    return Settings(**{**chosen, **more})


@asynccontextmanager
async def door(
    database: Database, home: Path, api_url: str, director: ScriptedDirector | None = None, *, http: bool = False, **more: Any
) -> AsyncIterator[str]:
    """The door, open; gives where it listens."""
    await asyncio.to_thread(home.mkdir, exist_ok=True)
    agency = agency_of(database, home, director or ScriptedDirector())
    async with opened_door(settings_of(home, api_url, **more), database, agency, http=http) as where:
        yield where


async def main(url: str, home: Path, api_url: str) -> None:
    with Database(url) as database:
        async with door(database, home, api_url) as where:
            stopped = asyncio.Event()
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopped.set)
            print(where, flush=True)
            await stopped.wait()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3]))
