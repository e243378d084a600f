"""Whole turns about earlier versions: back, forward, by name, mixed, compared, asked about."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.events import Asked, Cancelled, Compared, Delivered, Event, Named, PreviewReady, Refused
from tests.fakes import ScriptedDirector, edit_row
from tests.unit.agent.test_conversation import BRIEF, Talk, one, sentences


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    """A film with three versions: the draft, one without music, one that is also blue."""
    conversation = Talk(tmp_path, ScriptedDirector())
    async with conversation.agency:
        for message in (BRIEF, "turn the music off", "make the background blue"):
            one(PreviewReady, await conversation.say(message))
        yield conversation


def shown(events: list[Event]) -> PreviewReady:
    found = one(PreviewReady, events)
    assert isinstance(found, PreviewReady)
    return found


async def test_undo_twice_redo_once_and_a_branch(talk: Talk) -> None:
    assert shown(await talk.say("undo twice")).version == 1
    forward = shown(await talk.say("redo"))
    assert (forward.version, forward.changes[0]) == (2, "Forward to version 2")
    assert (forward.can_undo, forward.can_redo) == (True, True)
    branch = shown(await talk.say("turn the captions off"))
    assert (branch.version, talk.projects.versions("p1")[3].parent) == (4, 2)
    assert shown(await talk.say("show me version 3")).storyboard.background.color == "#1D4ED8"
    assert "nothing to do again" in sentences(await talk.say("redo"))


async def test_a_named_version_is_opened_by_its_name(talk: Talk) -> None:
    assert one(Named, await talk.say("call this one calm")) == Named("p1", 3, "calm")
    await talk.say("undo")
    back = shown(await talk.say("go back to calm"))
    assert (back.version, back.changes[0]) == (3, "Back to version 3, “calm”")
    assert one(Named, await talk.say("call version 1 Calm")).before == 3


async def test_the_first_version_with_the_new_background(talk: Talk) -> None:
    asked = len(talk.director.calls)
    mixed = shown(await talk.say("like it was in the first version, but keep the new background"))
    assert (mixed.version, mixed.storyboard.music.on, mixed.storyboard.background.color) == (4, True, "#1D4ED8")
    assert mixed.changes[0] == "As in version 1"
    assert talk.projects._version("p1", 4)["edits"][0]["value"]["version"] == 1
    assert len(talk.director.calls) == asked


async def test_undo_but_keep_something(talk: Talk) -> None:
    await talk.say("turn the captions off")
    kept = shown(await talk.say("undo two steps, but keep the captions"))
    assert (kept.storyboard.background.color, kept.storyboard.captions) == (None, "off")


async def test_the_old_music_comes_from_the_version_that_had_it(talk: Talk) -> None:
    back = shown(await talk.say("bring back the old music"))
    assert (back.storyboard.music.on, back.storyboard.background.color) == (True, "#1D4ED8")
    assert back.changes[0] == "From version 1"
    assert "never been different" in sentences(await talk.say("bring back the old captions"))


async def test_a_scene_that_was_left_out_comes_back(talk: Talk) -> None:
    cut = shown(await talk.say("remove scene 2"))
    again = shown(await talk.say("bring back the old scene 2"))
    assert [scene.id for scene in again.storyboard.scenes] == ["s1", "s2", "s3", "s4"][: len(cut.storyboard.scenes) + 1]


async def test_undo_and_the_rest_of_the_message_are_one_preview(talk: Talk) -> None:
    events = await talk.say("undo and turn the captions off")
    both = shown(events)
    assert sentences(events).startswith("Back to version 2: ")
    assert (both.version, both.storyboard.background.color, both.storyboard.captions) == (4, None, "off")
    assert both.changes[0] == "Back to version 2" and any("aptions" in line for line in both.changes)
    assert talk.projects.versions("p1")[3].parent == 2


async def test_undo_redo_undo_is_one_undo_in_three_moves(talk: Talk) -> None:
    events = await talk.say("undo, redo, undo")
    assert (shown(events).version, (talk.projects.by_thread("t1") or pytest.fail()).ahead) == (2, (3,))
    assert [said.split(":")[0] for said in sentences(events).split(". ")] == [
        "Back to version 2",
        "Forward to version 3",
        "Back to version 2",
    ]


async def test_undo_stands_where_nothing_comes_of_the_rest(talk: Talk) -> None:
    talk.director.rows = [(edit_row("change_presenter", choice="Zorro"),), (edit_row("change_presenter", choice="Zorro"),)]
    events = await talk.say("undo, and Zorro should do it")
    assert "Zorro" in sentences(events)
    assert shown(events).version == 2


async def test_the_same_turn_twice_undoes_once(talk: Talk) -> None:
    await talk.say("undo", turn_id="u")
    assert "already" in sentences(await talk.say("undo", turn_id="u"))
    assert (talk.projects.by_thread("t1") or pytest.fail()).head == 2


async def test_a_cancelled_undo_leaves_no_step(talk: Talk) -> None:
    talk.rendering.hold_s = 30
    talk.rendering.started.clear()
    going = asyncio.create_task(talk.say("undo"))
    await asyncio.to_thread(talk.rendering.started.wait, 5)
    await talk.say(action="cancel")
    one(Cancelled, await going)
    talk.rendering.hold_s = 0
    assert (talk.projects.by_thread("t1") or pytest.fail()).head == 3
    assert shown(await talk.say("undo")).version == 2


async def test_a_version_is_found_by_what_it_is_like(talk: Talk) -> None:
    assert shown(await talk.say("show me the one before I changed the music")).version == 1
    assert shown(await talk.say("go back to the version with the blue background")).version == 3
    assert "No version is like that" in sentences(await talk.say("show me the version with the green background"))


async def test_which_of_several_versions_is_asked_and_the_answer_opens_it(talk: Talk) -> None:
    await talk.say("turn the captions off")
    await talk.say("show me version 1")
    asked = one(Asked, await talk.say("show me the version without music"))
    assert [line[:11] for line in asked.question.splitlines()[1:-1]] == ["- Version 2", "- Version 3", "- Version 4"]
    assert shown(await talk.say("version 3")).version == 3
    one(Asked, await talk.say("show me the version without music"))
    assert shown(await talk.say("the last one")).version == 4


async def test_parts_of_two_versions_become_one_film(talk: Talk) -> None:
    talk.director.is_small = True
    await talk.say("change the headline of scene 1 to “Fresh”")
    asked = one(Asked, await talk.say("combine 1 and 4"))
    assert "Which parts" in asked.question
    both = shown(await talk.say("the opening of 4 and the rest of 1"))
    assert (both.version, both.storyboard.music.on, both.storyboard.scenes[0].on_screen.headline) == (5, True, "Fresh")
    assert talk.projects.versions("p1")[4].parent == 1


async def test_a_second_film_shares_no_scene_with_the_first(talk: Talk) -> None:
    first = talk.projects.board("p1", 3)
    again = shown(await talk.say("start over"))
    assert again.version == 4
    assert not {scene.id for scene in again.storyboard.scenes} & {scene.id for scene in first.scenes}
    assert shown(await talk.say("undo")).storyboard.scenes == first.scenes


async def test_a_refused_edit_is_no_step_of_undo(talk: Talk) -> None:
    talk.director.rows = [(edit_row("edit_text", "2", choice="narration", text="Buy forbidden goods."),)]
    one(Refused, await talk.say("The second one should talk about our other goods"))
    assert shown(await talk.say("undo")).version == 2


async def test_two_versions_side_by_side(talk: Talk) -> None:
    await talk.say("call version 1 quiet")
    both = one(Compared, await talk.say("compare with version 1"))
    assert (both.versions, both.labels) == ((1, 3), ("Version 1 · quiet", "Version 3"))
    assert any(line.startswith("Music") for line in both.differences)
    assert one(Compared, await talk.say("compare with the last one")).versions == (2, 3)
    await talk.say("undo")
    assert one(Compared, await talk.say("compare with the last one")).versions == (2, 3)
    assert "no version 9" in sentences(await talk.say("compare 1 and 9"))
    assert len(talk.projects.versions("p1")) == 3


async def test_what_changed_is_told_from_what_is_stored(talk: Talk) -> None:
    asked = len(talk.director.calls)
    told = sentences(await talk.say("what changed since version 1?"))
    assert "From version 1 to version 3" in told and "Music is now off" in told
    listed = sentences(await talk.say("which versions are there?"))
    assert "Version 1: First draft" in listed and "(shown now)" in listed
    assert len(talk.director.calls) == asked


async def test_one_version_has_nothing_to_compare_or_undo(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    async with talk.agency:
        await talk.say(BRIEF)
        assert "only one version" in sentences(await talk.say("compare"))
        assert "only one version" in sentences(await talk.say("what changed?"))
        assert "first version" in sentences(await talk.say("undo"))
        assert "only version 1" in sentences(await talk.say("go back to version 4"))
        assert "nothing to do again" in sentences(await talk.say("redo"))


async def test_two_moves_in_one_message_are_both_made(talk: Talk) -> None:
    assert shown(await talk.say("undo, and then undo that too")).version == 1
    both = await talk.say("go back to version 3, then call this one blue")
    assert (one(Named, both).version, shown(both).version) == (3, 3)


async def test_a_question_after_an_undo_is_answered_and_the_version_shown(talk: Talk) -> None:
    talk.director.reading = "ask_question"
    events = await talk.say("undo. Why was the wall so dark?")
    assert talk.director.calls[-1].startswith("answer Why")
    assert shown(events).version == 2


async def test_an_undo_that_only_the_director_reads_comes_before_its_other_edits(talk: Talk) -> None:
    talk.director.rows = [(edit_row("undo"), edit_row("change_captions", choice="off"))]
    both = shown(await talk.say("Taktu þetta til baka og textana burt"))
    assert (both.version, both.storyboard.background.color, both.storyboard.captions) == (4, None, "off")
    talk.director.rows = [(edit_row("undo"),)]
    assert shown(await talk.say("Taktu þetta til baka")).version == 2


async def test_the_approval_of_another_version_opens_that_one_first(talk: Talk) -> None:
    assert one(Delivered, await talk.say("approve version 2")).version == 2
    assert talk.rendering.finals == [2]


async def test_parts_of_two_versions_in_one_message(talk: Talk) -> None:
    talk.director.is_small = True
    await talk.say("turn the captions off")
    both = shown(await talk.say("use the captions of version 2 and the music of version 1"))
    assert (both.storyboard.captions, both.storyboard.music.on, both.storyboard.background.color) == ("word", True, "#1D4ED8")
