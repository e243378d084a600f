"""Acting: the pose of a presenter as a pure function of the spec and the time."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import astuple, replace
from math import exp, floor

from renderer import spec
from renderer.errors import SpecInvalid
from renderer.presenters.appearance import Appearance
from renderer.presenters.cast import APPEARANCES
from renderer.presenters.gestures import GESTURES, TOWARDS, ArmTrack
from renderer.presenters.pose import Arm, Mouth, Pose

VISEMES: dict[spec.Viseme, Mouth] = {
    "rest": Mouth(),
    "AA": Mouth(jaw=0.76, width=0.14, upper=0.25, tongue=0.35),
    "EE": Mouth(jaw=0.28, width=0.9, upper=0.45, teeth=1.0),
    "OO": Mouth(jaw=0.32, rounding=1.0, width=-0.55, teeth=0.0),
    "OH": Mouth(jaw=0.58, rounding=0.62, width=-0.25, teeth=0.3),
    "MBP": Mouth(press=1.0),
    "FV": Mouth(jaw=0.14, bite=1.0, width=-0.15, upper=0.45, teeth=1.0),
    "L": Mouth(jaw=0.45, width=0.25, tongue=1.0, upper=0.3),
    "SS": Mouth(jaw=0.12, width=0.5, upper=0.4, teeth=1.0),
    "TH": Mouth(jaw=0.26, width=0.1, upper=0.3, teeth=0.7, tongue=1.0),
    "R": Mouth(jaw=0.26, rounding=0.5, width=-0.2, upper=0.2, teeth=0.7),
    "K": Mouth(jaw=0.34, width=0.05, upper=0.25, tongue=0.2),
}
# A viseme is left this long before the next one is due, however far apart they are.
_MOVE_S = 0.17
# Slow articulators (jaw, width, rounding) are averaged over this much time each way: neighbours colour one another.
_BLUR_S = 0.028
_BLINK_S = 0.2
# Lag in seconds and pull in units per radian of what loose hair does after a turn of the head.
_SPRING = ((0.09, 130.0), (0.2, 55.0), (0.38, -45.0))


def hashed(*numbers: int) -> float:
    """A number in 0..1 that looks random and depends on nothing but `numbers` (splitmix64 finaliser, Steele et al. 2014)."""
    state = 0x9E3779B97F4A7C15
    for number in numbers:
        state = (state ^ (number & 0xFFFFFFFFFFFFFFFF)) * 0xBF58476D1CE4E5B9 & 0xFFFFFFFFFFFFFFFF
        state = (state ^ (state >> 29)) * 0x94D049BB133111EB & 0xFFFFFFFFFFFFFFFF
        state ^= state >> 32
    return (state >> 11) / (1 << 53)


def noise(seed: int, channel: int, at: float) -> float:
    """Smooth noise in -1..1 with one feature per unit of `at`."""
    cell = floor(at)
    share = at - cell
    share = share * share * share * (share * (6 * share - 15) + 10)
    a, b = hashed(seed, channel, cell), hashed(seed, channel, cell + 1)
    return 2 * (a + (b - a) * share) - 1


def smooth(share: float) -> float:
    """Smoothstep, clamped to 0..1."""
    share = min(max(share, 0.0), 1.0)
    return share * share * (3 - 2 * share)


def pulse(since: float, rise: float, fall: float) -> float:
    """0 before `-rise`, 1 at 0, and fading over `fall` seconds."""
    if since <= -rise:
        return 0.0
    return smooth(1 + since / rise) if since < 0 else exp(-((since / fall) ** 2))


class Performance:
    """A presenter's scene, read once; `pose(t)` may be asked in any order of times.

    Raises SpecInvalid for a gesture that the cast does not know.
    """

    def __init__(self, presenter: spec.Presenter, person: Appearance) -> None:
        unknown = {gesture.name for gesture in presenter.gestures} - set(GESTURES)
        if unknown:
            raise SpecInvalid(f"no presenter knows the gesture {min(unknown)!r}; choose one of {', '.join(GESTURES)}")
        self.seed, self.person, self.listens = presenter.seed, person, presenter.listens
        self.keys = sorted(presenter.mouth, key=lambda key: key.at_s)
        self._times = [key.at_s for key in self.keys]
        self._mouths = [_weighted(VISEMES[key.viseme], key.weight) for key in self.keys]
        self.stresses = sorted(presenter.stresses)
        self.phrases = sorted(presenter.phrases)
        self.nods, self.questions = sorted(presenter.nods), sorted(presenter.questions)
        self.right = ArmTrack(presenter.gestures, "right", presenter.rest)
        self.left = ArmTrack(presenter.gestures, "left", presenter.rest)
        self.rises = sorted(gesture.at_s for gesture in presenter.gestures)
        self.shown = [(g.at_s, g.hold_s, TOWARDS[g.name]) for g in presenter.gestures if g.name in TOWARDS]
        sides = {"left": -1.0, "right": 1.0, None: 1.0 if person.yaw > 0 else -1.0}
        self.side = sides[presenter.facing]
        # Turned towards something beside them, people turn a little more than their habit is.
        self.attitude = abs(person.yaw) * (0.75 if presenter.facing is None else 0.9) * self.side
        if presenter.listens:
            self.attitude = 0.9 * person.yaw_limit * self.side

    def pose(self, t: float) -> Pose:
        """The whole person at `t` seconds."""
        seed, person = self.seed, self.person
        beat, talking, yaw, settle = self._beat(t), self._talking(t), self._yaw(t), self._settle(t)
        (gaze_x, gaze_y), dart = self._gaze(t)
        asking, shown = self._asking(t), self._showing(t)
        look = shown * (1 - smooth(abs(shown) * 3 - 2))
        limit = person.yaw_limit
        return Pose(
            mouth=self.mouth(t),
            smile=0.6 + 0.14 * noise(seed, 3, t * 0.3) + 0.12 * (1 - talking) + 0.1 * settle - 0.12 * asking,
            lid=1 - self._blink(t),
            squint=0.18 + 0.06 * noise(seed, 4, t * 0.4) - 0.1 * beat,
            gaze=(gaze_x + 0.9 * look, gaze_y),
            brow=0.55 * beat + 0.12 * noise(seed, 5, t * 0.5) + 0.25 * self._rise(t) * talking + 0.6 * asking,
            tilt=0.1 * noise(seed, 6, t * 0.3),
            yaw=max(-limit, min(limit, yaw + 0.08 * dart + 0.13 * shown)),
            pitch=0.035 * noise(seed, 7, t * 0.45) + 0.075 * beat - 0.03 * self._rise(t) + 0.02 * settle + self._nod(t),
            roll=0.02 + 0.045 * noise(seed, 8, t * 0.33) + 0.012 * noise(seed, 9, t * 1.1) * talking + 0.075 * asking * self.side,
            turn=0.55 * self._slow_yaw(t - 0.12) + 0.035 * noise(seed, 23, t * 0.35) + 0.12 * shown,
            swing=self._swing(t, yaw) + 60 * (self._roll_lag(t)),
            sway=0.45 * noise(seed, 1, t * 0.22) + 0.12 * noise(seed, 2, t * 0.6) + 0.15 * shown,
            breath=self._breath(t),
            shrug=0.22 * beat * (0.5 + 0.5 * hashed(seed, 77)),
            right=self._idle(self.right.at(t, beat), t, 24),
            left=self._idle(self.left.at(t, beat), t, 25),
        )

    def _idle(self, arm: Arm, t: float, channel: int) -> Arm:
        """Arms at the side swing by a hair; a raised one has its own drift."""
        if arm.is_raised:
            return arm
        x, y = arm.wrist
        return replace(arm, wrist=(x + 4 * noise(self.seed, channel, t * 0.4), y + 2 * noise(self.seed, channel, t * 0.5 + 9)))

    def _swing(self, t: float, yaw: float) -> float:
        """Loose hair trails a turn and swings past it once: a damped spring's answer, sampled at three lags."""
        return sum(weight * (self._yaw(t - lag) - yaw) for lag, weight in _SPRING)

    def _nod(self, t: float) -> float:
        """Agreement: one clear nod and a smaller one after it."""
        near = (t - at for at in self.nods if -0.5 < t - at < 1.5)
        return sum(0.1 * pulse(since, 0.16, 0.17) + 0.05 * pulse(since - 0.36, 0.16, 0.17) for since in near)

    def _asking(self, t: float) -> float:
        """0..1 over the last second of a question and a moment after it: the head tilts, the brows stay up."""
        total = 0.0
        for start, end in self.questions:
            total = max(total, smooth((t - max(start, end - 1.2)) / 0.5) * (1 - smooth((t - end - 0.4) / 0.5)))
        return total

    def _showing(self, t: float) -> float:
        """-1..1: how far head and chest follow a hand that points at something beside them."""
        total = 0.0
        for at, hold, way in self.shown:
            total += way * smooth((t - at + 0.55) / 0.5) * (1 - smooth((t - at - 0.6 * hold) / 0.5))
        return max(-1.0, min(1.0, total))

    def mouth(self, t: float) -> Mouth:
        """Lips and jaw: neighbours blend, yet lips meet fully on M, B and P and teeth meet lip on F and V."""
        here = self._mouth_at(t)
        before, after = self._mouth_at(t - _BLUR_S), self._mouth_at(t + _BLUR_S)
        soft = [0.5 * b + 0.25 * (a + c) for a, b, c in zip(before, here, after, strict=True)]
        mouth, exact = Mouth(*soft), Mouth(*here)
        open_share = 1 - exact.press
        return Mouth(
            jaw=mouth.jaw * open_share,
            width=mouth.width,
            rounding=mouth.rounding,
            upper=mouth.upper * open_share,
            press=exact.press,
            bite=exact.bite,
            teeth=mouth.teeth,
            tongue=mouth.tongue,
        )

    def _mouth_at(self, t: float) -> tuple[float, ...]:
        i = bisect_right(self._times, t) - 1
        rest = _REST
        a = self._mouths[i] if i >= 0 else rest
        a_time = self._times[i] if i >= 0 else float("-inf")
        b, b_time = (self._mouths[i + 1], self._times[i + 1]) if i + 1 < len(self._times) else (rest, a_time + 0.22)
        move = min(b_time - a_time, _MOVE_S) if b_time - a_time < float("inf") else _MOVE_S
        share = smooth(1 - (b_time - t) / move) if move > 0 else 1.0
        return tuple(x + (y - x) * share for x, y in zip(a, b, strict=True))

    def _beat(self, t: float) -> float:
        """Stress at `t`, 0..1; not every stressed word weighs the same."""
        total = 0.0
        first = bisect_right(self.stresses, t - 0.9)
        for i in range(first, len(self.stresses)):
            since = t - self.stresses[i]
            if since < -0.2:
                break
            total = max(total, pulse(since, 0.16, 0.3) * (0.35 + 0.65 * hashed(self.seed, 21, i)))
        return total

    def _talking(self, t: float) -> float:
        """1 while the mouth has keys round `t`, 0 well away from speech."""
        if not self._times:
            return 0.0
        i = bisect_right(self._times, t)
        gap = min(abs(self._times[j] - t) for j in (i - 1, i) if 0 <= j < len(self._times))
        return 1 - smooth((gap - 0.25) / 0.5)

    def _yaw(self, t: float) -> float:
        """Slow turning, a new attitude after each phrase, and a turn that leads a gesture."""
        seed, yaw = self.seed, self._slow_yaw(t) + 0.03 * noise(self.seed, 12, t * 0.9)
        for i, end in enumerate(self.phrases):
            if t < end - 0.05:
                break
            step = 0.1 * (2 * hashed(seed, 13, i) - 1) - (0.1 * (2 * hashed(seed, 13, i - 1) - 1) if i else 0.0)
            yaw += step * smooth((t - end + 0.05) / 0.6)
        side = 0.0
        for at in self.rises:
            side += pulse(t - at + 0.2, 0.4, 0.8) * 0.05
        return yaw - side * self.side

    def _slow_yaw(self, t: float) -> float:
        return self.attitude + 0.07 * noise(self.seed, 11, t * 0.28)

    def _roll_lag(self, t: float) -> float:
        return 0.045 * (noise(self.seed, 8, (t - 0.1) * 0.33) - noise(self.seed, 8, t * 0.33))

    def _gaze(self, t: float) -> tuple[tuple[float, float], float]:
        """Eye contact, tiny drifts, and a brief glance aside every six to nine seconds; and how far aside that is."""
        seed = self.seed
        cell = floor(t / 7.5)
        x, y, aside = 0.05 * noise(seed, 14, t * 0.8), 0.04 * noise(seed, 15, t * 0.8), 0.0
        if self.listens:
            x += 0.5 * self.side
        for c in (cell - 1, cell):
            at = 7.5 * c + 2.5 + 4.0 * hashed(seed, 16, c)
            share = smooth((t - at) / 0.1) * (1 - smooth((t - at - 0.45 - 0.3 * hashed(seed, 17, c)) / 0.12))
            way = 1 if hashed(seed, 18, c) > 0.5 else -1
            x, y, aside = x + 0.55 * way * share, y + (-0.35 if hashed(seed, 19, c) > 0.4 else 0.2) * share, aside + way * share
        return (x, y), aside

    def _blink(self, t: float) -> float:
        """How far the lids are down, 0..1: at phrase ends and, away from those, every three to five seconds."""
        near = [end + 0.04 for end in self.phrases if abs(t - end) < 0.6]
        cell = floor(t / 4.0)
        for c in (cell - 1, cell, cell + 1):
            at = 4.0 * c + 1.0 + 1.4 * hashed(self.seed, 20, c)
            if abs(at - t) < 0.5 and all(abs(at - end) > 1.0 for end in self.phrases):
                near.append(at)
        return max((_lid(t - at) for at in near), default=0.0)

    def _breath(self, t: float) -> float:
        """0..1.4: the slow tide, and a quicker breath in after each phrase."""
        tide = 0.5 + 0.4 * noise(self.seed, 22, t * 0.5)
        return tide + sum(0.5 * pulse(t - end - 0.3, 0.3, 0.5) for end in self.phrases if -0.1 < t - end < 2.5)

    def _settle(self, t: float) -> float:
        return max((pulse(t - end - 0.15, 0.25, 0.4) for end in self.phrases if -0.2 < t - end < 2), default=0.0)

    def _rise(self, t: float) -> float:
        return max((pulse(t - at + 0.12, 0.3, 0.5) for at in self.rises if abs(t - at) < 3), default=0.0)


def pose_at(presenter: spec.Presenter, t: float) -> Pose:
    """Pose of `presenter` at `t`. Raises KeyError for a name outside the cast; `Performance` saves re-reading the spec."""
    return Performance(presenter, APPEARANCES[presenter.name]).pose(t)


def composed_at(presenter: spec.Presenter, t: float, within_s: float = 0.5) -> float:
    """The moment nearest to a good picture around `t`: eyes open, lips at rest. A name outside the cast keeps `t`."""
    if presenter.name not in APPEARANCES:
        return t
    performance = Performance(presenter, APPEARANCES[presenter.name])

    def disturbed(at: float) -> float:
        pose = performance.pose(at)
        return 3 * (1 - pose.lid) + pose.mouth.jaw + 0.2 * abs(at - t)

    steps = round(within_s * spec.FPS)
    return min((t + step / spec.FPS for step in range(-steps, steps + 1)), key=disturbed)


_REST = astuple(VISEMES["rest"])


def _weighted(mouth: Mouth, weight: float) -> tuple[float, ...]:
    return tuple(a + (b - a) * weight for a, b in zip(_REST, astuple(mouth), strict=True))


def _lid(since: float) -> float:
    """Shut in 0.07 s, held two frames' worth, open again by `_BLINK_S`: half-open frames look sleepy."""
    if since < 0:
        return smooth(1 + since / 0.07)
    return 1 - smooth((since - 0.04) / (_BLINK_S - 0.04))
