"""What went wrong, as RFC 9457 has it: what, which, and what next, for programs and for whoever reads their logs."""

from __future__ import annotations

import json
import re
from typing import Any

from pydantic import BaseModel, Field

from agent.errors import AgentError
from memory.errors import (
    AlreadyDecided,
    MemoryStoreError,
    NotAllowed,
    NotFound,
    ReasonMissing,
    ScriptUnreadable,
    StorageFull,
    StoreUnavailable,
)
from tools.errors import AssetRefused, ToolError

PREFIX = "/api/v1"
MEDIA_TYPE = "application/problem+json"
TITLES = {
    401: ("unauthorized", "No key that opens this"),
    403: ("forbidden", "Not allowed"),
    404: ("not-found", "Not found"),
    405: ("method", "Not a way to ask for this"),
    409: ("conflict", "Not now"),
    413: ("too-large", "Too large"),
    421: ("misdirected", "Not the name of this studio"),
    422: ("invalid", "Cannot be done as asked"),
    429: ("too-many", "Too much at once"),
    500: ("broken", "Something broke on our side"),
    503: ("unavailable", "Not available now"),
}
BROKEN = "something broke on our side and nothing was lost; ask again, or ask the operator to look at the log"
_QUOTED = re.compile(r"'([^']{1,200})'")


class Problem(BaseModel):
    """`type` names the kind of problem; `what` happened to `which` thing, and what to do `next`; `detail` is the sentence."""

    type: str = Field(examples=["/api/v1/problems/not-found"])
    title: str
    status: int
    detail: str
    what: str
    which: str = ""
    next: str = ""


class ApiProblem(Exception):
    """A request that is not done, on purpose."""

    def __init__(
        self, status: int, what: str, which: str = "", next_step: str = "", headers: dict[str, str] | None = None
    ) -> None:
        super().__init__(what)
        self.headers = headers
        self.problem = problem(status, what, which, next_step)


def problem(status: int, what: str, which: str = "", next_step: str = "") -> Problem:
    """The problem of this status; the sentence is put together from its parts."""
    slug, title = TITLES.get(status, TITLES[500 if status >= 500 else 422])
    detail = f"{what}; {next_step}" if next_step else what
    return Problem(
        type=f"{PREFIX}/problems/{slug}", title=title, status=status, detail=detail, what=what, which=which, next=next_step
    )


def of_sentence(status: int, sentence: str) -> Problem:
    """From one of our sentences, 'what, which; what next'."""
    what, _, next_step = sentence.rstrip(".").partition("; ")
    which = _QUOTED.search(what)
    return problem(status, what, which[1] if which else "", next_step)


def of_error(error: Exception) -> Problem:
    """From an error that another package raised on purpose; what nobody meant to raise says nothing of itself."""
    match error:
        case NotFound():
            return problem(404, f"there is no such {error.what}", str(error.key), "look at the list of what there is")
        case NotAllowed():
            return of_sentence(403, str(error))
        case AlreadyDecided():
            return of_sentence(409, str(error))
        case ReasonMissing() | ScriptUnreadable() | AssetRefused():
            return of_sentence(422, str(error))
        case StoreUnavailable() | StorageFull():
            return of_sentence(503, str(error))
        case MemoryStoreError() | ToolError() | AgentError():
            return of_sentence(409, str(error))
    return of_sentence(500, BROKEN)


def refusal(path: str, status: int, sentence: str) -> tuple[bytes, bytes]:
    """Body and type of an answer of the studio's gate: a problem for the API, for the page what its toolkit reads."""
    if path == PREFIX or path.startswith(f"{PREFIX}/"):
        return of_sentence(status, sentence).model_dump_json().encode(), MEDIA_TYPE.encode()
    return json.dumps({"detail": sentence}).encode(), b"application/json"


Responses = dict[int | str, dict[str, Any]]
"""What a route says in the OpenAPI document that it answers, by status."""


def declared(*statuses: int) -> Responses:
    """How a route's OpenAPI says that it may answer with problems."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {
        status: {"description": TITLES[status][1], "content": {MEDIA_TYPE: {"schema": schema}}}
        for status in (401, 403, 422, 429, 503, *statuses)
    }
