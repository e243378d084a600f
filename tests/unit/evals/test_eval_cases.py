"""The published cases: enough of them, every label readable, every edit possible on the neutral film."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from evals.cases_file import BriefCase, CasesUnreadable, RevisionCase, read_cases
from evals.revisions import neutral
from memory.domain.apply import apply
from memory.domain.edits import OPS, parse_edit
from memory.errors import CannotApply, NeedsWords

FOLDER = Path(__file__).parents[3] / "evals" / "cases"
TUNED, UNSEEN = (read_cases(FOLDER / f"revisions{part}.jsonl", RevisionCase)[0] for part in ("", "_unseen"))
CASES = (*TUNED, *UNSEEN)


def test_the_neutral_film_is_the_one_of_the_contract() -> None:
    film = neutral()
    assert [scene.notes for scene in film.board.scenes] == [
        "hook",
        "problem",
        "reveal",
        "tip 1",
        "tip 2",
        "tip 3",
        "call to action",
    ]
    assert film.starts_s[-1] == pytest.approx(45)
    assert (film.board.aspect, film.board.language, film.board.captions, film.board.music.on) == ("16:9", "en", "word", True)
    assert film.board.logo is not None


def test_there_are_cases_of_every_kind() -> None:
    assert len(CASES) >= 200
    # Batches that were read before they were split stay on the tuned side, so the share is somewhat less than a quarter.
    assert 0.19 <= len(UNSEEN) / len(CASES) <= 0.3
    counts = Counter(op for case in CASES for op in {row["op"] for row in case.label.ops})
    assert {op: counts[op] for op in OPS if counts[op] < 6} == {}
    assert sum(case.needs_clarification for case in CASES) >= 20
    assert sum(not case.label.ops and not case.needs_clarification and "approve" not in case.label.intent for case in CASES) >= 20
    assert sum(len(case.label.ops) > 1 for case in CASES) >= 40
    assert len({case.lang for case in CASES}) >= 8


def test_no_message_is_in_both_files() -> None:
    assert {case.text for case in TUNED} & {case.text for case in UNSEEN} == set()


def test_there_are_sixty_briefs() -> None:
    files = [read_cases(FOLDER / f"briefs{part}.jsonl", BriefCase)[0] for part in ("", "_unseen")]
    assert sum(map(len, files)) >= 60
    assert {case.text for case in files[0]} & {case.text for case in files[1]} == set()


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.id))
def test_every_wanted_edit_can_be_made(case: RevisionCase) -> None:
    film = neutral()
    for row in case.label.ops:
        edit = parse_edit(row)
        waits_for_file = edit.op == "replace_media" and case.file
        if edit.op == "undo" or waits_for_file:
            continue  # another version, and the file that came along, are not part of the board
        try:
            apply(film.board, edit, film.starts_s)
        except NeedsWords:
            continue  # the words come from the director
        except CannotApply as error:
            pytest.fail(str(error))


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nonsense", "line 1 of 'cases.jsonl' is not JSON"),
        ('{"text": "x"}', "line 1 of 'cases.jsonl': label does not fit"),
        ('{"text": "x", "label": {"ops": [{"op": "explode"}]}}', "'explode' is not in the vocabulary"),
        ("", "holds no cases"),
    ],
)
def test_a_bad_file_gives_one_sentence(tmp_path: Path, line: str, sentence: str) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text(line)
    with pytest.raises(CasesUnreadable, match=sentence) as told:
        read_cases(path, RevisionCase)
    assert "\n" not in str(told.value)


def test_ids_default_to_the_line(tmp_path: Path) -> None:
    path = tmp_path / "cases.jsonl"
    path.write_text("\n".join(json.dumps({"text": text, "label": {"ops": []}}) for text in ("a", "b")))
    assert [case.id for case in read_cases(path, RevisionCase)[0]] == [1, 2]
