"""The endpoint director over real HTTP, against a small server that speaks the OpenAI protocol."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from agent.director.contract import DraftTask, Rewrite, ScenePlan, Situation
from agent.director.endpoint import EndpointDirector, Manner
from agent.errors import DirectorUnreachable, DraftUnusable
from memory.domain.storyboard import OnScreen, Scene, Storyboard

BOARD = Storyboard(title="Lamp", scenes=(Scene(id="s1", narration="It is dark.", on_screen=OnScreen(headline="Dark")),))
TASK = DraftTask("a lamp", "en", (ScenePlan("open", 3, 6), ScenePlan("close", 3, 6, facts=("$79",))))
FILM = {
    "title": "Lamp",
    "audience": "all",
    "tone": "calm",
    "s1": {"show": "Dark", "say": "It is dark."},
    "s2": {"show": "Light", "say": "Now $79."},
}


class Model:
    """What the server was asked, and what it answers next."""

    def __init__(self) -> None:
        self.asked: list[dict[str, Any]] = []
        self.content = json.dumps(FILM)
        self.finish = "stop"
        self.statuses: list[int] = []
        self.url = ""


@pytest.fixture
def model() -> Iterator[Model]:
    served = Model()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            served.asked.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
            status = served.statuses.pop(0) if served.statuses else 200
            self.send_response(status)
            self.send_header("content-type", "text/event-stream" if status == 200 else "application/json")
            self.end_headers()
            if status != 200:
                self.wfile.write(b'{"error": {"message": "no"}}')
                return
            pieces = [served.content[start : start + 7] for start in range(0, len(served.content), 7)]
            for piece in pieces:
                self._event({"content": piece}, None)
            self._event({}, served.finish)
            self.wfile.write(b"data: [DONE]\n\n")

        def _event(self, delta: dict[str, str], finish: str | None) -> None:
            choice = {"index": 0, "delta": delta, "finish_reason": finish}
            chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
            self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield served
    server.shutdown()
    server.server_close()
    thread.join()


async def test_a_draft_streams_its_narrations_and_asks_for_a_strict_schema(model: Model) -> None:
    director = EndpointDirector(model.url, "m")
    heard: list[str] = []
    film = await director.draft(TASK, heard.append)
    await director.close()
    assert film.scenes[1].narration == "Now $79."
    assert heard == ["It is dark. ", "Now $79. "]
    schema = model.asked[0]["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert schema["schema"]["required"] == ["title", "s1", "s2"]
    assert "pattern" not in json.dumps(schema)
    assert '"$79"' in model.asked[0]["messages"][-1]["content"]


async def test_limits_go_along_where_the_endpoint_enforces_them(model: Model) -> None:
    director = EndpointDirector(model.url, "m", manner=Manner(limits=True, temperature=0.0, tokens_field="max_tokens"))
    await director.draft(TASK, lambda _: None)
    await director.close()
    assert "pattern" in json.dumps(model.asked[0]["response_format"])
    assert model.asked[0]["temperature"] == 0.0


async def test_edits_rewrites_readings_and_answers_come_back_typed(model: Model) -> None:
    director = EndpointDirector(model.url, "m", presenters={"maya": "female"})
    row = {"op": "remove_scene", "scene": "1", "choice": "", "find": "", "text": "", "color": "", "number": 0}
    model.content = json.dumps({"kind": "revise", "edits": [row], "question": ""})
    heard = await director.read("drop it", Situation(BOARD))
    assert [row.op for row in heard.rows] == ["remove_scene"]
    assert "maya (female)" in model.asked[0]["messages"][-1]["content"]
    model.content = json.dumps({"s1": {"show": "Night", "say": "It is night."}})
    words = await director.rewrite(Rewrite("darker", "en", {"s1": ScenePlan("", 2, 5)}), BOARD)
    assert words["s1"].narration == "It is night."
    model.content = "It runs two seconds."
    words_heard: list[str] = []
    assert await director.answer("how long?", BOARD, "2 s", words_heard.append) == "It runs two seconds."
    assert "".join(words_heard) == "It runs two seconds."
    await director.close()


async def test_one_failure_is_tried_again_and_two_are_a_plain_sentence(model: Model) -> None:
    director = EndpointDirector(model.url, "m")
    model.statuses = [503]
    assert (await director.draft(TASK, lambda _: None)).title == "Lamp"
    model.statuses = [503, 503]
    with pytest.raises(DirectorUnreachable, match="your message is kept"):
        await director.draft(TASK, lambda _: None)
    await director.close()


async def test_nobody_at_the_address_is_a_plain_sentence() -> None:
    director = EndpointDirector("http://127.0.0.1:9/v1", "m")
    with pytest.raises(DirectorUnreachable, match="does not answer"):
        await director.draft(TASK, lambda _: None)
    await director.close()


@pytest.mark.parametrize(("finish", "words"), [("length", "cut off"), ("content_filter", "filter")])
async def test_an_answer_that_was_stopped_is_never_taken_for_a_draft(model: Model, finish: str, words: str) -> None:
    director = EndpointDirector(model.url, "m")
    model.finish = finish
    with pytest.raises(DraftUnusable, match=words):
        await director.draft(TASK, lambda _: None)
    await director.close()
