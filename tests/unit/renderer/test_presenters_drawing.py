"""What lands on the planes when a presenter is painted."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from renderer import spec
from renderer.errors import UnknownPresenter
from renderer.layer import Box
from renderer.planes import Planes
from renderer.presenters import performer
from renderer.presenters.cast import APPEARANCES
from renderer.presenters.colour import from_hex
from renderer.presenters.gestures import GESTURES
from renderer.presenters.hand_shapes import FINGERS, SHAPES, between
from renderer.presenters.paint import Blender

SQUARE = Box(0, 0, 720, 720)
SCALE = 1 / 3
LOOK = "#3B5BDB"
# Boxes as layouts have them: half a landscape frame, a portrait frame, a narrow column, a corner, a whole frame.
BOXES = (Box(0, 0, 860, 1000), Box(0, 0, 1080, 1200), Box(0, 0, 520, 900), Box(0, 0, 420, 420), Box(0, 0, 1920, 1080))


def ground(width: int, height: int, value: int = 90) -> Planes:
    planes = Planes(width, height)
    planes.buffer[:] = value
    return planes


def alpha(presenter: spec.Presenter, box: Box, t: float = 0.5) -> NDArray[np.uint8]:
    """Coverage of the box's pixels, (h, w)."""
    figure = performer.Performer(presenter, box, LOOK, SCALE)
    figure.paint(ground(2 * round(box.width * SCALE / 2 + 1), 2 * round(box.height * SCALE / 2 + 1)), t)
    return figure.pixels[..., 3]


def painted(presenter: spec.Presenter, t: float, look: str = LOOK) -> bytes:
    planes = ground(240, 240)
    performer.layer(presenter, SQUARE, look, SCALE).paint(planes, t)
    return planes.buffer.tobytes()


@pytest.mark.parametrize("name", performer.names())
def test_painting_twice_gives_the_same_bytes_whatever_came_between(name: str) -> None:
    presenter = spec.Presenter(name=name, gestures=(spec.Gesture(at_s=1, name="explain"),))
    layer = performer.layer(presenter, SQUARE, LOOK, SCALE)
    first, second, other = ground(240, 240), ground(240, 240), ground(240, 240)
    layer.paint(first, 0.8)
    layer.paint(other, 2.0)
    layer.paint(second, 0.8)
    assert first.buffer.tobytes() == second.buffer.tobytes() == painted(presenter, 0.8)
    assert first.buffer.tobytes() != other.buffer.tobytes()


@pytest.mark.parametrize("box", BOXES, ids=lambda box: f"{box.width:.0f}x{box.height:.0f}")
@pytest.mark.parametrize("framing", ["close", "half"])
@pytest.mark.parametrize("name", performer.names())
def test_the_head_is_whole_and_the_figure_stands_on_the_bottom_edge(name: str, framing: str, box: Box) -> None:
    presenter = spec.Presenter(name=name, framing=framing, stresses=(0.5,))  # type: ignore[arg-type]
    for t in (0.0, 0.5, 3.1):
        cover = alpha(presenter, box, t)
        assert not cover[:2].any()
        assert cover[: len(cover) // 6].any()
        assert (cover[-1] == 255).sum() > cover.shape[1] // 12
        head = cover[: len(cover) // 4]
        assert not head[:, :2].any()
        assert not head[:, -2:].any()


@pytest.mark.parametrize("box", BOXES, ids=lambda box: f"{box.width:.0f}x{box.height:.0f}")
@pytest.mark.parametrize("gesture", sorted(GESTURES))
@pytest.mark.parametrize("name", ["daniel", "maya"])
def test_a_raised_hand_stays_inside_a_half_framed_box(name: str, gesture: str, box: Box) -> None:
    presenter = spec.Presenter(name=name, gestures=(spec.Gesture(at_s=1, name=gesture, hold_s=2),))
    for t in (1.0, 1.6, 2.3):
        cover = alpha(presenter, box, t)
        upper = cover[: len(cover) * 55 // 100]
        assert not upper[:, 0].any()
        assert not upper[:, -1].any()


def test_presenters_differ() -> None:
    frames = {name: painted(spec.Presenter(name=name), 0.5) for name in performer.names()}
    assert len(frames) >= 10
    assert all(frames[a] != frames[b] for a, b in itertools.combinations(frames, 2))


def test_the_ground_shows_through_round_the_figure() -> None:
    planes = ground(240, 240)
    performer.layer(spec.Presenter(name="maya"), SQUARE, LOOK, SCALE).paint(planes, 0.5)
    assert (planes.y[:4] == 90).all()
    assert (planes.u[:2] == 90).all()
    assert (planes.y[60:, 100:140] != 90).mean() > 0.9


def test_skin_has_the_colour_of_the_palette_in_bt709() -> None:
    planes = ground(720, 720)
    performer.layer(spec.Presenter(name="amina", framing="close"), SQUARE, LOOK, 1.0).paint(planes, 0.5)
    red, green, blue = 0xCB, 0x90, 0x68
    expected = 16 + 0.1826 * red + 0.6142 * green + 0.0620 * blue
    assert (abs(planes.y.astype(float) - expected) < 3).sum() > 500


def test_the_look_colours_the_rim_and_the_accent() -> None:
    presenter = spec.Presenter(name="maya")
    assert painted(presenter, 0.5, "#3B5BDB") != painted(presenter, 0.5, "#D9480F")


def test_a_box_away_from_the_corner_is_drawn_there() -> None:
    planes = ground(400, 300)
    performer.layer(spec.Presenter(name="daniel"), Box(480, 180, 720, 720), LOOK, SCALE).paint(planes, 0.5)
    assert (planes.y[:, :160] == 90).all()
    assert (planes.y[:60] == 90).all()
    assert (planes.y[200:, 250:300] != 90).any()


def test_an_unknown_presenter_is_named_with_the_choices() -> None:
    with pytest.raises(UnknownPresenter, match=r"'zoe'.*maya"):
        performer.layer(spec.Presenter(name="zoe"), SQUARE, LOOK, SCALE)


def test_a_colour_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="red"):
        from_hex("red")


def test_blending_outside_the_frame_changes_nothing_and_half_outside_is_clipped() -> None:
    art = np.full((8, 8, 4), 255, np.uint8)
    planes = ground(16, 16)
    blender = Blender(8)
    blender.blend(planes, art, 40, 40)
    assert (planes.buffer == 90).all()
    blender.blend(planes, art, -4, 12)
    assert (planes.y[12:, :4] == 255).all()
    assert (planes.y == 255).sum() == 16
    assert (planes.u == 255).sum() == 4


def test_half_covered_pixels_mix_with_the_ground() -> None:
    art = np.zeros((4, 4, 4), np.uint8)
    art[...] = (100, 64, 64, 128)
    planes = ground(4, 4, 100)
    Blender(4).blend(planes, art, 0, 0)
    assert abs(int(planes.y[0, 0]) - 150) <= 1
    assert abs(int(planes.u[0, 0]) - 114) <= 1


def test_hand_shapes_share_one_structure_and_have_in_betweens() -> None:
    for first, second in itertools.permutations(SHAPES, 2):
        middle = between(first, second, 12, 24)
        a, b = SHAPES[first], SHAPES[second]
        assert all(len(middle.fingers[name]) == 5 for name in FINGERS)
        assert len(middle.palm) == len(a.palm) == len(b.palm)
        assert middle.thumb[4][0] == pytest.approx((a.thumb[4][0] + b.thumb[4][0]) / 2)


def test_gestures_use_hands_that_exist() -> None:
    used = {arm.hand for arms in GESTURES.values() for arm in arms.values()}
    assert used <= set(SHAPES)


def test_every_hairdo_is_larger_than_the_skull() -> None:
    for name in APPEARANCES:
        cover = alpha(spec.Presenter(name=name, framing="close"), SQUARE)
        top = int(np.argmax(cover.max(axis=1) > 0))
        zoom = min(240 / 530, 240 / 560)
        assert (top / zoom - 196) < -118


@pytest.mark.parametrize("width", [420, 520, 700, 1080])
def test_hands_brought_into_a_narrow_box_do_not_jump(width: int) -> None:
    gestures = (spec.Gesture(at_s=0.8, name="explain", hold_s=0.3), spec.Gesture(at_s=1.6, name="thumbs_up", hold_s=0.4))
    figure = performer.Performer(spec.Presenter(name="kofi", gestures=gestures), Box(0, 0, width, 900), LOOK, SCALE)
    arms = [figure.pose(i / spec.FPS).left for i in range(90)]
    for before, after in itertools.pairwise(arms):
        assert abs(after.wrist[0] - before.wrist[0]) < 45
        assert abs(after.wrist[1] - before.wrist[1]) < 80
        assert abs(after.steer - before.steer) < 0.45


def test_clothes_take_a_colour_that_is_asked_for() -> None:
    plain = spec.Presenter(name="mateo")
    planes = ground(720, 720)
    performer.layer(plain.model_copy(update={"wears": "#E8590C"}), SQUARE, LOOK, 1.0).paint(planes, 0.5)
    expected = 16 + 0.1826 * 0xE8 + 0.6142 * 0x59 + 0.0620 * 0x0C
    assert (abs(planes.y.astype(float) - expected) < 3).sum() > 20_000


def test_a_trunk_at_rest_is_drawn_as_it_would_be_alone() -> None:
    presenter = spec.Presenter(name="ruth", seed=3)
    figure = performer.Performer(presenter, SQUARE, LOOK, SCALE)
    for frame in range(12):
        one, other = ground(240, 240), ground(240, 240)
        figure.paint(one, frame / spec.FPS)
        performer.layer(presenter, SQUARE, LOOK, SCALE).paint(other, frame / spec.FPS)
        assert one.buffer.tobytes() == other.buffer.tobytes()


@pytest.mark.parametrize("name", performer.names())
def test_a_whole_figure_stands_on_the_floor_with_its_hands_beside_it(name: str) -> None:
    cover = alpha(spec.Presenter(name=name, framing="full"), Box(0, 0, 860, 1000))
    height, width = cover.shape
    assert not cover[:2].any()
    assert (cover[: height // 8] == 255).any()
    assert (cover[-height // 20 : -2] == 255).any()
    assert not cover[:, : width // 5].any()
    assert not cover[:, -width // 5 :].any()
    middle = cover[height // 4 : height * 3 // 4] == 255
    assert middle.any(axis=1).all()


def test_two_in_one_picture_stand_on_their_sides_and_look_at_each_other() -> None:
    speaker = spec.Presenter(name="daniel", facing="right", partner=spec.Presenter(name="mei", facing="left", listens=True))
    planes, alone = ground(640, 360), ground(640, 360)
    box = Box(413, 86, 1093, 994)
    performer.layer(speaker, box, LOOK, SCALE).paint(planes, 0.5)
    performer.layer(speaker.model_copy(update={"partner": None}), box, LOOK, SCALE).paint(alone, 0.5)
    middle, sides = planes.y[60:, 300:340], (planes.y[200:, 120:260], planes.y[200:, 380:520])
    assert (middle[:200] == 90).mean() > 0.9
    assert all((side != 90).mean() > 0.5 for side in sides)
    assert (alone.y[200:, 300:340] != 90).mean() > 0.9


@pytest.mark.parametrize("framing", ["close", "half"])
@pytest.mark.parametrize(("width", "height"), [(1080, 1920), (1080, 1080), (1080, 1350)])
def test_two_in_an_upright_or_square_picture_both_show_their_whole_heads(width: int, height: int, framing: str) -> None:
    listener = spec.Presenter(name="mei", framing=framing, facing="left", listens=True)  # type: ignore[arg-type]
    speaker = spec.Presenter(name="daniel", framing=framing, facing="right", partner=listener)  # type: ignore[arg-type]
    body = min(width, 0.88 * height)
    box = Box((width - body) / 2, 0.12 * height, body, 0.88 * height)
    pair = performer.layer(speaker, box, LOOK, SCALE)
    assert isinstance(pair, performer.Pair)
    for one in pair.both:
        planes = ground(width // 6 * 2, height // 6 * 2)
        one.paint(planes, 0.5)
        zoom_px = one.zoom
        head = planes.y[int(0.12 * height * SCALE) : int(0.12 * height * SCALE + 330 * zoom_px)] != 90
        assert not head[:, 0].any()
        assert not head[:, -1].any()
    left, right = sorted(one.x + one.origin[0] for one in pair.both)
    assert right - left > 236 * pair.both[0].zoom


def test_a_round_frame_cuts_its_corners_and_shows_the_whole_head() -> None:
    presenter = spec.Presenter(name="zola", framing="close")
    figure = performer.Performer(presenter, Box(0, 0, 330, 330), LOOK, 1.0, radius=165)
    figure.paint(ground(330, 330), 0.5)
    cover = figure.pixels[..., 3]
    assert not cover[0:40, 0:40].any()
    assert not cover[-40:, :40].any()
    assert not cover[-40:, -40:].any()
    assert (cover[-40:-12, 130:200] == 255).all()
    assert cover[20:60, 120:210].any()
