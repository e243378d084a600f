"""A stand-in for a voice: measured at once, spoken in no time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from renderer.spec import Utterance, Word
from renderer.speech.engine import Timing


class Tone:
    """A voice that is a tone, a third of a second for each word."""

    def voices(self) -> list[str]:
        return ["tone"]

    def measure(self, utterance: Utterance) -> Timing:
        words = utterance.text.split()
        said = tuple(Word(text=word, start_s=n / 3, end_s=(n + 0.9) / 3) for n, word in enumerate(words))
        return Timing(samples=len(words) * 16_000, words=said, phonemes=())

    def speak(self, utterance: Utterance) -> NDArray[np.float32]:
        samples = np.arange(self.measure(utterance).samples, dtype=np.float32)
        return (0.1 * np.sin(samples * 0.05)).astype(np.float32)
