"""Kokoro-82M on onnxruntime: 54 voices, with phoneme durations taken from the middle of the network."""

from __future__ import annotations

import threading
from functools import lru_cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from renderer import heap
from renderer.errors import UnknownVoice
from renderer.spec import Manner, Utterance
from renderer.speech.engine import Timing
from renderer.speech.expression import expressive
from renderer.speech.level import finish
from renderer.speech.onnx_conv import as_products
from renderer.speech.onnx_cut import Network, cut
from renderer.speech.onnx_session import session
from renderer.speech.phonemes import Chunk, accent, chunks
from renderer.speech.symbols import ids
from renderer.speech.timing import Measured, settle, timing
from renderer.speech.voices import KOKORO_NAMES, VOICES, Gender

DURATIONS = "/encoder/Clip_output_0"  # of the one file the catalogue names: 25 ms units per symbol
AUDIO = "audio"
STYLE_SIZE = 256
LINES_KEPT = 512
TIMBRE = 128  # of a style: how a voice sounds; behind it lies how it moves
# Voices that move as a manner asks, and how much of their movement is taken.
LENDERS: dict[tuple[Manner, Gender], tuple[str, ...]] = {
    ("calm", "female"): ("bf_emma", "af_alloy"),
    ("calm", "male"): ("bm_daniel", "am_echo"),
    ("lively", "female"): ("af_jessica", "af_sarah"),
    ("lively", "male"): ("am_fenrir", "am_puck"),
    ("warm", "female"): ("bf_isabella", "af_heart"),
    ("warm", "male"): ("bm_lewis", "am_michael"),
}
LENT = 0.5
STYLES_PER_VOICE = 510  # one for each number of symbols


class KokoroEngine:
    """Speaks with the packed styles at `voices_path`. Threads may share it: each speaks a line of its own on one core.

    The two halves of the network are loaded on first use: measuring needs 15 MB of it, speaking 90 MB.
    """

    name = "kokoro"

    def __init__(self, model_path: Path, voices_path: Path) -> None:
        self._model_path = model_path
        styles = np.memmap(voices_path, np.float32, mode="r")
        self._styles = styles.reshape(len(KOKORO_NAMES), STYLES_PER_VOICE, STYLE_SIZE)
        self._lock = threading.Lock()
        # A line is measured to fit the film, and spoken a little later.
        self._measured = lru_cache(maxsize=LINES_KEPT)(self._measure)
        self._measurer: ort.InferenceSession | None = None
        self._speaker: ort.InferenceSession | None = None

    def voices(self) -> tuple[str, ...]:
        """The voices whose language the project can read."""
        return tuple(name for name in KOKORO_NAMES if VOICES[name].language.startswith("en"))

    def measure(self, utterance: Utterance) -> Timing:
        """See SpeechEngine. Raises UnknownVoice, UnsupportedLanguage or UnspeakableText."""
        return timing(utterance.text, self._measured(utterance))

    def speak(self, utterance: Utterance) -> NDArray[np.float32]:
        """See SpeechEngine. Raises UnknownVoice, UnsupportedLanguage or UnspeakableText."""
        return finish([self._sound(part, utterance) for part in self._measured(utterance)])

    def forget_measuring(self) -> None:
        """Give back the half that measures, 25 MB; the next line that has not been measured loads it again."""
        with self._lock:
            self._measurer = None
        heap.trim()

    def _measure(self, utterance: Utterance) -> list[Measured]:
        if utterance.voice not in self.voices():
            raise UnknownVoice(f"Kokoro has no English voice {utterance.voice!r}: it has {', '.join(self.voices())}.")
        parts = chunks(utterance, accent(utterance.language) == "gb" or VOICES[utterance.voice].british)
        last = len(parts) - 1
        measured = []
        for index, part in enumerate(parts):
            units = self._durations(part, utterance)
            measured.append(settle(part, expressive(part, units, utterance.text, utterance.manner), index == 0, index == last))
        return measured

    def _durations(self, chunk: Chunk, utterance: Utterance) -> NDArray[np.float32]:
        feed = self._feed(chunk, utterance) | {"speed": np.array([utterance.speed], np.float32)}
        with self._lock:
            if self._measurer is None:
                self._measurer = session(lambda: as_products(cut(self._network(), [DURATIONS])))
        (units,) = self._measurer.run([DURATIONS], feed)
        return np.asarray(units, np.float32).reshape(-1)

    def _sound(self, part: Measured, utterance: Utterance) -> NDArray[np.float32]:
        """24 kHz samples of exactly the measured length."""
        feed = self._feed(part.chunk, utterance) | {DURATIONS: part.units.reshape(1, -1)}
        (audio,) = self._loaded_speaker().run([AUDIO], feed, _shrinking())
        return np.asarray(audio, np.float32).reshape(-1)

    def _loaded_speaker(self) -> ort.InferenceSession:
        with self._lock:
            if self._speaker is None:
                self._speaker = session(lambda: as_products(cut(self._network(), [AUDIO], [DURATIONS])))
            return self._speaker

    def _network(self) -> Network:
        """The file's bytes, mapped: they are needed only while the network is cut."""
        return Network.read(np.memmap(self._model_path, np.uint8, mode="r").data)

    def _feed(self, chunk: Chunk, utterance: Utterance) -> dict[str, NDArray[np.generic]]:
        tokens = ids(chunk.symbols)
        style = self._style(utterance.voice, utterance.manner, min(len(tokens), STYLES_PER_VOICE) - 1)
        return {"tokens": np.array([[0, *tokens, 0]], np.int64), "style": np.array([style], np.float32)}

    def _style(self, voice: str, manner: Manner, length: int) -> NDArray[np.float32]:
        """The voice's style for a number of symbols; a manner borrows melody from other voices, never the timbre."""
        own = self._styles[KOKORO_NAMES.index(voice), length]
        lenders = LENDERS.get((manner, VOICES[voice].gender), ())
        others = [self._styles[KOKORO_NAMES.index(name), length, TIMBRE:] for name in lenders if name != voice]
        if not others:
            return np.asarray(own)
        return np.concatenate([own[:TIMBRE], (1 - LENT) * own[TIMBRE:] + LENT * np.mean(others, axis=0)])


def _shrinking() -> ort.RunOptions:
    """Give the vocoder's working memory back after each chunk."""
    options = ort.RunOptions()
    options.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
    return options
