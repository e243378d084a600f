"""The embedded PostgreSQL: started when needed, shared by every process, safe to kill at any moment."""

from __future__ import annotations

import json
import logging
import re
import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psutil
import psycopg
from filelock import FileLock

from memory.errors import ServerFailed
from memory.server_account import Account, binaries, make_enterable, server_account

logger = logging.getLogger(__name__)

READABLE = Path("/var/lib/pocket-agency")
# No parallel workers: their shared memory does not fit the 64 MB of /dev/shm that containers get.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    # Taken only as it is needed: the vectors of a brand memory of 100,000 items alone are 130 MB.
    "shared_buffers": "384MB",
    "jit": "off",
    "log_checkpoints": "off",
    "max_parallel_workers_per_gather": "0",
    "max_parallel_maintenance_workers": "0",
}
# Durability given up: only for throw-away servers in tests.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "shared_buffers": "32MB"}
COMPLAINT = re.compile(r"FATAL|PANIC|error:")
RETRY_S = 20.0
RECOVERY_S = 120.0
# What a child process needs; PG* variables of the caller would redirect it.
ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C"}


@dataclass(frozen=True)
class Credentials:
    """What `server.json` remembers. `ready` once a cluster was made, so that a lost data folder is noticed."""

    password: str
    port: int
    data: str
    ready: bool = False

    def url(self, database: str = "agency") -> str:
        return f"postgresql://agency:{self.password}@127.0.0.1:{self.port}/{database}"


class EmbeddedServer:
    """A PostgreSQL 18 with pgvector whose credentials lie in `root`, on a TCP port of 127.0.0.1, password by SCRAM.

    The cluster lies in `root/pgdata`. Run as root the server steps down to another account; where that account cannot enter
    `root` (a private home folder), the cluster lies in `readable` instead, and `server.json` says where. The server outlives
    the process that started it: the next one finds it running.
    """

    def __init__(self, root: Path, settings: Mapping[str, str] | None = None, readable: Path = READABLE) -> None:
        self._root = root.resolve()
        self._settings = SETTINGS | dict(settings or {})
        self._readable = readable

    @property
    def _file(self) -> Path:
        return self._root / "server.json"

    def ensure(self) -> str:
        """URL of database `agency`, with the server answering. Safe to call from many processes at once."""
        if self._file.exists() and _answers(self._load()):
            return self._load().url()
        _make_folder(self._root, private=True)
        with FileLock(self._root / "server.lock"):
            known = self._load() if self._file.exists() else self._invent()
            account = server_account(Path(known.data))
            if not Path(known.data).exists():
                self._initialise(known, account)
            started = time.monotonic()
            known = self._start(known, account)
            _create_database(known)
            logger.info("embedded PostgreSQL is up", extra={"port": known.port, "seconds": round(time.monotonic() - started, 2)})
            return known.url()

    def stop(self) -> None:
        """Stop the server for everybody, after what runs was rolled back; nothing happens where it does not run."""
        if not self._file.exists():
            return
        with FileLock(self._root / "server.lock"):
            data = Path(self._load().data)
            if _postmaster(data) is None:
                return
            account = server_account(data)
            done = self._run(account, "pg_ctl", "-D", str(data), "-w", "-m", "fast", "stop", cwd=data)
            if done.returncode:
                raise ServerFailed(f"the database in {str(data)!r} did not stop; see {str(data / 'server.log')!r}", done.stderr)

    def pid(self) -> int | None:
        """Process id of the running server, None where none runs."""
        process = _postmaster(Path(self._load().data)) if self._file.exists() else None
        return process.pid if process else None

    def _load(self) -> Credentials:
        return Credentials(**json.loads(self._file.read_text()))

    def _save(self, known: Credentials) -> None:
        """Replace `server.json` in one step, readable by us only: it holds the password."""
        fresh = self._root / "server.json.new"
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(asdict(known)))
        fresh.replace(self._file)

    def _invent(self) -> Credentials:
        account = server_account(self._root / "pgdata")
        if account.reaches(self._root):
            data = self._root / "pgdata"
        else:
            # A random name: a root that was deleted and made again must not meet its old cluster with a new password.
            data = self._readable / f"cluster-{secrets.token_hex(6)}" / "pgdata"
        known = Credentials(secrets.token_urlsafe(24), _free_port(), str(data))
        self._save(known)
        return known

    def _initialise(self, known: Credentials, account: Account) -> None:
        """Make a cluster. It gets its name last, so a killed attempt leaves nothing that looks like one."""
        data = Path(known.data)
        if known.ready:
            raise ServerFailed(
                f"the database folder {known.data!r} is gone; put it back, or delete {str(self._file)!r} to start empty"
            )
        _make_folder(data.parent, private=False)
        partial, password = data.with_name("pgdata.new"), data.with_name("pgdata.password")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        password.touch(mode=0o600)
        account.own(partial)
        account.own(password)
        try:
            password.write_text(known.password)
            locale = ("--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8")
            options = ("--auth=scram-sha-256", f"--pwfile={password}", *locale)
            sync = ("--no-sync",) if self._settings.get("fsync") == "off" else ()
            done = self._run(account, "initdb", "-D", str(partial), "-U", "agency", *options, *sync, cwd=data.parent)
        finally:
            password.unlink()
        if done.returncode:
            raise ServerFailed(f"no database could be made in {str(data)!r}: {_telling_line(done.stderr)}", done.stderr)
        partial.rename(data)
        self._save(replace(known, ready=True))

    def _start(self, known: Credentials, account: Account) -> Credentials:
        """Start until it answers: a postmaster killed a moment ago still counts until it is reaped and its children are gone."""
        data = Path(known.data)
        known = replace(known, ready=True)
        begun = time.monotonic()
        while True:
            if _answers(known):
                return known
            recovering = _postmaster(data) is not None
            waited = time.monotonic() - begun
            if waited > (RECOVERY_S if recovering else RETRY_S):
                log = _tail(data / "server.log")
                raise ServerFailed(f"the database in {known.data!r} does not start: {_telling_line(log)}", log)
            if not recovering:
                _drop_stale_lock(data)
                if not _is_free(known.port):
                    known = replace(known, port=_free_port())
                self._save(known)
                if self._launch(known, account):
                    continue
            time.sleep(0.1)

    def _launch(self, known: Credentials, account: Account) -> bool:
        data = Path(known.data)
        settings = {**self._settings, "port": str(known.port)}
        options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
        arguments = ("-D", str(data), "-w", "-t", "30", "-l", str(data / "server.log"), "-o", options, "start")
        return self._run(account, "pg_ctl", *arguments, cwd=data, quiet=True).returncode == 0

    def _run(
        self, account: Account, program: str, *arguments: str, cwd: Path, quiet: bool = False
    ) -> subprocess.CompletedProcess[str]:
        """Run one of the server's programs. `quiet` for `start`: the server would inherit a pipe and keep it open."""
        output = subprocess.DEVNULL if quiet else subprocess.PIPE
        command = [str(binaries(account, self._readable) / program), *arguments]
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            text=True,
            timeout=180,
            check=False,
            cwd=cwd,
            env=ENVIRONMENT,
            **account.privileges(),
        )


def _make_folder(folder: Path, *, private: bool) -> None:
    """`private`: as our umask says. Otherwise open to the account that the server runs as."""
    try:
        if private:
            folder.mkdir(parents=True, exist_ok=True)
        else:
            make_enterable(folder)
    except OSError as error:
        reason = error.strerror
        raise ServerFailed(f"the database's folder {str(folder)!r} cannot be made: {reason}; choose another one") from error


def _answers(known: Credentials) -> bool:
    """Only a query proves that a server is there; a pid file or an open port does not."""
    try:
        with psycopg.connect(known.url("postgres"), connect_timeout=2) as connection:
            connection.execute("SELECT 1")
    except psycopg.OperationalError:
        return False
    return True


def _create_database(known: Credentials) -> None:
    with psycopg.connect(known.url("postgres"), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = 'agency'").fetchone() is None:
            connection.execute("CREATE DATABASE agency")


def _postmaster(data: Path) -> psutil.Process | None:
    """The living server of this cluster, recognised by its working folder: process ids are given again."""
    try:
        process = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
        return process if process.cwd() == str(data) else None
    except (FileNotFoundError, IndexError, psutil.NoSuchProcess, psutil.AccessDenied):
        return None


def _drop_stale_lock(data: Path) -> None:
    """Remove the lock file of a dead server whose process id now belongs to another program (containers count from 1).

    PostgreSQL would refuse to start for ever. Children that outlived their server keep the file: they still use the cluster.
    """
    lock = data / "postmaster.pid"
    if lock.exists() and not any(_works_in(process, data) for process in psutil.process_iter()):
        lock.unlink(missing_ok=True)


def _works_in(process: psutil.Process, folder: Path) -> bool:
    try:
        return bool(process.cwd() == str(folder))
    except psutil.Error:
        return False


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:] if log.exists() else ""


def _telling_line(text: str) -> str:
    """The last complaint in a log; the lines after it tell of cleaning up."""
    lines = text.strip().splitlines() or ["its log is empty"]
    return next((line for line in reversed(lines) if COMPLAINT.search(line)), lines[-1])
