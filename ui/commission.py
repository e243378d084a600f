"""Films from the terminal: one turn, or one storyboard, and what came of it."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.cleaning import clean
from ui.errors import MessageEmpty, ScriptFileUnreadable, StoryboardUnreadable, UnknownProject
from ui.outcome import Outcome
from ui.settings import Settings
from ui.terminal import Terminal

if TYPE_CHECKING:
    from agent.messages import File
    from agent.session import Agency
    from memory.assets import Assets
    from memory.db import Database
    from memory.domain.project import Project
    from memory.projects import Projects


SCRIPT_BYTES = 200_000


@dataclass(frozen=True)
class Standing:
    """Where a project stood before a turn: its head, and its newest version."""

    head: int | None = None
    newest: int = 0


@dataclass(frozen=True)
class Result:
    """What a turn came to: the object for `--json`, and where the film and the preview lie."""

    json: dict[str, Any]
    film: Path | None
    preview: Path | None
    succeeded: bool


def with_wishes(
    brief: str,
    *,
    seconds: float | None,
    aspect: str | None,
    language: str | None,
    presenter: str | None,
    brand: str | None = None,
) -> str:
    """The brief with the options as words, so that they are read like anything else a person says."""
    from ui.present import count, language_name

    wishes = [
        f"Length: {count(seconds, 'second')}." if seconds else "",
        f"Aspect ratio {aspect}." if aspect else "",
        f"In {language_name(language)}." if language else "",
        f"Presenter: {presenter}." if presenter else "",
        f"Brand: {brand}." if brand else "",
    ]
    return "\n".join(part for part in (brief, " ".join(wish for wish in wishes if wish)) if part)


def make_film(
    settings: Settings,
    brief: str,
    *,
    out: Path | None,
    approve: bool,
    quiet: bool,
    brand: str | None = None,
    files: Sequence[Path] = (),
) -> Result:
    """A new conversation; with `approve`, the preview is approved as soon as it is there.

    A brief that cannot be worked on at all is answered here, before anything is opened.
    """
    from agent.director.reading import guard
    from agent.events import Asked

    brief = clean(brief)
    if problem := guard(brief):
        outcome = Outcome(clock=lambda: 0.0)
        outcome.take(Asked(problem))
        return Result(outcome.as_json("", 0, [], None, None), None, None, succeeded=False)
    return asyncio.run(
        _converse(settings, f"cli-{uuid.uuid4().hex}", brief, out, approve, quiet, brand=clean(brand or ""), files=files)
    )


def script_in(path: Path) -> str:
    """The text of an edited script; raises ScriptFileUnreadable."""
    try:
        if path.stat().st_size > SCRIPT_BYTES:
            raise ScriptFileUnreadable(
                f"{path.name!r} is larger than a script can be ({SCRIPT_BYTES // 1000} kB); hand in another file"
            )
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ScriptFileUnreadable(f"the script {path.name!r} cannot be read: {error.strerror}; name another file") from error
    except UnicodeDecodeError as error:
        raise ScriptFileUnreadable(f"{path.name!r} is not UTF-8 text; save it as Markdown, then hand it in again") from error
    if not text.strip():
        raise ScriptFileUnreadable(f"{path.name!r} is empty; start with what `agency show PROJECT --script` prints")
    return text


def continue_film(
    settings: Settings,
    project: str,
    message: str,
    *,
    out: Path | None,
    quiet: bool,
    script: str = "",
    files: Sequence[Path] = (),
) -> Result:
    """The next turn of a conversation that exists: words, or the whole script with what was edited in it."""
    from memory.errors import NotFound
    from ui.wiring import open_projects

    project, message = clean(project), clean(message)
    if not message.strip() and not script:
        raise MessageEmpty("the message is empty; say what to change, or `approve`")
    if message.strip() and script:
        raise MessageEmpty("a message and a script came together; hand in the script first, then say the rest")
    with open_projects(settings) as projects:
        try:
            thread = projects.get(project).thread
        except NotFound as error:
            raise UnknownProject(f"there is no project {project!r}; `agency list` shows them") from error
    return asyncio.run(_converse(settings, thread, message, out, False, quiet, script, files=files))


async def _converse(
    settings: Settings,
    thread: str,
    text: str,
    out: Path | None,
    approve: bool,
    quiet: bool,
    script: str = "",
    brand: str = "",
    files: Sequence[Path] = (),
) -> Result:
    from agent.messages import Message
    from agent.verdicts import is_again
    from memory.assets import Assets
    from memory.projects import Projects
    from ui.running import open_agency
    from ui.wiring import open_database

    with open_database(settings) as database, Terminal(quiet=quiet) as terminal:
        async with open_agency(settings, database) as agency:
            began = time.perf_counter()
            outcome = Outcome(clock=lambda: time.perf_counter() - began)
            async for event in agency.resume(thread):
                terminal.show(event)
            projects = Projects(database)
            project = projects.by_thread(thread)
            before = Standing(project.head, len(projects.versions(project.id))) if project else Standing()
            is_told = await _hear_decisions(agency, database, thread, outcome, terminal)
            messages = (
                []
                if is_told and is_again(text)
                else [Message(text, _handed_in(settings, Assets(database), projects, thread, files), script=script, brand=brand)]
            )
            for message in messages:
                async for event in agency.run_turn(thread, message):
                    outcome.take(event)
                    terminal.show(event)
                if approve and outcome.state == "previewed":
                    approve, began = False, time.perf_counter()
                    messages.append(Message("", action="approve"))
        return _result(projects, thread, outcome, out, before)


async def _hear_decisions(agency: Agency, database: Database, thread: str, outcome: Outcome, terminal: Terminal) -> bool:
    """Lets the conversation go on with what people have decided meanwhile; whether there was anything."""
    from agent.messages import Message
    from memory.reviews import Reviews

    due = Reviews(database).due(thread)
    for one in due:
        async for event in agency.run_turn(thread, Message("", action="decided", user=one.owner, turn_id=one.turn_id)):
            outcome.take(event)
            terminal.show(event)
    return bool(due)


def _handed_in(settings: Settings, assets: Assets, projects: Projects, thread: str, paths: Sequence[Path]) -> tuple[File, ...]:
    """Opens files, stores them and registers them with the project; raises AssetRefused with a sentence."""
    from agent.messages import File
    from tools.assets import accept
    from ui.wiring import file_store

    found, files = [], file_store(settings)
    for path in paths:
        accepted = accept(path, clean(path.name), files, settings.upload_mb)
        assets.add(accepted.record(projects.create(thread, "local").id))
        found.append(File.of(accepted))
    return tuple(found)


def _result(projects: Any, thread: str, outcome: Outcome, out: Path | None, before: Standing) -> Result:
    project = projects.by_thread(thread)
    version = (
        outcome.film.version
        if outcome.film
        else outcome.preview.version
        if outcome.preview
        else (project.head or 0 if project else 0)
    )
    edits = edits_since(projects, project, before) if project else []
    film = outcome.film.video if outcome.film else None
    preview = outcome.preview.video if outcome.preview else None
    comparison = outcome.comparison.video if outcome.comparison else None
    best = film or preview or comparison
    if out and best:
        out.parent.mkdir(parents=True, exist_ok=True)
        _hand_over(best, out)
        film, preview, comparison = (out, preview, None) if film else (None, out, None) if preview else (None, None, out)
    board = projects.board(project.id, version) if project and version else None
    told = outcome.as_json(project.id if project else "", version, edits, film or comparison, preview, board)
    return Result(told, film or comparison, preview, outcome.succeeded)


def _hand_over(video: Path, out: Path) -> None:
    """Copies a film to where it was asked for, and its subtitle files beside it: lamp.mp4, lamp.srt, lamp.vtt."""
    shutil.copyfile(video, out)
    for suffix in (".srt", ".vtt"):
        if video.with_suffix(suffix).exists():
            shutil.copyfile(video.with_suffix(suffix), out.with_suffix(suffix))


def edits_since(projects: Any, project: Project, before: Standing) -> list[dict[str, Any]]:
    """What a turn changed, in order: a move to another version is an `undo` to it, and comes first."""
    if project.head is None or project.head == before.head:
        return []
    fresh = [version for version in projects.versions(project.id) if version.number > before.newest]
    start = fresh[0].parent if fresh else project.head
    moved = [] if start in (None, before.head) else [{"op": "undo", "scene": None, "value": {"version": start}}]
    return moved + [edit for version in fresh for edit in projects.edits(project.id, version.number)]


def render_storyboard(settings: Settings, storyboard: Path, out: Path, *, draft: bool, quiet: bool) -> dict[str, Any]:
    """Checks a storyboard like any other, renders it, and copies the film to `out`; returns what it took."""
    from pydantic import ValidationError

    from agent.events import Progress
    from memory.domain.storyboard import Storyboard
    from renderer.farm import LocalFarm
    from tools import sentences
    from tools.clearance import clear
    from ui.wiring import rendering, voices, voices_apart

    try:
        board = Storyboard.model_validate_json(storyboard.read_bytes())
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        raise StoryboardUnreadable(
            f"{str(storyboard)!r} is no storyboard: {where}: {first['msg']}; mend it and run again"
        ) from error
    cleared = clear(board, f"file-{hashlib.sha256(board.model_dump_json().encode()).hexdigest()[:16]}", 1)
    sentences.rest()
    out.parent.mkdir(parents=True, exist_ok=True)
    with LocalFarm(settings.worker_count) as farm, Terminal(quiet=quiet) as terminal:
        maker = rendering(settings, farm, voices(settings) if draft else voices_apart(settings), None)

        def progress(done: float, seconds_left: float | None) -> None:
            terminal.show(Progress("Rendering", done, seconds_left))

        if draft:
            film = maker.preview(cleared, on_progress=progress, on_live=lambda path: None, cancelled=lambda: False)
        else:
            film = maker.final(cleared, on_progress=progress, cancelled=lambda: False)
    _hand_over(film.video, out)
    return {
        "video": str(out),
        "duration_s": round(film.duration_s, 3),
        "rendered_scenes": list(film.rendered_scenes),
        "reused_scenes": list(film.reused_scenes),
        "timings": {key: round(value, 3) for key, value in film.timings.items()},
    }
