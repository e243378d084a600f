"""One person drawn in one pose, from back hair to front hand."""

from __future__ import annotations

from math import degrees
from typing import Any, NamedTuple, Protocol

import skia

from renderer.presenters import arms, braid, face, glasses, hair, legs, mouth, wardrobe
from renderer.presenters.appearance import Appearance
from renderer.presenters.body import HEM, Body
from renderer.presenters.brush import Brush
from renderer.presenters.colour import Color
from renderer.presenters.curves import Path, moved
from renderer.presenters.pose import Pose
from renderer.presenters.view import View

# The figure leans about its hips and the head rolls about the top of the neck.
_HIPS_Y, _NECK_Y = 640.0, 96.0
# No mouth reaches further to a side, up or down on the face, in figure units.
_MOUTH = 54.0, 42.0, 136.0


class Laid(Protocol):
    """A trunk that is drawn already."""

    def lay_under(self, canvas: Any) -> None:
        """Draw what `Figure.draw_under` does."""
        ...

    def lay_over(self, canvas: Any) -> None:
        """Draw what `Figure.draw_over` does."""
        ...


class Begun(NamedTuple):
    """What a figure drawn up to its mouth needs to be finished."""

    view: View
    limbs: list[arms.Limb]
    hair: Path
    face: Path


class Figure:
    """One person on a canvas whose transform is already set; `is_whole` adds what lies below the hips."""

    def __init__(self, person: Appearance, look_color: Color, is_whole: bool = False) -> None:
        self.person, self.look_color, self.is_whole = person, look_color, is_whole
        self.hem = legs.HEMS[person.outfit] if is_whole else HEM

    def body(self, pose: Pose) -> Body:
        """The torso's measures in `pose`."""
        return Body(self.person, pose.turn, -pose.breath * 3 - pose.shrug * 14, self.hem)

    def draw(self, canvas: Any, pose: Pose, trunk: Laid | None = None) -> None:
        """The whole person in figure units; `trunk` takes the place of what `draw_under` and `draw_over` draw."""
        begun = self.draw_below(canvas, pose, trunk)
        self.draw_mouth(canvas, pose)
        self.draw_above(canvas, pose, begun)

    def draw_below(self, canvas: Any, pose: Pose, trunk: Laid | None = None) -> Begun:
        """What lies below the mouth, from the hair in the neck to the nose."""
        person, brush, body = self.person, Brush(canvas, self.look_color), self.body(pose)
        view, limbs = View(pose.yaw, pose.pitch, pose.swing), self._limbs(pose, body)
        canvas.save()
        _lean(canvas, pose)
        with _Head(canvas, pose):
            hair.back(brush, person, view)
        canvas.restore()
        if trunk is None:
            self.draw_under(canvas, pose, body)
        else:
            trunk.lay_under(canvas)
        with _Chest(canvas, person, pose):
            for limb in limbs:
                if limb.arm.is_raised:
                    arms.draw_behind(brush, limb)
        if trunk is None:
            self.draw_over(canvas, pose, body)
        else:
            trunk.lay_over(canvas)
        mass = hair.front_mass(person, view, pose)
        canvas.save()
        _lean(canvas, pose)
        if person.hairdo in ("long", "wavy"):
            _shadow_of_hair(brush, body, pose, mass)
        with _Head(canvas, pose):
            outline = face.under(brush, person, view, pose, hair.hairline(person, view, mass))
        canvas.restore()
        return Begun(view, limbs, mass, outline)

    def draw_mouth(self, canvas: Any, pose: Pose) -> None:
        """The lips and what shows between them; `pose` differs in its mouth at most from what the rest is drawn in."""
        canvas.save()
        _lean(canvas, pose)
        with _Head(canvas, pose):
            mouth.draw(Brush(canvas, self.look_color), self.person, View(pose.yaw, pose.pitch), pose)
        canvas.restore()

    def mouth_bounds(self, canvas: Any, pose: Pose) -> Any:
        """The pixels that `draw_mouth` can reach in this pose, whatever is said."""
        view, height = View(pose.yaw, pose.pitch), self.person.length
        canvas.save()
        _lean(canvas, pose)
        with _Head(canvas, pose):
            matrix = canvas.getTotalMatrix()
            corners = [view.face(side * _MOUTH[0], y * height, lift) for side in (-1, 1) for y in _MOUTH[1:] for lift in (0, 13)]
            bounds = skia.Rect()
            bounds.setBounds([matrix.mapXY(x, y) for x, y in corners])
        canvas.restore()
        return bounds.roundOut()

    def draw_above(self, canvas: Any, pose: Pose, begun: Begun) -> None:
        """What lies above the mouth or beside it: eyes, hair in front, raised arms."""
        person, brush, (view, limbs, mass, outline) = self.person, Brush(canvas, self.look_color), begun
        canvas.save()
        _lean(canvas, pose)
        with _Head(canvas, pose):
            face.over(brush, person, view, pose, outline)
            hair.front(brush, person, view, mass)
            if person.glasses != "none":
                glasses.draw(brush, person, view)
            if person.hairdo == "braid":
                braid.draw(brush, person, view)
        canvas.translate(pose.sway * 16, -person.short_neck)
        for limb in limbs:
            arms.draw_before(brush, limb)
        canvas.restore()

    def draw_under(self, canvas: Any, pose: Pose, body: Body) -> None:
        """Legs, neck, clothes and the arms that hang: what a raised sleeve lies over."""
        brush = Brush(canvas, self.look_color)
        if self.is_whole:
            canvas.save()
            canvas.translate(0, -self.person.short_neck)
            legs.draw(brush, self.person, pose.sway * 16)
            canvas.restore()
        with _Chest(canvas, self.person, pose):
            wardrobe.under(brush, body, View(pose.yaw, pose.pitch).sin_yaw)
            for limb in self._limbs(pose, body):
                if not limb.arm.is_raised:
                    arms.draw_behind(brush, limb)

    def draw_over(self, canvas: Any, pose: Pose, body: Body) -> None:
        """What lies over the seams of the sleeves; `body` is one that `draw_under` has drawn."""
        with _Chest(canvas, self.person, pose):
            wardrobe.over(Brush(canvas, self.look_color), body)

    def _limbs(self, pose: Pose, body: Body) -> list[arms.Limb]:
        """Mirrored: a positive x lies on the viewer's right, which is the person's left arm."""
        return [arms.Limb(body, arm, side) for arm, side in ((pose.right, -1), (pose.left, 1))]


def _lean(canvas: Any, pose: Pose) -> None:
    """Weight on one hip turns everything above it."""
    canvas.translate(0, _HIPS_Y)
    canvas.rotate(pose.sway * 1.6)
    canvas.translate(0, -_HIPS_Y)


def _shadow_of_hair(brush: Brush, body: Body, pose: Pose, mass: Path) -> None:
    """What loose lengths cast on the clothes they lie on."""
    brush.canvas.save()
    shift, lift = pose.sway * 16, -body.person.short_neck
    brush.canvas.translate(shift, lift)
    brush.canvas.clipPath(body.torso, True)
    brush.canvas.translate(-shift, -lift)
    with _Head(brush.canvas, pose):
        brush.fill(moved(mass, 6, 8), body.shadow, 190)
    brush.canvas.restore()


class _Chest:
    """The trunk's own frame: leaning with the hips, nearer to the head by the length of neck that is not there."""

    def __init__(self, canvas: Any, person: Appearance, pose: Pose) -> None:
        self.canvas, self.person, self.pose = canvas, person, pose

    def __enter__(self) -> None:
        self.canvas.save()
        _lean(self.canvas, self.pose)
        self.canvas.translate(self.pose.sway * 16, -self.person.short_neck)

    def __exit__(self, *_: object) -> None:
        self.canvas.restore()


class _Head:
    """The head's own frame: carried by the torso, rolled about the neck."""

    def __init__(self, canvas: Any, pose: Pose) -> None:
        self.canvas, self.pose = canvas, pose

    def __enter__(self) -> None:
        self.canvas.save()
        self.canvas.translate(self.pose.sway * 20, -self.pose.breath * 2.2)
        self.canvas.translate(0, _NECK_Y)
        self.canvas.rotate(degrees(self.pose.roll))
        self.canvas.translate(0, -_NECK_Y)

    def __exit__(self, *_: object) -> None:
        self.canvas.restore()
