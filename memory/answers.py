"""Answers that were given, kept for a day: the same request again is answered the same, and nothing is done twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from psycopg.types.json import Jsonb

from memory.db import Database

KEPT = timedelta(hours=24)


@dataclass(frozen=True)
class KeptAnswer:
    """What was answered to a request with this digest; `status` None: it never came to an answer."""

    digest: str
    status: int | None
    body: Any


class Answers:
    """The store of answers, by the key that asked and the name that it gave its request."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def claim(self, api_key: str, name: str, digest: str) -> KeptAnswer:
        """What is kept under this name, else the name is taken for a request with this digest."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM api_answers WHERE created_at < now() - %s", [KEPT])
            connection.execute(
                "INSERT INTO api_answers (api_key, name, digest) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [api_key, name, digest],
            )
            row = connection.execute(
                "SELECT digest, status, body FROM api_answers WHERE api_key = %s AND name = %s", [api_key, name]
            ).fetchone()
        assert row is not None
        return KeptAnswer(**row)

    def keep(self, api_key: str, name: str, status: int, body: Any) -> None:
        """The answer for whoever asks again."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE api_answers SET status = %s, body = %s WHERE api_key = %s AND name = %s",
                [status, Jsonb(body), api_key, name],
            )

    def release(self, api_key: str, name: str) -> None:
        """A request that was turned away leaves its name free."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM api_answers WHERE api_key = %s AND name = %s AND status IS NULL", [api_key, name])
