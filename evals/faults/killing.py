"""kill -9, at every step and at random moments: of the app, a render worker, PostgreSQL; and everything said three times."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import psutil

from evals.faults.app import Mine, Say, ended, start
from evals.faults.checks import broken, done_segments, film_digests, rendered_again
from evals.faults.ground import MOMENTS, Ground, Trials, lost, pause, remaining, undisturbed
from memory.jobs import MAX_ATTEMPTS


def app_killed_at_steps(ground: Ground, says: tuple[Say, ...], every: int = 1) -> Trials:
    """kill -9 right before and right after every write of a checkpoint: each end of each step of the graph."""
    expected, trials = undisturbed(ground, says), Trials("app killed at every step of the graph")
    for at in range(1, expected.checkpoints + 1, every):
        for when in ("before", "after"):
            with ground.place() as (place, database, out):
                code = ended(start(place, says, out, Mine(at, when)))  # type: ignore[arg-type]
                trials.count(code == -signal.SIGKILL)
                code = ended(start(place, remaining(says, out), out))
                trials.note(f"{when} {at}", [*([] if code == 0 else [f"ended with {code}"]), *lost(expected, database, place)])
    return trials


def database_killed_at_steps(ground: Ground, says: tuple[Say, ...], every: int = 1) -> Trials:
    """kill -9 of PostgreSQL right before and right after every write of a checkpoint: the same app goes on."""
    expected, trials = undisturbed(ground, says), Trials("PostgreSQL killed at every step of the graph")
    for at in range(1, expected.checkpoints + 1, every):
        for when in ("before", "after"):
            with ground.place() as (place, database, out):
                before = place.server.pid()
                code = ended(start(place, says, out, Mine(at, when, "PostgreSQL")))  # type: ignore[arg-type]
                trials.count(place.server.pid() != before)
                trials.note(f"{when} {at}", [*([] if code == 0 else [f"ended with {code}"]), *lost(expected, database, place)])
    return trials


def app_killed_in_render(ground: Ground, says: tuple[Say, ...], moments: int = MOMENTS) -> Trials:
    """kill -9 of the app at random moments of a preview and a final: what was rendered stays, the films are the same."""
    expected, trials = undisturbed(ground, says, 2), Trials("app killed at random moments of a render")
    for _ in range(moments):
        with ground.place(2) as (place, database, out):
            app = start(place, says, out)
            pause(app, ground.chance.uniform(0.15, 0.95) * expected.took_s)
            workers = psutil.Process(app.pid).children(recursive=True) if app.is_alive() else []
            trials.count(app.is_alive())
            app.kill()
            app.join()
            psutil.wait_procs(workers, timeout=30)  # they end with the piece that they were at
            done = done_segments(place.home)
            code = ended(start(place, remaining(says, out), out))
            again = rendered_again(place.home, done)
            trials.note("", [*([] if code == 0 else [f"ended with {code}"]), *lost(expected, database, place), *again])
    return trials


def workers_killed(ground: Ground, says: tuple[Say, ...], moments: int = MOMENTS) -> Trials:
    """kill -9 of a render worker at random moments: the same app goes on."""
    expected, trials = undisturbed(ground, says, 2), Trials("render worker killed at random moments")
    for _ in range(moments):
        with ground.place(2) as (place, database, out):
            app = start(place, says, out)
            pause(app, ground.chance.uniform(0.15, 0.95) * expected.took_s)
            children = psutil.Process(app.pid).children() if app.is_alive() else []
            workers = [one for one in children if "renderer.farm" in " ".join(one.cmdline())]
            trials.count(bool(workers))
            if workers:
                ground.chance.choice(workers).kill()
            code = ended(app)
            trials.note("", [*([] if code == 0 else [f"ended with {code}"]), *lost(expected, database, place)])
    return trials


def database_killed(ground: Ground, says: tuple[Say, ...], workers: int = 0, moments: int = MOMENTS) -> Trials:
    """kill -9 of PostgreSQL at random moments: the app starts it again, and the person says the same once more."""
    during = "a render" if workers else "a conversation"
    expected, trials = undisturbed(ground, says, workers), Trials(f"PostgreSQL killed at random moments of {during}")
    for _ in range(moments):
        with ground.place(workers) as (place, database, out):
            app = start(place, says, out)
            pause(app, ground.chance.uniform(0.05, 0.95) * expected.took_s)
            pid = place.server.pid()
            trials.count(app.is_alive() and pid is not None)
            if pid:
                os.kill(pid, signal.SIGKILL)
            code = ended(app)
            trials.note("", [*([] if code == 0 else [f"ended with {code}"]), *lost(expected, database, place)])
    return trials


def everything_twice(ground: Ground, says: tuple[Say, ...]) -> Trials:
    """Every turn delivered a second time while it is at work, and a third time afterwards."""
    expected, trials = undisturbed(ground, says), Trials("every message delivered three times")
    with ground.place() as (place, database, out):
        code = ended(start(place, says, out, twice=True))
        trials.count(True, len(says))
        trials.note("", [*([] if code == 0 else [f"ended with {code}"]), *lost(expected, database, place)])
    return trials


def poisoned(ground: Ground, says: tuple[Say, ...]) -> Trials:
    """A film that takes down whoever makes it: tried three times, then set aside with a reason, and the conversation goes on."""
    expected, trials = undisturbed(ground, says, 2), Trials("a film that kills every process that makes it")
    with ground.place(2) as (place, database, out):
        deadly, deaths = replace(place, deadly=True), 0
        while ended(start(deadly, remaining(says[:1], out), out)) == -signal.SIGKILL and deaths < 10:
            deaths += 1
        trials.count(deaths > 0, deaths)
        told = out.read_text()
        wrong = [] if deaths == MAX_ATTEMPTS else [f"it was tried {deaths} times"]
        wrong += [] if "was set aside: its worker died 3 times" in told else ["nobody was told why"]
        # Opened again, the app does not touch it by itself.
        wrong += [] if ended(start(deadly, (), out)) == 0 else ["it was tried again though nobody asked"]
        mended = (Say("try again", "turn-again"), *says[1:])
        wrong += [] if ended(start(place, mended, out)) == 0 else ["the conversation does not go on"]
        trials.note("", [*wrong, *broken(database, place.home)])
        films = film_digests(place.home)
        trials.note("", [f"{name} differs" for name, digest in expected.films.items() if films.get(name) != digest])
    return trials
