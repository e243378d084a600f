"""Several lines to choose from are offered in the chat; nothing changes until one of them is taken."""

from __future__ import annotations

import asyncio

from langgraph.runtime import Runtime

from agent.director.variants import Wish, offer, variants
from agent.events import Progress, Said
from agent.services import Services
from agent.state import State
from agent.stopping import unless_stopped

NONE_BETTER = "I found no line that would be better than this one; tell me what it should say instead."


async def vary(state: State, runtime: Runtime[Services]) -> State:
    """Offers the lines that were asked for and keeps them for the next message."""
    services, say = runtime.context, runtime.stream_writer
    say(Progress("Writing lines to choose from", 0.0))
    board = await asyncio.to_thread(services.projects.board, state["project_id"], state["version"])
    wish = Wish(**state["variants"]["wish"])
    lines = await unless_stopped(services, state["thread"], variants(services.director, board, wish))
    say(Said(offer(lines, wish) if lines else NONE_BETTER))
    return State(variants={**state["variants"], "lines": list(lines), "version": state["version"]})
