"""A presenter as a layer: a member of the stock cast performing inside a box of the frame."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache, reduce
from math import floor
from typing import Any

import numpy as np
import skia
from numpy.typing import NDArray

from renderer import spec
from renderer.errors import UnknownPresenter
from renderer.layer import Area, Box, Layer
from renderer.planes import Planes
from renderer.presenters.appearance import Appearance
from renderer.presenters.cast import APPEARANCES, PRESENTERS
from renderer.presenters.colour import WARM_WHITE, from_hex, mix
from renderer.presenters.paint import Blender
from renderer.presenters.performance import Performance
from renderer.presenters.pose import Arm, Mouth, Pose
from renderer.presenters.rig import Figure
from renderer.presenters.stillness import moved
from renderer.presenters.trunk import Trunk

# What a framing shows, in figure units: the top edge, how much fits below it, and the width it wants.
_TOP = -196.0
_FRAMES = {"full": (1576.0, 720.0), "half": (760.0, 790.0), "close": (530.0, 560.0)}
# What a small frame with cut corners shows: a head and the shoulders under it.
_INSET = (432.0, 432.0)
# A frame ends above hanging cuffs, never across a hand: a taller box enlarges the figure instead.
_LOWEST = 576.0
# Two who share a picture stand this far from the middle of the box, in its widths: nearer where the frame would cut their
# arms, but no nearer than their heads allow, and never so far that it cuts a head. Half widths in figure units.
_ASIDE = {"close": 0.34, "half": 0.34, "full": 0.19}
_ARMS, _HEAD, _APART = 190.0, 118.0, 132.0
# Beyond this half width of the shoulders a raised hand goes further out, or it would cover them.
_BROAD = 140.0
# What moves further than this from one frame to the next, in figure units (a head is 217 high), is drawn for each.
_QUICK = 2.4
_KEPT_POSES = 8
_RUBBER = skia.Paint(AntiAlias=True, BlendMode=skia.BlendMode.kClear)
# How far a hand reaches sideways from its wrist: along the forearm, with a finger stretched out, and held upright.
_HAND_SIDE, _HAND_AIMED, _HAND_UPRIGHT = 137.0, 165.0, 108.0


def names() -> tuple[str, ...]:
    """Every presenter of the stock cast, in the order they are offered."""
    return tuple(PRESENTERS)


def layer(presenter: spec.Presenter, box: Box, look_color: str, scale: float, *, radius: float = 0.0) -> Layer:
    """The presenter performing inside `box` (layout units), on transparent ground; `scale` is pixels per layout unit.
    With a `radius` (layout units) the corners of the box cut the figure, of which head and shoulders are seen.

    With a partner both stand aside from the middle of the box, which is that of the frame, and reach beyond its sides.
    Raises UnknownPresenter for a name outside the cast.
    """
    if presenter.partner is None:
        return Performer(presenter, box, look_color, scale, radius)
    aside = _aside(presenter.framing, box) * (-1 if presenter.facing == "right" else 1)
    places = ((presenter.partner, -aside), (presenter, aside))
    return Pair(*(Performer(one, box._replace(x=box.x + shift), look_color, scale) for one, shift in places))


def _aside(framing: str, box: Box) -> float:
    """How far from the middle each of two stands, in layout units."""
    unit, middle = _zoom(framing, box.width, box.height), box.x + box.width / 2
    free = max(middle - _ARMS * unit, _APART * unit)
    return max(0.0, min(_ASIDE[framing] * box.width, free, middle - _HEAD * unit))


class Pair:
    """Two people in one picture, the speaker in front."""

    clips = True

    def __init__(self, listener: Performer, speaker: Performer) -> None:
        self.both = (listener, speaker)

    def state(self, t: float) -> tuple[tuple[float, Mouth], ...]:
        """The states of both."""
        return tuple(one.state(t) for one in self.both)

    def area(self, before: tuple[tuple[float, Mouth], ...], now: tuple[tuple[float, Mouth], ...]) -> Area | None:
        """The lips that differ, where nothing else does."""
        areas = [one.area(was, will) for one, was, will in zip(self.both, before, now, strict=True) if was != will]
        return None if None in areas else reduce(Area.joined, (area for area in areas if area))

    def paint(self, planes: Planes, t: float) -> None:
        """Draw both at `t` onto `planes`."""
        for one in self.both:
            one.paint(planes, t)


class Performer:
    """One presenter in one box; keeps a canvas of the box's size.

    As animators do, it is drawn on twos: a drawing is shown for two frames, with lips of their own in each, unless
    something moves so quickly that it would be seen to jump.
    """

    clips = True

    def __init__(self, presenter: spec.Presenter, box: Box, look_color: str, scale: float, radius: float = 0.0) -> None:
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
        self.is_whole = presenter.framing == "full"
        self.zoom = min(width / _INSET[0], height / _INSET[1]) if radius else _zoom(presenter.framing, width, height)
        foot = (_FRAMES["full"][0] + _TOP) * self.zoom
        self.origin = width / 2, height - foot if self.is_whole else -_TOP * self.zoom
        self.reach = width / 2 / self.zoom
        self.raise_by = 70.0 if presenter.framing == "close" else 0.0
        self._acted = lru_cache(_KEPT_POSES)(self._pose)
        # When what is drawn was posed, and what is said in it.
        self._drawn: float | None = None
        self._said: Mouth | None = None
        self._lips, self._beneath, self._above = Area(0, 0, 0, 0), self.pixels[:0], skia.Picture.MakePlaceholder(skia.Rect())
        self._trunk = Trunk(self.figure, info, self.origin, self.zoom)
        self._blender = Blender(width)
        self._corners = _outside(width, height, radius * scale) if radius else None

    def paint(self, planes: Planes, t: float) -> None:
        """Draw the person at `t` onto `planes`."""
        at, said = self.state(t)
        if self._drawn != at:
            self._draw(at)
        if self._said != said:
            self._say(said)
        self._blender.blend(planes, self.pixels, self.x, self.y)

    def state(self, t: float) -> tuple[float, Mouth]:
        """When the drawing shown at `t` is posed, and what is said in it: lips are drawn for every frame."""
        frame = floor(t * spec.FPS + 1e-6)
        before, now = (frame - frame % 2) / spec.FPS, frame / spec.FPS
        is_quick = before != now and moved(self._acted(before), self._acted(now)) > _QUICK
        return now if is_quick else before, self.performance.mouth(t)

    def area(self, before: tuple[float, Mouth], now: tuple[float, Mouth]) -> Area | None:
        """The lips, where only they differ."""
        if before[0] != now[0] or now[0] != self._drawn:
            return None
        left, top, right, bottom = self._lips
        return Area(left + self.x, top + self.y, right + self.x, bottom + self.y)

    def pose(self, t: float) -> Pose:
        """The pose drawn at `t`, hands brought inside the box."""
        at, said = self.state(t)
        return replace(self._acted(at), mouth=said)

    def _pose(self, t: float) -> Pose:
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
        """Everything but the lips, in the pose of `t`; what lies under and over them is kept, so that they can be drawn alone."""
        canvas, pose = self.surface.getCanvas(), self._acted(t)
        canvas.clear(0)
        with self._placed(canvas):
            begun = self.figure.draw_below(canvas, pose, self._trunk.at(t, pose, self._acted))
            bounds = self.figure.mouth_bounds(canvas, pose)
        height, width = self.pixels.shape[:2]
        sides = bounds.left() & ~1, bounds.top() & ~1, bounds.right() + 1 & ~1, bounds.bottom() + 1 & ~1
        self._lips = Area(*sides).within(width, height)
        self._beneath = self._mouth_pixels().copy()
        recorder = skia.PictureRecorder()
        with self._placed(recorder.beginRecording(skia.Rect(width, height))) as above:
            self.figure.draw_above(above, pose, begun)
        self._above = recorder.finishRecordingAsPicture()
        canvas.drawPicture(self._above)
        if self._corners is not None:
            canvas.drawPath(self._corners, _RUBBER)
        self._drawn, self._said = t, None

    def _say(self, said: Mouth) -> None:
        """Draw lips into the picture that is there, and what lies over them once more.

        The first ones are drawn so too: edges of shapes differ by a level or two with the rectangle that cuts them.
        """
        assert self._drawn is not None, "paint() draws the figure first"
        canvas = self.surface.getCanvas()
        self._mouth_pixels()[:] = self._beneath
        canvas.save()
        canvas.clipRect(skia.Rect(*self._lips))
        with self._placed(canvas):
            self.figure.draw_mouth(canvas, replace(self._acted(self._drawn), mouth=said))
        canvas.drawPicture(self._above)
        if self._corners is not None:
            canvas.drawPath(self._corners, _RUBBER)
        canvas.restore()
        self._said = said

    def _mouth_pixels(self) -> NDArray[np.uint8]:
        left, top, right, bottom = self._lips
        return self.pixels[top:bottom, left:right]

    @contextmanager
    def _placed(self, canvas: Any) -> Iterator[Any]:
        """The canvas in figure units."""
        canvas.save()
        canvas.translate(*self.origin)
        canvas.scale(self.zoom, self.zoom)
        yield canvas
        canvas.restore()


def _outside(width: int, height: int, radius: float) -> Any:
    """What lies outside a rounded frame."""
    path = skia.Path()
    path.addRRect(skia.RRect.MakeRectXY(skia.Rect.MakeWH(width, height), radius, radius))
    path.toggleInverseFillType()
    return path


def _zoom(framing: str, width: float, height: float) -> float:
    """Length of a figure unit in a box of this size."""
    tall, wide = _FRAMES[framing]
    fit = min(height / tall, width / wide)
    return fit if framing == "full" else max(fit, height / (_LOWEST - _TOP))


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
