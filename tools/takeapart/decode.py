"""Frames and sound of an untrusted video, as streams: small, by ffmpeg in a process of its own, from its own bytes only."""

from __future__ import annotations

import re
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import IO

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

from tools.bounded import Bounds, bounded, plain_environment
from tools.clips import HDR, ONLY, container_of
from tools.errors import AssetRefused, TakingApartCancelled
from tools.opening import open_apart
from tools.takeapart.findings import Area, Span

Rgb8 = NDArray[np.uint8]
Samples = NDArray[np.float32]

LONG_SIDE = 320
CELL = 5
"""Sides of decoded frames are multiples of this, so that a thumbnail is a mean of whole cells."""
MAX_RATE = 30
SOUND_HZ = 16_000
CROP_WIDTH = 640
TIMEOUT_S = 1800.0
BOUNDS = Bounds(memory=4_000_000_000, cpu_s=3600, written=1_000_000)
SILENT_LUFS = -69.0
_INTEGRATED = re.compile(rb"I:\s+(-?[\d.]+) LUFS")


@dataclass(frozen=True)
class Probed:
    """What a video says of itself, turned upright: `width` and `height` as it is shown, at most `rate` frames a second."""

    path: Path
    name: str
    length_s: float
    width: int
    height: int
    rate: Fraction
    has_sound: bool
    transfer: str

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the frames that are looked at."""
        factor = LONG_SIDE / max(self.width, self.height)
        wide, high = (max(CELL, round(side * factor / CELL) * CELL) for side in (self.width, self.height))
        return wide, high


def probe(path: Path, name: str) -> Probed:
    """Opens a video and decodes its first frame. Raises AssetRefused with one sentence."""
    told = open_apart("probe", path, name).told or {}
    if not told["width"]:
        raise AssetRefused(f"{name!r} holds no picture, only sound; hand in a video.")
    if told["length_s"] <= 0:
        raise AssetRefused(f"{name!r} is a damaged video; export it again and hand in the new one.")
    rate = Fraction(told["rate"])
    while rate > MAX_RATE:
        rate /= 2
    return Probed(path, name, told["length_s"], told["width"], told["height"], rate, told["has_sound"], told["transfer"])


def frames(video: Probed, part: Span, cancelled: Callable[[], bool] = lambda: False) -> Iterator[tuple[float, Rgb8]]:
    """(seconds, RGB bytes of shape (height, width, 3)) of every frame of `part`, at most MAX_RATE a second.

    Raises AssetRefused where it cannot be decoded to its end, TakingApartCancelled.
    """
    width, height = video.size
    # Made small before it becomes RGB: the other way round takes twice as long.
    filters = [f"fps={video.rate}", f"scale={width}:{height}:flags=area", "format=yuv444p"]
    if video.transfer in HDR:
        filters += ["zscale=t=linear:npl=100", "format=gbrpf32le", "tonemap=hable", "zscale=p=bt709:t=bt709:m=bt709:r=tv"]
    wanted = ["-ss", f"{part.start_s:.4f}", "-t", f"{part.length_s:.4f}"]
    picked = ["-map", "0:v:0", "-an", "-sn", "-dn", "-vf", ",".join(filters), "-pix_fmt", "rgb24", "-f", "rawvideo"]
    size = width * height * 3
    with _ffmpeg(video.path, video.name, wanted, picked) as pipe:
        count = 0
        while len(data := pipe.read(size)) == size:
            if cancelled():
                raise TakingApartCancelled(f"stopped looking at {video.name!r}")
            yield part.start_s + float(count / video.rate), np.frombuffer(data, np.uint8).reshape(height, width, 3)
            count += 1


def crop(video: Probed, time_s: float, area: Area) -> Rgb8:
    """The frame at a time, only what lies in `area` and CROP_WIDTH pixels wide: large enough to see letters.

    Raises AssetRefused where there is no such frame.
    """
    wide, high = area.width * video.width, area.height * video.height
    height = max(8, round(CROP_WIDTH * high / wide))
    cut = f"crop=iw*{area.width:.4f}:ih*{area.height:.4f}:iw*{area.x:.4f}:ih*{area.y:.4f}"
    filters = f"{cut},scale={CROP_WIDTH}:{height}:flags=bicubic"
    picked = ["-map", "0:v:0", "-an", "-sn", "-dn", "-frames:v", "1", "-vf", filters, "-pix_fmt", "rgb24", "-f", "rawvideo"]
    size = CROP_WIDTH * height * 3
    with _ffmpeg(video.path, video.name, ["-ss", f"{time_s:.4f}"], picked) as pipe:
        data = pipe.read(size)
    if len(data) < size:
        raise AssetRefused(f"{video.name!r} has no frame at {time_s:.1f} s; export it again and hand in the new one.")
    return np.frombuffer(data, np.uint8).reshape(height, CROP_WIDTH, 3)


def listen(
    video: Probed, block: int, hear: Callable[[NDArray[np.float32]], None], cancelled: Callable[[], bool] = lambda: False
) -> float | None:
    """Gives `hear` mono samples at SOUND_HZ, -1..1, in blocks of `block` (the last is shorter); returns LUFS after EBU R128.

    None, and no call, where the video has no sound; None where it is silent.
    """
    if not video.has_sound:
        return None
    mixed = ["-af", f"ebur128=framelog=quiet,aresample={SOUND_HZ}", "-ac", "1"]
    picked = ["-map", "0:a:0", "-vn", "-sn", "-dn", *mixed, "-f", "s16le"]
    with tempfile.TemporaryFile() as said:
        with _ffmpeg(video.path, video.name, [], picked, said) as pipe:
            while data := pipe.read(2 * block):
                if cancelled():
                    raise TakingApartCancelled(f"stopped listening to {video.name!r}")
                hear(np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768))
        said.seek(0)
        found = _INTEGRATED.findall(said.read())
    lufs = float(found[-1]) if found else SILENT_LUFS
    return lufs if lufs > SILENT_LUFS else None


def has_sound(path: Path) -> bool:
    """Whether a video, or a sound in such a container, has a track that can be heard. Raises AssetRefused."""
    return bool((open_apart("probe", path, path.name).told or {})["has_sound"])


def samples(path: Path, start_s: float, length_s: float) -> Samples:
    """Mono samples at SOUND_HZ, -1..1, of a stretch of a file that has sound; fewer where it ends before. Raises AssetRefused."""
    wanted = ["-ss", f"{start_s:.4f}", "-t", f"{length_s:.4f}"]
    picked = ["-map", "0:a:0", "-vn", "-sn", "-dn", "-ac", "1", "-ar", str(SOUND_HZ), "-f", "s16le"]
    with _ffmpeg(path, path.name, wanted, picked) as pipe:
        data = pipe.read()
    return np.frombuffer(data[: len(data) // 2 * 2], "<i2").astype(np.float32) / np.float32(32768)


@contextmanager
def _ffmpeg(
    path: Path, name: str, wanted: Sequence[str], picked: Sequence[str], said: IO[bytes] | None = None
) -> Iterator[IO[bytes]]:
    """ffmpeg's output as a pipe; `said` takes its words. It is ended when the reader leaves, and after TIMEOUT_S."""
    quiet = ["-xerror", "-hide_banner", "-loglevel", "info" if said else "error", "-nostats", "-nostdin", "-threads", "2"]
    only = [part for name, value in ONLY.items() for part in (f"-{name}", value)]
    source = [*only, "-f", container_of(path), "-i", str(path)]
    command = bounded([imageio_ffmpeg.get_ffmpeg_exe(), *quiet, *wanted, *source, *picked, "pipe:1"], BOUNDS)
    words = said or subprocess.DEVNULL
    running = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=words, env=plain_environment())
    clock = threading.Timer(TIMEOUT_S, running.kill)
    clock.start()
    assert running.stdout is not None
    try:
        yield running.stdout
        if running.wait():
            raise AssetRefused(f"{name!r} is damaged or takes too long to read; export it again and hand in the new one.")
    finally:
        clock.cancel()
        running.kill()
        running.wait()
        running.stdout.close()
