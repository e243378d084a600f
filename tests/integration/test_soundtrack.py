"""What people hear stays below the ceiling, also where the AAC encoder adds to a peak."""

from pathlib import Path

import av
import numpy as np
import pytest
from scipy.signal import butter, sosfilt

from renderer.encode import encode_sound
from renderer.mastering import limiter, true_peaks
from renderer.soundtrack import overshoots, write_soundtrack

RATE = 48_000
LIMIT = 10 ** (-1.0 / 20)


def hiss(seconds: float) -> np.ndarray:
    """A loud "sss": noise between 4 and 9 kHz, (2, n), with peaks at the ceiling."""
    noise = np.random.default_rng(3).standard_normal(round(seconds * RATE))
    band = sosfilt(butter(4, (4000, 9000), "bandpass", fs=RATE, output="sos"), noise)
    held = band * limiter(np.abs(band).astype(np.float32), 0.5)
    return np.stack([held, held]).astype(np.float32)


def decoded(path: Path) -> np.ndarray:
    with av.open(str(path)) as container:
        return np.concatenate([frame.to_ndarray() for frame in container.decode(audio=0)], axis=1)


def speech_like(seconds: float) -> np.ndarray:
    """A soft tone with one loud hiss a second."""
    sound = np.tile(0.1 * np.sin(np.arange(round(seconds * RATE)) / 30), (2, 1)).astype(np.float32)
    loud = hiss(seconds)
    for second in range(int(seconds)):
        burst = slice(second * RATE + 20_000, second * RATE + 24_000)
        sound[:, burst] += loud[:, burst] * np.hanning(4_000).astype(np.float32)
    return sound


def test_what_the_encoder_adds_is_taken_back(tmp_path: Path) -> None:
    sound = speech_like(12.0)
    encode_sound(tmp_path / "plain.mp4", [sound])
    assert true_peaks(decoded(tmp_path / "plain.mp4")).max() > LIMIT, "the case no longer shows the fault"
    write_soundtrack(tmp_path / "ours.mp4", [sound[:, : 5 * RATE], sound[:, 5 * RATE :]])
    assert true_peaks(decoded(tmp_path / "ours.mp4")).max() <= LIMIT
    assert not overshoots(tmp_path / "ours.mp4")


def test_only_the_neighbourhood_of_a_peak_is_softened(tmp_path: Path) -> None:
    sound = speech_like(6.0)
    sound[:, 3 * RATE :] *= 0.5
    encode_sound(tmp_path / "plain.mp4", [sound])
    write_soundtrack(tmp_path / "ours.mp4", [sound])
    assert all(at < 3 * RATE for at in overshoots(tmp_path / "plain.mp4"))
    plain, ours = decoded(tmp_path / "plain.mp4"), decoded(tmp_path / "ours.mp4")
    between = slice(0, 18_000)
    assert np.abs(plain[:, between] - ours[:, between]).max() < 0.02
    assert np.square(ours[:, : 3 * RATE]).mean() < np.square(plain[:, : 3 * RATE]).mean()
    assert np.square(ours[:, 4 * RATE :]).mean() == pytest.approx(np.square(plain[:, 4 * RATE :]).mean(), rel=0.05)


def test_silence_and_soft_sound_are_encoded_as_they_are(tmp_path: Path) -> None:
    soft = 0.3 * hiss(2.0)
    encode_sound(tmp_path / "plain.mp4", [soft])
    write_soundtrack(tmp_path / "ours.mp4", [soft])
    assert (tmp_path / "plain.mp4").read_bytes() == (tmp_path / "ours.mp4").read_bytes()
