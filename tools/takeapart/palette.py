"""Colours of graphics: counted over flat areas by screen time, clustered in OKLab, and told from those of photos and faces."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tools.takeapart.decode import Rgb8
from tools.takeapart.findings import Span, Swatch
from tools.takeapart.reel import farthest

BITS = 6
TILE = 16
FLAT, TEXTURE = 5, 24
"""Steps between neighbours, in levels of 255: below is flat, between is what photos are full of, above is an edge."""
PHOTO_SHARE = 0.30
RADIUS = 0.05
"""One colour, in OKLab: 0.02 is just seen."""
LEAST_SHARE, MOST = 0.008, 8
LEAST_SHOTS = 2

Doubles = NDArray[np.float64]


@dataclass(frozen=True)
class Counted:
    """Colours of one video. `codes` (n,) are RGB at BITS a channel, `weights` their shares of screen time times area.

    `shots` (n,) is in how many shots each is found, `of` how many there are; `largest_s` is when it fills most of the picture.
    """

    codes: NDArray[np.int64]
    weights: Doubles
    shots: NDArray[np.int64]
    of: int
    largest_s: Doubles


def count(stills: Iterable[tuple[float, int, Rgb8]]) -> Counted:
    """Counts flat pixels of graphics in (seconds, number of the shot, RGB) in order of time."""
    size = 1 << 3 * BITS
    total, shots, largest, seen_s = (np.zeros(size) for _ in range(4))
    in_shot = np.zeros(size, bool)
    pixels, shot_now, of = 0, -1, 0
    for time_s, shot, frame in stills:
        if shot != shot_now:
            shots += in_shot
            in_shot[:] = False
            shot_now, of = shot, of + 1
        codes = _codes(frame)[is_graphic(frame)]
        here = np.bincount(codes, minlength=size)
        total += here
        pixels += frame.shape[0] * frame.shape[1]
        in_shot |= here > 0
        grown = here > largest
        largest[grown], seen_s[grown] = here[grown], time_s
    shots += in_shot
    codes = np.flatnonzero(total)
    return Counted(codes, total[codes] / max(pixels, 1), shots[codes].astype(np.int64), of, seen_s[codes])


def is_graphic(frame: Rgb8) -> NDArray[np.bool_]:
    """Pixels, shape (height, width), that are flat and lie in a tile without the unevenness of a photo."""
    steps: Rgb8 = np.zeros(frame.shape[:2], np.uint8)
    for axis in (0, 1):
        ahead, behind = (frame[1:], frame[:-1]) if axis == 0 else (frame[:, 1:], frame[:, :-1])
        step = farthest(ahead, behind)
        for part in (slice(1, None), slice(None, -1)):
            window = steps[part] if axis == 0 else steps[:, part]
            np.maximum(window, step, out=window)
    texture = (steps >= FLAT) & (steps < TEXTURE)
    rows, columns, _ = frame.shape
    height, width = rows // TILE * TILE, columns // TILE * TILE
    tiles = texture[:height, :width].reshape(height // TILE, TILE, width // TILE, TILE).mean(axis=(1, 3))
    is_photo = np.kron(tiles > PHOTO_SHARE, np.ones((TILE, TILE), bool))
    flat = steps < FLAT
    flat[:height, :width] &= ~is_photo
    return flat


def _codes(frame: Rgb8) -> NDArray[np.int64]:
    high = (frame >> (8 - BITS)).astype(np.int64)
    return np.asarray(high[..., 0] << 2 * BITS | high[..., 1] << BITS | high[..., 2])


def swatches(counted: Sequence[Counted], length_s: float = 0.0) -> tuple[Swatch, ...]:
    """The colours that come back: in several shots, and in at least half of several videos; the largest first."""
    codes = np.unique(np.concatenate([one.codes for one in counted]))
    if not len(codes):
        return ()
    weights = np.zeros((len(counted), len(codes)))
    shots = np.zeros_like(weights)
    largest_s = np.zeros(len(codes))
    for at, one in enumerate(counted):
        places = np.searchsorted(codes, one.codes)
        weights[at, places], shots[at, places] = one.weights, one.shots
        largest_s[places] = one.largest_s
    lab = oklab(_rgb(codes))
    found: list[Swatch] = []
    left = weights.sum(axis=0) / len(counted)
    while len(found) < 2 * MOST:
        centre = _peak(lab, left)
        near = np.linalg.norm(lab - centre, axis=1) < RADIUS
        share = float(left[near].sum())
        if share < LEAST_SHARE:
            break
        core = near & (np.linalg.norm(lab - centre, axis=1) < 0.4 * RADIUS)
        often = [float(shots[at, core].max(initial=0)) for at in range(len(counted))]
        if _comes_back(often, [one.of for one in counted], weights[:, near].sum(axis=1)):
            at_s = float(largest_s[near][int(left[near].argmax())])
            found.append(Swatch(_hex(centre), round(share, 4), Span(at_s, at_s)))
        left = np.where(near, 0.0, left)
        if not left.any():
            break
    return tuple(sorted(found, key=lambda one: -one.share)[:MOST])


def _comes_back(often: Sequence[float], of: Sequence[int], shares: Doubles) -> bool:
    in_videos = sum(share >= 0.3 * LEAST_SHARE for share in shares.tolist())
    if len(often) == 1:
        return often[0] >= min(LEAST_SHOTS, of[0])
    return sum(often) >= LEAST_SHOTS and in_videos >= max(2, len(often) / 2)


def _peak(lab: Doubles, weights: Doubles) -> Doubles:
    """The densest place: the heaviest cell of a grid, moved to the mean of what lies around it."""
    cells = np.floor(lab / 0.02).astype(np.int64)
    _, of = np.unique(cells, axis=0, return_inverse=True)
    heavy = np.bincount(of.ravel(), weights)
    centre = np.average(lab[of.ravel() == heavy.argmax()], axis=0, weights=weights[of.ravel() == heavy.argmax()])
    for _ in range(6):
        near = weights * (np.linalg.norm(lab - centre, axis=1) < 0.5 * RADIUS)
        centre = (lab * near[:, None]).sum(axis=0) / near.sum()
    return np.asarray(centre)


def _rgb(codes: NDArray[np.int64]) -> Doubles:
    """Middle of each code's cell, shape (n, 3), 0..1."""
    mask, step = (1 << BITS) - 1, 1 << (8 - BITS)
    parts = np.stack([codes >> 2 * BITS, codes >> BITS & mask, codes & mask], axis=-1)
    return np.asarray((parts * step + (step - 1) / 2) / 255)


def oklab(rgb: Doubles) -> Doubles:
    """OKLab of sRGB 0..1, shape (n, 3); Ottosson's matrices."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ _TO_LMS.T) @ _TO_LAB.T)


def _hex(lab: Doubles) -> str:
    linear = np.clip((lab @ np.linalg.inv(_TO_LAB).T) ** 3 @ np.linalg.inv(_TO_LMS).T, 0, 1)
    shown = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return "#{:02X}{:02X}{:02X}".format(*(round(255 * value) for value in shown.tolist()))


def lightness_and_chroma(color: str) -> tuple[float, float]:
    """OKLab lightness 0..1 and chroma, 0 for greys, of a '#RRGGBB'."""
    lightness, a, b = _lab(color).tolist()
    return lightness, float(np.hypot(a, b))


def distance(one: str, other: str) -> float:
    """Between two '#RRGGBB' in OKLab."""
    return float(np.linalg.norm(_lab(one) - _lab(other)))


def _lab(color: str) -> Doubles:
    return oklab(np.array([int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]))


def share_like(one: Counted, others: Sequence[Counted]) -> float:
    """What share of a video's graphics has colours that the others show much of, 0..1; 1 where it has no graphics."""
    if not others or not len(one.codes):
        return 1.0
    theirs = [_lab(swatch.hex) for swatch in swatches(others)]
    if not theirs:
        return 1.0
    apart = np.linalg.norm(oklab(_rgb(one.codes))[:, None] - np.stack(theirs)[None], axis=2).min(axis=1)
    return float(one.weights[apart < RADIUS].sum() / one.weights.sum())


_TO_LMS = np.array(
    [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ]
)
_TO_LAB = np.array(
    [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ]
)
