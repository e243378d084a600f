"""Animated grounds of light, computed small and enlarged: beams through haze, a window's shadow play, a quiet pool of light."""

from __future__ import annotations

import math

import cv2
import numpy as np
import skia

from renderer.look import color, paint
from renderer.look.backgrounds import Field, Soft, noise, sampled, smoothstep, tone
from renderer.look.theme import Theme


class Beams(Soft):
    """Shafts of light that fall from above the frame through haze, and slowly change places."""

    small = 240

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        super().__init__(theme, width, height, seed)
        wide = float(self._xs[0, -1])
        across, down = self._xs - wide * 0.72, self._ys + 0.46
        self._angle = np.asarray(np.arctan2(across, down), np.float32)
        self._far = np.asarray(np.hypot(across, down), np.float32)
        fall = np.exp(-0.75 * self._far) * smoothstep(1.15, 0.1, np.abs(self._angle + 0.30))
        self._fall = np.asarray(fall / fall.max(), np.float32)
        random = np.random.default_rng(seed * 5 + 2)
        self._rays = [self._row(random, cells) for cells in (26, 64, 150)]
        self._haze = noise(seed * 5 + 3, 4, 128)

    @staticmethod
    def _row(random: np.random.Generator, cells: int) -> Field:
        """Brightness over the angle, 0..1, shape (1, 1024), repeating."""
        knots = random.random((1, cells)).astype(np.float32)
        grown = cv2.resize(np.tile(knots, (1, 3)), (3 * 1024, 1), interpolation=cv2.INTER_CUBIC)
        return np.ascontiguousarray(np.clip(grown[:, 1024:2048], 0, 1))

    def _ray(self, row: Field, shift: float) -> Field:
        xs = np.mod(self._angle / (2 * math.pi) + 0.5 + shift, 1.0) * 1024
        wrapped = cv2.copyMakeBorder(row, 0, 0, 0, 2, cv2.BORDER_WRAP)
        return np.asarray(cv2.remap(wrapped, xs, np.zeros_like(xs), cv2.INTER_LINEAR), np.float32)

    def field(self, t: float) -> Field:
        first, second, _, pale = (tone(each) for each in self._theme.fields)
        light = (
            0.62 * self._ray(self._rays[0], 0.0011 * t) ** 2
            + 0.34 * self._ray(self._rays[1], -0.0009 * t) ** 2
            + 0.16 * self._ray(self._rays[2], 0.0007 * t)
        )
        haze = 0.72 + 0.5 * sampled(self._haze, self._xs * 0.4 + 0.008 * t, self._ys * 0.4)
        share = np.clip(light * self._fall * haze * 1.9, 0, 1)[..., None]
        out = np.empty((*self._xs.shape, 3), np.float32)
        out[:] = tone(self._theme.bg)
        out += (0.75 * smoothstep(1.5, 0.1, self._far))[..., None] * (pale - out)
        out += share * ((first if self._theme.is_dark else second) - out)
        return out


class Window(Soft):
    """Late sun through a window: panes of light on a wall, and the shadow of leaves that move outside."""

    small = 240

    def __init__(self, theme: Theme, width: int, height: int, seed: int) -> None:
        super().__init__(theme, width, height, seed)
        high, wide = self._xs.shape
        self._room = round(0.14 * min(high, wide))
        self._panes = self._drawn_panes(wide, high)
        self._leaves = [self._drawn_leaves(wide, high, seed * 3 + k, (0.050, 0.085)[k]) for k in range(2)]

    def _drawn(self, wide: int, high: int) -> skia.Surface:
        return skia.Surface(wide + 2 * self._room, high + 2 * self._room)

    def _read(self, surface: skia.Surface, sigma: float) -> Field:
        alpha = surface.makeImageSnapshot().toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., 3]
        return np.asarray(cv2.GaussianBlur(alpha.astype(np.float32) / 255, (0, 0), sigma), np.float32)

    def _drawn_panes(self, wide: int, high: int) -> Field:
        surface = self._drawn(wide, high)
        canvas = surface.getCanvas()
        canvas.translate(self._room + wide * 0.36, self._room - high * 0.06)
        canvas.skew(-0.30, 0.10)
        side = min(wide, high) * 0.40
        for row in range(3):
            for column in range(3):
                left, top = column * side * 1.12, row * side * 1.3 * 1.08
                canvas.drawRect(skia.Rect.MakeXYWH(left, top, side, side * 1.3), paint.ink(color.WHITE))
        return self._read(surface, 0.011 * min(wide, high))

    def _drawn_leaves(self, wide: int, high: int, seed: int, size: float) -> Field:
        surface = self._drawn(wide, high)
        canvas = surface.getCanvas()
        random = np.random.default_rng(seed + 40)
        short = min(wide, high)
        for _ in range(9):
            x, y = random.uniform(0.30, 1.1) * wide + self._room, random.uniform(-0.1, 0.9) * high + self._room
            heading = random.uniform(0.3, 2.4)
            for leaf in range(9):
                x += 0.052 * short * math.cos(heading)
                y += 0.052 * short * math.sin(heading)
                canvas.save()
                canvas.translate(x, y)
                canvas.rotate(math.degrees(heading) + (52 if leaf % 2 else -52))
                reach = size * short * random.uniform(0.8, 1.25)
                canvas.drawOval(skia.Rect.MakeXYWH(0, -0.22 * reach, 1.5 * reach, 0.44 * reach), paint.ink(color.BLACK))
                canvas.restore()
        return self._read(surface, (0.008 if size < 0.06 else 0.018) * short)

    def _shown(self, drawn: Field, x: float, y: float) -> Field:
        """The window of a drawing that is moved by (x, y) small pixels, and bent a little as leaves are."""
        high, wide = self._xs.shape
        short = min(high, wide)
        xs, ys = self._xs * short + self._room + x - 0.5, self._ys * short + self._room + y - 0.5
        return np.asarray(cv2.remap(drawn, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.float32)

    def field(self, t: float) -> Field:
        room = float(self._room)
        first, second, third, _ = (tone(each) for each in self._theme.fields)
        sun = self._shown(self._panes, 0.25 * room * math.sin(2 * math.pi * t / 60), 0)
        shade = np.zeros_like(sun)
        for leaves, period_s, share in zip(self._leaves, (13.0, 19.0), (0.95, 0.8), strict=True):
            swing = 2 * math.pi * t / period_s
            moved = self._shown(leaves, 0.30 * room * math.sin(swing), 0.20 * room * math.sin(0.7 * swing + 1))
            shade = np.maximum(shade, share * moved)
        out = np.empty((*self._xs.shape, 3), np.float32)
        bg = tone(self._theme.bg)
        if self._theme.is_dark:
            out[:] = bg
            out += (sun * (1 - shade) * 0.85)[..., None] * (first - out)
            return out
        # On a light wall the sun is the wall's own tone and everything else lies in a tinted shade.
        lit = sun * (1 - shade)
        out[:] = bg + 0.55 * (third - bg)
        out += (lit * 0.95)[..., None] * (bg + 0.25 * (tone(color.WHITE) - bg) - out)
        out += (lit * (1 - smoothstep(0.2, 0.9, self._ys)) * 0.30)[..., None] * (second - out)
        return out


class Plain(Soft):
    """Almost nothing: a pool of light that wanders over a plain wall."""

    small = 96

    def field(self, t: float) -> Field:
        wide, tall = float(self._xs[0, -1]), float(self._ys[-1, 0])
        x = wide * (0.68 + 0.14 * math.sin(2 * math.pi * t / 34 + self._seed))
        y = tall * (0.26 + 0.10 * math.sin(2 * math.pi * t / 27 + 1.7 * self._seed))
        away = np.hypot((self._xs - x) / 1.15, self._ys - y)
        bg, pale, deep = tone(self._theme.bg), tone(self._theme.fields[3]), tone(self._theme.fields[2])
        out = np.empty((*self._xs.shape, 3), np.float32)
        out[:] = bg
        glow = smoothstep(1.05, 0.0, away)[..., None]
        if self._theme.is_dark:
            out += 0.9 * glow * (pale - out)
        else:
            out += 0.45 * (1 - glow) * (deep - out)
        return out
