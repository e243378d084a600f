"""Migrations and outages, against real servers."""

from __future__ import annotations

import os
import signal
import threading
from pathlib import Path

import psutil
import psycopg
import pytest

from memory.db import Database
from memory.errors import DatabaseTooNew, DatabaseUnfit, StoreUnavailable
from memory.server import THROWAWAY, EmbeddedServer


def test_migrations_run_once(database: Database) -> None:
    assert database.migrate() == []


def test_processes_that_race_migrate_once(server_url: str) -> None:
    base = server_url.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute("CREATE DATABASE bare TEMPLATE template0")
    applied: list[list[int]] = []

    def migrate() -> None:
        with Database(f"{base}/bare") as opened:
            applied.append(opened.migrate())

    workers = [threading.Thread(target=migrate) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(applied)[:3] == [[], [], []]
    assert sorted(applied)[3][:3] == [1, 2, 3]


def test_a_database_of_a_later_release_is_left_alone(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO migrations (number, name) VALUES (9999, '9999_future.sql')")
    with pytest.raises(DatabaseTooNew, match="migration 9999"):
        database.migrate()


def test_an_account_that_may_not_make_schemas_is_told_so(database: Database) -> None:
    with psycopg.connect(database.url, autocommit=True) as admin:
        admin.execute("CREATE ROLE guest LOGIN PASSWORD 'guest'")
        admin.execute("DROP SCHEMA agency CASCADE")
    host = database.url.split("@", 1)[1]
    with (
        Database(f"postgresql://guest:guest@{host}") as guest,
        pytest.raises(DatabaseUnfit, match="permission denied for database"),
    ):
        guest.migrate()


def test_the_schemas_of_chat_and_talk_exist(database: Database) -> None:
    with database.transaction() as connection:
        schemas = {row["nspname"] for row in connection.execute("SELECT nspname FROM pg_namespace")}
    assert {"agency", "chat", "talk"} <= schemas


def test_an_error_rolls_the_whole_transaction_back(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction() as connection:
        connection.execute("INSERT INTO audit (kind, subject) VALUES ('x', 'y')")
        raise ZeroDivisionError
    with database.transaction() as connection:
        assert connection.execute("SELECT count(*) AS n FROM audit").fetchone() == {"n": 0}


def test_a_connection_that_is_cut_in_the_middle_is_one_sentence(database: Database) -> None:
    with pytest.raises(StoreUnavailable, match="went away"), database.transaction() as connection:
        connection.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    with database.transaction() as connection:
        assert connection.execute("SELECT 1 AS one").fetchone() == {"one": 1}


def test_the_database_goes_away_and_comes_back(open_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memory.db.WAIT_S", 1.0)
    server = EmbeddedServer(open_root, THROWAWAY)
    with Database(server.ensure()) as database:
        database.migrate()
        server.stop()
        with pytest.raises(StoreUnavailable, match="did not answer within 1 s"), database.transaction():
            pass
        server.ensure()
        with database.transaction() as connection:
            assert connection.execute("SELECT count(*) AS n FROM projects").fetchone() == {"n": 0}


def test_a_killed_embedded_server_is_started_again_by_the_next_request(open_root: Path) -> None:
    server = EmbeddedServer(open_root, {**THROWAWAY, "synchronous_commit": "on"})
    with Database(server.ensure) as database:
        database.migrate()
        pid = server.pid()
        assert pid is not None
        killed = [psutil.Process(pid), *psutil.Process(pid).children()]
        os.kill(pid, signal.SIGKILL)
        # Until its children are gone too, a request may still be taken, and cut.
        psutil.wait_procs(killed, timeout=2)
        with database.transaction() as connection:
            assert connection.execute("SELECT count(*) AS n FROM projects").fetchone() == {"n": 0}
        assert server.pid() not in (None, pid)


def test_a_wrong_address_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memory.db.WAIT_S", 0.5)
    with Database("postgresql://nobody@127.0.0.1:1/nothing") as database, pytest.raises(StoreUnavailable):
        database.migrate()
