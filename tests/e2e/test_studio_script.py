"""The script is edited in the page: what is typed survives a reload, is saved as a turn, and can be thrown away."""

from typing import Any

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("visitor", [(1280, 860), (390, 844)], indirect=True, ids=["desk", "phone"])
def test_the_script_is_edited_and_saved(visitor: Any) -> None:
    page = visitor.page
    width = page.viewport_size["width"]
    visitor.log_in()
    visitor.say("A 30 second film for Lumo, a desk lamp.")
    visitor.preview(1)
    page.click("[data-testid=edit-script]")
    text = page.locator("[data-testid=script] textarea")
    assert text.input_value().startswith("# Lumo follows the daylight\n\n## Scene 1 <!-- s1 -->\n\nMeet Lumo.")
    assert page.locator("[data-testid=save-script]").is_disabled()

    text.fill(text.input_value().replace("Meet Lumo.", "Say hello to Lumo."))
    page.reload()
    visitor.preview(1)
    page.wait_for_timeout(1500)  # until the page has caught up with what it may have missed
    assert "Say hello to Lumo." in text.input_value(), "what was typed outlives a reload"
    assert "seal=" in (page.locator("[data-testid=preview] video").first.get_attribute("src") or "")
    text.evaluate("box => box.scrollIntoView()")
    visitor.shot(f"{width}-8-script")
    page.click("[data-testid=save-script]")
    page.wait_for_selector("text=The script came with 4 scenes: Say hello to Lumo.", timeout=30_000)
    visitor.preview(2)
    assert page.locator("[data-testid=script]").count() == 0

    page.click("[data-testid=edit-script]")
    text.fill("nonsense")
    page.click("[data-testid=discard-script]")
    page.click("[data-testid=edit-script]")
    assert text.input_value().startswith("# Lumo follows"), "thrown away is thrown away"
    assert page.evaluate("document.documentElement.scrollWidth") == width
