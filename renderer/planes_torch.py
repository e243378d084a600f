"""The compositor on torch: `fade` and `blend` of `renderer.planes` on a GPU where there is one, equal within 3/255."""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np
import torch
from torch.nn import functional

from renderer.planes import Planes, Sprite

_STEPS = 16  # positions are kept to 1/16 of a pixel, as on the CPU


def best() -> torch.device:
    """CUDA where there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


@dataclass(frozen=True)
class Frame:
    """Y (h, w) and U, V (h/2, w/2) as float32 of 0..255 on one device; drawing changes them in place."""

    y: torch.Tensor
    u: torch.Tensor
    v: torch.Tensor


@dataclass(frozen=True)
class Art:
    """A sprite on the device: (colour, keep) of Y, U and V, where keep is 0..1."""

    layers: tuple[tuple[torch.Tensor, torch.Tensor], ...]


def frame(planes: Planes, device: torch.device | None = None) -> Frame:
    """`planes` on `device`, by default the best there is."""
    return Frame(*(_tensor(plane, device or best()) for plane in (planes.y, planes.u, planes.v)))


def art(sprite: Sprite, device: torch.device | None = None) -> Art:
    """`sprite` on `device`, by default the best there is."""
    on = device or best()
    parts = ((sprite.y, sprite.keep), (sprite.u, sprite.keep_half), (sprite.v, sprite.keep_half))
    return Art(tuple((_tensor(colour, on), _tensor(keep, on) / 255) for colour, keep in parts))


def fetch(source: Frame, out: Planes) -> None:
    """Round `source` into `out` in the memory of the CPU."""
    for tensor, plane in zip((source.y, source.u, source.v), (out.y, out.u, out.v), strict=True):
        plane[:] = tensor.round().clamp(0, 255).to(torch.uint8).cpu().numpy()


def fade(a: Frame, b: Frame, k: float) -> Frame:
    """Full-frame mix of `a` (k = 0) and `b` (k = 1)."""
    return Frame(torch.lerp(a.y, b.y, k), torch.lerp(a.u, b.u, k), torch.lerp(a.v, b.v, k))


def blend(target: Frame, sprite: Art, x: float, y: float, opacity: float = 1.0) -> None:
    """Draw `sprite` with its top left corner at (x, y), bilinear between pixels; parts outside the frame are clipped."""
    if opacity <= 0:
        return
    x, y = round(x * _STEPS) / _STEPS, round(y * _STEPS) / _STEPS
    for plane, (colour, keep), step in zip((target.y, target.u, target.v), sprite.layers, (1, 2, 2), strict=True):
        left, top = floor(x / step), floor(y / step)
        right, down = x / step - left, y / step - top
        drawn, through = _moved(colour, right, down, 0.0), _moved(keep, right, down, 1.0)
        y0, y1 = max(top, 0), min(top + drawn.shape[0], plane.shape[0])
        x0, x1 = max(left, 0), min(left + drawn.shape[1], plane.shape[1])
        if y1 <= y0 or x1 <= x0:
            continue
        part = (slice(y0 - top, y1 - top), slice(x0 - left, x1 - left))
        window = plane[y0:y1, x0:x1]
        window.lerp_((window * through[part] + drawn[part]).clamp(0, 255), min(opacity, 1.0))


def _tensor(plane: np.ndarray, device: torch.device) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(plane)).to(device, torch.float32)


def _moved(plane: torch.Tensor, right: float, down: float, outside: float) -> torch.Tensor:
    """`plane` moved by a fraction of a pixel, with one more row and column; `outside` fills what it leaves bare."""
    bare = functional.pad(plane, (1, 1, 1, 1), value=outside)
    across = torch.lerp(bare[:, 1:], bare[:, :-1], right)
    return torch.lerp(across[1:], across[:-1], down)
