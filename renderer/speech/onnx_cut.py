"""Cutting a piece out of an ONNX file: hidden tensors become inputs or outputs, and what is not needed goes.

A speech network hides its phoneme durations in the middle. Cut there, its first part measures a line for a small share
of the price, and its second part speaks exactly the durations it is given. Works on the protobuf bytes, so that the
onnx package is not needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

FLOAT = 1  # onnx.TensorProto.DataType
GRAPH = 7  # field of ModelProto
NODE, INITIALIZER, INPUT, OUTPUT = 1, 5, 11, 12  # fields of GraphProto
LENGTH_DELIMITED = 2


@dataclass(frozen=True)
class _Node:
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]


def cut(model: bytes, outputs: Sequence[str], inputs: Iterable[str] = ()) -> bytes:
    """The part of `model` that computes the float tensors `outputs`; the float tensors `inputs` are fed instead of computed.

    Raises KeyError for an output that no node computes.
    """
    given = set(inputs)
    parts: list[bytes] = []
    for field, value, raw in _fields(memoryview(model)):
        parts.append(_delimited(GRAPH, _cut_graph(value, outputs, given)) if field == GRAPH else bytes(raw))
    return b"".join(parts)


def _cut_graph(graph: memoryview, outputs: Sequence[str], given: set[str]) -> bytes:
    fields = list(_fields(graph))
    nodes = {index: _node(value) for index, (field, value, _) in enumerate(fields) if field == NODE}
    wanted_nodes, tensors = _needed(nodes, outputs, given)
    kept: list[bytes] = []
    for index, (field, value, raw) in enumerate(fields):
        if field == NODE:
            keep = index in wanted_nodes
        elif field == INITIALIZER:
            keep = _text(value, 8) in tensors
        elif field == INPUT:
            keep = _text(value, 1) in tensors
        else:
            keep = field != OUTPUT
        if keep:
            kept.append(bytes(raw))
    kept += [_delimited(INPUT, _float_tensor(name)) for name in sorted(given & tensors)]
    kept += [_delimited(OUTPUT, _float_tensor(name)) for name in outputs]
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
    names: dict[int, list[str]] = {1: [], 2: []}
    for field, content, _ in _fields(value):
        if field in names:
            names[field].append(bytes(content).decode())
    return _Node(tuple(names[1]), tuple(names[2]))


def _text(value: memoryview, wanted: int) -> str:
    return next((bytes(content).decode() for field, content, _ in _fields(value) if field == wanted), "")


def _float_tensor(name: str) -> bytes:
    """A ValueInfoProto: a float tensor of any shape."""
    element = b"\x08" + _varint(FLOAT)
    return _delimited(1, name.encode()) + _delimited(2, _delimited(1, element))


def _fields(message: memoryview) -> Iterator[tuple[int, memoryview, memoryview]]:
    """(field number, content, content with its key) of each field; content is empty for plain numbers."""
    at = 0
    while at < len(message):
        start = at
        key, at = _read_varint(message, at)
        content = message[:0]
        match key & 7:
            case 0:
                _, at = _read_varint(message, at)
            case 1:
                at += 8
            case 2:
                length, at = _read_varint(message, at)
                content = message[at : at + length]
                at += length
            case 5:
                at += 4
            case kind:
                raise ValueError(f"not a protobuf message: wire type {kind} at byte {start}")
        yield key >> 3, content, message[start:at]


def _read_varint(message: memoryview, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _delimited(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | LENGTH_DELIMITED) + _varint(len(content)) + content
