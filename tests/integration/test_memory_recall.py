"""Recall on a real pgvector, with points that are made by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from memory.brands import Brands, Source, as_brand
from memory.db import Database
from memory.domain.brand import BrandItem, Color, Evidence, Fact, Value
from memory.embeddings import SentenceModel, packaged_minilm
from memory.minilm import MiniLM
from memory.recall import Recall
from tests.topics import Topics

GUIDE, OLD = "a" * 64, "b" * 64
DAYS = {GUIDE: date(2026, 3, 1), OLD: date(2024, 5, 1)}
TODAY = date(2026, 11, 1)


def learn(database: Database, *values: Value, brand: str = "acme", sha256: str = GUIDE, until: date | None = None) -> None:
    evidence = (Evidence(sha256=sha256, name="guide.pdf", dated=DAYS[sha256], page=2),)
    items = [BrandItem(brand=brand, value=value, evidence=evidence, valid_until=until) for value in values]
    Brands(database, Topics()).learn(brand, items, [Source(sha256, "guide.pdf", DAYS[sha256])])


@pytest.fixture
def recall(database: Database) -> Recall:
    return Recall(database, Topics())


def texts(recall: Recall, query: str, k: int = 5, brand: str = "acme") -> list[str]:
    values = [found.item.value for found in recall.recall(brand, query, k, TODAY)]
    return [value.text for value in values if isinstance(value, Fact)]


def test_the_nearest_statement_comes_first_with_source_and_age(recall: Recall, database: Database) -> None:
    learn(database, Fact(text="our colour is teal"), Fact(text="music should be calm"))
    found = recall.recall("acme", "which colour", 2, TODAY)
    assert [value.text for one in found if isinstance(value := one.item.value, Fact)] == [
        "our colour is teal",
        "music should be calm",
    ]
    assert (found[0].item.evidence[0].place(), found[0].age_days(TODAY)) == ("guide.pdf, page 2", 245)
    assert found[0].score > found[1].score


def test_words_decide_between_equals_in_meaning(recall: Recall, database: Database) -> None:
    learn(database, *(Fact(text=f"{name} speaks last") for name in ("Ottolina", "Quintero", "Zebedee")))
    assert texts(recall, "something by Zebedee, please!", 1) == ["Zebedee speaks last"]


def test_brands_and_models_are_kept_apart(recall: Recall, database: Database) -> None:
    learn(database, Fact(text="our colour is red"), brand="other")
    learn(database, Fact(text="music is calm"))
    with database.transaction() as connection:
        connection.execute("UPDATE brand_items SET model = 'another model' WHERE brand = 'acme'")
    with as_brand(database, "acme") as connection:
        assert recall.nearest(connection, Topics().embed(["colour"])[0], 5, TODAY) == []


def test_what_was_replaced_or_is_over_is_not_recalled(recall: Recall, database: Database) -> None:
    learn(database, Color(hex="#0F766E", role="primary"), sha256=OLD)
    learn(database, Color(hex="#1D4ED8", role="primary"))
    learn(database, Fact(text="the price is 10 euros off in May"), until=date(2026, 5, 31))
    found = recall.recall("acme", "primary colour and price", 5, TODAY)
    assert [one.item.value for one in found] == [Color(hex="#1D4ED8", role="primary")]


def test_a_small_brand_is_found_among_many_rows_of_others(recall: Recall, database: Database) -> None:
    learn(database, Fact(text="colour"), brand="big")
    learn(database, Fact(text="music should be calm"))
    with database.transaction() as connection:
        connection.execute(
            """
            INSERT INTO brand_items (brand, id, kind, value, sentence, confidence, dated, model, embedding)
            SELECT 'big', n, 'fact', '{}', 'colour ' || n, 1, now(), 'topics', ('[1' || repeat(',0', 383) || ']')::halfvec
            FROM generate_series(1, 3000) AS n
            """
        )
        connection.execute("ANALYZE brand_items")
    assert texts(recall, "colour?", 3) == ["music should be calm"]


@pytest.mark.parametrize(
    "query", ["", "!!!", "'; DROP TABLE brand_items; --", "a & | ! b", "\\", "it's 'quoted'", "ünïcödé 中文"]
)
def test_any_message_can_be_asked(recall: Recall, database: Database, query: str) -> None:
    learn(database, Fact(text="our colour is teal"))
    assert len(recall.recall("acme", query, today=TODAY)) == 1


@pytest.mark.models
def test_minilm_puts_meaning_before_words() -> None:
    embedder = MiniLM(packaged_minilm())
    points = embedder.embed(["How long should the film be?", "The video lasts thirty seconds.", "Our logo is a green leaf."])
    assert points.shape == (3, 384) and points.dtype == np.float32
    assert np.allclose(np.linalg.norm(points, axis=1), 1, atol=1e-5)
    assert points[0] @ points[1] > points[0] @ points[2] + 0.2


@pytest.mark.models
@pytest.mark.slow
def test_minilm_in_numpy_is_the_model_of_sentence_transformers() -> None:
    texts = ["", "Logo", "The Aurora lamp costs €89.", "Ünïcödé 中文 and a much longer sentence about the tone of voice. " * 20]
    ours, theirs = (model(packaged_minilm()).embed(texts) for model in (MiniLM, SentenceModel))
    assert np.abs(ours - theirs).max() < 1e-5
