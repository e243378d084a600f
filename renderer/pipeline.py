"""render(spec, out): plan, paint and encode what is not cached, speak meanwhile, mix, join."""

from __future__ import annotations

import logging
import os
import resource
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from renderer import cache, encode
from renderer.errors import RenderCancelled, RenderFailed, TaskFailed, WorkerLost
from renderer.farm import Farm
from renderer.live import Glimpses, Live, bed
from renderer.marking import marked
from renderer.plan import Segment, plan
from renderer.planes import Planes
from renderer.scene import LOOK, Stage, between, body
from renderer.spec import FPS, Canvas, Quality, RenderSpec, Sound, Utterance

logger = logging.getLogger(__name__)

Speak = Callable[[Utterance], NDArray[np.float32]]
_TICK_S = 0.1


@dataclass(frozen=True)
class Progress:
    """How far a render is. `fraction` is of the work, `playable_s` of the film, from its start; `to_go_s` is a guess."""

    stage: Literal["painting", "mixing", "done"]
    fraction: float
    playable_s: float
    to_go_s: float | None


@dataclass(frozen=True)
class Rendered:
    """A finished film and what it took. Scene ids are those whose own frames were painted now, or came from the cache.

    `timings` has first_playable_s, whole_s and cpu_s (of this process and the workers).
    `peak_rss_mb` adds up each process's own peak.
    """

    path: Path
    frames: int
    rendered_scenes: tuple[str, ...]
    reused_scenes: tuple[str, ...]
    segments_rendered: int
    segments_reused: int
    timings: dict[str, float]
    peak_rss_mb: float


@dataclass(frozen=True)
class Made:
    """What a worker says of a segment it has made."""

    path: Path
    cpu_s: float
    rss_mb: float
    pid: int


def render(
    spec: RenderSpec,
    out: Path,
    *,
    quality: Quality,
    cache_dir: Path,
    farm: Farm,
    speak: Speak,
    on_progress: Callable[[Progress], None] = lambda _: None,
    cancelled: Callable[[], bool] = lambda: False,
    live: Path | None = None,
    on_scene: Callable[[str, Path], None] | None = None,
    stage: Stage = LOOK,
) -> Rendered:
    """Make the film at `out`; `live` grows meanwhile as a playable fragmented MP4 with voice.

    Where some scenes are new and others not, `on_scene` is called with the id of each new one and a short film of it
    beside `out`, as soon as it can be played.

    Raises SpecInvalid, RenderFailed or RenderCancelled. What was finished before stays cached and is not made again.
    `speak` is called from threads of this process; `on_progress` and `cancelled` from the calling thread.
    """
    glimpses = Glimpses(out, on_scene) if on_scene else None
    return _Render(spec, quality, cache_dir, farm, speak, live, glimpses, stage).run(out, on_progress, cancelled)


def make_segment(segment: Segment, canvas: Canvas, quality: Quality, cache_dir: Path, key: str, stage: Stage, stop: Path) -> Made:
    """A worker's task: paint and encode one segment into the cache. Raises RenderCancelled once there is a file `stop`."""
    began = time.process_time()
    encoding, scale = encode.encoding_for(canvas, quality), encode.scale_of(canvas, quality)
    planes = Planes(encoding.width, encoding.height)
    if segment.transition and segment.coming:
        frames = between(segment.scene, segment.coming, segment.transition, canvas, scale, stage, planes)
    else:
        frames = body(segment.scene, canvas, scale, stage, segment.first, segment.frames, planes)
    unstopped = _until(stop, frames if canvas.mark is None else marked(frames, canvas.mark))
    path = cache.segments(cache_dir).put(key, lambda passing: encode.encode_segment(passing, unstopped, encoding))
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Made(path, time.process_time() - began, rss, os.getpid())


def _until(stop: Path, frames: Iterator[Planes]) -> Iterator[Planes]:
    for planes in frames:
        if stop.exists():
            raise RenderCancelled("the render was called off")
        yield planes


def mix_sound(sound: Sound, frames: int, lines: Sequence[Path], cache_dir: Path) -> Path:
    """A worker's task: `sound.mix`, encoded, or what it gave last time. Half of all changes leave the sound as it was.

    `lines` are files of `cache.speak_once`, in the order of the sound's own.
    """
    shelf, key = cache.mixes(cache_dir), cache.mix_key(sound, frames)
    if found := shelf.find(key):
        return found
    # scipy is slow to import and large: the process that asks for a film need not have it.
    from renderer import sound as mixer
    from renderer.soundtrack import write_soundtrack

    parts = mixer.mix_parts(sound, frames, lambda number: cache.line_in(lines[number]))
    return shelf.put(key, lambda passing: write_soundtrack(passing, parts))


class _Render:
    """One render under way."""

    def __init__(
        self,
        spec: RenderSpec,
        quality: Quality,
        cache_dir: Path,
        farm: Farm,
        speak: Speak,
        live: Path | None,
        glimpses: Glimpses | None,
        stage: Stage,
    ) -> None:
        self._spec, self._quality, self._cache_dir, self._stage = spec, quality, cache_dir, stage
        self._farm, self._speak = farm, speak
        self._began, self._cpu = time.perf_counter(), time.process_time()
        self._segments = plan(spec)
        self._paths: dict[int, Path] = {}
        self._painting: dict[Future[Made], int] = {}
        self._speaking: list[Future[Path]] = []
        self._made: list[Made] = []
        self._live = Live(live, spec.sound.lines) if live else None
        self._glimpses = glimpses
        self._queue: deque[tuple[int, str]] = deque()
        self._music: Future[Path] | None = None
        self._mixing: Future[Path] | None = None
        self._stop = cache_dir / f".stop-{uuid.uuid4().hex}"
        self._playable = 0
        self._guessed_at, self._ready_at = 0, 0.0
        self._first_playable_s = 0.0

    def run(self, out: Path, on_progress: Callable[[Progress], None], cancelled: Callable[[], bool]) -> Rendered:
        out.parent.mkdir(parents=True, exist_ok=True)
        # Two lines at a time where somebody watches; a final takes the memory of one, and finds most lines spoken.
        voices = ThreadPoolExecutor(2 if self._live else 1, "voice")
        try:
            self._start(voices)
            while self._queue or self._painting or self._playable < self._spec.frames or not self._mixing:
                self._feed(voices)
                self._wait(cancelled)
                on_progress(self._progress("painting"))
            on_progress(self._progress("mixing"))
            while not self._mixing.done():
                self._wait(cancelled)
            frames = self._joined(out, self._mixed())
        except BaseException:
            self._call_off()
            if self._live:
                self._live.abandon()
            raise
        finally:
            voices.shutdown(wait=False, cancel_futures=True)
        if self._live:
            self._live.finish()
        if self._glimpses:
            self._glimpses.tidy()
        on_progress(Progress("done", 1.0, frames / FPS, 0.0))
        return self._report(out, frames)

    def _call_off(self) -> None:
        """Drop what has not begun, and let workers stop at their next frame: their cores are for others now."""
        waiting: list[Future[Any] | None] = [*self._painting, self._music, self._mixing]
        begun = [future for future in waiting if future and not future.cancel() and not future.done()]
        if not begun:
            return
        self._stop.parent.mkdir(parents=True, exist_ok=True)
        self._stop.touch()

        def tidy(_: Future[Any]) -> None:
            if all(future.done() for future in begun):
                self._stop.unlink(missing_ok=True)

        for future in begun:
            future.add_done_callback(tidy)

    def _start(self, voices: ThreadPoolExecutor) -> None:
        """Find what is on the shelf, queue the rest in the film's order, and speak the first line."""
        shelf = cache.segments(self._cache_dir)
        encoding, canvas = encode.encoding_for(self._spec.canvas, self._quality), self._spec.canvas
        for index, segment in enumerate(self._segments):
            key = cache.segment_key(segment.scenes(), (*segment.shape(), self._stage.name()), canvas, encoding)
            if found := shelf.find(key):
                self._paths[index] = found
            else:
                self._queue.append((index, key))
        if self._glimpses:
            soon = self._glimpses.expect(self._segments, [index for index, _ in self._queue])
            self._queue = deque(sorted(self._queue, key=lambda entry: entry[0] not in soon))
        self._speak_lines(voices, 1)

    def _speak_lines(self, voices: ThreadPoolExecutor, count: int) -> None:
        for line in self._spec.sound.lines[len(self._speaking) : count]:
            self._speaking.append(voices.submit(cache.speak_once, self._cache_dir, line.utterance, self._speak))

    def _feed(self, voices: ThreadPoolExecutor) -> None:
        """Hand out work. Until the first line is spoken one core is the voice's, so that the film starts soon."""
        lines, is_opening = self._spec.sound.lines, any(not line.done() for line in self._speaking[:1])
        room = max(1, self._farm.workers - 1) - len(self._painting) if is_opening else len(self._queue)
        while self._queue and room > 0:
            index, key = self._queue.popleft()
            segment, canvas = self._segments[index], self._spec.canvas
            arguments = (segment, canvas, self._quality, self._cache_dir, key, self._stage, self._stop)
            film = str(id(self))
            self._painting[self._farm.submit(make_segment, *arguments, group=f"{film}:{segment.scene.id}", film=film)] = index
            room -= 1
        if is_opening:
            return
        self._speak_lines(voices, len(lines))
        if self._live and self._spec.sound.music and not self._music and self._playable and not self._is_hurried():
            self._music = self._farm.submit(bed, self._spec.sound.music, self._spec.frames, self._cache_dir, is_urgent=True)
        self._start_mixing()

    def _start_mixing(self) -> None:
        """Let a worker mix as soon as every line is spoken and nobody waits for the workers to show what changed."""
        is_spoken = len(self._speaking) == len(self._spec.sound.lines) and all(
            line.done() and not line.exception() for line in self._speaking
        )
        if is_spoken and not self._mixing and not self._is_hurried():
            lines = [line.result() for line in self._speaking]
            arguments = (self._spec.sound, self._spec.frames, lines, self._cache_dir)
            self._mixing = self._farm.submit(mix_sound, *arguments, is_urgent=True)

    def _is_hurried(self) -> bool:
        return self._glimpses is not None and self._glimpses.is_awaited

    def _wait(self, cancelled: Callable[[], bool]) -> None:
        """Take in what has been finished in the last moments."""
        waiting: list[Future[Any]] = [*self._painting, *(line for line in self._speaking if not line.done())]
        if self._mixing and not waiting:
            waiting = [self._mixing]
        done, _ = wait(waiting, timeout=_TICK_S, return_when=FIRST_COMPLETED)
        if cancelled():
            raise RenderCancelled("the render was called off; what is finished is kept for the next one")
        for future in done & self._painting.keys():
            self._take(future)
        for line in self._speaking:
            if line.done() and (error := line.exception()):
                raise RenderFailed("speak", "", str(error)) from error
        if self._music and self._music.done() and (error := self._music.exception()):
            raise RenderFailed("music", "", str(error)) from error
        self._advance()
        self._start_mixing()

    def _take(self, future: Future[Made]) -> None:
        index = self._painting.pop(future)
        if error := future.exception():
            raise RenderFailed("paint", self._segments[index].scene.id, str(error)) from error
        self._made.append(future.result())
        self._paths[index] = self._made[-1].path

    def _advance(self) -> None:
        """Note how far the film can be played from its start, and let the live file grow to there."""
        spoken_to = _spoken_to(self._spec, self._speaking)
        for index, segment in enumerate(self._segments):
            end = segment.at + segment.frames
            if index not in self._paths or end > spoken_to:
                break
            if end > self._playable:
                self._playable = end
                if self._live:
                    self._live.add(self._paths[index], segment, self._speaking, self._music)
                self._first_playable_s = self._first_playable_s or time.perf_counter() - self._began
        if self._glimpses:
            self._glimpses.show(self._paths, self._spec.sound.lines, self._speaking)

    def _progress(self, stage: Literal["painting", "mixing"]) -> Progress:
        missing = sum(one.frames for index, one in enumerate(self._segments) if index not in self._paths)
        fraction = 0.98 * (1 - missing / self._spec.frames)
        now = time.perf_counter()
        painted = sum(self._segments[index].frames for index in self._paths) if self._made else 0
        if painted != self._guessed_at:
            self._guessed_at, self._ready_at = painted, now + (now - self._began) * missing / painted
        # Between two segments the guess is counted down, never up.
        to_go = max(0.0, self._ready_at - now) if painted else None
        return Progress(stage, fraction, self._playable / FPS, to_go)

    def _mixed(self) -> Path:
        assert self._mixing, "run() goes on until it has been handed out"
        try:
            return self._mixing.result()
        except (TaskFailed, WorkerLost) as error:
            raise RenderFailed("mix", "", str(error)) from error

    def _joined(self, out: Path, sound: Path) -> int:
        try:
            return encode.join(out, [self._paths[index] for index in range(len(self._segments))], sound, self._spec.tags)
        except OSError as error:
            raise RenderFailed("join", "", str(error)) from error

    def _report(self, out: Path, frames: int) -> Rendered:
        made = {made.path for made in self._made}
        changed = {
            segment.scene.id
            for index, segment in enumerate(self._segments)
            if segment.transition is None and self._paths[index] in made
        }
        ids = [scene.id for scene in self._spec.scenes]
        workers = {made.pid: made.rss_mb for made in self._made}
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cpu = time.process_time() - self._cpu + sum(made.cpu_s for made in self._made)
        whole = time.perf_counter() - self._began
        return Rendered(
            path=out,
            frames=frames,
            rendered_scenes=tuple(name for name in ids if name in changed),
            reused_scenes=tuple(name for name in ids if name not in changed),
            segments_rendered=len(self._made),
            segments_reused=len(self._segments) - len(self._made),
            timings={"first_playable_s": self._first_playable_s or whole, "whole_s": whole, "cpu_s": cpu},
            peak_rss_mb=own + sum(workers.values()),
        )


def _spoken_to(spec: RenderSpec, speaking: Sequence[Future[Path]]) -> int:
    """Frames from the film's start whose voice is complete: up to the first line that is not yet spoken."""
    spoken = [future.done() for future in speaking]
    starts = [line.start for index, line in enumerate(spec.sound.lines) if not all(spoken[index : index + 1] or [False])]
    return min(starts) // encode.samples_of(1) if starts else spec.frames
