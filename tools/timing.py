"""From words to seconds: how long every scene is, so that the film has the length that was asked for.

Nothing is padded with dead air. A film that is a little off is spoken a little faster or slower, then the pauses between
scenes take the rest, to the frame. What neither can reach is reported, so that the words can be changed instead. A scene
that was fitted once keeps its rate and its length: what is changed later moves no other scene.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from memory.domain.storyboard import LookName, Scene, Storyboard, Timed
from renderer.spec import FPS, Manner, Utterance
from renderer.speech.engine import Timing
from tools.errors import MissingVariable

Measure = Callable[[Utterance], Timing]
VoiceOf = Callable[[Scene], str]
Lexicon = tuple[tuple[str, str], ...]

LEAD_S = 0.3  # before the first word: the scene has arrived and the mouth is about to open
TAIL_S = 0.45  # after the last word: long enough to finish reading, short enough not to drag
CLOSING_TAIL_S = 1.2  # the last second of a film holds still
MIN_TAIL_S, MAX_TAIL_S = 0.2, 1.5
MAX_CLOSING_TAIL_S = 2.6  # an end card may stand: the address on it is being read
SLOWEST, FASTEST = 0.84, 1.16  # of the voice's own rate; beyond it the voice is heard to drag or to rush
LIKE = 1.06  # a line that is spoken this much faster or slower than its neighbours sounds like them
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


# How a voice speaks in looks that ask for it.
_MANNERS: dict[LookName, Manner] = {
    **dict.fromkeys(("luxury", "minimal", "editorial", "corporate"), "calm"),
    **dict.fromkeys(("bold", "playful", "retro"), "lively"),
    **dict.fromkeys(("warm", "handmade"), "warm"),
}


def manner_of(board: Storyboard) -> Manner:
    """How the film is spoken: as it looks."""
    return _MANNERS.get(board.theme.look, "plain")


def lexicon_of(board: Storyboard) -> Lexicon:
    """Names that this film speaks unlike they are written, with their IPA."""
    return tuple(sorted(board.pronounced.items()))


def schedule(board: Storyboard, measure: Measure, voice_of: VoiceOf, lexicon: Lexicon = ()) -> Schedule:
    """Lengths of all scenes at the rate that brings the film nearest to `board.target_s`.

    Scenes that were timed before and did not change since keep rate and length to the frame; the others take the film to
    its length if they can without being heard to differ, else they follow their words. `measure` is asked at most four times
    per line; it is deterministic, so the schedule is too.
    """
    kept = _kept(board, voice_of, lexicon)
    clock = _Clock(board, measure, voice_of, lexicon, kept)
    free = [scene for scene in board.scenes if scene.id not in kept and scene.length_s is None]
    if board.target_s is None or not free or (not kept and len(free) < len(board.scenes)):
        return clock.at(board.pace, None)
    slowest, fastest = (board.pace / LIKE, board.pace * LIKE) if kept else (min(SLOWEST, board.pace), max(FASTEST, board.pace))
    fitted = clock.at(clock.nearest(free, board.target_s, slowest, fastest), board.target_s)
    return fitted if fitted.fits or not kept else clock.at(board.pace, None)


def settled(board: Storyboard, times: Schedule, voice_of: VoiceOf, lexicon: Lexicon = ()) -> Storyboard:
    """`board` with the timing of every scene kept in it, so that later edits move only the scenes that they change.

    A film that its scenes no longer bring to the asked length has the length that it came to.
    """
    fitted = board if _kept(board, voice_of, lexicon) else board.model_copy(update={"pace": times.speed})
    if not times.fits and any(scene.timed for scene in board.scenes):
        fitted = fitted.model_copy(update={"target_s": round(times.duration_s, 1)})
    placed = {timing.scene_id: timing for timing in times.scenes}

    def timed(scene: Scene) -> Scene:
        timing = placed[scene.id]
        speed = timing.utterance.speed if timing.utterance else fitted.pace
        now = Timed(of=_depends_on(fitted, scene, voice_of, lexicon), speed=speed, frames=timing.frames)
        return scene if scene.timed == now else scene.model_copy(update={"timed": now})

    return fitted.model_copy(update={"scenes": tuple(timed(scene) for scene in fitted.scenes)})


def _kept(board: Storyboard, voice_of: VoiceOf, lexicon: Lexicon) -> dict[str, Timed]:
    """The timings that still hold, by scene id."""
    timed = {scene.id: scene.timed for scene in board.scenes if scene.timed}
    return {
        scene.id: timed[scene.id]
        for scene in board.scenes
        if scene.id in timed and timed[scene.id].of == _depends_on(board, scene, voice_of, lexicon)
    }


def _depends_on(board: Storyboard, scene: Scene, voice_of: VoiceOf, lexicon: Lexicon) -> str:
    """Digest of all that a scene's length follows from, but for the length of the film."""
    text = filled(scene.narration, board.variables).strip()
    parts = (
        text,
        (voice_of(scene), manner_of(board)) if text else "",
        board.language,
        lexicon,
        board.pace,
        scene.length_s,
        () if text else scene.on_screen.lines(),
        scene.id == board.scenes[-1].id,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


@dataclass(frozen=True)
class _Clock:
    """A film's lines at any rate; scenes in `kept` have a rate and a length of their own."""

    board: Storyboard
    measure: Measure
    voice_of: VoiceOf
    lexicon: Lexicon
    kept: Mapping[str, Timed]

    def at(self, speed: float, target_s: float | None) -> Schedule:
        """The film with its free scenes spoken at `speed`; with a target, their pauses take up what is left."""
        board = self.board
        scenes = _placed(board, self._lines(speed), target_s, self.kept)
        total = sum(scene.frames for scene in scenes) / FPS
        return Schedule(scenes, speed, 0.0 if board.target_s is None else total / board.target_s - 1)

    def nearest(self, free: Sequence[Scene], target_s: float, slowest: float, fastest: float) -> float:
        """The rate of the free scenes that brings the film nearest to `target_s`, pauses left as they are."""
        speed = self.board.pace
        for _ in range(2):
            lines = self._lines(speed)
            spoken = sum(lines[scene.id][1].duration_s for scene in free if scene.id in lines)
            silent = sum(scene.frames for scene in _placed(self.board, lines, None, self.kept)) / FPS - spoken
            wanted = target_s - silent
            needed = speed * spoken / wanted if wanted > 0 and spoken > 0 else speed
            closest = round(min(max(needed, slowest), fastest), 3)
            if abs(closest - speed) < 0.004:
                break
            speed = closest
        return speed

    def _lines(self, speed: float) -> dict[str, tuple[Utterance, Timing]]:
        board, lines = self.board, {}
        for scene in board.scenes:
            text = filled(scene.narration, board.variables).strip()
            if text:
                rate = self.kept[scene.id].speed if scene.id in self.kept else speed
                utterance = Utterance(
                    text=text,
                    voice=self.voice_of(scene),
                    speed=rate,
                    language=board.language,
                    lexicon=self.lexicon,
                    manner=manner_of(board),
                )
                lines[scene.id] = self._within(scene, utterance)
        return lines

    def _within(self, scene: Scene, utterance: Utterance) -> tuple[Utterance, Timing]:
        """The line, spoken faster where its scene was asked to be shorter than its words."""
        timing = self.measure(utterance)
        room = (scene.length_s or math.inf) - LEAD_S - MIN_TAIL_S
        if scene.id in self.kept or timing.duration_s <= room:
            return utterance, timing
        needed = utterance.speed * timing.duration_s / max(room, 0.1)
        faster = utterance.model_copy(update={"speed": round(min(max(FASTEST, utterance.speed), needed), 3)})
        return faster, self.measure(faster)


def _tail_s(board: Storyboard, scene: Scene) -> float:
    return CLOSING_TAIL_S if scene.id == board.scenes[-1].id else TAIL_S


def _silent_s(scene: Scene) -> float:
    """Time to read a scene without narration, at least 2.5 s."""
    words = sum(len(line.split()) for line in scene.on_screen.lines())
    return max(2.5, 1.0 + words / SILENT_READING_WPS)


def _placed(
    board: Storyboard,
    measured: Mapping[str, tuple[Utterance, Timing]],
    target_s: float | None,
    kept: Mapping[str, Timed],
) -> tuple[SceneTiming, ...]:
    """Scenes to the frame. With a target, tails (and silent scenes) take up what is left, each within its bounds."""
    frames: list[int] = []
    slack: list[tuple[int, int]] = []
    for scene in board.scenes:
        line = measured.get(scene.id)
        if scene.id in kept:
            natural = low = high = kept[scene.id].frames / FPS
        elif line is None:
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
