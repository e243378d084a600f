"""The bundled voice: small, a hundred times faster than real time, and lowered into a second, male one."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from importlib.resources import files

import numpy as np
from hibari import dsp
from numpy.typing import NDArray

from renderer.errors import UnknownVoice
from renderer.spec import Manner, Utterance
from renderer.speech.engine import Timing
from renderer.speech.expression import expressive
from renderer.speech.level import finish
from renderer.speech.onnx_cut import Network, cut
from renderer.speech.onnx_session import session
from renderer.speech.phonemes import Chunk, accent, chunks
from renderer.speech.symbols import ids
from renderer.speech.timing import Measured, settle, timing

DURATIONS = "/Clip_output_0"  # of the bundled network, pinned with its package: 25 ms units per symbol
SPECTRA = ("lh", "theta", "ln", "lr", "phi", "f0")
VOICED_HZ = 40.0


@dataclass(frozen=True)
class Shape:
    """How a voice differs from the bundled one: pitch and its range as factors, the formants as a warp of the frequency axis."""

    pitch: float = 1.0
    pitch_range: float = 1.0
    formants: float = 1.0


# How wide the melody is in each manner.
RANGES: dict[Manner, float] = {"plain": 1.0, "calm": 0.82, "lively": 1.22, "warm": 0.94}
SHAPES = {"hibari": Shape(), "hibari_low": Shape(pitch=0.56, pitch_range=1.1, formants=0.85)}


class HibariEngine:
    """Speaks with the network inside the hibari package. Threads may share it."""

    name = "hibari"

    def __init__(self) -> None:
        self._lock = threading.Lock()
        network = Network.read(files("hibari").joinpath("assets/hibari.onnx").read_bytes())
        self._measurer = session(lambda: cut(network, [DURATIONS]))
        self._speaker = session(lambda: cut(network, SPECTRA, [DURATIONS]))

    def voices(self) -> tuple[str, ...]:
        return tuple(SHAPES)

    def measure(self, utterance: Utterance) -> Timing:
        """See SpeechEngine. Raises UnknownVoice, UnsupportedLanguage or UnspeakableText."""
        return timing(utterance.text, self._measured(utterance))

    def speak(self, utterance: Utterance) -> NDArray[np.float32]:
        """See SpeechEngine. Raises UnknownVoice, UnsupportedLanguage or UnspeakableText."""
        parts = self._measured(utterance)
        shape = SHAPES[utterance.voice]
        shape = replace(shape, pitch_range=shape.pitch_range * RANGES[utterance.manner])
        noise = np.random.default_rng(0)
        return finish([self._sound(part, shape, noise) for part in parts])

    def _measured(self, utterance: Utterance) -> list[Measured]:
        if utterance.voice not in SHAPES:
            raise UnknownVoice(f"Hibari has no voice {utterance.voice!r}: it has {', '.join(SHAPES)}.")
        accent(utterance.language)
        parts = chunks(utterance)
        last = len(parts) - 1
        measured = []
        for index, part in enumerate(parts):
            units = expressive(part, self._durations(part, utterance.speed), utterance.text, utterance.manner)
            measured.append(settle(part, units, index == 0, index == last))
        return measured

    def _durations(self, chunk: Chunk, speed: float) -> NDArray[np.float32]:
        feed = {"ids": _tokens(chunk), "speed": np.array([speed], np.float32)}
        with self._lock:
            (units,) = self._measurer.run([DURATIONS], feed)
        return np.asarray(units, np.float32).reshape(-1)

    def _sound(self, part: Measured, shape: Shape, noise: np.random.Generator) -> NDArray[np.float32]:
        feed = {"ids": _tokens(part.chunk), DURATIONS: part.units}
        with self._lock:
            *spectra, f0 = (np.array(out[0]) for out in self._speaker.run(list(SPECTRA), feed))
        spectra = [_warped(spectrum, shape.formants) for spectrum in spectra]
        return np.asarray(dsp.synth(*spectra, _bent(f0, shape), noise), np.float32)


def _tokens(chunk: Chunk) -> NDArray[np.int64]:
    return np.array([[0, *ids(chunk.symbols), 0]], np.int64)


def _bent(f0: NDArray[np.float32], shape: Shape) -> NDArray[np.float32]:
    """The pitch curve scaled, and its range around its own mean widened."""
    voiced = f0 > VOICED_HZ
    if not voiced.any():
        return f0
    mean = np.exp(np.log(f0[voiced]).mean())
    bent = f0.copy()
    bent[voiced] = mean * shape.pitch * (f0[voiced] / mean) ** shape.pitch_range
    return bent


def _warped(spectrum: NDArray[np.float32], factor: float) -> NDArray[np.float32]:
    """(bins, frames) read at bin / factor: formants move by `factor`."""
    if factor == 1.0:
        return spectrum
    bins = len(spectrum)
    source = np.arange(bins) / factor
    below = np.clip(source.astype(int), 0, bins - 2)
    share = np.clip(source - below, 0, 1)[:, None]
    return np.asarray(spectrum[below] * (1 - share) + spectrum[below + 1] * share, np.float32)
