"""The quick part of `agency bench faults`: one or two trials of each fault, and nothing lost by any of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from evals.faults import keeping, killing
from evals.faults.app import CONVERSATION, Place, turns
from evals.faults.ground import Ground, Trials
from evals.faults.scarcity import small_disk
from memory.backup import back_up
from memory.db import Database
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import JobLost, StorageFull
from memory.files import FolderFiles
from memory.jobs import MAX_ATTEMPTS, Jobs
from memory.projects import Projects
from tools.errors import RenderSetAside
from tools.tracking import tracked

SHORT = turns((CONVERSATION[0], CONVERSATION[1], "approve"))


@pytest.fixture(scope="module")
def ground() -> Iterator[Ground]:
    root = Path(tempfile.mkdtemp(prefix="agency-faults-"))
    root.chmod(0o755)
    yield Ground(root)
    Place(root / "database", root).server.stop()
    shutil.rmtree(root, ignore_errors=True)


def nothing_lost(trials: Trials) -> None:
    assert trials.hit
    assert trials.lost == []


def test_an_app_that_is_killed_at_a_step_goes_on_there(ground: Ground) -> None:
    nothing_lost(killing.app_killed_at_steps(ground, SHORT[:2], every=20))


def test_a_message_that_comes_three_times_counts_once(ground: Ground) -> None:
    nothing_lost(killing.everything_twice(ground, SHORT[:2]))


def test_a_conversation_goes_on_when_its_database_is_killed(ground: Ground) -> None:
    nothing_lost(killing.database_killed(ground, SHORT[:2], moments=1))


def test_a_backup_that_is_killed_leaves_nothing_half_written(ground: Ground) -> None:
    nothing_lost(keeping.backup_killed(ground, moments=2))


def test_a_restore_that_is_killed_leaves_the_old_state_or_the_new_one(ground: Ground) -> None:
    nothing_lost(keeping.restore_killed(ground, moments=2))


def test_a_backup_without_room_says_so_and_leaves_nothing(database: Database, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    files = FolderFiles(tmp_path / "files")
    files.put(bytes(3_000_000))
    with small_disk(disk, mb=2) as mounted:
        if not mounted:
            pytest.skip("mounting needs root")
        with pytest.raises(StorageFull, match="no room left in"):
            back_up(disk / "agency.tar", database, files, {"films": tmp_path / "films"}, lambda *_: None)
        assert list(disk.iterdir()) == []


def test_a_film_that_took_its_makers_down_is_set_aside_with_a_reason(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs, projects = Jobs(database), Projects(database)
    project = projects.create("thread", "ana").id
    projects.save(project, Storyboard(title="Lumo", scenes=(Scene(id="s1"),)), turn_id="a")
    job = jobs.submit(project, 1, "draft", "digest")
    for attempt in range(MAX_ATTEMPTS):
        taken = jobs.claim(f"dead {attempt}", job.id, stale_s=0)
        assert taken is not None and taken.attempts == attempt + 1
    monkeypatch.setattr("memory.holding.STALE_S", 0.0)
    with pytest.raises(RenderSetAside, match="was set aside: its worker died 3 times while it was made"):
        with tracked(jobs, project, 1, "draft", "digest", lambda: False):
            raise AssertionError("it is not made again")
    with pytest.raises(JobLost):
        jobs.heartbeat(job.id, "dead 2")
    with tracked(jobs, project, 1, "draft", "digest", lambda: False) as again:
        again.finish({}, {})
    assert jobs.get(job.id).status == "done", "a person may ask for it again"
