"""A few stills of the gallery against references; after a wanted change, `python -m tests.golden.test_golden_gallery`."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from renderer.encode import picture, read_picture
from renderer.gallery import Dress, canvas_of, drawn_props, sample
from renderer.planes import to_rgb
from renderer.stills import frame_of

HERE = Path(__file__).parent / "gallery"
FLOOR_DB = 33.0
# Look, shape, layout, caption style, and the dress: between them most looks, every shape and every caption style.
CASES = {
    "luxury": ("16x9", "quote", "minimal", Dress("#B08D57", "dust", "blur", dark=True)),
    "retro": ("1x1", "price", "", Dress("#D9542B", "sunburst", "blinds")),
    "news": ("16x9", "bar_chart", "boxed", Dress("#C8102E", "bands", "slide")),
    "handmade": ("4x5", "kinetic", "", Dress("#2F7D5B", "paper", "page")),
    "playful": ("9x16", "list", "karaoke", Dress("#F25C9A", "shapes", "iris")),
    "corporate": ("16x9", "agenda", "word", Dress("#1F5FA8", "window", "crossfade")),
    "minimal": ("9x16", "big_number", "bold", Dress("#1B1F24", "plain", "cut")),
    "tech": ("16x9", "code", "", Dress("#6741D9", "grid", "wipe", dark=True)),
}


def still(look: str, folder: Path) -> NDArray[np.uint8]:
    shape, layout, style, dress = CASES[look]
    scene = sample(layout, dress, drawn_props(folder), captions=style)
    return to_rgb(frame_of(scene, canvas_of(look, dress, shape), 1.7, 1 / 6))


@pytest.mark.parametrize("look", CASES)
def test_a_look_is_as_it_was_approved(look: str, tmp_path: Path) -> None:
    wanted = read_picture(HERE / f"{look}.png")[..., :3]
    error = float(np.mean((still(look, tmp_path).astype(np.float32) - wanted) ** 2))
    assert error == 0 or 10 * np.log10(255**2 / error) >= FLOOR_DB


def remake() -> None:
    """Write the references anew; look at them before they are committed."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for look in CASES:
            (HERE / f"{look}.png").write_bytes(picture(still(look, Path(folder))))


if __name__ == "__main__":
    remake()
