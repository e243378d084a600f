"""Edits that need words get them from the director; the others change exactly what was asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from agent.director.revising import Cast, Revision, revised
from agent.nodes.revise import with_files
from agent.state import State
from agent.wording import changes_in_words
from memory.domain.changes import changes_between
from memory.domain.storyboard import OnScreen, Scene, Storyboard
from tests.fakes import FakeRendering, ScriptedDirector

CAST = Cast(("maya", "theo"), ("warm",))
BOARD = Storyboard(
    title="Lamp",
    scenes=tuple(
        Scene(id=f"s{n}", narration=f"Scene{n} says one two three four five.", on_screen=OnScreen(headline=f"Head {n}"))
        for n in (1, 2, 3)
    ),
)


async def revise(folder: Path, *edits: dict[str, Any], keep: bool = False) -> Revision:
    return await revised(ScriptedDirector(), FakeRendering(folder), CAST, BOARD, edits, keep_words=keep)


async def test_another_tone_asks_for_words_of_the_named_scene_only(tmp_path: Path) -> None:
    work = await revise(tmp_path, {"op": "rewrite_tone", "scene": 2, "value": {"tone": "funnier"}})
    assert work.board.scenes[1].narration.startswith("news20")
    assert work.board.scenes[0] == BOARD.scenes[0]
    assert work.board.scenes[2] == BOARD.scenes[2]


async def test_another_language_brings_words_for_every_scene_spoken_and_shown(tmp_path: Path) -> None:
    work = await revise(tmp_path, {"op": "change_language", "scene": None, "value": {"language": "es"}})
    assert work.board.language == "es"
    assert all(scene.narration.startswith("new") and scene.on_screen.headline.startswith("New") for scene in work.board.scenes)


async def test_a_wished_scene_is_written_and_put_in_its_place(tmp_path: Path) -> None:
    work = await revise(tmp_path, {"op": "add_scene", "scene": 1, "value": {"about": "the warranty"}})
    assert [scene.id for scene in work.board.scenes] == ["s1", "s4", "s2", "s3"]
    assert work.board.scenes[1].narration


async def test_a_length_that_rate_cannot_reach_is_reached_by_words(tmp_path: Path) -> None:
    work = await revise(tmp_path, {"op": "change_duration", "scene": None, "value": {"target_s": 5}})
    assert len(work.board.script().split()) < len(BOARD.script().split())


async def test_an_own_script_is_not_touched_for_a_length(tmp_path: Path) -> None:
    work = await revise(tmp_path, {"op": "change_duration", "scene": None, "value": {"target_s": 5}}, keep=True)
    assert work.board.script() == BOARD.script()
    assert work.board.target_s == 5


async def test_names_outside_the_cast_are_refused_with_the_names_there_are(tmp_path: Path) -> None:
    work = await revise(tmp_path, {"op": "change_presenter", "scene": None, "value": {"name": "Zorro"}})
    assert work.board == BOARD
    assert work.refusals == ["There is no presenter 'Zorro'; choose one of Maya, Theo."]


async def test_three_wishes_are_three_edits_and_one_version(tmp_path: Path) -> None:
    work = await revise(
        tmp_path,
        {"op": "change_music", "scene": None, "value": {"action": "remove"}},
        {"op": "change_background", "scene": 2, "value": {"color": "#112233"}},
        {"op": "change_captions", "scene": None, "value": {"action": "off"}},
    )
    assert [edit.op for edit in work.edits] == ["change_music", "change_background", "change_captions"]
    lines = changes_in_words(changes_between(BOARD, work.board), work.board, BOARD)
    assert "Music is now off (before: on)" in lines
    assert any(line.startswith("Scene 2: the background colour") for line in lines)


@pytest.mark.parametrize(
    ("message", "scene"),
    [("the clip in 3 is blurry, swap it for this", "3"), ("use this at the end", "last"), ("here is a better picture", "2")],
)
def test_a_file_goes_to_the_scene_that_is_spoken_of(message: str, scene: str) -> None:
    state = {"edits": [], "files": [{"kind": "image", "sha256": "f" * 64, "name": "a.jpg"}], "message": message}
    [edit] = with_files(cast(State, state), BOARD)
    assert (edit["op"], edit["scene"]) == ("replace_media", scene)


async def test_scenes_are_those_that_the_message_speaks_of_whatever_is_removed_before(tmp_path: Path) -> None:
    work = await revise(
        tmp_path,
        {"op": "remove_scene", "scene": 1},
        {"op": "change_background", "scene": 2, "value": {"color": "#112233"}},
        {"op": "add_scene", "scene": "before 3", "value": {"narration": "A new one."}},
    )
    assert [scene.id for scene in work.board.scenes] == ["s2", "s4", "s3"]
    assert work.board.scenes[0].background is not None
    assert [edit.scene for edit in work.edits] == [1, 2, "before 3"]


async def test_an_order_names_the_scenes_that_were_there_before_one_goes(tmp_path: Path) -> None:
    work = await revise(
        tmp_path,
        {"op": "remove_scene", "scene": 2},
        {"op": "reorder_scenes", "scene": None, "value": {"order": [3, 2, 1]}},
    )
    assert [scene.id for scene in work.board.scenes] == ["s3", "s1"]
    assert not work.refusals
