"""Clips that people hand in, brought to the one form the renderer reads: 1080p30, H.264, BT.709, limited range."""

from __future__ import annotations

import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import ffmpeg
import imageio_ffmpeg

from tools.errors import AssetRefused

FPS = 30
MAX_S = 600.0
TIMEOUT_S = 900.0
LONG_SIDE, SHORT_SIDE = 1920, 1080
HDR = ("smpte2084", "arib-std-b67")
# A playlist named .mp4 would make ffmpeg read other files of this machine: only containers with their own bytes are opened.
CONTAINERS = {b"ftyp": "mov", b"moov": "mov", b"wide": "mov", b"mdat": "mov"}
ONLY = {
    "protocol_whitelist": "file",
    "format_whitelist": "mov,matroska",
    "codec_whitelist": "h264,hevc,av1,libdav1d,vp8,vp9,libvpx-vp9,mpeg4,mpeg2video,h263,mjpeg,png,prores,dnxhd,qtrle,rawvideo,"
    "aac,mp3,mp3float,ac3,eac3,opus,libopus,vorbis,libvorbis,flac,alac,mov_text,"
    "pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,pcm_f32le,pcm_u8",
}
"""What may open an upload: no network, no file that lists others, and of ffmpeg's hundreds of decoders those that cameras and
editors write."""
MAX_PIXELS = 36_000_000
MATROSKA = b"\x1a\x45\xdf\xa3"


def normalise(source: Path, target: Path, name: str, part: tuple[float, float] | None = None) -> tuple[int, int, float]:
    """Writes `source` to `target`, upright, at most 1920 x 1080 (or 1080 x 1920), 30 frames a second, sound as AAC.

    Returns width, height and seconds of what was written. `part` is the seconds from which and to which it is wanted. Called
    in a process of its own: see tools.opening. Raises AssetRefused with one sentence where it cannot be decoded to its end or
    is longer than ten minutes.
    """
    start_s, end_s = part or (0.0, MAX_S)
    found = facts(source, name)
    if not found["width"]:
        raise AssetRefused(f"{name!r} holds no picture; hand in a clip with video.")
    if part is None and found["length_s"] > MAX_S:
        raise AssetRefused(f"{name!r} runs {found['length_s'] / 60:.0f} minutes; hand in at most {MAX_S / 60:.0f} minutes of it.")
    has_sound, transfer = found["has_sound"], found["transfer"]
    stream = ffmpeg.input(str(source), f=container_of(source), **ONLY, **({"ss": f"{start_s:.4f}"} if part else {}))
    picture = stream.video
    if transfer in HDR:
        picture = picture.filter("zscale", t="linear", npl=100).filter("format", "gbrpf32le").filter("tonemap", "hable")
        picture = picture.filter("zscale", p="bt709", t="bt709", m="bt709", r="tv")
    picture = (
        picture.filter("fps", FPS)
        .filter("scale", *_box(), flags="lanczos", out_color_matrix="bt709", out_range="tv")
        .filter("setsar", 1)
        .filter("setparams", color_primaries="bt709", color_trc="bt709", colorspace="bt709", range="tv")
    )
    outputs: list[Any] = [picture]
    if has_sound:
        outputs.append(stream.audio.filter("aformat", sample_rates=48000, channel_layouts="stereo"))
    command = ffmpeg.output(
        *outputs,
        str(target),
        vcodec="libx264",
        preset="veryfast",
        crf=16,
        pix_fmt="yuv420p",
        g=FPS,
        movflags="+faststart",
        map_metadata=-1,
        t=min(MAX_S, end_s - start_s),
        **({"acodec": "aac", "audio_bitrate": "192k"} if has_sound else {}),
    ).global_args("-xerror", "-hide_banner", "-loglevel", "error", "-nostdin")
    _run(command.compile(cmd=imageio_ffmpeg.get_ffmpeg_exe(), overwrite_output=True), name)
    with av.open(str(target)) as container:
        made: Any = container.streams.video[0]
        return made.width, made.height, round(float((container.duration or 0) / av.time_base), 3)


def container_of(source: Path) -> str:
    """The one demuxer that may open the file, by its first bytes: a file that only names others is never followed."""
    with source.open("rb") as opened:
        head = opened.read(16)
    return "matroska" if head.startswith(MATROSKA) else CONTAINERS.get(head[4:8], "mov")


def facts(path: Path, name: str) -> dict[str, Any]:
    """What a clip says of itself, as plain values, with its first frame decoded; only in a process that may end for it.

    `width` and `height` are upright and 0 where there is no picture; `rate` is a fraction in words. Raises AssetRefused.
    """
    damaged = AssetRefused(f"{name!r} is a damaged clip; export it again and hand in the new one.")
    try:
        with av.open(str(path), format=container_of(path), options=ONLY) as opened:
            found: dict[str, Any] = {"length_s": float((opened.duration or 0) / av.time_base), "width": 0, "height": 0}
            found |= {"has_sound": bool(opened.streams.audio), "rate": "25", "transfer": ""}
            if not opened.streams.video:
                return found
            stream = opened.streams.video[0]
            if stream.width * stream.height > MAX_PIXELS:
                raise AssetRefused(
                    f"{name!r} has {stream.width} x {stream.height} pixels, more than I can use; hand in 4K or less."
                )
            first = next(opened.decode(stream), None)
            if first is None:
                raise damaged
            shape = stream.sample_aspect_ratio or Fraction(1)
            sides = (round(first.width * (shape if shape > 0 else 1)), first.height)
            width, height = sides[::-1] if first.rotation % 180 else sides
            transfer = {16: "smpte2084", 18: "arib-std-b67"}.get(int(first.color_trc or 0), "")
            return found | {"width": width, "height": height, "rate": str(stream.average_rate or 25), "transfer": transfer}
    except (av.error.FFmpegError, UnicodeDecodeError, AttributeError, ValueError) as error:
        # Names in no encoding, tracks of no known kind: a damaged file makes the library fall over wherever it is met.
        raise damaged from error


def _box() -> tuple[str, str]:
    """Scale expressions: never enlarge, keep the shape, even sides; ffmpeg evaluates them after it has turned the picture."""
    across, down = f"if(gt(iw,ih),{LONG_SIDE},{SHORT_SIDE})", f"if(gt(iw,ih),{SHORT_SIDE},{LONG_SIDE})"
    factor = f"min(1,min({across}/iw,{down}/ih))"
    return f"2*trunc(iw*{factor}/2)", f"2*trunc(ih*{factor}/2)"


def _run(command: list[str], name: str) -> None:
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=TIMEOUT_S, check=False)
    except subprocess.TimeoutExpired as error:
        raise AssetRefused(f"{name!r} takes too long to read; hand in a shorter clip.") from error
    if done.returncode:
        raise AssetRefused(f"{name!r} is a damaged clip; export it again and hand in the new one.")
