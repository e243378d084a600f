"""Clips are brought to the one form the renderer reads."""

from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from memory.files import FolderFiles
from tools.assets import accept
from tools.errors import AssetRefused


def clip(path: Path, size: tuple[int, int], fps: int, frames: int, codec: str = "libx264") -> Path:
    with av.open(str(path), "w") as container:
        stream: Any = container.add_stream(codec, rate=fps)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for number in range(frames):
            pixels = np.full((size[1], size[0], 3), number * 3 % 255, np.uint8)
            container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode())
    return path


@pytest.mark.parametrize(
    ("size", "expected"), [((2560, 1440), (1920, 1080)), ((720, 2560), (540, 1920)), ((640, 361 - 1), (640, 360))]
)
def test_a_clip_becomes_1080p30_h264_without_being_enlarged(
    tmp_path: Path, size: tuple[int, int], expected: tuple[int, int]
) -> None:
    files = FolderFiles(tmp_path / "files")
    accepted = accept(clip(tmp_path / "in.mp4", size, 25, 25), "tour.mov", files)
    assert (accepted.kind, accepted.width, accepted.height) == ("video", *expected)
    with av.open(str(files.path(accepted.sha256))) as container:
        stream = container.streams.video[0]
        assert (stream.codec_context.name, stream.average_rate, int(stream.codec_context.colorspace)) == ("h264", 30, 1)
        assert sum(1 for _ in container.decode(stream)) == 30


def test_a_damaged_clip_is_refused_in_one_sentence(tmp_path: Path) -> None:
    whole = clip(tmp_path / "in.mp4", (320, 180), 30, 60).read_bytes()
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(AssetRefused, match=r"'broken.mp4' is a damaged clip"):
        accept(broken, "broken.mp4", FolderFiles(tmp_path / "files"))


def test_a_playlist_that_calls_itself_a_clip_opens_no_other_file(tmp_path: Path) -> None:
    secret = clip(tmp_path / "secret.mp4", (320, 180), 30, 30)
    playlist = tmp_path / "list.mp4"
    playlist.write_text(f"ffconcat version 1.0\nfile '{secret}'\n")
    with pytest.raises(AssetRefused):
        accept(playlist, "list.mp4", FolderFiles(tmp_path / "files"))
