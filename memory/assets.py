"""What is known of every uploaded file, by project."""

from __future__ import annotations

from typing import LiteralString

from memory.db import Database
from memory.domain.asset import AssetRecord
from memory.errors import NotFound

COLUMNS: LiteralString = "project AS project_id, sha256, name, mime, kind, bytes, width, height, duration_s"


class Assets:
    """The register of uploads; their bytes are in the file store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, record: AssetRecord) -> None:
        """Register an upload; the same bytes again in one project only take the newer name."""
        with self._database.transaction() as connection:
            connection.execute(
                """
                INSERT INTO assets (project, sha256, name, mime, kind, bytes, width, height, duration_s)
                VALUES (%(project_id)s, %(sha256)s, %(name)s, %(mime)s, %(kind)s,
                    %(bytes)s, %(width)s, %(height)s, %(duration_s)s)
                ON CONFLICT (project, sha256) DO UPDATE SET name = excluded.name
                """,
                record.model_dump(),
            )

    def get(self, project_id: str, sha256: str) -> AssetRecord:
        """Raises NotFound."""
        query = f"SELECT {COLUMNS} FROM assets WHERE project = %s AND sha256 = %s"
        with self._database.transaction() as connection:
            row = connection.execute(query, [project_id, sha256]).fetchone()
        if row is None:
            raise NotFound("upload", sha256, "upload it again")
        return AssetRecord(**row)

    def sight(self, project_id: str, sha256: str) -> tuple[str, float, str | None] | None:
        """The words in an upload, how naked it is, 0 to 1, and what is said in it, None where nobody listened; None where it was
        not looked at yet.
        """
        query = "SELECT words, nude, spoken FROM assets WHERE project = %s AND sha256 = %s AND words IS NOT NULL"
        with self._database.transaction() as connection:
            row = connection.execute(query, [project_id, sha256]).fetchone()
        return (row["words"], row["nude"], row["spoken"]) if row else None

    def keep_sight(self, project_id: str, sha256: str, words: str, nude: float, spoken: str | None) -> None:
        """Remember what was seen and heard in an upload of this project; nothing happens where it is none."""
        query = "UPDATE assets SET words = %s, nude = %s, spoken = %s WHERE project = %s AND sha256 = %s"
        with self._database.transaction() as connection:
            connection.execute(query, [words, nude, spoken, project_id, sha256])

    def of_project(self, project_id: str) -> list[AssetRecord]:
        """Every upload of a project, oldest first."""
        query = f"SELECT {COLUMNS} FROM assets WHERE project = %s ORDER BY created_at, sha256"
        with self._database.transaction() as connection:
            return [AssetRecord(**row) for row in connection.execute(query, [project_id])]
