"""What one turn changed, as `--json` tells it, and versions in a list."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from memory.domain.project import Project, Version
from memory.domain.storyboard import Scene, Storyboard
from tests.fakes import MemoryProjects
from ui.commission import Standing, edits_since
from ui.present import version_line

BOARD = Storyboard(title="Lamp", scenes=(Scene(id="s1", narration="Hello."),))
QUIET, BLUE = {"op": "change_music"}, {"op": "change_background"}


@pytest.fixture
def projects() -> MemoryProjects:
    """Three versions: a draft, one without music, one in blue."""
    store = MemoryProjects()
    store.create("t", "ana")
    for turn, edits in (("a", []), ("b", [QUIET]), ("c", [BLUE])):
        store.save("p1", BOARD, turn_id=turn, edits=edits)
    return store


def found(projects: MemoryProjects, before: Standing) -> list[object]:
    project = projects.by_thread("t")
    assert isinstance(project, Project)
    return list(edits_since(projects, project, before))


def test_the_edits_of_a_new_version(projects: MemoryProjects) -> None:
    assert found(projects, Standing(2, 2)) == [BLUE]
    assert found(projects, Standing()) == [QUIET, BLUE]


def test_a_turn_that_changes_nothing_has_no_edits(projects: MemoryProjects) -> None:
    assert found(projects, Standing(3, 3)) == []


def test_another_version_is_an_undo_to_it_and_what_was_done_there_follows(projects: MemoryProjects) -> None:
    projects.undo("p1", "u")
    undo = {"op": "undo", "scene": None, "value": {"version": 2}}
    assert found(projects, Standing(3, 3)) == [undo]
    projects.save("p1", BOARD, turn_id="d", edits=[BLUE])
    assert found(projects, Standing(3, 3)) == [undo, BLUE]


def test_a_version_that_was_taken_back_counts_for_nothing(projects: MemoryProjects) -> None:
    projects.take_back("p1", 2, "c/refused")
    assert found(projects, Standing(2, 2)) == []


def test_versions_in_a_list() -> None:
    at = datetime(2026, 3, 1, 14, 2, tzinfo=UTC)
    version = Version(project_id="p", number=3, parent=1, turn_id="t", label="Music is off", name="calm", created_at=at)
    line = version_line(version, 3)
    assert line.startswith("* v3") and line.endswith("from v1  “calm”  Music is off")
    assert version_line(version.model_copy(update={"parent": 2, "name": ""}), 1).startswith("  v3")
