"""`python -m evals.teach`: learns agent/director/likeness.npz from the labelled sentences and the tuned messages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from agent.director import likeness as home
from agent.director.filling import FILLS
from agent.director.guessing import OPS
from agent.director.likeness import MEANING, NARROW, SLOTS, WISH, Likeness, Sentence, digest, pointed, sentences, slots_of
from evals.cases_file import RevisionCase, Row, read_cases
from tools.sentences import centred, nearness, points

RIDGE = 0.1
CASES = tuple(
    Path(__file__).parent / "cases" / f"revisions{part}.jsonl" for part in ("", "_fresh", "_fresh2", "_fresh3", "_traps")
)
WEIGHTS = Path(home.__file__).parent / home.WEIGHTS
_SUBJECTS = {op: subject for subject, op in OPS.items()}
_KINDS = {"ask_question": "question", "approve": "approve", "cancel": "stop", "start_new": "new", "clarify": "unclear"}


def main() -> None:
    """Writes the weights beside the module that uses them, with a digest of what they were learned from."""
    taught = lessons()
    found = learned(taught)
    np.savez_compressed(
        WEIGHTS,
        labels=np.array(found.labels),
        digest=np.array(digest(taught)),
        rarity=found.rarity.astype(np.float16),
        weights=found.weights,
        scale=found.scale,
        middle=found.middle,
        known=np.round(found.known * 127 / np.abs(found.known).max(axis=1, keepdims=True)).astype(np.int8),
        says=found.says,
    )
    print(f"{len(taught)} sentences, {len(found.labels)} labels, {WEIGHTS.stat().st_size >> 10} KB")


def lessons() -> tuple[Sentence, ...]:
    """The sentences written to teach, and the tuned messages with what their labels are about; never an unseen one."""
    cases = [case for path in CASES for case in read_cases(path, RevisionCase)[0]]
    taught = (*sentences(), *((case.text, labels_of(case)) for case in cases))
    return tuple((said, labels | {WISH} if labels & FILLS.keys() else labels) for said, labels in taught)


def labels_of(case: RevisionCase) -> frozenset[str]:
    """Subjects with their directions; where nothing is to change, the kind of message."""
    if not case.label.ops:
        if case.needs_clarification:
            return frozenset({"unclear"})
        return frozenset({next((_KINDS[kind] for kind in case.label.intent if kind in _KINDS), "none")})
    found: set[str] = set()
    for row in case.label.ops:
        if subject := _SUBJECTS.get(row["op"]):
            found |= {subject, *([f"{subject} {way}"] if (way := _direction(subject, row.get("value") or {})) else [])}
    return frozenset(found)


def _direction(subject: str, value: Row) -> str:
    match subject:
        case "pace":
            return str(value.get("direction") or "")
        case "length":
            change = value.get("by_s") or (value.get("factor") or 1) - 1
            return str(value.get("relative") or ("shorter" if change < 0 else "longer" if change > 0 else ""))
        case "music":
            volume = "louder" if value.get("direction") == "up" or (value.get("gain_db") or -1) > 0 else "quieter"
            return {"remove": "off", "add": "on", "replace": "replace", "volume": volume}.get(value.get("action", ""), "")
        case "captions":
            styles = {"bold": "bigger", "minimal": "smaller", "boxed": "boxed"}
            return str(styles.get(value.get("style", ""), "") or value.get("position") or value.get("action", "")).replace(
                "style", ""
            )
        case "logo":
            return str(value.get("size") or {True: "show", False: "hide"}.get(value.get("visible"), ""))  # type: ignore[arg-type]
        case "presenter" | "voice":
            return {"~male": "man", "~female": "woman"}.get(
                value.get("name") or "", "" if value.get("visible", True) else "nobody"
            )
        case "shape":
            return str(value.get("aspect", ""))
        case "picture":
            return str(value.get("action", ""))
        case _:
            return ""


def learned(taught: Sequence[Sentence], ridge: float = RIDGE) -> Likeness:
    """Ridge regression in its dual form: what tells the labels best, with a penalty on large weights."""
    said = [text for text, _ in taught]
    rarity = _rarity(said)
    held = _held(said, rarity)
    found = points(said)
    middle = found.mean(axis=0)
    known = _rounded(centred(found, middle))
    labels = tuple(sorted({label for _, own in taught for label in own}))
    wanted = np.array([[label in own for label in labels] for _, own in taught], np.float32)
    alike = (1 - MEANING) * np.asarray((held @ held.T).todense(), np.float32) + MEANING * nearness(known, known, NARROW)
    told = np.linalg.solve(alike + ridge * np.eye(len(taught), dtype=np.float32), wanted)
    weights = (1 - MEANING) * (held.T @ told)
    scale = (np.abs(weights).max(axis=0) / 127).astype(np.float32)
    quantised = np.round(weights / scale).astype(np.int8)
    return Likeness(rarity, quantised, scale, middle, known, (MEANING * told).astype(np.float32), labels)


def _rarity(said: Sequence[str]) -> NDArray[np.float32]:
    seen = np.zeros(SLOTS, np.float32)
    for text in said:
        seen[list(slots_of(text))] += 1
    return (np.log((1 + len(said)) / (1 + seen)) + 1).astype(np.float16).astype(np.float32)


def _held(said: Sequence[str], rarity: NDArray[np.float32]) -> csr_matrix:
    """(sentences, SLOTS)"""
    pieces = [pointed(text, rarity) for text in said]
    ends = np.cumsum([0, *(len(slots) for slots, _ in pieces)])
    columns = np.concatenate([slots for slots, _ in pieces])
    return csr_matrix((np.concatenate([point for _, point in pieces]), columns, ends), shape=(len(said), SLOTS))


def _rounded(found: NDArray[np.float32]) -> NDArray[np.float32]:
    """Points as they are kept, in a byte a number: learned from in that form, rounding costs nothing."""
    kept = np.round(found * 127 / np.abs(found).max(axis=1, keepdims=True)).astype(np.float32)
    rounded: NDArray[np.float32] = kept / np.linalg.norm(kept, axis=1, keepdims=True)
    return rounded


if __name__ == "__main__":
    main()
