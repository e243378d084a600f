"""What is shown of a script while it is written, and when it is."""

from __future__ import annotations

from pathlib import Path

from agent.events import PreviewReady, Said
from tests.unit.agent.test_conversation import BRIEF, Talk, one


async def test_of_a_small_director_only_the_script_itself_is_shown(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    talk.director.is_small = True
    async with talk.agency:
        events = await talk.say(BRIEF)
    board = one(PreviewReady, events).storyboard
    said = [event for event in events if isinstance(event, Said)]
    assert not [event for event in said if event.delta]
    assert "\n\n".join(scene.narration for scene in board.scenes) in [event.text for event in said]


async def test_a_better_director_is_seen_writing(tmp_path: Path) -> None:
    talk = Talk(tmp_path)
    async with talk.agency:
        events = await talk.say(BRIEF)
    assert [event for event in events if isinstance(event, Said) and event.delta]
