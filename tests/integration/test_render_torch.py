from __future__ import annotations

import numpy as np
import pytest
import torch

from renderer import planes, planes_torch

CPU = torch.device("cpu")


def picture(seed: int, width: int, height: int) -> planes.Planes:
    made = planes.Planes(width, height)
    planes.put_rgb(made, np.random.default_rng(seed).integers(0, 256, (height, width, 3), np.uint8))
    return made


def disc() -> planes.Sprite:
    rgba = np.random.default_rng(5).integers(0, 256, (60, 80, 4), np.uint8)
    return planes.sprite(rgba)


@pytest.mark.parametrize("device", sorted({"cpu", planes_torch.best().type}))
@pytest.mark.parametrize("at", [(20, 30), (20.4, 31.7), (-11.3, -7.1), (130.5, 90.25), (400, 10)])
@pytest.mark.parametrize("opacity", [1.0, 0.37])
def test_blending_on_torch_equals_opencv(at: tuple[float, float], opacity: float, device: str) -> None:
    wanted, found = picture(1, 160, 120), picture(1, 160, 120)
    planes.blend(wanted, disc(), *at, opacity)
    on = torch.device(device)
    drawn = planes_torch.frame(found, on)
    planes_torch.blend(drawn, planes_torch.art(disc(), on), *at, opacity)
    planes_torch.fetch(drawn, found)
    assert np.abs(wanted.buffer.astype(int) - found.buffer).max() <= 3


def test_fading_on_torch_equals_opencv() -> None:
    a, b, wanted, found = (picture(seed, 160, 120) for seed in range(4))
    planes.fade(a, b, 0.3, wanted)
    planes_torch.fetch(planes_torch.fade(planes_torch.frame(a, CPU), planes_torch.frame(b, CPU), 0.3), found)
    assert np.abs(wanted.buffer.astype(int) - found.buffer).max() <= 1
