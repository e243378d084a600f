"""Every encoder, decoder and mux call: H.264 segments, one AAC track, packet joins, the growing preview, pictures.

A segment is a video-only MP4 of its own, closed and starting with an IDR frame. All segments of one film have equal encoder
settings, so their parameter sets are equal and joining them is copying packets with their times moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
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
            # x264 copies what it is given before `encode` returns, so the frame may lie in the painter's own memory.
            frame = av.VideoFrame.from_numpy_buffer(planes.buffer, format="yuv420p")
            frame.pts, frame.time_base = count, Fraction(1, FPS)
            container.mux(stream.encode(frame))
            count += 1
        container.mux(stream.encode(None))
    return count


class _Film:
    """An MP4 being written: packets of segments moved behind each other, and a sound that keeps pace with them."""

    def __init__(self, container: OutputContainer, sound: _Encoded | _Ready | None) -> None:
        self._container, self._sound = container, sound
        self._video: VideoStream | None = None
        self._ticks = 0

    def add(self, segment: Path) -> int:
        """Append a segment, and the sound up to its end as far as it is there. Returns frames."""
        with av.open(str(segment)) as source:
            track = source.streams.video[0]
            if self._video is None:
                self._video = self._container.add_stream_from_template(track)
                self._video.time_base = Fraction(1, _TICKS)
                if self._sound:
                    self._sound.begin(self._container)
                if language := self._container.metadata.get("language"):
                    for stream in self._container.streams:
                        stream.metadata["language"] = language
            packets = [packet for packet in source.demux(track) if packet.size]
            for index, packet in enumerate(packets):
                assert packet.pts is not None
                packet.pts += self._ticks
                packet.dts = self._ticks + (index - _REORDER) * _FRAME_TICKS
                packet.duration = _FRAME_TICKS
                packet.stream = self._video
                self._sound_until(packet.dts)
                self._container.mux(packet)
            self._ticks += len(packets) * _FRAME_TICKS
            self._sound_until(self._ticks)
            return len(packets)

    def finish(self) -> None:
        """Write what is left of the sound."""
        if self._sound:
            self._sound.finish()

    def _sound_until(self, ticks: int) -> None:
        if self._sound:
            self._sound.write_until(ticks * SAMPLE_RATE_HZ // _TICKS)


class _Encoded:
    """Samples encoded as they come, into one AAC stream."""

    def __init__(self) -> None:
        self._waiting: NDArray[np.float32] = np.zeros((2, 0), np.float32)
        self._written = 0

    def begin(self, container: OutputContainer) -> None:
        self._container = container
        self._stream: AudioStream = container.add_stream("aac", rate=SAMPLE_RATE_HZ, layout="stereo")
        self._stream.bit_rate = AAC_BIT_RATE

    def give(self, samples: NDArray[np.float32]) -> None:
        """More samples, shape (2, n)."""
        self._waiting = np.concatenate([self._waiting, samples], axis=1)

    def write(self) -> None:
        """Encode what is there, but for the samples that do not fill a frame."""
        self.write_until(self._written + self._waiting.shape[1])

    def write_until(self, sample: int) -> None:
        whole = min(sample - self._written, self._waiting.shape[1]) // AAC_FRAME * AAC_FRAME
        if whole > 0:
            self._encode(self._waiting[:, :whole])
            self._waiting = self._waiting[:, whole:]

    def finish(self) -> None:
        self._encode(self._waiting)
        self._container.mux(self._stream.encode(None))

    def _encode(self, samples: NDArray[np.float32]) -> None:
        for start in range(0, samples.shape[1], AAC_FRAME):
            part = np.ascontiguousarray(samples[:, start : start + AAC_FRAME])
            frame = av.AudioFrame.from_ndarray(part, format="fltp", layout="stereo")
            frame.sample_rate, frame.pts, frame.time_base = SAMPLE_RATE_HZ, self._written, Fraction(1, SAMPLE_RATE_HZ)
            self._container.mux(self._stream.encode(frame))
            self._written += part.shape[1]


class _Ready:
    """The packets of a sound file, copied."""

    def __init__(self, source: InputContainer) -> None:
        self._source = source
        self._packets = (packet for packet in source.demux(source.streams.audio[0]) if packet.size)
        self._next = next(self._packets, None)

    def begin(self, container: OutputContainer) -> None:
        self._container = container
        self._stream = container.add_stream_from_template(self._source.streams.audio[0])

    def write_until(self, sample: int | None) -> None:
        while (packet := self._next) and (sample is None or (packet.pts or 0) + AAC_FRAME <= sample):
            self._next = next(self._packets, None)
            packet.stream = self._stream
            self._container.mux(packet)

    def finish(self) -> None:
        self.write_until(None)


def encode_sound(path: Path, parts: Iterable[NDArray[np.float32]]) -> None:
    """Write parts that follow each other, each of shape (2, n) at 48 kHz, as an AAC track that `join` copies."""
    with av.open(str(path), "w", format="mp4", options={"fflags": "+bitexact"}) as container:
        sound = _Encoded()
        sound.begin(container)
        for part in parts:
            sound.give(part)
            sound.write()
        sound.finish()


def join(out: Path, segments: Sequence[Path], sound: Path | None, tags: Sequence[tuple[str, str]] = ()) -> int:
    """Copy segments and a file of `encode_sound` into a faststart MP4; returns its frames. Replaces `out` at once.

    `tags` are the file's metadata; 'language' (three letters of ISO 639-2) is that of its tracks.
    """
    part = out.with_name(out.name + ".part")
    try:
        with ExitStack() as open_files:
            ready = _Ready(open_files.enter_context(av.open(str(sound)))) if sound else None
            options = {"movflags": "+faststart", "fflags": "+bitexact"}
            container = open_files.enter_context(av.open(str(part), "w", format="mp4", options=options))
            container.metadata.update(tags)
            film = _Film(container, ready)
            frames = sum(film.add(segment) for segment in segments)
            film.finish()
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return frames


class LiveFilm:
    """A fragmented MP4 that can be played while it grows; each added segment is on disk but for its last half second."""

    def __init__(self, path: Path) -> None:
        self._container = av.open(str(path), "w", format="mp4", options=_LIVE)
        self._sound = _Encoded()
        self._film = _Film(self._container, self._sound)

    def add(self, segment: Path, samples: NDArray[np.float32]) -> int:
        """Append a segment and exactly its samples; returns its frames."""
        self._sound.give(samples)
        return self._film.add(segment)

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
