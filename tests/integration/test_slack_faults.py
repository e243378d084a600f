"""What Slack, the network or a kill do to the door in Slack: nothing is done twice, nothing is lost."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import sys
import time
from pathlib import Path

import httpx
import pytest

from memory.db import Database
from memory.projects import Projects
from memory.slack import SlackStore
from tests.fakes import ScriptedDirector, edit_row
from tests.integration.fake_slack import ME, FakeSlack
from tests.integration.slack_door import door, settings_of
from ui.errors import SlackUnready
from ui.slack.line import UPDATE_EVERY_S
from ui.slack.manifest import PATH
from ui.slack.start import opened_door

ANA = "UANA"
BRIEF = f"<@{ME}> A 20 second film for our summer sale: 25 % off every bicycle"
ROOT = Path(__file__).parents[2]


def said_once(slack: FakeSlack, ts: str) -> bool:
    """No message of the app stands twice in the thread, progress aside."""
    told = [one.told for one in slack.of_app(ts)] + [one.name for one in slack.films(ts)]
    return len(told) == len(set(told))


async def test_events_that_come_again_are_done_once(slack: FakeSlack, database: Database, tmp_path: Path) -> None:
    director = ScriptedDirector(rows=[(edit_row("edit_text", "s1", choice="headline", text="Once"),)])
    async with door(database, tmp_path, slack.api, director):
        ts = await slack.say(ANA, BRIEF, again=3)
        card = await slack.until(lambda: slack.card(ts, 1))
        await slack.say(ANA, "The first headline is “Once”", ts=ts, again=3)
        card = await slack.until(lambda: slack.card(ts, 2))
        await slack.press(ANA, card, "approve", again=3)
        await slack.until(lambda: len(slack.films(ts)) == 3)
        await slack.until(lambda: not SlackStore(database).waiting())
    (project,) = Projects(database).list()
    assert len(Projects(database).versions(project.id)) == 2 and len(slack.films(ts)) == 3 and said_once(slack, ts)
    assert (tmp_path / "made.txt").read_text().split() == ["1", "2", "2"]


async def test_progress_is_one_message_at_slacks_pace_and_429_is_waited_out(
    slack: FakeSlack, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "hold").touch()
    async with door(database, tmp_path, slack.api):
        slack.is_busy("chat.update", 1, 1)
        ts = await slack.say(ANA, BRIEF)
        progress = await slack.until(lambda: next((one for one in slack.of_app(ts) if len(one.edits) > 1), None))
        slack.is_busy("chat.postMessage", 2, 1)
        (tmp_path / "hold").unlink()
        await slack.until(lambda: slack.card(ts, 1))
        await slack.until(lambda: progress not in slack.of_app(ts))
    assert min(after - before for before, after in zip(progress.edits, progress.edits[1:], strict=False)) >= UPDATE_EVERY_S - 0.1
    assert said_once(slack, ts) and not slack.refusals


async def test_what_slack_did_not_take_comes_when_it_is_back(
    slack: FakeSlack, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.slack.turns.TRY_AGAIN_S", (0.3,) * 20)
    (tmp_path / "hold").touch()
    async with door(database, tmp_path, slack.api):
        ts = await slack.say(ANA, BRIEF)
        await slack.until(lambda: any(one.button("stop") for one in slack.of_app(ts)))
        slack.down = True
        (tmp_path / "hold").unlink()
        await slack.until(lambda: [one.state for one in Projects(database).list()] == ["previewed"])
        assert not slack.films(ts) and len(SlackStore(database).waiting()) == 1
        slack.down = False
        await slack.until(lambda: slack.card(ts, 1))
        await slack.until(lambda: not SlackStore(database).waiting())
    assert len(slack.films(ts)) == 1 and said_once(slack, ts)


async def opened(slack: FakeSlack, database: Database, home: Path) -> asyncio.subprocess.Process:
    """The door as a process of its own, connected."""
    command = ("-m", "tests.integration.slack_door", database.url, str(home), slack.api)
    process = await asyncio.create_subprocess_exec(sys.executable, *command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    assert process.stdout and await process.stdout.readline() == b"Socket Mode\n"
    return process


async def killed(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        process.kill()
    await process.wait()


async def test_killed_in_a_render_and_again_between_film_and_card(slack: FakeSlack, database: Database, tmp_path: Path) -> None:
    """The first process dies while it renders, a spare takes over at once, dies too, and a third one finishes the turn."""
    (tmp_path / "hold").touch()
    first = await opened(slack, database, tmp_path)
    spare = await opened(slack, database, tmp_path)
    third = None
    try:
        ts = await slack.say(ANA, BRIEF)
        await slack.until((tmp_path / "made.txt").exists)
        await killed(first)
        slack.is_busy("files.info", 99, 1)
        (tmp_path / "hold").unlink()
        await slack.until(lambda: slack.films(ts))
        await killed(spare)
        slack.busy.clear()
        third = await opened(slack, database, tmp_path)
        card = await slack.until(lambda: slack.card(ts, 1))
        await slack.press(ANA, card, "approve")
        await slack.until(lambda: len(slack.films(ts)) == 2)
        await slack.until(lambda: not any(one.button("stop") for one in slack.of_app(ts)))
    finally:
        for process in filter(None, (first, spare, third)):
            await killed(process)
    (project,) = Projects(database).list()
    assert len(Projects(database).versions(project.id)) == 1 and len(slack.films(ts)) == 2 and said_once(slack, ts)
    assert (tmp_path / "made.txt").read_text().split() == ["1", "1", "1"], "killed, made again, and the final"


async def test_a_door_that_is_closed_in_the_middle_goes_on_when_it_opens(
    slack: FakeSlack, database: Database, tmp_path: Path
) -> None:
    (tmp_path / "hold").touch()
    async with door(database, tmp_path, slack.api):
        ts = await slack.say(ANA, BRIEF)
        await slack.until(lambda: any(one.button("stop") and one.edits for one in slack.of_app(ts)))
    (tmp_path / "hold").unlink()
    assert len(SlackStore(database).waiting()) == 1
    async with door(database, tmp_path, slack.api):
        await slack.until(lambda: slack.card(ts, 1))
        await slack.until(lambda: not any(one.button("stop") for one in slack.of_app(ts)))
    assert len(slack.films(ts)) == 1 and said_once(slack, ts)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def told_how_it_is(address: str) -> None:
    async with httpx.AsyncClient(base_url=address, trust_env=False) as client:
        assert (await client.get("/healthz")).json() == {"status": "ok"}
        assert (await client.get("/readyz")).json() == {"status": "down", "failing": ["weights"]}
        shown = await client.get("/metrics")
        assert shown.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert 'agency_turn_seconds_count{outcome="done"} 2.0' in shown.text
        assert (await client.get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"})).status_code == 403


async def test_over_http_only_slacks_own_requests_count_and_repeats_do_nothing(
    slack: FakeSlack, database: Database, tmp_path: Path
) -> None:
    figures = free_port()
    async with door(database, tmp_path, slack.api, http=True, slack_metrics_port=figures, models_dir=tmp_path / "none") as where:
        url = f"http://127.0.0.1:{where.rsplit(' ', 1)[1]}{PATH}"
        assert await slack.post(url, {"type": "url_verification", "challenge": "abc", "token": "x"}) == (
            200,
            '{"challenge": "abc"}',
        )
        ts = slack.stamped(ANA, BRIEF)
        event = slack.event({"type": "app_mention", "user": ANA, "text": BRIEF, "ts": ts, "channel": "C1", "team": "T1"})
        for secret, at in (("", None), ("another secret", None), ("a signing secret", time.time() - 600)):
            assert (await slack.post(url, event, secret=secret, at=at))[0] == 401
        assert SlackStore(database).waiting() == []
        for retry in range(3):
            assert (await slack.post(url, event, retry=retry))[0] == 200
        card = await slack.until(lambda: slack.card(ts, 1))
        button = card.button("approve")
        assert button
        pressed = slack.pressed(ANA, button) | {"channel": {"id": "C1"}}
        for retry in range(2):
            assert (await slack.post(url, pressed, retry=retry))[0] == 200
        await slack.until(lambda: len(slack.films(ts)) == 2)
        await slack.until(lambda: not SlackStore(database).waiting())
        await told_how_it_is(f"http://127.0.0.1:{figures}")
    assert len(slack.films(ts)) == 2 and len(Projects(database).list()) == 1


async def test_an_inbox_that_cannot_be_written_lets_slack_send_it_again(
    slack: FakeSlack, database: Database, tmp_path: Path
) -> None:
    async with door(database, tmp_path, slack.api, http=True) as where:
        url = f"http://127.0.0.1:{where.rsplit(' ', 1)[1]}{PATH}"
        ts = slack.stamped(ANA, BRIEF)
        event = slack.event({"type": "app_mention", "user": ANA, "text": BRIEF, "ts": ts, "channel": "C1", "team": "T1"})
        with database.transaction() as connection:
            connection.execute("ALTER TABLE slack_inbox ADD CONSTRAINT closed CHECK (false) NOT VALID")
        assert (await slack.post(url, event))[0] == 500
        with database.transaction() as connection:
            connection.execute("ALTER TABLE slack_inbox DROP CONSTRAINT closed")
        assert (await slack.post(url, event, retry=1))[0] == 200
        await slack.until(lambda: slack.card(ts, 1))


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        ({"slack_bot_token": None}, "AGENCY_SLACK_BOT_TOKEN is missing"),
        ({"slack_bot_token": "xoxb-wrong"}, "invalid_auth"),
        ({"slack_app_token": None}, "AGENCY_SLACK_APP_TOKEN is missing"),
        ({"slack_app_token": "xapp-wrong"}, "does not open Socket Mode"),
        ({"slack_review_channel": "C1"}, "name a private channel"),
        ({"slack_review_channel": "G404"}, "invite the app there"),
        ({"slack_api_url": "http://127.0.0.1:9/api/"}, "cannot be reached"),
    ],
)
async def test_a_wrong_setting_is_one_sentence(
    missing: dict[str, str | None], named: str, slack: FakeSlack, database: Database, tmp_path: Path
) -> None:
    settings = settings_of(tmp_path, **{"api_url": slack.api} | missing)  # type: ignore[arg-type]
    with pytest.raises(SlackUnready, match=named):
        async with opened_door(settings, database, None, http=False):  # type: ignore[arg-type]
            pass


async def test_an_app_that_was_made_without_a_scope_is_told_which(slack: FakeSlack, database: Database, tmp_path: Path) -> None:
    slack.scopes -= {"files:write", "im:write"}
    with pytest.raises(SlackUnready, match=r"lacks files:write, im:write; paste"):
        async with door(database, tmp_path, slack.api):
            pass
