"""What the graph keeps between steps: ids, versions and the last message, as plain JSON values."""

from __future__ import annotations

from typing import Any, Literal, TypedDict

Intent = Literal[
    "ask", "draft", "revise", "restore", "recount", "compare", "show", "vary", "answer", "deliver", "recollect", "wait"
]
Stage = Literal["empty", "asking", "previewed", "approved", "refused", "cancelled", "waiting"]


class State(TypedDict, total=False):
    """`version` 0 means that nothing was drafted yet; `before` is the version when the turn began.

    `owner` is whose conversation it is, `speaker` who said what this turn is about; `only` and `barred` are the bounds of the
    door that they came by, as in Message.
    `variants` are lines that were offered to choose from: the wish, the lines, and the version that they belong to.
    `talk` is what was asked or changed last, a Talk as a JSON object, for messages that refer to it.
    `request` gathers what was said until the first draft. `files` are File records, `held` those of the messages before the
    first draft, and `edits` are edits, all as JSON objects; `script` is the whole script as an edited document; `history` is
    a HistoryWish; `rest` is the part of the message that nobody could read.
    `brand` is whose film it is, as its name; `off_record` whether this conversation neither reads nor writes its memory.
    `memory` is a MemoryWish as a JSON object, `cited` the ids of what was remembered last, `recalled` it in words,
    `handed` are uploads and addresses of pages that wait for a name, `proposal` is a Habit that waits for a yes or a no.
    `plea` is what was refused last and can be appealed: version, request and findings; `appealed` the version or request that
    people are looking at after an appeal, `pleaded` a request and the rules under which they allowed it, `stood` the version
    that stands again if they refuse. `doubts` is what the policy is unsure of in the brief: its words, the findings, and the
    version that was drafted from it.
    `answered` are the ids of the turns before this one, the latest of them: none of them is played again.
    Nodes return a part of this.
    """

    thread: str
    owner: str
    speaker: str
    only: list[str]
    barred: list[str]
    project_id: str
    version: int
    before: int
    turn_id: str
    answered: list[str]
    message: str
    files: list[dict[str, str]]
    held: list[dict[str, str]]
    action: str
    pick: int
    script: str
    request: str
    brief: dict[str, Any]
    asked: bool
    intent: Intent
    history: dict[str, Any]
    edits: list[dict[str, Any]]
    rest: str
    changes: list[str]
    variants: dict[str, Any]
    talk: dict[str, Any]
    brand: str
    off_record: bool
    memory: dict[str, Any]
    cited: list[str]
    recalled: list[str]
    handed: list[dict[str, str]]
    proposal: dict[str, str]
    plea: dict[str, Any]
    appealed: dict[str, Any]
    pleaded: dict[str, Any]
    stood: int
    doubts: dict[str, Any]
    stage: Stage
