"""A brief becomes a storyboard, saved as a version."""

from __future__ import annotations

import asyncio

from langgraph.runtime import Runtime

from agent.director.dialogue import shared
from agent.director.drafting import draft_board
from agent.director.unnamed import unnamed
from agent.director.uploads import placed, uploads_of
from agent.doubts import drafted
from agent.events import Progress, Said
from agent.remembering import facts_for, ids, line_of, told
from agent.services import Services
from agent.state import State
from agent.stopping import unless_stopped
from memory.domain.brand import Fact, Pace
from memory.domain.brand_kit import BrandKit
from memory.domain.brief import Brief
from memory.domain.rebuild import checked
from memory.domain.storyboard import Storyboard
from tools.brand.apply import dressed
from tools.brand.preferences import preferred

SHORT = 0.05  # of the asked length


async def draft(state: State, runtime: Runtime[Services]) -> State:
    """Writes the film and saves it; the same turn saves once."""
    services, say = runtime.context, runtime.stream_writer
    say(Progress("Writing the script", 0.0))

    def on_words(words: str) -> None:
        # Not every line of a small model is kept: what it writes is shown once it is the script.
        if not services.director.is_small:
            say(Said(words, delta=True))
        # Words that stand still look finished; what is being done stays in sight below them.
        say(Progress("Writing the script", 0.0))

    brief = Brief.model_validate(state["brief"])
    # A full stop after '3 March' ends the sentence it was said in; it is no part of the fact.
    facts = tuple(fact.rstrip(".,;:") for fact in (brief.must_include.value if brief.must_include else ()))
    kit = await asyncio.to_thread(_kit, services, state.get("brand", ""))
    known = await asyncio.to_thread(facts_for, services, kit, state["request"]) if kit and brief.script is None else ()
    request = "\n".join([state["request"], *(one.item.value.text for one in known if isinstance(one.item.value, Fact))])
    board = await unless_stopped(
        services,
        state["thread"],
        draft_board(services.director, services.rendering, _without_bumpers(brief, kit), request, facts, on_words, _pace(kit)),
    )
    recalled = State()
    if kit:
        board, liked = preferred(board, kit, brief)
        board, worn = dressed(board, kit, keep_words=brief.script is not None)
        worn = (*worn, *liked)
        board = checked(board, target_s=brief.duration_s.value if brief.duration_s else None)
        lines = [*state.get("recalled", []), *map(line_of, (*known, *worn))]
        recalled = State(cited=[*state.get("cited", []), *ids([one.item for one in (*known, *worn)])])
        if lines:
            say(Said(told(kit.name, lines)))
    if counted := unnamed(request, board.target_s or 0.0) if brief.script is None else "":
        say(Said(f"The brief speaks of {counted} and names none of them. Send me a line on each, and the film tells them."))
    if shortfall := await asyncio.to_thread(_short_of, services, board):
        say(Said(shortfall))
    if services.director.is_small:
        say(Said("\n\n".join(scene.narration for scene in board.scenes if scene.narration)))
    project = await asyncio.to_thread(services.projects.create, state["thread"], state["owner"])
    board = _apart(shared(board, state["request"], services.presenters), project.ids_used)
    shown = placed(board, uploads_of([*state.get("held", []), *state["files"]]), state["request"])
    if shown.told:
        say(Said(shown.told))
    board = shown.board
    version = await asyncio.to_thread(
        services.projects.save,
        state["project_id"],
        board,
        turn_id=state["turn_id"],
        brief=brief.model_dump(mode="json"),
        label="First draft" if not state.get("version") else "New film",
    )
    return recalled | drafted(state, version) | State(version=version, changes=[], held=[])


def _short_of(services: Services, board: Storyboard) -> str:
    """A sentence where the film is much shorter than asked, since the brief gives it too little to tell; '' where it is not."""
    times = services.rendering.schedule(board)
    if times.off > -SHORT or board.target_s is None:
        return ""
    return (
        f"There is enough to tell for {times.duration_s:.0f} of the {board.target_s:g} seconds. "
        "Give me more to say, a few points or a document, and the film grows to its full length."
    )


def _kit(services: Services, brand: str) -> BrandKit | None:
    known = services.brands.names() if services.brands and brand else ()
    return services.brands.kit(brand) if services.brands and brand in known else None


def _pace(kit: BrandKit | None) -> float | None:
    """How long a scene of the brand's own films lasts, in seconds."""
    return next((pace.shot_s for _, pace in kit.of(Pace)), None) if kit else None


def _without_bumpers(brief: Brief, kit: BrandKit | None) -> Brief:
    """The brief with the length that a brand's own opening and closing leave."""
    taken = sum(found[1].length_s for kind in ("opening", "closing") if kit and (found := kit.bumper(kind)))
    if not taken or brief.duration_s is None or brief.script is not None:
        return brief
    left = max(brief.duration_s.value - taken, brief.duration_s.value / 2)
    return brief.model_copy(update={"duration_s": brief.duration_s.model_copy(update={"value": left})})


def _apart(board: Storyboard, ids_used: int) -> Storyboard:
    """The film with scene ids of its own: in a conversation about its second film, no scene is one of the first film's."""
    scenes = (scene.model_copy(update={"id": f"s{ids_used + place}"}) for place, scene in enumerate(board.scenes, 1))
    return checked(board, scenes=tuple(scenes)) if ids_used else board
