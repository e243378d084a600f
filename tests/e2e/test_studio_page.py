"""The studio as a person uses it: one film from a brief to the download, reloads and restarts in between."""

import os
import signal
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from memory.server import EmbeddedServer

pytestmark = [pytest.mark.browser, pytest.mark.slow]
BRIEF = "A 30 second film for Lumo, a desk lamp. It costs $89."
PLAYING = "document.querySelector('[data-testid=preview] video').readyState"


def is_playing(page: Any) -> bool:
    return bool(page.evaluate(f"{PLAYING} >= 3 && document.querySelector('[data-testid=preview] video').currentTime > 0"))


@pytest.mark.parametrize("visitor", [(1280, 860), (390, 844)], indirect=True, ids=["desk", "phone"])
def test_a_brief_becomes_a_film_that_is_revised_approved_and_downloaded(visitor: Any) -> None:
    page = visitor.page
    width = page.viewport_size["width"]
    visitor.log_in()
    visitor.shot(f"{width}-1-start")

    visitor.say(BRIEF)
    page.wait_for_selector("[data-testid=progress]")
    page.wait_for_selector("[data-testid=preview][data-ready=false]", timeout=30_000)
    page.wait_for_function(f"{PLAYING} >= 3")
    visitor.shot(f"{width}-2-playing-while-it-is-made")
    first = visitor.preview(1)
    page.wait_for_timeout(600)
    assert is_playing(page)
    assert first.locator("text=I assumed").count() == 1 and first.locator(".pa-scene").count() == 4
    visitor.shot(f"{width}-3-preview")

    visitor.say("Make scene 2 blue, slowly")
    page.wait_for_selector("text=Scene 2 is ready", timeout=30_000)
    page.wait_for_function("[...document.querySelectorAll('[data-testid=preview] video')].at(-1).readyState >= 2")
    assert page.locator("[data-testid=preview][data-ready=true]").count() == 1, "the old preview stays playable"
    visitor.shot(f"{width}-3b-changed-scene")
    second = visitor.preview(2)
    assert second.locator(".pa-changes").inner_text().strip().startswith("Done: 1 scene rendered, 3 stayed exactly as they were")
    page.reload()
    second = visitor.preview(2)
    assert page.locator("[data-testid=approve]").count() == 1, "only the latest version can be approved"
    visitor.shot(f"{width}-4-after-reload")

    second.locator("[data-testid=undo]").click()
    page.wait_for_selector("text=back to version 1", timeout=30_000)
    page.wait_for_selector("[data-testid=redo]", timeout=30_000)
    assert page.locator("[data-testid=redo]").count() == 1 and page.locator("[data-testid=undo]").count() == 0
    page.locator("[data-testid=approve]").click()
    page.wait_for_selector("[data-testid=film]", timeout=30_000)
    page.wait_for_timeout(500)
    visitor.shot(f"{width}-5-film")
    with page.expect_download() as download:
        page.click("[data-testid=download]")
    assert download.value.suggested_filename == "Lumo-follows-the-daylight.mp4"
    assert b"ftyp" in Path(download.value.path()).read_bytes()[:12]

    assert visitor.hosts == {f"127.0.0.1:{visitor.studio.port}"}
    assert visitor.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") == width, "nothing sticks out to the side"


def test_a_render_can_be_cancelled_from_its_card(visitor: Any) -> None:
    visitor.log_in()
    visitor.say(BRIEF)
    visitor.preview(1)
    visitor.page.click("[data-testid=approve]")
    visitor.page.click("[data-testid=progress] [data-testid=cancel]")
    visitor.page.wait_for_selector("text=the film was not finished", timeout=30_000)
    assert visitor.page.locator("[data-testid=film]").count() == 0


def test_a_killed_server_goes_on_with_the_turn_it_was_in(visitor: Any) -> None:
    visitor.log_in()
    visitor.say(BRIEF)
    visitor.page.wait_for_selector("[data-testid=preview][data-ready=false]", timeout=30_000)
    address = visitor.page.url
    visitor.studio.kill()
    visitor.studio.start()
    visitor.page.goto(address)
    visitor.preview(1)
    assert visitor.page.locator("[data-testid=preview]").count() == 1, "the card that was begun is the one that is finished"
    assert visitor.page.locator(f"text={BRIEF}").count() >= 1
    visitor.page.wait_for_selector("[data-testid=progress]", state="detached", timeout=30_000)


def test_two_browsers_on_one_film_see_the_same(visitor: Any, browser: Any) -> None:
    visitor.log_in()
    visitor.say(BRIEF)
    visitor.preview(1)
    other = type(visitor)(browser.new_context().new_page(), visitor.studio)
    other.log_in()
    other.page.goto(visitor.page.url)
    other.preview(1)
    other.say("Shorter")
    visitor.say("Warmer")
    visitor.preview(3)
    other.preview(3)
    for page in (visitor.page, other.page):
        assert page.locator("text=Shorter").count() >= 1 and page.locator("text=Warmer").count() >= 1
    other.page.context.close()


def test_an_upload_that_is_refused_is_said_in_the_chat(visitor: Any, tmp_path: Path) -> None:
    visitor.log_in()
    visitor.page.wait_for_timeout(3000)  # the page takes no file before its socket is open, and does not show when that is
    visitor.page.set_input_files("input[type=file]", files=[{"name": "logo.png", "mimeType": "image/png", "buffer": b"<html>"}])
    visitor.page.wait_for_selector("img[alt='logo.png']", timeout=20_000)
    visitor.page.wait_for_timeout(800)
    visitor.say("Use this logo")
    visitor.page.wait_for_selector("text=cannot be used in this test", timeout=20_000)


def test_a_body_over_the_limit_is_refused_before_it_is_read(studio: Any) -> None:
    request = urllib.request.Request(f"{studio.url}/project/file?session_id=x", data=b"x", method="POST")
    request.add_unredirected_header("Content-Length", "500000000")
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request, timeout=5)
    with refused.value as answer:
        assert answer.code == 413 and b"the limit is 5 MB" in answer.read()


@pytest.mark.parametrize("path", ["/media/" + "a" * 64, "/live/p/1"])
def test_films_are_not_shown_to_strangers(studio: Any, path: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{studio.url}{path}", timeout=5)
    with refused.value as answer:
        assert answer.code == 401


def test_a_killed_database_is_started_again_by_the_next_message(visitor: Any) -> None:
    server = EmbeddedServer(visitor.studio.home / "database")
    visitor.log_in()
    visitor.say(BRIEF)
    visitor.preview(1)
    pid = server.pid()
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    visitor.say("Shorter")
    visitor.preview(2)
    assert server.pid() not in (None, pid)
