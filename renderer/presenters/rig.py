"""One person drawn in one pose, from back hair to front hand."""

from __future__ import annotations

from math import degrees
from typing import Any

from renderer.presenters import arms, braid, face, glasses, hair, legs, wardrobe
from renderer.presenters.appearance import Appearance
from renderer.presenters.body import HEM, Body
from renderer.presenters.brush import Brush
from renderer.presenters.colour import Color
from renderer.presenters.curves import Path, moved
from renderer.presenters.pose import Pose
from renderer.presenters.view import View

# The figure leans about its hips and the head rolls about the top of the neck.
_HIPS_Y, _NECK_Y = 640.0, 96.0


def draw(canvas: Any, person: Appearance, pose: Pose, look_color: Color, is_whole: bool = False) -> None:
    """Draw `person` in figure units on a canvas whose transform is already set; `is_whole` adds what lies below the hips."""
    brush = Brush(canvas, look_color)
    view = View(pose.yaw, pose.pitch, pose.swing)
    hem = legs.HEMS[person.outfit] if is_whole else HEM
    body = Body(person, pose.turn, -pose.breath * 3 - pose.shrug * 14, hem)
    # Mirrored: a positive x lies on the viewer's right, which is the person's left arm.
    limbs = [arms.Limb(body, arm, side) for arm, side in ((pose.right, -1), (pose.left, 1))]
    lift, shift = -person.short_neck, pose.sway * 16
    canvas.save()
    if is_whole:
        canvas.save()
        canvas.translate(0, lift)
        legs.draw(brush, person, shift)
        canvas.restore()
    canvas.translate(0, _HIPS_Y)
    canvas.rotate(pose.sway * 1.6)
    canvas.translate(0, -_HIPS_Y)
    with _Head(canvas, pose):
        hair.back(brush, person, view)
    canvas.save()
    canvas.translate(shift, lift)
    wardrobe.under(brush, body, view.sin_yaw)
    for limb in limbs:
        arms.draw_behind(brush, limb)
    wardrobe.over(brush, body)
    canvas.restore()
    mass = hair.front_mass(person, view, pose)
    if person.hairdo in ("long", "wavy"):
        _shadow_of_hair(brush, body, pose, mass)
    with _Head(canvas, pose):
        face.draw(brush, person, view, pose, mass)
        hair.front(brush, person, view, mass)
        if person.glasses != "none":
            glasses.draw(brush, person, view)
        if person.hairdo == "braid":
            braid.draw(brush, person, view)
    canvas.translate(shift, lift)
    for limb in limbs:
        arms.draw_before(brush, limb)
    canvas.restore()


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
