"""What a voice engine does: measure a line in milliseconds of work, then speak exactly what was measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from renderer.spec import Utterance, Word


@dataclass(frozen=True)
class Phoneme:
    """One IPA symbol with its start and end in seconds from the start of the line; `stressed` marks a primary-stress vowel."""

    ipa: str
    start_s: float
    end_s: float
    stressed: bool = False


@dataclass(frozen=True)
class Timing:
    """When everything in a line is said. `words` are the written words in order, `samples` the length at 48 kHz."""

    samples: int
    words: tuple[Word, ...]
    phonemes: tuple[Phoneme, ...]

    @property
    def duration_s(self) -> float:
        return self.samples / 48_000


class SpeechEngine(Protocol):
    """Voices by name. The same utterance always gives the same timing and the same samples."""

    name: str

    def voices(self) -> tuple[str, ...]: ...

    def measure(self, utterance: Utterance) -> Timing:
        """Durations only: no audio is made, so a whole script is measured in well under a second per scene."""
        ...

    def speak(self, utterance: Utterance) -> NDArray[np.float32]:
        """Mono samples at 48 kHz, shape (measure(utterance).samples,), about -20 LUFS."""
        ...
