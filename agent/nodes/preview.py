"""The preview is made, not offered: few pixels, final words and timings. What changed is shown first."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from pathlib import Path

from langgraph.runtime import Runtime

from agent.events import FramesChanged, PreviewReady, PreviewStarted, Progress, Said, SceneReady
from agent.gate import cleared, stop_at
from agent.remembering import brand_check
from agent.services import Services
from agent.state import State
from memory.domain.brief import Brief
from tools.errors import NeedsPerson
from tools.errors import Refused as RefusedByRule


async def preview(state: State, runtime: Runtime[Services]) -> State:
    """Renders what was cleared. It is cleared again here: a turn may have been interrupted in between."""
    services, say, began = runtime.context, runtime.stream_writer, time.perf_counter()
    project_id, version = state["project_id"], state["version"]
    waits: dict[str, float] = {}
    board = await asyncio.to_thread(services.projects.board, project_id, version)
    numbers = {scene.id: number for number, scene in enumerate(board.scenes, 1)}

    def on_stills(new: Mapping[str, Path]) -> None:
        waits["changed_still_s"] = time.perf_counter() - began
        stills = sorted((numbers[scene_id], still) for scene_id, still in new.items())
        say(FramesChanged(project_id, version, tuple(stills), len(numbers)))

    def on_scene(scene_id: str, clip: Path) -> None:
        waits.setdefault("changed_scene_s", time.perf_counter() - began)
        say(SceneReady(project_id, version, numbers[scene_id], clip))

    try:
        film = await asyncio.to_thread(
            services.rendering.preview,
            await cleared(state, services, board, version),
            on_progress=lambda done, left: say(Progress("Making the preview", done, left)),
            on_live=lambda live: say(PreviewStarted(project_id, version, live)),
            cancelled=lambda: services.stopped(state["thread"]),
            on_stills=on_stills,
            on_scene=on_scene,
            whose=state.get("speaker") or state["owner"],
        )
    except (RefusedByRule, NeedsPerson) as closed:
        return await stop_at(closed, state, runtime)
    if film.rendered_scenes:
        await asyncio.to_thread(services.audit.append, "rendered", project_id, {"version": version, "quality": "draft"})
    await asyncio.to_thread(services.projects.set_state, project_id, "previewed")
    stored = await asyncio.to_thread(services.projects.brief, project_id, version)
    brief = Brief.model_validate(stored) if stored else Brief()
    first = not state.get("before")
    project = await asyncio.to_thread(services.projects.by_thread, state["thread"])
    say(
        PreviewReady(
            project_id=project_id,
            version=version,
            storyboard=board,
            video=film.video,
            duration_s=film.duration_s,
            stills=tuple(film.stills),
            said=brief.said() if first else (),
            assumed=brief.assumed() if first else (),
            changes=tuple(state.get("changes", ())),
            rendered_scenes=tuple(film.rendered_scenes),
            reused_scenes=tuple(film.reused_scenes),
            starts_s=tuple(film.starts_s),
            timings={**film.timings, **waits},
            can_undo=bool(project and project.behind),
            can_redo=bool(project and project.ahead),
            versions=tuple(await asyncio.to_thread(services.projects.versions, project_id)),
        )
    )
    lengths = [end - start for start, end in zip(film.starts_s, (*film.starts_s[1:], film.duration_s), strict=False)]
    if told := await asyncio.to_thread(brand_check, state, services, board, lengths):
        say(Said(told.told()))
    return State(stage="previewed")
