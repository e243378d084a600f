"""Finished segments, spoken lines and mixed sound on disk, found by what they were made from."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Callable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from renderer.encode import Encoding
from renderer.spec import Canvas, Music, Scene, Sound, Utterance

IN_USE_S = 3600.0
_LIBRARIES = {
    "pictures": ("av", "opencv-python-headless", "skia-python"),
    "voice": ("onnxruntime", "hibari-tts"),
    "music": ("numpy", "scipy"),
}


@cache
def code_version(kind: Literal["pictures", "voice", "music"]) -> str:
    """sha256 of the code, fonts and libraries behind pixels, speech or music: new code can never meet the old one's output."""
    root, digest = Path(__file__).parent, hashlib.sha256()
    for library in _LIBRARIES[kind]:
        digest.update(f"{library} {version(library)}\n".encode())
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        # Another tune leaves pictures and spoken lines as they are.
        music = name.startswith(("music/", "mastering"))
        heard = "voice" if name.startswith(("speech/", "sound")) else "music" if music else "pictures"
        if path.is_file() and "__pycache__" not in path.parts and heard == kind:
            digest.update(name.encode())
            # Fonts and pictures are told by name and size: reading megabytes at every start would be felt.
            digest.update(path.read_bytes() if path.suffix == ".py" else str(path.stat().st_size).encode())
    return digest.hexdigest()


def segment_key(scenes: tuple[Scene, ...], shape: tuple[object, ...], canvas: Canvas, encoding: Encoding) -> str:
    """Cache key of one segment: everything that changes its bytes.

    `shape` tells which frames of `scenes` it holds. Scene ids and the place in the film are left out, so that
    reordering costs nothing.
    """
    parts = [
        code_version("pictures"),
        *(scene.model_dump_json(exclude={"id"}) for scene in scenes),
        json.dumps(shape),
        canvas.model_dump_json(),
        json.dumps(encoding.key(), sort_keys=True),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


class Shelf:
    """A folder of files by key, safe for several processes: writes are atomic, the least recently used go first."""

    def __init__(self, folder: Path, suffix: str) -> None:
        self._folder, self._suffix = folder, suffix

    def path(self, key: str) -> Path:
        """Where the file of `key` is or would be."""
        return self._folder / key[:2] / f"{key}{self._suffix}"

    def find(self, key: str) -> Path | None:
        """The file of `key`, marked as used now; None if it has not been made."""
        path = self.path(key)
        try:
            os.utime(path)
        except FileNotFoundError:
            return None
        return path

    def put(self, key: str, write: Callable[[Path], object]) -> Path:
        """Let `write` make the file under a passing name, then give it its own; a crash leaves nothing half made."""
        path = self.path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".making-", suffix=self._suffix)
        os.close(handle)
        passing = Path(name)
        try:
            write(passing)
            passing.replace(path)
        finally:
            passing.unlink(missing_ok=True)
        return path


def keep_within(cache_dir: Path, max_bytes: int, spare_s: float = IN_USE_S) -> int:
    """Delete the least recently used files of all shelves until at most `max_bytes` are left; returns the bytes deleted.

    What was used within the last `spare_s` seconds stays, however much it is: a film that is being made has found it.
    """
    found = ((_seen(path), path) for path in cache_dir.glob("*/??/*"))
    kept = sorted(((stat, path) for stat, path in found if stat), key=lambda item: item[0].st_mtime)
    excess = sum(stat.st_size for stat, _ in kept) - max_bytes
    freed, old = 0, time.time() - spare_s
    for stat, path in kept:
        if freed >= excess or stat.st_mtime > old:
            break
        path.unlink(missing_ok=True)
        freed += stat.st_size
    return freed


def _seen(path: Path) -> os.stat_result | None:
    """None for what another process has given its own name, or deleted, since it was listed."""
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def segments(cache_dir: Path) -> Shelf:
    """The shelf of encoded segments below `cache_dir`."""
    return Shelf(cache_dir / "segments", ".mp4")


def mixes(cache_dir: Path) -> Shelf:
    """The shelf of mixed and encoded sound below `cache_dir`."""
    return Shelf(cache_dir / "mixes", ".m4a")


def beds(cache_dir: Path) -> Shelf:
    """The shelf of music for growing previews; it goes with the mixes where room is needed."""
    return Shelf(cache_dir / "mixes", ".npy")


def bed_key(music: Music, frames: int) -> str:
    """Cache key of a preview's music: all that it is composed from, and the code that does it."""
    parts = [code_version("music"), code_version("pictures"), music.model_dump_json(), str(frames)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def mix_key(sound: Sound, frames: int) -> str:
    """Cache key of a film's mixed sound: its lines and where they start, its music, its length, and the code behind all that."""
    parts = [code_version("voice"), code_version("music"), code_version("pictures"), sound.model_dump_json(), str(frames)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def spoken(cache_dir: Path, utterance: Utterance, speak: Callable[[Utterance], NDArray[np.float32]]) -> NDArray[np.float32]:
    """`speak(utterance)` or what it gave last time: mono at 48 kHz, float32, kept exactly, read from disk as it is used."""
    return line_in(speak_once(cache_dir, utterance, speak))


def speak_once(cache_dir: Path, utterance: Utterance, speak: Callable[[Utterance], NDArray[np.float32]]) -> Path:
    """The file of `speak(utterance)`, which is asked only the first time."""
    shelf = Shelf(cache_dir / "voice", ".npy")
    key = hashlib.sha256(f"{code_version('voice')}\n{utterance.digest()}".encode()).hexdigest()
    return shelf.find(key) or shelf.put(key, lambda path: np.save(path, speak(utterance)))


def line_in(path: Path) -> NDArray[np.float32]:
    """The samples in a file of `speak_once`: pages come from disk when they are touched and go with the array."""
    return np.asarray(np.load(path, mmap_mode="r"), np.float32)
