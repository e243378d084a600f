"""A pose: every number the drawing depends on besides who is drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

HandShape = str


@dataclass(frozen=True)
class Mouth:
    """Lips and jaw, 0..1 unless told: `width` is -1..1, `press` closes the lips, `bite` tucks the lower one under the teeth."""

    jaw: float = 0.0
    width: float = 0.0
    rounding: float = 0.0
    upper: float = 0.0
    press: float = 0.0
    bite: float = 0.0
    teeth: float = 0.8
    tongue: float = 0.0


@dataclass(frozen=True)
class Arm:
    """One arm. `wrist` is in units for the viewer's right side; the other side is mirrored by the rig.

    `hand` is what the hand shows, blended by `blend` from `hand_from`. `flex` bends the hand at the wrist, in degrees
    towards the body. `palm` is 1 with the palm to the viewer and -1 with its back; `hang` is the upper arm's angle from
    vertical in degrees. By `steer` 0..1 the hand leaves its forearm's direction for `steered_to`, degrees outwards from
    upright; that is how it stays readable where the box is narrow.
    """

    wrist: tuple[float, float] = (154.0, 606.0)
    hand: HandShape = "relaxed"
    hand_from: HandShape = "relaxed"
    blend: float = 1.0
    flex: float = 0.0
    palm: float = -1.0
    hang: float = 11.0
    is_raised: bool = False
    steer: float = 0.0
    steered_to: float = 14.0


@dataclass(frozen=True)
class Pose:
    """Angles in radians: `yaw`, `pitch` and `roll` of the head, `turn` of the chest.

    `gaze` is -1..1 each way, `sway` -1..1 (weight on one hip), `swing` in units of hair lag.
    """

    mouth: Mouth = field(default_factory=Mouth)
    smile: float = 0.62
    lid: float = 1.0
    squint: float = 0.18
    gaze: tuple[float, float] = (0.0, 0.0)
    brow: float = 0.0
    furrow: float = 0.0
    tilt: float = 0.0
    yaw: float = 0.2
    pitch: float = 0.0
    roll: float = 0.03
    turn: float = 0.1
    swing: float = 0.0
    sway: float = 0.0
    breath: float = 0.0
    shrug: float = 0.0
    right: Arm = field(default_factory=Arm)
    left: Arm = field(default_factory=Arm)
