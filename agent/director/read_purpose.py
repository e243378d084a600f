"""What a film is for, from the words of its brief: what a real person's consent may be limited to."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from typing import Literal

from memory.domain.consent import Purpose

# The first that is said counts; what is for colleagues is named before what is for customers.
_WORDS: tuple[tuple[Purpose, str], ...] = (
    ("training", r"training|onboarding|tutorial|course|lesson|e-?learning|schulung|einarbeitung|formación|formation|formazione"),
    ("internal", r"internal|intern|all[- ]hands|town hall|for (?:our|the|new) (?:team|staff|colleagues|employees)|mitarbeiter"),
    ("support", r"support|help ?cent(?:er|re)|how to return|troubleshoot\w*|faq|kundendienst|soporte|assistance"),
    ("sales", r"sales (?:pitch|call|deck|email|outreach)|prospects?|leads?\b|outreach|vertrieb"),
    ("marketing", r"ad|advert\w*|launch|campaign|promo\w*|sale|teaser|social|instagram|tik ?tok|linkedin|youtube|werb\w*|anuncio|publicité"),
)  # fmt: skip


def purpose_of(request: str) -> Purpose | Literal[""]:
    """The purpose that is said first, '' where none is: then only a consent for every purpose covers the film."""
    found = [(match.start(), purpose) for purpose, words in _WORDS if (match := re.search(rf"\b(?:{words})\b", request, re.I))]
    return min(found)[1] if found else ""
