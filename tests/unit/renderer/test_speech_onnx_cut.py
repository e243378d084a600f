"""Cutting a network in two gives the same numbers as leaving it whole."""

from __future__ import annotations

from importlib.resources import files

import numpy as np
import onnxruntime as ort
import pytest

from renderer.speech.hibari import DURATIONS
from renderer.speech.onnx_cut import cut

MODEL = files("hibari").joinpath("assets/hibari.onnx").read_bytes()
FEED = {"ids": np.array([[0, 50, 83, 54, 31, 4, 0]], np.int64), "speed": np.array([1.0], np.float32)}


def run(model: bytes, output: str, feed: dict[str, np.ndarray]) -> np.ndarray:
    session = ort.InferenceSession(model, providers=["CPUExecutionProvider"])
    return np.asarray(session.run([output], feed)[0])


def test_both_halves_together_are_the_whole() -> None:
    units = run(cut(MODEL, [DURATIONS]), DURATIONS, FEED)
    second = run(cut(MODEL, ["f0"], [DURATIONS]), "f0", {"ids": FEED["ids"], DURATIONS: units})
    np.testing.assert_allclose(second, run(MODEL, "f0", FEED), rtol=1e-3, atol=1e-2)


def test_the_first_half_is_small() -> None:
    assert len(cut(MODEL, [DURATIONS])) < 0.3 * len(MODEL)


def test_the_second_half_obeys_the_durations_it_is_given() -> None:
    half = cut(MODEL, ["f0"], [DURATIONS])
    lengths = [run(half, "f0", {"ids": FEED["ids"], DURATIONS: np.full(7, n, np.float32)}).shape[-1] for n in (2, 4)]
    assert lengths[1] == 2 * lengths[0]


def test_an_unknown_tensor_is_named() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        cut(MODEL, ["nonsense"])
