"""All of the look at a glance: every layout in every look and shape as contact sheets, and a short reel through the looks."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import cv2
import numpy as np

from renderer import encode, spec
from renderer.farm import Farm
from renderer.look import names
from renderer.planes import Plane, Planes, to_rgb
from renderer.scene import LOOK, between, body
from renderer.stills import frame_of

SHAPES = {"16x9": (1920, 1080), "9x16": (1080, 1920), "1x1": (1080, 1080), "4x5": (1080, 1350)}
_SCENE_S = 1.9
_JOINT_FRAMES = 14
_GAP = 8
# What a layout shows where the general sample would not fit it.
_TEXTS: dict[str, spec.Text] = {
    "title_card": spec.Text(headline="Coffee that waits for you", body="Roasted on Mondays"),
    "kinetic": spec.Text(headline="Fresh bread before you wake"),
    "question": spec.Text(headline="What would you do with one more hour?"),
    "big_number": spec.Text(figure="40 %", headline="less waste in one season"),
    "bar_chart": spec.Text(headline="Visitors a day", points=("2022: 120", "2023: 210", "2024: 340", "2025: 460")),
    "line_chart": spec.Text(headline="Orders a week", points=("May: 40", "June: 65", "July: 58", "August: 110")),
    "donut_chart": spec.Text(headline="Where a day goes", points=("Baking: 45 %", "Selling: 30 %", "Cleaning: 25 %")),
    "comparison": spec.Text(headline="By hand or by app", points=("By hand: two hours", "By app: ten minutes")),
    "timeline": spec.Text(headline="How it went", points=("2019: one oven", "2021: a second shop", "2024: our own mill")),
    "agenda": spec.Text(headline="Saturday", points=("9:00 - Doors open", "10:30 - Tasting", "12:00 - Lunch")),
    "map": spec.Text(headline="Three places", points=("Harbour: north pier", "Market: old hall", "Mill: river road")),
    "quote": spec.Text(headline="I taste the morning in it.", body="Lena, a neighbour"),
    "testimonial": spec.Text(headline="It gave us our evenings back.", body="Ada Brandt, bakery owner"),
    "price": spec.Text(headline="The season pass", figure="$19", body="per month", points=("Two loaves a week", "Stop any time")),
    "code": spec.Text(headline="Up in a minute", points=("pip install loaf", "loaf bake --fresh", "done in 42 s")),
    "logo_reveal": spec.Text(headline="Every morning, fresh"),
    "closing": spec.Text(headline="Come by on Saturday", body="mornings.example"),
}
_GENERAL = spec.Text(headline="Three small steps", points=("Pick a bean", "Choose a day", "Open the door"))
_MEDIA = ("picture", *names.FRAMES_MEDIA)


@dataclass(frozen=True)
class Dress:
    """A look as a film wears it: brand colour ('#RRGGBB'), light or dark, its ground and its way between scenes."""

    color: str
    background: str
    transition: str
    dark: bool = False


class Props(NamedTuple):
    """What fills frames and corners: a picture, and a mark with a clear ground."""

    picture: spec.Asset
    logo: spec.Asset


def sample(layout: str, dress: Dress, props: Props, *, captions: str = "") -> spec.Scene:
    """A scene that shows what `layout` is for, `_SCENE_S` long, all of it entered by two thirds of that."""
    frames = round(_SCENE_S * spec.FPS)
    text = spec.Text(headline="Good morning, Ada") if layout in ("presenter_full",) else _TEXTS.get(layout, _GENERAL)
    if layout in ("picture", "product", "device"):
        text = spec.Text(headline="The new oven", body="It bakes while you sleep")
    lines = text.lines()
    return spec.Scene(
        id=layout,
        frames=frames,
        layout=layout,
        text=text.model_copy(update={"cues": tuple(0.1 + 0.08 * at for at in range(len(lines)))}),
        presenter=spec.Presenter(name="maya") if layout.startswith("presenter_") else None,
        media=props.picture if layout in _MEDIA else None,
        logo=spec.Logo(asset=props.logo) if layout == "logo_reveal" else None,
        background=spec.Background(kind=dress.background, seed=3),
        captions=spec.Captions(style=captions, lines=(_words("This is how our captions look"),)) if captions else None,
    )


def _words(text: str) -> tuple[spec.Word, ...]:
    return tuple(spec.Word(text=word, start_s=0.2 + 0.22 * at, end_s=0.4 + 0.22 * at) for at, word in enumerate(text.split()))


def canvas_of(look: str, dress: Dress, shape: str) -> spec.Canvas:
    """The canvas of a look in a shape of SHAPES."""
    width, height = SHAPES[shape]
    return spec.Canvas(width=width, height=height, look=spec.Look(name=look, color=dress.color, dark=dress.dark))


def sheet(look: str, dress: Dress, shape: str, props: Props, width: int = 1920) -> bytes:
    """JPEG of every layout in one look and shape, in rows; at most `width` pixels wide.

    Module-level, so that a farm can run it.
    """
    canvas = canvas_of(look, dress, shape)
    columns = 5 if canvas.width >= canvas.height else 9
    scale = 1 / -(-canvas.width * columns // (width - (columns + 1) * _GAP))
    stills = []
    for number, layout in enumerate(names.LAYOUTS):
        style = names.CAPTIONS[number % len(names.CAPTIONS)] if layout.startswith("presenter_") or number % 4 == 0 else ""
        scene = sample(layout, dress, props, captions=style if layout not in ("closing", "logo_reveal") else "")
        stills.append(to_rgb(frame_of(scene, canvas, 0.9 * _SCENE_S, scale)))
    return encode.picture(_tiled(stills, columns), "jpeg")


def _tiled(stills: list[Plane], columns: int) -> Plane:
    height, width = stills[0].shape[:2]
    rows = -(-len(stills) // columns)
    page = np.full((rows * (height + _GAP) + _GAP, columns * (width + _GAP) + _GAP, 3), 40, np.uint8)
    for number, still in enumerate(stills):
        top, left = _GAP + number // columns * (height + _GAP), _GAP + number % columns * (width + _GAP)
        page[top : top + height, left : left + width] = still
    return page


def reel_part(look: str, dress: Dress, layouts: tuple[str, str], shape: str, props: Props, out: Path) -> Path:
    """Two scenes of one look and its own way between them, as a draft segment at `out`."""
    canvas = canvas_of(look, dress, shape)
    first, second = (sample(layout, dress, props) for layout in layouts)
    encoding, scale = encode.encoding_for(canvas, "draft"), encode.scale_of(canvas, "draft")
    planes, half = Planes(encoding.width, encoding.height), _JOINT_FRAMES // 2
    joint = spec.Transition(kind=dress.transition, frames=0 if dress.transition == "cut" else _JOINT_FRAMES)
    lost = half if joint.frames else 0

    def frames() -> Iterator[Planes]:
        yield from body(first, canvas, scale, LOOK, 0, first.frames - lost, planes)
        if joint.frames:
            yield from between(first, second, joint, canvas, scale, LOOK, planes)
        yield from body(second, canvas, scale, LOOK, lost, second.frames - lost, planes)

    encode.encode_segment(out, frames(), encoding)
    return out


def drawn_media(folder: Path) -> spec.Asset:
    """A picture to fill frames with, drawn by code: hills at dusk under a low sun."""
    ys, xs = np.mgrid[0:900, 0:1400].astype(np.float32)
    sky = np.stack([245 - 70 * ys / 900, 190 - 60 * ys / 900, 165 + 20 * ys / 900], axis=-1)
    for level, tone in ((0.55, (150, 120, 150)), (0.68, (105, 90, 130)), (0.82, (60, 62, 96))):
        ridge = 900 * level + 46 * np.sin(xs / 190 + 9 * level) + 20 * np.sin(xs / 71 + 4 * level)
        sky = np.where((ys > ridge)[..., None], np.array(tone, np.float32), sky)
    picture = np.ascontiguousarray(np.clip(sky, 0, 255).astype(np.uint8))
    cv2.circle(picture, (1010, 330), 84, (255, 228, 170), -1, cv2.LINE_AA)
    return _kept(folder / "hills.png", encode.picture(picture))


def drawn_props(folder: Path) -> Props:
    """The hills, and a mark: a sun over a wave in one tone on nothing."""
    mark = np.zeros((360, 360, 4), np.uint8)
    mark[..., :3] = (40, 44, 62)
    cover = np.zeros((360, 360), np.uint8)
    cv2.circle(cover, (180, 176), 132, 255, -1, cv2.LINE_AA)
    cv2.ellipse(cover, (180, 330), (170, 130), 0, 180, 360, 255, -1, cv2.LINE_AA)
    cv2.ellipse(cover, (180, 330), (170, 130), 0, 180, 360, 0, 16, cv2.LINE_AA)
    mark[..., 3] = cover
    _, data = cv2.imencode(".png", cv2.cvtColor(mark, cv2.COLOR_RGBA2BGRA))
    return Props(drawn_media(folder), _kept(folder / "mark.png", bytes(data)))


def _kept(path: Path, data: bytes) -> spec.Asset:
    path.write_bytes(data)
    return spec.Asset(sha256=hashlib.sha256(data).hexdigest(), path=path, kind="image")


def make(out: Path, dresses: Mapping[str, Dress], farm: Farm) -> tuple[list[Path], Path]:
    """Writes LOOK-SHAPE.jpg for every look of `dresses` and shape, and reel.mp4; returns the sheets and the reel."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        props = drawn_props(folder)
        parts = [
            farm.submit(reel_part, look, dress, _PAIRS[number % len(_PAIRS)], "16x9", props, folder / f"{look}.mp4", group=look)
            for number, (look, dress) in enumerate(dresses.items())
        ]
        sheets: dict[Path, Future[bytes]] = {
            out / f"{look}-{shape}.jpg": farm.submit(sheet, look, dress, shape, props, group=look)
            for look, dress in dresses.items()
            for shape in SHAPES
        }
        reel = out / "reel.mp4"
        encode.join(reel, [part.result() for part in parts], None)
        for path, made in sheets.items():
            path.write_bytes(made.result())
    return list(sheets), reel


_PAIRS = (
    ("title_card", "presenter_right"),
    ("list", "big_number"),
    ("kinetic", "picture"),
    ("quote", "bar_chart"),
    ("presenter_left", "timeline"),
    ("comparison", "closing"),
)
