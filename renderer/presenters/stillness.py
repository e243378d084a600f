"""How far a person moves between two poses: what hardly moves is drawn once for several frames, as animators draw on twos."""

from __future__ import annotations

from math import hypot

from renderer.presenters.pose import Arm, Pose

# Radii in figure units that angles and shares are told by: of the head about its axis and about the neck, of the chest, of
# the shoulders over the hips and of the crown over them, of lids, pupils, brows and the corners of a smile.
_HEAD, _NECK, _CHEST, _SHOULDERS, _CROWN = 82.0, 190.0, 76.0, 29.0, 40.0
_LID, _PUPIL, _BROW, _SMILE = 20.0, 7.0, 9.0, 8.0
# A hand's length, by which its shape and its angle are told.
_HAND = 140.0
_DEGREE = 0.01745


def moved(a: Pose, b: Pose) -> float:
    """About how far the part that moves most goes from `a` to `b`, in figure units; lips are left out."""
    head = _HEAD * (abs(a.yaw - b.yaw) + abs(a.pitch - b.pitch)) + _NECK * abs(a.roll - b.roll) + _CROWN * abs(a.sway - b.sway)
    look = _PUPIL * max(abs(a.gaze[0] - b.gaze[0]), abs(a.gaze[1] - b.gaze[1]))
    brows = _BROW * (abs(a.brow - b.brow) + abs(a.tilt - b.tilt) + abs(a.furrow - b.furrow))
    face = max(_LID * (abs(a.lid - b.lid) + abs(a.squint - b.squint)), look, brows, _SMILE * abs(a.smile - b.smile))
    return max(head + face, abs(a.swing - b.swing), trunk_moved(a, b), *(_arm(*pair) for pair in _arms(a, b)))


def trunk_moved(a: Pose, b: Pose) -> float:
    """The same for clothes and hanging arms; infinite where an arm rises or falls."""
    chest = _SHOULDERS * abs(a.sway - b.sway) + _CHEST * abs(a.turn - b.turn)
    lifted = 3 * abs(a.breath - b.breath) + 14 * abs(a.shrug - b.shrug)
    return chest + lifted + max(_hanging(*pair) for pair in _arms(a, b))


def _arms(a: Pose, b: Pose) -> tuple[tuple[Arm, Arm], tuple[Arm, Arm]]:
    return (a.right, b.right), (a.left, b.left)


def _hanging(a: Arm, b: Arm) -> float:
    if a.is_raised != b.is_raised:
        return float("inf")
    return 0.0 if a.is_raised else _arm(a, b)


def _arm(a: Arm, b: Arm) -> float:
    if (a.hand, a.hand_from, a.is_raised) != (b.hand, b.hand_from, b.is_raised):
        return float("inf")
    turned = abs(a.flex - b.flex) + abs(a.steer - b.steer) * 90 + abs(a.steered_to - b.steered_to) + abs(a.hang - b.hang)
    bent = 0.5 * _HAND * (abs(a.blend - b.blend) + abs(a.palm - b.palm))
    return hypot(a.wrist[0] - b.wrist[0], a.wrist[1] - b.wrist[1]) + _HAND * _DEGREE * turned + bent
