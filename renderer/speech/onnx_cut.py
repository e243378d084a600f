"""Cutting a piece out of an ONNX file: hidden tensors become inputs or outputs, and what is not needed goes.

A speech network hides its phoneme durations in the middle. Cut there, its first part measures a line for a small share
of the price, and its second part speaks exactly the durations it is given. Works on the protobuf bytes, so that the
onnx package is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

import numpy as np
from numpy.typing import NDArray

from renderer.speech.protobuf import delimited, fields, numbers, text, texts, varint

FLOAT = 1  # onnx.TensorProto.DataType
GRAPH = 7  # field of ModelProto
NODE, INITIALIZER, INPUT, OUTPUT = 1, 5, 11, 12  # fields of GraphProto


@dataclass(frozen=True)
class _Node:
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


Piece = bytes | memoryview
"""One field of a protobuf message, with its key."""


@dataclass(frozen=True)
class Network:
    """An ONNX model taken apart: the fields of its graph, and all others. The pieces may be views of a mapped file."""

    rest: tuple[Piece, ...]
    graph: tuple[Piece, ...]

    @classmethod
    def read(cls, model: bytes | memoryview) -> Network:
        """Of a file's bytes; nothing is copied."""
        found = list(fields(memoryview(model)))
        inside = (entry for field, value, _ in found if field == GRAPH for _, _, entry in fields(value))
        return cls(tuple(raw for field, _, raw in found if field != GRAPH), tuple(inside))

    def entries(self) -> Iterator[tuple[int, memoryview, memoryview]]:
        """(field number, content, content with its key) of the graph's fields."""
        for piece in self.graph:
            yield from fields(memoryview(piece))

    def write(self, file: IO[bytes]) -> None:
        """As an ONNX file."""
        key = delimited(GRAPH, b"")[:-1]
        file.writelines((*self.rest, key, varint(sum(map(len, self.graph))), *self.graph))


def cut(network: Network, outputs: Sequence[str], inputs: Iterable[str] = ()) -> Network:
    """The part of `network` that computes the float tensors `outputs`; the float tensors `inputs` are fed instead of computed.

    Raises KeyError for an output that no node computes.
    """
    given = set(inputs)
    entries = list(network.entries())
    nodes = {index: _node(value) for index, (field, value, _) in enumerate(entries) if field == NODE}
    wanted_nodes, tensors = _needed(nodes, outputs, given)
    kept: list[Piece] = []
    for index, (field, value, raw) in enumerate(entries):
        if field == NODE:
            keep = index in wanted_nodes
        elif field == INITIALIZER:
            keep = text(value, 8) in tensors
        elif field == INPUT:
            keep = text(value, 1) in tensors
        else:
            keep = field != OUTPUT
        if keep:
            kept.append(raw)
    kept += [delimited(INPUT, _float_tensor(name)) for name in sorted(given & tensors)]
    kept += [delimited(OUTPUT, _float_tensor(name)) for name in outputs]
    return Network(network.rest, tuple(kept))


def _needed(nodes: Mapping[int, _Node], outputs: Sequence[str], given: set[str]) -> tuple[set[int], set[str]]:
    maker = {name: index for index, node in nodes.items() for name in node.outputs}
    missing = [name for name in outputs if name not in maker]
    if missing:
        raise KeyError(f"no node computes {missing[0]!r}")
    wanted: set[int] = set()
    tensors: set[str] = set()
    open_names = list(outputs)
    while open_names:
        name = open_names.pop()
        if name in tensors:
            continue
        tensors.add(name)
        if name in maker and name not in given:
            wanted.add(maker[name])
            open_names += nodes[maker[name]].inputs
    return wanted, tensors


def _node(value: memoryview) -> _Node:
    return _Node(tuple(texts(value, 1)), tuple(texts(value, 2)))


def tensor_of(value: memoryview) -> NDArray[np.generic]:
    """The numbers of a TensorProto of bytes, as they lie in the file; raises KeyError for another kind of number."""
    kind = {2: np.uint8, 3: np.int8}[numbers(value, 2)[0]]
    raw = next((content for field, content, _ in fields(value) if field == 9), None)
    found = np.frombuffer(raw, kind) if raw is not None else np.array(numbers(value, 5), kind)
    return found.reshape(numbers(value, 1))


def _float_tensor(name: str) -> bytes:
    """A ValueInfoProto: a float tensor of any shape."""
    element = b"\x08" + varint(FLOAT)
    return delimited(1, name.encode()) + delimited(2, delimited(1, element))
