"""One frame as a function of (scene, canvas, scale, frame number), and the frames of a segment."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from typing import NamedTuple

from renderer import heap
from renderer.held import Stack
from renderer.layer import Layer
from renderer.planes import Planes
from renderer.spec import FPS, Canvas, Scene, Transition


class Stage(NamedTuple):
    """What paints: `build(scene, canvas, scale)` gives layers bottom to top, `blend(kind, a, b, k, out)` joins two scenes.

    Both are module-level functions, so that a worker process can be told which to use.
    """

    build: Callable[[Scene, Canvas, float], list[Layer]]
    blend: Callable[[str, Planes, Planes, float, Planes], None]

    def name(self) -> str:
        """For cache keys: other painters make other pixels."""
        return f"{self.build.__module__}.{self.build.__qualname__} {self.blend.__module__}.{self.blend.__qualname__}"


def _build(scene: Scene, canvas: Canvas, scale: float) -> list[Layer]:
    # Imported where pictures are made: the process that asks for a film needs no skia.
    from renderer.look import compose

    return compose.build(scene, canvas, scale)


def _blend(kind: str, a: Planes, b: Planes, k: float, out: Planes) -> None:
    from renderer.look import transitions

    transitions.blend(kind, a, b, k, out)


LOOK = Stage(_build, _blend)


class ScenePainter:
    """A scene with its sprites made. Frames may be asked for in any order, also outside the scene's own range."""

    def __init__(self, scene: Scene, canvas: Canvas, scale: float, stage: Stage = LOOK) -> None:
        self._stack = Stack(stage.build(scene, canvas, scale))
        # Before an encoder asks for its frames, what rasterising took is given back.
        heap.trim()

    def paint(self, n: int, planes: Planes) -> None:
        """Paint frame `n`; every pixel of `planes` is replaced that is not as it must be since the last frame painted there."""
        self._stack.paint(planes, n / FPS)


_painters: dict[tuple[Scene, Canvas, float, Stage], ScenePainter] = {}


def painters(scenes: tuple[Scene, ...], canvas: Canvas, scale: float, stage: Stage) -> list[ScenePainter]:
    """A painter for each of `scenes`; those of the last call are still there, and no others: each holds some megabytes."""
    wanted = [(scene, canvas, scale, stage) for scene in scenes]
    if gone := _painters.keys() - set(wanted):
        for key in gone:
            del _painters[key]
        # Layers that keep what they have drawn refer to themselves: without this, two or three scenes' sprites lie about.
        gc.collect()
    return [_painters.get(key) or _painters.setdefault(key, ScenePainter(*key)) for key in wanted]


def body(scene: Scene, canvas: Canvas, scale: float, stage: Stage, first: int, frames: int, planes: Planes) -> Iterator[Planes]:
    """Frames first ... first + frames - 1 of a scene, each painted into `planes`."""
    (painted,) = painters((scene,), canvas, scale, stage)
    for n in range(first, first + frames):
        painted.paint(n, planes)
        yield planes


def between(
    a: Scene, b: Scene, transition: Transition, canvas: Canvas, scale: float, stage: Stage, planes: Planes
) -> Iterator[Planes]:
    """Frames of a transition centred on the boundary: `a` runs on past its end, `b` begins before its start."""
    leaving, coming = painters((a, b), canvas, scale, stage)
    under, over = (Planes(planes.width, planes.height) for _ in range(2))
    half = transition.frames // 2
    for n in range(transition.frames):
        leaving.paint(a.frames - half + n, under)
        coming.paint(n - half, over)
        stage.blend(transition.kind, under, over, (n + 1) / (transition.frames + 1), planes)
        yield planes
