"""Parts of one version put into another."""

from __future__ import annotations

from typing import Any

import pytest

from memory.domain.edits import Undo, parse_edit
from memory.domain.merging import _FIELDS, PARTS, changes_back, restored
from memory.domain.storyboard import Background, Music, Scene, Storyboard, Timed
from memory.errors import NoSuchScene


def film(*scenes: str, **fields: Any) -> Storyboard:
    """'s2=New words' is a scene with other words than 's2'."""
    made = [Scene(id=text.split("=")[0], narration=text.partition("=")[2] or f"Words of {text}.") for text in scenes]
    return Storyboard(title="Lamp", scenes=tuple(made), **fields)


def back(scene: Any = None, **value: Any) -> Undo:
    edit = parse_edit({"op": "undo", "scene": scene, "value": value})
    assert isinstance(edit, Undo)
    return edit


def ids(board: Storyboard) -> list[str]:
    return [scene.id for scene in board.scenes]


def words(board: Storyboard) -> list[str]:
    return [scene.narration for scene in board.scenes]


def test_the_first_version_with_the_new_ending() -> None:
    then = film("s1", "s2", "s3", music=Music(mood="calm"))
    now = film("s1=Other", "s2=Other too", "s3=New ending", music=Music(mood="driving"))
    merged = restored(now, then, back(version=1, keep=["last"]))
    assert words(merged) == ["Words of s1.", "Words of s2.", "New ending"]
    assert merged.music.mood == "calm"


def test_a_new_ending_takes_the_place_of_the_one_it_replaced() -> None:
    then = film("s1", "s2", "s3")
    assert ids(restored(film("s1", "s2", "s4"), then, back(keep=["last"]))) == ["s1", "s2", "s4"]
    assert ids(restored(film("s1", "s2", "s3", "s4"), then, back(keep=["last"]))) == ["s1", "s2", "s3", "s4"]
    assert ids(restored(film("s1", "s3", "s2"), then, back(keep=["last"]))) == ["s1", "s3", "s2"]


def test_a_scene_that_is_kept_is_counted_in_the_film_that_is_seen() -> None:
    then, now = film("s1", "s2", "s3"), film("s3=Other", "s1=New", "s2")
    assert words(restored(now, then, back(keep=[1]))) == ["Words of s1.", "Words of s2.", "Other"]


def test_parts_stay_as_they_are_now() -> None:
    blue = Background(color="#1D4ED8")
    then, now = film("s1", "s2"), film("s1=Other", "s2", background=blue, captions="off")
    merged = restored(now, then, back(keep=["background"]))
    assert (merged.background, merged.captions, words(merged)) == (blue, "word", ["Words of s1.", "Words of s2."])


def test_only_the_music_comes_back() -> None:
    then, now = film("s1", music=Music(mood="calm")), film("s1=Other", music=Music(on=False))
    merged = restored(now, then, back(only=["music"]))
    assert merged == now.model_copy(update={"music": then.music})


def test_an_old_scene_comes_back_in_its_place() -> None:
    then, now = film("s1", "s2", "s3"), film("s3", "s2=Other", "s1")
    merged = restored(now, then, back(2))
    assert (ids(merged), merged.scenes[1].narration) == (["s3", "s2", "s1"], "Words of s2.")


def test_a_scene_that_was_left_out_comes_back_after_its_old_neighbour() -> None:
    then = film("s1", "s2", "s3")
    assert ids(restored(film("s3", "s1"), then, back(2))) == ["s3", "s1", "s2"]
    assert ids(restored(film("s2", "s3"), then, back(1))) == ["s1", "s2", "s3"]


def test_a_part_of_one_scene_comes_back_spelled_out() -> None:
    blue = Background(color="#1D4ED8")
    then, now = film("s1", "s2", background=blue), film("s1", "s2", background=Background(color="#FFFFFF"))
    merged = restored(now, then, back(2, only=["background"]))
    assert merged.background == now.background
    assert [scene.background for scene in merged.scenes] == [None, blue]


def test_the_order_comes_back_around_a_new_scene() -> None:
    assert ids(restored(film("s3", "s9", "s1", "s2"), film("s1", "s2", "s3"), back(only=["order"]))) == ["s1", "s9", "s2", "s3"]


def test_the_whole_version_comes_back_where_nothing_else_is_said() -> None:
    then = film("s1")
    assert restored(film("s2"), then, back(version=1)) == then


def test_what_was_not_there_or_is_the_same_changes_nothing() -> None:
    then, now = film("s1", "s2"), film("s1", "s2", captions="off")
    assert not changes_back(now, then, back(2))
    assert not changes_back(now, then, back(7))
    assert changes_back(now, then, back(only=["captions"]))
    with pytest.raises(NoSuchScene, match="no scene 7"):
        restored(now, then, back(7))


def test_every_part_names_fields_that_exist() -> None:
    assert set(_FIELDS) == set(PARTS)
    for film_fields, scene_fields in _FIELDS.values():
        assert set(film_fields) <= set(Storyboard.model_fields)
        assert set(scene_fields) <= set(Scene.model_fields)


def test_a_scene_that_only_stands_longer_by_itself_was_never_different() -> None:
    then = film("s1", "s2")
    fitted = [scene.model_copy(update={"timed": Timed(of="x", speed=1.1, frames=90)}) for scene in then.scenes]
    now = then.model_copy(update={"scenes": tuple(fitted), "ids_used": 7})
    assert not changes_back(now, then, back("2"))
    assert changes_back(now, film("s1", "s2=Old words"), back("2"))
