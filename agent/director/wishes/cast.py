"""Wishes about who presents."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.wishes.clause import TO, Clause, Draft, Rule, edit, fixed


def _presenter(found: re.Match[str], about: Clause) -> Draft | None:
    name = next((name for name in about.presenters if name.lower() == found["n"].strip().lower()), None)
    return edit("change_presenter", name=name.lower()) if name else None


def _recast(found: re.Match[str], about: Clause) -> Draft | None:
    """One member of the cast for another; two other names are words of the film."""
    return _presenter(found, about) if found["o"].lower() in {name.lower() for name in about.presenters} else None


RULES: list[Rule] = [
    (rf"(?:(?:change|switch|swap|set|replace|update) (?:the )?(?:presenter|host|speaker|person|avatar)|presenter|host) ?(?:{TO}|is|should be)? (?P<n>[\w' -]{{2,30}})", _presenter),
    (r"(?:use|have|let|make|try|with|i want|i'd like|put|go with|switch to|change to)(?: the presenter)? (?P<n>[\w'-]{2,30})(?: (?:as|for|to be) (?:the |our )?(?:presenter|host|speaker)| present(?:s|ing)?(?: it| this)?| to present(?: it| this)?| host(?: it)?| do it| in it| the presenter)?", _presenter),
    (r"(?:replace|swap|exchange) (?P<o>[\w'-]{2,30}) (?:with|for|by) (?P<n>[\w'-]{2,30})", _recast),
    (r"(?P<n>[\w'-]{2,30}) (?:should|as|must|is to) (?:present|host|the (?:presenter|host)|be the presenter|presenter)(?: it| this)?", _presenter),
    (r"(?:remove|hide|drop|lose|no|without|get rid of) (?:the |any )?(?:presenter|host|avatar|person|speaker)", fixed("change_presenter", visible=False)),
]  # fmt: skip
