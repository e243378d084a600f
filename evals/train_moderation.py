"""`python -m evals.train_moderation [--out FILE] [--report FILE]`: makes the weights of the local classifier.

Ridge regression by likeness, one head a topic and one for any; folds that keep near paraphrases together choose thresholds.
Needs scikit-learn, which the product does not.
"""

from __future__ import annotations

import argparse
import json
from itertools import pairwise
from pathlib import Path

import numpy as np
from scipy.linalg import solve
from scipy.sparse import csr_matrix, vstack
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold

from evals.moderation_sources import NAMES, Labelled, training
from tools.moderation.classifier import ANY, NARROW, WEIGHTS, Floats, counted, in_lists, pieces, points, shared_spelling
from tools.moderation.passages import Passage, read_by_classifier, windows
from tools.moderation.rules import Policy, load_policy
from tools.sentences import centred, nearness

FOLDS = 4
CHUNK = 1000
ALIKE = 0.88  # cosine from which on two texts are paraphrases: they are in one fold, as far from the rest as a new text may be
RIDGE = 0.3  # how much a text may go its own way, chosen by the folds
SPREAD = 6.0
SAFE = ("business", "film_lines", "own", "taught", "examples", "xstest", "political_ads")
# Share of safe texts that a head may send to a person, and that it may refuse.
STOPS = {"political": 0.008, ANY: 1.0}
REFUSES = {"political": 0.001}
STOP, REFUSE = 0.005, 0.0005
# Of harmless texts that sound grave, and of other people's advertisements, a head.
NEAR_STOPS = {"xstest": 0.022, "taught": 0.006, "own": 0.008, "political_ads": 0.015}
LEAST_REVIEW, LEAST_REFUSE = 0.3, 0.8
# What the head for any may stop at most, by source of safe texts; the strictest decides.
ANY_STOPS = {"business": 0.02, "film_lines": 0.006, "xstest": 0.05, "political_ads": 0.02, "taught": 0.06}


def main() -> None:
    """Trains, writes the weights as small whole numbers, and the report."""
    parser = argparse.ArgumentParser(prog="python -m evals.train_moderation")
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    parser.add_argument("--report", type=Path, default=Path(__file__).parent / "results" / "moderation_training.json")
    asked = parser.parse_args()
    policy = load_policy()
    rows = training(policy)
    lists = tuple(sorted(policy.words))
    learned = [(windows(row.text) or [Passage(row.text, "")])[0] for row in rows]
    found = _points(learned)
    middle = found.mean(axis=0)
    known = _rounded(centred(found, middle))
    spelled = _spelled(learned)
    scores, says, weights, bias = _trained(rows, learned, found, known, middle, spelled, lists, policy)
    review, refuse, report = _thresholds(rows, scores)
    small, scale = _small(weights)
    np.savez_compressed(
        asked.out,
        about=json.dumps({"names": NAMES, "lists": lists, "policy": policy.version}),
        middle=middle.astype(np.float32),
        known=np.round(known * 127).astype(np.int8),
        bias=bias.astype(np.float32),
        review_at=review,
        refuse_at=refuse,
        says=says.astype(np.float16),  # thousands of them are added up: small errors would too
        **_by_piece(learned),
        weights=small,
        weights_scale=scale,
    )
    sources = {name: sum(row.source == name for row in rows) for name in dict.fromkeys(row.source for row in rows)}
    about = {"policy": policy.version, "digest": policy.digest, "texts": len(rows), "sources": sources, "folds": FOLDS}
    summary = {**about, "bytes": asked.out.stat().st_size, "heads": report}
    asked.report.write_text(json.dumps(summary, indent=1) + "\n")
    print(json.dumps(summary, indent=1))


def _points(read: list[Passage]) -> Floats:
    return np.concatenate([points(read[at : at + CHUNK]) for at in range(0, len(read), CHUNK)])


def _spelled(read: list[Passage]) -> csr_matrix:
    """(passages, BUCKETS)"""
    return vstack([csr_matrix(pieces(passage.plain)) for passage in read]).tocsr()


def _by_piece(read: list[Passage]) -> dict[str, np.ndarray]:
    columns = vstack([csr_matrix(counted(passage.plain)) for passage in read]).tocsc()
    return {
        "spelled_starts": columns.indptr.astype(np.int32),
        "spelled_rows": columns.indices.astype(np.uint16),
        "spelled_counts": np.minimum(columns.data, 255).astype(np.uint8),
    }


def _alike(left: csr_matrix, right: csr_matrix) -> Floats:
    out: Floats = shared_spelling((left @ right.T).toarray())
    return out


def _rounded(values: Floats) -> Floats:
    """Points as they are stored, so that what is learned fits them."""
    whole: Floats = np.round(values * 127)
    return whole / np.linalg.norm(whole, axis=1, keepdims=True)


def _small(values: Floats) -> tuple[np.ndarray, Floats]:
    scale = np.abs(values).max(axis=0) / 127
    return np.round(values / scale).astype(np.int8), scale.astype(np.float32)


def _trained(
    rows: list[Labelled],
    learned: list[Passage],
    found: Floats,
    known: Floats,
    middle: Floats,
    spelled: csr_matrix,
    lists: tuple[str, ...],
    policy: Policy,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Scores (2, texts, heads) from folds that saw neither the text nor a paraphrase, the highest of its stretches and that of
    its single sentences; then what all texts say, weights of lists, and bias. What is not known of a text counts as half way.
    Scores are stretched so that texts of a head lie about 0.95 and others 0.05.
    """
    answers = np.array([[_answer(row, name) for name in NAMES] for row in rows], np.float32)
    weight = np.array([row.weight for row in rows], np.float32)
    table = in_lists(learned, lists, policy)
    kernel = nearness(known, known, NARROW) * _alike(spelled, spelled) + table @ table.T
    parts = [(number, piece) for number, row in enumerate(rows) for piece in read_by_classifier(row.text)]
    owner = np.array([number for number, _ in parts])
    read = [piece for _, piece in parts]
    read_points, read_spelled, read_lists = centred(_points(read), middle), _spelled(read), in_lists(read, lists, policy)
    torn = np.array([piece not in windows(rows[number].text) for number, piece in parts], int)
    scores = np.full((2, *answers.shape), -np.inf, np.float32)
    for seen, left in GroupKFold(FOLDS).split(rows, groups=_groups(rows, found)):
        told = _solved(kernel[np.ix_(seen, seen)], answers[seen], weight[seen])
        mine = np.flatnonzero(np.isin(owner, left))
        near = nearness(read_points[mine], known[seen], NARROW) * _alike(read_spelled[mine], spelled[seen])
        raw = near @ told + read_lists[mine] @ (table[seen].T @ told)
        np.maximum.at(scores, (torn[mine], owner[mine]), raw)
    says = _solved(kernel, answers, weight)
    weights = table.T @ says
    bias = np.zeros(len(NAMES), np.float32)
    scores[~np.isfinite(scores)] = -1  # nothing in it to read
    for column, name in enumerate(NAMES):
        truth = np.array([name in row.heads for row in rows])
        within, without = scores[0, truth, column].mean(), scores[0, answers[:, column] < 0, column].mean()
        stretch, half = SPREAD / (within - without), (within + without) / 2
        says[:, column] *= stretch
        weights[:, column] *= stretch
        bias[column] = -stretch * half
        scores[..., column] = 1 / (1 + np.exp(-stretch * (scores[..., column] - half)))
    return scores, says.astype(np.float32), weights.astype(np.float32), bias


def _answer(row: Labelled, name: str) -> float:
    return 1.0 if name in row.heads else -1.0 if name in row.known else 0.0


def _groups(rows: list[Labelled], found: Floats) -> np.ndarray:
    """(texts,) a number that paraphrases share, and a taught text with the safe neighbour written beside it."""
    parent = np.arange(len(found))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for start in range(0, len(found), CHUNK):
        for left, right in np.argwhere(found[start : start + CHUNK] @ found.T > ALIKE):
            parent[root(start + left)] = root(right)
    for at, (row, after) in enumerate(pairwise(rows)):
        if row.source == after.source == "taught" and row.heads and not after.heads:
            parent[root(at)] = root(at + 1)
    return np.array([root(node) for node in range(len(found))])


def _solved(kernel: Floats, answers: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Ridge regression by likeness: one factor for all heads. (texts, heads)"""
    found: np.ndarray = solve(kernel + np.diag(RIDGE / weight).astype(np.float32), answers.astype(np.float32), assume_a="pos")
    return found


def _thresholds(rows: list[Labelled], scores: Floats) -> tuple[Floats, Floats, dict[str, object]]:
    """The lowest thresholds at which no more than the allowed share of safe texts is stopped, by scores of unseen folds. Single
    sentences count only where a head is sure, as they do in tools/moderation/check.py.
    """
    review, refuse = np.zeros(len(NAMES), np.float32), np.zeros(len(NAMES), np.float32)
    report: dict[str, object] = {}
    source = np.array([row.source for row in rows])
    safe = np.array([not row.heads for row in rows]) & np.isin(source, SAFE)
    highest, scores = scores.max(axis=0), scores[0].copy()
    for column, name in enumerate(NAMES):
        truth = np.array([name in row.heads for row in rows])
        share = REFUSES.get(name, REFUSE)
        refuse[column] = 1.0 if name == ANY else max(LEAST_REFUSE, _passed_by(highest[safe, column], share))
        sure = highest[:, column] >= refuse[column]
        scores[sure, column] = highest[sure, column]
        order = scores[safe, column]
        limits = [_passed_by(scores[safe & (source == kind), column], share) for kind, share in NEAR_STOPS.items()]
        review[column] = max(LEAST_REVIEW, *limits, _passed_by(order, STOPS.get(name, STOP)))
        if name == ANY:
            limits = [_passed_by(scores[safe & (source == kind), column], share) for kind, share in ANY_STOPS.items()]
            review[column] = max(LEAST_REVIEW, *limits)
        refuse[column] = max(refuse[column], review[column])
        report[name] = _told(name, truth, safe, source, scores[:, column], review[column], refuse[column])
    together = (scores >= review).any(axis=1)
    any_rule = np.array([bool(row.heads) for row in rows])
    report["together"] = _shares(together, any_rule, safe, source)
    return review, refuse, report


def _passed_by(scores: Floats, share: float) -> float:
    """A threshold that this share of scores reaches."""
    order = np.sort(scores)[::-1]
    return float(order[min(int(share * len(order)), len(order) - 1)]) + 1e-4


def _told(
    name: str, truth: np.ndarray, safe: np.ndarray, source: np.ndarray, scores: Floats, review: float, refuse: float
) -> dict[str, object]:
    told: dict[str, object] = {"review_at": round(float(review), 3), "refuse_at": round(float(refuse), 3)}
    told["auc"] = round(float(roc_auc_score(truth[truth | safe], scores[truth | safe])), 3)
    return told | _shares(scores >= review, truth, safe, source)


def _shares(stopped: np.ndarray, truth: np.ndarray, safe: np.ndarray, source: np.ndarray) -> dict[str, object]:
    def of(which: np.ndarray) -> dict[str, str]:
        kinds = [kind for kind in dict.fromkeys(source) if (which & (source == kind)).any()]
        return {
            kind: f"{int((stopped & which & (source == kind)).sum())}/{int((which & (source == kind)).sum())}" for kind in kinds
        }

    return {"found": of(truth), "safe_stopped": of(safe)}


if __name__ == "__main__":
    main()
