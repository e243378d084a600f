"""Whether a longer film costs more for each of its seconds: films of growing length, all but the voice as ever."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import psutil
from numpy.typing import NDArray

from evals.bench import film
from evals.bench.metering import Meter, Watch
from renderer.farm import LocalFarm
from renderer.pipeline import render
from renderer.spec import Quality, Utterance

SCENE_S = 3.0
_ROOT = Path(__file__).parents[2]
LENGTHS: tuple[tuple[Quality, int], ...] = (
    *(("final", 12), ("final", 30), ("final", 60), ("final", 180)),
    *(("draft", 12), ("draft", 30), ("draft", 60), ("draft", 180), ("draft", 600), ("draft", 1800)),
)


def rows(lengths: tuple[tuple[Quality, int], ...] = LENGTHS) -> list[dict[str, object]]:
    """Rows of quality, film_s, cpu_s_per_film_s, wall_s_per_film_s, peak_rss_mb and peak_pss_mb of the process tree."""
    return [_apart(quality, film_s) for quality, film_s in lengths]


def _apart(quality: Quality, film_s: int) -> dict[str, object]:
    command = [sys.executable, "-m", "evals.bench.length", quality, str(film_s)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process, Watch(process.pid) as watch:
        told, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"a {quality} of {film_s} s did not finish; see the lines above")
    row: dict[str, object] = json.loads(told.splitlines()[-1])
    row |= {"peak_rss_mb": round(watch.peak_rss_mb), "peak_pss_mb": round(watch.peak_pss_mb)}
    print(json.dumps(row), file=sys.stderr, flush=True)  # the long ones take their time
    return row


def measure(quality: Quality, film_s: int) -> dict[str, object]:
    """One length, here and now, in a cache of its own."""
    spec = film.film(round(film_s / SCENE_S), SCENE_S)
    with tempfile.TemporaryDirectory() as name, LocalFarm(psutil.cpu_count() or 1) as farm:
        folder = Path(name)
        farm.warm_up().result()
        with Meter() as meter:
            render(spec, folder / "film.mp4", quality=quality, cache_dir=folder, farm=farm, speak=silence)
    costs = {"cpu_s_per_film_s": round(meter.cpu_s / film_s, 3), "wall_s_per_film_s": round(meter.wall_s / film_s, 3)}
    return {"quality": quality, "film_s": film_s, **costs}


def silence(utterance: Utterance) -> NDArray[np.float32]:
    """A line of two seconds in which nobody speaks."""
    return np.zeros(96_000, np.float32)


if __name__ == "__main__":
    kind: Quality = "final" if sys.argv[1] == "final" else "draft"
    print(json.dumps(measure(kind, int(sys.argv[2]))))
