"""Uploads that were opened and stored before they belong to a film."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from memory.db import Database
from memory.errors import NotFound


@dataclass(frozen=True)
class HandedIn:
    """An upload of a person, by a key with these `brands`; `accepted` is a tools.assets.Accepted as a JSON object."""

    id: UUID
    person: str
    brands: tuple[str, ...]
    accepted: dict[str, Any]
    created_at: datetime


class HandedInFiles:
    """The register of such uploads; their bytes are in the file store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, asset_id: UUID, person: str, brands: Sequence[str], accepted: Mapping[str, Any]) -> HandedIn:
        """Registers an upload; the same id again is the same upload."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO api_assets (id, person, brands, accepted) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                [asset_id, person, list(brands), Jsonb(dict(accepted))],
            )
        return self.get(asset_id, person)

    def get(self, asset_id: UUID, person: str) -> HandedIn:
        """Raises NotFound, for somebody else's too."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT * FROM api_assets WHERE id = %s AND person = %s", [asset_id, person]).fetchone()
        if row is None:
            raise NotFound("asset", str(asset_id), "upload it first")
        return HandedIn(**{**row, "brands": tuple(row["brands"])})

    def page(
        self, person: str, brands: Sequence[str], *, before: tuple[datetime, str] | None, limit: int
    ) -> tuple[Sequence[HandedIn], bool]:
        """Somebody's uploads, the newest first, as a key with these brands sees them (none: all); and whether more follow."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                """
                SELECT * FROM api_assets WHERE person = %(person)s
                    AND (cardinality(%(brands)s::text[]) = 0 OR (brands <> '{}' AND brands <@ %(brands)s::text[]))
                    AND (%(at)s::timestamptz IS NULL OR (created_at, id) < (%(at)s::timestamptz, %(id)s::uuid))
                ORDER BY created_at DESC, id DESC LIMIT %(limit)s
                """,
                {
                    "person": person,
                    "brands": list(brands),
                    "at": before[0] if before else None,
                    "id": before[1] if before else None,
                    "limit": limit + 1,
                },
            ).fetchall()
        return [HandedIn(**{**row, "brands": tuple(row["brands"])}) for row in rows[:limit]], len(rows) > limit
