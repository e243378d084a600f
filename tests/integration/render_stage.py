"""A stage of plain layers for tests of the engine: a flash at every scene's start, a drifting square, no fonts."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from renderer import planes
from renderer.layer import Layer
from renderer.scene import Stage
from renderer.spec import Canvas, Line, RenderSpec, Scene, Sound, Text, Transition, Utterance


class Flash:
    def __init__(self, scene: Scene, scale: float) -> None:
        self._scene, self._scale = scene, scale
        self._art = planes.sprite(np.full((40, 40, 4), (250, 60, 40, 255), np.uint8))

    def paint(self, frame: planes.Planes, t: float) -> None:
        grey = 235 if abs(t) < 1e-6 else 12
        planes.fill(frame, (grey, grey, grey))
        if grey == 12:
            planes.blend(frame, self._art, 20 + 11.3 * t, 30 + 3 * len(self._scene.text.headline))


def build(scene: Scene, canvas: Canvas, scale: float) -> list[Layer]:
    return [Flash(scene, scale)]


def build_or_die(scene: Scene, canvas: Canvas, scale: float) -> list[Layer]:
    """Ends its own process the first time a scene that names a file is built."""
    if scene.text.body and Path(scene.text.body).exists():
        Path(scene.text.body).unlink()
        os.kill(os.getpid(), signal.SIGKILL)
    return build(scene, canvas, scale)


def build_slowly(scene: Scene, canvas: Canvas, scale: float) -> list[Layer]:
    time.sleep(1)
    return build(scene, canvas, scale)


def build_wrongly(scene: Scene, canvas: Canvas, scale: float) -> list[Layer]:
    raise ValueError("no such layout")


def mix(kind: str, a: planes.Planes, b: planes.Planes, k: float, out: planes.Planes) -> None:
    planes.fade(a, b, k, out)


FLASHES = Stage(build, mix)
MORTAL = Stage(build_or_die, mix)
SLOW = Stage(build_slowly, mix)
WRONG = Stage(build_wrongly, mix)


def beep(utterance: Utterance) -> NDArray[np.float32]:
    """A 'voice' that is a click of 15 ms."""
    sound = np.zeros(4800, np.float32)
    sound[:720] = 0.5 * np.sin(np.arange(720) * 2 * np.pi * 1500 / 48_000)
    return sound


def film(lengths: list[int], transition_frames: int = 0, headline: dict[int, str] | None = None) -> RenderSpec:
    """Scenes with a click exactly at each scene's first frame."""
    scenes = tuple(
        Scene(id=f"s{index}", frames=frames, layout="title", text=Text(headline=(headline or {}).get(index, str(index))))
        for index, frames in enumerate(lengths)
    )
    starts = [int(start) * 1600 for start in np.cumsum([0, *lengths[:-1]])]
    lines = tuple(
        Line(utterance=Utterance(text=f"click {index}", voice="beep"), start=start) for index, start in enumerate(starts)
    )
    kind = "crossfade" if transition_frames else "cut"
    transitions = tuple(Transition(kind=kind, frames=transition_frames) for _ in lengths[1:])
    return RenderSpec(canvas=Canvas(width=640, height=360), scenes=scenes, transitions=transitions, sound=Sound(lines=lines))
