"""A wish to take the AI label off is heard for what it is, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from agent.director.read_label import LABEL_STAYS, without_label_wish
from agent.events import PreviewReady
from tests.unit.agent.test_conversation import BRIEF, Talk, sentences


@pytest.mark.parametrize(
    "text",
    [
        "Remove the AI label",
        "please take the “AI-generated” badge off",
        "Take the AI-generated off",
        "no AI label please",
        "I don't want the AI-generated label.",
        "Can you delete 'AI-generated'?",
        "Turn the AI label off",
        "Hide the watermark",
        "Entferne den KI-Hinweis bitte",
        "Den KI-Hinweis bitte entfernen",
        "Quita la etiqueta de IA",
        "Enlève la mention IA",
        "Rimuovi l'etichetta IA",
        "Tire o selo de IA",
    ],
)
def test_a_wish_about_the_label_alone_leaves_nothing(text: str) -> None:
    assert without_label_wish(text, has_film=True) == ""


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Make it shorter and remove the AI label.", "Make it shorter."),
        ("Make the title red. Get rid of the 'AI-generated' text in the corner.", "Make the title red."),
        ("A 20 second film about our new oven. No AI label, please.", "A 20 second film about our new oven."),
    ],
)
def test_what_else_is_said_is_kept(text: str, rest: str) -> None:
    assert without_label_wish(text, has_film=True) == rest


@pytest.mark.parametrize(
    "text",
    [
        "A film about AI-generated art without jargon",
        "no AI-generated content jargon",
        "Remove the label 'New'",
        "Make a 20 s film about our AI tool, no logo",
        "Remove the AI scene",
        "Show the AI label bigger",
        "Take the AI label and make it blue",
        "Remove the last line about AI",
        "Delete scene 3 about AI and text messages",
        "A film about watermarks for photographers without music",
        "",
    ],
)
def test_other_wishes_are_not_about_the_label(text: str) -> None:
    assert without_label_wish(text, has_film=True) is None


def test_a_brief_may_be_about_watermarks() -> None:
    assert without_label_wish("An app that removes it: remove the watermark from any photo in one click", has_film=False) is None


def test_the_answer_is_one_plain_sentence() -> None:
    assert LABEL_STAYS.count(".") == 1
    assert "agency " not in LABEL_STAYS


async def test_the_conversation_answers_and_goes_on_with_the_rest(tmp_path: Path) -> None:
    conversation = Talk(tmp_path)
    async with conversation.agency:
        await conversation.say(BRIEF)
        before = conversation.projects.versions(conversation.projects.create("t1", "local").id)
        alone = await conversation.say("Please take the AI-generated label off")
        assert sentences(alone) == LABEL_STAYS
        assert not [event for event in alone if isinstance(event, PreviewReady)]
        both = await conversation.say("Hide the AI label and use the bold look")
        assert LABEL_STAYS in sentences(both)
        after = conversation.projects.versions(conversation.projects.create("t1", "local").id)
        assert len(after) == len(before) + 1


async def test_a_brief_that_wants_no_label_is_told_and_made(tmp_path: Path) -> None:
    conversation = Talk(tmp_path)
    async with conversation.agency:
        events = await conversation.say(f"{BRIEF} No AI label, please.")
    assert LABEL_STAYS in sentences(events)
    assert [event for event in events if isinstance(event, PreviewReady)]
