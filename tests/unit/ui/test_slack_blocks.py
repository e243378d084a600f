"""What people see in Slack stays within Slack's limits, whatever the film says."""

from __future__ import annotations

import html
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.events import Progress
from memory.domain.findings import Finding
from memory.domain.project import Project, Version
from memory.domain.review import Review
from tests.integration.fake_slack import check_blocks, check_view
from ui.slack import blocks

NASTY = "<!channel> & <https://evil.example|click> *bold* `code` "
AT = datetime(2026, 1, 1, tzinfo=UTC)


def card(scenes: int, words: str, **more: Any) -> dict[str, Any]:
    one = {"at": "0:00", "length": "4 s", "words": words, "shown": (words, words), "changed": True}
    return {
        "title": words, "version": 3, "facts": ["4 s", "16:9"], "said": [words] * 9, "assumed": [words] * 9, "changes": [],
        "undoable": True, "scenes": [{**one, "number": number} for number in range(1, scenes + 1)], **more,
    }  # fmt: skip


@pytest.mark.parametrize("state", ["open", "old", "approved"])
@pytest.mark.parametrize(("scenes", "words"), [(1, "ä"), (4, NASTY), (60, NASTY * 60), (120, "x" * 9000)])
def test_a_storyboard_of_any_size_fits_into_messages(scenes: int, words: str, state: str) -> None:
    pictures = {number: f"F{number}" for number in range(1, scenes + 1)}
    shown = blocks.preview(card(scenes, words), pictures, "t" * 36, "https://films.example", state=state)
    pages = blocks.pages(shown)
    for page in pages:
        check_blocks(page, "message")
    told = [block["text"]["text"] for block in shown if block["type"] == "section"]
    assert not any("<" in one for one in told), "nothing that a film says pings anybody or links anywhere"
    assert all(any(f"*{number}*  0:00" in one for one in told) for number in range(1, scenes + 1)), "no scene is left out"
    assert (pages[-1][-1]["type"] == "actions") == (state == "open")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=9000), st.integers(20, 3000))
def test_pieces_hold_every_word_once_and_are_short_enough(text: str, most: int) -> None:
    found = list(blocks.pieces(text, most))
    assert all(0 < len(piece) <= most for piece in found)
    assert "".join(html.unescape("".join(found)).split()) == "".join(html.unescape(blocks.escaped(text)).split())


@pytest.mark.parametrize(("length", "fits"), [(0, False), (3000, True), (3001, False)])
def test_a_script_that_is_too_long_for_a_box_is_left_to_the_studio(length: int, fits: bool) -> None:
    view = check_view(blocks.change_modal("t" * 36, "x" * length), "modal")
    assert any(block.get("block_id") == "script" for block in view["blocks"]) == fits
    assert ("studio" in str(view)) == (length > 3000)


def test_boxes_pages_and_cases_are_what_slack_takes() -> None:
    versions = [
        Version(project_id="p", number=n, parent=n - 1 or None, turn_id=f"t{n}", label=NASTY * 40, name="", created_at=AT)
        for n in range(1, 90)
    ]
    view = check_view(blocks.versions_modal("t" * 36, versions, 89), "modal")
    assert "Version 89" in str(view) and "Version 12" not in str(view)
    check_view(blocks.versions_modal("t" * 36, [], None), "modal")
    check_view(blocks.brief_modal("C1"), "modal")
    check_view(blocks.note_modal("Pocket Agency", "One sentence."), "modal")
    check_view(blocks.reason_modal("ab12", "refuse"), "modal")
    project = Project(id="p1", thread="t" * 36, owner="ana", title=NASTY * 9, created_at=AT, updated_at=AT)
    many = [(project.model_copy(update={"id": f"p{n}", "thread": f"{n}"}), "https://films.example/thread/1") for n in range(99)]
    check_view(blocks.home(many), "home")
    check_view(blocks.home([]), "home")
    check_view(blocks.closed_home("No."), "home")
    finding = Finding(rule="r", text=NASTY * 99, reason="Because.", way_out="Leave it out.", where="s1")
    case = Review(
        id="ab12", project="p1", title=NASTY * 9, version=1, digest="d", digests=("d",), findings=(finding,) * 20,
        texts={f"s{n}": NASTY * 99 for n in range(60)}, policy="1", cause="rule", note=NASTY, asked_by="ana", needed=2, risk=1,
        state="waiting", asked_at=AT,
    )  # fmt: skip
    shown = blocks.review(case, "", ["rita: allow, “fine”"])
    for page in blocks.pages(shown):
        check_blocks(page, "message")
    assert "Two people have to agree" in str(shown) and "rita" in str(shown) and "<!channel>" not in str(shown[1:])
    assert "decide:allow" not in str(blocks.review(case, "*Refused.*"))


@pytest.mark.parametrize(("done", "full"), [(-1.0, 0), (0.0, 0), (0.5, 6), (1.0, 12), (7.0, 12)])
def test_progress_is_a_bar_and_a_way_to_stop(done: float, full: int) -> None:
    shown = check_blocks(blocks.progress(Progress("Rendering scene 2 of 4", done, 8.0), "t"), "message")
    assert shown[0]["text"]["text"].count("▰") == full and "about 8 s to go" in shown[0]["text"]["text"]
    assert shown[0]["accessory"]["action_id"] == "stop"
