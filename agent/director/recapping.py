"""What a film that sells has told, once more as a list: better than a line that would fit any film."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.director.contract import SceneText
from agent.director.cutting import Shot
from agent.director.lines import own_headline
from agent.director.planning import is_address

FEWEST, MOST = 3, 4
LONGEST = 8  # words of one thing
_IT = re.compile(r"it ", re.I)
_NO_THING = re.compile(r"\b(?:you|your|we|our|us|i|my)\b|[?!:]", re.I)


def recap(shots: Sequence[Shot]) -> Shot | None:
    """A scene that names what the inner scenes told, in the brief's own words; None where they are no list."""
    things = [piece.strip(" .") for shot in shots[1:-1] for piece in shot.source.split("; ")]
    things = [f"{thing[:1].lower()}{thing[1:]}" if _IT.match(thing) else thing for thing in things if _is_thing(thing)][:MOST]
    does = [bool(_IT.match(thing)) for thing in things]
    if len(things) < FEWEST or any(does) != all(does):
        return None
    short = [_IT.sub("", thing, count=1) if place else thing for place, thing in enumerate(things)]
    points = tuple(own_headline(_IT.sub("", thing, count=1)) for thing in things)
    line = f"In short: {', '.join(short[:-1])}, and {short[-1]}."
    return Shot(SceneText(line, "In short", tuple(point[:1].upper() + point[1:] for point in points)), line)


def _is_thing(piece: str) -> bool:
    """Whether a piece can stand in a list: short, about what is shown, no address and no name of its own."""
    words = piece.split()
    named = _NO_THING.search(piece) or is_address(piece)
    return 1 < len(words) <= LONGEST and not named and (bool(_IT.match(piece)) or words[0].islower())
