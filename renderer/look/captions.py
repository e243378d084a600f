"""Burnt-in captions: at most two rows, each word lights up as it is spoken."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

import skia

from renderer import spec
from renderer.layer import Box
from renderer.look import color, motion, paint
from renderer.look.color import Rgb
from renderer.look.theme import Face, Theme
from renderer.planes import Planes
from renderer.text import Placed, advance, draw_line, is_rtl, is_unspaced, line_sprite, raster

_HOLD_S = 0.45
_POP_S = 0.16
_PAUSE_S = 0.25
_KEPT_LINES = 4


@dataclass(frozen=True)
class _Set:
    """A caption line that was set: words with their pen positions, all at one size, and the rows' outline."""

    size: float
    words: tuple[tuple[spec.Word, float, float, float], ...]
    box: Box


def rows(widths: list[float], space: float, width: float) -> list[int]:
    """How many words go into each row: greedy at first, then evened out over the same number of rows."""
    counts = _greedy(widths, space, width)
    if len(counts) == 1:
        return counts
    low, high = max(widths), width
    for _ in range(10):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_greedy(widths, space, middle)) <= len(counts) else (middle, high)
    return _greedy(widths, space, high)


def _greedy(widths: list[float], space: float, width: float) -> list[int]:
    counts, used = [0], 0.0
    for length in widths:
        if counts[-1] and used + space + length > width + 0.01:
            counts.append(0)
            used = 0.0
        used += (space if counts[-1] else 0.0) + length
        counts[-1] += 1
    return counts


class CaptionLayer:
    """All captions of a scene. Sprites are made when a line first shows; only the latest few lines are kept."""

    def __init__(self, captions: spec.Captions, zone: Box, theme: Theme, scale: float, unit: float, *, is_upright: bool) -> None:
        self._captions, self._zone, self._theme, self._scale = captions, zone, theme, scale
        self._face: Face = theme.style.caption
        size = (74.0 if is_upright else 54.0) * unit * (1.0 if captions.style == "word" else 0.9)
        self._size = min(size, zone.height / (2 * self._face.lead))
        self._lines = [line for line in captions.lines if line]
        self._starts = [line[0].start_s - motion.LEAD_S for line in self._lines]
        self._made: OrderedDict[int, tuple[Placed, list[tuple[Placed, Placed]], _Set]] = OrderedDict()

    def paint(self, planes: Planes, t: float) -> None:
        index = bisect_right(self._starts, t) - 1
        if index < 0 or t > self._lines[index][-1].end_s + _HOLD_S:
            return
        ground, words, made = self._sprites(index)
        enter = motion.ease_out(motion.share(t, self._starts[index], 0.2))
        leave = 1 - motion.share(t, self._lines[index][-1].end_s + _HOLD_S - 0.15, 0.15)
        opacity = enter * leave
        ground.paint(planes, opacity=opacity)
        for (word, *_), (plain, lit) in zip(made.words, words, strict=True):
            self._word(planes, t, word, plain, lit, opacity, is_lit=word.start_s == self._spoken(index, t))

    def _spoken(self, index: int, t: float) -> float:
        """Start of the one word of the line that is lit at `t`; -1 in a pause after a word that has ended."""
        begun = [word for word in self._lines[index] if word.start_s - motion.LEAD_S <= t]
        return begun[-1].start_s if begun and t < begun[-1].end_s + _PAUSE_S else -1.0

    def _word(
        self, planes: Planes, t: float, word: spec.Word, plain: Placed, lit: Placed, opacity: float, *, is_lit: bool
    ) -> None:
        if not is_lit:
            plain.paint(planes, opacity=opacity)
            return
        k = motion.ease_out(motion.share(t, word.start_s - motion.LEAD_S, _POP_S))
        if self._captions.style == "word":
            lit.paint(planes, opacity=opacity, scale=1.0 if k >= 1 else 0.94 + 0.06 * k)
        else:
            lit.paint(planes, opacity=opacity)

    def _sprites(self, index: int) -> tuple[Placed, list[tuple[Placed, Placed]], _Set]:
        if index not in self._made:
            made = self._set(self._lines[index])
            words = [self._pair(made, *entry) for entry in made.words]
            self._made[index] = (self._ground(made), words, made)
            if len(self._made) > _KEPT_LINES:
                self._made.popitem(last=False)
        return self._made[index]

    def _set(self, line: tuple[spec.Word, ...]) -> _Set:
        size, zone, face = self._size, self._zone, self._face
        joint = "" if is_unspaced(line[0].text) else " "
        while True:
            widths = [advance(word.text, face, size) for word in line]
            space = (advance(f"n{joint}n", face, size) - advance("nn", face, size)) * 1.2 if joint else 0.0
            counts = rows(widths, space, zone.width)
            if (len(counts) <= 2 and max(widths) <= zone.width) or size < 20:
                break
            size *= 0.95
        return self._positions(line, widths, space, counts, size)

    def _positions(self, line: tuple[spec.Word, ...], widths: list[float], space: float, counts: list[int], size: float) -> _Set:
        zone, pitch = self._zone, size * self._face.lead
        total = len(counts) * pitch
        top = zone.y + (zone.height - total) if self._captions.position == "bottom" else zone.y
        rtl = is_rtl(" ".join(word.text for word in line))
        words, first, left, right = [], 0, zone.x + zone.width, zone.x
        for row, count in enumerate(counts):
            mine = range(first, first + count)
            wide = sum(widths[i] for i in mine) + space * (count - 1)
            pen = zone.x + (zone.width - wide) / 2
            left, right = min(left, pen), max(right, pen + wide)
            for i in reversed(mine) if rtl else mine:
                words.append((line[i], pen, top + row * pitch + 0.5 * pitch + 0.35 * size, widths[i]))
                pen += widths[i] + space
            first += count
        return _Set(size, tuple(words), Box(left, top, right - left, total))

    def _pair(self, made: _Set, word: spec.Word, x: float, baseline: float, width: float) -> tuple[Placed, Placed]:
        if self._captions.style == "boxed":
            # A grey brand has no colour to light up with, so the other words step back instead.
            is_grey = color.to_oklch(self._theme.brand)[1] < 0.04
            lit = color.WHITE if is_grey else color.readable(self._theme.brand, _GROUND, ratio=5.5)
            plain_tone = color.mix(_PALE, _GROUND, 0.35) if is_grey else _PALE
            return self._flat(made, word, x, baseline, plain_tone), self._flat(made, word, x, baseline, lit)
        plain = self._flat(made, word, x, baseline, color.WHITE)
        return plain, self._pill(made, word, x, baseline, width)

    def _flat(self, made: _Set, word: spec.Word, x: float, baseline: float, tone: Rgb) -> Placed:
        return line_sprite(word.text, self._face, made.size, x, baseline, tone, self._scale)

    def _pill(self, made: _Set, word: spec.Word, x: float, baseline: float, width: float) -> Placed:
        """The spoken word on a chip of the accent."""
        size = made.size
        chip = Box(x - 0.15 * size, baseline - 0.94 * size, width + 0.30 * size, 1.2 * size)
        bounds = (chip.x, chip.y - 0.3 * size, chip.x + chip.width, chip.y + chip.height + 0.3 * size)

        def draw(canvas: Any) -> None:
            canvas.drawRRect(paint.rounded(chip, 0.26 * size), paint.ink(self._theme.accent))
            draw_line(canvas, word.text, self._face, size, x, baseline, paint.ink(self._theme.on_accent))

        return raster(bounds, self._scale, draw)

    def _ground(self, made: _Set) -> Placed:
        """What lies under a line: a dark card, or the soft dark halo of white letters."""
        size, box = made.size, made.box
        if self._captions.style == "boxed":
            card = Box(box.x - 0.55 * size, box.y - 0.18 * size, box.width + 1.1 * size, box.height + 0.36 * size)
            bounds = (card.x, card.y, card.x + card.width, card.y + card.height)
            radius = min(self._theme.style.radius, 0.42 * size)
            return raster(
                bounds, self._scale, lambda canvas: canvas.drawRRect(paint.rounded(card, radius), paint.ink(_GROUND, 0.86))
            )
        pad = 0.6 * size
        bounds = (box.x - pad, box.y - pad, box.x + box.width + pad, box.y + box.height + pad)
        return raster(bounds, self._scale, lambda canvas: self._halo(canvas, made))

    def _halo(self, canvas: Any, made: _Set) -> None:
        """A dark contour and a soft shadow of every word, so that white holds on anything."""
        for sigma, width, alpha in ((0.13, 0.10, 0.50), (0.0, 0.085, 0.88)):
            tone = paint.stroke(_GROUND, width * made.size, alpha)
            tone.setStyle(skia.Paint.kStrokeAndFill_Style)
            if sigma:
                paint.blurred(tone, sigma * made.size)
            for word, x, baseline, _ in made.words:
                draw_line(canvas, word.text, self._face, made.size, x, baseline, tone)


_GROUND: Rgb = color.oklch(0.16, 0.012, 265)
_PALE: Rgb = color.oklch(0.96, 0.004, 265)
