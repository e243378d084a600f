"""Films that are still being made, streamed while they grow."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

CHUNK = 64 * 1024
POLL_S = 0.08
GIVE_UP_S = 120.0
FINISHED = 64


@dataclass
class Live:
    """A fragmented MP4 that is appended to until `finished`; only its owner may watch."""

    path: Path
    owner: str
    finished: asyncio.Event = field(default_factory=asyncio.Event)

    async def chunks(self) -> AsyncIterator[bytes]:
        """The file from its start, then what is added, until it is finished or nothing comes for two minutes."""
        idle_s = 0.0
        while not self.path.exists() and not self.finished.is_set() and idle_s < GIVE_UP_S:
            await asyncio.sleep(POLL_S)
            idle_s += POLL_S
        if not self.path.exists():
            return
        with self.path.open("rb") as source:
            idle_s = 0.0
            while idle_s < GIVE_UP_S:
                last = self.finished.is_set()
                data = await asyncio.to_thread(source.read, CHUNK)
                if data:
                    idle_s = 0.0
                    yield data
                elif last:
                    return
                else:
                    await asyncio.sleep(POLL_S)
                    idle_s += POLL_S


class Lives:
    """What is being made now and what was made last, by project and version; forgotten when the server stops, and made again
    then. Of those that are finished only the last `FINISHED` are known: by then a page has the whole film in their place.
    """

    def __init__(self) -> None:
        self._lives: dict[tuple[str, int], Live] = {}

    def start(self, project_id: str, version: int, path: Path, owner: str) -> Live:
        """A film begins to grow at `path`."""
        self._lives.pop((project_id, version), None)
        live = self._lives[project_id, version] = Live(path, owner)
        finished = [key for key, known in self._lives.items() if known.finished.is_set()]
        for key in finished[:-FINISHED]:
            del self._lives[key]
        return live

    def finish(self, project_id: str, version: int) -> None:
        """Nothing more is coming."""
        live = self._lives.get((project_id, version))
        if live:
            live.finished.set()

    def of(self, project_id: str, version: int, owner: str) -> Live | None:
        """The film if it is known and theirs."""
        live = self._lives.get((project_id, version))
        return live if live and live.owner == owner else None
