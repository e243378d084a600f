"""Two films side by side in one clip, as they are really encoded."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest

from renderer.beside import plate
from tools.comparing import compare
from tools.errors import RenderCancelled

RED, GREEN, BLUE = (200, 40, 40), (40, 180, 60), (40, 60, 210)


def film(path: Path, size: tuple[int, int], *colors: tuple[int, int, int], tone_hz: float) -> Path:
    """One second of each colour, with a tone under it."""
    with av.open(str(path), "w") as container:
        video = container.add_stream("libx264", rate=30)
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        sound = container.add_stream("aac", rate=48_000, layout="mono")
        for color in colors:
            for _ in range(30):
                frame = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), color, np.uint8), format="rgb24")
                container.mux(video.encode(frame))
        wave = 0.3 * np.sin(2 * np.pi * tone_hz * np.arange(48_000 * len(colors)) / 48_000, dtype=np.float32)
        for start in range(0, len(wave), 1024):
            piece = av.AudioFrame.from_ndarray(wave[None, start : start + 1024], format="fltp", layout="mono")
            piece.sample_rate, piece.pts = 48_000, start
            container.mux(sound.encode(piece))
        container.mux(video.encode(None))
        container.mux(sound.encode(None))
    return path


def pictures(path: Path) -> list[np.ndarray]:
    with av.open(str(path)) as opened:
        return [frame.to_ndarray(format="rgb24") for frame in opened.decode(video=0)]


def loudest_hz(path: Path) -> float:
    with av.open(str(path)) as opened:
        wave = np.concatenate([frame.to_ndarray()[0] for frame in opened.decode(audio=0)])
        rate = opened.streams.audio[0].rate
    return float(np.argmax(np.abs(np.fft.rfft(wave))) * rate / len(wave))


def close(pixel: np.ndarray, color: tuple[int, int, int]) -> bool:
    return bool(np.abs(pixel.astype(int) - color).max() < 25)


@pytest.fixture
def films(tmp_path: Path) -> tuple[Path, Path]:
    wide = film(tmp_path / "v1.mp4", (320, 180), RED, GREEN, tone_hz=440)
    return wide, film(tmp_path / "v2.mp4", (180, 320), BLUE, BLUE, BLUE, tone_hz=880)


def test_the_shorter_one_holds_its_last_frame_and_the_newer_one_is_heard(films: tuple[Path, Path], tmp_path: Path) -> None:
    out, steps = tmp_path / "both.mp4", []
    made = compare(films, ("Version 1", "Version 2"), out, lambda done, left: steps.append(done), lambda: False)
    ground = plate(((320, 180), (180, 320)), ("Version 1", "Version 2"))
    frames = pictures(out)
    assert (len(frames), frames[0].shape) == (90, (ground.height, ground.width, 3))
    assert made.duration_s == 3.0 and made.timings["compare_s"] > 0
    (left, top), (right, upper) = ground.places
    assert close(frames[15][top + 90, left + 160], RED) and close(frames[15][upper + 160, right + 90], BLUE)
    assert close(frames[85][top + 90, left + 160], GREEN) and close(frames[85][upper + 160, right + 90], BLUE)
    assert loudest_hz(out) == pytest.approx(880, abs=5)
    assert steps == sorted(steps) and steps[-1] > 0.9


def test_a_comparison_that_is_stopped_leaves_no_clip(films: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "both.mp4"
    with pytest.raises(RenderCancelled):
        compare(films, ("Version 1", "Version 2"), out, lambda done, left: None, lambda: True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["v1.mp4", "v2.mp4"]


def test_a_label_that_is_too_long_stays_over_its_film() -> None:
    long = plate(((180, 320), (180, 320)), ("Version 1 · the one that our marketing team liked", "Version 2"))
    assert (long.width, long.height, long.places) == (432, 408, ((24, 64), (228, 64)))
