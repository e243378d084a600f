"""Back to a version, forward again, or something of a version into the film as it is. What else was said is done afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from typing import Literal

from langgraph.runtime import Runtime
from langgraph.types import Command

from agent.director.finding_versions import Description, Told, meant
from agent.director.read_history import HistoryWish
from agent.director.talking import Talk
from agent.events import Asked, Said
from agent.services import Services
from agent.state import State
from agent.wording import announced, changes_in_words, no_version, version_line
from memory.domain.changes import changes_between
from memory.domain.edits import Undo
from memory.domain.merging import changes_back, restored
from memory.domain.project import Version
from memory.domain.storyboard import Storyboard
from memory.errors import NoSuchScene, NotFound, NothingToRedo, NothingToUndo

FIRST = "This is the first version; there is nothing before it to go back to."
NEWEST = "Nothing was undone, so there is nothing to do again."
NONE_LIKE_THAT = "No version is like that; say “which versions are there?” for the list."
NEVER_OTHER = "That has never been different in this film, so there is nothing to bring back."


async def restore(state: State, runtime: Runtime[Services]) -> Command[Literal["clear", "review", "revise", "understand"]]:
    """Moves the project to the version asked for, or saves a mixture of two; nothing is deleted."""
    services, wish = runtime.context, HistoryWish.model_validate(state["history"])
    if wish.described:
        fitting = await asyncio.to_thread(_fitting, services, state, wish.described)
        if len(fitting) != 1:
            return _which(state, runtime, wish, fitting)
        wish = wish.model_copy(update={"version": fitting[0].number})
    try:
        version, head = await asyncio.to_thread(_gone, services, state, wish)
    except (NothingToUndo, NothingToRedo, NotFound, NoSuchScene) as error:
        runtime.stream_writer(Said(await asyncio.to_thread(_refusal, services, state, wish, error)))
        return Command(goto="review" if state["version"] == state["before"] else "clear")
    if wish.unclear:
        runtime.stream_writer(Said(f"I could not tell what “{wish.unclear}” is, so nothing was kept; name a scene or a part."))
    old = await asyncio.to_thread(services.projects.board, state["project_id"], state["version"])
    new = await asyncio.to_thread(services.projects.board, state["project_id"], version)
    told = changes_in_words(changes_between(old, new), new, old)
    changes = [*state.get("changes", []), head, *told]
    runtime.stream_writer(Said(announced(head, told)))
    if wish.rest:
        return Command(goto="understand", update=State(version=version, changes=changes, message=wish.rest, action=""))
    if state["edits"]:
        return Command(goto="revise", update=State(version=version, changes=changes))
    return Command(goto="clear", update=State(version=version, changes=changes))


def _fitting(services: Services, state: State, wanted: Description) -> list[Version]:
    """The versions that are as described; the one that is shown is meant only where no other is."""
    projects, project_id = services.projects, state["project_id"]
    versions = projects.versions(project_id)
    told = [Told(one.number, one.parent, projects.board(project_id, one.number)) for one in versions]
    numbers = meant(wanted, told)
    others = [number for number in numbers if number != state["version"]]
    return [one for one in versions if one.number in (others or numbers)]


def _which(
    state: State, runtime: Runtime[Services], wish: HistoryWish, fitting: Sequence[Version]
) -> Command[Literal["clear", "review", "revise", "understand"]]:
    """Asks which of several versions is meant, or says that there is none."""
    goto: Literal["clear", "review"] = "review" if state["version"] == state["before"] else "clear"
    if not fitting:
        runtime.stream_writer(Said(NONE_LIKE_THAT))
        return Command(goto=goto)
    question = "\n".join(
        (f"{len(fitting)} versions are like that:", *(f"- {version_line(one)}" for one in fitting), "Which one?")
    )
    runtime.stream_writer(Asked(question))
    options = tuple(f"show me version {one.number}{f', and {wish.rest}' if wish.rest else ''}" for one in fitting)
    talk = Talk.model_validate(state.get("talk") or {}).model_copy(
        update={"question": question, "text": state["message"], "options": options}
    )
    return Command(goto=goto, update=State(talk=talk.model_dump(mode="json")))


def _turn(state: State) -> str:
    """A name for each move of a turn, the same whenever it is run again: 'undo, and undo that too' are two."""
    moved = len(state.get("changes", []))
    return f"{state['turn_id']}/{moved}" if moved else state["turn_id"]


def _gone(services: Services, state: State, wish: HistoryWish) -> tuple[int, str]:
    """The version that stands now, and what was done in words."""
    projects, project_id, turn_id = services.projects, state["project_id"], _turn(state)
    match wish.kind:
        case "undo":
            version = projects.undo(project_id, turn_id, wish.steps)
            return version, f"Back to {_called(services, project_id, version)}"
        case "redo":
            version = projects.redo(project_id, turn_id, wish.steps)
            return version, f"Forward to {_called(services, project_id, version)}"
        case "restore" if wish.undo:
            return _mixed(services, state, wish.undo)
        case _:
            version = projects.set_head(project_id, wish.version, turn_id)
            return version, f"Back to {_called(services, project_id, version)}"


def _mixed(services: Services, state: State, undo: Undo) -> tuple[int, str]:
    """A new version made of two; it is stored with the version that was meant, so that it can be told later."""
    projects, project_id, turn_id = services.projects, state["project_id"], f"{_turn(state)}/restore"
    if saved := next((one for one in projects.versions(project_id) if one.turn_id == turn_id), None):
        return saved.number, saved.label.split("; ")[0]
    now = services.rendering.settled(projects.board(project_id, state["version"]))
    number, then = _meant(services, state, now, undo)
    undo = undo.model_copy(update={"value": undo.value.model_copy(update={"version": number})})
    board = services.rendering.settled(restored(now, services.rendering.settled(then), undo))
    changes = changes_in_words(changes_between(now, board), board, now)
    head = f"{'As in' if undo.value.keep else 'From'} {_called(services, project_id, number)}"
    if not changes:
        raise NothingToUndo("it is like that already")
    version = projects.save(
        project_id,
        board,
        turn_id=turn_id,
        edits=[undo.model_dump(mode="json")],
        label="; ".join((head, *changes))[:200],
    )
    return version, head


def _meant(services: Services, state: State, now: Storyboard, undo: Undo) -> tuple[int, Storyboard]:
    """The version that was named; else the one so many steps back; else the nearest in which what is asked back was different."""
    projects, project_id = services.projects, state["project_id"]
    if undo.value.version:
        return undo.value.version, projects.board(project_id, undo.value.version)
    if undo.value.keep:
        behind = projects.create(state["thread"], state["owner"]).behind
        if not behind:
            raise NothingToUndo("there is nothing before the first version")
        number = behind[max(-undo.value.steps, -len(behind))]
        return number, projects.board(project_id, number)
    for number in _earlier(services, project_id, state["version"]):
        then = projects.board(project_id, number)
        if changes_back(now, then, undo):
            return number, then
    raise NothingToUndo(NEVER_OTHER)


def _earlier(services: Services, project_id: str, version: int) -> Iterator[int]:
    """The versions this one came from, the nearest first, then all others, the newest first."""
    parents = {one.number: one.parent for one in services.projects.versions(project_id)}
    line: list[int] = []
    while (parent := parents[line[-1] if line else version]) is not None:
        line.append(parent)
    yield from line
    yield from (number for number in sorted(parents, reverse=True) if number not in line and number != version)


def _called(services: Services, project_id: str, version: int) -> str:
    name = next((one.name for one in services.projects.versions(project_id) if one.number == version), "")
    return f"version {version}, “{name}”" if name else f"version {version}"


def _refusal(services: Services, state: State, wish: HistoryWish, error: Exception) -> str:
    match error:
        case NothingToRedo():
            return NEWEST
        case NothingToUndo() if wish.kind == "undo":
            return FIRST
        case NothingToUndo() if str(error) == NEVER_OTHER:
            return NEVER_OTHER
        case NothingToUndo():
            return "The film is like that already; nothing was changed."
        case NotFound():
            return no_version(wish.version, len(services.projects.versions(state["project_id"])))
        case _:
            return str(error)
