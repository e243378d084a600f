"""`agency keys` as an operator types it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from typer.testing import CliRunner

from memory.api_keys import ApiKeys
from memory.audit import Audit
from memory.db import Database
from memory.errors import NotFound
from memory.users import Users
from ui.cli import app
from ui.errors import AccountUnnamed


@pytest.fixture
def agency(database: Database, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("AGENCY_DATABASE_URL", database.url)

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, ["keys", *words], catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def test_a_key_is_shown_once_listed_and_taken_away(agency: Any, database: Database) -> None:
    words = agency("create", "my program").strip()
    keys = ApiKeys(database)
    made = keys.of(words)
    assert made is not None and (made.person, made.scopes) == ("owner", ("read", "write", "approve"))
    assert Users(database).get("owner") is not None, "a fresh installation has its owner from now on"
    (row,) = json.loads(agency("list", "--json"))["keys"]
    assert row["id"] == made.id and words.rpartition("_")[2] not in json.dumps(row)
    with database.transaction() as connection:
        kept = connection.execute("SELECT hash, api_keys::text AS row FROM api_keys").fetchone()
    assert kept is not None and len(kept["hash"]) == 32 and words.split("_", 2)[2] not in kept["row"]
    assert keys.of(words[:-1] + ("A" if words[-1] != "A" else "B")) is None
    agency("revoke", made.id)
    assert keys.of(words) is None and keys.get(made.id) is None
    assert [entry.kind for entry in Audit(database).list(made.id)] == ["key-revoked", "key-created"]


def test_where_several_have_an_account_the_person_is_named(agency: Any, database: Database) -> None:
    people = Users(database)
    for name in ("ana", "ben"):
        people.create(name, None, "editor", sign_in="github")
    with pytest.raises(AccountUnnamed, match="ana, ben"):
        agency("create", "x")
    made = json.loads(agency("create", "x", "--person", "ben", "--scope", "read", "--brand", "Acme Inc", "--json"))
    assert (made["person"], made["scopes"], made["brands"]) == ("ben", ["read"], ["acme inc"])
    people.remove("ben")
    assert ApiKeys(database).of(made["key"]) is None, "a key ends with the account"
    with pytest.raises(NotFound):
        agency("create", "x", "--person", "ben")
