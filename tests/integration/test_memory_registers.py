"""Audit log, users and uploads on a real PostgreSQL."""

from __future__ import annotations

import psycopg
import pytest

from memory.assets import Assets
from memory.audit import Audit
from memory.db import Database
from memory.domain.asset import AssetRecord
from memory.errors import NotFound, UserExists
from memory.projects import Projects
from memory.users import User, Users


def test_the_audit_log_is_read_newest_first_by_subject(database: Database) -> None:
    audit = Audit(database)
    audit.append("cleared", "p1", {"version": 1})
    audit.append("refused", "p2")
    last = audit.append("delivered", "p1", {"video": "ab"})
    assert [(entry.kind, entry.data) for entry in audit.list("p1")] == [
        ("delivered", {"video": "ab"}),
        ("cleared", {"version": 1}),
    ]
    assert audit.list()[0].id == last


@pytest.mark.parametrize("statement", ["UPDATE audit SET kind = 'x'", "DELETE FROM audit", "TRUNCATE audit"])
def test_the_database_refuses_to_change_the_audit_log(database: Database, statement: str) -> None:
    audit = Audit(database)
    audit.append("cleared", "p1")
    with pytest.raises(psycopg.errors.RaiseException, match="audit is append-only"), database.transaction() as connection:
        connection.execute(statement.encode())
    assert [entry.kind for entry in audit.list()] == ["cleared"]


def test_a_user_is_known_by_their_password_only(database: Database) -> None:
    users = Users(database)
    assert users.count() == 0
    users.create("ana", "correct horse", "owner")
    assert users.verify("ana", "correct horse") == User("ana", "owner")
    assert users.verify("ana", "wrong horse") is None
    assert users.verify("nobody", "correct horse") is None
    assert users.count() == 1


def test_a_name_is_given_once_and_its_password_can_change(database: Database) -> None:
    users = Users(database)
    users.create("ana", "first")
    with pytest.raises(UserExists, match="'ana'"):
        users.create("ana", "second")
    assert users.set_password("ana", "third") and not users.set_password("ben", "third")
    assert users.verify("ana", "first") is None
    assert users.verify("ana", "third") == User("ana", "viewer", session=2)


def test_no_password_is_kept(database: Database) -> None:
    Users(database).create("ana", "correct horse")
    with database.transaction() as connection:
        row = connection.execute("SELECT password_hash FROM users").fetchone()
    assert row is not None and row["password_hash"].startswith("$argon2id$") and "horse" not in row["password_hash"]


def test_an_upload_is_registered_once_in_a_project(database: Database) -> None:
    project = Projects(database).create("thread", "ana")
    assets = Assets(database)
    logo = AssetRecord(
        project_id=project.id, sha256="ab" * 32, name="logo.png", mime="image/png", kind="image", bytes=9, width=3, height=1
    )
    assets.add(logo)
    assets.add(logo.model_copy(update={"name": "new name.png"}))
    assert assets.of_project(project.id) == [logo.model_copy(update={"name": "new name.png"})]
    assert assets.get(project.id, logo.sha256).width == 3
    with pytest.raises(NotFound, match="upload it again"):
        assets.get(project.id, "cd" * 32)
