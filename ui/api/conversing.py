"""Commissions and what is said about them: each turn is on record before its request is answered."""

from __future__ import annotations

import asyncio
import logging
import uuid
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import BaseModel

from agent.verdicts import is_cancel
from memory.domain import script_document
from memory.domain.api_key import ApiKey
from memory.domain.brand import brand_key
from memory.domain.project import Project
from memory.domain.roles import Action
from memory.errors import MemoryStoreError
from memory.turn_log import TakenTurn
from tools.assets import Accepted
from ui.api.front import LONGEST_WAIT_S, Approver, Counted, Done, Front, Parts, Reader, Writer
from ui.api.problems import ApiProblem, Responses, declared
from ui.api.recorded import TRY_AGAIN_S
from ui.api.schemas import Commission, Message, StoppingOut, StoryboardIn, TurnOut
from ui.api.scripting import script_of
from ui.cleaning import clean
from ui.commission import SCRIPT_BYTES, with_wishes
from ui.studio.room import Heard, Pressed

logger = logging.getLogger(__name__)

router = APIRouter(tags=["conversation"])
ProjectId = Annotated[str, Path(pattern=r"^[0-9a-z]{1,20}$")]
Wait = Annotated[float, Query(ge=0, le=LONGEST_WAIT_S, description="seconds to wait for the turn to be done")]
MOST_HEARD = 1000
"""Turns that a process remembers to have heard; beyond that it asks which of them are over."""
TURN: Responses = {
    200: {"model": TurnOut, "description": "The turn is done"},
    202: {"model": TurnOut, "description": "The turn is on record and will be answered"},
}


@router.post("/commissions", status_code=202, response_model=None, responses=TURN | declared(404, 409))
async def commission(asked: Commission, parts: Parts, key: Writer, once: Counted, wait: Wait = 0) -> Response:
    """A new film: the brief begins a conversation, which the studio shows too."""
    brand = _brand(key, asked.brand)
    await asyncio.to_thread(parts.check_role, key, "revise", brand_key(brand))
    brief = with_wishes(
        clean(asked.brief),
        seconds=asked.seconds,
        aspect=asked.aspect,
        language=asked.language,
        presenter=asked.presenter,
        brand=asked.brand,
    )

    async def begin(made: uuid.UUID) -> Done:
        files = await _files(parts, key, asked.assets)
        project = await asyncio.to_thread(parts.projects.create, str(made), key.person)
        if brand:
            await asyncio.to_thread(parts.projects.set_brand, project.id, brand_key(brand))
        turn_id = uuid.uuid5(made, "turn")
        heard = Heard(str(turn_id), key.person, brief, files, brand=brand, only=key.brands, barred=key.barred)
        return await taken(parts, project, heard, brief, wait)

    return await once.answer(key, asked.model_dump(mode="json"), begin)


@router.post("/projects/{project_id}/messages", status_code=202, response_model=None, responses=TURN | declared(404, 409))
async def say(project_id: ProjectId, asked: Message, parts: Parts, key: Writer, once: Counted, wait: Wait = 0) -> Response:
    """The next turn: a change, a question, an answer. What the words ask for is held to the key's scopes too."""
    if not asked.text.strip() and not asked.assets:
        raise ApiProblem(422, "the message is empty", "text", "say what to change, or hand in an upload")
    body = asked.model_dump(mode="json")
    return await _turn(parts, key, once, project_id, wait, body, text=asked.text, words=asked.text, assets=asked.assets)


@router.post("/projects/{project_id}/approve", status_code=202, response_model=None, responses=TURN | declared(404, 409))
async def approve(project_id: ProjectId, parts: Parts, key: Approver, once: Counted, wait: Wait = 0) -> Response:
    """Approves the version that is shown: it is rendered in full size."""
    return await _turn(parts, key, once, project_id, wait, "approve", needs="approve", words="Approve", pressed="approve")


@router.post("/projects/{project_id}/undo", status_code=202, response_model=None, responses=TURN | declared(404, 409))
async def undo(project_id: ProjectId, parts: Parts, key: Writer, once: Counted, wait: Wait = 0) -> Response:
    """Goes back to what was before the last change; nothing is deleted."""
    return await _turn(parts, key, once, project_id, wait, "undo", words="Undo", pressed="undo")


@router.post("/projects/{project_id}/versions/{version}/show", status_code=202, response_model=None,
             responses=TURN | declared(404, 409))  # fmt: skip
async def show(
    project_id: ProjectId,
    version: Annotated[int, Path(ge=1, le=1_000_000)],
    parts: Parts,
    key: Writer,
    once: Counted,
    wait: Wait = 0,
) -> Response:
    """Shows another version and edits it from now on; undo leads back."""
    project = await asyncio.to_thread(parts.project, key, project_id)
    await asyncio.to_thread(parts.projects.board, project.id, version)
    words = f"Show version {version}"
    return await _turn(parts, key, once, project_id, wait, version, words=words, pressed="pick", version=version)


@router.put("/projects/{project_id}/script", status_code=202, response_model=None, responses=TURN | declared(404, 409, 413))
async def put_script(
    project_id: ProjectId,
    document: Annotated[str, Body(media_type="text/markdown", description="the script as GET gave it, edited")],
    parts: Parts,
    key: Writer,
    once: Counted,
    wait: Wait = 0,
) -> Response:
    """Hands the edited script back: what differs becomes edits, each of them on record and undone like any other."""
    script = clean(document)
    if len(script.encode()) > SCRIPT_BYTES:
        raise ApiProblem(413, "the script is larger than a script can be", f"{SCRIPT_BYTES} bytes", "hand in a shorter one")
    project = await asyncio.to_thread(parts.project, key, project_id)
    await asyncio.to_thread(_readable, parts, project, script)
    return await _turn(parts, key, once, project_id, wait, script, words="My script", pressed="script", script=script)


@router.put("/projects/{project_id}/storyboard", status_code=202, response_model=None, responses=TURN | declared(404, 409))
async def put_storyboard(
    project_id: ProjectId, asked: StoryboardIn, parts: Parts, key: Writer, once: Counted, wait: Wait = 0
) -> Response:
    """Hands an edited storyboard back. What a script can hold (words, notes, scenes and their order) becomes edits; a change
    of anything else is refused with the name of the field, and is made with a message.
    """
    project = await asyncio.to_thread(parts.project, key, project_id)
    script = await asyncio.to_thread(script_of, parts.projects, project, asked)
    body = asked.model_dump(mode="json")
    return await _turn(parts, key, once, project_id, wait, body, words="My script", pressed="script", script=script)


@router.post("/projects/{project_id}/cancel", status_code=202, response_model=StoppingOut, responses=declared(404))
async def cancel(project_id: ProjectId, parts: Parts, key: Writer) -> BaseModel:
    """Stops what is being made; the version before still stands."""
    project = await asyncio.to_thread(parts.project, key, project_id)
    await asyncio.to_thread(parts.check_role, key, "revise", project.brand)
    room = parts.rooms.room(project.thread, project.owner)
    was_busy = room.is_busy
    await room.cancel()
    return StoppingOut(stopping=was_busy)


@router.get("/projects/{project_id}/turns/{turn_id}", response_model=TurnOut, responses=declared(404))
async def turn(project_id: ProjectId, turn_id: uuid.UUID, parts: Parts, key: Reader, wait: Wait = 0) -> BaseModel:
    """A turn, and what came of it once it is done."""
    project = await asyncio.to_thread(parts.project, key, project_id)
    return turn_out(await parts.done(project.id, turn_id, wait))


async def _turn(
    parts: Front,
    key: ApiKey,
    once: Counted,
    project_id: str,
    wait: float,
    body: Any,
    *,
    words: str,
    text: str = "",
    assets: Sequence[uuid.UUID] = (),
    needs: Action = "revise",
    pressed: Pressed = "",
    version: int = 0,
    script: str = "",
) -> Response:
    project = await asyncio.to_thread(parts.project, key, project_id)
    # What words ask for is read by the agency, which asks for the role then.
    await asyncio.to_thread(parts.check_role, key, needs if pressed else "view", project.brand)

    async def hear(made: uuid.UUID) -> Done:
        files = await _files(parts, key, assets)
        heard = Heard(str(made), key.person, text, files, pressed, version, script, only=key.brands, barred=key.barred)
        return await taken(parts, project, heard, words or ", ".join(file.name for file in files), wait)

    return await once.answer(key, body, hear)


async def taken(parts: Front, project: Project, heard: Heard, words: str, wait: float) -> Done:
    """Puts a turn on record, lets the conversation hear it, and waits as long as was asked."""
    for file in heard.files:
        await asyncio.to_thread(parts.assets.add, file.record(project.id))
    turn_id = uuid.UUID(heard.turn_id)
    doc = heard.doc() | {"words": words}
    if await asyncio.to_thread(parts.log.take, turn_id, project.id, doc):
        await hear(parts, project.thread, heard, words)
    found = await parts.done(project.id, turn_id, wait)
    return (200 if found.state == "done" else 202), turn_out(found)


async def hear(parts: Front, thread: str, heard: Heard, words: str) -> None:
    """Shows what was said in the conversation, and queues the turn."""
    room = parts.rooms.room(thread, heard.owner)
    parts.heard.add(heard.turn_id)
    if len(parts.heard) > MOST_HEARD:
        await _still_open(parts)
    known = await asyncio.to_thread(parts.store.turn, thread)
    await asyncio.to_thread(parts.store.keep_thread, thread, owner=heard.owner, name=None if known[0] else words)
    # On the studio's record too: what comes by both doors is taken up in the order in which it was said.
    await room.page.show_user({**room.page.user_message(words, heard.owner), "id": heard.turn_id}, heard.doc())
    if room.is_busy and not heard.pressed and is_cancel(heard.text):
        await room.cancel()
    room.hear(heard)


async def go_on(parts: Front) -> int:
    """Takes up every turn that was taken and not answered when the server stopped, in order, and says how many.

    A turn in the middle of which it stopped is taken up by the rooms, as for any door.
    """
    open_turns = await asyncio.to_thread(parts.log.open)
    for one in open_turns:
        if await asyncio.to_thread(parts.store.turn, one.thread) != (str(one.id), True):
            await hear(parts, one.thread, Heard.of(one.heard), one.heard["words"])
    return len(open_turns)


async def take_up_again(parts: Front) -> None:
    """Runs as long as the server: after an outage of the database, turns of this process are taken up that it cut off before
    their conversation could begin them or say that they are over.

    A conversation that is busy when the line stands again may yet fail for the same outage: it is looked at until it is over.
    """
    while True:
        await parts.hub.is_back.wait()
        parts.hub.is_back.clear()
        doubtful = set(parts.heard)
        while doubtful:
            try:
                open_turns = await _still_open(parts)
                doubtful &= set(open_turns)
                for one in [open_turns[turn_id] for turn_id in open_turns if turn_id in doubtful]:
                    if not parts.rooms.room(one.thread, one.owner).is_busy:
                        await hear(parts, one.thread, Heard.of(one.heard), one.heard["words"])
            except MemoryStoreError:
                logger.warning("open turns could not be taken up; it is tried again", exc_info=True)
            await asyncio.sleep(TRY_AGAIN_S)


async def _still_open(parts: Front) -> dict[str, TakenTurn]:
    """Turns that are on record and not over, by id; what this process heard and is over, it forgets."""
    doubtful = set(parts.heard)
    found = {str(one.id): one for one in await asyncio.to_thread(parts.log.open)}
    parts.heard -= doubtful - set(found)
    return found


def turn_out(found: TakenTurn) -> TurnOut:
    """A turn as answers hold it."""
    return TurnOut(
        id=found.id,
        project=found.project,
        state=found.state,
        result=found.result,
        created_at=found.created_at,
        finished_at=found.finished_at,
    )


def _brand(key: ApiKey, named: str | None) -> str:
    """Whose film it is, within the key's brands."""
    if named is None:
        if len(key.brands) > 1:
            raise ApiProblem(422, "this key is for several brands", "brand", "say which one the film is for")
        return key.brands[0] if key.brands else ""
    if not key.may_see(brand_key(named)):
        raise ApiProblem(404, "there is no such brand", named, "look at the list of what there is")
    return named


async def _files(parts: Front, key: ApiKey, assets: Sequence[uuid.UUID]) -> tuple[Accepted, ...]:
    found = []
    for asset_id in assets:
        one = await asyncio.to_thread(parts.handed_in.get, asset_id, key.person)
        if not key.holds(one.brands):
            raise ApiProblem(404, "there is no such asset", str(asset_id), "look at the list of what there is")
        found.append(Accepted(**one.accepted))
    return tuple(found)


def _readable(parts: Front, project: Project, script: str) -> None:
    """Raises ApiProblem where there is nothing to edit yet, ScriptUnreadable where the document is no script."""
    if project.head is None:
        raise ApiProblem(409, "there is no script yet", project.id, "answer what was asked, then edit what comes of it")
    script_document.read(script, parts.projects.board(project.id, project.head))
