"""What there is: projects in pages, one with its files, its words, its jobs, and what happened in it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Header, Query, Request
from fastapi.responses import FileResponse, PlainTextResponse
from sse_starlette.event import ServerSentEvent
from sse_starlette.sse import EventSourceResponse

from memory.domain import script_document
from memory.domain.api_key import ApiKey
from memory.domain.brand import brand_key
from memory.domain.job import RenderJob
from memory.domain.project import Project
from memory.domain.storyboard import Storyboard
from memory.turn_log import Happened
from ui.api.conversing import ProjectId
from ui.api.front import Front, Parts, Reader
from ui.api.problems import PREFIX, ApiProblem, Responses, declared
from ui.api.schemas import (
    Conversation,
    EventOut,
    EventPage,
    FileOut,
    JobOut,
    KeyOut,
    Page,
    ProjectDetails,
    ProjectOut,
    SaidOut,
    StoryboardOut,
    VersionOut,
    cursor_of,
    place,
)
from ui.studio.chat_store import Doc

router = APIRouter(tags=["projects"])
Limit = Annotated[int, Query(ge=1, le=100, description="most items of a page")]
Cursor = Annotated[str | None, Query(max_length=300, description="`next` of the page before")]
Version = Annotated[int | None, Query(ge=1, le=1_000_000, description="which version; the one that is shown where none is named")]


KINDS = {"FilmCard": "final", "PreviewCard": "preview"}
PING_S = 15


def _text(mime: str) -> Responses:
    return {200: {"content": {mime: {"schema": {"type": "string"}}}}}


def _bytes(mime: str) -> Responses:
    return {200: {"content": {mime: {"schema": {"type": "string", "format": "binary"}}}}}


@router.get("/me", response_model=KeyOut, responses=declared())
def me(parts: Parts, key: Reader) -> KeyOut:
    """What this key may do, and for whom."""
    role = parts.access.role(key.person)
    return KeyOut(id=key.id, name=key.name, person=key.person, role=role, scopes=list(key.scopes), brands=list(key.brands))


@router.get("/projects", response_model=Page[ProjectOut], responses=declared())
def projects(
    parts: Parts,
    key: Reader,
    cursor: Cursor = None,
    limit: Limit = 50,
    brand: Annotated[str | None, Query(min_length=1, max_length=120)] = None,
) -> Page[ProjectOut]:
    """Films of the key's person, the newest first."""
    brands = list(key.brands) if brand is None else [brand_key(brand)]
    if not all(map(key.may_see, brands)):
        return Page[ProjectOut](items=[])
    found, more = parts.projects.page(key.person, brands, before=place(cursor), limit=limit)
    following = cursor_of(found[-1].created_at, found[-1].id) if more else None
    return Page[ProjectOut](items=[ProjectOut(**_head(one)) for one in found], next=following)


@router.get("/projects/{project_id}", response_model=ProjectDetails, responses=declared(404))
def project(project_id: ProjectId, parts: Parts, key: Reader) -> ProjectDetails:
    """One film with its versions, and fresh addresses of its files."""
    found = parts.project(key, project_id)
    versions = [
        VersionOut(version=one.number, parent=one.parent, name=one.name, what=one.label, at=one.created_at)
        for one in parts.projects.versions(found.id)
    ]
    turns = [one.id for one in parts.log.open(found.thread)]
    return ProjectDetails(**_head(found), versions=versions, files=_files(parts, key, found), open_turns=turns)


@router.get("/projects/{project_id}/messages", response_model=Conversation, responses=declared(404))
def messages(project_id: ProjectId, parts: Parts, key: Reader) -> Conversation:
    """What was said, by whichever door."""
    found = parts.project(key, project_id)
    steps = (parts.store.thread(found.thread) or {"steps": []})["steps"]
    return Conversation(messages=[_said(step) for step in steps if step["output"].strip()])


@router.get("/projects/{project_id}/storyboard", response_model=StoryboardOut, responses=declared(404, 409))
def storyboard(project_id: ProjectId, parts: Parts, key: Reader, version: Version = None) -> StoryboardOut:
    """The storyboard of a version, to read or to edit and put back."""
    number, board = _board(parts, key, project_id, version)
    return StoryboardOut(version=number, storyboard=board.model_dump(mode="json"))


@router.get(
    "/projects/{project_id}/script",
    response_class=PlainTextResponse,
    responses=_text("text/markdown") | declared(404, 409),
)
def script(project_id: ProjectId, parts: Parts, key: Reader, version: Version = None) -> PlainTextResponse:
    """The script of a version as Markdown, to read or to edit and put back."""
    number, board = _board(parts, key, project_id, version)
    return PlainTextResponse(script_document.write(board), media_type="text/markdown", headers={"Agency-Version": str(number)})


@router.get("/projects/{project_id}/film", response_class=FileResponse, responses=_bytes("video/mp4") | declared(404))
def film(
    project_id: ProjectId, parts: Parts, key: Reader, version: Version = None, quality: Literal["final", "preview"] = "final"
) -> FileResponse:
    """A film's bytes: a version's, else the latest that there is in this quality. Ranges are served."""
    found = parts.project(key, project_id)
    fitting = [one for one in _kept_files(parts, found) if one["kind"] == quality and version in (None, one["version"])]
    if not fitting:
        raise ApiProblem(404, f"there is no {quality} film of this version yet", found.id, "approve it, or wait for its turn")
    return FileResponse(parts.files.path(fitting[-1]["sha256"]), media_type="video/mp4", filename=fitting[-1]["name"])


@router.get("/files/{sha256}", response_class=FileResponse, responses=_bytes("application/octet-stream") | declared(404))
def file(sha256: str, parts: Parts, key: str = "", until: int = 0, seal: str = "") -> FileResponse:
    """A file by an address that was signed for a key; it runs out within two hours, or with the key."""
    granted = None
    if parts.addresses.holds(f"{PREFIX}/files/{sha256}", key, until, seal) and (holder := parts.keys.get(key)):
        granted = parts.store.granted(holder.person, sha256)
    if granted is None:
        raise ApiProblem(403, "this address has run out, or was made for another key", sha256, "ask for the project once more")
    headers = {"Cache-Control": f"private, max-age={parts.addresses.lasts_s(until)}, immutable"}
    return FileResponse(parts.files.path(sha256), media_type=granted.mime, filename=granted.name, headers=headers)


@router.get("/projects/{project_id}/jobs", response_model=list[JobOut], responses=declared(404))
def jobs(project_id: ProjectId, parts: Parts, key: Reader) -> list[JobOut]:
    """Everything that is or was rendered for a film, newest first."""
    return [_job(one) for one in parts.jobs.of_project(parts.project(key, project_id).id)]


@router.get("/jobs/{job_id}", response_model=JobOut, responses=declared(404))
def job(job_id: ProjectId, parts: Parts, key: Reader) -> JobOut:
    """One render job."""
    found = parts.jobs.get(job_id)
    parts.project(key, found.project_id)
    return _job(found)


@router.get("/projects/{project_id}/log", response_model=EventPage, responses=declared(404))
def log(
    project_id: ProjectId, parts: Parts, key: Reader, after: Annotated[int, Query(ge=0, le=2**62)] = 0, limit: Limit = 100
) -> EventPage:
    """What happened in the conversation after an event, for whoever would rather ask than listen."""
    items = [_event(one) for one in parts.log.after(parts.project(key, project_id).id, after, limit)]
    return EventPage(items=items, last=items[-1].id if items else after)


@router.get(
    "/projects/{project_id}/events",
    response_class=EventSourceResponse,
    responses=_text("text/event-stream") | declared(404),
)
async def events(
    request: Request,
    project_id: ProjectId,
    parts: Parts,
    key: Reader,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
    last_event_id: Annotated[str | None, Header(max_length=20, pattern=r"^\d{0,18}$")] = None,
) -> EventSourceResponse:
    """What happens, as it happens; with Last-Event-ID everything since then first, so that a line that broke loses nothing."""
    found = await asyncio.to_thread(parts.project, key, project_id)
    return EventSourceResponse(_stream(parts, found.id, int(last_event_id or after)), ping=PING_S)


async def _stream(parts: Front, project_id: str, seq: int) -> AsyncIterator[ServerSentEvent]:
    with parts.hub.watch(project_id) as changed:
        while True:
            changed.clear()
            news = await asyncio.to_thread(parts.log.after, project_id, seq)
            for one in news:
                seq = one.seq
                data = json.dumps({"turn": one.turn, "at": one.at.isoformat(), **one.data}, ensure_ascii=False)
                yield ServerSentEvent(data, event=one.kind, id=str(one.seq), sep="\n")
            if not news:
                if parts.is_closing:
                    return
                await changed.wait()


def _head(found: Project) -> dict[str, Any]:
    return {**found.model_dump(include={"id", "title", "brand", "state", "created_at", "updated_at"}), "version": found.head}


def _board(parts: Front, key: ApiKey, project_id: str, version: int | None) -> tuple[int, Storyboard]:
    found = parts.project(key, project_id)
    number = version or found.head
    if number is None:
        raise ApiProblem(409, "there is no storyboard yet", found.id, "answer what was asked, or wait for its turn")
    return number, parts.projects.board(found.id, number)


def _kept_files(parts: Front, found: Project) -> list[dict[str, Any]]:
    """Every film and its captions that the conversation shows, oldest first: kind, version, name and digest."""
    rows = []
    for card, kind in KINDS.items():
        for doc in parts.store.cards(found.thread, card):
            rows += _of_card(kind, doc["props"])
    return [row for row in rows if parts.files.exists(row["sha256"])]


def _of_card(kind: str, props: Doc) -> list[dict[str, Any]]:
    version = props["version"]
    name = props.get("file") or f"version-{version}-preview.mp4"
    rows = [{"kind": kind, "version": version, "name": name, "url": props["video"]}]
    rows += [
        {"kind": "captions", "version": version, "name": one["file"], "url": one["url"]} for one in props.get("captions", ())
    ]
    return [{**row, "sha256": row.pop("url").removeprefix("/media/")} for row in rows if row["url"]]


def _files(parts: Front, key: ApiKey, found: Project) -> list[FileOut]:
    made = []
    for row in _kept_files(parts, found):
        granted = parts.store.granted(key.person, row["sha256"])
        if granted is None:
            continue
        url = parts.addresses.signed(f"{PREFIX}/files/{row['sha256']}", key.id)
        until = datetime.fromtimestamp(int(url.partition("until=")[2].partition("&")[0]), UTC)
        path = f"{PREFIX}/projects/{found.id}/film?version={row['version']}&quality={row['kind']}"
        made.append(
            FileOut(
                kind=row["kind"],
                version=row["version"],
                name=row["name"],
                mime=granted.mime,
                path="" if row["kind"] == "captions" else path,
                url=f"{url}&key={key.id}",
                expires_at=until,
            )
        )
    return made


def _said(step: Mapping[str, Any]) -> SaidOut:
    by: Literal["person", "agency"] = "person" if step["type"] == "user_message" else "agency"
    return SaidOut(id=step["id"], by=by, text=step["output"], at=step["createdAt"])


def _job(found: RenderJob) -> JobOut:
    return JobOut(project=found.project_id, **found.model_dump(include=set(JobOut.model_fields) - {"project"}))


def _event(one: Happened) -> EventOut:
    return EventOut(id=one.seq, kind=one.kind, turn=one.turn, data=one.data, at=one.at)
