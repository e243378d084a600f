"""What each role may do, in one table."""

from __future__ import annotations

import pytest

from memory.domain.roles import ACTIONS, ROLES, Action, Role, denial, may

CHANGES: tuple[Action, ...] = ("revise", "upload", "approve", "teach", "forget", "review", "govern")


def test_whoever_has_no_role_may_nothing() -> None:
    assert not any(may(None, action) for action in ACTIONS)


@pytest.mark.parametrize("action", CHANGES)
def test_a_viewer_changes_nothing(action: Action) -> None:
    assert not may("viewer", action)


@pytest.mark.parametrize("role", ROLES)
def test_every_role_may_look(role: Role) -> None:
    assert may(role, "view")


def test_a_reviewer_decides_and_makes_no_films() -> None:
    assert may("reviewer", "review") and not any(may("reviewer", action) for action in ("revise", "approve", "teach"))


def test_an_editor_makes_films_and_does_not_decide_over_them() -> None:
    assert may("editor", "approve") and not may("editor", "review") and not may("editor", "govern")


def test_a_denial_is_one_sentence_that_names_who_can_help() -> None:
    told = denial("viewer", "approve", "Acme")
    assert told == "As viewer for Acme you may look, but not approve films; ask an editor to do it, or to change your role."
    assert "no role" in denial(None, "revise")
    assert "ask an owner" in denial("editor", "govern")
