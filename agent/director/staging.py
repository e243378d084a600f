"""Words become scenes: which layout each takes, what is large on it, and where the hands move."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.director.arranging import Look, Matter, arranged
from agent.director.checking import CONNECTING
from agent.director.contract import DraftText, SceneText
from agent.director.gestures import gestures_for
from agent.director.planning import is_address
from memory.domain.brief import Brief
from memory.domain.looks import HOMES
from memory.domain.storyboard import Background, LayoutName, Music, OnScreen, Scene, Storyboard, Theme

_UNIT = (
    r"percent|€|£|euros?|dollars?|pounds?|minutes?|hours?|day[- ]weeks?|(?:working )?days?|weeks?|months?|"
    r"years?|tonnes?|volunteers|"
    r"Prozent|Minuten|Stunden|Tage|Wochen|Monate|Jahre|pour ?cent|heures?|jours?|semaines?|mois|ans|"
    r"por ?cien(?:to)?|minutos|horas|días|semanas|meses|años|por ?cento|dias|anos|per ?cento|minuti|ore|giorni|"
    r"settimane|mesi|anni"
)
_FIGURE = re.compile(
    rf"(?<![\w.])((?:[$€£¥₹]|(?:EUR|USD|GBP|CHF)(?=\s))\s?\d+(?:[.,]\d+)*(?:[-–]\d+(?:[.,]\d+)*)?k?\+?(?!\w)|\d+(?:[.,]\d+)*\s?(?:%|(?:{_UNIT})(?!\w)))"
    r"(?:\s(?:off|free|(?:an?|per) \w+)(?!\w))?",
    re.I,
)
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)"
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DATE = rf"(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?)(?:,? 20\d\d)?"
_HOUR = r"(?:\d{1,2}(?::\d\d)? ?[ap]m|\d{1,2}:\d\d|noon|midnight)"
# When something is: a day or a date, with its hours behind it.
_WHEN = re.compile(
    rf"\b(?:{_DAY},? {_DATE}|{_DATE}|{_DAY})(?:(?: and| to|,) (?:{_DAY}|{_DATE}))?"
    rf"(?:,?(?: at| from)? {_HOUR}(?:(?: to | until |-|–){_HOUR})?)?"
)
WITH_BODY: tuple[LayoutName, ...] = ("presenter_right", "presenter_left", "presenter_split", "title_card")
FIGURE_LETTERS = 16
SHORT_LABEL = 4  # letters: 'us' beside a number says nothing
_PRONOUN = re.compile(r"\s*(?:it|they|we|you|this|that)\b(?:\W+\w+){0,2}\W*$", re.I)
_LOOSE_END = re.compile(r"\s+(?:down to|up to|to|within|until|after|by|keeps?|gets?|costs?|for|from|at|in|of|and|is|are)$", re.I)
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
        source = sources[index] if sources else words.narration
        before = [scene.layout for scene in scenes]
        look = _look(index, last, words, source, figure, before, brief, _address(facts) if last else "")
        layout = look.layout
        scenes.append(
            Scene(
                id=f"s{index + 1}",
                narration=words.narration,
                on_screen=look.shown,
                layout=layout,
                gestures=gestures_for(words.narration) if layout.startswith("presenter") else (),
            )
        )
    return _film(brief, text.title, _with_days(scenes))


def _with_days(scenes: Sequence[Scene]) -> tuple[Scene, ...]:
    """The scenes with every day and time that is spoken shown below the headline, where no scene shows it yet."""
    after = list(scenes)
    for place, scene in enumerate(after):
        found = _WHEN.search(scene.narration)
        seen = " ".join(line for other in after for line in other.on_screen.lines())
        if found and found[0] not in seen and scene.layout in WITH_BODY and not scene.on_screen.body:
            shown = scene.on_screen.model_copy(update={"body": found[0][:1].upper() + found[0][1:]})
            after[place] = scene.model_copy(update={"on_screen": shown})
    return tuple(after)


def _film(brief: Brief, title: str, scenes: tuple[Scene, ...]) -> Storyboard:
    look = brief.look.value if brief.look else "clean"
    home = HOMES[look]
    mood = brief.music_mood.value if brief.music_mood else "uplifting"
    film = Storyboard(
        title=title[:120],
        language=brief.language.value if brief.language else "en",
        aspect=brief.aspect.value if brief.aspect else "16:9",
        theme=Theme(look=look, color=brief.color.value if brief.color else home.color, dark=home.dark),
        background=Background(kind=home.background),
        transition=home.transition,
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


def _look(
    index: int,
    last: bool,
    words: SceneText,
    source: str,
    figure: str,
    before: Sequence[LayoutName],
    brief: Brief,
    address: str,
) -> Look:
    """A face first, what to do last; between them each scene as its words ask for, and presenter and screens take turns."""
    shown = _on_screen(words, address)
    if index == 0:
        return Look("presenter_full", shown)
    if last:
        return Look("closing", shown)
    label = _label(words, figure) if figure else ""
    language = brief.language.value if brief.language else "en"
    return arranged(Matter(words, source, shown, figure, label[:160], language), before)


def _on_screen(words: SceneText, address: str) -> OnScreen:
    headline = words.headline.strip()
    body = address if address and address not in headline else ""
    return OnScreen(headline=headline[:160], body=body[:240], points=tuple(words.points)[:6])


_HAS = r"\s+(?:keeps?|pays?|gets?|saves?|earns?|owes?|receives?)\s+"


def _label(words: SceneText, figure: str) -> str:
    """What stands below a number that is shown once, large: what is left of the headline, or words from around it."""
    # A verb whose object is the figure goes with it: 'Members keep $9 until June' is 'Members, until June'.
    said = re.sub(rf"{_HAS}{re.escape(figure)}\s+(?=\S)", ", ", words.headline)
    rest = _LOOSE_END.sub("", re.sub(r"\s+", " ", said.replace(figure, "")).strip(" :,-–—"))
    if len(rest.split()) >= 2 and rest.split()[0].lower() not in CONNECTING and not _PRONOUN.match(rest):
        return rest
    return _around(words.narration, figure)


def _around(narration: str, figure: str) -> str:
    """A few words of the narration beside a number, for the line below it."""
    before, _, after = narration.partition(figure)
    # 'It costs' before the number says nothing without it.
    words = re.split(r"[.,;:!?]", after)[0].split()[:6] or ([] if _PRONOUN.match(before) else before.split()[-5:])
    while len(words) > 1 and words[0].lower() in CONNECTING:
        words = words[1:]
    while len(words) > 1 and words[-1].lower() in CONNECTING:
        words = words[:-1]
    line = _LOOSE_END.sub("", " ".join(words).strip(" .,;:!?"))
    if len(line) < SHORT_LABEL and not _PRONOUN.match(before):
        line = _LOOSE_END.sub("", " ".join(before.split()[-5:]).strip(" .,;:!?"))
    return "" if line.lower() in CONNECTING else line[:1].upper() + line[1:]


def _address(facts: Sequence[str]) -> str:
    return next((fact for fact in facts if is_address(fact)), "")
