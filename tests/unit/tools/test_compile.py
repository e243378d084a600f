"""A storyboard becomes pixels and samples: sizes, cues, transitions and lines on the clock."""

from pathlib import Path
from typing import Literal

import pytest

from memory.domain.storyboard import AspectRatio, GestureCue, Logo, Media, OnScreen, Scene, Storyboard
from renderer import spec
from renderer.speech.engine import Timing
from tools.compile import SIZES, beats, cues, film_words, render_spec
from tools.timing import Schedule, schedule


def measure(utterance: spec.Utterance) -> Timing:
    words = utterance.text.split()
    spoken = tuple(spec.Word(text=word, start_s=i * 0.4, end_s=i * 0.4 + 0.35) for i, word in enumerate(words))
    return Timing(samples=round(len(words) * 0.4 * 48_000), words=spoken, phonemes=())


def asset(sha256: str, kind: Literal["image", "video"], in_s: float) -> spec.Asset:
    return spec.Asset(sha256=sha256, path=Path("/store") / sha256, kind=kind, in_s=in_s)


def scheduled(board: Storyboard) -> Schedule:
    return schedule(board, measure, lambda scene: "voice")


def film(**fields: object) -> Storyboard:
    scenes = (
        Scene(id="s1", narration="Hello there, we count one thing.", gestures=(GestureCue(word=4, gesture="one"),)),
        Scene(
            id="s2",
            layout="list",
            narration="First apples, then some pears, and after that a long rest for everybody here.",
            on_screen=OnScreen(points=("Apples", "Pears")),
        ),
        Scene(id="s3", layout="closing", narration="Goodbye.", on_screen=OnScreen(headline="See you")),
    )
    return Storyboard(title="Test", scenes=scenes, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize("aspect", ["16:9", "9:16", "1:1", "4:5"])
def test_every_aspect_has_its_own_size(aspect: AspectRatio) -> None:
    board = film(aspect=aspect)
    canvas = render_spec(board, scheduled(board), asset).canvas
    assert (canvas.width, canvas.height) == SIZES[aspect]


def test_lines_start_on_the_film_clock_to_the_sample() -> None:
    board = film()
    times = scheduled(board)
    lines = render_spec(board, times, asset).sound.lines
    assert lines[0].start == round(0.3 * 48_000)
    assert lines[1].start == times.scenes[0].frames * 1600 + round(0.3 * 48_000)


def test_a_point_enters_just_before_its_word_is_spoken() -> None:
    board = film()
    scene = render_spec(board, scheduled(board), asset).scenes[1]
    pears = next(word for word in film_words(scheduled(board)) if word.text == "pears,")
    start = scheduled(board).starts_s()[1]
    assert scene.text.cue("Pears") == pytest.approx(pears.start_s - start - 0.08, abs=0.01)


def test_cues_keep_their_order_and_leave_time_to_read() -> None:
    words = [spec.Word(text=text, start_s=i * 0.5, end_s=i * 0.5 + 0.4) for i, text in enumerate(["gamma", "beta", "alpha"])]
    times = cues(["alpha", "beta", "gamma"], words, 4.0)
    assert list(times) == sorted(times)
    assert times[-1] <= 4.0 - 1.2


def test_a_gesture_arrives_with_its_word() -> None:
    board = film()
    presenter = render_spec(board, scheduled(board), asset).scenes[0].presenter
    assert presenter is not None
    assert presenter.gestures[0].at_s == pytest.approx(0.3 + 4 * 0.4)


def test_only_presenter_layouts_show_a_presenter() -> None:
    board = film()
    assert [scene.presenter is not None for scene in render_spec(board, scheduled(board), asset).scenes] == [True, False, False]


def test_transitions_are_even_and_shorter_than_their_scenes() -> None:
    board = film(transition="push")
    made = render_spec(board, scheduled(board), asset)
    assert len(made.transitions) == 2
    for transition, before, after in zip(made.transitions, made.scenes, made.scenes[1:], strict=False):
        assert transition.frames % 2 == 0
        assert transition.frames <= min(before.frames, after.frames) // 2


def test_captions_off_and_music_off_leave_nothing_behind() -> None:
    board = film(captions="off", music={"on": False})
    made = render_spec(board, scheduled(board), asset)
    assert made.sound.music is None
    assert all(scene.captions is None for scene in made.scenes)


def test_uploads_are_resolved_by_hash_and_the_digest_ignores_where_they_lie() -> None:
    board = film(logo=Logo(sha256="l" * 64))
    first = board.scenes[0].model_copy(update={"media": Media(sha256="m" * 64, kind="image")})
    board = board.model_copy(update={"scenes": (first, *board.scenes[1:])})
    made = render_spec(board, scheduled(board), asset)
    moved = render_spec(board, scheduled(board), lambda *a: asset(*a).model_copy(update={"path": Path("/elsewhere")}))
    assert made.scenes[0].media is not None
    assert made.scenes[0].logo is not None
    assert made.digest() == moved.digest()


def test_a_scene_whose_words_no_longer_fit_its_layout_is_shown_plainly() -> None:
    scenes = (
        Scene(id="s1", narration="Look.", layout="bar_chart", on_screen=OnScreen(points=("Q1: 4", "Q2: 9"))),
        Scene(id="s2", narration="Look.", layout="bar_chart", on_screen=OnScreen(points=("Q1", "Q2: 9"))),
        Scene(id="s3", narration="Look.", layout="device", on_screen=OnScreen(headline="No picture")),
    )
    board = Storyboard(title="Test", scenes=scenes)
    assert [scene.layout for scene in render_spec(board, scheduled(board), asset).scenes] == ["bar_chart", "list", "title_card"]


def test_points_get_icons_where_their_layout_shows_some() -> None:
    points = OnScreen(points=("Call us", "Bring your dog"))
    board = Storyboard(
        title="Test",
        scenes=tuple(Scene(id=f"s{n}", layout=layout, on_screen=points) for n, layout in enumerate(("list", "agenda"))),
    )
    assert [scene.text.icons for scene in render_spec(board, scheduled(board), asset).scenes] == [("phone", "dog"), ()]


def test_words_of_a_headline_enter_as_they_are_spoken() -> None:
    spoken = [
        spec.Word(text=text, start_s=start, end_s=start + 0.2) for text, start in (("Less", 0.5), ("is", 0.9), ("more.", 1.4))
    ]
    assert beats(("Less", "is", "more"), spoken, 0.3, 6.0) == (0.42, 0.82, 1.32)


def test_words_that_nobody_speaks_follow_each_other_before_the_end() -> None:
    times = beats(("Never", "said", "aloud"), [], 0.4, 2.0)
    assert list(times) == sorted(times)
    assert times[0] == 0.4
    assert times[-1] <= 0.8
