"""Films against reference frames. After a wanted change, `python -m tests.golden.test_golden_frames` writes new references."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from renderer.scene import Stage
from renderer.spec import Canvas, RenderSpec, Transition, Utterance

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CASES = sorted(path.parent.name for path in HERE.glob("*/case.json"))


def spec_of(case: str) -> tuple[RenderSpec, Stage]:
    """The film of a case: plain layers, or three scenes of the product's look, wide or upright."""
    from evals.bench import equal, film
    from renderer.scene import LOOK

    if case == "equal_pair":
        return equal.spec(), equal.STAGE
    canvas = Canvas(width=1920, height=1080) if case == "look_wide" else Canvas(width=1080, height=1920)
    whole = film.film(10, 1.0, canvas=canvas)
    # presenter, list, closing
    scenes = tuple(whole.scenes[index] for index in (1, 4, 9))
    transitions = (Transition(kind="crossfade", frames=12), Transition())
    sound = whole.sound.model_copy(update={"lines": whole.sound.lines[:3]})
    return whole.model_copy(update={"scenes": scenes, "transitions": transitions, "sound": sound}), LOOK


def burst(utterance: Utterance) -> NDArray[np.float32]:
    """A voice that is 0.1 s of tone at the start of its line."""
    return np.sin(np.arange(4800, dtype=np.float32) * 2 * np.pi * 1000 / 48_000) * np.float32(0.5)


def onsets(path: Path) -> list[float]:
    """Seconds at which the film's sound turns loud."""
    with av.open(str(path)) as opened:
        parts = [(float(frame.time or 0), frame.to_ndarray()[0]) for frame in opened.decode(audio=0)]
    sound = np.abs(np.concatenate([samples for _, samples in parts]))
    loud = np.flatnonzero(sound > 0.4 * sound.max())
    return [parts[0][0] + float(at) / 48_000 for at in loud[np.r_[True, np.diff(loud) > 9600]]]


def frames_of(case: str, folder: Path) -> list[NDArray[np.uint8]]:
    """The case's film as a draft, decoded to RGB; its length and the places of its lines are checked on the way."""
    from renderer.farm import LocalFarm
    from renderer.pipeline import render

    spec, stage = spec_of(case)
    with LocalFarm(1) as farm:
        done = render(
            spec,
            folder / "film.mp4",
            quality="draft",
            cache_dir=folder / "cache",
            farm=farm,
            speak=burst,
            stage=stage,
        )
    with av.open(str(done.path)) as opened:
        assert float(opened.duration or 0) / av.time_base == pytest.approx(done.frames / 30, abs=0.03)
    assert onsets(done.path) == pytest.approx([line.start / 48_000 for line in spec.sound.lines], abs=0.02)
    with av.open(str(done.path)) as opened:
        return [frame.to_ndarray(format="rgb24") for frame in opened.decode(video=0)]


def reference(case: str, n: int, frame: NDArray[np.uint8]) -> tuple[Path, NDArray[np.uint8]]:
    """Where the reference of frame `n` lies, and the frame as it is kept: the look's at half size, to be small."""
    if case == "equal_pair":
        return HERE / case / f"{n}.png", frame
    height, width = frame.shape[0] // 2 * 2, frame.shape[1] // 2 * 2
    halves = frame[:height, :width].reshape(height // 2, 2, width // 2, 2, 3).mean(axis=(1, 3))
    return HERE / case / f"{n}.png", np.rint(halves).astype(np.uint8)


def psnr(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    error = float(np.mean((a.astype(np.float32) - b) ** 2))
    return 99.0 if error == 0 else 10 * np.log10(255**2 / error)


@pytest.mark.parametrize("case", CASES)
def test_a_film_looks_as_its_references(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from renderer.encode import read_picture

    monkeypatch.syspath_prepend(str(ROOT))
    wanted = json.loads((HERE / case / "case.json").read_text())
    frames = frames_of(case, tmp_path)
    assert len(frames) == wanted["frames"]
    for n in wanted["references"]:
        path, frame = reference(case, n, frames[n])
        assert psnr(frame, read_picture(path)[..., :3]) >= wanted["psnr_floor_db"], f"frame {n} of {case}"


def remake() -> None:
    """Write every case's references anew; look at them before they are committed."""
    from renderer.encode import picture

    for case in CASES:
        with tempfile.TemporaryDirectory() as name:
            frames = frames_of(case, Path(name))
        for n in json.loads((HERE / case / "case.json").read_text())["references"]:
            path, frame = reference(case, n, frames[n])
            path.write_bytes(picture(frame))


if __name__ == "__main__":
    remake()
