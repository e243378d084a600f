"""Convolutions written as products give the very same integers."""

from __future__ import annotations

import numpy as np
import pytest

from renderer.speech import onnx_conv
from renderer.speech.onnx_conv import INT32, UINT8, as_products
from renderer.speech.onnx_cut import INPUT, OUTPUT, Network
from renderer.speech.onnx_session import session
from renderer.speech.protobuf import delimited, number

WEIGHT_ZERO = 119


def network(weight: np.ndarray, dilation: int, stride: int, pads: list[int]) -> Network:
    """x (1, inputs, n) of bytes and its zero point z to y (1, outputs, m) of integers."""
    geometry = {"dilations": [dilation], "strides": [stride], "pads": pads, "kernel_shape": [weight.shape[2]]}
    graph = (
        delimited(2, b"conv"),
        onnx_conv._tensor("w", weight),
        onnx_conv._tensor("wz", np.array(WEIGHT_ZERO, np.uint8)),
        onnx_conv._node("ConvInteger", ["x", "w", "z", "wz"], "y", group=1, **geometry),
        *(delimited(INPUT, onnx_conv._declared(name, UINT8)) for name in "xz"),
        delimited(OUTPUT, onnx_conv._declared("y", INT32)),
    )
    return Network((number(1, 9), delimited(8, number(2, 20))), graph)


def sums(model: Network, signal: np.ndarray) -> np.ndarray:
    return np.asarray(session(lambda: model).run(None, {"x": signal, "z": np.array(131, np.uint8)})[0])


@pytest.mark.parametrize(
    ("kernel", "dilation", "stride", "pads"),
    [(1, 1, 1, [0, 0]), (3, 1, 1, [1, 1]), (11, 5, 1, [25, 25]), (3, 1, 2, [1, 1]), (12, 1, 6, [3, 3]), (5, 2, 1, [4, 0])],
)
def test_products_are_the_convolution(kernel: int, dilation: int, stride: int, pads: list[int]) -> None:
    random = np.random.default_rng(kernel)
    weight = random.integers(0, 256, (24, 16, kernel)).astype(np.uint8)
    signal = random.integers(0, 256, (1, 16, 97)).astype(np.uint8)
    model = network(weight, dilation, stride, pads)
    np.testing.assert_array_equal(sums(as_products(model), signal), sums(model, signal))


def test_the_largest_products_are_exact() -> None:
    model = network(np.full((8, 64, 3), 255, np.uint8), 1, 1, [1, 1])
    signal = np.full((1, 64, 40), 255, np.uint8)
    np.testing.assert_array_equal(sums(as_products(model), signal), sums(model, signal))


def test_a_machine_that_rounds_keeps_its_convolutions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(onnx_conv, "has_exact_products", lambda: False)
    model = network(np.zeros((2, 2, 3), np.uint8), 1, 1, [1, 1])
    assert as_products(model) is model
