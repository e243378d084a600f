"""What a change costs: the whole film, then the film with one of its ten scenes changed, and with nothing changed."""

from __future__ import annotations

import tempfile
from pathlib import Path

import psutil

from evals.bench import film
from evals.bench.metering import Meter
from renderer.farm import LocalFarm
from renderer.pipeline import render
from renderer.spec import RenderSpec, Text


def rows(scenes: int = 10, seconds: float = 3.0) -> list[dict[str, object]]:
    """Rows full, one_of_ten, unchanged: cpu_s, wall_s, share_of_full (of CPU), wall_share_of_full, segments made and reused."""
    whole = film.film(scenes, seconds)
    middle = scenes // 2 - 1
    changed = whole.scenes[middle].model_copy(update={"text": Text(headline="A changed line", points=("New", "Words"))})
    edited = whole.model_copy(update={"scenes": (*whole.scenes[:middle], changed, *whole.scenes[middle + 1 :])})
    cases: list[tuple[str, RenderSpec]] = [("full", whole), ("one_of_ten", edited), ("unchanged", edited)]
    found: list[dict[str, object]] = []
    with tempfile.TemporaryDirectory() as name, LocalFarm(psutil.cpu_count() or 1) as farm:
        folder = Path(name)
        farm.warm_up().result()
        full = full_wall = 0.0
        for case, spec in cases:
            with Meter() as meter:
                done = render(spec, folder / "film.mp4", quality="final", cache_dir=folder, farm=farm, speak=film.tone)
            full, full_wall = full or meter.cpu_s, full_wall or meter.wall_s
            found.append(
                {
                    "case": case,
                    "cpu_s": round(meter.cpu_s, 2),
                    "wall_s": round(meter.wall_s, 2),
                    "share_of_full": round(meter.cpu_s / full, 3),
                    "wall_share_of_full": round(meter.wall_s / full_wall, 3),
                    "segments_rendered": done.segments_rendered,
                    "segments_reused": done.segments_reused,
                }
            )
    return found
