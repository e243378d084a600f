"""The film that the render benchmarks measure: ten scenes of three seconds, as the product makes them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from renderer.spec import (
    SAMPLES_PER_FRAME,
    Background,
    Canvas,
    Captions,
    Line,
    Look,
    Mouth,
    Music,
    Presenter,
    RenderSpec,
    Scene,
    Sound,
    Text,
    Transition,
    Utterance,
    Word,
)

_SAID = ["Every", "change", "you", "ask", "for", "is", "a", "new", "scene", "and", "never", "a", "new", "film"]
_TEXTS = {
    "title_card": Text(headline="Pocket Agency launches"),
    "presenter_right": Text(headline="Say what you need", points=("A brief", "A preview", "A film")),
    "big_number": Text(figure="98 %", headline="of scenes come from the cache"),
    "list": Text(headline="Three steps", points=("Write a line", "Watch the preview", "Approve it")),
    "quote": Text(headline="I asked at nine and posted at ten", body="A customer to be"),
    "closing": Text(headline="Make your first film", body="pocket.example"),
}
_ORDER = (
    "title_card",
    "presenter_right",
    "big_number",
    "presenter_right",
    "list",
    "quote",
    "presenter_right",
    "big_number",
    "list",
    "closing",
)


def words(seconds: float) -> tuple[Word, ...]:
    """A sentence spread over `seconds`."""
    step = seconds / len(_SAID)
    return tuple(Word(text=word, start_s=step * index, end_s=step * (index + 0.9)) for index, word in enumerate(_SAID))


def scene(index: int, seconds: float, presenter: str) -> Scene:
    """Scene `index` of the benchmark film, with captions and, where its layout has one, a talking presenter."""
    layout = _ORDER[index % len(_ORDER)]
    spoken = words(seconds - 0.4)
    lips = tuple(Mouth(at_s=0.09 * n, viseme=("AA", "MBP", "EE", "OO", "SS", "rest")[n % 6]) for n in range(int(seconds / 0.09)))
    acting = Presenter(name=presenter, mouth=lips, stresses=(0.5, 1.4, 2.2), phrases=(1.2, seconds - 0.4), seed=index)
    return Scene(
        id=f"scene-{index + 1}",
        frames=round(seconds * 30),
        layout=layout,
        text=_TEXTS[layout],
        presenter=acting if layout.startswith("presenter") else None,
        background=Background(kind=("mesh", "topo", "flow")[index % 3], seed=index),
        captions=Captions(style="word", lines=(spoken[:7], spoken[7:])),
    )


def film(scenes: int = 10, seconds: float = 3.0, presenter: str = "maya", canvas: Canvas | None = None) -> RenderSpec:
    """A film of `scenes` scenes of `seconds` each, a line of speech per scene, music, and cross-fades at every third cut."""
    made = tuple(scene(index, seconds, presenter) for index in range(scenes))
    transitions = tuple(
        Transition(kind="crossfade", frames=12) if index % 3 == 2 else Transition() for index in range(scenes - 1)
    )
    frames = round(seconds * 30)
    lines = tuple(
        Line(utterance=Utterance(text=f"{' '.join(_SAID)} {index}", voice="tone"), start=index * frames * SAMPLES_PER_FRAME)
        for index in range(scenes)
    )
    return RenderSpec(
        canvas=canvas or Canvas(width=1920, height=1080, look=Look(color="#3B5BDB")),
        scenes=made,
        transitions=transitions,
        sound=Sound(lines=lines, music=Music(mood="calm")),
    )


def tone(utterance: Utterance) -> NDArray[np.float32]:
    """A stand-in voice, two seconds of a swelling tone, so that the benchmark measures pictures and not speech."""
    t = np.arange(96_000, dtype=np.float32) / 48_000
    return (0.15 * np.sin(2 * np.pi * 220 * t) * np.sin(np.pi * t / 2) ** 2).astype(np.float32)
