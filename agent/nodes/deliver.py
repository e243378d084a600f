"""An approved version becomes the finished film."""

from __future__ import annotations

import asyncio

from langgraph.runtime import Runtime

from agent.allowing import refused
from agent.events import Delivered, Progress, Refused, Said
from agent.gate import cleared, stop_at
from agent.remembering import brand_check
from agent.services import Services
from agent.state import State
from tools.errors import NeedsPerson
from tools.errors import Refused as RefusedByRule


async def deliver(state: State, runtime: Runtime[Services]) -> State:
    """Renders the approved version in full size from the same words and timings, and records who approved it.

    A film that breaks a rule its brand marks as hard is not handed over.
    """
    services, say = runtime.context, runtime.stream_writer
    # Asked again: a turn may have waited since it was understood.
    if told := await asyncio.to_thread(refused, state, services, "approve"):
        say(Said(told))
        return State()
    project_id, version, whose = state["project_id"], state["version"], state.get("speaker") or state["owner"]
    board = await asyncio.to_thread(services.projects.board, project_id, version)
    checked = await asyncio.to_thread(brand_check, state, services, board)
    if checked and (broken := checked.findings()):
        say(Refused(broken))
        return State(stage="previewed")
    try:
        passed = await cleared(state, services, board, version)
        async with services.crowd.film(
            whose,
            tell=lambda why, left: say(Progress(why, 0.0, left)),
            cancelled=lambda: services.stopped(state["thread"]),
        ) as place:

            def on_progress(done: float, left: float | None) -> None:
                place.seconds_left = left
                say(Progress("Rendering in full size", done, left))

            film = await asyncio.to_thread(
                services.rendering.final,
                passed,
                on_progress=on_progress,
                cancelled=lambda: services.stopped(state["thread"]),
                whose=whose,
            )
    except (RefusedByRule, NeedsPerson) as closed:
        return await stop_at(closed, state, runtime)
    if film.rendered_scenes:
        await asyncio.to_thread(services.audit.append, "rendered", project_id, {"version": version, "quality": "final"})
    await asyncio.to_thread(services.projects.set_state, project_id, "approved")
    await asyncio.to_thread(
        services.audit.append,
        "delivered",
        project_id,
        {"version": version, "by": whose, "turn": state["turn_id"]},
    )
    if services.brands and checked:
        await asyncio.to_thread(services.brands.keep_script, checked.brand, board.title, board.script())
    say(Delivered(project_id, version, film.video, film.duration_s, dict(film.timings)))
    return State(stage="approved")
