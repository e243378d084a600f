"""What a person's role does not allow is said in one sentence, and nothing happens."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from agent.events import Delivered, Event, PreviewReady, Said
from agent.messages import Action, Message
from memory.domain.roles import Role
from memory.files import FolderFiles
from tests.brand_store import ByWords, MemoryBrands
from tests.unit.agent.test_conversation import BRIEF, Talk
from tools.brand.keeper import BrandKeeper

ROLES: dict[str, Role] = {"ed": "editor", "vi": "viewer", "rev": "reviewer", "boss": "owner"}


class Studio(Talk):
    """A conversation that anybody may try to speak in."""

    def __init__(self, folder: Path, **changes: Any) -> None:
        self.roles = dict(ROLES)
        super().__init__(folder, role=self.role, **changes)

    def role(self, person: str, brand: str) -> Role | None:
        return self.roles.get(person)

    async def hears(self, person: str, text: str = "", action: Action = None) -> list[Event]:
        return await hear(self, person, text, action)


async def hear(talk: Talk, person: str, text: str = "", action: Action = None) -> list[Event]:
    return [event async for event in talk.agency.run_turn("t1", Message(text, action=action, user=person))]


def said(events: list[Event]) -> str:
    return " ".join(event.text for event in events if isinstance(event, Said))


@pytest.mark.parametrize("person", ["vi", "rev"])
async def test_a_viewer_gets_no_film_and_is_told_so(tmp_path: Path, person: str) -> None:
    studio = Studio(tmp_path)
    async with studio.agency:
        events = await studio.hears(person, BRIEF)
    assert "you may look, but not make or change films" in said(events)
    assert not any(isinstance(event, PreviewReady) for event in events)
    assert studio.director.calls == []


@pytest.mark.parametrize(
    ("text", "action", "what"),
    [
        ("", "approve", "approve films"),
        ("approve", None, "approve films"),
        ("make scene 1 blue", None, "make or change films"),
        ("", "undo", "make or change films"),
        ("", ("version", 1), "make or change films"),
    ],
)
async def test_a_viewer_changes_nothing_in_somebody_elses_film(tmp_path: Path, text: str, action: Action, what: str) -> None:
    studio = Studio(tmp_path)
    async with studio.agency:
        await studio.hears("ed", BRIEF)
        before = len(studio.projects.versions("p1"))
        events = await studio.hears("vi", text, action)
    assert what in said(events)
    assert len(studio.projects.versions("p1")) == before
    assert not any(isinstance(event, (Delivered, PreviewReady)) for event in events)
    assert not any(entry[0] == "delivered" for entry in studio.audit.entries)


async def test_a_role_that_was_taken_away_stops_the_next_turn(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    async with studio.agency:
        await studio.hears("ed", BRIEF)
        del studio.roles["ed"]
        events = await studio.hears("ed", action="approve")
    assert "You have no role here" in said(events)
    assert not any(isinstance(event, Delivered) for event in events)


async def test_an_editor_approves_their_film(tmp_path: Path) -> None:
    studio = Studio(tmp_path)
    async with studio.agency:
        await studio.hears("ed", BRIEF)
        events = await studio.hears("ed", action="approve")
    assert any(isinstance(event, Delivered) for event in events)


async def test_somebody_elses_client_is_answered_as_one_that_nobody_knows(tmp_path: Path) -> None:
    store, files = MemoryBrands(), FolderFiles(tmp_path / "files")
    keeper = BrandKeeper(store, ByWords(store), files)
    keeper.hear("Northlight", "Primary: Harbour Blue #1D4ED8", "boss")
    roles = {("ed", ""): "editor", ("ed", "northlight"): None}
    studio = Talk(tmp_path, brands=keeper, role=lambda person, brand: roles.get((person, brand), "editor"))
    async with studio.agency:
        theirs = [said(await hear(studio, "ed", f"What do you know about {name}?")) for name in ("Northlight", "Southlight")]
        taught = [
            said(await hear(studio, "ed", f"Remember for {name}: never say gadget")) for name in ("Northlight", "Southlight")
        ]
    assert theirs[0].replace("Northlight", "Southlight") == theirs[1] == "I know nothing about Southlight."
    assert "Harbour" not in " ".join(taught) and "role" not in taught[0]
    assert len(store.items("Northlight")) == 1


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Forget everything about Northlight", "change what holds for everybody"),
        ("Forget the colour Harbour Blue", "make me forget anything"),
        ("Remember for Northlight: never say gadget", "teach me anything"),
    ],
)
async def test_a_viewer_asks_the_memory_and_leaves_it_as_it_is(tmp_path: Path, text: str, what: str) -> None:
    store, files = MemoryBrands(), FolderFiles(tmp_path / "files")
    keeper = BrandKeeper(store, ByWords(store), files)
    keeper.hear("Northlight", "Primary: Harbour Blue #1D4ED8")
    studio = Studio(tmp_path, brands=keeper)
    known = store.items("Northlight")
    async with studio.agency:
        told = said(await studio.hears("vi", "What do you know about Northlight?"))
        refused = said(await studio.hears("vi", text))
    assert "Harbour Blue" in told
    assert what in refused
    assert store.items("Northlight") == known != ()
