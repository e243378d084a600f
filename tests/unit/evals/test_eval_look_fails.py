"""Every rule of the eval of looks can fail: one film or scene that breaks each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from evals import look
from memory.domain.storyboard import OnScreen, Storyboard
from memory.domain.storyboard import Scene as BoardScene
from renderer import spec
from renderer.gallery import drawn_media
from renderer.layer import Box
from renderer.look import compose, grid, theme
from renderer.look.theme import STYLES
from renderer.planes import Planes
from renderer.text import Drawn

CANVAS = spec.Canvas(width=1920, height=1080)
FACE = STYLES["clean"].body


def scene(layout: str = "title_card", **changes: Any) -> spec.Scene:
    given = {"text": spec.Text(headline="Bread before you wake", cues=(0.2,)), **changes}
    return spec.Scene(id="s1", frames=120, layout=layout, background=spec.Background(kind="plain"), **given)


def rules(made: spec.Scene) -> set[str]:
    return {fault.rule for fault in look._scene(made, CANVAS)[0]}


def test_a_sound_scene_has_no_fault() -> None:
    assert rules(scene()) == set()


def test_words_in_the_tone_of_their_ground_fail_by_contrast(monkeypatch: pytest.MonkeyPatch) -> None:
    real = theme.derive
    monkeypatch.setattr(
        theme, "derive", lambda *given, **more: replace(made := real(*given, **more), text=made.muted, bg=made.muted)
    )
    drowned = compose.theme.derive(CANVAS.look)
    assert drowned.text == drowned.bg
    assert "contrast" in rules(scene())


def test_words_at_the_very_edge_fail_by_the_safe_area(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grid.Grid, "margin", 2.0)
    assert "safe_area" in rules(scene())


def test_words_across_a_face_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(look, "_head", lambda scene, canvas: Box(0, 0, 1920, 1080))
    assert "face" in rules(scene())


def test_more_words_than_a_frame_holds_overflow() -> None:
    points = tuple(f"{word} " + "one more thing that has to be said here " * 3 for word in ("First", "Second", "Third", "Fourth"))
    text = spec.Text(headline="A headline that goes on and on " * 5, body="And small print too. " * 10, points=points)
    assert "overflow" in rules(scene("presenter_left", text=text))


def test_a_line_that_comes_too_late_fails_by_its_reading_time() -> None:
    text = spec.Text(headline="Bread", body="and eleven more words that nobody can read in half a second", cues=(0.2, 3.6))
    assert "reading_time" in rules(scene(text=text))


def test_a_letter_without_a_glyph_fails() -> None:
    assert "glyph" in rules(scene(text=spec.Text(headline="Bread \U00012000", cues=(0.2,))))


def test_a_lonely_short_word_is_an_orphan() -> None:
    text = spec.Text(headline="Everything that you wanted to know about us", cues=(0.2,))
    rows = [Drawn(line, FACE, 60, 100, at) for at, line in enumerate(("Everything that you wanted to know about", "us"))]
    faults = look._words(scene(text=text), rows, 4.0, Counter())
    assert [fault.rule for fault in faults] == ["orphan"]


def test_texts_on_each_other_fail() -> None:
    both = [(Drawn(line, FACE, 60, 100, 300), [9.0]) for line in ("one text", "another")]
    assert [fault.rule for fault in look._collisions(scene(), both, Counter())] == ["collision"]


def test_two_neighbours_of_one_layout_fail(tmp_path: Path) -> None:
    said = {"narration": "Bread before you wake, every day.", "on_screen": OnScreen(headline="Bread"), "layout": "title_card"}
    board = Storyboard(title="Two", scenes=tuple(BoardScene(id=f"s{n}", **said) for n in (1, 2)))  # type: ignore[arg-type]
    assert "duplicate" in {fault.rule for fault in look.measure(board, drawn_media(tmp_path))[0]}


class _Jerky:
    """A ground that stands for three frames and leaps in the fourth."""

    def paint(self, planes: Planes, t: float) -> None:
        step = int(t * spec.FPS) // 4
        planes.y[:] = np.roll(np.arange(planes.width, dtype=np.uint16) % 200, 3 * step).astype(np.uint8)


def test_a_ground_that_stands_and_leaps_judders() -> None:
    assert look._judder(_Jerky(), CANVAS)


@pytest.mark.parametrize(("steps", "is_bad"), [([1.0] * 20, False), ([1.0] * 19 + [3.0], True), ([1.0, 0.1] * 10, True)])
def test_uneven_steps_are_told_from_even_ones(steps: list[float], is_bad: bool) -> None:
    assert bool(look.uneven(steps)) == is_bad
