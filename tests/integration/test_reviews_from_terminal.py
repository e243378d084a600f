"""A film from the terminal that waits for people: the next command hears what they decided."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from langgraph.checkpoint.memory import InMemorySaver

from agent.messages import Message
from agent.session import Agency
from memory.audit import Audit
from memory.db import Database
from memory.domain.consent import Use
from memory.domain.storyboard import Storyboard
from memory.projects import Projects
from memory.reviews import Reviews
from memory.users import OPERATOR, Access
from tests.e2e.reviewed_studio import POLICY
from tests.fakes import FakeCleared, fake_services
from tools.clearance import clear
from ui.commission import _hear_decisions
from ui.outcome import Outcome
from ui.terminal import Terminal


@asynccontextmanager
async def open_talk(saver: InMemorySaver) -> AsyncIterator[InMemorySaver]:
    yield saver


async def test_the_next_command_goes_on_with_the_decision(database: Database, tmp_path: Path) -> None:
    reviews, projects = Reviews(database), Projects(database)

    def gate(board: Storyboard, project_id: str, version: int, use: Use) -> FakeCleared:
        passed = clear(board, project_id, version, use=use, decisions=reviews.decisions, policy=POLICY)
        return FakeCleared(passed.board, passed.project_id, passed.version)

    services = fake_services(
        tmp_path, projects=projects, reviews=reviews, clear=gate, audit=Audit(database), role=Access(database).role
    )
    brief = "A 30 second film about Lumo, a desk lamp. It costs $79. Order at lumo.example."
    async with Agency(services, open_talk(InMemorySaver())) as agency:
        outcome = Outcome(clock=lambda: 0.0)
        async for event in agency.run_turn("cli-1", Message(brief)):
            outcome.take(event)
        assert (outcome.state, outcome.succeeded) == ("waiting", True)
        assert outcome.findings[0].rule == "price-claims" and "person has to look" in outcome.reply
        project = projects.by_thread("cli-1")
        assert project is not None and project.state == "waiting"

        heard = Outcome(clock=lambda: 0.0)
        assert not await _hear_decisions(agency, database, "cli-1", heard, Terminal(quiet=True)), "nobody has decided yet"
        (review,) = reviews.list()
        reviews.decide(review.id, "allow", by=OPERATOR, reason="It is on their own site.")
        assert await _hear_decisions(agency, database, "cli-1", heard, Terminal(quiet=True))
        assert heard.state == "previewed" and heard.preview is not None and "allowed it" in heard.reply
        assert not await _hear_decisions(agency, database, "cli-1", heard, Terminal(quiet=True)), "it is heard once"
    kinds = [entry.kind for entry in reversed(Audit(database).list(project.id))]
    assert kinds == ["review-asked", "review-decided", "cleared", "rendered"]
