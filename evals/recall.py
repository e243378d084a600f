"""Whether what is known is found again: guidelines are read and learned, then asked about in a client's own words.

The reading is held against what each guideline really says; the questions were written by the author of the code, so the figures
tell of regressions and not of how strangers ask.
"""

# ruff: noqa: E501 (a row is read more easily on one line)

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from statistics import mean
from typing import Any

from pydantic import TypeAdapter

from evals.brand_guides import TRAPS, Guide, truth_of, write
from evals.cases_file import Case, CasesUnreadable, Row
from memory.brands import Brands, Source
from memory.db import Database
from memory.domain.brand import BrandItem, Color, Font, Value
from memory.domain.brand_words import sentence
from memory.embeddings import packaged_minilm
from memory.minilm import MiniLM
from memory.recall import Recall
from memory.server import EmbeddedServer
from tools.brand.material import Material, material
from tools.brand.reading import Reading, read_items
from tools.documents import read_document

BRANDS = Path(__file__).parent / "cases" / "recall_brands.jsonl"
TODAY = date(2026, 11, 1)
K = 5
# Not stated in the guidelines that are made here, or worked out from what is.
LOOSE = {"weight", "subject", "figure", "when", "pantone"}


class RecallCase(Case):
    """A question to a brand's memory. `relevant` describes the items that answer it: fields of a value, '|' between choices."""

    brand: str
    relevant: dict[str, str]


def run(cases: Sequence[RecallCase]) -> tuple[list[Row], Row]:
    """A row for each question and a summary; the database is made for the run and thrown away."""
    guides = read_guides()
    with tempfile.TemporaryDirectory(prefix="agency-recall-", ignore_cleanup_errors=True) as folder:
        # The account that the embedded database runs as under root has to enter it.
        root = Path(folder)
        root.chmod(0o755)
        sources, readings = read_all(guides, root)
        server = EmbeddedServer(root / "database")
        try:
            with Database(server.ensure()) as database:
                database.migrate()
                rows = _asked(cases, database, readings, sources)
        finally:
            server.stop()
    found = [row for row in rows if row["place"]]
    summary = {
        "questions": len(rows),
        "recall_at_5": f"{len([row for row in found if row['place'] <= K])}/{len(rows)}",
        "first": f"{len([row for row in found if row['place'] == 1])}/{len(rows)}",
        "mrr": round(mean(1 / row["place"] if row["place"] else 0.0 for row in rows), 3),
        "reading": read_rightly(guides, readings),
    }
    return rows, summary


def read_guides() -> list[Guide]:
    """The guidelines whose text is made here."""
    return [TypeAdapter(Guide).validate_json(line) for line in BRANDS.read_text().splitlines() if line.strip()]


def read_all(guides: Sequence[Guide], folder: Path) -> tuple[dict[str, Material], dict[str, Reading]]:
    """Every guideline written as a file and read, by the name of its brand."""
    sources = {guide.name: material(write(guide, folder), today=TODAY) for guide in guides}
    return sources, {name: read_items(name, read_document(one.path, one.name), one) for name, one in sources.items()}


def _asked(
    cases: Sequence[RecallCase], database: Database, readings: dict[str, Reading], sources: dict[str, Material]
) -> list[Row]:
    embedder = MiniLM(packaged_minilm())
    brands, recall = Brands(database, embedder), Recall(database, embedder)
    for name, reading in readings.items():
        one = sources[name]
        brands.learn(name, reading.items, [Source(one.sha256, one.name, one.dated)])
    rows = []
    for case in cases:
        if case.brand not in readings:
            raise CasesUnreadable(f"case {case.id!r} asks of {case.brand!r}, which is in no guideline; see recall_brands.jsonl")
        began = time.perf_counter()
        answer = [found.item for found in recall.recall(case.brand, case.text, 2 * K, TODAY)]
        took = time.perf_counter() - began
        place = next((place for place, item in enumerate(answer, 1) if is_relevant(item, case.relevant)), 0)
        top = sentence(answer[0].value) if answer else ""
        rows.append(
            {
                "id": case.id,
                "text": case.text,
                "predicted": {"first": top},
                "place": place,
                "correct": 0 < place <= K,
                "seconds": round(took, 4),
            }
        )
    return rows


def is_relevant(item: BrandItem, wanted: dict[str, str]) -> bool:
    """Whether an item answers the question: every field named is one of its choices; '~word' asks for the word in its sentence."""
    value = item.value.model_dump()
    for field, choices in wanted.items():
        if choices.startswith("~"):
            if choices[1:] not in sentence(item.value):
                return False
        elif str(value.get(field, "")) not in choices.split("|") and str(value.get("said", "")) not in choices.split("|"):
            return False
    return True


def read_rightly(guides: Sequence[Guide], readings: dict[str, Reading]) -> Row:
    """How exactly the guidelines were read: stated items found with every value right, and what was made up or obeyed."""
    kinds: dict[str, list[int]] = {}
    for guide in guides:
        got = {_plain(item.value) for item in readings[guide.name].items}
        for value in truth_of(guide):
            count = kinds.setdefault(value.kind, [0, 0])
            count[0] += _plain(value) in got
            count[1] += 1
    true_colors = {(guide.name, color[2]) for guide in guides for color in guide.colors}
    values = [(guide.name, item.value) for guide in guides for item in readings[guide.name].items]
    return {
        "exact": {kind: f"{right}/{total}" for kind, (right, total) in sorted(kinds.items())},
        "made_up_colors": len(
            [1 for name, value in values if isinstance(value, Color) and value.hex and (name, value.hex) not in true_colors]
        ),
        "traps_taken": len(
            [
                1
                for _, value in values
                if (isinstance(value, Color) and value.hex in TRAPS) or (isinstance(value, Font) and value.family in TRAPS)
            ]
        ),
        "orders_told": f"{sum(len(reading.notes) for reading in readings.values())}/{len(guides)}",
    }


def _plain(value: Value) -> str:
    fields: dict[str, Any] = value.model_dump(exclude=LOOSE)
    return repr(sorted(fields.items()))
