"""What is known about the versions: their list, their names, what differs between two. Nothing is rendered."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command

from agent.director.read_history import HistoryWish
from agent.events import Named, Said
from agent.services import Services
from agent.state import State
from agent.wording import changes_in_words, no_version, version_line
from memory.domain.changes import changes_between
from memory.domain.project import Version
from memory.errors import NotFound

ONLY_ONE = "There is only one version so far; nothing has changed."


async def recount(state: State, runtime: Runtime[Services]) -> Command[Literal["clear", "review", "understand"]]:
    """Answers from what is stored; naming a version is the only thing that is written."""
    services, wish = runtime.context, HistoryWish.model_validate(state["history"])
    project_id = state["project_id"]
    versions = await asyncio.to_thread(services.projects.versions, project_id)
    match wish.kind:
        case "name":
            version = wish.version or state["version"]
            try:
                await asyncio.to_thread(services.projects.set_name, project_id, version, wish.name)
            except NotFound:
                runtime.stream_writer(Said(no_version(version, len(versions))))
                return Command(goto=_on(state))
            before = next((one.number for one in versions if one.name.lower() == wish.name.lower()), version)
            runtime.stream_writer(Named(project_id, version, wish.name, before if before != version else 0))
        case "versions":
            runtime.stream_writer(Said(listed(versions, state["version"])))
        case _:
            runtime.stream_writer(Said(await asyncio.to_thread(_differences, services, state, wish)))
    if wish.rest:
        return Command(goto="understand", update=State(message=wish.rest, action=""))
    return Command(goto=_on(state))


def _on(state: State) -> Literal["clear", "review"]:
    """A turn that went to another version before still has to show it."""
    return "review" if state["version"] == state["before"] else "clear"


def listed(versions: Sequence[Version], head: int) -> str:
    """The versions as a list, one line each; the one that is shown is marked."""
    return "\n".join(f"- {version_line(version)}{' (shown now)' if version.number == head else ''}" for version in versions)


def _differences(services: Services, state: State, wish: HistoryWish) -> str:
    older, newer = sorted((wish.version, wish.other or state["version"]))
    if not older:
        return ONLY_ONE
    try:
        old = services.projects.board(state["project_id"], older)
        new = services.projects.board(state["project_id"], newer)
    except NotFound:
        return no_version(max(older, newer), len(services.projects.versions(state["project_id"])))
    changes = changes_in_words(changes_between(old, new), new, old)
    if not changes:
        return f"Versions {older} and {newer} are the same." if older != newer else f"That is version {newer}, the one you see."
    return "\n".join((f"From version {older} to version {newer}:", *(f"- {change}" for change in changes)))
