"""What kind of film a brief asks for: each kind opens, goes on and closes in its own way."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

KindName = Literal["launch", "steps", "apology", "thanks", "offer", "hiring", "notice", "invite"]


Line = tuple[str, str]
NOTHING: Line = ("", "")


@dataclass(frozen=True)
class Kind:
    """Roles of the scenes of one kind. `direct` True: it opens with the matter itself, not with the viewer's problem.

    `spares` are a headline and a line for each role of the middle, `last_words` for the closing: English words that promise
    nothing and hold for every film of the kind, for scenes that the brief leaves open.
    """

    name: KindName
    opening: str
    middle: tuple[str, ...]
    closing: str
    direct: bool = True
    spares: tuple[Line, ...] = ()
    last_words: Line = NOTHING


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
            spares=(
                ("No excuses", "This should not have happened, and we will not make it sound smaller than it was."),
                ("You rely on us", "You rely on us every day, and this time you could not."),
                ("Our mistake", "The mistake was ours, and ours alone."),
            ),
            last_words=("Thank you for your patience", "We are sorry. Thank you for staying with us, and for your patience."),
        ),
    ),
    (
        re.compile(r"\bthank[\s-]?you\b|\bthanks to\b|\bto thank\b", re.I),
        Kind(
            "thanks",
            "thank them for what they did",
            ("say what they made possible", "say how it felt to see them"),
            "thank them once more",
            spares=(
                ("It can be seen", "What you did can be seen, and it stays."),
                ("Side by side", "We saw what people can do side by side, and we will not forget it."),
            ),
            last_words=("You made this happen", "None of this happens without you. From all of us, thank you."),
        ),
    ),
    (
        re.compile(r"\bhiring\b|\bwe(?:'re| are) looking for\b|\bvacancy\b|\bjob\b", re.I),
        Kind(
            "hiring",
            "say who we look for",
            ("who fits in well", "what the work is like"),
            "say how to apply",
            spares=(
                ("Does that sound like you?", "You take pride in your work, and you like to do it with others."),
                ("A day with us", "Ask us what a working day looks like. We are happy to tell you."),
            ),
            last_words=("Write to us", "Does that sound like you? Then send us a few lines about yourself."),
        ),
    ),
    (
        re.compile(r"\brecipe\b|\bhow[\s-]to\b|\blesson\b|\btutorial\b|\binstructions?\b|\bonboarding\b", re.I),
        Kind(
            "steps",
            "say what the viewer can do in a moment",
            ("say how to do this step well", "say what to look out for"),
            "say what they have now",
            spares=(
                ("Take your time", "Take your time. What is done carefully is done once."),
                ("One step back", "If something looks wrong, go one step back and try again."),
            ),
            last_words=("Your turn", "That is all it takes. Now it is your turn, so give it a try."),
        ),
    ),
    (
        re.compile(r"\bprice change\b|\bgoes from\b|\bfrom \d+ \w+ (?:on|the)\b|\bwill change\b", re.I),
        Kind(
            "notice",
            "say plainly what changes",
            ("say what stays the same", "say whom it touches"),
            "say what it means for you",
            spares=(
                ("Why we tell you now", "You hear this from us today, so that you can plan with it in good time."),
                ("No small print", "We tell you what changes, and we tell you what does not."),
            ),
            last_words=("Any questions?", "If anything about this is unclear, ask us. We would rather explain it twice."),
        ),
    ),
    (
        re.compile(r"\bsale\b|\bdiscount\b|\d\s?% off\b|\bvoucher\b", re.I),
        Kind(
            "offer",
            "open with the offer",
            ("why it is worth the way", "what you find there"),
            CLOSING,
            spares=(
                ("Come early", "Come early, bring someone along, and take your time."),
                ("Have a look", "Have a look around. There may be something with your name on it."),
            ),
            last_words=("See you there", "Put it in your calendar, tell a friend, and come by. See you there."),
        ),
    ),
    (
        re.compile(r"\binvitation\b|\binvite\b|\bwebinar\b|\bworkshop\b|\bregister at\b", re.I),
        Kind(
            "invite",
            HOOK,
            ("what you will learn", "who should come", "why it is easy to join"),
            "say how to register",
            direct=False,
            spares=(
                ("Bring your questions", "You bring your questions, and we bring the answers."),
                ("Is this you?", "If you nodded just now, this is meant for you."),
                ("You are not alone", "Come with what keeps you busy, and see how others deal with it."),
            ),
            last_words=("Join us", "Save the date, bring a question of your own, and join us."),
        ),
    ),
)  # fmt: skip


def kind_of_film(request: str) -> Kind:
    """The kind that the words of a brief name; a launch film where they name none."""
    return next((kind for pattern, kind in _KINDS if pattern.search(request)), LAUNCH)
