"""Voices in a process of their own say the same, and leave nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil
import pytest

from renderer import cache
from renderer.errors import UnknownVoice
from renderer.spec import FPS, Line, Sound, Utterance
from renderer.speech.apart import VoicesApart
from renderer.speech.engines import Voices

LINE = Utterance(text="The lamp folds flat.", voice="hibari")


@pytest.fixture
def apart() -> Iterator[VoicesApart]:
    voices = VoicesApart()
    yield voices
    voices.rest()


def test_measures_and_samples_are_the_same_as_here(apart: VoicesApart) -> None:
    assert apart.measure(LINE) == Voices().measure(LINE)
    np.testing.assert_array_equal(apart.speak(LINE), Voices().speak(LINE))


def test_what_cannot_be_spoken_keeps_its_kind_of_error(apart: VoicesApart) -> None:
    with pytest.raises(UnknownVoice, match="nobody"):
        apart.measure(Utterance(text="Hello.", voice="nobody"))


def test_the_finished_sound_lies_on_the_shelf_and_the_process_is_gone(apart: VoicesApart, tmp_path: Path) -> None:
    before = {child.pid for child in psutil.Process().children()}
    sound = Sound(lines=(Line(start=0, utterance=LINE),))
    apart.finish(sound, 3 * FPS, tmp_path)
    assert cache.mixes(tmp_path).find(cache.mix_key(sound, 3 * FPS))
    assert {child.pid for child in psutil.Process().children()} <= before
