"""Curves of motion: pure functions of a time share k in 0..1."""

from __future__ import annotations

import math

LEAD_S = 0.08
"""Things enter this much before their word."""


def clamp(value: float) -> float:
    """`value` held to 0..1."""
    return 0.0 if value < 0 else 1.0 if value > 1 else value


def share(t: float, start_s: float, length_s: float) -> float:
    """How much of a move of `length_s` from `start_s` is over at `t`, 0..1."""
    return clamp((t - start_s) / length_s)


def ease_out(k: float) -> float:
    """Quintic: fast arrival, long settling."""
    return 1 - (1 - k) ** 5


def ease_in(k: float) -> float:
    """Cubic departure."""
    return float(k**3)


def ease_in_out(k: float) -> float:
    """Smootherstep (Perlin 2002): rests at both ends."""
    return k * k * k * (k * (k * 6 - 15) + 10)


def spring(k: float, overshoot: float) -> float:
    """Arrival that passes its goal once by `overshoot` (0..0.1) and rests at 1 when k is 1."""
    if overshoot <= 0 or k >= 1:
        return ease_out(k)
    decay = -math.log(overshoot)
    return 1 - math.exp(-2 * decay * k) * math.cos(2 * math.pi * k) * (1 - k**8)


def drift(t: float, period_s: float, phase: float = 0.0) -> float:
    """Slow sway, -1..1."""
    return math.sin(2 * math.pi * (t / period_s + phase))
