"""Versions on the studio's page: named, picked from the list, shown side by side."""

from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("visitor", [(1280, 860), (390, 844)], indirect=True, ids=["desk", "phone"])
def test_a_version_gets_a_name_and_is_compared_from_the_list(visitor: Any) -> None:
    page = visitor.page
    width = page.viewport_size["width"]
    visitor.log_in()
    visitor.say("A 30 second film for Lumo, a desk lamp. It costs $89.")
    visitor.preview(1)
    visitor.say("Make scene 2 blue")
    card = visitor.preview(2)
    visitor.say("Call this one calm")
    page.wait_for_selector("text=Version 2 is now called “calm”")
    page.wait_for_function(
        "document.querySelector('[data-testid=preview][data-version=\"2\"] [data-testid=version]').innerText.includes('calm')"
    )
    picker = card.locator("[data-testid=versions]")
    assert picker.locator("option").all_inner_texts()[1] == "Version 1: First draft"
    picker.scroll_into_view_if_needed()
    visitor.shot(f"{width}-6-versions")

    picker.select_option("beside 1")
    page.wait_for_selector("[data-testid=compare] video", timeout=30_000)
    page.wait_for_function("document.querySelector('[data-testid=compare] video').readyState >= 1")
    page.wait_for_timeout(600)
    assert page.locator("[data-testid=compare] .pa-changes li").all_inner_texts() == ["Scene 2: it is blue now"]
    assert page.locator("[data-testid=preview]").count() == 2, "comparing makes no new version"
    visitor.shot(f"{width}-7-compared")
    assert visitor.complaints == []
