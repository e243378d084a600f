from __future__ import annotations

import struct
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from renderer import encode, planes
from renderer.errors import Unreadable
from renderer.spec import Canvas

ENCODING = encode.Encoding(160, 96, "ultrafast", 20, "animation")
LENGTHS = (30, 47, 1, 61, 13, 90, 2, 29, 33, 60, 17)


def flash(frames: int, colour: tuple[int, int, int] = (255, 255, 255)) -> Iterator[planes.Planes]:
    """Frames of a segment: `colour` in the first, then near black."""
    made = planes.Planes(160, 96)
    for n in range(frames):
        planes.fill(made, colour if n == 0 else (10, 10, 10))
        yield made


def beeps() -> NDArray[np.float32]:
    """A click of 10 ms at every segment's first sample."""
    total = encode.samples_of(sum(LENGTHS))
    sound = np.zeros((2, total), np.float32)
    starts = encode.samples_of(1) * np.cumsum([0, *LENGTHS[:-1]])
    for start in starts:
        sound[:, start : start + 480] = 0.8 * np.sin(np.arange(480) * 2 * np.pi * 1000 / 48000)
    return sound


@pytest.fixture(scope="module")
def segments(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("segments")
    paths = [folder / f"{index}.mp4" for index in range(len(LENGTHS))]
    for path, frames in zip(paths, LENGTHS, strict=True):
        assert encode.encode_segment(path, flash(frames), ENCODING) == frames
    return paths


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sound") / "beeps.m4a"
    encode.encode_sound(path, [beeps()])
    return path


def bright_times(path: Path) -> list[float]:
    with av.open(str(path)) as film:
        return [float(frame.time or 0) for frame in film.decode(video=0) if frame.to_ndarray()[:96].mean() > 128]


def beep_times(path: Path) -> list[float]:
    """Onsets of the clicks on the container's clock."""
    with av.open(str(path)) as film:
        parts = [(float(frame.time or 0), frame.to_ndarray()[0]) for frame in film.decode(audio=0)]
    sound = np.concatenate([samples for _, samples in parts])
    loud = np.flatnonzero(np.abs(sound) > 0.2)
    onsets = loud[np.r_[True, np.diff(loud) > 700]]
    return [parts[0][0] + float(onset) / 48000 for onset in onsets]


def test_every_join_is_in_sync_and_every_frame_is_there(segments: list[Path], sound: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    assert encode.join(out, segments, sound) == sum(LENGTHS)
    starts = [float(start) / 30 for start in np.cumsum([0, *LENGTHS[:-1]])]
    assert bright_times(out) == pytest.approx(starts, abs=1e-4)
    # A click that begins two frames after another melts into it in AAC, so onsets are asked where they are apart.
    heard = beep_times(out)
    apart = [start for index, start in enumerate(starts) if index == 0 or start - starts[index - 1] > 0.2]
    for start in apart:
        assert min(abs(start - onset) for onset in heard) < 0.004
    with av.open(str(out)) as film:
        times = [frame.pts for frame in film.decode(video=0)]
    assert np.array_equal(np.diff(times), np.full(sum(LENGTHS) - 1, 1000))


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as film:
        return [bytes(packet) for packet in film.demux(audio=0) if packet.size]


def test_the_sound_is_copied_whole_and_lies_between_the_pictures(segments: list[Path], sound: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    encode.join(out, segments, sound)
    assert packets(out) == packets(sound)
    with av.open(str(out)) as film:
        places = sorted((packet.pos, packet.stream.type) for packet in film.demux() if packet.size)
    runs = [len(list(run)) for _, run in groupby(kind for _, kind in places)]
    assert max(runs) < 10


def boxes(data: bytes) -> list[str]:
    names, at = [], 0
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        if size == 1:
            size = struct.unpack(">Q", data[at + 8 : at + 16])[0]
        names.append(name.decode())
        at += size
    return names


def test_the_index_lies_before_the_data(segments: list[Path], sound: Path, tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    encode.join(out, segments, sound)
    names = boxes(out.read_bytes())
    assert names.index("moov") < names.index("mdat")


def test_the_film_is_tagged_and_coloured_bt709(tmp_path: Path) -> None:
    colour = (59, 91, 219)

    def frames() -> Iterator[planes.Planes]:
        made = planes.Planes(160, 96)
        planes.fill(made, colour)
        yield made

    encode.encode_segment(tmp_path / "one.mp4", frames(), ENCODING)
    encode.join(tmp_path / "film.mp4", [tmp_path / "one.mp4"], None)
    with av.open(str(tmp_path / "film.mp4")) as film:
        context = film.streams.video[0].codec_context
        frame = next(film.decode(video=0))
        tags = (int(context.colorspace), int(context.color_primaries), int(context.color_trc), int(context.color_range))
        assert tags == (1, 1, 1, 1)
        rgb = frame.to_ndarray(format="rgb24")[48, 80]
    assert np.abs(rgb.astype(int) - colour).max() <= 3


def test_segments_encoded_twice_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        encode.encode_segment(tmp_path / name, flash(40), ENCODING)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_the_preview_can_be_played_while_it_grows(segments: list[Path], tmp_path: Path) -> None:
    path, sound, at, shown = tmp_path / "live.mp4", beeps(), 0, 0
    live = encode.LiveFilm(path)
    for segment, frames in zip(segments, LENGTHS, strict=True):
        live.add(segment, sound[:, encode.samples_of(at) : encode.samples_of(at + frames)])
        at += frames
        if at < 30:
            continue
        with av.open(str(path)) as film:
            seen = sum(1 for _ in film.decode(video=0))
        assert seen >= max(at - 16, shown)
        shown = seen
    live.finish()
    assert bright_times(path) == pytest.approx([float(n) / 30 + bright_times(path)[0] for n in np.cumsum([0, *LENGTHS[:-1]])])
    assert beep_times(path)[0] - bright_times(path)[0] == pytest.approx(0, abs=0.004)


def test_a_clip_shows_the_frame_of_its_time(tmp_path: Path) -> None:
    def ramp() -> Iterator[planes.Planes]:
        made = planes.Planes(160, 96)
        for n in range(90):
            planes.fill(made, (2 * n, 2 * n, 2 * n))
            yield made

    encode.encode_segment(tmp_path / "clip.mp4", ramp(), ENCODING)
    with encode.Clip(tmp_path / "clip.mp4", in_s=0.5) as clip:
        for t in (0.0, 1.0, 0.5, 2.0, 0.04, 99.0):
            wanted = 2 * min(89, int((t + 0.5) * 30 + 1e-3))
            assert abs(int(clip.at(t, 80, 48)[24, 40, 0]) - wanted) <= 3


def test_pictures_come_back_upright_and_with_alpha(tmp_path: Path) -> None:
    rgb = np.zeros((20, 30, 3), np.uint8)
    rgb[:, :15] = (200, 100, 50)
    (tmp_path / "a.png").write_bytes(encode.picture(rgb))
    assert np.array_equal(encode.read_picture(tmp_path / "a.png")[..., :3], rgb)


def test_a_page_named_png_is_refused(tmp_path: Path) -> None:
    (tmp_path / "page.png").write_text("<html>")
    with pytest.raises(Unreadable, match=r"page\.png"):
        encode.read_picture(tmp_path / "page.png")
    with pytest.raises(Unreadable, match=r"page\.png"):
        encode.Clip(tmp_path / "page.png")


def test_drafts_are_360_on_the_short_side() -> None:
    sizes = [(1920, 1080), (1080, 1920), (1080, 1080), (1080, 1350)]
    made = [encode.encoding_for(Canvas(width=width, height=height), "draft") for width, height in sizes]
    assert [(one.width, one.height) for one in made] == [(640, 360), (360, 640), (360, 360), (360, 450)]
