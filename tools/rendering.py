"""A cleared storyboard to a film on disk: schedule, compile, render, and remember what was made.

Only a `Cleared` storyboard is taken. The same version at the same quality is made once; asked again, it is handed over from disk.
"""

from __future__ import annotations

import errno
import hashlib
import json
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Literal, TypeVar

from numpy import float32
from numpy.typing import NDArray

from memory.domain.storyboard import Scene, Storyboard
from memory.files import NO_ROOM, Files
from memory.happenings import tell
from memory.jobs import Jobs
from renderer import errors as renderer_errors
from renderer import heap, pipeline, spec
from renderer.cache import code_version, keep_within, speak_once
from renderer.farm import CheckedFarm, Farm, SharedFarm, step_back
from renderer.focus import focus
from renderer.marking import mark_of
from renderer.presenters.cast import PRESENTERS
from renderer.speech.engine import SpeechEngine
from renderer.stills import thumbnail
from tools import captions
from tools.clearance import Cleared
from tools.comparing import Comparison, compare
from tools.compile import film_words, render_spec
from tools.consent import Consents, NoConsents, Watch
from tools.errors import RenderCancelled, RenderFailed, UnknownPresenter, Unspeakable
from tools.provenance.claims import Claim, claim_of
from tools.timing import Schedule, lexicon_of, schedule, settled
from tools.tracking import tracked

T = TypeVar("T")
OnProgress = Callable[[float, float | None], None]
OnLive = Callable[[Path], None]
OnStills = Callable[[dict[str, Path]], None]
OnScene = Callable[[str, Path], None]
Cancelled = Callable[[], bool]
Speak = Callable[[spec.Utterance], NDArray[float32]]
Sign = Callable[[Path, Claim], None]
_LOOK_S = 0.1
# A disk that is full, over its quota, read-only or broken, and a folder that is closed to us.
UNWRITABLE = (*NO_ROOM, errno.EROFS, errno.EACCES, errno.EIO)


@dataclass(frozen=True)
class Film:
    """A finished file and how it came to be. Times in seconds; `starts_s` has one entry for each scene."""

    video: Path
    duration_s: float
    stills: tuple[Path, ...]
    starts_s: tuple[float, ...]
    rendered_scenes: tuple[str, ...]
    reused_scenes: tuple[str, ...]
    timings: dict[str, float] = field(default_factory=dict)


class Rendering:
    """Makes previews and finals. Blocking: call it from a thread. `films` holds one folder for each project.

    `finish_sound` is called with sound, frames and cache when a final's lines are spoken and nothing of it is painted yet.
    A final carries its project's mark in the picture, and `sign` gives the finished file its manifest, the last thing that is
    done to it; previews have neither. `is_labelled` tells whether films say in a corner how they were made.
    `consents` is asked again while a film with a real person in it is made: before each piece of it starts, and twice a second.
    """

    def __init__(
        self,
        *,
        files: Files,
        speech: SpeechEngine,
        farm: Farm,
        cache: Path,
        films: Path,
        cache_bytes: int = 8_000_000_000,
        jobs: Jobs | None = None,
        finish_sound: Callable[[spec.Sound, int, Path], None] | None = None,
        sign: Sign | None = None,
        is_labelled: Callable[[], bool] = lambda: True,
        consents: Consents | None = None,
    ) -> None:
        self._files, self._speech, self._farm, self._cache, self._films, self._jobs = files, speech, farm, cache, films, jobs
        self._cache_bytes = cache_bytes
        self._finish_sound, self._sign, self._is_labelled = finish_sound, sign, is_labelled
        self._consents = consents or NoConsents()

    def schedule(self, board: Storyboard) -> Schedule:
        """How long every scene will be, without rendering anything. Raises Unspeakable."""
        try:
            return schedule(board, self._speech.measure, lambda scene: voice_of(board, scene), lexicon_of(board))
        except renderer_errors.SpeechError as error:
            raise Unspeakable(str(error)) from error

    def settled(self, board: Storyboard) -> Storyboard:
        """`board` with the length and rate of every scene kept in it: what is edited next moves no other scene."""
        return settled(board, self.schedule(board), lambda scene: voice_of(board, scene), lexicon_of(board))

    def preview(
        self,
        cleared: Cleared,
        *,
        on_progress: OnProgress,
        on_live: OnLive,
        cancelled: Cancelled,
        on_stills: OnStills = lambda _: None,
        on_scene: OnScene = lambda scene_id, path: None,
        whose: str = "",
    ) -> Film:
        """The whole film in few pixels, with the voice, timings and composition of the final.

        `on_stills` is called first, with a picture of each scene that looks other than ever before; `on_live` once, with a
        file that can be played while it grows; `on_scene` with a short film of each new scene where others are not new.
        `whose` is the person it is for: people and brands share the workers evenly. Raises RenderCancelled, RenderFailed.
        """
        return self._film(cleared, "draft", on_progress, on_live, cancelled, on_stills, on_scene, whose)

    def final(self, cleared: Cleared, *, on_progress: OnProgress, cancelled: Cancelled, whose: str = "") -> Film:
        """The film at 1080p30. Raises RenderCancelled, RenderFailed."""
        return self._film(cleared, "final", on_progress, None, cancelled, whose=whose)

    def side_by_side(
        self, films: tuple[Film, Film], labels: tuple[str, str], *, on_progress: OnProgress, cancelled: Cancelled
    ) -> Comparison:
        """Two previews in one clip, made once for these very films and labels. Raises RenderCancelled, RenderFailed."""
        left, right = (film.video for film in films)
        digest = hashlib.sha256(repr(labels).encode())
        for video in (left, right):
            digest.update(hashlib.sha256(video.read_bytes()).digest())
        out = right.with_name(f"beside-{digest.hexdigest()[:24]}.mp4")
        if out.exists():
            return Comparison(out, max(film.duration_s for film in films))
        return compare((left, right), labels, out, on_progress, cancelled)

    def _film(
        self,
        cleared: Cleared,
        quality: spec.Quality,
        on_progress: OnProgress,
        on_live: OnLive | None,
        cancelled: Cancelled,
        on_stills: OnStills | None = None,
        on_scene: OnScene | None = None,
        whose: str = "",
    ) -> Film:
        """Raises ConsentWithdrawn as soon as a consent that the film was cleared with no longer stands."""
        watch = Watch(cleared.consents, cleared.use, self._consents)
        watch.check()

        def stopped() -> bool:
            return watch.is_withdrawn() or cancelled()

        try:
            return self._made(cleared, quality, on_progress, on_live, stopped, on_stills, on_scene, watch, whose)
        except (RenderCancelled, RenderFailed):
            watch.check()  # the reason, where that is it
            raise
        except OSError as error:
            if error.errno not in UNWRITABLE:
                raise
            raise RenderFailed(
                f"the film could not be made: {str(self._films)!r} cannot be written to ({error.strerror}); "
                "free some space or open the folder, then say “try again”"
            ) from error
        finally:
            # A server lives for weeks: what speaking and mixing a film took is not kept until the next one.
            heap.trim()
            keep_within(self._cache, self._cache_bytes)

    def _made(
        self,
        cleared: Cleared,
        quality: spec.Quality,
        on_progress: OnProgress,
        on_live: OnLive | None,
        cancelled: Cancelled,
        on_stills: OnStills | None,
        on_scene: OnScene | None,
        watch: Watch,
        whose: str,
    ) -> Film:
        shared = SharedFarm(self._farm, whose, cleared.use.brand)
        farm = CheckedFarm(shared, watch.check) if cleared.consents else shared

        def speak(utterance: spec.Utterance) -> NDArray[float32]:
            watch.check()
            return self._speech.speak(utterance)

        times = self.schedule(cleared.board)
        film_spec = self._spec(cleared, times, quality)
        folder = self._films / cleared.project_id
        folder.mkdir(parents=True, exist_ok=True)
        name = f"v{cleared.version}-{quality}"
        digest = film_spec.digest()
        if known := _recorded(folder / f"{name}.json", digest):
            return known
        live = folder / f"{name}.live.mp4" if on_live else None
        announce = _once(on_live, live)
        with tracked(self._jobs, cleared.project_id, cleared.version, quality, digest, cancelled) as job:

            def progress(step: pipeline.Progress) -> None:
                on_progress(step.fraction, step.to_go_s)
                job.progress(step.fraction, step.to_go_s)
                if step.playable_s > 0:
                    announce()

            def stop() -> bool:
                return cancelled() or job.is_lost()

            if quality == "final":
                self._speak_first(film_spec, stop, speak)
            stills, new = self._stills(film_spec, folder, farm, stop)
            if new and on_stills:
                on_stills(new)
            made = self._render(film_spec, folder / f"{name}.mp4", quality, progress, stop, live, on_scene, farm, speak)
            if self._sign and quality == "final":
                self._sign(made.path, claim_of(cleared, film_spec))
            film = Film(
                video=made.path,
                duration_s=made.frames / spec.FPS,
                stills=stills,
                starts_s=times.starts_s(),
                rendered_scenes=made.rendered_scenes,
                reused_scenes=made.reused_scenes,
                timings=dict(made.timings),
            )
            self._write_captions(cleared.board, times, made.path)
            _record(folder / f"{name}.json", digest, film)
            job.finish({"video": str(film.video)}, film.timings)
            tell("scenes", len(film.rendered_scenes), kind="rendered")
            tell("scenes", len(film.reused_scenes), kind="reused")
        return film

    def _spec(self, cleared: Cleared, times: Schedule, quality: spec.Quality) -> spec.RenderSpec:
        film_spec = render_spec(cleared.board, times, self._asset, is_labelled=self._is_labelled())
        if quality == "draft":
            return film_spec
        canvas = film_spec.canvas.model_copy(update={"mark": mark_of(cleared.project_id)})
        return film_spec.model_copy(update={"canvas": canvas})

    def _speak_first(self, film_spec: spec.RenderSpec, cancelled: Cancelled, speak_line: Speak) -> None:
        """Nobody watches a final grow: it is spoken before encoders take their memory, so that the peaks do not add up."""
        stopped = threading.Event()

        def speak() -> None:
            for line in film_spec.sound.lines:
                if stopped.is_set():
                    return
                speak_once(self._cache, line.utterance, speak_line)
            if self._finish_sound and not stopped.is_set():
                self._finish_sound(film_spec.sound, film_spec.frames, self._cache)

        # A line takes seconds: who calls the film off does not wait for its end.
        voice = ThreadPoolExecutor(1, "voice", step_back)
        speaking = voice.submit(speak)
        try:
            _awaited(speaking, cancelled)
        except renderer_errors.RendererError as error:
            raise RenderFailed(f"the film could not be made: {error}") from error
        finally:
            stopped.set()
            voice.shutdown(wait=False)

    def _render(
        self,
        film_spec: spec.RenderSpec,
        out: Path,
        quality: spec.Quality,
        on_progress: Callable[[pipeline.Progress], None],
        cancelled: Cancelled,
        live: Path | None,
        on_scene: OnScene | None,
        farm: Farm,
        speak: Speak,
    ) -> pipeline.Rendered:
        try:
            return pipeline.render(
                film_spec,
                out,
                quality=quality,
                cache_dir=self._cache,
                farm=farm,
                speak=speak,
                on_progress=on_progress,
                cancelled=cancelled,
                live=live,
                on_scene=on_scene,
            )
        except renderer_errors.RenderCancelled as error:
            raise RenderCancelled(str(error)) from error
        except renderer_errors.RendererError as error:
            raise RenderFailed(f"the film could not be made: {error}") from error

    def _asset(self, sha256: str, kind: Literal["image", "video"], in_s: float) -> spec.Asset:
        asset = spec.Asset(sha256=sha256, path=self._files.path(sha256), kind=kind, in_s=in_s)
        return asset.model_copy(update={"focus": _focus(asset)})

    def _stills(
        self, film_spec: spec.RenderSpec, folder: Path, farm: Farm, cancelled: Cancelled
    ) -> tuple[tuple[Path, ...], dict[str, Path]]:
        """One JPEG for each scene, named by all that it shows; and by scene id those that were drawn now."""
        canvas = film_spec.canvas.model_copy(update={"mark": None})  # the same before and after approval
        paths = [folder / f"still-{_still_key(scene, canvas)}.jpg" for scene in film_spec.scenes]
        drawing = {
            path: farm.submit(thumbnail, scene, canvas, group=scene.id, is_urgent=True)
            for path, scene in zip(paths, film_spec.scenes, strict=True)
            if not path.exists()
        }
        try:
            for path, picture in drawing.items():
                _write(path, _awaited(picture, cancelled))
        finally:
            for picture in drawing.values():
                picture.cancel()
        return tuple(paths), {scene.id: path for path, scene in zip(paths, film_spec.scenes, strict=True) if path in drawing}

    def _write_captions(self, board: Storyboard, times: Schedule, video: Path) -> None:
        blocks = captions.lines(film_words(times), board.aspect)
        _write(video.with_suffix(".srt"), captions.srt(blocks).encode())
        _write(video.with_suffix(".vtt"), captions.vtt(blocks).encode())


def voice_of(board: Storyboard, scene: Scene) -> str:
    """The scene's own voice, else the film's where the film's presenter speaks, else the presenter's own."""
    presenter = scene.presenter or board.presenter
    if presenter not in PRESENTERS:
        raise UnknownPresenter(f"there is no presenter {presenter!r}; choose one of {', '.join(sorted(PRESENTERS))}")
    if scene.voice:
        return scene.voice
    if board.voice and presenter == board.presenter:
        return board.voice
    return PRESENTERS[presenter].default_voice


def _awaited(work: Future[T], cancelled: Cancelled) -> T:
    """The result, unless the render is called off before: work may wait long behind other films."""
    while not wait([work], timeout=_LOOK_S).done:
        if cancelled():
            raise RenderCancelled("the render was called off; what is finished is kept for the next one")
    return work.result()


def _once(on_live: OnLive | None, live: Path | None) -> Callable[[], None]:
    """A function that hands `live` to `on_live` the first time it is called."""
    waiting = [live] if on_live and live else []

    def announce() -> None:
        if waiting and on_live:
            on_live(waiting.pop())

    return announce


@lru_cache(64)
def _focus(asset: spec.Asset) -> tuple[float, float]:
    """Looked for once: the same bytes are about the same thing."""
    try:
        return focus(asset)
    except renderer_errors.RendererError as error:
        raise RenderFailed(f"the film could not be made: {error}") from error


def _still_key(scene: spec.Scene, canvas: spec.Canvas) -> str:
    return hashlib.sha256(f"{scene.digest()} {canvas.digest()} {code_version('pictures')}".encode()).hexdigest()[:24]


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


def _record(path: Path, digest: str, film: Film) -> None:
    _write(path, json.dumps({"spec": digest, "film": asdict(film)}, default=str).encode())


def _recorded(path: Path, digest: str) -> Film | None:
    """The film that this record describes, if it is of this very spec and its files are still there."""
    record = json.loads(path.read_text()) if path.exists() else None
    if record is None or record["spec"] != digest:
        return None
    kept = record["film"]
    # By name alone: the folder may have been moved, or restored from a backup at another place.
    film = Film(
        video=path.with_name(Path(kept["video"]).name),
        duration_s=kept["duration_s"],
        stills=tuple(path.with_name(Path(still).name) for still in kept["stills"]),
        starts_s=tuple(kept["starts_s"]),
        rendered_scenes=(),
        reused_scenes=(*kept["rendered_scenes"], *kept["reused_scenes"]),
        timings=kept["timings"],
    )
    return film if film.video.exists() and all(still.exists() for still in film.stills) else None
