"""Wishes about music, voice and pace."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_brief import MUSIC, mood_of
from agent.director.wishes.clause import ANOTHER, IT, OFF_VERB, ON_VERB, PUT, TO, Build, Clause, Draft, Rule, edit


def _music(**value: str) -> Build:
    return lambda found, about: edit("change_music", **value)


def _music_mood(found: re.Match[str], about: Clause) -> Draft | None:
    mood = mood_of(found["m"] or found["m2"] or found["m3"])
    return edit("change_music", action="replace", mood=mood) if mood else None


def _voice(found: re.Match[str], about: Clause) -> Draft | None:
    name = next((name for name in about.voices if name.lower() == found["n"].strip().lower()), None)
    return edit("change_voice", name=name) if name else None


def _pace(found: re.Match[str], about: Clause) -> Draft:
    word = (found["d"] or found["w"] or found["v"]).lower()
    return edit("change_pace", direction="slower" if "slow" in word else "faster")


RULES: list[Rule] = [
    (rf"(?:turn |switch |set )?(?:the )?(?:background )?{MUSIC} off|{OFF_VERB} (?:the |all |any )?(?:background )?{MUSIC}", _music(action="remove")),
    (rf"(?:turn |switch |set )?(?:the )?(?:background )?{MUSIC} (?:back )?on|{ON_VERB} (?:the |some |a bit of )?(?:background )?{MUSIC}(?: back)?", _music(action="add")),
    (rf"(?:turn (?:down|the {MUSIC} down)|lower|reduce)(?: (?:the )?(?:volume of the )?{MUSIC})?(?: volume)?(?: (?:a bit|a little|down))?|(?:{PUT} )?(?:the )?(?:background )?{MUSIC} (?:(?:a bit|a little|much|way|be|to be) ){{0,2}}(?:quieter|softer|lower|less loud|down)|quieter {MUSIC}|(?:the )?{MUSIC} is too loud", _music(action="volume", direction="down")),
    (rf"turn (?:up (?:the )?{MUSIC}|the {MUSIC} up)|(?:{PUT} )?(?:the )?(?:background )?{MUSIC} (?:(?:a bit|a little|much|be) ){{0,2}}(?:louder|up)|louder {MUSIC}|(?:the )?{MUSIC} is too (?:quiet|soft)|raise the {MUSIC}(?: volume)?", _music(action="volume", direction="up")),
    (rf"(?:{PUT}|swap|replace|try) (?:the |to )?{ANOTHER} (?:{MUSIC}|track|tune|song)|(?:change|replace|swap) (?:the )?(?:background )?(?:{MUSIC}|track|song)|{ANOTHER} (?:{MUSIC}|track|tune)", _music(action="replace")),
    (rf"(?:{PUT}|swap|replace) (?:the )?(?:background )?(?:{MUSIC}) (?:(?:to|with|be|for|a bit|a little|something|more|much) )*(?P<m>[\w-]+)|(?:{PUT} |try |with )?(?:some |a |to )?(?:more )?(?P<m2>[\w-]+) {MUSIC}|{MUSIC}:? (?:more )?(?P<m3>[\w-]+)", _music_mood),
    (rf"(?:(?:change|switch|swap|set|replace|use) (?:the )?)?voice ?{TO}? (?P<n>[\w' -]{{2,30}})", _voice),
    (r"(?:use|with|try|switch to|change to|i want) (?:the )?(?P<n>[\w -]{2,30}?)(?:'s|’s)?(?: voice|(?: as| for) (?:the )?voice)", _voice),
    (rf"(?:speak|talk|narrate|read(?: it)?|say it|make (?:the )?(?:voice|narration|speech|pace|pacing)|(?:the )?(?:pace|pacing|voice|narration)) (?:(?:a bit|a little|much|slightly|be|is) )*(?P<d>faster|quicker|slower|more slowly|more quickly)|(?P<w>slow down|speed up)(?: (?:{IT}|the (?:voice|narration|speech|pace|pacing)))?(?: a bit| a little)?|(?P<v>slower|faster) pace", _pace),
]  # fmt: skip
