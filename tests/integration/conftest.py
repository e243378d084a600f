"""One throw-away PostgreSQL for the whole run, and a migrated database of its own for every test that asks for one."""

from __future__ import annotations

import itertools
import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from memory.db import Database
from memory.server import THROWAWAY, EmbeddedServer

if TYPE_CHECKING:
    from tests.integration.fake_slack import FakeSlack
from tests.integration.api_door import Endpoint, Server


def _open_folder() -> Path:
    """A folder that the account which the server runs as under root can enter; pytest's own are closed to it.

    In memory where there is room: a cluster is a thousand small files, and a disk that others use makes them slow.
    """
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 1 << 30
    root = Path(tempfile.mkdtemp(prefix="agency-pg-", dir=memory if roomy else None))
    root.chmod(0o755)
    return root


@pytest.fixture
def open_root() -> Iterator[Path]:
    """Root of a server that this test starts itself; stopped and removed afterwards."""
    root = _open_folder()
    yield root
    EmbeddedServer(root).stop()
    shutil.rmtree(root)


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """URL of a running server whose database `agency` is migrated; used as the template, so nobody may stay connected to it."""
    root = _open_folder()
    server = EmbeddedServer(root, THROWAWAY)
    try:
        url = server.ensure()
        with Database(url) as template:
            template.migrate()
        yield url
    finally:
        server.stop()
        shutil.rmtree(root)


@pytest.fixture(scope="session")
def _numbers() -> Iterator[int]:
    return itertools.count(1)


@pytest.fixture
def database_url(server_url: str, _numbers: Iterator[int]) -> Iterator[str]:
    """URL of an empty, migrated database that only this test uses."""
    base = server_url.rsplit("/", 1)[0]
    name = f"test_{next(_numbers)}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE agency'.encode())
    yield f"{base}/{name}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A migrated Database that only this test uses."""
    with Database(database_url) as opened:
        yield opened


@pytest.fixture(scope="session")
def api(server_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The API in a process of its own, for all tests of it; each makes keys of its own."""
    base = server_url.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute('CREATE DATABASE "api" TEMPLATE agency')
    running = Server(f"{base}/api", tmp_path_factory.mktemp("api"))
    running.start()
    yield running
    running.close()
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute('DROP DATABASE "api" WITH (FORCE)')


@pytest.fixture
async def slack(database: Database) -> AsyncIterator[FakeSlack]:
    """A workspace with Ana, who makes films, Rita and Ravi, who review, and Sam, whom nobody let in."""
    from memory.users import Users
    from tests.integration.fake_slack import FakeSlack

    fake, users = FakeSlack(), Users(database)
    await fake.start()
    for member, name, role in (("UANA", "ana", "editor"), ("URITA", "rita", "reviewer"), ("URAVI", "ravi", "reviewer")):
        fake.person(member, f"{name}@example.com")
        users.create(f"{name}@example.com", None, role, sign_in="google")  # type: ignore[arg-type]
    fake.person("USAM", "sam@example.com")
    yield fake
    await fake.stop()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """Where webhooks arrive."""
    listening = Endpoint()
    yield listening
    listening.close()
