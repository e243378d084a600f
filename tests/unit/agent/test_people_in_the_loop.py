"""What a rule leaves to people waits; the conversation goes on after their decision, and a refusal can be appealed in words."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from agent.director.read_appeal import is_appeal
from agent.director.read_likeness import without_likeness
from agent.director.read_purpose import purpose_of
from agent.events import Delivered, Event, PreviewReady, Refused, Said, Waiting
from agent.messages import Action, Message
from agent.session import Agency
from memory.domain.consent import Use
from memory.domain.findings import Finding
from memory.domain.script_document import write
from memory.domain.storyboard import Storyboard
from tests.fakes import FakeCleared, FakeRendering, MemoryAudit, MemoryProjects, MemoryReviews, ScriptedDirector, fake_services
from tools.clearance import clear
from tools.errors import ConsentWithdrawn
from tools.moderation.check import check
from tools.moderation.rules import Policy, Rule
from ui.present import text_of

POLICY = Policy(
    version="t1",
    terms={},
    rules=(
        Rule(id="price", text="No prices without a look.", severity="review", way_out="Leave it out.", patterns=(r"\$79",)),
        Rule(id="hate", text="No cures.", severity="refuse", way_out="Say what it does.", patterns=(r"\$99",), reviewers=2),
        Rule(id="political", text="Never this.", severity="refuse", way_out="Leave it out.", patterns=(r"\$13",)),
    ),
)
PERMISSIVE = Policy(version="t1", terms={}, rules=POLICY.rules[-1:])
BRIEF = "A 30 second film about Lumo, a desk lamp. It costs {}. Order at lumo.example."


@asynccontextmanager
async def open_talk(saver: InMemorySaver) -> AsyncIterator[InMemorySaver]:
    yield saver


class Talk:
    """A conversation behind the real gate with a small policy, and people who decide when the test says so."""

    def __init__(self, folder: Path, checks_briefs: bool = True, passes_films: bool = False) -> None:
        self.reviews, self.projects, self.audit = MemoryReviews(), MemoryProjects(), MemoryAudit()
        self.rendering = FakeRendering(folder)

        def gate(board: Storyboard, project_id: str, version: int, use: Use) -> FakeCleared:
            passed = clear(
                board,
                project_id,
                version,
                use=use,
                decisions=self.reviews.decisions,
                policy=PERMISSIVE if passes_films else POLICY,
            )
            return FakeCleared(passed.board, passed.project_id, passed.version, passed.policy_version)

        def checked(text: str) -> Sequence[Finding]:
            return check({"brief": text}, POLICY) if checks_briefs else ()

        services = fake_services(
            folder,
            ScriptedDirector(),
            rendering=self.rendering,
            projects=self.projects,
            audit=self.audit,
            reviews=self.reviews,
            clear=gate,
            check=checked,
        )
        self.agency = Agency(services, open_talk(InMemorySaver()))

    async def say(self, text: str = "", action: Action = None, script: str = "") -> list[Event]:
        return [event async for event in self.agency.run_turn("t1", Message(text, action=action, script=script))]

    async def write(self, words: str, scene: int = 2) -> list[Event]:
        """Edits what is spoken in a scene."""
        project = self.projects.by_thread("t1")
        assert project is not None and project.head
        board = self.projects.board(project.id, project.head)
        return await self.say(script=write(board).replace(board.scenes[scene - 1].narration, words))

    @property
    def state(self) -> str:
        project = self.projects.by_thread("t1")
        assert project is not None
        return project.state


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    conversation = Talk(tmp_path)
    async with conversation.agency:
        yield conversation


def kinds(events: list[Event], *wanted: type[Any]) -> list[Any]:
    return [event for event in events if isinstance(event, wanted)]


async def test_a_review_rule_ends_the_turn_and_the_decision_goes_on_with_it(talk: Talk) -> None:
    events = await talk.say(BRIEF.format("$79"))
    (waiting,) = kinds(events, Waiting)
    assert not kinds(events, PreviewReady) and talk.rendering.previews == []
    assert (talk.state, waiting.people, waiting.median_s) == ("waiting", 1, 240.0)
    told = text_of(waiting)
    assert "$79" in told and "price" in told and "about 4 minutes" in told and "by myself" in told
    (review,) = talk.reviews.waiting()
    assert review.cause == "rule" and "$79" in review.texts[review.findings[0].where]

    talk.reviews.decide("allow")
    events = await talk.say(action="decided")
    assert kinds(events, PreviewReady)[0].version == 1
    assert any("allowed" in event.text for event in kinds(events, Said))
    assert talk.state == "previewed"
    assert kinds(await talk.say(action="approve"), Delivered)


async def test_a_persons_no_takes_the_film_back_with_their_reason(talk: Talk) -> None:
    await talk.say(BRIEF.format("$20"))
    assert talk.state == "previewed"
    await talk.write("Now only $79.")
    assert talk.state == "waiting"
    talk.reviews.decide("refuse", "The price is wrong.")
    (refused,) = kinds(await talk.say(action="decided"), Refused)
    assert "The price is wrong." in text_of(refused) and "price" in text_of(refused)
    project = talk.projects.by_thread("t1")
    assert project is not None and project.head == 1, "the version before stands again"
    assert kinds(await talk.say(action="approve"), Delivered)[0].version == 1


async def test_approving_while_people_look_delivers_nothing(talk: Talk) -> None:
    await talk.say(BRIEF.format("$79"))
    events = await talk.say(action="approve")
    assert kinds(events, Waiting) and not kinds(events, Delivered) and talk.rendering.finals == []
    assert len(talk.reviews.reviews) == 1, "the same words are one review"


async def test_a_decision_holds_for_the_words_that_were_looked_at_and_no_others(talk: Talk) -> None:
    await talk.say(BRIEF.format("$79"))
    (old,) = talk.reviews.waiting()
    number = next(n for n in range(1, 20) if f"scene {n}," in old.findings[0].where)
    events = await talk.write("Only $79 for you, and a promise.", number)
    assert kinds(events, Waiting)
    talk.reviews.reviews = {
        key: one.model_copy(update={"state": "allowed"}) if one.id == old.id else one for key, one in talk.reviews.reviews.items()
    }
    assert talk.reviews.waiting() and talk.reviews.waiting()[0].digest != old.digest
    assert not kinds(await talk.say(action="approve"), Delivered)


async def test_words_that_are_changed_meanwhile_need_no_decision(talk: Talk) -> None:
    await talk.say(BRIEF.format("$20"))
    await talk.write("Now only $79.")
    assert kinds(await talk.say("undo"), PreviewReady)
    assert talk.reviews.waiting() == []


async def test_a_refused_brief_is_appealed_in_words_and_made_once_people_allow_it(talk: Talk) -> None:
    (refused,) = kinds(await talk.say(BRIEF.format("$99")), Refused)
    assert refused.can_appeal and "appeal" in text_of(refused)
    (waiting,) = kinds(await talk.say("That's wrong, please have a person look at it."), Waiting)
    assert waiting.people == 2 and talk.state == "waiting"
    (review,) = talk.reviews.waiting()
    assert (review.cause, review.risk, review.needed) == ("appeal", 3, 2)
    assert "person look at it" in review.note
    talk.reviews.decide("allow")
    # What became of the brief is shown to them too, before anybody else sees it.
    events = await talk.say(action="decided")
    assert kinds(events, Waiting) and not kinds(events, Refused)
    talk.reviews.decide("allow")
    assert kinds(await talk.say(action="decided"), PreviewReady)


async def test_a_refused_change_is_appealed_and_comes_back_as_it_was(talk: Talk) -> None:
    await talk.say(BRIEF.format("$20"))
    assert kinds(await talk.write("Only $13."), Refused)
    assert kinds(await talk.say("I want to appeal"), Waiting)
    talk.reviews.decide("allow")
    (preview,) = kinds(await talk.say(action="decided"), PreviewReady)
    assert preview.version == 2 and "Only $13." in str(preview.storyboard)


async def test_what_nobody_refused_cannot_be_appealed_and_a_wish_for_the_film_is_no_appeal(talk: Talk) -> None:
    await talk.say(BRIEF.format("$20"))
    assert not kinds(await talk.say("I want to appeal"), Waiting)
    assert talk.reviews.reviews == {}


async def test_a_decision_that_comes_twice_is_heard_once(talk: Talk) -> None:
    await talk.say(BRIEF.format("$79"))
    talk.reviews.decide("allow")
    await talk.say(action="decided")
    assert await talk.say(action="decided") == []


async def test_a_real_persons_voice_is_refused_in_a_sentence_and_the_rest_is_done(talk: Talk) -> None:
    events = await talk.say(f"{BRIEF.format('$20')} Use Taylor Swift's voice.")
    (told, *_) = kinds(events, Said)
    assert "Taylor Swift" in told.text and "use Maya" in told.text
    (preview,) = kinds(events, PreviewReady)
    assert "Swift" not in str(preview.storyboard)
    events = await talk.say("Make her sound like Morgan Freeman")
    assert not kinds(events, PreviewReady) and "Morgan Freeman" in kinds(events, Said)[0].text


async def test_a_consent_that_is_revoked_meanwhile_stops_the_film_and_the_chat_says_why(talk: Talk) -> None:
    why = Finding(rule="consent", text="jane", reason="The consent of Jane Doe was revoked.", way_out="Choose one of the cast.")
    talk.rendering.fails = [ConsentWithdrawn((why,))]
    (refused,) = kinds(await talk.say(BRIEF.format("$20")), Refused)
    assert "The consent of Jane Doe was revoked" in text_of(refused) and not refused.can_appeal
    assert talk.state == "refused"
    assert not kinds(await talk.say("I want to appeal"), Waiting), "likeness is nobody else's to decide"


@pytest.mark.parametrize(
    "text",
    [
        "That's wrong, please have a person look at it",
        "I want to appeal",
        "I'd like to appeal this.",
        "I disagree. Can a human review this?",
        "please let someone check that",
        "appeal",
        "A real person should look at this.",
        "Ich lege Einspruch ein.",
        "Das stimmt nicht, bitte lass das einen Menschen ansehen",
        "Quiero apelar",
        "Eso no es así, que lo revise una persona",
        "Je veux faire appel",
        "Ce n'est pas vrai, qu'une personne regarde ça",
        "Voglio fare ricorso",
        "Quero recorrer",
        "Ik maak bezwaar",
    ],
)
def test_an_appeal_is_read(text: str) -> None:
    assert is_appeal(text)


@pytest.mark.parametrize(
    "text",
    [
        "Make it 20 seconds",
        "Add a scene where a person looks at the lamp",
        "Change scene 2 to “I want to appeal to everyone”",
        "The colours appeal to me",
        "Leave the price out then",
        "ok, say it differently",
        "Show somebody who checks the door",
    ],
)
def test_a_wish_for_the_film_is_no_appeal(text: str) -> None:
    assert not is_appeal(text)


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("make her sound like Morgan Freeman", "Morgan Freeman", ""),
        ("Use Taylor Swift's voice", "Taylor Swift", ""),
        ("use taylor swift’s voice please", "taylor swift", ""),
        ("Make it 20 seconds and make her sound like Morgan Freeman", "Morgan Freeman", "Make it 20 seconds"),
        ("The presenter should look like Jane Fonda.", "Jane Fonda", ""),
        ("Narrated by Elon Musk", "Elon Musk", ""),
        ("with the voice of David Attenborough", "David Attenborough", ""),
        ("Do a deepfake of Tom Cruise", "Tom Cruise", ""),
        ("Nimm die Stimme von Angela Merkel", "Angela Merkel", ""),
        ("Que suene como Shakira", "Shakira", ""),
        ("can she talk like Oprah", "Oprah", ""),
        ("Give her the face of Tom Hanks", "Tom Hanks", ""),
        ("with Brad Pitt's looks", "Brad Pitt", ""),
    ],
)
def test_a_named_persons_likeness_is_taken_out(text: str, name: str, rest: str) -> None:
    wish = without_likeness(text, ("maya", "daniel"))
    assert wish is not None and (wish.name, wish.rest) == (name, rest)


@pytest.mark.parametrize(
    "text",
    [
        "a Freeman-style lower third",
        "Morgan from sales wrote this",
        "Make it sound like a friend",
        "It should look like New York at night",
        "use Maya's voice",
        "make her sound like Ruth",
        "The film should look like Google Maps",
        "Our CEO Jane Miller opens the new plant on Monday",
        "Quote Steve Jobs: “Stay hungry.”",
        "Make it sound like Christmas",
        "Add the name strip Ana Perez, Head of Sales",
        "use the brand voice of Harbour Coffee Company",
        "A film about Taylor Swift fans who knit",
        "with Jane Miller's voice memo on page 2",
        "in the face of Hurricane Katrina",
        "Use Harbour Blue's look",
        "with the image of Mount Everest",
        "Use Anna Smith's photo and name strip",
    ],
)
def test_what_only_sounds_like_it_passes(text: str) -> None:
    assert without_likeness(text, ("maya", "ruth")) is None


@pytest.mark.parametrize(
    ("request_", "purpose"),
    [
        ("A 30 second launch film for Lumo", "marketing"),
        ("Onboarding for warehouse staff", "training"),
        ("An internal update from the board", "internal"),
        ("A film about Lumo", ""),
    ],
)
def test_the_purpose_is_what_was_said(request_: str, purpose: str) -> None:
    assert purpose_of(request_) == purpose


LEFT_OUT = "A 30 second film about Lumo, a desk lamp. Order at lumo.example. Between us, we paid $79 for the parts."


async def test_what_is_in_doubt_in_a_brief_is_said_in_the_first_reply_and_decided_with_the_film(tmp_path: Path) -> None:
    talk = Talk(tmp_path, passes_films=True)
    async with talk.agency:
        events = await talk.say(LEFT_OUT)
        first = kinds(events, Said, Waiting)[0]
        assert "a person has to look" in first.text and "$79" in first.text and "(rule: price)" in first.text
        (waiting,) = kinds(events, Waiting)
        assert waiting.findings[0].where == "brief" and not kinds(events, PreviewReady)
        (review,) = talk.reviews.waiting()
        assert "$79" in review.texts["brief"] and any("spoken" in where for where in review.texts), "they see what came of it"
        assert not kinds(await talk.say(action="approve"), Delivered)
        talk.reviews.decide("allow")
        assert kinds(await talk.say(action="decided"), PreviewReady)
        assert kinds(await talk.say(action="approve"), Delivered)


async def test_a_persons_no_to_a_brief_leaves_no_film(tmp_path: Path) -> None:
    talk = Talk(tmp_path, passes_films=True)
    async with talk.agency:
        await talk.say(LEFT_OUT)
        talk.reviews.decide("refuse", "Keep it between us.")
        (refused,) = kinds(await talk.say(action="decided"), Refused)
        assert "Keep it between us." in text_of(refused)
        assert not kinds(await talk.say(action="approve"), Delivered)
        events = await talk.say(BRIEF.format("$20"))
        assert kinds(events, PreviewReady) and not kinds(events, Waiting), "other words are not in doubt"


async def test_a_second_film_is_held_against_the_policy_before_it_is_drafted(talk: Talk) -> None:
    await talk.say(BRIEF.format("$20"))
    events = await talk.say("Next film, please: our apprentices introduce the lamp that costs $13, 40 seconds.")
    assert kinds(events, Refused)[0].findings[0].where == "brief"
    assert kinds(await talk.say(action="approve"), Delivered)[0].version == 1
