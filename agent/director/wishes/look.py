"""Wishes about the picture: captions, background, colours, shape, transitions, logo."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from typing import get_args

from agent.director.read_brief import CAPTION_WORD, CAPTIONS, caption_style
from agent.director.read_colors import COLOR, hex_of, same_hue
from agent.director.read_scene import scene_ref
from agent.director.read_values import aspects
from agent.director.wishes.clause import (
    A_BIT,
    ANOTHER,
    IT,
    NO_REF,
    OFF_VERB,
    ON_VERB,
    PUT,
    SCENE,
    TO,
    Build,
    Clause,
    Draft,
    Rule,
    edit,
    fixed,
)
from memory.domain.edit_values import SceneRef
from memory.domain.scene_refs import number_of, resolve
from memory.domain.storyboard import BackgroundName, LookName, TransitionName
from memory.errors import NoSuchScene

_KINDS = "|".join(get_args(BackgroundName))
_LOOKS = "|".join(get_args(LookName))
_OURS = rf"(?:(?:our|the|my) )?(?:own )?(?:brand(?:'s|s)? |company |corporate |house )colou?r|our (?:brand |company |corporate |house )?(?:colou?r|{COLOR})|the brand (?:{COLOR})"
_PAINT = rf"(?:{_OURS}|(?:an? |the )?(?:{COLOR}|{_KINDS}))"


_TRANSITIONS: dict[str, str] = {
    "cut": "cuts?|hard cuts?|straight cuts?",
    "crossfade": "cross[- ]?fades?|dissolves?|fades?|fading",
    "wipe": "wipes?",
    "push": "push(?:es)?|slides?",
    "zoom": "zooms?",
    "slide": "slide[- ]?overs?|covers?",
    "iris": "iris(?:es)?|circles?",
    "blur": "blurs?|defocus",
    "whip": "whips?|whip pans?",
    "page": "page turns?|paper",
    "blinds": "blinds?|shutters?",
    "tiles": "tiles?|mosaics?",
}


_TRANSITION = "|".join(_TRANSITIONS.values())


_ASPECT = r"(?:\d{1,4}\s*(?::|/|x|×|by)\s*\d{1,4}|vertical|portrait|square|landscape|horizontal|wide ?screen|(?:instagram )?reels?|tik ?tok|(?:youtube )?shorts|(?:instagram )?stories|youtube|hochformat|querformat)"


def _captions(action: str, **value: str) -> Build:
    return lambda found, about: edit("change_captions", action=action, **value)


def _caption_style(found: re.Match[str], about: Clause) -> Draft:
    return edit("change_captions", action="style", style=caption_style(found[0]) or "word")


def _caption_place(found: re.Match[str], about: Clause) -> Draft:
    return edit(
        "change_captions", action="position", position="top" if (found["p"] or found["q"]).lower() in ("top", "up") else "bottom"
    )


def _background(found: re.Match[str], about: Clause) -> Draft | None:
    scene: SceneRef = None
    if phrase := found.groupdict().get("s"):
        known, scene = scene_ref(phrase, about.board)
        if not known:
            return None
    what = re.sub(r"^(?:an? |the )", "", found["c"].strip(), flags=re.I)
    if re.fullmatch(_OURS, found["c"].strip(), re.I):
        ours = _own_color(found["c"], about)
        return edit("change_background", scene, color=ours) if ours else None
    if what.lower() in get_args(BackgroundName):
        return edit("change_background", scene, kind=what.lower())
    color = hex_of(what)
    return edit("change_background", scene, color=color) if color else None


def _own_color(words: str, about: Clause) -> str | None:
    """The brand's colour; a hue said with it ('our blue') has to be that colour's, else another one is meant."""
    color = about.board.theme.color
    named = re.search(COLOR, words, re.I)
    return color if named is None or same_hue(hex_of(named[0]) or "", color) else None


def _color(found: re.Match[str], about: Clause) -> Draft | None:
    color = hex_of(found["c"])
    role = "accent" if "accent" in found[0].lower() else "brand"
    return edit("change_color", color=color, role=role) if color else None


def _look(found: re.Match[str], about: Clause) -> Draft:
    return edit("change_color", look=found["look"].lower())


def _aspect(found: re.Match[str], about: Clause) -> Draft | None:
    shapes = aspects(f"in {found['a']}")
    return edit("change_aspect_ratio", aspect=shapes[0]) if len(shapes) == 1 else None


def _transition_between(found: re.Match[str], about: Clause) -> Draft | None:
    """Into the next scene; two scenes that are no neighbours have none between them."""
    first, ref = scene_ref(found["s"], about.board)
    second, after = scene_ref(found["next"], about.board)
    draft = _transition(found, about)
    if not (draft and first and second):
        return None
    try:
        ids = [*resolve(ref, about.board), *resolve(after, about.board)]
    except NoSuchScene:
        return None
    places = [number_of(scene_id, about.board) for scene_id in ids]
    return {**draft, "scene": ref} if len(places) == 2 and places[1] == places[0] + 1 else None


def _transition(found: re.Match[str], about: Clause) -> Draft | None:
    name = next((name for name, words in _TRANSITIONS.items() if re.fullmatch(words, found["t"], re.I)), None)
    return edit("change_transition", name=name) if name in get_args(TransitionName) else None


_OFF_LOGO = r"(?:remove|hide|drop|lose|loose|no|without|take out|take off|get rid of|turn off|delete|kill|ditch)"
_LOGO = r"(?:the |our |my |company )*(?:logo|watermark)"
_CHANGE = r"(?:(?:make|turn|change|switch|convert|render|reformat|crop|give|do|export|get|have|need|i need|i want|we need|format|resize|reframe|adapt|put|set)(?: me)? )"
_ALL_SCENES = r"(?: (?:between|for|in) (?:all )?(?:the )?(?:scenes|slides|them))"
_PICTURE = r"(?:picture|image|photo|photograph|clip|media|video clip|stock photo|screenshot)"
_UPLOAD = rf"(?:my|the|this|our|an?) (?:[\w-]+ ){{0,3}}?(?:{_PICTURE}|shot|upload|file|attachment|one|graphic)(?: (?:that |which )?(?:i|we)(?: have|'ve)?(?: just)? (?:uploaded|attached|sent|added|gave you)(?: here)?| attached| below| here)?"


def _no_picture(found: re.Match[str], about: Clause) -> Draft | None:
    """The picture of the scene that is named beside it, else the only one there is."""
    return _of_pictured(about, action="remove")


def _gone_picture(found: re.Match[str], about: Clause) -> Draft | None:
    known, ref = scene_ref(found["s"], about.board)
    return edit("replace_media", ref, action="remove") if known else None


def _picture(found: re.Match[str], about: Clause) -> Draft | None:
    if phrase := found["s"]:
        known, ref = scene_ref(phrase, about.board)
        return edit("replace_media", ref, action="replace") if known else None
    return _of_pictured(about, action="replace")


def _of_pictured(about: Clause, action: str) -> Draft | None:
    pictured = [place for place, scene in enumerate(about.board.scenes, 1) if scene.media]
    if about.scene != NO_REF:
        return edit("replace_media", action=action)
    return edit("replace_media", pictured[0], action=action) if len(pictured) == 1 else None


RULES: list[Rule] = [
    (rf"(?:(?:turn|switch|set|have|keep) )?(?:the )?{CAPTIONS} (?:(?:turned|switched|to be|be) )?off|{OFF_VERB} (?:the |all |any |all the )?(?:burnt-in )?{CAPTIONS}|turn (?:the )?{CAPTIONS} off|(?:i |we )?(?:don't|do not) (?:want|need|like) (?:the |any )?{CAPTIONS}", _captions("off")),
    (rf"(?:(?:turn|switch|set|have) )?(?:the )?{CAPTIONS} (?:(?:turned|switched|to be|be) )?(?:back )?on(?: again)?|{ON_VERB} (?:the |some )?(?:burnt-in )?{CAPTIONS}(?: back)?|(?:bring|put) (?:the )?{CAPTIONS} back(?: on)?", _captions("on")),
    (rf"(?:{PUT} )?(?:the )?{CAPTIONS} (?:to |in(?:to)? |be )?(?:a )?(?:{CAPTION_WORD}|box|boxes|word style)(?: style)?|(?:{PUT} |with |i want )?(?:the )?{CAPTION_WORD} {CAPTIONS}|(?:put )?(?:a )?box (?:around|behind|under) (?:the )?{CAPTIONS}", _caption_style),
    (rf"(?:{PUT}|try) (?:the |to )?{ANOTHER} {CAPTIONS}(?: style)?|{ANOTHER} {CAPTIONS}(?: style)?|{ANOTHER} style for (?:the )?{CAPTIONS}|change (?:the )?(?:{CAPTIONS} style|style of (?:the )?{CAPTIONS})", _captions("style")),
    (rf"(?:(?:{PUT}|move|place|show) )?(?:the )?{CAPTIONS} (?:up |down )?(?:be )?(?:to|at|on|near|in|up) (?:the )?(?P<p>top|bottom)(?: (?:of|half of) the (?:screen|frame|picture|video))?|(?:move|put) (?:the )?{CAPTIONS} (?P<q>up|down)", _caption_place),
    (rf"(?:{PUT} )?(?:the )?background (?:colou?r )?(?:of|in|for|on|behind) {SCENE} ?(?:{TO} |be |should be )?(?P<c>{_PAINT})", _background),
    (rf"(?:{PUT} )?{SCENE}(?:'s|’s)? background (?:colou?r )?(?:{TO} |be |should be |is )?(?P<c>{_PAINT})", _background),
    (rf"(?:{PUT} )?(?:all )?(?:the )?backgrounds (?:{TO} |be |should be |are )?(?P<c>{_PAINT})", _background),
    (rf"make (?P<c>{_OURS}) the background(?: colou?r)?", _background),
    (rf"(?:{PUT} )?(?:the )?background:? (?:colou?r )?(?:{TO} |be |should be |is )?(?P<c>{_PAINT})(?: background)?", _background),
    (rf"(?:{PUT} |with |i want |add |try |a )?(?:an? |the )?(?P<c>{COLOR}|{_KINDS}) background", _background),
    (rf"(?:use |put |take )?(?P<c>{_OURS}) (?:as|for) (?:the |a )?background(?: colou?r)?", _background),
    (rf"(?:{PUT} |give )?{SCENE} (?:with |on |(?:needs|wants|gets|deserves|could use|should have|should get) )?(?:an? )?(?P<c>{COLOR}|{_KINDS}) background", _background),
    (rf"(?:put|use|show|have) (?:an? )?(?P<c>{COLOR}|{_KINDS}) (?:behind|as (?:the )?background (?:of|in|for)) {SCENE}", _background),
    (rf"(?:make|paint|colou?r|turn) (?P<s>(?:the )?(?:scenes?|slides?|tips?|first|last|hook|intro|outro|ending|opening|cta|end card)\b.{{0,40}}?) (?:in )?(?P<c>{_OURS}|{COLOR})", _background),
    (rf"(?P<s>(?:the )?(?:scenes?|slides?) .{{1,20}}?) (?:in|should be) (?P<c>{_OURS}|{COLOR})", _background),
    (rf"(?:{PUT} )?(?:the |our )?(?:brand |main |primary |theme |accent )?colou?rs?(?: scheme)? (?:{TO} |is |be |should be |= ?)?(?P<c>{COLOR})", _color),
    (rf"(?:the |our |an )?accent(?: colou?r)? (?:{TO} |is |be |should be |= ?)?(?P<c>{COLOR})", _color),
    (rf"(?:use|apply|set|with) (?P<c>{COLOR}) (?:as|for) (?:the |our )?(?:brand |main |primary |theme |accent )(?:colou?r)", _color),
    (r"(?:use|apply|set) (?P<c>#[0-9a-f]{3,6})", _color),
    (r"(?:switch|set|change|turn|make) (?:the )?(?:theme|look|mode|design|ground)(?: to)? dark", fixed("change_color", dark=True)),
    (r"(?:switch|set|change|turn|make) (?:the )?(?:theme|look|mode|design|ground)(?: to)? light", fixed("change_color", dark=False)),
    (rf"(?:(?:make it|use|switch to|try|go (?:for|with)|give it|change to|with) )?(?:in )?(?:the |an? )?(?P<look>{_LOOKS}) (?:look|style|theme|design)", _look),
    (rf"(?:(?:make|turn|use|switch to|set|try)(?: {IT})? )?(?:in |into |to )?(?:a )?dark(?:er)? (?:mode|theme|look|version)", fixed("change_color", dark=True)),
    (rf"(?:(?:make|turn|use|switch to|set|try)(?: {IT})? )?(?:in |into |to )?(?:a )?light(?:er)? (?:mode|theme|look|version)", fixed("change_color", dark=False)),
    (rf"{_CHANGE}?(?:{IT} |(?:the )?(?:aspect ratio|aspect|ratio|format|shape|orientation) )?(?:{TO} |in |be |is )?(?:an? |the )?(?P<a>{_ASPECT})(?: (?:format|version|video|aspect ratio|ratio|shape|mode|cut))?(?: (?:for|on) (?:instagram|tik ?tok|reels|stories|youtube|shorts|mobile|phones?|my phone))?", _aspect),
    (rf"(?:(?:{PUT}|add) )?(?:all )?(?:the )?transitions? ?(?:{TO} |be )?(?:an? )?(?P<t>{_TRANSITION})(?: transitions?)?{_ALL_SCENES}?", _transition),
    (rf"(?:(?:{PUT}|add|with|i want|try) )?(?:an? |the )?(?:smooth |soft )?(?P<t>{_TRANSITION}) (?:transitions?{_ALL_SCENES}?|between (?:all )?(?:the )?(?:scenes|slides))", _transition),
    (rf"(?:(?:{PUT}|add|i want|with) )?(?:an? )?(?:simple |plain |smooth )?(?P<t>{_TRANSITION})(?: transition)? (?:between|from) {SCENE} (?:and|to|into|in to) (?P<next>.{{1,30}})", _transition_between),
    (rf"(?:use |with )?(?P<t>{_TRANSITION})(?: transitions?)? (?:instead of|rather than|not) (?:the )?(?:{_TRANSITION})(?: transitions?)?", _transition),
    (r"(?:use|with|only|just|go with|try) (?:a |the )?(?P<t>push|wipe|crossfade|cross-fade|dissolve)", _transition),
    (r"(?:(?:use|with|only|just|go with|try) )?(?:only )?(?P<t>(?:hard |straight )cuts|cross-?fades|dissolves|wipes)", _transition),
    (r"(?:no|without|remove|drop|lose|get rid of) (?:the |any |all |all the )?(?:fancy )?transitions?(?: effects?)?", fixed("change_transition", name="cut")),
    (rf"(?:make |have |get )?{_LOGO} (?:(?:{A_BIT}|to be|be|is|looks|should be|could be|can be) ?)*(?:bigger|larger|more (?:visible|prominent)|too (?:small|tiny))|(?:enlarge|increase|scale up|blow up) {_LOGO}(?: size)?|(?:a )?{A_BIT}?(?:bigger|larger) logo|{_LOGO} (?:twice as (?:big|large)|double the size)|make {_LOGO} twice as (?:big|large)", fixed("change_logo", size="bigger")),
    (rf"(?:make |have |get )?{_LOGO} (?:(?:{A_BIT}|to be|be|is|looks|should be|could be|can be) ?)*(?:smaller|less (?:visible|prominent)|too (?:big|large|huge))|(?:shrink|reduce|scale down) {_LOGO}(?: size| down)?|(?:a )?{A_BIT}?smaller logo|(?:make )?{_LOGO} half (?:as big|the size)", fixed("change_logo", size="smaller")),
    (rf"{_OFF_LOGO} {_LOGO}|(?:turn |switch )?{_LOGO} (?:off|away|out)|take {_LOGO} (?:out|off|away)|(?:i |we )?(?:don't|do not) (?:want|need) {_LOGO}", fixed("change_logo", visible=False)),
    (rf"(?:show|display|bring back|turn on|put back|add back) {_LOGO}(?: back)?|(?:turn |switch )?{_LOGO} (?:back )?on|(?:bring|put) {_LOGO} back(?: in| on)?", fixed("change_logo", visible=True)),
    (rf"(?:remove|delete|drop|take out|lose|get rid of|no) (?:the |that |this )?{_PICTURE}|take (?:the |that |this )?{_PICTURE} (?:away|out|off)", _no_picture),
    (rf"(?:replace|change|swap|update|exchange) (?:the |that |this |old )*{_PICTURE}(?: (?:in|of|on) {SCENE})? (?:with|for|by|to) {_UPLOAD}", _picture),
    (rf"(?:the )?{_PICTURE} (?:in|on|of) {SCENE} (?:has to|should|must|can|needs to) (?:go|be removed|be deleted)", _gone_picture),
    (rf"(?:replace|change|swap) (?:the |that )?{_PICTURE} (?:in|on|of) {SCENE}", _picture),
    (rf"(?:use|put|show|take|insert) {_UPLOAD} (?:in|on|into|for|to) {SCENE}(?: instead(?: of .{{2,40}})?)?", _picture),
]  # fmt: skip
