"""Endpoints that are told what happens, and the deliveries that each of them is still owed."""

from __future__ import annotations

import builtins
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, LiteralString

from memory.db import Database
from memory.domain.api_key import ApiKey
from memory.errors import NotFound

LEASE = timedelta(seconds=60)
"""A delivery that was begun and not ended in this time is tried again: whoever tried it is gone."""
_HOOK: LiteralString = "id, api_key, person, brands, url, kinds, secret, old_secret, old_until, created_at"
DeliveryState = Literal["waiting", "delivered", "failed"]


@dataclass(frozen=True)
class Webhook:
    """An endpoint. `secret` signs what it is sent; `old_secret` signs too until `old_until`."""

    id: str
    api_key: str
    person: str
    brands: tuple[str, ...]
    url: str
    kinds: tuple[str, ...]
    secret: str
    old_secret: str | None
    old_until: datetime | None
    created_at: datetime


@dataclass(frozen=True)
class Due:
    """A delivery that is to be tried now, for the `attempts`th time. `secrets` all sign it, the newest first."""

    webhook: str
    event: int
    attempts: int
    url: str
    secrets: tuple[str, ...]
    project: str
    turn: str
    kind: str
    data: dict[str, Any]
    at: datetime


@dataclass(frozen=True)
class Delivery:
    """How a delivery stands; `status` is the last HTTP status that was answered, `error` why it failed."""

    event: int
    kind: str
    project: str
    state: DeliveryState
    attempts: int
    next_at: datetime
    status: int | None
    error: str
    delivered_at: datetime | None
    at: datetime


class Webhooks:
    """The store of endpoints and their outbox. Sync and short: every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, webhook_id: str, key: ApiKey, url: str, kinds: Sequence[str], secret: str) -> Webhook:
        """Registers an endpoint within the key's brands; the same id again gives the one that is there."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO webhooks (id, api_key, person, brands, url, kinds, secret) VALUES (%s, %s, %s, %s, %s, %s, %s)"
                " ON CONFLICT DO NOTHING",
                [webhook_id, key.id, key.person, list(key.brands), url, list(kinds), secret],
            )
        return self.get(webhook_id, key.person)

    def get(self, webhook_id: str, person: str) -> Webhook:
        """Raises NotFound, for somebody else's too."""
        with self._database.transaction() as connection:
            row = connection.execute(
                f"SELECT {_HOOK} FROM webhooks WHERE id = %s AND person = %s", [webhook_id, person]
            ).fetchone()
        if row is None:
            raise NotFound("webhook", webhook_id, "list them first")
        return _webhook(row)

    def list(self, person: str) -> builtins.list[Webhook]:
        """Somebody's endpoints, oldest first."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                f"SELECT {_HOOK} FROM webhooks WHERE person = %s ORDER BY created_at, id", [person]
            ).fetchall()
        return [_webhook(row) for row in rows]

    def remove(self, webhook_id: str) -> None:
        """Takes an endpoint away with everything that it was still to be told."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM webhooks WHERE id = %s", [webhook_id])

    def rotate(self, webhook_id: str, secret: str, overlap: timedelta) -> None:
        """A new secret; the one before signs too for as long as `overlap`."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE webhooks SET old_secret = secret, old_until = now() + %s, secret = %s WHERE id = %s",
                [overlap, secret, webhook_id],
            )

    def claim(self, limit: int) -> Sequence[Due]:
        """Takes deliveries that are due, the longest waiting first; nobody else gets them before LEASE is over.

        An endpoint whose key was revoked, or whose person has no account any more, is told nothing.
        """
        query = """
            WITH due AS (
                SELECT d.webhook, d.event FROM webhook_deliveries d JOIN webhooks w ON w.id = d.webhook
                JOIN api_keys k ON k.id = w.api_key AND k.revoked_at IS NULL
                JOIN users u ON u.name = w.person AND u.removed_at IS NULL
                WHERE d.state = 'waiting' AND d.next_at <= now()
                ORDER BY d.next_at, d.event LIMIT %s FOR UPDATE OF d SKIP LOCKED
            )
            UPDATE webhook_deliveries d SET attempts = attempts + 1, next_at = now() + %s
            FROM due, webhooks w, project_events e
            WHERE d.webhook = due.webhook AND d.event = due.event AND w.id = d.webhook AND e.seq = d.event
            RETURNING d.webhook, d.event, d.attempts, w.url, e.project, e.turn, e.kind, e.data, e.at,
                array_remove(ARRAY[w.secret, CASE WHEN w.old_until > now() THEN w.old_secret END], NULL) AS secrets
        """
        with self._database.transaction() as connection:
            rows = connection.execute(query, [limit, LEASE]).fetchall()
        return [Due(**{**row, "secrets": tuple(row["secrets"])}) for row in sorted(rows, key=lambda row: row["event"])]

    def delivered(self, webhook_id: str, event: int, status: int) -> None:
        """It has arrived."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE webhook_deliveries SET state = 'delivered', status = %s, error = '', delivered_at = now()"
                " WHERE webhook = %s AND event = %s",
                [status, webhook_id, event],
            )

    def missed(self, webhook_id: str, event: int, status: int | None, error: str, again_in: timedelta | None) -> None:
        """It has not arrived; it is tried again after a while, or never (None) unless somebody replays it."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE webhook_deliveries SET state = %s, status = %s, error = %s, next_at = now() + %s"
                " WHERE webhook = %s AND event = %s AND state = 'waiting'",
                ["waiting" if again_in else "failed", status, error, again_in or timedelta(), webhook_id, event],
            )

    def next_in_s(self) -> float | None:
        """Seconds until the next delivery is due, None where none waits."""
        with self._database.transaction() as connection:
            row = connection.execute(
                "SELECT extract(epoch FROM min(next_at) - now())::float AS left FROM webhook_deliveries WHERE state = 'waiting'"
            ).fetchone()
        return max(0.0, row["left"]) if row and row["left"] is not None else None

    def deliveries(self, webhook_id: str, before: int | None, limit: int) -> tuple[Sequence[Delivery], bool]:
        """What an endpoint was told or is to be told, the newest first, of events before one; and whether more follow."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                """
                SELECT d.event, e.kind, e.project, d.state, d.attempts, d.next_at, d.status, d.error, d.delivered_at, e.at
                FROM webhook_deliveries d JOIN project_events e ON e.seq = d.event
                WHERE d.webhook = %(id)s AND (%(before)s::bigint IS NULL OR d.event < %(before)s)
                ORDER BY d.event DESC LIMIT %(limit)s
                """,
                {"id": webhook_id, "before": before, "limit": limit + 1},
            ).fetchall()
        return [Delivery(**row) for row in rows[:limit]], len(rows) > limit

    def replay(self, webhook: Webhook, after: int, only: int | None = None) -> int:
        """Tells again what happened after an event, or one event alone, whether it arrived or not: of the films that the
        endpoint may hear of now, what happened before it was registered too. Gives how much that is.
        """
        query = """
            INSERT INTO webhook_deliveries (webhook, event)
            SELECT %(id)s, e.seq FROM project_events e JOIN projects p ON p.id = e.project
            WHERE e.kind = ANY(%(kinds)s) AND p.owner = %(person)s
                AND (cardinality(%(brands)s::text[]) = 0 OR p.brand = ANY(%(brands)s))
                AND e.seq > %(after)s AND (%(only)s::bigint IS NULL OR e.seq = %(only)s)
            ORDER BY e.seq LIMIT 1000
            ON CONFLICT (webhook, event) DO UPDATE SET state = 'waiting', attempts = 0, next_at = now(), error = ''
        """
        values = {
            "id": webhook.id,
            "kinds": list(webhook.kinds),
            "person": webhook.person,
            "brands": list(webhook.brands),
            "after": after,
            "only": only,
        }
        with self._database.transaction() as connection:
            return connection.execute(query, values).rowcount


def _webhook(row: dict[str, Any]) -> Webhook:
    return Webhook(**{**row, "brands": tuple(row["brands"]), "kinds": tuple(row["kinds"])})
