"""Brand memory on a real pgvector, with points that are made by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from memory.db import Database
from memory.embeddings import MiniLM, packaged_minilm
from memory.recall import Recall

TOPICS = ("colour", "music", "price")


class Topics:
    """Points by topic: a text lies along the axis of each topic word in it, and all others on an axis of their own."""

    dims = 384

    def __init__(self, name: str = "topics") -> None:
        self.name = name

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        points = np.zeros((len(texts), self.dims), np.float32)
        for row, text in enumerate(texts):
            for axis, topic in enumerate(TOPICS):
                points[row, axis] = topic in text
            points[row, len(TOPICS)] = 0.1
        return points / np.linalg.norm(points, axis=1, keepdims=True)


@pytest.fixture
def recall(database: Database) -> Recall:
    return Recall(database, Topics())


def test_the_nearest_statement_comes_first_with_its_source(recall: Recall) -> None:
    recall.remember("acme", "our colour is teal", "brand guide, page 2")
    recall.remember("acme", "music should be calm", "said on 3 May")
    found = recall.recall("acme", "which colour", 2)
    assert [(memory.text, memory.source) for memory in found] == [
        ("our colour is teal", "brand guide, page 2"),
        ("music should be calm", "said on 3 May"),
    ]


def test_words_decide_between_equals_in_meaning(recall: Recall) -> None:
    for name in ("Ottolina", "Quintero", "Zebedee"):
        recall.remember("acme", f"{name} speaks last", "notes")
    assert recall.recall("acme", "something by Zebedee, please!", 1)[0].text == "Zebedee speaks last"


def test_brands_and_models_are_kept_apart(recall: Recall, database: Database) -> None:
    recall.remember("other", "our colour is red", "x")
    Recall(database, Topics("another model")).remember("acme", "our colour is old", "x")
    assert recall.recall("acme", "colour") == []


def test_a_small_brand_is_found_among_many_rows_of_others(recall: Recall, database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(
            """
            INSERT INTO memories (brand, text, source, model, embedding)
            SELECT 'big', 'colour ' || n, 'x', 'topics', ('[1' || repeat(',0', 383) || ']')::vector
            FROM generate_series(1, 3000) AS n
            """
        )
        connection.execute("ANALYZE memories")
    recall.remember("acme", "music should be calm", "said")
    assert [memory.text for memory in recall.recall("acme", "colour?", 3)] == ["music should be calm"]


def test_the_same_statement_is_remembered_once(recall: Recall) -> None:
    for _ in range(2):
        recall.remember("acme", "our colour is teal", "brand guide")
    assert len(recall.recall("acme", "colour")) == 1


@pytest.mark.parametrize("query", ["", "!!!", "'; DROP TABLE memories; --", "a & | ! b"])
def test_any_message_can_be_asked(recall: Recall, query: str) -> None:
    recall.remember("acme", "our colour is teal", "brand guide")
    assert len(recall.recall("acme", query)) == 1


@pytest.mark.models
def test_minilm_puts_meaning_before_words(database: Database) -> None:
    embedder = MiniLM(packaged_minilm())
    points = embedder.embed(["How long should the film be?", "The video lasts thirty seconds.", "Our logo is a green leaf."])
    assert points.shape == (3, 384) and points.dtype == np.float32
    assert np.allclose(np.linalg.norm(points, axis=1), 1, atol=1e-5)
    assert points[0] @ points[1] > points[0] @ points[2] + 0.2
