"""Text: fonts that ship with the renderer, shaping, line breaking, fitting and sprites of single lines."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
import skia
from skia import textlayout

from renderer.errors import FontMissing
from renderer.layer import Area
from renderer.look.color import Rgb
from renderer.look.theme import FONTS, Face
from renderer.planes import Planes, Sprite, blend, sprite

SCRIPTS = ("NotoSans", "NotoSansArabic", "NotoSansHebrew", "NotoSansDevanagari", "NotoSansThai")
# Shipped in one weight each.
_BOLD_ONLY = (
    *(f"NotoSans{name}-Bold" for name in ("Bengali", "Tamil", "Telugu", "Gujarati", "Gurmukhi", "Kannada", "Malayalam")),
    *(f"NotoSans{name}-Bold" for name in ("JP", "SC", "KR")),
)
_LIGHT_FACES = ("Fraunces_400Regular",)
_UNSPACED = (("\u0e00", "\u0eff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"), ("\u3040", "\u30ff"), ("\u3400", "\u9fff"))


class Placed(NamedTuple):
    """A sprite and where its top left corner rests, in pixels of the output."""

    art: Sprite
    x: float
    y: float

    def area(self) -> Area:
        """The pixels it rests on."""
        x, y = math.floor(self.x), math.floor(self.y)
        return Area(x & ~1, y & ~1, (x + self.art.width + 2) & ~1, (y + self.art.height + 2) & ~1)

    def paint(self, planes: Planes, dx: float = 0.0, dy: float = 0.0, opacity: float = 1.0, scale: float = 1.0) -> None:
        """Blend it, moved by (dx, dy) output pixels and scaled about its centre."""
        dx -= self.art.width * (scale - 1) / 2
        dy -= self.art.height * (scale - 1) / 2
        blend(planes, self.art, self.x + dx, self.y + dy, opacity, scale)


def raster(box: tuple[float, float, float, float], scale: float, draw: Callable[[Any], None]) -> Placed:
    """Draw once into a sprite. `box` (left, top, right, bottom) and `draw`'s coordinates are layout units.

    The corner is put on an even output pixel, so a layer at rest is never resampled.
    """
    left, top = math.floor(box[0] * scale) & ~1, math.floor(box[1] * scale) & ~1
    width = max(2, math.ceil(box[2] * scale) - left + 1 & ~1)
    height = max(2, math.ceil(box[3] * scale) - top + 1 & ~1)
    surface = skia.Surface(width, height)
    canvas = surface.getCanvas()
    canvas.translate(-left, -top)
    canvas.scale(scale, scale)
    draw(canvas)
    image = surface.makeImageSnapshot()
    pixels = image.toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)
    return Placed(sprite(np.ascontiguousarray(pixels)), left, top)


@lru_cache(1)
def _collection() -> Any:
    """Our own fonts under their file stems; system fonts are never asked, so a film looks the same everywhere."""
    provider = textlayout.TypefaceFontProvider()
    for path in sorted(FONTS.glob("*.ttf")):
        provider.registerTypeface(typeface(path.stem), skia.String(path.stem))
    collection = textlayout.FontCollection()
    collection.setDefaultFontManager(provider)
    return collection


@lru_cache(1)
def _manager() -> Any:
    """A manager without fonts of its own: skia's default one reads the system's font settings, and complains of them aloud."""
    return skia.FontMgr.New_Custom_Empty()


@lru_cache(64)
def typeface(name: str) -> Any:
    """The skia typeface of a shipped font. Raises FontMissing."""
    found = _manager().makeFromFile(str(FONTS / f"{name}.ttf"), 0)
    if found is None:
        raise FontMissing(f"font {name!r} is missing from the renderer's fonts folder; install pocket-agency again")
    return found


@lru_cache(1)
def _unicode() -> Any:
    return skia.Unicodes.ICU.Make()


def families(font: str) -> list[str]:
    """`font`, then the scripts it does not have, in a weight that goes with it."""
    weight = "Regular" if font in _LIGHT_FACES or font.endswith("Medium") else "Bold"
    return [font, *(f"{script}-{weight}" for script in SCRIPTS), *_BOLD_ONLY]


def uncovered(text: str) -> str:
    """Characters of `text`, in order and once each, that no shipped font can draw (they would show as empty boxes)."""
    missing = dict.fromkeys(text)
    for name in families("Manrope_800ExtraBold"):
        if not missing:
            break
        glyphs = typeface(name).unicharsToGlyphs([ord(letter) for letter in missing])
        missing = {letter: None for letter, glyph in zip(missing, glyphs, strict=True) if glyph == 0}
    return "".join(letter for letter in missing if unicodedata.category(letter)[0] not in "CZ")


def is_rtl(text: str) -> bool:
    """True if the first strong character is written from right to left."""
    for letter in text:
        direction = unicodedata.bidirectional(letter)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False


def is_unspaced(text: str) -> bool:
    """True for scripts that are written without spaces between words, whose breaks only a dictionary knows."""
    return any(low <= letter <= high for letter in text for low, high in _UNSPACED)


def _paragraph(text: str, face: Face, size: float, paint: Any = None, width: float = 1e6) -> Any:
    style = textlayout.TextStyle()
    style.setFontFamilies(families(face.font))
    style.setFontSize(size)
    # Tracking would pull joined letters apart.
    if face.track and not is_rtl(text) and not is_unspaced(text):
        style.setLetterSpacing(face.track * size)
    if paint is not None:
        style.setForegroundPaint(paint)
    builder = textlayout.ParagraphBuilder.make(textlayout.ParagraphStyle(), _collection(), _unicode())
    builder.pushStyle(style)
    builder.addText(f"\u2067{text}\u2069" if is_rtl(text) else text)
    made = builder.Build()
    made.layout(width)
    return made


@lru_cache(8192)
def advance(text: str, face: Face, size: float) -> float:
    """Width of `text` on one line, in layout units."""
    return float(_paragraph(text, face, size).MaxIntrinsicWidth)


def pieces(text: str, face: Face) -> list[str]:
    """What a line may be broken between: words."""
    shown = text.upper() if face.upper else text
    return list(_dictionary(shown, face)) if is_unspaced(shown) else shown.split()


@lru_cache(256)
def _dictionary(text: str, face: Face) -> tuple[str, ...]:
    """Words of unspaced text, read off where the paragraph itself breaks when given ever more room.

    The bindings tell the longest line only, so a lead longer than the text stands before it: then the first line is the
    longest, and what it holds beyond the lead ends at a break.
    """
    face = replace(face, track=0.0)
    reach = [float(_paragraph(text[:end], face, 100).MaxIntrinsicWidth) for end in range(len(text) + 1)]
    lead = "M" * math.ceil(reach[-1] / advance("M", face, 100) + 1)
    start = advance(f"{lead} ", face, 100)
    breaks = set()
    for end in range(1, len(text)):
        first_line = float(_paragraph(f"{lead} {text}", face, 100, None, start + reach[end] + 1).LongestLine) - start
        if first_line > 1:
            place = min(range(1, end + 1), key=lambda at: abs(reach[at] - first_line))
            breaks.add(_after_marks(text, place))
    ends = sorted({*breaks, len(text)})
    return tuple(text[begin:end] for begin, end in zip([0, *ends], ends, strict=False))


def _after_marks(text: str, place: int) -> int:
    while place < len(text) and unicodedata.category(text[place]) in ("Mn", "Mc"):
        place += 1
    return place


def wrap(text: str, face: Face, size: float, width: float, *, is_balanced: bool = True) -> list[str]:
    """Lines of at most `width` layout units (a single longer word stays whole), evened out, with no word left alone."""
    words, joint = pieces(text, face), "" if is_unspaced(text) else " "
    lines = _filled(tuple(words), joint, face, size, width)
    if not is_balanced or len(lines) < 2:
        return lines
    low, high = max(advance(word, face, size) for word in words), width
    for _ in range(9):
        middle = (low + high) / 2
        if len(_filled(tuple(words), joint, face, size, middle)) <= len(lines):
            high = middle
        else:
            low = middle
    return _filled(tuple(words), joint, face, size, high)


def _filled(pieces: tuple[str, ...], joint: str, face: Face, size: float, width: float) -> list[str]:
    space = advance(f"n{joint}n", face, size) - advance("nn", face, size)
    lines: list[list[str]] = [[]]
    used = 0.0
    for piece in pieces:
        length = advance(piece, face, size)
        if lines[-1] and used + space + length > width + 0.5:
            lines.append([])
            used = 0.0
        used += (space if lines[-1] else 0.0) + length
        lines[-1].append(piece)
    return [joint.join(line) for line in lines]


@dataclass(frozen=True)
class Block:
    """Text set at a size: lines and their widths. `height` runs from the first cap-top to the last descender."""

    face: Face
    size: float
    lines: tuple[str, ...]
    widths: tuple[float, ...]

    @property
    def pitch(self) -> float:
        """Distance of baselines. Scripts with marks above and below need more than capitals do."""
        tall = any(ord(letter) > 0x0590 for line in self.lines for letter in line)
        return self.size * (max(self.face.lead, 1.42) if tall else self.face.lead)

    @property
    def cap(self) -> float:
        return self.size * cap_height(self.face.font)

    @property
    def height(self) -> float:
        return self.cap + (len(self.lines) - 1) * self.pitch + 0.22 * self.size

    @property
    def width(self) -> float:
        return max(self.widths, default=0.0)


@lru_cache(64)
def cap_height(font: str) -> float:
    """Height of H in em."""
    made = skia.Font(typeface(font), 1000)
    return float(-made.getBounds(made.textToGlyphs("H"))[0].top() / 1000)


def glyph_box(letter: str, font: str, size: float) -> tuple[float, float, float, float]:
    """Ink of one letter around its pen: (left, top, right, bottom), y down from the baseline."""
    made = skia.Font(typeface(font), size)
    ink = made.getBounds(made.textToGlyphs(letter))[0]
    return float(ink.left()), float(ink.top()), float(ink.right()), float(ink.bottom())


def block(text: str, face: Face, size: float, width: float) -> Block:
    """Set `text` at `size` within `width`."""
    lines = wrap(text, face, size, width)
    return Block(face, size, tuple(lines), tuple(advance(line, face, size) for line in lines))


def fit(text: str, face: Face, width: float, height: float, largest: float, smallest: float = 34.0, rows: int = 12) -> Block:
    """Largest setting that stays inside width x height and `rows` lines, from `largest` down to `smallest`.

    At `smallest` the block may be higher than asked: text is never cut off and never below what can be read.
    """
    size = largest
    while size > smallest:
        made = block(text, face, size, width)
        if made.width <= width + 1 and made.height <= height and len(made.lines) <= rows:
            return made
        size = max(smallest, size * 0.955)
    return block(text, face, smallest, width)


class Drawn(NamedTuple):
    """A line as it was drawn, in layout units."""

    line: str
    face: Face
    size: float
    x: float
    baseline: float


_heard: ContextVar[list[Drawn] | None] = ContextVar("heard", default=None)


@contextmanager
def heard() -> Iterator[list[Drawn]]:
    """Every line that is drawn meanwhile, in order: for measuring what a frame shows."""
    lines: list[Drawn] = []
    token = _heard.set(lines)
    try:
        yield lines
    finally:
        _heard.reset(token)


def draw_line(canvas: Any, line: str, face: Face, size: float, x: float, baseline: float, paint: Any) -> None:
    """One line with its pen at (x, baseline), in any skia paint."""
    if (lines := _heard.get()) is not None:
        lines.append(Drawn(line, face, size, x, baseline))
    made = _paragraph(line, face, size, paint)
    made.layout(math.ceil(made.MaxIntrinsicWidth) + 2)
    made.paint(canvas, x, baseline - made.AlphabeticBaseline)


def line_box(line: str, face: Face, size: float, x: float, baseline: float) -> tuple[float, float, float, float]:
    """(left, top, right, bottom) that no script's marks leave."""
    pad = 0.25 * size
    return x - pad, baseline - 1.3 * size, x + advance(line, face, size) + pad, baseline + 0.6 * size


def line_sprite(line: str, face: Face, size: float, x: float, baseline: float, color: Rgb, scale: float) -> Placed:
    """One line as a sprite."""
    paint = skia.Paint(AntiAlias=True)
    paint.setColor4f(skia.Color4f(*color, 1.0))
    box = line_box(line, face, size, x, baseline)
    return raster(box, scale, lambda canvas: draw_line(canvas, line, face, size, x, baseline, paint))
