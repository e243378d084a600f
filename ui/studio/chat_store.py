"""What the studio's page shows, kept in PostgreSQL: conversations, their messages and cards, and who may open which file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from memory.db import Connection, Database
from ui.cleaning import clean, clean_doc
from ui.studio.addresses import plain

Doc = dict[str, Any]

NAME_CHARS = 80
CHANNEL = "agency_conversations"
"""Told the conversation, in whichever process, each time a turn of it is over."""


@dataclass(frozen=True)
class Grant:
    """A stored file that one person may open, by the name it is handed out under."""

    sha256: str
    name: str
    mime: str


class ChatStore:
    """Sync and short: every method is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep_thread(
        self,
        thread_id: str,
        *,
        owner: str | None = None,
        name: str | None = None,
        metadata: Doc | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """Creates the conversation or fills in what is given; metadata is merged, key by key. An owner never changes."""
        short = clean(name) if name else name
        if short and len(short) > NAME_CHARS:
            short = short[: NAME_CHARS - 1].rstrip() + "…"
        with self._database.transaction() as db:
            db.execute(
                """insert into chat.threads as t (id, owner, name, metadata, tags) values (%s, %s, %s, %s, %s)
                   on conflict (id) do update set
                     owner = coalesce(t.owner, excluded.owner), name = coalesce(excluded.name, t.name),
                     metadata = t.metadata || excluded.metadata, tags = coalesce(excluded.tags, t.tags), updated_at = now()""",
                (thread_id, owner, short, Jsonb(metadata or {}), tags),
            )
            if metadata and metadata.get("busy") is False:
                db.execute("select pg_notify(%s, %s)", (CHANNEL, thread_id))

    def owner(self, thread_id: str) -> str:
        """Whose conversation it is; '' when there is none."""
        with self._database.transaction() as db:
            row = db.execute("select owner from chat.threads where id = %s", (thread_id,)).fetchone()
        return (row["owner"] or "") if row else ""

    def drop_thread(self, thread_id: str) -> None:
        """Removes the conversation with its messages and cards; the films stay with their project."""
        with self._database.transaction() as db:
            db.execute("delete from chat.threads where id = %s", (thread_id,))

    def thread(self, thread_id: str) -> Doc | None:
        """One conversation as the page wants it, messages in the order they were first written."""
        with self._database.transaction() as db:
            row = db.execute("select * from chat.threads where id = %s", (thread_id,)).fetchone()
            if row is None:
                return None
            steps = db.execute("select doc from chat.steps where thread_id = %s order by seq", (thread_id,)).fetchall()
            elements = db.execute("select doc from chat.elements where thread_id = %s order by seq", (thread_id,)).fetchall()
        return {**_head(row), "steps": [step["doc"] for step in steps], "elements": [element["doc"] for element in elements]}

    def threads(self, owner: str, *, first: int, cursor: str | None, search: str | None) -> tuple[list[Doc], bool]:
        """A page of someone's conversations, latest first, without their messages; and whether more follow.

        `cursor` is the id of the last conversation of the page before.
        """
        with self._database.transaction() as db:
            found = db.execute(
                """select * from chat.threads where owner = %(owner)s and name is not null
                     and (%(search)s::text is null or name ilike '%%' || %(search)s || '%%')
                     and (%(cursor)s::uuid is null
                          or (updated_at, id) < (select updated_at, id from chat.threads where id = %(cursor)s::uuid))
                   order by updated_at desc, id desc limit %(limit)s""",
                {"owner": owner, "search": clean(search or "") or None, "cursor": cursor, "limit": first + 1},
            ).fetchall()
        return [{**_head(row), "steps": [], "elements": []} for row in found[:first]], len(found) > first

    def keep_step(self, doc: Doc) -> None:
        """A message, new or changed; its place in the conversation is the one it was first given."""
        with self._database.transaction() as db:
            db.execute("insert into chat.threads (id) values (%s) on conflict do nothing", (doc["threadId"],))
            _keep_step(db, doc)

    def hear(self, step: Doc, door: str, heard: Doc) -> None:
        """A person's message and the turn that it begins, both or none: it is on record before any page shows it.

        `heard` has turn_id and owner; the same turn again replaces what was heard, and keeps its place.
        """
        with self._database.transaction() as db:
            thread_id = step["threadId"]
            db.execute(
                "insert into chat.threads as t (id, owner) values (%s, %s)"
                " on conflict (id) do update set owner = coalesce(t.owner, excluded.owner)",
                (thread_id, heard["owner"]),
            )
            _keep_step(db, step)
            db.execute(
                "insert into chat.heard (turn, thread, door, doc) values (%s, %s, %s, %s)"
                " on conflict (turn) do update set doc = excluded.doc",
                (heard["turn_id"], thread_id, door, Jsonb(clean_doc(heard))),
            )

    def keep_heard(self, turn_id: str, heard: Doc) -> None:
        """What is known of a turn by now; nothing where it is over."""
        with self._database.transaction() as db:
            db.execute("update chat.heard set doc = %s where turn = %s", (Jsonb(clean_doc(heard)), turn_id))

    def end_turn(self, thread_id: str, turn_id: str) -> None:
        """The turn is over: it need not be taken up any more."""
        with self._database.transaction() as db:
            db.execute(
                "update chat.threads set metadata = metadata || %s, updated_at = now() where id = %s and metadata->>'turn' = %s",
                (Jsonb({"busy": False}), thread_id, turn_id),
            )
            db.execute("delete from chat.heard where turn = %s", (turn_id,))
            db.execute("select pg_notify(%s, %s)", (CHANNEL, thread_id))

    def unanswered(self, door: str) -> list[tuple[str, Doc]]:
        """(conversation, what was heard) of every turn that was not over when the server of this door stopped, in order."""
        with self._database.transaction() as db:
            found = db.execute("select thread, doc from chat.heard where door = %s order by seq", (door,)).fetchall()
        return [(str(row["thread"]), row["doc"]) for row in found]

    def has_answer(self, thread_id: str, turn_id: str) -> bool:
        """Whether the page shows anything of ours below the message that began this turn."""
        with self._database.transaction() as db:
            found = db.execute(
                "select from chat.steps where thread_id = %s and doc->>'type' = 'assistant_message'"
                " and seq > (select seq from chat.steps where id::text = %s) limit 1",
                (thread_id, turn_id),
            )
            return bool(found.rowcount)

    def drop_step(self, step_id: str) -> None:
        """Removes a message and the cards that hang on it."""
        with self._database.transaction() as db:
            db.execute("delete from chat.elements where for_id = %s", (step_id,))
            db.execute("delete from chat.steps where id = %s", (step_id,))

    def keep_element(self, doc: Doc) -> None:
        """A card or an attachment, new or changed."""
        with self._database.transaction() as db:
            db.execute("insert into chat.threads (id) values (%s) on conflict do nothing", (doc["threadId"],))
            db.execute(
                """insert into chat.elements (id, thread_id, for_id, doc) values (%s, %s, %s, %s)
                   on conflict (id) do update set doc = excluded.doc, for_id = excluded.for_id
                     where chat.elements.thread_id = excluded.thread_id""",
                (doc["id"], doc["threadId"], doc.get("forId") or None, Jsonb(clean_doc(plain(doc)))),
            )

    def element(self, thread_id: str, element_id: str) -> Doc | None:
        """One card of one conversation."""
        with self._database.transaction() as db:
            row = db.execute("select doc from chat.elements where thread_id = %s and id = %s", (thread_id, element_id)).fetchone()
        return row["doc"] if row else None

    def drop_element(self, element_id: str) -> None:
        """Removes a card."""
        with self._database.transaction() as db:
            db.execute("delete from chat.elements where id = %s", (element_id,))

    def cards(self, thread_id: str, name: str) -> list[Doc]:
        """Cards of one kind in a conversation, oldest first."""
        with self._database.transaction() as db:
            found = db.execute(
                "select doc from chat.elements where thread_id = %s and doc->>'name' = %s order by seq", (thread_id, name)
            ).fetchall()
        return [row["doc"] for row in found]

    def door(self, thread_id: str) -> str:
        """Where the latest turn of a conversation was spoken; '' where there is no such conversation."""
        with self._database.transaction() as db:
            row = db.execute(
                "select coalesce(metadata->>'door', 'studio') as door from chat.threads where id::text = %s", (thread_id,)
            ).fetchone()
        return row["door"] if row else ""

    def turn(self, thread_id: str) -> tuple[str, bool]:
        """The latest turn of a conversation and whether it is still going on; '' before the first."""
        with self._database.transaction() as db:
            row = db.execute("select metadata from chat.threads where id = %s", (thread_id,)).fetchone()
        return (row["metadata"].get("turn", ""), row["metadata"].get("busy", False)) if row else ("", False)

    def busy_threads(self, door: str) -> list[tuple[str, str]]:
        """(conversation, owner) of every turn of this door that was going on when its server stopped."""
        with self._database.transaction() as db:
            found = db.execute(
                "select id, owner from chat.threads where metadata->>'busy' = 'true' and owner is not null"
                " and coalesce(metadata->>'door', 'studio') = %s",
                (door,),
            ).fetchall()
        return [(str(row["id"]), row["owner"]) for row in found]

    def grant(self, owner: str, grant: Grant) -> None:
        """Lets `owner` open a stored file."""
        with self._database.transaction() as db:
            db.execute(
                """insert into chat.media (sha256, owner, name, mime) values (%s, %s, %s, %s)
                   on conflict (sha256, owner) do update set name = excluded.name, mime = excluded.mime""",
                (grant.sha256, owner, clean(grant.name), grant.mime),
            )

    def granted(self, owner: str, sha256: str) -> Grant | None:
        """The file if `owner` may open it."""
        with self._database.transaction() as db:
            row = db.execute(
                "select sha256, name, mime from chat.media where sha256 = %s and owner = %s", (sha256, owner)
            ).fetchone()
        return Grant(**row) if row else None


def _keep_step(db: Connection, doc: Doc) -> None:
    db.execute(
        """insert into chat.steps (id, thread_id, doc) values (%s, %s, %s)
           on conflict (id) do update set doc = chat.steps.doc || excluded.doc
             where chat.steps.thread_id = excluded.thread_id""",
        (doc["id"], doc["threadId"], Jsonb(clean_doc(doc))),
    )


def _head(row: Doc) -> Doc:
    return {
        "id": str(row["id"]),
        "createdAt": row["updated_at"].isoformat(),
        "name": row["name"],
        "userId": row["owner"],
        "userIdentifier": row["owner"],
        "tags": row["tags"],
        "metadata": row["metadata"],
    }
