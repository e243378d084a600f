"""Every encoder, decoder and mux call: H.264 segments, one AAC track, packet joins, the growing preview, pictures.

A segment is a video-only MP4 of its own, closed and starting with an IDR frame. All segments of one film have equal encoder
settings, so their parameter sets are equal and joining them is copying packets with their times moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Literal, Self

import av
import cv2
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer, OutputContainer
from av.video.stream import VideoStream
from numpy.typing import NDArray

from renderer.errors import Unreadable
from renderer.planes import Plane, Planes
from renderer.spec import FPS, SAMPLE_RATE_HZ, SAMPLES_PER_FRAME, Canvas, Quality

GOP = 60
AAC_FRAME = 1024
AAC_BIT_RATE = 160_000
_TICKS = 30_000
_FRAME_TICKS = _TICKS // FPS
# x264 decodes at most two frames ahead of showing them; very short segments less, so every segment is given the same lead.
_REORDER = 2
_BT709, _LIMITED = 1, 1  # AVCOL_*_BT709, AVCOL_RANGE_MPEG
# With an empty moov at the front every fragment stands alone; flushing makes the file grow as fragments are made.
_LIVE = {"movflags": "+empty_moov+default_base_moof+delay_moov", "frag_duration": "500000", "flush_packets": "1"}


@dataclass(frozen=True)
class Encoding:
    """Everything that decides an encoder's output besides the frames. Equal encodings can be joined."""

    width: int
    height: int
    preset: str
    crf: int
    tune: str

    def key(self) -> dict[str, object]:
        """Fields for a cache key, with the versions of the libraries that encode."""
        return {**asdict(self), "gop": GOP, "x264": av.library_versions["libavcodec"]}


def scale_of(canvas: Canvas, quality: Quality) -> float:
    """Pixels of the output per layout unit: 1 for a final; a draft has 360 on its short side."""
    return 1.0 if quality == "final" else 360 / min(canvas.width, canvas.height)


def encoding_for(canvas: Canvas, quality: Quality) -> Encoding:
    """Encoder settings of a film; sides are rounded to even numbers."""
    scale = scale_of(canvas, quality)
    width, height = (round(side * scale / 2) * 2 for side in (canvas.width, canvas.height))
    if quality == "final":
        return Encoding(width, height, "veryfast", 20, "animation")
    return Encoding(width, height, "superfast", 24, "animation")


def _video(container: OutputContainer, encoding: Encoding) -> VideoStream:
    options = {
        "preset": encoding.preset,
        "crf": str(encoding.crf),
        "tune": encoding.tune,
        "g": str(GOP),
        # Short look-ahead, few B-frames and no pyramid of them: 45 MB less in every worker at the same size, for 0.9 dB
        # of the 45 that this crf gives.
        "x264-params": "scenecut=0:open-gop=0:rc-lookahead=2:bframes=2:b-pyramid=none",
    }
    stream = container.add_stream("libx264", rate=FPS, options=options)
    stream.width, stream.height, stream.pix_fmt = encoding.width, encoding.height, "yuv420p"
    context = stream.codec_context
    context.time_base = Fraction(1, FPS)
    # One worker is one core; x264's own threads cost the same CPU and more memory.
    context.thread_count = 1
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    context.color_range = _LIMITED
    return stream


def encode_segment(path: Path, frames: Iterable[Planes], encoding: Encoding) -> int:
    """Write `frames` as a segment and return their number. Each frame is copied before the next is asked for."""
    # bitexact leaves the muxer's version and the date out, so equal frames give equal files
    options = {"video_track_timescale": str(_TICKS), "fflags": "+bitexact"}
    count = 0
    with av.open(str(path), "w", format="mp4", options=options) as container:
        stream = _video(container, encoding)
        for planes in frames:
            frame = av.VideoFrame.from_ndarray(planes.buffer, format="yuv420p")
            frame.pts, frame.time_base = count, Fraction(1, FPS)
            container.mux(stream.encode(frame))
            count += 1
        container.mux(stream.encode(None))
    return count


class _Film:
    """An MP4 being written: packets of segments moved behind each other, and one AAC stream that keeps pace."""

    def __init__(self, container: OutputContainer) -> None:
        self._container = container
        self._video: VideoStream | None = None
        self._audio: AudioStream | None = None
        self._ticks = 0
        self._written = 0
        self._waiting: NDArray[np.float32] = np.zeros((2, 0), np.float32)

    def add(self, segment: Path, samples: NDArray[np.float32] | None) -> int:
        """Append a segment with its samples, shape (2, frames * 1600); None leaves the film silent. Returns frames."""
        with av.open(str(segment)) as source:
            track = source.streams.video[0]
            if self._video is None:
                self._begin(track, samples is not None)
            assert self._video is not None
            packets = [packet for packet in source.demux(track) if packet.size]
            if samples is not None and samples.size:
                self._waiting = np.concatenate([self._waiting, samples], axis=1)
            for index, packet in enumerate(packets):
                assert packet.pts is not None
                packet.pts += self._ticks
                packet.dts = self._ticks + (index - _REORDER) * _FRAME_TICKS
                packet.duration = _FRAME_TICKS
                packet.stream = self._video
                self._sound_until(packet.dts * SAMPLE_RATE_HZ // _TICKS)
                self._container.mux(packet)
            self._ticks += len(packets) * _FRAME_TICKS
            self._sound_until(self._ticks * SAMPLE_RATE_HZ // _TICKS)
            return len(packets)

    def finish(self) -> None:
        """Encode what is left of the sound."""
        if self._audio is not None:
            self._encode(self._waiting)
            self._container.mux(self._audio.encode(None))

    def _begin(self, track: VideoStream, has_sound: bool) -> None:
        self._video = self._container.add_stream_from_template(track)
        self._video.time_base = Fraction(1, _TICKS)
        if has_sound:
            self._audio = self._container.add_stream("aac", rate=SAMPLE_RATE_HZ, layout="stereo")
            self._audio.bit_rate = AAC_BIT_RATE

    def _sound_until(self, sample: int) -> None:
        whole = min(sample - self._written, self._waiting.shape[1]) // AAC_FRAME * AAC_FRAME
        if self._audio is None or whole <= 0:
            return
        self._encode(self._waiting[:, :whole])
        self._waiting = self._waiting[:, whole:]

    def _encode(self, samples: NDArray[np.float32]) -> None:
        assert self._audio is not None
        for start in range(0, samples.shape[1], AAC_FRAME):
            part = np.ascontiguousarray(samples[:, start : start + AAC_FRAME])
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE_HZ, self._written, Fraction(1, SAMPLE_RATE_HZ)
            self._container.mux(self._audio.encode(frame))
            self._written += part.shape[1]


def join(out: Path, segments: Sequence[Path], samples: NDArray[np.float32] | None) -> int:
    """Join segments and sound, shape (2, frames * 1600), into a faststart MP4; returns its frames. Replaces `out` at once."""
    part = out.with_name(out.name + ".part")
    frames = 0
    try:
        with av.open(str(part), "w", format="mp4", options={"movflags": "+faststart", "fflags": "+bitexact"}) as container:
            film = _Film(container)
            for segment in segments:
                # The whole sound is handed over with the first segment: the encoder takes what it needs when it needs it.
                frames += film.add(segment, samples if segment is segments[0] else _NONE if samples is not None else None)
            film.finish()
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return frames


_NONE: NDArray[np.float32] = np.zeros((2, 0), np.float32)


class LiveFilm:
    """A fragmented MP4 that can be played while it grows; each added segment is on disk but for its last half second."""

    def __init__(self, path: Path) -> None:
        self._container = av.open(str(path), "w", format="mp4", options=_LIVE)
        self._film = _Film(self._container)

    def add(self, segment: Path, samples: NDArray[np.float32]) -> int:
        """Append a segment and exactly its samples; returns its frames."""
        return self._film.add(segment, samples)

    def finish(self) -> None:
        """Write what is left and close."""
        self._film.finish()
        self._container.close()

    def abandon(self) -> None:
        """Close a preview that will not be finished; what was written stays playable."""
        self._container.close()


class Clip:
    """Frames of an uploaded clip at exact times: the one shown at `t` is the last that starts at or before it."""

    def __init__(self, path: Path, in_s: float = 0.0) -> None:
        try:
            self._container: InputContainer = av.open(str(path))
            self._stream = self._container.streams.video[0]
        except (av.FFmpegError, IndexError) as error:
            raise Unreadable(str(path), "a clip") from error
        self._stream.codec_context.thread_count = 1
        self._in_s = in_s
        self._frames: Iterator[av.VideoFrame] = iter(())
        self._shown: av.VideoFrame | None = None
        self._next: av.VideoFrame | None = None
        try:
            self._seek(0.0)
        except av.FFmpegError as error:
            raise Unreadable(str(path), "a clip") from error
        if self._shown is None:
            raise Unreadable(str(path), "a clip")

    def at(self, t: float, width: int, height: int) -> Plane:
        """RGB bytes, shape (height, width, 3), `t` seconds after the clip's in point; the last frame holds past the end."""
        start = float((self._stream.start_time or 0) * (self._stream.time_base or 1))
        wanted = max(self._in_s + t, 0.0) + start + 1e-6
        if self._shown is None or wanted < (self._shown.time or 0.0) or wanted > (self._shown.time or 0.0) + 2:
            self._seek(wanted)
        while self._next is not None and (self._next.time or 0.0) <= wanted:
            self._shown, self._next = self._next, next(self._frames, None)
        assert self._shown is not None, "the first frame was decoded when the clip was opened"
        return np.asarray(self._shown.to_ndarray(format="rgb24", width=width, height=height), np.uint8)

    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self._stream.width, self._stream.height

    def _seek(self, wanted: float) -> None:
        assert self._stream.time_base is not None
        # Decoding starts at the key frame before, so a frame's bytes do not depend on which was asked for last.
        self._container.seek(int(wanted / self._stream.time_base), stream=self._stream, backward=True)
        self._frames = self._container.decode(self._stream)
        self._shown = next(self._frames, None)
        self._next = next(self._frames, None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._container.close()


def read_picture(path: Path) -> Plane:
    """Straight-alpha RGBA bytes, shape (h, w, 4), turned upright by its EXIF orientation; raises Unreadable."""
    data = np.frombuffer(path.read_bytes(), np.uint8)
    found = cv2.imdecode(data, cv2.IMREAD_UNCHANGED) if data.size else None
    if found is None or found.dtype != np.uint8:
        raise Unreadable(str(path), "a picture")
    if found.ndim == 3 and found.shape[2] == 4:
        return np.asarray(cv2.cvtColor(found, cv2.COLOR_BGRA2RGBA))
    upright = cv2.imdecode(data, cv2.IMREAD_COLOR)
    return np.asarray(cv2.cvtColor(upright, cv2.COLOR_BGR2RGBA))


def picture(rgb: Plane, kind: Literal["png", "jpeg"] = "png") -> bytes:
    """RGB bytes, shape (h, w, 3), as a PNG, or as a JPEG of quality 88."""
    options = [cv2.IMWRITE_JPEG_QUALITY, 88] if kind == "jpeg" else [cv2.IMWRITE_PNG_COMPRESSION, 4]
    _, data = cv2.imencode(f".{kind}", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), options)
    return bytes(data)


def samples_of(frames: int) -> int:
    """Samples that sound while `frames` are shown."""
    return frames * SAMPLES_PER_FRAME
