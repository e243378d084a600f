"""What kind of film a brief asks for: each kind opens, goes on and closes in its own way."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

KindName = Literal[
    "launch", "steps", "apology", "thanks", "offer", "hiring", "notice", "invite", "lost", "farewell", "drill", "rules", "report",
    "trailer", "join", "event", "appeal", "explain",
]  # fmt: skip


Line = tuple[str, str]
NOTHING: Line = ("", "")


@dataclass(frozen=True)
class Kind:
    """Roles of the scenes of one kind. `direct` True: it opens with the matter itself, not with the viewer's problem.

    `spares` are a headline and a line for each role of the middle, `last_words` for the closing: English words that promise
    nothing and hold for every film of the kind, for scenes that the brief leaves open. `hooks` are English first sentences;
    '{day}' and '{name}' in them are filled from the brief, and one that cannot be filled is passed over. `fillers` are spares
    for a small model only; `like` is a kind that is worded in the same way.
    """

    name: KindName
    opening: str
    middle: tuple[str, ...]
    closing: str
    direct: bool = True
    spares: tuple[Line, ...] = ()
    last_words: Line = NOTHING
    hooks: tuple[str, ...] = ()
    fillers: tuple[Line, ...] = ()
    like: KindName | None = None

    @property
    def example(self) -> KindName:
        """The kind whose example a director is shown."""
        return self.like or self.name


HOOK = "open with the viewer's situation or problem"
FILLERS: tuple[Line, ...] = (
    ("Tell a friend", "Did somebody just come to your mind? Then pass this on to them."),
    ("See for yourself", "The best way to get to know it is to try it."),
)
CLOSING = "say what to do now"
LAUNCH = Kind(
    "launch", HOOK, ("what it is", "how it works", "why that helps", "a day with it"), CLOSING, direct=False, fillers=FILLERS
)
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
            last_words=("Thank you for your patience", "Thank you for staying with us, and for your patience."),
            hooks=("We are sorry.",),
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
        re.compile(r"\bhiring\b|\brecruit\w*\b|\bwe(?:'re| are) looking for\b|\bwe (?:look|search) for\b|\bvacanc(?:y|ies)\b|\bjobs?\b|\bopen positions?\b", re.I),
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
            hooks=("Could this be your next job?",),
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
            fillers=(
                ("One by one", "Do one step after the other, and leave none of them out."),
                ("Keep it at hand", "Keep this film at hand, and watch it again whenever you need it."),
                ("Ask away", "Is something still unclear? Then ask somebody who has done it before."),
            ),
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
            hooks=("There is a change you should know about.",),
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
        re.compile(r"\b(?:lost|missing) (?:dog|cat|pet|puppy|kitten|bird|parrot|rabbit|tortoise|keys?|bag|ring|phone)\b", re.I),
        Kind(
            "lost",
            "say who is missing",
            ("say what helps", "say whom to tell"),
            "say whom to call",
            spares=(
                ("Please look out", "Please keep your eyes open when you are out today."),
                ("Please pass it on", "Please pass this on to your neighbours. One pair of eyes may be enough."),
                ("Every hint helps", "Every hint helps, even a small one."),
            ),
            last_words=("Please call", "Please call if you see anything. Thank you for looking out."),
            hooks=("Have you seen {name}?", "Please have a look."),
            like="notice",
        ),
    ),
    (
        re.compile(r"\bfarewell\b|\bgoodbye\b|\bretir(?:es|ing|ement)\b|\b(?:leaves|leaving)(?: us)? after\b", re.I),
        Kind(
            "farewell",
            "say who is leaving",
            ("say what stays", "say how it was to work together"),
            "say goodbye",
            spares=(
                ("You will be missed", "You will be missed, more than you think."),
                ("The small things", "It is the small things that we will remember most."),
                ("One last time", "So, one last time, all of us together."),
            ),
            last_words=("All the best", "From all of us: thank you, and all the best."),
            hooks=("What do you say when {name} leaves?", "What do you say on a last day?"),
            like="thanks",
        ),
    ),
    (
        re.compile(r"\bdonat\w+\b|\bcharity\b|\bfood bank\b|\bblankets\b|\bvolunteers? (?:needed|wanted)\b|\bcollection drive\b", re.I),
        Kind(
            "appeal",
            "say who needs help",
            ("say what is needed", "say what it is for"),
            "say how to help",
            spares=(
                ("Every bit helps", "Every bit helps, even a small one."),
                ("Pass it on", "And please tell somebody who may have more than they need."),
                ("You decide", "You decide how much, and when."),
            ),
            last_words=("Thank you", "Whatever you can spare: thank you."),
            hooks=("It takes less than you think to change somebody's day.",),
            like="notice",
        ),
    ),
    (
        re.compile(r"\b(?:safety|fire|evacuation|emergency|earthquake) drill\b|\bdrill (?:on|at|this)\b|\bevacuat", re.I),
        Kind(
            "drill",
            "say what will happen, and when",
            ("say what to do", "say what not to do"),
            "thank them for taking part",
            spares=(
                ("Stay calm", "Stay calm, walk, and help anyone who needs a hand."),
                ("Look at the way out", "Have a look at the way out before that day, so that you know it."),
                ("It is a drill", "It is only a drill, but please treat it as the real thing."),
            ),
            last_words=("Thank you", "Now you know what to do. Thank you for taking part."),
            hooks=("Do you know what to do when the alarm rings?",),
            like="notice",
        ),
    ),
    (
        re.compile(r"\b(?:house|pool|gym|library|park) rules\b|\bquiet hours\b|\breminder\b|\bplease remember\b", re.I),
        Kind(
            "rules",
            "say what this is a reminder of",
            ("say why it matters to everyone", "thank those who do it already"),
            "thank them for their help",
            spares=(
                ("It shows", "Most of you do all of this already, and it shows."),
                ("Small things", "They are small things, but everyone feels them."),
                ("Please ask", "If something is unclear, please ask us."),
            ),
            last_words=("Thank you for your help", "That is all. Thank you for your help."),
            hooks=("A short reminder for all of us.",),
            like="notice",
        ),
    ),
    (
        re.compile(r"\bquarterly\b|\bquarter in\b|\bannual (?:report|results|figures)\b|\b(?:our|the|this year's) (?:results|figures)\b", re.I),
        Kind(
            "report",
            "say what the numbers are about",
            ("say what stands out", "say what comes next"),
            "thank them for their work",
            spares=(
                ("In short", "That is the short version."),
                ("Your work", "Behind every figure there is somebody's work."),
                ("What comes next", "And now we look ahead."),
            ),
            last_words=("Any questions?", "If you have a question about these figures, please ask. Thank you for your work."),
            hooks=("How did we do?",),
            like="notice",
        ),
    ),
    (
        re.compile(r"\btrailer\b|\bpodcast\b|\bepisode \w+", re.I),
        Kind(
            "trailer",
            "say what it is about",
            ("say what the listener wants to know", "leave something open"),
            "say when to listen",
            spares=(
                ("Listen closely", "Find a quiet place, and listen closely."),
                ("No more for now", "We will not tell you more than that."),
            ),
            last_words=("Listen in", "Listen in, and tell us what you think."),
            hooks=("Do you have a moment for a story?",),
            like="invite",
        ),
    ),
    (
        re.compile(
            r"\b(?:look(?:s|ing)? for|needs?|search(?:es|ing)? for|wanted:?) (?:(?:new|more|some) )?(?:members|players|voices|singers|volunteers|helpers|dancers|"
            r"tenors|sopranos|altos|basses|musicians|drummers)\b"
            r"|\bjoin (?:our|the) (?:\w+ )?(?:choir|club|team|group|band|orchestra)\b",
            re.I,
        ),
        Kind(
            "join",
            "say who is looking for whom",
            ("say who fits in", "say how it works"),
            "say how to join",
            spares=(
                ("Come and look", "Try it once, and see if you like it."),
                ("New here?", "Everybody was new here once."),
                ("Just ask", "Do you have a question? Just ask us."),
            ),
            last_words=("Come along", "Come along, say hello, and see if it is for you."),
            hooks=("Would you like to join us?",),
            like="hiring",
        ),
    ),
    (
        re.compile(
            r"\b(?:fair|festival|concert|open (?:day|house|evening)|flea market|street party|night of the \w+|exhibition|gala|fundraiser|picnic|"
            r"parade|screening|recital|carols?|reopening|reunion|tournament|marathon)\b",
            re.I,
        ),
        Kind(
            "event",
            "say what it is, and when",
            ("say what there is to see", "say who should come"),
            "say see you there",
            spares=(
                ("Bring someone", "Bring someone along. It is better together."),
                ("Save the date", "Put it in your calendar now, before something else does."),
                ("Pass it on", "And tell a friend, so that nobody hears of it too late."),
            ),
            last_words=("See you there", "Come by and see for yourself. See you there."),
            hooks=("Are you free on {day}?", "Do you have plans yet?"),
            like="offer",
        ),
    ),
    (
        re.compile(
            r"\bexplain(?!er)\w*\b|\btraining\b|\bhow (?!much|many|about)[\w' -]{3,60}? works?\b|\binformation (?:about|on|for)\b|\bsafely\b|\bhygiene\b|"
            r"\bintroduction to\b|\bstrategy\b|\bpolicy\b|\bguide to\b",
            re.I,
        ),
        Kind(
            "explain",
            HOOK,
            ("what it is", "how it works", "why it matters"),
            "say what to remember",
            direct=False,
            spares=(),
            last_words=("Good to know", "Now you know. Thank you for your time."),
            fillers=(
                ("Any questions?", "Is something still unclear? Then ask somebody who knows it well."),
                ("Keep it at hand", "Keep this film at hand, and watch it again whenever you need it."),
                ("Tell the others", "And tell the others, so that everybody knows."),
            ),
            like="launch",
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
                ("Ask anything", "Ask what you always wanted to ask."),
                ("You are not alone", "Come with what keeps you busy, and see how others deal with it."),
            ),
            last_words=("Join us", "Save the date, bring a question of your own, and join us."),
        ),
    ),
)  # fmt: skip


def kind_of_film(request: str) -> Kind:
    """The kind that the words of a brief name; a launch film where they name none."""
    return next((kind for pattern, kind in _KINDS if pattern.search(request)), LAUNCH)
