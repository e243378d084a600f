"""The sound of a film: voice lines to the sample, music that makes room for them, one loudness for all films."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import maximum_filter1d, minimum_filter1d, uniform_filter1d
from scipy.signal import resample_poly

from renderer.music.effects import played_at
from renderer.music.play import compose
from renderer.spec import SAMPLE_RATE_HZ, SAMPLES_PER_FRAME, Line, Music, Sound
from renderer.speech.level import SILENCE_LUFS, loudness

Stereo = NDArray[np.float32]
"""Shape (2, samples) at 48 kHz."""

TARGET_LUFS = -14.0
CEILING = 10 ** (-1.5 / 20)  # -1.5 dBTP: half a decibel is left for what the AAC encoder adds
OVERSAMPLING = 4
BED_BELOW_VOICE_LU = 5.0  # where nobody speaks
DUCK_DB = 12.0  # and this much less while somebody does
BED_ALONE_LUFS = -20.0

CONTROL_HZ = 100  # the ducking curve needs no more
SPEAKING_RMS = 0.01
BRIDGED_S = 0.9  # a pause shorter than this does not bring the music back
AHEAD_S = 0.25  # the music goes down before the first word
DUCK_SMOOTH_S = 0.35
LIMITER_S = 0.02
FADE_S = 0.01
BLOCK = 10 * SAMPLE_RATE_HZ
MARGIN = 256


def mix(sound: Sound, frames: int, clips: Sequence[NDArray[np.float32]]) -> Stereo:
    """The film's sound, (2, frames * 1600) at 48 kHz: -14 LUFS integrated, true peak at most -1 dBTP.

    `clips` are the spoken lines in the order of `sound.lines`, mono at about -20 LUFS. Without lines and music it is silence.
    """
    samples = frames * SAMPLES_PER_FRAME
    voice = place(sound.lines, clips, samples)
    mixed = np.stack([voice, voice])
    if sound.music is not None:
        mixed += bed(sound.music, voice)
    if sound.effects:
        # Softer while somebody speaks, but not gone as the music nearly is.
        mixed += played_at(sound.effects, samples) * np.sqrt(ducking(voice))
    _fade_ends(mixed)
    return master(mixed)


def place(lines: Sequence[Line], clips: Sequence[NDArray[np.float32]], samples: int) -> NDArray[np.float32]:
    """Every clip at the sample its line starts, mono; what lies past the end of the film is cut off."""
    voice = np.zeros(samples, np.float32)
    for line, clip in zip(lines, clips, strict=True):
        room = max(0, samples - line.start)
        voice[line.start : line.start + min(clip.size, room)] += clip[:room]
    return voice


def bed(music: Music, voice: NDArray[np.float32]) -> Stereo:
    """The film's music at its place under `voice`: 5 LU below it in the gaps and 17 LU below it while somebody speaks."""
    composed = compose(music.mood, voice.size / SAMPLE_RATE_HZ, music.seed, music.cuts_s)
    own = loudness(composed)
    if own <= SILENCE_LUFS:
        return composed
    spoken = loudness(np.stack([voice, voice]))
    wanted = spoken - BED_BELOW_VOICE_LU if spoken > SILENCE_LUFS else BED_ALONE_LUFS
    composed *= np.float32(10 ** ((wanted - own + music.gain_db) / 20))
    return composed * ducking(voice)


def ducking(voice: NDArray[np.float32]) -> NDArray[np.float32]:
    """Gain of the music for every sample: 1 where nobody speaks, -12 dB under speech, without a step between them."""
    hop = SAMPLE_RATE_HZ // CONTROL_HZ
    points = -(-voice.size // hop)
    padded = np.zeros(points * hop, np.float32)
    padded[: voice.size] = voice
    speaking = np.sqrt(np.square(padded.reshape(points, hop)).mean(axis=1)) > SPEAKING_RMS
    reach = round(BRIDGED_S * CONTROL_HZ)
    closed = minimum_filter1d(maximum_filter1d(np.pad(speaking, reach).astype(np.uint8), reach), reach)[reach : reach + points]
    early = round(2 * AHEAD_S * CONTROL_HZ) + 1
    depth = maximum_filter1d(closed.astype(np.float32), early)
    window = round(DUCK_SMOOTH_S * CONTROL_HZ)
    for _ in range(2):
        depth = uniform_filter1d(depth, window, mode="nearest")
    gain = 10 ** (-DUCK_DB * depth / 20)
    return np.asarray(np.interp(np.arange(voice.size) / hop, np.arange(points), gain), np.float32)


def master(mixed: Stereo) -> Stereo:
    """`mixed` at -14 LUFS with its peaks held below -1 dBTP. Silence stays silence."""
    loud = loudness(mixed)
    if loud <= SILENCE_LUFS:
        return mixed
    peaks = true_peaks(mixed)
    gain_db = TARGET_LUFS - loud
    result = mixed
    for round_ in range(7):  # limiting takes loudness away; a few rounds give it back
        result = mixed * limiter(peaks, 10 ** (gain_db / 20))
        missing = TARGET_LUFS - loudness(result)
        if abs(missing) < 0.1:
            break
        # What is added is limited in its turn, so later rounds reach further.
        gain_db += missing * (1.0 if round_ == 0 else 1.6)
    return result


def limiter(peaks: NDArray[np.float32], gain: float) -> NDArray[np.float32]:
    """`gain` for every sample, taken back smoothly around each of `peaks` that would pass the ceiling."""
    window = round(LIMITER_S * SAMPLE_RATE_HZ)
    needed = np.minimum(np.float32(gain), CEILING / np.maximum(peaks, 1e-9)).astype(np.float32)
    if needed.min() >= gain:
        return np.full(peaks.size, gain, np.float32)
    # The smallest of a window, smoothed over the same window, is never above what the peak in its middle needs.
    held = minimum_filter1d(needed, 2 * window + 1, mode="nearest")
    return np.asarray(uniform_filter1d(held, window, mode="nearest"), np.float32)


def true_peaks(mixed: Stereo) -> NDArray[np.float32]:
    """The largest value around each sample at four times the rate, over both channels, (samples,)."""
    samples = mixed.shape[1]
    peaks = np.empty(samples, np.float32)
    for start in range(0, samples, BLOCK):
        stop = min(start + BLOCK, samples)
        low, high = max(0, start - MARGIN), min(samples, stop + MARGIN)
        fine = np.abs(resample_poly(mixed[:, low:high], OVERSAMPLING, 1, axis=1)).max(axis=0)
        coarse = fine.reshape(-1, OVERSAMPLING).max(axis=1)
        peaks[start:stop] = coarse[start - low : stop - low]
    return np.asarray(np.maximum(peaks, np.abs(mixed).max(axis=0)), np.float32)


def _fade_ends(mixed: Stereo) -> None:
    ramp = np.linspace(0, 1, min(round(FADE_S * SAMPLE_RATE_HZ), mixed.shape[1]), dtype=np.float32)
    mixed[:, : ramp.size] *= ramp
    mixed[:, mixed.shape[1] - ramp.size :] *= ramp[::-1]
