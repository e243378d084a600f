"""Undo and redo over a project's trail."""

from memory.domain.trail import Trail


def walked(*versions: int) -> Trail:
    trail = Trail()
    for version in versions:
        trail = trail.gone_to(version)
    return trail


def test_undo_takes_back_a_jump_and_redo_makes_it_again() -> None:
    jumped = walked(1, 2, 3).gone_to(1)
    assert jumped.undone().head == 3
    assert jumped.undone().redone() == jumped


def test_steps_stop_at_the_first_and_at_the_last_version() -> None:
    trail = walked(1, 2, 3)
    assert trail.undone(9).head == 1
    assert trail.undone(9).undone() == trail.undone(9)
    assert trail.undone(9).redone(9) == trail


def test_an_edit_after_undo_leaves_nothing_to_redo() -> None:
    branch = walked(1, 2, 3).undone(2).gone_to(4)
    assert branch == Trail(head=4, behind=(1,))
    assert branch.undone().head == 1


def test_going_to_the_version_that_is_shown_is_no_step() -> None:
    assert walked(1, 2).undone().gone_to(1) == walked(1, 2).undone()


def test_a_turn_that_was_stopped_leaves_no_step() -> None:
    before = walked(1, 2)
    assert before.gone_to(3).taken_back(2) == before
    assert before.undone().taken_back(2) == before
    assert walked(1, 2, 3).undone(2).taken_back(3) == walked(1, 2, 3)
    assert walked(1, 2, 3).undone(2).redone(2).taken_back(1).head == 1
