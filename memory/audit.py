"""The audit log: what was decided, appended for good and chained by hashes, so that a change or a gap shows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from memory.db import Connection, Database
from memory.domain.roles import denial, may
from memory.errors import NotAllowed, ReasonMissing
from memory.users import Access

TOMBSTONE = '{"redacted": true}'
LEAST_DAYS = 30
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_PAGE = 5000


@dataclass(frozen=True)
class AuditEntry:
    """One thing that happened: `kind` ('cleared', 'refused', 'delivered') to `subject` (a project, a person).

    `hash` is over everything here and the hash of the entry before; `redacted_at` tells when the details were taken out.
    """

    id: int
    at: datetime
    kind: str
    subject: str
    data: dict[str, Any]
    hash: str = ""
    redacted_at: datetime | None = None


@dataclass(frozen=True)
class Chain:
    """What verifying found. `broken_at` is the first entry that does not fit, None where all do; `why` says what is wrong.

    `head` is the hash of the newest entry: noted elsewhere, it shows later that nothing was rewritten.
    """

    entries: int
    redacted: int
    head: str
    broken_at: int | None = None
    why: str = ""

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def record(connection: Connection, kind: str, subject: str, data: Mapping[str, Any] | None = None) -> int:
    """One entry within the transaction of what it tells of: both happen or neither. `data` is plain JSON, never a secret."""
    query = "INSERT INTO audit (kind, subject, data) VALUES (%s, %s, %s) RETURNING id"
    row = connection.execute(query, [kind, subject, Jsonb(dict(data or {}))]).fetchone()
    assert row is not None
    return int(row["id"])


class Audit:
    """Append, read, verify, and redact what is older than an owner wants to keep; there is nothing else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, kind: str, subject: str, data: Mapping[str, Any] | None = None) -> int:
        """Write one entry and give its number. `data` holds plain JSON values, never a secret."""
        with self._database.transaction() as connection:
            return record(connection, kind, subject, data)

    def append_change(self, kind: str, subject: str, data: Mapping[str, Any]) -> bool:
        """Write an entry unless the newest one of this kind and subject says the same already; whether it was written."""
        query = "SELECT data FROM audit WHERE kind = %s AND subject = %s ORDER BY id DESC LIMIT 1"
        with self._database.transaction() as connection:
            connection.execute("SELECT id FROM audit_head FOR UPDATE")
            last = connection.execute(query, [kind, subject]).fetchone()
            if last and last["data"] == dict(data):
                return False
            record(connection, kind, subject, data)
        return True

    def list(self, subject: str | None = None, limit: int = 200, kind: str | None = None) -> list[AuditEntry]:
        """The newest entries first: about one subject, of one kind, or all."""
        query = """
            SELECT id, at, kind, subject, data, hash, redacted_at FROM audit
            WHERE (%(subject)s::text IS NULL OR subject = %(subject)s) AND (%(kind)s::text IS NULL OR kind = %(kind)s)
            ORDER BY id DESC LIMIT %(limit)s
        """
        with self._database.transaction() as connection:
            rows = connection.execute(query, {"subject": subject, "limit": limit, "kind": kind})
            return [AuditEntry(**row) for row in rows]

    def verify(self, noted: str = "") -> Chain:
        """Every entry against its hash and the one before, computed here and not by the database.

        `noted` is a head that was written down earlier: a chain that no longer contains it was rewritten as a whole.
        """
        with self._database.transaction() as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            head = connection.execute("SELECT id, hash FROM audit_head").fetchone()
            through = connection.execute(
                "SELECT max((data->>'through')::bigint) AS through FROM audit WHERE kind = 'redacted'"
            ).fetchone()
            with connection.cursor("chain") as cursor:
                cursor.itersize = _PAGE
                cursor.execute(
                    "SELECT id, at, kind, subject, data::text AS data, details, prev, hash, redacted_at FROM audit ORDER BY id"
                )
                return _verified(cursor, head, (through or {}).get("through") or 0, noted)

    def retention_days(self) -> int | None:
        """How long details are kept; None is for good."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT days FROM audit_retention").fetchone()
        return row["days"] if row else None

    def retain(self, days: int | None, *, by: str, reason: str) -> None:
        """Keep details for so many days, at least LEAST_DAYS, or for good (None). Raises NotAllowed, ReasonMissing."""
        role = Access(self._database).role(by)
        if not may(role, "govern"):
            raise NotAllowed(denial(role, "govern"))
        if not reason.strip():
            raise ReasonMissing("how long the log keeps its details is changed on record; say why with --reason")
        if days is not None and days < LEAST_DAYS:
            raise NotAllowed(f"details are kept for at least {LEAST_DAYS} days, not {days}; name a longer time")
        with self._database.transaction() as connection:
            record(connection, "retention", "studio", {"days": days, "by": by, "reason": reason.strip()})
            connection.execute("UPDATE audit_retention SET days = %s", [days])

    def redact(self) -> int:
        """Takes out the details of entries that are older than they are kept, and says how many; what happened stays told."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                """
                UPDATE audit SET data = %s, redacted_at = now()
                WHERE redacted_at IS NULL AND kind NOT IN ('redacted', 'retention')
                    AND at < now() - (SELECT make_interval(days => days) FROM audit_retention)
                RETURNING id
                """,
                [TOMBSTONE],
            ).fetchall()
            if rows:
                record(connection, "redacted", "studio", {"entries": len(rows), "through": max(row["id"] for row in rows)})
        return len(rows)


def _verified(rows: Iterable[DictRow], head: DictRow | None, redacted_through: int, noted: str) -> Chain:
    """Walks the chain from its first entry to its head."""
    count = redacted = 0
    last, seen = "", noted == ""
    for row in rows:
        if problem := _problem(row, count + 1, last, redacted_through):
            return Chain(count, redacted, last, int(row["id"]) if row["id"] == count + 1 else count + 1, problem)
        count, last, seen = count + 1, row["hash"], seen or row["hash"] == noted
        redacted += row["redacted_at"] is not None
    if head is None or (head["id"], head["hash"]) != (count, last):
        return Chain(count, redacted, last, count + 1, "it is missing from the end of the log")
    if not seen:
        return Chain(count, redacted, last, 1, "the head that was noted is not in this chain: it was written anew")
    return Chain(count, redacted, last)


def _problem(row: DictRow, place: int, prev: str, redacted_through: int) -> str:
    """What is wrong with one entry, '' where it fits."""
    if row["id"] != place:
        return "it is missing"
    if row["redacted_at"] is None and hashlib.sha256(row["data"].encode()).hexdigest() != row["details"]:
        return "its details were changed"
    if row["redacted_at"] is not None and (row["data"] != TOMBSTONE or place > redacted_through):
        return "its details were taken out without a word in the log"
    if row["prev"] != prev:
        return "it does not follow the entry before it"
    if _hash(row) != row["hash"]:
        return "it was changed"
    return ""


def _hash(row: DictRow) -> str:
    at_us = (row["at"] - _EPOCH) // timedelta(microseconds=1)
    told = [row["id"], at_us, row["kind"], row["subject"], row["details"], row["prev"]]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()
