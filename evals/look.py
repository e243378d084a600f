"""How films look, measured on frames: contrast, safe areas, faces, sizes, reading time, orphans, collisions, glyphs, judder.

No model and no voice: storyboards are written down in cases/look.jsonl and dressed in every look, shape and caption style.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, cast, get_args

import cv2
import numpy as np
import skia
from numpy.typing import NDArray
from pydantic import BaseModel

from memory.domain.looks import HOMES
from memory.domain.storyboard import AspectRatio, Background, CaptionStyle, LookName, Media, Scene, Storyboard, Theme
from renderer import spec
from renderer.gallery import drawn_media
from renderer.layer import Box, Layer
from renderer.look import backgrounds, color, names, theme
from renderer.look.compose import build
from renderer.look.grid import face, grid_of, place
from renderer.look.media import layer as media_layer
from renderer.planes import Planes, to_rgb
from renderer.speech.engine import Timing
from renderer.text import Drawn, advance, cap_height, draw_line, heard, uncovered
from tools.compile import render_spec
from tools.timing import schedule

SCALE = 1 / 3
PER_STORY = 5
WORD_S, READ_WORD_S, GLANCE_S = 0.38, 0.26, 0.5
LARGE = 60.0
# Of the middle step from frame to frame: more is a leap, less a stop; and what no eye sees, in levels of luma.
LEAP, STOP, SEEN = 2.4, 0.25, 0.2
RULES = ("contrast", "safe_area", "face", "overflow", "reading_time", "orphan", "collision", "glyph", "duplicate", "judder")
Rgb8 = NDArray[np.uint8]


class LookCase(BaseModel):
    """A story: its scenes as in a storyboard, without ids."""

    id: str
    language: str
    scenes: list[dict[str, Any]]


class Fault(NamedTuple):
    """What fails, where, and by how much."""

    rule: str
    scene: str
    text: str


def boards(case: LookCase, number: int) -> Iterator[Storyboard]:
    """The story in five dresses; over all stories every look, shape and caption style comes up."""
    looks, shapes, styles = get_args(LookName), get_args(AspectRatio), names.CAPTIONS
    for turn in range(PER_STORY):
        at = number * PER_STORY + turn
        look = cast(LookName, looks[at % len(looks)])
        home = HOMES[look]
        scenes = tuple(Scene(id=f"s{place}", **scene) for place, scene in enumerate(case.scenes, 1))
        yield Storyboard(
            title=f"{case.id} {at}",
            language=case.language,
            aspect=shapes[(at + number) % len(shapes)],
            theme=Theme(look=look, color=home.color, dark=home.dark != (at % 7 == 3)),
            background=Background(kind=home.background if turn < 3 else names.BACKGROUNDS[at % len(names.BACKGROUNDS)]),  # type: ignore[arg-type]
            transition=home.transition,
            captions=cast(CaptionStyle, styles[at % len(styles)]),
            scenes=scenes,
        )


def run(cases: Sequence[LookCase]) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """A row for each film with its faults, and how many of what was looked at passes each rule."""
    rows: list[dict[str, Any]] = []
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        media = drawn_media(Path(folder))
        for number, case in enumerate(cases):
            for board in boards(case, number):
                faults, looked = measure(board, media)
                seen.update(looked)
                look = {"look": board.theme.look, "aspect": board.aspect, "captions": board.captions}
                rows.append({"id": board.title, **look, "ground": board.background.kind, "faults": [f._asdict() for f in faults]})
                print(f"{board.title:<16} {board.theme.look:<10} {board.aspect:<5} {len(faults)} faults", flush=True)
    failed = Counter(fault["rule"] for row in rows for fault in row["faults"])
    summary: dict[str, Any] = {rule: f"{seen[rule] - failed[rule]}/{seen[rule]}" for rule in RULES}
    summary["films_without_fault"] = f"{sum(not row['faults'] for row in rows)}/{len(rows)}"
    return rows, summary


def measure(board: Storyboard, media: spec.Asset) -> tuple[list[Fault], Counter[str]]:
    """Faults of one film, and how many things each rule looked at."""
    needs = [scene.model_copy(update={"media": Media(sha256=media.sha256, kind="image")}) for scene in board.scenes
             if scene.layout in ("picture", *names.FRAMES_MEDIA)]  # fmt: skip
    by_id = {scene.id: scene for scene in needs}
    board = board.model_copy(update={"scenes": tuple(by_id.get(scene.id, scene) for scene in board.scenes)})
    film = render_spec(board, schedule(board, spoken, lambda scene: "voice"), lambda sha, kind, in_s: media)
    faults, looked = [], Counter[str]()
    for scene in film.scenes:
        found, counted = _scene(scene, film.canvas)
        faults += found
        looked += counted
    for one, other in pairwise(film.scenes):
        looked["duplicate"] += 1
        if one.layout == other.layout:
            faults.append(Fault("duplicate", other.id, other.layout))
    for name, scene_id, layer in _moving(film):
        looked["judder"] += 1
        if jerk := _judder(layer, film.canvas):
            faults.append(Fault("judder", scene_id, f"{name}: {jerk}"))
    return faults, looked


def spoken(utterance: spec.Utterance) -> Timing:
    """Words of equal length, for films that nobody speaks."""
    words = utterance.text.split()
    said = tuple(spec.Word(text=word, start_s=at * WORD_S, end_s=(at + 0.9) * WORD_S) for at, word in enumerate(words))
    return Timing(samples=round(len(words) * WORD_S * 48_000), words=said, phonemes=())


def _scene(scene: spec.Scene, canvas: spec.Canvas) -> tuple[list[Fault], Counter[str]]:
    length = scene.frames / spec.FPS
    with heard() as lines:
        layers = build(scene, canvas, SCALE)
    drawn = [line for line in dict.fromkeys(lines) if _says(line) and line.baseline > 1]
    frames = [_frame(layers, canvas, share * length) for share in (0.4, 0.65, 0.92)]
    shown = [(line, [_contrast(line, frame) for frame in frames]) for line in drawn]
    spoken = scene.captions.lines if scene.captions else ()
    captions: list[tuple[Drawn, list[float]]] = []
    block_lines: list[tuple[Drawn, list[float]]] = []
    for block in spoken[:: max(1, len(spoken) // 3)]:
        with heard() as lines:
            # Late in its middle word: what pops for a moment is not read while it does.
            said = block[len(block) // 2]
            frame = _frame(layers, canvas, said.start_s + 0.8 * (said.end_s - said.start_s))
        block_lines = [(line, [_contrast(line, frame, ring=3)]) for line in dict.fromkeys(lines) if _says(line)]
        captions += block_lines
    faults, looked = [], Counter[str]()
    limits, head = _safe(scene, canvas), _head(scene, canvas)
    for line, seen in (*shown, *captions):
        box = _ink(line)
        looked.update(("contrast", "safe_area", "face", "overflow"))
        if spilled := _overflow(line, box, scene, canvas):
            faults.append(Fault("overflow", scene.id, f"{line.line!r} {spilled} in {scene.layout}"))
        if max(seen) < (3.0 if line.size >= LARGE else 4.5):
            faults.append(Fault("contrast", scene.id, f"{line.line!r} {max(seen):.1f}:1 in {scene.layout}"))
        if not (limits.x <= box.x and box.x + box.width <= limits.x + limits.width
                and limits.y <= box.y and box.y + box.height <= limits.y + limits.height):  # fmt: skip
            faults.append(Fault("safe_area", scene.id, f"{line.line!r} in {scene.layout}"))
        if head and _common(box, head) > 0.02 * box.width * box.height:
            faults.append(Fault("face", scene.id, f"{line.line!r} in {scene.layout}"))
    faults += _collisions(scene, [*shown, *block_lines], looked) + _words(scene, [line for line, _ in shown], length, looked)
    return faults, looked


def _says(line: Drawn) -> bool:
    """Not an ornament: a quotation mark as large as a hand is none to read."""
    return any(letter.isalnum() for letter in line.line)


def _frame(layers: Sequence[Layer], canvas: spec.Canvas, t: float) -> Rgb8:
    planes = Planes(round(canvas.width * SCALE / 2) * 2, round(canvas.height * SCALE / 2) * 2)
    for layer in layers:
        layer.paint(planes, t)
    return to_rgb(planes)


def _ink(line: Drawn) -> Box:
    """Where the letters of a line stand, without descenders."""
    cap = cap_height(line.face.font) * line.size
    return Box(line.x, line.baseline - cap, advance(line.line, line.face, line.size), cap)


def _overflow(line: Drawn, box: Box, scene: spec.Scene, canvas: spec.Canvas) -> str:
    """Why a text does not fit where it was set: it leaves the picture, or is smaller than can be read; '' where it does."""
    least = 0.98 * grid_of(scene, canvas).smallest
    if line.size < least:
        return f"at {line.size:.0f} px where {least:.0f} are read"
    if box.x < 0 or box.y < 0 or box.x + box.width > canvas.width or box.y + box.height > canvas.height:
        return "leaves the picture"
    return ""


def _common(one: Box, other: Box) -> float:
    wide = min(one.x + one.width, other.x + other.width) - max(one.x, other.x)
    high = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return max(0.0, wide) * max(0.0, high)


def _safe(scene: spec.Scene, canvas: spec.Canvas) -> Box:
    """What platforms leave free: 4 % at the sides, 4 % above and below, in upright films 11 % above and 19 % below."""
    shape = grid_of(scene, canvas).shape
    above, below = (0.11, 0.19) if shape == "tall" else (0.04, 0.04)
    side = 0.04 * canvas.width
    return Box(side, above * canvas.height, canvas.width - 2 * side, (1 - above - below) * canvas.height)


def _head(scene: spec.Scene, canvas: spec.Canvas) -> Box | None:
    box = place(scene, canvas).presenter
    return face(box) if box and scene.presenter else None


def _contrast(line: Drawn, frame: Rgb8, ring: int = 7) -> float:
    """WCAG contrast of the letters to the worst tenth of what is painted around them; 1 where none show.

    `ring` is how far is looked, in pixels of a draft: 3 is the contour that letters bring with them, 7 what lies beyond.
    """
    box = _ink(line)
    pad = 6
    left, top = int(box.x * SCALE) - pad, int((box.y - 0.4 * line.size) * SCALE) - pad
    width, height = int(box.width * SCALE) + 2 * pad + 2, int((box.height + 0.8 * line.size) * SCALE) + 2 * pad + 2
    left, top = max(0, left), max(0, top)
    width, height = min(width, frame.shape[1] - left), min(height, frame.shape[0] - top)
    if width < 4 or height < 4:
        return 1.0
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.translate(-left, -top)
    canvas.scale(SCALE, SCALE)
    draw_line(canvas, line.line, line.face, line.size, line.x, line.baseline, skia.Paint(AntiAlias=True))
    alpha = surface.makeImageSnapshot().toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., 3]
    # Thin strokes never cover a whole pixel of a draft: the fullest ones tell the colour of the letters.
    core = alpha >= max(120, np.quantile(alpha[alpha > 0], 0.8)) if (alpha > 0).any() else alpha > 0
    near = cv2.dilate((alpha > 0).astype(np.uint8), np.ones((ring, ring), np.uint8)) > 0
    inner = (alpha > 0).astype(np.uint8) if ring == 3 else cv2.dilate((alpha > 8).astype(np.uint8), np.ones((3, 3), np.uint8))
    around = near & (inner == 0)
    if not core.any() or not around.any():
        return 1.0
    part = frame[top : top + height, left : left + width]
    letter = color.luminance(cast(color.Rgb, tuple(np.median(part[core], axis=0) / 255)))
    linear = np.where(part <= 10, part / 255 / 12.92, ((part / 255 + 0.055) / 1.055) ** 2.4)
    behind = (linear @ np.array([0.2126, 0.7152, 0.0722]))[around]
    ratios = (np.maximum(behind, letter) + 0.05) / (np.minimum(behind, letter) + 0.05)
    return float(np.quantile(ratios, 0.1))


def _collisions(scene: spec.Scene, shown: list[tuple[Drawn, list[float]]], looked: Counter[str]) -> list[Fault]:
    """Texts that stand on each other at the end of the scene."""
    last = [(line, _ink(line)) for line, seen in shown if seen[-1] >= 2.5]
    faults = []
    looked["collision"] += len(last)
    for at, (one, box) in enumerate(last):
        for other, there in last[at + 1 :]:
            same = one.line.lower() == other.line.lower() and abs(one.x - other.x) < 0.2 * one.size
            if not same and _common(box, there) > 0.06 * min(box.width * box.height, there.width * there.height):
                faults.append(Fault("collision", scene.id, f"{one.line!r} on {other.line!r} in {scene.layout}"))
    return faults


def _words(scene: spec.Scene, drawn: list[Drawn], length: float, looked: Counter[str]) -> list[Fault]:
    """Reading time, lonely last words and letters without a glyph."""
    faults = []
    for piece in scene.text.lines():
        looked.update(("reading_time", "glyph", "orphan"))
        there = length - scene.text.cue(piece)
        if there < GLANCE_S + READ_WORD_S * len(piece.split()):
            faults.append(Fault("reading_time", scene.id, f"{piece!r} {there:.1f} s in {scene.layout}"))
        if uncovered(piece):
            faults.append(Fault("glyph", scene.id, piece))
        rows = _rows(piece, drawn)
        wide = [advance(row.line, row.face, row.size) for row in rows]
        if len(rows) > 1 and len(rows[-1].line.split()) == 1 and wide[-1] < 0.22 * max(wide):
            faults.append(Fault("orphan", scene.id, f"{piece!r} in {scene.layout}"))
    if missing := uncovered("".join(word.text for line in (scene.captions.lines if scene.captions else ()) for word in line)):
        faults.append(Fault("glyph", scene.id, missing))
    return faults


def _rows(piece: str, drawn: list[Drawn]) -> list[Drawn]:
    """The lines that a piece of text was broken into, where they were drawn one after the other."""
    wanted = "".join(piece.lower().split())
    for start in range(len(drawn)):
        joined = ""
        for end in range(start, len(drawn)):
            joined += "".join(drawn[end].line.lower().split())
            if joined == wanted:
                return drawn[start : end + 1]
            if not wanted.startswith(joined):
                break
    return []


def _moving(film: spec.RenderSpec) -> Iterator[tuple[str, str, Layer]]:
    """What moves slowly all the time: the film's ground, and each picture that fills a frame, with its name and scene."""
    first = film.scenes[0]
    derived = theme.derive(film.canvas.look, first.background.color)
    yield first.background.kind, first.id, backgrounds.layer(first.background, derived, film.canvas, SCALE)
    for scene in film.scenes:
        box = place(scene, film.canvas).media
        if scene.media and scene.layout == "picture" and box:
            yield "picture", scene.id, media_layer(scene.media, box, derived, SCALE, scene.frames / spec.FPS)


def _judder(layer: Layer, canvas: spec.Canvas) -> str:
    """How unevenly something moves from frame to frame; '' where it is even, or too little to be seen."""
    planes = Planes(round(canvas.width * SCALE / 2) * 2, round(canvas.height * SCALE / 2) * 2)
    before: Rgb8 | None = None
    steps = []
    for n in range(30, 66):
        layer.paint(planes, n / spec.FPS)
        now = planes.y.copy()
        if before is not None:
            steps.append(float(cv2.absdiff(now, before).mean()))
        before = now
    return uneven(steps)


def uneven(steps: Sequence[float]) -> str:
    """What is wrong with mean differences (levels of luma) of frames: leaps, or stops in a move; '' where nothing is."""
    middle = float(np.median(steps))
    leaps, stops = max(steps) > max(LEAP * middle, SEEN), sum(step < STOP * middle for step in steps) > len(steps) / 8
    return f"steps of {min(steps):.3f} to {max(steps):.3f}" if leaps or (stops and middle > SEEN / 10) else ""
