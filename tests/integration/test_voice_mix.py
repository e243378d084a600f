"""A whole sound track with real voices: loudness, peaks, and words where the timing says they are."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.signal import resample_poly

from renderer.sound import mix
from renderer.spec import Line, Music, Sound, Utterance
from renderer.speech.engines import Voices
from renderer.speech.level import loudness
from tools.models import ModelStore

SCRIPT = (
    "We open our new store on Monday, March 5, 2026, and you are invited.",
    "Save 40 % on $1,299 machines at acme.example, or call (555) 010-4477!",
)
STORE = ModelStore(Path.home() / ".cache/pocket-agency/models")


def track(voices: Voices, voice: str) -> NDArray[np.float32]:
    lines, clips, at = [], [], 24_000
    for text in SCRIPT:
        utterance = Utterance(text=text, voice=voice)
        clips.append(voices.speak(utterance))
        lines.append(Line(utterance=utterance, start=at))
        at += clips[-1].size + 12_000
    return mix(Sound(lines=tuple(lines), music=Music(mood="uplifting")), at // 1600 + 45, clips)


def check(mixed: NDArray[np.float32]) -> None:
    assert loudness(mixed) == pytest.approx(-14, abs=0.5)
    assert 20 * np.log10(np.abs(resample_poly(mixed, 8, 1, axis=1)).max()) <= -1.0


@pytest.mark.parametrize("voice", ["hibari", "hibari_low"])
def test_the_bundled_voice_makes_a_track_at_the_right_level(voice: str) -> None:
    check(track(Voices(), voice))


@pytest.mark.models
def test_kokoro_makes_a_track_at_the_right_level() -> None:
    check(track(Voices(STORE.path("kokoro-82m-int8"), STORE.path("kokoro-voices")), "af_heart"))


def test_forced_alignment_finds_the_words_where_the_timing_puts_them() -> None:
    pocketsphinx = pytest.importorskip("pocketsphinx")
    utterance = Utterance(text="The quick brown fox jumps over the lazy dog near the river bank.", voice="hibari")
    voices = Voices()
    promised = voices.measure(utterance).words
    sound = resample_poly(voices.speak(utterance), 1, 3)
    decoder = pocketsphinx.Decoder(samprate=16000, loglevel="FATAL", lm=None)
    decoder.set_align_text(utterance.text.lower().strip("."))
    decoder.start_utt()
    decoder.process_raw((sound * 32767 * 0.9).astype(np.int16).tobytes(), full_utt=True)
    decoder.end_utt()
    found = [part.start_frame / 100 for part in decoder.seg() if not part.word.startswith(("<", "["))]
    assert len(found) == len(promised)
    late = np.array(found) - [word.start_s for word in promised]
    assert abs(np.median(late)) < 0.05
    assert np.abs(late).mean() < 0.08
