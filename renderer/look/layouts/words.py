"""Words that are the picture: a headline set word by word, a question to the viewer, a name that reveals itself."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import Any

import numpy as np

from renderer.layer import Box, Layer
from renderer.look import color, data, paint
from renderer.look.layers import Entrance, Still
from renderer.look.layouts import heading, marks
from renderer.look.reveal import swept
from renderer.look.stage import Stage
from renderer.look.theme import Face
from renderer.look.typeset import Item, set_stack, stack
from renderer.text import advance, cap_height, glyph_box, is_rtl, line_sprite

_LEADING = 0.30  # of a line's size between it and the next
_AIR = 0.12  # of its size around a marked word
_COVER = 0.92  # of the width: a marked word needs air at its sides
_RATIO = 2.6  # of the largest line to the smallest


def kinetic(stage: Stage) -> list[Layer]:
    """A headline as a block of lines that each fill the width; every word comes when it is spoken, the telling one is marked."""
    theme, style, box = stage.theme, stage.theme.style, stage.places.text
    words = list(data.kinetic(stage.scene.text))
    face = style.display
    shown = [word.upper() if face.upper else word for word in words]
    out, box = heading.foot(stage, box, stage.scene.text.body)
    rows, sizes = _block(shown, face, box, stage)
    beats = _beats(stage, len(words))
    telling = max(range(len(words)), key=lambda index: (any(c.isdigit() for c in words[index]), len(words[index].strip(".,!?"))))
    cap = cap_height(face.font)
    heights = [size * cap for size in sizes]
    gaps = sum(size * _LEADING for size in sizes[:-1])
    y = box.y + (box.height - sum(heights) - gaps) * 0.46
    rtl = is_rtl(stage.scene.text.headline)
    number = 0
    for row, size, height in zip(rows, sizes, heights, strict=True):
        space = advance("n n", face, size) - advance("nn", face, size)
        x = box.x + box.width if rtl else box.x
        for word in row:
            width = advance(word, face, size)
            at = beats[number]
            color = theme.text
            is_marked = number == telling and len(words) > 2
            air = size * _AIR if is_marked else 0.0
            left = x - width - air if rtl else x + air
            if is_marked:
                color = theme.on_accent
                out.append(_marker(stage, Box(left, y, width, height), size, at))
            placed = line_sprite(word, face, size, left, y + height, color, stage.scale)
            enter = Entrance(
                max(0.0, at - 0.08), style.enter_s * 0.8, dy=style.rise * stage.scale, overshoot=style.overshoot, grow=0.96
            )
            out.append(Still(placed, enter))
            x += (-1 if rtl else 1) * (width + space + 2 * air)
            number += 1
        y += height + size * _LEADING
    return out


def _marker(stage: Stage, word: Box, size: float, at_s: float) -> Layer:
    pad = size * _AIR
    box = Box(word.x - pad, word.y - pad, word.width + 2 * pad, word.height + 2 * pad)
    radius = min(stage.theme.style.radius * 0.4, size * 0.16)
    bounds = (box.x, box.y, box.x + box.width, box.y + box.height)
    return swept(
        bounds,
        stage.scale,
        lambda canvas: canvas.drawRRect(paint.rounded(box, radius), paint.ink(marks.panel_tone(stage.theme))),
        lambda xs, ys: (xs - box.x) / box.width + 0 * ys,
        max(0.0, at_s - 0.1),
        0.4,
    )


def _beats(stage: Stage, count: int) -> list[float]:
    text = stage.scene.text
    if len(text.beats) == count:
        return [min(beat, stage.length_s - 0.8) for beat in text.beats]
    step = min(0.24, max(0.08, (stage.length_s - 1.4) / max(1, count)))
    return [stage.cue(text.headline) + step * index for index in range(count)]


def _block(words: list[str], face: Face, box: Box, stage: Stage) -> tuple[list[list[str]], list[float]]:
    """Lines of words and their sizes: of all ways to break them the one whose letters are largest."""
    best: tuple[float, list[list[str]], list[float]] | None = None
    cap = cap_height(face.font)
    limit = stage.size(320, 330) * (1.5 if face.upper else 1.0)
    for lines in range(1, min(len(words), 6) + 1):
        for cuts in combinations(range(1, len(words)), lines - 1):
            ends = [0, *cuts, len(words)]
            rows = [words[a:b] for a, b in pairwise(ends)]
            sizes = [min(limit, box.width * _COVER / advance(" ".join(row), face, 100) * 100) for row in rows]
            smallest = min(sizes)
            sizes = [min(size, smallest * _RATIO) for size in sizes]
            high = sum(size * cap for size in sizes) + sum(size * _LEADING for size in sizes[:-1])
            factor = min(1.0, box.height * 0.92 / high)
            sizes = [size * factor for size in sizes]
            ink = sum(size * advance(" ".join(row), face, 100) / 100 * cap for row, size in zip(rows, sizes, strict=True))
            score = ink**0.5 + 1.2 * min(sizes)
            if best is None or score > best[0]:
                best = (score, rows, sizes)
    assert best is not None  # there is at least one line
    return best[1], best[2]


def question(stage: Stage) -> list[Layer]:
    """The question large over a mark of its own; possible answers as cards below."""
    text, theme, style, box = stage.scene.text, stage.theme, stage.theme.style, stage.places.text
    out: list[Layer] = [_sign(stage, box)]
    upright = stage.grid.shape in ("tall", "portrait")
    inner = box if upright or text.points else box._replace(width=box.width * 0.74)
    extra, inner = heading.foot(stage, inner, text.body)
    out += extra
    size = stage.loud(text.headline, 240, 140) * (1.3 if style.display.upper else 1.0)
    if not text.points:
        item = Item(text.headline, style.display, size, theme.text, stage.cue(text.headline))
        rows, made = set_stack([item], inner, theme, stage.scale, stage.grid.smallest, anchor=0.48)
        bar_x = inner.x + inner.width - 110 * stage.unit if is_rtl(text.headline) else inner.x
        return [*out, *made, marks.bar(stage, bar_x, rows[0].y - 62 * stage.unit, 110 * stage.unit, 0.1)]
    head = inner._replace(width=inner.width * (0.8 if not upright else 1.0))
    made, below = heading.heading(stage, head, room=0.46, gap=56, largest=118)
    return [*out, *made, *_answers(stage, Box(inner.x, below.y, inner.width, inner.y + inner.height - below.y))]


def _sign(stage: Stage, box: Box) -> Layer:
    face = stage.theme.style.display
    size = min(box.height * 1.35, box.width * 1.1)
    mark = "؟" if is_rtl(stage.scene.text.headline) else "?"
    left, top, right, bottom = glyph_box("?", face.font, size)
    # Behind the words of an upright frame it stays quieter than beside them.
    tone = color.mix(stage.theme.bg, stage.theme.fields[0], 1.0 if stage.grid.shape == "wide" else 0.6)
    middle = box.x + box.width * (0.86 if stage.grid.shape == "wide" else 0.8)
    x, y = middle - (left + right) / 2, box.y + box.height * 0.5 - (top + bottom) / 2
    placed = line_sprite(mark, face, size, x, y, tone, stage.scale)
    return Still(placed, Entrance(0.0, 0.7, dy=40 * stage.scale, grow=0.96))


def _answers(stage: Stage, box: Box) -> list[Layer]:
    theme, style, points = stage.theme, stage.theme.style, stage.scene.text.points
    wide, gap = stage.grid.shape == "wide", 24 * stage.unit
    columns = len(points) if wide and len(points) <= 3 else 2 if wide else 1
    lines = -(-len(points) // columns)
    width = (box.width - gap * (columns - 1)) / columns
    height = min((box.height - gap * (lines - 1)) / lines, 170 * stage.unit)
    cells = [
        Box(box.x + (index % columns) * (width + gap), box.y + (index // columns) * (height + gap), width, height)
        for index in range(len(points))
    ]
    pad = 36 * stage.unit
    inner = [cell._replace(x=cell.x + pad, width=cell.width - 2 * pad) for cell in cells]
    size = heading.even(stage, list(points), style.title, stage.size(50, 52), inner)
    out: list[Layer] = []
    for point, cell, room in zip(points, cells, inner, strict=True):
        at = stage.cue(point)
        out.append(marks.plate(stage, cell, at))
        out += heading.set_in(stage, point, style.title, size, theme.text, room, at + 0.06, align="center")
    return out


def logo_reveal(stage: Stage) -> list[Layer]:
    """The mark comes out of a ring that opens (see brand.logo), or the name letter by letter; a line below says what for."""
    text, theme, style, box = stage.scene.text, stage.theme, stage.theme.style, stage.places.text
    middle, centre, reach = _ring_place(stage)
    out = [_ring(stage, middle, centre, reach * factor, width, at) for factor, width, at in ((1.0, 10, 0.05), (1.16, 3, 0.2))]
    low = Box(box.x, centre + reach * 1.28, box.width, box.y + box.height - centre - reach * 1.28)
    if stage.scene.logo is None:
        out = []
        low = Box(box.x, box.y + box.height * 0.6, box.width, box.height * 0.4)
        out += _name(stage, Box(box.x, box.y + box.height * 0.12, box.width, box.height * 0.46))
    lines = [line for line in (text.headline if stage.scene.logo else "", *text.points, text.body) if line]
    if not lines:
        return out
    items = []
    for index, line in enumerate(lines):
        face = style.title if index == 0 else style.body
        size = stage.size(84, 76) if index == 0 else stage.size(48, 48)
        color = theme.text if index == 0 else theme.muted
        items.append(Item(line, face, size, color, max(0.6, stage.cue(line)), 30 * stage.unit))
    rows = stack(items, low, stage.grid.smallest, "center", 0.1)
    return [*out, *heading.put(stage, rows, "center")]


def _ring_place(stage: Stage) -> tuple[float, float, float]:
    box = stage.places.text
    reach = min(box.width * (0.2 if stage.grid.shape == "wide" else 0.42), box.height * 0.34)
    return box.x + box.width / 2, box.y + box.height * 0.36, reach


def ring_room(stage: Stage) -> Box:
    """Where the mark stands inside its ring."""
    x, y, reach = _ring_place(stage)
    return Box(x - reach * 0.66, y - reach * 0.5, reach * 1.32, reach)


def _ring(stage: Stage, x: float, y: float, reach: float, width: float, at_s: float) -> Layer:
    width *= stage.unit
    bounds = (x - reach - width, y - reach - width, x + reach + width, y + reach + width)

    def draw(canvas: Any) -> None:
        canvas.drawCircle(x, y, reach, paint.stroke(stage.theme.accent_text, width))

    return swept(bounds, stage.scale, draw, lambda xs, ys: (np.arctan2(xs - x, y - ys) / (2 * np.pi)) % 1.0, at_s, 0.9)


def _name(stage: Stage, box: Box) -> list[Layer]:
    """The headline alone, its letters one after the other."""
    text, face, theme = stage.scene.text.headline, stage.theme.style.display, stage.theme
    shown = text.upper() if face.upper else text
    item = Item(text, face, stage.size(260, 220) * (1.3 if face.upper else 1.0), theme.text, 0.1)
    row = stack([item], box, stage.grid.smallest, "center", 0.5)[0]
    out: list[Layer] = [
        marks.bar(
            stage, box.x + box.width / 2 - 70 * stage.unit, row.y + row.block.height + 26 * stage.unit, 140 * stage.unit, 0.5
        )
    ]
    size, step = row.block.size, 0.055
    if len(row.block.lines) > 1 or is_rtl(text) or not shown.isascii():
        return [*out, *heading.put(stage, [row], "center")]
    for index, letter in enumerate(shown):
        if letter == " ":
            continue
        x = row.x + advance(shown[: index + 1], face, size) - advance(letter, face, size)
        placed = line_sprite(letter, face, size, x, row.y + row.block.cap, theme.text, stage.scale)
        out.append(Still(placed, Entrance(0.12 + step * index, 0.5, dy=36 * stage.scale, overshoot=stage.theme.style.overshoot)))
    return out
