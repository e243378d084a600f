"""Nothing is ever lost: whatever is undone, redone, named or branched, on a real PostgreSQL."""

from __future__ import annotations

import random

import pytest

from memory.db import Database, _migrations
from memory.domain.storyboard import Scene, Storyboard
from memory.errors import NothingToRedo, NothingToUndo
from memory.projects import Projects


def board(title: str) -> Storyboard:
    return Storyboard(title=title, scenes=(Scene(id="s1", narration=title),))


@pytest.fixture
def projects(database: Database) -> Projects:
    return Projects(database)


def films(projects: Projects, *turns: str) -> str:
    project = projects.create("thread-1", "ana").id
    for turn in turns:
        projects.save(project, board(turn), turn_id=turn)
    return project


def test_undo_takes_back_a_jump(projects: Projects) -> None:
    project = films(projects, "a", "b", "c")
    projects.set_head(project, 1, "jump")
    assert projects.undo(project, "undo") == 3
    assert projects.redo(project, "redo") == 1


def test_several_steps_at_once_count_once(projects: Projects) -> None:
    project = films(projects, "a", "b", "c", "d")
    assert projects.undo(project, "u", steps=2) == 2
    assert projects.undo(project, "u", steps=2) == 2
    assert projects.redo(project, "r", steps=5) == 4
    assert projects.redo(project, "r", steps=5) == 4
    assert projects.get(project).head == 4


def test_a_version_that_was_refused_is_no_step_of_undo(projects: Projects) -> None:
    project = films(projects, "a", "b", "c")
    assert projects.take_back(project, 2, "c/refused") == 2
    assert projects.take_back(project, 2, "c/refused") == 2
    assert projects.undo(project, "u") == 1
    assert projects.board(project, 3).title == "c"


def test_redo_after_a_jump_goes_on_to_what_was_made_from_there(projects: Projects) -> None:
    project = films(projects, "a", "b")
    projects.set_head(project, 1, "jump")
    assert projects.redo(project, "r") == 2


def test_a_name_stands_for_one_version(projects: Projects) -> None:
    project = films(projects, "a", "b")
    projects.set_name(project, 1, "Calm")
    projects.set_name(project, 2, "calm")
    projects.set_name(project, 2, "calm")
    assert [version.name for version in projects.versions(project)] == ["", "calm"]


def test_a_scene_made_after_an_undo_gets_an_id_of_its_own(database: Database, projects: Projects) -> None:
    project = films(projects, "a")
    two = board("b").model_copy(update={"scenes": (Scene(id="s1"), Scene(id="s2", narration="left behind"))})
    projects.save(project, two, turn_id="b")
    projects.undo(project, "u")
    assert projects.board(project, 1).next_scene_id() == "s3"
    statements = next(data for name, data in _migrations().values() if name == "0005_scene_ids.sql")
    with database.transaction() as connection:
        connection.execute("ALTER TABLE projects DROP COLUMN ids_used")
        connection.execute(statements)
    assert projects.get(project).ids_used == 2


def test_projects_from_before_know_where_they_came_from(database: Database, projects: Projects) -> None:
    """The statements of the migration that made the trail, run over a project with a branch."""
    project = films(projects, "a", "b", "c")
    projects.undo(project, "u", steps=2)
    projects.save(project, board("d"), turn_id="d")
    projects.save(project, board("e"), turn_id="e")
    statements = next(data for name, data in _migrations().values() if name == "0004_trail.sql")
    with database.transaction() as connection:
        connection.execute("ALTER TABLE projects DROP COLUMN behind, DROP COLUMN ahead")
        connection.execute(statements)
    assert projects.get(project).behind == (1, 4)
    assert projects.get(project).head == 5


@pytest.mark.parametrize("seed", range(4))
def test_a_random_walk_loses_nothing(projects: Projects, seed: int) -> None:
    dice = random.Random(seed)
    project = films(projects, "first")
    saved = {1: "first"}
    names: dict[str, int] = {}
    for step in range(60):
        turn, head = f"t{step}", projects.get(project).head
        match dice.choice(("save", "save", "undo", "redo", "jump", "name", "back")):
            case "save":
                number = projects.save(project, board(turn), turn_id=turn)
                assert projects.versions(project)[number - 1].parent == head
                saved[number] = turn
            case "undo":
                _or_nothing(lambda turn=turn: projects.undo(project, turn, dice.choice((1, 2))), NothingToUndo)
            case "redo":
                _or_nothing(lambda turn=turn: projects.redo(project, turn), NothingToRedo)
            case "jump":
                number = dice.choice(list(saved))
                assert projects.set_head(project, number, turn) == number
            case "name":
                number = dice.choice(list(saved))
                projects.set_name(project, number, turn)
                names = {name: other for name, other in names.items() if other != number} | {turn: number}
            case "back":
                saved[projects.save(project, board(turn), turn_id=turn)] = turn
                assert projects.take_back(project, head or 1, f"{turn}/cancelled") == head
        assert projects.get(project).head in saved
    found = projects.versions(project)
    assert [version.number for version in found] == sorted(saved)
    assert {version.name: version.number for version in found if version.name} == names
    for number, title in saved.items():
        assert projects.board(project, number).title == title
        assert projects.set_head(project, number, f"open {number}") == number


def _or_nothing(move: object, nothing: type[Exception]) -> None:
    try:
        move()  # type: ignore[operator]
    except nothing:
        return
