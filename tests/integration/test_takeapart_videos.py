"""Real files taken apart: what a series shares, and everything that may be wrong with a file."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

import av
import numpy as np
import pytest

from memory.domain.brand import Bumper, Color, Shape
from renderer.encode import Encoding, encode_segment, encode_sound, join
from renderer.planes import Planes, put_rgb
from tools.brand.material import material
from tools.brand.videos import learn_videos
from tools.errors import TakingApartCancelled
from tools.takeapart.videos import Source, take_apart

WIDTH, HEIGHT, FPS = 320, 180, 30
ENCODING = Encoding(WIDTH, HEIGHT, "superfast", 20, "animation")
GREEN, YELLOW = (11, 110, 79), (255, 209, 102)


def picture(seed: int) -> np.ndarray:
    """Words on one of the brand's two colours."""
    frame = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    frame[:] = GREEN if seed % 2 else YELLOW
    rng = np.random.default_rng(seed)
    for _ in range(9):
        x, y = int(rng.integers(10, 250)), int(rng.integers(10, 150))
        frame[y : y + 12, x : x + int(rng.integers(8, 60))] = (250, 250, 250) if seed % 2 else (20, 20, 24)
    return frame


def film(path: Path, shots: list[tuple[int, int]]) -> Path:
    """A film of (picture, frames), with a tone under it."""
    planes = Planes(WIDTH, HEIGHT)

    def frames() -> Iterator[Planes]:
        for seed, count in shots:
            put_rgb(planes, picture(seed))
            for _ in range(count):
                yield planes

    silent, sound = path.with_suffix(".video.mp4"), path.with_suffix(".sound.mp4")
    count = encode_segment(silent, frames(), ENCODING)
    tone = 0.1 * np.sin(2 * np.pi * 330 * np.arange(count * 1600) / 48_000)
    encode_sound(sound, [np.stack([tone, tone]).astype(np.float32)])
    join(path, [silent], sound)
    return path


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("series")
    one = film(folder / "one.mp4", [(1, 45), (12, 40), (13, 40), (14, 40), (2, 50)])
    two = film(folder / "two.mp4", [(22, 30), (1, 45), (23, 60), (24, 45), (2, 50)])
    return [one, two]


def learn(paths: list[Path], **more: object) -> tuple[object, list[Path]]:
    kept: list[Path] = []

    def keep(path: Path) -> str:
        with av.open(str(path)) as clip:
            kept.append(Path(f"{float((clip.duration or 0) / av.time_base):.1f}"))
        return sha256(path.read_bytes()).hexdigest()

    day = date(2026, 3, 1)
    return learn_videos("Fern", [material(path, today=day) for path in paths], keep, **more), kept  # type: ignore[arg-type]


def test_a_series_gives_its_colours_cuts_opening_and_closing(series: list[Path]) -> None:
    found = take_apart([Source(path, path.name, path.name) for path in series])
    one, two = found.videos
    assert [round(shot.span.start_s * FPS) for shot in one.shots] == [0, 45, 85, 125, 165]
    assert found.opening is not None and found.closing is not None
    assert (found.opening.spans["two.mp4"].start_s, found.opening.spans["two.mp4"].end_s) == pytest.approx((1.0, 2.5), abs=0.05)
    assert found.closing.spans["one.mp4"].start_s == pytest.approx(5.5, abs=0.05)
    assert one.aspect == two.aspect == "16:9"
    assert one.sound is not None and one.sound.music_share == 1.0 and one.sound.lufs is not None


def test_what_is_learned_has_evidence_and_the_clips_are_kept(series: list[Path]) -> None:
    lesson, kept = learn(series)
    values = [item.value for item in lesson.items]  # type: ignore[attr-defined]
    assert {value.kind for value in values if isinstance(value, Bumper)} == {"opening", "closing"}
    assert [float(str(length)) for length in kept] == pytest.approx([1.5, 1.7], abs=0.1)
    assert Shape(text="16:9") in values
    assert len([value for value in values if isinstance(value, Color) and value.role in ("primary", "secondary")]) == 2
    assert all(item.evidence for item in lesson.items)  # type: ignore[attr-defined]


def test_the_same_files_twice_give_the_same_items(series: list[Path]) -> None:
    (first, _), (again, _) = learn(series), learn([*series, series[0]])
    assert [item.id for item in first.items] == [item.id for item in again.items]  # type: ignore[attr-defined]
    assert any("counts once" in note for note in again.notes)  # type: ignore[attr-defined]


def test_files_that_are_no_videos_stop_no_other(series: list[Path], tmp_path: Path) -> None:
    sound = tmp_path / "sound.mp4"
    encode_sound(sound, [np.zeros((2, 48_000), np.float32)])
    cut_off = tmp_path / "cut-off.mp4"
    cut_off.write_bytes(series[0].read_bytes()[:-4000])
    playlist = tmp_path / "list.mp4"
    playlist.write_text("#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n")
    lesson, _ = learn([*series, sound, cut_off, playlist])
    refused = " ".join(lesson.refused)  # type: ignore[attr-defined]
    assert "'sound.mp4' holds no picture" in refused and "'cut-off.mp4'" in refused and "'list.mp4'" in refused
    assert len(lesson.watched) == 2  # type: ignore[attr-defined]


def test_a_video_of_another_brand_is_told_and_left_out(series: list[Path], tmp_path: Path) -> None:
    third = film(tmp_path / "three.mp4", [(1, 45), (33, 50), (34, 50), (2, 50)])
    planes = Planes(WIDTH, HEIGHT)

    def frames() -> Iterator[Planes]:
        for tone in ((180, 20, 40), (40, 40, 200), (180, 20, 40)):
            frame = picture(5)
            frame[(frame == GREEN).all(axis=-1)] = tone
            put_rgb(planes, frame)
            for _ in range(50):
                yield planes

    other = tmp_path / "other.mp4"
    encode_segment(other, frames(), ENCODING)
    found = take_apart([Source(path, path.name, path.name) for path in (*series, third, other)])
    assert found.odd == ("other.mp4",)
    assert len(found.videos) == 3


def test_progress_grows_and_the_work_can_be_stopped(series: list[Path]) -> None:
    shares: list[float] = []
    learn(series, on_progress=lambda label, share: shares.append(share))
    assert shares == sorted(shares) and shares[-1] == 1.0
    with pytest.raises(TakingApartCancelled):
        learn(series, cancelled=lambda: True)
