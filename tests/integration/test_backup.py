"""Backup and restore by the command: an empty database and an empty home get all of it back, and films come out the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from agent.checkpoints import open_saver
from agent.events import Delivered, PreviewReady
from agent.messages import Message
from agent.session import Agency
from evals.tones import Tone
from memory.audit import Audit
from memory.backup import back_up
from memory.db import Database
from memory.domain.storyboard import Scene, Storyboard
from memory.dump import SCHEMAS, is_empty
from memory.errors import BackupUnreadable
from memory.files import FolderFiles
from memory.projects import Projects
from memory.restoring import examine, restore
from memory.users import Users
from renderer.farm import LocalFarm
from tests.fakes import ScriptedDirector, fake_services
from tools.rendering import Rendering
from ui.wiring import Places, gate

AGENCY = str(Path(sys.executable).with_name("agency"))
BRIEF = "A 4 second film about Lumo, a desk lamp that follows the sun. No music."
THREAD = "t1"
SCENE = Scene(id="s1", narration="Good morning.")


@pytest.fixture
def empty_url(server_url: str, database_url: str) -> Iterator[str]:
    """URL of a database with nothing in it at all."""
    base, name = server_url.rsplit("/", 1)[0], f"{database_url.rsplit('/', 1)[1]}_empty"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute(f'CREATE DATABASE "{name}" TEMPLATE template0'.encode())
    yield f"{base}/{name}"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


@pytest.fixture(scope="module")
def farm() -> Iterator[LocalFarm]:
    with LocalFarm(2) as made:
        yield made


def agency(home: Path, url: str, *words: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as an operator runs it."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AGENCY_")}
    environment = kept | {"AGENCY_HOME": str(home), "AGENCY_DATABASE_URL": url}
    return subprocess.run([AGENCY, *words], capture_output=True, text=True, env=environment, check=False)


def rendering(home: Path, farm: LocalFarm) -> Rendering:
    places = Places(home)
    return Rendering(
        files=FolderFiles(places.files),
        speech=Tone(),  # type: ignore[arg-type]
        farm=farm,
        cache=places.segments,
        films=places.films,
    )


async def talk(home: Path, url: str, farm: LocalFarm, *messages: str) -> list[Any]:
    """Says messages one after the other, and gives all that came back."""
    with Database(url) as database:
        services = fake_services(
            home,
            ScriptedDirector(is_small=True),
            projects=Projects(database),
            audit=Audit(database),
            rendering=rendering(home, farm),
            clear=gate(database),
        )
        async with Agency(services, open_saver(url)) as opened:
            return [event for text in messages async for event in opened.run_turn(THREAD, Message(text))]


def film_of(home: Path, quality: str) -> Path:
    (video,) = Places(home).films.glob(f"*/v1-{quality}.mp4")
    return video


async def test_an_empty_place_gets_all_of_it_back_and_makes_the_same_film(
    database_url: str, empty_url: str, farm: LocalFarm, tmp_path: Path
) -> None:
    old, new, kept = tmp_path / "old", tmp_path / "new", tmp_path / "agency.tar"
    said = await talk(old, database_url, farm, BRIEF, "approve")
    assert any(isinstance(event, Delivered) for event in said)
    upload = FolderFiles(Places(old).files).put(b"a logo")
    (old / "keys").mkdir()
    (old / "keys" / "addresses").write_text("secret")
    (old / "keys" / "addresses").chmod(0o600)
    with Database(database_url) as database:
        Users(database).create("ana", "a long enough password", "owner")
        head = Audit(database).verify().head

    made = agency(old, database_url, "backup", str(kept))
    assert made.returncode == 0, made.stderr
    assert kept.stat().st_mode & 0o777 == 0o600
    put = agency(new, empty_url, "restore", str(kept), "--json")
    assert put.returncode == 0, put.stderr
    assert json.loads(put.stdout)["restored"] == str(kept)

    assert FolderFiles(Places(new).files).path(upload).read_bytes() == b"a logo"
    assert (new / "keys" / "addresses").stat().st_mode & 0o777 == 0o600
    with Database(empty_url) as database:
        assert Users(database).verify("ana", "a long enough password") is not None
        assert Audit(database).verify(noted=head).holds
    before = {quality: film_of(old, quality).read_bytes() for quality in ("draft", "final")}
    for quality, content in before.items():
        assert film_of(new, quality).read_bytes() == content
        film_of(new, quality).unlink()
    assert not Places(new).segments.exists(), "what can be made again is not in a backup"

    said = await talk(new, empty_url, farm, "approve")
    assert any(isinstance(event, Delivered) for event in said), "the conversation goes on where it was"
    assert film_of(new, "final").read_bytes() == before["final"], "made anew from what was restored"
    said = await talk(new, empty_url, farm, 'change the headline of scene 1 to "Warm light"')
    assert [event.version for event in said if isinstance(event, PreviewReady)] == [2]
    with Database(empty_url) as database:
        assert Audit(database).verify(noted=head).holds


def test_a_place_where_something_is_stays_unless_force_is_said(
    database: Database, database_url: str, empty_url: str, tmp_path: Path
) -> None:
    kept = tmp_path / "agency.tar"
    Users(database).create("ana", "a long enough password", "owner")
    back_up(kept, database, FolderFiles(tmp_path / "files"), {"films": tmp_path / "films"}, lambda *_: None)
    with Database(empty_url) as other:
        other.migrate()
        Users(other).create("ben", "a long enough password", "owner")
    refused = agency(tmp_path / "new", empty_url, "restore", str(kept))
    assert refused.returncode == 1
    assert refused.stderr.startswith("there is films, brands or accounts here already")
    assert agency(tmp_path / "new", empty_url, "restore", str(kept), "--force").returncode == 0
    with Database(empty_url) as other:
        assert [user.name for user in Users(other).list()] == ["ana"]


@pytest.fixture
def kept(database: Database, tmp_path: Path) -> Path:
    """A backup of one account and one large upload."""
    Users(database).create("ana", "a long enough password", "owner")
    files = FolderFiles(tmp_path / "files")
    files.put(os.urandom(300_000))
    path = tmp_path / "agency.tar"
    back_up(path, database, files, {"films": tmp_path / "films"}, lambda *_: None)
    return path


def test_a_backup_that_was_cut_off_or_changed_anywhere_is_not_restored(kept: Path, empty_url: str, tmp_path: Path) -> None:
    whole = kept.read_bytes()
    length = whole.rindex(b"ustar", 0, len(whole)) + 700  # behind this, a tar has only zeros
    with Database(empty_url) as database:
        database.migrate()
        for at in (0, 300, 700, length // 4, length // 2, length * 3 // 4):
            damaged = tmp_path / "damaged.tar"
            damaged.write_bytes(whole[:at])
            with pytest.raises(BackupUnreadable):
                restore(damaged, database, FolderFiles(tmp_path / "other"), {"films": tmp_path / "f"}, lambda *_: None)
            damaged.write_bytes(whole[:at] + bytes([whole[at] ^ 0x41]) + whole[at + 1 :])
            with pytest.raises(BackupUnreadable):
                restore(damaged, database, FolderFiles(tmp_path / "other"), {"films": tmp_path / "f"}, lambda *_: None)
        assert is_empty(database)
        assert list(FolderFiles(tmp_path / "other").all()) == []


def test_a_backup_of_a_later_release_is_told_by_its_name(kept: Path, database: Database, tmp_path: Path) -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO migrations (number, name) VALUES (9999, '9999_later.sql')")
    later = tmp_path / "later.tar"
    back_up(later, database, FolderFiles(tmp_path / "files"), {"films": tmp_path / "films"}, lambda *_: None)
    with pytest.raises(BackupUnreadable, match="later than this one; update, then restore it"):
        examine(later, lambda *_: None)


def test_a_stored_file_that_is_damaged_is_named_and_left_out(database: Database, database_url: str, tmp_path: Path) -> None:
    files = FolderFiles(tmp_path / "home" / "files")
    good, bad = files.put(b"a lamp"), files.put(b"a chair")
    files.path(bad).write_bytes(b"a chaos")
    made = agency(tmp_path / "home", database_url, "backup", str(tmp_path / "agency.tar"))
    assert (made.returncode, bad in made.stderr) == (1, True)
    assert examine(tmp_path / "agency.tar", lambda *_: None)[1].stored == [good]


def test_what_others_write_meanwhile_is_in_it_or_not_but_never_half(database: Database, empty_url: str, tmp_path: Path) -> None:
    """A version and its edits are one transaction: whatever moment the backup is of, the restored database holds its promises."""
    projects = Projects(database)
    project = projects.create("thread", "ana").id
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            projects.save(project, Storyboard(title=str(number), scenes=(SCENE,)), turn_id=str(number), edits=[{"op": "undo"}])

    writer = threading.Thread(target=write)
    writer.start()
    path = tmp_path / "agency.tar"
    try:
        back_up(path, database, FolderFiles(tmp_path / "files"), {"films": tmp_path / "films"}, lambda *_: None)
    finally:
        stop.set()
        writer.join()
    with Database(empty_url) as other:
        other.migrate()
        restore(path, other, FolderFiles(tmp_path / "other"), {"films": tmp_path / "f"}, lambda *_: None)
        restored = Projects(other)
        head = restored.get(project).head
        assert head == len(restored.versions(project))
        assert all(restored.edits(project, version.number) for version in restored.versions(project))


def test_every_schema_of_ours_is_in_a_backup(database: Database) -> None:
    with database.transaction() as connection:
        rows = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'")
        assert {row["nspname"] for row in rows} - {"public"} == set(SCHEMAS)


def test_a_fresh_database_counts_as_empty(database: Database) -> None:
    assert is_empty(database)
    Projects(database).create("thread", "ana")
    assert not is_empty(database)
