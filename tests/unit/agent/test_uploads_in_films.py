"""Uploads find the scene whose words they belong to, and the layout that shows what they are."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from langgraph.checkpoint.memory import InMemorySaver

from agent.director.uploads import Upload, clause_of, placed, scene_said, uploads_of
from agent.events import PreviewReady, Said
from agent.messages import File, Message
from agent.session import Agency
from memory.domain.storyboard import LayoutName, OnScreen, Scene, Storyboard
from tests.fakes import FakeRendering, MemoryAudit, MemoryProjects, ScriptedDirector, fake_services

LINES: tuple[tuple[LayoutName, str, str], ...] = (
    ("presenter_full", "Good morning", "Every street deserves warm bread before work."),
    ("presenter_right", "From our oven", "The shelf is full at six, loaf by loaf, still warm."),
    ("list", "Three kinds", "Choose rye, country or walnut."),
    ("presenter_left", "Order in the app", "Open the app, pick a loaf, and your order is ready."),
    ("closing", "See you tomorrow", "Come by tomorrow."),
)


def board() -> Storyboard:
    scenes = tuple(
        Scene(id=f"s{n}", layout=layout, narration=said, on_screen=OnScreen(headline=head, points=("One", "Two")))
        for n, (layout, head, said) in enumerate(LINES, 1)
    )
    return Storyboard(title="Bread", scenes=scenes)


def upload(name: str, shows: Any = "photo", kind: Any = "image") -> Upload:
    return Upload(name[0] * 64, name, kind, shows)


def where(*uploads: Upload, request: str = "") -> list[tuple[int, LayoutName]]:
    made = placed(board(), uploads, request).board
    return [
        (place, scene.layout)
        for one in uploads
        for place, scene in enumerate(made.scenes, 1)
        if scene.media and scene.media.sha256 == one.sha256
    ]


def test_a_picture_goes_where_its_name_belongs() -> None:
    assert where(upload("bread_shelf.jpg")) == [(2, "picture")]
    assert where(upload("app-screen.png", "screenshot")) == [(4, "device")]


def test_what_is_said_about_a_file_tells_its_scene() -> None:
    assert where(upload("IMG_1.jpg"), request="The photo shows how to order in the app.") == [(4, "picture")]
    assert where(upload("IMG_1.jpg"), request="A bakery film. Put the picture into scene 3.") == [(3, "picture")]
    assert where(upload("b.mp4", "clip", "video"), request="Use the clip as the opening.") == [(1, "picture")]


def test_each_kind_of_upload_has_its_layout() -> None:
    assert where(upload("loaf.png", "cut_out"))[0][1] == "product"
    assert where(upload("demo.mp4", "recording", "video"))[0][1] == "device"
    assert where(upload("rye.jpg"), request="Use rye.jpg, our product photo.")[0][1] == "product"


def test_no_two_uploads_share_a_scene_and_the_closing_stays_free() -> None:
    places = [place for place, _ in where(*(upload(f"{n}.jpg") for n in "abcd"))]
    assert len(set(places)) == len(places)
    assert 5 not in places


def test_what_finds_no_scene_is_said() -> None:
    made = placed(board(), [upload(f"{n}.jpg") for n in "abcdef"], "")
    assert "no scene left for f.jpg" in made.told


def test_a_logo_is_the_films_logo_and_no_scene() -> None:
    made = placed(board(), [upload("mark.png", "logo")], "")
    assert made.board.logo is not None
    assert all(scene.media is None for scene in made.board.scenes)
    assert made.told == "Your files: mark.png is the logo."


def test_a_clip_keeps_the_part_that_is_asked_for() -> None:
    made = placed(board(), [upload("oven.mp4", "clip", "video")], "Use seconds 4 to 9 of the clip.")
    media = next(scene.media for scene in made.board.scenes if scene.media)
    assert (media.in_s, media.out_s) == (4.0, 9.0)


def test_points_are_dropped_from_a_full_picture_only() -> None:
    full = placed(board(), [upload("bread_shelf.jpg")], "").board.scenes[1]
    beside = placed(board(), [upload("app-screen.png", "screenshot")], "").board.scenes[3]
    assert (full.on_screen.points, beside.on_screen.points) == ((), ("One", "Two"))


@pytest.mark.parametrize(("clause", "place"), [("in Szene 2", 1), ("scene 9", None), ("at the end", 4), ("somewhere", None)])
def test_scenes_are_read_from_what_is_said(clause: str, place: int | None) -> None:
    assert scene_said(clause, 5) == place


def test_the_clause_about_a_file_is_found_by_its_name_or_its_kind() -> None:
    request = "Make a film. The screenshot is our new app. In shelf.jpg you see the bread."
    assert "new app" in clause_of(upload("x.png", "screenshot"), request)
    assert "see the bread" in clause_of(upload("shelf.jpg"), request)


def test_documents_and_sounds_are_no_uploads_of_the_picture() -> None:
    rows = [{"sha256": "a" * 64, "name": "a", "kind": kind} for kind in ("image", "document", "audio", "video")]
    assert [one.shows for one in uploads_of(rows)] == ["photo", "clip"]


async def test_a_picture_handed_in_with_a_brief_is_in_the_first_draft(tmp_path: Path) -> None:
    parts = {"rendering": FakeRendering(tmp_path), "projects": MemoryProjects(), "audit": MemoryAudit()}
    shot = File("c" * 64, "lamp-app.png", "image/png", "image", shows="screenshot")
    brief = "A 30 second film about Lumo, a desk lamp that follows the sun. It costs $79. Order at lumo.example."

    @asynccontextmanager
    async def talk() -> AsyncIterator[InMemorySaver]:
        yield InMemorySaver()

    async with Agency(fake_services(tmp_path, ScriptedDirector(), **parts), talk()) as agency:
        events = [event async for event in agency.run_turn("t1", Message(brief, (shot,)))]
    board = next(event.storyboard for event in events if isinstance(event, PreviewReady))
    assert [scene.layout for scene in board.scenes if scene.media] == ["device"]
    assert any(isinstance(event, Said) and "lamp-app.png is on a screen in scene" in event.text for event in events)
