"""Animated grounds made of the palette's own tones: soft, slow, and cheap enough to be drawn in every frame."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer import spec
from renderer.errors import UnknownLook
from renderer.layer import Layer
from renderer.look.color import Rgb
from renderer.look.theme import Theme
from renderer.planes import Planes, bt709

Field = NDArray[np.float32]

_SMALL = 160
_GRAIN = 2
# Two for each of the two scenes that a transition shows.
_KEPT_KEYS = 4


def layer(ground: spec.Background, theme: Theme, canvas: spec.Canvas, scale: float) -> Layer:
    """The ground's layer; it covers the whole frame. Raises UnknownLook for a kind not in names.BACKGROUNDS."""
    width, height = round(canvas.width * scale) & ~1, round(canvas.height * scale) & ~1
    return _made(ground.kind, theme, width, height, ground.seed)


@lru_cache(3)
def _made(kind: str, theme: Theme, width: int, height: int, seed: int) -> Layer:
    """Scenes of a film mostly share their ground, and its bytes depend on the time alone: it is made once."""
    from renderer.look import grounds, grounds_light, grounds_print

    makers: dict[str, Callable[[Theme, int, int, int], Layer]] = {
        "mesh": Mesh,
        "flow": Flow,
        "bokeh": grounds.Bokeh,
        "topo": grounds.Topo,
        "paper": grounds.Paper,
        "pattern": grounds.Pattern,
        "beams": grounds_light.Beams,
        "window": grounds_light.Window,
        "plain": grounds_light.Plain,
        "halftone": grounds_print.Halftone,
        "lines": grounds_print.Lines,
        "grid": grounds_print.Grid,
        "shapes": grounds_print.Shapes,
        "sunburst": grounds_print.Rays,
        "bands": grounds_print.Bands,
        "dust": grounds_print.Dust,
    }
    if kind not in makers:
        raise UnknownLook(f"background {kind!r} is not one of ours; choose one of {', '.join(makers)}")
    return makers[kind](theme, width, height, seed)


def tone(color: Rgb) -> Field:
    """A colour as RGB 0..255, shape (3,)."""
    return np.array([255 * value for value in color], np.float32)


@lru_cache(8)
def grain(width: int, height: int) -> NDArray[np.uint8]:
    """Luma noise of 0..2 * _GRAIN around _GRAIN, to be added; it hides the steps of soft gradients."""
    noise = np.random.default_rng(7).normal(_GRAIN, 0.9 * _GRAIN, (height, width))
    return np.clip(np.rint(noise), 0, 2 * _GRAIN).astype(np.uint8)


def noise(seed: int, cells: int, size: int) -> Field:
    """Smooth noise of 0..1, shape (size, size), with about `cells` bumps a side, that repeats at its edges."""
    values = np.random.default_rng(seed).random((cells, cells)).astype(np.float32)
    tiled = np.tile(values, (3, 3))
    grown = cv2.resize(tiled, (3 * size, 3 * size), interpolation=cv2.INTER_CUBIC)
    middle = grown[size : 2 * size, size : 2 * size]
    return np.ascontiguousarray((middle - middle.min()) / (middle.max() - middle.min()))


class Soft:
    """Base of the grounds that are computed small and enlarged: subclasses give RGB (h, w, 3) in 0..255."""

    small = _SMALL
    # They move so slowly that they are computed this often a second; what lies between is mixed.
    keys_hz = 5
    # And every picture is shown this many frames: nothing in them has an edge that could be seen to step.
    holds = 2

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        self._theme, self._width, self._height, self._seed = theme, width, height, seed
        longest = max(width, height)
        wide, high = (max(2, round(self.small * side / longest / 2) * 2) for side in (width, height))
        self._grain = grain(width, height)
        ys, xs = np.mgrid[0:high, 0:wide].astype(np.float32)
        # Same lengths in both directions, 0..1 along the shorter side.
        shorter = min(wide, high)
        self._xs, self._ys = (xs + 0.5) / shorter, (ys + 0.5) / shorter
        self._key = lru_cache(_KEPT_KEYS)(self._computed)

    def field(self, t: float) -> Field:
        """The picture at `t` seconds."""
        raise NotImplementedError

    def _computed(self, step: int) -> Field:
        """Y, U and V, shape (h, w, 3), at one of the times that are computed."""
        return bt709(np.clip(self.field(step / self.keys_hz), 0, 255))

    def state(self, t: float) -> int | None:
        """The number of the picture that is shown at `t`; None where every frame has its own."""
        return math.floor(t * spec.FPS / self.holds + 1e-6) if self.holds > 1 else None

    def paint(self, planes: Planes, t: float) -> None:
        picture = self.state(t)
        self._draw(planes, t if picture is None else picture * self.holds / spec.FPS)

    def _draw(self, planes: Planes, t: float) -> None:
        step = math.floor(t * self.keys_hz)
        share = t * self.keys_hz - step
        y, u, v = cv2.split(cv2.addWeighted(self._key(step), 1 - share, self._key(step + 1), share, 0))
        size, half = (planes.width, planes.height), (planes.width // 2, planes.height // 2)
        cv2.resize(cv2.convertScaleAbs(y, beta=-_GRAIN), size, dst=planes.y, interpolation=cv2.INTER_CUBIC)
        cv2.add(planes.y, self._grain, dst=planes.y)
        for plane, target in ((u, planes.u), (v, planes.v)):
            cv2.resize(cv2.convertScaleAbs(plane), half, dst=target, interpolation=cv2.INTER_LINEAR)


def sampled(source: Field, xs: Field, ys: Field) -> Field:
    """`source` (a repeating square) at coordinates where 1.0 is its side."""
    side = source.shape[0]
    return np.asarray(cv2.remap(source, xs * side, ys * side, cv2.INTER_LINEAR, borderMode=cv2.BORDER_WRAP))


def smoothstep(low: float, high: float, value: Field) -> Field:
    """0 below `low`, 1 above `high`, smooth between."""
    k = np.clip((value - low) / (high - low), 0, 1)
    return np.asarray(k * k * (3 - 2 * k), np.float32)


def inked(ground: Field, inks: Iterable[tuple[Field, Field]]) -> Field:
    """RGB, shape (h, w, 3): `ground` under inks, each the share of it, shape (h, w), and its colour."""
    shares, colours = zip(*inks, strict=True)
    channels = []
    # Channel by channel: numpy is slow on an innermost axis of three.
    for channel, level in enumerate(ground):
        out = np.full(shares[0].shape, level, np.float32)
        for share, colour in zip(shares, colours, strict=True):
            out += share * (colour[channel] - out)
        channels.append(out)
    return np.asarray(cv2.merge(channels), np.float32)


class Mesh(Soft):
    """Folds of light: colour fields bent by two drifting noises."""

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        super().__init__(theme, width, height, seed)
        self._bend = [noise(seed * 17 + k, 3, 128) for k in (1, 2)]
        self._folds = [noise(seed * 17 + k, 3, 128) for k in (3, 4, 5)]

    def field(self, t: float) -> Field:
        xs, ys = self._xs, self._ys
        u = sampled(self._bend[0], xs * 0.36 + t * 0.009, ys * 0.36 + 0.3)
        v = sampled(self._bend[1], xs * 0.34 + 0.6, ys * 0.34 - t * 0.008)
        px, py = xs * 0.30 + 0.62 * u, ys * 0.30 + 0.62 * v
        first, second, _, pale = (tone(color) for color in self._theme.fields)
        shares = (
            smoothstep(0.40, 0.72, sampled(self._folds[2], px - t * 0.004 + 0.2, py)),
            smoothstep(0.44, 0.74, sampled(self._folds[0], px + t * 0.006, py)),
            smoothstep(0.50, 0.80, sampled(self._folds[1], px, py + t * 0.005 + 0.4)),
        )
        return inked(tone(self._theme.bg), zip(shares, (pale, first, second), strict=True))


class Flow(Soft):
    """Ribbons of silk: each is bright along its edge and falls off on one side."""

    small = 216
    keys_hz = 10
    holds = 1
    _RIBBONS = 4

    def field(self, t: float) -> Field:
        random = np.random.default_rng(self._seed + 5)
        xs, ys = self._xs[:1], self._ys
        tall = float(self._ys[-1, 0])
        wide = float(self._xs[0, -1])
        amount = np.zeros((2, *self._xs.shape), np.float32)
        for ribbon in range(self._RIBBONS):
            phase, slow = random.random() * 6.28, 2 * math.pi / random.uniform(16, 26)
            middle = tall * (0.32 + 0.16 * ribbon)
            k = xs / wide
            line = middle + tall * (
                0.13 * np.sin(2.6 * k + phase + slow * t) + 0.055 * np.sin(5.7 * k - 1.7 * phase + 0.8 * slow * t)
            )
            depth = tall * (0.17 + 0.06 * np.sin(3.1 * k + phase * 1.3 - 0.6 * slow * t))
            away = (ys - line) / depth
            # What is below e^-30 shows in no byte, and numbers too small for a float's exponent are slow.
            soft = cv2.exp(np.maximum(np.where(away > 0, -2.2 * away, -200 * np.square(away)), -30))
            amount[ribbon % 2] += soft * (0.62 + 0.38 * np.sin(4 * k + phase + 0.5 * slow * t))
        inks = (tone(color) for color in self._theme.fields)
        return inked(tone(self._theme.bg), zip(np.minimum(amount, 1), inks, strict=False))
