"""What may happen to a film on its way: encoded anew, scaled, cropped, graded. Frames are I420, (height * 3 / 2, width)."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence

import av
import numpy as np
from numpy.typing import NDArray

Frames = list[NDArray[np.uint8]]
Attack = Callable[[Frames], Frames]


def size(frames: Frames) -> tuple[int, int]:
    """Width and height in pixels."""
    width = frames[0].shape[1]
    return width, frames[0].size * 2 // 3 // width


def luma(frame: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(height, width) of a frame."""
    return frame.reshape(-1)[: frame.size * 2 // 3].reshape(-1, frame.shape[1])


def encoded(crf: int) -> Attack:
    """x264 as most tools call it: preset medium, with B-frames and look-ahead."""

    def attack(frames: Frames) -> Frames:
        width, height = size(frames)
        file = io.BytesIO()
        with av.open(file, "w", format="mp4") as container:
            stream = container.add_stream("libx264", rate=30, options={"crf": str(crf), "preset": "medium"})
            stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
            for frame in frames:
                container.mux(stream.encode(av.VideoFrame.from_ndarray(frame, format="yuv420p")))
            container.mux(stream.encode(None))
        file.seek(0)
        return decoded(file)

    return attack


def decoded(file: io.BytesIO | str) -> Frames:
    """Every frame of a film."""
    with av.open(file) as container:
        return [np.asarray(frame.to_ndarray(format="yuv420p"), np.uint8) for frame in container.decode(video=0)]


def scaled(width: int, height: int) -> Attack:
    """Bicubic, to even sides."""

    def attack(frames: Frames) -> Frames:
        asked = (width // 2 * 2, height // 2 * 2)
        made = (av.VideoFrame.from_ndarray(frame, format="yuv420p") for frame in frames)
        return [
            np.asarray(one.reformat(*asked, format="yuv420p", interpolation="BICUBIC").to_ndarray(), np.uint8) for one in made
        ]

    return attack


def by_short_side(pixels: int) -> Attack:
    """To 720p, 540p and so on: `pixels` on the short side."""

    def attack(frames: Frames) -> Frames:
        width, height = size(frames)
        factor = pixels / min(width, height)
        return scaled(round(width * factor), round(height * factor))(frames)

    return attack


def and_back(attack: Attack) -> Attack:
    """An attack that changes the size, and then scaling to what it was."""

    def both(frames: Frames) -> Frames:
        return scaled(*size(frames))(attack(frames))

    return both


def cropped(share: float) -> Attack:
    """`share` of width and of height off, half at each end."""

    def attack(frames: Frames) -> Frames:
        width, height = size(frames)
        left, top = (round(side * share / 2) // 2 * 2 for side in (width, height))
        return [_window(frame, width, height, left, top) for frame in frames]

    return attack


def _window(frame: NDArray[np.uint8], width: int, height: int, left: int, top: int) -> NDArray[np.uint8]:
    flat, pixels = frame.reshape(-1), width * height
    parts = []
    for start, step in ((0, 1), (pixels, 2), (pixels * 5 // 4, 2)):
        wide, high = width // step, height // step
        plane = flat[start : start + wide * high].reshape(high, wide)
        parts.append(plane[top // step : high - top // step, left // step : wide - left // step].reshape(-1))
    return np.concatenate(parts).reshape(-1, width - 2 * left)


def graded(contrast: float, lighter: int) -> Attack:
    """Contrast about the middle and levels of luma on top, as ffmpeg's `eq` does it."""

    def attack(frames: Frames) -> Frames:
        table = np.clip(np.rint((np.arange(256) - 128) * contrast + 128 + lighter), 0, 255).astype(np.uint8)
        out = []
        for frame in frames:
            copy = frame.copy()
            copy.reshape(-1)[: frame.size * 2 // 3] = table[luma(frame).reshape(-1)]
            out.append(copy)
        return out

    return attack


def chained(attacks: Sequence[Attack]) -> Attack:
    """One after the other."""

    def attack(frames: Frames) -> Frames:
        for each in attacks:
            frames = each(frames)
        return frames

    return attack


ATTACKS: dict[str, Attack] = {
    "as delivered": lambda frames: frames,
    "crf 28": encoded(28),
    "crf 32": encoded(32),
    "720p and back": and_back(by_short_side(720)),
    "540p and back": and_back(by_short_side(540)),
    "crop 5 %": cropped(0.05),
    "crop 5 %, scaled back": and_back(cropped(0.05)),
    "darker, less contrast": graded(0.8, -15),
    "lighter, more contrast": graded(1.1, 10),
    "540p at crf 28": chained((by_short_side(540), encoded(28))),
    "crop 5 %, graded, 720p at crf 28": chained((cropped(0.05), graded(0.85, 12), by_short_side(720), encoded(28))),
}
