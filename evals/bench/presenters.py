"""What a frame of each presenter costs: a talking scene with one gesture at 720 x 720, in process CPU milliseconds."""

from __future__ import annotations

import time
from statistics import median

from renderer import spec
from renderer.layer import Box
from renderer.planes import Planes
from renderer.presenters.cast import PRESENTERS
from renderer.presenters.performer import Performer

FRAMES = 120
_SIDE = 720
_VISEMES: tuple[spec.Viseme, ...] = ("AA", "MBP", "EE", "OO", "FV", "L", "rest", "OH")


def rows(repeats: int = 3) -> list[dict[str, object]]:
    """A row for each presenter and framing: median of `repeats` passes over four seconds, a gesture held for one of them."""
    found: list[dict[str, object]] = []
    for framing in ("close", "half", "full"):
        cost = {name: _cpu_ms(name, framing, repeats) for name in PRESENTERS}
        found += [{"case": f"{name}_{framing}", "cpu_ms_per_frame": ms, "frames": FRAMES} for name, ms in cost.items()]
        found.append({"case": f"all_{framing}", "cpu_ms_per_frame": round(sum(cost.values()) / len(cost), 2), "frames": FRAMES})
    return found


def _cpu_ms(name: str, framing: str, repeats: int) -> float:
    presenter = spec.Presenter.model_validate(
        {
            "name": name,
            "framing": framing,
            "mouth": [{"at_s": 0.1 * i, "viseme": _VISEMES[i % len(_VISEMES)]} for i in range(40)],
            "stresses": (0.6, 1.5, 2.7, 3.4),
            "phrases": (2.0, 3.9),
            "gestures": [{"at_s": 1.2, "name": "present", "hold_s": 1.0}],
        }
    )
    figure, planes = Performer(presenter, Box(0, 0, _SIDE, _SIDE), "#3B5BDB", 1.0), Planes(_SIDE, _SIDE)
    times = []
    for index in range(repeats):
        began = time.process_time()
        for frame in range(FRAMES):
            # A frame painted before is kept, so each pass takes moments of its own.
            figure.paint(planes, frame / spec.FPS + 0.001 * (index + 1))
        times.append(time.process_time() - began)
    return round(1000 * median(times) / FRAMES, 2)
