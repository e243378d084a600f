"""One ten-second scene pair that every renderer can make: moving ground, sprite, title, captions word by word."""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from renderer import planes
from renderer.layer import Layer
from renderer.planes import Planes, Sprite, blend, fade, sprite
from renderer.scene import Stage
from renderer.spec import Canvas, Line, RenderSpec, Scene, Sound, Text, Transition, Utterance

FONT = str(Path(planes.__file__).parent / "look/fonts/Manrope_800ExtraBold.ttf")
WIDTH, HEIGHT, FPS, SCENE_FRAMES, FADE_FRAMES = 1920, 1080, 30, 150, 12
TITLES = ("Pocket Agency launches", "Every edit in seconds")
WORDS = ("every", "word", "lights", "up", "as", "it", "is", "said")
WORD_S = 5 / len(WORDS)
WHITE, GOLD = (255, 255, 255, 255), (255, 210, 60, 255)


@lru_cache
def ground(index: int) -> NDArray[np.uint8]:
    """RGB, shape (1080, 2400, 3): wide enough to drift by 48 pixels a second."""
    x, y = np.meshgrid(np.linspace(0, 9, 2400), np.linspace(0, 4, HEIGHT))
    base = np.stack([40 + 30 * np.sin(x + index), 50 + 30 * np.sin(x - y), 120 + 60 * np.cos(y + index)], axis=-1)
    return np.clip(base, 0, 255).astype(np.uint8)


@lru_cache
def figure() -> NDArray[np.uint8]:
    """RGBA, shape (700, 500, 4): an opaque body with a soft edge, as a presenter has."""
    x, y = np.meshgrid(np.linspace(-1, 1, 500), np.linspace(-1, 1, 700))
    alpha = np.clip((1 - np.hypot(x, y)) * 60, 0, 1)
    tone = 128 + 90 * np.sin(9 * x) * np.cos(7 * y)
    rgba: NDArray[np.uint8] = np.stack([tone, tone * 0.7, 200 - tone * 0.4, 255 * alpha], axis=-1).astype(np.uint8)
    return rgba


def lettering(text: str, size: int, colour: tuple[int, int, int, int]) -> NDArray[np.uint8]:
    """RGBA of one line."""
    font = ImageFont.truetype(FONT, size)
    canvas = Image.new("RGBA", (math.ceil(font.getlength(text)) + 8, round(size * 1.4)), (*colour[:3], 0))
    ImageDraw.Draw(canvas).text((4, 0), text, font=font, fill=colour)
    return np.asarray(canvas)


def offsets() -> list[int]:
    """Where each caption word begins, centred on the frame."""
    font = ImageFont.truetype(FONT, 54)
    widths = [font.getlength(word + " ") for word in WORDS]
    left = (WIDTH - sum(widths)) / 2
    return [round(left + sum(widths[:index])) for index in range(len(WORDS))]


def strip(lit: int | None) -> NDArray[np.uint8]:
    """RGBA of the whole caption line, one of its words lit: it begins where the first word does."""
    lefts = offsets()
    looks = [lettering(word, 54, GOLD if index == lit else WHITE) for index, word in enumerate(WORDS)]
    line = np.zeros((looks[0].shape[0], lefts[-1] + looks[-1].shape[1] - lefts[0], 4), np.uint8)
    for left, look in zip(lefts, looks, strict=True):
        window = line[:, left - lefts[0] : left - lefts[0] + look.shape[1]]
        np.copyto(window, look, where=look[..., 3:] > window[..., 3:])
    return line


def place(t: float) -> tuple[float, float]:
    """Top left corner of the sprite."""
    return 1300 + 60 * math.sin(2 * math.pi * t / 5), 380 + 10 * math.sin(2 * math.pi * t / 3)


class Everything:
    """The scene as one layer."""

    def __init__(self, index: int, scale: float) -> None:
        self._scale = scale
        wide = Image.fromarray(ground(index))
        self._ground = self._small(np.asarray(wide.convert("RGBA")))
        self._figure = self._small(figure())
        self._title = self._small(lettering(TITLES[index], 84, WHITE))
        self._words = [[self._small(lettering(word, 54, colour)) for colour in (WHITE, GOLD)] for word in WORDS]
        self._offsets = offsets()

    def _small(self, rgba: NDArray[np.uint8]) -> Sprite:
        size = (round(rgba.shape[1] * self._scale), round(rgba.shape[0] * self._scale))
        return sprite(rgba if self._scale == 1 else np.asarray(Image.fromarray(rgba).resize(size)))

    def paint(self, frame: Planes, t: float) -> None:
        """The layers in the order of the rival's."""
        put = self._put
        put(frame, self._ground, -48 * (t + 1), 0)
        put(frame, self._figure, *place(t))
        share = min(max(t, 0.0), 1.0)
        put(frame, self._title, 120, 290 + 40 * (1 - share), share)
        for index, (x, looks) in enumerate(zip(self._offsets, self._words, strict=True)):
            put(frame, looks[int(t // WORD_S) == index], x, 930)

    def _put(self, frame: Planes, art: Sprite, x: float, y: float, opacity: float = 1.0) -> None:
        blend(frame, art, x * self._scale, y * self._scale, opacity)


def build(scene: Scene, canvas: Canvas, scale: float) -> list[Layer]:
    """Layers of scene '0' or '1'."""
    return [Everything(int(scene.id), scale)]


def join(kind: str, a: Planes, b: Planes, k: float, out: Planes) -> None:
    """Cross-fade."""
    fade(a, b, k, out)


STAGE = Stage(build, join)


def spec() -> RenderSpec:
    """The pair as a film for `renderer.pipeline.render`."""
    scenes = tuple(Scene(id=str(index), frames=SCENE_FRAMES, layout="title_card", text=Text()) for index in (0, 1))
    line = Line(utterance=Utterance(text="tone", voice="tone"), start=0)
    transition = Transition(kind="crossfade", frames=FADE_FRAMES)
    return RenderSpec(
        canvas=Canvas(width=WIDTH, height=HEIGHT), scenes=scenes, transitions=(transition,), sound=Sound(lines=(line,))
    )
