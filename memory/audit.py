"""The audit log: what was decided, appended for good; the database itself refuses changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from psycopg.types.json import Jsonb

from memory.db import Database


@dataclass(frozen=True)
class AuditEntry:
    """One thing that happened: `kind` ('cleared', 'refused', 'delivered') to `subject` (a project, a person)."""

    id: int
    at: datetime
    kind: str
    subject: str
    data: dict[str, Any]


class Audit:
    """Append and read; there is nothing else."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, kind: str, subject: str, data: Mapping[str, Any] | None = None) -> int:
        """Write one entry and give its number. `data` holds plain JSON values, never a secret."""
        query = "INSERT INTO audit (kind, subject, data) VALUES (%s, %s, %s) RETURNING id"
        with self._database.transaction() as connection:
            row = connection.execute(query, [kind, subject, Jsonb(dict(data or {}))]).fetchone()
        assert row is not None
        return int(row["id"])

    def list(self, subject: str | None = None, limit: int = 200) -> list[AuditEntry]:
        """The newest entries first: about one subject, or all."""
        query = """
            SELECT id, at, kind, subject, data FROM audit
            WHERE %(subject)s::text IS NULL OR subject = %(subject)s ORDER BY id DESC LIMIT %(limit)s
        """
        with self._database.transaction() as connection:
            return [AuditEntry(**row) for row in connection.execute(query, {"subject": subject, "limit": limit})]
