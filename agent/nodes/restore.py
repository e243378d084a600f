"""Undo, or back to a version by its number."""

from __future__ import annotations

import asyncio
from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command

from agent.events import Said
from agent.services import Services
from agent.state import State
from agent.wording import changes_in_words
from memory.domain.changes import changes_between
from memory.errors import NotFound, NothingToUndo


async def restore(state: State, runtime: Runtime[Services]) -> Command[Literal["clear", "review"]]:
    """Moves the project to the version asked for and shows it again; nothing is deleted."""
    services, project_id, turn_id = runtime.context, state["project_id"], state["turn_id"]
    try:
        if state["pick"]:
            version = await asyncio.to_thread(services.projects.set_head, project_id, state["pick"], turn_id)
        else:
            version = await asyncio.to_thread(services.projects.undo, project_id, turn_id)
    except NothingToUndo:
        runtime.stream_writer(Said("This is the first version; there is nothing before it to go back to."))
        return Command(goto="review")
    except NotFound:
        runtime.stream_writer(Said(f"There is no version {state['pick']}; pick one from the list of versions."))
        return Command(goto="review")
    old = await asyncio.to_thread(services.projects.board, project_id, state["version"])
    new = await asyncio.to_thread(services.projects.board, project_id, version)
    changes = [f"Back to version {version}", *changes_in_words(changes_between(old, new), new, old)]
    return Command(goto="clear", update=State(version=version, changes=changes))
