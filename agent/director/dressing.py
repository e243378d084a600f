"""How a film is dressed where nobody said it: look, colour, ground, transition and music follow what the film is for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from agent.director.kinds import KindName, kind_of_film
from memory.domain.storyboard import LookName, MusicMood


@dataclass(frozen=True)
class Dress:
    """A look with the music that goes with it."""

    look: LookName
    music: MusicMood


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
    "farewell": Dress("warm", "acoustic"),
    "appeal": Dress("warm", "acoustic"),
    "drill": Dress("clean", "calm"),
    "rules": Dress("clean", "calm"),
    "explain": Dress("clean", "calm"),
    "report": Dress("editorial", "corporate"),
    "trailer": Dress("editorial", "cinematic"),
    "join": Dress("warm", "uplifting"),
    "event": Dress("bold", "uplifting"),
}
# A tone that is asked for outweighs the kind of film, and a kitchen is no office.
_BY_WORD = (
    (re.compile(r"\bpremium|\bluxur|\bhigh[- ]end\b|\bjewel|\bexclusive\b", re.I), Dress("luxury", "jazz")),
    (re.compile(r"\bcorporate\b|\bprofessional\b|\bboardroom", re.I), Dress("corporate", "corporate")),
    (re.compile(r"\bchristmas|\bfestive\b|\bxmas|\badvent\b", re.I), Dress("warm", "festive")),
    (re.compile(r"\bserious|\bcalm\b|\bhonest|\bformal|\belegant", re.I), Dress("editorial", "calm")),
    (re.compile(r"\bkids?\b|\bchildren|\bplayful|\bwhimsical", re.I), Dress("playful", "playful")),
    (re.compile(r"\bcheerful|\bfun\b|\bloud\b|\bpunchy|\benergetic", re.I), Dress("bold", "playful")),
    (re.compile(r"\bbreaking news|\bnewscast|\bnews (?:look|style|bulletin)|\bheadlines\b", re.I), Dress("news", "news")),
    (re.compile(r"\bhand[- ]?made\b|\bhand[- ]drawn|\bcraft(?:s|ed)?\b|\bscrapbook", re.I), Dress("handmade", "acoustic")),
    (re.compile(r"\bminimal(?:ist|istic)?\b|\bunderstated", re.I), Dress("minimal", "ambient")),
    (re.compile(r"\bretro\b|\bvintage\b|\b(?:19)?[678]0s\b|\bnostalgi", re.I), Dress("retro", "lo-fi")),
    (re.compile(r"\bwarm\b|\bfriendly|\bheartfelt|\brecipe\b|\bbake|\bcook", re.I), Dress("warm", "acoustic")),
    (re.compile(r"\bdevelopers?\b|\bAPI\b|\bsoftware\b|\btechnical|\bcyber", re.I), Dress("tech", "electronic")),
)


def dress_for(request: str) -> Dress:
    """Look and music for a brief in its own words."""
    named = next((dress for pattern, dress in _BY_WORD if pattern.search(request)), None)
    return named or _BY_KIND[kind_of_film(request).name]
