"""An edit moves the scenes that it is about: every other keeps its frames, its voice's rate and its picture."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from memory.domain.apply import apply
from memory.domain.changes import changes_between
from memory.domain.edits import parse_edit
from memory.domain.storyboard import Storyboard
from renderer.spec import Scene
from tests.unit.tools.test_timing import board, measure
from tools.compile import render_spec
from tools.timing import SceneTiming, Schedule, schedule, settled

FILM = board([9, 11, 10, 12, 8, 13], 33)


def voice_of(film: Storyboard) -> Any:
    return lambda scene: scene.voice or film.voice or scene.presenter or film.presenter


def timed(film: Storyboard) -> tuple[Storyboard, Schedule]:
    times = schedule(film, measure, voice_of(film))
    return settled(film, times, voice_of(film)), times


def after(film: Storyboard, **edit: Any) -> Storyboard:
    starts = schedule(film, measure, voice_of(film)).starts_s()
    return timed(apply(film, parse_edit(edit), starts).board)[0]


def pictures(film: Storyboard) -> dict[str, Scene]:
    """What the renderer is given of each scene."""
    spec = render_spec(film, schedule(film, measure, voice_of(film)), no_files)
    return {scene.id: scene for scene in spec.scenes}


def no_files(sha256: str, kind: str, in_s: float = 0.0) -> Any:
    raise AssertionError("this film has no files")


def clocks(film: Storyboard) -> dict[str, SceneTiming]:
    return {scene.scene_id: scene for scene in schedule(film, measure, voice_of(film)).scenes}


SCENES = st.integers(1, 6)
EDITS = st.one_of(
    st.builds(
        lambda n, words: {"op": "edit_text", "scene": n, "value": {"to": " ".join(["new"] * words), "field": "narration"}},
        SCENES,
        st.integers(1, 30),
    ),
    st.builds(lambda n: {"op": "remove_scene", "scene": n}, SCENES),
    st.builds(lambda n, length: {"op": "change_duration", "scene": n, "value": {"target_s": length}}, SCENES, st.floats(1, 20)),
    st.builds(lambda n: {"op": "change_voice", "scene": n, "value": {"name": "other"}}, SCENES),
    st.builds(lambda n: {"op": "change_background", "scene": n, "value": {"color": "#112233"}}, SCENES),
)


@given(st.lists(EDITS, min_size=1, max_size=4))
def test_edits_move_no_scene_that_they_are_not_about(edits: list[dict[str, Any]]) -> None:
    film, first = timed(FILM)
    first_film = film
    before = clocks(film)
    assert [before[scene.scene_id] for scene in first.scenes] == list(first.scenes)
    touched: set[str] = set()
    for edit in edits:
        if edit["scene"] > len(film.scenes) or len(film.scenes) == 1:
            continue
        touched.add(film.scenes[edit["scene"] - 1].id)
        last = film.scenes[-1].id
        film = after(film, **edit)
        if film.scenes[-1].id != last:
            # What ends the film stands longer.
            touched.add(film.scenes[-1].id)
    now = clocks(film)
    still = [key for key in now if key not in touched]
    assert [now[key] for key in still] == [before[key] for key in still]
    seen, shown = pictures(first_film), pictures(film)
    assert [shown[key] for key in still] == [seen[key] for key in still]


def test_one_new_line_is_one_new_scene_in_the_spec() -> None:
    film, times = timed(FILM)
    other = after(
        film, op="edit_text", scene=3, value={"to": "These are other words, and here are two more.", "field": "narration"}
    )
    old, new = pictures(film), pictures(other)
    assert [a == b for a, b in zip(old.values(), new.values(), strict=True)] == [True, True, False, True, True, True]
    assert times.fits


def test_a_changed_line_takes_the_film_back_to_its_length_where_nobody_hears_it() -> None:
    film, _ = timed(FILM)
    other = after(film, op="edit_text", scene=3, value={"to": " ".join(["word"] * 11), "field": "narration"})
    assert schedule(other, measure, voice_of(other)).fits
    assert other.target_s == FILM.target_s


def test_a_film_that_came_to_another_length_has_that_length() -> None:
    film, _ = timed(FILM)
    other = after(film, op="remove_scene", scene=2)
    assert other.target_s == pytest.approx(schedule(other, measure, voice_of(other)).duration_s, abs=0.06)
    assert "length" in {change.what for change in changes_between(film, other)}
    back = after(other, op="change_duration", value={"target_s": 30})
    assert schedule(back, measure, voice_of(back)).duration_s == pytest.approx(30, abs=0.6)


def test_a_scene_asked_shorter_than_its_words_is_spoken_faster() -> None:
    film, _ = timed(FILM)
    before = clocks(film)["s3"]
    now = clocks(after(film, op="change_duration", scene=4, value={"relative": "shorter"}))["s3"]
    assert now.frames < before.frames
    assert now.utterance and before.utterance and now.utterance.speed > before.utterance.speed


def test_a_faster_film_is_spoken_faster_and_shorter() -> None:
    film, times = timed(FILM)
    faster = after(film, op="change_pace", value={"direction": "faster"})
    now = schedule(faster, measure, voice_of(faster))
    assert now.duration_s < times.duration_s
    assert min(scene.utterance.speed for scene in now.scenes if scene.utterance) > times.speed
