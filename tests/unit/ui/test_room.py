"""What a person is told when nothing can be kept: one sentence, and the next message is answered."""

import asyncio
import gc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast
from weakref import ref

import pytest

from agent.events import Delivered, Event, Progress, Said
from memory.errors import StorageFull, StoreUnavailable
from memory.files import Files
from ui.studio.chat_store import ChatStore
from ui.studio.live import FINISHED, Lives
from ui.studio.page import AWAY, Page
from ui.studio.room import Heard, Room, Rooms
from ui.studio.server import Unkept
from ui.studio.turn_view import Shelf, captions_beside

GONE = "the database went away in the middle of a request; try again in a moment"


class Store:
    """Keeps nothing; from `fails_after` calls on, for `for_calls` of them, it is away."""

    def __init__(self, fails_after: int = 10_000, for_calls: int = 0) -> None:
        self.calls, self.away = 0, range(fails_after, fails_after + for_calls)

    def __getattr__(self, name: str) -> Any:
        def call(*_: object, **__: object) -> list[Any]:
            self.calls += 1
            if self.calls in self.away:
                raise StoreUnavailable(GONE)
            return []

        return call


class FullFiles:
    def put(self, content: object) -> str:
        raise StorageFull("no room left in 'films'; free some space, then try again")


class Turns:
    def __init__(self, *events: Event) -> None:
        self.events = events

    async def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
        for event in self.events:
            yield event

    async def resume(self, thread_id: str) -> AsyncIterator[Event]:
        for event in self.events:
            yield event

    async def cancel(self, thread_id: str) -> None:
        raise AssertionError("nobody pressed cancel")


def told(turns: Turns, store: Store, messages: int = 1) -> list[str]:
    """Every sentence that a browser was shown."""
    sent: list[str] = []

    async def emit(event: str, data: Any) -> None:
        if event == "new_message" and data["output"]:
            sent.append(data["output"])

    async def talk() -> None:
        kept = cast(ChatStore, store)
        page = Page("t", kept, lambda _: [emit])
        room = Room(page, turns, Shelf(cast(Files, FullFiles()), kept, Lives()), "ana")
        for number in range(messages):
            room.hear(Heard(f"turn {number}", "ana", "hello"))
            await room.idle()

    asyncio.run(talk())
    return sent


def test_a_full_disk_is_one_sentence_on_the_page(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"film")
    sent = told(Turns(Delivered("p", 1, film, 4.0)), Store())
    assert sent == ["No room left in 'films'; free some space, then try again."]


@pytest.mark.parametrize("fails_after", [1, 2, 5])
def test_a_database_that_goes_away_is_said_and_every_message_is_answered(
    fails_after: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("memory.patience.TRY_AGAIN_S", 0.01)
    store = Store(fails_after, for_calls=2)
    sent = told(Turns(Said("Good.")), store, messages=3)
    assert sent.count(AWAY) == 1
    assert sent.count("Good.") == 3


def test_a_broken_turn_tells_no_trace() -> None:
    class Broken(Turns):
        async def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
            yield Said("Good.")
            raise ZeroDivisionError("division by zero")

    sent = told(Broken(), Store())
    assert sent[0] == "Good." and "Something went wrong on my side" in sent[1] and "zero" not in sent[1]


def sent_by(turns: Turns, messages: int = 1) -> list[tuple[str, Any]]:
    """Everything that a browser was sent, while `messages` were written at once."""
    sent: list[tuple[str, Any]] = []

    async def emit(event: str, data: Any) -> None:
        sent.append((event, data))

    async def talk() -> None:
        kept = cast(ChatStore, Store())
        room = Room(Page("t", kept, lambda _: [emit]), turns, Shelf(cast(Files, FullFiles()), kept, Lives()), "ana")
        for number in range(messages):
            room.hear(Heard(f"turn {number}", "ana", "hello"))
        await room.idle()

    asyncio.run(talk())
    return sent


def test_the_work_stays_in_sight_below_words_that_grow() -> None:
    writing = Progress("Writing the script", 0.0)
    sent = sent_by(Turns(Said("One. ", delta=True), writing, Said("Two. ", delta=True), writing))
    assert [data["output"] for event, data in sent if event == "update_message"] == ["One. Two. "], "one message, not two"
    after_words = [event for event, _ in sent[[event for event, _ in sent].index("stream_start") :]]
    assert after_words.index("element") < len(after_words) - 1 - after_words[::-1].index("stream_token")


def test_messages_that_wait_are_announced() -> None:
    labels = [data["props"]["label"] for event, data in sent_by(Turns(Said("Good.")), messages=3) if event == "element"]
    assert [label.partition(", ")[2] for label in labels] == ["then your next 2 messages", "then your next message", ""]


def test_the_captions_of_a_film_are_found_beside_it(tmp_path: Path) -> None:
    film = tmp_path / "v1-final.mp4"
    assert captions_beside(film) == []
    for suffix in (".srt", ".vtt", ".json"):
        film.with_suffix(suffix).write_text("x")
    assert [path.name for path in captions_beside(film)] == ["v1-final.srt", "v1-final.vtt"]


def talked(rooms: Rooms, thread: str) -> None:
    room = rooms.room(thread, "ana")
    room.hear(Heard("turn 1", "ana", "hello"))
    del room


async def test_a_conversation_that_was_answered_is_forgotten_and_one_at_work_is_not() -> None:
    kept, going_on = cast(ChatStore, Store()), asyncio.Event()

    class Slow(Turns):
        async def say(self, thread_id: str, heard: Heard) -> AsyncIterator[Event]:
            await going_on.wait()
            yield Said("done")

    rooms = Rooms(Slow(), Shelf(cast(Files, FullFiles()), kept, Lives()), lambda _: ())
    talked(rooms, "t")
    await asyncio.sleep(0.05)
    gc.collect()
    room = rooms.room("t", "ana")
    assert room.is_busy, "the same one, though nobody but its work held it"
    forgotten = ref(room)
    going_on.set()
    await room.idle()
    await asyncio.sleep(0)
    del room
    gc.collect()
    assert forgotten() is None
    assert not rooms.room("t", "ana").is_busy


async def test_a_conversation_that_begins_after_the_server_left_off_waits_for_the_next_start() -> None:
    rooms = Rooms(Turns(), Shelf(cast(Files, FullFiles()), cast(ChatStore, Store()), Lives()), lambda _: ())
    await rooms.leave_off()
    room = rooms.room("t", "ana")
    room.hear(Heard("turn 1", "ana", "hello"))
    assert room.waits == 0


def test_of_finished_films_only_the_last_are_known_and_of_those_being_made_all() -> None:
    lives = Lives()
    for number in range(2 * FINISHED):
        lives.start(f"p{number}", 1, Path("film"), "ana")
        if number:
            lives.finish(f"p{number}", 1)
    lives.start("new", 1, Path("film"), "ana")
    assert lives.of("p0", 1, "ana") and lives.of("new", 1, "ana"), "they are still growing"
    assert sum(lives.of(f"p{number}", 1, "ana") is not None for number in range(1, 2 * FINISHED)) == FINISHED
    assert lives.of(f"p{2 * FINISHED - 1}", 1, "ana") and not lives.of("p1", 1, "ana")


def test_what_a_page_said_is_not_kept_by_the_toolkit() -> None:
    kept = Unkept()
    for page in range(3):
        kept[f"page {page}"] = []
        kept[f"page {page}"].append("a message")
    assert len(kept) == 0 and kept["page 1"] == []
