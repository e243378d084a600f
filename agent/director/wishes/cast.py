"""Wishes about who presents."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.read_scene import scene_ref
from agent.director.wishes.clause import TO, Clause, Draft, Rule, edit, fixed


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
]  # fmt: skip
