"""The embedded server: races, kills, taken ports, private folders."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg
import pytest

from memory.errors import ServerFailed
from memory.server import THROWAWAY, EmbeddedServer

ROOT = Path(__file__).parents[2]
AS_ROOT = pytest.mark.skipif(os.geteuid() != 0, reason="only root steps down to another account")


def query(url: str, statement: str) -> object:
    with psycopg.connect(url) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def test_a_stopped_server_starts_again_with_its_rows_and_address(open_root: Path) -> None:
    server = EmbeddedServer(open_root, THROWAWAY)
    url = server.ensure()
    query(url, "CREATE TABLE lamps AS SELECT 7 AS watts")
    server.stop()
    assert server.pid() is None
    server.stop()
    assert server.ensure() == url
    assert query(url, "SELECT watts FROM lamps") == 7


def test_a_killed_server_comes_back_with_every_committed_row(open_root: Path) -> None:
    """fsync may be off here: what the kernel was given survives the death of a process."""
    server = EmbeddedServer(open_root, {**THROWAWAY, "synchronous_commit": "on"})
    url = server.ensure()
    query(url, "CREATE TABLE lamps AS SELECT generate_series(1, 1000) AS watts")
    pid = server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert query(server.ensure(), "SELECT count(*) FROM lamps") == 1000


RACE = """
import sys
from pathlib import Path
from memory.server import THROWAWAY, EmbeddedServer
print(EmbeddedServer(Path(sys.argv[1]), THROWAWAY).ensure())
"""


def test_processes_that_race_share_one_server(open_root: Path) -> None:
    command = [sys.executable, "-c", RACE, str(open_root)]
    racers = [subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) for _ in range(5)]
    answers = {racer.communicate(timeout=60)[0] for racer in racers}
    assert len(answers) == 1
    vector = "SELECT count(*) FROM pg_available_extensions WHERE name = 'vector'"
    assert query(answers.pop().strip(), vector) == 1


def test_the_password_is_needed_and_only_we_can_read_it(open_root: Path) -> None:
    url = EmbeddedServer(open_root, THROWAWAY).ensure()
    assert (open_root / "server.json").stat().st_mode & 0o777 == 0o600
    password = json.loads((open_root / "server.json").read_text())["password"]
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(url.replace(password, "guess"))


def test_a_taken_port_is_exchanged(open_root: Path) -> None:
    server = EmbeddedServer(open_root, THROWAWAY)
    before = server.ensure()
    server.stop()
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", int(before.rsplit(":", 1)[1].split("/")[0])))
        other.listen()
        after = server.ensure()
    assert after != before
    assert query(after, "SELECT 1") == 1


def test_a_lock_file_of_a_dead_server_whose_id_was_given_again_does_not_stop_the_start(open_root: Path) -> None:
    """After a restart of its container the old id may belong to anybody; here: to a sleeper of the server's own account."""
    server = EmbeddedServer(open_root, THROWAWAY)
    server.ensure()
    pid = server.pid()
    assert pid is not None
    lock = open_root / "pgdata" / "postmaster.pid"
    owner, content = psutil.Process(pid).uids().real, lock.read_text()
    server.stop()
    with subprocess.Popen(["sleep", "60"], **({"user": owner} if os.geteuid() == 0 else {})) as sleeper:  # type: ignore[call-overload]
        lock.write_text(content.replace(str(pid), str(sleeper.pid), 1))
        os.chown(lock, owner, -1)
        try:
            assert query(server.ensure(), "SELECT 1") == 1
        finally:
            sleeper.kill()


def test_a_first_start_that_was_killed_is_made_again(open_root: Path) -> None:
    (open_root / "pgdata.new").mkdir()
    (open_root / "pgdata.new" / "PG_VERSION").write_text("18\n")
    assert query(EmbeddedServer(open_root, THROWAWAY).ensure(), "SELECT 1") == 1
    assert not (open_root / "pgdata.new").exists()


def test_a_lost_data_folder_is_said_and_not_replaced_by_an_empty_one(open_root: Path) -> None:
    server = EmbeddedServer(open_root, THROWAWAY)
    server.ensure()
    server.stop()
    (open_root / "pgdata").rename(open_root / "moved")
    with pytest.raises(ServerFailed, match="is gone; put it back"):
        server.ensure()


def test_a_broken_cluster_is_named_with_the_servers_own_words(open_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memory.server.RETRY_S", 0.5)
    server = EmbeddedServer(open_root, THROWAWAY)
    server.ensure()
    server.stop()
    (open_root / "pgdata" / "global" / "pg_control").unlink()
    with pytest.raises(ServerFailed, match="does not start") as caught:
        server.ensure()
    assert "pg_control" in caught.value.detail


@AS_ROOT
def test_a_private_home_keeps_the_credentials_and_the_cluster_lies_elsewhere(open_root: Path) -> None:
    home = open_root / "home"
    home.mkdir(mode=0o700)
    server = EmbeddedServer(home / "agency", THROWAWAY, readable=open_root / "shared")
    url = server.ensure()
    try:
        query(url, "CREATE TABLE lamps AS SELECT 7 AS watts")
        assert {path.name for path in (home / "agency").iterdir()} == {"server.json", "server.lock"}
        assert len(list((open_root / "shared").glob("cluster-*/pgdata/PG_VERSION"))) == 1
        assert EmbeddedServer(home / "agency", THROWAWAY, readable=open_root / "shared").ensure() == url
    finally:
        server.stop()


@AS_ROOT
def test_binaries_in_a_private_environment_are_copied_once(open_root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("memory.server_account.Account.reaches", lambda _, path: path.name not in ("bin", "share"))
    server = EmbeddedServer(open_root / "agency", THROWAWAY, readable=open_root / "shared")
    try:
        assert query(server.ensure(), "SELECT 1") == 1
        running = psutil.Process(server.pid()).cmdline()[0]
        assert Path(running).is_relative_to(open_root / "shared")
        assert len(list((open_root / "shared").iterdir())) == 1
    finally:
        server.stop()


def test_a_folder_that_cannot_be_made_is_one_sentence(open_root: Path) -> None:
    (open_root / "file").write_text("in the way")
    with pytest.raises(ServerFailed, match="cannot be made: Not a directory"):
        EmbeddedServer(open_root / "file" / "agency").ensure()
