"""The mark's pattern: what it may change, that it comes off again, and that old films stay readable."""

from __future__ import annotations

import hashlib

import numpy as np
import pytest
from numpy.typing import NDArray

from renderer import marking
from renderer.marking import CODE_BITS, ID_BITS, code_of, crc16, layout, mark_of, marked, put
from renderer.planes import Planes


def frame(luma: NDArray[np.uint8] | int, width: int = 1920, height: int = 1080) -> Planes:
    planes = Planes(width, height)
    planes.buffer[:] = 128
    planes.y[:] = luma
    return planes


def noise(width: int = 1920, height: int = 1080) -> NDArray[np.uint8]:
    return np.random.default_rng(3).integers(16, 236, (height, width)).astype(np.uint8)


def change(luma: NDArray[np.uint8] | int) -> NDArray[np.int16]:
    planes = frame(luma)
    before = planes.y.astype(np.int16)
    put(planes, 77)
    return planes.y - before


def test_the_pattern_and_its_code_never_change() -> None:
    """Films that are out there carry them: another digest means that nobody's mark can be read any more."""
    signs, roles = layout()
    assert hashlib.sha256(signs.tobytes() + roles.astype(">i2").tobytes()).hexdigest()[:16] == "4737b28da33902c8"
    assert hashlib.sha256(code_of(0x0123456789AB).tobytes()).hexdigest()[:16] == "f652fae54ec230fe"
    assert mark_of("bcdfgh") == 0xAB50099847F3
    assert crc16(np.array([int(bit) for byte in b"123456789" for bit in f"{byte:08b}"], np.uint8)) == 0x29B1


def test_every_code_bit_has_some_29_cells() -> None:
    roles = layout()[1]
    counts = np.bincount(roles[roles >= 0], minlength=CODE_BITS)
    assert (roles < 0).sum() == roles.size // 4
    assert 29 <= counts.min() <= counts.max() <= 30


@pytest.mark.parametrize("mark", [-1, 1 << ID_BITS])
def test_an_id_that_has_no_code_is_refused(mark: int) -> None:
    with pytest.raises(ValueError, match="48 bits"):
        code_of(mark)


@pytest.mark.parametrize("level", [16, 126, 235])
def test_an_even_ground_changes_by_the_smallest_step(level: int) -> None:
    changed = change(level)
    assert set(np.unique(changed)) == {0, 1}
    assert 0.47 < changed.mean() < 0.53


def test_a_slow_gradient_is_an_even_ground() -> None:
    ramp = np.broadcast_to(np.linspace(20, 220, 1920), (1080, 1920)).astype(np.uint8)
    assert set(np.unique(change(ramp))) == {0, 1}


def test_the_worst_picture_keeps_42_db() -> None:
    changed = change(noise())
    assert set(np.unique(changed)) <= {-2, -1, 0, 1, 2}
    assert 10 * np.log10(255**2 / np.mean(changed.astype(np.float64) ** 2)) >= 42


def test_letters_on_an_even_ground_do_not_count_as_texture() -> None:
    luma = np.full((1080, 1920), 220, np.uint8)
    luma[300:360, 200:1700] = 30
    assert set(np.unique(change(luma))) == {0, 1}


def test_equal_frames_stay_equal_and_colours_stay() -> None:
    one, other = frame(noise()), frame(noise())
    put(one, 5)
    put(other, 5)
    assert np.array_equal(one.buffer, other.buffer)
    assert (one.u == 128).all()
    assert (one.v == 128).all()


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350)])
def test_the_painter_finds_its_frame_as_it_left_it(width: int, height: int) -> None:
    planes = frame(noise(width, height), width, height)
    before = planes.buffer.copy()
    seen = [passing.y.copy() for passing in marked(iter([planes]), mark_of("a film"))]
    assert not np.array_equal(seen[0], before[:height])
    assert np.array_equal(planes.buffer, before)


def test_other_projects_have_other_patterns() -> None:
    assert len({mark_of(f"film {n}") for n in range(1000)}) == 1000
    apart = np.count_nonzero(marking.cells_of(mark_of("one")) != marking.cells_of(mark_of("two")))
    assert apart > 0.25 * layout()[0].size
