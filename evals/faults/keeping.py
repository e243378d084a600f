"""A backup or restore killed at random moments: nothing is half-written, and the database is the old one or the new one."""

from __future__ import annotations

import multiprocessing
import os
import time
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from evals.faults.app import Place
from evals.faults.checks import PROJECT, broken
from evals.faults.ground import MOMENTS, Ground, Trials, pause
from memory.backup import back_up
from memory.db import Database
from memory.files import FolderFiles
from memory.projects import Projects
from memory.restoring import examine, restore
from memory.users import Users
from ui.wiring import Places

UPLOADS, UPLOAD_BYTES = 40, 400_000


def backup_killed(ground: Ground, moments: int = MOMENTS) -> Trials:
    """kill -9 of `agency backup`: there is a whole backup or none, and the next one goes through."""
    trials = Trials("backup killed at random moments")
    with ground.place() as (place, database, _):
        _furnish(place)
        target = place.home / "agency.tar"
        took = _timed(_started(_save, place, target))
        for _ in range(moments):
            target.unlink(missing_ok=True)
            saving = _started(_save, place, target)
            pause(saving, ground.chance.uniform(0.05, 1.0) * took)
            trials.count(saving.is_alive())
            saving.kill()
            saving.join()
            if target.exists():
                examine(target, lambda *_: None)
        _timed(_started(_save, place, target))
        examine(target, lambda *_: None)
        left = [path.name for path in place.home.iterdir() if path.name not in ("files", "films", target.name)]
        trials.note(
            "", [*(f"{name} was left behind" for name in left if not name.startswith(".")), *broken(database, place.home)]
        )
    return trials


def restore_killed(ground: Ground, moments: int = MOMENTS) -> Trials:
    """kill -9 of `agency restore --force`: what was there stands, or what was restored; the next one goes through."""
    trials = Trials("restore over an older state killed at random moments")
    with ground.place() as (place, database, _):
        source = place.home / "agency.tar"
        _furnish(place)
        Users(database).create("kept", "a long enough password", "owner")
        _save(place, source)
        took = _timed(_started(_load, place, source))
        for number in range(moments):
            name = f"later{number}"
            Users(database).create(name, "a long enough password", "editor")
            loading = _started(_load, place, source)
            pause(loading, ground.chance.uniform(0.05, 1.0) * took)
            trials.count(loading.is_alive())
            loading.kill()
            loading.join()
            _settled(database)
            users = [user.name for user in Users(database).list()]
            whole = users in (["kept"], ["kept", name])
            trials.note("", [*([] if whole else [f"the accounts are {users}"]), *_standing(database, place)])
            if name in users:
                Users(database).remove(name)
            _timed(_started(_load, place, source))
            trials.note("", _standing(database, place))
    return trials


def _furnish(place: Place) -> None:
    files = FolderFiles(Places(place.home).files)
    for _ in range(UPLOADS):
        files.put(os.urandom(UPLOAD_BYTES))


def _standing(database: Database, place: Place) -> list[str]:
    found = [] if PROJECT in Projects(database).ids() else ["the project is gone"]
    count = sum(1 for _ in FolderFiles(Places(place.home).files).all())
    return [*found, *([] if count == UPLOADS else [f"{count} of {UPLOADS} files are there"]), *broken(database, place.home)]


def _settled(database: Database) -> None:
    """Waits until the database has noticed that its client is gone and has taken back what it had begun."""
    query = "SELECT count(*) AS n FROM pg_stat_activity WHERE application_name IN ('psql', 'pg_dump')"
    for _ in range(200):
        with database.transaction() as connection:
            row = connection.execute(query).fetchone()
        if row and not row["n"]:
            return
        time.sleep(0.05)


def _started(work: object, place: Place, path: Path) -> ForkServerProcess:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["evals.faults.app"])
    process = context.Process(target=work, args=(place, path))  # type: ignore[arg-type]
    process.start()
    return process


def _timed(process: ForkServerProcess) -> float:
    began = time.monotonic()
    process.join()
    assert process.exitcode == 0, "without a fault it goes through"
    return time.monotonic() - began


def _save(place: Place, target: Path) -> None:
    places = Places(place.home)
    with Database(place.server.ensure) as database:
        back_up(target, database, FolderFiles(places.files), {"films": places.films}, lambda *_: None)


def _load(place: Place, source: Path) -> None:
    places = Places(place.home)
    with Database(place.server.ensure) as database:
        restore(source, database, FolderFiles(places.files), {"films": places.films}, lambda *_: None, force=True)
