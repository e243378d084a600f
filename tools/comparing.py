"""Two films in one clip, side by side: each holds its last frame until the other ends, the sound is the second one's."""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av
import ffmpeg
import imageio_ffmpeg

from tools.errors import RenderCancelled, RenderFailed

if TYPE_CHECKING:
    from renderer.beside import Plate

FPS = 30


@dataclass(frozen=True)
class Comparison:
    """The clip; times in seconds."""

    video: Path
    duration_s: float
    timings: dict[str, float] = field(default_factory=dict)


def compare(
    films: tuple[Path, Path],
    labels: tuple[str, str],
    out: Path,
    on_progress: Callable[[float, float | None], None],
    cancelled: Callable[[], bool],
) -> Comparison:
    """Writes `out`, an MP4 as long as the longer film. Raises RenderCancelled, RenderFailed."""
    # skia is large, and few films are compared.
    from renderer.beside import plate

    began = time.perf_counter()
    probed = [_probe(film) for film in films]
    duration_s = max(length_s for _, length_s in probed)
    ground = plate((probed[0][0], probed[1][0]), labels)
    # Beside `out`, so that the clip appears there whole or not at all.
    with tempfile.TemporaryDirectory(prefix="comparing-", dir=out.parent) as folder:
        picture, part = Path(folder) / "plate.png", Path(folder) / "clip.mp4"
        picture.write_bytes(ground.png)
        _run(_command(films, ground, picture, duration_s, part), duration_s, on_progress, cancelled)
        part.replace(out)
    return Comparison(out, duration_s, {"compare_s": time.perf_counter() - began})


def _probe(film: Path) -> tuple[tuple[int, int], float]:
    """Pixel size and length."""
    with av.open(str(film)) as opened:
        video = opened.streams.video[0]
        return (video.width, video.height), video.frames / FPS


def _command(films: tuple[Path, Path], ground: Plate, picture: Path, duration_s: float, out: Path) -> list[str]:
    shown: Any = ffmpeg.input(str(picture), framerate=FPS).video
    shown = shown.filter("scale", out_color_matrix="bt709", out_range="tv").filter("format", "yuv420p")
    # Converted once, then repeated.
    shown = shown.filter("loop", loop=-1, size=1)
    inputs = [ffmpeg.input(str(film)) for film in films]
    for opened, (x, y) in zip(inputs, ground.places, strict=True):
        # The last frame stands still until the longer film has ended.
        held = opened.video.filter("tpad", stop_mode="clone", stop_duration=duration_s)
        shown = ffmpeg.overlay(shown, held, x=x, y=y, eof_action="repeat", shortest=0)
    sound = inputs[1].audio.filter("apad")
    output = ffmpeg.output(
        shown,
        sound,
        str(out),
        t=duration_s,
        format="mp4",
        vcodec="libx264",
        preset="superfast",
        crf=23,
        pix_fmt="yuv420p",
        colorspace="bt709",
        color_primaries="bt709",
        color_trc="bt709",
        color_range="tv",
        acodec="aac",
        audio_bitrate="160k",
        movflags="+faststart",
        map_metadata=-1,
    ).global_args("-hide_banner", "-loglevel", "error", "-nostdin", "-progress", "pipe:1", "-nostats")
    command: list[str] = output.compile(cmd=imageio_ffmpeg.get_ffmpeg_exe(), overwrite_output=True)
    return command


def _run(
    command: list[str], duration_s: float, on_progress: Callable[[float, float | None], None], cancelled: Callable[[], bool]
) -> None:
    began = time.perf_counter()
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints, text=True) as encoder,
    ):
        assert encoder.stdout is not None
        for line in encoder.stdout:
            if cancelled():
                encoder.kill()
                raise RenderCancelled("the comparison was stopped; nothing about the film has changed")
            if line.startswith("out_time_us=") and line[12:].strip().isdigit():
                done = min(1.0, int(line[12:]) / 1e6 / duration_s)
                spent_s = time.perf_counter() - began
                on_progress(done, spent_s * (1 - done) / done if done > 0.05 else None)
        if encoder.wait():
            complaints.seek(0)
            tail = complaints.read().decode(errors="replace").strip().splitlines()[-1:]
            raise RenderFailed(f"the versions could not be put side by side: {' '.join(tail)}; try again")
