"""How a film sounds, in numbers: loudness, peaks, voice over music, joins, the last beat, and whether moods differ.

No language model and no picture takes part: lines are spoken once, and every case mixes them under its own music.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np
from numpy.typing import NDArray
from pydantic import Field
from scipy.signal import resample_poly, stft

from evals.cases_file import Case, Row
from renderer import spec
from renderer.music.score import Score, write
from renderer.sound import bed, mix, place
from renderer.speech.engine import SpeechEngine
from renderer.speech.level import loudness
from tools.effects import effects

RATE = spec.SAMPLE_RATE_HZ
TARGET_LUFS, SLACK_LU, PEAK_DBTP = -14.0, 0.5, -1.0
VOICE_OVER_MUSIC_LU = 12.0
JOIN_RATIO = 1.0  # a join may jump as far as the film does elsewhere, no further
ON_BEAT_S = 0.03
SILENT_DB, LONGEST_SILENCE_S = -60.0, 0.7
LEAD_S = 0.4
_SCENE_PADDING_S = 0.9

Stereo = NDArray[np.float32]


class SoundCase(Case):
    """A film's sound. `text` has a line a scene, parted by '|'; an empty one is a scene of two seconds in which nobody speaks."""

    mood: str
    seed: int = 0
    transition: str = Field("push")


@dataclass(frozen=True)
class Heard:
    """A mix with what it was made of."""

    mixed: Stereo
    music: Stereo
    voice: NDArray[np.float32]
    score: Score
    joins: tuple[int, ...]
    cuts_s: tuple[float, ...]


def run(cases: Sequence[SoundCase], engine: SpeechEngine, voice: str) -> tuple[list[Row], Row]:
    """Every case mixed and measured. Raises UnknownMood."""
    spoken: dict[str, NDArray[np.float32]] = {}
    rows, features = [], []
    for case in cases:
        for line in case.text.split("|"):
            if line.strip() and line not in spoken:
                spoken[line] = engine.speak(spec.Utterance(text=line.strip(), voice=voice))
        heard = _heard(case, spoken, voice)
        rows.append({"id": case.id, "mood": case.mood, "seed": case.seed, **measured(heard)})
        features.append(_features(heard))
    return rows, _summary(rows, np.array(features))


def _heard(case: SoundCase, spoken: dict[str, NDArray[np.float32]], voice: str) -> Heard:
    texts = case.text.split("|")
    clips = [spoken[text] for text in texts if text.strip()]
    lengths = [2.0 if not text.strip() else spoken[text].size / RATE + LEAD_S + _SCENE_PADDING_S for text in texts]
    scenes = [spec.Scene(id=f"s{n}", frames=round(length * spec.FPS), layout="title") for n, length in enumerate(lengths)]
    ends = list(accumulate(scene.frames for scene in scenes))
    cuts_s = tuple(end / spec.FPS for end in ends[:-1])
    begins = [end - scene.frames for end, scene in zip(ends, scenes, strict=True)]
    starts = [round(begin * spec.SAMPLES_PER_FRAME + LEAD_S * RATE) for begin in begins]
    lines = tuple(
        spec.Line(utterance=spec.Utterance(text=text.strip(), voice=voice), start=start)
        for text, start in zip(texts, starts, strict=True)
        if text.strip()
    )
    moves = [spec.Transition(kind=case.transition, frames=12) for _ in cuts_s]
    music = spec.Music(mood=case.mood, seed=case.seed, cuts_s=cuts_s)
    sound = spec.Sound(lines=lines, music=music, effects=effects(scenes, moves))
    samples = ends[-1] * spec.SAMPLES_PER_FRAME
    placed = place(lines, clips, samples)
    joins = [line.start for line in lines] + [line.start + clip.size for line, clip in zip(lines, clips, strict=True)]
    joins += [round(cut * RATE) for cut in cuts_s]
    return Heard(
        mix(sound, ends[-1], clips),
        bed(music, placed),
        placed,
        write(case.mood, samples / RATE, case.seed, cuts_s),
        tuple(at for at in joins if at < samples),
        cuts_s,
    )


def measured(heard: Heard) -> Row:
    """The figures of one mix; `failed` names those out of bounds."""
    mixed, seconds = heard.mixed, heard.mixed.shape[1] / RATE
    rms = float(np.sqrt(np.square(mixed).mean()))
    row: Row = {
        "seconds": round(seconds, 1),
        "lufs": round(loudness(mixed), 2),
        "true_peak_dbtp": round(_decibels(float(np.abs(resample_poly(mixed, 8, 1, axis=1)).max())), 2),
        "crest_db": round(_decibels(float(np.abs(mixed).max())) - _decibels(rms), 1),
        "voice_over_music_lu": voice_over_music(heard.voice, heard.music),
        "join_jump": join_jump(mixed, heard.joins),
        "end_db": round(_decibels(float(np.abs(mixed[:, -480:]).max())), 1),
        "silence_s": longest_silence_s(mixed),
        "ring_s": round(seconds - heard.score.grid.last_s, 2),
        "last_chord_late_ms": _chord_late_ms(heard),
        "cuts_on_beats": sum(heard.score.grid.off_beat_s(cut) <= ON_BEAT_S for cut in heard.cuts_s),
        "cuts": len(heard.cuts_s),
        "bpm": round(heard.score.grid.bpm, 1),
        "stereo_correlation": round(float(np.corrcoef(heard.music[0], heard.music[1])[0][1]), 2),
        "shares_low_mid_high": _shares(heard.music),
    }
    return {**row, "failed": _failed(row)}


def voice_over_music(voice: NDArray[np.float32], music: Stereo) -> float | None:
    """Loudness of voice above music over the moments in which somebody speaks; None where nobody does."""
    block = RATE // 50
    count = voice.size // block
    level = np.sqrt(np.square(voice[: count * block].reshape(count, block)).mean(axis=1))
    speaking = np.repeat(level > 0.01, block)
    if not speaking.any():
        return None
    said = voice[: speaking.size][speaking]
    return round(loudness(np.stack([said, said])) - loudness(music[:, : speaking.size][:, speaking]), 1)


def join_jump(mixed: Stereo, joins: Sequence[int]) -> float:
    """The largest step from sample to sample within a millisecond of a join, in units of the film's own largest steps.

    Those are the 99.99th percentile of all steps: a join that clicks is far above 1.
    """
    steps = np.abs(np.diff(mixed, axis=1)).max(axis=0)
    near = max((float(steps[max(0, at - 48) : at + 48].max(initial=0)) for at in joins), default=0.0)
    return round(near / max(1e-9, float(np.percentile(steps, 99.99))), 2)


def longest_silence_s(mixed: Stereo) -> float:
    """The longest moment in which nothing is heard, before the film's last half second."""
    block = RATE // 100
    count = (mixed.shape[1] - RATE // 2) // block
    level = np.sqrt(np.square(mixed[:, : count * block]).mean(axis=0).reshape(count, block).mean(axis=1))
    heard = np.flatnonzero(level > 10 ** (SILENT_DB / 20))
    edges = [-1, *heard.tolist(), count]
    longest: int = max(later - sooner - 1 for sooner, later in pairwise(edges))
    return round(longest / 100, 2)


def _chord_late_ms(heard: Heard) -> float:
    """From the score's last beat to where the music rises most, nearer to it than to the next thirty-second note."""
    score = heard.score
    plain = np.square(heard.music.mean(axis=0))
    hop = RATE // 200
    envelope = np.log10(plain[: plain.size // hop * hop].reshape(-1, hop).mean(axis=1) + 1e-9)
    rise = np.maximum(0, envelope[4:] - envelope[:-4])
    at = round(score.grid.last_s * 200)
    reach = round(200 * 60 / score.grid.bpm / 8)
    first = max(0, at - reach - 2)
    window = rise[first : at + reach - 1]
    steps = float(first + int(window.argmax()) + 2)
    return round((steps - float(score.grid.last_s) * 200) * 5, 1)


def _shares(music: Stereo) -> list[float]:
    """Shares of the energy below 250 Hz, up to 4 kHz, and above."""
    spectrum = np.square(np.abs(np.fft.rfft(music.mean(axis=0))))
    pitches = np.fft.rfftfreq(music.shape[1], 1 / RATE)
    parts = [spectrum[(pitches >= low) & (pitches < high)].sum() for low, high in ((0, 250), (250, 4000), (4000, 24_000))]
    return [round(float(part / sum(parts)), 3) for part in parts]


def _failed(row: Row) -> list[str]:
    over = row["voice_over_music_lu"]
    bounds = {
        "lufs": abs(row["lufs"] - TARGET_LUFS) <= SLACK_LU,
        "true_peak_dbtp": row["true_peak_dbtp"] <= PEAK_DBTP,
        "voice_over_music_lu": over is None or over >= VOICE_OVER_MUSIC_LU,
        "join_jump": row["join_jump"] <= JOIN_RATIO,
        "end_db": row["end_db"] <= SILENT_DB / 1.5,
        "silence_s": row["silence_s"] <= LONGEST_SILENCE_S,
        "last_chord_late_ms": abs(row["last_chord_late_ms"]) <= 1000 * ON_BEAT_S,
        "stereo_correlation": row["stereo_correlation"] >= 0,
    }
    return [name for name, holds in bounds.items() if not holds]


def _features(heard: Heard) -> list[float]:
    """What tells moods apart: brightness, busyness, punch, width, and how energy lies over nine octaves."""
    score, seconds = heard.score, heard.mixed.shape[1] / RATE
    pitches, _, bins = stft(heard.music.mean(axis=0), RATE, nperseg=4096)
    power = np.square(np.abs(bins)).mean(axis=1)
    octaves = [float(power[(pitches >= 40 * 2**n) & (pitches < 80 * 2**n)].sum()) for n in range(9)]
    flux = np.maximum(0, np.diff(np.log10(np.abs(bins) + 1e-5), axis=1)).mean(axis=0)
    centroid = float((pitches * power).sum() / power.sum())
    onsets = (len(score.notes) + len(score.hits)) / seconds
    crest = float(np.abs(heard.music).max() / np.sqrt(np.square(heard.music).mean()))
    shape = np.log10(np.array(octaves) / sum(octaves) + 1e-5).tolist()
    return [np.log(score.grid.bpm) * 4, np.log(centroid), onsets / 8, np.log(crest), float(flux.mean() * 20), *shape]


def _summary(rows: Sequence[Row], features: NDArray[np.float64]) -> Row:
    moods = [row["mood"] for row in rows]
    spread = (features - features.mean(axis=0)) / (features.std(axis=0) + 1e-9)
    apart = np.linalg.norm(spread[:, None] - spread[None], axis=2) + np.diag(np.full(len(rows), np.inf))
    nearest = [moods[int(index)] for index in apart.argmin(axis=1)]
    over = [row["voice_over_music_lu"] for row in rows if row["voice_over_music_lu"] is not None]
    return {
        "mixes": len(rows),
        "moods": len(set(moods)),
        "lufs": [min(row["lufs"] for row in rows), max(row["lufs"] for row in rows)],
        "true_peak_dbtp": max(row["true_peak_dbtp"] for row in rows),
        "voice_over_music_lu": [min(over), max(over)] if over else None,
        "join_jump": max(row["join_jump"] for row in rows),
        "silence_s": max(row["silence_s"] for row in rows),
        "last_chord_late_ms": max(abs(row["last_chord_late_ms"]) for row in rows),
        "cuts_on_beats": f"{sum(row['cuts_on_beats'] for row in rows)}/{sum(row['cuts'] for row in rows)}",
        "told_by_sound": f"{sum(a == b for a, b in zip(moods, nearest, strict=True))}/{len(rows)}",
        "failed": sorted({f"{row['id']}: {name}" for row in rows for name in row["failed"]}),
        "reached": not any(row["failed"] for row in rows),
    }


def _decibels(value: float) -> float:
    return float(20 * np.log10(max(value, 1e-9)))
