"""Films in full size that are made or wait to be, whichever process makes them: who comes when is decided by one at a time."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence

from memory.db import Connection, Database
from memory.domain.place import RENEW_S, Place

GONE_S = 5 * RENEW_S


class Places:
    """Sync and short: every method is one transaction. A place that nobody asks for or renews for GONE_S seconds is given up."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def enter(self, person: str) -> str:
        """A place behind all others; gives its id."""
        place_id = secrets.token_hex(8)
        with self._database.transaction() as connection:
            connection.execute("INSERT INTO film_places (id, person) VALUES (%s, %s)", [place_id, person])
        return place_id

    def ask(self, place_id: str, person: str, may_go: Callable[[Sequence[Place]], bool]) -> Sequence[Place]:
        """All places, in the order they came; this one goes from now on where `may_go` says so of them.

        Nobody else asks meanwhile. A place that was given up, after an outage, is there again, behind the others.
        """
        with self._database.transaction() as connection:
            connection.execute("LOCK TABLE film_places IN SHARE ROW EXCLUSIVE MODE")
            connection.execute(
                "INSERT INTO film_places (id, person) VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET beat_at = now()",
                [place_id, person],
            )
            found = _standing(connection)
            if may_go(found):
                connection.execute("UPDATE film_places SET is_going = true WHERE id = %s", [place_id])
        return found

    def renew(self, place_id: str, person: str, seconds_left: float | None) -> None:
        """The film is still made, and takes so much longer. Call it every RENEW_S seconds."""
        with self._database.transaction() as connection:
            connection.execute(
                "INSERT INTO film_places (id, person, is_going, seconds_left) VALUES (%s, %s, true, %s)"
                " ON CONFLICT (id) DO UPDATE SET beat_at = now(), seconds_left = excluded.seconds_left",
                [place_id, person, seconds_left],
            )

    def leave(self, place_id: str) -> None:
        """The film is made, or nobody waits for it any more."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM film_places WHERE id = %s", [place_id])


def _standing(connection: Connection) -> Sequence[Place]:
    # Renewed in a time to come: the clock was put back since.
    connection.execute(
        "DELETE FROM film_places WHERE beat_at NOT BETWEEN now() - make_interval(secs => %s) AND now() + interval '1 second'",
        [GONE_S],
    )
    rows = connection.execute("SELECT id, person, is_going, seconds_left FROM film_places ORDER BY seq")
    return [Place(**row) for row in rows]
