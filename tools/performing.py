"""What a presenter does in a scene: lips, hands, nods and turns, read from the words and from what appears beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from memory.domain.storyboard import Framing, Scene, Storyboard
from renderer import spec
from renderer.speech.visemes import mouth_track, phrases, stresses
from tools.timing import SceneTiming

Side = Literal["left", "right"]

# Words that a head agrees with, in the languages the agency writes.
_AGREED = {
    *("yes", "yeah", "exactly", "indeed", "absolutely", "definitely", "certainly", "sure", "right", "agreed", "guaranteed"),
    *("ja", "genau", "richtig", "oui", "exactement", "sí", "claro", "exacto", "sì", "certo", "esatto", "sim", "tak", "evet"),
}
_NODS_APART_S = 3.0
# A hand that points at what appears beside it is there with it, and rests at least this long before the next time.
_POINTS_APART_S = 2.6
_OTHER_GESTURE_S = 1.5
_HOLD_S = (0.6, 1.4)


def performance(
    board: Storyboard, scene: Scene, times: SceneTiming, words: Sequence[spec.Word], text: spec.Text, seed: int
) -> spec.Presenter:
    """The presenter of `scene`: the scene's own where it names one, else the film's. `words` are on the scene's clock."""
    timing, lead = times.timing, times.lead_s
    length_s = times.frames / spec.FPS
    side = beside(board, scene)
    mouth = tuple(key.model_copy(update={"at_s": key.at_s + lead}) for key in mouth_track(timing)) if timing else ()
    gestures = _gestures(scene, words, text, side, length_s)
    is_inset = scene.layout == "presenter_corner"
    framing = "close" if is_inset else scene.framing or board.framing or _fitting(scene)
    is_calm = seed % 3 == 0 and framing != "close"
    done = spec.Presenter(
        name=scene.presenter or board.presenter,
        framing=framing,
        facing=side or _partner(board, scene),
        rest="clasped" if is_calm else "hanging",
        wears=board.theme.color if board.in_brand else None,
        mouth=mouth,
        stresses=tuple(at + lead for at in stresses(timing)) if timing else (),
        phrases=tuple(at + lead for at in phrases(timing)) if timing else (),
        nods=_nods(words),
        questions=_questions(words),
        # A small frame would cut every hand.
        gestures=() if is_inset else gestures,
        seed=seed,
    )
    return done.model_copy(update={"partner": _listener(board, scene, done)})


def beside(board: Storyboard, scene: Scene) -> Side | None:
    """The viewer's side on which the scene's text or picture stands, None where it is above the presenter or there is none."""
    if scene.layout == "presenter_corner":
        return "left"
    if not scene.on_screen.lines() and scene.media is None:
        return None
    if board.aspect == "16:9":
        return "right" if scene.layout == "presenter_left" else "left"
    if board.aspect == "1:1" and scene.layout != "presenter_full":
        return "right" if scene.layout == "presenter_left" else "left"
    return None


def _fitting(scene: Scene) -> Framing:
    """Nearer where nothing but words is to be seen and no hand is needed: shots of one size tire."""
    is_bare = not scene.on_screen.lines() and scene.media is None
    return "close" if is_bare and scene.narration and not scene.gestures else "half"


def _speakers(board: Storyboard) -> list[str]:
    return list(dict.fromkeys(scene.presenter or board.presenter for scene in board.scenes))


def _partner(board: Storyboard, scene: Scene) -> Side | None:
    """In a dialogue each speaker keeps a side, so that cuts between them read as two people facing one another."""
    speakers = _speakers(board)
    if len(speakers) < 2:
        return None
    return "right" if speakers.index(scene.presenter or board.presenter) % 2 == 0 else "left"


def _listener(board: Storyboard, scene: Scene, speaker: spec.Presenter) -> spec.Presenter | None:
    """In a dialogue whoever speaks before or after stands by and listens, where the picture has room for both."""
    others = [name for name in _speakers(board) if name != speaker.name]
    if not others or scene.layout != "presenter_full" or beside(board, scene):
        return None
    place = board.scenes.index(scene)
    near = [board.scenes[i].presenter or board.presenter for i in (place - 1, place + 1) if 0 <= i < len(board.scenes)]
    name = next((one for one in near if one != speaker.name), others[0])
    return spec.Presenter(
        name=name,
        framing=speaker.framing,
        facing="left" if speaker.facing == "right" else "right",
        wears=speaker.wears,
        # A listener agrees a moment after a phrase, but not after each.
        nods=tuple(round(at + 0.25, 3) for at in speaker.phrases[::2]),
        seed=speaker.seed + 1,
        listens=True,
    )


def _gestures(
    scene: Scene, words: Sequence[spec.Word], text: spec.Text, side: Side | None, length_s: float
) -> tuple[spec.Gesture, ...]:
    shortest, longest = _HOLD_S
    chosen = [(words[cue.word].start_s, cue.gesture) for cue in scene.gestures if cue.word < len(words)]
    found: list[tuple[float, str]] = [
        (at, f"{name}_{side}" if side and name in ("point", "present") else name) for at, name in chosen
    ]
    if side:
        for at in _appearing(text):
            if at < length_s - 1.6 and all(abs(at - other) >= _OTHER_GESTURE_S for other, _ in found):
                found.append((at + 0.1, f"point_{side}"))
    return tuple(
        spec.Gesture(at_s=at, name=name, hold_s=min(longest, max(shortest, length_s - at - 0.6))) for at, name in sorted(found)
    )


def _appearing(text: spec.Text) -> tuple[float, ...]:
    """When points enter that deserve a hand: the first, and later ones a while after it."""
    kept: list[float] = []
    for point in text.points:
        at = text.cue(point)
        if not kept or at - kept[-1] >= _POINTS_APART_S:
            kept.append(at)
    return tuple(kept)


def _nods(words: Sequence[spec.Word]) -> tuple[float, ...]:
    kept: list[float] = []
    for word in words:
        if re.sub(r"\W", "", word.text).lower() in _AGREED and (not kept or word.start_s - kept[-1] >= _NODS_APART_S):
            kept.append(round((word.start_s + word.end_s) / 2, 3))
    return tuple(kept)


def _questions(words: Sequence[spec.Word]) -> tuple[tuple[float, float], ...]:
    """Start and end of every sentence that asks."""
    found: list[tuple[float, float]] = []
    start: float | None = None
    for word in words:
        start = word.start_s if start is None else start
        stop = re.search(r"([.!?。！？؟…])[\"'”’)»]*$", word.text)
        if stop:
            if stop[1] in "?？؟":
                found.append((start, word.end_s))
            start = None
    return tuple(found)
