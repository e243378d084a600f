"""`agency users` as an operator types it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from typer.testing import CliRunner

from memory.brands import Brands
from memory.db import Database
from memory.users import Access, User, Users
from tests.integration.test_memory_brands import BLUE, GUIDE, item, source
from tests.topics import Topics
from ui.cli import app


@pytest.fixture
def agency(database: Database, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("AGENCY_DATABASE_URL", database.url)

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["users", *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.output

    return run


def test_accounts_are_made_listed_changed_and_closed(agency: Any, database: Database) -> None:
    users = Users(database)
    told = agency("add", "ana", "--role", "editor")
    password = re.search(r"shown only now: (\S+)", told)
    assert password and users.verify("ana", password[1]) == User("ana", "editor")
    Brands(database, Topics()).learn("Acme", [item(BLUE)], [source(GUIDE)])
    agency("role", "ana", "viewer")
    agency("role", "ana", "owner", "--brand", "Acme")
    agency("brand", "Acme", "--closed")
    (row,) = json.loads(agency("list", "--json"))["users"]
    assert row == {"name": "ana", "role": "viewer", "sign_in": "password", "brands": {"acme": "owner"}}
    assert "Acme" in agency("brand", "Acme", "--open")
    fresh = agency("password", "ana").split(": ")[1].strip()
    assert users.verify("ana", fresh) is not None and users.verify("ana", password[1]) is None
    agency("role", "ana", "none", "--brand", "Acme")
    assert Access(database).brands() == []
    agency("remove", "ana")
    assert users.list() == []


def test_somebody_who_signs_in_elsewhere_gets_no_password(agency: Any, database: Database) -> None:
    assert "can sign in at google" in agency("add", "ana@acme.example", "--sign-in", "google")
    assert Users(database).get("ana@acme.example") == User("ana@acme.example", "editor", "google")
