"""The sound as people hear it: what the AAC encoder adds to a peak is measured in its own output and taken back."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from renderer import encode
from renderer.mastering import Stereo, limiter, true_peaks
from renderer.spec import SAMPLE_RATE_HZ

LOUDEST = 10 ** (-1.1 / 20)  # of the decoded sound; a tenth below what films may have, as meters differ
ROUNDS = 4
_BLOCK = 10 * SAMPLE_RATE_HZ
_MARGIN = 4096  # more than the limiter reaches


def write_soundtrack(path: Path, parts: Iterable[Stereo]) -> None:
    """Mastered parts that follow each other, (2, n) each, as an AAC track whose true peak is below -1 dBTP once decoded.

    A quantised sibilant can pass the samples it was made of by two decibels: around each such place the sound is made
    a little softer, smoothly, and encoded anew. After ROUNDS the last one stands.
    """
    with tempfile.TemporaryDirectory(prefix="agency-") as folder:
        kept = [_keep(Path(folder, f"{number}.npy"), part) for number, part in enumerate(parts)]
        too_loud: dict[int, float] = {}
        for _ in range(ROUNDS):
            encode.encode_sound(path, _softened(kept, too_loud))
            found = overshoots(path)
            if not found:
                return
            for at, factor in found.items():
                too_loud[at] = too_loud.get(at, 1.0) * factor


def overshoots(path: Path) -> dict[int, float]:
    """Sample -> the factor that brings it under the ceiling, of everything in a sound file that is louder once decoded."""
    found: dict[int, float] = {}
    for first, samples in _blocks(path):
        peaks = true_peaks(samples)
        for at in np.flatnonzero(peaks > LOUDEST):
            found[first + int(at)] = min(found.get(first + int(at), 1.0), float(LOUDEST / peaks[at]))
    return found


def _keep(path: Path, part: Stereo) -> Path:
    np.save(path, part)
    return path


def _softened(kept: list[Path], too_loud: dict[int, float]) -> Iterator[Stereo]:
    places = np.array(sorted(too_loud), np.int64)
    factors = np.array([too_loud[int(at)] for at in places], np.float32)
    first = 0
    for path in kept:
        part: Stereo = np.asarray(np.load(path, mmap_mode="r"))
        low, high = first - _MARGIN, first + part.shape[1] + _MARGIN
        near = (places >= low) & (places < high)
        yield part * _dips(places[near] - low, factors[near], high - low)[_MARGIN:-_MARGIN] if near.any() else part
        first += part.shape[1]


def _dips(places: NDArray[np.int64], factors: NDArray[np.float32], samples: int) -> NDArray[np.float32]:
    """A gain for every sample: 1, and smoothly down to each factor around its place."""
    peaks = np.ones(samples, np.float32)
    peaks[places] = 1 / factors
    return limiter(peaks, 1.0, ceiling=1.0)


def _blocks(path: Path) -> Iterator[tuple[int, Stereo]]:
    """The decoded sound as (first sample, block); blocks overlap by a little, so that no peak lies on an edge."""
    held: list[NDArray[np.float32]] = []
    first = waiting = 0
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            held.append(np.asarray(frame.to_ndarray(), np.float32))
            waiting += held[-1].shape[1]
            if waiting >= _BLOCK:
                block = np.concatenate(held, axis=1)
                yield first, block
                held = [block[:, -_MARGIN:]]
                first, waiting = first + block.shape[1] - _MARGIN, _MARGIN
    if held:
        yield first, np.concatenate(held, axis=1)
