"""Which device a tensor computation runs on; the only other home of torch in the renderer is `planes_torch`."""

from __future__ import annotations

import torch


def best() -> torch.device:
    """CUDA where there is one, else the CPU."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
