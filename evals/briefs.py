"""`agency eval briefs`: is what a first message says read as it was meant, slot by slot, and is a question asked where due?

Everything is read in code, as in a conversation: no director is asked what a brief says, so that all of them score the same.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from typing import Any

from agent.director.briefing import first_question
from agent.director.drafting import settled
from agent.director.reading import guard, read_brief
from agent.director.revising import Cast
from evals.cases_file import BriefCase, Row
from evals.scoring import percentile
from memory.domain.brief import Brief

SLOTS = ("duration_s", "aspect", "presenter", "out_lang", "must_include", "must_avoid", "ask", "audience", "tone")
IN_WORDS = ("audience", "tone")
# Tones that mean the same in a film; of audience and tone one word of the label, or a synonym, has to be there.
SYNONYMS = (
    "fun funny playful cheerful upbeat lively happy joyful merry silly humorous witty light-hearted",
    "calm quiet gentle soothing relaxed peaceful tranquil reassuring",
    "warm friendly heartfelt kind welcoming cordial caring",
    "serious sober formal factual neutral matter-of-fact objective businesslike professional",
    "sincere honest candid direct straightforward plain clear simple",
    "energetic dynamic punchy bold loud exciting",
    "elegant dignified classy refined sophisticated",
)


def predict(case: BriefCase, cast_: Cast) -> Row:
    """The slots of one brief: what was said, the language the film would have, and what would be asked."""
    if problem := guard(case.text):
        return {"ask": problem}
    reading = read_brief(case.text, cast_.presenters, cast_.voices)
    said, brief = reading.brief, settled(reading.brief, cast_.presenters[0], case.text)
    ask = first_question(case.text, reading, said)
    return {
        "duration_s": _value(said, "duration_s"),
        "aspect": _value(said, "aspect"),
        "presenter": _value(said, "presenter"),
        "out_lang": _value(brief, "language"),
        "must_include": list(_value(said, "must_include") or ()),
        "must_avoid": list(_value(said, "must_avoid") or ()),
        "ask": ask or None,
        "audience": _value(brief, "audience"),
        "tone": _value(brief, "tone"),
    }


def _value(brief: Brief, name: str) -> Any:
    entry = getattr(brief, name)
    return entry.value if entry else None


def right(slot: str, case: BriefCase, found: Row) -> bool | None:
    """Whether a slot was read as labelled; None where the label leaves it open or an earlier question makes it moot.

    Lengths agree within half a second or lie in the range; facts and words to avoid are all there, in any order; of audience and
    tone one word of the label is there; a question is right where one is due, whatever its words.
    """
    wanted, got = getattr(case.slots, slot), found.get(slot)
    if slot == "ask":
        return (wanted is None) == (got is None)
    if case.slots.ask is not None and got is None:
        return None
    match wanted:
        case None:
            return None if slot in ("out_lang", *IN_WORDS) else got is None
        case tuple() if slot == "duration_s":
            return got is not None and wanted[0] <= got <= wanted[1]
        case tuple():
            return all(any(_plain(part) in _plain(one) for one in got or ()) for part in wanted)
        case float():
            return got is not None and abs(float(got) - wanted) <= 0.5
        case str() if slot in IN_WORDS:
            return _means(wanted, got or "")
        case _:
            return str(wanted).lower() == str(got).lower()


def _means(wanted: str, got: str) -> bool:
    """Whether one word of the label stands in what was read, or one that means the same; endings aside."""
    mine, theirs = _stems(wanted), _stems(got)
    alike = any(mine & _stems(group) and theirs & _stems(group) for group in SYNONYMS)
    # Scripts without spaces have no words to compare.
    return bool(mine & theirs) or alike or (not wanted.isascii() and bool(got) and (wanted in got or got in wanted))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text.lower())


def _stems(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"\w{2,}", text.lower())} - {"the", "and", "of", "new", "all", "in", "for"}


def run(cases: Sequence[BriefCase], cast_: Cast) -> tuple[list[Row], Row]:
    """Every case and the summary; prints a line for each mistake."""
    rows: list[Row] = []
    for number, case in enumerate(cases, 1):
        began = time.perf_counter()
        found = predict(case, cast_)
        scores = {slot: score for slot in SLOTS if (score := right(slot, case, found)) is not None}
        wrong = [slot for slot, score in scores.items() if not score]
        row: Row = {"id": case.id, "text": case.text, "predicted": found, "correct": not wrong, "wrong": wrong}
        rows.append({**row, "slots": scores, "seconds": round(time.perf_counter() - began, 3)})
        print(f"{number}/{len(cases)}  {case.id}: {', '.join(wrong) or 'right'}", flush=True)
    return rows, summary(rows, SLOTS)


def summary(rows: Sequence[Row], slots: Sequence[str]) -> Row:
    """Right of scored, for each slot and for all of them."""
    scored = {slot: [row["slots"][slot] for row in rows if slot in row["slots"]] for slot in slots}
    every = [score for scores in scored.values() for score in scores]
    seconds = [row["seconds"] for row in rows]
    return {
        "correct": f"{sum(row['correct'] for row in rows)}/{len(rows)}",
        "slots": f"{sum(every)}/{len(every)}",
        "slots_share": round(sum(every) / max(1, len(every)), 4),
        "by_slot": {slot: f"{sum(scores)}/{len(scores)}" for slot, scores in scored.items()},
        "latency_s": {"median": round(percentile(seconds, 0.5), 3), "p95": round(percentile(seconds, 0.95), 3)},
    }
