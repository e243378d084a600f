"""`agency eval revisions`: is a message to the neutral film turned into exactly the edits that were meant?

Messages take the studio's own way: `interpret`, then `revised`. New words are not written, so seconds tell how long it takes
until the edits are known.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, cast

from agent.director.contract import Director
from agent.director.interpreting import Interpretation, interpret
from agent.director.metering import Budget, metered
from agent.director.read_history import HistoryWish
from agent.director.read_versions import Past
from agent.director.revising import Cast, revised
from agent.errors import DraftUnusable
from agent.nodes.revise import with_files
from agent.services import Rendering
from agent.state import State
from evals.cases_file import Intent, RevisionCase, Row
from evals.directors import Clock, Understanding
from evals.scoring import Comparison, Neutral, best_of, compare, f1, percentile
from memory.domain.edits import Edit, Undo, parse_edit
from memory.domain.storyboard import Storyboard

BOARD = Path(__file__).parent / "neutral.json"
PAST = Past(newest=3, head=3, previous=2)
KEYWORDS: dict[str, Intent] = {"name": "other", "compare": "ask_question", "changes": "ask_question", "versions": "ask_question"}


@dataclass
class Prediction:
    """What came of a message. `asked` is what was said instead of an edit."""

    intent: Intent
    edits: list[Edit] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def row(self) -> Row:
        """The form of the contract."""
        ops = [edit.model_dump(mode="json", exclude_defaults=True, by_alias=True) | {"op": edit.op} for edit in self.edits]
        return {"intent": self.intent, "ops": [{"scene": None, "value": {}} | _shown(op) for op in ops]}


def neutral() -> Neutral:
    """The film of the contract: hook, problem, reveal, three tips, call to action; 45 s."""
    board = Storyboard.model_validate_json(BOARD.read_text())
    return Neutral(board, Clock().schedule(board).starts_s())


async def predict(case: RevisionCase, film: Neutral, director: Director, cast_: Cast) -> Prediction:
    """What the agency makes of one message. Raises DirectorUnreachable."""
    edits: list[Edit] = []
    text = case.text
    while True:
        meant = await interpret(
            text, film.board, PAST, director, cast_.presenters, cast_.voices, has_files=bool(case.file) and text == case.text
        )
        if meant.meaning != "history" or meant.history is None:
            break
        edits += _of_history(meant.history)
        text = meant.history.rest
        if not text:
            return Prediction("revise" if edits else KEYWORDS.get(meant.history.kind, "other"), edits)
    if meant.meaning == "revise":
        return await _revised(case, meant, film, director, cast_, edits)
    if edits:
        return Prediction("revise", edits)
    asked = [meant.question] if meant.question else []
    return Prediction("other" if meant.meaning in ("again", "history") else cast(Intent, meant.meaning), asked=asked)


async def _revised(
    case: RevisionCase, meant: Interpretation, film: Neutral, director: Director, cast_: Cast, edits: list[Edit]
) -> Prediction:
    files = [{"kind": case.file, "sha256": "f" * 64, "name": "upload"}] if case.file else []
    known = [edit.model_dump(mode="json") for edit in meant.edits]
    rows = with_files(cast(State, {"edits": known, "files": files, "message": case.text}), film.board)
    clock = cast(Rendering, Clock())
    # Words are kept, so that no length makes the director write: which edits were meant is known before.
    work = await revised(Understanding(director), clock, cast_, film.board, rows, keep_words=True)
    edits += [work.undo, *work.edits] if work.undo else work.edits
    return Prediction("revise" if edits else "clarify", edits, work.refusals)


def _of_history(wish: HistoryWish) -> list[Edit]:
    match wish.kind:
        case "undo":
            return [parse_edit({"op": "undo", "value": {"steps": wish.steps}})]
        case "show" | "restore":
            return [wish.undo or Undo.model_validate({"value": {"version": wish.version or None}})]
        case _:
            return []


def _shown(op: Row) -> Row:
    """Without the words that only stand in for new ones."""
    value = {key: kept for key, kept in op.get("value", {}).items() if key not in ("narrations", "on_screen")}
    return {**op, "value": value}


@dataclass(frozen=True)
class Verdict:
    """One case, scored. `wrong` says what kind of mistake it was, '' for none."""

    correct: bool
    comparison: Comparison
    wrong: str


def judge(case: RevisionCase, found: Prediction, film: Neutral) -> Verdict:
    """The prediction beside the label and its other readings."""
    got = film.meant(found.edits)
    readings = [film.meant([parse_edit(row) for row in reading]) for reading in case.label.readings()]
    best = best_of(compare(reading, got, film.agree) for reading in readings)
    wrong = _wrong(case, found, best)
    return Verdict(not wrong, best, wrong)


def _wrong(case: RevisionCase, found: Prediction, best: Comparison) -> str:
    if found.intent == "approve" and "approve" not in case.label.intent:
        return "false approval"
    if not case.label.ops and found.edits and not best.exact:
        return "changed something unasked"
    if case.needs_clarification and found.intent != "clarify":
        return "did not ask"
    if case.label.ops and not best.exact and not found.edits:
        return f"no edit ({found.intent})"
    if not best.exact:
        return "wrong value" if best.hits == best.wanted == best.found else "wrong edits"
    if case.label.intent and not found.edits and found.intent not in case.label.intent and not case.label.ops:
        return f"taken for {found.intent}"
    return ""


async def run(cases: Sequence[RevisionCase], director: Director, cast_: Cast) -> tuple[list[Row], dict[str, Any]]:
    """Every case and the summary; prints a line for each mistake and the count so far."""
    film, rows, verdicts = neutral(), [], []
    for number, case in enumerate(cases, 1):
        began = time.perf_counter()
        with metered(Budget()) as meter:
            try:
                found = await predict(case, film, director, cast_)
            except DraftUnusable as error:
                found = Prediction("clarify", asked=[str(error)])
        seconds = time.perf_counter() - began
        verdict = judge(case, found, film)
        verdicts.append((case, found, verdict))
        used = asdict(meter.used())
        rows.append(_row(case, found, verdict, seconds, used))
        right = sum(one.correct for _, _, one in verdicts)
        note = "" if verdict.correct else f"  {case.id}: {verdict.wrong}"
        print(f"{number}/{len(cases)}  {right} right{note}", flush=True)
    return rows, summary(verdicts, [row["seconds"] for row in rows], [row["model"]["calls"] for row in rows])


def _row(case: RevisionCase, found: Prediction, verdict: Verdict, seconds: float, used: Row) -> Row:
    tokens = {"calls": used["calls"], "read": used["prompt_tokens"] - used["cached_tokens"], "written": used["answer_tokens"]}
    row: Row = {"id": case.id, "text": case.text, "predicted": found.row(), "correct": verdict.correct}
    row |= {"wrong": verdict.wrong, "asked": found.asked, "seconds": round(seconds, 3), "model": tokens}
    return row


def summary(
    verdicts: Sequence[tuple[RevisionCase, Prediction, Verdict]], seconds: Sequence[float], calls: Sequence[int]
) -> dict[str, Any]:
    """Counts with their totals, over all cases. 'exact' is the list of edits alone; 'correct' also the kind of message."""
    scores = [verdict.comparison for _, _, verdict in verdicts]
    ops = [(case, verdict) for case, _, verdict in verdicts if case.label.ops]
    still = [(case, found) for case, found, _ in verdicts if not any(case.label.readings())]
    unsure = [found for case, found, _ in verdicts if case.needs_clarification]
    clear = [found for case, found, _ in verdicts if case.label.ops]
    right, compared = (sum(score.values[place] for score in scores) for place in (0, 1))
    approvals = [case for case, found, _ in verdicts if found.intent == "approve" and "approve" not in case.label.intent]
    return {
        "correct": _of(verdict.correct for _, _, verdict in verdicts),
        "exact": _of(verdict.comparison.exact for _, _, verdict in verdicts),
        "exact_where_edits": _of(verdict.comparison.exact for _, verdict in ops),
        "exact_where_several": _of(verdict.comparison.exact for case, verdict in ops if len(case.label.ops) > 1),
        "op_and_scene": f1(*(sum(getattr(score, part) for score in scores) for part in ("hits", "wanted", "found"))),
        "values_right": f"{right}/{compared}",
        "asked_where_needed": _of(found.intent == "clarify" for found in unsure),
        "asked_needlessly": _of(found.intent == "clarify" for found in clear),
        "false_approvals": len(approvals),
        "unchanged_where_nothing_asked": _of(not found.edits for _, found in still),
        "by_code_alone": _of(not count for count in calls),
        "latency_s": {"median": round(percentile(seconds, 0.5), 3), "p95": round(percentile(seconds, 0.95), 3)},
        "by_op": _by_op(verdicts),
        "by_language": _by_language(verdicts),
    }


def _by_op(verdicts: Sequence[tuple[RevisionCase, Prediction, Verdict]]) -> dict[str, str]:
    """Exact lists of edits among the cases that ask for an operation, alone or beside others."""
    asked = [({row["op"] for row in case.label.ops}, verdict.comparison.exact) for case, _, verdict in verdicts]
    ops = sorted(set().union(*(wanted for wanted, _ in asked))) if asked else []
    return {op: _of(exact for wanted, exact in asked if op in wanted) for op in ops}


def _by_language(verdicts: Sequence[tuple[RevisionCase, Prediction, Verdict]]) -> dict[str, str]:
    tongues = sorted({case.lang for case, _, _ in verdicts})
    return {tongue: _of(verdict.correct for case, _, verdict in verdicts if case.lang == tongue) for tongue in tongues}


def _of(claims: Any) -> str:
    counted = list(claims)
    return f"{sum(counted)}/{len(counted)}"
