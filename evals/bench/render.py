"""What a frame costs: our film, our draft, the encoder alone, and MoviePy on the same scene, each in a process of its own.

CPU is of the whole process tree, from the moment everything is imported and warm; memory is the tree's peak meanwhile.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import psutil

from evals.bench import equal, film
from renderer import encode
from renderer.farm import LocalFarm
from renderer.pipeline import render
from renderer.planes import Planes
from renderer.scene import LOOK, Stage
from renderer.spec import Quality, RenderSpec

CASES = ("ours_final", "ours_draft", "encode_only", "moviepy", "film_final", "film_draft")
_ROOT = Path(__file__).parents[2]


def rows(cases: tuple[str, ...] = CASES) -> list[dict[str, object]]:
    """One row per case: case, frames, cpu_ms_per_frame, wall_fps, peak_rss_mb, peak_pss_mb, for ours first_playable_s."""
    return [_apart(case) for case in cases]


def _apart(case: str) -> dict[str, object]:
    command = [sys.executable, "-m", "evals.bench.render", case]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    row: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return row


class Meter:
    """CPU seconds and peak memory of this process and everything below it, while it is entered."""

    def __enter__(self) -> Meter:
        self.peak_rss_mb, self.peak_pss_mb, self._done = 0.0, 0.0, threading.Event()
        self._watch = threading.Thread(target=self._sample, daemon=True)
        self._watch.start()
        self._wall, self._cpu = time.perf_counter(), tree_cpu_s()
        return self

    def __exit__(self, *_: object) -> None:
        self.wall_s, self.cpu_s = time.perf_counter() - self._wall, tree_cpu_s() - self._cpu
        self._done.set()
        self._watch.join()

    def _sample(self) -> None:
        while not self._done.wait(0.1):
            rss, pss = np.sum([_memory(process) for process in _tree()], axis=0) / 2**20
            self.peak_rss_mb, self.peak_pss_mb = max(self.peak_rss_mb, rss), max(self.peak_pss_mb, pss)


def _tree() -> list[psutil.Process]:
    own = psutil.Process()
    return [own, *own.children(recursive=True)]


def _memory(process: psutil.Process) -> tuple[int, int]:
    """Resident bytes, and resident bytes with what processes share (libraries) counted once among them."""
    try:
        found = process.memory_full_info()
    except psutil.NoSuchProcess:
        return 0, 0
    return int(found.rss), int(found.pss)


def tree_cpu_s() -> float:
    """User and system seconds of this process, its living children and those already waited for."""
    total = 0.0
    for process in _tree():
        times = process.cpu_times()
        total += times.user + times.system + times.children_user + times.children_system
    return total


def _row(case: str, frames: int, meter: Meter, **more: float) -> dict[str, object]:
    return {
        "case": case,
        "frames": frames,
        "cpu_ms_per_frame": round(1000 * meter.cpu_s / frames, 2),
        "wall_fps": round(frames / meter.wall_s, 1),
        "peak_rss_mb": round(meter.peak_rss_mb),
        "peak_pss_mb": round(meter.peak_pss_mb),
        **{name: round(value, 2) for name, value in more.items()},
    }


def _ours(case: str, spec: RenderSpec, quality: Quality, stage: Stage, folder: Path) -> dict[str, object]:
    with LocalFarm(psutil.cpu_count() or 1) as farm:
        farm.warm_up().result()
        with Meter() as meter:
            done = render(spec, folder / "film.mp4", quality=quality, cache_dir=folder, farm=farm, speak=film.tone, stage=stage)
    return _row(case, done.frames, meter, first_playable_s=done.timings["first_playable_s"], whole_s=meter.wall_s)


def _encode_only(folder: Path) -> dict[str, object]:
    """The same encoder on frames painted beforehand: what no compositor can go below."""
    made, frames = equal.Everything(0, 1.0), []
    for n in range(equal.SCENE_FRAMES):
        planes = Planes(equal.WIDTH, equal.HEIGHT)
        made.paint(planes, n / equal.FPS)
        frames.append(planes)
    with Meter() as meter:
        encode.encode_segment(folder / "one.mp4", frames, encode.encoding_for(equal.spec().canvas, "final"))
    return _row("encode_only", len(frames), meter)


def _moviepy(folder: Path) -> dict[str, object]:
    import moviepy  # type: ignore[import-untyped] # noqa: F401 - its import is not its frames' cost

    sound = np.tile(film.tone(equal.spec().sound.lines[0].utterance), (2, 5))
    with Meter() as meter:
        equal.moviepy_film(folder / "film.mp4", sound)
    return _row("moviepy", 2 * equal.SCENE_FRAMES, meter)


def measure(case: str, folder: Path) -> dict[str, object]:
    """One case, here and now."""
    measures: dict[str, Callable[[], dict[str, object]]] = {
        "ours_final": lambda: _ours(case, equal.spec(), "final", equal.STAGE, folder),
        "ours_draft": lambda: _ours(case, equal.spec(), "draft", equal.STAGE, folder),
        "encode_only": lambda: _encode_only(folder),
        "moviepy": lambda: _moviepy(folder),
        "film_final": lambda: _ours(case, film.film(), "final", LOOK, folder),
        "film_draft": lambda: _ours(case, film.film(), "draft", LOOK, folder),
    }
    return measures[case]()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(measure(sys.argv[1], Path(name))))
