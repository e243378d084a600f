"""Effects in the mix: where they are asked for, and quiet."""

from __future__ import annotations

import numpy as np

from renderer.music.effects import PEAKS, played_at
from renderer.sound import mix
from renderer.spec import Effect, Music, Sound

RATE = 48_000


def test_a_whoosh_is_loudest_at_its_middle_and_a_tick_starts_at_its_time() -> None:
    heard = np.abs(played_at((Effect(kind="whoosh", at_s=1.0), Effect(kind="tick", at_s=2.0)), 3 * RATE)).max(axis=0)
    assert abs(int(heard[: int(1.6 * RATE)].argmax()) / RATE - 1.0) < 0.2
    assert not heard[int(1.5 * RATE) : 2 * RATE].any() and heard[2 * RATE : int(2.02 * RATE)].max() > 0.02
    assert heard.max() <= max(PEAKS.values()) * 1.5


def test_an_effect_at_either_end_is_cut_off() -> None:
    assert played_at((Effect(kind="whoosh", at_s=0.0), Effect(kind="tick", at_s=0.99)), RATE).shape == (2, RATE)


def test_effects_lie_far_below_the_music() -> None:
    music, tick = Music(mood="ambient"), Effect(kind="whoosh", at_s=2.5)
    plain, with_effect = (mix(Sound(music=music, effects=some), 150, []) for some in ((), (tick,)))
    added = float(np.square(with_effect - plain).mean())
    assert 0 < added < 0.25 * float(np.square(plain).mean())
