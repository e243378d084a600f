"""Integer convolutions of an ONNX file as matrix products: the same integers in half the time.

onnxruntime's ConvInteger knows unsigned weights only, and misses the processor's instructions for unsigned times signed
bytes. Lines of a matrix gathered from the signal, times signed weights, use them. Both sum the same numbers in 32 bits.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from renderer.speech.onnx_cut import INITIALIZER, INPUT, NODE, OUTPUT, Network, Piece, tensor_of
from renderer.speech.onnx_session import session
from renderer.speech.protobuf import delimited, fields, number, numbers, text, texts

UINT8, INT8, INT32, INT64 = 2, 3, 6, 7  # onnx.TensorProto.DataType
_INT, _INTS = 2, 7  # onnx.AttributeProto.AttributeType
_SHIFT = 128  # from unsigned to signed bytes; weight and zero point move together, so no difference changes


@dataclass(frozen=True)
class _Conv:
    """A one-dimensional ConvInteger: names of its tensors, and its geometry."""

    signal: str
    weight: str
    signal_zero: str
    weight_zero: str
    result: str
    dilation: int
    stride: int
    pads: tuple[int, int]

    @classmethod
    def read(cls, node: memoryview) -> _Conv | None:
        if text(node, 4) != "ConvInteger":
            return None
        inputs, result = texts(node, 1), texts(node, 2)[0]
        ints = {text(value, 1): numbers(value, 8) for field, value, _ in fields(node) if field == 5}
        if len(inputs) != 4 or len(ints["pads"]) != 2 or _number_of(node, "group") != 1:
            return None
        (dilation,), (stride,), (before, after) = ints["dilations"], ints["strides"], ints["pads"]
        signal, weight, signal_zero, weight_zero = inputs
        return cls(signal, weight, signal_zero, weight_zero, result, dilation, stride, (before, after))


def _number_of(node: memoryview, name: str) -> int:
    return next((numbers(value, 3)[0] for field, value, _ in fields(node) if field == 5 and text(value, 1) == name), 1)


def as_products(network: Network) -> Network:
    """`network` with its one-dimensional ConvIntegers rewritten; the network itself where this machine would round them."""
    if not has_exact_products():
        return network
    entries = list(network.entries())
    convs = {index: conv for index, (field, value, _) in enumerate(entries) if field == NODE and (conv := _Conv.read(value))}
    tensors = {text(value, 8): value for field, value, _ in entries if field == INITIALIZER}
    weights = {conv.weight for conv in convs.values()}
    pieces: list[Piece] = []
    for index, (field, value, raw) in enumerate(entries):
        if conv := convs.get(index):
            pieces += _product(conv, tensor_of(tensors[conv.weight]), int(tensor_of(tensors[conv.weight_zero])))
        elif field != INITIALIZER or text(value, 8) not in weights:
            pieces.append(raw)
    return Network(network.rest, tuple(pieces))


def _product(conv: _Conv, weight: NDArray[np.generic], zero: int) -> list[bytes]:
    """Nodes and tensors in place of `conv`. `weight` is (outputs, inputs, kernel)."""
    outputs, inputs, kernel = weight.shape
    signed = (weight.astype(np.int16) - _SHIFT).astype(np.int8).transpose(2, 1, 0).reshape(kernel * inputs, outputs)
    name = f"{conv.result}/product"
    made = [
        _tensor(f"{name}/weight", signed),
        _tensor(f"{name}/zero", np.array(zero - _SHIFT, np.int8)),
        _node("Transpose", [conv.signal], f"{name}/lines", perm=[0, 2, 1]),
    ]
    lines = f"{name}/lines"
    if kernel > 1 or conv.stride > 1 or any(conv.pads):
        before, after = conv.pads
        made += [
            _tensor(f"{name}/pads", np.array([0, before, 0, 0, after, 0], np.int64)),
            _tensor(f"{name}/taps", np.arange(kernel, dtype=np.int64) * conv.dilation),
            _tensor(f"{name}/first", np.array(0, np.int64)),
            _tensor(f"{name}/past", np.array(conv.dilation * (kernel - 1), np.int64)),
            _tensor(f"{name}/step", np.array(conv.stride, np.int64)),
            _tensor(f"{name}/axis", np.array([1], np.int64)),
            _tensor(f"{name}/shape", np.array([1, -1, kernel * inputs], np.int64)),
            _node("Pad", [lines, f"{name}/pads", conv.signal_zero], f"{name}/padded"),
            _node("Shape", [f"{name}/padded"], f"{name}/length", start=1, end=2),
            _node("Squeeze", [f"{name}/length"], f"{name}/count"),
            _node("Sub", [f"{name}/count", f"{name}/past"], f"{name}/end"),
            _node("Range", [f"{name}/first", f"{name}/end", f"{name}/step"], f"{name}/range"),
            _node("Unsqueeze", [f"{name}/range", f"{name}/axis"], f"{name}/column"),
            _node("Add", [f"{name}/column", f"{name}/taps"], f"{name}/indices"),
            _node("Gather", [f"{name}/padded", f"{name}/indices"], f"{name}/gathered", axis=1),
            _node("Reshape", [f"{name}/gathered", f"{name}/shape"], f"{name}/windows"),
        ]
        lines = f"{name}/windows"
    made += [
        _node("MatMulInteger", [lines, f"{name}/weight", conv.signal_zero, f"{name}/zero"], f"{name}/sums"),
        _node("Transpose", [f"{name}/sums"], conv.result, perm=[0, 2, 1]),
    ]
    return made


def _node(kind: str, inputs: list[str], output: str, **attributes: int | list[int]) -> bytes:
    """A NodeProto as a field of the graph."""
    message = b"".join(delimited(1, name.encode()) for name in inputs) + delimited(2, output.encode())
    message += delimited(3, output.encode()) + delimited(4, kind.encode())
    for name, value in attributes.items():
        content = number(3, value) if isinstance(value, int) else b"".join(number(8, one) for one in value)
        kind_of = number(20, _INT if isinstance(value, int) else _INTS)
        message += delimited(5, delimited(1, name.encode()) + content + kind_of)
    return delimited(NODE, message)


def _tensor(name: str, values: NDArray[np.generic]) -> bytes:
    """A TensorProto as a field of the graph."""
    kind = {"int8": INT8, "uint8": UINT8, "int64": INT64}[values.dtype.name]
    message = b"".join(number(1, side) for side in values.shape) + number(2, kind)
    return delimited(INITIALIZER, message + delimited(8, name.encode()) + delimited(9, values.tobytes()))


@cache
def has_exact_products() -> bool:
    """Whether this machine multiplies unsigned by signed bytes without rounding.

    x86 processors before VNNI add pairs of products in 16 bits and hold them at 32767: there the rewriting would be heard.
    """
    signal, weight = np.full((16, 64), 255, np.uint8), np.full((64, 16), 127, np.int8)
    graph = _tensor("weight", weight) + _node("MatMulInteger", ["signal", "weight"], "sums")
    graph += delimited(INPUT, _declared("signal", UINT8)) + delimited(OUTPUT, _declared("sums", INT32))
    network = Network((number(1, 9), delimited(8, number(2, 20))), (delimited(2, b"products"), graph))
    (sums,) = session(lambda: network).run(None, {"signal": signal})
    return bool((np.asarray(sums) == signal.astype(np.int32) @ weight.astype(np.int32)).all())


def _declared(name: str, kind: int) -> bytes:
    """A ValueInfoProto: a tensor of any shape."""
    return delimited(1, name.encode()) + delimited(2, delimited(1, number(1, kind)))
