"""Loudness, peaks, ducking and placement, measured on made-up voices."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import resample_poly

from renderer.music.moods import MOODS
from renderer.music.play import compose
from renderer.sound import DUCK_DB, ducking, master, mix, place
from renderer.spec import Line, Music, Sound, Utterance
from renderer.speech.level import finish, loudness

RATE = 48_000


def voice(seconds: float, seed: int = 1) -> NDArray[np.float32]:
    """Noise in syllables, at the level of a spoken line."""
    rng = np.random.default_rng(seed)
    t = np.arange(int(seconds * RATE / 2)) / (RATE / 2)
    syllables = np.clip(np.sin(2 * np.pi * 2.2 * t), 0, 1) ** 0.6
    buzz = sum(np.sin(2 * np.pi * 130 * k * t) / k for k in range(1, 20))
    return finish([(0.1 * syllables * (buzz + 0.2 * rng.standard_normal(t.size))).astype(np.float32)])


def line(start_s: float) -> Line:
    return Line(utterance=Utterance(text="x", voice="x"), start=round(start_s * RATE))


def true_peak_db(samples: NDArray[np.float32]) -> float:
    return float(20 * np.log10(np.abs(resample_poly(samples, 8, 1, axis=1)).max()))


@pytest.mark.parametrize("music", [None, "calm", "electronic"])
@pytest.mark.parametrize("speaks", [True, False])
def test_every_film_has_the_same_loudness_and_no_peak_above_the_limit(music: str | None, speaks: bool) -> None:
    if music is None and not speaks:
        return
    sound = Sound(lines=(line(0.5), line(4.2)) if speaks else (), music=Music(mood=music) if music else None)
    clips = [voice(3.0), voice(3.5, 2)] if speaks else []
    mixed = mix(sound, 300, clips)
    assert mixed.shape == (2, 300 * 1600)
    assert mixed.dtype == np.float32
    assert loudness(mixed) == pytest.approx(-14, abs=0.5)
    assert true_peak_db(mixed) <= -1.0


def test_no_voice_and_no_music_is_silence() -> None:
    assert not mix(Sound(), 30, []).any()


def test_lines_start_on_their_sample() -> None:
    clip = np.ones(1000, np.float32)
    placed = place([line(0.5), line(0.99)], [clip, clip], RATE)
    assert placed[24_000 - 1] == 0 and placed[24_000] == 1
    assert placed[24_999] == 1 and placed[25_000] == 0
    assert placed.size == RATE and placed[-1] == 1


def test_the_music_goes_down_before_the_voice_and_comes_back_after_it() -> None:
    spoken = np.zeros(12 * RATE, np.float32)
    clip = voice(3.0)
    spoken[4 * RATE : 4 * RATE + clip.size] = clip
    decibels = 20 * np.log10(ducking(spoken))
    assert decibels[int(1.0 * RATE)] == pytest.approx(0, abs=0.1)
    assert decibels[int(4.0 * RATE)] < -0.6 * DUCK_DB
    assert decibels[int(5.5 * RATE)] == pytest.approx(-DUCK_DB, abs=0.3)
    assert decibels[int(9.0 * RATE)] == pytest.approx(0, abs=0.1)
    assert np.abs(np.diff(decibels)).max() < 0.01, "a step would be heard"


def test_speech_stands_well_above_the_music() -> None:
    sound = Sound(lines=(line(1.0),), music=Music(mood="driving"))
    clip = voice(8.0)
    with_voice = mix(sound, 300, [clip])
    spoken = np.zeros(10 * RATE, np.float32)
    spoken[RATE : RATE + clip.size] = clip
    alone = mix(Sound(lines=sound.lines), 300, [clip])
    part = slice(2 * RATE, 8 * RATE)
    scale = float((with_voice[:, part] * alone[:, part]).sum() / np.square(alone[:, part]).sum())
    music = with_voice[:, part] - scale * alone[:, part]
    ratio = loudness(alone[:, part] * np.float32(scale)) - loudness(music)
    assert 14 <= ratio <= 26


def test_loud_peaks_are_held_without_changing_the_rest() -> None:
    rng = np.random.default_rng(3)
    loud = (0.05 * rng.standard_normal((2, 6 * RATE))).astype(np.float32)
    loud[:, 3 * RATE] = 4.0
    held = master(loud)
    assert true_peak_db(held) <= -1.0
    assert loudness(held) == pytest.approx(-14, abs=0.5)


@pytest.mark.parametrize(("mood", "seconds"), [*((mood, 5.0) for mood in MOODS), ("jazz", 1.0), ("driving", 2.0)])
def test_music_fills_the_film_exactly_and_ends_in_silence(mood: str, seconds: float) -> None:
    music = compose(mood, seconds)
    assert music.shape == (2, round(seconds * RATE))
    assert np.abs(music).max() == pytest.approx(0.7, abs=1e-3)
    assert np.abs(music[:, -48:]).max() < 0.01 and np.abs(music[:, :10]).max() < 0.01
    assert np.isfinite(music).all()
    quarter = music.shape[1] // 4
    assert np.sqrt(np.square(music[:, :quarter]).mean()) > 0.01
    assert np.abs(np.diff(music, axis=1)).max() < 0.35, "a click"


def test_the_same_seed_is_the_same_music_and_another_one_is_not() -> None:
    assert np.array_equal(compose("calm", 8, 4), compose("calm", 8, 4))
    assert not np.allclose(compose("calm", 8, 4), compose("calm", 8, 5))


def test_the_music_builds() -> None:
    music = compose("uplifting", 24.0)
    intro, middle = (loudness(music[:, int(a * RATE) : int(b * RATE)]) for a, b in ((0, 2.2), (14, 21)))
    assert middle > intro + 2
