"""Over many random changes: what a change does not touch is the same packets in the new film as in the old one."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from renderer.farm import LocalFarm
from renderer.pipeline import Rendered, render
from renderer.plan import plan
from renderer.spec import RenderSpec, Scene, Text, Transition
from tests.integration import render_stage
from tests.integration.render_stage import FLASHES, beep, film

CHANGES = 30


@pytest.fixture(scope="module")
def farm() -> Iterator[LocalFarm]:
    """Workers that find these tests before any other package of that name."""
    root = str(Path(render_stage.__file__).parents[2])
    sys.path.insert(0, root)
    with LocalFarm(2) as workers:
        yield workers
    sys.path.remove(root)


def make(spec: RenderSpec, out: Path, cache: Path, farm: LocalFarm) -> Rendered:
    return render(spec, out, quality="draft", cache_dir=cache, farm=farm, speak=beep, stage=FLASHES)


def pieces(spec: RenderSpec, path: Path) -> dict[str, list[bytes]]:
    """The packets of each piece of the film, by all that is to be seen in it; the stream's parameter sets stand first."""
    with av.open(str(path)) as opened:
        track = opened.streams.video[0]
        head = bytes(track.codec_context.extradata or b"")
        packets = [bytes(packet) for packet in opened.demux(track) if packet.size]
    assert len(packets) == spec.frames
    assert head
    return {repr((piece.scenes(), piece.shape())): [head, *packets[piece.at : piece.at + piece.frames]] for piece in plan(spec)}


def changed(spec: RenderSpec, chance: random.Random, number: int) -> RenderSpec:
    """The film after one random change."""
    scenes, cuts = list(spec.scenes), list(spec.transitions)
    at = chance.randrange(len(scenes))
    scene = scenes[at]
    match chance.choice(("words", "length", "move", "remove", "add", "transition")):
        case "words":
            scenes[at] = scene.model_copy(update={"text": Text(headline="x" * (number + 2))})
        case "length":
            scenes[at] = scene.model_copy(update={"frames": scene.frames + 7})
        case "move":
            scenes.insert(chance.randrange(len(scenes)), scenes.pop(at))
        case "remove" if len(scenes) > 3:
            del scenes[at]
        case "transition":
            at = chance.randrange(len(cuts))
            cuts[at] = Transition(kind="crossfade", frames=8) if cuts[at].kind == "cut" else Transition()
        case _:
            new = Scene(id=f"new-{number}", frames=30, layout="title", text=Text(headline="y" * (number + 2)))
            scenes.insert(at, new)
    cuts = [*cuts, Transition()][: len(scenes) - 1] if len(cuts) < len(scenes) - 1 else cuts[: len(scenes) - 1]
    return spec.model_copy(update={"scenes": tuple(scenes), "transitions": tuple(cuts)})


def test_packets_of_what_a_change_does_not_touch_are_the_same_bytes(farm: LocalFarm, tmp_path: Path) -> None:
    chance = random.Random(3)
    spec = film([34, 70, 28, 45, 31])
    kept = moved = 0
    make(spec, tmp_path / "film-0.mp4", tmp_path / "cache", farm)
    before = pieces(spec, tmp_path / "film-0.mp4")
    for number in range(1, CHANGES + 1):
        spec = changed(spec, chance, number)
        out = tmp_path / f"film-{number}.mp4"
        done = make(spec, out, tmp_path / "cache", farm)
        after = pieces(spec, out)
        same = before.keys() & after.keys()
        assert all(after[piece] == before[piece] for piece in same), f"change {number} touched more than was asked"
        assert done.segments_rendered <= len(after.keys() - before.keys())
        kept, moved = kept + len(same), moved + len(after.keys() - before.keys())
        before = after
    assert kept > 3 * CHANGES
    assert moved > CHANGES / 2
    make(spec, tmp_path / "alone.mp4", tmp_path / "empty", farm)
    assert pieces(spec, tmp_path / "alone.mp4") == before, "a film made of pieces of many is the film made at once"
