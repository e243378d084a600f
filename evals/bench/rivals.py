"""The scene pair of `equal` as MoviePy, one ffmpeg filtergraph and Remotion make it, with encoder settings like ours."""

from __future__ import annotations

import json
import shutil
import subprocess
import wave
from pathlib import Path
from typing import Any

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from evals.bench.equal import (
    FADE_FRAMES,
    FPS,
    GOLD,
    HEIGHT,
    SCENE_FRAMES,
    TITLES,
    WHITE,
    WIDTH,
    WORD_S,
    WORDS,
    figure,
    ground,
    lettering,
    offsets,
    place,
    strip,
)

FRAMES = 2 * SCENE_FRAMES
# The slow ones make two seconds, with the cross-fade in the middle.
SLOW_FRAMES = 60
FIRST = SCENE_FRAMES - SLOW_FRAMES // 2
REMOTION = ("remotion@4.0.529", "@remotion/cli@4.0.529", "react@19", "react-dom@19")
_HALF_S = FADE_FRAMES / FPS / 2
_SOURCE = Path(__file__).with_name("remotion")
_CHROMIUM = ("chromium", "chromium-browser", "google-chrome")


def moviepy_film(out: Path, sound: NDArray[np.float32]) -> None:
    """The pair made with MoviePy as its own guide would, with the same encoder settings."""
    from moviepy import AudioArrayClip, CompositeVideoClip, ImageClip, VideoClip, vfx  # type: ignore[import-untyped]

    half = FADE_FRAMES / FPS / 2

    def pair(index: int, lead: float, length: float) -> Any:
        wide = ground(index)

        def drift(t: float) -> NDArray[np.uint8]:
            left = int(48 * (t - lead + 1))
            return wide[:, left : left + WIDTH]

        title = ImageClip(lettering(TITLES[index], 84, WHITE)).with_duration(length - lead).with_start(lead)
        title = title.with_position(lambda t: (120, 290 + 40 * (1 - min(t, 1)))).with_effects([vfx.CrossFadeIn(1)])
        layers = [VideoClip(drift, duration=length)]
        layers.append(ImageClip(figure()).with_duration(length).with_position(lambda t: place(t - lead)))
        layers.append(title)
        for at, (word, x) in enumerate(zip(WORDS, offsets(), strict=True)):
            begin, end = at * WORD_S + lead, min((at + 1) * WORD_S + lead, length)
            white = lettering(word, 54, WHITE)
            for colour, start, stop in ((white, 0, begin), (lettering(word, 54, GOLD), begin, end), (white, end, length)):
                if stop > start:
                    layers.append(ImageClip(colour).with_start(start).with_duration(stop - start).with_position((x, 930)))
        return CompositeVideoClip(layers, size=(WIDTH, HEIGHT)).with_duration(length)

    length = SCENE_FRAMES / FPS
    first, second = pair(0, 0.0, length + half), pair(1, half, length + half)
    second = second.with_start(length - half).with_effects([vfx.CrossFadeIn(2 * half)])
    film = CompositeVideoClip([first, second], size=(WIDTH, HEIGHT)).with_duration(2 * length)
    film = film.subclipped(FIRST / FPS, (FIRST + SLOW_FRAMES) / FPS)
    film = film.with_audio(AudioArrayClip(np.ascontiguousarray(sound.T[: SLOW_FRAMES * 48_000 // FPS]), fps=48_000))
    encoder = ["-crf", "20", "-g", "60", "-tune", "animation", "-pix_fmt", "yuv420p"]
    options = {"codec": "libx264", "preset": "veryfast", "audio_codec": "aac", "audio_bitrate": "160k"}
    film.write_videofile(str(out), fps=FPS, ffmpeg_params=encoder, logger=None, **options)


def pictures(folder: Path, sound: NDArray[np.float32]) -> None:
    """What an editor would hand over: the scene's pictures as PNG, the caption line once for each word, and the sound as WAV."""
    for index in (0, 1):
        Image.fromarray(ground(index)).save(folder / f"ground{index}.png")
        Image.fromarray(lettering(TITLES[index], 84, WHITE)).save(folder / f"title{index}.png")
    Image.fromarray(figure()).save(folder / "figure.png")
    for index in range(len(WORDS)):
        Image.fromarray(strip(index)).save(folder / f"words{index}.png")
    with wave.open(str(folder / "sound.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(48_000)
        file.writeframes(np.rint(np.clip(sound.T, -1, 1) * 32767).astype("<i2").tobytes())


def ffmpeg_film(folder: Path, frames: int = FRAMES) -> None:
    """One filtergraph over `pictures`, as its manual advises: pictures are decoded and converted once, all is YUV throughout."""
    held = "loop=loop=-1:size=1:start=0,setpts=N/FRAME_RATE/TB"
    length = SCENE_FRAMES / FPS + _HALF_S
    ending, graph = "stop=-1:stop_mode=clone", []
    for index, lead in ((0, 0.0), (1, _HALF_S)):
        base, t = 4 * index, f"(t-{lead})"
        graph += [
            f"[{base}]format=yuv420p,{held},trim=duration={length},crop={WIDTH}:{HEIGHT}:x='48*({t}+1)':y=0[g{index}]",
            f"[{base + 1}]format=yuva420p,{held}[f{index}]",
            f"[{base + 2}]format=yuva420p,{held},fade=in:st={lead}:d=1:alpha=1[t{index}]",
            f"[{base + 3}]format=yuva420p,fps={FPS},tpad=start_duration={lead}:start_mode=clone:{ending}[w{index}]",
            f"[g{index}][f{index}]overlay=x='1300+60*sin(2*PI*{t}/5)':y='380+10*sin(2*PI*{t}/3)':shortest=1[a{index}]",
            f"[a{index}][t{index}]overlay=x=120:y='290+40*(1-clip({t},0,1))':shortest=1[b{index}]",
            f"[b{index}][w{index}]overlay=x={offsets()[0]}:y=930:shortest=1[s{index}]",
        ]
    graph.append(f"[s0][s1]xfade=transition=fade:duration={2 * _HALF_S}:offset={length - 2 * _HALF_S},format=yuv420p[v]")
    inputs: list[str] = []
    for index in (0, 1):
        for name in (f"ground{index}", "figure", f"title{index}"):
            inputs += ["-framerate", str(FPS), "-i", f"{name}.png"]
        inputs += ["-framerate", f"1/{WORD_S}", "-i", "words%d.png"]
    encoder = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20", "-tune", "animation", "-g", "60", "-r", str(FPS)]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-y", "-loglevel", "error", *inputs, "-i", "sound.wav"]
    command += ["-filter_complex", ";".join(graph), "-map", "[v]", "-map", "8:a", "-frames:v", str(frames), *encoder]
    subprocess.run([*command, "-c:a", "aac", "-b:a", "160k", "-shortest", "film.mp4"], cwd=folder, check=True)


def remotion_missing(installed: Path) -> str | None:
    """What is missing to run Remotion from the folder `installed`, in a sentence; None where nothing is."""
    if not shutil.which("node") or not _chromium():
        return "Remotion is not measured: it needs node and chromium"
    if not (installed / "node_modules" / "@remotion" / "cli").is_dir():
        return f"Remotion is not installed: npm install --prefix {installed} {' '.join(REMOTION)}"
    return None


def remotion_bundle(folder: Path, installed: Path) -> None:
    """Bundle `pictures` in `folder` as a React composition, as is done once for many renders; `installed` holds node_modules."""
    for source in _SOURCE.iterdir():
        shutil.copy(source, folder)
    (folder / "node_modules").symlink_to(installed / "node_modules")
    shown = folder / "public"
    shown.mkdir()
    for path in [*folder.glob("*.png"), folder / "sound.wav"]:
        path.rename(shown / path.name)
    settings = {
        "width": WIDTH, "height": HEIGHT, "fps": FPS, "scene": SCENE_FRAMES, "fade": FADE_FRAMES,
        "word": WORD_S, "words": len(WORDS), "left": offsets()[0],
    }  # fmt: skip
    (folder / "settings.json").write_text(json.dumps(settings))
    _remotion(folder, "bundle", "index.jsx", "--out-dir", "build")


def remotion_film(folder: Path, bundled: Path, frames: int = SLOW_FRAMES) -> None:
    """Render the folder of `remotion_bundle` into `folder`; Chromium draws in two pages."""
    encoder = ["--codec", "h264", "--crf", "20", "--x264-preset", "veryfast", "--audio-bitrate", "160k", "--concurrency", "2"]
    browser = ["--browser-executable", _chromium(), "--chrome-mode", "chrome-for-testing"]
    what = ["--frames", f"{FIRST}-{FIRST + frames - 1}", *encoder, *browser]
    _remotion(bundled, "render", "build", "pair", str(folder / "film.mp4"), *what)


def _remotion(folder: Path, *words: str) -> None:
    command = ["node", "node_modules/@remotion/cli/remotion-cli.js", *words]
    subprocess.run([*command, "--log", "error"], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _chromium() -> str:
    return next((found for name in _CHROMIUM if (found := shutil.which(name))), "")
