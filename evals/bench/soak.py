"""The real `agency studio` under mixed load for as long as is asked: does it hold more and more, and does it get slower?"""

from __future__ import annotations

import asyncio
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from pathlib import Path
from statistics import median

import httpx
import psutil

from evals.bench.soak_figures import Gauges, Look, rank, slope
from evals.bench.soak_load import Load, Pace
from evals.faults.endpoint import Endpoint, serve
from memory.api_keys import ApiKeys
from memory.db import Database
from memory.domain.api_key import SCOPES
from memory.server import EmbeddedServer
from ui.accounts import OWNER
from ui.errors import BenchUnknown
from ui.wiring import Places

ROOT = Path(__file__).resolve().parents[2]
OPENS_WITHIN_S = 90.0
LOOK_S, WINDOW_MIN, LONGEST_WARMING_MIN, LEAST_MIN = 15.0, 10.0, 15.0, 10.0
GROWING = ("app_mb", "workers_mb", "postgres_mb", "files", "threads", "connections")
# Of the disk's figures only the cache of segments has a bound; films and rows are what people keep.
SETTINGS = {"AGENCY_CACHE_GB": "0.05", "AGENCY_PERSON_TURNS": "600", "AGENCY_WORKERS": "1", "AGENCY_LOG_FORMAT": "json"}


def rows(minutes: float = 75.0) -> Iterator[dict[str, object]]:
    """A row for each ten minutes (medians of what was held, `p50_ms` and `p95_ms` of questions, share of one core), one for
    each figure with its growth an hour after the warm-up and the 95 % interval, and one of what was done.

    Raises BenchUnknown, after the last row, where a turn failed or the studio's log has an error.
    """
    with tempfile.TemporaryDirectory(prefix="agency-soak-", ignore_cleanup_errors=True) as name:
        home = Path(name)
        home.chmod(0o755)  # the account that the embedded database runs as under root has to enter it
        server = EmbeddedServer(Places(home).database)
        try:
            with Database(server.ensure) as database, serve(Endpoint()) as model:
                yield from _soaked(home, server, database, model.url, minutes)
        finally:
            server.stop()


def _soaked(home: Path, server: EmbeddedServer, database: Database, model: str, minutes: float) -> Iterator[dict[str, object]]:
    database.migrate()
    with _studio(home, database.url, model) as (process, url):
        _, key = ApiKeys(database).create("soak", OWNER, SCOPES)
        began = time.monotonic()
        load = Load(url, key, began + 60 * minutes, Pace())
        gauges = Gauges(process.pid, server.pid, database, home, LOOK_S)
        gauges.start()
        asyncio.run(load.run())
        gauges.stop()
        yield from _windows(gauges.looks, [((at - began) / 60, wait) for at, wait in load.tally.waits])
        yield from _slopes(gauges.looks, min(LONGEST_WARMING_MIN, minutes / 3))
        complaints = [line for line in _log(home).splitlines() if '"level": "ERROR"' in line or line.startswith("Traceback")]
        yield {"case": "done", **load.tally.done, "failed": len(load.tally.wrong), "errors_in_log": len(complaints)}
    if load.tally.wrong or complaints:
        print("\n".join([*load.tally.wrong, *complaints]), file=sys.stderr)
        raise BenchUnknown(f"{len(load.tally.wrong)} turns failed and the log has {len(complaints)} errors")


@contextmanager
def _studio(home: Path, database_url: str, model: str) -> Iterator[tuple[psutil.Popen, str]]:
    """`agency studio` as a process of its own, taking requests, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    places = {"AGENCY_HOME": str(home), "AGENCY_DATABASE_URL": database_url, "AGENCY_LLM_BASE_URL": model}
    environment = {**os.environ, **places, **SETTINGS, "AGENCY_PORT": str(port), "PYTHONPATH": str(ROOT)}
    with (home / "log").open("wb") as log:
        command = [sys.executable, "-c", "from ui.cli import main; main()", "studio"]
        process = psutil.Popen(command, cwd=home, env=environment, stdout=log, stderr=log)
    try:
        _wait_for(process, home, f"http://127.0.0.1:{port}/healthz")
        yield process, f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(30)
        except psutil.TimeoutExpired:
            process.kill()


def _wait_for(process: psutil.Popen, home: Path, address: str) -> None:
    until = time.monotonic() + OPENS_WITHIN_S
    while process.poll() is None and time.monotonic() < until:
        try:
            if httpx.get(address, timeout=5, trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    raise BenchUnknown(f"the studio did not open within {OPENS_WITHIN_S:.0f} s; it said: {_log(home)[-4000:]}")


def _log(home: Path) -> str:
    return (home / "log").read_text()


def _windows(looks: Sequence[Look], waits: Sequence[tuple[float, float]]) -> Iterator[dict[str, object]]:
    for number in sorted({int(look.minute // WINDOW_MIN) for look in looks}):
        held = [look for look in looks if int(look.minute // WINDOW_MIN) == number]
        asked = sorted(wait for minute, wait in waits if int(minute // WINDOW_MIN) == number)
        core = (held[-1].cpu_s - held[0].cpu_s) / max(LOOK_S, 60 * (held[-1].minute - held[0].minute))
        figures = {name: round(median(getattr(look, name) for look in held), 1) for name in _names() if name != "cpu_s"}
        latency = {"p50_ms": round(median(asked)), "p95_ms": round(rank(asked, 0.95))} if asked else {}
        yield {"case": f"minutes {number * WINDOW_MIN:.0f}-{(number + 1) * WINDOW_MIN:.0f}", **figures,
               "of_one_core": round(core, 2), "questions": len(asked), **latency}  # fmt: skip


def _slopes(looks: Sequence[Look], warm_min: float) -> Iterator[dict[str, object]]:
    """With the curve at a point a minute, for whoever wants to draw it; nothing of a run that is too short to tell."""
    warm = [look for look in looks if look.minute >= warm_min]
    if not warm or warm[-1].minute - warm_min < LEAST_MIN:
        return
    for name in GROWING:
        found = slope(warm, name)
        curve = [round(median(each), 1) for each in _by_minute(looks, name)]
        yield {"case": f"growth of {name} after {warm_min:.0f} minutes", "an_hour": round(found.an_hour, 2),
               "low": round(found.low, 2), "high": round(found.high, 2), "curve": curve}  # fmt: skip


def _by_minute(looks: Sequence[Look], name: str) -> list[list[float]]:
    minutes: dict[int, list[float]] = {}
    for look in looks:
        minutes.setdefault(int(look.minute), []).append(asdict(look)[name])
    return list(minutes.values())


def _names() -> list[str]:
    return [one.name for one in fields(Look) if one.name != "minute"]
