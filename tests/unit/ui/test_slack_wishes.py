"""What Slack sends, read into what somebody wants."""

from __future__ import annotations

import json
from typing import Any

import pytest

from ui.slack.wishes import Wish, digest, plain, read

ME = "UBOT"


def event(**changes: Any) -> dict[str, Any]:
    said = {"type": "message", "user": "U1", "text": "<@UBOT> a film", "ts": "2.1", "channel": "C1", "channel_type": "channel"}
    kept = {key: value for key, value in {**said, **changes}.items() if value is not None}
    return {"type": "event_callback", "team_id": "T1", "event_id": "Ev1", "event": kept}


def test_a_mention_that_arrives_as_two_events_is_one_turn() -> None:
    (first,), (second,) = read(event(), ME), read(event(type="app_mention"), ME)
    assert first == second and first.is_start and first.text == "a film" and first.root == "2.1"
    (reply,) = read(event(text="calmer", thread_ts="2.1", ts="3.1"), ME)
    assert (reply.root, reply.is_start) == ("2.1", False) and reply.turn != first.turn


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_id": "B1"},
        {"user": ME},
        {"user": None},
        {"subtype": "message_changed"},
        {"subtype": "channel_join"},
        {"text": "<@U2> what do you think?"},
        {"type": "reaction_added"},
    ],
)
def test_what_nobody_says_to_the_agency_is_no_wish(changes: dict[str, Any]) -> None:
    assert read(event(**changes), ME) == ()


def test_a_guest_of_another_workspace_is_told_apart() -> None:
    assert read(event(user_team="T2"), ME)[0].team == "T2"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ("<@UBOT> 25 % off &amp; more", "25 % off & more"),
        ("see <https://oak.example|oak.example> and <https://a.example/b>", "see oak.example and https://a.example/b"),
        ("pay here <https://evil.example|your bank>", "pay here https://evil.example"),
        ("write to <mailto:a@b.example|a@b.example>", "write to a@b.example"),
        ("<!here> in <#C2|sales> with <@U2|sam>", "@here in #sales with @sam"),
    ],
)
def test_words_are_as_their_author_sees_them(sent: str, told: str) -> None:
    assert plain(sent, ME) == told


def test_a_box_that_was_sent_asks_for_what_was_changed_in_it() -> None:
    script = "# A film\n\n## Scene 1\nWords"

    def sent(**values: str) -> tuple[Wish, ...]:
        state = {name: {name: {"value": value}} for name, value in values.items()}
        meta = json.dumps({"thread": "t1", "script": digest(script)})
        view = {"id": "V1", "callback_id": "change", "private_metadata": meta, "state": {"values": state}}
        return read({"type": "view_submission", "user": {"id": "U1"}, "team": {"id": "T1"}, "view": view}, ME)

    assert sent(feedback="", script=script.replace("\n", "\r\n")) == (), "how lines end is no change"
    (words,) = sent(feedback="calmer", script=script)
    assert (words.text, words.thread, words.pressed) == ("calmer", "t1", "")
    edited, wished = sent(feedback="calmer", script=script + " more")
    assert edited.script.endswith("Words more") and wished.text == "calmer" and edited.turn != wished.turn
    assert sent(feedback="calmer", script=script + " more") == (edited, wished), "sent again it is the same turns"


def test_a_button_names_its_conversation_and_a_link_asks_for_nothing() -> None:
    def pressed(action: str) -> tuple[Wish, ...]:
        value = json.dumps({"thread": "t1", "version": 4})
        doc = {"action_id": action, "value": value, "action_ts": "5.1"}
        return read({"type": "block_actions", "user": {"id": "U1"}, "team": {"id": "T1"}, "actions": [doc]}, ME)

    (picked,) = pressed("pick:4")
    assert (picked.pressed, picked.version, picked.thread, picked.text) == ("pick", 4, "t1", "Show version 4")
    assert Wish.of(json.loads(json.dumps(picked.doc()))) == picked
    assert pressed("link") == () and pressed("versions") == ()
