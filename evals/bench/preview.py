"""A 30 s film as a person waits for it: first playable seconds, whole preview, final; then one scene of six changed."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from memory.domain.storyboard import LayoutName, OnScreen, Scene, Storyboard
from memory.files import FolderFiles
from renderer.farm import LocalFarm
from renderer.spec import Utterance
from tools.clearance import Cleared, clear
from tools.rendering import Film, Rendering
from ui.settings import Settings
from ui.wiring import voices

_SCRIPT: tuple[tuple[LayoutName, str, OnScreen], ...] = (
    ("presenter_full", "Your desk lamp should not need a socket to do its job.", OnScreen(headline="No socket needed")),
    ("title_card", "Meet Lumen One, the lamp that goes where you work.", OnScreen(headline="Lumen One")),
    (
        "big_number",
        "One charge gives you forty hours of warm, steady light.",
        OnScreen(figure="40 hours", headline="on one charge"),
    ),
    ("presenter_right", "It is light, it dims by touch, and it folds flat into a bag.", OnScreen(headline="Made to move")),
    (
        "list",
        "Take it to the sofa, to the train, or out to the garden.",
        OnScreen(points=("The sofa", "The train", "The garden")),
    ),
    ("closing", "Lumen One costs forty-nine dollars and ships in March.", OnScreen(headline="$49", body="lumen.example/one")),
)


def board() -> Storyboard:
    """Six scenes, 30 s, Maya, captions and music on."""
    scenes = tuple(
        Scene(id=f"s{i}", layout=layout, narration=said, on_screen=on) for i, (layout, said, on) in enumerate(_SCRIPT, 1)
    )
    return Storyboard(title="Lumen One", target_s=30, scenes=scenes)


def rows() -> list[dict[str, object]]:
    """Rows: film (seconds of each stage), changed (one scene's words edited, preview again)."""
    settings = Settings()
    with tempfile.TemporaryDirectory(prefix="agency-bench-") as folder, LocalFarm(settings.worker_count) as farm:
        farm.warm_up().result()
        root, speech = Path(folder), voices(settings)
        speech.measure(Utterance(text="Ready.", voice=speech.voices()[0]))
        rendering = Rendering(
            files=FolderFiles(root / "files"), speech=speech, farm=farm, cache=root / "cache", films=root / "films"
        )
        first = board()
        preview, preview_s = _timed(partial(_preview, rendering), clear(first, "bench", 1))
        _, final_s = _timed(partial(_final, rendering), clear(first, "bench", 1))
        edited = first.scenes[2].model_copy(update={"narration": "One charge lasts for forty hours of warm and steady light."})
        second = first.model_copy(update={"scenes": (*first.scenes[:2], edited, *first.scenes[3:])})
        changed, changed_s = _timed(partial(_preview, rendering), clear(second, "bench", 2))
    return [
        {
            "case": "film",
            "film_s": preview.duration_s,
            "first_playable_s": round(preview.timings["first_playable_s"], 2),
            "whole_preview_s": round(preview_s, 2),
            "preview_cpu_s": round(preview.timings["cpu_s"], 1),
            "final_s": round(final_s, 2),
        },
        {
            "case": "one_scene_changed",
            "whole_preview_s": round(changed_s, 2),
            "cpu_s": round(changed.timings["cpu_s"], 1),
            "rendered_scenes": list(changed.rendered_scenes),
        },
    ]


def _timed(make: Callable[[Cleared], Film], cleared: Cleared) -> tuple[Film, float]:
    began = time.perf_counter()
    return make(cleared), time.perf_counter() - began


def _preview(rendering: Rendering, cleared: Cleared) -> Film:
    return rendering.preview(cleared, on_progress=lambda done, left: None, on_live=lambda path: None, cancelled=lambda: False)


def _final(rendering: Rendering, cleared: Cleared) -> Film:
    return rendering.final(cleared, on_progress=lambda done, left: None, cancelled=lambda: False)


if __name__ == "__main__":
    for row in rows():
        print(row)
