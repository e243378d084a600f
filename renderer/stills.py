"""Single frames of a film as pictures: stills for the eye, thumbnails for the storyboard card."""

from __future__ import annotations

import math

from renderer import encode
from renderer.errors import SpecInvalid
from renderer.farm import Farm
from renderer.planes import Planes, to_rgb
from renderer.presenters.performance import composed_at
from renderer.scene import LOOK, ScenePainter, Stage
from renderer.spec import FPS, Canvas, RenderSpec, Scene


def frame_of(scene: Scene, canvas: Canvas, t: float, scale: float, stage: Stage = LOOK) -> Planes:
    """One frame of a scene, `t` seconds in, at `scale` pixels per layout unit; sides are rounded to even."""
    width, height = (round(side * scale / 2) * 2 for side in (canvas.width, canvas.height))
    planes = Planes(width, height)
    ScenePainter(scene, canvas, scale, stage).paint(round(t * FPS), planes)
    return planes


def still(spec: RenderSpec, scene_index: int, t: float, *, scale: float = 1.0, stage: Stage = LOOK) -> bytes:
    """PNG of scene `scene_index`, `t` seconds in."""
    if not 0 <= scene_index < len(spec.scenes):
        raise SpecInvalid(f"there is no scene {scene_index} among {len(spec.scenes)}; count from 0")
    return encode.picture(to_rgb(frame_of(spec.scenes[scene_index], spec.canvas, t, scale, stage)))


def thumbnail(scene: Scene, canvas: Canvas, width: int = 480, stage: Stage = LOOK) -> bytes:
    """JPEG of a scene when everything has come in and its presenter looks at you, at most `width` pixels wide.

    Module-level, so that a farm can run it.
    The scale is one over a whole number: at others the sides round differently in the layers than in the frame.
    """
    t = 0.75 * scene.frames / FPS
    if scene.presenter:
        t = min(composed_at(scene.presenter, t), (scene.frames - 1) / FPS)
    return encode.picture(to_rgb(frame_of(scene, canvas, t, 1 / math.ceil(canvas.width / width), stage)), "jpeg")


def thumbnails(spec: RenderSpec, farm: Farm, width: int = 480, stage: Stage = LOOK) -> list[bytes]:
    """`thumbnail` of every scene, made side by side."""
    waiting = [farm.submit(thumbnail, scene, spec.canvas, width, stage, group=scene.id) for scene in spec.scenes]
    return [future.result() for future in waiting]
