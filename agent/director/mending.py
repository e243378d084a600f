"""Mending in code what a director's words lack: facts, whole sentences, headlines that can be read at a glance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.director.checking import CONNECTING, SENTENCES, STOP, alike, is_cut_off, speaks, worn
from agent.director.contract import ScenePlan, SceneText
from agent.director.planning import is_address

HEADLINE_WORDS, HEADLINE_LETTERS = 6, 40
SHORT_LETTERS = 34  # of a headline that may have a word more
STUB = 6  # fewer words than these open no film
ROOM = 5  # words a narration may run over its plan for the sake of a fact
_DANGLING = re.compile(r"[\s,;:.…–-]+$")
_NUMBER = re.compile(r"(?<!\w)\d+(?:[.,:]\d+)*(?!\w)")
_VERB_FIRST = re.compile(r"^(runs|ships|weighs|costs|comes|lasts|starts|takes|works|opens|ends)\b")
_VERBS = (
    "is|are|was|were|has|have|had|opens?|starts?|begins?|ships?|runs?|costs?|goes|gets?|comes?|takes?|lasts?|ends?|closes?|moves?|"
    "launches|got|just \\w+ed|(?:re)opens?|offers?|sells?|needs?|turns?|will|can|keeps?|pays?|wins?|arrives?|saves?|works?|"
    "makes?|brings?|serves?|celebrates?|looks?|wants?|seeks?|invites?|meets?|plays?|gives?"
)
_NAMED = re.compile(rf"^([A-Z]\w+(?: [A-Z]\w+)*, (?:our|an?|the) |our (?!.*\b(?:{_VERBS})\b))")
_OURS = re.compile(
    rf"^our (?!.*\b(?:{_VERBS})\b)(?P<what>[a-z]+(?: (?!(?:at|in|of|for|on|from|with|to)\b)[a-z]+){{0,2}})"
    r" (?P<name>[A-Z]\w+(?: [A-Z]\w+)?)(?P<where> in [A-Z]\w+)?$"
)
_THING = re.compile(r"^([A-Z]\w+(?: [A-Z]\w+)*, (?:[a-z]+ ){1,2}(?:that|which|for|with|made)\b)")
_HOW = re.compile(r"(?:how|why|what) (?!.*\?)(?!about\b)", re.I)  # 'how the app works' is what a film is about
_DATED = re.compile(r"(?:from|on|until) \d{1,2} [A-Z][a-z]+(?= )", re.I)
_DAY = re.compile(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|\d+")
# Words that a headline neither begins nor ends with.
_OPEN = CONNECTING | {
    "until",
    "by",
    "when",
    "who",
    "which",
    "get",
    "gets",
    "has",
    "have",
    "will",
    "can",
    "we",
    "up",
    "after",
    "every",
    "never",
}
_CALLED = re.compile(r"(?:[A-Z][\w-]*)(?: [A-Z0-9][\w-]*)*, (?P<what>[^,]+)$")
_SOON = re.compile(r"\b(?:opens|starts|begins|ships|ends|closes|launches|arrives|returns|reopens)$")
_GLUE = re.compile(r"[,;:]+(?=[?!.])|(?<=[?!])[,;:.?!]+")


def mended(scenes: Sequence[SceneText], plans: Sequence[ScenePlan], language: str) -> tuple[SceneText, ...]:
    """Every scene with its facts as they were written, whole sentences where the brief gives them, and a fit headline."""
    scenes = _in_their_place(scenes, plans)
    repeats = set(alike(scenes))
    after: list[SceneText] = []
    for index, (scene, plan) in enumerate(zip(scenes, plans, strict=True)):
        words = _with_facts(_as_written(tidy(scene.narration), plan.facts), plan, language)
        if (index in repeats or is_cut_off(words)) and plan.about and speaks(plan.about, language):
            words = sentence_of(plan.about)
        elif (index in repeats or is_cut_off(words)) and plan.is_written(language):
            words = plan.spare[1]
        if is_address(plan.about) and words.lower().startswith(plan.about.lower()):
            # An address is where to go, not who does something.
            words = sentence_of(plan.about)
        scene = replace(scene, narration=_whole(words), points=plan.points or scene.points)
        after.append(replace(scene, headline=_headline(scene, plan, [other.headline for other in after])))
    return tuple(after)


def _in_their_place(scenes: Sequence[SceneText], plans: Sequence[ScenePlan]) -> list[SceneText]:
    """Scenes without the sentences that say a fact of another scene before its time, where a sentence is left.

    A call to action that came too early is kept for the closing, where the closing has none.
    """
    after: list[SceneText] = []
    call, address = "", [fact for fact in plans[-1].facts if is_address(fact)]
    for scene, plan in zip(scenes, plans, strict=True):
        others = {fact for other in plans for fact in other.facts} - set(plan.facts)
        # A name may be said anywhere; a price, a date or an address has its place.
        foreign = {fact for fact in others if fact not in plan.about and (is_address(fact) or re.search(r"\d", fact))}
        sentences = SENTENCES.split(scene.narration)
        abroad = [other.about for other in plans if other is not plan and len(other.about.split()) >= STUB]
        kept = [
            sentence
            for sentence in sentences
            if not any(fact in sentence for fact in foreign) and not any(about in sentence for about in abroad)
        ]
        gone = [sentence for sentence in sentences if sentence not in kept]
        call = call or next((sentence for sentence in gone if any(fact in sentence for fact in address)), "")
        whole = " ".join(kept or [_before(sentences[0], foreign)])
        # A stub of a scene that the brief leaves open is worse than a fact that is said twice.
        short = len(whole.split()) < min(STUB, len(plan.about.split()))
        if plan.about and (short or (not kept and any(fact in whole for fact in foreign))):
            whole = sentence_of(plan.about)
        after.append(replace(scene, narration=whole) if plan.about or len(whole.split()) >= min(plan.least, STUB) else scene)
    if call and after and not any(fact in after[-1].narration for fact in address):
        after[-1] = replace(after[-1], narration=call)
    return after


def _before(sentence: str, foreign: set[str]) -> str:
    """The sentence up to the clause that says a foreign fact, where that is a whole sentence already."""
    start, joint, rest = next(
        (parts for parts in (sentence.partition(joint) for joint in (", and ", " that ", " and ")) if parts[1]),
        (sentence, "", ""),
    )
    cut = (
        joint and len(start.split()) >= 3 and not any(fact in start for fact in foreign) and any(fact in rest for fact in foreign)
    )
    return f"{start.rstrip(',')}." if cut else sentence


def broken(scenes: Sequence[SceneText], language: str) -> tuple[int, ...]:
    """Scenes that code could not mend: a repeat, a sentence cut off, a worn phrase, another language."""
    repeats = set(alike(scenes))
    return tuple(
        index
        for index, scene in enumerate(scenes)
        if index in repeats or is_cut_off(scene.narration) or worn(scene) or not speaks(scene.narration, language)
    )


def is_better(new: SceneText, old: str, others: Sequence[str], plan: ScenePlan, language: str) -> bool:
    """Whether a rewritten narration may stand in for `old`: whole, new, in its language, within its words, facts kept."""
    words = tidy(new.narration)
    count = len(words.split())
    facts = [fact for fact in plan.facts if fact in old]
    digits = _NUMBER.findall(old)
    return (
        words != old
        and not is_cut_off(words)
        and not worn(new)
        and speaks(words, language)
        and max(2, plan.least - ROOM) <= count <= plan.most + ROOM
        and all(fact in words for fact in facts)
        and all(word in words for word in (part.strip(".,!?") for part in old.split()) if is_address(word))
        and all(number in words for number in digits)
        and set(_NUMBER.findall(words)) <= set(digits) | set(_NUMBER.findall(plan.about))
        and alike([*(SceneText(other) for other in others), SceneText(words)])[-1:] != (len(others),)
    )


def tidy(text: str) -> str:
    """Text with single spaces, without marks that run into each other, and every sentence once."""
    line = re.sub(r"\s+([,.!?;:])(?=\s|$)", r"\1", _GLUE.sub("", " ".join(text.split())))
    return " ".join(dict.fromkeys(SENTENCES.split(line)))


def sentence_of(about: str) -> str:
    """Pieces of the brief as whole sentences."""
    pieces = [_VERB_FIRST.sub(r"it \1", piece.strip(" .,")) for piece in about.split("; ") if piece.strip(" .,")]
    pieces = [_OURS.sub(r"\g<name>, our \g<what>\g<where>", piece) for piece in pieces]
    pieces = [_THING.sub(r"this is \1", _NAMED.sub(r"this is \1", piece)) for piece in pieces]
    pieces = [f"here is {piece}" if _HOW.match(piece) else piece for piece in pieces]
    # An address alone is no sentence, and with a capital it would be another address.
    pieces = [f"Go to {piece}" if is_address(piece) else piece for piece in pieces]
    for index in range(len(pieces) - 1, 0, -1):
        # A time or an amount alone belongs to what was said before it.
        if re.match(rf"\d(?!.*\b(?:{_VERBS})\b)", pieces[index]):
            pieces[index - 1 : index + 1] = [f"{pieces[index - 1]}, {pieces[index]}"]
    return " ".join(f"{piece[:1].upper()}{piece[1:]}{'' if piece[-1] in '.!?' else '.'}" for piece in pieces)


def headline_of(plan: ScenePlan, narration: str) -> str:
    """A short headline in the brief's own words: the piece with the fact, cut where it can be read alone."""
    pieces = plan.about.split("; ") if plan.about else re.split(r"(?<=[.!?,])\s+", narration)
    piece = next((piece for piece in pieces if any(fact in piece for fact in plan.facts)), pieces[0])
    piece = re.sub(r"^(?:it|we|you|they)\s+(?:are\s+|can\s+|will\s+)?", "", piece.strip(" .!?"), flags=re.I)
    if is_address(piece):
        return piece
    if dated := _DATED.match(piece):
        piece = dated[0]
    fact = next((fact for fact in plan.facts if fact in piece), "")
    if fact and (aside := re.search(rf"\(([^()]*{re.escape(fact)}[^()]*)\)", piece)):
        piece = aside[1]
    line = _phrase(piece, fact)
    return line[:1].upper() + line[1:] if not line.startswith(fact or "\0") or line[:1].islower() else line


_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_REST = re.compile(rf"(?: (?:{_MONTHS})\b|(?: \d+(?:,\d{{3}})*)+\b|\.\d+| [ap]m\b)(?: (?:{_MONTHS})\b)?")
# Where a sentence that is too long for a headline may end and still be one.
_BREAK = re.compile(r",? (?=(?:who|which|that|if|when|while|because|so that|unless|as soon as|with)\b)", re.I)


def _phrase(piece: str, fact: str) -> str:
    """The whole piece where it is short, else its first part, else the words around its fact."""
    first = re.split(r"[,:;]\s|\sis looking for\s", piece)[0]
    called = _CALLED.match(piece)
    whole = _BREAK.split(first)[0]
    for part in (piece, *([called["what"]] if called and len(piece) > HEADLINE_LETTERS else []), first, whole):
        short = len(part.split()) <= HEADLINE_WORDS or len(part) < SHORT_LETTERS
        if short and len(part) <= HEADLINE_LETTERS and (part == piece or len(part.split()) > 1):
            return part if part == whole != first else _trimmed(part)
    words = piece.split()[:5]
    # A figure among the first words is as good as a later one.
    if fact and fact not in " ".join(words) and not any(map(str.isdigit, " ".join(words))) and not _DAY.fullmatch(fact):
        before = piece[: piece.index(fact)].split()[-2:]
        while before and before[0].lower().strip(",") in _OPEN:
            before = before[1:]
        if before and _SOON.match(before[-1]):
            before = before[-1:]
        after = re.split(r"[,:;]\s", piece[piece.index(fact) :])[0].split()[: max(len(fact.split()), 5 - len(before))]
        words = [*before, *after]
    if words[-1].isdigit() and len(piece.split()) > len(words) and piece.startswith(" ".join(words)):
        words = piece.split()[: len(words) + 1]  # '212' alone counts nothing
    line = " ".join(words)
    # A date or a version is not cut in two.
    if line in piece and words[-1].lower() not in _OPEN and (rest := _REST.match(piece[piece.index(line) + len(line) :])):
        line += rest[0]
    return _trimmed(line)


def _trimmed(line: str) -> str:
    words = line.split()
    while len(words) > 1 and words[-1].lower().strip(",") in _OPEN:
        words.pop()
    return _DANGLING.sub("", " ".join(words))


def _headline(scene: SceneText, plan: ScenePlan, before: Sequence[str]) -> str:
    line = _DANGLING.sub("", _as_written(tidy(scene.headline.replace("_", " ")), plan.facts)).strip("\"' ")
    line = re.sub(r"^(?:An?|The) (?=\d+\s\w+s\b)", "", line)
    said = f"{plan.about} {scene.narration}"
    words = line.split()
    good = (
        1 <= len(words) <= HEADLINE_WORDS
        and (_is_about(line, said) if plan.about else len(words) > 1 or words[0].strip("?!").lower() in said.lower())
        and len(line) <= HEADLINE_LETTERS
        and line not in before
        and words[-1].lower() not in CONNECTING
        and f"{words[0].lower()}s" != plan.about.partition(" ")[0].lower()
        and not re.search(r"\d\S*( \w+)? for \D?\d", line)
        and not re.search(r"\d[A-Za-z]{3,}|[a-z][A-Z]|[?!].", line)
        and all(number in said for number in re.findall(r"\d+", line))
        and line.rstrip("?!") != scene.narration.rstrip(".?!")
    )
    return line if good else headline_of(plan, scene.narration)


def _is_about(headline: str, said: str) -> bool:
    """Whether a headline has a word of what its scene says; a question may call out in words of its own."""
    content = {word for word in re.findall(r"\w+", headline.lower()) if word not in STOP}
    return (headline.endswith("?") and len(headline.split()) > 1) or any(word[:5] in said.lower() for word in content)


def _as_written(text: str, facts: Sequence[str]) -> str:
    """Facts of several words, or with figures in them, brought back to the letters they were given in."""
    for fact in facts:
        if fact not in text and (" " in fact or is_address(fact) or any(letter.isdigit() for letter in fact)):
            loose = r"\s*".join(re.escape(part) for part in re.findall(r"\d+|[^\W\d]+|[^\w\s]", fact))
            text = re.sub(rf"(?<!\w){loose}(?!\w)", fact, text, flags=re.I)
    return text


def _with_facts(narration: str, plan: ScenePlan, language: str) -> str:
    """The narration with the sentence of the brief that holds a missing fact; in its place where there is no room."""
    # 'A 45-minute talk' says '45 minutes'.
    missing = [fact for fact in plan.facts if fact not in narration and fact.replace(" ", "-").rstrip("s") not in narration]
    pieces = [piece for piece in plan.about.split("; ") if any(fact in piece for fact in missing)]
    if not pieces or not speaks(plan.about, language):
        return narration
    added = sentence_of("; ".join(pieces))
    both = f"{narration} {added}"
    repeats = alike((SceneText(added), SceneText(narration)))
    return both if len(both.split()) <= plan.most + ROOM and not repeats else added


def _whole(text: str) -> str:
    """The text up to its last whole sentence, where it was cut off behind one."""
    if not is_cut_off(text):
        return text
    sentences = SENTENCES.split(text)
    kept = sentences[:-1]
    return " ".join(kept) if kept and not is_cut_off(" ".join(kept)) else text
