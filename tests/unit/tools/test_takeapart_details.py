"""Logos, strips and what is heard, on pictures and samples made of numbers."""

import io
from fractions import Fraction
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tools.takeapart import hearing
from tools.takeapart.decode import SOUND_HZ, Probed
from tools.takeapart.findings import Area, Shot, Span, Strip
from tools.takeapart.letters import case_of
from tools.takeapart.marks import corner, mark, outlines
from tools.takeapart.reel import Reel
from tools.takeapart.strips import in_line, strips, typical

Frames = NDArray[np.uint8]
WIDTH, HEIGHT = 320, 180


def reel(stills: list[Frames], per_s: int = 4) -> Reel:
    """A reel whose every frame is a still."""
    disk = io.BytesIO(np.stack(stills).tobytes())
    times = np.arange(len(stills)) / per_s
    video = Probed(Path("a.mp4"), "a.mp4", len(stills) / per_s, WIDTH, HEIGHT, Fraction(per_s), False, "")
    thumbs = np.stack([still[::5, ::5] for still in stills])
    return Reel(video, (Span(0, len(stills) / per_s),), (0, len(stills)), times, thumbs, np.arange(len(stills)), disk)


def ground(seed: int) -> Frames:
    """Blocks in colours of its own, so that nothing of one shot is in the next."""
    blocks = np.random.default_rng(seed).integers(40, 215, (6, 8, 3))
    return np.roll(np.kron(blocks, np.ones((30, 40, 1))), (7 * seed, 9 * seed), axis=(0, 1)).astype(np.uint8)


def lettered(frame: Frames, x: int, y: int, width: int, height: int, seed: int, card: int = 20) -> Frames:
    """A card with upright strokes like letters on it."""
    out = frame.copy()
    out[y : y + height, x : x + width] = card
    strokes = np.random.default_rng(seed).choice(np.arange(x + 4, x + width - 4, 3), width // 8, replace=False)
    for stroke in strokes:
        out[y + 4 : y + height - 4, stroke : stroke + 2] = 235 if card < 128 else 20
    return out


def test_a_mark_that_stands_over_shots_is_found_in_its_corner() -> None:
    stills = [lettered(ground(at // 4), 20, 10, 40, 14, seed=99, card=250) for at in range(24)]
    cut = [Shot(Span(at, at + 1.0), "cut") for at in range(6)]
    found = mark({"a": outlines(reel(stills), cut)}, {})
    assert found is not None
    assert found[0].area.overlap(Area(20 / WIDTH, 10 / HEIGHT, 40 / WIDTH, 14 / HEIGHT)) > 0.8
    assert found[0].corner == "upper left"


def test_shots_without_a_mark_have_none() -> None:
    cut = [Shot(Span(at, at + 1.0), "cut") for at in range(6)]
    assert mark({"a": outlines(reel([ground(at // 4) for at in range(24)]), cut)}, {}) is None


def test_corners_are_named_by_thirds() -> None:
    assert corner(Area(0.8, 0.05, 0.1, 0.1)) == "upper right"
    assert corner(Area(0.45, 0.9, 0.1, 0.05)) == "middle"


def film(shots: int, *, captions: bool = False, names: bool = False) -> tuple[Reel, list[Shot]]:
    """Shots of three seconds; captions change each half second, a name stands from the first to the second second."""
    stills, cut = [], []
    for at in range(shots):
        cut.append(Shot(Span(at * 3.0, at * 3.0 + 3.0), "cut" if at else "start"))
        for step in range(12):
            frame = ground(at)
            if captions:
                frame = lettered(frame, 90, 160, 140, 14, seed=100 * at + step // 2)
            if names and 3 <= step < 9:
                frame = lettered(frame, 20, 118, 90, 24, seed=at, card=245)
            stills.append(frame)
    return reel(stills), cut


def test_captions_are_found_where_they_change() -> None:
    (found,) = strips(*film(4, captions=True))
    assert found.kind == "caption"
    assert found.area.overlap(Area(94 / WIDTH, 164 / HEIGHT, 132 / WIDTH, 6 / HEIGHT)) > 0.6
    assert found.color is not None


def test_a_name_that_leaves_within_its_shot_is_found() -> None:
    found = in_line(strips(*film(3, names=True)))
    assert len(found) == 3
    assert found[0].area.overlap(Area(20 / WIDTH, 118 / HEIGHT, 90 / WIDTH, 24 / HEIGHT)) > 0.6
    assert abs(found[0].span.end_s - 2.0) <= 0.3


def test_a_film_without_words_has_no_strips() -> None:
    assert strips(*film(4)) == ()


def test_strips_out_of_line_are_none() -> None:
    areas = [Area(0.1, 0.7, 0.2, 0.1), Area(0.4, 0.55, 0.3, 0.1)]
    assert in_line([Strip("name", area, Span(0, 1)) for area in areas]) == ()


def test_the_typical_strip_has_the_middle_place_and_the_usual_colour() -> None:
    found = [
        Strip("name", Area(0.1, 0.7, wide, 0.1), Span(0, 1), color)
        for wide, color in ((0.2, "#FFFFFF"), (0.3, "#FFFFFF"), (0.4, None))
    ]
    one = typical(found)
    assert one is not None and (one.area.width, one.color) == (0.3, "#FFFFFF")


def chord(seconds: float) -> NDArray[np.float64]:
    at = np.arange(int(seconds * SOUND_HZ)) / SOUND_HZ
    return 0.1 * sum(np.sin(2 * np.pi * pitch * at) for pitch in (220.0, 277.2, 329.6))  # type: ignore[return-value]


def syllables(seconds: float) -> NDArray[np.float64]:
    """Buzzes that glide, four a second, with silence between them."""
    at = np.arange(int(seconds * SOUND_HZ)) / SOUND_HZ
    glide = 2 * np.pi * np.cumsum(140 + 60 * np.sin(2 * np.pi * 1.7 * at)) / SOUND_HZ
    voice = sum(np.sin(order * glide) / order for order in range(1, 18))
    return np.asarray(0.1 * voice * (np.sin(2 * np.pi * 2 * at) > 0.1))


def test_held_notes_are_music() -> None:
    assert hearing.window(chord(2.0)) == (True, False)


def test_gliding_syllables_are_speech() -> None:
    assert hearing.window(syllables(2.0)) == (False, True)


def test_silence_and_noise_are_neither() -> None:
    noise = np.random.default_rng(1).normal(0, 0.02, 2 * SOUND_HZ)
    assert hearing.window(np.zeros(2 * SOUND_HZ)) == (False, False)
    assert hearing.window(noise) == (False, False)


def words(heights: list[list[int]]) -> Frames:
    """White bars for letters on one base line, by word, on black."""
    frame, x = np.zeros((60, 640, 3), np.uint8), 10
    for word in heights:
        for height in word:
            frame[45 - height : 45, x : x + 8] = 255
            x += 12
        x += 20
    return frame


def test_the_case_of_words_is_told_from_the_heights_of_letters() -> None:
    assert case_of([words([[30] * 5, [30] * 4, [30] * 6])]) == "upper"
    assert case_of([words([[30, 20, 20], [30, 20, 20, 20], [30, 20, 20], [30, 20]])]) == "title"
    assert case_of([words([[30, 20, 20], [20, 20, 30, 20], [20, 20, 20], [20, 30]])]) == "sentence"
    assert case_of([words([[30, 30]])]) is None
