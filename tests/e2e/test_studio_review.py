"""A brief that a rule leaves to people: it waits, survives a kill, a reviewer allows it, and the preview comes by itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.e2e.conftest import Studio, Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def reviewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Studio]:
    from memory.server import EmbeddedServer

    running = Studio(tmp_path_factory.mktemp("reviewed"), program="reviewed_studio.py")
    running.start()
    yield running
    running.kill()
    EmbeddedServer(running.home / "database").stop()


def _person(browser: Any, studio: Studio, name: str) -> Visitor:
    guest = Visitor(browser.new_context(viewport={"width": 1280, "height": 900}).new_page(), studio)
    guest.log_in(name)
    return guest


def test_a_reviewer_allows_it_and_the_preview_comes_by_itself(reviewed: Studio, browser: Any) -> None:
    ana = _person(browser, reviewed, "ana")
    ana.say("A 30 second film about Lumo, a desk lamp. It costs $79. Order at lumo.example.")
    ana.page.wait_for_selector("text=A person has to look at this before I may show it.", timeout=30_000)
    assert "price-claims" in ana.page.inner_text("body") and "$79" in ana.page.inner_text("body")
    assert ana.page.locator("[data-testid=preview]").count() == 0
    ana.shot("review-1-waiting")
    assert ana.page.request.get(f"{reviewed.url}/review").status == 403, "an editor decides nothing"

    address = ana.page.url
    reviewed.kill()
    reviewed.start()
    ana.page.goto(address)
    ana.page.wait_for_selector("text=A person has to look at this before I may show it.", timeout=30_000)

    rita = _person(browser, reviewed, "rita")
    rita.page.goto(f"{reviewed.url}/review")
    rita.shot("review-2-queue")
    assert "One case waits for you" in rita.page.inner_text("h1")
    rita.page.click(".queue a")
    assert "$79" in rita.page.locator("mark").first.inner_text()
    assert "A person looks at every price" in rita.page.inner_text(".rule")
    rita.page.keyboard.type("The price is the one on their own site.")  # the field has the focus
    rita.shot("review-3-case")
    rita.page.keyboard.press("Tab")
    rita.page.keyboard.press("Enter")
    rita.page.wait_for_selector("text=Allowed. The conversation goes on by itself.")
    rita.shot("review-4-done")
    rita.page.set_viewport_size({"width": 390, "height": 844})
    rita.page.click(".past a")
    rita.shot("review-5-phone")
    assert rita.page.evaluate("document.documentElement.scrollWidth") == 390

    ana.preview(1)
    assert "and allowed it." in ana.page.inner_text("body")
    ana.shot("review-6-preview")
