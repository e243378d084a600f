"""Scenes drawn for real: every layout in every aspect, every ground, captions, transitions and pictures."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest

from renderer import spec, text
from renderer.encode import encode_segment, encoding_for
from renderer.errors import Unreadable
from renderer.layer import Box
from renderer.look import backgrounds, compose, data, theme, transitions, typeset
from renderer.look.captions import CaptionLayer
from renderer.look.names import BACKGROUNDS, LAYOUTS, LOOKS, TRANSITIONS
from renderer.planes import Planes, fill, to_rgb
from tests.integration.layout_texts import TEXTS

SIZES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350)}
WORDS = "From today every refund reaches you within a single day"


def spoken(sentence: str, start_s: float = 0.4) -> tuple[spec.Word, ...]:
    return tuple(
        spec.Word(text=word, start_s=start_s + 0.3 * index, end_s=start_s + 0.3 * index + 0.28)
        for index, word in enumerate(sentence.split())
    )


def scene(layout: str, **more: object) -> spec.Scene:
    content = spec.Text(headline="Three things change", points=("First of all", "Then this"), body="example.com", figure="1,240")
    given = {
        "id": "s1", "frames": 150, "layout": layout, "text": TEXTS[layout] if layout in data.READERS else content,
        "captions": spec.Captions(style="word", lines=(spoken(WORDS),)),
        "presenter": spec.Presenter(name="maya") if layout.startswith("presenter") else None,
    }  # fmt: skip
    return spec.Scene.model_validate({**given, **more})


def canvas(aspect: str = "16:9", look: str = "clean") -> spec.Canvas:
    width, height = SIZES[aspect]
    return spec.Canvas(width=width, height=height, look=spec.Look(name=look, color="#7A1F3D", dark=look == "tech"))


def painted(made: spec.Scene, on: spec.Canvas, scale: float, t: float, ground: tuple[int, int, int] = (0, 255, 0)) -> Planes:
    planes = Planes(round(on.width * scale) & ~1, round(on.height * scale) & ~1)
    fill(planes, ground)
    for layer in compose.build(made, on, scale):
        layer.paint(planes, t)
    return planes


@pytest.mark.parametrize("aspect", SIZES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_layout_covers_the_frame_and_gives_the_same_bytes_twice(layout: str, aspect: str) -> None:
    one = painted(scene(layout), canvas(aspect), 1 / 4, 3.0, (0, 255, 0))
    other = painted(scene(layout), canvas(aspect), 1 / 4, 3.0, (255, 0, 255))
    assert (one.buffer == other.buffer).all()


@pytest.mark.parametrize("look", LOOKS)
def test_every_look_draws_another_film(look: str) -> None:
    mine = painted(scene("title_card"), canvas(look=look), 1 / 6, 3.0).buffer.astype(int)
    for other in LOOKS:
        if other != look:
            theirs = painted(scene("title_card"), canvas(look=other), 1 / 6, 3.0).buffer.astype(int)
            assert np.abs(mine - theirs).mean() > 1


@pytest.mark.parametrize("layout", ["title_card", "list", "presenter_left"])
def test_draft_is_the_final_composition_made_smaller(layout: str) -> None:
    final, draft = (to_rgb(painted(scene(layout), canvas(), scale, 3.0)) for scale in (1.0, 1 / 3))
    smaller = cv2.resize(final, (draft.shape[1], draft.shape[0]), interpolation=cv2.INTER_AREA)
    # Edges between black contours and white letters are all that differs; one pixel to the side would be below 24.
    assert cv2.PSNR(smaller, draft) > 26.5
    assert cv2.PSNR(np.roll(smaller, 1, axis=1), draft) < 24


def test_points_enter_at_their_cues() -> None:
    content = spec.Text(headline="What you get", points=("First", "Second"), cues=(0.2, 1.0, 3.0))
    made = scene("list", text=content, captions=None)
    layers = compose.build(made, canvas(), 1 / 4)
    frames = []
    for t in (0.9, 2.2, 2.8, 4.4):
        planes = Planes(480, 270)
        for layer in layers[1:]:
            fill(planes, (255, 255, 255)) if layer is layers[1] else None
            layer.paint(planes, t)
        frames.append(planes.y.astype(int))
    change = [int((np.abs(one - other) > 20).sum()) for one, other in pairwise(frames)]
    assert change[0] > 150
    assert change[1] == 0
    assert change[2] > 150


@pytest.mark.parametrize("kind", BACKGROUNDS)
def test_grounds_cover_everything_and_move_slowly(kind: str) -> None:
    made = theme.derive(spec.Look(color="#3B5BDB"))
    layer = backgrounds.layer(spec.Background(kind=kind), made, canvas(), 1 / 2)
    planes = Planes(960, 540)
    frames = []
    for t in (2.0, 2.0 + 1 / 30, 8.0):
        fill(planes, (0, 255, 0))
        layer.paint(planes, t)
        frames.append(planes.buffer.astype(int))
    assert np.abs(frames[0] - frames[2]).mean() > 0.1
    assert np.abs(frames[0] - frames[1]).mean() < 2
    assert to_rgb(planes)[..., 1].min() > 100, "no green of the canvas may show and no tone may be dark on a light look"


@pytest.mark.parametrize("kind", BACKGROUNDS)
@pytest.mark.parametrize("dark", [False, True])
def test_text_keeps_its_contrast_on_every_pixel_of_a_ground(kind: str, dark: bool) -> None:
    made = theme.derive(spec.Look(color="#C8553D", dark=dark))
    planes = Planes(480, 270)
    backgrounds.layer(spec.Background(kind=kind), made, canvas(), 1 / 4).paint(planes, 5.0)
    rgb = to_rgb(planes).reshape(-1, 3).astype(float) / 255
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
    worst = np.percentile(linear, 99.5 if dark else 0.5)
    ink = theme.color.luminance(made.text)
    assert (max(ink, worst) + 0.05) / (min(ink, worst) + 0.05) > 4.5


@pytest.mark.parametrize("style", ["word", "boxed"])
def test_captions_take_two_rows_inside_their_zone_and_light_one_word(style: str) -> None:
    zone = Box(200, 800, 1000, 130)
    made = theme.derive(spec.Look(color="#FFB224"))
    captions = spec.Captions.model_validate({"style": style, "lines": (spoken(WORDS),)})
    layer = CaptionLayer(captions, zone, made, 1.0, 1.0, is_upright=False)
    frames = []
    for t in (0.5, 0.8, 1.1):
        planes = Planes(1400, 1080)
        fill(planes, (255, 255, 255))
        layer.paint(planes, t)
        frames.append(planes)
    marked = np.flatnonzero((frames[1].y < 200).any(axis=1))
    assert zone.y - 30 <= marked.min()
    assert marked.max() <= zone.y + zone.height + 30
    yellow = [np.flatnonzero((planes.u < 90).any(axis=0)) for planes in frames]
    assert all(len(columns) for columns in yellow)
    assert yellow[0].mean() < yellow[1].mean() < yellow[2].mean()


def test_captions_are_gone_before_the_first_and_after_the_last_word() -> None:
    captions = spec.Captions(style="word", lines=(spoken("One two"),))
    layer = CaptionLayer(captions, Box(0, 100, 600, 130), theme.derive(spec.Look()), 1.0, 1.0, is_upright=False)
    planes = Planes(600, 300)
    for t in (0.2, 4.0):
        fill(planes, (255, 255, 255))
        layer.paint(planes, t)
        assert planes.y.min() > 230


@pytest.mark.parametrize("kind", TRANSITIONS[1:])
def test_transitions_lead_from_one_frame_to_the_other(kind: str) -> None:
    a, b, out = Planes(320, 180), Planes(320, 180), Planes(320, 180)
    fill(a, (20, 30, 200))
    fill(b, (240, 230, 40))
    shares = []
    for k in (0.0, 0.3, 0.5, 0.7, 1.0):
        out.buffer[:] = 0
        transitions.blend(kind, a, b, k, out)
        shares.append(float(out.y.mean()))
    assert shares[0] == a.y.mean()
    assert shares[-1] == b.y.mean()
    assert all(one <= other for one, other in pairwise(shares))
    assert shares[0] < shares[2] < shares[-1]


@pytest.fixture
def photo(tmp_path: Path) -> spec.Asset:
    ys, xs = np.mgrid[0:600, 0:800]
    picture = np.dstack([xs * 255 // 800, ys * 255 // 600, np.full_like(xs, 255)]).astype(np.uint8)
    cv2.imwrite(str(tmp_path / "photo.png"), picture)
    return spec.Asset(sha256="1" * 64, path=tmp_path / "photo.png", kind="image")


def test_text_on_a_white_picture_lies_on_a_dark_scrim(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "white.png"), np.full((400, 600, 3), 255, np.uint8))
    asset = spec.Asset(sha256="2" * 64, path=tmp_path / "white.png", kind="image")
    rgb = to_rgb(painted(scene("picture", media=asset, captions=None), canvas(), 1 / 3, 3.0))
    foot = rgb[int(rgb.shape[0] * 0.80) : int(rgb.shape[0] * 0.95), int(rgb.shape[1] * 0.9) :]
    assert foot.max() < 125
    assert rgb[: rgb.shape[0] // 6].min() > 200


def test_a_picture_beside_a_presenter_moves_inside_its_rounded_card(photo: spec.Asset) -> None:
    made = scene("presenter_left", media=photo, captions=None, presenter=None)
    box = compose.place(made, canvas()).media
    assert box is not None
    early, late = (painted(made, canvas(), 1 / 2, t).y.astype(int) for t in (2.0, 4.5))
    # Away from the focus, which the camera nears and which hardly moves itself.
    y, x = round((box.y + box.height * 0.8) / 2), round((box.x + box.width * 0.8) / 2)
    assert np.abs(early[y - 20 : y + 20, x - 20 : x + 20] - late[y - 20 : y + 20, x - 20 : x + 20]).mean() > 0.5
    corner = early[round(box.y / 2), round(box.x / 2)]
    assert abs(corner - early[round(box.y / 2) - 6, round(box.x / 2) - 6]) < 12, "the card's corner shows the ground"


def test_a_clip_plays_in_the_frame(tmp_path: Path) -> None:
    frames = []
    for level in range(60):
        planes = Planes(320, 180)
        fill(planes, (level * 4, 40, 40))
        frames.append(planes)
    small = spec.Canvas(width=320, height=180)
    encode_segment(tmp_path / "clip.mp4", frames, encoding_for(small, "final"))
    asset = spec.Asset(sha256="4" * 64, path=tmp_path / "clip.mp4", kind="video")
    made = scene("picture", media=asset, captions=None, text=spec.Text())
    shown = [to_rgb(painted(made, canvas(), 1 / 6, t))[90, 160, 0] for t in (0.0, 1.0, 1.9)]
    assert shown[0] < 40
    assert 90 < shown[1] < 150
    assert shown[2] > 190


def test_unreadable_picture_is_an_error_not_a_blank(tmp_path: Path) -> None:
    (tmp_path / "no.png").write_bytes(b"not a picture")
    asset = spec.Asset(sha256="3" * 64, path=tmp_path / "no.png", kind="image")
    with pytest.raises(Unreadable):
        compose.build(scene("picture", media=asset), canvas(), 1 / 4)


@pytest.mark.parametrize("length", [1, 60, 160])
@pytest.mark.parametrize("look", LOOKS)
def test_a_stack_of_text_stays_in_its_box_and_never_overlaps(look: str, length: int) -> None:
    style = theme.STYLES[look]
    words = ("Everything that changes for you and the people you work with " * 4)[:length].strip()
    items = [
        typeset.Item(words, style.display, 150, (0, 0, 0), 0.0),
        typeset.Item(words, style.body, 44, (0, 0, 0), 0.0, 30, 1.6),
    ]
    box = Box(100, 100, 600, 500)
    first, second = typeset.stack(items, box, 34)
    assert first.y + first.block.height <= second.y
    assert first.y >= box.y - 1
    assert second.y + second.block.height <= box.y + box.height + 1
    assert max(first.x + first.block.width, second.x + second.block.width) <= box.x + box.width + 2


def test_short_text_is_set_large_and_long_text_not_below_the_smallest() -> None:
    face = theme.STYLES["clean"].display
    box = Box(0, 0, 900, 600)
    short, long = (
        typeset.stack([typeset.Item(words, face, 150, (0, 0, 0), 0.0)], box, 34)[0].block.size
        for words in ("Now", "Everything that changes for you " * 5)
    )
    assert short == 150
    assert 34 <= long < 90


def test_thai_breaks_between_words_only() -> None:
    face = theme.STYLES["clean"].display
    sentence = "เอเจนซีวิดีโอในกระเป๋าของคุณพร้อมใช้งานทุกวัน"
    pieces = text.pieces(sentence, face)
    assert "".join(pieces) == sentence
    assert {"วิดีโอ", "กระเป๋า", "ของ", "คุณ", "พร้อม", "งาน"} <= set(pieces)


def test_right_to_left_text_stands_at_the_right() -> None:
    assert text.is_rtl("كل طلب")
    row = typeset.stack([typeset.Item("كل طلب", theme.STYLES["clean"].display, 80, (0, 0, 0), 0.0)], Box(0, 0, 1000, 300), 34)[0]
    assert row.x + row.block.width == pytest.approx(1000, abs=1)


def test_what_no_font_covers_is_told() -> None:
    assert text.uncovered("Łódź, Привет, Ελλάδα, नमस्ते, สวัสดี, שלום, مرحبا – 40 %") == ""
    assert text.uncovered("映像 ok 😀") == "😀"
