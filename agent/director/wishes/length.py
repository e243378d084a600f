"""Wishes about how long the film or a scene runs."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from typing import Any

from agent.director.read_numbers import lengths
from agent.director.read_scene import scene_ref
from agent.director.read_values import aspects
from agent.director.wishes.clause import A_BIT, IT, NO_REF, SCENE, Clause, Draft, Rule, edit


def _duration(found: re.Match[str], about: Clause) -> Draft | None:
    """One length that fills the captured part, for the film or for the scene it is said of."""
    said = re.sub(r"^(?:exactly|just|only|be|to|at|down to|up to a|a|total of)\s+", "", found["d"], flags=re.I)
    known = lengths(said)
    if len(known) != 1 or known[0].text.strip().lower() != said.strip().lower():
        return None
    # A vague or capped wish keeps its mode; "max" and "about" are what was said, not a rounding of ours.
    return _scene_length(found, about, target_s=known[0].target_s, mode=known[0].mode)


def _film_duration(found: re.Match[str], about: Clause) -> Draft | None:
    """'cut 10 seconds' takes them away, so a bare verb of cutting is no new length."""
    if not found["s"] and re.match(r"(?:cut|trim|take|tighten|reduce) (?!(?:down|up|out|to|at)\b)", found[0], re.I):
        return None
    return _duration(found, about)


def _clock(found: re.Match[str], about: Clause) -> Draft | None:
    """'1:30' as minutes and seconds; what may be a shape is none."""
    minutes, seconds = int(found["min"]), int(found["sec"])
    if aspects(f"{minutes}:{seconds}") or (minutes and seconds % 5) or about.scene != NO_REF:
        return None
    return edit("change_duration", target_s=60.0 * minutes + seconds) if minutes or seconds else None


def _each(found: re.Match[str], about: Clause) -> Draft | None:
    draft = _duration(found, about)
    return {**draft, "scene": "all", "value": {**draft["value"], "each": True}} if draft and about.scene == NO_REF else None


def _scene_length(found: re.Match[str], about: Clause, **value: Any) -> Draft | None:
    phrase = found.groupdict().get("s")
    if not phrase or re.fullmatch(rf"{IT}|length|duration", phrase, re.I):
        return edit("change_duration", **value)
    known, ref = scene_ref(phrase, about.board)
    if not known:
        return None
    if ref == "all" and "each" not in value and re.match(r"(?:each|every|all)\b", phrase, re.I):
        value["each"] = True
    return edit("change_duration", ref, **value)


def _relative(found: re.Match[str], about: Clause) -> Draft | None:
    word = found["r"].lower()
    relative = "longer" if re.search(r"longer|lengthen|extend|stretch|too (?:short|brief)", word) else "shorter"
    return _scene_length(found, about, relative=relative)


def _bit(found: re.Match[str], about: Clause) -> Draft | None:
    """'a bit long' asks for shorter."""
    return _scene_length(found, about, relative="shorter" if found["r"].lower() == "long" else "longer")


def _factor(found: re.Match[str], about: Clause) -> Draft | None:
    word = found["f"].lower()
    if percent := re.fullmatch(r"(?:by )?(\d{1,2}) ?(?:%|percent) (shorter|longer)", word):
        return _scene_length(found, about, factor=1 + int(percent[1]) / 100 * (1 if percent[2] == "longer" else -1))
    return _scene_length(found, about, factor=0.5 if "half" in word or "halve" in word or "twice as short" in word else 2.0)


def _by_seconds(found: re.Match[str], about: Clause) -> Draft | None:
    """So many seconds more or less; for the film as the length it comes to, where that is known."""
    known = lengths(found["d"])
    if len(known) != 1 or known[0].text.strip().lower() != found["d"].strip().lower():
        return None
    more = found["r"].lower() in ("longer", "extend", "lengthen", "add", "more", "extra")
    step = known[0].target_s * (1 if more else -1)
    draft = _scene_length(found, about, relative="longer" if more else "shorter", by_s=step)
    if draft is None or draft["scene"] is not None or about.scene != NO_REF or about.board.target_s is None:
        return draft
    left = about.board.target_s + step
    return edit("change_duration", target_s=left) if left > 0 else None


_D = r"(?P<d>(?:exactly |about |around |under |max |roughly |~)?(?:[\d.,]+|[a-z]+)(?:[\s-](?:and a half|one|two|three|five))?[\s-]?(?:s|secs?|seconds?|mins?|minutes?))"
_SHORTEN = r"(?:make|set|have|keep|get|bring|cut|trim|shorten|extend|lengthen|change|stretch|take|reduce|tighten|go|condense|squeeze|compress|expand|increase|need|want|do)"
RULES: list[Rule] = [
    (rf"(?:{_SHORTEN} )?(?:{SCENE} )?(?:down |up )?from .{{1,16}}? (?:down |up )?to {_D}", _duration),
    (rf"(?:make |set |have )?{SCENE} {_D} each", _duration),
    (rf"(?:(?:i |we )?{_SHORTEN} )?(?:(?:{IT}|(?:the )?(?:length|duration)) )?(?:to |at |be |is )?(?P<min>\d):(?P<sec>[0-5]\d)", _clock),
    (rf"{_D} (?:per|a|for each|for every|each|every) ?(?:scene|slide|shot|one)?", _each),
    (rf"(?:(?:lose|drop|remove|cut|shave|trim|take)(?: off)? )(?:about |another )?(?P<d>[\w.,-]+ ?(?:s|secs?|seconds?|minutes?))(?P<r>)(?: off| out)?(?: (?:of|from) (?:{IT}|the (?:end|film|total)))?", _by_seconds),
    (rf"(?:give|add|allow) (?:{SCENE} )?(?P<d>[\w.,-]+ ?(?:s|secs?|seconds?)) (?P<r>more|extra)", _by_seconds),
    (rf"(?P<r>add) (?P<d>[\w.,-]+ ?(?:s|secs?|seconds?)) to {SCENE}", _by_seconds),
    (rf"(?:(?:i |we )?{_SHORTEN} )?(?:(?P<s>{IT}) )?(?:down |up |out )?(?:to (?:be )?|be |at |of |is |should be |: ?)?(?P<d>.{{2,30}}?)(?: long| in length| total| in total)?", _film_duration),
    (rf"(?:{_SHORTEN} )?{SCENE}(?:'s (?:length|duration))? (?:down |up |out )?(?:to (?:be |last )?|be |(?:should|must|can|could|needs to|has to|ought to) (?:be|last|run|take) |at |last |for |[=:] ?|is )?{_D}(?: long)?", _duration),
    (rf"(?:make |get |cut |keep )?(?:{SCENE} )??(?:be |should be |has to be |needs to be |could be |can be )?{A_BIT}*(?P<r>shorter|longer)", _relative),
    (rf"(?:it (?:is|feels|seems) )?{A_BIT}*(?P<r>too (?:long|short|brief))", _relative),
    (rf"{SCENE} (?:is|feels|runs|seems|got) (?:(?:a (?:little |tiny )?bit|a (?:little|touch|tad)|slightly|somewhat|way|far|kind of|kinda|rather) (?:too )?)(?P<r>long|short)", _bit),
    (rf"{SCENE} (?P<r>drags(?: on)?|takes too long|is dragging|takes forever)", _relative),
    (rf"{SCENE} (?:is|are|feels?|seems?|runs?|goes on|'s|looks?) {A_BIT}*(?P<r>too (?:long|short|brief)|way too long)", _relative),
    (rf"(?P<r>shorten|lengthen|extend|tighten|trim) {SCENE}(?: up)?(?: a bit| a little| slightly)?", _relative),
    (rf"(?:make |cut |have |get )?(?:{SCENE} )??(?:to |to be |be |should be |by )?(?P<f>half (?:as long|the (?:current )?(?:length|time|duration))|twice (?:as (?:long|short)|the length)|double the (?:length|duration)|in half|by half|(?:by )?\d{{1,2}} ?(?:%|percent) (?:shorter|longer))", _factor),
    (rf"(?P<f>halve|double) {SCENE}(?:'s|’s)?(?: length| duration)?", _factor),
    (rf"(?P<f>halve|double) the (?:length|duration) of {SCENE}", _factor),
    (rf"(?:make )?(?:(?P<s>{IT}) )?(?P<d>[\w.,-]+ ?(?:s|secs?|seconds?|minutes?)) (?P<r>shorter|longer)", _by_seconds),
    (rf"(?:make )?{SCENE} (?P<d>[\w.,-]+ ?(?:s|secs?|seconds?)) (?P<r>shorter|longer)", _by_seconds),
    (rf"(?P<r>shorten|extend|lengthen|cut|trim|reduce) {SCENE} by (?P<d>.{{2,20}})", _by_seconds),
]  # fmt: skip
