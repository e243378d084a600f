"""What the Slack door keeps: who is who, which thread shows which conversation, what came in, and what was posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

from psycopg.types.json import Jsonb

from memory.db import Database

CHANNEL = "agency_slack"
"""Told whenever something new came in, in whichever process."""
KEPT = "14 days"
"""Slack repeats an event for an hour at most; ids and answered wishes are forgotten after this."""


@dataclass(frozen=True)
class Place:
    """The Slack thread that shows a conversation: `ts` is its first message, `thread` the conversation's id."""

    thread: str
    team: str
    channel: str
    ts: str
    seen: int = 0


@dataclass(frozen=True)
class Unseen:
    """A message of a conversation that its Slack thread does not show yet, with the cards that hang on it."""

    place: Place
    seq: int
    step: Mapping[str, Any]
    cards: Sequence[Mapping[str, Any]]


class SlackStore:
    """Sync and short: every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def take(self, event: str, wishes: Sequence[tuple[str, Mapping[str, Any]]]) -> bool:
        """Keep an event with what it asks for, (turn, wish) each; False where nothing of it is new. An event without an id
        of its own ('') is known by its turns.
        """
        with self._database.transaction() as db:
            if event and not db.execute("INSERT INTO slack_events (id) VALUES (%s) ON CONFLICT DO NOTHING", [event]).rowcount:
                return False
            fresh = 0
            for turn, wish in wishes:
                fresh += db.execute(
                    "INSERT INTO slack_inbox (turn, wish) VALUES (%s, %s) ON CONFLICT DO NOTHING", [turn, Jsonb(dict(wish))]
                ).rowcount
            if fresh:
                db.execute("SELECT pg_notify(%s, '')", [CHANNEL])
        return fresh > 0 or not wishes

    def waiting(self) -> list[dict[str, Any]]:
        """Every wish that was not answered, in the order they came."""
        with self._database.transaction() as db:
            rows = db.execute("SELECT wish FROM slack_inbox WHERE done_at IS NULL ORDER BY seq").fetchall()
        return [row["wish"] for row in rows]

    def done(self, turn: str) -> None:
        """A wish was answered; its words are forgotten."""
        with self._database.transaction() as db:
            db.execute("UPDATE slack_inbox SET done_at = now(), wish = NULL WHERE turn = %s AND done_at IS NULL", [turn])

    def tidy(self) -> None:
        """Forget what is long over."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM slack_events WHERE at < now() - %s::interval", [KEPT])
            db.execute("DELETE FROM slack_inbox WHERE done_at < now() - %s::interval", [KEPT])

    def settle(self, place: Place) -> Place:
        """The place of this conversation: the given one, unless it has one already. What it holds so far counts as shown."""
        with self._database.transaction() as db:
            db.execute(
                """INSERT INTO slack_places (thread, team, channel, ts, seen)
                   VALUES (%(thread)s, %(team)s, %(channel)s, %(ts)s,
                     coalesce((SELECT max(seq) FROM chat.steps WHERE thread_id = %(thread)s), 0))
                   ON CONFLICT (thread) DO NOTHING""",
                {"thread": place.thread, "team": place.team, "channel": place.channel, "ts": place.ts},
            )
        settled = self.place(place.thread)
        assert settled is not None
        return settled

    def place(self, thread: str) -> Place | None:
        """Where a conversation is shown; None where no thread shows it."""
        return self._place("thread::text = %s", [thread])

    def place_at(self, team: str, channel: str, ts: str) -> Place | None:
        """The place of this Slack thread, None for a thread that is not ours."""
        return self._place("team = %s AND channel = %s AND ts = %s", [team, channel, ts])

    def latest_place(self, team: str, channel: str) -> Place | None:
        """The newest conversation of a channel, for what is said there beside any thread."""
        return self._place("team = %s AND channel = %s ORDER BY ts DESC LIMIT 1", [team, channel])

    def _place(self, where: str, values: Sequence[str]) -> Place | None:
        query = f"SELECT thread::text AS thread, team, channel, ts, seen FROM slack_places WHERE {where}"
        with self._database.transaction() as db:
            row = db.execute(query.encode(), list(values)).fetchone()
        return Place(**row) if row else None

    def posted(self, thread: str, key: str) -> tuple[str, dict[str, Any]] | None:
        """(ts, doc) of what was posted under this key."""
        with self._database.transaction() as db:
            row = db.execute("SELECT ts, doc FROM slack_posts WHERE thread = %s AND key = %s", [thread, key]).fetchone()
        return (row["ts"], row["doc"] or {}) if row else None

    def keep_post(self, thread: str, key: str, ts: str, doc: Mapping[str, Any] | None = None) -> None:
        """Remember where something was posted, so that it is changed there and not posted twice."""
        with self._database.transaction() as db:
            db.execute(
                """INSERT INTO slack_posts (thread, key, ts, doc) VALUES (%s, %s, %s, %s)
                   ON CONFLICT (thread, key) DO UPDATE SET ts = excluded.ts, doc = coalesce(excluded.doc, slack_posts.doc)""",
                [thread, key, ts, Jsonb(dict(doc)) if doc is not None else None],
            )

    def drop_post(self, thread: str, key: str) -> None:
        """Forget a message that was taken away."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM slack_posts WHERE thread = %s AND key = %s", [thread, key])

    def posts(self, key: str) -> list[tuple[str, str, dict[str, Any]]]:
        """(thread, ts, doc) of everything that was posted under this key."""
        with self._database.transaction() as db:
            rows = db.execute("SELECT thread::text AS thread, ts, doc FROM slack_posts WHERE key = %s", [key]).fetchall()
        return [(row["thread"], row["ts"], row["doc"] or {}) for row in rows]

    def pictures(self, team: str, digests: Sequence[str]) -> dict[str, str]:
        """sha256 -> Slack's id of those pictures that were uploaded."""
        with self._database.transaction() as db:
            rows = db.execute(
                "SELECT sha256, file FROM slack_pictures WHERE team = %s AND sha256 = ANY(%s)", [team, list(digests)]
            ).fetchall()
        return {row["sha256"]: row["file"] for row in rows}

    def keep_picture(self, team: str, sha256: str, file: str) -> None:
        with self._database.transaction() as db:
            db.execute(
                "INSERT INTO slack_pictures VALUES (%s, %s, %s) ON CONFLICT (team, sha256) DO UPDATE SET file = excluded.file",
                [team, sha256, file],
            )

    def unseen(self, door: str, thread: str = "") -> list[Unseen]:
        """What other doors than `door` added to a conversation, oldest first, once no turn is under way; '' is every one."""
        return self._steps(
            """AND s.seq > p.seen AND coalesce(t.metadata->>'busy', 'false') = 'false'
               AND coalesce(s.doc->'metadata'->>'door', '') <> %s AND %s IN ('', p.thread::text)""",
            [door, thread],
        )

    def of_turn(self, thread: str, turn: str) -> list[Unseen]:
        """What the agency said and showed since the message that began this turn, nothing where none did; '' is all of it."""
        return self._steps(
            """AND p.thread = %s AND s.doc->>'type' = 'assistant_message'
               AND s.seq > CASE %s WHEN '' THEN 0 ELSE (SELECT seq FROM chat.steps WHERE id::text = %s) END""",
            [thread, turn, turn],
        )

    def _steps(self, which: LiteralString, values: Sequence[str]) -> list[Unseen]:
        query: LiteralString = f"""
            SELECT p.thread::text AS thread, p.team, p.channel, p.ts, p.seen, s.seq, s.doc,
              coalesce((SELECT jsonb_agg(e.doc ORDER BY e.seq) FROM chat.elements e WHERE e.for_id = s.id), '[]') AS cards
            FROM slack_places p JOIN chat.threads t ON t.id = p.thread JOIN chat.steps s ON s.thread_id = p.thread {which}
            ORDER BY s.seq LIMIT 100"""
        with self._database.transaction() as db:
            rows = db.execute(query, list(values)).fetchall()
        return [
            Unseen(
                Place(row["thread"], row["team"], row["channel"], row["ts"], row["seen"]), row["seq"], row["doc"], row["cards"]
            )
            for row in rows
        ]

    def saw(self, thread: str, seq: int) -> None:
        """The thread shows the conversation up to here."""
        with self._database.transaction() as db:
            db.execute("UPDATE slack_places SET seen = greatest(seen, %s) WHERE thread = %s", [seq, thread])

    def person(self, team: str, member: str) -> str | None:
        """The account that somebody of the workspace was linked to."""
        with self._database.transaction() as db:
            row = db.execute("SELECT person FROM slack_people WHERE team = %s AND member = %s", [team, member]).fetchone()
        return row["person"] if row else None

    def link(self, team: str, member: str, person: str | None) -> None:
        """Let somebody of the workspace in as `person`; None takes that back."""
        with self._database.transaction() as db:
            db.execute("DELETE FROM slack_people WHERE team = %s AND member = %s", [team, member])
            if person is not None:
                db.execute("INSERT INTO slack_people (team, member, person) VALUES (%s, %s, %s)", [team, member, person])

    def people(self) -> list[tuple[str, str, str]]:
        """(team, member, account) of everybody who was linked."""
        with self._database.transaction() as db:
            rows = db.execute("SELECT team, member, person FROM slack_people ORDER BY person, member").fetchall()
        return [(row["team"], row["member"], row["person"]) for row in rows]
