"""What a layout is given: one scene with its theme, boxes and scale."""

from __future__ import annotations

from dataclasses import dataclass

from renderer import spec
from renderer.look.grid import Grid, Places
from renderer.look.theme import Theme


@dataclass(frozen=True)
class Stage:
    """One scene about to be laid out. `scale` is output pixels per layout unit."""

    scene: spec.Scene
    canvas: spec.Canvas
    scale: float
    theme: Theme
    grid: Grid
    places: Places

    @property
    def length_s(self) -> float:
        """Length of the scene."""
        return self.scene.frames / spec.FPS

    @property
    def unit(self) -> float:
        return self.grid.unit

    def size(self, wide: float, tall: float | None = None) -> float:
        """A type size: `tall` is for upright canvases, where the same text is read on a smaller screen."""
        upright = self.grid.shape in ("tall", "portrait")
        return (tall if upright and tall else wide) * self.unit

    def loud(self, text: str, short: float, long: float) -> float:
        """A type size by how much there is to say: `short` up to 14 letters, `long` from 64 on; for words as a picture."""
        share = min(1.0, max(0.0, (len(text) - 14) / 50))
        return (short + (long - short) * share) * self.unit

    def cue(self, text: str) -> float:
        """When `text` enters; never so late that it could not be read, even if its cue says so.

        Without any cues the pieces follow each other shortly, in reading order.
        """
        at = self.scene.text.cue(text)
        lines = self.scene.text.lines()
        if not self.scene.text.cues and text in lines:
            at += 0.16 * lines.index(text)
        return max(0.0, min(at, self.length_s - 0.8))
