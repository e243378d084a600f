"""Migrations go forward over what every earlier schema held: what was written under it is read under the newest."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from memory.audit import Audit
from memory.consents import Consents
from memory.db import Database, _migrations, shipped
from memory.domain.storyboard import Scene, Storyboard
from memory.labelling import Labelling
from memory.projects import Projects
from memory.reviews import Reviews
from memory.users import Access, Users

BOARD = Storyboard(title="Lumo", scenes=(Scene(id="s1", narration="Good morning."),)).model_dump_json()
EVIDENCE = "e" * 64
# Written right after the migration of that number, as the release of that day would have.
WRITTEN: dict[int, str] = {
    1: f"""
        INSERT INTO projects (id, thread, owner, title, head) VALUES ('p1', 't1', 'ana', 'Lumo', NULL);
        INSERT INTO versions (project, number, turn, board) VALUES ('p1', 1, 'a', $${BOARD}$$);
        INSERT INTO versions (project, number, parent, turn, board) VALUES ('p1', 2, 1, 'b', $${BOARD}$$);
        UPDATE projects SET head = 2;
        INSERT INTO edits (project, version, position, data) VALUES ('p1', 2, 0, '{{"op": "undo"}}');
        INSERT INTO jobs (id, project, version, quality, spec_digest, status) VALUES ('j1', 'p1', 1, 'draft', 'd', 'done');
        INSERT INTO assets (project, sha256, name, mime, kind, bytes)
            VALUES ('p1', '{EVIDENCE}', 'a.png', 'image/png', 'image', 3);
        INSERT INTO users (name, password_hash, role) VALUES ('ana', 'hash', 'admin'), ('ben', 'hash', 'member');
        INSERT INTO audit (kind, subject, data)
            VALUES ('cleared', 'p1', '{{"version": 1}}'), ('delivered', 'p1', '{{"by": "Ana ö"}}');
    """,
    2: """
        INSERT INTO chat.threads (id, owner, name) VALUES ('00000000-0000-0000-0000-000000000001', 'ana', 'Lumo');
        INSERT INTO chat.steps (id, thread_id, doc)
            VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', '{"output": "Hello"}');
    """,
    6: f"""
        INSERT INTO brands (key, name) VALUES ('acme', 'Acme');
        INSERT INTO brand_sources (brand, sha256, name, dated) VALUES ('acme', '{EVIDENCE}', 'guide.pdf', '2026-01-01');
        INSERT INTO brand_items (brand, id, kind, value, sentence, confidence, dated)
            VALUES ('acme', 'i1', 'fact', '{{"text": "The lamp costs 89 euros."}}', 'The lamp costs 89 euros.', 1, '2026-01-01');
    """,
    7: "UPDATE brands SET people = '{ana}'",
    11: """
        INSERT INTO reviews (id, project, version, rule, digest, digests, findings, texts, policy, cause, asked_by, needed, risk)
            VALUES ('r1', 'p1', 1, 'health', 'd', '{d}', '[]', '{}', 'p', 'rule', 'ana', 1, 2);
    """,
    12: f"""
        INSERT INTO consents (id, person, likeness, kind, brand, purposes, evidence, expires_at)
            VALUES ('c1', 'Maria', 'maria', 'face', 'acme', '{{marketing}}', '{EVIDENCE}', now() + interval '1 year');
    """,
    18: "INSERT INTO label_setting (shown, by, reason) VALUES (false, 'ana', 'For a trial.')",
}


@pytest.fixture
def empty_url(server_url: str) -> Iterator[str]:
    """URL of a database with nothing in it."""
    base = server_url.rsplit("/", 1)[0]
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute("CREATE DATABASE earlier TEMPLATE template0")
    yield f"{base}/earlier"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as admin:
        admin.execute("DROP DATABASE earlier WITH (FORCE)")


@pytest.mark.parametrize("last", sorted(shipped()))
def test_what_an_earlier_release_wrote_is_read_by_this_one(last: int, empty_url: str) -> None:
    with Database(empty_url) as database:
        for number in sorted(number for number in shipped() if number <= last):
            database._migrate({known: statements for known, statements in _migrations().items() if known <= number})
            if number in WRITTEN:
                with database.transaction() as connection:
                    connection.execute(WRITTEN[number].encode())
        assert database.migrate() == sorted(number for number in shipped() if number > last)

        projects = Projects(database)
        assert projects.get("p1").head == 2
        assert [version.number for version in projects.versions("p1")] == [1, 2]
        assert projects.board("p1", 1).scenes[0].narration == "Good morning."
        assert projects.undo("p1", "u") == 1
        assert {user.name: user.role for user in Users(database).list()} == {"ana": "owner", "ben": "editor"}
        audit = Audit(database)
        assert audit.verify().holds
        assert [entry.data.get("by") for entry in audit.list("p1", kind="delivered")] == ["Ana ö"]
        if last >= 2:
            with database.transaction() as connection:
                assert connection.execute("SELECT doc->>'output' AS said FROM chat.steps").fetchone() == {"said": "Hello"}
        if last >= 6:
            with database.transaction() as connection:
                assert connection.execute("SELECT count(*) AS n FROM brand_items WHERE words @@ 'lamp'").fetchone() == {"n": 1}
        if last >= 7:
            assert Access(database).role("ana", "acme") == "owner"
        if last >= 11:
            assert [review.id for review in Reviews(database).list()] == ["r1"]
        if last >= 12:
            assert [consent.likeness for consent in Consents(database).list()] == ["maria"]
        assert Labelling(database).is_shown() == (last < 18)
