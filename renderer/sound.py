"""The sound of a film: voice lines to the sample, music that makes room for them, one loudness for all films."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d

from renderer.mastering import Keep, Loudness, Part, Stereo, loudness_of, mastered
from renderer.music.effects import played_at
from renderer.music.movements import movement, movements
from renderer.spec import SAMPLE_RATE_HZ, SAMPLES_PER_FRAME, Line, Music, Sound
from renderer.speech.level import SILENCE_LUFS

BED_BELOW_VOICE_LU = 5.0  # where nobody speaks
DUCK_DB = 12.0  # and this much less while somebody does
BED_ALONE_LUFS = -20.0

CONTROL_HZ = 100  # the ducking curve needs no more
SPEAKING_RMS = 0.01
BRIDGED_S = 0.9  # a pause shorter than this does not bring the music back
AHEAD_S = 0.25  # the music goes down before the first word
DUCK_SMOOTH_S = 0.35
FADE_S = 0.01
_HOP = SAMPLE_RATE_HZ // CONTROL_HZ

Clip = Callable[[int], NDArray[np.float32]]
"""The spoken line of a number, mono at about -20 LUFS."""


def mix(sound: Sound, frames: int, clips: Sequence[NDArray[np.float32]]) -> Stereo:
    """The film's sound, (2, frames * 1600) at 48 kHz: -14 LUFS integrated, true peak at most -1 dBTP.

    `clips` are the spoken lines in the order of `sound.lines`. Without lines and music it is silence.
    """
    return np.concatenate(list(_mixed(sound, frames, lambda number: clips[number], _in_memory)), axis=1)


def mix_parts(sound: Sound, frames: int, clip: Clip) -> Iterator[Stereo]:
    """As `mix`, in parts of about a minute, with all but the one in hand on disk."""
    with tempfile.TemporaryDirectory(prefix="agency-") as folder:
        names = count()

        def keep(samples: NDArray[np.float32]) -> Part:
            path = Path(folder, f"{next(names)}.npy")
            np.save(path, samples)
            return lambda: np.asarray(np.load(path, mmap_mode="r"))

        yield from _mixed(sound, frames, clip, keep)


def _in_memory(samples: NDArray[np.float32]) -> Part:
    return lambda: samples


def _mixed(sound: Sound, frames: int, clip: Clip, keep: Keep) -> Iterator[Stereo]:
    samples = frames * SAMPLES_PER_FRAME
    spans = movements(samples, sound.music.cuts_s if sound.music else ())
    voices = [keep(_placed(sound.lines, clip, first, end)) for first, end in spans]
    depth = _depth(np.concatenate([_speaking(voice()) for voice in voices]))
    spoken = _spoken_lufs(voices)
    parts = []
    for number, (first, end) in enumerate(spans):
        mixed = np.tile(voices[number](), (2, 1))
        ducked = _gain(depth, first, end)
        if sound.music is not None:
            mixed += _levelled(movement(sound.music, number, first, end), sound.music, spoken) * ducked
        if sound.effects:
            # Softer while somebody speaks, but not gone as the music nearly is.
            mixed += played_at(sound.effects, samples, first, end) * np.sqrt(ducked)
        _fade_ends(mixed, is_first=first == 0, is_last=end == samples)
        parts.append(keep(mixed))
    yield from mastered(parts, keep)


def place(lines: Sequence[Line], clips: Sequence[NDArray[np.float32]], samples: int) -> NDArray[np.float32]:
    """Every clip at the sample its line starts, mono; what lies past the end of the film is cut off."""
    assert len(lines) == len(clips)
    return _placed(lines, lambda number: clips[number], 0, samples)


def _placed(lines: Sequence[Line], clip: Clip, first: int, end: int) -> NDArray[np.float32]:
    """What of the lines is heard from sample `first` to `end`."""
    voice = np.zeros(end - first, np.float32)
    for number, line in enumerate(lines):
        if line.start >= end:
            continue
        samples = clip(number)
        begin, stop = max(line.start, first), min(line.start + samples.size, end)
        if stop > begin:
            voice[begin - first : stop - first] += samples[begin - line.start : stop - line.start]
    return voice


def bed(music: Music, voice: NDArray[np.float32]) -> Stereo:
    """The film's music at its place under `voice`: 5 LU below it in the gaps and 17 LU below it while somebody speaks."""
    spoken = _spoken_lufs([_in_memory(voice)])
    pieces = [
        _levelled(movement(music, number, first, end), music, spoken)
        for number, (first, end) in enumerate(movements(voice.size, music.cuts_s))
    ]
    return np.concatenate(pieces, axis=1) * ducking(voice)


def _spoken_lufs(voices: Sequence[Part]) -> float:
    meter = Loudness()
    for voice in voices:
        meter.add(np.tile(voice(), (2, 1)))
    return meter.lufs()


def _levelled(composed: Stereo, music: Music, spoken: float) -> Stereo:
    """A piece of music as loud as it is where nobody speaks, in a film whose voice is at `spoken` LUFS."""
    own = loudness_of([_in_memory(composed)])
    if own <= SILENCE_LUFS:
        return composed
    wanted = spoken - BED_BELOW_VOICE_LU if spoken > SILENCE_LUFS else BED_ALONE_LUFS
    composed *= np.float32(10 ** ((wanted - own + music.gain_db) / 20))
    return composed


def ducking(voice: NDArray[np.float32]) -> NDArray[np.float32]:
    """Gain of the music for every sample: 1 where nobody speaks, -12 dB under speech, without a step between them."""
    return _gain(_depth(_speaking(voice)), 0, voice.size)


def _speaking(voice: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Whether somebody speaks, for each hundredth of a second."""
    points = -(-voice.size // _HOP)
    padded = np.zeros(points * _HOP, np.float32)
    padded[: voice.size] = voice
    return np.asarray(np.sqrt(np.square(padded.reshape(points, _HOP)).mean(axis=1)) > SPEAKING_RMS)


def _depth(speaking: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How far the music is down, 0..1, for each hundredth of a second."""
    reach, points = round(BRIDGED_S * CONTROL_HZ), speaking.size
    closed = minimum_filter1d(maximum_filter1d(np.pad(speaking, reach).astype(np.uint8), reach), reach)[reach : reach + points]
    early = round(2 * AHEAD_S * CONTROL_HZ) + 1
    depth = maximum_filter1d(closed.astype(np.float32), early)
    window = round(DUCK_SMOOTH_S * CONTROL_HZ)
    for _ in range(2):
        depth = uniform_filter1d(depth, window, mode="nearest")
    return np.asarray(depth, np.float32)


def _gain(depth: NDArray[np.float32], first: int, end: int) -> NDArray[np.float32]:
    """The music's gain from sample `first` to `end` of the film."""
    gain = 10 ** (-DUCK_DB * depth / 20)
    return np.asarray(np.interp(np.arange(first, end) / _HOP, np.arange(depth.size), gain), np.float32)


def master(mixed: Stereo) -> Stereo:
    """`mixed` at -14 LUFS with its peaks held below -1 dBTP. Silence stays silence."""
    return np.concatenate(list(mastered([_in_memory(mixed)], _in_memory)), axis=1)


def _fade_ends(mixed: Stereo, *, is_first: bool, is_last: bool) -> None:
    ramp = np.linspace(0, 1, min(round(FADE_S * SAMPLE_RATE_HZ), mixed.shape[1]), dtype=np.float32)
    if is_first:
        mixed[:, : ramp.size] *= ramp
    if is_last:
        mixed[:, mixed.shape[1] - ramp.size :] *= ramp[::-1]
