"""What requests hold and what answers hold, as the OpenAPI document has it."""

from __future__ import annotations

import base64
import binascii
import json
from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from memory.domain.api_key import Scope
from ui.api.problems import ApiProblem
from ui.cleaning import clean

MOST_CHARS = 20_000
Words = Annotated[str, Field(max_length=MOST_CHARS), AfterValidator(clean)]
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=r"\S"), AfterValidator(clean)]
AssetIds = Annotated[list[UUID], Field(max_length=20, description="ids of uploads, as POST /assets gave them")]
Item = TypeVar("Item", bound=BaseModel)


class Asked(BaseModel):
    """A body; a field that nobody knows is a mistake, not something to pass over."""

    model_config = ConfigDict(extra="forbid")


class Commission(Asked):
    """A new film. What is said as an option is read like the words of the brief."""

    brief: Annotated[str, Field(min_length=1, max_length=MOST_CHARS, pattern=r"\S", description="what the film is for")]
    brand: Name | None = Field(None, description="whose film it is; a key for one brand needs not say it")
    assets: AssetIds = Field([])
    seconds: float | None = Field(None, ge=1, le=3600, description="length of the film")
    aspect: Literal["16:9", "9:16", "1:1", "4:5"] | None = None
    language: str | None = Field(None, pattern=r"^[a-z]{2}$", description="language of the film, as a code: es")
    presenter: Name | None = None


class Message(Asked):
    """The next turn of a conversation: what to change, a question, an answer; or only uploads."""

    text: Words = ""
    assets: AssetIds = Field([])


class Decision(Asked):
    """What a person decides on a review, and why; both go on record."""

    verdict: Literal["allow", "refuse"]
    reason: Annotated[str, Field(min_length=1, max_length=2000, pattern=r"\S"), AfterValidator(clean)]


class StoryboardIn(Asked):
    """A storyboard as GET gave it, with edited words; `version` is the one that was edited."""

    version: int | None = Field(None, ge=1, le=1_000_000)
    storyboard: dict[str, Any]


class TurnOut(BaseModel):
    """A turn. `result` is there once it is done: the object of `agency say --json`, with addresses in place of paths."""

    id: UUID
    project: str
    state: Literal["queued", "working", "done"]
    result: dict[str, Any] | None = None
    created_at: datetime
    finished_at: datetime | None = None


class ProjectOut(BaseModel):
    """A film and its conversation. `version` is the one that is shown; null before the first draft."""

    id: str
    title: str
    brand: str = Field(description="key of the brand, '' for none")
    state: str
    version: int | None
    created_at: datetime
    updated_at: datetime


class VersionOut(BaseModel):
    """One version; `parent` is the one that it was made from."""

    version: int
    parent: int | None
    name: str
    what: str
    at: datetime


class FileOut(BaseModel):
    """A file and an address under which anybody can fetch it until it runs out; `path` needs a key and never does."""

    kind: Literal["final", "preview", "captions"]
    version: int
    name: str
    mime: str
    path: str
    url: str
    expires_at: datetime


class ProjectDetails(ProjectOut):
    """With its versions, its files, and turns that are not done yet."""

    versions: list[VersionOut]
    files: list[FileOut]
    open_turns: list[UUID]


class SaidOut(BaseModel):
    """A message of the conversation, by whichever door it came."""

    id: str
    by: Literal["person", "agency"]
    text: str
    at: str


class Conversation(BaseModel):
    """All messages, oldest first."""

    messages: list[SaidOut]


class StoryboardOut(BaseModel):
    """The storyboard of one version."""

    version: int
    storyboard: dict[str, Any]


class AssetOut(BaseModel):
    """An upload that was opened and stored. Sizes are of what was stored, in pixels."""

    id: UUID
    name: str
    mime: str
    kind: str
    bytes: int
    width: int | None = None
    height: int | None = None
    duration_s: float | None = None
    shows: str | None = None
    created_at: datetime


class BrandOut(BaseModel):
    """A brand by its name, and what the key's person is to it."""

    name: str
    key: str
    role: str


class BrandDetails(BrandOut):
    """Everything that is known, with where it is from."""

    items: list[dict[str, Any]]
    sources: list[dict[str, Any]]


class JobOut(BaseModel):
    """A render job; `progress` runs from 0 to 1."""

    id: str
    project: str
    version: int
    quality: Literal["draft", "final"]
    status: Literal["queued", "running", "done", "failed", "cancelled"]
    progress: float
    label: str
    seconds_left: float | None
    error: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None


class ReviewOut(BaseModel):
    """Words that a rule stopped, waiting for people or decided by them."""

    id: str
    project: str
    title: str
    version: int
    brand: str
    rule: str
    words: list[str]
    state: str
    cause: str
    needed: int
    risk: int
    asked_at: datetime
    decided_at: datetime | None
    votes: list[dict[str, Any]]


class EventOut(BaseModel):
    """Something that happened in a conversation; `id` orders events and is what Last-Event-ID takes."""

    id: int
    kind: str
    turn: str
    data: dict[str, Any]
    at: datetime


class EventPage(BaseModel):
    """Events after the one that was named, in order; `last` names the last of them."""

    items: list[EventOut]
    last: int


class KeyOut(BaseModel):
    """What the key that asks may do, and for whom."""

    id: str
    name: str
    person: str
    role: str | None
    scopes: list[Scope]
    brands: list[str]


class StoppingOut(BaseModel):
    """Whether anything ran that could be stopped."""

    stopping: bool


class Page(BaseModel, Generic[Item]):
    """A page of a list, newest first; `next` asks for the one after it, null at the end. Nothing that is added moves it."""

    items: list[Item]
    next: str | None = None


def cursor_of(at: datetime, item_id: object) -> str:
    """A place in a list, as text for the next request."""
    return base64.urlsafe_b64encode(json.dumps([at.isoformat(), str(item_id)]).encode()).decode().rstrip("=")


def place(cursor: str | None, *, is_uuid: bool = False) -> tuple[datetime, str] | None:
    """The place that a cursor stands for, None for the beginning. Raises ApiProblem."""
    if cursor is None:
        return None
    try:
        at, item_id = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
        if is_uuid:
            UUID(item_id)
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None or not isinstance(item_id, str) or "\0" in item_id:
            raise ValueError
    except (ValueError, TypeError, AttributeError, binascii.Error, RecursionError) as error:
        raise ApiProblem(
            422, "this cursor was not given out here", "cursor", "start without one, or take `next` as it is"
        ) from error
    return moment, item_id
