"""Wishes about how long the film or a scene runs."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from typing import Any

from agent.director.read_numbers import lengths
from agent.director.read_scene import scene_ref
from agent.director.wishes.clause import IT, NO_REF, SCENE, Clause, Draft, Rule, edit


def _duration(found: re.Match[str], about: Clause) -> Draft | None:
    """One length that fills the captured part, for the film or for the scene it is said of."""
    said = re.sub(r"^(?:exactly|just|only|be|to|at|down to|up to a|a|total of)\s+", "", found["d"], flags=re.I)
    known = lengths(said)
    if len(known) != 1 or known[0].text.strip().lower() != said.strip().lower():
        return None
    # A vague or capped wish keeps its mode; "max" and "about" are what was said, not a rounding of ours.
    return _scene_length(found, about, target_s=known[0].target_s, mode=known[0].mode)


def _scene_length(found: re.Match[str], about: Clause, **value: Any) -> Draft | None:
    phrase = found.groupdict().get("s")
    if not phrase or re.fullmatch(IT, phrase, re.I):
        return edit("change_duration", **value)
    known, ref = scene_ref(phrase, about.board)
    return edit("change_duration", ref, **value) if known else None


def _relative(found: re.Match[str], about: Clause) -> Draft | None:
    word = found["r"].lower()
    relative = "longer" if re.search(r"longer|lengthen|extend|stretch", word) else "shorter"
    return _scene_length(found, about, relative=relative)


def _factor(found: re.Match[str], about: Clause) -> Draft | None:
    word = found["f"].lower()
    if percent := re.fullmatch(r"(?:by )?(\d{1,2}) ?(?:%|percent) (shorter|longer)", word):
        return _scene_length(found, about, factor=1 + int(percent[1]) / 100 * (1 if percent[2] == "longer" else -1))
    return _scene_length(found, about, factor=0.5 if "half" in word or "halve" in word or "twice as short" in word else 2.0)


def _by_seconds(found: re.Match[str], about: Clause) -> Draft | None:
    known = lengths(found["d"])
    if len(known) != 1 or about.board.target_s is None or about.scene != NO_REF:
        return None
    step = known[0].target_s * (1 if found["r"].lower() in ("longer", "extend", "lengthen", "add") else -1)
    return edit("change_duration", target_s=about.board.target_s + step) if about.board.target_s + step > 0 else None


RULES: list[Rule] = [
    (rf"(?:(?:make|set|have|keep|get|bring|cut|trim|shorten|extend|lengthen|change|stretch|take|reduce|tighten) )?(?:(?P<s>{IT}) )?(?:down |up |out )?(?:to (?:be )?|be |at |of |is |: ?)?(?P<d>.{{2,30}}?)(?: long| in length| total| in total)?", _duration),
    (rf"(?:(?:make|set|have|keep|cut|trim|shorten|extend|lengthen|change|stretch|reduce) )?{SCENE}(?:'s (?:length|duration))? (?:down |up |out )?(?:to (?:be |last )?|be |should (?:be|last|run) |at |last )?(?P<d>(?:exactly |about |around |under |max )?(?:[\d.,]+|[a-z]+)[\s-]?(?:s|secs?|seconds?|min|minutes?))(?: long)?", _duration),
    (rf"(?:make |get |cut )?(?:{SCENE} )??(?:(?:a bit|a little|much|slightly|way|somewhat|even) )*(?P<r>shorter|longer)", _relative),
    (rf"(?P<r>shorten|lengthen|extend|tighten|trim) {SCENE}(?: a bit| a little| slightly)?", _relative),
    (rf"(?:make |cut )?(?:{SCENE} )?(?P<f>half (?:as long|the length|the time)|twice as (?:long|short)|double the length|in half|(?:by )?\d{{1,2}} ?(?:%|percent) (?:shorter|longer))", _factor),
    (rf"(?P<f>halve|double) {SCENE}(?:'s|’s)?(?: length| duration)?", _factor),
    (rf"(?:make {IT} )?(?P<d>.{{2,20}}?) (?P<r>shorter|longer)", _by_seconds),
    (rf"(?P<r>shorten|extend|lengthen|cut|trim|reduce) {IT} by (?P<d>.{{2,20}})", _by_seconds),
]  # fmt: skip
