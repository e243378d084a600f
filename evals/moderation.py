"""What the policy stops: our own cases, the shared public halves (tuned and held out apart), and business copy that must pass.

The shared texts belong to others: a report holds their places and not their words.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from statistics import median, quantiles

from evals.cases_file import Row
from evals.moderation_sources import ModerationCase, business, is_held_out, phrases, shared_cases
from tools.moderation.check import check

BUSINESS = ("briefs.jsonl", "briefs_unseen.jsonl", "revisions.jsonl", "films.jsonl")
_GRAVITY = {"allow": 0, "review": 1, "refuse": 2}


def run(cases: Sequence[ModerationCase], every: int, beside: bool) -> tuple[list[Row], Row]:
    """A row a case and a summary; `beside` True measures the shared texts and the business copy too."""
    rows = [_judged(case) for case in cases[::every]]
    summary: Row = {"own": _counts(rows), "own_by_category": _by(rows, "category"), "own_by_language": _by(rows, "lang")}
    if beside:
        shared = [_judged(case) | {"held_out": is_held_out(case.text)} for case in shared_cases()[::every]]
        for name, kept in (("tuned", False), ("held_out", True)):
            chosen = [row for row in shared if row["held_out"] is kept]
            summary[f"shared_{name}"] = _by(chosen, "source")
            summary[f"shared_{name}_by_category"] = _by([row for row in chosen if row["label"] == "unsafe"], "category")
        copy = [_judged(ModerationCase(text=text, label="safe")) for text in [*business(BUSINESS), *phrases()][::every]]
        summary["business"] = _counts(copy) | {"stopped_texts": [row["text"] for row in copy if not row["correct"]]}
        rows += [{key: value for key, value in row.items() if key != "text"} for row in shared]
    seconds = [row["seconds"] for row in rows]
    summary["latency_ms"] = {"p50": round(median(seconds) * 1000, 1), "p95": round(quantiles(seconds, n=20)[-1] * 1000, 1)}
    return rows, summary


def _judged(case: ModerationCase) -> Row:
    began = time.perf_counter()
    found = check({"brief": case.text}, softer=False)
    seconds = time.perf_counter() - began
    action = max((finding.action for finding in found), key=_GRAVITY.__getitem__, default="allow")
    return {
        "id": case.id,
        "text": case.text,
        "label": "unsafe" if case.is_unsafe else "safe",
        "category": case.category,
        "lang": case.lang,
        "source": case.source,
        "predicted": {"action": action, "rules": [finding.rule for finding in found]},
        "correct": (action != "allow") == case.is_unsafe,
        "seconds": round(seconds, 4),
    }


def _counts(rows: Iterable[Row]) -> Row:
    rows = list(rows)
    unsafe, safe = ([row for row in rows if row["label"] == label] for label in ("unsafe", "safe"))
    counts: Row = {}
    if unsafe:
        refused = sum(row["predicted"]["action"] == "refuse" for row in unsafe)
        counts |= {"found": f"{sum(row['correct'] for row in unsafe)}/{len(unsafe)}", "of_these_refused": refused}
    if safe:
        refused = sum(row["predicted"]["action"] == "refuse" for row in safe)
        counts |= {"safe_stopped": f"{sum(not row['correct'] for row in safe)}/{len(safe)}", "of_those_refused": refused}
    return counts


def _by(rows: Iterable[Row], column: str) -> dict[str, Row]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row[column]].append(row)
    return {name: _counts(group) for name, group in sorted(grouped.items())}
