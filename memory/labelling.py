"""Whether films say in a corner how they were made: they do, until an owner of the studio decides otherwise, on record."""

from __future__ import annotations

from memory.audit import Audit
from memory.db import Database
from memory.domain.roles import denial, may
from memory.errors import NotAllowed, ReasonMissing
from memory.users import Access


class Labelling:
    """The one setting, for every film of the studio that is made from now on."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def is_shown(self) -> bool:
        """Whether a film that is made now carries the label."""
        with self._database.transaction() as connection:
            row = connection.execute("SELECT shown FROM label_setting").fetchone()
        return row is None or bool(row["shown"])

    def change(self, shown: bool, *, by: str, reason: str) -> None:
        """Switch it, and put in the audit log who did and why, before it holds. Raises NotAllowed, ReasonMissing."""
        role = Access(self._database).role(by)
        if not may(role, "govern"):
            raise NotAllowed(denial(role, "govern"))
        if not reason.strip():
            raise ReasonMissing("the label is switched on record; say why with --reason")
        Audit(self._database).append("label", "studio", {"shown": shown, "by": by, "reason": reason.strip()})
        query = """
            INSERT INTO label_setting (shown, by, reason) VALUES (%(shown)s, %(by)s, %(reason)s)
            ON CONFLICT (one_row) DO UPDATE SET shown = excluded.shown, by = excluded.by, reason = excluded.reason, at = now()
        """
        with self._database.transaction() as connection:
            connection.execute(query, {"shown": shown, "by": by, "reason": reason.strip()})
