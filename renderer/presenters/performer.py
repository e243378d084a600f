"""A presenter as a layer: a member of the stock cast performing inside a box of the frame."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import skia

from renderer import spec
from renderer.errors import UnknownPresenter
from renderer.layer import Box, Layer
from renderer.planes import Planes
from renderer.presenters.appearance import Appearance
from renderer.presenters.cast import APPEARANCES, PRESENTERS
from renderer.presenters.colour import WARM_WHITE, from_hex, mix
from renderer.presenters.paint import Blender
from renderer.presenters.performance import Performance
from renderer.presenters.pose import Arm, Pose
from renderer.presenters.rig import Figure
from renderer.presenters.trunk import Trunk

# What a framing shows, in figure units: the top edge, how much fits below it, and the width it wants.
_TOP = -196.0
_FRAMES = {"full": (1576.0, 720.0), "half": (760.0, 790.0), "close": (530.0, 560.0)}
# A frame ends above hanging cuffs, never across a hand: a taller box enlarges the figure instead.
_LOWEST = 576.0
# Two who share a picture stand this far from the middle of the box, in its widths.
_ASIDE = {"close": 0.34, "half": 0.34, "full": 0.19}
# Beyond this half width of the shoulders a raised hand goes further out, or it would cover them.
_BROAD = 140.0
# How far a hand reaches sideways from its wrist: along the forearm, with a finger stretched out, and held upright.
_HAND_SIDE, _HAND_AIMED, _HAND_UPRIGHT = 137.0, 165.0, 108.0


def names() -> tuple[str, ...]:
    """Every presenter of the stock cast, in the order they are offered."""
    return tuple(PRESENTERS)


def layer(presenter: spec.Presenter, box: Box, look_color: str, scale: float) -> Layer:
    """The presenter performing inside `box` (layout units), on transparent ground; `scale` is pixels per layout unit.

    With a partner both stand aside from the middle of the box, by a share of its width, and reach beyond its sides.
    Raises UnknownPresenter for a name outside the cast.
    """
    if presenter.partner is None:
        return Performer(presenter, box, look_color, scale)
    aside = _ASIDE[presenter.framing] * box.width * (-1 if presenter.facing == "right" else 1)
    places = ((presenter.partner, -aside), (presenter, aside))
    return _Pair(*(Performer(one, box._replace(x=box.x + shift), look_color, scale) for one, shift in places))


class _Pair:
    """Two people in one picture, the speaker in front."""

    def __init__(self, listener: Performer, speaker: Performer) -> None:
        self.both = (listener, speaker)

    def paint(self, planes: Planes, t: float) -> None:
        """Draw both at `t` onto `planes`."""
        for one in self.both:
            one.paint(planes, t)


class Performer:
    """One presenter in one box; keeps a canvas of the box's size and redraws it for each time asked."""

    def __init__(self, presenter: spec.Presenter, box: Box, look_color: str, scale: float) -> None:
        if presenter.name not in APPEARANCES:
            raise UnknownPresenter(presenter.name, names())
        color = from_hex(look_color)
        self.color = color
        self.person = _dressed(_accented(APPEARANCES[presenter.name], color), presenter.wears)
        self.performance = Performance(presenter, self.person)
        self.x, self.y = round(box.x * scale) & ~1, round(box.y * scale) & ~1
        width, height = (round(box.width * scale) + 1) & ~1, (round(box.height * scale) + 1) & ~1
        self.figure = Figure(self.person, color, presenter.framing == "full")
        self.pixels = np.zeros((height, width, 4), np.uint8)
        info = skia.ImageInfo.Make(width, height, skia.kRGBA_8888_ColorType, skia.kPremul_AlphaType)
        self.surface = skia.Surface.MakeRasterDirect(info, self.pixels, self.pixels.strides[0])
        tall, wide = _FRAMES[presenter.framing]
        self.is_whole = presenter.framing == "full"
        fit = min(height / tall, width / wide)
        self.zoom = fit if self.is_whole else max(fit, height / (_LOWEST - _TOP))
        self.origin = width / 2, height - (tall + _TOP) * self.zoom if self.is_whole else -_TOP * self.zoom
        self.reach = width / 2 / self.zoom
        self.raise_by = 70.0 if presenter.framing == "close" else 0.0
        self._drawn: float | None = None
        self._trunk = Trunk(self.figure, info, self.origin, self.zoom)
        self._blender = Blender(width, height)

    def paint(self, planes: Planes, t: float) -> None:
        """Draw the person at `t` onto `planes`."""
        if self._drawn != t:
            self._draw(t)
            self._drawn = t
        self._blender.blend(planes, self.pixels, self.x, self.y)

    def pose(self, t: float) -> Pose:
        """The pose drawn at `t`, hands brought inside the box."""
        pose = self.performance.pose(t)
        return replace(pose, left=self._within(pose.left), right=self._within(pose.right))

    def _within(self, arm: Arm) -> Arm:
        """In a narrow box a raised hand comes nearer to the body and stands upright, in a close framing it is higher."""
        if not arm.is_raised:
            return arm
        x, y = arm.wrist
        if x > self.person.shoulders:
            x += 0.9 * max(0.0, self.person.shoulders - _BROAD)
        raised = max(0.0, min(1.0, (600 - y) / 200))
        hand = _HAND_AIMED if arm.hand == "one" and arm.flex < 0 else _HAND_SIDE
        tight = max(0.0, min(1.0, (x - self.reach + hand) / 30))
        limit = self.reach - hand + (hand - _HAND_UPRIGHT) * tight
        x += (min(x, limit) - x) * raised
        return replace(arm, wrist=(x, y - self.raise_by * raised), steer=tight * raised)

    def _draw(self, t: float) -> None:
        canvas, pose = self.surface.getCanvas(), self.pose(t)
        canvas.clear(0)
        canvas.save()
        canvas.translate(*self.origin)
        canvas.scale(self.zoom, self.zoom)
        self.figure.draw(canvas, pose, self._trunk.at(t, pose, self.pose))
        canvas.restore()


def _accented(person: Appearance, color: int) -> Appearance:
    """The person wearing a little of the brand: accents of cloth, not jewellery."""
    if person.earrings != "none":
        return person
    return replace(person, accent=mix(person.accent, color, 0.55))


def _dressed(person: Appearance, wears: str | None) -> Appearance:
    """The person in clothes of one colour; a white shirt's second tone and a hijab stay as they are."""
    if wears is None:
        return person
    cloth = from_hex(wears)
    suit = person.trousers == person.cloth
    second = mix(cloth, 0x1A1428, 0.25) if person.outfit in ("polo", "wrap", "blouse", "turtleneck") else person.cloth_second
    accent = person.accent if person.outfit not in ("suit", "vest") else mix(cloth, WARM_WHITE, 0.55)
    return replace(person, cloth=cloth, cloth_second=second, accent=accent, trousers=cloth if suit else person.trousers)
