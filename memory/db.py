"""The one place that opens database connections: pool, transactions, migrations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool, PoolTimeout

from memory.errors import DatabaseTooNew, DatabaseUnfit, StorageFull, StoreUnavailable

Connection = psycopg.Connection[DictRow]

WAIT_S = 15.0  # a server that was killed comes back within this, on a busy machine too
MIGRATION_LOCK = int.from_bytes(hashlib.sha256(b"pocket-agency migrations").digest()[:8], "big", signed=True)


class Database:
    """A pool of connections to one PostgreSQL. Opened at the first use; it reconnects by itself after an outage.

    `url` may be a function that is asked before each new connection: with `EmbeddedServer.ensure` a server that was killed is
    started again by the next request. `schema` is searched first, then `public` (where extensions live).
    """

    def __init__(self, url: str | Callable[[], str], schema: str = "agency", connections: int = 8) -> None:
        self.schema = schema
        self._url = url
        # A short reconnect window: after it the next caller tries afresh instead of waiting out a long back-off.
        self._pool: ConnectionPool[Connection] = ConnectionPool(
            url,
            kwargs={"row_factory": dict_row, "connect_timeout": 4},
            min_size=1,
            max_size=connections,
            open=False,
            reconnect_timeout=2.0,
            configure=self._configure,
            check=ConnectionPool.check_connection,
            name="agency",
        )

    @property
    def url(self) -> str:
        """Where it is now; a function is asked again, because a restarted server may have moved to another port."""
        return self._url if isinstance(self._url, str) else self._url()

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; the database cannot be used afterwards."""
        self._pool.close()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection inside a transaction: committed at the end, rolled back on any error. Rows are dictionaries.

        Raises StoreUnavailable where the server cannot be reached or goes away meanwhile, StorageFull where its disk is full.
        """
        self._pool.open()
        try:
            with self._pool.connection(timeout=WAIT_S) as connection:
                yield connection
        except PoolTimeout as error:
            raise StoreUnavailable(
                f"the database did not answer within {WAIT_S:.0f} s; see that it runs and try again"
            ) from error
        except psycopg.errors.DiskFull as error:
            raise StorageFull("the database's disk is full; free some space, then try again") from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            if _connection_was_lost(error):
                raise StoreUnavailable("the database went away in the middle of a request; try again in a moment") from error
            raise

    def migrate(self) -> list[int]:
        """Bring the schema up to date and return the numbers that were applied; processes that race do it once.

        All of them are one transaction: a failing migration leaves the database as it was. Raises DatabaseTooNew, DatabaseUnfit.
        """
        try:
            return self._migrate(_migrations())
        except (psycopg.errors.FeatureNotSupported, psycopg.errors.UndefinedFile, psycopg.errors.InsufficientPrivilege) as error:
            reason = str(error).splitlines()[0]
            raise DatabaseUnfit(
                f"the database cannot be set up: {reason}; it needs pgvector and the right to create schemas and roles"
            ) from error

    def migrations(self) -> set[int]:
        """The numbers that this database has had; it was migrated before."""
        with self.transaction() as connection:
            return _applied(connection)

    def _migrate(self, known: dict[int, tuple[str, bytes]]) -> list[int]:
        with self.transaction() as connection:
            connection.execute("SELECT pg_advisory_xact_lock(%s)", [MIGRATION_LOCK])
            connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(self.schema)))
            connection.execute(
                "CREATE TABLE IF NOT EXISTS migrations"
                " (number integer PRIMARY KEY, name text NOT NULL, at timestamptz NOT NULL DEFAULT now())"
            )
            done = _applied(connection)
            if done - set(known):
                raise DatabaseTooNew(f"the database has migration {max(done)} of a later release; update, or use another one")
            missing = sorted(set(known) - done)
            for number in missing:
                name, statements = known[number]
                connection.execute(statements)
                # A table whose rows were changed cannot be altered by the next one while their constraints still wait.
                connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
                connection.execute("SET CONSTRAINTS ALL DEFERRED")
                connection.execute("INSERT INTO migrations (number, name) VALUES (%s, %s)", [number, name])
        return missing

    def _configure(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute(sql.SQL("SET search_path TO {}, public").format(sql.Identifier(self.schema)))
        connection.commit()


def was_cut_off(error: BaseException) -> bool:
    """Whether an error of psycopg's says that the server cannot be reached, or went away, and no more than that."""
    return isinstance(error, psycopg.OperationalError | psycopg.InterfaceError) and _connection_was_lost(error)


def _connection_was_lost(error: psycopg.Error) -> bool:
    """No SQLSTATE: the client noticed. Class 08: connection. 57P: the server was shut down or killed."""
    return error.sqlstate is None or error.sqlstate.startswith(("08", "57P"))


def shipped() -> set[int]:
    """The numbers of the migrations that this release knows."""
    return set(_migrations())


def _applied(connection: Connection) -> set[int]:
    return {int(row["number"]) for row in connection.execute("SELECT number FROM migrations")}


def _migrations() -> dict[int, tuple[str, bytes]]:
    """Number -> (file name, statements) of every migration that is shipped."""
    folder = files("memory") / "migrations"
    return {int(item.name[:4]): (item.name, item.read_bytes()) for item in folder.iterdir() if item.name.endswith(".sql")}
