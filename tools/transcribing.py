"""What is said in a video, written down with its times: a seam, and Whisper behind it where its weights are installed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tools.errors import TakingApartCancelled
from tools.takeapart.decode import SOUND_HZ, Samples, has_sound, samples

if TYPE_CHECKING:
    from faster_whisper import WhisperModel

WHISPER = {
    "model.bin": "whisper-base",
    "config.json": "whisper-base-config",
    "tokenizer.json": "whisper-base-tokenizer",
    "vocabulary.txt": "whisper-base-vocabulary",
}
"""The model's files as its library calls them, and the names of the model store."""
BLOCK_S = 300.0
GARBLED = 2.4  # how far a text can be packed, from which on it repeats itself: nobody speaks so
UNHEARD, UNSURE = 0.6, -1.0


class Said(NamedTuple):
    """Something that is said, from `start_s` to `end_s` of the file: about a sentence."""

    start_s: float
    end_s: float
    text: str


class Transcriber(Protocol):
    """Writes down what is said, in the language it is said in. `name` is the model's."""

    name: str

    def __call__(
        self,
        path: Path,
        parts: Sequence[tuple[float, float]] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        on_seconds: Callable[[float], None] = lambda _: None,
    ) -> list[Said]:
        """In order; [] where nobody speaks, or there is no sound. `parts` are the seconds to listen to, None for all of it.

        `on_seconds` is told, now and then, how many seconds of them have been heard. Raises AssetRefused where the file cannot be
        decoded, TakingApartCancelled.
        """
        ...


class Whisper:
    """OpenAI's Whisper on CTranslate2, on the CPU. The weights are loaded at the first call, in about a second.

    `files` are those of WHISPER. Memory does not grow with the length: five minutes are heard at a time, so a word may be cut
    there. The same sound always gives the same words.
    """

    name = "whisper-base"

    def __init__(self, files: Mapping[str, Path], threads: int = 2) -> None:
        self._files = files
        self._threads = threads
        self._model: WhisperModel | None = None
        self._one_at_a_time = threading.Lock()

    def __call__(
        self,
        path: Path,
        parts: Sequence[tuple[float, float]] | None = None,
        cancelled: Callable[[], bool] = lambda: False,
        on_seconds: Callable[[float], None] = lambda _: None,
    ) -> list[Said]:
        """See Transcriber."""
        if not has_sound(path):
            return []
        found: list[Said] = []
        heard_s = 0.0
        with self._one_at_a_time:
            for start_s, block in _blocks(path, parts):
                for one in self._heard(block):
                    if cancelled():
                        raise TakingApartCancelled(f"stopped listening to {path.name!r}")
                    found.append(Said(round(start_s + one.start_s, 2), round(start_s + one.end_s, 2), one.text))
                    on_seconds(heard_s + one.end_s)
                heard_s += block.size / SOUND_HZ
        return found

    def _heard(self, block: Samples) -> Iterator[Said]:
        # Stretches without speech are left out before the model hears them: it makes words up for music and silence.
        segments, _ = self._loaded().transcribe(
            block,
            beam_size=1,
            temperature=0.0,
            condition_on_previous_text=False,
            vad_filter=True,
            vad_parameters={"min_silence_duration_ms": 500},
        )
        for segment in segments:
            is_unheard = segment.no_speech_prob > UNHEARD and segment.avg_logprob < UNSURE
            if segment.text.strip() and segment.compression_ratio < GARBLED and not is_unheard:
                # The model hears half minutes, and may end a word behind the end of what there is.
                yield Said(segment.start, min(segment.end, block.size / SOUND_HZ), segment.text.strip())

    def _loaded(self) -> WhisperModel:
        if self._model is None:
            from faster_whisper import WhisperModel

            read = {known: path.read_bytes() for known, path in self._files.items()}
            self._model = WhisperModel(
                self.name, device="cpu", compute_type="int8", cpu_threads=self._threads, local_files_only=True, files=read
            )
        return self._model


def _blocks(path: Path, parts: Sequence[tuple[float, float]] | None) -> Iterator[tuple[float, Samples]]:
    """(seconds, samples) of everything that is to be heard, BLOCK_S at a time."""
    for start_s, end_s in parts if parts is not None else [(0.0, float("inf"))]:
        while start_s < end_s:
            wanted_s = min(BLOCK_S, end_s - start_s)
            block = samples(path, start_s, wanted_s)
            if block.size > SOUND_HZ // 2:
                yield start_s, block
            if block.size < 0.99 * wanted_s * SOUND_HZ:
                break  # the file ends here
            start_s += wanted_s
