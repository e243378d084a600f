"""Too many messages in one minute: said, kept, and answered."""

from __future__ import annotations

from pathlib import Path

from agent.crowd import Crowd, Limits
from agent.events import Said
from tests.unit.agent.test_conversation import BRIEF, Talk


async def test_a_message_too_many_is_kept_and_answered_in_time(tmp_path: Path) -> None:
    clock = [0.0]
    talk = Talk(tmp_path, crowd=Crowd(Limits(turns=1), now=lambda: clock[0]))
    async with talk.agency:
        await talk.say(BRIEF)
        clock[0] = 59.9
        first, *rest = await talk.say("how long is it?")
    assert isinstance(first, Said)
    assert first.text.startswith("That is a lot of messages for one minute. Yours is kept")
    assert any(isinstance(event, Said) for event in rest)
