"""kill -9 of the studio's process: whatever was said on its page is answered by the next one, once and in order."""

from __future__ import annotations

import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from memory.assets import Assets
from memory.db import Database
from memory.projects import Projects
from ui.studio.chat_store import ChatStore

ROOT = Path(__file__).resolve().parents[2]
BRIEF = "A 20 second film for Lumo, a desk lamp that follows the daylight. It costs $89. For people who work from home."
HURRIED = "That is a lot of messages for one minute."


class Studio:
    """The process, on a folder and a database that outlive it; `thread` is the conversation."""

    def __init__(self, database: Database, folder: Path) -> None:
        self.store, self.projects, self.assets = ChatStore(database), Projects(database), Assets(database)
        self.thread, self._folder, self._url = str(uuid.uuid4()), folder, database.url
        self._process: subprocess.Popen[str] | None = None

    def hold(self, name: str, *, on: bool) -> None:
        path = self._folder / name
        path.touch() if on else path.unlink()

    def say(self, *texts: str) -> None:
        """Starts it, and comes back once it has heard all that."""
        command = [sys.executable, "-m", "tests.integration.talking_process", self._url, str(self._folder), self.thread, *texts]
        self._process = subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE)
        self._told("heard")

    def idle(self) -> None:
        """Waits until it has answered everything."""
        self._told("idle")
        assert self._process is not None
        self._process.communicate(timeout=30)
        assert self._process.returncode == 0

    def kill(self) -> None:
        assert self._process is not None and self._process.poll() is None, "it was to be killed at work"
        self._process.kill()
        self._process.communicate()

    def close(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self.kill()

    def steps(self) -> list[tuple[str, str]]:
        """(who, what) of every message on the page."""
        thread = self.store.thread(self.thread)
        assert thread is not None
        return [(step["type"], step["output"]) for step in thread["steps"] if step["output"]]

    def moves(self) -> list[str]:
        """What became of the film, oldest first."""
        project = self.projects.by_thread(self.thread)
        return [one.label for one in self.projects.versions(project.id)] if project else []

    def until(self, holds: Callable[[], object]) -> None:
        deadline = time.monotonic() + 30
        while not holds():
            assert time.monotonic() < deadline, self.steps()
            time.sleep(0.05)

    def _told(self, word: str) -> None:
        assert self._process is not None and self._process.stdout is not None
        assert self._process.stdout.readline().strip() == word


@pytest.fixture
def studio(database: Database, tmp_path: Path) -> Iterator[Studio]:
    one = Studio(database, tmp_path)
    yield one
    one.close()


def nothing_waits(studio: Studio) -> None:
    assert studio.store.unanswered("studio") == []
    assert studio.store.turn(studio.thread)[1] is False


def test_messages_behind_a_turn_that_is_killed_are_answered_in_order(studio: Studio) -> None:
    studio.hold("hold", on=True)
    studio.say(BRIEF, "turn the captions off", "undo")
    studio.until(lambda: len(studio.moves()) == 1)
    assert len(studio.store.unanswered("studio")) == 3
    studio.kill()
    studio.hold("hold", on=False)
    studio.say()
    studio.idle()
    assert len(studio.moves()) == 2, "the draft and one change; undo leads back and makes nothing"
    project = studio.projects.by_thread(studio.thread)
    assert project is not None and project.head == 1
    assert [said for who, said in studio.steps() if who == "user_message"] == [BRIEF, "turn the captions off", "undo"]
    nothing_waits(studio)


def test_a_message_that_waits_for_its_minute_outlives_its_process(studio: Studio) -> None:
    studio.hold("hurried", on=True)
    studio.say(BRIEF, "turn the captions off")
    studio.until(lambda: any(said.startswith(HURRIED) for _, said in studio.steps()))
    studio.kill()
    assert len(studio.moves()) == 1
    studio.hold("hurried", on=False)
    studio.say()
    studio.idle()
    assert len(studio.moves()) == 2
    nothing_waits(studio)


def test_files_that_were_on_their_way_are_looked_at_by_the_next_process(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "coming").mkdir()
    for name in ("offer.md", "gone.md"):
        (tmp_path / "coming" / name).write_text("# Offer\n\nOnly today.")
    studio.hold("looking", on=True)
    studio.say(BRIEF)
    studio.kill()
    (tmp_path / "coming" / "gone.md").unlink()
    studio.hold("looking", on=False)
    studio.say()
    studio.idle()
    project = studio.projects.by_thread(studio.thread)
    assert project is not None and [one.name for one in studio.assets.of_project(project.id)] == ["offer.md"]
    told = "'gone.md' was cut off on its way when the studio stopped; hand it in once more."
    assert ("assistant_message", told) in studio.steps()
    assert len(studio.moves()) == 1
    nothing_waits(studio)


def test_a_turn_that_was_over_is_not_played_again(studio: Studio) -> None:
    studio.say(BRIEF, "turn the captions off")
    studio.idle()
    shown = studio.steps()
    for text in (BRIEF, "turn the captions off"):
        step = next(one for one in studio.store.thread(studio.thread)["steps"] if one["output"] == text)  # type: ignore[index]
        heard = {"text": text, "files": [], "pressed": "", "version": 0, "script": "", "brand": "", "only": [], "barred": []}
        studio.store.hear(step, "studio", {"turn_id": step["id"], "owner": "ana", **heard})
    studio.say()
    studio.idle()
    assert studio.steps() == shown and len(studio.moves()) == 2
    nothing_waits(studio)
