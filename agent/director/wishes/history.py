"""Wishes to go back."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re

from agent.director.wishes.clause import Clause, Draft, Rule, edit, fixed


def _undo_to(found: re.Match[str], about: Clause) -> Draft:
    return edit("undo", version=int(found["v"] or found["w"]))


RULES: list[Rule] = [
    (r"undo(?: (?:it|this|that|the last (?:change|edit|one|thing)|last change|my last change))?|(?:revert|roll back|take (?:it|that) back|go back|step back)(?: (?:it|that|one(?: step)?|the last (?:change|edit)|to (?:the )?(?:previous|last|earlier) (?:version|one)|to how it was(?: before)?))?|deshacer|rückgängig(?: machen)?|annuler", fixed("undo")),
    (r"(?:go |revert |roll |switch )?(?:back )?to version (?P<v>\d{1,3})|restore version (?P<w>\d{1,3})", _undo_to),
]  # fmt: skip
