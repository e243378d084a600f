"""Animated grounds that are drawn once by skia and then moved: bokeh, contour lines, cut paper, tiles."""

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
from renderer.look.backgrounds import Field, grain, noise, tone
from renderer.look.color import Rgb
from renderer.look.theme import Theme
from renderer.planes import Planes, Sprite, blend, copy, put_rgb
from renderer.text import raster

# Rows that are computed at a time: the floats of a whole frame would take half a gigabyte.
_BAND = 64


def washed(width: int, height: int, corners: tuple[Rgb, Rgb, Rgb, Rgb]) -> Planes:
    """A still ground: four corner tones with smooth steps between them, under grain. Corners go row by row."""
    square = np.stack([tone(corner) for corner in corners]).reshape(2, 2, 3)
    xs = motion_curve(width)[None, :, None]
    ys = motion_curve(height)[:, None, None]
    top = square[0, 0] * (1 - xs) + square[0, 1] * xs
    bottom = square[1, 0] * (1 - xs) + square[1, 1] * xs
    return _grained(width, height, lambda rows: top * (1 - ys[rows]) + bottom * ys[rows])


def motion_curve(length: int) -> Field:
    """Smooth steps from 0 to 1 over `length` pixels."""
    k = (np.arange(length, dtype=np.float32) + 0.5) / length
    return np.asarray(k * k * (3 - 2 * k), np.float32)


def _grained(width: int, height: int, rgb: Callable[[slice], Field]) -> Planes:
    """A frame of the RGB (rows, width, 3), 0..255, that `rgb` gives for some rows, under grain."""
    specks, made = grain(width, height), Planes(width, height)
    for top in range(0, height, _BAND):
        rows = slice(top, min(top + _BAND, height))
        speck = specks[rows, :, None].astype(np.float32) - 2
        put_rgb(made, np.clip(np.rint(rgb(rows) + speck), 0, 255).astype(np.uint8), top)
    return made


@dataclass(frozen=True)
class _Disc:
    """One light: its sprite, where it starts, its drift (output pixels a second), how it twinkles (period 0: not at all)."""

    art: Sprite
    x: float
    y: float
    dx: float
    dy: float
    period_s: float
    phase: float


class Bokeh:
    """Lights out of focus in three depths: far ones small and crisp, near ones huge, dim and faster."""

    # (how many, smallest and largest radius as shares of the short side, softness, opacity)
    _DEPTHS = ((14, 0.010, 0.022, 0.06, 0.68), (11, 0.035, 0.07, 0.05, 0.52), (5, 0.11, 0.18, 0.10, 0.46))

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        self._width, self._height = width, height
        first, second, third, fourth = theme.fields
        self._base = washed(width, height, (theme.bg, third, fourth, theme.bg))
        random = np.random.default_rng(seed * 101 + 21)
        short = min(width, height)
        pale = color.mix(first, theme.paper, 0.5) if theme.is_dark else color.mix(second, theme.accent2, 0.15)
        self._discs: list[_Disc] = []
        for depth, (count, low, high, soft, alpha) in enumerate(self._DEPTHS):
            arts = [
                (self._art(short * (low + (high - low) * k / 3), tint, soft, alpha))
                for k, tint in enumerate((first, second, pale, second))
            ]
            for number in range(count):
                slow = short * (0.006 + 0.006 * depth)
                # Only small lights wander and twinkle: large ones cost their area, once for each direction and once for light.
                angle = random.uniform(-0.9, 0.5) if depth == 0 else 0.0
                x, y = (number + random.random()) / count * 1.3 - 0.15, random.normal(0.5, 0.30)
                drift = slow * math.cos(angle), slow * math.sin(angle)
                period_s = random.uniform(7, 13) if depth == 0 else 0.0
                top = float(round(y * height / 2) * 2)
                self._discs.append(_Disc(arts[number % 4], x * width, top, *drift, period_s, random.random()))

    @staticmethod
    def _art(radius: float, tint: Rgb, soft: float, alpha: float) -> Sprite:
        """A disc with the brighter rim that a lens makes."""
        side = math.ceil(radius * 1.2)

        def draw(canvas: Any) -> None:
            brush = skia.Paint(AntiAlias=True)
            stops = [0.0, 0.80 - soft, 0.95 - soft, 1.0]
            colors = [skia.Color4f(*tint, alpha * k).toColor() for k in (0.55, 0.62, 1.0, 0.0)]
            brush.setShader(skia.GradientShader.MakeRadial(skia.Point(0, 0), radius, colors, stops))
            canvas.drawCircle(0, 0, radius, brush)

        return raster((-side, -side, side, side), 1.0, draw).art

    def paint(self, planes: Planes, t: float) -> None:
        copy(self._base, planes)
        for disc in self._discs:
            wide, high = self._width + disc.art.width, self._height + disc.art.height
            x = (disc.x + disc.dx * t) % wide - disc.art.width
            y = (disc.y + disc.dy * t) % high - disc.art.height
            light = 0.72 + 0.28 * motion.drift(t, disc.period_s, disc.phase) if disc.period_s else 1.0
            blend(planes, disc.art, x, y, light)


class Topo:
    """Contour lines of a landscape that is flown over slowly; every fifth line is heavier, as on a survey map."""

    _DRIFT = 0.009

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        short = min(width, height)
        self._speed = short * self._DRIFT
        extra_x, extra_y = round(short * 0.30) & ~1, round(short * 0.12) & ~1
        self._room = (extra_x, extra_y)
        self._map = Planes(width + extra_x + 2, height + extra_y + 2)
        self._draw(theme, seed, short)

    def _draw(self, theme: Theme, seed: int, short: int) -> None:
        wide, high = self._map.width, self._map.height
        side = 512
        layers = [(noise(seed * 31 + k, cells, side), gain) for k, cells, gain in ((1, 4, 1.0), (2, 8, 0.38), (3, 16, 0.12))]
        heights = np.zeros((side, side), np.float32)
        for field, gain in layers:
            heights += field * gain
        reach = short * 2.2 / 4
        ys, xs = np.mgrid[0 : high // 4 + 2, 0 : wide // 4 + 2].astype(np.float32)
        repeated = cv2.copyMakeBorder(heights, 2, 2, 2, 2, cv2.BORDER_WRAP)
        coarse = cv2.remap(repeated, np.mod(xs / reach, 1) * side + 1.5, np.mod(ys / reach, 1) * side + 1.5, cv2.INTER_CUBIC)
        coarse = cv2.GaussianBlur(coarse, (0, 0), short / 880) * 17
        specks = grain(wide, high)
        for top in range(0, high, _BAND):
            rows = slice(top, min(top + _BAND, high))
            rgb = self._band(theme, coarse, rows, short) + (specks[rows, :, None].astype(np.float32) - 2)
            put_rgb(self._map, np.clip(np.rint(rgb), 0, 255).astype(np.uint8), top)

    def _band(self, theme: Theme, coarse: Field, rows: slice, short: int) -> Field:
        """RGB (rows, width, 3), 0..255, of the landscape whose heights are given at a quarter of its size."""
        # Eight rows more on either side, for the slope, the blur and the spline between the coarse rows.
        first, end = max(0, rows.start // 4 - 2), -(-rows.stop // 4) + 2
        quarter = coarse[first:end]
        size = (4 * quarter.shape[1], 4 * quarter.shape[0])
        level = cv2.resize(quarter, size, interpolation=cv2.INTER_CUBIC)[:, : self._map.width]
        gy, gx = np.gradient(level)
        steep = np.hypot(gx, gy) + 1e-4
        unit = short / 1080
        contour = np.round(level)
        away = np.abs(level - contour) / steep
        major = np.mod(contour, 5) == 0
        half = np.where(major, 1.5, 0.85) * unit
        line = np.clip(half + 0.5 - away, 0, 1) * np.minimum(1, 0.28 / steep * unit) * np.where(major, 1.0, 0.7)
        # Softer than a pixel, or lines would sharpen and blur in turn as they pass whole pixels.
        line = cv2.GaussianBlur(line.astype(np.float32), (0, 0), 0.75)
        inner = slice(rows.start - 4 * first, rows.stop - 4 * first)
        stroke_share, level = np.clip(line[inner], 0, 1)[..., None], level[inner]
        ink, _, pale, _ = theme.fields
        low, high = float(coarse.min()), float(coarse.max())
        lift = np.clip((level - low) / (high - low), 0, 1)[..., None]
        ground = tone(theme.bg) * (1 - lift) + tone(pale) * lift
        return np.asarray(ground + stroke_share * (tone(color.mix(ink, theme.brand, 0.3)) - ground), np.float32)

    def paint(self, planes: Planes, t: float) -> None:
        room_x, room_y = self._room
        # A triangle wave with rounded turns: long scenes fly back, never jump.
        x = room_x * (0.5 - 0.5 * math.cos(math.pi * self._speed * t / room_x))
        y = room_y * (0.5 + 0.5 * math.sin(math.pi * self._speed * 0.6 * t / room_y))
        for source, target, step in ((self._map.y, planes.y, 1), (self._map.u, planes.u, 2), (self._map.v, planes.v, 2)):
            shifted(source, x / step, y / step, target)


def shifted(source: Any, x: float, y: float, target: Any) -> None:
    """The window of `source` whose corner is at (x, y), bilinear, into all of `target`; `source` has a spare row and column.

    Rounded once: of a slow move, two roundings make a fifth of the steps five times too small.
    """
    height, width = target.shape
    cv2.getRectSubPix(source, (width, height), (x + (width - 1) / 2, y + (height - 1) / 2), patch=target)


class Paper:
    """Sheets of cut paper, one before the other, with light from the upper left; each sways at its own pace."""

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        first, second, third, fourth = theme.fields
        self._short = min(width, height)
        flat = np.tile(tone(theme.bg), (1, width, 1))
        self._base = _grained(width, height, lambda _: flat)
        random = np.random.default_rng(seed * 7 + 3)
        tints = (fourth, second, third, first) if theme.is_dark else (fourth, third, second, first)
        self._sway = round(self._short * 0.05)
        self._sheets: list[tuple[Sprite, float, float, float, float]] = []
        tops = (0.40, 0.56, 0.71, 0.86)
        # Quieter than the hills: headlines and charts often stand before it.
        sun = self._sheet(theme, color.mix(theme.bg, second, 0.5), self._sun(width, height))
        self._sheets.append((*sun, 27.0, 0.1))
        for index, (tint, share) in enumerate(zip(tints, tops, strict=True)):
            lower = tops[index + 1] + 0.075 if index < 3 else 1.0
            path = self._hill(width, height, share, min(1.0, lower), random)
            made = self._sheet(theme, tint, path)
            self._sheets.append((*made, 17.0 + 4 * index, float(random.random())))

    def _sun(self, width: int, height: int) -> Any:
        return skia.Path().addCircle(width * 0.86, height * 0.22, self._short * 0.11)

    def _hill(self, width: int, height: int, share: float, lower: float, random: np.random.Generator) -> Any:
        path = skia.Path()
        phase, wave = random.uniform(0, 6.28), random.uniform(0.8, 1.25)
        left, right = -2 * self._sway, width + 2 * self._sway
        path.moveTo(left, height * lower + 4)
        for step in range(97):
            k = step / 96
            lift = 0.042 * math.sin(wave * 4.4 * k + phase) + 0.016 * math.sin(9.5 * k + 2 * phase)
            path.lineTo(left + (right - left) * k, height * (share + lift))
        path.lineTo(right, height * lower + 4)
        path.close()
        return path

    def _sheet(self, theme: Theme, tint: Rgb, path: Any) -> tuple[Sprite, float, float]:
        bounds = path.getBounds()
        pad = self._short * 0.05
        unit = self._short / 1080

        def draw(canvas: Any) -> None:
            for down, sigma, alpha in ((2, 4, 0.11), (9, 20, 0.10)):
                canvas.save()
                canvas.translate(-3 * unit, -down * unit)
                canvas.drawPath(path, paint.blurred(paint.ink(theme.ink, alpha * (2.2 if theme.is_dark else 1)), sigma * unit))
                canvas.restore()
            canvas.drawPath(path, paint.ink(tint))
            canvas.save()
            canvas.clipPath(path, True)
            canvas.translate(0, 1.5 * unit)
            canvas.drawPath(path, paint.stroke(color.WHITE, 2.5 * unit, 0.10 if theme.is_dark else 0.35))
            canvas.restore()

        placed = raster((bounds.left() - pad, bounds.top() - pad, bounds.right() + pad, bounds.bottom()), 1.0, draw)
        return self._rough(placed.art), placed.x, placed.y

    def _rough(self, art: Sprite) -> Sprite:
        """Paper's grain, lit from the upper left: a relief in luma only, where the sheet is opaque."""
        fibres = np.random.default_rng(4).normal(0, 1, art.y.shape).astype(np.float32)
        relief = cv2.GaussianBlur(fibres, (0, 0), 0.9 * self._short / 1080 + 0.2) * 3.0
        relief += cv2.GaussianBlur(fibres, (0, 0), 5.0 * self._short / 1080 + 0.2) * 9.0
        down, across = np.gradient(relief)
        slope = np.clip((down + across) * 1.1, -4, 4)
        cover = (255 - art.keep.astype(np.float32)) / 255
        y = np.clip(np.rint(art.y + slope * cover), 0, 235).astype(np.uint8)
        return Sprite(y, art.u, art.v, art.keep, art.keep_half)

    def paint(self, planes: Planes, t: float) -> None:
        copy(self._base, planes)
        for art, x, y, period_s, phase in self._sheets:
            blend(planes, art, x + self._sway * motion.drift(t, period_s, phase), y)


@dataclass(frozen=True)
class _Tile:
    """A tile that turns: its colour planes, place and clock."""

    planes: tuple[Any, Any, Any]
    ground: tuple[int, int, int]
    x: int
    y: int
    period_s: float
    phase: float


class Pattern:
    """Quiet geometric tiles in the ground's own tones; now and then one of them turns by a quarter."""

    _TURN_S = 1.6

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        first, second, third, fourth = theme.fields
        self._side = max(16, round(min(width, height) / 5 / 4) * 4)
        random = np.random.default_rng(seed * 13 + 11)
        tones = (theme.bg, third, fourth, color.mix(theme.bg, first, 0.5), color.mix(theme.bg, second, 0.5))
        columns, lines = -(-width // self._side), -(-height // self._side)
        plan = []
        for line in range(lines):
            for column in range(columns):
                ground, art = random.choice(len(tones), 2, replace=False)
                plan.append((line, column, tones[ground], tones[art], int(random.integers(0, 6)), int(random.integers(0, 4))))
        self._base = Planes(width, height)
        picture = raster((0, 0, width, height), 1.0, partial(self._draw, plan))
        self._base.y[:], self._base.u[:], self._base.v[:] = (
            picture.art.y[:height, :width],
            picture.art.u[: height // 2, : width // 2],
            picture.art.v[: height // 2, : width // 2],
        )
        self._tiles = [
            self._cut(entry, random)
            for entry in plan
            if random.random() < 0.3 and (entry[0] + 1) * self._side <= height and (entry[1] + 1) * self._side <= width
        ]

    def _draw(self, plan: list[tuple[int, int, Rgb, Rgb, int, int]], canvas: Any) -> None:
        side = self._side
        for line, column, ground, art, kind, turn in plan:
            canvas.save()
            canvas.clipRect(skia.Rect.MakeXYWH(column * side, line * side, side, side))
            canvas.drawColor(skia.Color4f(*ground, 1.0).toColor())
            canvas.translate(column * side + side / 2, line * side + side / 2)
            canvas.rotate(90 * turn)
            _shape(canvas, kind, side, paint.ink(art), paint.ink(ground))
            canvas.restore()

    def _cut(self, entry: tuple[int, int, Rgb, Rgb, int, int], random: np.random.Generator) -> _Tile:
        line, column, ground, _, _, _ = entry
        x, y, side = column * self._side, line * self._side, self._side
        parts = (
            self._base.y[y : y + side, x : x + side].copy(),
            self._base.u[y // 2 : (y + side) // 2, x // 2 : (x + side) // 2].copy(),
            self._base.v[y // 2 : (y + side) // 2, x // 2 : (x + side) // 2].copy(),
        )
        flat = Planes(2, 2)
        put_rgb(flat, np.full((2, 2, 3), color.rgb8(ground), np.uint8))
        level = (int(flat.y[0, 0]), int(flat.u[0, 0]), int(flat.v[0, 0]))
        return _Tile(parts, level, x, y, float(random.uniform(6, 13)), float(random.random()))

    def paint(self, planes: Planes, t: float) -> None:
        copy(self._base, planes)
        for tile in self._tiles:
            turns, rest = divmod(t / tile.period_s + tile.phase, 1.0)
            k = motion.ease_in_out(motion.clamp(rest * tile.period_s / self._TURN_S))
            quarters = int(turns) % 4 + (1 if k >= 1 else 0)
            angle = 90 * (int(turns) % 4 + k)
            for part, target, level, step in zip(
                tile.planes, (planes.y, planes.u, planes.v), tile.ground, (1, 2, 2), strict=True
            ):
                side = part.shape[0]
                window = target[tile.y // step : tile.y // step + side, tile.x // step : tile.x // step + side]
                if 0 < k < 1:
                    matrix = cv2.getRotationMatrix2D(((side - 1) / 2, (side - 1) / 2), angle, 1.0)
                    window[:] = cv2.warpAffine(part, matrix, (side, side), flags=cv2.INTER_LINEAR, borderValue=(level,))
                elif quarters % 4:
                    window[:] = np.rot90(part, quarters)


def _shape(canvas: Any, kind: int, side: float, art: Any, ground: Any) -> None:
    """One of six tile drawings, centred on the origin."""
    half = side / 2
    match kind:
        case 0:
            canvas.drawCircle(-half, -half, side, art)
        case 1:
            canvas.drawCircle(0, 0, side * 0.32, art)
        case 2:
            for bar in range(4):
                canvas.drawRect(skia.Rect.MakeXYWH(-half, -half + bar * side / 4, side, side / 8), art)
        case 3:
            canvas.drawCircle(-half, 0, half, art)
            canvas.drawCircle(half, 0, half, art)
        case 4:
            canvas.drawCircle(-half, -half, side, art)
            canvas.drawCircle(-half, -half, half, ground)
        case _:
            corner = skia.Path()
            corner.moveTo(-half, half)
            corner.lineTo(half, half)
            corner.lineTo(half, -half)
            corner.close()
            canvas.drawPath(corner, art)
