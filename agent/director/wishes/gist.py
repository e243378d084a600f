"""The gist of a clause that no stricter reading takes: the edit that explains most of its known things, strangers forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from agent.director.wishes.bag import Bag, Thing
from agent.director.wishes.clause import Clause, Draft
from agent.director.wishes.frame_edits import WANTS, scenes, tone
from agent.director.wishes.frames import ALWAYS, FRAMES, Frame, distinct

# Things of a film that a wish may be about, and that 'it' may stand for in the next clause.
NOUNS = frozenset(
    "music captions logo background picture transition presenter voice color_word accent cta title".split()  # noqa: SIM905
)
_VALUES = frozenset(
    "language name voice_name quote length shape color upload film_length rate text man woman".split()  # noqa: SIM905
)
_ACTIONS = frozenset(
    """remove add replace swap shorter longer quieter louder bigger smaller faster slower move drags rushes rush too_much
    translate rewrite insert half double vertical square wide tall place_up place_down""".split()  # noqa: SIM905
)
_STRONG = ("remove", "swap", "insert", "add")
_COSTS = {
    **dict.fromkeys(NOUNS | _VALUES, 1.0),
    **dict.fromkeys(_ACTIONS, 0.5),
    **dict.fromkeys(_STRONG, 0.8),
    "scene": 0.7,
    "place_word": 1.0,
}
_SMALL = 0.15  # what any other thing costs that has no part in the edit
_MOST = 0.79  # what may be left without a part
# Frames that need no word of wishing beside what they are about would take any clause that names it.
_BARE = frozenset({"name", "language", "tone", "film_length", "length", "man", "shorter", "color"})
_TRIES = 6


def gist(bag: Bag, about: Clause, topic: Sequence[Thing] = ()) -> Draft | None:
    """The edit of the frame that leaves the least without a part; None where too much is left.

    `topic` is what the message spoke of before: 'it', 'that scene' and a clause that names nothing may be about that.
    """
    if topic and not any(thing.kinds & NOUNS for thing in bag.things):
        here = [] if bag.has("scene") else [thing for thing in topic if "scene" in thing.kinds]
        spoken = [thing for thing in topic if thing.kinds & NOUNS][-1:]
        for things in filter(None, (spoken, here, [thing for thing in topic if "scene" in thing.kinds])):
            moved = tuple(Thing(thing.kinds, -1, -1, thing.value) for thing in things)
            if told := _best(Bag(bag.text, (*moved, *bag.things), bag.unknown), about):
                return told
    return _best(bag, about) or _of_scene_before(bag, about, topic)


def _of_scene_before(bag: Bag, about: Clause, topic: Sequence[Thing]) -> Draft | None:
    """'scene four, headline to ...': what is said of a scene's own things after the scene alone."""
    before = [thing for thing in topic if "scene" in thing.kinds]
    if len(before) != 1 or bag.has("scene") or not bag.has("title", "background", "picture", "quote"):
        return None
    return _best(Bag(bag.text, (Thing(before[0].kinds, -1, -1, before[0].value), *bag.things), bag.unknown), about)


def _best(bag: Bag, about: Clause) -> Draft | None:
    ranked = sorted(_rated(bag), key=lambda rated: rated[:2])
    for left, _, frame in ranked[:_TRIES]:
        if left > _MOST:
            return None
        if draft := frame.build(_for(frame, bag), about):
            return draft
    return None


def spoken_of(bag: Bag) -> tuple[Thing, ...]:
    """The things of the film and the scenes that a clause names."""
    return tuple(thing for thing in bag.things if thing.kinds & NOUNS or "scene" in thing.kinds)


def _rated(bag: Bag) -> Iterable[tuple[float, float, Frame]]:
    """What each frame that has all it needs leaves without a part, and how little it needs."""
    kinds = [thing.kinds for thing in bag.things]
    strangers = len(bag.unknown) > 1 and not WANTS.search(bag.text)
    for frame in FRAMES:
        if frame.build is tone and not _is_of_words(bag):
            continue
        if frame.needs == (frozenset({"man", "woman"}),):
            continue
        if not distinct(frame.needs, kinds) or (strangers and len(frame.needs) == 1 and frame.needs[0] & _BARE):
            continue
        count = len(scenes(bag))
        if count < frame.scenes[0] or (count > frame.scenes[1] > 0):
            continue
        allowed = _allowed(frame)
        left = sum(_cost(thing) for thing in bag.things if not thing.kinds & allowed)
        yield left, -len(frame.needs) - 0.1 * sum(bool(thing.kinds & allowed - ALWAYS) for thing in bag.things), frame


def _is_of_words(bag: Bag) -> bool:
    """Whether a word for a tone is said of the film's words: 'formal consent' and 'a happy customer' are not."""
    degrees = bag.has("too", "less", "more", "tone_word", "text", "rewrite", "speak", "scene", "enough")
    said = re.search(r"\b(?:sounds?|feels?|reads?|comes across|make|sounding|be|is|are|'s)\b", bag.text)
    return len(bag.unknown) <= (3 if degrees else 1) and bool(degrees or said or len(bag.things) < 3)


def _allowed(frame: Frame) -> frozenset[str]:
    return ALWAYS | frame.may | frozenset().union(*frame.needs) | ({"scene"} if frame.scenes[1] else frozenset())


def _cost(thing: Thing) -> float:
    """The cheapest thing it may be."""
    return min(_COSTS.get(kind, _SMALL) for kind in thing.kinds) if thing.kinds else 0.0


def _for(frame: Frame, bag: Bag) -> Bag:
    """Only the things that have a part in the frame."""
    return Bag(bag.text, tuple(thing for thing in bag.things if thing.kinds & _allowed(frame)), ())
