"""How long twenty people wait for an answer that code gives, alone and while two films render on the same machine."""

from __future__ import annotations

import asyncio
import math
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from agent.events import Failed
from agent.messages import Message
from agent.session import Agency
from evals.bench.metering import Watch
from evals.faults.app import Writer
from memory.server import EmbeddedServer
from ui.running import open_agency
from ui.settings import Settings
from ui.wiring import Places, open_database

TALKS, ROUNDS, MOST_ROUNDS = 20, 5, 12
# Somebody reads the answer before the next question.
READS_S = 2.0
LOOK_S = 5.0
TARGET_P95_MS = 500
SMALL = "A 3 second square film about Lumo, a desk lamp that follows the sun. No music."
LARGE = "A 20 second film about Lumo, a desk lamp that follows the sun. It costs $49 and ships in March."
QUESTIONS = ("how long is it?", "what did we change so far?", "which voice is it?", "how many scenes are there?")


def rows() -> list[dict[str, object]]:
    """A row alone and a row under load: `p50_ms`, `p95_ms` and `p99_ms` (nearest rank) of a turn from message to end,
    `failed` turns, `renders_done`, and `peak_pss_mb` of the app and its workers, looked at every five seconds.

    Questions are answered by code; the words of the films are scripted. Everything else is what `agency serve` runs.
    """
    with tempfile.TemporaryDirectory(prefix="agency-bench-", ignore_cleanup_errors=True) as home:
        Path(home).chmod(0o755)  # the account that the embedded database runs as under root has to enter it
        settings = Settings(home=Path(home), person_turns=10**6)  # all of them are the operator
        try:
            return asyncio.run(_measured(settings))
        finally:
            EmbeddedServer(Places(settings.home_dir).database).stop()


async def _measured(settings: Settings) -> list[dict[str, object]]:
    with open_database(settings) as database:
        async with open_agency(settings, database, Writer()) as agency:
            began = time.perf_counter()
            await asyncio.gather(*(_turn(agency, f"talk {number}", SMALL) for number in range(TALKS)))
            await asyncio.gather(*(_turn(agency, f"film {number}", LARGE) for number in range(2)))
            print(f"{TALKS + 2} films drafted in {time.perf_counter() - began:.0f} s", file=sys.stderr)
            alone = await _asked(agency, "alone", [])
            films = [asyncio.create_task(_turn(agency, f"film {number}", "approve")) for number in range(2)]
            await asyncio.sleep(READS_S)
            loaded = await _asked(agency, "two films render", films)
            began = time.perf_counter()
            done = [ok for _, ok in await asyncio.gather(*films)]
            loaded |= {"renders_done": sum(done), "renders_went_on_s": round(time.perf_counter() - began, 1)}
    return [alone, loaded]


async def _asked(agency: Agency, case: str, films: Sequence[asyncio.Task[Any]]) -> dict[str, object]:
    """Questions in all conversations side by side: some rounds, or for as long as the films render."""
    load, watching = os.getloadavg()[0], asyncio.create_task(_peak_pss_mb())
    answers: list[tuple[float, bool]] = []

    async def talk(number: int) -> None:
        await asyncio.sleep(READS_S * number / TALKS)
        for turn in range(MOST_ROUNDS if films else ROUNDS):
            if films and all(film.done() for film in films):
                return
            answers.append(await _turn(agency, f"talk {number}", QUESTIONS[(number + turn) % len(QUESTIONS)]))
            await asyncio.sleep(READS_S)

    await asyncio.gather(*(talk(number) for number in range(TALKS)))
    watching.cancel()
    waits = sorted(1000 * seconds for seconds, _ in answers)
    return {
        "case": case,
        "conversations": TALKS,
        "turns": len(waits),
        "p50_ms": round(median(waits)),
        "p95_ms": round(_rank(waits, 0.95)),
        "p99_ms": round(_rank(waits, 0.99)),
        "target_p95_ms": TARGET_P95_MS,
        "failed": sum(not ok for _, ok in answers),
        "peak_pss_mb": round(await _last(watching)),
        "load": round(load, 1),
    }


async def _turn(agency: Agency, thread: str, text: str) -> tuple[float, bool]:
    """Seconds from the message to the end of its turn, and whether nothing failed."""
    began, ok = time.perf_counter(), True
    async for event in agency.run_turn(thread, Message(text)):
        if isinstance(event, Failed):
            ok = False
            print(event, file=sys.stderr)
    return time.perf_counter() - began, ok


async def _peak_pss_mb() -> float:
    """The largest of what was seen until it is cancelled; a look now and then, because looking itself costs time."""
    peak = 0.0
    try:
        while True:
            with Watch(os.getpid()) as watch:
                await asyncio.sleep(2 * READS_S / 5)
            peak = max(peak, watch.peak_pss_mb)
            await asyncio.sleep(LOOK_S)
    except asyncio.CancelledError:
        return peak


async def _last(watching: asyncio.Task[float]) -> float:
    return await watching


def _rank(ordered: Sequence[float], share: float) -> float:
    return ordered[math.ceil(share * len(ordered)) - 1]
