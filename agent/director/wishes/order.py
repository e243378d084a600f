"""Wishes about which scenes there are, and in which order."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_scene import place, scene_ref
from agent.director.wishes.clause import QUOTE, SCENE, Clause, Draft, Rule, edit, unquoted
from memory.domain.edit_values import SceneRef


def _remove(found: re.Match[str], about: Clause) -> Draft | None:
    known, ref = scene_ref(found["s"], about.board)
    return edit("remove_scene", ref) if known and ref != "all" else None


def _single(text: str, about: Clause) -> int | str | None:
    if number := place(text):
        return number
    known, ref = scene_ref(text, about.board)
    return ref if known and isinstance(ref, int | str) else None


def _swap(found: re.Match[str], about: Clause) -> Draft | None:
    left, right = _single(found["a"], about), _single(found["b"], about)
    return edit("reorder_scenes", swap=[left, right]) if left and right else None


def _move(found: re.Match[str], about: Clause) -> Draft | None:
    moved = _single(found["a"], about)
    side = next((side for side in ("before", "after") if found.groupdict().get("side") == side), "")
    to = (
        "first"
        if re.fullmatch(r"(?:the )?(?:very )?(?:start|beginning|front|top|first)(?: place| position)?", found["to"], re.I)
        else ""
    )
    to = to or (
        "last" if re.fullmatch(r"(?:the )?(?:very )?(?:end|back|bottom|last)(?: place| position)?", found["to"], re.I) else ""
    )
    target = to or _single(re.sub(r"^(?:the )?(?:position|place|spot|number|slot) ", "", found["to"], flags=re.I), about)
    if not moved or not target:
        return None
    return edit("reorder_scenes", move=moved, to=f"{side} {target}" if side else target)


def _open_with(found: re.Match[str], about: Clause) -> Draft | None:
    moved = _single(found["a"], about)
    return (
        edit("reorder_scenes", move=moved, to="last" if found["how"].lower().startswith(("end", "close", "finish")) else 1)
        if moved
        else None
    )


def _order(found: re.Match[str], about: Clause) -> Draft | None:
    numbers = [place(word) for word in re.split(r"[\s,]+(?:and )?", found["list"])]
    return edit("reorder_scenes", order=numbers) if len(numbers) == len(about.board.scenes) and None not in numbers else None


def _add(found: re.Match[str], about: Clause) -> Draft | None:
    words = unquoted(found["new"])
    scene: SceneRef = None
    if phrase := found.groupdict().get("s"):
        known, ref = scene_ref(phrase, about.board)
        if not known or isinstance(ref, tuple):
            return None
        return edit("add_scene", ref, narration=words, where=found["side"].lower())
    if at := found.groupdict().get("at"):
        scene = "last" if at.lower() == "end" else "first"
    return edit("add_scene", scene, narration=words)


RULES: list[Rule] = [
    (rf"(?:remove|delete|cut|drop|take out|get rid of|lose|kill|skip|scrap|throw out|leave out|ditch|elimina|lösche) {SCENE}", _remove),
    (r"(?:swap|switch|exchange|flip)(?: the order of)? (?:scenes? )?(?P<a>.{1,40}?) (?:and|with|for|&) (?:scene )?(?P<b>.{1,40})", _swap),
    (r"(?:move|put|bring|place|shift) (?P<a>.{1,40}?) (?:right )?(?P<side>before|after) (?P<to>.{1,40})", _move),
    (r"(?:move|put|bring|place|shift) (?P<a>.{1,40}?) (?:up |down |back )?(?:to|at|into|in) (?P<to>.{1,40})", _move),
    (r"make (?P<a>.{1,40}?) (?:the )?(?P<to>first|last)(?: scene| one)?", _move),
    (r"(?P<how>start|open|begin|end|close|finish)(?: the (?:video|film))? with (?P<a>.{1,40})", _open_with),
    (r"(?:reorder|order|arrange|sort)(?: the)?(?: scenes)?(?: to| as| like this)?:? (?P<list>\d+(?:[\s,]+(?:and )?\d+)+)", _order),
    (rf"(?:add|insert|put in) (?:a |another |one more )?(?:new )?scene (?P<side>after|before) {SCENE} (?:saying|that says|which says|with the (?:text|words|narration)|with|:) ?(?P<new>{QUOTE})", _add),
    (rf"(?:add|insert) (?:a |another |one more )?(?:new )?scene (?:at the (?P<at>end|start|beginning) )?(?:saying|that says|which says|with the (?:text|words|narration)|with|:) ?(?P<new>{QUOTE})", _add),
]  # fmt: skip
