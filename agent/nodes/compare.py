"""Two versions side by side: what differs in words, and a clip of both previews."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from langgraph.runtime import Runtime

from agent.director.read_history import HistoryWish
from agent.events import Compared, Event, Progress, Said
from agent.gate import cleared
from agent.services import Film, Services
from agent.state import State
from agent.wording import changes_in_words, no_version
from memory.domain.changes import changes_between
from memory.errors import NotFound

ONLY_ONE = "There is only one version so far, so there is nothing to compare it with."
MAKING = "Putting both versions side by side"


async def compare(state: State, runtime: Runtime[Services]) -> State:
    """Shows both previews next to each other, the older one on the left. Nothing about the film changes."""
    services, say, wish = runtime.context, runtime.stream_writer, HistoryWish.model_validate(state["history"])
    project_id = state["project_id"]
    older, newer = sorted((wish.version, wish.other or state["version"]))
    if not older or older == newer:
        say(Said(ONLY_ONE if not older else f"That is version {newer}, the one you see; name another one to compare it with."))
        return State()
    say(Progress(MAKING, 0.0))
    try:
        old = await asyncio.to_thread(services.projects.board, project_id, older)
        new = await asyncio.to_thread(services.projects.board, project_id, newer)
    except NotFound:
        versions = await asyncio.to_thread(services.projects.versions, project_id)
        say(Said(no_version(newer, len(versions))))
        return State()
    films = []
    for version, board in ((older, old), (newer, new)):
        passed = await cleared(state, services, board, version)
        films.append(await asyncio.to_thread(_preview, services, state, say, passed))
    names = {one.number: one.name for one in await asyncio.to_thread(services.projects.versions, project_id)}
    labels = (_label(older, names[older]), _label(newer, names[newer]))
    both = await asyncio.to_thread(
        services.rendering.side_by_side,
        (films[0], films[1]),
        labels,
        on_progress=lambda done, left: say(Progress(MAKING, done, left)),
        cancelled=lambda: services.stopped(state["thread"]),
    )
    differences = changes_in_words(changes_between(old, new), new, old)
    say(Compared(project_id, (older, newer), labels, both.video, both.duration_s, differences, dict(both.timings)))
    return State()


def _preview(services: Services, state: State, say: Callable[[Event], None], cleared: Any) -> Film:
    """The preview as it was shown; made again only where it is gone from disk."""
    return services.rendering.preview(
        cleared,
        on_progress=lambda done, left: say(Progress(MAKING, done / 2, left)),
        on_live=lambda live: None,
        cancelled=lambda: services.stopped(state["thread"]),
    )


def _label(version: int, name: str) -> str:
    return f"Version {version} · {name}" if name else f"Version {version}"
