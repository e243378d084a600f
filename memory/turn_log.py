"""Turns that were taken and not answered yet, and what happened in every conversation, in order, to be told again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, LiteralString
from uuid import UUID

from psycopg.types.json import Jsonb

from memory.db import Connection, Database
from memory.errors import NotFound
from memory.listening import news

CHANNEL = "agency_events"
PASSING = ("progress",)
"""Kinds of events that say nothing once their turn is over; they are dropped then."""
TurnState = Literal["queued", "working", "done"]
_TURN: LiteralString = (
    "t.id, t.project, p.thread, p.owner, t.heard, t.state, t.head, t.newest, t.result, t.created_at, t.finished_at"
)


@dataclass(frozen=True)
class TakenTurn:
    """A turn that was taken for a project. `heard` is what was said, `result` what came of it once it is done;
    `head` and `newest` are the versions where the project stood when it began.
    """

    id: UUID
    project: str
    thread: str
    owner: str
    heard: dict[str, Any]
    state: TurnState
    head: int | None
    newest: int
    result: dict[str, Any] | None
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True)
class Happened:
    """One event of a conversation; `seq` orders them."""

    seq: int
    project: str
    turn: str
    kind: str
    data: dict[str, Any]
    at: datetime


class TurnLog:
    """Sync and short: every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, turn_id: UUID, project_id: str, heard: Mapping[str, Any]) -> bool:
        """Puts a turn on record; False where it is there already."""
        with self._database.transaction() as connection:
            is_new = connection.execute(
                "INSERT INTO api_turns (id, project, heard) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                [turn_id, project_id, Jsonb(dict(heard))],
            ).rowcount
            if is_new:
                _add(connection, project_id, str(turn_id), "turn.queued", {})
        return bool(is_new)

    def begin(self, turn_id: str, head: int | None, newest: int) -> TakenTurn | None:
        """Notes that a turn is being answered and where its project stands; None where it was not taken here.

        A turn that had begun before keeps what was noted then.
        """
        named = _uuid(turn_id)
        with self._database.transaction() as connection:
            began = connection.execute(
                "UPDATE api_turns SET state = 'working', head = %s, newest = %s WHERE id = %s AND state = 'queued'",
                [head, newest, named],
            ).rowcount
            row = connection.execute(
                f"SELECT {_TURN} FROM api_turns t JOIN projects p ON p.id = t.project WHERE t.id = %s", [named]
            ).fetchone()
            if began and row:
                _add(connection, row["project"], turn_id, "turn.started", {})
        return TakenTurn(**row) if row else None

    def finish(self, turn_id: str, project_id: str, result: Mapping[str, Any]) -> None:
        """Keeps what came of a turn, whichever door it came by, and tells it; the first to say so is believed."""
        named = _uuid(turn_id)
        with self._database.transaction() as connection:
            if connection.execute("SELECT FROM api_turns WHERE id = %s AND state = 'done' FOR UPDATE", [named]).rowcount:
                return
            connection.execute(
                "UPDATE api_turns SET state = 'done', result = %s, finished_at = now() WHERE id = %s AND state <> 'done'",
                [Jsonb(dict(result)), named],
            )
            connection.execute(
                "DELETE FROM project_events WHERE project = %s AND turn = %s AND kind = ANY(%s)",
                [project_id, turn_id, list(PASSING)],
            )
            _add(connection, project_id, turn_id, "turn.finished", dict(result))

    def turn(self, project_id: str, turn_id: UUID) -> TakenTurn:
        """Raises NotFound."""
        with self._database.transaction() as connection:
            row = connection.execute(
                f"SELECT {_TURN} FROM api_turns t JOIN projects p ON p.id = t.project WHERE t.project = %s AND t.id = %s",
                [project_id, turn_id],
            ).fetchone()
        if row is None:
            raise NotFound("turn", str(turn_id), "ask with the id that the message was answered with")
        return TakenTurn(**row)

    def open(self, thread: str | None = None) -> Sequence[TakenTurn]:
        """Turns that are not done, in the order they were taken: of one conversation, or all."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                f"SELECT {_TURN} FROM api_turns t JOIN projects p ON p.id = t.project"
                " WHERE t.state <> 'done' AND (%(thread)s::text IS NULL OR p.thread = %(thread)s) ORDER BY t.seq",
                {"thread": thread},
            ).fetchall()
        return [TakenTurn(**row) for row in rows]

    def note(self, project_id: str, turn_id: str, kind: str, data: Mapping[str, Any]) -> None:
        """Adds an event to the conversation and tells whoever listens."""
        with self._database.transaction() as connection:
            _add(connection, project_id, turn_id, kind, data)

    def after(self, project_id: str, seq: int, limit: int = 200) -> Sequence[Happened]:
        """What happened in a conversation after the event `seq`, in order."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT seq, project, turn, kind, data, at FROM project_events WHERE project = %s AND seq > %s"
                " ORDER BY seq LIMIT %s",
                [project_id, seq, limit],
            ).fetchall()
        return [Happened(**row) for row in rows]

    def news(self) -> AsyncIterator[str]:
        """The id of each project in which something happens, in whichever process; '' where any may be meant."""
        return news(self._database, CHANNEL)


def _uuid(turn_id: str) -> UUID | None:
    """Turns of other doors have names of their own."""
    try:
        return UUID(turn_id)
    except ValueError:
        return None


def _add(connection: Connection, project_id: str, turn_id: str, kind: str, data: Mapping[str, Any]) -> int:
    # One writer at a time in each conversation: a reader that has seen a number has seen every smaller one.
    connection.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 20))", [project_id])
    row = connection.execute(
        "INSERT INTO project_events (project, turn, kind, data) VALUES (%s, %s, %s, %s) RETURNING seq",
        [project_id, turn_id, kind, Jsonb(dict(data))],
    ).fetchone()
    assert row is not None
    # With the event itself, so that what was told to nobody yet is known whatever dies.
    connection.execute(
        """
        INSERT INTO webhook_deliveries (webhook, event)
        SELECT w.id, %(event)s FROM webhooks w JOIN projects p ON p.id = %(project)s
        WHERE w.person = p.owner AND (w.brands = '{}' OR p.brand = ANY(w.brands)) AND %(kind)s = ANY(w.kinds)
        """,
        {"event": row["seq"], "project": project_id, "kind": kind},
    )
    connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, project_id])
    return int(row["seq"])
