"""The scene that a wish is about without naming it: the one that alone says, shows or is noted as what the wish speaks of."""

# ruff: noqa: E501 (a list of words is read more easily on one line)

from __future__ import annotations

import re

from agent.director.wishes.bag import lexicon
from memory.domain.scene_refs import matches, number_of
from memory.domain.storyboard import Scene, Storyboard
from tools.sentences import points

_WORD = re.compile(r"[^\W_][\w'’-]*")
_SHORTEST = 4  # letters of a word that may tell a scene; shorter ones are in every sentence
_SURE = 1.0  # one word that a single scene has, or two that two scenes have
_APART = 0.5
_FAR = 0.12  # of cosine between the scene meant and the next: 23 of 24 were right from here on, two thirds below
_COMMON = frozenset(
    """about after again all also always and any anyone anything are because before been both but can could does done each else ever every
    everyone everything film first for from get give gone good have here into just know last less like look make many maybe mean more most much
    need never next nobody nothing once only other over part people please really right same scene second seems should show shows some
    someone something somehow still such take tell than thank thanks that their them then there these they thing things think third this those
    time want watch what when where which while will with without word words would your yours""".split()  # noqa: SIM905
)
# What a film is about is shown where it is revealed.
_PRODUCT = re.compile(r"\b(?:the|our|this) (?:product|device|gadget|thing itself)\b", re.I)
_REVEALS = re.compile(r"\b(?:reveal|solution|product|demo)\b", re.I)


def pointed_at(text: str, board: Storyboard) -> int | None:
    """1-based place of the one scene that the words of a wish fit, None where they fit none or several."""
    named = [scene for scene in board.scenes if _names(text, scene)]
    if len(named) == 1:
        return number_of(named[0].id, board)
    words = {word.lower() for word in _WORD.findall(text)}
    telling = {word for word in words if len(word) >= _SHORTEST and word not in _COMMON and word not in lexicon()}
    scores = dict.fromkeys((scene.id for scene in board.scenes), 0.0)
    for word in telling:
        having = matches(word, board)
        for scene_id in having if len(having) < len(board.scenes) else ():
            scores[scene_id] += 1 / len(having)
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    (best, most), (_, second) = ranked[0], ranked[1] if len(ranked) > 1 else ("", 0.0)
    if most >= _SURE and most - second >= _APART:
        return number_of(best, board)
    shown = [scene for scene in board.scenes if _shows_product(scene)]
    if len(shown) == 1 and _PRODUCT.search(text):
        return number_of(shown[0].id, board)
    return _meant(text, board)


def _meant(text: str, board: Storyboard) -> int | None:
    """The scene that means by far the most like the text, in whatever language either is."""
    if len(board.scenes) < 2:
        return None
    views = [
        [view for view in (scene.narration, scene.on_screen.headline, scene.notes) if view.strip()] for scene in board.scenes
    ]
    near = points([text, *(view for own in views for view in own)])
    likeness, at = near[1:] @ near[0], 0
    best: list[float] = []
    for own in views:
        best.append(float(max(likeness[at : at + len(own)], default=0.0)))
        at += len(own)
    (second, _), (first, place) = sorted((score, place) for place, score in enumerate(best, 1))[-2:]
    return place if first - second >= _FAR else None


def _names(text: str, scene: Scene) -> bool:
    """Whether a text has the headline of a scene, of two words or more."""
    headline = scene.on_screen.headline
    return " " in headline and bool(re.search(rf"(?<!\w){re.escape(headline)}(?!\w)", text, re.I))


def _shows_product(scene: Scene) -> bool:
    return bool(_REVEALS.search(scene.notes))
