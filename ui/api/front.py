"""What the API's routes work with, who asks, and a request that counts once however often it is made."""

from __future__ import annotations

import asyncio
import hashlib
import json
import uuid
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Protocol

from fastapi import Depends, Header, Request
from fastapi.responses import JSONResponse, Response
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from pydantic import BaseModel

from memory.answers import Answers
from memory.api_keys import ApiKeys
from memory.assets import Assets
from memory.domain.api_key import ApiKey, Scope
from memory.domain.project import Project
from memory.domain.roles import Action, denial, may
from memory.errors import NotFound
from memory.files import Files
from memory.handed_in import HandedInFiles
from memory.jobs import Jobs
from memory.projects import Projects
from memory.reviews import Reviews
from memory.turn_log import TakenTurn, TurnLog
from memory.users import Access
from memory.webhooks import Webhooks
from ui.api.problems import ApiProblem
from ui.api.rating import Allowances, note
from ui.studio.addresses import Addresses
from ui.studio.chat_store import ChatStore
from ui.studio.room import Rooms

if TYPE_CHECKING:
    from memory.brands import Known, Source

_NAMES = uuid.UUID("b7f6a6f0-53cb-4d0f-9f0e-3f1b8a6f9d11")
LONGEST_WAIT_S = 60.0
CLOSING = "the server is about to stop, and takes nothing more until it is back"


class BrandMemory(Protocol):
    """What is known of brands; see tools.brand.keeper.BrandKeeper."""

    def names(self, person: str = "") -> tuple[str, ...]: ...
    def items(self, brand: str) -> tuple[Known, ...]: ...
    def sources(self, brand: str) -> tuple[Source, ...]: ...


class Hub:
    """Wakes whoever waits for something to happen in a conversation, in whichever process it happens."""

    def __init__(self, log: TurnLog) -> None:
        self._log = log
        self._watching: dict[str, set[asyncio.Event]] = {}
        self.is_back = asyncio.Event()
        """Set whenever the line to the database stands again: what was told meanwhile was not heard."""

    async def run(self) -> None:
        """Listens for as long as the server runs."""
        async for project_id in self._log.news():
            self.wake(project_id)
            if not project_id:
                self.is_back.set()

    def wake(self, project_id: str) -> None:
        """Something may have happened there ('': anywhere)."""
        for name in {project_id, ""} if project_id else tuple(self._watching):
            for changed in self._watching.get(name, ()):
                changed.set()

    @contextmanager
    def watch(self, project_id: str) -> Iterator[asyncio.Event]:
        """An event that is set whenever something happens there ('': anywhere); whoever waits clears it."""
        changed = asyncio.Event()
        self._watching.setdefault(project_id, set()).add(changed)
        try:
            yield changed
        finally:
            self._watching[project_id].discard(changed)
            if not self._watching[project_id]:
                del self._watching[project_id]


@dataclass
class Front:
    """The parts. `rooms` are there once the server takes requests; `brands` opens what takes a second to load."""

    keys: ApiKeys
    log: TurnLog
    answers: Answers
    projects: Projects
    access: Access
    store: ChatStore
    files: Files
    addresses: Addresses
    assets: Assets
    handed_in: HandedInFiles
    jobs: Jobs
    reviews: Reviews
    brands: Callable[[], BrandMemory]
    webhooks: Webhooks
    allowances: Allowances
    webhook_hosts: frozenset[str] = frozenset()
    upload_mb: int = 400
    rooms: Rooms = field(init=False)
    heard: set[str] = field(default_factory=set)
    """Turns that this process took up."""
    hub: Hub = field(init=False)
    is_closing: bool = False
    """The server ends: no turn is taken any more, and nobody is kept waiting."""

    def __post_init__(self) -> None:
        self.hub = Hub(self.log)

    def project(self, key: ApiKey, project_id: str) -> Project:
        """A project that this key may see. Raises NotFound, for somebody else's too."""
        found = self.projects.get(project_id)
        if found.owner != key.person or not key.may_see(found.brand):
            raise NotFound("project", project_id)
        return found

    def check_role(self, key: ApiKey, action: Action, brand: str = "") -> None:
        """Raises ApiProblem where the person's role does not reach that far: a key gives nobody more than they have."""
        role = self.access.role(key.person, brand)
        if not may(role, action):
            what, _, next_step = denial(role, action, brand).rstrip(".").partition("; ")
            raise ApiProblem(403, what, action, next_step)

    async def done(self, project_id: str, turn_id: uuid.UUID, wait_s: float) -> TakenTurn:
        """The turn once it is done, or as it stands when the time is over. Raises NotFound."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait_s
        with self.hub.watch(project_id) as changed:
            while True:
                changed.clear()
                turn = await asyncio.to_thread(self.log.turn, project_id, turn_id)
                left = deadline - loop.time()
                if turn.state == "done" or left <= 0 or self.is_closing:
                    return turn
                with suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), left)


def front(request: Request) -> Front:
    """The parts of the running API."""
    parts: Front = request.app.state.front
    return parts


Parts = Annotated[Front, Depends(front)]
_bearer = HTTPBearer(auto_error=False, scheme_name="key", description="`agency keys create` shows one: pa_...")
_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="agency"'}


def no_key(*, is_given: bool) -> ApiProblem:
    """The refusal of a request whose key opens nothing, or that has none."""
    what = "the key opens nothing: it is wrong, or it was revoked" if is_given else "a key is missing"
    return ApiProblem(401, what, "Authorization", "send 'Authorization: Bearer pa_...' with a key that stands", _CHALLENGE)


def _key(scope: Scope) -> Callable[..., ApiKey]:
    def check(request: Request, parts: Parts, given: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]) -> ApiKey:
        key = parts.keys.of(given.credentials) if given else None
        if key is None:
            raise no_key(is_given=given is not None)
        allowance = parts.allowances.take(key.id)
        note(request.scope, allowance)
        if not allowance.is_taken:
            what = f"this key has made the {allowance.most} requests that it may make in a minute"
            raise ApiProblem(429, what, key.id, f"ask again in {allowance.next_s} s, as Retry-After says")
        if scope not in key.scopes:
            raise ApiProblem(403, f"this key has no scope {scope!r}", scope, "use one that has it, or ask an owner to make one")
        return key

    return check


Reader = Annotated[ApiKey, Depends(_key("read"))]
Writer = Annotated[ApiKey, Depends(_key("write"))]
Approver = Annotated[ApiKey, Depends(_key("approve"))]
Reviewer = Annotated[ApiKey, Depends(_key("review"))]
Admin = Annotated[ApiKey, Depends(_key("admin"))]
Done = tuple[int, BaseModel]


class Once:
    """A request that may carry an Idempotency-Key: with one, it is done once and answered the same for a day."""

    def __init__(
        self,
        request: Request,
        parts: Parts,
        name: Annotated[
            str | None,
            Header(
                alias="Idempotency-Key",
                min_length=1,
                max_length=200,
                pattern=r"^[\x21-\x7e]+$",
                description="a name of your own for this request; the same name and body again is answered the same for 24 hours",
            ),
        ] = None,
    ) -> None:
        if parts.is_closing:
            raise ApiProblem(503, CLOSING, "", "send it again in a moment, with the same Idempotency-Key", {"Retry-After": "5"})
        self._name, self._answers = name, parts.answers
        self._where = f"{request.method} {request.url.path}"

    async def answer(self, key: ApiKey, body: Any, act: Callable[[uuid.UUID], Awaitable[Done]]) -> Response:
        """Does it, or answers as before. `act` takes an id that is the same for the same name: what it makes is called by it,
        so that a request which was cut off in the middle is gone on with and nothing is made twice. Raises ApiProblem.
        """
        if self._name is None:
            return _response(*await act(uuid.uuid4()))
        digest = hashlib.sha256(json.dumps([self._where, body], sort_keys=True, default=str).encode()).hexdigest()
        kept = await asyncio.to_thread(self._answers.claim, key.id, self._name, digest)
        if kept.digest != digest:
            raise ApiProblem(
                422, "this Idempotency-Key was used for another request", self._name, "use a new one for each request of its own"
            )
        if kept.status is not None:
            return JSONResponse(kept.body, kept.status, headers={"Idempotent-Replayed": "true"})
        try:
            status, made = await act(uuid.uuid5(_NAMES, f"{key.id}\n{self._name}\n{digest}"))
        except Exception:
            await asyncio.to_thread(self._answers.release, key.id, self._name)
            raise
        await asyncio.to_thread(self._answers.keep, key.id, self._name, status, made.model_dump(mode="json"))
        return _response(status, made)


Counted = Annotated[Once, Depends(Once)]


def _response(status: int, made: BaseModel) -> Response:
    return JSONResponse(made.model_dump(mode="json"), status)
