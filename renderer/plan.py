"""What a film is made of: bodies of scenes in pieces of at most two seconds, and transitions as pieces of their own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from renderer.encode import GOP
from renderer.errors import SpecInvalid
from renderer.spec import RenderSpec, Scene, Transition


@dataclass(frozen=True)
class Segment:
    """`frames` frames that are encoded together, the first of them frame `at` of the film.

    A body holds frames first ... of `scene`; a transition leads from `scene` to `coming`.
    """

    scene: Scene
    at: int
    first: int
    frames: int
    coming: Scene | None = None
    transition: Transition | None = None

    def scenes(self) -> tuple[Scene, ...]:
        """The scenes whose pixels are in it."""
        return (self.scene, self.coming) if self.coming else (self.scene,)

    def shape(self) -> tuple[object, ...]:
        """Which frames of its scenes these are, for the cache key."""
        return (self.transition.kind if self.transition else "body", self.first, self.frames)


def plan(spec: RenderSpec) -> list[Segment]:
    """The film's segments in order; raises SpecInvalid where transitions do not fit."""
    halves = _halves(spec)
    segments: list[Segment] = []
    at = 0
    for index, scene in enumerate(spec.scenes):
        first, end = halves[index], scene.frames - halves[index + 1]
        for start, frames in _pieces(first, end):
            segments.append(Segment(scene, at + start, start, frames))
        at += scene.frames
        if half := halves[index + 1]:
            coming, transition = spec.scenes[index + 1], spec.transitions[index]
            segments.append(Segment(scene, at - half, 0, 2 * half, coming, transition))
    return segments


def _halves(spec: RenderSpec) -> list[int]:
    """Frames that the transition before each scene takes from either side; first and last are 0."""
    if len(spec.transitions) not in (0, len(spec.scenes) - 1):
        raise SpecInvalid(
            f"{len(spec.transitions)} transitions for {len(spec.scenes)} scenes; give one between every two, or none"
        )
    frames = [transition.frames if transition.kind != "cut" else 0 for transition in spec.transitions]
    halves = [0, *(count // 2 for count in frames), 0] if frames else [0] * (len(spec.scenes) + 1)
    for scene, before, after in zip(spec.scenes, halves, halves[1:], strict=False):
        if before + after > scene.frames:
            raise SpecInvalid(f"scene {scene.id!r} has {scene.frames} frames, fewer than its transitions; make it longer")
    if odd := [count for count in frames if count % 2]:
        raise SpecInvalid(f"a transition of {odd[0]} frames cannot be centred on its cut; use an even number")
    return halves


def _pieces(first: int, end: int) -> Iterator[tuple[int, int]]:
    """(start, frames) of runs of at most one GOP: enough work for every core, and the first seconds come early."""
    for start in range(first, end, GOP):
        yield start, min(GOP, end - start)
