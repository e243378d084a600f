"""What the studio's page shows survives, in order, and for its owner only."""

from uuid import uuid4

import pytest

from memory.db import Database
from ui.studio.chat_store import ChatStore, Grant


@pytest.fixture
def store(database: Database) -> ChatStore:
    return ChatStore(database)


def step(thread: str, text: str, step_id: str | None = None) -> dict[str, object]:
    return {"id": step_id or str(uuid4()), "threadId": thread, "output": text, "type": "assistant_message"}


def test_messages_keep_the_place_they_were_first_given(store: ChatStore) -> None:
    thread, first = str(uuid4()), str(uuid4())
    store.keep_step(step(thread, "one", first))
    store.keep_step(step(thread, "two"))
    store.keep_step(step(thread, "one, mended", first))
    kept = store.thread(thread)
    assert kept is not None and [doc["output"] for doc in kept["steps"]] == ["one, mended", "two"]


def test_a_message_cannot_be_taken_over_from_another_conversation(store: ChatStore) -> None:
    mine, theirs, shared = str(uuid4()), str(uuid4()), str(uuid4())
    store.keep_step(step(mine, "mine", shared))
    store.keep_step(step(theirs, "theirs", shared))
    kept = store.thread(mine)
    assert kept is not None and kept["steps"][0]["output"] == "mine"


def test_conversations_are_listed_for_their_owner_in_pages_latest_first(store: ChatStore) -> None:
    ids = [str(uuid4()) for _ in range(5)]
    for number, thread in enumerate(ids):
        store.keep_thread(thread, owner="ana", name=f"film {number}")
    store.keep_thread(str(uuid4()), owner="bo", name="not hers")
    page, more = store.threads("ana", first=3, cursor=None, search=None)
    rest, end = store.threads("ana", first=3, cursor=page[-1]["id"], search=None)
    assert [doc["name"] for doc in (*page, *rest)] == ["film 4", "film 3", "film 2", "film 1", "film 0"]
    assert (more, end) == (True, False)
    assert [doc["name"] for doc in store.threads("ana", first=9, cursor=None, search="M 2")[0]] == ["film 2"]


def test_an_owner_never_changes_and_metadata_is_merged(store: ChatStore) -> None:
    thread = str(uuid4())
    store.keep_thread(thread, owner="ana", name="film", metadata={"busy": True})
    store.keep_thread(thread, owner="bo", metadata={"turn": "t1"})
    kept = store.thread(thread)
    assert store.owner(thread) == "ana"
    assert kept is not None and kept["metadata"] == {"busy": True, "turn": "t1"}
    assert (thread, "ana") in store.busy_threads("studio")


def test_a_film_is_open_to_whom_it_was_handed(store: ChatStore) -> None:
    store.grant("ana", Grant("a" * 64, "film.mp4", "video/mp4"))
    assert store.granted("ana", "a" * 64) == Grant("a" * 64, "film.mp4", "video/mp4")
    assert store.granted("bo", "a" * 64) is None


def test_removing_a_message_removes_its_cards(store: ChatStore) -> None:
    thread, message, card = str(uuid4()), str(uuid4()), str(uuid4())
    store.keep_step(step(thread, "", message))
    store.keep_element({"id": card, "threadId": thread, "forId": message, "name": "PreviewCard", "props": {"version": 1}})
    assert [doc["id"] for doc in store.cards(thread, "PreviewCard")] == [card]
    store.drop_step(message)
    assert store.element(thread, card) is None
    store.drop_thread(thread)
    assert store.thread(thread) is None


def test_what_no_database_can_hold_is_dropped_from_messages_names_and_files(store: ChatStore) -> None:
    thread = str(uuid4())
    store.keep_thread(thread, owner="ana", name="te\x00a \ud83d")
    store.keep_step(step(thread, "a\x00b\ud83d"))
    store.keep_element({"id": str(uuid4()), "threadId": thread, "forId": None, "name": "lo\x00go\udfff.png"})
    store.grant("ana", Grant("b" * 64, "lo\x00go.png", "image/png"))
    kept = store.thread(thread)
    assert kept is not None and kept["name"] == "tea " and kept["steps"][0]["output"] == "ab"
    assert kept["elements"][0]["name"] == "logo.png"
    assert store.threads("ana", first=3, cursor=None, search="t\x00ea")[0][0]["id"] == thread
    assert store.granted("ana", "b" * 64) == Grant("b" * 64, "logo.png", "image/png")
