"""The audit log's chain on a real PostgreSQL: what was changed, taken out or added behind its back shows."""

from __future__ import annotations

import threading

import psycopg
import pytest

from memory.audit import Audit
from memory.db import Database
from memory.errors import NotAllowed, ReasonMissing
from memory.users import OPERATOR, Users


@pytest.fixture
def audit(database: Database) -> Audit:
    log = Audit(database)
    for version in range(1, 5):
        log.append("cleared", "p1", {"version": version, "words": '„Grüße“ \u2028 \\ " \u0001 / 1.50', "share": 0.25})
    return log


def _behind_its_back(database: Database, statement: str) -> None:
    """As somebody with the database's own key would: without the triggers."""
    with database.transaction() as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        connection.execute(statement.encode())


def test_an_untouched_log_holds_and_its_head_can_be_noted(audit: Audit) -> None:
    chain = audit.verify()
    assert (chain.holds, chain.entries) == (True, 4)
    assert chain.head == audit.list()[0].hash
    audit.append("delivered", "p1")
    assert audit.verify(chain.head).holds
    assert audit.verify("0" * 64).why == "the head that was noted is not in this chain: it was written anew"


@pytest.mark.parametrize(
    ("statement", "broken_at", "why"),
    [
        ("UPDATE audit SET data = '{\"version\": 9}' WHERE id = 2", 2, "its details were changed"),
        ("UPDATE audit SET subject = 'p2' WHERE id = 3", 3, "it was changed"),
        ("UPDATE audit SET at = at - interval '1 microsecond' WHERE id = 3", 3, "it was changed"),
        ("DELETE FROM audit WHERE id = 2", 2, "it is missing"),
        ("DELETE FROM audit WHERE id = 1", 1, "it is missing"),
        ("DELETE FROM audit WHERE id = 4", 4, "it is missing from the end of the log"),
        (
            "UPDATE audit SET data = '{\"redacted\": true}', redacted_at = now() WHERE id = 2",
            2,
            "its details were taken out without a word in the log",
        ),
        ("UPDATE audit SET hash = audit_hash(id, at, 'x', subject, details, prev), kind = 'x' WHERE id = 1", 2,
         "it does not follow the entry before it"),
    ],
)  # fmt: skip
def test_tampering_names_the_entry_that_breaks_the_chain(
    audit: Audit, database: Database, statement: str, broken_at: int, why: str
) -> None:
    _behind_its_back(database, statement)
    chain = audit.verify()
    assert (chain.holds, chain.broken_at, chain.why) == (False, broken_at, why)


def test_entries_that_come_at_once_are_one_chain(audit: Audit) -> None:
    writers = [threading.Thread(target=lambda: [audit.append("x", "p2") for _ in range(10)]) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    chain = audit.verify()
    assert (chain.holds, chain.entries) == (True, 44)


def test_old_details_give_way_to_a_tombstone_and_the_chain_still_holds(audit: Audit, database: Database) -> None:
    assert audit.redact() == 0, "as it comes, details are kept for good"
    audit.retain(90, by=OPERATOR, reason="our data policy")
    assert audit.redact() == 0, "nothing is old enough"
    _behind_its_back(database, "UPDATE audit SET at = at - interval '91 days' WHERE id <= 2")
    _behind_its_back(
        database,
        "UPDATE audit SET hash = audit_hash(id, at, kind, subject, details, '') WHERE id = 1;"
        "UPDATE audit SET prev = (SELECT hash FROM audit WHERE id = 1) WHERE id = 2;"
        "UPDATE audit SET hash = audit_hash(id, at, kind, subject, details, prev) WHERE id = 2;"
        "UPDATE audit SET prev = (SELECT hash FROM audit WHERE id = 2) WHERE id = 3;"
        "UPDATE audit SET hash = audit_hash(id, at, kind, subject, details, prev) WHERE id = 3;"
        "UPDATE audit SET prev = (SELECT hash FROM audit WHERE id = 3) WHERE id = 4;"
        "UPDATE audit SET hash = audit_hash(id, at, kind, subject, details, prev) WHERE id = 4;"
        "UPDATE audit SET prev = (SELECT hash FROM audit WHERE id = 4) WHERE id = 5;"
        "UPDATE audit SET hash = audit_hash(id, at, kind, subject, details, prev) WHERE id = 5;"
        "UPDATE audit_head SET hash = (SELECT hash FROM audit WHERE id = 5)",
    )
    assert audit.verify().holds
    assert audit.redact() == 2
    chain = audit.verify()
    assert (chain.holds, chain.entries, chain.redacted) == (True, 6, 2)
    told = audit.list()
    assert (told[0].kind, told[0].data) == ("redacted", {"entries": 2, "through": 2})
    assert told[-1].kind == "cleared" and told[-1].data == {"redacted": True} and told[-1].redacted_at


def test_nothing_young_can_be_redacted_even_by_hand(audit: Audit, database: Database) -> None:
    audit.retain(30, by=OPERATOR, reason="as short as can be")
    with pytest.raises(psycopg.errors.RaiseException, match="append-only"), database.transaction() as connection:
        connection.execute("UPDATE audit SET data = '{\"redacted\": true}', redacted_at = now() WHERE id = 1")


def test_only_an_owner_sets_the_time_and_says_why(audit: Audit, database: Database) -> None:
    Users(database).create("eddie", "a long enough password", "reviewer")
    with pytest.raises(NotAllowed, match="ask an owner"):
        audit.retain(90, by="eddie", reason="tidy")
    with pytest.raises(ReasonMissing):
        audit.retain(90, by=OPERATOR, reason=" ")
    with pytest.raises(NotAllowed, match="at least 30 days"):
        audit.retain(3, by=OPERATOR, reason="tidy")
    assert audit.retention_days() is None
    audit.retain(90, by=OPERATOR, reason="tidy")
    assert audit.retention_days() == 90


def test_a_change_is_noted_once(audit: Audit) -> None:
    assert audit.append_change("policy", "policy", {"version": "3"})
    assert not audit.append_change("policy", "policy", {"version": "3"})
    assert audit.append_change("policy", "policy", {"version": "4"})
