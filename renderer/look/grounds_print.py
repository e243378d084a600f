"""Animated grounds as a printer would make them: halftone, fine lines, grid, paper shapes, sun rays, panels; and gold dust."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import cv2
import numpy as np
import skia

from renderer.look import color, motion, paint
from renderer.look.backgrounds import Field, grain, noise, sampled
from renderer.look.color import Rgb
from renderer.look.grounds import washed
from renderer.look.theme import Theme
from renderer.planes import Plane, Planes, Sprite, blend, copy, put_rgb
from renderer.text import Placed, raster


def levels(rgb: Rgb) -> tuple[int, int, int]:
    """A colour as Y, U, V bytes."""
    flat = Planes(2, 2)
    put_rgb(flat, np.full((2, 2, 3), color.rgb8(rgb), np.uint8))
    return int(flat.y[0, 0]), int(flat.u[0, 0]), int(flat.v[0, 0])


def inked(planes: Planes, share: Plane, share_half: Plane, low: Rgb, high: Rgb, curve: Field | None = None) -> None:
    """Paint `low` where `share` is 0 and `high` where it is 255, through `curve` (256 shares of 0..1) where one is given."""
    steps = np.arange(256, dtype=np.float32) / 255 if curve is None else curve
    parts = zip((planes.y, planes.u, planes.v), (share, share_half, share_half), levels(low), levels(high), strict=True)
    for target, source, start, end in parts:
        cv2.LUT(source, np.clip(np.rint(start + (end - start) * steps), 0, 255).astype(np.uint8), dst=target)


class Halftone:
    """Screen-printed dots that swell and shrink as a soft wave passes under them."""

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        self._theme, self._width, self._height = theme, width, height
        pitch = min(width, height) / 30
        turn = math.radians(18)
        ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
        across = (xs * math.cos(turn) + ys * math.sin(turn)) / pitch
        down = (ys * math.cos(turn) - xs * math.sin(turn)) / pitch
        away = np.hypot(np.mod(across, 1) - 0.5, np.mod(down, 1) - 0.5)
        # Distance to the dot's middle, 0..1 at a cell's corner; a dot is where the wave is higher.
        self._screen = np.clip(np.rint(away / 0.7072 * 255), 0, 255).astype(np.uint8)
        self._gain = float(pitch * 0.7072 / 1.25)
        self._grain = grain(width, height)
        ys, xs = np.mgrid[0:54, 0:96].astype(np.float32) / np.array([54, 96], np.float32).reshape(2, 1, 1)
        self._ramp = np.asarray(0.95 * xs + 0.55 * (1 - ys) - 0.62, np.float32)
        self._wave, self._xs, self._ys = noise(seed * 7 + 1, 3, 128), xs, ys

    def paint(self, planes: Planes, t: float) -> None:
        swell = sampled(self._wave, self._xs * 0.5 + 0.011 * t, self._ys * 0.4 - 0.007 * t) - 0.5
        value = np.clip(self._ramp + 0.75 * swell, 0, 0.86)
        size = np.clip(np.rint(np.sqrt(value) * 0.80 * 255), 0, 255).astype(np.uint8)
        grown = cv2.resize(size, (self._width, self._height), interpolation=cv2.INTER_LINEAR)
        share = cv2.multiply(cv2.subtract(grown, self._screen), 1.0, scale=self._gain)
        half = cv2.resize(share, (self._width // 2, self._height // 2), interpolation=cv2.INTER_AREA)
        inked(planes, np.asarray(share), np.asarray(half), self._theme.bg, self._theme.fields[1])
        cv2.add(planes.y, self._grain, dst=planes.y)


class Rays:
    """A sun at the foot of the frame whose rays turn, as on an old poster."""

    _COUNT = 14
    _PERIOD_S = 150.0

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        self._theme = theme
        # On the brand's own colour a second hue turns to mud; the ground's deeper or lighter self does not.
        is_own = color.distance(theme.brand, theme.bg) < 0.14
        away = theme.ink if theme.is_dark else theme.paper
        self._ray = color.mix(theme.bg, away, 0.16) if is_own else color.mix(theme.bg, theme.fields[1], 0.62)
        x, y = width * 0.5, height * 1.04
        self._angles = [self._angle(width // step, height // step, x / step, y / step) for step in (1, 2)]
        self._grain = grain(width, height)
        self._sun = self._drawn(theme, min(width, height), x, y)

    def _angle(self, width: int, height: int, x: float, y: float) -> Plane:
        """Where each pixel lies between one ray and the next, 0..255."""
        ys, xs = np.mgrid[0:height, 0:width].astype(np.float32) + 0.5
        turn = np.arctan2(ys - y, xs - x) / (2 * math.pi) * self._COUNT
        return np.asarray(np.mod(turn, 1) * 256, np.float32).astype(np.uint8)

    def _drawn(self, theme: Theme, short: int, x: float, y: float) -> Placed:
        reach = short * 0.40

        def draw(canvas: Any) -> None:
            rings = ((1.0, self._ray), (0.80, theme.bg), (0.60, self._ray))
            if color.distance(theme.brand, theme.bg) >= 0.14:
                rings = ((1.0, theme.fields[3]), (0.80, theme.fields[1]), (0.60, theme.fields[0]))
            for share, shade in rings:
                canvas.drawCircle(x, y, reach * share, paint.ink(shade))

        return raster((x - reach - 4, y - reach - 4, x + reach + 4, y + 2), 1.0, draw)

    def paint(self, planes: Planes, t: float) -> None:
        phase = self._COUNT * t / self._PERIOD_S
        place = np.mod(np.arange(256, dtype=np.float32) / 256 + phase, 1.0)
        edge = 0.006
        rise, fall = np.clip((place - edge) / edge + 0.5, 0, 1), np.clip((0.5 - place) / edge + 0.5, 0, 1)
        wrap = np.clip((place - 1) / edge + 0.5, 0, 1)
        curve = np.asarray(np.clip(rise * fall + wrap, 0, 1), np.float32)
        inked(planes, self._angles[0], self._angles[1], self._theme.bg, self._ray, curve)
        cv2.add(planes.y, self._grain, dst=planes.y)
        self._sun.paint(planes)


class Grid:
    """A fine engineering grid with crosses; a slow light passes over it."""

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        self._width, self._height = width, height
        self._base = washed(width, height, (theme.bg, theme.fields[3], theme.fields[2], theme.bg))
        lines = self._lines(width, height)
        half = np.asarray(cv2.resize(lines, (width // 2, height // 2), interpolation=cv2.INTER_AREA), np.uint8)
        away = [end - start for start, end in zip(levels(theme.bg), levels(color.mix(theme.bg, theme.brand, 0.55)), strict=True)]
        self._parts = [(mask, step) for mask, step in zip((lines, half, half), away, strict=True)]
        self._light = noise(seed * 9 + 4, 3, 96)
        ys, xs = np.mgrid[0:27, 0:48].astype(np.float32) / 48
        self._xs, self._ys = xs, ys

    @staticmethod
    def _lines(width: int, height: int) -> Plane:
        cell = max(8, round(min(width, height) / 13.5))
        thin, arm = max(1.0, min(width, height) / 900), cell * 0.12
        surface = skia.Surface(width, height)
        canvas = surface.getCanvas()
        line, cross = paint.ink(color.WHITE, 0.34), paint.ink(color.WHITE, 1.0)
        for x in range(width % cell // 2, width + 1, cell):
            canvas.drawRect(skia.Rect.MakeXYWH(x - thin / 2, 0, thin, height), line)
        for y in range(height % cell // 2, height + 1, cell):
            canvas.drawRect(skia.Rect.MakeXYWH(0, y - thin / 2, width, thin), line)
            for x in range(width % cell // 2, width + 1, cell):
                canvas.drawRect(skia.Rect.MakeXYWH(x - arm, y - thin, 2 * arm, 2 * thin), cross)
                canvas.drawRect(skia.Rect.MakeXYWH(x - thin, y - arm, 2 * thin, 2 * arm), cross)
        pixels = surface.makeImageSnapshot().toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)
        return np.ascontiguousarray(pixels[..., 3])

    def paint(self, planes: Planes, t: float) -> None:
        copy(self._base, planes)
        wave = sampled(self._light, self._xs * 0.45 + 0.012 * t, self._ys * 0.45 - 0.008 * t)
        light = np.clip(np.rint((0.22 + 0.78 * np.square(wave)) * 255), 0, 255).astype(np.uint8)
        for target, (mask, away) in zip((planes.y, planes.u, planes.v), self._parts, strict=True):
            shown = cv2.resize(light, (target.shape[1], target.shape[0]), interpolation=cv2.INTER_LINEAR)
            amount = cv2.multiply(mask, shown, scale=abs(away) / 255 / 255)
            (cv2.add if away > 0 else cv2.subtract)(target, amount, dst=target)


@dataclass(frozen=True)
class _Mover:
    """A sprite that sways about its place: reach and pixels are the output's, `breath` is how much its opacity falls at times."""

    art: Sprite
    x: float
    y: float
    reach_x: float
    reach_y: float
    period_s: float
    phase: float
    breath: float = 0.0


class _Moving:
    """A resting ground and sprites that sway over it."""

    def __init__(self, base: Planes, movers: list[_Mover]) -> None:
        self._base, self._movers = base, movers

    def paint(self, planes: Planes, t: float) -> None:
        copy(self._base, planes)
        for mover in self._movers:
            x = mover.x + mover.reach_x * motion.drift(t, mover.period_s, mover.phase)
            y = mover.y + mover.reach_y * motion.drift(t, mover.period_s * 1.31, mover.phase + 0.2)
            light = 1 - mover.breath * (0.5 + 0.5 * motion.drift(t, mover.period_s * 0.6, 3 * mover.phase))
            blend(planes, mover.art, x, y, light)


def _mover(box: tuple[float, float, float, float], draw: Callable[[Any], None], reach: tuple[float, float], period_s: float,
           phase: float, breath: float = 0.0) -> _Mover:  # fmt: skip
    placed = raster(box, 1.0, draw)
    return _Mover(placed.art, placed.x, placed.y, *reach, period_s, phase, breath)


class Lines(_Moving):
    """Two sheets of hair-fine lines that cross each other; where they are dense they make a volume that turns."""

    _COUNT = 26

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        base = washed(width, height, (theme.bg, theme.bg, theme.fields[3], theme.bg))
        short = min(width, height)
        tints = (color.mix(theme.bg, theme.brand, 0.55), color.mix(theme.bg, theme.accent2, 0.50))
        movers = [
            _mover(
                (-0.14 * width, 0.16 * height, 1.14 * width, 1.0 * height),
                partial(self._sheet, width, height, sheet + seed * 0.37, tint),
                ((0.055 + 0.02 * sheet) * width, 0.014 * short),
                (31.0, 43.0)[sheet],
                0.25 * sheet,
            )
            for sheet, tint in enumerate(tints)
        ]
        super().__init__(base, movers)

    def _sheet(self, width: int, height: int, turn: float, tint: Rgb, canvas: Any) -> None:
        unit = min(width, height) / 1080
        for number in range(self._COUNT):
            v = number / (self._COUNT - 1)
            path = skia.Path()
            for step in range(90):
                s = step / 89
                spread = 0.05 + 0.30 * math.sin(3.6 * s + 1.1 + turn) ** 2
                y = height * (
                    0.60
                    + 0.13 * math.sin(3.2 * s + 0.8 + 2.1 * turn)
                    + (v - 0.5) * spread
                    + 0.03 * math.sin(8.2 * s + 4.2 * v + turn)
                )
                (path.lineTo if step else path.moveTo)((-0.13 + 1.26 * s) * width, y)
            strength = 0.18 + 0.62 * (1 - abs(2 * v - 1))
            canvas.drawPath(path, paint.stroke(tint, 1.9 * unit, strength))


class Shapes(_Moving):
    """Large cheerful cut-outs in the palette's tones at the edges of the frame; near ones move more than far ones."""

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        base = washed(width, height, (theme.bg, theme.bg, theme.bg, theme.fields[3]))
        short = min(width, height)
        random = np.random.default_rng(seed * 17 + 6)
        spots = ((0.05, 0.10), (0.93, 0.14), (0.97, 0.80), (0.08, 0.90), (0.52, 0.02), (0.46, 0.99), (0.78, 0.97), (0.27, 0.03))
        movers = []
        for number, (share_x, share_y) in enumerate(spots):
            reach = short * ((0.20, 0.15, 0.23, 0.17)[number] if number < 4 else random.uniform(0.035, 0.07))
            x, y = share_x * width, share_y * height
            kind, tint, turn = (number + seed) % 6, theme.fields[(number + seed) % 3], float(random.uniform(0, 360))
            near = reach / (0.2 * short)
            box = (x - 1.5 * reach, y - 1.5 * reach, x + 1.5 * reach, y + 1.5 * reach)
            movers.append(
                _mover(
                    box,
                    partial(_cutout, x, y, reach, kind, tint, turn),
                    (0.020 * short * (0.4 + near), 0.026 * short * (0.4 + near)),
                    11.0 + 2.3 * number,
                    float(random.random()),
                )
            )
        super().__init__(base, movers)


def _cutout(x: float, y: float, reach: float, kind: int, tint: Rgb, turn: float, canvas: Any) -> None:
    """One of six shapes about (x, y), turned by `turn` degrees."""
    fill, line = paint.ink(tint), paint.stroke(tint, reach * 0.26)
    canvas.save()
    canvas.translate(x, y)
    canvas.rotate(turn)
    match kind:
        case 0:
            canvas.drawCircle(0, 0, reach, fill)
        case 1:
            canvas.drawCircle(0, 0, reach * 0.8, line)
        case 2:
            canvas.drawRRect(
                skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(-reach, -0.42 * reach, 2 * reach, 0.84 * reach), reach, reach), fill
            )
        case 3:
            path = skia.Path()
            for step in range(41):
                k = step / 40
                (path.lineTo if step else path.moveTo)((2.2 * k - 1.1) * reach, 0.34 * reach * math.sin(3 * 2 * math.pi * k))
            canvas.drawPath(path, line)
        case 4:
            for column in range(4):
                for row in range(4):
                    canvas.drawCircle((column - 1.5) * 0.5 * reach, (row - 1.5) * 0.5 * reach, 0.11 * reach, fill)
        case _:
            path = skia.Path()
            for step in range(121):
                angle = 2 * math.pi * step / 120
                wide = reach * (0.86 + 0.14 * math.cos(8 * angle))
                (path.lineTo if step else path.moveTo)(wide * math.cos(angle), wide * math.sin(angle))
            canvas.drawPath(path, fill)
    canvas.restore()


class Bands(_Moving):
    """Slanted panels as a newsroom has them, sliding past each other."""

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        base = washed(width, height, (theme.bg, theme.fields[3], theme.bg, theme.fields[2]))
        lean = 0.42 * height
        parts = ((0.60, 0.16, theme.fields[3], 0.9), (0.70, 0.24, theme.fields[2], 0.85), (0.985, 0.05, theme.fields[0], 0.9),
                 (0.07, 0.035, theme.fields[1], 0.55))  # fmt: skip
        movers = []
        for number, (place, wide, tint, alpha) in enumerate(parts):
            left = place * width
            right = left + wide * width

            def draw(canvas: Any, left: float = left, right: float = right, tint: Rgb = tint, alpha: float = alpha) -> None:
                path = skia.Path()
                path.moveTo(left + lean / 2, -4)
                path.lineTo(right + lean / 2, -4)
                path.lineTo(right - lean / 2, height + 4)
                path.lineTo(left - lean / 2, height + 4)
                path.close()
                canvas.drawPath(path, paint.ink(tint, alpha))

            box = (left - lean / 2 - 2, -4.0, right + lean / 2 + 2, height + 4.0)
            movers.append(
                _mover(box, draw, ((0.030 + 0.012 * number) * width, 0.0), 17.0 + 5 * number, 0.23 * number + 0.1 * seed)
            )
        super().__init__(base, movers)


class Dust(_Moving):
    """Motes that glimmer in one warm light, few and far apart, as over velvet."""

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        short = min(width, height)
        base = washed(width, height, (theme.bg, theme.fields[3], theme.bg, theme.bg))
        random = np.random.default_rng(seed * 23 + 8)
        tint = theme.accent2 if theme.is_dark else color.mix(theme.bg, theme.accent2, 0.8)
        movers = []
        for number in range(84):
            depth = float(random.random()) ** 2
            reach = short * (0.0015 + 0.0085 * depth)
            x, y = float(random.beta(1.6, 1.1)) * width, float(random.random()) * height
            soft = 0.25 + 1.6 * depth

            def draw(
                canvas: Any, x: float = x, y: float = y, reach: float = reach, soft: float = soft, depth: float = depth
            ) -> None:
                canvas.drawCircle(x, y, reach, paint.blurred(paint.ink(tint, 1.0 - 0.66 * depth), soft * reach))

            box = (x - 6 * reach - 2, y - 6 * reach - 2, x + 6 * reach + 2, y + 6 * reach + 2)
            drift = (0.018 + 0.055 * depth) * short
            movers.append(_mover(box, draw, (drift, 1.6 * drift), 13.0 + 11 * (number % 7) / 7, float(random.random()), 0.85))
        super().__init__(base, movers)
