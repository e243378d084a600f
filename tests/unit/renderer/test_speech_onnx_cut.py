"""Cutting a network in two gives the same numbers as leaving it whole."""

from __future__ import annotations

from importlib.resources import files
from io import BytesIO

import numpy as np
import pytest

from renderer.speech.hibari import DURATIONS
from renderer.speech.onnx_cut import Network, cut
from renderer.speech.onnx_session import session

MODEL = Network.read(files("hibari").joinpath("assets/hibari.onnx").read_bytes())
FEED: dict[str, np.ndarray] = {"ids": np.array([[0, 50, 83, 54, 31, 4, 0]], np.int64), "speed": np.array([1.0], np.float32)}


def run(model: Network, output: str, feed: dict[str, np.ndarray]) -> np.ndarray:
    return np.asarray(session(lambda: model).run([output], feed)[0])


def written(model: Network) -> int:
    file = BytesIO()
    model.write(file)
    return len(file.getvalue())


def test_both_halves_together_are_the_whole() -> None:
    units = run(cut(MODEL, [DURATIONS]), DURATIONS, FEED)
    second = run(cut(MODEL, ["f0"], [DURATIONS]), "f0", {"ids": FEED["ids"], DURATIONS: units})
    np.testing.assert_allclose(second, run(MODEL, "f0", FEED), rtol=1e-3, atol=1e-2)


def test_the_first_half_is_small() -> None:
    assert written(cut(MODEL, [DURATIONS])) < 0.3 * written(MODEL)


def test_the_second_half_obeys_the_durations_it_is_given() -> None:
    half = cut(MODEL, ["f0"], [DURATIONS])
    lengths = [run(half, "f0", {"ids": FEED["ids"], DURATIONS: np.full(7, n, np.float32)}).shape[-1] for n in (2, 4)]
    assert lengths[1] == 2 * lengths[0]


def test_an_unknown_tensor_is_named() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        cut(MODEL, ["nonsense"])
