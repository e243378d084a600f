"""Reading the mark: the code mends what is lost, and nothing is taken for a mark by chance."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from renderer.marking import CODE_BITS, COLUMNS, CRC_BITS, ID_BITS, ROWS, code_of, mark_of, put
from renderer.planes import Planes
from tools.provenance import finding
from tools.provenance.finding import FALSE_POSITIVES, THRESHOLD, TRIES, best, decoded, find, folded, gathered, viterbi

MARK = mark_of("a film")


def luma(mark: int | None = MARK, grain: float = 3.0) -> NDArray[np.uint8]:
    """A square frame of a soft ground with letters and grain."""
    planes = Planes(1080, 1080)
    planes.buffer[:] = 128
    ground = np.add.outer(np.linspace(60, 180, 1080), np.linspace(0, 30, 1080)).astype(np.float32)
    ground += np.random.default_rng(4).normal(0, grain, ground.shape).astype(np.float32)
    planes.y[:] = np.clip(ground, 16, 235).astype(np.uint8)
    cv2.putText(planes.y, "A brief, a preview", (60, 500), cv2.FONT_HERSHEY_SIMPLEX, 3.0, 235, 9)
    if mark is not None:
        put(planes, mark)
    return planes.y.copy()


def soft(word: int) -> NDArray[np.float64]:
    return 1.0 - 2.0 * code_of(word)


def number(bits: NDArray[np.uint8]) -> int:
    return int("".join(map(str, bits.tolist())), 2)


def test_twenty_wrong_bits_are_mended() -> None:
    chance = np.random.default_rng(1)
    for _ in range(20):
        word = int(chance.integers(0, 1 << ID_BITS))
        received = soft(word)
        received[chance.choice(CODE_BITS, 20, replace=False)] *= -1
        assert number(viterbi(received)[:ID_BITS]) == word


def test_cells_of_nothing_pass_the_check_as_rarely_as_sixteen_bits_say() -> None:
    chance = np.random.default_rng(2)
    passed = sum(decoded(chance.normal(0, 1, (ROWS, COLUMNS)).astype(np.float32)) is not None for _ in range(60))
    assert passed <= 1
    assert CRC_BITS == 16


def test_the_threshold_is_what_the_bound_gives() -> None:
    assert TRIES * math.exp(-(THRESHOLD**2) / 2) / 2**CRC_BITS == pytest.approx(FALSE_POSITIVES)
    assert FALSE_POSITIVES <= 1e-6


@pytest.mark.parametrize("kind", ["stripes", "one bright cell", "noise"])
def test_no_picture_beats_the_bound_more_often_than_it_says(kind: str) -> None:
    """Hoeffding's bound holds for any picture once signs are drawn apart from it: the worst ones are tried here."""
    chance, cells = np.random.default_rng(5), ROWS * COLUMNS // 4
    picture = {
        "stripes": np.tile([1.0, -1.0], cells // 2),
        "one bright cell": np.eye(1, cells)[0] * 50 + 0.01,
        "noise": chance.normal(0, 1, cells),
    }[kind]
    strengths = chance.choice([-1.0, 1.0], (4000, cells)) @ picture / np.linalg.norm(picture)
    for t in (0.5, 1.0, 2.0, 3.0):
        assert (strengths >= t).mean() <= math.exp(-(t**2) / 2) + 0.01


def test_one_frame_tells_the_id() -> None:
    found = find([luma()])
    assert found is not None
    assert found.mark == MARK
    assert found.chance < 1e-20


def test_an_unmarked_frame_holds_nothing() -> None:
    assert find([luma(None)]) is None
    assert find([]) is None


@pytest.mark.parametrize("share", [0.95, 0.9])
@pytest.mark.parametrize("is_scaled_back", [True, False])
def test_a_cropped_frame_tells_the_id_and_how_much_is_left(share: float, is_scaled_back: bool) -> None:
    away = round(1080 * (1 - share) / 2)
    part = luma()[away : 1080 - away, away : 1080 - away]
    found = find([np.asarray(cv2.resize(part, (1080, 1080), interpolation=cv2.INTER_CUBIC)) if is_scaled_back else part])
    assert found is not None
    assert found.mark == MARK
    assert found.left == pytest.approx((share, share), abs=0.011)


@pytest.mark.parametrize("side", [720, 540, 480])
def test_a_smaller_frame_tells_the_id(side: int) -> None:
    found = find([np.asarray(cv2.resize(luma(), (side, side), interpolation=cv2.INTER_AREA))])
    assert found is not None
    assert found.mark == MARK


def test_brightness_and_contrast_change_nothing() -> None:
    found = find([np.clip(luma().astype(np.float32) * 0.8 + 30, 0, 255).astype(np.uint8)])
    assert found is not None
    assert found.mark == MARK


def test_frames_add_up_to_what_one_alone_does_not_tell() -> None:
    def frames(count: int) -> list[NDArray[np.uint8]]:
        chance = np.random.default_rng(6)
        return [np.clip(luma() + chance.normal(0, 40, (1080, 1080)), 0, 255).astype(np.uint8) for _ in range(count)]

    one, many = (gathered(frames(count)) for count in (1, 8))
    assert one is not None
    assert many is not None
    assert best(folded(many, (1.0, 1.0)))[0] > 1.5 * best(folded(one, (1.0, 1.0)))[0]


def test_every_nth_frame_is_taken_up_to_a_number() -> None:
    frames = [np.full((2, 2), n, np.uint8) for n in range(20)]
    assert [int(frame[0, 0]) for frame in finding.sampled(iter(frames), 3, 4)] == [0, 3, 6, 9]
