from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from renderer.errors import RenderCancelled, RenderFailed
from renderer.farm import LocalFarm
from renderer.live import Glimpses
from renderer.pipeline import Progress, Rendered, make_segment, render
from renderer.plan import plan
from renderer.scene import ScenePainter, Stage
from renderer.spec import RenderSpec
from tests.integration import render_stage
from tests.integration.render_stage import FLASHES, MORTAL, SLOW, WRONG, beep, film

LENGTHS = [70, 45, 33, 61, 90, 30, 47, 52, 38, 66, 40]


@pytest.fixture(scope="module", autouse=True)
def workers_find_the_tests() -> Iterator[None]:
    """A dependency installs a package named tests; in the workers ours has to come first."""
    root = str(Path(render_stage.__file__).parents[2])
    sys.path.insert(0, root)
    yield
    sys.path.remove(root)


@pytest.fixture(scope="module")
def farm(workers_find_the_tests: None) -> Iterator[LocalFarm]:
    with LocalFarm(2) as workers:
        yield workers


def make(
    spec: RenderSpec, folder: Path, farm: LocalFarm, stage: Stage = FLASHES, name: str = "film.mp4", **more: Any
) -> Rendered:
    out = folder / name
    options = {"quality": "final", "cache_dir": folder / "cache", "speak": beep, **more}
    return render(spec, out, farm=farm, stage=stage, **options)


def flashes(path: Path) -> list[float]:
    with av.open(str(path)) as opened:
        return [float(frame.time or 0) for frame in opened.decode(video=0) if frame.to_ndarray()[:360].mean() > 150]


def clicks(path: Path) -> list[float]:
    with av.open(str(path)) as opened:
        parts = [(float(frame.time or 0), frame.to_ndarray()[0]) for frame in opened.decode(audio=0)]
    sound = np.abs(np.concatenate([samples for _, samples in parts]))
    loud = np.flatnonzero(sound > 0.3 * sound.max())
    return [parts[0][0] + float(at) / 48_000 for at in loud[np.r_[True, np.diff(loud) > 9600]]]


def test_sound_meets_picture_at_ten_joins(farm: LocalFarm, tmp_path: Path) -> None:
    done = make(film(LENGTHS), tmp_path, farm)
    starts = [float(at) / 30 for at in np.cumsum([0, *LENGTHS[:-1]])]
    assert flashes(done.path) == pytest.approx(starts, abs=1e-4)
    assert clicks(done.path) == pytest.approx(starts, abs=0.005)
    with av.open(str(done.path)) as opened:
        assert sum(1 for _ in opened.decode(video=0)) == done.frames == sum(LENGTHS)


def test_transitions_replace_frames_and_add_none(farm: LocalFarm, tmp_path: Path) -> None:
    done = make(film([60, 60, 60], transition_frames=12), tmp_path, farm)
    with av.open(str(done.path)) as opened:
        means = [float(frame.to_ndarray()[:360].mean()) for frame in opened.decode(video=0)]
    assert len(means) == 180
    # the incoming flash, half faded in, is seen at the boundary itself
    assert 60 < means[60] < 180


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as opened:
        return [bytes(packet) for packet in opened.demux(video=0) if packet.size]


def test_only_the_changed_scene_is_made_again(farm: LocalFarm, tmp_path: Path) -> None:
    first = make(film(LENGTHS), tmp_path, farm)
    before = packets(first.path)
    again = make(film(LENGTHS, headline={4: "changed"}), tmp_path, farm)
    after = packets(again.path)
    assert again.rendered_scenes == ("s4",)
    assert again.segments_rendered == 2
    start, end = sum(LENGTHS[:4]), sum(LENGTHS[:5])
    assert after[:start] == before[:start]
    assert after[end:] == before[end:]
    assert after[start:end] != before[start:end]


def test_a_change_of_pictures_leaves_the_sound_as_it_was(farm: LocalFarm, tmp_path: Path) -> None:
    def sound(path: Path) -> list[bytes]:
        with av.open(str(path)) as opened:
            return [bytes(packet) for packet in opened.demux(audio=0) if packet.size]

    before = sound(make(film(LENGTHS), tmp_path, farm).path)
    (mix,) = (tmp_path / "cache" / "mixes").glob("??/*.m4a")
    made = mix.stat().st_ino
    after = sound(make(film(LENGTHS, headline={4: "changed"}), tmp_path, farm).path)
    assert after == before
    assert mix.stat().st_ino == made, "it was not mixed again"
    make(film([*LENGTHS[:-1], 55]), tmp_path, farm)
    assert len(list((tmp_path / "cache" / "mixes").glob("??/*.m4a"))) == 2, "another length is another mix"


def test_a_changed_scene_can_be_played_with_its_voice_before_the_rest(farm: LocalFarm, tmp_path: Path) -> None:
    glimpses: list[tuple[str, Path]] = []
    make(film(LENGTHS), tmp_path, farm, on_scene=lambda *seen: glimpses.append(seen))
    assert glimpses == [], "where all is new, the film that grows is enough"
    make(film(LENGTHS, headline={4: "changed"}), tmp_path, farm, on_scene=lambda *seen: glimpses.append(seen))
    ((name, path),) = glimpses
    assert name == "s4"
    with av.open(str(path)) as opened:
        assert sum(1 for _ in opened.decode(video=0)) == LENGTHS[4]
    assert clicks(path) == pytest.approx([0.0], abs=0.005)


def test_of_what_is_missing_the_first_changed_scene_is_painted_first(tmp_path: Path) -> None:
    segments = plan(film(LENGTHS, transition_frames=8))
    missing = [index for index, segment in enumerate(segments) if {"s4", "s6"} & {scene.id for scene in segment.scenes()}]
    soon = Glimpses(tmp_path / "v2.mp4", lambda scene, path: None).expect(segments, missing)
    assert {segments[index].scene.id for index in soon} == {"s4"}
    assert all(segments[index].transition is None for index in soon)
    assert len(soon) < len(missing)


def test_nothing_is_mixed_while_somebody_waits_for_a_changed_scene(
    farm: LocalFarm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(film(LENGTHS), tmp_path, farm)
    seen: list[str] = []
    hand_out = farm.submit

    def submit(function: Any, *arguments: object, **options: Any) -> Any:
        seen.append(function.__name__)
        return hand_out(function, *arguments, **options)

    monkeypatch.setattr(farm, "submit", submit)
    make(film(LENGTHS, headline={4: "changed"}), tmp_path, farm, on_scene=lambda scene, path: seen.append("shown"))
    assert [name for name in seen if name != "make_segment"] == ["shown", "mix_sound"]


def test_a_render_can_be_called_off_while_its_sound_is_mixed(
    farm: LocalFarm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_out, stages = farm.submit, list[str]()

    def submit(function: Any, *arguments: object, **options: Any) -> Any:
        return Future[Path]() if function.__name__ == "mix_sound" else hand_out(function, *arguments, **options)

    monkeypatch.setattr(farm, "submit", submit)
    with pytest.raises(RenderCancelled):
        make(film([30]), tmp_path, farm, on_progress=lambda step: stages.append(step.stage), cancelled=lambda: "mixing" in stages)


def test_a_worker_leaves_a_segment_that_was_called_off(tmp_path: Path) -> None:
    spec, stop = film([30]), tmp_path / "stop"
    stop.touch()
    with pytest.raises(RenderCancelled):
        make_segment(plan(spec)[0], spec.canvas, "draft", tmp_path / "cache", "aa", FLASHES, stop)
    assert not list((tmp_path / "cache").rglob("*.mp4"))


def test_a_short_film_does_not_wait_for_a_long_one(workers_find_the_tests: None) -> None:
    done: list[str] = []
    with LocalFarm(1) as one:
        waiting = [one.submit(time.sleep, 0.05, film=name) for name in ("long",) * 6 + ("short",) * 2]
        for name, future in zip(("long",) * 6 + ("short",) * 2, waiting, strict=True):
            future.add_done_callback(lambda _, name=name: done.append(name))  # type: ignore[misc]
        for future in waiting:
            future.result()
    assert done.index("short") < 3
    assert done[-2:] == ["long", "long"]


def test_short_films_of_changed_scenes_go_when_a_later_film_is_there(farm: LocalFarm, tmp_path: Path) -> None:
    def glimpsed(name: str, headline: dict[int, str]) -> list[str]:
        make(film(LENGTHS, headline=headline), tmp_path, farm, name=name, on_scene=lambda scene, path: None)
        return sorted(path.name for path in (tmp_path / "glimpses").glob("*.mp4"))

    make(film(LENGTHS), tmp_path, farm)
    assert glimpsed("v1.mp4", {4: "changed"}) == ["v1-s4.mp4"]
    assert glimpsed("v10.mp4", {2: "changed", 4: "changed"}) == ["v10-s2.mp4"]


def test_the_same_film_in_another_process_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        with LocalFarm(1) as alone:
            make(film([40, 50], transition_frames=8), tmp_path / name, alone)
    assert (tmp_path / "a/film.mp4").read_bytes() == (tmp_path / "b/film.mp4").read_bytes()


def test_frames_do_not_depend_on_their_order() -> None:
    from renderer.planes import Planes

    spec = film([60])
    forwards, backwards = (ScenePainter(spec.scenes[0], spec.canvas, 1.0, FLASHES) for _ in range(2))
    one, two = Planes(640, 360), Planes(640, 360)
    for n in range(5):
        forwards.paint(n, one)
    for n in (30, 7, 4):
        backwards.paint(n, two)
    assert np.array_equal(one.buffer, two.buffer)


def test_a_killed_worker_is_replaced_and_the_film_finished(farm: LocalFarm, tmp_path: Path) -> None:
    bomb = tmp_path / "bomb"
    bomb.touch()
    spec = film([40, 40, 40])
    mined = spec.scenes[1].model_copy(update={"text": spec.scenes[1].text.model_copy(update={"body": str(bomb)})})
    done = make(spec.model_copy(update={"scenes": (spec.scenes[0], mined, spec.scenes[2])}), tmp_path, farm, MORTAL)
    assert not bomb.exists()
    assert done.frames == 120
    assert len(packets(done.path)) == 120


def test_a_cancelled_render_stops_soon_and_keeps_what_was_done(farm: LocalFarm, tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(RenderCancelled):
        make(film([30] * 20), tmp_path, farm, SLOW, cancelled=lambda: time.monotonic() - began > 1.6)
    assert time.monotonic() - began < 3
    assert not (tmp_path / "film.mp4").exists()
    assert list((tmp_path / "cache/segments").glob("??/*.mp4"))


def test_a_failing_scene_is_named(farm: LocalFarm, tmp_path: Path) -> None:
    with pytest.raises(RenderFailed, match=r"'s0'.*no such layout") as caught:
        make(film([30]), tmp_path, farm, WRONG)
    assert (caught.value.stage, caught.value.scene) == ("paint", "s0")


def test_a_failing_voice_is_told(farm: LocalFarm, tmp_path: Path) -> None:
    def mute(_: object) -> Any:
        raise ValueError("no such voice")

    with pytest.raises(RenderFailed, match="no such voice") as caught:
        make(film([30]), tmp_path, farm, speak=mute)
    assert caught.value.stage == "speak"


def test_the_preview_grows_and_progress_never_goes_back(farm: LocalFarm, tmp_path: Path) -> None:
    live, seen, sizes = tmp_path / "live.mp4", list[Progress](), list[int]()

    def note(progress: Progress) -> None:
        seen.append(progress)
        sizes.append(live.stat().st_size if live.exists() else 0)

    make(film([120] * 5), tmp_path, farm, live=live, on_progress=note)
    assert [one.fraction for one in seen] == sorted(one.fraction for one in seen)
    assert seen[-1].stage == "done"
    assert seen[-1].playable_s == 20
    assert sizes == sorted(sizes)
    with av.open(str(live)) as opened:
        assert sum(1 for _ in opened.decode(video=0)) == 600
    offsets = np.subtract(clicks(live), flashes(live))
    assert np.abs(offsets).max() < 0.005


def test_a_render_killed_in_the_middle_goes_on_where_it_was(farm: LocalFarm, tmp_path: Path) -> None:
    program = textwrap.dedent("""
        import sys
        sys.path.insert(0, sys.argv[2])
        from pathlib import Path
        from renderer.farm import LocalFarm
        from tests.integration.test_render_film import make
        from tests.integration.render_stage import SLOW, film
        make(film([60] * 8), Path(sys.argv[1]), LocalFarm(1), SLOW)
    """)
    root = Path(render_stage.__file__).parents[2]
    child = subprocess.Popen([sys.executable, "-c", program, str(tmp_path), str(root)])
    finished = tmp_path / "cache/segments"
    deadline = time.monotonic() + 30
    while len(list(finished.glob("??/[!.]*.mp4"))) < 3 and time.monotonic() < deadline:
        time.sleep(0.05)
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    done = make(film([60] * 8), tmp_path, farm, SLOW)
    assert done.segments_reused >= 3
    assert done.segments_rendered + done.segments_reused == 8
    assert len(packets(done.path)) == 480
