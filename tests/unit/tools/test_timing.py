"""Films come out as long as they were asked to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.domain.storyboard import OnScreen, Scene, Storyboard
from renderer.spec import FPS, Utterance, Word
from renderer.speech.engine import Timing
from tools.errors import MissingVariable
from tools.timing import FASTEST, filled, schedule


def measure(utterance: Utterance) -> Timing:
    """A voice that needs 0.4 s for a word at its own rate."""
    words = utterance.text.split()
    step = 0.4 / utterance.speed
    spoken = tuple(Word(text=word, start_s=i * step, end_s=(i + 1) * step) for i, word in enumerate(words))
    return Timing(samples=round(len(words) * step * 48_000), words=spoken, phonemes=())


def board(words: list[int], target_s: float | None, **fields: object) -> Storyboard:
    scenes = tuple(Scene(id=f"s{i}", narration=" ".join(["word"] * count)) for i, count in enumerate(words))
    return Storyboard(title="Test", scenes=scenes, target_s=target_s, **fields)  # type: ignore[arg-type]


def test_a_film_near_its_length_is_exact_to_the_frame() -> None:
    times = schedule(board([10, 12, 11, 9, 12, 14], 30), measure, lambda scene: "v")
    assert times.frames == 30 * FPS
    assert times.fits


@given(st.lists(st.integers(4, 22), min_size=3, max_size=9), st.floats(0.9, 1.12))
def test_every_reachable_length_is_met(words: list[int], stretch: float) -> None:
    natural = schedule(board(words, None), measure, lambda scene: "v").duration_s
    times = schedule(board(words, natural * stretch), measure, lambda scene: "v")
    assert abs(times.off) <= 0.02


def test_too_few_words_are_reported_and_not_padded() -> None:
    times = schedule(board([3, 3], 60), measure, lambda scene: "v")
    assert not times.fits
    assert times.off < -0.5
    for scene, longest in zip(times.scenes, (1.5, 2.6), strict=True):
        assert scene.timing is not None
        assert scene.frames / FPS - scene.lead_s - scene.timing.duration_s <= longest + 0.02


def test_a_scene_with_its_own_length_keeps_it() -> None:
    film = board([4, 4], None)
    scenes = (film.scenes[0].model_copy(update={"length_s": 7.0}), film.scenes[1])
    times = schedule(film.model_copy(update={"scenes": scenes}), measure, lambda scene: "v")
    assert times.scenes[0].frames == 7 * FPS


def test_words_are_never_cut_by_a_short_scene_length() -> None:
    film = board([20], None)
    times = schedule(
        film.model_copy(update={"scenes": (film.scenes[0].model_copy(update={"length_s": 2.0}),)}), measure, lambda scene: "v"
    )
    (scene,) = times.scenes
    assert scene.utterance and scene.utterance.speed == FASTEST
    assert scene.timing and scene.frames >= (scene.lead_s + scene.timing.duration_s) * FPS


def test_a_silent_scene_lasts_long_enough_to_be_read() -> None:
    film = Storyboard(title="T", scenes=(Scene(id="s1", on_screen=OnScreen(headline="one two three four five six seven eight")),))
    assert schedule(film, measure, lambda scene: "v").duration_s >= 4.0


def test_a_variable_is_replaced_everywhere_and_a_missing_one_is_named() -> None:
    assert filled("Hello {{first_name}}, {{ first_name }}!", {"first_name": "Ada"}) == "Hello Ada, Ada!"
    with pytest.raises(MissingVariable, match="company"):
        filled("At {{company}}", {})


@pytest.mark.parametrize(("look", "manner"), [("clean", "plain"), ("luxury", "calm"), ("bold", "lively"), ("handmade", "warm")])
def test_a_film_is_spoken_as_it_looks(look: str, manner: str) -> None:
    film = board([6, 6], None, theme={"look": look})
    spoken = [scene.utterance for scene in schedule(film, measure, lambda scene: "v").scenes]
    assert [utterance and utterance.manner for utterance in spoken] == [manner, manner]
