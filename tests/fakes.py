"""Stand-ins at the agent's seams: a scripted director, a store in memory, a renderer that renders nothing."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from agent.director.contract import DraftTask, DraftText, Heard, Kind, OnWords, Rewrite, SceneText, Situation
from agent.services import Services
from memory.domain.consent import Use
from memory.domain.edit_draft import EditDraft
from memory.domain.findings import Finding
from memory.domain.project import Project, ProjectState, Version
from memory.domain.review import Case, Review, ReviewState, Vote
from memory.domain.storyboard import Storyboard
from memory.domain.trail import Trail
from memory.errors import NotFound, NothingToRedo, NothingToUndo
from tools.errors import Refused, RenderCancelled

NO_USE = Use()
BORN = datetime(2026, 1, 1, tzinfo=UTC)
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen".split()  # noqa: SIM905


def edit_row(
    op: str, scene: str = "", *, choice: str = "", find: str = "", text: str = "", color: str = "", number: float = 0
) -> EditDraft:
    """A director's row with the fields that are not said left empty."""
    return EditDraft(op=op, scene=scene, choice=choice, find=find, text=text, color=color, number=number)  # type: ignore[arg-type]


@dataclass
class ScriptedDirector:
    """Answers what it was told to; writes scenes of the planned number of words, with the planned facts in them."""

    reading: Kind = "revise"
    rows: list[tuple[EditDraft, ...]] = field(default_factory=list)
    says: str = "It runs as long as you asked."
    fails: list[Exception] = field(default_factory=list)
    name: str = "scripted"
    is_small: bool = False
    calls: list[str] = field(default_factory=list)
    slow_s: float = 0.0
    called: asyncio.Event = field(default_factory=asyncio.Event)

    def _called(self, what: str) -> None:
        self.calls.append(what)
        self.called.set()
        if self.fails:
            raise self.fails.pop(0)

    async def read(self, message: str, situation: Situation, complaint: str = "") -> Heard:
        self._called(f"read {message}{' / ' + complaint if complaint else ''}")
        rows = self.rows.pop(0) if self.rows else ()
        return Heard("revise" if rows else self.reading, rows)

    async def draft(self, task: DraftTask, on_words: OnWords) -> DraftText:
        self._called(f"draft {task.request}")
        if self.slow_s:
            await asyncio.sleep(self.slow_s)
        scenes = []
        for index, plan in enumerate(task.scenes):
            words = [*plan.facts, *(f"{word}{index}" for word in _NUMBERS)][: max(1, (plan.least + plan.most) // 2)]
            scenes.append(
                SceneText(" ".join(words).capitalize() if not plan.facts else " ".join(words) + ".", f"Headline {index + 1}")
            )
            scenes[-1] = SceneText(scenes[-1].narration.rstrip(".") + ".", scenes[-1].headline)
            on_words(scenes[-1].narration)
        return DraftText("A film", tuple(scenes))

    async def rewrite(self, task: Rewrite, board: Storyboard) -> dict[str, SceneText]:
        self._called(f"rewrite {task.wish}")
        return {
            key: SceneText(" ".join(f"new{key}{n}" for n in range((plan.least + plan.most) // 2)) + ".", f"New {key}")
            for key, plan in task.scenes.items()
        }

    async def answer(self, question: str, board: Storyboard, facts: str, on_words: OnWords) -> str:
        self._called(f"answer {question}")
        on_words(self.says)
        return self.says


class MemoryProjects:
    """The project store without a database, with the same rules: nothing overwritten, every turn counts once."""

    def __init__(self) -> None:
        self._projects: dict[str, Project] = {}
        self._versions: dict[str, list[dict[str, Any]]] = {}
        self._moves: dict[tuple[str, str, str], int] = {}

    def create(self, thread: str, owner: str) -> Project:
        if thread not in self._projects:
            self._projects[thread] = Project(
                id=f"p{len(self._projects) + 1}", thread=thread, owner=owner, created_at=BORN, updated_at=BORN
            )
        return self._projects[thread]

    def by_thread(self, thread: str) -> Project | None:
        return self._projects.get(thread)

    def save(
        self,
        project_id: str,
        board: Storyboard,
        *,
        turn_id: str,
        edits: Sequence[Mapping[str, Any]] = (),
        brief: Mapping[str, Any] | None = None,
        label: str = "",
    ) -> int:
        versions = self._versions.setdefault(project_id, [])
        for number, version in enumerate(versions, 1):
            if version["turn"] == turn_id:
                return number
        trail = self._trail(project_id)
        versions.append(
            {
                "board": board,
                "turn": turn_id,
                "parent": trail.head,
                "edits": list(edits),
                "brief": brief,
                "label": label,
                "name": "",
            }
        )
        ids_used = max(self._get(project_id).ids_used, board.highest_id())
        self._put(project_id, ids_used=ids_used, **trail.gone_to(len(versions)).model_dump())
        return len(versions)

    def board(self, project_id: str, version: int) -> Storyboard:
        board: Storyboard = self._version(project_id, version)["board"]
        return board.after_ids(self._get(project_id).ids_used)

    def brief(self, project_id: str, version: int) -> dict[str, Any] | None:
        found = self._version(project_id, version)
        while found["brief"] is None and found["parent"]:
            found = self._version(project_id, found["parent"])
        brief: dict[str, Any] | None = found["brief"]
        return brief

    def versions(self, project_id: str) -> list[Version]:
        return [
            Version(
                project_id=project_id,
                number=number,
                parent=version["parent"],
                turn_id=version["turn"],
                label=version["label"],
                name=version["name"],
                created_at=BORN,
            )
            for number, version in enumerate(self._versions.get(project_id, []), 1)
        ]

    def edits(self, project_id: str, version: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._version(project_id, version)["edits"]
        return found

    def undo(self, project_id: str, turn_id: str, steps: int = 1) -> int:
        trail = self._trail(project_id)
        if (project_id, turn_id, "undo") not in self._moves and not trail.behind:
            raise NothingToUndo("there is nothing to undo")
        return self._move(project_id, turn_id, "undo", trail.undone(steps))

    def redo(self, project_id: str, turn_id: str, steps: int = 1) -> int:
        trail = self._trail(project_id)
        if (project_id, turn_id, "redo") not in self._moves and not trail.ahead:
            raise NothingToRedo("there is nothing to redo")
        return self._move(project_id, turn_id, "redo", trail.redone(steps))

    def set_head(self, project_id: str, version: int, turn_id: str) -> int:
        self._version(project_id, version)
        return self._move(project_id, turn_id, "head", self._trail(project_id).gone_to(version))

    def take_back(self, project_id: str, version: int, turn_id: str) -> int:
        return self._move(project_id, turn_id, "back", self._trail(project_id).taken_back(version))

    def _move(self, project_id: str, turn_id: str, kind: str, after: Trail) -> int:
        if (project_id, turn_id, kind) not in self._moves:
            self._moves[project_id, turn_id, kind] = after.head or 0
            self._put(project_id, **after.model_dump())
        return self._moves[project_id, turn_id, kind]

    def set_name(self, project_id: str, version: int, name: str) -> None:
        for one in self._versions[project_id]:
            one["name"] = "" if one["name"].lower() == name.lower() else one["name"]
        self._version(project_id, version)["name"] = name

    def _trail(self, project_id: str) -> Trail:
        project = self._get(project_id)
        return Trail(head=project.head, behind=project.behind, ahead=project.ahead)

    def set_state(self, project_id: str, state: ProjectState) -> None:
        self._put(project_id, state=state)

    def set_brand(self, project_id: str, brand: str) -> None:
        self._put(project_id, brand=brand)

    def _get(self, project_id: str) -> Project:
        return next(project for project in self._projects.values() if project.id == project_id)

    def _put(self, project_id: str, **update: Any) -> None:
        project = self._get(project_id)
        self._projects[project.thread] = project.model_copy(update=update)

    def _version(self, project_id: str, number: int) -> dict[str, Any]:
        versions = self._versions.get(project_id, [])
        if not 0 < number <= len(versions):
            raise NotFound("version", number)
        return versions[number - 1]


@dataclass(frozen=True)
class FakeFilm:
    """What a render would have made."""

    video: Path
    duration_s: float
    stills: tuple[Path, ...]
    starts_s: tuple[float, ...]
    rendered_scenes: tuple[str, ...]
    reused_scenes: tuple[str, ...]
    timings: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class FakeSchedule:
    """Every word takes as long as every other."""

    lengths_s: tuple[float, ...]
    speed: float = 1.0
    off: float = 0.0

    @property
    def duration_s(self) -> float:
        return sum(self.lengths_s)

    @property
    def fits(self) -> bool:
        return abs(self.off) <= 0.02

    def starts_s(self) -> tuple[float, ...]:
        return tuple(sum(self.lengths_s[:index]) for index in range(len(self.lengths_s)))


@dataclass(frozen=True)
class FakeCleared:
    """Proof that the fake gate let a version through."""

    board: Storyboard
    project_id: str
    version: int
    policy_version: str = "fake"


@dataclass
class FakeRendering:
    """Counts what would be rendered: a scene is reused when the very same scene was made before."""

    folder: Path
    words_per_s: float = 2.4
    made: set[str] = field(default_factory=set)
    finals: list[int] = field(default_factory=list)
    previews: list[int] = field(default_factory=list)
    started: threading.Event = field(default_factory=threading.Event)
    hold_s: float = 0.0
    fails: list[Exception] = field(default_factory=list)

    def settled(self, board: Storyboard) -> Storyboard:
        return board

    def schedule(self, board: Storyboard) -> FakeSchedule:
        natural = [max(1.0, len(scene.narration.split()) / self.words_per_s) for scene in board.scenes]
        factor = min(1.16, max(0.86, board.target_s / sum(natural))) if board.target_s else 1.0
        lengths = tuple(length * factor for length in natural)
        return FakeSchedule(lengths, off=sum(lengths) / board.target_s - 1 if board.target_s else 0.0)

    def preview(
        self,
        cleared: FakeCleared,
        *,
        on_progress: Callable[[float, float | None], None],
        on_live: Callable[[Path], None],
        cancelled: Callable[[], bool],
        on_stills: Callable[[dict[str, Path]], None] = lambda _: None,
        on_scene: Callable[[str, Path], None] = lambda scene_id, path: None,
        whose: str = "",
    ) -> FakeFilm:
        self.previews.append(cleared.version)
        on_live(self.folder / "live.mp4")
        film = self._film(cleared, on_progress, cancelled)
        on_stills({scene_id: self.folder / f"{scene_id}.jpg" for scene_id in film.rendered_scenes})
        for scene_id in film.rendered_scenes if film.reused_scenes else ():
            on_scene(scene_id, self.folder / f"{scene_id}.mp4")
        return film

    def final(
        self,
        cleared: FakeCleared,
        *,
        on_progress: Callable[[float, float | None], None],
        cancelled: Callable[[], bool],
        whose: str = "",
    ) -> FakeFilm:
        self.finals.append(cleared.version)
        return self._film(cleared, on_progress, cancelled)

    def side_by_side(
        self,
        films: tuple[FakeFilm, FakeFilm],
        labels: tuple[str, str],
        *,
        on_progress: Callable[[float, float | None], None],
        cancelled: Callable[[], bool],
    ) -> FakeFilm:
        left, right = films
        name = "-".join(film.video.stem for film in films)
        return FakeFilm(self.folder / f"{name}.mp4", max(left.duration_s, right.duration_s), (), (), (), ())

    def _film(
        self, cleared: FakeCleared, on_progress: Callable[[float, float | None], None], cancelled: Callable[[], bool]
    ) -> FakeFilm:
        assert isinstance(cleared, FakeCleared)
        if self.fails:
            raise self.fails.pop(0)
        self.started.set()
        deadline = time.monotonic() + self.hold_s
        while time.monotonic() < deadline:
            if cancelled():
                raise RenderCancelled("stopped")
            time.sleep(0.01)
        board = cleared.board
        shared = board.model_copy(update={"scenes": board.scenes[:1], "title": "", "target_s": None}).model_dump_json()
        keys = {
            scene.id: shared.replace(board.scenes[0].model_dump_json(), "") + scene.model_dump_json() for scene in board.scenes
        }
        fresh = tuple(key for key, content in keys.items() if content not in self.made)
        self.made |= set(keys.values())
        on_progress(1.0, 0.0)
        times = self.schedule(board)
        return FakeFilm(
            self.folder / f"v{cleared.version}.mp4",
            times.duration_s,
            (),
            times.starts_s(),
            fresh,
            tuple(key for key in keys if key not in fresh),
        )


@dataclass
class MemoryAudit:
    """The audit log as a list."""

    entries: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def append(self, kind: str, subject: str, data: Mapping[str, Any] | None = None) -> int:
        self.entries.append((kind, subject, dict(data or {})))
        return len(self.entries)


class MemoryReviews:
    """The review queue without a database: who may decide is not asked here."""

    def __init__(self) -> None:
        self.reviews: dict[tuple[str, str], Review] = {}
        self.told: set[str] = set()

    def ask(self, project_id: str, version: int, case: Case, *, asked_by: str, brand: str = "") -> Review:
        key = (project_id, case.digest)
        if key not in self.reviews or self.reviews[key].state == "withdrawn":
            given = case.model_dump(exclude={"words"})
            self.reviews[key] = Review(
                id=f"r{len(self.reviews) + 1}", project=project_id, version=version, brand=brand,
                digest=case.digest, digests=case.digests,
                asked_by=asked_by, state="waiting", asked_at=BORN, **given,
            )  # fmt: skip
        return self.reviews[key]

    def waiting(self) -> list[Review]:
        return [review for review in self.reviews.values() if review.state == "waiting"]

    def decide(self, verdict: str, reason: str = "It is fine.") -> None:
        """Somebody decides everything that waits."""
        vote = Vote(person="rita", verdict=verdict, reason=reason, at=BORN)  # type: ignore[arg-type]
        for key, review in self.reviews.items():
            if review.state == "waiting":
                update = {"state": "allowed" if verdict == "allow" else "refused", "votes": (vote,), "decided_at": BORN}
                self.reviews[key] = review.model_copy(update=update)

    def decisions(self, project_id: str) -> dict[str, ReviewState]:
        return {digest: one.state for one in self.reviews.values() if one.project == project_id for digest in one.digests}

    def withdraw(self, project_id: str, keep: Collection[str] = ()) -> int:
        gone = [
            key for key, one in self.reviews.items() if key[0] == project_id and one.state == "waiting" and key[1] not in keep
        ]
        for key in gone:
            self.reviews[key] = self.reviews[key].model_copy(update={"state": "withdrawn"})
        return len(gone)

    def untold(self, project_id: str) -> list[Review]:
        return [one for one in self.reviews.values() if one.project == project_id and one.decided_at and one.id not in self.told]

    def tell(self, project_id: str) -> None:
        self.told |= {review.id for review in self.untold(project_id)}

    def median_wait_s(self) -> float | None:
        return 240.0


def check_words(text: str, where: str = "brief") -> tuple[Finding, ...]:
    """A policy of one word: 'forbidden'."""
    if "forbidden" not in text.lower():
        return ()
    return (
        Finding(rule="test.forbidden", text="forbidden", reason="That word is not allowed.", way_out="Use another.", where=where),
    )


def fake_clear(board: Storyboard, project_id: str, version: int, use: Use = NO_USE) -> FakeCleared:
    """Refuses boards with the word 'forbidden'."""
    findings = tuple(
        finding
        for scene in board.scenes
        for finding in check_words(" ".join((scene.narration, *scene.on_screen.lines())), scene.id)
    )
    if findings:
        raise Refused(findings)
    return FakeCleared(board, project_id, version)


def fake_services(folder: Path, director: Any = None, **changes: Any) -> Services:
    """Services that need nothing: no database, no model, no encoder."""
    parts: dict[str, Any] = {
        "projects": MemoryProjects(),
        "director": director or ScriptedDirector(),
        "rendering": FakeRendering(folder),
        "clear": fake_clear,
        "check": check_words,
        "audit": MemoryAudit(),
        "presenters": ("maya", "theo", "ines", "kenji"),
    }
    return Services(**{**parts, **changes})
