"""Cutting a piece out of an ONNX file: hidden tensors become inputs or outputs, and what is not needed goes.

A speech network hides its phoneme durations in the middle. Cut there, its first part measures a line for a small share
of the price, and its second part speaks exactly the durations it is given. Works on the protobuf bytes, so that the
onnx package is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from renderer.speech.protobuf import delimited, fields, text, texts, varint

FLOAT = 1  # onnx.TensorProto.DataType
GRAPH = 7  # field of ModelProto
NODE, INITIALIZER, INPUT, OUTPUT = 1, 5, 11, 12  # fields of GraphProto


@dataclass(frozen=True)
class _Node:
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def cut(model: bytes | memoryview, outputs: Sequence[str], inputs: Iterable[str] = ()) -> bytes:
    """The part of `model` that computes the float tensors `outputs`; the float tensors `inputs` are fed instead of computed.

    Raises KeyError for an output that no node computes.
    """
    given = set(inputs)
    parts: list[bytes] = []
    for field, value, raw in fields(memoryview(model)):
        parts.append(delimited(GRAPH, _cut_graph(value, outputs, given)) if field == GRAPH else bytes(raw))
    return b"".join(parts)


def _cut_graph(graph: memoryview, outputs: Sequence[str], given: set[str]) -> bytes:
    entries = list(fields(graph))
    nodes = {index: _node(value) for index, (field, value, _) in enumerate(entries) if field == NODE}
    wanted_nodes, tensors = _needed(nodes, outputs, given)
    kept: list[bytes] = []
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
            kept.append(bytes(raw))
    kept += [delimited(INPUT, _float_tensor(name)) for name in sorted(given & tensors)]
    kept += [delimited(OUTPUT, _float_tensor(name)) for name in outputs]
    return b"".join(kept)


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


def _float_tensor(name: str) -> bytes:
    """A ValueInfoProto: a float tensor of any shape."""
    element = b"\x08" + varint(FLOAT)
    return delimited(1, name.encode()) + delimited(2, delimited(1, element))
