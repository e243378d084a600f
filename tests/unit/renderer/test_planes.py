from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from renderer import planes

MATRIX = np.array([[0.1826, 0.6142, 0.0620], [-0.1006, -0.3386, 0.4392], [0.4392, -0.3989, -0.0403]])
OFFSET = np.array([16, 128, 128])


def art(seed: int = 0, height: int = 40, width: int = 64) -> NDArray[np.uint8]:
    rng = np.random.default_rng(seed)
    small = rng.integers(0, 256, (height // 8, width // 8, 4), dtype=np.uint8)
    return np.ascontiguousarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC))


def frame(seed: int = 1, width: int = 160, height: int = 120) -> planes.Planes:
    made = planes.Planes(width, height)
    made.buffer[:] = np.random.default_rng(seed).integers(16, 236, made.buffer.shape, dtype=np.uint8)
    return made


def float_blend(under: planes.Planes, rgba: NDArray[np.uint8], x: float, y: float, opacity: float) -> list[NDArray[np.float64]]:
    """The same blend in doubles: Y, U and V planes."""
    alpha = rgba[..., 3] / 255.0
    yuv = (rgba[..., :3] @ MATRIX.T + OFFSET) * alpha[..., None]
    done = []
    for index, plane in enumerate((under.y, under.u, under.v)):
        step = 2 if index else 1
        part = [channel.reshape(channel.shape[0] // step, step, -1, step).mean((1, 3)) for channel in (yuv[..., index], alpha)]
        matrix = np.array([[1, 0, x / step], [0, 1, y / step]])
        size = plane.shape[::-1]
        colour, cover = (cv2.warpAffine(channel, matrix, size, flags=cv2.INTER_LINEAR) for channel in part)
        base = plane.astype(np.float64)
        done.append(base + opacity * (colour + base * (1 - cover) - base))
    return done


@pytest.mark.parametrize("opacity", [1.0, 0.6, 0.07])
@pytest.mark.parametrize("place", [(20, 30), (21, 33), (-10, -6), (130, 100)])
def test_blend_equals_a_float_reference(place: tuple[int, int], opacity: float) -> None:
    under, rgba = frame(), art()
    wanted = float_blend(under, rgba, *place, opacity)
    planes.blend(under, planes.sprite(rgba), *place, opacity)
    for got, want in zip((under.y, under.u, under.v), wanted, strict=True):
        assert np.abs(got - want).max() <= 2


@pytest.mark.parametrize("place", [(20.25, 30.5), (21.5, 33.0), (-10.75, -6.25), (130.5, 100.125)])
def test_blend_between_pixels_equals_a_float_reference(place: tuple[float, float]) -> None:
    under, rgba = frame(), art()
    wanted = float_blend(under, rgba, *place, 1.0)
    planes.blend(under, planes.sprite(rgba), *place)
    for got, want in zip((under.y, under.u, under.v), wanted, strict=True):
        # OpenCV's reference interpolates in 1/32 steps and both sides round, hence 3
        assert np.abs(got - want).max() <= 3


def centre_of(x: float) -> float:
    under = planes.Planes(64, 32)
    planes.fill(under, (0, 0, 0))
    white = np.full((8, 8, 4), 255, np.uint8)
    planes.blend(under, planes.sprite(white), x, 10)
    weight = under.y.astype(float).sum(0) - under.y.astype(float).sum(0).min()
    return float((weight * np.arange(64)).sum() / weight.sum())


def test_a_slow_drift_moves_in_every_frame() -> None:
    steps = np.diff([centre_of(20 + 0.125 * n) for n in range(17)])
    assert np.abs(steps - 0.125).max() < 0.03


def test_an_opaque_sprite_replaces_what_is_below() -> None:
    under = frame()
    rgba = art()
    rgba[..., 3] = 255
    made = planes.sprite(rgba)
    planes.blend(under, made, 20, 30)
    assert made.is_opaque
    assert np.array_equal(under.y[30:70, 20:84], made.y)
    assert under.y[70, 20] == frame().y[70, 20]


def test_nothing_changes_outside_the_frame_or_without_opacity() -> None:
    under, made = frame(), planes.sprite(art())
    planes.blend(under, made, 500, 10)
    planes.blend(under, made, 10, -90)
    planes.blend(under, made, 10, 10, 0.0)
    assert np.array_equal(under.buffer, frame().buffer)


def test_scale_grows_about_the_top_left_corner() -> None:
    under = planes.Planes(160, 120)
    planes.fill(under, (0, 0, 0))
    planes.blend(under, planes.sprite(np.full((40, 40, 4), 255, np.uint8)), 20, 20, scale=1.5)
    rows = np.flatnonzero(under.y[:, 50] > 120)
    assert (rows[0], rows[-1]) == (20, 79)


def test_colours_survive_the_way_to_yuv_and_back() -> None:
    colours = [(255, 255, 255), (0, 0, 0), (59, 91, 219), (230, 40, 40), (20, 160, 90), (250, 200, 10)]
    for colour in colours:
        made = planes.Planes(16, 16)
        planes.fill(made, colour)
        assert np.abs(planes.to_rgb(made)[8, 8].astype(int) - colour).max() <= 2
        planes.put_rgb(made, np.full((16, 16, 3), colour, np.uint8))
        assert np.abs(planes.to_rgb(made)[8, 8].astype(int) - colour).max() <= 2


def test_fade_meets_both_ends() -> None:
    a, b, out = frame(1), frame(2), planes.Planes(160, 120)
    planes.fade(a, b, 0.0, out)
    assert np.array_equal(out.buffer, a.buffer)
    planes.fade(a, b, 1.0, out)
    assert np.array_equal(out.buffer, b.buffer)


def test_odd_frames_are_refused() -> None:
    with pytest.raises(ValueError, match="even"):
        planes.Planes(161, 120)
