"""Pure parts of the API: signatures, pauses, cursors, problems, and what a key bars."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from memory.domain.api_key import ApiKey
from memory.errors import AlreadyDecided, NotFound, StoreUnavailable
from ui.api.problems import ApiProblem, of_error, of_sentence, refusal
from ui.api.rating import Allowances
from ui.api.schemas import cursor_of, place
from ui.api.sending import PUBLIC_HOOKS, Pace, reach_of, signature

NOW = datetime(2026, 3, 1, tzinfo=UTC)
DOCS = Path(__file__).resolve().parents[3] / "docs" / "api.md"


def key(*scopes: str, brands: tuple[str, ...] = ()) -> ApiKey:
    return ApiKey(id="k", name="k", person="ana", scopes=scopes, brands=brands, created_at=NOW)  # type: ignore[arg-type]


def test_the_verification_in_the_docs_takes_what_is_sent_and_nothing_else() -> None:
    code = re.search(r"```python\n(.*?)```", DOCS.read_text(), re.S)
    assert code is not None
    assert len(code[1].splitlines()) <= 10
    space: dict[str, object] = {}
    exec(code[1], space)
    is_ours = space["is_from_the_agency"]
    assert callable(is_ours)
    body, now = b'{"id": 1}', int(datetime.now(UTC).timestamp())
    both = signature(["new", "old"], body, now)
    assert [is_ours(both, body, secret) for secret in ("new", "old", "other")] == [True, True, False]
    assert not is_ours(both, b'{"id": 2}', "new"), "another body"
    assert not is_ours(signature(["new"], body, now - 301), body, "new"), "a delivery that was kept and sent again"
    assert not is_ours(both.replace(f"t={now}", f"t={now + 1}"), body, "new"), "another time"
    assert not is_ours("nonsense=", body, "new")


def test_pauses_grow_to_a_longest_one_and_end() -> None:
    pace = Pace(first_s=5, longest_s=100, attempts=5)
    assert [pace.after(attempt, 0) for attempt in range(1, 6)] == [*(timedelta(seconds=s) for s in (5, 20, 80, 100)), None]
    assert pace.after(2, 1.0) == timedelta(seconds=10)


def test_only_named_hosts_may_be_private() -> None:
    allowed = frozenset({"hooks.internal"})
    assert reach_of(httpx.URL("https://example.com/x"), allowed) is PUBLIC_HOOKS
    assert "http" in reach_of(httpx.URL("http://hooks.internal:8080/x"), allowed).schemes
    assert reach_of(httpx.URL("http://hooks.internal.example/x"), allowed) is PUBLIC_HOOKS


def test_a_cursor_gives_back_its_place_and_nothing_made_up_is_taken() -> None:
    assert place(cursor_of(NOW, "abc")) == (NOW, "abc")
    assert place(None) is None
    for nonsense in ("", "x", "bnVsbA", "WzEsMl0", cursor_of(NOW, "abc")[:-3]):
        with pytest.raises(ApiProblem):
            place(nonsense)
    with pytest.raises(ApiProblem):
        place(cursor_of(NOW, "abc"), is_uuid=True)


@pytest.mark.parametrize(
    ("error", "status", "which"),
    [
        (NotFound("project", "abc"), 404, "abc"),
        (AlreadyDecided("review 'r1' is allowed already; see `agency review list`"), 409, "r1"),
        (StoreUnavailable("the database went away; try again in a moment"), 503, ""),
        (ValueError("secret words"), 500, ""),
    ],
)
def test_an_error_says_what_which_and_what_next(error: Exception, status: int, which: str) -> None:
    found = of_error(error)
    assert (found.status, found.which) == (status, which)
    assert found.what and found.next and "secret" not in found.detail


def test_the_gate_speaks_in_problems_to_programs_only() -> None:
    assert refusal("/api/v1/projects", 421, "Not here; go there.")[1] == b"application/problem+json"
    assert refusal("/api/v10", 421, "Not here.") == (b'{"detail": "Not here."}', b"application/json")
    assert of_sentence(403, "As viewer you may look; ask an owner.").next == "ask an owner"


def test_what_a_key_bars_and_sees() -> None:
    assert "approve" in key("read", "write").barred and "approve" not in key("write", "approve").barred
    assert "revise" in key("approve").barred
    acme = key("read", brands=("acme",))
    assert [acme.may_see(brand) for brand in ("acme", "dune", "")] == [True, False, False]
    assert [acme.holds(brands) for brands in (("acme",), ("acme", "dune"), ())] == [True, False, False]
    assert key("read").holds(()) and key("read").may_see("")


def test_a_key_that_asks_too_often_is_told_when_to_ask_again_and_others_are_not() -> None:
    now = [100.0]
    allowances = Allowances(30, lambda: now[0])
    taken = [allowances.take("busy") for _ in range(31)]
    assert [one.is_taken for one in taken] == [True] * 30 + [False]
    assert taken[0].headers() == {"RateLimit-Policy": '"requests";q=30;w=60', "RateLimit": '"requests";r=29;t=2'}
    assert taken[30].headers() == {
        "RateLimit-Policy": '"requests";q=30;w=60',
        "RateLimit": '"requests";r=0;t=60',
        "Retry-After": "2",
    }
    assert allowances.take("quiet").is_taken
    now[0] += taken[30].next_s
    assert [allowances.take("busy").is_taken for _ in range(2)] == [True, False], "one came back, and no more"
    now[0] += 3600
    assert allowances.take("busy").left == 29, "a bucket does not run over"
