"""Projects and their versions: nothing is ever overwritten, and a turn that is run twice counts once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from memory.db import Connection, Database
from memory.domain.project import Project, ProjectState, Version
from memory.domain.storyboard import Storyboard
from memory.errors import NotFound, NothingToRedo, NothingToUndo, VersionMoved

# No vowels, no look-alikes: ids are read aloud and typed, and spell no words.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"
ID_LENGTH = 9


class Projects:
    """The project store. Every method that writes takes the turn it belongs to and may be called again with it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(self, thread: str, owner: str, title: str = "") -> Project:
        """The project of `thread`; made if there is none, unchanged if there is one."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO projects (id, thread, owner, title) VALUES (%s, %s, %s, %s) ON CONFLICT (thread) DO NOTHING",
                [_new_id(), thread, owner, title],
            )
            row = connection.execute("SELECT * FROM projects WHERE thread = %s", [thread]).fetchone()
        assert row is not None
        return Project(**row)

    def get(self, project_id: str) -> Project:
        """Raises NotFound."""
        with self._database.transaction() as connection:
            return Project(**_project(connection, project_id))

    def by_thread(self, thread: str) -> Project | None:
        """The project of a conversation, None before it has one."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT * FROM projects WHERE thread = %s", [thread]).fetchone()
        return Project(**row) if row else None

    def list(self, owner: str | None = None, limit: int = 200) -> list[Project]:
        """The latest projects first: one owner's, or everybody's."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT * FROM projects WHERE %(owner)s::text IS NULL OR owner = %(owner)s"
                " ORDER BY updated_at DESC LIMIT %(limit)s",
                {"owner": owner, "limit": limit},
            ).fetchall()
        return [Project(**row) for row in rows]

    def save(
        self,
        project_id: str,
        board: Storyboard,
        *,
        turn_id: str,
        edits: Sequence[Mapping[str, Any]] = (),
        brief: Mapping[str, Any] | None = None,
        label: str = "",
        parent: int | None = None,
    ) -> int:
        """Store a new version after the head, make it the head, and give its number.

        The same `turn_id` again gives the number it got before and stores nothing. `brief` None keeps the parent's.
        `parent` is the version the turn worked on: where another turn moved the head meanwhile, VersionMoved is raised.
        """
        with self._database.transaction() as connection:
            head = _project(connection, project_id, lock=True)["head"]
            known = connection.execute(
                "SELECT number FROM versions WHERE project = %s AND turn = %s", [project_id, turn_id]
            ).fetchone()
            if known:
                return int(known["number"])
            if parent is not None and parent != head:
                raise VersionMoved(project_id, parent, head)
            number = _next_number(connection, project_id)
            connection.execute(
                "INSERT INTO versions (project, number, parent, turn, label, board, brief) VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [project_id, number, head, turn_id, label, Jsonb(board.model_dump(mode="json")), _json(brief)],
            )
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO edits (project, version, position, data) VALUES (%s, %s, %s, %s)",
                    [(project_id, number, position, Jsonb(dict(edit))) for position, edit in enumerate(edits)],
                )
            connection.execute(
                "UPDATE projects SET head = %s, title = %s, updated_at = now() WHERE id = %s", [number, board.title, project_id]
            )
        return number

    def board(self, project_id: str, version: int) -> Storyboard:
        """The storyboard of one version; raises NotFound."""
        with self._database.transaction() as connection:
            return Storyboard.model_validate(_version(connection, project_id, version)["board"])

    def brief(self, project_id: str, version: int) -> dict[str, Any] | None:
        """The brief this version answers: its own, or the nearest one among the versions it came from."""
        with self._database.transaction() as connection:
            _version(connection, project_id, version)
            row = connection.execute(
                """
                WITH RECURSIVE line AS (
                    SELECT number, parent, brief FROM versions WHERE project = %(project)s AND number = %(number)s
                    UNION ALL
                    SELECT v.number, v.parent, v.brief FROM versions v JOIN line ON v.number = line.parent
                    WHERE v.project = %(project)s AND line.brief IS NULL
                )
                SELECT brief FROM line WHERE brief IS NOT NULL ORDER BY number DESC LIMIT 1
                """,
                {"project": project_id, "number": version},
            ).fetchone()
        return row["brief"] if row else None

    def versions(self, project_id: str) -> Sequence[Version]:
        """Every version, oldest first, those that were undone too."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT project AS project_id, number, parent, turn AS turn_id, label, name, created_at"
                " FROM versions WHERE project = %s ORDER BY number",
                [project_id],
            ).fetchall()
        return [Version(**row) for row in rows]

    def edits(self, project_id: str, version: int) -> Sequence[dict[str, Any]]:
        """What led from the parent to `version`, in order; empty for a first draft."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                "SELECT data FROM edits WHERE project = %s AND version = %s ORDER BY position", [project_id, version]
            ).fetchall()
        return [row["data"] for row in rows]

    def undo(self, project_id: str, turn_id: str) -> int:
        """Move the head to its parent and give its number; nothing is deleted. Raises NothingToUndo at the first version."""
        with self._database.transaction() as connection:
            head, before = _head(connection, project_id, turn_id, "undo")
            if before is not None:
                return before
            parent = _version(connection, project_id, head)["parent"] if head else None
            if parent is None:
                raise NothingToUndo(f"project {project_id!r} is at its first version; there is nothing to undo")
            return _move(connection, project_id, turn_id, "undo", head, parent)

    def redo(self, project_id: str, turn_id: str) -> int:
        """Move the head to the newest version made from it and give its number. Raises NothingToRedo."""
        with self._database.transaction() as connection:
            head, before = _head(connection, project_id, turn_id, "redo")
            if before is not None:
                return before
            row = connection.execute(
                "SELECT max(number) AS number FROM versions WHERE project = %s AND parent = %s", [project_id, head]
            ).fetchone()
            if row is None or row["number"] is None:
                raise NothingToRedo(f"version {head} of project {project_id!r} is the latest; there is nothing to redo")
            return _move(connection, project_id, turn_id, "redo", head, int(row["number"]))

    def set_head(self, project_id: str, version: int, turn_id: str) -> int:
        """Show and edit `version` from now on; raises NotFound."""
        with self._database.transaction() as connection:
            head, before = _head(connection, project_id, turn_id, "head")
            if before is not None:
                return before
            _version(connection, project_id, version)
            return _move(connection, project_id, turn_id, "head", head, version)

    def set_state(self, project_id: str, state: ProjectState) -> None:
        """Where the conversation stands; raises NotFound."""
        with self._database.transaction() as connection:
            _project(connection, project_id, lock=True)
            connection.execute("UPDATE projects SET state = %s, updated_at = now() WHERE id = %s", [state, project_id])

    def set_name(self, project_id: str, version: int, name: str) -> None:
        """Give a version a name of its own ('the funny one'); raises NotFound."""
        with self._database.transaction() as connection:
            _version(connection, project_id, version)
            connection.execute("UPDATE versions SET name = %s WHERE project = %s AND number = %s", [name, project_id, version])


def _new_id() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


def _json(value: Mapping[str, Any] | None) -> Jsonb | None:
    return None if value is None else Jsonb(dict(value))


def _project(connection: Connection, project_id: str, *, lock: bool = False) -> DictRow:
    query = "SELECT * FROM projects WHERE id = %s FOR UPDATE" if lock else "SELECT * FROM projects WHERE id = %s"
    row = connection.execute(query, [project_id]).fetchone()
    if row is None:
        raise NotFound("project", project_id)
    return row


def _version(connection: Connection, project_id: str, version: int) -> DictRow:
    row = connection.execute("SELECT * FROM versions WHERE project = %s AND number = %s", [project_id, version]).fetchone()
    if row is None:
        raise NotFound(f"version {version} of project", project_id, f"see `agency show {project_id}`")
    return row


def _next_number(connection: Connection, project_id: str) -> int:
    row = connection.execute(
        "SELECT coalesce(max(number), 0) + 1 AS number FROM versions WHERE project = %s", [project_id]
    ).fetchone()
    assert row is not None
    return int(row["number"])


def _head(connection: Connection, project_id: str, turn_id: str, kind: str) -> tuple[int, int | None]:
    """The locked head (0: none), and where this turn moved it already, if it did."""
    head = _project(connection, project_id, lock=True)["head"] or 0
    query = "SELECT to_head FROM moves WHERE project = %s AND turn = %s AND kind = %s"
    row = connection.execute(query, [project_id, turn_id, kind]).fetchone()
    return int(head), int(row["to_head"]) if row else None


def _move(connection: Connection, project_id: str, turn_id: str, kind: str, before: int, after: int) -> int:
    connection.execute(
        "INSERT INTO moves (project, turn, kind, from_head, to_head) VALUES (%s, %s, %s, %s, %s)",
        [project_id, turn_id, kind, before, after],
    )
    title = _version(connection, project_id, after)["board"]["title"]
    connection.execute("UPDATE projects SET head = %s, title = %s, updated_at = now() WHERE id = %s", [after, title, project_id])
    return after
