"""Eval cases from a JSONL file, checked line by line before anything is run."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Literal, TypeVar

from pydantic import Field, ValidationError

from memory.domain.edits import parse_edit
from memory.domain.frozen import Frozen
from memory.errors import EditError

CaseT = TypeVar("CaseT", bound="Case")
Row = dict[str, Any]
Intent = Literal["revise", "approve", "ask_question", "cancel", "start_new", "other", "clarify"]


class CasesUnreadable(Exception):
    """A file of cases that cannot be run: which file, which line, what is wrong."""


class Case(Frozen):
    """What every case has. `id` may be left out; then it is the number of the line."""

    id: str | int | None = None
    text: str


class Label(Frozen):
    """The edits asked for, other fair readings, and where nothing is to change what kinds of message it may be taken for."""

    ops: tuple[Row, ...] = ()
    alt: tuple[tuple[Row, ...], ...] = ()
    intent: tuple[Intent, ...] = ()

    def readings(self) -> tuple[tuple[Row, ...], ...]:
        """Every list of edits that counts as right."""
        return (self.ops, *self.alt)


class RevisionCase(Case):
    """A message to the neutral film. `file` is the kind of a file that came with it."""

    lang: str = "en"
    label: Label
    needs_clarification: bool = False
    file: Literal["", "image", "video"] = ""


class Slots(Frozen):
    """What a brief says. None is 'not said'; a pair of lengths is a range that any length between fits."""

    duration_s: float | tuple[float, float] | None = None
    aspect: str | None = None
    presenter: str | None = None
    audience: str | None = None
    tone: str | None = None
    out_lang: str | None = None
    must_include: tuple[str, ...] = ()
    must_avoid: tuple[str, ...] = ()
    ask: str | None = None


class BriefCase(Case):
    """The first message of a commission."""

    lang: str = "en"
    slots: Slots = Field(default_factory=Slots)


def read_cases(path: Path, kind: type[CaseT]) -> tuple[tuple[CaseT, ...], str]:
    """The cases and the sha256 of the file. Raises CasesUnreadable with one sentence."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CasesUnreadable(f"the cases {str(path)!r} cannot be read ({error.strerror}); name a JSONL file") from error
    try:
        lines = data.decode().splitlines()
    except UnicodeDecodeError as error:
        raise CasesUnreadable(f"the cases {str(path)!r} are no UTF-8 text; save them as JSONL, one object a line") from error
    cases = tuple(_case(line, number, path, kind) for number, line in enumerate(lines, 1) if line.strip())
    if not cases:
        raise CasesUnreadable(f"the file {str(path)!r} holds no cases; put one JSON object on each line")
    return cases, hashlib.sha256(data).hexdigest()


def _case(line: str, number: int, path: Path, kind: type[CaseT]) -> CaseT:
    where = f"line {number} of {path.name!r}"
    try:
        case = kind.model_validate(json.loads(line))
    except json.JSONDecodeError as error:
        raise CasesUnreadable(f"{where} is not JSON ({error.msg}); put one whole object on each line") from error
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the case"
        raise CasesUnreadable(f"{where}: {field} does not fit ({first['msg']}); see evals/README.md for the form") from error
    if isinstance(case, RevisionCase):
        _check_edits(case, where)
    return case if case.id is not None else case.model_copy(update={"id": number})


def _check_edits(case: RevisionCase, where: str) -> None:
    for reading in case.label.readings():
        for row in reading:
            try:
                parse_edit(row)
            except EditError as error:
                raise CasesUnreadable(f"{where}: {error}") from error
