"""What a frame costs: our final and draft beside the encoder alone, an ffmpeg filtergraph, MoviePy and Remotion, in one run.

Every case runs in a process of its own, one after the other, on the same ten seconds with the same encoder settings; then the
product's own film, with what painting adds to encoding. CPU is of the whole process tree once everything is imported and
warm; memory is the tree's peak from its start, seen from outside; `starts_s` is how long it took until the work began.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import psutil

from evals.bench import equal, film, rivals
from evals.bench.metering import Meter, ProgramMeter, Stopwatch, Watch
from renderer import encode
from renderer.farm import LocalFarm
from renderer.pipeline import render
from renderer.plan import Segment, plan
from renderer.planes import Planes, copy
from renderer.scene import LOOK, Stage, between, body
from renderer.spec import Quality, RenderSpec
from ui.settings import Settings

CASES = (
    "ours_final",
    "encode_only",
    "ffmpeg",
    "moviepy",
    "remotion",
    "ours_draft",
    "film_final",
    "film_draft",
    "film_plain_scenes",
    "film_presenter_scenes",
)
Row = dict[str, object]
_ROOT = Path(__file__).parents[2]


def rows(cases: tuple[str, ...] = CASES) -> list[Row]:
    """One row per case: case, frames, cpu_ms_per_frame, wall_fps, peak_rss_mb, peak_pss_mb, starts_s, and what one alone has.

    A rival that is not installed has a row of case and note.
    """
    found = [_apart(case) for case in cases]
    alone = next((row["cpu_ms_per_frame"] for row in found if row["case"] == "encode_only"), None)
    for row in found:
        if row["case"] in ("ours_final", "ffmpeg", "moviepy", "remotion") and alone and "cpu_ms_per_frame" in row:
            row["over_encode_only"] = round(float(str(row["cpu_ms_per_frame"])) / float(str(alone)) - 1, 3)
    return found


def _apart(case: str) -> Row:
    began = time.time()
    command = [sys.executable, "-m", "evals.bench.render", case]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process, Watch(process.pid) as watch:
        told, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"case {case!r} did not finish; see the lines above")
    row: Row = json.loads(told.splitlines()[-1])
    if "began" in row:
        row["starts_s"] = round(float(str(row.pop("began"))) - began, 2)
    if "frames" in row:
        kept = float(str(row.pop("kept_mb", 0)))
        row["peak_rss_mb"], row["peak_pss_mb"] = round(watch.peak_rss_mb - kept), round(watch.peak_pss_mb - kept)
    return row


def _row(case: str, frames: int, cpu_s: float, wall_s: float, **more: float) -> Row:
    costs = {"cpu_ms_per_frame": round(1000 * cpu_s / frames, 2), "wall_fps": round(frames / wall_s, 1)}
    return {"case": case, "frames": frames, **costs, **{name: round(value, 3) for name, value in more.items()}}


def _ours(case: str, spec: RenderSpec, quality: Quality, stage: Stage, folder: Path) -> Row:
    with LocalFarm(psutil.cpu_count() or 1) as farm:
        farm.warm_up().result()
        began = time.time()
        with Meter() as meter:
            done = render(spec, folder / "film.mp4", quality=quality, cache_dir=folder, farm=farm, speak=film.tone, stage=stage)
    first = done.timings["first_playable_s"]
    return _row(case, done.frames, meter.cpu_s, meter.wall_s, first_playable_s=first) | {"began": began}


def _frames(spec: RenderSpec, segment: Segment, stage: Stage) -> Iterator[Planes]:
    """The frames of a segment of a final, each painted into the same planes."""
    planes = Planes(spec.canvas.width, spec.canvas.height)
    if segment.transition and segment.coming:
        return between(segment.scene, segment.coming, segment.transition, spec.canvas, 1.0, stage, planes)
    return body(segment.scene, spec.canvas, 1.0, stage, segment.first, segment.frames, planes)


def _kept(frames: Iterator[Planes], watch: Stopwatch) -> Iterator[Planes]:
    """Each frame in memory of its own; what it takes to paint them is timed."""
    while True:
        with watch:
            painted = next(frames, None)
        if painted is None:
            return
        own = Planes(painted.width, painted.height)
        copy(painted, own)
        yield own


def _encode_only(folder: Path) -> Row:
    """The same encoder on the same segments, painted beforehand, in one process: what no compositor can go below."""
    spec, watch, most = equal.spec(), Stopwatch(), 0
    for segment in plan(spec):
        frames = list(_kept(_frames(spec, segment, equal.STAGE), Stopwatch()))
        most = max(most, sum(frame.buffer.nbytes for frame in frames))
        with watch:
            encode.encode_segment(folder / "one.mp4", frames, encode.encoding_for(spec.canvas, "final"))
    return _row("encode_only", spec.frames, watch.cpu_s, watch.wall_s) | {"kept_mb": most / 2**20}


def _steady(case: str, folder: Path, *, with_presenter: bool) -> Row:
    """Some scenes of the film on one core: encoding their frames, and what painting adds once their sprites are made."""
    spec, painting, encoding, count, most = film.film(6), Stopwatch(), Stopwatch(), 0, 0
    for segment in plan(spec):
        if any((scene.presenter is not None) != with_presenter for scene in segment.scenes()):
            continue
        painted = _frames(spec, segment, LOOK)
        first = next(_kept(painted, Stopwatch()))  # the sprites are made for it
        frames = [first, *_kept(painted, painting)]
        most = max(most, sum(frame.buffer.nbytes for frame in frames))
        with encoding:
            encode.encode_segment(folder / "one.mp4", frames, encode.encoding_for(spec.canvas, "final"))
        count += len(frames)
    more = {"encode_ms_per_frame": 1000 * encoding.cpu_s / count, "over_encode_only": painting.cpu_s / encoding.cpu_s}
    cpu_s, wall_s = painting.cpu_s + encoding.cpu_s, painting.wall_s + encoding.wall_s
    return _row(case, count, cpu_s, wall_s, **more) | {"kept_mb": most / 2**20}


def _moviepy(folder: Path) -> Row:
    import moviepy  # type: ignore[import-untyped] # noqa: F401 - its import is not its frames' cost

    began = time.time()
    with Meter() as meter:
        rivals.moviepy_film(folder / "film.mp4", _sound())
    return _row("moviepy", rivals.SLOW_FRAMES, meter.cpu_s, meter.wall_s) | {"began": began}


def _program(case: str, make: Callable[[Path, int], None], frames: int, folder: Path) -> Row:
    """A program of its own: one frame of it first, to know how long it takes to start and what that costs.

    The very first start reads everything from disk and is not counted.
    """
    _, start, whole = (_made(make, folder / name, count) for name, count in (("cold", 1), ("start", 1), ("whole", frames)))
    return _row(case, frames - 1, whole.cpu_s - start.cpu_s, whole.wall_s - start.wall_s, starts_s=start.wall_s)


def _made(make: Callable[[Path, int], None], folder: Path, frames: int) -> Meter:
    folder.mkdir()
    rivals.pictures(folder, _sound())
    with ProgramMeter() as meter:
        make(folder, frames)
    return meter


def _remotion(folder: Path) -> Row:
    installed = Settings().models_path.parent / "remotion"
    if missing := rivals.remotion_missing(installed):
        return {"case": "remotion", "note": missing}
    bundled = folder / "bundled"
    bundled.mkdir()
    rivals.pictures(bundled, _sound())
    rivals.remotion_bundle(bundled, installed)
    return _program("remotion", lambda where, frames: rivals.remotion_film(where, bundled, frames), rivals.SLOW_FRAMES, folder)


def _sound() -> np.ndarray:
    return np.tile(film.tone(equal.spec().sound.lines[0].utterance), (2, 5))


def measure(case: str, folder: Path) -> Row:
    """One case, here and now."""
    measures: dict[str, Callable[[], Row]] = {
        "ours_final": lambda: _ours(case, equal.spec(), "final", equal.STAGE, folder),
        "ours_draft": lambda: _ours(case, equal.spec(), "draft", equal.STAGE, folder),
        "encode_only": lambda: _encode_only(folder),
        "ffmpeg": lambda: _program(case, rivals.ffmpeg_film, rivals.FRAMES, folder),
        "moviepy": lambda: _moviepy(folder),
        "remotion": lambda: _remotion(folder),
        "film_final": lambda: _ours(case, film.film(), "final", LOOK, folder),
        "film_draft": lambda: _ours(case, film.film(), "draft", LOOK, folder),
        "film_plain_scenes": lambda: _steady(case, folder, with_presenter=False),
        "film_presenter_scenes": lambda: _steady(case, folder, with_presenter=True),
    }
    return measures[case]()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as name:
        print(json.dumps(measure(sys.argv[1], Path(name))))
