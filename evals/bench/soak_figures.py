"""What a running studio holds: memory, files, threads, connections and disk, looked at now and then, and how fast each grows."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

import psutil
from scipy import stats

from evals.bench.metering import memory_of, tree
from memory.db import Database
from ui.wiring import Places

MB = 2**20
# Neighbouring looks tell the same story twice; medians of a few minutes are near enough to independent for an interval.
WINDOW_MIN = 3.0


@dataclass(frozen=True)
class Look:
    """One look. Memory is PSS in MB, disk in MB; `app` is the server's own process, `workers` what it started."""

    minute: float
    app_mb: float
    workers_mb: float
    postgres_mb: float
    files: int
    threads: int
    processes: int
    connections: int
    segments_mb: float
    kept_mb: float
    database_mb: float
    rows: int
    cpu_s: float


@dataclass(frozen=True)
class Slope:
    """Growth an hour by least squares, with the bounds of its 95 % interval."""

    an_hour: float
    low: float
    high: float


class Gauges:
    """Looks at the studio every `every_s` seconds from the first call of `start` on, until `stop`."""

    def __init__(self, app: int, postgres: Callable[[], int | None], database: Database, home: Path, every_s: float) -> None:
        self._app, self._postgres, self._database, self._places = app, postgres, database, Places(home)
        self._every_s = every_s
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="soak figures", daemon=True)
        self.looks: list[Look] = []

    def start(self) -> None:
        """From now on minutes are counted."""
        self._began = time.monotonic()
        self._thread.start()

    def stop(self) -> None:
        """The last look is taken."""
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._done.wait(self._every_s):
            self.looks.append(self._look())

    def _look(self) -> Look:
        app, *workers = tree(self._app)
        postgres = tree(self._postgres())
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT pg_database_size(current_database()) AS size,"
                " (SELECT sum(n_live_tup) FROM pg_stat_user_tables) AS rows,"
                " (SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS connections"
            ).fetchone()
        assert row is not None
        places = self._places
        return Look(
            minute=(time.monotonic() - self._began) / 60,
            app_mb=memory_of(app)[1] / MB,
            workers_mb=sum(memory_of(one)[1] for one in workers) / MB,
            postgres_mb=sum(memory_of(one)[1] for one in postgres) / MB,
            files=sum(_asked(one.num_fds) for one in (app, *workers)),
            threads=app.num_threads(),
            processes=1 + len(workers),
            # Less the one that asks.
            connections=int(row["connections"]) - 1,
            segments_mb=_disk_mb(places.segments),
            kept_mb=_disk_mb(places.files) + _disk_mb(places.films),
            database_mb=int(row["size"]) / MB,
            rows=int(row["rows"] or 0),
            cpu_s=sum(map(_cpu_s, (app, *workers, *postgres))),
        )


def slope(looks: Sequence[Look], figure: str) -> Slope:
    """How fast a figure grows an hour; raises ValueError where the looks last less than three windows."""
    windows: dict[int, list[Look]] = {}
    for look in looks:
        windows.setdefault(int(look.minute / WINDOW_MIN), []).append(look)
    hours = [median(look.minute for look in window) / 60 for window in windows.values()]
    values = [median(asdict(look)[figure] for look in window) for window in windows.values()]
    if len(hours) < 3:
        raise ValueError(f"a slope of {figure!r} needs looks of {3 * WINDOW_MIN:.0f} minutes, and there are {len(looks)}")
    line = stats.linregress(hours, values)
    spread = float(stats.t.ppf(0.975, len(hours) - 2)) * float(line.stderr)
    return Slope(float(line.slope), float(line.slope) - spread, float(line.slope) + spread)


def rank(ordered: Sequence[float], share: float) -> float:
    """The nearest rank."""
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def _asked(ask: Callable[[], int]) -> int:
    try:
        return ask()
    except psutil.Error:  # it has ended, or is ending
        return 0


def _cpu_s(process: psutil.Process) -> float:
    """With the children that it waited for, or renders that are over would be missing."""
    try:
        times = process.cpu_times()
    except psutil.Error:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)


def _disk_mb(folder: Path) -> float:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except FileNotFoundError:  # it was passing
            continue
    return total / MB
