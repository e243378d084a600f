"""What a message most likely asks for, where no word frame takes it: its likeness to labelled sentences says what it is about,
and the values come from its own words. What has no value is asked about, never made up.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_args

from agent.director.contract import Heard, Kind, Situation
from agent.director.cues import cued
from agent.director.likeness import likeness
from agent.director.read_colors import COLOR, hex_of
from agent.director.read_facts import without_quotes
from agent.director.read_numbers import lengths
from agent.director.read_values import aspects, languages
from agent.director.supporting import scene_in
from memory.domain.edit_draft import EditDraft
from memory.domain.edits import Op
from memory.domain.scene_refs import number_of
from memory.domain.storyboard import BackgroundName, LookName, MusicMood, TransitionName

SURE = 0.45  # from here on it is done
LIKELY = 0.3  # from here on a model is asked for its words, or the person what is meant
_TOLD = re.compile(
    r"\b(?:said|says|asked|told|wrote|shouted|yelled|suggested|thought|was about to|sagte|meinte|dijo|dice que|a dit|disait"
    r"|ha detto|disse|zei)\b",
    re.I,
)
KINDS: dict[str, Kind] = {"question": "ask_question", "approve": "approve", "stop": "cancel", "new": "start_new", "none": "other"}
SHARE = 0.4  # of the likeness to its subject, for a direction to count
APART = 0.15  # directions nearer to each other than this are not told apart
WORDED = ("text", "ending")  # what only a model finds in a sentence
WHICH_SCENE = "Which scene should that be for? Its number is enough."


@dataclass(frozen=True)
class _About:
    """A message, the scene it names ('' for none), the direction that it is most like ('' for none), and who is there."""

    text: str
    scene: str
    direction: str
    situation: Situation
    presenters: Mapping[str, str]


@dataclass(frozen=True)
class Guess:
    """What is taken without a model; `open_ops` are operations that seem to be meant and whose words only a model can find."""

    heard: Heard
    open_ops: tuple[Op, ...] = ()


Fill = Callable[[_About], EditDraft | str]
"""The edit; or the question to be asked where its value or scene is not said."""


def guess(text: str, situation: Situation, presenters: Mapping[str, str]) -> Guess:
    """The kind of message, its edits, or one question. `presenters` are their names with what they are like."""
    scores = likeness().scores(text)
    kind = max(("unclear", *KINDS), key=lambda label: scores[label])
    if scores[kind] >= max(SURE, *(scores[subject] for subject in SUBJECTS)) and not situation.is_wish:
        return Guess(Heard(KINDS.get(kind, "clarify")))
    likely = [
        subject for subject in SUBJECTS if scores[subject] >= max(LIKELY, scores[kind]) and cued(SUBJECTS[subject].op, text)
    ]
    # What is quoted or told was said by somebody else, or is a word of the film.
    plain = without_quotes(text) == text and not _TOLD.search(text) and not situation.read
    sure = [subject for subject in likely if scores[subject] >= SURE] if plain else []
    ref = scene_in(text, situation.board)
    scene = "" if ref is None else str(ref)
    made = [SUBJECTS[subject].fill(_About(text, scene, _direction(subject, scores), situation, presenters)) for subject in sure]
    rows = tuple(row for row in made if isinstance(row, EditDraft))
    open_ops = tuple(SUBJECTS[subject].op for subject in likely if subject in WORDED and not situation.read)
    questions = [question for question in made if isinstance(question, str)] or [_about_what(subject) for subject in likely]
    return Guess(Heard("revise", rows) if rows else Heard("clarify", question=questions[0] if questions else ""), open_ops)


def _direction(subject: str, scores: Mapping[str, float]) -> str:
    """What the message says of its subject: the label under it that it is most like by far, '' where none is."""
    found = sorted((score, label.partition(" ")[2]) for label, score in scores.items() if label.startswith(f"{subject} "))
    (second, _), (score, direction) = [(0.0, ""), (0.0, ""), *found][-2:]
    return direction if score >= scores[subject] * SHARE and score - second >= APART else ""


def _about_what(subject: str) -> str:
    """A question that names what the message seems to be about."""
    return f"Is that about {SUBJECTS[subject].said}? {SUBJECTS[subject].ask}"


def _row(
    op: Op, scene: str = "", choice: str = "", text: str = "", find: str = "", color: str = "", number: float = 0
) -> EditDraft:
    return EditDraft(op=op, scene=scene, choice=choice, find=find, text=text, color=color, number=number)


def _length(about: _About) -> EditDraft | str:
    said = lengths(about.text)
    if len(said) == 1:
        return _row("change_duration", about.scene, number=said[0].target_s)
    if said or not about.direction:
        return "How many seconds should it be?"
    return _row("change_duration", about.scene, about.direction)


def _tone(about: _About) -> EditDraft | str:
    return _row("rewrite_tone", about.scene, " ".join(about.text.split())[:120])


def _presenter(about: _About) -> EditDraft | str:
    named = [name for name in about.presenters if re.search(rf"\b{re.escape(name)}\b", about.text, re.I)]
    if about.direction == "nobody" or len(named) == 1:
        return _row("change_presenter", about.scene, "nobody" if about.direction == "nobody" else named[0])
    gender = {"man": "male", "woman": "female"}.get(about.direction)
    fits = [name for name, like in about.presenters.items() if like.split(";")[0] == gender]
    now = about.situation.board.presenter
    if gender and fits and now not in fits:
        return _row("change_presenter", about.scene, fits[0])
    return f"Who should present? There are {', '.join(name.capitalize() for name in about.presenters)}."


def _voice(about: _About) -> EditDraft | str:
    voices = about.situation.voices
    named = [voice for voice in voices if re.search(rf"\b{re.escape(voice.split('_')[-1])}\b", about.text, re.I)]
    letter = {"man": "m", "woman": "f"}.get(about.direction, "")
    fits = named or [voice for voice in voices if letter and voice[1:3] == f"{letter}_"]
    return (
        _row("change_voice", about.scene, fits[0])
        if fits
        else "Which voice should it be: a man's or a woman's, American or British?"
    )


def _background(about: _About) -> EditDraft | str:
    color, kind = _color(about.text), _named(get_args(BackgroundName), about.text)
    return (
        _row("change_background", about.scene, kind, color=color) if color or kind else "Which colour should the background have?"
    )


def _colour(about: _About) -> EditDraft | str:
    color, look = _color(about.text), _named(("dark", "light", *get_args(LookName)), about.text)
    if color:
        return _row("change_color", choice="accent" if re.search(r"\ba[ck]+[zc]?ent", about.text, re.I) else "brand", color=color)
    return _row("change_color", choice=look) if look else "Which colour should it be? A name or a hex code will do."


def _music(about: _About) -> EditDraft | str:
    choice = about.direction or _named(get_args(MusicMood), about.text)
    moods = ", ".join(get_args(MusicMood)[:6])
    return _row("change_music", choice=choice) if choice else f"What should the music be like: {moods}, or off?"


def _captions(about: _About) -> EditDraft | str:
    choice = about.direction or _named(("word", "karaoke", "boxed", "minimal", "bold"), about.text)
    return _row("change_captions", choice=choice) if choice else "What about the captions: on, off, at the top, or in a box?"


def _shape(about: _About) -> EditDraft | str:
    said = aspects(about.text)
    choice = said[0] if said else about.direction
    return _row("change_aspect_ratio", choice=choice) if choice else "Which shape should it have: upright, square or wide?"


def _language(about: _About) -> EditDraft | str:
    said = languages(about.text)
    return _row("change_language", choice=said[0]) if len(said) == 1 else "Which language should the film be in?"


def _add(about: _About) -> EditDraft | str:
    where = about.direction if about.scene else ""
    return _row("add_scene", about.scene, where, find=" ".join(about.text.split()))


def _remove(about: _About) -> EditDraft | str:
    return _row("remove_scene", about.scene) if about.scene else WHICH_SCENE


def _order(about: _About) -> EditDraft | str:
    return "Which scenes should change places? Two numbers are enough."


def _text(about: _About) -> EditDraft | str:
    return "Which words should go, and what should be there instead?"


def _ending(about: _About) -> EditDraft | str:
    return "What exactly should the closing card say?"


def _picture(about: _About) -> EditDraft | str:
    board = about.situation.board
    held = [str(number_of(scene.id, board)) for scene in board.scenes if scene.media]
    scene = about.scene or (held[0] if len(held) == 1 else "")
    if about.direction == "remove":
        return _row("replace_media", scene, "remove") if scene else WHICH_SCENE
    return "Which picture should be there? Attach it and name the scene."


def _logo(about: _About) -> EditDraft | str:
    return _row("change_logo", choice=about.direction) if about.direction else "What about the logo: bigger, smaller or hidden?"


def _transition(about: _About) -> EditDraft | str:
    choice = _named(get_args(TransitionName), about.text)
    names = ", ".join(get_args(TransitionName)[:6])
    return _row("change_transition", about.scene, choice) if choice else f"Which transition should it be: {names}?"


def _pace(about: _About) -> EditDraft | str:
    return _row("change_pace", choice=about.direction) if about.direction else "Should it be spoken faster or slower?"


def _undo(about: _About) -> EditDraft | str:
    return _row("undo", number=1)


def _color(text: str) -> str:
    """The one colour that a message names, '' for none or several."""
    said = {color for name in re.findall(rf"(?<!\w){COLOR}", text, re.I) if (color := hex_of(name))}
    return said.pop() if len(said) == 1 else ""


def _named(names: tuple[str, ...], text: str) -> str:
    found = [name for name in names if re.search(rf"\b{re.escape(name)}s?\b", text, re.I)]
    return found[0] if len(found) == 1 else ""


@dataclass(frozen=True)
class _Subject:
    """The operation behind a label, how it is filled in, how it is called in a question, and what is asked then."""

    op: Op
    fill: Fill
    said: str
    ask: str = "Say in a few words what should be different."


SUBJECTS: dict[str, _Subject] = {
    "pace": _Subject("change_pace", _pace, "how fast it is spoken", "Faster or slower?"),
    "length": _Subject("change_duration", _length, "the length", "How many seconds should it be?"),
    "tone": _Subject("rewrite_tone", _tone, "the wording", "How should it sound?"),
    "text": _Subject("edit_text", _text, "the text", "Which words should be there instead?"),
    "presenter": _Subject("change_presenter", _presenter, "the presenter", "Who should it be?"),
    "voice": _Subject("change_voice", _voice, "the voice", "What should it be like?"),
    "background": _Subject("change_background", _background, "the background", "Which colour should it have?"),
    "colour": _Subject("change_color", _colour, "the colours", "Which colour should it be?"),
    "music": _Subject("change_music", _music, "the music", "Quieter, louder, off, or another one?"),
    "captions": _Subject("change_captions", _captions, "the captions", "On, off, or at the top?"),
    "shape": _Subject("change_aspect_ratio", _shape, "the shape of the picture", "Upright, square or wide?"),
    "language": _Subject("change_language", _language, "the language", "Which one should it be?"),
    "add": _Subject("add_scene", _add, "something to add", "What should be said, and after which scene?"),
    "remove": _Subject("remove_scene", _remove, "a scene to leave out", "Which one?"),
    "order": _Subject("reorder_scenes", _order, "the order of the scenes", "Which one should come where?"),
    "picture": _Subject("replace_media", _picture, "a picture", "Which one, and what should be there instead?"),
    "logo": _Subject("change_logo", _logo, "the logo", "Bigger, smaller, or hidden?"),
    "transition": _Subject("change_transition", _transition, "the change from scene to scene", "A cut, a fade, a wipe?"),
    "ending": _Subject("change_cta", _ending, "the closing words", "What should they say?"),
    "undo": _Subject("undo", _undo, "taking something back", "The last change?"),
}
