"""Films through Slack: the true app over WebSocket against a Slack on loopback, with the real database."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from PIL import Image

from agent.session import Agency
from memory.assets import Assets
from memory.db import Database
from memory.files import FolderFiles
from memory.projects import Projects
from memory.reviews import Reviews
from memory.slack import SlackStore
from memory.users import Users
from tests.fakes import ScriptedDirector, edit_row
from tests.integration.fake_slack import ME, TEAM, FakeSlack, Message
from tests.integration.slack_door import agency_of, door
from ui.slack.people import STRANGER
from ui.studio.chat_store import ChatStore
from ui.studio.live import Lives
from ui.studio.room import Heard, Rooms
from ui.studio.turn_view import Shelf
from ui.studio.turns import AgencyTurns

ANA, RITA, RAVI, SAM = "UANA", "URITA", "URAVI", "USAM"
BRIEF = f"<@{ME}> A 20 second film for our summer sale: 25 % off every bicycle"


def headline(text: str) -> ScriptedDirector:
    """A director that sets the first headline whenever something is to be changed."""
    return ScriptedDirector(rows=[(edit_row("edit_text", "s1", choice="headline", text=text),) for _ in range(9)])


async def test_from_a_mention_to_the_finished_film(slack: FakeSlack, database: Database, tmp_path: Path) -> None:
    async with door(database, tmp_path, slack.api, headline("Summer sale")):
        ts = await slack.say(ANA, BRIEF)
        card = await slack.until(lambda: slack.card(ts, 1))
        (project,) = Projects(database).list()
        assert project.owner == "ana@example.com"
        assert [one.data for one in slack.films(ts)] == [f"the film of {project.id}, version 1".encode()]
        assert f"https://films.example/thread/{project.thread}" in str(card.blocks)
        board = Projects(database).board(project.id, 1)
        stills = [slack.files[block["accessory"]["slack_file"]["id"]].data for block in card.blocks if "accessory" in block]
        assert stills == [(tmp_path / f"{scene.id}.jpg").read_bytes() for scene in board.scenes]

        await slack.say(ANA, "Make the first headline “Summer sale”", ts=ts)
        card = await slack.until(lambda: slack.card(ts, 2))
        assert slack.card(ts, 1) is None, "one preview has buttons"
        assert len([one for one in slack.files.values() if one.name.endswith(".jpg")]) == len(board.scenes) + 1

        await slack.press(ANA, card, "approve")
        final = f"the film of {project.id}, version 2".encode()
        await slack.until(lambda: [one.data for one in slack.films(ts)].count(final) == 2)
        await slack.until(lambda: not any(one.button("approve") or one.button("stop") for one in slack.of_app(ts)))
    assert Projects(database).get(project.id).state == "approved"
    assert not slack.refusals and not slack.whispers


async def test_one_question_and_its_answer_below_it(slack: FakeSlack, database: Database, tmp_path: Path) -> None:
    async with door(database, tmp_path, slack.api):
        channel = slack.direct(ANA)
        ts = await slack.say(ANA, "A video please", channel=channel)
        asked = await slack.until(lambda: [one for one in slack.of_app(ts, channel) if "about" in one.text and "?" in one.text])
        await slack.say(ANA, "Our summer sale, 25 % off every bicycle", channel=channel)
        await slack.until(lambda: slack.card(ts, 1, channel))
    assert len(asked) == 1 and len(Projects(database).list()) == 1


async def test_a_box_for_changes_undo_and_the_list_of_versions(slack: FakeSlack, database: Database, tmp_path: Path) -> None:
    async with door(database, tmp_path, slack.api, headline("In a box")):
        ts = await slack.say(ANA, BRIEF)
        card = await slack.until(lambda: slack.card(ts, 1))
        await slack.press(ANA, card, "change")
        box = await slack.until(lambda: slack.views and slack.views[-1])
        await slack.submit(ANA, box, feedback="The first headline is “In a box”", again=2)
        card = await slack.until(lambda: slack.card(ts, 2))

        await slack.press(ANA, card, "change")
        box = await slack.until(lambda: len(slack.views) > 1 and slack.views[-1])
        script = next(block["element"] for block in box["blocks"] if block["block_id"] == "script")["initial_value"]
        await slack.submit(ANA, box, script=script.replace("In a box", "By hand"))
        card = await slack.until(lambda: slack.card(ts, 3))
        (project,) = Projects(database).list()
        assert Projects(database).board(project.id, 3).scenes[0].on_screen.headline == "By hand"

        await slack.press(ANA, card, "undo")
        card = await slack.until(lambda: slack.card(ts, 2))
        await slack.press(ANA, card, "versions")
        listed = await slack.until(lambda: len(slack.views) > 2 and slack.views[-1])
        await slack.press_in(ANA, listed, "pick:1")
        await slack.until(lambda: slack.card(ts, 1))
        await slack.until(lambda: "Version 1" in str(listed["blocks"]))
    assert len(Projects(database).versions(project.id)) == 3, "a box that was sent three times is one change"


async def test_what_was_shared_becomes_material_and_other_hosts_get_no_token(
    slack: FakeSlack, database: Database, tmp_path: Path
) -> None:
    drawn = io.BytesIO()
    Image.new("RGB", (320, 200), (200, 40, 40)).save(drawn, "PNG")
    elsewhere = FakeSlack()
    await elsewhere.start()
    async with door(database, tmp_path, slack.api):
        shared = (slack.share("bicycle.png", drawn.getvalue()), elsewhere.share("photo.png", drawn.getvalue()))
        ts = await slack.say(ANA, BRIEF, shared=shared)
        await slack.until(lambda: slack.card(ts, 1))
        (project,) = Projects(database).list()
        (asset,) = Assets(database).of_project(project.id)
        assert asset.name == "bicycle.png"
        assert any("photo.png" in one.text and "not kept by Slack" in one.text for one in slack.of_app(ts))
    assert not elsewhere.downloads
    await elsewhere.stop()


async def test_a_stranger_gets_one_sentence_and_nothing_else(slack: FakeSlack, database: Database, tmp_path: Path) -> None:
    async with door(database, tmp_path, slack.api, headline("Calmer")):
        await slack.say(SAM, BRIEF)
        await slack.until(lambda: slack.whispers)
        channel = slack.direct(SAM)
        await slack.say(SAM, "Make me a film", channel=channel)
        await slack.until(lambda: [one for one in slack.said.values() if one.channel == channel and one.user == ME])
        await slack.open_home(SAM)
        page = await slack.until(lambda: slack.homes.get(SAM))
        await slack.command(SAM, "a film")
        await slack.until(lambda: len(slack.whispers) == 2)

        ts = await slack.say(ANA, BRIEF)
        card = await slack.until(lambda: slack.card(ts, 1))
        await slack.press(SAM, card, "approve")
        await slack.until(lambda: len(slack.whispers) == 3)
        await slack.press(SAM, card, "change")
        box = await slack.until(lambda: slack.views and slack.views[-1])
        await slack.say(SAM, "I think it should be green", ts=ts)
        await slack.say(ANA, f"<@{SAM}> what do you think?", ts=ts)
        await slack.say(ANA, "Make the music calmer", ts=ts)
        await slack.until(lambda: slack.card(ts, 2))
        await slack.until(lambda: not any(one.button("stop") for one in slack.of_app(ts)))
        said = [one["text"] for one in slack.whispers] + [one.text for one in slack.said.values() if one.channel == channel]
    assert set(said) == {STRANGER, "Make me a film"}
    assert "private" not in str(page) and STRANGER in str(page["blocks"]) and STRANGER in str(box["blocks"])
    assert [project.owner for project in Projects(database).list()] == ["ana@example.com"]
    assert len(slack.whispers) == 3


async def test_reviews_are_decided_by_buttons_by_two_people_who_did_not_ask(
    slack: FakeSlack, database: Database, tmp_path: Path
) -> None:
    async with door(database, tmp_path, slack.api, slack_review_channel="G1"):
        ts = await slack.say(ANA, f"<@{ME}> A 20 second film for our tea that cures colds")
        await slack.until(lambda: any("Two people have" in one.text for one in slack.of_app(ts)))

        def case() -> Message:
            return next(one for one in slack.said.values() if one.channel == "G1" and one.user == ME)

        async def decide(member: str, verdict: str, reason: str) -> dict[str, str]:
            before = len(slack.views)
            await slack.press(member, case(), f"decide:{verdict}")
            box = await slack.until(lambda: len(slack.views) > before and slack.views[-1])
            answer: dict[str, str] = (await slack.submit(member, box, reason=reason)).get("errors", {})
            return answer

        await slack.until(lambda: [one for one in slack.said.values() if one.channel == "G1"])
        assert "cures" in case().told and "Two people have to agree" in case().told
        assert "editor" in (await decide(ANA, "allow", "It is my film")).get("reason", "")
        assert not await decide(RITA, "allow", "An old saying")
        await slack.until(lambda: "An old saying" in case().told)
        assert "second person" in (await decide(RITA, "allow", "Again")).get("reason", "")
        assert slack.card(ts, 1) is None
        assert not await decide(RAVI, "allow", "Fine with me")
        await slack.until(lambda: slack.card(ts, 1))
        await slack.until(lambda: "Allowed" in case().told and not case().button("decide:allow"))
    (review,) = Reviews(database).list(None)
    assert [vote.person for vote in review.votes] == ["rita@example.com", "ravi@example.com"]


@asynccontextmanager
async def studio(database: Database, home: Path) -> AsyncIterator[Callable[[str, str, str], None]]:
    """Another process's studio on the same database; gives what says something there: (thread, owner, words)."""
    async with agency_of(database, home, headline("From the studio")) as agency:

        async def opened() -> Agency:
            return agency

        rooms = Rooms(AgencyTurns(opened()), Shelf(FolderFiles(home / "files"), ChatStore(database), Lives()), lambda _: ())
        kept: set[asyncio.Task[None]] = set()

        async def heard(thread: str, owner: str, words: str) -> None:
            room = rooms.room(thread, owner)
            step = room.page.user_message(words, owner)
            await room.page.show_user(step)
            room.hear(Heard(step["id"], owner, words))

        yield lambda *said: kept.add(asyncio.create_task(heard(*said)))


async def test_the_same_film_goes_on_in_the_studio_and_comes_back(slack: FakeSlack, database: Database, tmp_path: Path) -> None:
    async with door(database, tmp_path, slack.api), studio(database, tmp_path) as say:
        ts = await slack.say(ANA, BRIEF)
        await slack.until(lambda: slack.card(ts, 1))
        (project,) = Projects(database).list()
        say(project.thread, project.owner, "The first headline is “From the studio”")
        card = await slack.until(lambda: slack.card(ts, 2))
        heard = [one for one in slack.of_app(ts) if ", in the studio" in one.told]
        assert len(heard) == 1 and "From the studio" in heard[0].told
        assert slack.films(ts)[-1].data == f"the film of {project.id}, version 2".encode()
        await slack.press(ANA, card, "approve")
        await slack.until(lambda: len(slack.films(ts)) > 2)
        await slack.until(lambda: not SlackStore(database).waiting())
        page = ChatStore(database).thread(project.thread)
    assert page is not None and [one["name"] for one in page["elements"]] == ["PreviewCard", "PreviewCard", "FilmCard"]
    assert ChatStore(database).threads("ana@example.com", first=5, cursor=None, search=None)[0][0]["id"] == project.thread


async def test_a_film_of_the_studio_goes_on_in_slack_from_the_page_of_films(
    slack: FakeSlack, database: Database, tmp_path: Path
) -> None:
    thread = str(uuid4())
    async with door(database, tmp_path, slack.api), studio(database, tmp_path) as say:
        say(thread, "ana@example.com", BRIEF)
        await slack.until(lambda: [one.state for one in Projects(database).list()] == ["previewed"])
        await slack.until(lambda: ChatStore(database).turn(thread)[1] is False)
        await slack.open_home(ANA)
        page = await slack.until(lambda: slack.homes.get(ANA))
        (project,) = Projects(database).list()
        await slack.press_in(ANA, page, f"go_on:{project.id}")
        channel = slack.direct(ANA)
        opening = await slack.until(lambda: next((one for one in slack.said.values() if one.channel == channel), None))
        card = await slack.until(lambda: slack.card(opening.ts, 1, channel))
        await slack.press(ANA, card, "approve")
        await slack.until(lambda: len(slack.films(opening.ts, channel)) == 2)
        await slack.until(lambda: not SlackStore(database).waiting())
    assert not slack.refusals


async def test_the_command_the_box_for_a_brief_and_the_page_of_films(
    slack: FakeSlack, database: Database, tmp_path: Path
) -> None:
    Users(database).create("mara", None, "editor", sign_in="google")
    slack.person("UMARA", "mara@elsewhere.example")
    SlackStore(database).link(TEAM, "UMARA", "mara")
    async with door(database, tmp_path, slack.api):
        told = await slack.command("UMARA", "A 20 second film for our summer sale of bicycles")
        assert told["response_type"] == "ephemeral"
        opening = await slack.until(lambda: next((one for one in slack.said.values() if one.user == ME), None))
        assert "summer sale" in opening.told and "UMARA" in opening.told
        await slack.until(lambda: slack.card(opening.ts, 1))

        await slack.command("UMARA", "", "C9")
        box = await slack.until(lambda: slack.views and slack.views[-1])
        await slack.submit("UMARA", box, brief="A 20 second film for our winter coats")
        channel = slack.direct("UMARA")
        winter = await slack.until(lambda: [one for one in slack.said.values() if one.channel == channel and not one.thread_ts])
        await slack.until(lambda: slack.card(winter[0].ts, 1, channel))

        await slack.open_home("UMARA")
        page = await slack.until(lambda: slack.homes.get("UMARA"))
        films = Projects(database).list("mara")
        assert all(f"https://films.example/thread/{one.thread}" in str(page["blocks"]) for one in films) and len(films) == 2
        await slack.press_in("UMARA", page, f"go_on:{films[0].id}")
        note = await slack.until(lambda: len(slack.views) > 1 and slack.views[-1])
        assert "https://x.slack.com/archives/" in str(note["blocks"])
