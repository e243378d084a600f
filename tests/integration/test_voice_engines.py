"""Real weights: what was measured is what is spoken, and it is said at the times it was promised."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from renderer.errors import UnknownVoice, UnsupportedLanguage
from renderer.spec import Utterance
from renderer.speech.engine import SpeechEngine
from renderer.speech.engines import Voices
from renderer.speech.level import loudness
from tools.models import ModelStore

LINE = "Meet Nimbus, the calendar that plans your week. It finds focus time, and keeps your evenings free."
STORE = ModelStore(Path.home() / ".cache/pocket-agency/models")


@pytest.fixture(scope="module")
def voices() -> Voices:
    return Voices(STORE.path("kokoro-82m-int8"), STORE.path("kokoro-voices"))


def say(voice: str, text: str = LINE, **extra: object) -> Utterance:
    return Utterance.model_validate({"text": text, "voice": voice, **extra})


@pytest.mark.parametrize("voice", ["hibari", "hibari_low"])
def test_the_bundled_voice_speaks_what_it_measured(voice: str) -> None:
    check(Voices(), voice)


@pytest.mark.models
@pytest.mark.parametrize("voice", ["af_heart", "bm_george"])
def test_kokoro_speaks_what_it_measured(voices: Voices, voice: str) -> None:
    check(voices, voice)


@pytest.mark.parametrize("manner", ["calm", "lively", "warm"])
def test_a_manner_is_measured_as_it_is_spoken(manner: str) -> None:
    engine, utterance = Voices(), say("hibari", manner=manner)
    assert engine.speak(utterance).shape == (engine.measure(utterance).samples,)
    assert not np.array_equal(engine.speak(utterance)[:48_000], engine.speak(say("hibari"))[:48_000])


@pytest.mark.models
@pytest.mark.parametrize("manner", ["calm", "lively", "warm"])
def test_kokoros_manners_are_measured_as_they_are_spoken(voices: Voices, manner: str) -> None:
    utterance, plain = say("af_heart", manner=manner), say("af_heart")
    assert voices.speak(utterance).shape == (voices.measure(utterance).samples,)
    assert voices.measure(utterance) != voices.measure(plain)


def check(engine: SpeechEngine, voice: str) -> None:
    utterance = say(voice)
    timing = engine.measure(utterance)
    samples = engine.speak(utterance)
    assert samples.shape == (timing.samples,)
    assert samples.dtype == np.float32
    assert np.array_equal(samples, engine.speak(utterance))
    assert [word.text for word in timing.words] == LINE.split()
    assert 4 < timing.duration_s < 9
    assert -22 < loudness(samples) < -19
    assert np.abs(samples).max() <= 0.9
    loud_before = np.abs(samples[: int((timing.words[0].start_s - 0.03) * 48_000)])
    assert loud_before.size == 0 or loud_before.max() < 0.05 * np.abs(samples).max()


@pytest.mark.models
def test_measuring_costs_a_small_share_of_speaking(voices: Voices) -> None:
    utterance = say("am_michael")
    voices.speak(utterance)
    start = time.process_time()
    voices.measure(utterance)
    measured = time.process_time() - start
    start = time.process_time()
    voices.speak(utterance)
    spoken = time.process_time() - start
    assert measured < 0.15 * spoken


@pytest.mark.models
def test_a_faster_rate_shortens_the_line(voices: Voices) -> None:
    slow, fast = (voices.measure(say("af_heart", speed=speed)).duration_s for speed in (0.8, 1.25))
    assert fast < 0.8 * slow


def test_only_english_is_promised() -> None:
    with pytest.raises(UnsupportedLanguage, match="'de'"):
        Voices().measure(say("hibari", language="de"))


def test_a_voice_that_is_not_installed_is_named() -> None:
    with pytest.raises(UnknownVoice, match=r"'af_heart' is not installed.*hibari"):
        Voices().measure(say("af_heart"))
