"""What is known of a brand that bears on a message: by meaning and by words, each with its evidence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np
from numpy.typing import NDArray

from memory.brands import SELECTED, as_brand, known_of
from memory.db import Connection, Database
from memory.domain.brand import BrandItem
from memory.embeddings import Embedder, literal

# How deep each ranking is read, as a multiple of what is asked for.
DEPTH = 4
RECALLED = f"""
    SELECT r.score, s.* FROM brand_items_recalled(%s::halfvec, %s, %s::tsquery, %s::tsquery, %s, %s, %s) AS r
    JOIN LATERAL ({SELECTED} WHERE i.id = r.id) AS s ON true ORDER BY r.score DESC, s.id
""".encode()
# Words of a question that say nothing about what it is about; every other word is looked for.
_STOP = """
a an and any are as at be by can did do does for from give has have how i in is it its know me my of on or our say
should so tell that the their them there they this to us use using was we what when where which who why will with
would you your about please der die das und ist wir unser unsere wie el la los las de que y es le les des un une et
il lo
"""
STOP = frozenset(_STOP.split())


@dataclass(frozen=True)
class Recalled:
    """An item that bears on a message. `score` ranks within one answer and means nothing outside it."""

    item: BrandItem
    score: float

    def age_days(self, today: date) -> int:
        """Days since the day that its newest evidence speaks for."""
        return max(0, (today - self.item.dated).days)


class Recall:
    """Asks the memory of one brand at a time. Only vectors of this embedder's own model are compared."""

    def __init__(self, database: Database, embedder: Embedder) -> None:
        self._database = database
        self._embedder = embedder

    def recall(self, brand: str, query: str, k: int = 5, today: date | None = None) -> list[Recalled]:
        """The `k` items that fit best and hold `today`, best first: both rankings count, an item in both counts twice.

        There is no threshold: with few items the last ones may have little to do with `query`.
        """
        point = self._embedder.embed([query])[0]
        with as_brand(self._database, brand) as connection:
            return self.fused(connection, point, query, k, today or datetime.now(UTC).date())

    def fused(self, connection: Connection, point: NDArray[np.float32], query: str, k: int, today: date) -> list[Recalled]:
        """The same for a point that is known already, inside a transaction of the brand: one question to the database."""
        words = words_of(query)
        found = connection.execute(
            RECALLED,
            [literal(point), self._embedder.name, " & ".join(words), " | ".join(words), today, k * DEPTH, k],
        )
        return [Recalled(known_of(row).item, row["score"]) for row in found]

    def nearest(self, connection: Connection, point: NDArray[np.float32], depth: int, today: date) -> list[str]:
        """Ids of the items nearest in meaning, nearest first: a small brand is compared whole, a large one through the index."""
        rows = connection.execute(
            "SELECT id FROM brand_items_near(%s::halfvec, %s, %s, %s) ORDER BY place",
            [literal(point), self._embedder.name, today, depth],
        )
        return [row["id"] for row in rows]


def words_of(query: str) -> list[str]:
    """The words of a message that say what it is about, quoted for a tsquery; a message itself is no search expression."""
    words = dict.fromkeys(word for word in re.findall(r"\w+", query.lower()) if word not in STOP)
    return [f"'{word}'" for word in words]
