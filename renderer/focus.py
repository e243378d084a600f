"""What a picture is about: its faces, or else what stands out, so that a crop keeps it and a slow move goes there."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer import spec
from renderer.encode import Clip, read_picture

if TYPE_CHECKING:
    import onnxruntime as ort

Pixels = NDArray[np.uint8]

MODEL = Path(__file__).parent / "look" / "drawings" / "blazeface.onnx"
_SIDE = 128  # of the network's input
_SURE = 0.75
_SMALL = 64  # side of the picture that saliency is measured on
_CLIP_S = (0.2, 1.5, 3.0)  # where a clip is looked at, after its in point


class Face(NamedTuple):
    """A face: middle and size in shares of the picture's width and height, and how sure it is (0..1)."""

    x: float
    y: float
    width: float
    height: float
    score: float


@lru_cache(1)
def _network() -> ort.InferenceSession:
    # 15 MB in every process that asks for a film, of which few have pictures.
    import onnxruntime as ort

    options = ort.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return ort.InferenceSession(str(MODEL), options, providers=["CPUExecutionProvider"])


@lru_cache(1)
def _anchors() -> NDArray[np.float32]:
    """Middles of the network's 896 guesses, shape (896, 2): two on a grid of 16, then six on one of 8 (BlazeFace, 2019)."""
    made = []
    for side, each in ((16, 2), (8, 6)):
        ys, xs = np.mgrid[0:side, 0:side]
        middles = np.stack([(xs + 0.5) / side, (ys + 0.5) / side], axis=-1).reshape(-1, 2)
        made.append(np.repeat(middles, each, axis=0))
    return np.concatenate(made).astype(np.float32)


def faces(rgb: Pixels) -> list[Face]:
    """Faces of an RGB picture, the largest first; those smaller than about a fourteenth of its longer side are not found."""
    high, wide = rgb.shape[:2]
    side = max(high, wide)
    found: list[Face] = []
    # The whole, and then parts of it: the network sees only what fills a good part of its input.
    for size in (side, side // 2):
        for top in _starts(high, size):
            for left in _starts(wide, size):
                part = rgb[top : top + size, left : left + size]
                found += [
                    Face((left + one.x * size) / wide, (top + one.y * size) / high, one.width * size / wide,
                         one.height * size / high, one.score)
                    for one in _in_square(part, size)
                ]  # fmt: skip
    kept: list[Face] = []
    for face in sorted(found, key=lambda one: -one.score):
        if all(abs(face.x - one.x) > 0.6 * one.width or abs(face.y - one.y) > 0.6 * one.height for one in kept):
            kept.append(face)
    return sorted(kept, key=lambda one: -one.width * one.height)


def _starts(length: int, size: int) -> list[int]:
    """Corners of overlapping parts of `size` that cover `length`."""
    if length <= size:
        return [0]
    count = -(-(length - size) // max(1, size // 2)) + 1
    return [round(at * (length - size) / (count - 1)) for at in range(count)]


def _in_square(part: Pixels, size: int) -> list[Face]:
    """Faces of a part, in shares of a square of `size` whose upper left corner it fills."""
    square = np.full((_SIDE, _SIDE, 3), 127, np.uint8)
    wide, high = max(1, round(part.shape[1] * _SIDE / size)), max(1, round(part.shape[0] * _SIDE / size))
    square[:high, :wide] = cv2.resize(part, (wide, high), interpolation=cv2.INTER_AREA)
    given = square[None].astype(np.float32) / 127.5 - 1
    outputs = _network().run(None, {"input:0": given})
    scores = np.concatenate([np.ravel(out) for out in outputs[:2]])
    boxes = np.concatenate([np.reshape(out, (-1, 16)) for out in outputs[2:]])
    sure = 1 / (1 + np.exp(-np.clip(scores, -30, 30)))
    chosen = np.flatnonzero(sure > _SURE)
    middles = _anchors()[chosen] + boxes[chosen, :2] / _SIDE
    sizes = boxes[chosen, 2:4] / _SIDE
    return [
        Face(float(x), float(y), float(width), float(height), float(score))
        for (x, y), (width, height), score in zip(middles, sizes, sure[chosen], strict=True)
    ]


def salient(rgb: Pixels) -> tuple[float, float]:
    """Middle of what stands out, in shares: the spectral residual of brightness (Hou and Zhang 2007) and unusual colours."""
    small = cv2.resize(rgb, (_SMALL, _SMALL), interpolation=cv2.INTER_AREA).astype(np.float32)
    lab = cv2.cvtColor(small / 255, cv2.COLOR_RGB2Lab)
    spectrum = np.fft.fft2(lab[..., 0])
    log = np.log(np.abs(spectrum) + 1e-6).astype(np.float32)
    rest = log - cv2.blur(log, (3, 3))
    residual = np.abs(np.fft.ifft2(np.exp(rest + 1j * np.angle(spectrum)))) ** 2
    shape = cv2.GaussianBlur(residual.astype(np.float32), (0, 0), 3)
    odd = cv2.GaussianBlur(np.linalg.norm(lab - lab.mean((0, 1)), axis=-1).astype(np.float32), (0, 0), 2)
    ys, xs = (np.mgrid[0:_SMALL, 0:_SMALL].astype(np.float32) + 0.5) / _SMALL
    # People put what matters near the middle.
    near = np.exp(-((xs - 0.5) ** 2 + (ys - 0.46) ** 2) / 0.4)
    weight = (0.5 * shape / max(1e-6, float(shape.max())) + 1.5 * odd / max(1e-6, float(odd.max()))) * near
    weight = np.where(weight >= np.quantile(weight, 0.97), weight, 0)
    total = float(weight.sum())
    if total <= 0:
        return 0.5, 0.46
    return float((weight * xs).sum() / total), float((weight * ys).sum() / total)


def focus(asset: spec.Asset) -> tuple[float, float]:
    """Where to look in an upload, in shares of its width and height: the middle of its faces, else of what stands out.

    Raises Unreadable.
    """
    pictures = [read_picture(asset.path)[..., :3]] if asset.kind == "image" else _moments(asset)
    spots = [_spot(np.ascontiguousarray(picture)) for picture in pictures]
    x, y = np.median(np.array(spots), axis=0)
    return round(float(np.clip(x, 0, 1)), 3), round(float(np.clip(y, 0, 1)), 3)


def _moments(asset: spec.Asset) -> list[Pixels]:
    with Clip(asset.path, asset.in_s) as clip:
        wide, high = clip.size()
        factor = 640 / max(wide, high)
        return [clip.at(at, max(2, round(wide * factor) & ~1), max(2, round(high * factor) & ~1)) for at in _CLIP_S]


def _spot(rgb: Pixels) -> tuple[float, float]:
    found = faces(rgb)
    if not found:
        return salient(rgb)
    areas = np.array([face.width * face.height for face in found])
    return float(np.average([face.x for face in found], weights=areas)), float(
        np.average([face.y for face in found], weights=areas)
    )
