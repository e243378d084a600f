"""The agency in a process of its own, to be killed: real database and files, films with a tone for a voice, scripted words."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from agent.checkpoints import open_saver
from agent.director.contract import Director, DraftTask, DraftText, OnWords, SceneText
from agent.director.endpoint import EndpointDirector
from agent.events import Failed
from agent.messages import Message
from agent.services import Services
from agent.session import Agency
from evals.directors import CodeAlone
from evals.injection_world import Undrawn
from evals.tones import Tone
from memory.audit import Audit
from memory.db import Database
from memory.files import FolderFiles
from memory.jobs import Jobs
from memory.projects import Projects
from memory.reviews import Reviews
from memory.server import THROWAWAY, EmbeddedServer
from renderer.farm import LocalFarm
from renderer.spec import Utterance
from tools.moderation.check import check
from tools.rendering import Rendering
from ui.wiring import Places, gate

THREAD = "faults"
TRIES, BREATH_S = 12, 1.0
WORDS = "soft light turns with the day and rests beside you when the evening comes at last".split()  # noqa: SIM905

# A film is written, changed, taken back, compared, asked about, and approved: every node of the graph has its turn.
CONVERSATION = (
    "A 6 second film about Lumo, a desk lamp that follows the sun. No music.",
    "turn the captions off",
    "undo",
    "redo",
    'change the headline of scene 1 to "Warm light"',
    "compare version 1 and version 3",
    "how long is it?",
    "what did we change so far?",
    "offer me three other headlines for scene 1",
    "approve",
)
FILM = ("A 4 second square film about Lumo, a desk lamp that follows the sun. No music.", "approve")
# A crash of a process loses nothing that the kernel was given; only what a machine may lose is left out here.
SERVER = {**THROWAWAY, "synchronous_commit": "on"}


class Writer(CodeAlone):
    """Code reads; what is left to write are plain words, always the same."""

    async def draft(self, task: DraftTask, on_words: OnWords) -> DraftText:
        """Every scene as long as was planned, with its facts."""
        scenes = []
        for number, plan in enumerate(task.scenes):
            words = [*plan.facts, *WORDS[number:], *WORDS][: max(1, (plan.least + plan.most) // 2)]
            scenes.append(SceneText(f"{' '.join(words).capitalize()}.", f"Headline {number + 1}"))
            on_words(scenes[-1].narration)
        return DraftText("A film", tuple(scenes))


class Deadly(Tone):
    """A voice that takes its process down, as too little memory would."""

    def speak(self, utterance: Utterance) -> NDArray[np.float32]:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("unreachable")


@dataclass(frozen=True)
class Place:
    """Where an app works: the root of its own database server, and its home. `endpoint` '' is the scripted writer.

    `workers` 0 makes films that are never drawn. `deadly`: speaking a line kills the process.
    """

    database: Path
    home: Path
    workers: int = 0
    endpoint: str = ""
    deadly: bool = False
    settings: tuple[tuple[str, str], ...] = tuple(SERVER.items())

    @property
    def server(self) -> EmbeddedServer:
        return EmbeddedServer(self.database, dict(self.settings))


@dataclass(frozen=True)
class Mine:
    """What dies, and where: before or after the checkpoint that is written as the `at`th, counted from 1."""

    at: int
    when: Literal["before", "after"]
    whom: Literal["the app", "PostgreSQL"] = "the app"


@dataclass(frozen=True)
class Say:
    """One turn: the same `turn_id` is the same turn, however often it comes."""

    text: str
    turn_id: str


def turns(texts: Sequence[str]) -> tuple[Say, ...]:
    """A conversation, numbered."""
    return tuple(Say(text, f"turn-{number}") for number, text in enumerate(texts, 1))


def start(place: Place, says: Sequence[Say], out: Path, mine: Mine | None = None, twice: bool = False) -> ForkServerProcess:
    """An app that takes up what was interrupted, then says all that; `out` gets a line for each event.

    `twice`: every turn comes a second time while the first is at work, and a third time after it.
    """
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["evals.faults.app"])
    process = context.Process(target=_live, args=(place, tuple(says), out, mine, twice))
    process.start()
    return process


def ended(process: ForkServerProcess, within_s: float = 180.0) -> int | None:
    """Its exit status, negative for a signal; None where it still runs, and then it is ended."""
    process.join(within_s)
    if process.exitcode is None:
        process.kill()
        process.join()
        return None
    return process.exitcode


def _live(place: Place, says: tuple[Say, ...], out: Path, mine: Mine | None, twice: bool) -> None:
    asyncio.run(_played(place, says, out, mine, twice))


async def _played(place: Place, says: tuple[Say, ...], out: Path, mine: Mine | None, twice: bool) -> None:
    with out.open("a", buffering=1) as log:

        def note(event: Any) -> None:
            log.write(f"{type(event).__name__}\t{_told(event)}\n")

        async with opened(place, mine) as agency:
            async for event in agency.resume(THREAD):
                note(event)
            for say in says:
                log.write(f"say\t{say.turn_id}\n")
                await asyncio.gather(*(_turn(agency, say, note) for _ in range(2 if twice else 1)))
                if twice:
                    await _turn(agency, say, note)


async def _turn(agency: Agency, say: Say, note: Callable[[Any], None]) -> None:
    """As a person does who is told that something failed: the same again, a few times, with a breath in between."""
    for _ in range(TRIES):
        failed = False
        async for event in agency.run_turn(THREAD, Message(say.text, turn_id=say.turn_id)):
            note(event)
            failed |= isinstance(event, Failed)
        if not failed:
            return
        await asyncio.sleep(BREATH_S)


@asynccontextmanager
async def opened(place: Place, mine: Mine | None = None) -> Any:
    """The agency on this place, as `ui.wiring` puts it together, with the parts that a fault suite does not need left out."""
    server = place.server
    async with AsyncExitStack() as stack:
        database = stack.enter_context(Database(server.ensure))
        database.migrate()
        director: Director = Writer()
        if place.endpoint:
            director = EndpointDirector(place.endpoint, "m", timeout_s=2.0)
            stack.push_async_callback(director.close)
        services = Services(
            projects=Projects(database),
            director=director,
            rendering=_rendering(place, database, stack.enter_context(ExitStack())),
            clear=gate(database),
            check=lambda text: check({"brief": text}),
            audit=Audit(database),
            reviews=Reviews(database),
        )
        yield await stack.enter_async_context(Agency(services, _mined(place, database, mine)))


def _rendering(place: Place, database: Database, stack: ExitStack) -> Any:
    if not place.workers:
        return Undrawn(place.home)
    places = Places(place.home)
    farm = stack.enter_context(LocalFarm(place.workers))
    return Rendering(
        files=FolderFiles(places.files),
        speech=Deadly() if place.deadly else Tone(),  # type: ignore[arg-type]  # it speaks, and no more is asked of it
        farm=farm,
        cache=places.segments,
        films=places.films,
        jobs=Jobs(database),
    )


@asynccontextmanager
async def _mined(place: Place, database: Database, mine: Mine | None) -> Any:
    """The checkpoints, with a mine under one of them."""

    async def url_now() -> str:
        return await asyncio.to_thread(lambda: database.url)

    async with open_saver(url_now) as saver:
        if mine:
            written = 0
            for name in ("aput", "aput_writes"):
                write = getattr(saver, name)

                async def lay(*arguments: Any, _write: Any = write, **named: Any) -> Any:
                    nonlocal written
                    written += 1
                    number = written
                    if (number, mine.when) == (mine.at, "before"):
                        _blow_up(place, mine)
                    done = await _write(*arguments, **named)
                    if (number, mine.when) == (mine.at, "after"):
                        _blow_up(place, mine)
                    return done

                setattr(saver, name, lay)
        yield saver


def _blow_up(place: Place, mine: Mine) -> None:
    pid = os.getpid() if mine.whom == "the app" else place.server.pid()
    assert pid is not None, "the database runs"
    os.kill(pid, signal.SIGKILL)


def _told(event: Any) -> str:
    """What of an event a check may want to see, on one line."""
    for name in ("text", "question", "sentence", "version"):
        if hasattr(event, name):
            return " ".join(str(getattr(event, name)).split())
    return ""
