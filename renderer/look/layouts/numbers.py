"""One big figure that counts up and settles while it is spoken."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import ClassVar

from renderer.layer import Box, Layer
from renderer.look import motion
from renderer.look.color import Rgb
from renderer.look.stage import Stage
from renderer.look.theme import Face
from renderer.look.typeset import Item, layers, stack
from renderer.planes import Planes
from renderer.text import Placed, advance, line_sprite

COUNT_S = 1.3
_NUMBER = re.compile(r"\d(?:[\d.,\u202f\u00a0' ]*\d)?")


def counted(figure: str, k: float) -> str:
    """`figure` with its first number at share `k` of its value; separators, decimals and units stay as written."""
    found = _NUMBER.search(figure)
    if found is None:
        return figure
    digits = "".join(letter for letter in found.group() if letter.isdigit())
    value = str(round(int(digits) * k)).rjust(len(digits))
    places = iter(value)
    shown = [next(places) if letter.isdigit() else letter for letter in found.group()]
    text = "".join(shown)
    decimals = re.search(r"[.,](\d{1,2})$", found.group())
    whole = len(text) - len(decimals.group()) if decimals else len(text)
    head = text[: whole - 1].lstrip(" .,'\u202f\u00a0") + text[whole - 1 : whole].replace(" ", "0")
    return figure[: found.start()] + head + text[whole:].replace(" ", "0") + figure[found.end() :]


@dataclass
class Counter:
    """Counts by setting single glyphs; digits share one width, so nothing jumps. Sprites of glyphs are made once."""

    figure: str
    face: Face
    size: float
    box: Box
    baseline: float
    paint_color: Rgb
    scale: float
    at_s: float
    glyphs: dict[str, Placed] = field(default_factory=dict)
    clips: ClassVar[bool] = True

    def state(self, t: float) -> str | None:
        """Whether it has counted to its end, or not begun."""
        k = motion.share(t, self.at_s - motion.LEAD_S, COUNT_S)
        is_clear = motion.share(t, self.at_s - motion.LEAD_S, 0.35) >= 1
        return "away" if k <= 0 else "at rest" if k >= 1 and is_clear else None

    def _width(self, letter: str) -> float:
        if letter.isdigit():
            return max(advance(digit, self.face, self.size) for digit in "0123456789")
        return advance(letter, self.face, self.size) if letter != " " else 0.1 * self.size

    def _glyph(self, letter: str) -> Placed:
        if letter not in self.glyphs:
            inset = (self._width(letter) - advance(letter, self.face, self.size)) / 2
            self.glyphs[letter] = line_sprite(letter, self.face, self.size, inset, 0, self.paint_color, self.scale)
        return self.glyphs[letter]

    def paint(self, planes: Planes, t: float) -> None:
        k = motion.share(t, self.at_s - motion.LEAD_S, COUNT_S)
        if k <= 0:
            return
        text = counted(self.figure, motion.ease_out(min(1.0, k * 1.02)))
        # The settled figure is centred; while it counts, digits already stand where they will stay.
        settled, width = (sum(self._width(letter) for letter in shown) for shown in (self.figure, text))
        x = self.box.x + (self.box.width - settled) / 2 + settled - width
        opacity = motion.ease_out(motion.share(t, self.at_s - motion.LEAD_S, 0.35))
        for letter in text:
            if letter != " ":
                glyph = self._glyph(letter)
                dx = round(x * self.scale / 2) * 2
                dy = round(self.baseline * self.scale / 2) * 2
                glyph.paint(planes, dx, dy, opacity)
            x += self._width(letter)


def tabular_width(figure: str, face: Face, size: float) -> float:
    """Width of the settled figure with digits of one width."""
    digit = max(advance(letter, face, size) for letter in "0123456789")
    return sum(digit if letter.isdigit() else 0.1 * size if letter == " " else advance(letter, face, size) for letter in figure)


def big_number(stage: Stage) -> list[Layer]:
    """The figure as large as it fits, what it means below it, and where it is from."""
    text, theme, style = stage.scene.text, stage.theme, stage.theme.style
    box = stage.places.text
    figure = text.figure or text.headline
    if not figure:
        return []
    face = style.figure
    shown = figure.upper() if face.upper else figure
    wide = stage.grid.shape == "wide"
    size = min((440 if wide else 400) * stage.unit * (1.35 if face.upper else 1.0), box.height * 0.5)
    size *= min(1.0, box.width * 0.98 / tabular_width(shown, face, size))
    items = [Item("H", face, size, theme.accent_text, 0.0)]
    rest = [line for line in (text.headline if text.figure else "", *text.points, text.body) if line]
    for index, line in enumerate(rest):
        role, color = (style.title, theme.text) if index == 0 else (style.body, theme.muted)
        gap = (70 if index == 0 else 34) * stage.unit
        items.append(Item(line, role, stage.size(84, 76) if index == 0 else stage.size(46, 46), color, stage.cue(line), gap))
    inset = Box(box.x + box.width * 0.08, box.y, box.width * 0.84, box.height) if wide else box
    head, *rows = stack(items, inset, stage.grid.smallest, "center", 0.46)
    room = Box(box.x, head.y, box.width, head.block.height)
    at = stage.cue(figure)
    out: list[Layer] = [Counter(shown, face, head.block.size, room, head.y + head.block.cap, theme.accent_text, stage.scale, at)]
    for row in rows:
        out += layers(row, "center", theme, stage.scale)
    return out
