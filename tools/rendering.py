"""A cleared storyboard to a film on disk: schedule, compile, render, and remember what was made.

Only a `Cleared` storyboard is taken. The same version at the same quality is made once; asked again, it is handed over from disk.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from memory.domain.storyboard import Scene, Storyboard
from memory.files import Files
from memory.jobs import Jobs
from renderer import errors as renderer_errors
from renderer import pipeline, spec
from renderer.farm import Farm
from renderer.presenters.cast import PRESENTERS
from renderer.speech.engine import SpeechEngine
from tools import captions
from tools.clearance import Cleared
from tools.compile import film_words, render_spec
from tools.errors import RenderCancelled, RenderFailed, UnknownPresenter
from tools.timing import Schedule, schedule

OnProgress = Callable[[float, float | None], None]
OnLive = Callable[[Path], None]
Cancelled = Callable[[], bool]


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
    """Makes previews and finals. Blocking: call it from a thread. `films` holds one folder for each project."""

    def __init__(
        self, *, files: Files, speech: SpeechEngine, farm: Farm, cache: Path, films: Path, jobs: Jobs | None = None
    ) -> None:
        self._files, self._speech, self._farm, self._cache, self._films, self._jobs = files, speech, farm, cache, films, jobs

    def schedule(self, board: Storyboard) -> Schedule:
        """How long every scene will be, without rendering anything."""
        return schedule(board, self._speech.measure, lambda scene: voice_of(board, scene))

    def preview(self, cleared: Cleared, *, on_progress: OnProgress, on_live: OnLive, cancelled: Cancelled) -> Film:
        """The whole film in few pixels, with the voice, timings and composition of the final.

        `on_live` is called once, with a file that can be played while it grows. Raises RenderCancelled, RenderFailed.
        """
        return self._film(cleared, "draft", on_progress, on_live, cancelled)

    def final(self, cleared: Cleared, *, on_progress: OnProgress, cancelled: Cancelled) -> Film:
        """The film at 1080p30. Raises RenderCancelled, RenderFailed."""
        return self._film(cleared, "final", on_progress, None, cancelled)

    def _film(
        self, cleared: Cleared, quality: spec.Quality, on_progress: OnProgress, on_live: OnLive | None, cancelled: Cancelled
    ) -> Film:
        board = cleared.board
        times = self.schedule(board)
        film_spec = render_spec(board, times, self._asset)
        folder = self._films / cleared.project_id
        folder.mkdir(parents=True, exist_ok=True)
        name = f"v{cleared.version}-{quality}"
        digest = film_spec.digest()
        known = _recorded(folder / f"{name}.json", digest)
        if known:
            return known
        job = self._jobs.submit(cleared.project_id, cleared.version, quality, digest) if self._jobs else None
        live = folder / f"{name}.live.mp4" if on_live else None

        def progress(step: pipeline.Progress) -> None:
            on_progress(step.done, step.seconds_left)
            if live is not None and on_live is not None and step.playable_s > 0 and not announced:
                announced.append(True)
                on_live(live)

        announced: list[bool] = []
        try:
            made = pipeline.render(
                film_spec,
                folder / f"{name}.mp4",
                quality=quality,
                cache_dir=self._cache,
                farm=self._farm,
                speak=self._speech.speak,
                on_progress=progress,
                cancelled=cancelled,
                live=live,
            )
        except renderer_errors.RenderCancelled as error:
            if job and self._jobs:
                self._jobs.cancel(job.id)
            raise RenderCancelled(str(error)) from error
        except renderer_errors.RenderFailed as error:
            if job and self._jobs:
                self._jobs.fail(job.id, str(error))
            raise RenderFailed(
                f"the film of version {cleared.version} could not be made: {error}", job.id if job else ""
            ) from error
        film = Film(
            video=made.path,
            duration_s=made.frames / spec.FPS,
            stills=self._stills(film_spec, folder),
            starts_s=times.starts_s(),
            rendered_scenes=made.rendered_scenes,
            reused_scenes=made.reused_scenes,
            timings=dict(made.timings),
        )
        self._write_captions(board, times, made.path)
        _record(folder / f"{name}.json", digest, film)
        if job and self._jobs:
            self._jobs.finish(job.id, film.timings)
        return film

    def _asset(self, sha256: str, kind: Literal["image", "video"], in_s: float) -> spec.Asset:
        return spec.Asset(sha256=sha256, path=self._files.path(sha256), kind=kind, in_s=in_s)

    def _stills(self, film_spec: spec.RenderSpec, folder: Path) -> tuple[Path, ...]:
        """One JPEG for each scene, named by its content, at a moment when everything has entered."""
        paths = []
        for index, scene in enumerate(film_spec.scenes):
            key = pipeline.scene_digest(film_spec, index)
            path = folder / f"still-{key[:20]}.jpg"
            if not path.exists():
                _write(path, pipeline.still(film_spec, index, scene.frames / spec.FPS * 0.72, width=480))
            paths.append(path)
        return tuple(paths)

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


def _write(path: Path, data: bytes) -> None:
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    part.replace(path)


def _record(path: Path, digest: str, film: Film) -> None:
    _write(path, json.dumps({"spec": digest, "film": asdict(film)}, default=str).encode())


def _recorded(path: Path, digest: str) -> Film | None:
    """The film that this record describes, if it is of this very spec and its files are still there."""
    if not path.exists():
        return None
    record = json.loads(path.read_text())
    if record["spec"] != digest:
        return None
    kept = record["film"]
    film = Film(
        video=Path(kept["video"]),
        duration_s=kept["duration_s"],
        stills=tuple(map(Path, kept["stills"])),
        starts_s=tuple(kept["starts_s"]),
        rendered_scenes=(),
        reused_scenes=(*kept["rendered_scenes"], *kept["reused_scenes"]),
        timings=kept["timings"],
    )
    return film if film.video.exists() and all(still.exists() for still in film.stills) else None
