"""One loudness for every film, reckoned part by part: -14 LUFS integrated, true peak at most -1 dBTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly, sosfilt

from renderer.spec import SAMPLE_RATE_HZ
from renderer.speech.level import SILENCE_LUFS

Stereo = NDArray[np.float32]
"""Shape (2, samples) at 48 kHz."""
Part = Callable[[], NDArray[np.float32]]
"""A part of something long: each call gives it anew, from memory or from disk."""
Keep = Callable[[NDArray[np.float32]], Part]

TARGET_LUFS = -14.0
CEILING = 10 ** (-1.5 / 20)  # -1.5 dBTP: half a decibel is left for what the AAC encoder adds
OVERSAMPLING = 4
LIMITER_S = 0.02
BLOCK = 10 * SAMPLE_RATE_HZ
MARGIN = 256
HOP = SAMPLE_RATE_HZ // 10
# ITU-R BS.1770-4, tables 1 and 2: the filters of K weighting at 48 kHz, as second-order sections.
_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)


class Loudness:
    """Integrated loudness of something that comes in parts. All but the last hold a whole number of tenths of a second."""

    def __init__(self) -> None:
        self._state = np.zeros((len(_WEIGHTING), 2, 2))
        self._energies: list[NDArray[np.float64]] = []

    def add(self, stereo: Stereo) -> None:
        """The next part, (2, n)."""
        for start in range(0, stereo.shape[1], BLOCK):
            heard, self._state = sosfilt(_WEIGHTING, stereo[:, start : start + BLOCK], zi=self._state)
            hops = heard.shape[1] // HOP
            self._energies.append(np.square(heard[:, : hops * HOP]).reshape(2, hops, HOP).sum(axis=(0, 2)))

    def lufs(self) -> float:
        """Of all that came; -inf for silence. What is shorter than 0.4 s counts as followed by silence."""
        hops = np.concatenate([*self._energies, np.zeros(4)])
        hops = hops[: max(4, hops.size - 4)]
        blocks = np.convolve(hops, np.ones(4), "valid") / (4 * HOP)
        heard = blocks[_level(blocks) >= SILENCE_LUFS]
        if not heard.size:
            return float("-inf")
        loud = heard[_level(heard) > _level(heard.mean()) - 10]
        return float(_level(loud.mean()))


def loudness_of(parts: Sequence[Part]) -> float:
    """Integrated loudness in LUFS of parts that follow each other."""
    meter = Loudness()
    for part in parts:
        meter.add(part())
    return meter.lufs()


def mastered(parts: Sequence[Part], keep: Keep) -> Iterator[Stereo]:
    """The parts at -14 LUFS with their peaks held below -1 dBTP, in order. Silence stays silence."""
    loud = loudness_of(parts)
    if loud <= SILENCE_LUFS:
        yield from (part() for part in parts)
        return
    peaks = [keep(_peaks_within(parts, number)) for number in range(len(parts))]
    gain_db = _gain_db(parts, peaks, TARGET_LUFS - loud)
    for number in range(len(parts)):
        yield _limited(parts, peaks, number, gain_db)


def _gain_db(parts: Sequence[Part], peaks: Sequence[Part], gain_db: float) -> float:
    """The gain that leads to the target: limiting takes loudness away, and a few rounds give it back."""
    for round_ in range(7):
        meter = Loudness()
        for number in range(len(parts)):
            meter.add(_limited(parts, peaks, number, gain_db))
        missing = TARGET_LUFS - meter.lufs()
        if abs(missing) < 0.1:
            break
        # What is added is limited in its turn, so later rounds reach further.
        gain_db += missing * (1.0 if round_ == 0 else 1.6)
    return gain_db


def _limited(parts: Sequence[Part], peaks: Sequence[Part], number: int, gain_db: float) -> Stereo:
    around, before = _with_edges(peaks, number, 2 * round(LIMITER_S * SAMPLE_RATE_HZ))
    part = parts[number]()
    return part * limiter(around, 10 ** (gain_db / 20))[before : before + part.shape[1]]


def _peaks_within(parts: Sequence[Part], number: int) -> NDArray[np.float32]:
    around, before = _with_edges(parts, number, MARGIN)
    return true_peaks(around)[before : before + parts[number]().shape[1]]


def _with_edges(parts: Sequence[Part], number: int, margin: int) -> tuple[NDArray[np.float32], int]:
    """A part with the last samples of the one before and the first of the one after it; and how many those before are."""
    before = parts[number - 1]()[..., -margin:] if number else None
    after = parts[number + 1]()[..., :margin] if number + 1 < len(parts) else None
    pieces = [piece for piece in (before, parts[number](), after) if piece is not None]
    return np.concatenate(pieces, axis=-1), 0 if before is None else before.shape[-1]


def limiter(peaks: NDArray[np.float32], gain: float, ceiling: float = CEILING) -> NDArray[np.float32]:
    """`gain` for every sample, taken back smoothly around each of `peaks` that would pass the ceiling."""
    window = round(LIMITER_S * SAMPLE_RATE_HZ)
    needed = np.minimum(np.float32(gain), ceiling / np.maximum(peaks, 1e-9)).astype(np.float32)
    if needed.min() >= gain:
        return np.full(peaks.size, gain, np.float32)
    # The smallest of a window, smoothed over the same window, is never above what the peak in its middle needs.
    held = minimum_filter1d(needed, 2 * window + 1, mode="nearest")
    return np.asarray(uniform_filter1d(held, window, mode="nearest"), np.float32)


def true_peaks(mixed: Stereo) -> NDArray[np.float32]:
    """The largest value around each sample at four times the rate, over both channels, (samples,)."""
    samples = mixed.shape[1]
    peaks = np.empty(samples, np.float32)
    for start in range(0, samples, BLOCK):
        stop = min(start + BLOCK, samples)
        low, high = max(0, start - MARGIN), min(samples, stop + MARGIN)
        fine = np.abs(resample_poly(mixed[:, low:high], OVERSAMPLING, 1, axis=1)).max(axis=0)
        coarse = fine.reshape(-1, OVERSAMPLING).max(axis=1)
        peaks[start:stop] = coarse[start - low : stop - low]
    return np.asarray(np.maximum(peaks, np.abs(mixed).max(axis=0)), np.float32)


def _level(energy: NDArray[np.float64]) -> NDArray[np.float64]:
    with np.errstate(divide="ignore"):
        return np.asarray(-0.691 + 10 * np.log10(energy))
