"""Health, readiness and figures over HTTP, through the real gate: what strangers see, and what they do not."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient

from memory.errors import StoreUnavailable
from memory.happenings import listen, tell, unlisten
from ui.metrics import Metrics
from ui.studio.gate import Entrance, Gate
from ui.studio.vitals import Vitals, add_vitals

TOKEN = "t0k3n-of-the-scraper"


def gone() -> bool:
    raise StoreUnavailable("the database at 10.0.0.7 does not answer")


def client(address: str = "127.0.0.1", token: str = TOKEN, metrics: Metrics | None = None, **parts: Any) -> TestClient:
    app = FastAPI()
    app.add_middleware(Gate, entrance=Entrance(), stands=lambda _: False)
    add_vitals(app, Vitals(metrics or Metrics(dict), parts, token))
    return TestClient(app, base_url="http://127.0.0.1:8000", client=(address, 5000))


def test_a_process_lives_though_a_part_of_it_fails() -> None:
    assert client(database=gone).get("/healthz").status_code == 200


def test_what_works_is_ready() -> None:
    answer = client(database=lambda: {}, home=lambda: True).get("/readyz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_the_failing_parts_are_named_and_nothing_more_is_told() -> None:
    answer = client("203.0.113.9", database=gone, home=lambda: True, weights=lambda: False).get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "down", "failing": ["database", "weights"]})


def test_figures_are_shown_at_this_machine_and_to_the_token_only() -> None:
    assert client().get("/metrics").status_code == 200
    far = client("203.0.113.9")
    assert far.get("/metrics").status_code == 403
    assert far.get("/metrics", headers={"Authorization": "Bearer something"}).status_code == 403
    assert far.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    assert client("203.0.113.9", token="").get("/metrics", headers={"Authorization": "Bearer "}).status_code == 403
    assert client().get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 403


def test_what_is_told_is_counted_and_the_queue_is_asked() -> None:
    metrics = Metrics(lambda: {"queued": 3})
    listen(metrics.count)
    try:
        tell("turn", 0.3, outcome="done")
        tell("render", 7.0, quality="draft", outcome="cancelled")
        tell("model_calls", 2)
        tell("model_tokens", 40, kind="cached")
        tell("what nobody counts")
    finally:
        unlisten(metrics.count)
    tell("turn", 0.3, outcome="done")
    lines = client(metrics=metrics).get("/metrics").text.splitlines()
    assert 'agency_turn_seconds_count{outcome="done"} 1.0' in lines
    assert 'agency_render_seconds_bucket{le="10.0",outcome="cancelled",quality="draft"} 1.0' in lines
    assert "agency_model_calls_total 2.0" in lines
    assert 'agency_model_tokens_total{kind="cached"} 40.0' in lines
    assert 'agency_jobs{state="queued"} 3.0' in lines
    assert 'agency_jobs{state="running"} 0.0' in lines


def test_without_a_database_the_other_figures_are_shown() -> None:
    answer = client(metrics=Metrics(gone)).get("/metrics")  # type: ignore[arg-type]  # it never returns
    assert answer.status_code == 200
    assert "agency_turn_seconds" in answer.text
    assert "agency_jobs{" not in answer.text
