"""A question about the film is answered, and changes nothing."""

from __future__ import annotations

import asyncio

from langgraph.runtime import Runtime

from agent.events import Said
from agent.services import Services
from agent.state import State
from agent.stopping import unless_stopped


async def answer(state: State, runtime: Runtime[Services]) -> State:
    """Streams a short answer from the storyboard and its timings."""
    services, say = runtime.context, runtime.stream_writer
    board = await asyncio.to_thread(services.projects.board, state["project_id"], state["version"])
    times = await asyncio.to_thread(services.rendering.schedule, board)
    facts = (
        f"Length {times.duration_s:.1f} s, {len(board.scenes)} scenes, version {state['version']}, presenter {board.presenter}."
    )
    await unless_stopped(
        services,
        state["thread"],
        services.director.answer(state["message"], board, facts, lambda piece: say(Said(piece, delta=True))),
    )
    return State()
