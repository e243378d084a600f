"""Whole conversations through the door of the agency, with a scripted director and no database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from agent.errors import DirectorUnreachable
from agent.events import (
    Asked,
    Cancelled,
    Delivered,
    Event,
    Failed,
    FramesChanged,
    PreviewReady,
    PreviewStarted,
    Progress,
    Refused,
    Said,
    SceneReady,
)
from agent.messages import Action, Message
from agent.session import Agency
from memory.domain.script_document import write
from tests.fakes import FakeRendering, MemoryAudit, MemoryProjects, ScriptedDirector, edit_row, fake_services

BRIEF = "A 30 second film about Lumo, a desk lamp that follows the sun. It costs $79. Order at lumo.example."


@asynccontextmanager
async def open_talk(saver: InMemorySaver) -> AsyncIterator[InMemorySaver]:
    yield saver


class Talk:
    """A conversation in one thread."""

    def __init__(self, folder: Path, director: ScriptedDirector | None = None, **changes: Any) -> None:
        self.director = director or ScriptedDirector()
        self.rendering = FakeRendering(folder)
        self.projects = MemoryProjects()
        self.audit = MemoryAudit()
        parts = {"rendering": self.rendering, "projects": self.projects, "audit": self.audit, **changes}
        self.saver = InMemorySaver()
        self.agency = Agency(fake_services(folder, self.director, **parts), open_talk(self.saver))

    async def say(
        self, text: str = "", action: Action = None, turn_id: str = "", thread: str = "t1", script: str = ""
    ) -> list[Event]:
        message = Message(text, action=action, turn_id=turn_id, script=script)
        return [event async for event in self.agency.run_turn(thread, message)]


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    conversation = Talk(tmp_path)
    async with conversation.agency:
        yield conversation


def one(kind: type[Any], events: list[Event]) -> Any:
    found = [event for event in events if isinstance(event, kind)]
    assert len(found) == 1, events
    return found[0]


def sentences(events: list[Event]) -> str:
    return " ".join(event.text for event in events if isinstance(event, Said) and not event.delta)


async def test_brief_revision_undo_and_approval_in_one_conversation(talk: Talk) -> None:
    first = one(PreviewReady, await talk.say(BRIEF))
    assert first.version == 1
    assert "It runs 30 seconds" in first.said
    assert "Maya presents it" in first.assumed
    script = first.storyboard.script() + "".join("".join(scene.on_screen.lines()) for scene in first.storyboard.scenes)
    assert "$79" in script
    assert "lumo.example" in script

    talk.director.rows = [(edit_row("change_background", "2", color="#1D4ED8"),)]
    second = one(PreviewReady, await talk.say("Paint the wall behind the second one in a strong sea colour"))
    assert second.version == 2
    assert second.rendered_scenes == ("s2",)
    assert any(line.startswith("Scene 2: the background") for line in second.changes)

    back = one(PreviewReady, await talk.say("undo"))
    assert back.version == 1
    assert back.storyboard == first.storyboard
    assert back.rendered_scenes == ()

    done = one(Delivered, await talk.say(action="approve"))
    assert done.version == 1
    assert talk.rendering.finals == [1]
    assert talk.audit.entries[-1][0] == "delivered"


async def test_words_stream_while_the_film_is_written_and_progress_is_plain(talk: Talk) -> None:
    events = await talk.say(BRIEF)
    assert any(isinstance(event, Said) and event.delta for event in events)
    labels = [event.label for event in events if isinstance(event, Progress)]
    assert labels[0] == "Writing the script"
    assert one(PreviewStarted, events).version == 1


async def test_a_message_without_a_subject_is_asked_about_once(talk: Talk) -> None:
    asked = await talk.say("Make me a video")
    assert "about" in one(Asked, asked).question
    again = await talk.say("just do something nice")
    assert not [event for event in again if isinstance(event, Asked)]
    assert one(PreviewReady, again).version == 1


async def test_a_brief_against_the_rules_is_refused_and_nothing_is_written(talk: Talk) -> None:
    refused = one(Refused, await talk.say("A film about the forbidden fruit of our shop"))
    assert refused.findings[0].rule == "test.forbidden"
    assert talk.director.calls == []
    assert one(PreviewReady, await talk.say(BRIEF)).version == 1


async def test_a_refused_revision_leaves_the_version_before(talk: Talk) -> None:
    await talk.say(BRIEF)
    talk.director.rows = [(edit_row("edit_text", "2", choice="narration", text="Buy forbidden goods."),)]
    events = await talk.say("The second one should talk about our other goods")
    one(Refused, events)
    assert one(Delivered, await talk.say("approve")).version == 1


async def test_praise_with_a_wish_is_no_approval(talk: Talk) -> None:
    await talk.say(BRIEF)
    talk.director.rows = [(edit_row("change_music", choice="off"),)]
    changed = one(PreviewReady, await talk.say("Love it, approve it once the tune is gone"))
    assert changed.changes == ("Music is now off (before: on)",)
    assert talk.rendering.finals == []


async def test_praise_alone_and_a_model_that_reads_approval_deliver_nothing(talk: Talk) -> None:
    await talk.say(BRIEF)
    assert "approve" in sentences(await talk.say("Looks great!"))
    talk.director.reading = "approve"
    assert "approve" in sentences(await talk.say("My boss would sign this in a heartbeat"))
    assert talk.rendering.finals == []


async def test_a_question_is_answered_and_changes_nothing(talk: Talk) -> None:
    await talk.say(BRIEF)
    talk.director.reading = "ask_question"
    events = await talk.say("How many words does Maya say?")
    assert [event.text for event in events if isinstance(event, Said)] == [talk.director.says], "once, as it was streamed"
    assert len(talk.projects.versions("p1")) == 1


async def test_an_edit_that_does_not_apply_goes_back_once_with_the_reason(talk: Talk) -> None:
    await talk.say(BRIEF)
    talk.director.rows = [(edit_row("remove_scene", "40"),), (edit_row("remove_scene", "2"),)]
    after = one(PreviewReady, await talk.say("Drop the boring part"))
    assert len(after.storyboard.scenes) == 3
    assert "40" in talk.director.calls[-1]


async def test_what_cannot_be_changed_is_said_and_nothing_is_saved(talk: Talk) -> None:
    await talk.say(BRIEF)
    talk.director.rows = [(edit_row("change_presenter", choice="Zorro"),), (edit_row("change_presenter", choice="Zorro"),)]
    assert "Zorro" in sentences(await talk.say("Zorro should do it"))
    assert len(talk.projects.versions("p1")) == 1


async def test_an_unreachable_director_gives_one_sentence_and_keeps_the_turn(talk: Talk) -> None:
    talk.director.fails = [DirectorUnreachable("the language model at 'http://x' does not answer; try again in a minute")]
    failed = one(Failed, await talk.say(BRIEF))
    assert failed.sentence == "The language model at 'http://x' does not answer; try again in a minute."
    assert await talk.agency.is_interrupted("t1")
    assert one(PreviewReady, await talk.say("try again")).version == 1


async def test_words_said_after_a_failure_join_the_message_that_was_kept(talk: Talk) -> None:
    talk.director.fails = [DirectorUnreachable("no answer")]
    await talk.say(BRIEF)
    ready = one(PreviewReady, await talk.say("In 9:16 please"))
    assert ready.storyboard.aspect == "9:16"
    assert ready.storyboard.target_s == 30


async def test_an_unexpected_error_is_one_sentence_without_a_trace(talk: Talk) -> None:
    talk.rendering.fails = [ZeroDivisionError("division by zero")]
    sentence = one(Failed, await talk.say(BRIEF)).sentence
    assert "division" not in sentence
    assert one(PreviewReady, await talk.say("again")).version == 1
    assert len(talk.projects.versions("p1")) == 1


async def test_cancel_stops_the_render_and_the_version_before_stands(talk: Talk) -> None:
    await talk.say(BRIEF)
    talk.rendering.hold_s = 30
    talk.rendering.started.clear()
    talk.director.rows = [(edit_row("change_music", choice="off"),)]
    revising = asyncio.create_task(talk.say("No tune please"))
    await asyncio.to_thread(talk.rendering.started.wait, 5)
    assert await talk.say(action="cancel") == []
    assert "before" in one(Cancelled, await revising).what
    talk.rendering.hold_s = 0
    assert one(Delivered, await talk.say("approve")).version == 1


async def test_cancel_stops_a_director_that_is_still_writing(talk: Talk) -> None:
    talk.director.slow_s = 30
    writing = asyncio.create_task(talk.say(BRIEF))
    await asyncio.wait_for(talk.director.called.wait(), 5)
    await talk.say("stop")
    one(Cancelled, await writing)
    assert talk.projects.versions("p1") == []


async def test_two_browsers_on_one_film_are_served_in_order(talk: Talk) -> None:
    await talk.say(BRIEF)
    talk.director.rows = [(edit_row("change_music", choice="off"),), (edit_row("change_captions", choice="off"),)]
    left, right = await asyncio.gather(talk.say("it hums too much"), talk.say("no words on screen"))
    assert [one(PreviewReady, left).version, one(PreviewReady, right).version] == [2, 3]
    assert one(PreviewReady, right).storyboard.music.on is False


async def test_the_same_turn_twice_is_done_once(talk: Talk) -> None:
    await talk.say(BRIEF, turn_id="a")
    await talk.say(BRIEF, turn_id="a")
    assert len(talk.projects.versions("p1")) == 1
    assert talk.rendering.previews == [1]


async def test_a_door_that_left_can_follow_the_turn_again(talk: Talk) -> None:
    talk.rendering.hold_s = 0.3
    left = talk.agency.run_turn("t1", Message(BRIEF))
    await anext(left)
    await left.aclose()  # type: ignore[attr-defined]
    events = [event async for event in talk.agency.resume("t1")]
    assert one(PreviewReady, events).version == 1


async def test_resuming_a_finished_conversation_does_nothing(talk: Talk) -> None:
    await talk.say(BRIEF)
    talk.agency._turns.clear()
    assert [event async for event in talk.agency.resume("t1")] == []


async def test_back_to_a_version_by_number(talk: Talk) -> None:
    await talk.say(BRIEF)
    talk.director.rows = [(edit_row("change_music", choice="off"),)]
    await talk.say("it hums too much")
    assert one(PreviewReady, await talk.say(action=("version", 1))).storyboard.music.on
    assert one(PreviewReady, await talk.say("back to version 2")).storyboard.music.on is False
    assert "no version 9" in sentences(await talk.say("version 9"))


async def test_an_own_script_is_spoken_word_for_word(talk: Talk) -> None:
    script = "Our shop opens on Monday at 9.\n\nCome by, the first coffee is on us!"
    ready = one(PreviewReady, await talk.say(f"Use this script:\n{script}"))
    assert [scene.narration for scene in ready.storyboard.scenes] == script.split("\n\n")


async def test_what_changed_is_shown_before_the_whole_film(talk: Talk) -> None:
    await talk.say(BRIEF)
    events = await talk.say("Make scene 2 green")
    assert [number for number, _ in one(FramesChanged, events).stills] == [2]
    assert one(SceneReady, events).scene == 2
    assert events.index(one(SceneReady, events)) < events.index(one(PreviewReady, events))
    assert {"changed_still_s", "changed_scene_s"} <= one(PreviewReady, events).timings.keys()


async def test_three_openings_are_offered_and_only_the_one_that_is_taken_changes_the_film(talk: Talk) -> None:
    await talk.say(BRIEF)
    before = talk.projects.board("p1", 1)
    offered = await talk.say("give me three openings")
    text = "\n".join(event.text for event in offered if isinstance(event, Said))
    assert "1. " in text and "3. " in text
    assert not any(isinstance(event, PreviewReady) for event in offered)
    assert talk.projects.by_thread("t1").head == 1  # type: ignore[union-attr]
    second = next(line for line in text.splitlines() if line.startswith("2. "))[3:]
    taken = await talk.say("take the second")
    assert any(isinstance(event, PreviewReady) for event in taken)
    after = talk.projects.board("p1", 2)
    assert after.scenes[0].narration == second
    assert [scene.narration for scene in after.scenes[1:]] == [scene.narration for scene in before.scenes[1:]]


async def test_a_word_edited_in_the_script_makes_one_scene_anew(talk: Talk) -> None:
    board = one(PreviewReady, await talk.say(BRIEF)).storyboard
    edited = write(board).replace(board.scenes[1].narration, "These words are mine.")
    after = one(PreviewReady, await talk.say(script=edited))
    assert after.storyboard.scenes[1].narration == "These words are mine."
    assert after.rendered_scenes == (board.scenes[1].id,)
    assert "nothing was changed" in sentences(await talk.say(script=write(after.storyboard)))
    assert "stands before the first scene" in sentences(await talk.say(script="Just words"))
    assert len(talk.projects.versions("p1")) == 2


async def test_notes_that_are_put_into_the_script_are_kept(talk: Talk) -> None:
    board = one(PreviewReady, await talk.say(BRIEF)).storyboard
    noted = write(board).replace("## Scene 2", "> ask Ana\n\n## Scene 2")
    after = one(PreviewReady, await talk.say(script=noted))
    assert after.storyboard.scenes[0].notes == "ask Ana"
    assert after.changes == ("Scene 1: the notes are now “ask Ana”",)


async def test_a_film_in_a_language_that_no_voice_speaks_is_asked_about_and_then_made_in_one_that_is_spoken(
    tmp_path: Path,
) -> None:
    talk = Talk(tmp_path, languages=("en",))
    async with talk.agency:
        asked = one(Asked, await talk.say("Ein Film über unsere neue Lampe Lumo für Hausbesitzer, 30 Sekunden. Sie kostet 79 €."))
        assert "German" in asked.question
        preview = one(PreviewReady, await talk.say("yes"))
    assert preview.storyboard.language == "en"
