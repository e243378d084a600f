"""Words in pictures, read by PP-OCRv4 (PaddleOCR): where letters are, then what they say. Latin and Chinese script.

Detection is by a map of how likely each pixel is text (Liao et al., Real-time Scene Text Detection with Differentiable
Binarization, 2020), reading by CTC over strips of 48 pixels. The networks are run by onnxruntime; around them OpenCV's shapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

Rgb = NDArray[np.uint8]
WEIGHTS = ("pp-ocr-v4-find", "pp-ocr-v4-read")
"""Their names in the model store: what finds lines, and what reads them."""
LONGEST_SIDE = 1280
STRIP = 48  # pixels a line is high where it is read
WIDEST = 2400  # of a strip; a line that is longer is read in less detail
IS_TEXT, IS_LINE, IS_SURE = 0.3, 0.5, 0.6
GROWN = 1.6  # the map shows the middle of letters only
SMALLEST = 3.0
MOST_LINES = 200
_MEAN, _SPREAD = np.array([0.485, 0.456, 0.406], np.float32), np.array([0.229, 0.224, 0.225], np.float32)


@dataclass(frozen=True)
class Line:
    """A line of text; `box` are its corners in pixels, (4, 2), from the one at the top left clockwise."""

    text: str
    sure: float
    box: NDArray[np.float32]


class PictureReader:
    """Reads pictures on one thread. `weights` are the files of WEIGHTS, in order."""

    def __init__(self, weights: Sequence[Path]) -> None:
        options = ort.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        options.enable_cpu_mem_arena = False  # strips differ in length: the arena would keep room for each
        find, read = (ort.InferenceSession(str(path), options, providers=["CPUExecutionProvider"]) for path in weights)
        self._find, self._read = find, read
        signs = read.get_modelmeta().custom_metadata_map["character"].split("\n")
        self._signs = ["", *signs[: _signs_of(read)], " "]

    def text(self, rgb: Rgb) -> str:
        """What is written in a picture, a line each."""
        return "\n".join(line.text for line in self.lines(rgb))

    def lines(self, rgb: Rgb) -> list[Line]:
        """What is written in a picture, (height, width, 3), from top to bottom; what is hardly legible is left out."""
        found = []
        for box in _in_order(self._boxes(rgb))[:MOST_LINES]:
            text, sure = self._said(_strip(rgb, box))
            if text and sure >= IS_SURE:
                found.append(Line(text, round(sure, 3), box))
        return found

    def _boxes(self, rgb: Rgb) -> list[NDArray[np.float32]]:
        height, width = rgb.shape[:2]
        scale = min(1.0, LONGEST_SIDE / max(height, width))
        size = tuple(max(32, round(side * scale / 32) * 32) for side in (width, height))
        small = cv2.resize(rgb, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)[..., ::-1]
        fed = ((small / np.float32(255) - _MEAN) / _SPREAD).astype(np.float32).transpose(2, 0, 1)[None]
        likely = self._find.run(None, {"x": np.ascontiguousarray(fed)})[0][0, 0]
        mask = cv2.dilate((likely > IS_TEXT).astype(np.uint8), np.ones((2, 2), np.uint8))
        outlines, _ = cv2.findContours(mask, cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE)
        boxes = [_grown(outline) for outline in outlines if _likelihood(likely, outline) >= IS_LINE]
        back = np.array([width / size[0], height / size[1]], np.float32)
        return [box * back for box in boxes if box is not None]

    def _said(self, strip: Rgb) -> tuple[str, float]:
        """The text of a strip and how sure it is, 0..1."""
        width = min(WIDEST, max(STRIP, round(strip.shape[1] * STRIP / strip.shape[0])))
        fed = cv2.resize(strip, (width, STRIP))[..., ::-1].astype(np.float32).transpose(2, 0, 1)[None] / 127.5 - 1
        chances = self._read.run(None, {"x": np.ascontiguousarray(fed)})[0][0]
        best = chances.argmax(axis=1)
        # CTC: a sign that is repeated without a blank between is one sign.
        kept = (best > 0) & np.concatenate([[True], best[1:] != best[:-1]])
        if not kept.any():
            return "", 0.0
        return "".join(self._signs[sign] for sign in best[kept]).strip(), float(chances.max(axis=1)[kept].mean())


def _signs_of(read: ort.InferenceSession) -> int:
    """How many signs a reader knows, without the blank and the space."""
    return int(read.get_outputs()[0].shape[-1]) - 2


def _likelihood(likely: NDArray[np.float32], outline: NDArray[np.int32]) -> float:
    """The mean of the map within an outline."""
    left, top, width, height = cv2.boundingRect(outline)
    mask = np.zeros((height, width), np.uint8)
    cv2.fillPoly(mask, [outline - np.array([left, top], np.int32)], 1)
    return float(cv2.mean(likely[top : top + height, left : left + width], mask)[0])


def _grown(outline: NDArray[np.int32]) -> NDArray[np.float32] | None:
    """The upright or turned rectangle around a line, as far as letters reach; None for specks."""
    (x, y), (width, height), angle = cv2.minAreaRect(outline)
    if min(width, height) < SMALLEST:
        return None
    more = 2 * GROWN * width * height / (2 * (width + height))
    corners = cv2.boxPoints(((x, y), (width + more, height + more), angle)).astype(np.float32)
    across = corners[np.argsort(corners[:, 0], kind="stable")]
    left, right = across[:2], across[2:]
    left, right = left[np.argsort(left[:, 1])], right[np.argsort(right[:, 1])]
    return np.stack([left[0], right[0], right[1], left[1]])


def _strip(rgb: Rgb, box: NDArray[np.float32]) -> Rgb:
    """A line laid flat; one that stands upright is turned."""
    width = max(1, round(max(np.linalg.norm(box[1] - box[0]), np.linalg.norm(box[2] - box[3]))))
    height = max(1, round(max(np.linalg.norm(box[3] - box[0]), np.linalg.norm(box[2] - box[1]))))
    flat = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    strip = cv2.warpPerspective(rgb, cv2.getPerspectiveTransform(box, flat), (width, height), borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(np.rot90(strip) if height > 1.5 * width else strip, np.uint8)


def _in_order(boxes: Sequence[NDArray[np.float32]]) -> list[NDArray[np.float32]]:
    """From top to bottom; lines of about the same height from left to right."""
    rows: list[list[NDArray[np.float32]]] = []
    for box in sorted(boxes, key=lambda one: float(one[:, 1].mean())):
        tall = float(box[:, 1].max() - box[:, 1].min())
        if rows and abs(float(rows[-1][0][:, 1].mean() - box[:, 1].mean())) < tall / 2:
            rows[-1].append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda one: float(one[:, 0].min()))]
