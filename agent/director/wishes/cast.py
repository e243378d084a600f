"""Wishes about who presents."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_scene import scene_ref
from agent.director.wishes.clause import TO, Clause, Draft, Rule, edit, fixed
from memory.domain.scene_refs import resolve
from memory.errors import NoSuchScene


def _presenter(found: re.Match[str], about: Clause) -> Draft | None:
    said = (found["n"] or found.groupdict().get("m") or "").strip().lower()
    name = next((name for name in about.presenters if name.lower() == said), None)
    return edit("change_presenter", name=name.lower()) if name else None


def _recast(found: re.Match[str], about: Clause) -> Draft | None:
    """One member of the cast for another; two other names are words of the film."""
    return _presenter(found, about) if found["o"].lower() in {name.lower() for name in about.presenters} else None


def _stage(found: re.Match[str], about: Clause) -> Draft | None:
    """One member of the cast for a part of the film."""
    draft = _presenter(found, about)
    known, ref = scene_ref(found["s"], about.board)
    return {**draft, "scene": None if ref == "all" else ref} if draft and known else None


def _framing(found: re.Match[str], about: Clause) -> Draft | None:
    """How much of the presenter is seen: of the one who presents, by name or not."""
    said = (found["n"] or "").lower()
    if said and said not in {name.lower() for name in about.presenters}:
        return None
    near, far = found["near"], found["far"]
    return edit(
        "change_presenter", framing="close" if near else "full" if re.search(r"full|whole|entire|head to", far, re.I) else "half"
    )


def _only_there(found: re.Match[str], about: Clause) -> Draft | None:
    """'show her only at the beginning': nobody is seen in the other scenes."""
    known, ref = scene_ref(found["s"], about.board)
    if not known or ref == "all":
        return None
    try:
        seen = resolve(ref, about.board)
    except NoSuchScene:
        return None
    others = [place for place, scene in enumerate(about.board.scenes, 1) if scene.id not in seen]
    return edit("change_presenter", tuple(others), visible=False) if others else None


_PRESENTER = r"(?:presenter|host|speaker|person|avatar|narrator|spokesperson|actor|actress|character|moderator)"
RULES: list[Rule] = [
    (rf"(?:(?:change|switch|swap|set|replace|update|make) (?:the )?{_PRESENTER}|(?:the )?(?:presenter|host)) ?(?:{TO}|is|should be|be)? (?P<n>[\w' -]{{2,30}})", _presenter),
    (rf"(?:use|have|let|make|try|with|i want|i'd like|put|go with|switch to|change to|get|choose|pick|take|prefer)(?: the {_PRESENTER})? (?P<n>[\w'-]{{2,30}})(?: (?:as|for|to be) (?:the |our )?{_PRESENTER}| present(?:s|ing)?(?: it| this)?| to present(?: it| this)?| host(?: it)?| do it| in it| (?:be )?(?:the )?{_PRESENTER})?", _presenter),
    (r"(?:let|have|use|make|put) (?P<n>[\w'-]{2,30}) (?:do|present|host|take|say|take over|in|for|into|on) (?P<s>.{2,40})", _stage),
    (r"(?:use |with |put )?(?P<n>[\w'-]{2,30}) (?:for|in|on) (?P<s>.{2,40})", _stage),
    (r"(?P<n>[\w'-]{2,30}) (?:should|could|must) (?:do|present|host|take|say) (?P<s>.{2,40})", _stage),
    (r"(?:replace|swap|exchange|switch|change)(?: out)? (?P<o>[\w'-]{2,30}) (?:with|for|by|to) (?P<n>[\w'-]{2,30})", _recast),
    (r"(?:use |have |let |with )?(?P<n>[\w'-]{2,30}) (?:instead of|rather than|not) (?P<o>[\w'-]{2,30})", _recast),
    (rf"(?P<n>[\w'-]{{2,30}}) (?:should|as|must|is to) (?:present|host|the {_PRESENTER}|be the {_PRESENTER}|{_PRESENTER})(?: it| this)?|(?P<m>[\w'-]{{2,30}}) (?:present|host|(?:do|say) (?:it|this))(?: it| this)?", _presenter),
    (rf"(?:remove|hide|drop|lose|no|without|get rid of|take out) (?:the |any )?{_PRESENTER}|take (?:the )?{_PRESENTER} (?:out|away|off)|(?:i |we )?(?:don't|do not) (?:want|need) (?:a |the |any )?{_PRESENTER}", fixed("change_presenter", visible=False)),
    (rf"(?:(?P<near>zoom (?:in )?(?:on|to)|(?:show |make |do |use )?(?:an? )?(?:tighter|closer|close)(?:[- ]up)?(?: shot| view| framing| crop)? (?:of|on)|(?:move|go|get|bring the camera) closer (?:to|on)|closer to)|(?P<far>zoom out (?:on|from|of)|(?:show )?(?:all|more|the whole|the entire|the full (?:body|figure)) of|(?:a )?(?:wider|full[- ]body|medium|half)(?: shot| view| framing)? (?:of|on)|(?:move|go|get) (?:further|farther) away from)) (?:the |our )?(?:{_PRESENTER}|her|him|(?P<n>[\w'-]{{2,30}}))", _framing),
    (rf"(?:(?:show|have|use|see|keep|leave|put) )?(?:the |our )?(?:{_PRESENTER}|her|him) (?:visible |on screen |in )?(?:only|just) (?:in|at|on|during|for) (?P<s>.{{2,40}})", _only_there),
    (rf"(?:only|just) (?:show|have|use|see|keep) (?:the |our )?(?:{_PRESENTER}|her|him) (?:in|at|on|during|for) (?P<s>.{{2,40}})", _only_there),
]  # fmt: skip
