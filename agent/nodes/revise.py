"""Feedback becomes edits, edits become the next version; what changed is said in words."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Literal

from langgraph.runtime import Runtime
from langgraph.types import Command

from agent.director.interpreting import NOT_UNDERSTOOD
from agent.director.read_history import undoing
from agent.director.revising import Cast, revised
from agent.director.talking import Talk
from agent.director.uploads import Upload, fitting, uploads_of
from agent.events import Asked, Progress, Said
from agent.remembering import noticed
from agent.services import Services
from agent.state import State
from agent.stopping import unless_stopped
from agent.wording import announced, changes_in_words
from memory.domain.brief import Brief
from memory.domain.changes import changes_between
from memory.domain.edits import Edit
from memory.domain.storyboard import Storyboard

_NUMBERED = re.compile(r"\b(?:scene|szene|escena|scène|scena|slide|in|into|for|on|of) #?(\d{1,2})\b", re.I)
_LAYOUTS = {"screenshot": "device", "recording": "device", "cut_out": "product"}
_ENDS = {"first": r"\b(?:first|opening|hook|intro|beginning)\b", "last": r"\b(?:last|closing|ending|end|outro)\b"}


async def revise(state: State, runtime: Runtime[Services]) -> Command[Literal["clear", "restore", "review"]]:
    """One message, any number of edits, one new version. Nothing is saved where nothing could be changed."""
    services, say, project_id = runtime.context, runtime.stream_writer, state["project_id"]
    say(Progress("Changing the storyboard", 0.0))
    board = await asyncio.to_thread(services.projects.board, project_id, state["version"])
    # What stands now keeps its place on the clock, so that an edit moves only what it is about.
    board = await asyncio.to_thread(services.rendering.settled, board)
    stored = await asyncio.to_thread(services.projects.brief, project_id, state["version"])
    work = await unless_stopped(
        services,
        state["thread"],
        revised(
            services.director,
            services.rendering,
            Cast(services.presenters, services.voices),
            board,
            with_files(state, board),
            keep_words=bool(stored and Brief.model_validate(stored).script),
        ),
    )
    if work.undo:
        edits = [edit.model_dump(mode="json") for edit in work.edits]
        return Command(goto="restore", update=State(history=undoing(work.undo).model_dump(mode="json"), edits=edits, rest=""))
    for sentence in work.refusals:
        say(Said(sentence))
    work.board = await asyncio.to_thread(services.rendering.settled, work.board)
    changes = changes_in_words(changes_between(board, work.board), work.board, board)
    if not changes:
        if not work.refusals:
            say(Said(_unchanged(work.edits)) if work.edits else Asked(NOT_UNDERSTOOD))
        return Command(goto="review" if state["version"] == state["before"] else "clear")
    if state["rest"]:
        say(Said(f"I could not tell what “{state['rest']}” should change, so that part waits; say it in other words."))
    say(Said(announced("Changing now", changes)))
    version = await asyncio.to_thread(
        services.projects.save,
        project_id,
        work.board,
        turn_id=state["turn_id"],
        edits=[edit.model_dump(mode="json") for edit in work.edits],
        label="; ".join(changes)[:200],
    )
    talk = Talk(message=state["message"], edits=tuple(_wish(edit) for edit in work.edits), version=version)
    update = State(version=version, changes=[*state["changes"], *changes], talk=talk.model_dump(mode="json"))
    if habit := await asyncio.to_thread(noticed, state, services, work.edits):
        say(Said(f"You did this in another film too. Shall I make {state['brand']}'s films {habit.sentence}? Say “yes” or “no”."))
        update["proposal"] = asdict(habit)
    return Command(goto="clear", update=update)


def _wish(edit: Edit) -> dict[str, Any]:
    """The edit without the words that were written for it: for another scene there would be others."""
    row: dict[str, Any] = edit.model_dump(mode="json", by_alias=True)
    return {**row, "value": {key: value for key, value in row["value"].items() if key not in ("narrations", "on_screen")}}


def _unchanged(edits: Sequence[Edit]) -> str:
    if any(edit.op == "rewrite_tone" for edit in edits):
        return "I found no words that would be better than these; tell me what a scene should say instead."
    return "The film is already like that; nothing was changed."


def with_files(state: State, board: Storyboard) -> list[dict[str, Any]]:
    """The edits with the files of this message in them: a logo where a logo is spoken of or seen, else a picture for a scene.

    What is a screen or a thing cut out takes the layout that shows it, where the message asks for no other.
    """
    edits = [dict(edit) for edit in state["edits"]]
    for upload in uploads_of(state["files"]):
        is_logo = upload.kind == "image" and ("logo" in state["message"].lower() or upload.shows == "logo")
        op = "change_logo" if is_logo else "replace_media"
        value = {"sha256": upload.sha256} | ({} if is_logo else {"kind": upload.kind, "name": upload.name})
        waiting = next((edit for edit in edits if edit["op"] == op and not (edit.get("value") or {}).get("sha256")), None)
        if waiting:
            waiting["value"] = {**(waiting.get("value") or {}), **value}
        else:
            waiting = {"op": op, "scene": None if is_logo else _scene_for(upload, state["message"], board), "value": value}
            edits.append(waiting)
        shown = _LAYOUTS.get(upload.shows)
        if shown and not is_logo and not any(edit["op"] == "change_layout" for edit in state["edits"]):
            edits.append({"op": "change_layout", "scene": waiting["scene"], "value": {"layout": shown}})
    return edits


def _scene_for(upload: Upload, message: str, board: Storyboard) -> str:
    """Where a file goes whose scene no wish names: the number or the end that is spoken of, else where its words belong."""
    if found := _NUMBERED.search(message):
        return found[1]
    ends = next((end for end, words in _ENDS.items() if re.search(words, message, re.I)), "")
    # Neither the hook nor the last words, as long as there are others.
    inner = range(1, len(board.scenes) - 1) if len(board.scenes) > 2 else range(len(board.scenes))
    return ends or str(fitting(board, upload, message, inner) + 1)
