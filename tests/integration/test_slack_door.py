"""Films through Slack: the true app over WebSocket against a Slack on loopback, with the real database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from memory.db import Database
from memory.projects import Projects
from memory.users import Users
from tests.fakes import ScriptedDirector, edit_row
from tests.integration.fake_slack import ME, FakeSlack, digest
from tests.integration.slack_door import door

BRIEF = f"<@{ME}> A 20 second film for our summer sale: 25 % off every bicycle"


@pytest.fixture
async def slack(database: Database) -> AsyncIterator[FakeSlack]:
    """A workspace with Ana, who makes films, Rita and Ravi, who review, and Sam, whom nobody let in."""
    fake = FakeSlack()
    await fake.start()
    for number, (name, role) in enumerate((("ana", "editor"), ("rita", "reviewer"), ("ravi", "reviewer"), ("sam", ""))):
        mail = f"{name}@example.com"
        fake.person(f"U{number + 1}", mail)
        if role:
            Users(database).create(mail, "a long password", role)  # type: ignore[arg-type]
    yield fake
    await fake.stop()


ANA, RITA, RAVI, SAM = "U1", "U2", "U3", "U4"


async def test_from_a_mention_to_the_finished_film(slack: FakeSlack, database: Database, tmp_path: Path) -> None:
    director = ScriptedDirector()
    director.rows = [(edit_row("edit_text", "s1", choice="headline", text="Summer sale"),)]
    async with door(database, tmp_path / "home", f"{slack.base}/api/", director):
        ts = await slack.say(ANA, BRIEF)
        card = await slack.until(lambda: slack.card(ts, 1))
        project = Projects(database).list()[0]
        assert project.owner == "ana@example.com"
        first = slack.films(ts)
        assert [one.data for one in first] == [f"the film of {project.id}, version 1".encode()]
        assert f"https://films.example/thread/{project.thread}" in str(card.blocks)
        scenes = [block for block in card.blocks if "accessory" in block]
        stills = [slack.files[block["accessory"]["slack_file"]["id"]].data for block in scenes]
        board = Projects(database).board(project.id, 1)
        assert [digest(one) for one in stills] == [
            digest((tmp_path / "home" / f"{scene.id}.jpg").read_bytes()) for scene in board.scenes
        ]

        await slack.say(ANA, "Make the first headline “Summer sale”", ts=ts)
        card = await slack.until(lambda: slack.card(ts, 2))
        assert slack.card(ts, 1) is None
        assert len([one for one in slack.files.values() if one.name.endswith(".jpg")]) == len(board.scenes) + 1

        await slack.press(ANA, card, "approve")
        await slack.until(lambda: len(slack.films(ts)) > 2)
        assert slack.films(ts)[-1].data == f"the film of {project.id}, version 2".encode()
        await slack.until(lambda: not any(one.button("approve") or one.button("stop") for one in slack.of_app(ts)))
    assert Projects(database).get(project.id).state == "approved"
    assert not slack.refusals
