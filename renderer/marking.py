"""The invisible mark: 48 bits in the luma of every frame of a final, as a pattern of one level; of three or four in texture.

The picture is tiled with 1024 x 512 pixels of 128 x 64 cells. A cell is 8 x 8 pixels that are all one level lighter or all as
they were, by a pseudo-random sign: the smallest step that eight bits have. In texture, which hides it and which it has to outdo,
cells are one level lighter or two darker, and two either way in strong texture. A quarter of the cells is the same in every
film, and is what a finder looks for; the others repeat the 210 bits of the code some 29 times. (Spread spectrum: Cox, Kilian,
Leighton and Shamoon 1997; a periodic tile that can be found after scaling and cropping: Kutter 1998.) A flat cell is one
coefficient to an H.264 encoder, whose block has its size, so it outlives quantisers that wipe finer patterns out, and half the
size leaves four by four pixels of it.

The code: 48 bits, a CRC of 16 over them, and the convolutional code of rate 1/3 and constraint length 7 with generators
133, 145, 175 (octal; Larsen 1973), free distance 15, driven back to zero by six more bits.

The pattern stands still and follows from the id and the frame alone: equal frames stay equal, and what rests costs the encoder
next to nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from renderer.planes import Plane, Planes

ID_BITS = 48
CRC_BITS = 16
CELL = 8
ROWS, COLUMNS = 64, 128
GENERATORS = (0o133, 0o145, 0o175)
MEMORY = 6
CODE_BITS = (ID_BITS + CRC_BITS + MEMORY) * len(GENERATORS)
_SYNC_CELLS = ROWS * COLUMNS // 4
_KEY = b"pocket agency: mark in the picture, 1"
TEXTURES = (2, 3)  # levels
_LOOK = 4


def mark_of(project_id: str) -> int:
    """The 48 bits that stand for a project in its films: nothing has to be stored to find it again."""
    return int.from_bytes(hashlib.sha256(f"pocket agency mark {project_id}".encode()).digest()[: ID_BITS // 8], "big")


@lru_cache(1)
def layout() -> tuple[NDArray[np.int8], NDArray[np.int16]]:
    """(signs, roles) of the cells, each (ROWS, COLUMNS): signs are +-1; a role is -1 for a cell that every film has alike,
    else the number of the code bit that turns its sign.

    Both come from SHAKE-256, so that no library's generator can ever change them.
    """
    cells = ROWS * COLUMNS
    stream = hashlib.shake_256(_KEY).digest(9 * cells)
    order = np.argsort(np.frombuffer(stream[: 8 * cells], ">u8"), kind="stable")
    roles = np.empty(cells, np.int16)
    roles[order[:_SYNC_CELLS]] = -1
    roles[order[_SYNC_CELLS:]] = np.arange(cells - _SYNC_CELLS) % CODE_BITS
    signs = 1 - 2 * (np.frombuffer(stream[8 * cells :], np.uint8) & 1).astype(np.int8)
    return signs.reshape(ROWS, COLUMNS), roles.reshape(ROWS, COLUMNS)


def crc16(bits: NDArray[np.uint8]) -> int:
    """CRC-16 with polynomial 0x1021 that starts from 0xFFFF, over bits, the first one first."""
    value = 0xFFFF
    for bit in bits.tolist():
        value = (value << 1 & 0xFFFF) ^ (0x1021 if (value >> 15) ^ bit else 0)
    return value


def code_of(mark: int) -> NDArray[np.uint8]:
    """The CODE_BITS bits of an id in 0 ... 2**48 - 1; raises ValueError for any other."""
    if not 0 <= mark < 1 << ID_BITS:
        raise ValueError(f"a mark is a number of {ID_BITS} bits, not {mark!r}; make it with mark_of()")
    word = _bits(mark, ID_BITS)
    message = np.concatenate([word, _bits(crc16(word), CRC_BITS), np.zeros(MEMORY, np.uint8)])
    state, out = 0, []
    for bit in message.tolist():
        state = (bit << MEMORY) | state >> 1
        out += [(state & generator).bit_count() & 1 for generator in GENERATORS]
    return np.array(out, np.uint8)


def _bits(value: int, count: int) -> NDArray[np.uint8]:
    return np.array([value >> place & 1 for place in range(count - 1, -1, -1)], np.uint8)


def cells_of(mark: int) -> NDArray[np.int8]:
    """The sign of each cell of the tile for this id, (ROWS, COLUMNS) of +-1."""
    signs, roles = layout()
    turned = 1 - 2 * code_of(mark).astype(np.int8)
    return np.where(roles < 0, signs, signs * turned[roles]).astype(np.int8)


@lru_cache(2)
def _patterns(mark: int, rows: int, width: int) -> tuple[Plane, Plane, Plane]:
    """What is added to `rows` rows of cells, each (rows, width), modulo 256: 0 or 1; -2 or 0 more in texture; then 0 or 1."""
    cells = ((cells_of(mark) + 1) // 2).astype(np.uint8)
    lighter = np.repeat(cells[np.arange(rows) % ROWS], CELL, axis=1)[:, np.arange(width) % (COLUMNS * CELL)]
    return np.ascontiguousarray(lighter), lighter * 2 - np.uint8(2), lighter


def texture_of(luma: Plane) -> Plane:
    """How many levels apart neighbours are in each cell and all that touch it, (rows, columns): little but in photographs.

    Every fourth pixel is looked at; the least of nine cells, so that letters and edges on an even ground do not count.
    """
    few = np.ascontiguousarray(luma[: luma.shape[0] // CELL * CELL : _LOOK, : luma.shape[1] // CELL * CELL : _LOOK])
    change = np.zeros_like(few)
    cv2.absdiff(few[:-1, :-1], few[1:, 1:], dst=change[:-1, :-1])
    cells = cv2.resize(change, None, fx=_LOOK / CELL, fy=_LOOK / CELL, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.erode(cells, np.ones((3, 3), np.uint8)), np.uint8)


def put(planes: Planes, mark: int) -> Plane:
    """Add the pattern to the luma of a frame, and return what was added to each row of cells; rows that fill none stay.

    Bytes wrap round: luma must lie in 2 ... 253, and limited range ends at 235.
    """
    texture = texture_of(planes.y)
    quiet, *more = _patterns(mark, texture.shape[0], planes.width)
    added = quiet.copy()
    for least, pattern in zip(TEXTURES, more, strict=True):
        # A cell is as wide as a word of 64 bits: one multiplication copies a byte eight times.
        cells = (cv2.compare(texture, least, cv2.CMP_GE).astype(np.uint64) * np.uint64(0x0101010101010101)).view(np.uint8)
        added[:, : cells.shape[1]] += pattern[:, : cells.shape[1]] & cells
    lines = _lines(planes)
    np.add(lines, added[:, None], out=lines)
    return added


def _lines(planes: Planes) -> Plane:
    """Luma as (rows of cells, CELL, width): all lines of a cell are marked alike."""
    rows = planes.height // CELL
    return planes.y[: rows * CELL].reshape(rows, CELL, planes.width)


def marked(frames: Iterator[Planes], mark: int) -> Iterator[Planes]:
    """`frames` with the mark on each while it is looked at; a painter that goes on from its last frame finds that unmarked."""
    for planes in frames:
        added = put(planes, mark)
        yield planes
        lines = _lines(planes)
        np.subtract(lines, added[:, None], out=lines)
