"""Things in order: a line with a node for each step, and an agenda with its times."""

from __future__ import annotations

from renderer.layer import Box, Layer
from renderer.look import data, paint
from renderer.look.data import Entry
from renderer.look.layouts import heading, marks
from renderer.look.reveal import swept
from renderer.look.stage import Stage
from renderer.look.typeset import Item, set_stack, stack
from renderer.text import advance, is_rtl


def timeline(stage: Stage) -> list[Layer]:
    """A line that runs from step to step as they are spoken: across a wide frame, down an upright one."""
    steps = data.steps(stage.scene.text)
    out, box = heading.foot(stage, stage.places.text, stage.scene.text.body)
    made, box = heading.heading(stage, box, gap=64, largest=104)
    draw = _across if stage.grid.shape == "wide" or (stage.grid.shape == "square" and len(steps) <= 3) else _down
    return [*out, *made, *draw(stage, steps, box)]


def _across(stage: Stage, steps: tuple[Entry, ...], box: Box) -> list[Layer]:
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    rtl = is_rtl(steps[0].text)
    gap = 64 * unit
    width = (box.width - gap * (len(steps) - 1)) / len(steps)
    node = min((150 if len(steps) <= 4 else 116) * unit, width * 0.6)
    columns = [box.x + index * (width + gap) for index in range(len(steps))]
    if rtl:
        columns.reverse()
    room = Box(0, 0, width, box.height - node - 44 * unit)
    label = heading.even(stage, [one.label for one in steps], style.label, stage.size(54, 46), [room] * len(steps))
    words = heading.even(stage, [one.text for one in steps], style.title, stage.size(74, 58), [room] * len(steps))
    top = box.y + max(0.0, (box.height - node - 44 * unit - 3.0 * words) * 0.5)
    out: list[Layer] = []
    for index, (step, x) in enumerate(zip(steps, columns, strict=True)):
        at = stage.cue(step.line)
        if index:
            before = columns[index - 1]
            shift = width - node if rtl else 0.0
            left, right = (x, before) if rtl else (before, x)
            span = (left + shift + node + 14 * unit, right + shift - 14 * unit)
            out.append(_line(stage, Box(span[0], top + node / 2 - 3 * unit, span[1] - span[0], 6 * unit), at, from_right=rtl))
        corner = x + width - node if rtl else x
        out += _node(stage, index, Box(corner, top, node, node), at)
        items = []
        if step.label:
            items.append(Item(step.label, style.label, label, theme.accent_text, at + 0.1))
        items.append(Item(step.text, style.title, words, theme.text, at + 0.16, 22 * unit))
        low = Box(x, top + node + 44 * unit, width, box.y + box.height - top - node - 44 * unit)
        out += set_stack(items, low, theme, stage.scale, stage.grid.smallest, anchor=0.0)[1]
    return out


def _down(stage: Stage, steps: tuple[Entry, ...], box: Box) -> list[Layer]:
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    rtl = is_rtl(steps[0].text)
    height = min(box.height / len(steps), 300 * unit)
    node = min(116 * unit, height * 0.62)
    indent = node + 40 * unit
    top = box.y + (box.height - height * len(steps)) * 0.3
    room = Box(0, 0, box.width - indent, height * 0.86)
    sample = [f"{one.label} {one.text}" if one.label else one.text for one in steps]
    words = heading.even(stage, sample, style.title, stage.size(62, 64), [room] * len(steps))
    out: list[Layer] = []
    for index, step in enumerate(steps):
        at, y = stage.cue(step.line), top + index * height
        x = box.x + box.width - node if rtl else box.x
        if index:
            line = Box(x + node / 2 - 3 * unit, y - height + node + 10 * unit, 6 * unit, height - node - 20 * unit)
            out.append(_line(stage, line, at, from_right=False))
        out += _node(stage, index, Box(x, y, node, node), at)
        items = []
        if step.label:
            items.append(Item(step.label, style.label, words * 0.8, theme.accent_text, at + 0.1))
        items.append(Item(step.text, style.title, words, theme.text, at + 0.16, 16 * unit))
        cell = Box(box.x if rtl else box.x + indent, y, box.width - indent, height * 0.9)
        rows = stack(items, cell, stage.grid.smallest, anchor=0.0)
        high = rows[-1].y + rows[-1].block.height - rows[0].y
        if high < node:
            rows = stack(items, cell._replace(y=y + (node - high * 0.92) / 2), stage.grid.smallest, anchor=0.0)
        out += heading.put(stage, rows)
    return out


def _node(stage: Stage, index: int, box: Box, at_s: float) -> list[Layer]:
    icons = stage.scene.text.icons
    icon = icons[index] if index < len(icons) else ""
    return marks.badge(stage, box, at_s, icon=icon, text="" if icon else str(index + 1))


def _line(stage: Stage, box: Box, at_s: float, *, from_right: bool) -> Layer:
    """A piece of the path, drawn shortly before the step it leads to."""
    down = box.height > box.width
    bounds = (box.x, box.y, box.x + box.width, box.y + box.height)
    return swept(
        bounds,
        stage.scale,
        lambda canvas: canvas.drawRRect(paint.rounded(box, 3 * stage.unit), paint.ink(stage.theme.accent_text, 0.55)),
        lambda xs, ys: (
            (ys - box.y) / box.height + 0 * xs
            if down
            else ((box.x + box.width - xs) if from_right else (xs - box.x)) / box.width + 0 * ys
        ),
        max(0.0, at_s - 0.35),
        0.5,
    )


def agenda(stage: Stage) -> list[Layer]:
    """When in one column and what in the other, between hairlines; the headline beside them where there is room."""
    entries = data.agenda(stage.scene.text)
    theme, style, unit = stage.theme, stage.theme.style, stage.unit
    out, box = heading.foot(stage, stage.places.text, stage.scene.text.body)
    if stage.grid.shape == "wide" and stage.scene.text.headline:
        head = Box(box.x, box.y + 62 * unit, box.width * 0.36, box.height - 62 * unit)
        item = Item(
            stage.scene.text.headline,
            style.display,
            stage.loud(stage.scene.text.headline, 160, 104) * (1.3 if style.display.upper else 1.0),
            theme.text,
            stage.cue(stage.scene.text.headline),
        )
        rows, made = set_stack([item], head, theme, stage.scale, stage.grid.smallest, anchor=0.46)
        out = [*out, marks.bar(stage, box.x, rows[0].y - 62 * unit, 110 * unit, 0.1), *made]
        box = Box(box.x + box.width * 0.42, box.y, box.width * 0.58, box.height)
    else:
        made, box = heading.heading(stage, box, gap=50, largest=120)
        out = [*out, *made]
    height = min(box.height / len(entries), 236 * unit)
    top = box.y + (box.height - height * len(entries)) * (0.46 if stage.grid.shape == "wide" else 0.2)
    rtl = is_rtl(entries[0].text)
    when = min(max(advance(one.label, style.label, stage.size(56, 56)) for one in entries) + 54 * unit, box.width * 0.4)
    cells = [Box(box.x, top + index * height, box.width, height) for index in range(len(entries))]
    times = [Box(cell.x + cell.width - when if rtl else cell.x, cell.y, when - 24 * unit, cell.height * 0.8) for cell in cells]
    whats = [Box(cell.x if rtl else cell.x + when, cell.y, cell.width - when, cell.height * 0.8) for cell in cells]
    small = heading.even(stage, [one.label for one in entries], style.label, stage.size(56, 56), times)
    large = heading.even(stage, [one.text for one in entries], style.title, stage.size(72, 66), whats)
    for one, cell, left, right in zip(entries, cells, times, whats, strict=True):
        at = stage.cue(one.line)
        rule = Box(cell.x, cell.y + cell.height - 2 * unit, cell.width, 2.5 * unit)
        drop = cell.height * 0.1
        out.append(_hair(stage, rule, at))
        out += heading.set_in(stage, one.label, style.label, small, theme.accent_text, left._replace(y=left.y + drop), at)
        out += heading.set_in(stage, one.text, style.title, large, theme.text, right._replace(y=right.y + drop), at + 0.07)
    return out


def _hair(stage: Stage, box: Box, at_s: float) -> Layer:
    bounds = (box.x, box.y, box.x + box.width, box.y + box.height)
    return swept(
        bounds,
        stage.scale,
        lambda canvas: canvas.drawRRect(paint.rounded(box, 1), paint.ink(stage.theme.text, 0.22)),
        lambda xs, ys: (xs - box.x) / box.width + 0 * ys,
        max(0.0, at_s - 0.1),
        0.6,
    )
