"""The gate: words, pictures and likeness are checked before anything is rendered."""

from __future__ import annotations

import asyncio
from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command

from agent.events import Refused, Said
from agent.services import Services
from agent.state import State
from tools.errors import Refused as RefusedByRule
from tools.lettering import missing_letters


async def clear(state: State, runtime: Runtime[Services]) -> Command[Literal["preview", "review"]]:
    """On to the preview, or back to the person with the rules that were broken; the version before stands again."""
    services = runtime.context
    project_id, version, before = state["project_id"], state["version"], state.get("before", 0)
    board = await asyncio.to_thread(services.projects.board, project_id, version)
    try:
        await asyncio.to_thread(services.clear, board, project_id, version)
    except RefusedByRule as refused:
        rules = [finding.rule for finding in refused.findings]
        await asyncio.to_thread(services.audit.append, "refused", project_id, {"version": version, "rules": rules})
        if before and before != version:
            await asyncio.to_thread(services.projects.take_back, project_id, before, f"{state['turn_id']}/refused")
        await asyncio.to_thread(services.projects.set_state, project_id, "refused")
        runtime.stream_writer(Refused(tuple(refused.findings)))
        return Command(goto="review", update=State(version=before, stage="refused"))
    if told := await asyncio.to_thread(missing_letters, board):
        runtime.stream_writer(Said(told))
    return Command(goto="preview")
