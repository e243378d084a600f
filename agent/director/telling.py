"""A film that a small model tells freely: its lines are held against the brief, which says itself what they leave out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.director.checking import SENTENCES, STOP, alike, is_cut_off, worn
from agent.director.contract import DraftText, ScenePlan, SceneText
from agent.director.kinds import HOOK
from agent.director.mending import headline_of, sentence_of, tidy
from agent.director.planning import is_address, is_invitation

FEWEST_LINES = 3
FEWEST_HELD = 2  # lines of the model, below which the film is not its own
SHORT_LINE = 5  # words of a line that goes with the one before it
MOST_SPARES = 2
ENOUGH = 0.8  # of the words of a film: rate and pauses make up for the rest
OWN = 0.58  # of the content words of a line with something to tell
HELD = 0.6  # of the content words of a piece of the brief that was told
LOOK = "Now you know. See it for yourself."
WAIT = "Now you know the day. All that is left is to wait."
MEET = "Put it in your calendar, and pass it on."
THANK = "Thank you for your time."
LEADS = {
    LOOK: "See it for yourself.",
    WAIT: "Be ready when it arrives.",
    MEET: "Put it in your calendar.",
    THANK: "Do you want to know more?",
}
"""What is said before an address instead of each farewell: where to go is the last thing that is told."""
_PRICED = re.compile(r"[$€£¥₹]\s?\d|\d\s?(?:[$€£¥₹]|(?:euros?|dollars?|pounds?)\b)", re.I)
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_TIMED = re.compile(
    rf"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|\d{{1,2}} ?[ap]m|\d{{1,2}}:\d\d|(?:{_MONTH}) \d|\d (?:{_MONTH}))\b", re.I
)
_COMES = re.compile(r"\b(?:out|available|ships?|arrives?|launch\w*|in stores?) (?:on|from|in)\b", re.I)
_TAIL = re.compile(r",? (?:and|so|but|because|which) (?P<tail>[^,.!?]+)[.!?]$")
_CALLED = re.compile(r"\b(?:our|the|an?) (?P<thing>[\w -]{3,40}?)(?=[,.!](?!\d)| (?:which|that|for|and|to)\b)")
_PRAISE = re.compile(r"\b(?:beautiful|amazing|perfect|stunning|wonderful|incredible|great|exciting|innovative) ", re.I)
_ADDRESS = re.compile(r"\b[\w-]+\.[a-z]{2,}\b|\bcall\b.*\d{3}", re.I)
_FIGURE = re.compile(r"\d+(?:[.:,]\d+)*")
_NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w’'-]+")
_DENIED = re.compile(r"\b(?:not|no|never|nobody|nothing|without|cannot|\w+n['’]t)\b", re.I)
# What turns a fact round, or promises: it is only said where the brief says it.
_GRAVE = re.compile(
    r"\b(?:clos(?:e|es|ed|ing)|cancel\w*|end(?:s|ed|ing)|lost|found|sold|free|win|prizes?|guarante\w*|sav(?:e|es|ing)|discount\w*|"
    r"offer\w*|refund\w*|best|cheap\w*|afford\w*|every (?:week|month|year|day)|per|right away|limited|only|soon|first|last|"
    r"safe\w*|health\w*|cure\w*|proven|experts?|award\w*|improv\w*|committed|passion\w*|quality|always|new|coming up)\b",
    re.I,
)


def matter_of(plans: Sequence[ScenePlan]) -> str:
    """What the brief tells, piece by piece, in its own order."""
    return "; ".join(plan.about for plan in plans if plan.about)


def told_freely(text: DraftText, plans: Sequence[ScenePlan], most: int) -> tuple[DraftText, tuple[ScenePlan, ...]] | None:
    """The film of the lines that hold, at most `most` scenes, and a plan for each; None where too few of them hold.

    A line holds that has no figure, name, denial or promise of its own. Pieces of the brief that no line tells are told as
    they were written, before the last line.
    """
    matter = matter_of(plans)
    held = [replace(scene, narration=_trimmed(_plain(tidy(scene.narration), matter), matter)) for scene in text.scenes]
    frames = (0, len(held) - 1)
    lines = [scene.narration for place, scene in enumerate(held) if _holds(scene, matter, is_frame=place in frames)]
    repeats = alike([SceneText(line) for line in lines])
    lines = [line for place, line in enumerate(lines) if place not in repeats and _is_news(place, lines, matter)]
    if len(lines) < FEWEST_HELD:
        return None
    said = " ".join(lines)
    left = [piece for plan in plans for piece in plan.about.split("; ") if piece and not _is_told(piece, plan.facts, said)]
    closes = lines.pop() if held[-1].narration == lines[-1] and len(lines) >= FEWEST_LINES else last_words(matter)
    # Where to go is the last thing that is told.
    ends = [piece for piece in left if is_invitation(piece) or any(is_address(word) for word in piece.split())]
    goes = [line for line in lines[1:] if _ADDRESS.search(line) or is_invitation(line)]
    lines = [line for line in lines if line not in goes]
    closes = " ".join((LEADS.get(closes, closes) if goes or ends else closes, *goes, *(sentence_of(piece) for piece in ends)))
    # What the film is about is said before anything else about it; the rest of what no line tells comes before the last words.
    about = [piece for piece in left if piece not in ends and matter.startswith(piece)]
    rest = [sentence_of(piece) for piece in left if piece not in (*ends, *about)]
    opens = lines[:1] if lines and _own(lines[0], matter) < OWN else []
    lines = _joined([*opens, *map(sentence_of, about), *lines[len(opens) :], *rest, closes], most)
    facts = tuple(dict.fromkeys(fact for plan in plans for fact in plan.facts))
    made = tuple(ScenePlan("tell them this", 4, 40, about=line.rstrip("."), facts=_in(line, facts)) for line in lines)
    scenes = tuple(SceneText(line, headline_of(_headed(plan), line)) for plan, line in zip(made, lines, strict=True))
    if _own(text.title, matter) >= OWN:
        scenes = (replace(scenes[0], headline=text.title), *scenes[1:])
    return replace(text, scenes=scenes), made


def with_spares(
    text: DraftText, plans: Sequence[ScenePlan], spares: Sequence[tuple[str, str]], words: float
) -> tuple[DraftText, tuple[ScenePlan, ...]]:
    """The film with scenes of their own for `spares`, until it has about `words` words.

    Spares are headlines and lines that promise nothing.
    """
    scenes, made = list(text.scenes), list(plans)
    for headline, line in spares[:MOST_SPARES]:
        if sum(len(scene.narration.split()) for scene in scenes) >= ENOUGH * words:
            break
        scenes.insert(-1, SceneText(line, headline))
        made.insert(-1, ScenePlan("tell them this", 4, 40, about=line.rstrip(".")))
    return replace(text, scenes=tuple(scenes)), tuple(made)


def with_hook(text: DraftText, plans: Sequence[ScenePlan], hook: str) -> tuple[DraftText, tuple[ScenePlan, ...]]:
    """The film with `hook` as a scene of its own in front, where its own first line goes to the matter at once."""
    first = text.scenes[0]
    if not hook or _own(SENTENCES.split(first.narration)[0], matter_of(plans)) < OWN:
        return text, tuple(plans)
    called = _CALLED.search(first.narration)
    opens, headed = SceneText(hook, first.headline), called["thing"] if called else headline_of(plans[0], first.narration)
    said = replace(first, headline=f"{headed[:1].upper()}{headed[1:]}" if headed != first.headline else "")
    plan = ScenePlan(HOOK, 3, 16, about=hook.rstrip(".?"))
    return replace(text, scenes=(opens, said, *text.scenes[1:])), (plan, *plans)


def last_words(matter: str) -> str:
    """A farewell that promises nothing: a meeting is looked forward to, a thing waited for or looked at."""
    if _COMES.search(matter) and _TIMED.search(matter):
        return WAIT
    return LOOK if _PRICED.search(matter) and not _TIMED.search(matter) else MEET if _TIMED.search(matter) else THANK


def _holds(scene: SceneText, matter: str, *, is_frame: bool) -> bool:
    """Whether a line says nothing that the brief does not; the first and the last may be about the viewer."""
    line = scene.narration
    if is_cut_off(line) or worn(scene) or _circles(line) or (_DENIED.search(line) and not _DENIED.search(matter)):
        return False
    given = matter.lower()
    if any(figure not in given for figure in _FIGURE.findall(line)):
        return False
    if any(name.lower()[:5] not in given for name in _NAME.findall(" ".join(SENTENCES.split(line)))):
        return False
    if any(word.lower()[:4] not in given for word in _GRAVE.findall(line)):
        return False
    has_fact = bool(_FIGURE.search(line))
    return _own(line, matter) >= (OWN if has_fact or not is_frame else 0.0)


def _circles(line: str) -> bool:
    """Whether a line says four words in a row twice."""
    words = re.findall(r"\w+", line.lower())
    runs = [tuple(words[place : place + 4]) for place in range(len(words) - 3)]
    return len(set(runs)) < len(runs)


def _plain(line: str, matter: str) -> str:
    """The line without praise that the brief does not give."""
    return _PRAISE.sub(lambda found: found[0] if found[0].strip().lower() in matter.lower() else "", line)


def _is_news(place: int, lines: Sequence[str], matter: str) -> bool:
    """Whether a line tells a word of the brief that no earlier one told; the first and the last need not."""
    given = {word[:4] for word in _content(matter)}
    told = {word[:4] for line in lines[:place] for word in _content(line)}
    return place in (0, len(lines) - 1) or bool({word[:4] for word in _content(lines[place])} & given - told)


def _trimmed(line: str, matter: str) -> str:
    """The line without a clause at its end that the brief knows nothing of, where the rest is the brief's."""
    found = _TAIL.search(line)
    if found and not _own(found["tail"], matter) and _own(line[: found.start()], matter) >= OWN:
        return line[: found.start()] + "."
    return line


def _own(line: str, matter: str) -> float:
    """The share of content words that stand in the brief."""
    given = {word[:4] for word in re.findall(r"\w+", matter.lower())}
    words = _content(line)
    return sum(word[:4] in given for word in words) / max(1, len(words))


def _content(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if word not in STOP and len(word) > 2]


def _is_told(piece: str, facts: Sequence[str], said: str) -> bool:
    return piece.lower() in said.lower() or (all(fact in said for fact in _in(piece, facts)) and _own(piece, said) >= HELD)


def _in(text: str, facts: Sequence[str]) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact in text)


def _joined(lines: Sequence[str], most: int) -> list[str]:
    """The lines with short ones behind the line before them, and no more of them than `most`."""
    joined: list[str] = []
    for line in lines:
        if joined and len(joined) > 1 and len(line.split()) <= SHORT_LINE and line is not lines[-1]:
            joined[-1] = f"{joined[-1]} {line}"
        else:
            joined.append(line)
    while len(joined) > max(FEWEST_LINES, most):
        place = min(range(1, len(joined) - 1), key=lambda place: len(joined[place].split()) + len(joined[place + 1].split()))
        joined[place : place + 2] = [f"{joined[place]} {joined[place + 1]}"]
    return joined


def _headed(plan: ScenePlan) -> ScenePlan:
    """The plan for a headline: the sentence with the fact, else the first one."""
    sentences = SENTENCES.split(plan.about)
    said = next((sentence for sentence in sentences if any(fact in sentence for fact in plan.facts)), sentences[0])
    return replace(plan, about=said.rstrip(".!"))
