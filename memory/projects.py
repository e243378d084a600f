"""Projects and their versions: nothing is ever overwritten, and a turn that is run twice counts once."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from psycopg.rows import DictRow
from psycopg.types.json import Jsonb

from memory.db import Connection, Database
from memory.domain.project import Project, ProjectState, Version
from memory.domain.storyboard import Storyboard
from memory.domain.trail import Trail
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

    def ids(self) -> Sequence[str]:
        """Of all projects, whoever's they are."""
        with self._database.transaction() as connection:
            return [row["id"] for row in connection.execute("SELECT id FROM projects")]

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
            trail = _trail(_project(connection, project_id, lock=True))
            known = connection.execute(
                "SELECT number FROM versions WHERE project = %s AND turn = %s", [project_id, turn_id]
            ).fetchone()
            if known:
                return int(known["number"])
            if parent is not None and parent != trail.head:
                raise VersionMoved(project_id, parent, trail.head)
            number = _next_number(connection, project_id)
            connection.execute(
                "INSERT INTO versions (project, number, parent, turn, label, board, brief) VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [project_id, number, trail.head, turn_id, label, Jsonb(board.model_dump(mode="json")), _json(brief)],
            )
            with connection.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO edits (project, version, position, data) VALUES (%s, %s, %s, %s)",
                    [(project_id, number, position, Jsonb(dict(edit))) for position, edit in enumerate(edits)],
                )
            _keep(connection, project_id, trail.gone_to(number), board.title, board.highest_id())
        return number

    def board(self, project_id: str, version: int) -> Storyboard:
        """The storyboard of one version, whose new scenes repeat no id of any other version; raises NotFound."""
        with self._database.transaction() as connection:
            board = Storyboard.model_validate(_version(connection, project_id, version)["board"])
            return board.after_ids(_project(connection, project_id)["ids_used"])

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

    def undo(self, project_id: str, turn_id: str, steps: int = 1) -> int:
        """Take back the last `steps` edits or jumps, as many as there are, and give the version shown then.

        Nothing is deleted. Raises NothingToUndo where nothing was done since the first version.
        """

        def back(connection: Connection, trail: Trail) -> Trail:
            if not trail.behind:
                raise NothingToUndo(f"project {project_id!r} is at its first version; there is nothing to undo")
            return trail.undone(steps)

        return self._move(project_id, turn_id, "undo", back)

    def redo(self, project_id: str, turn_id: str, steps: int = 1) -> int:
        """Do again what undo took back, else go to the newest version made from this one. Raises NothingToRedo."""

        def forward(connection: Connection, trail: Trail) -> Trail:
            if trail.ahead:
                return trail.redone(steps)
            newest = _newest_child(connection, project_id, trail.head)
            if newest is None:
                raise NothingToRedo(f"version {trail.head} of project {project_id!r} is the latest; there is nothing to redo")
            return trail.gone_to(newest)

        return self._move(project_id, turn_id, "redo", forward)

    def set_head(self, project_id: str, version: int, turn_id: str) -> int:
        """Show and edit `version` from now on; undo leads back. Raises NotFound."""

        def jump(connection: Connection, trail: Trail) -> Trail:
            _version(connection, project_id, version)
            return trail.gone_to(version)

        return self._move(project_id, turn_id, "head", jump)

    def take_back(self, project_id: str, version: int, turn_id: str) -> int:
        """Show `version` again, as if the turn that moved away from it had not: undo does not stop there. Raises NotFound."""

        def restore(connection: Connection, trail: Trail) -> Trail:
            _version(connection, project_id, version)
            return trail.taken_back(version)

        return self._move(project_id, turn_id, "back", restore)

    def _move(self, project_id: str, turn_id: str, kind: str, step: Callable[[Connection, Trail], Trail]) -> int:
        """Moves the head once for each turn and kind, and gives the version it went to then."""
        with self._database.transaction() as connection:
            trail = _trail(_project(connection, project_id, lock=True))
            query = "SELECT to_head FROM moves WHERE project = %s AND turn = %s AND kind = %s"
            if known := connection.execute(query, [project_id, turn_id, kind]).fetchone():
                return int(known["to_head"])
            after = step(connection, trail)
            assert after.head is not None
            connection.execute(
                "INSERT INTO moves (project, turn, kind, from_head, to_head) VALUES (%s, %s, %s, %s, %s)",
                [project_id, turn_id, kind, trail.head or 0, after.head],
            )
            _keep(connection, project_id, after, _version(connection, project_id, after.head)["board"]["title"])
            return after.head

    def set_state(self, project_id: str, state: ProjectState) -> None:
        """Where the conversation stands; raises NotFound."""
        with self._database.transaction() as connection:
            _project(connection, project_id, lock=True)
            connection.execute("UPDATE projects SET state = %s, updated_at = now() WHERE id = %s", [state, project_id])

    def set_brand(self, project_id: str, brand: str) -> None:
        """Whose film it is, as the brand's key; raises NotFound."""
        with self._database.transaction() as connection:
            _project(connection, project_id)
            connection.execute("UPDATE projects SET brand = %s WHERE id = %s AND brand <> %s", [brand, project_id, brand])

    def page(
        self, owner: str, brands: Sequence[str], *, before: tuple[datetime, str] | None, limit: int
    ) -> tuple[Sequence[Project], bool]:
        """One person's projects, the newest first, of these brands or (none named) all; and whether more follow.

        `before` is when the last project of the page before was made, and its id: what is made meanwhile moves nothing.
        """
        with self._database.transaction() as connection:
            rows = connection.execute(
                """
                SELECT * FROM projects WHERE owner = %(owner)s
                    AND (cardinality(%(brands)s::text[]) = 0 OR brand = ANY(%(brands)s))
                    AND (%(at)s::timestamptz IS NULL OR (created_at, id) < (%(at)s::timestamptz, %(id)s))
                ORDER BY created_at DESC, id DESC LIMIT %(limit)s
                """,
                {
                    "owner": owner,
                    "brands": list(brands),
                    "at": before[0] if before else None,
                    "id": before[1] if before else None,
                    "limit": limit + 1,
                },
            ).fetchall()
        return [Project(**row) for row in rows[:limit]], len(rows) > limit

    def set_name(self, project_id: str, version: int, name: str) -> None:
        """Give a version a name of its own ('the funny one'), '' to take it away; raises NotFound.

        A name stands for one version: another that was called so loses it. Capitals do not tell names apart.
        """
        with self._database.transaction() as connection:
            _project(connection, project_id, lock=True)
            _version(connection, project_id, version)
            connection.execute("UPDATE versions SET name = '' WHERE project = %s AND lower(name) = lower(%s)", [project_id, name])
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


def _newest_child(connection: Connection, project_id: str, version: int | None) -> int | None:
    row = connection.execute(
        "SELECT max(number) AS number FROM versions WHERE project = %s AND parent = %s", [project_id, version]
    ).fetchone()
    return int(row["number"]) if row and row["number"] is not None else None


def _trail(project: DictRow) -> Trail:
    return Trail(head=project["head"], behind=tuple(project["behind"]), ahead=tuple(project["ahead"]))


def _keep(connection: Connection, project_id: str, trail: Trail, title: str, ids_used: int = 0) -> None:
    connection.execute(
        "UPDATE projects SET head = %s, behind = %s, ahead = %s, title = %s, ids_used = greatest(ids_used, %s),"
        " updated_at = now() WHERE id = %s",
        [trail.head, list(trail.behind), list(trail.ahead), title, ids_used, project_id],
    )
