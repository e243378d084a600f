"""What the eval of looks measures is what is painted."""

import numpy as np
import skia

from evals.look import _collisions, _contrast, _rows, _safe
from renderer.look import color
from renderer.look.theme import STYLES
from renderer.spec import Canvas, Scene
from renderer.text import Drawn, draw_line, heard

FACE = STYLES["clean"].display


def frame(letters: color.Rgb, ground: int) -> tuple[Drawn, np.ndarray]:
    """A line of 90 units at a third of its size, as a renderer would paint it."""
    surface = skia.Surface(640, 120)
    canvas = surface.getCanvas()
    canvas.clear(skia.Color(ground, ground, ground))
    canvas.scale(1 / 3, 1 / 3)
    paint = skia.Paint(AntiAlias=True)
    paint.setColor4f(skia.Color4f(*letters, 1.0))
    with heard() as lines:
        draw_line(canvas, "Readable", FACE, 90, 60, 200, paint)
    return lines[0], surface.makeImageSnapshot().toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[..., :3]


def test_contrast_is_that_of_the_painted_pixels() -> None:
    dark, faint = _contrast(*frame(color.BLACK, 255)), _contrast(*frame((0.8, 0.8, 0.8), 255))
    assert dark > 15
    assert 1.3 < faint < 2.0


def test_letters_that_were_never_painted_have_no_contrast() -> None:
    line, _ = frame(color.BLACK, 255)
    assert _contrast(line, np.full((120, 640, 3), 200, np.uint8)) == 1.0


def test_texts_on_each_other_collide_and_neighbours_do_not() -> None:
    from collections import Counter

    scene = Scene(id="s1", frames=30, layout="list")
    one, on_it, below = (Drawn(text, FACE, 60, 100, at) for text, at in (("first", 300), ("second", 310), ("third", 400)))
    faults = _collisions(scene, [(line, [9.0]) for line in (one, on_it, below)], Counter())
    assert [fault.rule for fault in faults] == ["collision"]


def test_rows_of_a_piece_are_found_whatever_their_case() -> None:
    drawn = [Drawn(text, FACE, 60, 0, 0) for text in ("04", "BREAD BEFORE", "YOU WAKE", "Now")]
    assert [row.line for row in _rows("Bread before you wake", drawn)] == ["BREAD BEFORE", "YOU WAKE"]


def test_an_upright_film_leaves_the_platforms_their_edges() -> None:
    safe = _safe(Scene(id="s1", frames=30, layout="list"), Canvas(width=1080, height=1920))
    assert safe.y > 0.1 * 1920
    assert safe.y + safe.height < 0.82 * 1920
