"""Wishes for another layout of a scene: 'make scene 3 a chart', 'show the prices as a comparison'."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.finding_scenes import pointed_at
from agent.director.read_scene import scene_ref
from agent.director.wishes.clause import NO_REF, SCENE, Clause, Draft, Rule, edit

# What people call a layout; 'chart' alone takes the one that the scene's numbers ask for.
_NAMES: dict[str, str] = {
    "chart": r"charts?|graphs?|diagrams?",
    "bar_chart": r"(?:bar|column)[- ](?:chart|graph)s?|bars",
    "line_chart": r"line[- ](?:chart|graph)s?|curve",
    "donut_chart": r"(?:donut|doughnut|pie|ring)(?:[- ](?:chart|graph))?s?",
    "comparison": r"(?:side[- ]by[- ]side )?comparison|before[- ](?:and[- ])?after|two columns|versus(?: screen)?",
    "timeline": r"time ?line|steps|step[- ]by[- ]step(?: list)?|process|road ?map",
    "agenda": r"agenda|schedule|programme|program",
    "list": r"(?:bullet(?:ed)? )?list|bullets?(?: points?)?|check ?list",
    "map": r"map",
    "quote": r"(?:pull )?quote|citation",
    "testimonial": r"testimonial|customer quote",
    "price": r"price (?:card|tag)|pricing(?: card)?",
    "code": r"code(?: (?:window|block|snippet))?|terminal|command line",
    "question": r"question(?: (?:card|screen|to the viewer))?",
    "kinetic": r"kinetic (?:typography|text|type)|moving (?:text|words|type)|animated (?:text|words|typography)|words only",
    "title_card": r"title(?: card)?|text card|plain text",
    "big_number": r"(?:big|large|huge) (?:number|figure)|counter|number that counts up",
    "device": r"(?:phone|laptop|device|computer|browser)(?: (?:frame|mock-?up|screen))?|mock-?up",
    "product": r"product (?:shot|picture|view)",
    "picture": r"full[- ](?:screen|bleed) (?:picture|photo|image|clip|video)",
    "presenter_split": r"split[- ]?screen|split view",
    "logo_reveal": r"logo (?:reveal|animation|intro)",
}
_WHO = r"(?:her|him|them|me|the (?:presenter|host|speaker|narrator|person|woman|man)|(?P<n>[\w'-]{2,30}))"
_CORNER = (
    r"(?:(?:bottom|lower|right|small|little|tiny|round|rounded|right[- ]hand)[ ,-]*){0,3}(?:corner|circle|bubble|disc|inset|pip)"
)
_INSET = r"picture[- ]in[- ]picture|pip"
_LAYOUT = "|".join(f"(?:{words})" for words in _NAMES.values())
_KIND = r"(?: (?:layout|design|scene|slide|screen|view|style))?"


def _name(words: str) -> str:
    return next(name for name, pattern in _NAMES.items() if re.fullmatch(pattern, words, re.I))


def _layout(found: re.Match[str], about: Clause) -> Draft | None:
    known, ref = scene_ref(found["s"], about.board)
    return edit("change_layout", ref, layout=_name(found["l"])) if known and ref is not None else None


def _layout_here(found: re.Match[str], about: Clause) -> Draft | None:
    """Where the scene is named beside it; a whole film has no layout."""
    return edit("change_layout", layout=_name(found["l"])) if about.scene != NO_REF else None


def _layout_of(found: re.Match[str], about: Clause) -> Draft | None:
    """'a map of Leeds': the scene that alone speaks of what is to be shown."""
    scene = pointed_at(found["w"], about.board)
    return edit("change_layout", scene, layout=_name(found["l"])) if scene else None


def _corner(found: re.Match[str], about: Clause) -> Draft | None:
    """The presenter in a small frame over the rest: in the scene that is named, else wherever somebody is seen."""
    name = found.groupdict().get("n")
    if name and name.lower() not in {one.lower() for one in about.presenters}:
        return None
    if found.groupdict().get("s"):
        known, ref = scene_ref(found["s"], about.board)
        return edit("change_layout", ref, layout="presenter_corner") if known else None
    if about.scene != NO_REF:
        return edit("change_layout", layout="presenter_corner")
    seen = tuple(number for number, scene in enumerate(about.board.scenes, 1) if scene.layout.startswith("presenter_"))
    return edit("change_layout", seen, layout="presenter_corner") if seen else None


RULES: list[Rule] = [
    (rf"(?:put|place|move|show|have|shrink|tuck|keep|set|want|i want|i'd like|make) {_WHO}(?: (?:small|smaller|tiny|down|only|just))? (?:in|into|to|at|inside|down in) (?:an? |the |one )?{_CORNER}(?: of (?:the )?(?:screen|frame|picture|film|video|image))?(?: (?:in|for|of|on|during) {SCENE})?", _corner),
    (rf"(?:use|make|show|try|do|have|i want|with|put|turn)(?: {_WHO}| it)?(?: (?:as|in|into|to))? (?:an? |the )?(?:{_INSET})(?: (?:presenter|host|speaker|view|mode|style))?(?: (?:in|for|on|during) {SCENE})?", _corner),
    (rf"(?:make|turn|change|convert|show|present|display|set|lay out|redo|render|do|have|put) {SCENE} (?:in ?to|as|to|in|with) (?:an? |the |some )?(?P<l>{_LAYOUT}){_KIND}(?: instead)?", _layout),
    (rf"(?:make|turn) {SCENE} (?:an? )(?P<l>{_LAYOUT}){_KIND}(?: instead)?", _layout),
    (rf"{SCENE} (?:should|could|must|has to|needs to|ought to) be (?:shown as |laid out as )?(?:an? |the )?(?P<l>{_LAYOUT}){_KIND}(?: instead)?", _layout),
    (rf"(?:use|try|show|make|give (?:it|me)|take|have|with|i want) (?:it )?(?:as )?(?:an? |the |some )?(?P<l>{_LAYOUT}){_KIND}(?: instead)?", _layout_here),
    (rf"(?:use|try|take|put|show) (?:an? |the )?(?P<l>{_LAYOUT}){_KIND} (?:for|in|on) {SCENE}", _layout),
    (rf"(?:use|try|take|put|show|add|have|include|display|make) (?:us |me )?(?:an? |the )?(?P<l>{_LAYOUT}){_KIND} (?:of|with|about|showing) (?P<w>.{{2,40}})", _layout_of),
    (rf"(?:show|present|display|put|have|lay out) (?P<w>.{{2,40}}?) (?:as|in|on|with) (?:an? |the )?(?P<l>{_LAYOUT}){_KIND}", _layout_of),
]  # fmt: skip
