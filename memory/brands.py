"""The memory of brands: learned, shown, replaced and forgotten, each brand behind the database's own wall."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from psycopg.types.json import Jsonb

from memory.db import Connection, Database
from memory.domain.brand import BrandItem, Evidence, brand_key
from memory.domain.brand_words import replaced, searched, slot
from memory.embeddings import Embedder, literal
from memory.errors import NotFound

HOW_TO_SEE = "`agency brand show NAME` lists what is known"


@dataclass(frozen=True)
class Source:
    """Something that was handed in or said. `is_kept`: its bytes are in the file store, under `sha256`."""

    sha256: str
    name: str
    dated: date
    is_kept: bool = False
    notes: tuple[str, ...] = ()
    learned_at: datetime | None = None


@dataclass(frozen=True)
class Known:
    """An item as it stands: `replaced_by` is the id of the one that outweighs it, None where it holds."""

    item: BrandItem
    replaced_by: str | None = None


@dataclass(frozen=True)
class Learned:
    """What learning came to: `new` items, those `known` before, and pairs (gave way, stands) that are new."""

    new: tuple[BrandItem, ...]
    known: tuple[BrandItem, ...]
    conflicts: tuple[tuple[BrandItem, BrandItem], ...]


@dataclass(frozen=True)
class Forgotten:
    """What was deleted: how many items and sources, and the digests of files that nothing in memory holds any more."""

    items: int
    sources: int
    files: tuple[str, ...]


@contextmanager
def as_brand(database: Database, brand: str) -> Iterator[Connection]:
    """A transaction that sees the rows of this brand and of no other, whatever is asked: the database keeps the others away."""
    with database.transaction() as connection:
        connection.execute("SET LOCAL ROLE agency_brand")
        connection.execute("SELECT set_config('agency.brand', %s, true)", [brand_key(brand)])
        yield connection


class Brands:
    """Everything that is known of brands. The vectors of new items are made when they are learned."""

    def __init__(self, database: Database, embedder: Embedder) -> None:
        self._database = database
        self._embedder = embedder

    def learn(self, brand: str, items: Sequence[BrandItem], sources: Sequence[Source], person: str = "") -> Learned:
        """Keep items and their evidence, all or nothing. What is known only gains evidence; the same again changes nothing.

        Every evidence of `items` names one of `sources`, or one that was learned before. A new brand is for `person` alone,
        '' for everybody.
        """
        key = brand_key(brand)
        merged = _merged(items)
        fresh = self._unknown(key, list(merged))
        points = self._embedder.embed([searched(merged[one].value) for one in fresh])
        vectors = {one: literal(point) for one, point in zip(fresh, points, strict=True)}
        with as_brand(self._database, key) as connection:
            _add_brand(connection, key, " ".join(brand.split()), person)
            before = _replaced_now(connection)
            _add_sources(connection, key, sources)
            for item in merged.values():
                _add_item(connection, key, item, vectors.get(item.id), self._embedder.name)
            after = _settle(connection, {slot(item.value) for item in merged.values()})
            known = {row.item.id: row.item for row in _items(connection, list({*after, *after.values()}))}
        new = tuple(item for item in merged.values() if item.id in vectors)
        fresh_conflicts = [(loser, winner) for loser, winner in after.items() if before.get(loser) != winner]
        return Learned(
            new,
            tuple(item for item in merged.values() if item.id not in vectors),
            tuple((known[loser], known[winner]) for loser, winner in fresh_conflicts),
        )

    def items(self, brand: str) -> tuple[Known, ...]:
        """Everything that is known, in the order it was learned; nothing for a brand that is not known."""
        with as_brand(self._database, brand) as connection:
            return tuple(_items(connection))

    def sources(self, brand: str) -> tuple[Source, ...]:
        """What was learned from, oldest first."""
        with as_brand(self._database, brand) as connection:
            rows = connection.execute(
                "SELECT sha256, name, dated, is_kept, notes, learned_at FROM brand_sources ORDER BY learned_at, name"
            )
            return tuple(Source(**{**row, "notes": tuple(row["notes"])}) for row in rows)

    def name(self, brand: str) -> str:
        """The brand's name as it was first written; raises NotFound."""
        with as_brand(self._database, brand) as connection:
            row = connection.execute("SELECT name FROM brands").fetchone()
        if row is None:
            raise NotFound("brand", brand, "teach it with `agency brand learn NAME FILE...`")
        return str(row["name"])

    def names(self, person: str = "") -> tuple[str, ...]:
        """The brands that a person works for, or every brand for '', the operator: nobody else may know who the others are."""
        query = """
            SELECT name FROM brands WHERE %s = '' OR shared
            OR EXISTS (SELECT FROM brand_people WHERE brand = key AND person = %s) ORDER BY key
        """
        with self._database.transaction() as connection:
            return tuple(str(row["name"]) for row in connection.execute(query, [person, person]))

    def notice(self, brand: str, habit: str, sentence: str, edits: Sequence[str], project: str) -> bool:
        """Count that an edit was made in a project; True once, when a second project has it: then it may be proposed."""
        with as_brand(self._database, brand) as connection:
            connection.execute(
                """
                INSERT INTO brand_habits (brand, habit, sentence, edits, projects)
                SELECT key, %(habit)s, %(sentence)s, %(edits)s, ARRAY[%(project)s] FROM brands
                ON CONFLICT (brand, habit) DO UPDATE SET projects = brand_habits.projects || excluded.projects, changed_at = now()
                WHERE NOT brand_habits.projects && excluded.projects
                """,
                {"habit": habit, "sentence": sentence, "edits": list(edits), "project": project},
            )
            proposed = connection.execute(
                """
                UPDATE brand_habits SET state = 'proposed'
                WHERE habit = %s AND state = 'seen' AND cardinality(projects) >= 2
                """,
                [habit],
            )
            return proposed.rowcount == 1

    def decide(self, brand: str, habit: str, *, keep: bool) -> bool:
        """Note whether a proposed habit is kept; False where it was not proposed, or decided before."""
        with as_brand(self._database, brand) as connection:
            state = "kept" if keep else "declined"
            query = "UPDATE brand_habits SET state = %s WHERE habit = %s AND state = 'proposed'"
            return connection.execute(query, [state, habit]).rowcount == 1

    def forget(self, brand: str) -> Forgotten:
        """Everything about a brand: rows and vectors are deleted, not marked. Raises NotFound."""
        self.name(brand)
        with as_brand(self._database, brand) as connection:
            count, files, sources = _count(connection), _files(connection), self._number_of_sources(connection)
            connection.execute("DELETE FROM brands")
        return Forgotten(count, sources, self._unheld(files))

    def forget_item(self, brand: str, item_id: str) -> Forgotten:
        """One item, with its evidence and vector; what it had replaced holds again. Raises NotFound."""
        self.name(brand)
        with as_brand(self._database, brand) as connection:
            gone = _items(connection, [item_id])
            if not gone:
                raise NotFound("item", item_id, HOW_TO_SEE)
            files = _files(connection)
            connection.execute("DELETE FROM brand_items WHERE id = %s", [item_id])
            _settle(connection, {slot(gone[0].item.value)})
            files -= _files(connection)
        return Forgotten(1, 0, self._unheld(files))

    def forget_source(self, brand: str, sha256: str) -> Forgotten:
        """One piece of material, and every item that only it speaks for. Raises NotFound."""
        self.name(brand)
        with as_brand(self._database, brand) as connection:
            before, files = _count(connection), _files(connection)
            if not connection.execute("DELETE FROM brand_sources WHERE sha256 = %s", [sha256]).rowcount:
                raise NotFound("source", sha256, HOW_TO_SEE)
            connection.execute(
                """
                DELETE FROM brand_items i
                WHERE NOT EXISTS (SELECT FROM brand_evidence e WHERE e.brand = i.brand AND e.item = i.id)
                """
            )
            _settle(connection, None)
            gone = before - _count(connection)
            files -= _files(connection)
        return Forgotten(gone, 1, self._unheld(files))

    def _unknown(self, key: str, ids: list[str]) -> list[str]:
        with as_brand(self._database, key) as connection:
            rows = connection.execute("SELECT id FROM brand_items WHERE id = ANY(%s)", [ids]).fetchall()
        return [one for one in ids if one not in {row["id"] for row in rows}]

    def _number_of_sources(self, connection: Connection) -> int:
        row = connection.execute("SELECT count(*) AS count FROM brand_sources").fetchone()
        assert row is not None
        return int(row["count"])

    def _unheld(self, files: set[str]) -> tuple[str, ...]:
        """Of these digests, those that no brand and no project holds: their bytes may go."""
        with self._database.transaction() as connection:
            rows = connection.execute(
                """
                SELECT digest FROM unnest(%s::text[]) AS digest
                WHERE NOT EXISTS (SELECT FROM assets WHERE sha256 = digest)
                AND NOT EXISTS (SELECT FROM brand_sources WHERE sha256 = digest AND is_kept)
                AND NOT EXISTS (SELECT FROM brand_items WHERE value->>'sha256' = digest)
                AND NOT EXISTS (SELECT FROM versions WHERE board::text LIKE '%%' || digest || '%%')
                """,
                [sorted(files)],
            )
            return tuple(str(row["digest"]) for row in rows)


def _merged(items: Sequence[BrandItem]) -> dict[str, BrandItem]:
    """By id; an item that stands in several places has the evidence of them all."""
    out: dict[str, BrandItem] = {}
    for item in items:
        if (other := out.get(item.id)) is not None:
            both = tuple(dict.fromkeys((*other.evidence, *item.evidence)))
            update = {"evidence": both, "confidence": max(item.confidence, other.confidence), "hard": item.hard or other.hard}
            item = item.model_copy(update=update)
        out[item.id] = item
    return out


def _add_brand(connection: Connection, key: str, name: str, person: str) -> None:
    """A brand that nobody knew belongs to the person who taught it, and without one to the whole studio."""
    made = connection.execute(
        "INSERT INTO brands (key, name, shared) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", [key, name, not person]
    )
    if made.rowcount and person:
        connection.execute("INSERT INTO brand_people (brand, person, role) VALUES (%s, %s, 'owner')", [key, person])


def _add_sources(connection: Connection, key: str, sources: Sequence[Source]) -> None:
    for source in sources:
        connection.execute(
            """
            INSERT INTO brand_sources (brand, sha256, name, dated, is_kept, notes) VALUES (%s, %s, %s, %s, %s, %s)
            ON CONFLICT DO NOTHING
            """,
            [key, source.sha256, source.name, source.dated, source.is_kept, list(source.notes)],
        )


def _add_item(connection: Connection, key: str, item: BrandItem, vector: str | None, model: str) -> None:
    connection.execute(
        """
        INSERT INTO brand_items
            (brand, id, kind, value, sentence, confidence, hard, dated, valid_until, slot, model, embedding)
        VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s::halfvec)
        ON CONFLICT (brand, id) DO UPDATE SET dated = greatest(brand_items.dated, excluded.dated),
            hard = brand_items.hard OR excluded.hard, confidence = greatest(brand_items.confidence, excluded.confidence)
        """,
        [
            key, item.id, item.kind, Jsonb(item.value.model_dump(mode="json")), searched(item.value), item.confidence, item.hard,
            item.dated, item.valid_until, slot(item.value), model, vector,
        ],
    )  # fmt: skip
    for one in item.evidence:
        connection.execute(
            "INSERT INTO brand_evidence (brand, item, sha256, place, data) VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING",
            [key, item.id, one.sha256, one.place(), Jsonb(one.model_dump(mode="json"))],
        )


SELECTED = """
    SELECT i.id, i.value, i.confidence, i.hard, i.valid_until, i.learned_at, i.replaced_by, b.name AS brand,
        (SELECT jsonb_agg(e.data ORDER BY e.sha256, e.place) FROM brand_evidence e WHERE e.brand = i.brand AND e.item = i.id)
        AS evidence
    FROM brand_items i JOIN brands b ON b.key = i.brand
"""


def known_of(row: Mapping[str, Any]) -> Known:
    """A row of SELECTED as an item."""
    item = BrandItem(
        brand=row["brand"],
        value=row["value"],
        evidence=tuple(Evidence.model_validate(one) for one in row["evidence"]),
        confidence=row["confidence"],
        hard=row["hard"],
        valid_until=row["valid_until"],
        learned_at=row["learned_at"],
    )
    return Known(item, row["replaced_by"])


def _items(connection: Connection, ids: list[str] | None = None) -> list[Known]:
    where, values = ("WHERE i.id = ANY(%s)", [ids]) if ids is not None else ("", [])
    query = f"{SELECTED} {where} ORDER BY i.learned_at, i.kind, i.id"
    return [known_of(row) for row in connection.execute(query.encode(), values)]


def _settle(connection: Connection, slots: set[str | None] | None) -> dict[str, str]:
    """Decide anew who stands in these slots (None: in all), and give loser -> winner of the whole brand."""
    asked = None if slots is None else sorted(name for name in slots if name)
    rows = connection.execute(
        f"{SELECTED} WHERE i.slot IS NOT NULL AND (%s::text[] IS NULL OR i.slot = ANY(%s)) ORDER BY i.learned_at, i.id".encode(),
        [asked, asked],
    )
    found = [known_of(row).item for row in rows]
    losers = replaced(found)
    for item in found:
        connection.execute(
            "UPDATE brand_items SET replaced_by = %s WHERE id = %s AND replaced_by IS DISTINCT FROM %s",
            [losers.get(item.id), item.id, losers.get(item.id)],
        )
    return _replaced_now(connection)


def _replaced_now(connection: Connection) -> dict[str, str]:
    rows = connection.execute("SELECT id, replaced_by FROM brand_items WHERE replaced_by IS NOT NULL")
    return {row["id"]: row["replaced_by"] for row in rows}


def _count(connection: Connection) -> int:
    row = connection.execute("SELECT count(*) AS count FROM brand_items").fetchone()
    assert row is not None
    return int(row["count"])


def _files(connection: Connection) -> set[str]:
    rows = connection.execute(
        """
        SELECT sha256 FROM brand_sources WHERE is_kept
        UNION SELECT value->>'sha256' FROM brand_items WHERE value->>'sha256' IS NOT NULL
        """
    )
    return {row["sha256"] for row in rows}
