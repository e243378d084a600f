"""The voice chain: rumble goes, hiss is tamed, loud and soft come nearer, and nothing moves in time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from renderer.speech.level import treated

RATE = 48_000


def tone(hz: float, seconds: float, level: float) -> NDArray[np.float32]:
    t = np.arange(int(seconds * RATE)) / RATE
    return (level * np.sin(2 * np.pi * hz * t)).astype(np.float32)


def power(sound: NDArray[np.float32], hz: float) -> float:
    spectrum = np.abs(np.fft.rfft(sound * np.hanning(sound.size)))
    at = round(hz * sound.size / RATE)
    return float(spectrum[at - 3 : at + 4].max())


def test_rumble_is_taken_out_and_the_voice_is_not() -> None:
    sound = tone(30, 2, 0.05) + tone(220, 2, 0.2)
    after = treated(sound)
    assert power(after, 30) < 0.2 * power(sound, 30)
    assert power(after, 220) > 0.9 * power(sound, 220)


def test_a_sharp_sound_is_softened_and_the_vowel_beside_it_is_kept() -> None:
    sound = tone(300, 3, 0.15)
    sound[RATE : RATE + RATE // 5] = tone(7000, 0.2, 0.15)
    after = treated(sound)
    hiss, vowel = slice(RATE + 2400, RATE + 7200), slice(2 * RATE, 3 * RATE - 4800)
    softened = np.square(after[hiss]).mean() / np.square(sound[hiss]).mean()
    kept = np.square(after[vowel]).mean() / np.square(sound[vowel]).mean()
    assert softened < 0.6 < 0.85 < kept


def test_loud_and_soft_words_come_nearer_to_each_other() -> None:
    sound = np.concatenate([tone(300, 1, 0.3), tone(300, 1, 0.1)])
    after = treated(sound)
    before_ratio = 3.0
    loud, soft = np.abs(after[12_000:36_000]).max(), np.abs(after[60_000:84_000]).max()
    assert 1.8 < loud / soft < 0.93 * before_ratio


def test_nothing_is_moved_and_silence_stays_silent() -> None:
    sound = np.zeros(RATE, np.float32)
    assert not treated(sound).any()
    sound[RATE // 2 :] = tone(400, 0.5, 0.2)
    after = treated(sound)
    assert after.size == sound.size and not after[: RATE // 2 - 2400].any()
    assert np.isfinite(after).all()
