"""A new scene that is wished for in free words: the place is read, everything else is what the scene is about."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.wishes.bag import Bag, Thing
from agent.director.wishes.clause import Clause, Draft, edit
from memory.domain.scene_refs import resolve
from memory.errors import NoSuchScene

_NEW = re.compile(
    r"\b(?:(?:add|insert|include|put in|squeeze in|slip in|build in|fit in|throw in) (?:\w+ ){0,3}?(?:scenes?|slides?|shots?|parts?|bits?|sections?|tip|step|something|sentence|line)\b"
    r"|there (?:should|ought to|could|must|needs to|has to) be (?:one more|another|an?(?: extra| new)?|some) (?:\w+ ){0,2}?(?:scene|tip|slide|bit|part|card|shot|screen|section|step)\b"
    r"|(?:add|insert|put in|include|slot in|squeeze in|work in|throw in|drop in|stick in|pop in|slide in|show) (?:in )?(?:an?|one more|another|some|our|my) (?:[\w'-]+ ){1,9}?(?:after|before|at the (?:end|start|beginning)|between|right after|right before)\b"
    r"|(?:after|before|between|at the (?:end|start|beginning)) .{3,40}? (?:add|insert|put in|include|slot in|squeeze in|work in|throw in|show) (?:in )?(?:an?|one more|another|some|our|my) \w+"
    r"|(?:like|love|want|get|have|need|give (?:us|me)|see) (?:to (?:see|have) )?(?:an?|one more|another|some) (?:\w+ ){0,2}?(?:scene|shot|slide|part|bit|section|screen|card|passage)(?: \w+)? (?:on|about|with|of|for|where|showing|saying|explaining|introducing)\b"
    r"|use the (?:extra|rest|time|remaining time|spare time|extra time) (?:seconds? )?(?:for|on) (?:an? )?(?:scene|slide|shot|bit|part)"
    r"|(?:one more|another|an extra|an additional|a new|an? \w+) (?:scene|slide|shot)\b(?! (?:shorter|longer))"
    r"|(?:also |should |could |forgot to |still |never |please )+(?:mention|mentioned|say that|said that|tell (?:them|people|viewers))\b|mention (?:somewhere |also )?(?:that|how|why|our|the)\b"
    r"|(?:add|include) something (?:about|on)\b|(?:missing|missed|forgot) (?:a |the )?(?:scene|slide|part|bit) (?:about|on|with))"
)
_NOT_NEW = re.compile(
    r"\b(?:remove|delete|instead|replace|music|captions|subtitles|logo|picture|photo|background|shorter|longer|transition)\b"
)


def read_insert(bag: Bag, about: Clause) -> Draft | None:
    """A new scene in an English clause, None where none is wished for or something else is wished for too."""
    if not _NEW.search(bag.text) or _NOT_NEW.search(bag.text) or len(bag.text.split()) < 4:
        return None
    return insert(bag.things, bag.text, about)


def insert(things: tuple[Thing, ...], text: str, about: Clause) -> Draft:
    """The new scene where 'after' or 'before' stand with a scene, or at an end of the film that is named."""
    ends = [thing for thing in things if "scene" in thing.kinds]
    for side in ("after", "before"):
        for thing in (one for one in things if side in one.kinds):
            beside = next((one for one in ends if one.begin >= thing.end), None)
            if beside and _single(beside, about):
                return edit("add_scene", beside.value, about=text.strip(), where=side)
    if len(ends) == 2 and any("between" in one.kinds for one in things):
        return edit("add_scene", min(ends, key=lambda one: one.begin).value, about=text.strip(), where="after")
    first = next((one for one in ends if one.value in ("first", 1)), None)
    last = next((one for one in ends if one.value in ("last", len(about.board.scenes))), None)
    if first and not last:
        return edit("add_scene", 1, about=text.strip(), where="before")
    return (
        edit("add_scene", "last", about=text.strip(), where="after")
        if last and not first
        else edit("add_scene", about=text.strip())
    )


def _single(thing: Thing, about: Clause) -> bool:
    try:
        return len(resolve(thing.value, about.board)) > 0
    except NoSuchScene:
        return False
