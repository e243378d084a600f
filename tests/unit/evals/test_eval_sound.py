"""What the sound eval counts as a click, as silence and as voice over music."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from evals.sound import join_jump, longest_silence_s, voice_over_music

RATE = 48_000


def hum(seconds: float, level: float = 0.2) -> NDArray[np.float32]:
    t = np.arange(int(seconds * RATE)) / RATE
    return np.tile(level * np.sin(2 * np.pi * 220 * t), (2, 1)).astype(np.float32)


def test_a_step_at_a_join_is_a_click_and_a_smooth_one_is_not() -> None:
    sound = hum(2.0)
    assert join_jump(sound, (RATE,)) <= 1.05
    sound[:, RATE:] += 0.3
    assert join_jump(sound, (RATE,)) > 5
    assert join_jump(sound, ()) == 0


def test_the_longest_silence_is_found_and_the_end_does_not_count() -> None:
    sound = hum(4.0)
    assert longest_silence_s(sound) == 0
    sound[:, RATE : RATE + RATE // 2] = 0
    sound[:, -RATE // 2 :] = 0
    assert longest_silence_s(sound) == pytest.approx(0.5, abs=0.02)


def test_voice_is_compared_with_music_only_while_somebody_speaks() -> None:
    voice = np.zeros(4 * RATE, np.float32)
    voice[RATE : 2 * RATE] = hum(1.0)[0]
    music = hum(4.0, 0.02)
    music[:, 2 * RATE :] *= 10
    assert voice_over_music(voice, music) == pytest.approx(20, abs=0.5)
    assert voice_over_music(np.zeros_like(voice), music) is None
