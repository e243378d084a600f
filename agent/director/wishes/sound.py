"""Wishes about music, voice and pace."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_brief import MUSIC, mood_of
from agent.director.wishes.clause import A_BIT, ANOTHER, OFF_VERB, ON_VERB, PUT, TO, Build, Clause, Draft, Rule, edit


def _music(**value: str) -> Build:
    return lambda found, about: edit("change_music", **value)


def _music_mood(found: re.Match[str], about: Clause) -> Draft | None:
    mood = mood_of(found["m"] or found["m2"] or found["m3"] or found["m4"])
    return edit("change_music", action="replace", mood=mood) if mood else None


def _voice(found: re.Match[str], about: Clause) -> Draft | None:
    name = next((name for name in about.voices if name.lower() == found["n"].strip().lower()), None)
    return edit("change_voice", name=name) if name else None


def _pace(found: re.Match[str], about: Clause) -> Draft:
    """'too fast' asks for slower, and the other way round."""
    word = next(word for word in (found["d"], found["w"], found["v"], found["x"]) if word).lower()
    slower = ("slow" in word) != ("too" in word)
    return edit("change_pace", direction="slower" if slower else "faster")


_BED = rf"(?:the |our |that )?(?:background )?(?:{MUSIC}|background track|tune|song)"
_WHO = r"(?:she|he|they|the (?:presenter|speaker|narrator|host|voice)|maya)"
_PACE = r"(?:voice|narration|speech|pace|pacing|speaking|talking|voice-?over|narrator|presenter|delivery)"
RULES: list[Rule] = [
    (rf"(?:turn |switch |set |have )?{_BED} (?:(?:turned|switched|to be|be) )?off|{OFF_VERB} (?:the |all |any )?{_BED}|(?:i |we )?(?:don't|do not) (?:want|need|like) (?:any )?{_BED}(?: at all)?|take {_BED} out|{_BED} (?:out|away)", _music(action="remove")),
    (rf"(?:turn |switch |set )?{_BED} (?:back )?on|(?:{ON_VERB}|have) (?:the |some |a bit of |a little )?{_BED}(?: back)?|(?:bring|put) {_BED} back(?: in| on)?", _music(action="add")),
    (rf"turn down {_BED}|turn {_BED} down|(?:lower|reduce|decrease|soften)(?: the volume of)? {_BED}(?: volume)?|(?:{PUT} )?{_BED}(?: volume)? (?:(?:{A_BIT}|be|to be|should be) ?){{0,3}}(?:quieter|softer|lower|less loud|down|more quiet|more subtle)|{A_BIT}?(?:quieter|softer) {_BED}|{_BED} (?:is|are|feels|seems|sounds)? ?{A_BIT}*(?:too loud|overpowering|drowning .{{2,30}}|louder than .{{2,30}})|(?:less|lower) volume (?:for|on) {_BED}", _music(action="volume", direction="down")),
    (rf"turn up {_BED}|turn {_BED} up|(?:raise|increase|boost)(?: the volume of)? {_BED}(?: volume)?|(?:{PUT} )?{_BED}(?: volume)? (?:(?:{A_BIT}|be|to be|should be) ?){{0,3}}(?:louder|up)|{A_BIT}?louder {_BED}|{_BED} (?:is|are|feels|seems|sounds)? ?{A_BIT}*too (?:quiet|soft|low)|more volume (?:for|on) {_BED}", _music(action="volume", direction="up")),
    (rf"(?:{PUT}|swap|replace|try|can we try) (?:the |to )?{ANOTHER} {_BED}|{ANOTHER} (?:piece of )?(?:{MUSIC}|track|tune|song)|(?:change|replace|swap)(?: out)? (?:the )?(?:background )?(?:{MUSIC}|track|song|tune)|(?:i |we )?(?:don't|do not) like (?:the |this |that )?(?:background )?(?:{MUSIC}|track|song|tune)|something else for {_BED}", _music(action="replace")),
    (rf"(?:{PUT}|swap|replace) {_BED} (?:(?:to|with|be|for|something|more|sound|feel|{A_BIT}) ?)*(?P<m>[\w-]+)|(?:{PUT} |try |with )?(?:some |a |to )?(?:more )?(?P<m2>[\w-]+) {MUSIC}|{MUSIC}:? (?:should be )?{A_BIT}*(?:more )?(?P<m3>[\w-]+)|(?:use |try )?something (?:more )?(?P<m4>[\w-]+) (?:for|as) {_BED}", _music_mood),
    (rf"(?:(?:change|switch|swap|set|replace|use) (?:the )?)?voice ?{TO}? (?P<n>[\w' -]{{2,30}})", _voice),
    (r"(?:use|with|try|switch to|change to|i want) (?:the )?(?P<n>[\w -]{2,30}?)(?:'s|’s)?(?: voice|(?: as| for) (?:the )?voice)", _voice),
    (rf"(?:speak|talk|narrate|read(?: it)?|say it|(?:make |have |get |let )?(?:the )?{_PACE}|(?:have|let|make) (?:her|him|them|{_WHO})(?: (?:speak|talk|go))?|{_WHO} should (?:speak|talk)) (?:(?:{A_BIT}|be|is|go) ?)*(?P<d>faster|quicker|slower|more slowly|more quickly)"
     rf"|(?P<w>slow (?:it |her |him |them |things |everything )?down|speed (?:it |her |him |them |things |everything )?up|pick up the pace|up the tempo)(?: (?:the )?{_PACE})?|(?P<v>slow down|speed up|slower|faster) (?:the |a )?(?:{_PACE})"
     rf"|(?:{_WHO} (?:is )?(?:talk|speak|go|read)(?:s|es|ing)?|(?:the )?{_PACE} (?:is|feels)) {A_BIT}*(?P<x>too (?:fast|quick|quickly|slow|slowly))", _pace),
]  # fmt: skip
