"""How quickly and how well a brand's memory answers with 1,000, 10,000 and 100,000 items of one brand beside those of others."""

# ruff: noqa: E501 (a statement is read more easily on one line)

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from memory.brands import as_brand
from memory.db import Connection, Database
from memory.embeddings import literal, packaged_minilm
from memory.minilm import MiniLM
from memory.recall import Recall
from memory.server import EmbeddedServer

SIZES = (1_000, 10_000, 100_000)
QUERIES = 200
K = 10
TODAY = date(2026, 11, 1)
THINGS = ("lamp", "kettle", "bag", "course", "ticket", "bike", "coffee", "battery")
ABOUT = ("costs", "weighs", "lasts", "arrives after", "is guaranteed for", "was rated", "saves", "holds", "takes", "reaches")
WHO = ("for members", "in Spain", "since March", "at night", "for families")
# How far an item lies from the sentence it was made from: real sentences on one thing differ by about this much.
SPREAD = 0.55


def rows() -> list[dict[str, object]]:
    """A row for each size. `recall_at_10` is of the index against exact search; times are of a whole question, without embedding.

    `cpu_p95_ms` is what server and client work for a question, whatever else runs on the machine.

    The points are those of 400 real sentences, scattered: embedding 100,000 would take an hour and measure the embedder.
    """
    embedder = MiniLM(packaged_minilm())
    sentences = [
        f"The {thing} {verb} {number} {who}"
        for thing in THINGS
        for verb in ABOUT
        for who in WHO
        for number in (str(7 + len(thing + verb + who)),)
    ]
    began = time.perf_counter()
    points = embedder.embed(sentences)
    embed_ms = 1000 * (time.perf_counter() - began) / len(sentences)
    out: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory(prefix="agency-bench-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        root.chmod(0o755)  # the account that the embedded database runs as under root has to enter it
        server = EmbeddedServer(root)
        try:
            with Database(server.ensure()) as database:
                database.migrate()
                for size in SIZES:
                    out.append(
                        {"items": size, **_measured(database, embedder, sentences, points, size), "embed_ms": round(embed_ms, 1)}
                    )
                    print(out[-1], flush=True)
        finally:
            server.stop()
    return out


def _measured(
    database: Database, embedder: MiniLM, sentences: Sequence[str], points: NDArray[np.float32], size: int
) -> dict[str, object]:
    random = np.random.default_rng(size)
    with database.transaction() as connection:
        connection.execute("TRUNCATE brands CASCADE")
        index = _text(connection, "SELECT pg_get_indexdef('brand_items_by_meaning'::regclass) AS value")
        connection.execute("DROP INDEX brand_items_by_meaning")
        _fill(connection, "large", sentences, points, size, random)
        _fill(connection, "other", sentences, points, size // 10, random)
    began = time.perf_counter()
    with database.transaction() as connection:
        connection.execute("SET LOCAL maintenance_work_mem = '512MB'")
        connection.execute(index.encode())
    build_s = time.perf_counter() - began
    with database.transaction() as connection:
        connection.execute("ANALYZE brand_items")
        size_mb = _one(connection, "SELECT pg_relation_size('brand_items_by_meaning') / 1e6 AS value")
        total_mb = _one(connection, "SELECT pg_total_relation_size('brand_items') / 1e6 AS value")
    recall = Recall(database, embedder)
    picked = random.integers(0, len(sentences), QUERIES)
    asked = [
        (_question(sentences, number, at), _scattered(points[at : at + 1], random)[0])
        for number, at in enumerate(picked.tolist())
    ]
    hits, near_ms, whole_ms, cpu_ms = 0, [], [], []
    with as_brand(database, "large") as connection:
        busy = Path(f"/proc/{connection.info.backend_pid}/schedstat")
        for text, point in [*asked[:10], *asked]:  # the first ten warm the caches
            began = time.perf_counter()
            found = recall.nearest(connection, point, K, TODAY)
            near_ms.append(1000 * (time.perf_counter() - began))
            began, worked = time.perf_counter(), _cpu_ms(busy)
            recall.fused(connection, point, text, K, TODAY)
            whole_ms.append(1000 * (time.perf_counter() - began))
            cpu_ms.append(_cpu_ms(busy) - worked)
            if len(near_ms) > 10:
                hits += len(set(found) & set(_exact(connection, point, embedder.name)))
    return {
        "recall_at_10": round(hits / (QUERIES * K), 4),
        "p50_ms": round(median(whole_ms[10:]), 2),
        "p95_ms": round(_percentile(whole_ms[10:], 95), 2),
        "cpu_p95_ms": round(_percentile(cpu_ms[10:], 95), 2),
        "near_p95_ms": round(_percentile(near_ms[10:], 95), 2),
        "build_s": round(build_s, 1),
        "size_mb": round(size_mb, 1),
        "total_mb": round(total_mb, 1),
    }


def _question(sentences: Sequence[str], number: int, at: int) -> str:
    """In the very words of an item, as people ask, or (one in five) in words that are not those of what is nearest in meaning."""
    if number % 5 == 4:
        other = sentences[(at + 137) % len(sentences)]
        return other if number % 2 else f"what about number {331 * number} and the {other.split()[1]}?"
    words = sentences[at].split()
    return f"how is it with the {words[1]} {' '.join(words[-2:])}?" if number % 2 else sentences[at]


def _fill(
    connection: Connection,
    brand: str,
    sentences: Sequence[str],
    points: NDArray[np.float32],
    size: int,
    random: np.random.Generator,
) -> None:
    connection.execute("INSERT INTO brands (key, name) VALUES (%s, %s)", [brand, brand])
    connection.execute(
        "INSERT INTO brand_sources (brand, sha256, name, dated) VALUES (%s, repeat('a', 64), 'sheet.md', %s)", [brand, TODAY]
    )
    columns = "(brand, id, kind, value, sentence, confidence, dated, model, embedding)"
    evidence = '{"sha256": "' + "a" * 64 + '", "name": "sheet.md", "dated": "2026-11-01"}'
    with connection.cursor().copy(f"COPY brand_items {columns} FROM STDIN".encode()) as copy:
        for start in range(0, size, 1000):
            at = random.integers(0, len(sentences), min(1000, size - start))
            for number, (index, point) in enumerate(zip(at, _scattered(points[at], random), strict=True), start):
                text = f"{sentences[index]} {number}"
                copy.write_row(
                    [
                        brand,
                        f"{number:012d}",
                        "fact",
                        f'{{"kind": "fact", "text": "{text}"}}',
                        text,
                        1.0,
                        TODAY,
                        MiniLM.name,
                        literal(point),
                    ]
                )
    connection.execute(
        "INSERT INTO brand_evidence (brand, item, sha256, place, data) SELECT brand, id, repeat('a', 64), 'sheet.md', %s::jsonb FROM brand_items WHERE brand = %s",
        [evidence, brand],
    )


def _scattered(points: NDArray[np.float32], random: np.random.Generator) -> NDArray[np.float32]:
    noise = random.standard_normal(points.shape).astype(np.float32)
    moved = points + SPREAD * noise / np.linalg.norm(noise, axis=1, keepdims=True)
    return (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)


def _exact(connection: Connection, point: NDArray[np.float32], model: str) -> list[str]:
    connection.execute("SET LOCAL enable_indexscan = off")
    found = connection.execute(
        "SELECT id FROM brand_items WHERE brand = current_setting('agency.brand') AND model = %s ORDER BY embedding <=> %s::halfvec LIMIT %s",
        [model, literal(point), K],
    ).fetchall()
    connection.execute("SET LOCAL enable_indexscan = on")
    return [row["id"] for row in found]


def _one(connection: Connection, query: str) -> float:
    return float(_text(connection, query))


def _text(connection: Connection, query: str) -> str:
    row: Any = connection.execute(query.encode()).fetchone()
    return str(row["value"])


def _cpu_ms(server: Path) -> float:
    """What the server's process and this thread have worked so far: it is the same on an idle machine and on a busy one."""
    return int(server.read_text().split()[0]) / 1e6 + 1000 * time.thread_time()


def _percentile(values: Sequence[float], percent: int) -> float:
    return sorted(values)[min(len(values) - 1, math.ceil(len(values) * percent / 100) - 1)]
