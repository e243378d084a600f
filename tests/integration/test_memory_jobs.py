"""The render queue on a real PostgreSQL: one job once, and no job lost with its worker."""

from __future__ import annotations

import threading

import pytest

from memory.db import Database
from memory.domain.job import RenderJob
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import JobLost, NotFound
from memory.jobs import MAX_ATTEMPTS, Jobs
from memory.projects import Projects


@pytest.fixture
def project(database: Database) -> str:
    projects = Projects(database)
    made = projects.create("thread", "ana")
    projects.save(made.id, Storyboard(title="Lamp", scenes=(Scene(id="s1"),)), turn_id="t1")
    return made.id


@pytest.fixture
def jobs(database: Database) -> Jobs:
    return Jobs(database)


def claimed(jobs: Jobs, worker: str, **options: float) -> RenderJob:
    job = jobs.claim(worker, **options)  # type: ignore[arg-type]
    assert job is not None
    return job


def test_the_same_film_is_one_job(jobs: Jobs, project: str) -> None:
    first = jobs.submit(project, 1, "draft", "aa")
    assert jobs.submit(project, 1, "draft", "aa") == first
    assert jobs.submit(project, 1, "final", "aa").id != first.id
    assert jobs.submit(project, 1, "draft", "bb").id != first.id
    assert len(jobs.of_project(project)) == 3


def test_a_job_runs_from_queued_to_done(jobs: Jobs, project: str) -> None:
    job = jobs.submit(project, 1, "draft", "aa")
    assert claimed(jobs, "w1").id == job.id
    jobs.progress(job.id, "w1", 0.5, "scene 3 of 6", 4.0)
    half = jobs.get(job.id)
    assert (half.status, half.progress, half.label, half.seconds_left) == ("running", 0.5, "scene 3 of 6", 4.0)
    jobs.finish(job.id, "w1", {"video": "ab"}, {"encode": 1.25})
    done = jobs.submit(project, 1, "draft", "aa")
    assert (done.status, done.outputs, done.timings, done.progress) == ("done", {"video": "ab"}, {"encode": 1.25}, 1.0)
    assert done.is_over and done.finished_at is not None
    assert jobs.claim("w2") is None


def test_workers_that_race_take_different_jobs(jobs: Jobs, project: str) -> None:
    for number in range(6):
        jobs.submit(project, 1, "draft", f"digest {number}")
    taken: list[str] = []
    workers = [threading.Thread(target=lambda name=f"w{n}": taken.append(claimed(jobs, name).id)) for n in range(6)]  # type: ignore[misc]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(set(taken)) == 6


def test_the_oldest_job_goes_first_unless_one_is_named(jobs: Jobs, project: str) -> None:
    first, second = jobs.submit(project, 1, "draft", "aa"), jobs.submit(project, 1, "draft", "bb")
    named = jobs.claim("w1", second.id)
    assert named is not None and named.id == second.id
    assert jobs.claim("w2", second.id) is None
    assert claimed(jobs, "w2").id == first.id


def test_a_job_of_a_dead_worker_is_taken_over_and_the_dead_one_stopped(jobs: Jobs, project: str) -> None:
    job = jobs.submit(project, 1, "draft", "aa")
    claimed(jobs, "dead")
    assert jobs.claim("heir") is None
    again = claimed(jobs, "heir", stale_s=0.0)
    assert (again.id, again.worker, again.attempts) == (job.id, "heir", 2)
    for late in (lambda: jobs.heartbeat(job.id, "dead"), lambda: jobs.finish(job.id, "dead", {"video": "wrong"}, {})):
        with pytest.raises(JobLost):
            late()
    jobs.finish(job.id, "heir", {"video": "right"}, {})
    assert jobs.get(job.id).outputs == {"video": "right"}


def test_a_beat_keeps_the_job(jobs: Jobs, project: str, database: Database) -> None:
    job = jobs.submit(project, 1, "draft", "aa")
    claimed(jobs, "w1")
    with database.transaction() as connection:
        connection.execute("UPDATE jobs SET heartbeat_at = now() - interval '1 hour'")
    jobs.heartbeat(job.id, "w1")
    assert jobs.claim("w2") is None


def test_a_job_that_kills_its_workers_fails_in_the_end(jobs: Jobs, project: str) -> None:
    job = jobs.submit(project, 1, "draft", "aa")
    for attempt in range(MAX_ATTEMPTS):
        claimed(jobs, f"w{attempt}", stale_s=0.0)
    assert jobs.claim("last", stale_s=0.0) is None
    failed = jobs.get(job.id)
    assert (failed.status, failed.error) == ("failed", "its worker died 3 times")


def test_a_cancelled_job_stops_its_worker_and_can_be_asked_for_again(jobs: Jobs, project: str) -> None:
    job = jobs.submit(project, 1, "draft", "aa")
    claimed(jobs, "w1")
    assert jobs.cancel(job.id) and jobs.is_cancelled(job.id)
    assert not jobs.cancel(job.id)
    with pytest.raises(JobLost):
        jobs.progress(job.id, "w1", 0.9)
    again = jobs.submit(project, 1, "draft", "aa")
    assert (again.id, again.status, again.progress) == (job.id, "queued", 0.0)


def test_a_failed_job_keeps_its_sentence_until_it_is_queued_again(jobs: Jobs, project: str) -> None:
    job = jobs.submit(project, 1, "draft", "aa")
    claimed(jobs, "w1")
    jobs.fail(job.id, "w1", "the encoder stopped")
    assert jobs.get(job.id).error == "the encoder stopped"
    again = jobs.submit(project, 1, "draft", "aa")
    assert (again.status, again.error, again.attempts) == ("queued", "", 0)


def test_a_job_that_is_not_there_is_named(jobs: Jobs) -> None:
    with pytest.raises(NotFound, match="job 'nope'"):
        jobs.get("nope")
    with pytest.raises(NotFound):
        jobs.is_cancelled("nope")


def test_a_worker_that_lets_go_did_not_die_of_the_job(jobs: Jobs, project: str) -> None:
    first, second = (jobs.submit(project, 1, "draft", digest) for digest in ("aa", "bb"))
    for number in range(MAX_ATTEMPTS + 1):
        assert claimed(jobs, f"w{number}").id == first.id
        jobs.release(first.id, f"w{number}")
    assert [claimed(jobs, "w").id for _ in range(2)] == [first.id, second.id]
    assert jobs.held("w") == 2
    assert jobs.let_go("w") == 2
    assert jobs.held("w") == 0
    told = [jobs.get(job.id) for job in (first, second)]
    assert [(job.status, job.attempts, job.worker) for job in told] == [("queued", 0, None)] * 2
    with pytest.raises(JobLost):
        jobs.heartbeat(first.id, "w")


def test_a_clock_that_was_put_back_keeps_no_job_of_a_dead_worker(jobs: Jobs, project: str, database: Database) -> None:
    job = jobs.submit(project, 1, "draft", "aa")
    claimed(jobs, "dead")
    with database.transaction() as connection:
        connection.execute("UPDATE jobs SET heartbeat_at = now() + interval '1 hour'")
    assert claimed(jobs, "w2").id == job.id, "it would have to wait for an hour"
