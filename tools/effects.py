"""Which moments of a film are heard: scenes that move away, and points that arrive. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from renderer import spec

# A cut is over at once and a soft change of pictures makes no noise: only what travels does.
_SILENT = frozenset({"cut", "crossfade", "blur"})
APART_S = 0.3


def scene_changes_s(scenes: Sequence[spec.Scene]) -> tuple[float, ...]:
    """Seconds on the film's clock at which a scene follows another."""
    return tuple(round(frames / spec.FPS, 4) for frames in list(accumulate(scene.frames for scene in scenes))[:-1])


def effects(scenes: Sequence[spec.Scene], transitions: Sequence[spec.Transition]) -> tuple[spec.Effect, ...]:
    """A whoosh where scenes travel and a tick for each point or figure that enters, in order, none too close to another."""
    changes = scene_changes_s(scenes)
    wanted = [
        spec.Effect(kind="whoosh", at_s=at)
        for at, transition in zip(changes, transitions, strict=False)
        if transition.kind not in _SILENT and transition.frames
    ]
    for start, scene in zip((0.0, *changes), scenes, strict=True):
        entering = [line for line in (scene.text.figure, *scene.text.points) if line]
        wanted += [spec.Effect(kind="tick", at_s=round(start + scene.text.cue(line), 4)) for line in entering]
    kept: list[spec.Effect] = []
    for effect in sorted(wanted, key=lambda effect: (effect.at_s, effect.kind)):
        if not kept or effect.at_s - kept[-1].at_s >= APART_S:
            kept.append(effect)
    return tuple(kept)
