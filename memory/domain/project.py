"""A project: one conversation about one film, and its versions."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from memory.domain.frozen import Frozen

ProjectState = Literal["drafting", "asking", "previewed", "approved", "refused", "cancelled", "waiting"]


class Project(Frozen):
    """`head` is the version that is shown and edited; None before the first draft. `thread` is the conversation's id.

    `brand` is the key of the brand that it is for, '' before anybody said so.
    `behind` and `ahead` are what undo and redo lead to, the nearest last. `ids_used` is the highest number a scene id
    ever had in any version, on any branch.
    """

    id: str
    thread: str
    owner: str
    title: str = ""
    brand: str = ""
    state: ProjectState = "drafting"
    head: int | None = None
    behind: tuple[int, ...] = ()
    ahead: tuple[int, ...] = ()
    ids_used: int = 0
    created_at: datetime
    updated_at: datetime


class Version(Frozen):
    """One saved storyboard, without its content. `label` says what changed, `name` was given by a person."""

    project_id: str
    number: int
    parent: int | None
    turn_id: str
    label: str = ""
    name: str = ""
    created_at: datetime
