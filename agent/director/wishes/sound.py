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


def _music_of(found: re.Match[str], about: Clause) -> Draft | None:
    mood = mood_of(found["m"])
    return edit("change_music", action="replace", mood=mood) if mood else None


def _voice(found: re.Match[str], about: Clause) -> Draft | None:
    said = re.sub(r"^(?:the )?(?:voice )?(?:of )?", "", found["n"].strip().lower())
    # 'Lily' is the voice 'bf_lily', as long as only one is called so.
    named = [name for name in about.voices if said == name.lower()]
    named = named or [name for name in about.voices if said == name.lower().rpartition("_")[2]]
    name = named[0] if len(named) == 1 else None
    return edit("change_voice", name=name) if name else None


def _pace(found: re.Match[str], about: Clause) -> Draft:
    """'too fast' asks for slower, and the other way round."""
    word = next(
        word for word in (found["d"], found["w"], found["v"], found["x"], found["y"], found["z"], found["f"]) if word
    ).lower()
    slower = ("slow" in word) != ("too" in word)
    return edit("change_pace", direction="slower" if slower else "faster")


def _rate(found: re.Match[str], about: Clause) -> Draft:
    return edit("change_pace", pace=float(found["rate"]))


_BED = rf"(?:the |our |that )?(?:background )?(?:{MUSIC}|background track|tune|song)"
_WHO = r"(?:she|he|they|the (?:presenter|speaker|narrator|host|voice)|maya)"
_PACE = r"(?:voice|narration|speech|pace|pacing|tempo|speaking|talking|voice-?over|narrator|presenter|delivery)"
RULES: list[Rule] = [
    (rf"(?:turn |switch |set |have )?{_BED} (?:(?:turned|switched|to be|be) )?off|{OFF_VERB} (?:the |all |any )?{_BED}|(?:i |we )?(?:don't|do not) (?:want|need|like) (?:any )?{_BED}(?: at all)?|take {_BED} out|{_BED} (?:out|away)", _music(action="remove")),
    (rf"(?:turn |switch |set )?{_BED} (?:back )?on|(?:{ON_VERB}|have) (?:the |some |a bit of |a little )?{_BED}(?: back)?|(?:bring|put) {_BED} back(?: in| on)?|put (?:on )?(?:some |a bit of )?{_BED}(?: on| in)?", _music(action="add")),
    (rf"turn down {_BED}|(?:turn|bring|take) {_BED} down|less loud {_BED}|(?:lower|reduce|decrease|soften)(?: the volume of)? {_BED}(?: volume)?|(?:{PUT} )?{_BED}(?: volume)? (?:(?:{A_BIT}|be|to be|should be|could be|can be) ?){{0,3}}(?:quieter|softer|lower|less loud|down|more quiet|more subtle)|{A_BIT}?(?:quieter|softer) {_BED}|{_BED} (?:is|are|feels|seems|sounds)? ?{A_BIT}*(?:too loud|overpowering|drowning .{{2,30}}|louder than .{{2,30}})|(?:less|lower) volume (?:for|on) {_BED}", _music(action="volume", direction="down")),
    (rf"(?:i |we |you )?(?:can'?t|cannot|can (?:hardly|barely)|could(?:n't| hardly| barely)) (?:really )?hear {_BED}(?: at all| properly| well)?", _music(action="volume", direction="up")),
    (rf"turn up {_BED}|turn {_BED} up|(?:raise|increase|boost)(?: the volume of)? {_BED}(?: volume)?|(?:{PUT} )?{_BED}(?: volume)? (?:(?:{A_BIT}|be|to be|should be|could be|can be) ?){{0,3}}(?:louder|up)|{A_BIT}?louder {_BED}|{_BED} (?:is|are|feels|seems|sounds)? ?{A_BIT}*too (?:quiet|soft|low)|more volume (?:for|on) {_BED}", _music(action="volume", direction="up")),
    (rf"(?:{PUT}|swap|replace|try|can we try) (?:the |to )?{ANOTHER} {_BED}|{ANOTHER} (?:piece of )?(?:{MUSIC}|track|tune|song)|(?:change|replace|swap)(?: out)? (?:the )?(?:background )?(?:{MUSIC}|track|song|tune)|(?:i |we )?(?:don't|do not) like (?:the |this |that )?(?:background )?(?:{MUSIC}|track|song|tune)|something else for {_BED}", _music(action="replace")),
    (rf"(?:{PUT} |try |with |add )?(?:some |an? )?(?:more )?(?P<m>[\w-]+) (?:track|tune|song|soundtrack|score)", _music_of),
    (rf"(?:{PUT}|swap|replace) {_BED} (?:(?:to|with|be|for|something|an?|more|sound|feel|{A_BIT}) ?)*(?P<m>[\w-]+)(?: one| track| tune| song)?|(?:{PUT} |try |with )?(?:some |a |to )?(?:more )?(?P<m2>[\w-]+) {MUSIC}|{MUSIC}:? (?:should be )?{A_BIT}*(?:more )?(?P<m3>[\w-]+)|(?:use |try )?something (?:more )?(?P<m4>[\w-]+) (?:for|as) {_BED}", _music_mood),
    (rf"(?:(?:change|switch|swap|set|replace|use|with|have|{ANOTHER}) )?(?:the |an? )?(?:{ANOTHER} )?voice(?:-?over| over)?(?: please)? ?(?:{TO}|by|is|be|should be|of)? ?:? ?(?P<n>[\w' -]{{2,30}})", _voice),
    (r"(?:use|with|try|take|switch to|change to|i want) the voice (?:of|called|named) (?P<n>[\w -]{2,30})", _voice),
    (r"(?:narrate|read|speak|say)(?: it| this)? (?:with|in|by) (?:the )?(?:voice of )?(?P<n>[\w-]{2,30}?)(?:'s|’s)?(?: voice)?", _voice),
    (r"(?:have|let) (?P<n>[\w-]{2,30}) (?:speak|narrate|read|voice)(?: it| this| the (?:text|script|narration))?", _voice),
    (r"(?P<n>[\w-]{2,30})(?:'s|’s) voice", _voice),
    (r"(?:use|with|try|switch to|change to|i want) (?:the )?(?P<n>[\w -]{2,30}?)(?:'s|’s)?(?: voice|(?: as| for) (?:the )?voice)", _voice),
    (r"(?:speak|talk|read|narrate|pace|speed|set the pace)(?: at| to)? (?P<rate>[01]\.\d{1,2}) ?x?(?: speed)?", _rate),
    (rf"(?:speak|talk|narrate|read(?: it)?|say it|(?:make |have |get |let )?(?:the )?{_PACE}|(?:have|let|make) (?:her|him|them|{_WHO})(?: (?:speak|talk|go))?|{_WHO} should (?:speak|talk)) (?:(?:{A_BIT}|be|is|go) ?)*(?P<d>faster|quicker|slower|more slowly|more quickly)"
     rf"|(?P<w>slow (?:it |her |him |them |things |everything )?down|speed (?:it |her |him |them |things |everything )?up|pick up the pace|up the tempo)(?: (?:the )?{_PACE})?|(?P<f>faster|slower)|(?P<v>slow down|speed up|slower|faster) (?:the |a )?(?:{_PACE})"
     rf"|{_WHO} (?:speak|talk) (?:(?:{A_BIT}) ?)*(?P<y>faster|quicker|slower|more slowly|more quickly)|(?:the )?{_PACE} needs (?:{A_BIT})*(?P<z>more (?:tempo|speed|pace)|to be (?:faster|slower))|(?:{_WHO} (?:is )?(?:talk|speak|go|read)(?:s|es|ing)?|(?:the )?{_PACE} (?:is|feels)) {A_BIT}*(?P<x>too (?:fast|quick|quickly|slow|slowly))", _pace),
]  # fmt: skip
