"""Voices in a process of their own: when it ends, what speaking took of memory is given back whole."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from renderer.cache import speak_once
from renderer.errors import SpeechError
from renderer.farm import LocalFarm
from renderer.pipeline import mix_sound
from renderer.spec import Sound, Utterance
from renderer.speech.engine import Timing
from renderer.speech.engines import Voices

T = TypeVar("T")


class VoicesApart:
    """As `Voices`, one line at a time, in a process that is started when it is needed and ended by `rest`."""

    name = "voices apart"

    def __init__(self, kokoro_model: Path | None = None, kokoro_styles: Path | None = None) -> None:
        self._files = kokoro_model, kokoro_styles
        self._lock = threading.Lock()
        self._process: LocalFarm | None = None

    def voices(self) -> tuple[str, ...]:
        """See Voices."""
        return _opened(*self._files).voices()

    def measure(self, utterance: Utterance) -> Timing:
        """See SpeechEngine; raises TaskFailed or WorkerLost too."""
        return self._asked(_measure, utterance)

    def speak(self, utterance: Utterance) -> NDArray[np.float32]:
        """See SpeechEngine; raises TaskFailed or WorkerLost too."""
        return self._asked(_speak, utterance)

    def finish(self, sound: Sound, frames: int, cache_dir: Path) -> None:
        """Mix a film's sound, whose lines are on the shelf below `cache_dir`, onto the shelf of mixes; then `rest`."""
        with self._lock:
            self._process = self._process or LocalFarm(1)
            mixing = self._process.submit(_mix, *self._files, sound, frames, cache_dir)
        mixing.result()
        self.rest()

    def rest(self) -> None:
        """End the process; the next line starts another one."""
        with self._lock:
            if self._process:
                self._process.close()
            self._process = None

    def _asked(self, task: Callable[[Path | None, Path | None, Utterance], T | SpeechError], utterance: Utterance) -> T:
        with self._lock:
            self._process = self._process or LocalFarm(1)
            answer = self._process.submit(task, *self._files, utterance)
        said = answer.result()
        if isinstance(said, SpeechError):
            raise said
        return said


@cache
def _opened(kokoro_model: Path | None, kokoro_styles: Path | None) -> Voices:
    return Voices(kokoro_model, kokoro_styles)


def _measure(kokoro_model: Path | None, kokoro_styles: Path | None, utterance: Utterance) -> Timing | SpeechError:
    """A task: what cannot be spoken is handed back, so that its kind of error is kept on the way."""
    try:
        return _opened(kokoro_model, kokoro_styles).measure(utterance)
    except SpeechError as error:
        return error


def _speak(kokoro_model: Path | None, kokoro_styles: Path | None, utterance: Utterance) -> NDArray[np.float32] | SpeechError:
    """A task, as `_measure`. The film's lines have been measured, and are spoken without the dictionaries."""
    voices = _opened(kokoro_model, kokoro_styles)
    voices.forget_reading()
    try:
        return voices.speak(utterance)
    except SpeechError as error:
        return error


def _mix(kokoro_model: Path | None, kokoro_styles: Path | None, sound: Sound, frames: int, cache_dir: Path) -> None:
    """A task. What mixing imports is large, and is here already: painting workers stay small."""
    voices = _opened(kokoro_model, kokoro_styles)
    lines = [speak_once(cache_dir, line.utterance, voices.speak) for line in sound.lines]
    voices.forget()
    mix_sound(sound, frames, lines, cache_dir)
