"""Painting what has changed gives what painting everything gives."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pytest

from renderer import spec
from renderer.layer import Area, Box
from renderer.look import compose
from renderer.planes import Planes, fill
from renderer.presenters import performer
from renderer.presenters.performance import VISEMES
from renderer.presenters.performer import Performer
from renderer.scene import ScenePainter

CANVAS = spec.Canvas(width=640, height=360, look=spec.Look(color="#3B5BDB"))
SAID = tuple(spec.Word(text=f"word{n}", start_s=0.3 * n, end_s=0.3 * n + 0.25) for n in range(4))
LIPS: tuple[spec.Viseme, ...] = ("AA", "MBP", "EE", "rest", "OO", "FV")


def scene(layout: str, ground: str, style: str = "word") -> spec.Scene:
    person = spec.Presenter(
        name="kofi",
        mouth=tuple(spec.Mouth(at_s=0.1 * n, viseme=LIPS[n % 6]) for n in range(18)),
        gestures=(spec.Gesture(at_s=0.9, name="present", hold_s=0.3),),
        stresses=(0.4,),
    )
    return spec.Scene(
        id="scene",
        frames=60,
        layout=layout,
        text=spec.Text(headline="What changes", figure="98 %" if layout == "big_number" else ""),
        presenter=person if layout.startswith("presenter") else None,
        background=spec.Background(kind=ground),
        captions=spec.Captions(style=style, lines=(SAID[:2], SAID[2:])),
    )


def whole(film: spec.Scene, frames: Iterable[int]) -> dict[int, bytes]:
    """Each frame with all of its layers painted one after the other."""
    layers, planes, found = compose.build(film, CANVAS, 1.0), Planes(CANVAS.width, CANVAS.height), {}
    for n in frames:
        for layer in layers:
            layer.paint(planes, n / spec.FPS)
        found[n] = planes.buffer.tobytes()
    return found


@pytest.mark.parametrize(
    ("layout", "ground", "style"),
    [
        ("presenter_right", "mesh", "word"),
        ("presenter_full", "flow", "karaoke"),
        ("big_number", "plain", "minimal"),
        ("title_card", "mesh", "bold"),
    ],
)
def test_frames_are_the_same_in_whatever_order_they_are_painted(layout: str, ground: str, style: str) -> None:
    film = scene(layout, ground, style)
    order = [*range(50), 3, 40, 41, 41, 7, 6]
    wanted = whole(film, range(50))
    painter, planes = ScenePainter(film, CANVAS, 1.0), Planes(CANVAS.width, CANVAS.height)
    for n in order:
        painter.paint(n, planes)
        assert planes.buffer.tobytes() == wanted[n], f"frame {n}"


def test_a_frame_that_somebody_else_has_drawn_on_is_painted_anew() -> None:
    film = scene("title_card", "mesh")
    painter, planes = ScenePainter(film, CANVAS, 1.0), Planes(CANVAS.width, CANVAS.height)
    painter.paint(50, planes)
    wanted = planes.buffer.copy()
    fill(planes, (255, 0, 0))
    painter.paint(50, planes)
    assert np.array_equal(planes.buffer, wanted)


@pytest.mark.parametrize("name", performer.names())
def test_lips_drawn_alone_are_those_of_a_whole_drawing(name: str) -> None:
    figure = Performer(spec.Presenter(name=name, framing="close"), Box(0, 0, 240, 240), "#3B5BDB", 1.0)
    planes = Planes(240, 240)
    figure.paint(planes, 0.0)
    first, lips = figure.pixels.copy(), Area(*figure._lips)
    for said in VISEMES.values():
        figure._say(said)
        changed = np.argwhere((figure.pixels != first).any(axis=2))
        if len(changed):
            # A margin is left, or the rectangle would cut them.
            assert (changed.min(axis=0) > (lips.top + 1, lips.left + 1)).all()
            assert (changed.max(axis=0) < (lips.bottom - 2, lips.right - 2)).all()
    figure._say(figure.state(0.0)[1])
    assert np.array_equal(figure.pixels, first)


def test_a_still_person_is_drawn_on_twos_and_a_quick_one_on_ones() -> None:
    gesture = spec.Gesture(at_s=1.0, name="wave", hold_s=1.0)
    figure = Performer(spec.Presenter(name="maya", gestures=(gesture,)), Box(0, 0, 240, 240), "#3B5BDB", 1.0)
    drawn = [figure.state(n / spec.FPS)[0] for n in range(60)]
    assert len(set(drawn[:15])) < 11
    assert len(set(drawn[20:29])) >= 8
