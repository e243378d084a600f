"""Speech written down by real weights, and what a film without them says of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from memory.domain.brand import Pace
from renderer.encode import Encoding, encode_segment, encode_sound, join
from renderer.planes import Planes, put_rgb
from renderer.spec import Utterance
from renderer.speech.engines import Voices
from tools.brand.material import material
from tools.brand.videos import learn_videos
from tools.errors import TakingApartCancelled
from tools.models import ModelStore
from tools.transcribing import WHISPER, Whisper

LINE = (
    "Meet Nimbus, the calendar that plans your week. It finds focus time, and keeps your evenings free. You decide what matters. "
    "Your week is planned before you get up. You can change it whenever you like. Visit us and try it today."
)
STORE = ModelStore(Path.home() / ".cache/pocket-agency/models")


@pytest.fixture(scope="module")
def spoken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A grey film in which the line is said after a second of silence."""
    folder = tmp_path_factory.mktemp("spoken")
    voice = Voices().speak(Utterance(text=LINE, voice="hibari"))
    sound = np.concatenate([np.zeros(48_000, np.float32), voice.astype(np.float32)])
    encode_sound(folder / "sound.mp4", [np.stack([sound, sound])])
    encoding = Encoding(320, 180, "superfast", 30, "animation")
    planes = Planes(320, 180)
    put_rgb(planes, np.full((180, 320, 3), 90, np.uint8))
    frames = round(30 * sound.size / 48_000)
    encode_segment(folder / "picture.mp4", (planes for _ in range(frames)), encoding)
    join(folder / "film.mp4", [folder / "picture.mp4"], folder / "sound.mp4")
    return folder / "film.mp4"


@pytest.fixture(scope="module")
def whisper() -> Whisper:
    return Whisper({known: STORE.path(name) for known, name in WHISPER.items()})


@pytest.mark.models
def test_what_is_said_is_written_down_with_its_times(spoken: Path, whisper: Whisper) -> None:
    said = whisper(spoken)
    words = set(re.findall(r"\w+", " ".join(one.text for one in said).casefold()))
    wanted = set(re.findall(r"\w+", LINE.casefold()))
    assert len(wanted & words) > 0.85 * len(wanted)
    assert 0.5 < said[0].start_s < 2.0 and all(one.start_s < one.end_s for one in said)
    part = whisper(spoken, [(0.0, 4.0)])
    assert part and part[-1].end_s <= 4.0 and part[0].text.split()[0] == said[0].text.split()[0]
    with pytest.raises(TakingApartCancelled):
        whisper(spoken, cancelled=lambda: True)


@pytest.mark.models
def test_a_brand_s_manner_of_speaking_is_learned(spoken: Path, whisper: Whisper) -> None:
    lesson = learn_videos("Nimbus", [material(spoken, today=date(2026, 11, 1))], lambda _: "", transcribe=whisper)
    pace = next(item.value for item in lesson.items if isinstance(item.value, Pace))
    assert (
        pace.words_per_minute and 110 < pace.words_per_minute < 260 and pace.words_per_sentence and pace.words_per_sentence < 14
    )
    assert not lesson.notes


def test_without_a_model_learning_goes_on_and_says_how_to_get_it(spoken: Path) -> None:
    lesson = learn_videos("Nimbus", [material(spoken, today=date(2026, 11, 1))], lambda _: "")
    assert "`agency models install` gets it" in lesson.notes[0]
    assert any(isinstance(item.value, Pace) for item in lesson.items)
