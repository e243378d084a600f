"""Storyboard to RenderSpec: the one place where what people talk about becomes pixels and samples. Pure."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Sequence
from typing import Literal

from memory.domain.storyboard import AspectRatio, Logo, Media, OnScreen, Scene, Storyboard
from renderer import spec
from renderer.look import data
from tools import captions
from tools.effects import effects, scene_changes_s
from tools.icons import choose
from tools.performing import performance
from tools.provenance.labels import label_in, tags_of
from tools.timing import SceneTiming, Schedule, filled

Resolve = Callable[[str, Literal["image", "video"], float], spec.Asset]

SIZES: dict[AspectRatio, tuple[int, int]] = {"16:9": (1920, 1080), "9:16": (1080, 1920), "1:1": (1080, 1080), "4:5": (1080, 1350)}
PRESENTER_LAYOUTS = {"presenter_full", "presenter_left", "presenter_right", "presenter_split", "presenter_corner"}
ICON_LAYOUTS = PRESENTER_LAYOUTS | {"list", "timeline", "device", "product"}
TRANSITION_FRAMES = {
    "cut": 0, "crossfade": 12, "wipe": 12, "push": 12, "zoom": 10, "slide": 14, "iris": 14, "blur": 14, "whip": 8, "page": 14,
    "blinds": 14, "tiles": 14,
}  # fmt: skip
EARLY_S = 0.08  # what a word names is on screen a moment before the word
FIRST_CUE_S = 0.15


def render_spec(board: Storyboard, times: Schedule, resolve: Resolve, *, is_labelled: bool = False) -> spec.RenderSpec:
    """The spec of a whole film. `resolve` turns a sha256 into an asset on disk and raises if it is gone.

    `is_labelled` puts the words on how it was made into a corner that captions leave free.
    """
    width, height = SIZES[board.aspect]
    theme = board.theme
    canvas = spec.Canvas(
        width=width,
        height=height,
        language=board.language,
        look=spec.Look(
            name=theme.look, color=theme.color, accent=theme.accent, dark=theme.dark, headline=theme.headline, body=theme.body
        ),
        label=_label(board) if is_labelled else None,
    )
    introduced = next((scene.id for scene in board.scenes if scene.layout in PRESENTER_LAYOUTS), None)
    scenes = tuple(
        _scene(board, scene, timing, resolve, introduces=scene.id == introduced)
        for scene, timing in zip(board.scenes, times.scenes, strict=True)
    )
    transitions = _transitions(board, scenes)
    sound = _sound(board, times, scenes, transitions)
    tags = tags_of(board.title, board.language)
    return spec.RenderSpec(canvas=canvas, scenes=scenes, transitions=transitions, sound=sound, tags=tags)


def _label(board: Storyboard) -> spec.Label:
    return spec.Label(
        text=label_in(board.language),
        at="bottom" if board.captions != "off" and board.caption_position == "top" else "top",
    )


def _scene(board: Storyboard, scene: Scene, times: SceneTiming, resolve: Resolve, *, introduces: bool) -> spec.Scene:
    words = tuple(
        spec.Word(text=word.text, start_s=word.start_s + times.lead_s, end_s=word.end_s + times.lead_s)
        for word in (times.timing.words if times.timing else ())
    )
    ground = scene.background or board.background
    layout, text = _laid_out(scene, board, words, times.frames / spec.FPS)
    seed = zlib.crc32(scene.id.encode()) % 1000
    return spec.Scene(
        id=scene.id,
        frames=times.frames,
        layout=layout,
        text=text,
        presenter=performance(board, scene, times, words, text, seed) if layout in PRESENTER_LAYOUTS else None,
        media=_asset(scene.media, resolve),
        background=spec.Background(kind=ground.kind, color=ground.color, seed=seed),
        captions=_captions(board, words),
        lower_third=spec.LowerThird(name=board.lower_third.name, role=board.lower_third.role)
        if board.lower_third and introduces
        else None,
        logo=_logo(board.logo, resolve) if board.logo and board.logo.visible and not scene.bare else None,
    )


def _logo(logo: Logo, resolve: Resolve) -> spec.Logo:
    return spec.Logo(asset=resolve(logo.sha256, "image", 0.0), scale=logo.scale, clear=logo.clear_share)


def _asset(media: Media | None, resolve: Resolve) -> spec.Asset | None:
    if media is None:
        return None
    found = resolve(media.sha256, media.kind, media.in_s)
    return found.model_copy(update={"out_s": media.out_s}) if media.out_s is not None else found


def _laid_out(scene: Scene, board: Storyboard, words: Sequence[spec.Word], length_s: float) -> tuple[str, spec.Text]:
    """The scene's text and layout; a plain one where an edit left words that the scene's own cannot read its data from."""
    text, layout = _text(scene.on_screen, board, words, length_s), scene.layout
    has_logo = board.logo is not None and board.logo.visible
    if data.unfit(layout, text, has_media=scene.media is not None, has_logo=has_logo):
        return data.plain(text, has_media=scene.media is not None), text
    if layout == "kinetic":
        return layout, text.model_copy(update={"beats": beats(text.headline.split(), words, text.cue(text.headline), length_s)})
    icons = choose(text.points, board.language) if layout in ICON_LAYOUTS else ()
    return layout, text.model_copy(update={"icons": icons})


def beats(shown: Sequence[str], words: Sequence[spec.Word], first_s: float, length_s: float) -> tuple[float, ...]:
    """When each shown word enters: as it is spoken where it is, else between its neighbours; in order, all before the end."""
    latest = max(FIRST_CUE_S, length_s - 1.2)
    step = min(0.24, (latest - FIRST_CUE_S) / max(1, len(shown)))
    out: list[float] = []
    for word in shown:
        after = out[-1] + 0.06 if out else FIRST_CUE_S
        spoken = next((one.start_s - EARLY_S for one in words if one.start_s >= after and _key(one.text) == _key(word)), None)
        # What is spoken much later would leave a hole in the line.
        at = spoken if spoken is not None and spoken - after < 1.2 else (out[-1] + step if out else first_s)
        out.append(round(min(max(at, after), latest), 3))
    return tuple(out)


def _text(shown: OnScreen, board: Storyboard, words: Sequence[spec.Word], length_s: float) -> spec.Text:
    headline, body, figure, *points = (
        filled(text, board.variables) for text in (shown.headline, shown.body, shown.figure, *shown.points)
    )
    text = spec.Text(headline=headline, body=body, figure=figure, points=tuple(points))
    return text.model_copy(update={"cues": cues(text.lines(), words, length_s)})


def _key(word: str) -> str:
    return re.sub(r"[^\w%$€£]", "", word.lower())


def _reading_s(line: str) -> float:
    """A glance to find the line, and its words at a slow reader's pace; never less than 1.2 s."""
    return max(1.2, 0.6 + 0.27 * len(line.split()))


def cues(lines: Sequence[str], words: Sequence[spec.Word], length_s: float) -> tuple[float, ...]:
    """When each line enters: as its first telling word is spoken; in order, and spread evenly where no word matches.

    Every line is on screen until the end of its scene for as long as its reading takes.
    """
    ends = [length_s - _reading_s(line) for line in lines]
    latest = [max(FIRST_CUE_S, min(ends[index:])) for index in range(len(lines))]
    found: list[float] = []
    after = 0.0
    for index, line in enumerate(lines):
        telling = {_key(word) for word in line.split() if len(_key(word)) > 3 or any(c.isdigit() for c in word)}
        spoken = next((word.start_s - EARLY_S for word in words if word.start_s >= after and _key(word.text) in telling), None)
        even = FIRST_CUE_S + index * (latest[index] - FIRST_CUE_S) / max(1, len(lines)) * 0.6
        at = FIRST_CUE_S if index == 0 and (spoken is None or spoken > 1.2) else (even if spoken is None else spoken)
        at = min(max(at, FIRST_CUE_S, after), latest[index])
        found.append(round(at, 3))
        after = at + 0.12
    return tuple(found)


def _captions(board: Storyboard, words: Sequence[spec.Word]) -> spec.Captions | None:
    if board.captions == "off" or not words:
        return None
    return spec.Captions(style=board.captions, position=board.caption_position, lines=captions.lines(words, board.aspect))


def _transitions(board: Storyboard, scenes: Sequence[spec.Scene]) -> tuple[spec.Transition, ...]:
    """One for each boundary, shortened (to an even count) where a scene is too short to hold its half twice."""
    out = []
    for board_scene, before, after in zip(board.scenes, scenes, scenes[1:], strict=False):
        kind = board_scene.transition or board.transition
        frames = min(TRANSITION_FRAMES[kind], before.frames // 2, after.frames // 2) // 2 * 2
        out.append(spec.Transition(kind=kind if frames else "cut", frames=frames))
    return tuple(out)


def _sound(
    board: Storyboard, times: Schedule, scenes: Sequence[spec.Scene], transitions: Sequence[spec.Transition]
) -> spec.Sound:
    """Effects belong to the music: a film without it has the voice alone."""
    lines, at = [], 0
    for scene in times.scenes:
        if scene.utterance:
            lines.append(spec.Line(utterance=scene.utterance, start=at + round(scene.lead_s * spec.SAMPLE_RATE_HZ)))
        at += scene.frames * spec.SAMPLES_PER_FRAME
    if not board.music.on:
        return spec.Sound(lines=tuple(lines))
    chosen = board.music
    music = spec.Music(mood=chosen.mood, gain_db=chosen.gain_db, seed=chosen.seed, cuts_s=scene_changes_s(scenes))
    return spec.Sound(lines=tuple(lines), music=music, effects=effects(scenes, transitions))


def film_words(times: Schedule) -> list[spec.Word]:
    """Every spoken word on the film's clock, for SRT and VTT."""
    return [
        spec.Word(text=word.text, start_s=start + scene.lead_s + word.start_s, end_s=start + scene.lead_s + word.end_s)
        for scene, start in zip(times.scenes, times.starts_s(), strict=True)
        if scene.timing
        for word in scene.timing.words
    ]
