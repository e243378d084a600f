"""A render as a row of the job table: held by one process while it is made, closed however it ends."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from memory.domain.job import Quality
from memory.errors import JobLost
from memory.happenings import at_work, doing, tell
from memory.holding import Hold, hold
from memory.jobs import BEAT_S, Jobs
from tools.errors import RenderCancelled, RenderSetAside, WorkInterrupted


class TrackedJob:
    """What a render says of itself. Without a job table (`agency render`) every call is silent."""

    def __init__(self, held: Hold | None) -> None:
        self._held = held
        self._told = -math.inf

    def is_lost(self) -> bool:
        """Whether it was cancelled from elsewhere; ask beside the caller's own `cancelled`."""
        return self._held is not None and self._held.is_lost()

    def progress(self, fraction: float, to_go_s: float | None) -> None:
        """Recorded at most once a beat."""
        if self._held and time.monotonic() - self._told >= BEAT_S:
            self._told = time.monotonic()
            self._held.progress(fraction, seconds_left=to_go_s)

    def finish(self, outputs: Mapping[str, str], timings: Mapping[str, float]) -> None:
        if self._held:
            self._held.finish(outputs, timings)


@contextmanager
def tracked(
    jobs: Jobs | None, project_id: str, version: int, quality: Quality, spec_digest: str, cancelled: Callable[[], bool]
) -> Iterator[TrackedJob]:
    """Hold the job of this film, waiting while another live process makes it; mark it failed or cancelled on an error.

    A job that is done is queued again: it is asked for because its file was deleted. Raises RenderSetAside for one that took
    its workers down too often, and RenderCancelled for one that was cancelled from elsewhere.
    """
    if jobs is None:
        yield TrackedJob(None)
        return
    job_id = jobs.submit(project_id, version, quality, spec_digest).id
    with at_work(project=project_id, job=job_id), doing("render", quality=quality, version=version), _timed(quality):
        yield from _held(jobs, job_id, cancelled)


@contextmanager
def _timed(quality: Quality) -> Iterator[None]:
    """Tells the figures how long the render took, waiting for other workers included, and how it ended."""
    began, outcome = time.monotonic(), "failed"
    try:
        yield
        outcome = "done"
    except RenderCancelled:
        outcome = "cancelled"
        raise
    except WorkInterrupted:
        outcome = "left_off"
        raise
    finally:
        tell("render", time.monotonic() - began, quality=quality, outcome=outcome)


def _held(jobs: Jobs, job_id: str, cancelled: Callable[[], bool]) -> Iterator[TrackedJob]:
    try:
        jobs.reopen(job_id)
        with hold(jobs, job_id, cancelled=cancelled, patience_s=math.inf) as held:
            try:
                yield TrackedJob(held)
            except RenderCancelled:
                jobs.cancel(job_id)
                raise
            except WorkInterrupted:
                raise  # let go as it is: the next process goes on with it
            except Exception as error:
                with suppress(JobLost):
                    held.fail(str(error))
                raise
    except JobLost as error:
        job = jobs.get(job_id)
        if job.status == "failed":
            raise RenderSetAside(
                f"the film was set aside: {job.error} while it was made; change what is new in it, or say “try again”"
            ) from error
        raise RenderCancelled("The film was stopped.") from error
