"""What somebody says on the page, taken in: on record before the page shows it, its files looked at, and then answered."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from ui.studio.desk import Desk
from ui.studio.room import Heard, Room

CUT_OFF = "{!r} was cut off on its way when the studio stopped; hand it in once more."


@dataclass(frozen=True)
class _Coming:
    """A file that lies where the page put it, as the intake takes it."""

    name: str
    path: str


async def take(desk: Desk, room: Room, step: dict[str, Any], heard: Heard, elements: Iterable[Any]) -> None:
    """Takes a message with its files, each with a name and a path. Raises MemoryStoreError: then nothing of it was taken."""
    coming = [{"name": str(one.name), "path": str(one.path)} for one in elements]
    await room.page.show_user(step, heard.doc() | {"coming": coming})
    await look(desk, room, heard, coming)


async def look(desk: Desk, room: Room, heard: Heard, coming: Iterable[Mapping[str, str]]) -> None:
    """Looks at the files of a message that is on record, and queues its turn; also for one that a stop of the server left."""
    handed_in = [_Coming(one["name"], one["path"]) for one in coming]
    there = [one for one in handed_in if await asyncio.to_thread(Path(one.path).is_file)]
    gone = [CUT_OFF.format(one.name) for one in handed_in if one not in there]
    files, complaints = await desk.take_in(room.page.thread_id, heard.owner, there)
    for number, complaint in enumerate([*gone, *complaints]):
        await room.page.complain(complaint, heard.turn_id, number)
    if (gone or complaints) and not files and not heard.text.strip():
        await room.forget(heard)
        return
    whole = replace(heard, files=files)
    if handed_in:
        await room.keep(whole)
    room.hear(whole)
