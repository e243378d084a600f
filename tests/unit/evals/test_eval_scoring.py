"""What counts as the same edit, and what a report makes of right and wrong ones."""

from __future__ import annotations

from typing import Any

import pytest

from agent.director.revising import Cast
from evals.briefs import right
from evals.cases_file import BriefCase, RevisionCase, Row
from evals.directors import CodeAlone
from evals.revisions import Prediction, judge, neutral, predict, run
from evals.scoring import best_of, compare, f1, percentile
from memory.domain.edits import parse_edit

FILM = neutral()
CAST = Cast(("maya", "daniel"), ("af_heart", "bm_george"))


def op(op_: str, scene: Any = None, **value: Any) -> Row:
    return {"op": op_, "scene": scene, "value": value}


SMALLER = parse_edit(op("change_logo", size="smaller"))


def exact(wanted: list[Row], found: list[Row]) -> bool:
    meant = [FILM.meant([parse_edit(row) for row in rows]) for rows in (wanted, found)]
    return compare(*meant, FILM.agree).exact


def case(text: str, *ops: Row, alt: tuple[tuple[Row, ...], ...] = (), ask: bool = False, intent: Any = ()) -> RevisionCase:
    label = {"ops": ops, "alt": alt, "intent": intent}
    return RevisionCase.model_validate({"id": 1, "text": text, "label": label, "needs_clarification": ask})


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([op("remove_scene", 7)], [op("remove_scene", "last")]),
        ([op("remove_scene", "4-6")], [op("remove_scene", 4), op("remove_scene", 5), op("remove_scene", 6)]),
        ([op("rewrite_tone", None, tone="warm")], [op("rewrite_tone", "all", tone="warmer")]),
        ([op("add_scene", 3, where="after")], [op("add_scene", 4, where="before")]),
        ([op("reorder_scenes", swap=[2, 3])], [op("reorder_scenes", move=2, to=3)]),
        ([op("change_duration", factor=0.5)], [op("change_duration", target_s=22.5)]),
        ([op("change_duration", relative="shorter")], [op("change_duration", target_s=30)]),
        ([op("change_background", 2, color="#DC2626")], [op("change_background", 2, color="#FF0000")]),
        ([op("edit_text", 3, **{"from": "Meet Sprig", "to": "Hi"})], [op("edit_text", **{"from": "Meet Sprig", "to": "Hi"})]),
        ([op("change_voice", name="george")], [op("change_voice", name="bm_george")]),
        ([op("undo", steps=1)], [op("undo")]),
    ],
)
def test_edits_that_do_the_same_are_the_same(wanted: list[Row], found: list[Row]) -> None:
    assert exact(wanted, found)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([op("remove_scene", 6)], [op("remove_scene", 7)]),
        ([op("remove_scene", 6)], [op("remove_scene", 6), op("remove_scene", 5)]),
        ([op("remove_scene", 6)], []),
        ([op("change_duration", target_s=30)], [op("change_duration", target_s=31)]),
        ([op("change_duration", relative="shorter")], [op("change_duration", target_s=60)]),
        ([op("change_duration", target_s=9)], [op("change_duration", 5, target_s=9)]),
        ([op("change_background", 2, color="#DC2626")], [op("change_background", 2, color="#1D4ED8")]),
        ([op("change_music", action="volume", direction="up")], [op("change_music", action="volume", direction="down")]),
        ([op("change_cta", text="Order now")], [op("change_cta", text="Order")]),
        ([op("undo", steps=2)], [op("undo", steps=1)]),
    ],
)
def test_edits_that_differ_are_not_the_same(wanted: list[Row], found: list[Row]) -> None:
    assert not exact(wanted, found)


def test_an_alternative_counts_and_the_best_one_is_taken() -> None:
    both = case("x", op("change_color", look="bold"), alt=((op("rewrite_tone", tone="punchy"),),))
    assert judge(both, Prediction("revise", [parse_edit(op("rewrite_tone", tone="punchier"))]), FILM).correct
    readings = [FILM.meant([parse_edit(row) for row in reading]) for reading in both.label.readings()]
    assert best_of(compare(reading, readings[1], FILM.agree) for reading in readings).exact


@pytest.mark.parametrize(
    ("label", "found", "wrong"),
    [
        (case("Looks great!", intent=["other"]), Prediction("approve"), "false approval"),
        (case("How long is it?"), Prediction("revise", [SMALLER]), "changed something unasked"),
        (case("Remove scene 9", ask=True), Prediction("other"), "did not ask"),
        (case("Drop 2", op("remove_scene", 2)), Prediction("ask_question"), "no edit (ask_question)"),
        (case("Logo!", op("change_logo", size="bigger")), Prediction("revise", [SMALLER]), "wrong value"),
        (case("approve", intent=["approve"]), Prediction("approve"), ""),
        (case("Who is she?", intent=["ask_question"]), Prediction("other"), "taken for other"),
    ],
)  # fmt: skip
def test_each_mistake_has_a_name(label: RevisionCase, found: Prediction, wrong: str) -> None:
    assert judge(label, found, FILM).wrong == wrong


def test_f1_counts_what_is_missing_and_what_is_too_much() -> None:
    assert f1(3, 4, 6) == {"precision": 0.5, "recall": 0.75, "f1": 0.6}
    assert f1(0, 0, 0)["f1"] == 1.0


def test_percentiles_are_values_that_were_measured() -> None:
    assert [percentile([4, 1, 3, 2], share) for share in (0.5, 0.95)] == [3, 4]


@pytest.mark.parametrize(
    ("message", "intent", "ops"),
    [
        ("remove scene 5", "revise", ["remove_scene"]),
        ("remove scene 9", "clarify", []),
        ("undo", "revise", ["undo"]),
        ("approve", "approve", []),
        ("stop", "cancel", []),
    ],
)
async def test_predictions_take_the_way_of_the_studio(message: str, intent: str, ops: list[str]) -> None:
    found = await predict(case(message), FILM, CodeAlone(), CAST)
    assert (found.intent, [edit.op for edit in found.edits]) == (intent, ops)


async def test_the_summary_counts_with_totals(capsys: pytest.CaptureFixture[str]) -> None:
    cases = [
        case("remove scene 5", op("remove_scene", 5)),
        case("remove scene 5", op("remove_scene", 4)),
        case("remove scene 9", ask=True),
    ]
    rows, summary = await run(cases, CodeAlone(), CAST)
    assert [row["correct"] for row in rows] == [True, False, True]
    assert rows[0]["predicted"] == {"intent": "revise", "ops": [{"op": "remove_scene", "scene": 5, "value": {}}]}
    assert (summary["correct"], summary["exact_where_edits"], summary["asked_where_needed"]) == ("2/3", "1/2", "1/1")
    assert summary["op_and_scene"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5}
    assert "3/3  2 right" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("slots", "slot", "found", "score"),
    [
        ({"duration_s": [30, 60]}, "duration_s", {"duration_s": 45.0}, True),
        ({"duration_s": 30}, "duration_s", {"duration_s": 31.0}, False),
        ({}, "aspect", {"aspect": "1:1"}, False),
        ({"must_include": ["10 %"]}, "must_include", {"must_include": ["10%", "more"]}, True),
        ({"audience": "new drivers"}, "audience", {"audience": "Drivers"}, True),
        ({"ask": "what?"}, "ask", {}, False),
        ({"ask": "what?"}, "aspect", {}, None),
    ],
)
def test_slots_are_scored_by_rule(slots: Row, slot: str, found: Row, score: bool | None) -> None:
    assert right(slot, BriefCase.model_validate({"text": "x", "slots": slots}), found) is score
