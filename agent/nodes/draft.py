"""A brief becomes a storyboard, saved as a version."""

from __future__ import annotations

import asyncio

from langgraph.runtime import Runtime

from agent.director.dialogue import shared
from agent.director.drafting import draft_board
from agent.events import Progress, Said
from agent.services import Services
from agent.state import State
from agent.stopping import unless_stopped
from memory.domain.brief import Brief
from memory.domain.rebuild import checked
from memory.domain.storyboard import Storyboard


async def draft(state: State, runtime: Runtime[Services]) -> State:
    """Writes the film and saves it; the same turn saves once."""
    services, say = runtime.context, runtime.stream_writer
    say(Progress("Writing the script", 0.0))

    def on_words(words: str) -> None:
        say(Said(words, delta=True))
        # Words that stand still look finished; what is being done stays in sight below them.
        say(Progress("Writing the script", 0.0))

    brief = Brief.model_validate(state["brief"])
    # A full stop after '3 March' ends the sentence it was said in; it is no part of the fact.
    facts = tuple(fact.rstrip(".,;:") for fact in (brief.must_include.value if brief.must_include else ()))
    board, brief = await unless_stopped(
        services,
        state["thread"],
        draft_board(services.director, services.rendering, brief, state["request"], facts, on_words),
    )
    project = await asyncio.to_thread(services.projects.create, state["thread"], state["owner"])
    board = _apart(shared(board, state["request"], services.presenters), project.ids_used)
    version = await asyncio.to_thread(
        services.projects.save,
        state["project_id"],
        board,
        turn_id=state["turn_id"],
        brief=brief.model_dump(mode="json"),
        label="First draft" if not state.get("version") else "New film",
    )
    return State(version=version, changes=[])


def _apart(board: Storyboard, ids_used: int) -> Storyboard:
    """The film with scene ids of its own: in a conversation about its second film, no scene is one of the first film's."""
    scenes = (scene.model_copy(update={"id": f"s{ids_used + place}"}) for place, scene in enumerate(board.scenes, 1))
    return checked(board, scenes=tuple(scenes)) if ids_used else board
