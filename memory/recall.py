"""What is known of a brand that bears on a message: by meaning and by words, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from memory.db import Database
from memory.embeddings import Embedder

# Reciprocal rank fusion; 60 is the constant of Cormack, Clarke and Büttcher (SIGIR 2009).
FUSION = 60
# How deep each ranking is read, as a multiple of what is asked for.
DEPTH = 4


@dataclass(frozen=True)
class Memory:
    """One remembered statement. `score` ranks within one answer and means nothing outside it."""

    text: str
    source: str
    created_at: datetime
    score: float


class Recall:
    """The memory of brands. Only rows of this embedder's own model are searched."""

    def __init__(self, database: Database, embedder: Embedder) -> None:
        self._database = database
        self._embedder = embedder

    def remember(self, brand: str, text: str, source: str) -> None:
        """Keep a statement and where it came from (a project, an upload); the same again changes nothing."""
        query = """
            INSERT INTO memories (brand, text, source, model, embedding) VALUES (%s, %s, %s, %s, %s::vector)
            ON CONFLICT DO NOTHING
        """
        point = _literal(self._embedder.embed([text])[0])
        with self._database.transaction() as connection:
            connection.execute(query, [brand, text, source, self._embedder.name, point])

    def recall(self, brand: str, query: str, k: int = 5) -> list[Memory]:
        """The `k` statements that fit best, best first: both rankings count, a statement in both counts twice.

        There is no threshold: with few statements the last ones may have little to do with `query`.
        """
        values = {
            "brand": brand,
            "model": self._embedder.name,
            "point": _literal(self._embedder.embed([query])[0]),
            "query": query,
            "depth": k * DEPTH,
            "fusion": FUSION,
            "k": k,
        }
        with self._database.transaction() as connection:
            # Without it the index gives its nearest 40 of all brands, and the filter may leave none of ours.
            connection.execute("SET LOCAL hnsw.iterative_scan = strict_order")
            rows = connection.execute(RANKED, values).fetchall()
        return [Memory(**row) for row in rows]


RANKED = """
    WITH near AS (
        SELECT id, row_number() OVER (ORDER BY distance, id) AS place FROM (
            SELECT id, embedding <=> %(point)s::vector AS distance FROM memories
            WHERE brand = %(brand)s AND model = %(model)s ORDER BY embedding <=> %(point)s::vector LIMIT %(depth)s
        ) AS nearest
    ), wording AS (
        -- Any word of the query counts, not all of them: a message is not a search expression.
        SELECT replace(plainto_tsquery('simple', %(query)s)::text, '&', '|')::tsquery AS any_word
    ), worded AS (
        SELECT id, row_number() OVER (ORDER BY ts_rank_cd(words, any_word) DESC, id) AS place FROM memories, wording
        WHERE brand = %(brand)s AND model = %(model)s AND words @@ any_word ORDER BY place LIMIT %(depth)s
    ), fused AS (
        SELECT id, sum(1.0 / (%(fusion)s + place))::float8 AS score
        FROM (SELECT id, place FROM near UNION ALL SELECT id, place FROM worded) AS places GROUP BY id
    )
    SELECT text, source, created_at, score FROM fused JOIN memories USING (id) ORDER BY score DESC, id LIMIT %(k)s
"""


def _literal(point: NDArray[np.float32]) -> str:
    """pgvector's text form."""
    return "[" + ",".join(f"{value:.7g}" for value in point.tolist()) + "]"
