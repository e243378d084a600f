"""Words become scenes: which layout each takes, what is large on it, and where the hands move."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.director.checking import CONNECTING
from agent.director.contract import DraftText, SceneText
from agent.director.dressing import CLOTHS
from agent.director.gestures import gestures_for
from agent.director.planning import is_address
from memory.domain.brief import Brief
from memory.domain.storyboard import Background, LayoutName, Music, OnScreen, Scene, Storyboard, Theme

PRESENTER_TURNS: tuple[LayoutName, ...] = ("presenter_right", "presenter_left")
_FIGURE = re.compile(
    r"(?<![\w.])([$€£¥₹]\s?\d+(?:[.,]\d+)*\+?|\d+(?:[.,]\d+)*\s?(?:%|(?:percent|€|£|euros?|dollars?|pounds?|minutes?|hours?|"
    r"(?:working )?days?|weeks?|months?|years?|tonnes?|volunteers)(?!\w)))(?:\s(?:off|free|(?:an?|per) \w+)(?!\w))?",
    re.I,
)
FIGURE_LETTERS = 16
SHORT_LABEL = 4  # letters: 'us' beside a number says nothing
_LOOSE_END = re.compile(r"\s+(?:within|until|after|by|keeps?|gets?|costs?|for|from|at|in|of|and|is|are)$", re.I)
FIGURES_PER_FILM = 2


def storyboard(brief: Brief, text: DraftText, facts: Sequence[str] = (), sources: Sequence[str] = ()) -> Storyboard:
    """The film of these words with the brief's settings. Narrations are taken as they are, byte for byte.

    Where `sources` tell what each scene is about, only a figure that stands there is shown large.
    """
    scenes: list[Scene] = []
    figures = 0
    for index, words in enumerate(text.scenes):
        last = index == len(text.scenes) - 1
        figure = (
            ""
            if index == 0 or last or figures == FIGURES_PER_FILM or words.points
            else _figure(words, sources[index] if sources else None)
        )
        figures += bool(figure)
        layout = _layout(index, len(text.scenes), words, figure, [scene.layout for scene in scenes])
        scenes.append(
            Scene(
                id=f"s{index + 1}",
                narration=words.narration,
                on_screen=_on_screen(words, figure if layout == "big_number" else "", _address(facts) if last else ""),
                layout=layout,
                gestures=gestures_for(words.narration) if layout.startswith("presenter") else (),
            )
        )
    return _film(brief, text.title, tuple(scenes))


def _film(brief: Brief, title: str, scenes: tuple[Scene, ...]) -> Storyboard:
    look = brief.look.value if brief.look else "clean"
    cloth = CLOTHS[look]
    mood = brief.music_mood.value if brief.music_mood else "uplifting"
    film = Storyboard(
        title=title[:120],
        language=brief.language.value if brief.language else "en",
        aspect=brief.aspect.value if brief.aspect else "16:9",
        theme=Theme(look=look, color=brief.color.value if brief.color else cloth.color, dark=cloth.dark),
        background=Background(kind=cloth.background),
        transition=cloth.transition,
        voice=brief.voice.value if brief.voice else None,
        captions=brief.captions.value if brief.captions else "word",
        music=Music(on=False) if mood == "off" else Music(mood=mood),
        target_s=brief.duration_s.value if brief.duration_s else None,
        scenes=scenes,
    )
    return film.model_copy(update={"presenter": brief.presenter.value}) if brief.presenter else film


def _figure(words: SceneText, source: str | None) -> str:
    """A number worth a whole screen: in the headline first, else in the narration, as it stands in the source."""
    for line in (words.headline, words.narration):
        for found in _FIGURE.finditer(line):
            whole, number = found.group(0), found.group(1)
            if len(whole) <= FIGURE_LETTERS and (source is None or whole in source):
                return whole
            if source is None or number in source:
                return number
    return ""


def _layout(index: int, count: int, words: SceneText, figure: str, before: Sequence[LayoutName]) -> LayoutName:
    """Never three alike in a row: what the scene holds comes first, then presenter and cards take turns."""
    if index == count - 1 and count > 1:
        return "closing"
    if index == 0:
        return "presenter_full"
    if figure and (not before or before[-1] != "big_number"):
        return "big_number"
    if len(words.points) > 2 and before[-1] != "list":
        return "list"
    if words.headline and index % 4 == 3 and before[-1] != "title_card":
        return "title_card"
    turn = PRESENTER_TURNS[index % 2]
    return turn if before[-1] != turn else PRESENTER_TURNS[(index + 1) % 2]


def _on_screen(words: SceneText, figure: str, address: str) -> OnScreen:
    headline = words.headline.strip()
    if figure:
        # The number is shown once, large; what is left of the headline says what it is.
        rest = _LOOSE_END.sub("", re.sub(r"\s+", " ", headline.replace(figure, "")).strip(" :,-–—"))
        headline = (
            rest if len(rest.split()) >= 2 and rest.split()[0].lower() not in CONNECTING else _around(words.narration, figure)
        )
    body = address if address and address not in headline else ""
    return OnScreen(headline=headline[:160], body=body[:240], figure=figure, points=tuple(words.points)[:6])


def _around(narration: str, figure: str) -> str:
    """A few words of the narration beside a number, for the line below it."""
    before, _, after = narration.partition(figure)
    words = re.split(r"[.,;:!?]", after)[0].split()[:6] or before.split()[-5:]
    while len(words) > 1 and words[0].lower() in CONNECTING:
        words = words[1:]
    while len(words) > 1 and words[-1].lower() in CONNECTING:
        words = words[:-1]
    line = _LOOSE_END.sub("", " ".join(words).strip(" .,;:!?"))
    if len(line) < SHORT_LABEL:
        line = _LOOSE_END.sub("", " ".join(before.split()[-5:]).strip(" .,;:!?"))
    return line[:1].upper() + line[1:]


def _address(facts: Sequence[str]) -> str:
    return next((fact for fact in facts if is_address(fact)), "")
