"""Where faults are tried: fresh places on one database server, and how a run ends that nothing disturbs."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from evals.faults.app import THREAD, Place, Say, ended, start
from evals.faults.checks import Standing, broken, film_digests, prepare, standing
from memory.db import Database

MOMENTS = 20


@dataclass
class Trials:
    """A fault, how often it was tried, how often it hit something at work, and everything that did not hold afterwards."""

    fault: str
    times: int = 0
    hit: int = 0
    lost: list[str] = field(default_factory=list)
    skipped: str = ""
    figures: dict[str, float] = field(default_factory=dict)

    def count(self, hit: bool, times: int = 1) -> None:
        """One more trial; `hit` where there was something at work to be hit."""
        self.times += times
        self.hit += times if hit else 0

    def note(self, where: str, lost: list[str]) -> None:
        """What a trial lost."""
        self.lost += [f"{where}: {one}" if where else one for one in lost]

    def row(self) -> dict[str, object]:
        told: dict[str, object] = {"fault": self.fault, "times": self.times, "hit": self.hit, "lost": len(self.lost)}
        told |= self.figures
        return told | ({"what": self.lost[:5]} if self.lost else {}) | ({"not_tried": self.skipped} if self.skipped else {})


class Ground:
    """One database server for many trials, a fresh database and home for each, and how an undisturbed run ends."""

    def __init__(self, root: Path) -> None:
        self._root, self._number = root, 0
        self.chance = random.Random(7)

    @contextmanager
    def place(self, workers: int = 0, endpoint: str = "") -> Iterator[tuple[Place, Database, Path]]:
        """A place with nothing in it yet, its database, and the file that an app's events go to."""
        self._number += 1
        home = self._root / f"home-{self._number}"
        home.mkdir()
        place = Place(self._root / "database", home, workers, endpoint)
        with self.opened(place) as database:
            yield place, database, self._root / f"events-{self._number}.txt"
        shutil.rmtree(home, ignore_errors=True)

    @contextmanager
    def opened(self, place: Place) -> Iterator[Database]:
        """The database of a place, emptied."""
        with Database(place.server.ensure) as database:
            with database.transaction() as connection:
                connection.execute("DROP SCHEMA IF EXISTS agency, talk, chat CASCADE")
            database.migrate()
            prepare(database, THREAD)
            yield database


@dataclass(frozen=True)
class Expected:
    """How an undisturbed run ends, its films, its seconds, and how many checkpoints it writes."""

    standing: Standing
    films: dict[str, str]
    took_s: float
    checkpoints: int


def undisturbed(ground: Ground, says: tuple[Say, ...], workers: int = 0, endpoint: str = "") -> Expected:
    """A run without any fault; what it leaves is what every other has to come to."""
    with ground.place(workers, endpoint) as (place, database, out):
        began = time.monotonic()
        code = ended(start(place, says, out))
        took = time.monotonic() - began
        if code != 0 or broken(database, place.home):
            raise SystemExit(f"without any fault it ended with {code}: {broken(database, place.home)}\n{out.read_text()}")
        query = (
            "SELECT (SELECT count(*) FROM talk.checkpoints)"
            " + (SELECT count(DISTINCT (checkpoint_id, task_id)) FROM talk.checkpoint_writes) AS n"
        )
        with database.transaction() as connection:
            row = connection.execute(query.encode()).fetchone()
        assert row is not None
        return Expected(standing(database), film_digests(place.home), took, int(row["n"]))


def remaining(says: tuple[Say, ...], out: Path) -> tuple[Say, ...]:
    """What has still to be said: from the turn that was begun last, which comes again under its own id."""
    begun = [line.split("\t")[1] for line in out.read_text().splitlines() if line.startswith("say\t")] if out.exists() else []
    return says[len(begun) - 1 :] if begun else says


def lost(expected: Expected, database: Database, place: Place) -> list[str]:
    """What differs from the undisturbed run, and what does not hold."""
    found = broken(database, place.home)
    now = standing(database)
    found += [f"{name} differ" for name, digest in expected.standing.kept.items() if now.kept[name] != digest]
    films = film_digests(place.home)
    return found + [f"{name} differs" for name, digest in expected.films.items() if films.get(name) != digest]


def pause(app: ForkServerProcess, seconds: float) -> None:
    """Seconds of wall time, less where the app ends before."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and app.is_alive():
        time.sleep(0.01)
