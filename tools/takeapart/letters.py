"""Whether words are set in capitals, told from the heights of their letters and without reading them."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from tools.takeapart.decode import Rgb8
from tools.takeapart.findings import Case

CONTRAST = 70
LEAST_LETTERS, LEAST_WORDS = 8, 4
TALL, ALL_TALL, INITIALS_TALL = 0.86, 0.92, 0.9
WORD_GAP = 0.42
"""A gap of this many capital heights is one between words."""

Letter = tuple[float, float, float, float]
"""Left, right, top, bottom in pixels."""


def case_of(crops: Iterable[Rgb8]) -> Case | None:
    """The case of words in pictures of one or two lines each; None where too few letters stand out."""
    shares: list[bool] = []
    initials: list[bool] = []
    for crop in crops:
        for line in _lines(_letters(crop)):
            capital = float(np.percentile([bottom - top for _, _, top, bottom in line], 90))
            tall = [bottom - top >= TALL * capital for _, _, top, bottom in line]
            shares += tall
            initials += [tall[0]] + [
                is_tall
                for before, letter, is_tall in zip(line, line[1:], tall[1:], strict=False)
                if letter[0] - before[1] > WORD_GAP * capital
            ]
    if len(shares) < LEAST_LETTERS:
        return None
    if float(np.mean(shares)) >= ALL_TALL:
        return "upper"
    return "title" if len(initials) >= LEAST_WORDS and float(np.mean(initials)) >= INITIALS_TALL else "sentence"


def _letters(crop: Rgb8) -> list[Letter]:
    """Outlines of what stands out from the ground, the most usual tone, and is as high as letters are."""
    luma = crop.astype(np.int32) @ np.array([54, 183, 19]) // 256
    ground = int(np.bincount((luma // 8).ravel()).argmax()) * 8 + 4
    marks, _ = ndimage.label(np.abs(luma - ground) > CONTRAST)
    height = crop.shape[0]
    found: list[Letter] = []
    for rows, columns in ndimage.find_objects(marks):
        tall, wide = rows.stop - rows.start, columns.stop - columns.start
        if 0.12 * height <= tall <= 0.9 * height and wide <= 2.5 * tall:
            found.append((float(columns.start), float(columns.stop), float(rows.start), float(rows.stop)))
    return found


def _lines(letters: list[Letter]) -> list[list[Letter]]:
    """Letters that stand on one base line, from left to right; what hangs below it is cut off there."""
    left = sorted(letters, key=lambda letter: letter[3])
    lines: list[list[Letter]] = []
    while left:
        base = _usual([letter[3] for letter in left])
        height = float(np.median([letter[3] - letter[2] for letter in left]))
        on_it = [letter for letter in left if letter[2] < base - 0.3 * height and abs(letter[3] - base) < 0.6 * height]
        if not on_it:
            break
        lines.append(sorted((x, end, top, min(bottom, base)) for x, end, top, bottom in on_it))
        left = [letter for letter in left if letter not in on_it]
    return [line for line in lines if len(line) > 2]


def _usual(values: list[float]) -> float:
    spread: NDArray[np.float64] = np.abs(np.subtract.outer(values, values))
    return values[int((spread < 2.0).sum(axis=1).argmax())]
