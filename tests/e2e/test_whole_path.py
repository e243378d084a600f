"""From words on the command line to an MP4: the real database, voice, renderer and encoder; a scripted writer over HTTP.

The same path with the embedded model stands at the end.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import av
import psutil
import pytest

from tests.integration.fake_slack import APP_TOKEN, BOT_TOKEN, ME, FakeSlack

AGENCY = str(Path(sys.executable).with_name("agency"))
BRIEF = "A 15 second film for the Oak Mill bakery: fresh rye every day at 7:30 for $4, order at oakmill.example"
FACTS = ("7:30", "$4", "oakmill.example")
OWN_SCRIPT = (
    "Rye bread, warm at half past seven.",
    "We bake it twelve steps from the counter.",
    "Come early, it sells out by nine.",
)


HEADLINE = {"op": "edit_text", "scene": "2", "choice": "headline", "find": "", "text": "Warm at 7:30", "color": "", "number": 0}


def written(asked: dict[str, Any]) -> str:
    """What a writer without imagination answers: as many words as each scene allows, with the facts it must hold."""
    if asked["response_format"]["json_schema"]["name"] == "understand":
        return json.dumps({"kind": "revise", "edits": [HEADLINE], "question": ""})
    lines = re.findall(r"^(s\w+) \((\d+)-(\d+) words\)(.*)$", asked["messages"][-1]["content"], re.M)
    scenes: dict[str, Any] = {}
    for place, (key, least, most, line) in enumerate(lines):
        facts = re.findall(r'"([^"]+)"', line)
        filler = f"scene {place} tells plain calm things about bread and people who bake it with care each early day".split()
        count = (int(least) + int(most)) // 2 - sum(len(fact.split()) for fact in facts)
        scenes[key] = {"show": f"Part {place + 1}", "say": " ".join([*filler[: max(1, count)], *facts]).capitalize() + "."}
    if asked["response_format"]["json_schema"]["name"] == "headlines":
        scenes = {key: {"show": "Fresh rye"} for key in re.findall(r"^(s\d+):", asked["messages"][-1]["content"], re.M)}
    return json.dumps({"title": "Oak Mill", "audience": "neighbours", "tone": "warm", **scenes})


@pytest.fixture(scope="module")
def writer() -> Iterator[str]:
    """URL of an OpenAI-compatible server that answers with `written`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            self.send_response(200)
            self.send_header("content-type", "text/event-stream")
            self.end_headers()
            for delta, finish in (({"content": written(asked)}, None), ({}, "stop")):
                choice = {"index": 0, "delta": delta, "finish_reason": finish}
                chunk = {"id": "1", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": [choice]}
                self.wfile.write(f"data: {json.dumps(chunk)}\n\n".encode())
            self.wfile.write(b"data: [DONE]\n\n")

        def log_message(self, *_: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/v1"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home of its own; the embedded server in it is stopped afterwards."""
    from memory.server import EmbeddedServer

    folder = tmp_path_factory.mktemp("home")
    yield folder
    EmbeddedServer(folder / "database").stop()


def environment(home: Path, writer: str | None) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AGENCY_")}
    kept["AGENCY_HOME"] = str(home)
    if writer:
        kept |= {"AGENCY_LLM_BASE_URL": writer, "AGENCY_LLM_API_KEY": "key", "AGENCY_LLM_MODEL": "m"}
    return kept


def agency(home: Path, writer: str | None, *words: str) -> dict[str, Any]:
    done = subprocess.run([AGENCY, *words, "--json"], capture_output=True, text=True, env=environment(home, writer), check=False)
    assert done.returncode == 0, done.stderr[-1500:]
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def frames_of(video: str) -> tuple[int, int, int]:
    """(frames, width, height) as a player finds them."""
    with av.open(video) as container:
        stream = container.streams.video[0]
        return sum(1 for _ in container.decode(video=0)), stream.width, stream.height


@pytest.mark.slow
@pytest.mark.models
def test_a_brief_is_previewed_revised_undone_and_delivered(home: Path, writer: str, tmp_path: Path) -> None:
    made = agency(home, writer, "make", BRIEF)
    assert made["state"] == "previewed"
    assert abs(made["duration_s"] - 15) <= 0.3
    text = " ".join(part for scene in made["scenes"] for part in (scene["narration"], *scene["on_screen"]))
    assert all(fact in text for fact in FACTS)
    assert abs(frames_of(made["preview"])[0] / 30 - 15) <= 0.3

    project = made["project"]
    revised = agency(home, writer, "say", project, 'change the headline of scene 2 to "Warm at 7:30"')
    assert revised["version"] == made["version"] + 1
    assert "Warm at 7:30" in revised["scenes"][1]["on_screen"]
    assert revised["rendered_scenes"] == [made["scenes"][1]["id"]]
    assert {scene["narration"] for scene in revised["scenes"]} == {scene["narration"] for scene in made["scenes"]}

    undone = agency(home, writer, "say", project, "undo")
    assert [scene["on_screen"] for scene in undone["scenes"]] == [scene["on_screen"] for scene in made["scenes"]]
    assert undone["rendered_scenes"] == []

    film = tmp_path / "film.mp4"
    approved = agency(home, writer, "say", project, "approve", "--out", str(film))
    assert approved["state"] == "approved"
    frames, width, height = frames_of(str(film))
    assert (width, height) == (1920, 1080)
    assert frames == frames_of(made["preview"])[0]

    told = agency(home, writer, "verify", str(film))
    assert (told["manifest"]["state"], told["project"]["id"]) == ("trusted", project)
    assert told["changes"] == ["Nothing was changed since it was signed."]


@pytest.mark.slow
@pytest.mark.models
def test_an_own_script_is_spoken_word_for_word(home: Path, writer: str) -> None:
    made = agency(home, writer, "make", "Use this script:\n\n" + "\n\n".join(OWN_SCRIPT))
    assert " ".join(scene["narration"] for scene in made["scenes"]) == " ".join(OWN_SCRIPT)


@pytest.mark.slow
@pytest.mark.models
def test_a_film_is_made_and_delivered_in_slack(home: Path, writer: str, tmp_path: Path) -> None:
    # In a thread of its own: after tests with a browser a loop is set here already.
    with ThreadPoolExecutor(1) as apart:
        apart.submit(asyncio.run, _made_in_slack(home, writer, tmp_path)).result()


async def _made_in_slack(home: Path, writer: str, tmp_path: Path) -> None:
    slack = FakeSlack()
    environ = environment(home, writer) | {"AGENCY_SLACK_BOT_TOKEN": BOT_TOKEN, "AGENCY_SLACK_APP_TOKEN": APP_TOKEN}
    environ["AGENCY_SLACK_API_URL"] = await slack.start()
    slack.person("UANA", "ana@example.com")
    for words in ("users add ana --role editor --sign-in google", "slack link ana@example.com ana"):
        done = await asyncio.create_subprocess_exec(AGENCY, *words.split(), env=environ)
        assert await done.wait() == 0
    door = await asyncio.create_subprocess_exec(AGENCY, "slack", env=environ, stdout=asyncio.subprocess.PIPE)
    try:
        assert door.stdout and b"Slack is connected: Socket Mode" in await door.stdout.readline()
        ts = await slack.say("UANA", f"<@{ME}> A 5 second film for the Oak Mill bakery: fresh rye every day")
        card = await slack.until(lambda: slack.card(ts, 1), 100)
        await slack.press("UANA", card, "approve")
        await slack.until(lambda: len(slack.films(ts)) > 1, 100)
        preview, final = slack.films(ts)[:2]
        for kept, size in ((preview, (640, 360)), (final, (1920, 1080))):
            video = tmp_path / kept.name
            video.write_bytes(kept.data or b"")
            frames, width, height = frames_of(str(video))
            assert abs(frames / 30 - 5) <= 0.2 and (width, height) == size
        assert [one.name.rsplit(".", 1)[1] for one in slack.films(ts)] == ["mp4", "mp4", "srt", "vtt"]
        await slack.until(lambda: not any(one.button("stop") for one in slack.of_app(ts)))
        door.terminate()
        assert await door.wait() == 0
    finally:
        with contextlib.suppress(ProcessLookupError):
            door.kill()
        await slack.stop()
    assert not slack.refusals


@pytest.mark.slow
@pytest.mark.models
def test_a_command_killed_while_it_renders_finishes_the_same_turn_later(home: Path, writer: str) -> None:
    before = {project["project"] for project in agency(home, writer, "list")["projects"]}
    killed = subprocess.Popen(
        [AGENCY, "make", BRIEF.replace("15", "20"), "--json"],
        env=environment(home, writer),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    segments = home / "segments"
    had = len(list(segments.rglob("*.*")))
    until = time.monotonic() + 120
    while len(list(segments.rglob("*.*"))) < had + 3 and killed.poll() is None and time.monotonic() < until:
        time.sleep(0.05)
    assert killed.poll() is None, "it ended before it could be killed"
    children = psutil.Process(killed.pid).children(recursive=True)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    psutil.wait_procs([child for child in children if "postgres" not in child.name()], timeout=20)
    done_before = {path.name for path in segments.rglob("*.*") if ".part" not in path.name}

    (project,) = {project["project"] for project in agency(home, writer, "list")["projects"]} - before
    went_on = agency(home, writer, "say", project, "approve")
    assert went_on["version"] == 1
    assert done_before <= {path.name for path in segments.rglob("*.*")}


@pytest.mark.slow
@pytest.mark.models
def test_the_embedded_model_makes_a_film_of_a_brief(home: Path) -> None:
    made = agency(home, None, "make", "A 12 second film: our shop Fern & Co opens on Sunday at 10:00. Vertical, no music.")
    assert made["state"] == "previewed"
    assert made["aspect"] == "9:16"
    assert abs(made["duration_s"] - 12) <= 0.24
    text = " ".join(part for scene in made["scenes"] for part in (scene["narration"], *scene["on_screen"]))
    assert "10:00" in text
    frames, width, height = frames_of(made["preview"])
    assert width < height
    assert abs(frames / 30 - made["duration_s"]) < 0.04
