"""What kind of film a brief asks for: each kind opens, goes on and closes in its own way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

KindName = Literal["launch", "steps", "apology", "thanks", "offer", "hiring", "notice", "invite"]


@dataclass(frozen=True)
class Kind:
    """Roles of the scenes of one kind. `direct` True: it opens with the matter itself, not with the viewer's problem.

    `last_words` close an English film where the director finds none.
    """

    name: KindName
    opening: str
    middle: tuple[str, ...]
    closing: str
    direct: bool = True
    last_words: str = ""


HOOK = "open with the viewer's situation or problem"
CLOSING = "say what to do now"
LAUNCH = Kind("launch", HOOK, ("what it is", "how it works", "why that helps", "a day with it"), CLOSING, direct=False)
_KINDS = (
    (
        re.compile(r"\bapolog|\bwe(?:'re| are) sorry\b", re.I),
        Kind(
            "apology",
            "say we are sorry, and for what",
            ("admit it plainly", "say you understand what it cost them", "say it was our fault"),
            "thank them for their patience",
            last_words="We are sorry. Thank you for your patience.",
        ),
    ),
    (
        re.compile(r"\bthank[\s-]?you\b|\bthanks to\b|\bto thank\b", re.I),
        Kind(
            "thanks",
            "thank them for what they did",
            ("say what they made possible", "say how it felt to see them"),
            "thank them once more",
            last_words="You made this happen. From all of us, thank you.",
        ),
    ),
    (
        re.compile(r"\bhiring\b|\bwe(?:'re| are) looking for\b|\bvacancy\b|\bjob\b", re.I),
        Kind("hiring", "say who we look for", ("what the work is like", "who fits in well"), "say how to apply"),
    ),
    (
        re.compile(r"\brecipe\b|\bhow[\s-]to\b|\blesson\b|\btutorial\b|\binstructions?\b|\bonboarding\b", re.I),
        Kind(
            "steps",
            "say what the viewer can do in a moment",
            ("say how to do this step well", "say what to look out for"),
            "say what they have now",
            last_words="That is all. Now it is your turn.",
        ),
    ),
    (
        re.compile(r"\bprice change\b|\bgoes from\b|\bfrom \d+ \w+ (?:on|the)\b|\bwill change\b", re.I),
        Kind(
            "notice",
            "say plainly what changes",
            ("say what stays the same", "say whom it touches"),
            "say what it means for you",
        ),
    ),
    (
        re.compile(r"\bsale\b|\bdiscount\b|\d\s?% off\b|\bvoucher\b", re.I),
        Kind("offer", "open with the offer", ("why it is worth the way", "what you find there"), CLOSING),
    ),
    (
        re.compile(r"\binvitation\b|\binvite\b|\bwebinar\b|\bworkshop\b|\bregister at\b", re.I),
        Kind(
            "invite",
            HOOK,
            ("what you will learn", "who should come", "why it is easy to join"),
            "say how to register",
            direct=False,
        ),
    ),
)  # fmt: skip


def kind_of_film(request: str) -> Kind:
    """The kind that the words of a brief name; a launch film where they name none."""
    return next((kind for pattern, kind in _KINDS if pattern.search(request)), LAUNCH)
