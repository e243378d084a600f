"""Finding the mark of `renderer.marking` in frames that were encoded, scaled, cropped or graded since.

Frames are brought to half the mark's size, freed of what is broad and weighed down where the picture is busy, and added up: the
mark stands still while the film moves. For each way in which the picture may have been cropped the sum is stretched back and
folded into one tile, and the cells that every film has alike are correlated with it at every offset.

How often nothing is taken for a mark. Let v be what the n alike cells of a folded tile hold at one offset, and s their signs. For
any fixed picture and signs drawn at random, Hoeffding (1963) gives P(s.v >= t |v|) <= exp(-t^2 / 2), whatever the picture is.
The offsets and the ways of cropping are TRIES together, and what is read there must also pass a CRC: the other cells' signs are
drawn apart from these, and as code and CRC are linear, every word is as likely as any other, so one in 2^16 passes. Then

    P(a mark where there is none) <= TRIES * exp(-t^2 / 2) / 2^16 <= FALSE_POSITIVES

is solved for t, and no tuning on films is in it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy import fft

from renderer.marking import CELL, CODE_BITS, COLUMNS, CRC_BITS, GENERATORS, ID_BITS, MEMORY, ROWS, crc16, layout

Float = NDArray[np.float32]

FALSE_POSITIVES = 1e-6
SHORT_SIDE = 540  # of the frames that are looked at: half of what was marked
_STEP = CELL // 2
_WIDE, _HIGH = COLUMNS * _STEP, ROWS * _STEP
_CROPS = tuple(round(0.005 * n, 3) for n in range(41))
# What is left of width and height: both alike, or one side alone.
LEFT = tuple(
    dict.fromkeys(
        [
            *((1 - crop, 1 - crop) for crop in _CROPS),
            *((1 - crop, 1.0) for crop in _CROPS),
            *((1.0, 1 - crop) for crop in _CROPS),
        ]
    )
)
TRIES = len(LEFT) * _WIDE * _HIGH
THRESHOLD = math.sqrt(2 * math.log(TRIES / (FALSE_POSITIVES * 2**CRC_BITS)))
_PATIENCE = 4  # crops that are tried after the best one
_BROAD, _BUSY, _CALM = 1.5, 7, 0.1


@dataclass(frozen=True)
class Found:
    """An id that was read. `strength` is t of the module's text; `left` the shares of width and height that a crop left."""

    mark: int
    strength: float
    left: tuple[float, float]

    @property
    def chance(self) -> float:
        """At most this often would so strong a mark be found in a picture that has none."""
        return float(min(1.0, TRIES * math.exp(-(self.strength**2) / 2) / 2**CRC_BITS))


def find(lumas: Iterable[NDArray[np.uint8]]) -> Found | None:
    """The mark in frames that follow each other, each (height, width) of luma; None where there is none."""
    total = gathered(lumas)
    if total is None:
        return None
    read: Found | None = None
    at = 0
    for number, left in enumerate(LEFT):
        if read and number - at > _PATIENCE:
            break
        strength, cells = best(folded(total, left))
        if strength < max(THRESHOLD, read.strength if read else 0.0):
            continue
        if (mark := decoded(cells)) is not None:
            read, at = Found(mark, strength, left), number
    return read


def gathered(lumas: Iterable[NDArray[np.uint8]]) -> Float | None:
    """What stands still and is fine in all frames, with SHORT_SIDE pixels on the short side; None without a frame."""
    total: Float | None = None
    for luma in lumas:
        factor = SHORT_SIDE / min(luma.shape)
        size = (round(luma.shape[1] * factor), round(luma.shape[0] * factor))
        way = cv2.INTER_AREA if factor < 1 else cv2.INTER_LINEAR
        small = cv2.resize(luma.astype(np.float32), size, interpolation=way)
        fine = small - cv2.GaussianBlur(small, (0, 0), _BROAD)
        # Edges of letters are a hundred times as strong as the mark: each place counts by how calm it is.
        fine /= cv2.boxFilter(np.abs(fine), -1, (_BUSY, _BUSY)) + _CALM
        if total is None or total.shape != fine.shape:
            total = np.zeros_like(fine)
        total += fine
    return total


def folded(total: Float, left: tuple[float, float]) -> Float:
    """All tiles of a picture on top of each other, (_HIGH, _WIDE), after undoing a crop that left these shares."""
    height, width = total.shape
    size = (round(width * left[0]), round(height * left[1]))
    if size != (width, height):
        total = np.asarray(cv2.resize(total, size, interpolation=cv2.INTER_AREA), np.float32)
    rows, columns = (-total.shape[0] % _HIGH, -total.shape[1] % _WIDE)
    padded = np.pad(total, ((0, rows), (0, columns)))
    return np.asarray(padded.reshape(padded.shape[0] // _HIGH, _HIGH, -1, _WIDE).sum(axis=(0, 2)), np.float32)


def best(tile: Float, signs: NDArray[np.int8] | None = None) -> tuple[float, Float]:
    """The largest t over all offsets, and what the cells hold there, (ROWS, COLUMNS). `signs` are those of another key."""
    wrapped = np.pad(tile, ((0, _STEP - 1), (0, _STEP - 1)), mode="wrap")
    sums = cv2.boxFilter(wrapped, -1, (_STEP, _STEP), normalize=False, anchor=(0, 0))[:_HIGH, :_WIDE]
    # One picture of cells for each offset inside a cell: (_STEP, _STEP, ROWS, COLUMNS).
    phases = sums.reshape(ROWS, _STEP, COLUMNS, _STEP).transpose(1, 3, 0, 2)
    alike = (layout()[1] < 0).astype(np.float32)
    wanted = (layout()[0] if signs is None else signs) * alike
    hits = fft.irfft2(fft.rfft2(phases) * np.conj(fft.rfft2(wanted)), (ROWS, COLUMNS))
    power = fft.irfft2(fft.rfft2(phases**2) * np.conj(fft.rfft2(alike)), (ROWS, COLUMNS))
    strengths = hits / np.sqrt(np.maximum(power, 1e-9))
    down, right, row, column = np.unravel_index(int(strengths.argmax()), strengths.shape)
    cells = np.roll(phases[down, right], (-int(row), -int(column)), axis=(0, 1))
    return float(strengths[down, right, row, column]), np.asarray(cells, np.float32)


def decoded(cells: Float) -> int | None:
    """The id that cells hold, (ROWS, COLUMNS); None where its CRC does not fit."""
    signs, roles = layout()
    coded = roles >= 0
    soft = np.bincount(roles[coded], weights=(cells * signs)[coded], minlength=CODE_BITS).astype(np.float64)
    word = viterbi(soft)
    number = int("".join(map(str, word[:ID_BITS].tolist())), 2)
    check = int("".join(map(str, word[ID_BITS : ID_BITS + CRC_BITS].tolist())), 2)
    return number if crc16(word[:ID_BITS]) == check else None


def viterbi(soft: NDArray[np.float64]) -> NDArray[np.uint8]:
    """The likeliest message behind CODE_BITS soft bits (positive for 0), with its closing zeros (Viterbi 1967)."""
    outputs, before = _trellis()
    states = 1 << MEMORY
    score = np.full(states, -np.inf)
    score[0] = 0.0
    came = []
    for received in soft.reshape(-1, len(GENERATORS)):
        # Into each state lead two: those whose last bit is dropped.
        paths = score[before] + outputs @ received
        chosen = paths.argmax(axis=1)
        came.append(before[np.arange(states), chosen])
        score = paths.max(axis=1)
    state, bits = 0, []
    for previous in reversed(came):
        bits.append(state >> (MEMORY - 1))
        state = int(previous[state])
    return np.array(bits[::-1], np.uint8)


@lru_cache(1)
def _trellis() -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """(+-1 outputs (states, 2, generators), states before (states, 2)) of the two ways into each state."""
    states = 1 << MEMORY
    registers = np.arange(states)[:, None] << 1 | np.arange(2)[None]
    parity = [[[1 - 2 * ((int(register) & g).bit_count() & 1) for g in GENERATORS] for register in row] for row in registers]
    return np.array(parity, np.float64), registers & (states - 1)


def sampled(frames: Iterator[NDArray[np.uint8]], every: int, most: int) -> Iterator[NDArray[np.uint8]]:
    """Each `every`th of frames, at most `most` of them."""
    for number, frame in enumerate(frames):
        if number % every == 0:
            yield frame
        if number // every + 1 >= most:
            return
