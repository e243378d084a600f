"""The engine for a voice, opened once per process and shared."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from numpy import float32
from numpy.typing import NDArray

from renderer import heap
from renderer.errors import UnknownVoice
from renderer.spec import Utterance
from renderer.speech import phonemes
from renderer.speech.engine import SpeechEngine, Timing
from renderer.speech.phonemes import LANGUAGES
from renderer.speech.voices import VOICES

if TYPE_CHECKING:
    from renderer.speech.kokoro import KokoroEngine

LINES = 1000  # as many as some hours of talk about one film need; a line takes some kilobytes


class Voices:
    """Every installed voice behind one door; itself a SpeechEngine that hands each utterance to the engine of its voice.

    `kokoro_model` and `kokoro_styles` are the two files of the Kokoro models, None where they are not installed.
    """

    name = "voices"

    def __init__(self, kokoro_model: Path | None = None, kokoro_styles: Path | None = None) -> None:
        self._kokoro_files = (kokoro_model, kokoro_styles) if kokoro_model and kokoro_styles else None
        self._lock = threading.Lock()
        # Every turn asks for the lengths of a whole film of which it changed a line or none.
        self._remembered = lru_cache(LINES)(lambda utterance: self.engine_for(utterance.voice).measure(utterance))

    def voices(self) -> tuple[str, ...]:
        """Names of the voices that can be used here, the default one first."""
        bundled = tuple(name for name, voice in VOICES.items() if voice.engine == "hibari")
        if self._kokoro_files is None:
            return bundled
        english = tuple(name for name, voice in VOICES.items() if voice.engine == "kokoro" and voice.language.startswith("en"))
        return ("af_heart", *(name for name in english if name != "af_heart"), *bundled)

    def languages(self) -> tuple[str, ...]:
        """Tags of the languages that can be spoken, without their regions."""
        return tuple(dict.fromkeys(tag.partition("-")[0] for tag in LANGUAGES))

    def engine_for(self, voice: str) -> SpeechEngine:
        """The engine that has this voice. Raises UnknownVoice, saying whether it exists at all."""
        known = VOICES.get(voice)
        if known is None:
            raise UnknownVoice(f"There is no voice {voice!r}: choose one of {', '.join(self.voices())}.")
        if voice not in self.voices():
            reason = "reads no language the project can write out" if self._kokoro_files else "is not installed"
            raise UnknownVoice(f"The voice {voice!r} {reason}: choose one of {', '.join(self.voices())}.")
        opener: Callable[[], SpeechEngine] = _hibari if known.engine == "hibari" else self._kokoro
        with self._lock:
            return opener()

    def measure(self, utterance: Utterance) -> Timing:
        return self._remembered(utterance)

    def speak(self, utterance: Utterance) -> NDArray[float32]:
        return self.engine_for(utterance.voice).speak(utterance)

    def forget_reading(self) -> None:
        """Give back what only lines that have not been measured need: dictionaries and half a network, 100 MB."""
        phonemes.forget()
        if self._kokoro_files and _open_kokoro.cache_info().currsize:
            _open_kokoro(*self._kokoro_files).forget_measuring()

    def forget(self) -> None:
        """Give back everything that reading and speaking took."""
        phonemes.forget()
        for opened in (_hibari, _open_kokoro):
            opened.cache_clear()
        gc.collect()
        heap.trim()

    def _kokoro(self) -> SpeechEngine:
        assert self._kokoro_files is not None
        model, styles = self._kokoro_files
        return _open_kokoro(model, styles)


# Imported where somebody speaks: who only names voices needs no onnxruntime and no scipy.
@cache
def _hibari() -> SpeechEngine:
    from renderer.speech.hibari import HibariEngine

    return HibariEngine()


@cache
def _open_kokoro(model: Path, styles: Path) -> KokoroEngine:
    from renderer.speech.kokoro import KokoroEngine

    return KokoroEngine(model, styles)
