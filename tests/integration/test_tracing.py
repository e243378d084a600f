"""One turn of the real agency, with a real renderer and its workers, is one trace at the collector, and quotes nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.events import Event, PreviewReady
from agent.messages import Message
from evals.faults.endpoint import Endpoint, serve
from evals.faults.studio import Tones
from memory.db import Database
from memory.happenings import is_followed
from tests.integration.otlp_collector import collecting, known
from ui import running, wiring
from ui.settings import Settings

BRIEF = "A 3 second square film about Lumo, a desk lamp that follows the sun. No music."


async def turn(settings: Settings, database: Database, message: Message) -> list[Event]:
    async with running.open_agency(settings, database) as agency:
        return [event async for event in agency.run_turn("a thread", message)]


async def test_a_turn_is_one_trace_with_its_nodes_calls_renders_and_workers(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "voices", lambda settings: Tones())
    with collecting() as collector, serve(Endpoint()) as model:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            home=tmp_path,
            llm_base_url=model.url,
            workers=1,
            AGENCY_OTLP_ENDPOINT=collector.url,
        )
        events = await turn(settings, database, Message(BRIEF, turn_id="turn-1"))
    assert any(isinstance(event, PreviewReady) for event in events), events
    (root,) = collector.named("turn")
    assert len({span.trace_id for span in collector.spans}) == 1
    assert (root.parent_span_id, known(root)["agency.turn"], known(root)["agency.conversation"]) == (b"", "turn-1", "a thread")
    assert [span.name for span in collector.spans if collector.parent(span) == "turn"] == [
        "understand", "draft", "clear", "preview", "review",
    ]  # fmt: skip
    assert {collector.parent(span) for span in collector.named("director")} == {"draft"}
    assert {collector.parent(span) for span in collector.named("moderation")} == {"understand", "clear", "preview"}
    (render,) = collector.named("render")
    assert collector.parent(render) == "preview"
    assert known(render)["agency.quality"] == "draft" and known(render)["agency.project"] and known(render)["agency.job"]
    tasks = {str(known(span)["agency.task"]) for span in collector.named("worker") if collector.parent(span) == "render"}
    assert {"make_segment", "mix_sound"} <= tasks
    assert all(span.status.code == 0 for span in collector.spans), "waiting for a person is no error"
    assert collector.services == {"pocket-agency"}
    assert not any(b"Lumo" in body for body in collector.bodies)
    assert not is_followed()


async def test_an_error_is_told_by_its_kind_and_not_in_words(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wiring, "voices", lambda settings: Tones())
    with collecting() as collector, serve(Endpoint("says 500", at=1)) as model:
        settings = Settings(
            _env_file=None,  # type: ignore[call-arg]
            home=tmp_path,
            llm_base_url=model.url,
            workers=1,
            AGENCY_OTLP_ENDPOINT=collector.url,
        )
        await turn(settings, database, Message(BRIEF))
    (asked,) = collector.named("director")[:1]
    assert (asked.status.code, asked.status.message, list(asked.events)) == (2, "", [])
    assert known(asked)["error.type"] == "DirectorUnreachable"
