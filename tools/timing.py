"""From words to seconds: how long every scene is, so that the film has the length that was asked for.

Nothing is padded with dead air. A film that is a little off is spoken a little faster or slower, then the pauses between
scenes take the rest, to the frame. What neither can reach is reported, so that the words can be changed instead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from memory.domain.storyboard import Scene, Storyboard
from renderer.spec import FPS, Utterance
from renderer.speech.engine import Timing
from tools.errors import MissingVariable

Measure = Callable[[Utterance], Timing]

LEAD_S = 0.3  # before the first word: the scene has arrived and the mouth is about to open
TAIL_S = 0.45  # after the last word: long enough to finish reading, short enough not to drag
CLOSING_TAIL_S = 1.2  # the last second of a film holds still
MIN_TAIL_S, MAX_TAIL_S = 0.2, 1.5
MAX_CLOSING_TAIL_S = 2.6  # an end card may stand: the address on it is being read
SLOWEST, FASTEST = 0.84, 1.16  # of the voice's own rate; beyond it the voice is heard to drag or to rush
SILENT_READING_WPS = 2.6
TOLERANCE = 0.02

_VARIABLE = re.compile(r"\{\{\s*([A-Za-z_][A-Za-z0-9_]*)\s*\}\}")


@dataclass(frozen=True)
class SceneTiming:
    """One scene on the clock: `lead_s` of silence, the line, then silence up to `frames`."""

    scene_id: str
    frames: int
    lead_s: float
    utterance: Utterance | None
    timing: Timing | None


@dataclass(frozen=True)
class Schedule:
    """Every scene's length. `off` is the relative distance from the asked length, 0.0 where none was asked."""

    scenes: tuple[SceneTiming, ...]
    speed: float
    off: float

    @property
    def frames(self) -> int:
        return sum(scene.frames for scene in self.scenes)

    @property
    def duration_s(self) -> float:
        return self.frames / FPS

    @property
    def fits(self) -> bool:
        return abs(self.off) <= TOLERANCE

    def starts_s(self) -> tuple[float, ...]:
        """When each scene starts on the film's clock."""
        starts, at = [], 0
        for scene in self.scenes:
            starts.append(at / FPS)
            at += scene.frames
        return tuple(starts)


def filled(text: str, variables: Mapping[str, str]) -> str:
    """`text` with every {{name}} replaced. Raises MissingVariable for a name without a value."""

    def value(match: re.Match[str]) -> str:
        name = match.group(1)
        if name not in variables:
            raise MissingVariable(
                f"the text uses {{{{{name}}}}} and no value is given for {name!r}; give one, or take it out of the text"
            )
        return variables[name]

    return _VARIABLE.sub(value, text)


def schedule(
    board: Storyboard, measure: Measure, voice_of: Callable[[Scene], str], lexicon: tuple[tuple[str, str], ...] = ()
) -> Schedule:
    """Lengths of all scenes at the rate that brings the film nearest to `board.target_s`.

    `measure` is asked at most three times per line; it is deterministic, so the schedule is too.
    """
    speed = board.pace
    target = board.target_s if all(scene.length_s is None for scene in board.scenes) else None
    measured = _measured(board, measure, voice_of, lexicon, speed)
    if target is not None:
        for _ in range(2):
            spoken = sum(timing.duration_s for _, timing in measured.values())
            silent = _natural_s(board, measured) - spoken
            wanted = target - silent
            needed = speed * spoken / wanted if wanted > 0 and spoken > 0 else speed
            nearest = round(min(max(needed, SLOWEST), FASTEST), 3)
            if abs(nearest - speed) < 0.004:
                break
            speed = nearest
            measured = _measured(board, measure, voice_of, lexicon, speed)
    scenes = _placed(board, measured, target)
    total = sum(scene.frames for scene in scenes) / FPS
    return Schedule(scenes, speed, 0.0 if board.target_s is None else total / board.target_s - 1)


def _measured(
    board: Storyboard, measure: Measure, voice_of: Callable[[Scene], str], lexicon: tuple[tuple[str, str], ...], speed: float
) -> dict[str, tuple[Utterance, Timing]]:
    lines: dict[str, tuple[Utterance, Timing]] = {}
    for scene in board.scenes:
        text = filled(scene.narration, board.variables).strip()
        if text:
            utterance = Utterance(text=text, voice=voice_of(scene), speed=speed, language=board.language, lexicon=lexicon)
            lines[scene.id] = (utterance, measure(utterance))
    return lines


def _tail_s(board: Storyboard, scene: Scene) -> float:
    return CLOSING_TAIL_S if scene.id == board.scenes[-1].id else TAIL_S


def _silent_s(scene: Scene) -> float:
    """Time to read a scene without narration, at least 2.5 s."""
    words = sum(len(line.split()) for line in scene.on_screen.lines())
    return max(2.5, 1.0 + words / SILENT_READING_WPS)


def _natural_s(board: Storyboard, measured: Mapping[str, tuple[Utterance, Timing]]) -> float:
    total = 0.0
    for scene in board.scenes:
        line = measured.get(scene.id)
        total += LEAD_S + line[1].duration_s + _tail_s(board, scene) if line else _silent_s(scene)
    return total


def _placed(
    board: Storyboard, measured: Mapping[str, tuple[Utterance, Timing]], target_s: float | None
) -> tuple[SceneTiming, ...]:
    """Scenes to the frame. With a target, tails (and silent scenes) take up what is left, each within its bounds."""
    frames: list[int] = []
    slack: list[tuple[int, int]] = []
    for scene in board.scenes:
        line = measured.get(scene.id)
        if line is None:
            natural = scene.length_s or _silent_s(scene)
            low, high = (natural, natural) if scene.length_s else (natural * 0.7, natural * 1.4)
        else:
            spoken = LEAD_S + line[1].duration_s
            natural = max(spoken + MIN_TAIL_S, scene.length_s or spoken + _tail_s(board, scene))
            longest = MAX_CLOSING_TAIL_S if scene.id == board.scenes[-1].id else MAX_TAIL_S
            low, high = (natural, natural) if scene.length_s else (spoken + MIN_TAIL_S, spoken + longest)
        frames.append(round(natural * FPS))
        slack.append((round(low * FPS), round(high * FPS)))
    if target_s is not None:
        _share(frames, slack, round(target_s * FPS) - sum(frames))
    return tuple(
        SceneTiming(scene.id, count, LEAD_S if scene.id in measured else 0.0, *measured.get(scene.id, (None, None)))
        for scene, count in zip(board.scenes, frames, strict=True)
    )


def _share(frames: list[int], bounds: list[tuple[int, int]], missing: int) -> None:
    """Spread `missing` frames (negative: too many) evenly over the scenes that can still take them, in place."""
    step = 1 if missing > 0 else -1
    while missing:
        open_scenes = [i for i, (low, high) in enumerate(bounds) if low <= frames[i] + step <= high]
        if not open_scenes:
            return
        share = max(1, abs(missing) // len(open_scenes))
        for i in open_scenes:
            room = bounds[i][1] - frames[i] if step > 0 else frames[i] - bounds[i][0]
            taken = min(share, room, abs(missing))
            frames[i] += step * taken
            missing -= step * taken
