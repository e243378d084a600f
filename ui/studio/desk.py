"""What the studio's handlers work with, put together once before the page opens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from agent.wording import sentence
from memory.domain.roles import Role, denial, may
from memory.errors import MemoryStoreError
from memory.users import User
from tools.assets import Accepted
from tools.errors import AssetRefused
from ui.cleaning import clean
from ui.studio.addresses import Addresses
from ui.studio.gate import Entrance
from ui.studio.room import Rooms

logger = logging.getLogger(__name__)


class Accounts(Protocol):
    """Who may enter; see memory.users.Users."""

    def verify(self, name: str, password: str, address: str = "") -> User | None: ...
    def get(self, name: str) -> User | None: ...


class Roles(Protocol):
    """Which role somebody has; see memory.users.Access."""

    def role(self, person: str, brand_key: str = "") -> Role | None: ...
    def roles(self, person: str) -> frozenset[Role]: ...


class Intake(Protocol):
    """Looks at an uploaded file and stores it; raises AssetRefused with a sentence for the person."""

    def __call__(self, path: Path, name: str, thread_id: str, owner: str) -> Accepted: ...


@dataclass
class Desk:
    """The studio's parts."""

    users: Accounts
    access: Roles
    addresses: Addresses
    rooms: Rooms
    data_layer: Any
    intake: Intake
    upload_files: int = 20
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def keep(self, task: asyncio.Task[None]) -> None:
        """Holds a task until it is done, so that it is not collected half-way."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def take_in(self, thread_id: str, owner: str, elements: Iterable[Any]) -> tuple[tuple[Accepted, ...], list[str]]:
        """As `take_in` below."""
        return await take_in(self.intake, self.access, self.upload_files, thread_id, owner, elements)


async def take_in(
    intake: Intake, access: Roles, most: int, thread_id: str, owner: str, elements: Iterable[Any]
) -> tuple[tuple[Accepted, ...], list[str]]:
    """Uploads of one message, each with a name and a path: what was accepted, and one sentence for each that was not."""
    accepted, complaints = [], []
    handed_in = list(elements)
    # Whose film it is becomes known when the message is read; a role for any brand is enough to hand a file in.
    if handed_in and not any(may(role, "upload") for role in await asyncio.to_thread(access.roles, owner)):
        return (), [denial(await asyncio.to_thread(access.role, owner), "upload")]
    if len(handed_in) > most:
        complaints.append(f"I took the first {most} of {len(handed_in)} files; hand in the rest with another message.")
    for element in handed_in[:most]:
        name = clean(element.name)
        try:
            accepted.append(await asyncio.to_thread(intake, Path(element.path), name, thread_id, owner))
        except AssetRefused as refused:
            complaints.append(sentence(refused))
        except MemoryStoreError as error:
            logger.warning("an upload could not be stored", exc_info=True, extra={"conversation": thread_id})
            complaints.append(f"{name!r} could not be stored: {error}.")
    return tuple(accepted), complaints


@dataclass(frozen=True)
class Entry:
    """What a log-in is checked against, known before the handlers' file is loaded."""

    users: Accounts
    entrance: Entrance


_entry: Entry | None = None
_desk: Desk | None = None


def open_entry(parts: Entry) -> None:
    """Sets what log-ins are checked against; called once by the server before the page toolkit is put together."""
    global _entry  # noqa: PLW0603  # as below
    _entry = parts


def entry() -> Entry:
    """What log-ins are checked against."""
    if _entry is None:
        raise RuntimeError("a log-in is asked for before the server has put its parts together")
    return _entry


def open_desk(parts: Desk) -> None:
    """Sets the parts; called once by the server before it takes requests."""
    global _desk  # noqa: PLW0603  # chainlit loads its handlers as a file, so they cannot be handed an argument
    _desk = parts


def desk() -> Desk:
    """The parts of the running studio."""
    if _desk is None:
        raise RuntimeError("the studio's parts are asked for before the server has put them together")
    return _desk
