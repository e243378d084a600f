"""No key, password, log-in or signed address reaches the log, whichever way it is written there."""

from __future__ import annotations

import io
import logging

import pytest

from ui.discretion import Discreet, discreet

SECRET = "Zq7vT2mK9xW4"
LINES = [
    f"key sk-{SECRET}",
    f"key pa_0123456789_{SECRET}",
    f"signed with whsec_{SECRET}",
    f"Authorization: Bearer {SECRET}",
    f"postgresql://agency:{SECRET}@127.0.0.1:5432/agency",
    f"GET /media/{'a' * 64}?until=1790000000&seal={SECRET} HTTP/1.1",
    f"/auth/oauth/google/callback?code={SECRET}&state={SECRET}",
    f"{{'password': '{SECRET}', 'name': 'ana'}}",
    f'{{"api_key": "{SECRET}"}}',
    f"AGENCY_LLM_API_KEY={SECRET}",
    f"cookie: access_token=eyJhbGciOiJI.{SECRET}.{SECRET}",
    f"$argon2id$v=19$m=65536,t=3,p=4${SECRET}${SECRET}",
]


@pytest.mark.parametrize("line", LINES)
def test_a_secret_is_struck_out_of_a_line(line: str) -> None:
    assert SECRET not in discreet(line)


@pytest.mark.parametrize("line", LINES)
def test_a_secret_in_an_argument_or_a_trace_is_struck_out_too(line: str) -> None:
    target = io.StringIO()
    handler = logging.StreamHandler(target)
    handler.setFormatter(Discreet("%(message)s"))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    logger.warning("told %s", line)
    try:
        raise ValueError(line)
    except ValueError:
        logger.exception("broke")
    assert SECRET not in target.getvalue() and "ValueError" in target.getvalue()


@pytest.mark.parametrize(
    "line",
    [
        "a turn failed in conversation 3f2a",
        "the key frame of scene 2 is at 3.2 s",
        "GET /media/ab?until=1790000000",
        "rendered in 12.4 s: state 'done', code 200",
        "password hashes are made with Argon2id",
    ],
)
def test_an_ordinary_line_stays_as_it_is(line: str) -> None:
    assert discreet(line) == line
