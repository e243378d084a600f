"""Wishes about the picture: captions, background, colours, shape, transitions, logo."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from typing import get_args

from agent.director.read_brief import CAPTIONS
from agent.director.read_colors import COLOR, hex_of
from agent.director.read_scene import scene_ref
from agent.director.read_values import aspects
from agent.director.wishes.clause import IT, OFF_VERB, ON_VERB, PUT, SCENE, TO, Build, Clause, Draft, Rule, edit, fixed
from memory.domain.edit_values import SceneRef
from memory.domain.storyboard import BackgroundName, TransitionName

_KINDS = "|".join(get_args(BackgroundName))


_TRANSITIONS: dict[str, str] = {
    "cut": "cuts?|hard cuts?|straight cuts?",
    "crossfade": "cross-?fades?|dissolves?|fades?",
    "wipe": "wipes?",
    "push": "push(?:es)?|slides?",
    "zoom": "zooms?",
}


_TRANSITION = "|".join(_TRANSITIONS.values())


_ASPECT = r"(?:\d{1,4}\s*(?::|/|x|×|by)\s*\d{1,4}|vertical|portrait|square|landscape|horizontal|wide ?screen|(?:instagram )?reels?|tik ?tok|(?:youtube )?shorts|(?:instagram )?stories|youtube|hochformat|querformat)"


def _captions(action: str, **value: str) -> Build:
    return lambda found, about: edit("change_captions", action=action, **value)


def _caption_style(found: re.Match[str], about: Clause) -> Draft:
    return edit("change_captions", action="style", style="boxed" if "box" in found[0].lower() else "word")


def _caption_place(found: re.Match[str], about: Clause) -> Draft:
    return edit(
        "change_captions", action="position", position="top" if found["p"].lower() in ("top", "up", "above") else "bottom"
    )


def _background(found: re.Match[str], about: Clause) -> Draft | None:
    scene: SceneRef = None
    if phrase := found.groupdict().get("s"):
        known, scene = scene_ref(phrase, about.board)
        if not known:
            return None
    what = re.sub(r"^(?:a|an|the) ", "", found["c"].strip(), flags=re.I)
    if what.lower() in get_args(BackgroundName):
        return edit("change_background", scene, kind=what.lower())
    color = hex_of(what)
    return edit("change_background", scene, color=color) if color else None


def _color(found: re.Match[str], about: Clause) -> Draft | None:
    color = hex_of(found["c"])
    role = "accent" if "accent" in found[0].lower() else "brand"
    return edit("change_color", color=color, role=role) if color else None


def _aspect(found: re.Match[str], about: Clause) -> Draft | None:
    shapes = aspects(f"in {found['a']}")
    return edit("change_aspect_ratio", aspect=shapes[0]) if len(shapes) == 1 else None


def _transition(found: re.Match[str], about: Clause) -> Draft | None:
    name = next((name for name, words in _TRANSITIONS.items() if re.fullmatch(words, found["t"], re.I)), None)
    return edit("change_transition", name=name) if name in get_args(TransitionName) else None


RULES: list[Rule] = [
    (rf"(?:turn |switch |set )?(?:the )?(?:{CAPTIONS}) off|{OFF_VERB} (?:the |all |any |all the )?(?:burnt-in )?{CAPTIONS}", _captions("off")),
    (rf"(?:turn |switch |set )?(?:the )?(?:{CAPTIONS}) (?:back )?on|{ON_VERB} (?:the |some )?(?:burnt-in )?{CAPTIONS}(?: back)?", _captions("on")),
    (rf"(?:{PUT} )?(?:the )?{CAPTIONS} (?:to |in(?:to)? |be )?(?:a )?(?:boxed|box|boxes|word[- ]by[- ]word|word style)(?: style)?|(?:{PUT} |with |i want )?(?:boxed|word[- ]by[- ]word) {CAPTIONS}", _caption_style),
    (rf"(?:(?:{PUT}|move|place) )?(?:the )?{CAPTIONS} (?:up |down )?(?:to|at|on|near) (?:the )?(?P<p>top|bottom)(?: of the (?:screen|frame|picture))?", _caption_place),
    (rf"(?:{PUT} )?(?:the )?background (?:colou?r )?(?:of|in|for|on|behind) {SCENE} (?:{TO} |be )?(?P<c>(?:a |an )?(?:{COLOR}|{_KINDS}))", _background),
    (rf"(?:{PUT} )?{SCENE}(?:'s|’s)? background (?:colou?r )?(?:{TO} |be |should be |is )?(?P<c>{COLOR}|{_KINDS})", _background),
    (rf"(?:{PUT} )?(?:the )?background:? (?:colou?r )?(?:{TO} |be |should be |is )?(?P<c>(?:a |an )?(?:{COLOR}|{_KINDS}))(?: background)?", _background),
    (rf"(?:{PUT} |with |i want |add |try )?(?:an? |the )?(?P<c>{COLOR}|{_KINDS}) background", _background),
    (rf"(?:{PUT} |give )?(?:{SCENE} )(?:an? )?(?P<c>{COLOR}|{_KINDS}) background", _background),
    (rf"(?:{PUT} )?(?:the |our )?(?:brand |main |primary |theme |accent )?colou?rs? (?:{TO} |is |be |should be |= ?)?(?P<c>{COLOR})", _color),
    (rf"(?:use|apply|set|with) (?P<c>{COLOR}) (?:as|for) (?:the |our )?(?:brand |main |primary |theme |accent )(?:colou?r)", _color),
    (r"(?:use|apply|set) (?P<c>#[0-9a-f]{3,6})", _color),
    (rf"(?:(?:make|turn|use|switch to|set)(?: {IT})? )?(?:in |into |to )?(?:a )?dark(?:er)? (?:mode|theme|look|version)", fixed("change_color", dark=True)),
    (rf"(?:(?:make|turn|use|switch to|set)(?: {IT})? )?(?:in |into |to )?(?:a )?light(?:er)? (?:mode|theme|look|version)", fixed("change_color", dark=False)),
    (rf"(?:(?:make|turn|change|switch|convert|render|reformat|crop|give|do|export|i need|i want|format)(?: me)? )?(?:{IT} |(?:the )?(?:aspect ratio|aspect|ratio|format|shape|orientation) )?(?:{TO} |in |be |is )?(?:an? |the )?(?P<a>{_ASPECT})(?: (?:format|version|video|aspect ratio|ratio|shape))?", _aspect),
    (rf"(?:(?:{PUT}|add) )?(?:all )?(?:the )?transitions? ?(?:{TO} |be )?(?:an? )?(?P<t>{_TRANSITION})(?: transitions?)?", _transition),
    (rf"(?:(?:{PUT}|add|with|i want) )?(?:an? |the )?(?P<t>{_TRANSITION}) (?:transitions?|between (?:all )?(?:the )?scenes)(?: between (?:all )?(?:the )?scenes)?", _transition),
    (r"(?:make |have )?(?:the |our )?logo (?:a bit |a little |much |be )*(?:bigger|larger)|(?:enlarge|increase) the logo|(?:a )?bigger logo", fixed("change_logo", size="bigger")),
    (r"(?:make |have )?(?:the |our )?logo (?:a bit |a little |much |be )*smaller|shrink the logo|(?:a )?smaller logo", fixed("change_logo", size="smaller")),
    (r"(?:remove|hide|drop|lose|no|without|take out|get rid of|turn off|delete) (?:the |our )?logo|(?:the )?logo off", fixed("change_logo", visible=False)),
    (r"(?:show|bring back|turn on|put back) (?:the |our )?logo(?: back)?|(?:the )?logo (?:back )?on", fixed("change_logo", visible=True)),
    (r"(?:remove|delete|drop|take out) (?:the )?(?:picture|image|photo|clip|media|video clip)", fixed("replace_media", action="remove")),
]  # fmt: skip
