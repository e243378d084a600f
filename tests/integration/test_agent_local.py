"""The embedded model drafts real briefs with every fact byte for byte, and reads wishes within what their words allow."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import psutil
import pytest

from agent.director.contract import Situation
from agent.director.drafting import draft_board, settled
from agent.director.local import LocalDirector
from agent.director.local_server import LocalServer, Weights
from agent.director.reading import read_brief
from agent.errors import DirectorUnreachable
from memory.domain.storyboard import Scene, Storyboard
from tests.fakes import FakeRendering
from tools.errors import ModelMissing
from tools.models import ModelStore

STORE = ModelStore(Path("~/.cache/pocket-agency/models").expanduser())
BRIEFS = (
    "A 30 second launch film for Lumo, a desk lamp that follows the sun. It costs $79, ships on 3 March. Order at lumo.example.",
    "20 seconds: our bakery in Leeds starts a winter sale, 20% off all cakes until 31 January. Friendly.",
    "Onboarding lesson, 25 seconds: how to book holidays. Open the portal, pick your dates, then wait for approval."
    " Questions to people@acme.example.",
)


@pytest.fixture
async def director() -> AsyncIterator[LocalDirector]:
    small = LocalDirector(lambda: STORE.path(LocalDirector.name), presenters={"maya": "female", "theo": "male"}, threads=1)
    yield small
    await small.close()


@pytest.mark.models
@pytest.mark.slow
async def test_three_briefs_become_films_with_every_fact_in_whole_sentences(director: LocalDirector, tmp_path: Path) -> None:
    for brief in BRIEFS:
        reading = read_brief(brief, ("maya", "theo"))
        facts = tuple(fact.rstrip(".,;:") for fact in reading.facts)
        asked = settled(reading.brief, "maya")
        board = await draft_board(director, FakeRendering(tmp_path), asked, brief, facts, lambda _: None)
        assert [fact for fact in facts if fact not in _text(board)] == []
        assert [scene.narration for scene in board.scenes if not scene.narration.endswith((".", "!", "?"))] == []


@pytest.mark.models
@pytest.mark.slow
async def test_a_text_that_only_a_model_finds_becomes_an_edit_of_text(director: LocalDirector) -> None:
    board = Storyboard(title="Lumo", scenes=tuple(Scene(id=f"s{n}", narration=f"Lamp {n} costs 39 euros.") for n in (1, 2, 3)))
    rows = (
        await director.read("it says 39 euros, the price is wrong, it costs 41 now", Situation(board, open_ops=("edit_text",)))
    ).rows
    assert {row.op for row in rows} <= {"edit_text"}
    assert rows


def _text(board: Storyboard) -> str:
    return "\n".join("\n".join((scene.narration, *scene.on_screen.lines())) for scene in board.scenes)


async def test_weights_that_are_not_there_are_named_with_the_way_to_get_them(tmp_path: Path) -> None:
    missing = LocalDirector(lambda: ModelStore(tmp_path).path(LocalDirector.name))
    with pytest.raises(ModelMissing, match="models install"):
        await missing.warm()


@pytest.mark.models
async def test_a_model_answers_to_its_key_and_ends_when_it_is_closed() -> None:
    server = await LocalServer.start(_weights())
    async with httpx.AsyncClient(base_url=server.address) as http:
        asked = [await http.get("/v1/models", headers={"Authorization": f"Bearer {key}"}) for key in ("a key", "another")]
    assert [answer.status_code for answer in asked] == [200, 401]
    (model,) = psutil.Process().children()
    await server.close()
    assert server.is_gone
    assert not model.is_running()


@pytest.mark.models
async def test_a_director_whose_model_was_lost_loads_it_again(tmp_path: Path) -> None:
    small = LocalDirector(lambda: STORE.path("smollm2-135m-instruct-q4_1"), states=tmp_path)
    await small.warm()
    (model,) = psutil.Process().children()
    model.kill()
    while model.is_running() and model.status() != psutil.STATUS_ZOMBIE:  # noqa: ASYNC110  # another process
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.5)
    await small.warm()
    await small.close()


@pytest.mark.models
def test_a_model_ends_with_a_process_that_is_killed() -> None:
    program = (
        "import asyncio; from agent.director.local_server import LocalServer, Weights\n"
        "async def main():\n"
        f" await LocalServer.start({_weights()!r}); print('ready', flush=True); await asyncio.sleep(600)\n"
        "asyncio.run(main())"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    assert parent.stdout.readline() == "ready\n"
    (model,) = psutil.Process(parent.pid).children()
    parent.kill()
    parent.wait()
    parent.stdout.close()
    model.wait(10)


async def test_weights_that_cannot_be_read_are_told_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "broken.gguf").write_bytes(b"GGUF, but no more")
    with pytest.raises(DirectorUnreachable, match=r"could not be loaded \(.+\); see"):
        await LocalDirector(lambda: tmp_path / "broken.gguf").warm()


def _weights() -> Weights:
    return Weights(str(STORE.path(LocalDirector.name)), "a key", context=512, threads=1, cache_mib=0, states="")
