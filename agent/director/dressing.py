"""How a film is dressed where nobody said it: look, colour, ground, transition and music follow what the film is for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.director.kinds import KindName, kind_of_film
from memory.domain.storyboard import BackgroundName, LookName, MusicMood, TransitionName


@dataclass(frozen=True)
class Dress:
    """A look with the music that goes with it."""

    look: LookName
    music: MusicMood


@dataclass(frozen=True)
class Cloth:
    """What a look is cut from where no brand colour is known: '#RRGGBB', the moving ground, the way between scenes."""

    color: str
    background: BackgroundName
    transition: TransitionName


CLOTHS: dict[LookName, Cloth] = {
    "clean": Cloth("#3B5BDB", "mesh", "crossfade"),
    "editorial": Cloth("#24505F", "paper", "crossfade"),
    "bold": Cloth("#E8470A", "pattern", "push"),
    "tech": Cloth("#6741D9", "topo", "wipe"),
    "warm": Cloth("#C2571A", "bokeh", "crossfade"),
}
_BY_KIND: dict[KindName, Dress] = {
    "launch": Dress("clean", "uplifting"),
    "steps": Dress("clean", "calm"),
    "apology": Dress("editorial", "calm"),
    "thanks": Dress("warm", "uplifting"),
    "offer": Dress("bold", "playful"),
    "hiring": Dress("warm", "uplifting"),
    "notice": Dress("editorial", "calm"),
    "invite": Dress("tech", "driving"),
    "lost": Dress("clean", "calm"),
    "farewell": Dress("warm", "uplifting"),
    "drill": Dress("clean", "calm"),
    "rules": Dress("clean", "calm"),
    "report": Dress("editorial", "calm"),
    "trailer": Dress("editorial", "calm"),
    "join": Dress("warm", "uplifting"),
    "event": Dress("bold", "uplifting"),
}
# A tone that is asked for outweighs the kind of film, and a kitchen is no office.
_BY_WORD = (
    (re.compile(r"\bserious|\bcalm\b|\bhonest|\bformal|\bpremium|\belegant|\bluxur", re.I), Dress("editorial", "calm")),
    (re.compile(r"\bcheerful|\bfun\b|\bplayful|\bloud\b|\bpunchy|\benergetic", re.I), Dress("bold", "playful")),
    (re.compile(r"\bwarm\b|\bfriendly|\bheartfelt|\brecipe\b|\bbake|\bcook", re.I), Dress("warm", "uplifting")),
    (re.compile(r"\bdevelopers?\b|\bAPI\b|\bsoftware\b|\btechnical|\bcyber", re.I), Dress("tech", "driving")),
)


def dress_for(request: str) -> Dress:
    """Look and music for a brief in its own words."""
    named = next((dress for pattern, dress in _BY_WORD if pattern.search(request)), None)
    return named or _BY_KIND[kind_of_film(request).name]
