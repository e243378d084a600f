"""Projects on a real PostgreSQL: versions, undo, and turns that are run twice."""

from __future__ import annotations

import threading

import pytest

from memory.db import Database
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import NotFound, NothingToRedo, NothingToUndo, VersionMoved
from memory.projects import Projects


def board(title: str) -> Storyboard:
    return Storyboard(title=title, variables={"b": "1", "a": "2"}, scenes=(Scene(id="s1", narration="Only $19.90 — até 24/7 ✓"),))


@pytest.fixture
def projects(database: Database) -> Projects:
    return Projects(database)


def test_a_thread_has_one_project(projects: Projects) -> None:
    first = projects.create("thread-1", "ana")
    assert projects.create("thread-1", "somebody else") == first
    assert projects.by_thread("thread-1") == first
    assert projects.by_thread("thread-2") is None
    assert first.state == "drafting" and first.head is None


def test_an_id_is_short_and_safe_in_addresses(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    assert len(project.id) == 9 and project.id.isalnum() and project.id.islower()


def test_lists_one_owners_projects_latest_first(projects: Projects) -> None:
    first, second, other = (projects.create(thread, owner) for thread, owner in [("1", "ana"), ("2", "ana"), ("3", "ben")])
    projects.save(first.id, board("Lamp"), turn_id="t1")
    assert [project.id for project in projects.list("ana")] == [first.id, second.id]
    assert {project.id for project in projects.list()} == {first.id, second.id, other.id}


def test_a_saved_board_comes_back_equal(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    number = projects.save(project.id, board("Lamp"), turn_id="t1", brief={"said": ["30 seconds"]})
    assert projects.board(project.id, number) == board("Lamp")
    assert projects.brief(project.id, number) == {"said": ["30 seconds"]}
    assert projects.get(project.id).title == "Lamp"


def test_the_same_turn_saved_twice_is_one_version(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    edits = [{"op": "set_text"}, {"op": "remove_scene"}]
    first = projects.save(project.id, board("Lamp"), turn_id="t1", edits=edits)
    again = projects.save(project.id, board("Lamp, differently"), turn_id="t1", edits=edits[:1])
    assert (first, again) == (1, 1)
    assert [version.number for version in projects.versions(project.id)] == [1]
    assert projects.board(project.id, 1).title == "Lamp"
    assert projects.edits(project.id, 1) == edits


def test_the_same_turn_from_two_threads_is_one_version(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    numbers: list[int] = []
    workers = [
        threading.Thread(target=lambda: numbers.append(projects.save(project.id, board("Lamp"), turn_id="t1"))) for _ in range(6)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert numbers == [1] * 6


def test_a_version_without_a_brief_answers_its_parents(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    projects.save(project.id, board("Lamp"), turn_id="t1", brief={"length": 30})
    projects.save(project.id, board("Lamp 2"), turn_id="t2")
    third = projects.save(project.id, board("Lamp 3"), turn_id="t3")
    assert projects.brief(project.id, third) == {"length": 30}


def test_undo_and_redo_move_the_head_and_delete_nothing(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    for turn, title in [("t1", "One"), ("t2", "Two"), ("t3", "Three")]:
        projects.save(project.id, board(title), turn_id=turn)
    assert projects.undo(project.id, "t4") == 2
    assert projects.undo(project.id, "t5") == 1
    assert projects.get(project.id).title == "One"
    assert projects.redo(project.id, "t6") == 2
    assert projects.redo(project.id, "t7") == 3
    assert [version.number for version in projects.versions(project.id)] == [1, 2, 3]


def test_an_undo_that_is_run_twice_undoes_once(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    for turn in ("t1", "t2", "t3"):
        projects.save(project.id, board(turn), turn_id=turn)
    assert projects.undo(project.id, "t4") == projects.undo(project.id, "t4") == 2
    assert projects.get(project.id).head == 2


def test_an_edit_after_undo_starts_a_branch_that_redo_follows(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    for turn in ("t1", "t2"):
        projects.save(project.id, board(turn), turn_id=turn)
    projects.undo(project.id, "t3")
    assert projects.save(project.id, board("other"), turn_id="t4") == 3
    assert projects.versions(project.id)[2].parent == 1
    projects.undo(project.id, "t5")
    assert projects.redo(project.id, "t6") == 3


def test_there_is_nothing_before_the_first_version_and_nothing_after_the_last(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    with pytest.raises(NothingToUndo):
        projects.undo(project.id, "t0")
    projects.save(project.id, board("Lamp"), turn_id="t1")
    with pytest.raises(NothingToUndo):
        projects.undo(project.id, "t2")
    with pytest.raises(NothingToRedo):
        projects.redo(project.id, "t3")


def test_two_browsers_on_one_version_do_not_lose_an_edit(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    projects.save(project.id, board("Lamp"), turn_id="t1")
    projects.save(project.id, board("first browser"), turn_id="t2", parent=1)
    with pytest.raises(VersionMoved, match="from version 1 to 2"):
        projects.save(project.id, board("second browser"), turn_id="t3", parent=1)
    assert projects.board(project.id, 2).title == "first browser"


def test_a_jump_to_a_version_and_its_name(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    for turn in ("t1", "t2", "t3"):
        projects.save(project.id, board(turn), turn_id=turn)
    projects.set_name(project.id, 1, "the calm one")
    assert projects.set_head(project.id, 1, "t4") == 1
    assert projects.get(project.id).head == 1
    assert projects.versions(project.id)[0].name == "the calm one"


def test_what_is_not_there_is_named(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    with pytest.raises(NotFound, match="project 'nope'"):
        projects.get("nope")
    with pytest.raises(NotFound, match="version 7"):
        projects.board(project.id, 7)
    with pytest.raises(NotFound):
        projects.set_state("nope", "approved")


def test_the_state_is_kept(projects: Projects) -> None:
    project = projects.create("thread-1", "ana")
    projects.set_state(project.id, "approved")
    assert projects.get(project.id).state == "approved"
