"""The gestures of the cast, and arms moving between them along arcs."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from math import hypot, pi, sin
from typing import Literal

from renderer import spec
from renderer.presenters.pose import Arm

Side = Literal["left", "right"]

HANGING = Arm()
# Seconds an arm takes up, down, and the dip of anticipation before it starts.
RISE_S, FALL_S, DIP_S = 0.4, 0.5, 0.1
# A gesture asked for too soon after another still takes this long, and so comes late.
HASTE_S = 0.2


def _raised(x: float, y: float, hand: str, flex: float, palm: float = 1.0, hang: float = 9.0) -> Arm:
    return Arm((x, y), hand, hand, 1.0, flex, palm, hang, True)


GESTURES: dict[str, dict[Side, Arm]] = {
    "open_palm": {"right": _raised(236, 318, "open", 8)},
    "present": {"left": _raised(236, 366, "offer", 14)},
    "point": {"right": _raised(214, 300, "one", 16)},
    "one": {"left": _raised(212, 306, "one", 20)},
    "two": {"left": _raised(212, 306, "two", 20)},
    "three": {"left": _raised(212, 306, "three", 20)},
    "thumbs_up": {"left": replace(_raised(226, 352, "thumb", -12), steered_to=64.0)},
    "explain": {"right": _raised(228, 378, "offer", 16), "left": _raised(228, 378, "offer", 16)},
    "clasped": {"right": _raised(58, 418, "relaxed", 4, -1, 17), "left": _raised(50, 432, "relaxed", 8, -1, 17)},
    "wave": {"right": _raised(226, 268, "open", 4)},
    "present_left": {"right": _raised(242, 362, "offer", 2)},
    "present_right": {"left": _raised(242, 362, "offer", 2)},
    "point_left": {"right": replace(_raised(232, 330, "one", -4), steered_to=30.0)},
    "point_right": {"left": replace(_raised(232, 330, "one", -4), steered_to=30.0)},
}
# Where a gesture sends the eyes: -1 is the viewer's left.
TOWARDS: dict[str, int] = {"present_left": -1, "present_right": 1, "point_left": -1, "point_right": 1}
RESTS: dict[str, dict[Side, Arm]] = {
    # Nobody holds both arms alike.
    "hanging": {"right": HANGING, "left": Arm(wrist=(162.0, 596.0), hang=13.5)},
    "clasped": {"right": _raised(56, 440, "relaxed", 4, -1, 15), "left": _raised(48, 454, "relaxed", 8, -1, 15)},
}


@dataclass(frozen=True)
class Move:
    """From `start` to `end` seconds an arm goes from one state to another; a hold has equal states."""

    start: float
    end: float
    source: Arm
    target: Arm
    name: str


class ArmTrack:
    """The moves of one arm over a scene, in order and without overlap."""

    def __init__(self, gestures: tuple[spec.Gesture, ...], side: Side, rest: str = "hanging") -> None:
        home = self.home = RESTS[rest][side]
        self.moves: list[Move] = []
        own = sorted((g for g in gestures if side in GESTURES[g.name]), key=lambda g: g.at_s)
        for i, gesture in enumerate(own):
            target = GESTURES[gesture.name][side]
            source, start = home, gesture.at_s - RISE_S
            if self.moves:
                source, start = self.moves[-1].target, max(start, self.moves[-1].end)
            arrival = max(gesture.at_s, start + HASTE_S)
            until = max(arrival, gesture.at_s + gesture.hold_s)
            following = own[i + 1].at_s - RISE_S if i + 1 < len(own) else float("inf")
            self.moves.append(Move(start, arrival, source, target, gesture.name))
            if following < until + FALL_S:
                # The next gesture is due before the arm could come down: it goes there straight.
                self.moves.append(Move(arrival, max(following, arrival), target, target, gesture.name))
            else:
                self.moves.append(Move(arrival, until, target, target, gesture.name))
                self.moves.append(Move(until, until + FALL_S, target, home, gesture.name))
        self._starts = [move.start for move in self.moves]

    def at(self, t: float, beat: float) -> Arm:
        """The arm at `t`; `beat` 0..1 is the stress on the word, which a held hand marks by a small drop."""
        i = bisect_right(self._starts, t) - 1
        if i < 0 or t >= self.moves[i].end:
            return self._waiting(t)
        move = self.moves[i]
        if move.source is move.target:
            return _held(move, t, beat)
        return _moving(move, t, self.home)

    def _waiting(self, t: float) -> Arm:
        """At rest, or dipping outwards a little just before the next rise."""
        i = bisect_right(self._starts, t)
        if i >= len(self.moves) or self.moves[i].source is not self.home:
            return self.home
        lead = (t - (self.moves[i].start - DIP_S)) / DIP_S
        if lead <= 0:
            return self.home
        return replace(self.home, wrist=_dipped(self.home, _smooth(lead)))


def _dipped(arm: Arm, share: float) -> tuple[float, float]:
    return arm.wrist[0] + 5 * share, arm.wrist[1] + 6 * share


def _smooth(share: float) -> float:
    """Smoothstep, clamped."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def _held(move: Move, t: float, beat: float) -> Arm:
    """Never quite still: a slow drift that starts at nothing, a drop on stresses, and the waving of a wave."""
    arm, since = move.target, t - move.start
    ready = _smooth(since / 0.4) * _smooth((move.end - t) / 0.3)
    x, y = arm.wrist
    x += 3.0 * sin(since * 2.3) * ready
    y += (4.0 * sin(since * 3.1) + 9.0 * beat) * ready
    flex = arm.flex + 2.5 * sin(since * 2.7) * ready
    if move.name == "wave":
        swing = 20 * sin(since * 2 * pi * 1.9) * ready
        x += 10 * sin(since * 2 * pi * 1.9 - 0.6) * ready
        return replace(arm, wrist=(x, y), flex=flex + swing, steered_to=arm.steered_to - swing)
    return replace(arm, wrist=(x, y), flex=flex)


def _moving(move: Move, t: float, home: Arm) -> Arm:
    """On the way: eased along an arc, the hand changing shape in the middle and settling a little late."""
    share = (t - move.start) / max(move.end - move.start, 1e-6)
    source, target = move.source, move.target
    rising = target is not home
    u = 1 - (1 - share) ** 2 * (1 + 2 * share) if rising else _smooth(share)
    x0, y0 = _dipped(home, 1.0) if source is home else source.wrist
    x1, y1 = target.wrist
    bow = -14 * sin(pi * u) if source is home or not rising else 10 * sin(pi * u)
    turn = _smooth((share - 0.15) / 0.6)
    # The wrist leads and the hand follows: it trails below on the way up and above on the way down.
    way = min(1.0, hypot(x1 - x0, y1 - y0) / 260)
    drag = (46 if rising else -30) * way * sin(pi * share)
    return replace(
        target,
        wrist=(x0 + (x1 - x0) * u + bow, y0 + (y1 - y0) * u),
        hand_from=source.hand,
        blend=_smooth((share - 0.2) / 0.6),
        flex=source.flex + (target.flex - source.flex) * u - drag,
        palm=source.palm + (target.palm - source.palm) * turn,
        hang=source.hang + (target.hang - source.hang) * u,
        steered_to=source.steered_to + (target.steered_to - source.steered_to) * u,
        is_raised=True,
    )
