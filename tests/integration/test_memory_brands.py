"""Brand memory on a real PostgreSQL: kept once, proved, replaced, forgotten, and walled off from other brands."""

from __future__ import annotations

from datetime import date

import psycopg
import pytest

from memory.brands import Brands, Source, as_brand
from memory.db import Database
from memory.domain.brand import BrandItem, Color, Evidence, Fact, Font, Logo, Phrase, Pronunciation, Value
from memory.errors import NotFound
from tests.topics import Topics

GUIDE, OLD, DECK = "a" * 64, "b" * 64, "c" * 64
DAYS = {GUIDE: date(2026, 3, 1), OLD: date(2024, 5, 1), DECK: date(2025, 1, 1)}
NAMES = {GUIDE: "guide.pdf", OLD: "guide-2024.pdf", DECK: "deck.md"}
BLUE, TEAL = Color(hex="#1D4ED8", role="primary"), Color(hex="#0F766E", role="primary")


def source(sha256: str) -> Source:
    return Source(sha256, NAMES[sha256], DAYS[sha256])


def item(value: Value, sha256: str = GUIDE, brand: str = "Acme", page: int = 1) -> BrandItem:
    evidence = Evidence(sha256=sha256, name=NAMES[sha256], dated=DAYS[sha256], page=page)
    return BrandItem(brand=brand, value=value, evidence=(evidence,))


@pytest.fixture
def brands(database: Database) -> Brands:
    return Brands(database, Topics())


def test_an_item_comes_back_with_its_evidence(brands: Brands) -> None:
    kept = item(BLUE, page=3)
    brands.learn("Acme", [kept], [source(GUIDE)])
    (known,) = brands.items("acme")
    assert known.item.model_copy(update={"learned_at": None}) == kept
    assert known.item.evidence[0].place() == "guide.pdf, page 3"


def test_the_same_material_twice_changes_nothing(brands: Brands) -> None:
    items = [item(BLUE), item(Fact(text="A lamp costs 89 euros", subject="lamp", figure="89 euros"))]
    first = brands.learn("Acme", items, [source(GUIDE)])
    before = brands.items("Acme")
    again = brands.learn("ACME", items, [source(GUIDE)])
    assert (len(first.new), len(again.new), len(again.known)) == (2, 0, 2)
    assert brands.items("Acme") == before
    assert len(brands.sources("Acme")) == 1


def test_a_second_source_adds_evidence_to_the_same_item(brands: Brands) -> None:
    brands.learn("Acme", [item(BLUE)], [source(GUIDE)])
    brands.learn("Acme", [item(BLUE, DECK)], [source(DECK)])
    (known,) = brands.items("Acme")
    assert sorted(one.name for one in known.item.evidence) == ["deck.md", "guide.pdf"]


@pytest.mark.parametrize("order", [(GUIDE, OLD), (OLD, GUIDE)])
def test_the_newest_guideline_wins_in_whichever_order_they_come(brands: Brands, order: tuple[str, str]) -> None:
    values = {GUIDE: BLUE, OLD: TEAL}
    told = [brands.learn("Acme", [item(values[sha], sha)], [source(sha)]).conflicts for sha in order]
    assert [(loser.value, winner.value) for loser, winner in told[1]] == [(TEAL, BLUE)]
    assert {known.item.value: known.replaced_by is None for known in brands.items("Acme")} == {BLUE: True, TEAL: False}


def test_two_primaries_of_one_guideline_stand_side_by_side(brands: Brands) -> None:
    learned = brands.learn("Acme", [item(BLUE), item(TEAL)], [source(GUIDE)])
    assert learned.conflicts == ()
    assert all(known.replaced_by is None for known in brands.items("Acme"))


def test_forgetting_the_winner_lets_the_other_hold_again(brands: Brands) -> None:
    brands.learn("Acme", [item(BLUE), item(TEAL, OLD)], [source(GUIDE), source(OLD)])
    brands.forget_item("Acme", item(BLUE).id)
    (known,) = brands.items("Acme")
    assert (known.item.value, known.replaced_by) == (TEAL, None)


def test_forgetting_a_source_takes_what_only_it_says(brands: Brands) -> None:
    font = Font(family="Inter", role="body")
    brands.learn("Acme", [item(BLUE), item(BLUE, DECK), item(font, DECK)], [source(GUIDE), source(DECK)])
    gone = brands.forget_source("Acme", DECK)
    (known,) = brands.items("Acme")
    assert (gone.items, known.item.value, [one.name for one in known.item.evidence]) == (1, BLUE, ["guide.pdf"])


def test_forgetting_a_brand_deletes_rows_vectors_and_names_its_files(brands: Brands, database: Database) -> None:
    logo = Logo(sha256="d" * 64)
    brands.learn("Acme", [item(BLUE), item(logo)], [Source(GUIDE, "guide.pdf", DAYS[GUIDE], is_kept=True)])
    brands.learn("Other", [item(logo, brand="Other")], [source(GUIDE)])
    gone = brands.forget("Acme")
    assert (gone.items, gone.sources) == (2, 1)
    # The other brand still shows that logo.
    assert gone.files == (GUIDE,)
    with database.transaction() as connection:
        owned = [f"brand_{name} WHERE brand = 'acme'" for name in ("items", "sources", "evidence")]
        for table in ("brands WHERE key = 'acme'", *owned):
            row = connection.execute(f"SELECT count(*) AS count FROM {table}".encode()).fetchone()
            assert row is not None and row["count"] == 0
    with pytest.raises(NotFound, match="Acme"):
        brands.forget("Acme")


def test_one_brand_cannot_reach_another_whatever_it_asks(brands: Brands, database: Database) -> None:
    brands.learn("Acme", [item(BLUE)], [source(GUIDE)])
    brands.learn("Rival", [item(TEAL, brand="Rival")], [source(GUIDE)])
    with as_brand(database, "rival") as connection:
        for table in ("brands", "brand_sources", "brand_items", "brand_evidence"):
            rows = connection.execute(f"SELECT * FROM {table}".encode()).fetchall()
            assert rows and not any("acme" in str(row).casefold() for row in rows), table
        ours, theirs = item(TEAL, brand="Rival").id, item(BLUE).id
        point = "[1" + ",0" * 383 + "]"
        for asked in (
            f"brand_items_worded('primary', 'primary', ARRAY['{theirs}'], current_date, 50, 50)",
            f"brand_items_worded('primary', 'primary', ARRAY['{theirs}'], current_date, 50, 0)",
            f"brand_items_near('{point}', 'topics', current_date, 50)",
            f"brand_items_recalled('{point}', 'topics', 'primary', 'primary', current_date, 50, 50)",
        ):
            found = {row["id"] for row in connection.execute(f"SELECT id FROM {asked}".encode())}
            assert found == (set() if asked.endswith(" 0)") else {ours}), asked
        assert connection.execute("DELETE FROM brand_items WHERE brand = 'acme'").rowcount == 0
        assert connection.execute("UPDATE brand_items SET brand = 'rival' WHERE brand = 'acme'").rowcount == 0
    assert len(brands.items("Acme")) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO brands (key, name) VALUES ('third', 'Third')",
        "INSERT INTO brand_sources (brand, sha256, name, dated) VALUES ('acme', repeat('e', 64), 'x', now())",
        "UPDATE brand_items SET brand = 'acme'",
        "ALTER TABLE brand_items DISABLE ROW LEVEL SECURITY",
        "SELECT * FROM projects",
        "SELECT * FROM users",
    ],
)
def test_a_brand_may_not_write_as_another_nor_lift_the_wall(brands: Brands, database: Database, statement: str) -> None:
    brands.learn("Acme", [item(BLUE)], [source(GUIDE)])
    brands.learn("Rival", [item(TEAL, brand="Rival")], [source(GUIDE)])
    with pytest.raises(psycopg.errors.InsufficientPrivilege), as_brand(database, "rival") as connection:
        connection.execute(statement.encode())
    assert len(brands.items("Acme")) == 1


def test_without_a_brand_the_wall_shows_nothing(brands: Brands, database: Database) -> None:
    brands.learn("Acme", [item(BLUE)], [source(GUIDE)])
    with database.transaction() as connection:
        connection.execute("SET LOCAL ROLE agency_brand")
        assert connection.execute("SELECT * FROM brand_items").fetchall() == []
    with database.transaction() as connection:
        row = connection.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = 'agency_brand'").fetchone()
        assert row == {"rolsuper": False, "rolbypassrls": False}


def test_nothing_is_kept_where_one_item_has_no_source(brands: Brands) -> None:
    with pytest.raises(psycopg.errors.ForeignKeyViolation):
        brands.learn("Acme", [item(BLUE), item(TEAL, OLD)], [source(GUIDE)])
    assert brands.items("Acme") == ()


def test_statements_of_a_word_replace_each_other(brands: Brands) -> None:
    said = Pronunciation(written="Acme", said="AK-mee")
    tag = Phrase(text="Light, simply", role="tagline")
    brands.learn("Acme", [item(said), item(tag)], [source(GUIDE)])
    brands.learn("Acme", [item(Pronunciation(written="ACME", said="ACK-muh"), OLD)], [source(OLD)])
    standing = {known.item.value for known in brands.items("Acme") if known.replaced_by is None}
    assert standing == {said, tag}
