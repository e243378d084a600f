"""Edits that were read from the words of a piece, held against the whole message: what it is plainly not about, and what it says more
exactly.
"""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from agent.director.finding_scenes import pointed_at
from agent.director.read_colors import COLOR, hex_of, same_hue
from agent.director.read_facts import without_quotes
from agent.director.read_numbers import Length, lengths
from agent.director.supporting import scene_in
from agent.director.wishes.bag import bag_of
from agent.director.wishes.clause import Clause
from agent.director.wishes.frame_edits import MOODS, TRANSITIONS
from agent.director.wishes.gist import NOUNS
from memory.domain.edits import (
    AddScene,
    ChangeBackground,
    ChangeColor,
    ChangeDuration,
    ChangeMusic,
    ChangeTransition,
    Edit,
    parse_edit,
)
from memory.errors import EditError

SHORTEST_S = 8.0  # of a film that is asked for
_PLAIN = 0.5  # likeness to one subject from which on it speaks against another
_FAINT = 0.25  # likeness from which on nothing else speaks against an edit
_OFF = 0.4  # how far a reading of every word may stay behind it
_OFF_GIST = 0.3  # the same of a gist
_STEP = re.compile(
    r"\b(?:off|less|fewer|more|extra|another|shave|shorten|add|weniger|mehr|kürzer|länger|de moins|de plus|menos|más|mais|meno|più|minder|meer|mniej|więcej)\b|(?<!\w)[+-]\s?\d",
    re.I,
)
_MORE = re.compile(r"\b(\w+) (more|extra|fewer|less|additional) (seconds?|secs?|s)\b", re.I)
_UNWANTED = re.compile(
    r"\b(?:no|not|no more|rather than|instead of|than|without|never|lose the|drop the|isn't|not been|no longer|nicht|statt|keine?|sin|sans|senza|sem|geen|bez)\s+(?:the |any |these |those |your |that |been )?(?:\w+ )?$|(?:ليس|не|без)\s+$",
    re.I,
)
_PIECE = re.compile(r"[,.;:!?–—]|\b(?:and|but|with)\b", re.I)
_BESIDE = re.compile(
    r"\b(?:(?P<after>after|following|behind|nach|después de|tras|après|dopo|depois d[aeo]|na het|na de|po)|(?P<before>before|ahead of|vor|antes d\w+|avant|prima d\w+|voor|przed)) (?P<what>.{4,60}?)(?=[.,;!?]|$)",
    re.I,
)


def speaks_against(likeness: float, scores: Mapping[str, float], subjects: Collection[str], *, by_gist: bool) -> bool:
    """Whether a message is plainly about something else than an edit, to whose subject its likeness is so much."""
    other = max((scores[subject] for subject in subjects), default=0.0)
    return likeness < _FAINT and other >= _PLAIN and other - likeness >= (_OFF_GIST if by_gist else _OFF)


def righted(edit: Edit, text: str, clause: Clause) -> Edit | None:
    """The edit with what the rest of the message says of it; None where it cannot be meant."""
    match edit:
        case ChangeDuration():
            return _length(edit, text, clause)
        case ChangeTransition():
            return _transition(edit, text, clause)
        case ChangeColor() | ChangeBackground() if edit.value.color:
            return _coloured(edit, text)
        case ChangeMusic() if edit.value.action == "replace" and edit.value.mood is None:
            return _mood(edit, text, clause)
        case AddScene() if edit.scene is None:
            return _beside(edit, text, clause)
        case _:
            return edit


def _length(edit: ChangeDuration, text: str, clause: Clause) -> Edit | None:
    """No film lasts six seconds, and no scene of a short film thirty; 'two more seconds' is how much longer."""
    film, target = clause.board.target_s or 0.0, edit.value.target_s
    whole = edit.scene in (None, "all")
    if whole and target is not None and target < SHORTEST_S:
        scene = scene_in(text, clause.board) or pointed_at(text, clause.board)
        return edit.model_copy(update={"scene": scene}) if scene is not None else None
    said = [one for one in lengths(_MORE.sub(r"\1 \3 \2", without_quotes(text))) if abs(one.target_s - film) > 1]
    if not whole and target is not None and film and target >= film / 2:
        if len(said) == 1 and abs(abs(target - film) - said[0].target_s) < 1:
            way = "longer" if target > film else "shorter"
            return parse_edit({"op": edit.op, "scene": edit.scene, "value": {"relative": way, "by_s": target - film}})
        return edit.model_copy(update={"scene": None})
    if not whole and edit.value.relative and edit.value.by_s is None and len(said) == 1 and _STEP.search(text):
        return _stepped(edit, said[0])
    return edit


def _stepped(edit: ChangeDuration, step: Length) -> Edit:
    if step.target_s >= SHORTEST_S:
        return edit
    by_s = step.target_s * (1 if edit.value.relative == "longer" else -1)
    return parse_edit({"op": edit.op, "scene": edit.scene, "value": {"relative": edit.value.relative, "by_s": by_s}})


def _transition(edit: ChangeTransition, text: str, clause: Clause) -> Edit:
    """'cuts, no fades': of two that are named, the one that is not denied."""
    bag = bag_of(text, clause)
    named = [(thing, TRANSITIONS[kind]) for thing in bag.things for kind in sorted(thing.kinds) if kind in TRANSITIONS]
    wished = {name for thing, name in named if not _UNWANTED.search(bag.text[: thing.begin])}
    denied = {name for thing, name in named} - wished
    if edit.value.name not in denied or len(wished) != 1:
        return edit
    return parse_edit({"op": edit.op, "scene": edit.scene, "value": {"name": wished.pop()}})


def _coloured(edit: ChangeColor | ChangeBackground, text: str) -> Edit:
    """'not blue any more, burgundy': of two colours that are named, the one that is not denied."""
    plain = without_quotes(text)
    named = [(found, color) for found in re.finditer(rf"(?<!\w){COLOR}", plain, re.I) if (color := hex_of(found[0]))]
    wished = {color for found, color in named if not _UNWANTED.search(plain[: found.start()])}
    denied = {color for _, color in named} - wished
    if len(wished) != 1 or edit.value.color is None or not any(same_hue(edit.value.color, color) for color in denied):
        return edit
    value = edit.value.model_dump(mode="json", exclude_defaults=True) | {"color": wished.pop()}
    return parse_edit({"op": edit.op, "scene": edit.scene, "value": value})


def _mood(edit: ChangeMusic, text: str, clause: Clause) -> Edit:
    """'another tune, something relaxed': the one mood that the message names."""
    bags = [bag for piece in _PIECE.split(text) if piece and not (bag := bag_of(piece, clause)).has(*NOUNS - {"music"}, "scene")]
    things = [thing for bag in bags if not bag.has("too", "less", "not") for thing in bag.things]
    named = {MOODS[kind] for thing in things for kind in thing.kinds if kind in MOODS}
    if len(named) != 1:
        return edit
    return parse_edit({"op": edit.op, "value": {"action": "replace", "mood": named.pop()}})


def _beside(edit: AddScene, text: str, clause: Clause) -> Edit:
    """'after we have met the thing': beside the scene that these words mean."""
    found = _BESIDE.search(without_quotes(text))
    scene = pointed_at(found["what"], clause.board) if found else None
    if found is None or scene is None:
        return edit
    value = edit.value.model_dump(mode="json", exclude_defaults=True) | {"where": "after" if found["after"] else "before"}
    try:
        return parse_edit({"op": edit.op, "scene": scene, "value": value})
    except EditError:
        # More than the vocabulary holds.
        return edit
