"""The render queue: one row a job, taken with SKIP LOCKED, taken over when its worker falls silent."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import LiteralString

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from memory.db import Database
from memory.domain.job import Quality, RenderJob
from memory.errors import JobLost, NotFound

# A worker beats every 2 s; one that is silent five times as long is dead or stuck.
BEAT_S = 2.0
STALE_S = 10.0
# A job that took its worker down this often would take the next one down too.
MAX_ATTEMPTS = 3
COLUMNS: LiteralString = (
    "id, project AS project_id, version, quality, spec_digest, status, progress, label, seconds_left, timings, outputs, error,"
    " worker, attempts, created_at, started_at, finished_at"
)
LET_GO: LiteralString = "status = 'queued', worker = NULL, heartbeat_at = NULL, attempts = greatest(attempts - 1, 0)"
# A beat of a time to come was made before the clock was put back: whoever lives beats again within BEAT_S.
SILENT: LiteralString = "heartbeat_at NOT BETWEEN now() - make_interval(secs => %(stale)s) AND now() + interval '1 second'"
REQUEUED: LiteralString = "status = 'queued', worker = NULL, attempts = 0, progress = 0, error = '', finished_at = NULL"


class Jobs:
    """The job store. Rendering is idempotent, so a job that is run twice after a takeover costs time and nothing else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def submit(self, project_id: str, version: int, quality: Quality, spec_digest: str) -> RenderJob:
        """The job of exactly this film: made, or the one that exists. One that failed or was cancelled is queued again."""
        film = [project_id, version, quality, spec_digest]
        this: LiteralString = "project = %s AND version = %s AND quality = %s AND spec_digest = %s"
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO jobs (id, project, version, quality, spec_digest) VALUES (%s, %s, %s, %s, %s)"
                " ON CONFLICT DO NOTHING",
                [secrets.token_hex(8), *film],
            )
            connection.execute(f"UPDATE jobs SET {REQUEUED} WHERE {this} AND status IN ('failed', 'cancelled')", film)
            row = connection.execute(f"SELECT {COLUMNS} FROM jobs WHERE {this}", film).fetchone()
        assert row is not None
        return RenderJob(**row)

    def get(self, job_id: str) -> RenderJob:
        """Raises NotFound."""
        with self._database.transaction() as connection:
            row = connection.execute(f"SELECT {COLUMNS} FROM jobs WHERE id = %s", [job_id]).fetchone()
        return RenderJob(**_found(row, job_id))

    def of_project(self, project_id: str) -> list[RenderJob]:
        """Every job of a project, newest first."""
        query = f"SELECT {COLUMNS} FROM jobs WHERE project = %s ORDER BY created_at DESC, id"
        with self._database.transaction() as connection:
            return [RenderJob(**row) for row in connection.execute(query, [project_id])]

    def claim(self, worker: str, job_id: str | None = None, stale_s: float = STALE_S) -> RenderJob | None:
        """Take the oldest job that waits, or whose worker was silent for `stale_s` seconds; None where there is none.

        `job_id` takes that one or nothing. A job that was started MAX_ATTEMPTS times is marked failed instead.
        """
        with self._database.transaction() as connection:
            connection.execute(
                f"""
                UPDATE jobs SET status = 'failed', finished_at = now(), error = 'its worker died ' || attempts || ' times'
                WHERE status = 'running' AND attempts >= %(most)s AND {SILENT}
                """,
                {"most": MAX_ATTEMPTS, "stale": stale_s},
            )
            row = connection.execute(
                f"""
                UPDATE jobs SET status = 'running', worker = %(worker)s, attempts = attempts + 1,
                    heartbeat_at = now(), started_at = coalesce(started_at, now())
                WHERE id = (
                    SELECT id FROM jobs
                    WHERE (%(id)s::text IS NULL OR id = %(id)s) AND (status = 'queued'
                        OR (status = 'running' AND {SILENT}))
                    ORDER BY created_at FOR UPDATE SKIP LOCKED LIMIT 1
                )
                RETURNING {COLUMNS}
                """,
                {"worker": worker, "id": job_id, "stale": stale_s},
            ).fetchone()
        return RenderJob(**row) if row else None

    def heartbeat(self, job_id: str, worker: str) -> None:
        """Say that the worker lives; raises JobLost where it should stop. Call every BEAT_S seconds."""
        self._update(job_id, worker, "heartbeat_at = now()", {})

    def progress(self, job_id: str, worker: str, done: float, label: str = "", seconds_left: float | None = None) -> None:
        """How far it is (0..1), which counts as a heartbeat too; raises JobLost where the worker should stop."""
        change: LiteralString = "heartbeat_at = now(), progress = %(done)s, label = %(label)s, seconds_left = %(left)s"
        self._update(job_id, worker, change, {"done": min(max(done, 0.0), 1.0), "label": label, "left": seconds_left})

    def finish(self, job_id: str, worker: str, outputs: Mapping[str, str], timings: Mapping[str, float]) -> None:
        """Mark it done; raises JobLost where it was cancelled or taken over, and then the outputs are not recorded."""
        change: LiteralString = (
            "status = 'done', progress = 1, seconds_left = 0, finished_at = now(), outputs = %(outputs)s, timings = %(timings)s"
        )
        self._update(job_id, worker, change, {"outputs": Jsonb(dict(outputs)), "timings": Jsonb(dict(timings))})

    def fail(self, job_id: str, worker: str, error: str) -> None:
        """Mark it failed with one sentence; raises JobLost as `finish` does."""
        self._update(job_id, worker, "status = 'failed', finished_at = now(), error = %(error)s", {"error": error})

    def lengths(self) -> dict[str, int]:
        """How many jobs are queued and running, by state; a state without any is left out."""
        query = "SELECT status, count(*) AS jobs FROM jobs WHERE status IN ('queued', 'running') GROUP BY status"
        with self._database.transaction() as connection:
            return {row["status"]: row["jobs"] for row in connection.execute(query)}

    def release(self, job_id: str, worker: str) -> None:
        """Put it back in the queue, unfinished; raises JobLost as `finish` does. A worker that lets go did not die of it."""
        self._update(job_id, worker, LET_GO, {})

    def held(self, worker: str) -> int:
        """How many jobs a worker has now."""
        query = "SELECT count(*) AS jobs FROM jobs WHERE worker = %s AND status = 'running'"
        with self._database.transaction() as connection:
            row = connection.execute(query, [worker]).fetchone()
        return int(row["jobs"]) if row else 0

    def let_go(self, worker: str) -> int:
        """Put back all that a worker has, as `release` does, and say how many."""
        query = f"UPDATE jobs SET {LET_GO} WHERE worker = %s AND status = 'running'"
        with self._database.transaction() as connection:
            return connection.execute(query, [worker]).rowcount

    def reopen(self, job_id: str) -> None:
        """Queue a job that is over once more, because its files were deleted; one that is not over stays as it is."""
        query = f"UPDATE jobs SET {REQUEUED} WHERE id = %s AND status IN ('done', 'failed', 'cancelled')"
        with self._database.transaction() as connection:
            connection.execute(query, [job_id])

    def cancel(self, job_id: str) -> bool:
        """Stop a job that is not over; its worker notices at its next beat. False where it was over already."""
        query = "UPDATE jobs SET status = 'cancelled', finished_at = now() WHERE id = %s AND status IN ('queued', 'running')"
        with self._database.transaction() as connection:
            return connection.execute(query, [job_id]).rowcount == 1

    def is_cancelled(self, job_id: str) -> bool:
        """Raises NotFound."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT status FROM jobs WHERE id = %s", [job_id]).fetchone()
        return bool(_found(row, job_id)["status"] == "cancelled")

    def _update(self, job_id: str, worker: str, change: LiteralString, values: Mapping[str, object]) -> None:
        query = f"UPDATE jobs SET {change} WHERE id = %(id)s AND worker = %(worker)s AND status = 'running'"
        with self._database.transaction() as connection:
            if connection.execute(query, {"id": job_id, "worker": worker, **values}).rowcount == 0:
                raise JobLost(f"job {job_id!r} is no longer worker {worker!r}'s; stop working on it")


def _found(row: DictRow | None, job_id: str) -> DictRow:
    if row is None:
        raise NotFound("job", job_id)
    return row
