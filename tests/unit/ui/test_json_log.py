"""The log as JSON: one object a line, whose work it is, and no secret in it."""

from __future__ import annotations

import io
import json
import logging
from typing import Any

from memory.happenings import at_work
from ui.discretion import STRUCK, DiscreetJson

KEY = "sk-Zq7vT2mK9xW4"


def written(*args: Any, **extra: Any) -> Any:
    target = io.StringIO()
    handler = logging.StreamHandler(target)
    handler.setFormatter(DiscreetJson())
    logger = logging.Logger("maker")
    logger.addHandler(handler)
    logger.warning(*args, **extra)
    assert target.getvalue().count("\n") == 1
    return json.loads(target.getvalue())


def test_a_line_says_when_who_and_whose_work_it_is() -> None:
    with at_work(conversation="c1"), at_work(project="p1", job="j1"):
        line = written("%s scenes\nare made", 3)
    assert line.pop("time").endswith("+00:00")
    assert line == {
        "level": "WARNING",
        "logger": "maker",
        "message": "3 scenes\nare made",
        "conversation": "c1",
        "project": "p1",
        "job": "j1",
    }
    assert "conversation" not in written("later")


def test_what_a_line_names_itself_counts_before_what_is_around_it() -> None:
    with at_work(job="outer"):
        line = written("beat", extra={"job": "inner", "other": "x"})
    assert line["job"] == "inner"
    assert "other" not in line


def test_a_secret_in_the_message_or_the_trace_is_struck_out_and_the_json_stands() -> None:
    try:
        raise ValueError(f'asked with "api_key": "{KEY}"')
    except ValueError:
        line = written('{"password": "%s"}', KEY, exc_info=True)
    assert KEY not in json.dumps(line)
    assert STRUCK in line["message"]
    assert STRUCK in line["trace"]
