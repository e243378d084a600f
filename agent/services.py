"""What the nodes need from below, as seams: the graph's runtime context."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from agent.crowd import Crowd
from agent.director.contract import Director
from memory.domain.consent import Use
from memory.domain.findings import Finding
from memory.domain.project import Project, ProjectState, Version
from memory.domain.review import Case, Review, ReviewState
from memory.domain.roles import Role
from memory.domain.storyboard import Storyboard
from tools.brand.keeper import BrandKeeper


class Projects(Protocol):
    """The store of projects and versions. Blocking; every write is done once for each turn id."""

    def create(self, thread: str, owner: str) -> Project: ...
    def by_thread(self, thread: str) -> Project | None: ...
    def save(
        self,
        project_id: str,
        board: Storyboard,
        *,
        turn_id: str,
        edits: Sequence[Mapping[str, Any]] = (),
        brief: Mapping[str, Any] | None = None,
        label: str = "",
    ) -> int: ...
    def board(self, project_id: str, version: int) -> Storyboard: ...
    def brief(self, project_id: str, version: int) -> dict[str, Any] | None: ...
    def versions(self, project_id: str) -> Sequence[Version]: ...
    def undo(self, project_id: str, turn_id: str, steps: int = 1) -> int: ...
    def redo(self, project_id: str, turn_id: str, steps: int = 1) -> int: ...
    def set_head(self, project_id: str, version: int, turn_id: str) -> int: ...
    def take_back(self, project_id: str, version: int, turn_id: str) -> int: ...
    def set_name(self, project_id: str, version: int, name: str) -> None: ...
    def set_state(self, project_id: str, state: ProjectState) -> None: ...
    def set_brand(self, project_id: str, brand: str) -> None: ...


class Film(Protocol):
    """What rendering made; times in seconds."""

    @property
    def video(self) -> Path: ...
    @property
    def duration_s(self) -> float: ...
    @property
    def stills(self) -> tuple[Path, ...]: ...
    @property
    def starts_s(self) -> tuple[float, ...]: ...
    @property
    def rendered_scenes(self) -> tuple[str, ...]: ...
    @property
    def reused_scenes(self) -> tuple[str, ...]: ...
    @property
    def timings(self) -> dict[str, float]: ...


class Schedule(Protocol):
    """Lengths of the scenes; `off` is the relative distance from the asked length."""

    @property
    def speed(self) -> float: ...
    @property
    def off(self) -> float: ...
    @property
    def fits(self) -> bool: ...
    @property
    def duration_s(self) -> float: ...
    def starts_s(self) -> tuple[float, ...]: ...


class Clip(Protocol):
    """Several films in one picture; times in seconds."""

    @property
    def video(self) -> Path: ...
    @property
    def duration_s(self) -> float: ...
    @property
    def timings(self) -> dict[str, float]: ...


OnProgress = Callable[[float, float | None], None]


class Rendering(Protocol):
    """Makes films of what was cleared. Blocking; `cancelled` is polled."""

    def schedule(self, board: Storyboard) -> Schedule: ...
    def settled(self, board: Storyboard) -> Storyboard: ...
    def preview(
        self,
        cleared: Any,
        *,
        on_progress: OnProgress,
        on_live: Callable[[Path], None],
        cancelled: Callable[[], bool],
        on_stills: Callable[[dict[str, Path]], None] = ...,
        on_scene: Callable[[str, Path], None] = ...,
        whose: str = ...,
    ) -> Film: ...
    def final(self, cleared: Any, *, on_progress: OnProgress, cancelled: Callable[[], bool], whose: str = ...) -> Film: ...
    def side_by_side(
        self, films: tuple[Any, Any], labels: tuple[str, str], *, on_progress: OnProgress, cancelled: Callable[[], bool]
    ) -> Clip: ...


class Audit(Protocol):
    """The log that only grows."""

    def append(self, kind: str, subject: str, data: Mapping[str, Any] | None = None) -> int: ...


class Reviews(Protocol):
    """The queue of what waits for a person."""

    def ask(self, project_id: str, version: int, case: Case, *, asked_by: str, brand: str = "") -> Review: ...
    def decisions(self, project_id: str) -> Mapping[str, ReviewState]: ...
    def withdraw(self, project_id: str, keep: Collection[str] = ()) -> int: ...
    def untold(self, project_id: str) -> Sequence[Review]: ...
    def tell(self, project_id: str) -> None: ...
    def median_wait_s(self) -> float | None: ...


Clear = Callable[[Storyboard, str, int, Use], Any]
Check = Callable[[str], Sequence[Finding]]


@dataclass(frozen=True)
class Services:
    """`clear` returns a Cleared or raises Refused or NeedsPerson; `reviews` is where people decide, None where there is no such
    place and nothing that needs them is made; `check` names what is wrong with a piece of text.

    `presenters` are names in the order they are offered; `voices` are the names a scene may take; `languages` are the tags the
    voices speak, none where there is no limit; `brands` is what is known of clients, None where nothing is remembered;
    `role` tells a person's role for a brand, by its key, '' for the studio; None is nobody. `stopped` tells whether the person
    cancelled the turn of a thread; `crowd` is who else is here.
    """

    projects: Projects
    director: Director
    rendering: Rendering
    clear: Clear
    check: Check
    audit: Audit
    presenters: tuple[str, ...] = ("maya",)
    voices: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    brands: BrandKeeper | None = None
    reviews: Reviews | None = None
    role: Callable[[str, str], Role | None] = field(default=lambda person, brand: "owner")
    stopped: Callable[[str], bool] = field(default=lambda thread: False)
    crowd: Crowd = field(default_factory=Crowd)
