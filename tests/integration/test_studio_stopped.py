"""The real `agency studio` gets a SIGTERM in the middle of a final: it says so, is gone in seconds, and the next one goes on."""

from __future__ import annotations

from pathlib import Path

from evals.faults.checks import rendered_again
from evals.faults.endpoint import Endpoint, serve
from evals.faults.studio import answered, previewed, stopped_in_final, studio
from memory.db import Database
from memory.domain.job import RenderJob
from memory.jobs import Jobs
from memory.turn_log import TurnLog


def final_of(database: Database, project: str) -> RenderJob:
    return next(job for job in Jobs(database).of_project(project) if job.quality == "final")


def test_a_studio_that_is_told_to_stop_lets_its_film_go_and_the_next_one_finishes_it(database: Database, tmp_path: Path) -> None:
    with serve(Endpoint()) as model, studio(tmp_path / "home", database, model.url) as (one, client):
        project = previewed(client)
        approving = client.post(f"/projects/{project}/approve")
        assert approving.status_code == 202
        stopped = stopped_in_final(one, client, project)
        assert stopped.gone_s < 10 and stopped.left == 0, one.log()
        assert stopped.ready.status_code == 503
        refused = stopped.refused
        assert (refused.status_code, refused.headers["content-type"]) == (503, "application/problem+json")
        assert refused.headers["retry-after"] and "about to stop" in refused.json()["what"]
        job = final_of(database, project)
        assert (job.status, job.attempts, job.worker) == ("queued", 0, None), "let go, not called off, and nobody died"
        (turn,) = TurnLog(database).open()
        assert turn.state == "working"
        one.start()
        done = answered(client, approving)
        assert done["result"]["state"] == "approved", done
        assert rendered_again(one.home, stopped.segments) == []
        job = final_of(database, project)
        assert (job.status, job.attempts) == ("done", 1)
