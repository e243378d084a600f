"""One turn of a conversation in a process of its own, with the real store and a fake renderer; a test kills it.

usage: agent_process.py URL FOLDER say|resume [TEXT]; prints one line for each event.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from pathlib import Path
from typing import Any

from agent.messages import Message
from agent.session import Agency
from memory.audit import Audit
from memory.db import Database
from memory.projects import Projects
from tests.fakes import FakeRendering, ScriptedDirector, fake_services


class DyingRendering(FakeRendering):
    """Kills its own process in the middle of a preview, when a file `die` lies in the folder."""

    def preview(self, cleared: Any, **callbacks: Any) -> Any:
        with (self.folder / "previews.txt").open("a") as log:
            log.write(f"{cleared.version}\n")
        if (self.folder / "die").exists():
            (self.folder / "die").unlink()
            os.kill(os.getpid(), signal.SIGKILL)
        return super().preview(cleared, **callbacks)


async def main(url: str, folder: Path, command: str, text: str) -> None:
    with Database(url) as database:
        director = ScriptedDirector()
        services = fake_services(
            folder, director, projects=Projects(database), audit=Audit(database), rendering=DyingRendering(folder)
        )
        async with Agency(services, url) as agency:
            events = (
                agency.resume("t1") if command == "resume" else agency.run_turn("t1", Message(text, turn_id="turn-" + text[:6]))
            )
            async for event in events:
                print(type(event).__name__, getattr(event, "version", ""), flush=True)
            print("CALLS", len(director.calls), flush=True)
            if command == "wait":
                await asyncio.sleep(60)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3], " ".join(sys.argv[4:])))
