"""The growing preview: pictures as they will be, the voice at its level, and quiet music until the mix exists."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from renderer import cache, encode
from renderer.plan import Segment
from renderer.spec import SAMPLES_PER_FRAME, Line, Music

# Lines come at -20 LUFS in one channel, which is -17 in two; this brings them to -15.
_GAIN = 10 ** (2 / 20)
# -3 dBFS leaves room for the music, for peaks between samples and for what the encoder adds, up to -1 dBTP.
_CEILING = 10 ** (-3 / 20)
_BED_LUFS = -34.0
_BED_PEAK = 0.06
_BLOCK = 240  # 5 ms


def bed(music: Music, frames: int, cache_dir: Path) -> Path:
    """A file of music for the whole film at -34 LUFS, too low to need ducking: float16, shape (2, frames * 1600).

    A task for a worker; what it gave last time is given again.
    """
    shelf, key = cache.beds(cache_dir), cache.bed_key(music, frames)
    return shelf.find(key) or shelf.put(key, lambda path: _write_bed(music, frames * SAMPLES_PER_FRAME, path))


def _write_bed(music: Music, samples: int, path: Path) -> None:
    # scipy is slow to import and large: only the worker that makes sound pays for it.
    from renderer.mastering import loudness_of
    from renderer.music.movements import movement, movements
    from renderer.speech.level import SILENCE_LUFS

    whole = np.lib.format.open_memmap(path, "w+", np.float16, (2, samples))
    for number, (first, end) in enumerate(movements(samples, music.cuts_s)):
        composed = movement(music, number, first, end)
        loud, peak = loudness_of([lambda composed=composed: composed]), float(np.abs(composed).max())  # type: ignore[misc]
        gain = min(10 ** ((_BED_LUFS + music.gain_db - loud) / 20), _BED_PEAK / peak) if loud > SILENCE_LUFS else 1.0
        whole[:, first:end] = composed * np.float32(gain)
    whole.flush()


def levelled(voice: NDArray[np.float32]) -> NDArray[np.float32]:
    """Mono `voice` louder by 2 dB, taken back smoothly where it would pass -3 dBFS."""
    blocks = -(-voice.size // _BLOCK)
    padded = np.zeros(blocks * _BLOCK, np.float32)
    padded[: voice.size] = np.abs(voice)
    needed = np.minimum(_GAIN, _CEILING / np.maximum(padded.reshape(blocks, _BLOCK).max(axis=1, initial=0), 1e-9))
    # The smallest gain of nine blocks, averaged over five and joined by lines, is nowhere above what a block needs.
    around = np.lib.stride_tricks.sliding_window_view(np.pad(needed, 6, constant_values=_GAIN), 9).min(axis=1)
    smooth = np.convolve(around, np.full(5, 0.2), "valid")
    centres = (np.arange(blocks) + 0.5) * _BLOCK
    return np.asarray(voice * np.interp(np.arange(voice.size), centres, smooth), np.float32)


class Live:
    """A fragmented MP4 that can be played while segments are added in the film's order."""

    def __init__(self, path: Path, lines: Sequence[Line]) -> None:
        self._film = encode.LiveFilm(path)
        self._lines = lines
        self._has_music = False

    def add(
        self,
        path: Path,
        segment: Segment,
        speaking: Sequence[Future[Path]],
        music: Future[Path] | None,
    ) -> None:
        """Append a segment whose lines are all spoken: `speaking` gives files of `cache.speak_once`, `music` one of `bed`.

        Music that is ready by now fades in; `music` has not failed.
        """
        begin, end = encode.samples_of(segment.at), encode.samples_of(segment.at + segment.frames)
        heard = np.zeros(end - begin, np.float32)
        for line, future in zip(self._lines, speaking, strict=False):
            if line.start >= end:
                continue
            samples = cache.line_in(future.result())
            first, last = max(line.start, begin), min(line.start + samples.size, end)
            if last > first:
                heard[first - begin : last - begin] += levelled(samples)[first - line.start : last - line.start]
        both = np.tile(np.clip(heard, -_CEILING, _CEILING), (2, 1))
        if music and music.done():
            share = np.float32(1) if self._has_music else np.linspace(0, 1, end - begin, dtype=np.float32)
            both += np.load(music.result(), mmap_mode="r")[:, begin:end].astype(np.float32) * share
            self._has_music = True
        self._film.add(path, both)

    def finish(self) -> None:
        """Close the file."""
        self._film.finish()

    def abandon(self) -> None:
        """Close the file of a film that will not be finished."""
        self._film.abandon()


class Glimpses:
    """Short films of the scenes that are new in a film, for those who wait for the whole of it.

    They lie in a folder beside `film`, and `tell` gets each with its scene's id. None are made where every scene is new.
    """

    def __init__(self, film: Path, tell: Callable[[str, Path], None]) -> None:
        self._folder, self._stem, self._tell = film.with_name("glimpses"), film.stem, tell
        self._waiting: dict[str, list[tuple[int, Segment]]] = {}
        self._has_told = False

    def expect(self, segments: Sequence[Segment], missing: Sequence[int]) -> set[int]:
        """Note the scenes of which a part has to be painted: `missing` are places in `segments`. Gives those to paint first."""
        bodies = [(index, segment) for index, segment in enumerate(segments) if segment.transition is None]
        new = {segment.scene.id for index, segment in bodies if index in missing}
        if len(new) < len({segment.scene.id for _, segment in bodies}):
            self._waiting = {name: [entry for entry in bodies if entry[1].scene.id == name] for name in new}
        return {index for index, _ in min(self._waiting.values(), default=[], key=lambda entries: entries[0][0])}

    @property
    def is_awaited(self) -> bool:
        """Whether the first of them is still to come."""
        return bool(self._waiting) and not self._has_told

    def show(self, paths: Mapping[int, Path], lines: Sequence[Line], speaking: Sequence[Future[Path]]) -> None:
        """Make the films whose pictures are there and whose voice is spoken. `speaking` follows `lines`, and may be shorter."""
        for name, entries in list(self._waiting.items()):
            begin = encode.samples_of(entries[0][1].at)
            end = encode.samples_of(entries[-1][1].at + entries[-1][1].frames)
            heard = [index for index, line in enumerate(lines) if begin <= line.start < end]
            is_spoken = all(index < len(speaking) and speaking[index].done() for index in heard)
            if is_spoken and all(index in paths for index, _ in entries):
                del self._waiting[name]
                self._folder.mkdir(exist_ok=True)
                path = self._folder / f"{self._stem}-{name}.mp4"
                glimpse = Live(path, [lines[index] for index in heard])
                for index, segment in entries:
                    glimpse.add(paths[index], segment, [speaking[index] for index in heard], None)
                glimpse.finish()
                self._tell(name, path)
                self._has_told = True

    def tidy(self) -> None:
        """Now that the whole film is there, remove what was made for films before it; who watches may still open this one's."""
        for old in self._folder.glob("*.mp4"):
            if not old.stem.startswith(f"{self._stem}-"):
                old.unlink(missing_ok=True)
