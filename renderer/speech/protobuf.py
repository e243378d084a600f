"""Just enough of the protobuf wire format to take ONNX files apart and put them together again."""

from __future__ import annotations

from collections.abc import Iterator

LENGTH_DELIMITED = 2


def fields(message: memoryview) -> Iterator[tuple[int, memoryview, memoryview]]:
    """(field number, content, content with its key) of each field; content is empty for plain numbers."""
    at = 0
    while at < len(message):
        start = at
        key, at = read_varint(message, at)
        content = message[:0]
        match key & 7:
            case 0:
                _, at = read_varint(message, at)
            case 1:
                at += 8
            case 2:
                length, at = read_varint(message, at)
                content = message[at : at + length]
                at += length
            case 5:
                at += 4
            case kind:
                raise ValueError(f"not a protobuf message: wire type {kind} at byte {start}")
        yield key >> 3, content, message[start:at]


def read_varint(message: memoryview, at: int) -> tuple[int, int]:
    """The number at byte `at`, and where it ends."""
    value = shift = 0
    while True:
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, at


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def delimited(field: int, content: bytes) -> bytes:
    return varint(field << 3 | LENGTH_DELIMITED) + varint(len(content)) + content


def text(message: memoryview, wanted: int) -> str:
    """The first string in field `wanted`, '' if there is none."""
    return next((bytes(content).decode() for field, content, _ in fields(message) if field == wanted), "")


def texts(message: memoryview, wanted: int) -> list[str]:
    return [bytes(content).decode() for field, content, _ in fields(message) if field == wanted]


def numbers(message: memoryview, wanted: int) -> list[int]:
    """Every whole number in field `wanted`, packed or one by one."""
    found: list[int] = []
    for field, content, raw in fields(message):
        if field == wanted:
            run, at = (content, 0) if raw[0] & 7 == LENGTH_DELIMITED else (raw, read_varint(raw, 0)[1])
            while at < len(run):
                value, at = read_varint(run, at)
                found.append(value)
    return found
