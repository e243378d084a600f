"""What the mark costs: the same scenes painted and encoded at full size without it and with it, by turns in one process."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path
from typing import Any

from evals.bench import film
from renderer.marking import mark_of
from renderer.pipeline import make_segment
from renderer.plan import Segment
from renderer.scene import LOOK
from renderer.spec import Canvas

ROUNDS, FRAMES = 3, 45
SCENES = (0, 1, 4)  # a title, a presenter, a list


def rows() -> list[dict[str, Any]]:
    """CPU per frame of each scene, the middle of ROUNDS, in milliseconds, and what the mark adds to it."""
    return [_row(number) for number in SCENES]


def _row(number: int) -> dict[str, Any]:
    plain = Canvas(width=1920, height=1080)
    canvases = {"unmarked": plain, "marked": plain.model_copy(update={"mark": mark_of("bench")})}
    scene = film.scene(number, 3.0, "maya")
    segment = Segment(scene, 0, 10, FRAMES)
    spent: dict[str, list[float]] = {name: [] for name in canvases}
    sizes: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as folder:
        cache = Path(folder)
        for turn in range(ROUNDS + 1):
            for name, canvas in canvases.items():
                made = make_segment(segment, canvas, "final", cache, f"{turn}{name}", LOOK, cache / "stop")
                sizes[name] = made.path.stat().st_size
                if turn:  # the first draws what later ones find drawn
                    spent[name].append(made.cpu_s)
    before, after = (1000 * statistics.median(spent[name]) / FRAMES for name in canvases)
    return {
        "scene": scene.layout,
        "unmarked_ms": round(before, 2),
        "marked_ms": round(after, 2),
        "share_percent": round(100 * (after / before - 1), 1),
        "file_percent": round(100 * (sizes["marked"] / sizes["unmarked"] - 1), 1),
    }
