"""Code or commands typed into a window."""

from __future__ import annotations

import re
from typing import Any

from renderer.layer import Box, Layer
from renderer.look import color, data, paint
from renderer.look.color import Rgb
from renderer.look.layers import Entrance, Still
from renderer.look.layouts import heading
from renderer.look.reveal import Swept, swept
from renderer.look.stage import Stage
from renderer.look.theme import Face
from renderer.text import advance, draw_line, line_box, raster

_MONO = Face("JetBrainsMono_500Medium", 0.0, 1.5)
_PROMPT = re.compile(r"[$>%]\s")
_REMARK = re.compile(r"(?:#|//|--)\s.*")
_PARTS = re.compile(r"""("[^"]*"|'[^']*'|`[^`]*`)|(\b\d[\d.]*\b)|(--?[a-z][\w-]*)""")
LETTER_S = 0.028


def terminal(stage: Stage) -> list[Layer]:
    """A dark window in every look; each line is typed from its cue on, remarks and prompts quieter than what is run."""
    lines = data.code(stage.scene.text)
    theme, unit = stage.theme, stage.unit
    out, box = heading.heading(stage, stage.places.text, room=0.26, gap=50, largest=100)
    if stage.scene.text.points:
        extra, box = heading.foot(stage, box, stage.scene.text.body)
        out = [*out, *extra]
    ground = theme.ink
    paper = color.readable(theme.paper, ground)
    bar, pad = 64 * unit, 46 * unit
    longest = max(advance(line, _MONO, 100) for line in lines) / 100
    size = min(stage.size(72, 56), (box.width - 2 * pad) / longest)
    size = min(size, (box.height - bar - 2 * pad) / (len(lines) * 1.62))
    high = min(box.height, bar + 2 * pad + len(lines) * size * 1.62)
    window = Box(box.x, box.y + (box.height - high) * 0.4, box.width, high)
    out = [*out, _window(stage, window, bar)]
    at = 0.0
    # All is typed before the end, with time left to read it.
    room = max(1.0, stage.length_s - stage.cue(stage.scene.text.lines()[0]) - 1.4)
    pace = min(LETTER_S, room * 0.7 / sum(map(len, lines)))
    for index, line in enumerate(lines):
        at = max(at, stage.cue(line) if line in stage.scene.text.points else stage.cue(stage.scene.text.body))
        baseline = window.y + bar + pad + size * (1.62 * index + 1.0)
        latest = stage.length_s - 1.0 - pace * sum(map(len, lines[index:])) - 0.1 * (len(lines) - index)
        at = min(at, max(0.2, latest))
        typed = _typed(stage, line, size, Box(window.x + pad, baseline, 0, 0), at, pace, paper, ground)
        out.append(typed)
        at += typed.length_s + 0.1
    return out


def _window(stage: Stage, box: Box, bar: float) -> Layer:
    theme, unit = stage.theme, stage.unit
    bounds = (box.x - 80, box.y - 80, box.x + box.width + 80, box.y + box.height + 100)

    def draw(canvas: Any) -> None:
        shape = paint.rounded(box, max(14 * unit, theme.style.radius * 0.6))
        paint.shadow(canvas, shape, theme, 1.2)
        canvas.drawRRect(shape, paint.ink(theme.ink))
        canvas.drawRRect(shape, paint.stroke(theme.paper, 1.5, 0.16))
        for index in range(3):
            canvas.drawCircle(box.x + (42 + 34 * index) * unit, box.y + bar * 0.56, 9.5 * unit, paint.ink(theme.paper, 0.28))

    return Still(raster(bounds, stage.scale, draw), Entrance(0.02, theme.style.enter_s, dy=theme.style.rise * 0.7 * stage.scale))


def _typed(stage: Stage, line: str, size: float, pen: Box, at_s: float, pace_s: float, paper: Rgb, ground: Rgb) -> Swept:
    theme, x, baseline = stage.theme, pen.x, pen.y
    accent = color.readable(theme.brand, ground, ratio=6.5)
    quiet = color.readable(color.mix(paper, ground, 0.35), ground, ratio=6.0)
    second = color.readable(theme.accent2, ground, ratio=6.5)
    width = advance(line, _MONO, size)

    def draw(canvas: Any) -> None:
        at = x
        for part, tone in _colored(line, paper, accent, second, quiet):
            draw_line(canvas, part, _MONO, size, at, baseline, paint.ink(tone))
            at += advance(part, _MONO, size)

    letters = max(1, len(line))
    return swept(
        line_box(line, _MONO, size, x, baseline),
        stage.scale,
        draw,
        lambda xs, ys: ((xs - x) / max(1.0, width) * letters).astype("int32") / letters + 0 * ys,
        at_s,
        min(1.4, letters * pace_s),
    )


def _colored(line: str, paper: Rgb, accent: Rgb, second: Rgb, quiet: Rgb) -> list[tuple[str, Rgb]]:
    """The line in pieces with their colours: a prompt, remarks, strings, numbers and flags stand out from the rest."""
    out: list[tuple[str, Rgb]] = []
    if prompt := _PROMPT.match(line):
        out.append((prompt[0], accent))
        line = line[prompt.end() :]
    elif _REMARK.fullmatch(line.strip()):
        return [(line, quiet)]
    at = 0
    for found in _PARTS.finditer(line):
        out.append((line[at : found.start()], paper))
        out.append((found[0], second if found[1] or found[2] else accent))
        at = found.end()
    out.append((line[at:], paper))
    return [(part, tone) for part, tone in out if part]
