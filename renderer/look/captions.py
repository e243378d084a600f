"""Burnt-in captions in five styles: at most two rows, and the word that is spoken is marked."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass, replace
from functools import lru_cache, reduce
from typing import Any, NamedTuple

import numpy as np
import skia

from renderer import spec
from renderer.layer import Area, Box
from renderer.look import color, motion, paint
from renderer.look.color import Rgb
from renderer.look.phrases import clings
from renderer.look.theme import Theme
from renderer.planes import Planes, Sprite, together
from renderer.text import Placed, advance, draw_line, is_rtl, is_unspaced, line_sprite, raster

_HOLD_S = 0.45
_POP_S = 0.16
_PAUSE_S = 0.25
_KEPT_LINES = 4
_KEPT_STATES = 2
# What of a word rests: its quiet look, and over it or instead of it the spoken one.
_PLAIN, _LIT = 1, 2
# About 38 letters: a longer row makes the eyes travel.
_ROW_EM = 21.0


class Manner(NamedTuple):
    """What a caption style decides: its size beside the standard, capitals, and whether the spoken word pops."""

    size: float = 1.0
    upper: bool = False
    pops: bool = False


MANNERS: dict[str, Manner] = {
    "word": Manner(pops=True),
    "karaoke": Manner(0.92),
    "boxed": Manner(0.9),
    "minimal": Manner(0.72),
    "bold": Manner(1.16, upper=True, pops=True),
}


@dataclass(frozen=True)
class _Set:
    """A caption line that was set: words with their pen positions, all at one size, and the rows' outline."""

    size: float
    words: tuple[tuple[spec.Word, float, float, float], ...]
    box: Box


def rows(widths: list[float], space: float, width: float, texts: list[str] | None = None) -> list[int]:
    """How many words go into each row: as few rows as hold them, evened out; of two, the first ends on no article."""
    counts = _greedy(widths, space, width)
    if len(counts) == 1:
        return counts
    if len(counts) == 2:
        return _two(widths, space, width, texts or [""] * len(widths))
    low, high = max(widths), width
    for _ in range(10):
        middle = (low + high) / 2
        low, high = (low, middle) if len(_greedy(widths, space, middle)) <= len(counts) else (middle, high)
    return _greedy(widths, space, high)


def _two(widths: list[float], space: float, width: float, texts: list[str]) -> list[int]:
    def longest(cut: int) -> float:
        return max(sum(part) + space * (len(part) - 1) for part in (widths[:cut], widths[cut:]))

    fitting = [cut for cut in range(1, len(widths)) if longest(cut) <= width + 0.01]
    sound = [cut for cut in fitting if not clings(texts[cut - 1])]
    cut = min(sound or fitting, key=lambda cut: (longest(cut), -cut))
    return [cut, len(widths) - cut]


def _greedy(widths: list[float], space: float, width: float) -> list[int]:
    counts, used = [0], 0.0
    for length in widths:
        if counts[-1] and used + space + length > width + 0.01:
            counts.append(0)
            used = 0.0
        used += (space if counts[-1] else 0.0) + length
        counts[-1] += 1
    return counts


class _Shown(NamedTuple):
    """A word at a time: what of it rests, and what moves or is not wholly there yet."""

    rests: int
    moving: Placed | None = None
    opacity: float = 1.0
    scale: float = 1.0


class CaptionLayer:
    """All captions of a scene. Sprites are made when a line first shows; only the latest few lines are kept."""

    clips = True

    def __init__(self, captions: spec.Captions, zone: Box, theme: Theme, scale: float, unit: float, *, is_upright: bool) -> None:
        self._captions, self._zone, self._theme, self._scale = captions, zone, theme, scale
        manner = MANNERS[captions.style]
        face = theme.style.caption
        self._face = replace(face, upper=True, track=0.01) if manner.upper else face
        size = (74.0 if is_upright else 54.0) * unit * manner.size
        self._size = min(size, zone.height / (2 * self._face.lead))
        self._lines = [line for line in captions.lines if line]
        self._starts = [line[0].start_s - motion.LEAD_S for line in self._lines]
        self._resting = lru_cache(_KEPT_STATES)(self._joined)
        self._place: tuple[tuple[int, ...], Area | None] | None = None
        self._made: OrderedDict[int, tuple[Placed, list[tuple[Placed, Placed]], _Set]] = OrderedDict()

    def paint(self, planes: Planes, t: float) -> None:
        index = self._shows(t)
        if index < 0:
            return
        opacity, shown = self._opacity(index, t), self._words(index, t)
        self._resting(index, tuple(each.rests for each in shown)).paint(planes, opacity=opacity)
        for each in shown:
            if each.moving:
                each.moving.paint(planes, opacity=opacity * each.opacity, scale=each.scale)

    def state(self, t: float) -> tuple[int, ...] | None:
        """The line that is shown and how each of its words rests; None while anything of it moves."""
        index = self._shows(t)
        if index < 0:
            return ()
        # Made here already, so that `area` knows where a line lies that is about to come.
        shown = self._words(index, t)
        if self._opacity(index, t) < 1:
            return None
        return None if any(each.moving for each in shown) else (index, *(each.rests for each in shown))

    def area(self, _before: Hashable, _now: Hashable) -> Area | None:
        """Where the latest lines lie, of which one or two are told of."""
        lines = tuple(self._made)
        if self._place is None or self._place[0] != lines:
            placed = [one for ground, words, _ in self._made.values() for pair in ((ground, ground), *words) for one in pair]
            self._place = lines, reduce(Area.joined, (one.area() for one in placed)) if placed else None
        return self._place[1]

    def _shows(self, t: float) -> int:
        """Number of the line at `t`; -1 where there is none."""
        index = bisect_right(self._starts, t) - 1
        return -1 if index < 0 or t > self._lines[index][-1].end_s + _HOLD_S else index

    def _opacity(self, index: int, t: float) -> float:
        enter = motion.ease_out(motion.share(t, self._starts[index], 0.2))
        return enter * (1 - motion.share(t, self._lines[index][-1].end_s + _HOLD_S - 0.15, 0.15))

    def _words(self, index: int, t: float) -> list[_Shown]:
        _, words, made = self._sprites(index)
        spoken = self._spoken(index, t)
        return [
            self._word(t, word, *pair, is_lit=word.start_s == spoken) for (word, *_), pair in zip(made.words, words, strict=True)
        ]

    def _spoken(self, index: int, t: float) -> float:
        """Start of the one word of the line that is lit at `t`; -1 in a pause after a word that has ended."""
        begun = [word for word in self._lines[index] if word.start_s - motion.LEAD_S <= t]
        return begun[-1].start_s if begun and t < begun[-1].end_s + _PAUSE_S else -1.0

    def _word(self, t: float, word: spec.Word, plain: Placed, lit: Placed, *, is_lit: bool) -> _Shown:
        at = word.start_s - motion.LEAD_S
        if self._captions.style == "karaoke":
            return self._filled(motion.share(t, at, max(0.08, word.end_s - word.start_s)), word, lit)
        k = motion.ease_out(motion.share(t, at, _POP_S))
        if not is_lit:
            return _Shown(_PLAIN)
        if MANNERS[self._captions.style].pops:
            return _Shown(_LIT) if k >= 1 else _Shown(0, lit, scale=0.94 + 0.06 * k)
        return _Shown(_PLAIN | _LIT) if k >= 1 else _Shown(_PLAIN, lit, opacity=k)

    def _filled(self, k: float, word: spec.Word, lit: Placed) -> _Shown:
        """The word fills with the accent from the side it is read from, as long as it is spoken, and stays full."""
        if k >= 1:
            return _Shown(_PLAIN | _LIT)
        wide = round(k * lit.art.width / 2) * 2
        start = lit.art.width - wide if is_rtl(word.text) else 0
        return _Shown(_PLAIN, _cut(lit, start, start + wide) if wide else None)

    def _joined(self, index: int, rests: tuple[int, ...]) -> Placed:
        """What of a line does not move, as one sprite: its ground, and of each word what `rests` tells."""
        ground, words, _ = self._sprites(index)
        parts = [ground]
        for (plain, lit), rest in zip(words, rests, strict=True):
            parts += [placed for placed, bit in ((plain, _PLAIN), (lit, _LIT)) if rest & bit]
        return Placed(*together([(placed.art, int(placed.x), int(placed.y)) for placed in parts]))

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
        width = min(zone.width, (_ROW_EM + 7 if face.upper else _ROW_EM) * size)
        while True:
            widths = [advance(self._shown(word), face, size) for word in line]
            space = (
                (advance(f"n{joint}n", face, size) - advance("nn", face, size))
                * (1.5 if MANNERS[self._captions.style].pops else 1.2)
                if joint
                else 0.0
            )
            counts = rows(widths, space, width, [word.text for word in line])
            if (len(counts) <= 2 and max(widths) <= width) or size < 20:
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
        """The word as it rests and as it is spoken."""
        theme = self._theme
        # A grey brand has no colour to light up with, so the other words step back instead.
        is_grey = color.to_oklch(theme.brand)[1] < 0.04
        fills = self._captions.style == "karaoke"
        bright = color.WHITE if is_grey else color.readable(theme.brand, _GROUND, ratio=8.5)
        match self._captions.style:
            case "boxed" | "karaoke":
                back = 0.38 if is_grey or fills else 0.0
                rest = color.mix(_PALE, _GROUND, back)
                return self._flat(made, word, x, baseline, rest), self._flat(made, word, x, baseline, bright)
            case "minimal":
                return self._flat(made, word, x, baseline, _PALE), self._flat(made, word, x, baseline, color.WHITE)
            case "bold":
                vivid = color.WHITE if is_grey else color.readable(theme.brand, _GROUND, ratio=11.0)
                return self._flat(made, word, x, baseline, color.WHITE), self._flat(made, word, x, baseline, vivid)
            case _:
                return self._flat(made, word, x, baseline, color.WHITE), self._pill(made, word, x, baseline, width)

    def _flat(self, made: _Set, word: spec.Word, x: float, baseline: float, tone: Rgb) -> Placed:
        return line_sprite(self._shown(word), self._face, made.size, x, baseline, tone, self._scale)

    def _pill(self, made: _Set, word: spec.Word, x: float, baseline: float, width: float) -> Placed:
        """The spoken word on a chip of the accent."""
        size = made.size
        chip = Box(x - 0.15 * size, baseline - 0.94 * size, width + 0.30 * size, 1.2 * size)
        bounds = (chip.x, chip.y - 0.3 * size, chip.x + chip.width, chip.y + chip.height + 0.3 * size)

        def draw(canvas: Any) -> None:
            canvas.drawRRect(paint.rounded(chip, 0.26 * size), paint.ink(self._theme.accent))
            draw_line(canvas, self._shown(word), self._face, size, x, baseline, paint.ink(self._theme.on_accent))

        return raster(bounds, self._scale, draw)

    def _ground(self, made: _Set) -> Placed:
        """What lies under a line: a dark card, a soft shade, or the contour of white letters."""
        size, box = made.size, made.box
        if self._captions.style == "boxed":
            return self._card(
                Box(box.x - 0.55 * size, box.y - 0.18 * size, box.width + 1.1 * size, box.height + 0.36 * size), 0.86
            )
        pad = 1.1 * size
        bounds = (box.x - pad, box.y - pad, box.x + box.width + pad, box.y + box.height + pad)
        if self._captions.style in ("minimal", "karaoke"):
            return raster(bounds, self._scale, lambda canvas: self._shade(canvas, made))
        return raster(bounds, self._scale, lambda canvas: self._halo(canvas, made))

    def _card(self, card: Box, alpha: float) -> Placed:
        bounds = (card.x, card.y, card.x + card.width, card.y + card.height)
        shape = paint.rounded(card, min(self._theme.style.radius, 0.42 * self._size))
        return raster(bounds, self._scale, lambda canvas: canvas.drawRRect(shape, paint.ink(_GROUND, alpha)))

    def _shade(self, canvas: Any, made: _Set) -> None:
        """A slim plate behind each row, as wide as its words: letters of any tone hold on it."""
        size, thin = made.size, self._captions.style == "minimal"
        lines: dict[float, list[tuple[float, float]]] = {}
        for _, x, baseline, width in made.words:
            lines.setdefault(baseline, []).append((x, x + width))
        for baseline, spans in lines.items():
            left, right = min(start for start, _ in spans), max(end for _, end in spans)
            reach = self._face.lead * size / 2 + (0 if thin else 0.02 * size)
            plate = Box(left - 0.34 * size, baseline - 0.35 * size - reach, right - left + 0.68 * size, 2 * reach)
            radius = min(self._theme.style.radius * 0.5, 0.3 * size)
            canvas.drawRRect(paint.rounded(plate, radius), paint.ink(_GROUND, 0.74 if thin else 0.9))

    def _halo(self, canvas: Any, made: _Set) -> None:
        """A firm dark contour of every word in a soft shadow, so that white holds on anything, small as well."""
        firm = 0.23 if self._captions.style == "bold" else 0.18
        for sigma, width, alpha in ((0.26, 0.34, 0.42), (0.06, firm, 0.75), (0.0, firm, 1.0)):
            tone = paint.stroke(_GROUND, width * made.size, alpha)
            tone.setStyle(skia.Paint.kStrokeAndFill_Style)
            if sigma:
                paint.blurred(tone, sigma * made.size)
            for word, x, baseline, _ in made.words:
                draw_line(canvas, self._shown(word), self._face, made.size, x, baseline, tone)

    def _shown(self, word: spec.Word) -> str:
        return word.text.upper() if self._face.upper else word.text


def _cut(placed: Placed, left: int, right: int) -> Placed:
    """The columns `left` to `right` (even) of a sprite, in their place."""
    art, half = placed.art, slice(left // 2, right // 2)
    wide = slice(left, right)
    parts = (art.y[:, wide], art.u[:, half], art.v[:, half], art.keep[:, wide], art.keep_half[:, half])
    return Placed(Sprite(*(np.ascontiguousarray(part) for part in parts)), placed.x + left, placed.y)


_GROUND: Rgb = color.oklch(0.16, 0.012, 265)
_PALE: Rgb = color.oklch(0.96, 0.004, 265)
