"""The label's one setting: who may switch it, and that it is on record."""

from __future__ import annotations

import pytest

from memory.audit import Audit
from memory.db import Database
from memory.errors import NotAllowed, ReasonMissing
from memory.labelling import Labelling
from memory.users import OPERATOR, Users


def test_films_carry_the_label_until_an_owner_says_otherwise_on_record(database: Database) -> None:
    setting = Labelling(database)
    assert setting.is_shown()
    setting.change(False, by=OPERATOR, reason="our channel says it in the description")
    assert not setting.is_shown()
    (entry,) = Audit(database).list("studio")
    assert (entry.kind, entry.data["shown"], entry.data["by"]) == ("label", False, OPERATOR)
    setting.change(True, by=OPERATOR, reason="back to normal")
    assert setting.is_shown()
    assert [entry.data["shown"] for entry in Audit(database).list("studio")] == [True, False]


def test_nobody_but_an_owner_switches_the_label(database: Database) -> None:
    Users(database).create("eddie", "a long enough password", "editor")
    with pytest.raises(NotAllowed, match="ask an owner"):
        Labelling(database).change(False, by="eddie", reason="it is ugly")
    with pytest.raises(NotAllowed):
        Labelling(database).change(False, by="nobody", reason="it is ugly")
    assert Labelling(database).is_shown()
    assert Audit(database).list("studio") == []


def test_the_label_is_not_switched_without_a_reason(database: Database) -> None:
    with pytest.raises(ReasonMissing, match="--reason"):
        Labelling(database).change(False, by=OPERATOR, reason="  ")
    assert Labelling(database).is_shown()
