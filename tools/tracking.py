"""A render as a row of the job table: claimed by one process, kept alive by its progress, closed however it ends."""

from __future__ import annotations

import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import psutil

from memory.domain.job import Quality
from memory.jobs import BEAT_S, STALE_S, Jobs
from tools.errors import RenderCancelled

_POLL_S = 0.5


class TrackedJob:
    """What a render says of itself. Without a job table (`agency render`) every call is silent."""

    def __init__(self, jobs: Jobs | None, job_id: str, worker: str) -> None:
        self._jobs, self._id, self._worker = jobs, job_id, worker
        self._beaten = time.monotonic()

    def progress(self, fraction: float, to_go_s: float | None) -> None:
        """Recorded at most once a beat; it is the heartbeat as well."""
        if self._jobs and time.monotonic() - self._beaten >= BEAT_S:
            self._beaten = time.monotonic()
            self._jobs.progress(self._id, self._worker, min(1.0, fraction), seconds_left=to_go_s)

    def finish(self, outputs: Mapping[str, str], timings: Mapping[str, float]) -> None:
        if self._jobs:
            self._jobs.finish(self._id, self._worker, outputs, timings)


@contextmanager
def tracked(
    jobs: Jobs | None, project_id: str, version: int, quality: Quality, spec_digest: str, cancelled: Callable[[], bool]
) -> Iterator[TrackedJob]:
    """Claim the job of this film, waiting while another live process makes it; mark it failed or cancelled on an error."""
    if jobs is None:
        yield TrackedJob(None, "", "")
        return
    worker = f"{platform.node()}:{os.getpid()}"
    job_id = jobs.submit(project_id, version, quality, spec_digest).id
    _claim(jobs, job_id, worker, cancelled)
    try:
        yield TrackedJob(jobs, job_id, worker)
    except RenderCancelled:
        jobs.cancel(job_id)
        raise
    except Exception as error:
        jobs.fail(job_id, worker, str(error))
        raise


def _claim(jobs: Jobs, job_id: str, worker: str, cancelled: Callable[[], bool]) -> None:
    """A job that is done already (its file was deleted) is not claimed: it is simply made again."""
    while True:
        held = jobs.get(job_id)
        if held.status == "done" or jobs.claim(worker, job_id, 0.0 if _is_gone(held.worker, worker) else STALE_S):
            return
        if cancelled():
            raise RenderCancelled("The film was stopped before its turn came.")
        time.sleep(_POLL_S)


def _is_gone(holder: str | None, worker: str) -> bool:
    """Whether the holder is a dead process of this machine, or this process itself."""
    if not holder:
        return False
    node, _, pid = holder.rpartition(":")
    return holder == worker or (node == platform.node() and not psutil.pid_exists(int(pid)))
