"""What ends in order or in no time: a studio that is told to stop, and a clock that is put forward or back."""

from __future__ import annotations

import os
import signal
from statistics import median

from evals.faults.app import Say, ended, start
from evals.faults.checks import broken, rendered_again
from evals.faults.endpoint import Endpoint, serve
from evals.faults.ground import Ground, Trials, lost, pause, remaining, undisturbed
from evals.faults.studio import answered, previewed, stopped_in_final, studio
from memory.db import Database
from memory.jobs import Jobs

HOUR_S = 3600.0


def studio_stopped(ground: Ground, times: int = 3) -> Trials:
    """SIGTERM to the real `agency studio` in the middle of a final: it refuses turns, is gone, leaves nobody behind; the next
    start finishes the film without painting twice.
    """
    trials, gone = Trials("SIGTERM to the studio in the middle of a final"), []
    for number in range(times):
        with ground.place() as (place, database, _), serve(Endpoint()) as model:
            with studio(place.home / "studio", database, model.url) as (one, client):
                project = previewed(client)
                approving = client.post(f"/projects/{project}/approve")
                stopped = stopped_in_final(one, client, project, segments=1 + number % 2)
                trials.count(True)
                gone.append(stopped.gone_s)
                left = final_of(database, project)
                wrong = [] if stopped.left == 0 else [f"{stopped.left} processes stayed behind"]
                wrong += [] if stopped.refused.status_code == 503 else [f"a turn was answered {stopped.refused.status_code}"]
                wrong += [] if left == ("queued", 0) else [f"its job was {left} in between"]
                one.start()
                turn = answered(client, approving)
                wrong += [] if turn["result"]["state"] == "approved" else [f"the turn came to {turn['result']['state']}"]
                wrong += [] if final_of(database, project) == ("done", 1) else [f"its job is {final_of(database, project)}"]
                wrong += rendered_again(one.home, stopped.segments)
            trials.note("", [*wrong, *broken(database, place.home / "studio")])
    trials.figures = {"gone_after_s_median": round(median(gone), 2), "gone_after_s_worst": round(max(gone), 2)}
    return trials


def final_of(database: Database, project: str) -> tuple[str, int]:
    """Status and attempts of the job of a project's final."""
    return next((job.status, job.attempts) for job in Jobs(database).of_project(project) if job.quality == "final")


def clock_jumps(ground: Ground, says: tuple[Say, ...], moments: int = 6) -> Trials:
    """The database's clock an hour forward or back in a render, as seen from every time that was written down before; every
    second time the app is killed at that moment.

    A clock of its own would take libfaketime; what is written is moved the other way instead.
    """
    expected, trials = undisturbed(ground, says, 2), Trials("clock an hour forward or back in the middle of a render")
    for number in range(moments):
        with ground.place(2) as (place, database, out):
            app = start(place, says, out)
            pause(app, ground.chance.uniform(0.15, 0.9) * expected.took_s)
            trials.count(app.is_alive())
            if is_killed := number % 2 == 1 and app.is_alive():
                os.kill(app.pid or 0, signal.SIGKILL)
                app.join()
            _move(database, HOUR_S if number % 4 < 2 else -HOUR_S)
            code = ended(start(place, remaining(says, out), out)) if is_killed else ended(app)
            trials.note("", [*([] if code == 0 else [f"ended with {code}"]), *lost(expected, database, place)])
    return trials


def _move(database: Database, seconds: float) -> None:
    """Every time of a job, as it looks once the clock was put back (forward: negative) by so much."""
    with database.transaction() as connection:
        connection.execute(
            "UPDATE jobs SET heartbeat_at = heartbeat_at + make_interval(secs => %(s)s),"
            " created_at = created_at + make_interval(secs => %(s)s), started_at = started_at + make_interval(secs => %(s)s)"
            " WHERE status IN ('queued', 'running')",
            {"s": seconds},
        )
