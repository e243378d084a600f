"""Shots, colours and shared openings, on pictures made of numbers."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from tools.brand.videos import roles_of
from tools.takeapart import palette
from tools.takeapart.findings import Area, Span, Swatch
from tools.takeapart.reel import parts_of
from tools.takeapart.shared import Edge, is_same_film, shared
from tools.takeapart.shots import changes

Frames = NDArray[np.uint8]
RATE = 30


def scene(seed: int, frames: int) -> Frames:
    """Thumbnails of a scene of blocks in which one bar moves on."""
    rng = np.random.default_rng(seed)
    still = np.kron(rng.integers(0, 255, (6, 8, 3)), np.ones((6, 8, 1))).astype(np.uint8)
    out = np.repeat(still[None], frames, axis=0)
    for at in range(frames):
        out[at, 30:33, at % 60 : at % 60 + 4] = 255
    return out


def dissolve(one: Frames, other: Frames, frames: int) -> Frames:
    shares = ((np.arange(frames) + 1) / (frames + 1))[:, None, None, None]
    return (one[-1] * (1 - shares) + other[0] * shares).astype(np.uint8)


def test_a_cut_is_found_to_the_frame() -> None:
    found = changes(np.concatenate([scene(1, 50), scene(2, 41), scene(3, 60)]), RATE)
    assert [(change.joint, change.first) for change in found] == [("cut", 50), ("cut", 91)]


def test_a_dissolve_is_one_change_between_its_ends() -> None:
    one, other = scene(1, 50), scene(2, 50)
    (found,) = changes(np.concatenate([one, dissolve(one, other, 14), other]), RATE)
    assert found.joint == "dissolve"
    assert abs(found.first - 50) <= 2 and abs(found.last - 63) <= 2


def test_a_flash_is_no_cut() -> None:
    frames = scene(1, 90)
    frames[40:42] = 255
    assert changes(frames, RATE) == []


def test_words_that_come_in_are_no_change_of_shot() -> None:
    frames = scene(1, 60)
    for at in range(30, 60):
        share = min(1.0, (at - 29) / 12)
        frames[at, 4:9, 8:50] = (1 - share) * frames[at, 4:9, 8:50] + share * 240
    assert changes(frames, RATE) == []


def edge(parts: list[Frames]) -> Edge:
    thumbs = np.concatenate(parts)
    starts = np.cumsum([len(part) for part in parts])[:-1] / RATE
    return Edge(np.arange(len(thumbs)) / RATE, thumbs, tuple((start, "cut") for start in starts.tolist()), len(thumbs) / RATE)


def test_an_opening_is_found_where_it_is_in_each_video() -> None:
    opening = scene(7, 66)
    found = shared(
        {"a": edge([opening, scene(1, 300)]), "b": edge([scene(2, 45), opening, scene(3, 300)]), "c": edge([scene(4, 400)])},
        "opening",
    )
    assert found is not None
    assert {name: (round(span.start_s, 2), round(span.end_s, 2)) for name, span in found.spans.items()} == {
        "a": (0.0, 2.2), "b": (1.5, 3.7),
    }  # fmt: skip


def test_a_plain_ground_is_no_opening() -> None:
    plain = np.full((60, 36, 64, 3), 90, np.uint8)
    assert shared({"a": edge([plain, scene(1, 300)]), "b": edge([plain, scene(2, 300)])}, "opening") is None


def test_the_same_card_with_other_words_is_no_opening() -> None:
    cards = [np.full((66, 36, 64, 3), 90, np.uint8) for _ in range(2)]
    for seed, card in enumerate(cards):
        card[:, 10:24, 6:58] = np.random.default_rng(seed).choice([90, 240], (14, 52))[None, :, :, None]
    assert shared({"a": edge([cards[0], scene(1, 300)]), "b": edge([cards[1], scene(2, 300)])}, "opening") is None


def test_a_film_encoded_twice_is_the_same_film() -> None:
    film = [scene(1, 80), scene(2, 90), scene(3, 90)]
    noisy = [np.clip(part.astype(np.int16) + 3, 0, 255).astype(np.uint8) for part in film]
    assert is_same_film(edge(film), edge(noisy))
    assert not is_same_film(edge(film), edge([scene(4, 80), scene(5, 90), scene(6, 90)]))


def test_upright_and_wide_films_share_no_ends_and_are_not_the_same() -> None:
    wide = edge([scene(7, 66), scene(1, 300)])
    upright = Edge(wide.times, np.ascontiguousarray(wide.thumbs.transpose(0, 2, 1, 3)), wide.joints, wide.length_s)
    assert shared({"wide": wide, "upright": upright}, "opening") is None and not is_same_film(wide, upright)


def test_the_main_colour_is_vivid_and_not_the_tint_of_a_ground() -> None:
    seen = Span(0, 1)
    colors = [Swatch("#C3CBF8", 0.45, seen), Swatch("#EFF0FD", 0.19, seen), Swatch("#3E5BDA", 0.15, seen)]
    assert roles_of(colors) == {"#3E5BDA": "primary", "#C3CBF8": "secondary", "#EFF0FD": "background"}


def still(colors: list[tuple[int, int, int]], *, is_photo: bool = False, seed: int = 0) -> Frames:
    """A frame of upright bars, or of noise around those colours."""
    bars = np.repeat(np.array(colors, np.uint8), 320 // len(colors), axis=0)
    frame = np.repeat(bars[None], 180, axis=0)
    if is_photo:
        frame = np.clip(frame + np.random.default_rng(seed).normal(0, 12, frame.shape), 0, 255).astype(np.uint8)
    return frame


def test_colours_of_graphics_are_found_and_those_of_a_photo_are_not() -> None:
    stills = [(float(at), at, still([(11, 110, 79), (255, 209, 102)])) for at in range(3)]
    stills += [(3.0 + at, 3 + at, still([(150, 60, 160), (90, 120, 20)], is_photo=True, seed=at)) for at in range(3)]
    found = palette.swatches([palette.count(stills)])
    assert len(found) == 2
    for rgb in ((11, 110, 79), (255, 209, 102)):
        assert any(max(abs(int(swatch.hex[at : at + 2], 16) - rgb[at // 2]) for at in (1, 3, 5)) <= 3 for swatch in found)


def test_a_colour_of_one_video_alone_is_not_the_brands() -> None:
    ours = [palette.count([(0.0, 0, still([(20, 60, 200)])), (1.0, 1, still([(20, 60, 200)]))]) for _ in range(3)]
    other = palette.count([(0.0, 0, still([(200, 20, 20)])), (1.0, 1, still([(200, 20, 20)]))])
    assert len(palette.swatches([*ours, other])) == 1


def test_a_long_video_is_looked_at_in_parts() -> None:
    parts = parts_of(7200.0)
    assert sum(part.length_s for part in parts) == pytest.approx(300)
    assert parts[0].start_s == 0 and parts[-1].end_s == 7200
    assert all(one.end_s < other.start_s for one, other in pairwise(parts))


def test_overlap_is_common_area_over_all_area() -> None:
    assert Area(0, 0, 0.2, 0.2).overlap(Area(0.1, 0, 0.2, 0.2)) == pytest.approx(1 / 3)
