"""The gate: words, pictures and likeness are checked before anything is rendered."""

from __future__ import annotations

import asyncio
from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command

from agent.events import Said
from agent.gate import ask_people, cleared, stop_at
from agent.services import Services
from agent.state import State
from tools.clearance import appealed, texts_of
from tools.errors import NeedsPerson
from tools.errors import Refused as RefusedByRule
from tools.lettering import missing_letters


async def clear(state: State, runtime: Runtime[Services]) -> Command[Literal["preview", "review"]]:
    """On to the preview; back to the person with the rules that were broken, and the version before stands again; or to the
    queue where people decide, and the turn ends.
    """
    services = runtime.context
    project_id, version = state["project_id"], state["version"]
    board = await asyncio.to_thread(services.projects.board, project_id, version)
    try:
        passed = await cleared(state, services, board, version)
    except (RefusedByRule, NeedsPerson) as closed:
        pleaded = state.get("pleaded", {}).get("rules", [])
        if isinstance(closed, RefusedByRule) and all(finding.rule in pleaded for finding in closed.findings):
            # People allowed the brief: they look at what became of it, too.
            cases = appealed(closed.findings, texts_of(board), "")
            return Command(goto="review", update=await ask_people(cases, state, runtime))
        return Command(goto="review", update=await stop_at(closed, state, runtime))
    told = {"version": version, "policy": passed.policy_version}
    await asyncio.to_thread(services.audit.append, "cleared", project_id, told)
    if services.reviews:
        await asyncio.to_thread(services.reviews.withdraw, project_id)
    if words := await asyncio.to_thread(missing_letters, board):
        runtime.stream_writer(Said(words))
    return Command(goto="preview", update=State(plea={}, stood=0))
