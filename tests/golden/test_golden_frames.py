"""Films against reference frames. After a wanted change, `python tests/golden/test_golden_frames.py` writes new references."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = sorted(path.parent.name for path in HERE.glob("*/case.json"))


def frames_of(folder: Path) -> list[NDArray[np.uint8]]:
    """The case's film as a draft, decoded to RGB."""
    from evals.bench import equal, film
    from renderer.farm import LocalFarm
    from renderer.pipeline import render

    with LocalFarm(1) as farm:
        done = render(
            equal.spec(),
            folder / "film.mp4",
            quality="draft",
            cache_dir=folder / "cache",
            farm=farm,
            speak=film.tone,
            stage=equal.STAGE,
        )
    with av.open(str(done.path)) as opened:
        assert float(opened.duration or 0) / av.time_base == pytest.approx(done.frames / 30, abs=0.03)
        return [frame.to_ndarray(format="rgb24") for frame in opened.decode(video=0)]


def psnr(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    error = float(np.mean((a.astype(np.float32) - b) ** 2))
    return 99.0 if error == 0 else 10 * np.log10(255**2 / error)


@pytest.mark.parametrize("case", CASES)
def test_a_film_looks_as_its_references(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from renderer.encode import read_picture

    monkeypatch.syspath_prepend(str(ROOT))
    wanted = json.loads((HERE / case / "case.json").read_text())
    frames = frames_of(tmp_path)
    assert len(frames) == wanted["frames"]
    for n in wanted["references"]:
        reference = read_picture(HERE / case / f"{n}.png")[..., :3]
        assert psnr(frames[n], reference) >= wanted["psnr_floor_db"], f"frame {n} of {case}"


def remake() -> None:
    """Write every case's references anew; look at them before they are committed."""
    from renderer.encode import picture

    for case in CASES:
        with tempfile.TemporaryDirectory() as name:
            frames = frames_of(Path(name))
        for n in json.loads((HERE / case / "case.json").read_text())["references"]:
            (HERE / case / f"{n}.png").write_bytes(picture(frames[n]))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    remake()
