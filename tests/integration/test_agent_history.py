"""Conversations about versions over a real PostgreSQL: whatever is said, no version changes and none is lost."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from agent.events import Failed
from agent.messages import Message
from agent.session import Agency
from memory.audit import Audit
from memory.db import Database
from memory.projects import Projects
from tests.fakes import fake_services
from tests.unit.agent.test_conversation import BRIEF, open_talk

SAID = (
    "turn the music off", "turn the music on", "make the background blue", "turn the captions off", "remove scene 2",
    "undo", "undo twice", "redo", "go back to version 1", "show me version 3", "call this one calm", "go back to calm",
    "bring back the old music", "bring back the old scene 2", "like it was in the first version, but keep the new ending",
    "undo, but keep the background", "undo and turn the captions off", "compare with the last one",
    "what changed since version 1?",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(3))
async def test_a_long_conversation_loses_nothing(database: Database, tmp_path: Path, seed: int) -> None:
    dice, projects = random.Random(seed), Projects(database)
    services = fake_services(tmp_path, projects=projects, audit=Audit(database))
    known: dict[int, str] = {}
    async with Agency(services, open_talk(InMemorySaver())) as agency:
        for turn, text in enumerate((BRIEF, *dice.choices(SAID, k=25))):
            for _ in range(2):
                events = [event async for event in agency.run_turn("t", Message(text, turn_id=f"turn {turn}"))]
                assert not [event for event in events if isinstance(event, Failed)], (text, events)
            project = projects.by_thread("t")
            assert project is not None and project.head is not None
            found = {
                one.number: projects.board(project.id, one.number).model_dump_json() for one in projects.versions(project.id)
            }
            assert found.items() >= known.items(), text
            assert len(found) <= len(known) + 2, text
            known = found
        assert project and project.head in known
        for number, board in known.items():
            async for _event in agency.run_turn("t", Message(f"go back to version {number}")):
                pass
            head = projects.get(project.id).head
            assert head == number and projects.board(project.id, number).model_dump_json() == board
