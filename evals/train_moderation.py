"""`python -m evals.train_moderation [--out FILE] [--report FILE]`: makes the weights of the local classifier.

Ridge regression, one head a topic, three folds to choose thresholds by. Needs scikit-learn, which the product does not.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from scipy.linalg import solve
from scipy.sparse import csr_matrix, vstack
from sklearn.model_selection import KFold

from evals.moderation_sources import NAMES, Labelled, training
from tools.moderation.check import windows
from tools.moderation.classifier import BUCKETS, WEIGHTS, Floats, features
from tools.moderation.rules import load_policy

FOLDS = 3
CHUNK = 500
RIDGE = 0.3  # how much a text may go its own way, chosen by the folds
SPREAD = 6.0
SAFE = ("business", "own", "examples", "xstest")
# Share of safe texts that a head may send to a person, and that it may refuse.
MAY_STOP, MAY_REFUSE = {"political": 0.010}, {"political": 0.003}
STOPS, REFUSES = 0.002, 0.0005
LEAST_REVIEW, LEAST_REFUSE = 0.3, 0.8


def main() -> None:
    """Trains, writes the weights in half precision and the report."""
    parser = argparse.ArgumentParser(prog="python -m evals.train_moderation")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--report", type=Path, default=Path(__file__).parent / "results" / "moderation_training.json")
    asked = parser.parse_args()
    policy = load_policy()
    rows = training(policy)
    lists = tuple(sorted(policy.words))
    plain = [windows(row.text)[0].plain for row in rows]
    table = vstack(
        [csr_matrix(features(plain[at : at + CHUNK], lists, policy)) for at in range(0, len(rows), CHUNK)], format="csr"
    )
    scores, weights, bias = _trained(rows, table)
    review, refuse, report = _thresholds(rows, scores)
    scale = np.abs(weights).max(axis=0) / 127
    np.savez_compressed(
        asked.out,
        about=json.dumps({"names": NAMES, "lists": lists, "policy": policy.version}),
        weights=np.round(weights / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        bias=bias.astype(np.float32),
        review_at=review,
        refuse_at=refuse,
    )
    sources = {name: sum(row.source == name for row in rows) for name in dict.fromkeys(row.source for row in rows)}
    summary = {
        "policy": policy.version,
        "digest": policy.digest,
        "texts": len(rows),
        "sources": sources,
        "folds": FOLDS,
        "heads": report,
    }
    asked.report.write_text(json.dumps(summary, indent=1) + "\n")
    print(json.dumps(summary, indent=1))


def _trained(rows: list[Labelled], table: csr_matrix) -> tuple[Floats, Floats, Floats]:
    """Scores (texts, heads) from folds that did not see the text, then weights and bias learned from all texts.

    What is not known of a text counts as half way. Scores are stretched so that texts of a head lie about 0.95 and others 0.05.
    """
    answers = np.array([[_answer(row, name) for name in NAMES] for row in rows])
    weight = np.array([row.weight for row in rows])
    kernel = _kernel(table)
    scores = np.zeros(answers.shape)
    for seen, left in KFold(FOLDS, shuffle=True, random_state=7).split(rows):
        scores[left] = kernel[np.ix_(left, seen)] @ _solved(kernel[np.ix_(seen, seen)], answers[seen], weight[seen])
    weights = table.T @ _solved(kernel, answers, weight)
    bias = np.zeros(len(NAMES))
    for column, name in enumerate(NAMES):
        truth = np.array([name in row.heads for row in rows])
        within, without = scores[truth, column].mean(), scores[answers[:, column] < 0, column].mean()
        stretch, middle = SPREAD / (within - without), (within + without) / 2
        weights[:, column] *= stretch
        bias[column] = -stretch * middle
        scores[:, column] = 1 / (1 + np.exp(-stretch * (scores[:, column] - middle)))
    return scores.astype(np.float32), weights.astype(np.float32), bias.astype(np.float32)


def _answer(row: Labelled, name: str) -> float:
    return 1.0 if name in row.heads else -1.0 if name in row.known else 0.0


def _kernel(table: csr_matrix) -> Floats:
    """Likeness of every two texts; a constant stands for the bias, which the middle of the scores takes over."""
    dense = table[:, :-BUCKETS].toarray()
    found: Floats = dense @ dense.T + (table[:, -BUCKETS:] @ table[:, -BUCKETS:].T).toarray()
    return found


def _solved(kernel: Floats, answers: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Ridge regression by likeness: one factor for all heads. (texts, heads)"""
    found: np.ndarray = solve(kernel + np.diag(RIDGE / weight).astype(np.float32), answers.astype(np.float32), assume_a="pos")
    return found


def _thresholds(rows: list[Labelled], scores: Floats) -> tuple[Floats, Floats, dict[str, object]]:
    """The lowest thresholds at which no more than the allowed share of safe texts is stopped, by scores of unseen folds."""
    review, refuse = np.zeros(len(NAMES), np.float32), np.zeros(len(NAMES), np.float32)
    report: dict[str, object] = {}
    safe = np.array([not row.heads and (row.source in SAFE or row.source == "political_ads") for row in rows])
    for column, name in enumerate(NAMES):
        truth = np.array([name in row.heads for row in rows])
        order = np.sort(scores[safe, column])[::-1]
        review[column] = max(LEAST_REVIEW, order[int(MAY_STOP.get(name, STOPS) * len(order))] + 1e-4)
        refuse[column] = max(LEAST_REFUSE, review[column], order[int(MAY_REFUSE.get(name, REFUSES) * len(order))] + 1e-4)
        stopped = scores[:, column] >= review[column]
        report[name] = {
            "review_at": round(float(review[column]), 3),
            "refuse_at": round(float(refuse[column]), 3),
            "found": f"{int((stopped & truth).sum())}/{int(truth.sum())}",
            "safe_stopped": f"{int((stopped & safe).sum())}/{int(safe.sum())}",
        }
    return review, refuse, report


if __name__ == "__main__":
    main()
