"""Brands that do not exist, and series of short films in their dress: made by our own renderer, with what is true of each film.

Every film is a draft of 12 to 22 seconds. What is true (cuts, opening, closing, logo, strips, colours) is known from how it
was put together; nothing here looks at pixels.
"""

from __future__ import annotations

import hashlib
import math
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import cv2
import numpy as np
import skia
from filelock import FileLock
from numpy.typing import NDArray

from memory.domain.frozen import Frozen
from renderer import encode, spec
from renderer.look import color, theme
from renderer.planes import Planes, sprite
from renderer.scene import LOOK, between, body
from renderer.sound import mix
from renderer.text import Placed, advance, cap_height, draw_line

MADE = 5
"""Films of an older maker are made again."""
SHAPES = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080)}
JOINT_FRAMES = 14
FPS = spec.FPS
Rgb8 = NDArray[np.uint8]
CaptionStyle = Literal["word", "karaoke", "boxed", "minimal", "bold"]


class Brand(Frozen):
    """How the films of a brand are made. `opening_s` and `closing_s` are 0 for none; every second film has `cold_s` before.

    The first `sharing` of `films` have an opening and a closing. The first of `colors` is the main one; scenes stand on both.
    `corner` is where the logo is ('' for none), `captions` a style of them, `strips` whether names are shown; `mood` is of music
    that each film has for itself, `sting` a jingle under the opening; `dissolves` and `photos` are shares. With `same_template`
    each film begins with a card of the same kind and with its own words.
    """

    id: str
    name: str
    look: str
    colors: tuple[str, str]
    dark: bool
    aspect: str
    opening_s: float
    closing_s: float
    pace_s: float
    corner: str = ""
    captions: CaptionStyle | None = None
    strips: bool = False
    mood: str = ""
    dissolves: float = 0.0
    photos: float = 0.0
    films: int = 4
    sharing: int = 4
    cold_s: float = 0.0
    sting: bool = False
    same_template: bool = False

    @property
    def is_control(self) -> bool:
        """Nothing that its films open or close with."""
        return not self.opening_s and not self.closing_s


class Truth(Frozen):
    """What is true of a film: times in seconds, boxes as shares (x, y, width, height), colours as '#RRGGBB'.

    `dissolves` are (start, end). `painted` are all colours that its themes hold.
    """

    path: Path
    length_s: float
    cuts: tuple[float, ...]
    dissolves: tuple[tuple[float, float], ...]
    shots: tuple[float, ...]
    opening: tuple[float, float] | None
    closing: tuple[float, float] | None
    logo: tuple[float, float, float, float] | None
    strips: tuple[tuple[float, float], ...]
    captions: bool
    has_music: bool
    painted: tuple[str, ...]


def films_of(brand: Brand, folder: Path) -> list[Truth]:
    """The brand's series under `folder`, made where it is not there yet."""
    digest = hashlib.sha256(f"{MADE} {brand.model_dump_json()}".encode()).hexdigest()[:10]
    place = folder / f"{brand.id}-{digest}"
    place.mkdir(parents=True, exist_ok=True)
    with FileLock(place / "making.lock"):
        return [_known(brand, number, place) for number in range(brand.films)]


def _known(brand: Brand, number: int, place: Path) -> Truth:
    path, notes = place / f"film{number + 1}.mp4", place / f"film{number + 1}.json"
    if path.exists() and notes.exists():
        return Truth.model_validate_json(notes.read_text())
    truth = _make(brand, number, path)
    notes.write_text(truth.model_dump_json())
    return truth


def _make(brand: Brand, number: int, path: Path) -> Truth:
    plan = _Plan(brand, number, path.parent)
    scenes, joints = plan.scenes, plan.joints
    canvas = plan.canvas
    encoding, scale = encode.encoding_for(canvas, "draft"), encode.scale_of(canvas, "draft")
    logo = _logo(brand, encoding.width, encoding.height, plan.unit * scale) if brand.corner else None
    planes = Planes(encoding.width, encoding.height)

    def frames() -> Iterator[Planes]:
        for at, scene in enumerate(scenes):
            head = joints[at - 1] // 2 if at else 0
            tail = joints[at] // 2 if at < len(joints) else 0
            for made in body(scene, canvas, scale, LOOK, head, scene.frames - head - tail, planes):
                yield _marked(made, logo if plan.is_body(at) else None)
            if tail:
                move = spec.Transition(kind="crossfade", frames=joints[at])
                for made in between(scene, scenes[at + 1], move, canvas, scale, LOOK, planes):
                    yield _marked(made, logo if plan.is_body(at) and plan.is_body(at + 1) else None)

    picture, sound = path.with_suffix(".video.mp4"), path.with_suffix(".sound.mp4")
    count = encode.encode_segment(picture, frames(), encoding)
    music = plan.music(count)
    if music is not None:
        encode.encode_sound(sound, [music])
    encode.join(path, [picture], sound if music is not None else None)
    picture.unlink()
    sound.unlink(missing_ok=True)
    box = (
        (logo.x / encoding.width, logo.y / encoding.height, logo.art.width / encoding.width, logo.art.height / encoding.height)
        if logo
        else None
    )
    return plan.truth(path, count, box)


def _marked(planes: Planes, logo: Placed | None) -> Planes:
    if logo:
        logo.paint(planes)
    return planes


class _Plan:
    """A film before it is made: scenes, and the frames of the dissolve behind each but the last (0 is a cut)."""

    def __init__(self, brand: Brand, number: int, folder: Path) -> None:
        self._brand, self._number, self._folder = brand, number, folder
        self._rng = random.Random(f"{brand.name} {number}")
        width, height = SHAPES[brand.aspect]
        self.canvas = spec.Canvas(
            width=width, height=height, look=spec.Look(name=brand.look, color=brand.colors[0], dark=brand.dark)
        )
        self.unit = min(width, height) / 1080
        opens = bool(brand.opening_s) and number < brand.sharing
        closes = bool(brand.closing_s) and number < brand.sharing
        cold = [self._body(round(brand.cold_s * FPS), 90)] if brand.cold_s and number % 2 else []
        wanted = self._rng.uniform(10, 14) if brand.pace_s < 2 else self._rng.uniform(12, 16)
        shown: list[spec.Scene] = []
        while sum(scene.frames for scene in shown) < wanted * FPS:
            shown.append(self._body(round(brand.pace_s * self._rng.uniform(0.75, 1.3) * FPS), len(shown)))
        begin = [self._card("opening", round(brand.opening_s * FPS))] if opens else []
        end = [self._card("closing", round(brand.closing_s * FPS))] if closes else []
        if brand.same_template:
            begin = [self._own_title()]
        self.scenes = [*cold, *begin, *shown, *end]
        self._opening = len(cold) if opens else None
        self._closing = len(self.scenes) - 1 if closes else None
        self.joints = [JOINT_FRAMES if self._rng.random() < brand.dissolves else 0 for _ in self.scenes[1:]]

    def is_body(self, at: int) -> bool:
        """Whether a scene is neither the opening nor the closing."""
        return at not in (self._opening, self._closing)

    def music(self, frames: int) -> NDArray[np.float32] | None:
        """Silence, music of its own, or only a sting under the opening that all films share."""
        if self._brand.mood:
            return mix(spec.Sound(music=spec.Music(mood=self._brand.mood, seed=self._number)), frames, [])
        if not self._brand.sting:
            return None
        out = np.zeros((2, frames * spec.SAMPLES_PER_FRAME), np.float32)
        if self._opening is not None:
            length = self.scenes[self._opening].frames
            start = sum(scene.frames for scene in self.scenes[: self._opening]) * spec.SAMPLES_PER_FRAME
            sting = mix(spec.Sound(music=spec.Music(mood="uplifting", seed=5)), length, [])
            out[:, start : start + sting.shape[1]] = sting
        return out

    def truth(self, path: Path, frames: int, logo: tuple[float, float, float, float] | None) -> Truth:
        """What is true of this film."""
        begins = np.cumsum([0, *(scene.frames for scene in self.scenes)]) / FPS
        spans = list(zip(begins[:-1].tolist(), begins[1:].tolist(), strict=True))
        bounds = list(zip(begins[1:-1].tolist(), self.joints, strict=True))
        grounds = [theme.derive(self.canvas.look, scene.background.color) for scene in self.scenes]
        held = {
            _hex(tone) for each in grounds for tone in (*each.grounds(), each.text, each.accent, each.accent_text, each.accent2)
        }
        dark, pale = (_hex(tone) for tone in (theme.derive(self.canvas.look).ink, theme.derive(self.canvas.look).paper))
        strips = [
            (spans[at][0] + one.lower_third.at_s, one.lower_third.hold_s) for at, one in enumerate(self.scenes) if one.lower_third
        ]
        return Truth(
            path=path,
            length_s=frames / FPS,
            cuts=tuple(at for at, joint in bounds if not joint),
            dissolves=tuple((at - joint / 2 / FPS, at + joint / 2 / FPS) for at, joint in bounds if joint),
            shots=tuple(end - start for start, end in spans),
            opening=spans[self._opening] if self._opening is not None else None,
            closing=spans[self._closing] if self._closing is not None else None,
            logo=logo,
            strips=tuple((start, start + hold) for start, hold in strips),
            captions=bool(self._brand.captions),
            has_music=bool(self._brand.mood),
            painted=tuple(sorted({*held, dark, pale, *self._brand.colors, "#FFFFFF"})),
        )

    def _card(self, kind: str, frames: int) -> spec.Scene:
        """The same in every film of the brand."""
        brand = self._brand
        if kind == "opening":
            text = spec.Text(headline=brand.name, body="since the first morning", cues=(0.2, 0.5))
            ground = spec.Background(kind="lines" if brand.dark else "shapes", color=brand.colors[0], seed=11)
            return spec.Scene(id="opening", frames=frames, layout="title_card", text=text, background=ground)
        text = spec.Text(headline=f"Meet {brand.name}", body="brand.example", cues=(0.15, 0.4))
        return spec.Scene(
            id="closing",
            frames=frames,
            layout="closing",
            text=text,
            background=spec.Background(kind="plain", color=brand.colors[1], seed=4),
        )

    def _own_title(self) -> spec.Scene:
        """A title card in the brand's dress whose words are this film's: no opening that films share."""
        words = ("A week in the north", "What the baker knows", "Two wheels, one river", "Letters from the mill", "Open at six")
        ground = spec.Background(kind="shapes", color=self._brand.colors[0], seed=11)
        return spec.Scene(
            id="title",
            frames=66,
            layout="title_card",
            text=spec.Text(headline=words[self._number], cues=(0.2,)),
            background=ground,
        )

    def _body(self, frames: int, at: int) -> spec.Scene:
        rng, brand = self._rng, self._brand
        is_photo = rng.random() < brand.photos
        layout = "picture" if is_photo else rng.choice(("kinetic", "big_number", "list", "quote", "bar_chart", "question"))
        ground = rng.choice((None, None, brand.colors[0], brand.colors[1]))
        kind = rng.choice(("plain", "paper", "lines", "grid", "plain", "pattern"))
        words = [rng.choice(_WORDS) for _ in range(12)]
        text = {
            "picture": spec.Text(headline=" ".join(words[:3]).capitalize()),
            "kinetic": spec.Text(headline=" ".join(words[:5]).capitalize()),
            "question": spec.Text(headline=f"Why {' '.join(words[:3])}?"),
            "big_number": spec.Text(figure=f"{rng.randint(11, 98)} %", headline=" ".join(words[:3])),
            "list": spec.Text(headline=" ".join(words[:2]).capitalize(), points=tuple(word.capitalize() for word in words[3:6])),
            "quote": spec.Text(headline=" ".join(words[:6]).capitalize() + ".", body="Ada Brandt"),
            "bar_chart": spec.Text(
                headline=" ".join(words[:3]).capitalize(), points=tuple(f"{word}: {rng.randint(20, 90)}" for word in words[3:6])
            ),
        }[layout]
        text = text.model_copy(update={"cues": tuple(0.1 + 0.15 * n for n in range(len(text.lines())))})
        length = frames / FPS
        has_strip = brand.strips and at % 3 == 1 and length > 1.9
        return spec.Scene(
            id=f"s{at}",
            frames=frames,
            layout=layout,
            text=text,
            media=_photo(rng.randint(0, 10**9), self._folder) if is_photo else None,
            background=spec.Background(kind=kind, color=ground, seed=rng.randint(0, 99)),
            captions=self._captions(brand.captions, length, words) if brand.captions else None,
            lower_third=self._strip(words[0], length) if has_strip else None,
        )  # fmt: skip

    def _strip(self, work: str, length: float) -> spec.LowerThird:
        return spec.LowerThird(name=self._rng.choice(_NAMES), role=f"Head of {work}", at_s=0.3, hold_s=length - 1.0)

    def _captions(self, style: CaptionStyle, length: float, words: list[str]) -> spec.Captions:
        step = 0.32
        count = max(2, int((length - 0.2) / step))
        said = [words[n % len(words)] for n in range(count)]
        timed = [spec.Word(text=word, start_s=0.1 + step * n, end_s=0.1 + step * (n + 0.9)) for n, word in enumerate(said)]
        return spec.Captions(style=style, lines=tuple(tuple(timed[n : n + 4]) for n in range(0, count, 4)))


_WORDS = (
    "morning", "river", "quiet", "bread", "window", "season", "paper", "harbour", "slow", "light", "garden", "carry", "winter",
    "ready", "engine", "simple", "colour", "neighbour", "market", "first", "honest", "travel", "copper", "listen", "better",
)  # fmt: skip
_NAMES = ("Ada Brandt", "Tomas Lindqvist", "Noor Haddad", "Mei Tanaka", "Luis Ortega")


def _photo(seed: int, folder: Path) -> spec.Asset:
    """A picture such as a camera makes: hills, a lit sky and leaves, all of them uneven, in colours of its own."""
    rng = np.random.default_rng(seed)
    height, width = 720, 1280
    sky, ground = (rng.uniform(40, 230, 3).astype(np.float32) for _ in range(2))
    ys = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    picture: NDArray[Any] = sky * (1 - 0.5 * ys) + rng.uniform(0, 90, 3) * ys
    picture = np.broadcast_to(picture, (height, width, 3)).astype(np.float32).copy()
    picture += 30 * _noise(rng, height, width, (3, 6, 12))[..., None]
    for level in range(4):
        line = height * (0.35 + 0.16 * level) + 70 * _noise(rng, 1, width, (2, 5, 11))[0]
        hill = np.arange(height)[:, None] > line[None, :]
        tone = ground * (0.55 + 0.2 * level) + rng.uniform(-35, 35, 3)
        leaves = _noise(rng, height, width, (24, 60, 140, 300))[..., None] * (26 + 16 * level)
        picture = np.where(hill[..., None], (tone + leaves).astype(np.float32), picture)
    picture += rng.normal(0, 5, picture.shape)
    data = encode.picture(np.clip(picture, 0, 255).astype(np.uint8), "jpeg")
    digest = hashlib.sha256(data).hexdigest()
    path = folder / f"photo-{digest[:12]}.jpg"
    path.write_bytes(data)
    return spec.Asset(sha256=digest, path=path, kind="image")


def _noise(rng: np.random.Generator, height: int, width: int, cells: tuple[int, ...]) -> NDArray[np.float32]:
    out = np.zeros((height, width), np.float32)
    for order, count in enumerate(cells):
        small = rng.uniform(-1, 1, (max(2, count * height // width + 1), count + 1)).astype(np.float32)
        out += cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC)[:height] / (1 + 0.6 * order)
    return out


def _logo(brand: Brand, width: int, height: int, scale: float) -> Placed:
    """The brand's mark in its corner, `scale` output pixels to a layout unit."""
    face = theme.STYLES[brand.look].title
    size, pad, tall = 46 * scale, 14 * scale, 74 * scale
    made = skia.Surface(round(400 * scale), round(90 * scale))
    canvas = made.getCanvas()
    canvas.clear(skia.Color4f(0, 0, 0, 0))
    main, second = (color.parse(one) for one in brand.colors[:2])
    chip = color.parse("#FFFFFF") if color.luminance(main) < 0.4 else color.parse("#101014")
    word = brand.name.split()[0]
    long = tall + pad + advance(word, face, size * 0.82)
    canvas.drawRRect(skia.RRect.MakeRectXY(skia.Rect.MakeXYWH(0, 0, long, tall), 10 * scale, 10 * scale), _ink(chip))
    middle, radius = tall / 2, tall * 0.32
    if len(brand.name) % 3 == 0:
        canvas.drawCircle(middle, middle, radius, _ink(main))
        canvas.drawCircle(middle + radius * 0.4, middle, radius * 0.5, _ink(second))
    elif len(brand.name) % 3 == 1:
        canvas.drawRect(skia.Rect.MakeXYWH(middle - radius, middle - radius, 2 * radius, 2 * radius), _ink(main))
        canvas.drawRect(skia.Rect.MakeXYWH(middle, middle - radius, radius, radius), _ink(second))
    else:
        for bar in range(3):
            canvas.drawRect(
                skia.Rect.MakeXYWH(
                    middle - radius, middle - radius + bar * radius * 0.75, radius * (2 - 0.5 * bar), radius * 0.45
                ),
                _ink(main),
            )
    draw_line(canvas, word, face, size * 0.82, tall, middle + cap_height(face.font) * size * 0.41, _ink(main))
    rgba = made.makeImageSnapshot().toarray(colorType=skia.ColorType.kRGBA_8888_ColorType)[: math.ceil(tall), : math.ceil(long)]
    art = sprite(np.ascontiguousarray(rgba))
    side, top = 0.055 * width, 0.055 * height * (1.5 if height > width else 1)
    x = side if "left" in brand.corner else width - side - art.width
    y = top if "upper" in brand.corner else height - top - art.height
    return Placed(art, round(x) & ~1, round(y) & ~1)


def _ink(tone: color.Rgb) -> Any:
    return skia.Paint(AntiAlias=True, Color4f=skia.Color4f(*tone, 1.0))


def _hex(tone: color.Rgb) -> str:
    return "#{:02X}{:02X}{:02X}".format(*color.rgb8(tone))
