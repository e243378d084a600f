"""Holding a render job while it is worked on: claim it, beat for it from a thread, notice when it is lost."""

from __future__ import annotations

import logging
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

import psutil

from memory.domain.job import RenderJob
from memory.errors import JobLost, StoreUnavailable
from memory.jobs import BEAT_S, STALE_S, Jobs

logger = logging.getLogger(__name__)

# A process of this machine that is gone needs no long silence to be believed dead.
GONE_STALE_S = BEAT_S * 1.5


class Hold:
    """A job that is ours. `is_lost` turns True when it was cancelled or taken over: stop then."""

    def __init__(self, jobs: Jobs, job: RenderJob, worker: str) -> None:
        self.job = job
        self._jobs = jobs
        self._worker = worker
        self._lost = threading.Event()
        self._over = threading.Event()

    def is_lost(self) -> bool:
        """Cheap enough to ask for every frame: the beat asks the database."""
        return self._lost.is_set()

    def progress(self, done: float, label: str = "", seconds_left: float | None = None) -> None:
        """How far it is, 0..1; says nothing where the job is lost (`is_lost` does). Call it once a second, not every frame."""
        try:
            self._jobs.progress(self.job.id, self._worker, done, label, seconds_left)
        except JobLost:
            self._lost.set()

    def finish(self, outputs: Mapping[str, str], timings: Mapping[str, float]) -> None:
        """Mark it done; raises JobLost where it no longer is ours."""
        self._jobs.finish(self.job.id, self._worker, outputs, timings)

    def fail(self, error: str) -> None:
        """Mark it failed with one sentence; raises JobLost where it no longer is ours."""
        self._jobs.fail(self.job.id, self._worker, error)

    def _beat(self) -> None:
        while not self._over.wait(BEAT_S):
            try:
                self._jobs.heartbeat(self.job.id, self._worker)
            except JobLost:
                self._lost.set()
                return
            except StoreUnavailable:
                # Rendering goes on without a database; `finish` will say whether it is back.
                logger.warning("a beat could not be recorded", extra={"job": self.job.id})


@contextmanager
def hold(
    jobs: Jobs, job_id: str, *, cancelled: Callable[[], bool] = lambda: False, patience_s: float = STALE_S + BEAT_S
) -> Iterator[Hold]:
    """Claim this job and keep it for as long as the block runs.

    A job of another worker is waited for until that one counts as dead, or `cancelled` says so, or `patience_s` is over.
    Raises JobLost where the wait was in vain or the job is over already. Leaving the block without `finish` or `fail` puts the
    job back in the queue.
    """
    name = worker_name()
    held = Hold(jobs, _claim(jobs, job_id, name, cancelled, patience_s), name)
    thread = threading.Thread(target=held._beat, name=f"beat {job_id}", daemon=True)
    thread.start()
    try:
        yield held
    finally:
        held._over.set()
        thread.join()
        # Without a database the beats are missed too, and the job is taken over all the same.
        with suppress(JobLost, StoreUnavailable):
            jobs.release(job_id, name)


def let_go_all(jobs: Jobs, within_s: float = 2.0) -> None:
    """For the end of a process: waits until its renders have let go of their jobs, and after `within_s` does it for them.

    Without a database nothing is put back; the next process finds that this one is gone.
    """
    name, until = worker_name(), time.monotonic() + within_s
    with suppress(StoreUnavailable):
        while jobs.held(name) and time.monotonic() < until:
            time.sleep(0.05)
        if late := jobs.let_go(name):
            logger.warning("%d renders did not stop in time; their jobs were put back", late)


def worker_name() -> str:
    """`host/process/start`: enough to tell, on the same machine, whether the worker still lives."""
    return f"{socket.gethostname()}/{os.getpid()}/{psutil.Process().create_time():.2f}"


def _claim(jobs: Jobs, job_id: str, worker: str, cancelled: Callable[[], bool], patience_s: float) -> RenderJob:
    until = time.monotonic() + patience_s
    while True:
        job = jobs.get(job_id)
        claimed = jobs.claim(worker, job_id, GONE_STALE_S if _is_gone(job.worker) else STALE_S)
        if claimed:
            return claimed
        job = jobs.get(job_id)
        if job.is_over:
            raise JobLost(f"job {job_id!r} is {job.status} already; submit it again to render it anew")
        if cancelled() or time.monotonic() > until:
            raise JobLost(f"job {job_id!r} is worker {job.worker!r}'s; wait until it is done")
        time.sleep(0.2)


def _is_gone(worker: str | None) -> bool:
    """Whether `worker` was a process of this machine that no longer runs; False where that cannot be told."""
    host, _, rest = (worker or "").partition("/")
    number, _, started = rest.partition("/")
    if host != socket.gethostname() or not number.isdigit():
        return False
    try:
        return f"{psutil.Process(int(number)).create_time():.2f}" != started
    except psutil.NoSuchProcess:
        return True
