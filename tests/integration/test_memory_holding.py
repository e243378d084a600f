"""Holding a job: beats while we work, a quick takeover after a kill, and a cancel that reaches the worker."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from memory.db import Database
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import JobLost
from memory.holding import hold
from memory.jobs import STALE_S, Jobs
from memory.projects import Projects

ROOT = Path(__file__).parents[2]
WORKER = """
import sys, time
from memory.db import Database
from memory.holding import hold
from memory.jobs import Jobs
with hold(Jobs(Database(sys.argv[1])), sys.argv[2]) as held:
    held.progress(0.25, "scene 1")
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def jobs(database: Database) -> Jobs:
    return Jobs(database)


@pytest.fixture
def job_id(database: Database, jobs: Jobs) -> str:
    projects = Projects(database)
    project = projects.create("thread", "ana")
    projects.save(project.id, Storyboard(title="Lamp", scenes=(Scene(id="s1"),)), turn_id="t1")
    return jobs.submit(project.id, 1, "final", "aa").id


def test_a_held_job_is_finished_by_its_holder(jobs: Jobs, job_id: str) -> None:
    with hold(jobs, job_id) as held:
        assert jobs.get(job_id).status == "running" and not held.is_lost()
        held.finish({"video": "ab"}, {})
    assert jobs.get(job_id).outputs == {"video": "ab"}
    with pytest.raises(JobLost, match="is done already"), hold(jobs, job_id):
        pass
    jobs.reopen(job_id)
    with hold(jobs, job_id) as again:
        again.finish({"video": "cd"}, {})
    assert jobs.get(job_id).outputs == {"video": "cd"}


def test_a_job_in_living_hands_is_waited_for_until_the_wait_is_cancelled(jobs: Jobs, job_id: str) -> None:
    with hold(jobs, job_id) as held:
        with pytest.raises(JobLost, match="wait until it is done"), hold(jobs, job_id, cancelled=lambda: True):
            pass
        assert not held.is_lost()


def test_a_job_that_is_dropped_half_way_waits_for_the_next(jobs: Jobs, job_id: str) -> None:
    with pytest.raises(ZeroDivisionError), hold(jobs, job_id):
        raise ZeroDivisionError
    assert jobs.get(job_id).status == "queued"
    with hold(jobs, job_id) as held:
        held.fail("the encoder stopped")
    assert jobs.get(job_id).error == "the encoder stopped"


def test_the_beat_keeps_a_long_job_and_notices_a_cancel(jobs: Jobs, job_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memory.holding.BEAT_S", 0.05)
    with hold(jobs, job_id) as held:
        time.sleep(0.5)
        assert jobs.claim("thief", job_id, stale_s=0.4) is None
        assert jobs.cancel(job_id)
        until = time.monotonic() + 5
        while not held.is_lost() and time.monotonic() < until:
            time.sleep(0.02)
        assert held.is_lost()
        with pytest.raises(JobLost):
            held.finish({}, {})


def test_a_job_of_a_killed_process_goes_on_before_the_long_silence_is_over(jobs: Jobs, job_id: str, database_url: str) -> None:
    command = [sys.executable, "-c", WORKER, database_url, job_id]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None and worker.stdout.readline() == "held\n"
        os.kill(worker.pid, signal.SIGKILL)
    begun = time.monotonic()
    with hold(jobs, job_id) as held:
        assert time.monotonic() - begun < STALE_S / 2
        assert (held.job.attempts, held.job.label) == (2, "scene 1")
