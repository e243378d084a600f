"""Questions, answers and corrections over several turns of one conversation, and what is said before anything is rendered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.events import Asked, Delivered, PreviewReady, PreviewStarted, Said
from tests.fakes import edit_row
from tests.unit.agent.test_conversation import BRIEF, Talk, one, sentences


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    conversation = Talk(tmp_path)
    async with conversation.agency:
        await conversation.say(BRIEF)
        yield conversation


async def test_what_changes_is_said_before_it_is_rendered(talk: Talk) -> None:
    events = await talk.say("turn the music off")
    said = next(place for place, event in enumerate(events) if isinstance(event, Said) and "Music is now off" in event.text)
    assert said < next(place for place, event in enumerate(events) if isinstance(event, PreviewStarted))


async def test_a_question_about_a_missing_scene_is_answered_with_yes(talk: Talk) -> None:
    board = one(PreviewReady, await talk.say("turn the music off")).storyboard
    asked = one(Asked, await talk.say("remove scene 19"))
    assert f"the last is scene {len(board.scenes)}" in asked.question
    after = one(PreviewReady, await talk.say("yes")).storyboard
    assert after.scenes == board.scenes[:-1]


async def test_a_question_is_open_for_one_message_only(talk: Talk) -> None:
    await talk.say("remove scene 19")
    await talk.say("turn the music off")
    assert not [event for event in await talk.say("yes") if isinstance(event, PreviewReady | Delivered)]


async def test_a_correction_moves_the_change_to_the_scene_that_was_meant(talk: Talk) -> None:
    talk.director.is_small = True
    first = one(PreviewReady, await talk.say("give scene 2 a navy background")).storyboard
    assert first.scenes[1].background
    moved = one(PreviewReady, await talk.say("no, I meant scene 3")).storyboard
    assert moved.scenes[1].background is None
    assert moved.scenes[2].background == first.scenes[1].background
    again = one(PreviewReady, await talk.say("sorry, scene 1")).storyboard
    assert [scene.background is not None for scene in again.scenes[:3]] == [True, False, False]


async def test_what_a_small_director_invents_is_asked_about_and_changes_nothing(talk: Talk) -> None:
    talk.director.is_small = True
    talk.director.rows = [(edit_row("change_music", choice="quieter"), edit_row("change_background", "4", choice="bokeh"))]
    events = await talk.say("do the thing with the thing")
    assert one(Asked, events)
    assert not [event for event in events if isinstance(event, PreviewReady)]


async def test_what_could_not_be_read_is_told_beside_what_was_done(talk: Talk) -> None:
    talk.director.is_small = True
    events = await talk.say("turn the music off, and also regloop the snark please")
    assert "regloop the snark" in sentences(events)
    assert not one(PreviewReady, events).storyboard.music.on


async def test_a_vague_wish_is_done_said_and_undone(talk: Talk) -> None:
    events = await talk.say("make it pop")
    assert "say undo to take it back" in sentences(events)
    assert one(PreviewReady, events).storyboard.theme.look == "bold"
    assert one(PreviewReady, await talk.say("undo")).storyboard.theme.look == "clean"


async def test_an_approval_is_never_the_directors_reading(talk: Talk) -> None:
    talk.director.reading = "approve"
    assert not [event for event in await talk.say("regloop the snark") if isinstance(event, Delivered)]
