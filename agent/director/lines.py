"""What code words itself where the model is small: whole sentences of the brief, first sentences, and the pick of several."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from agent.director.checking import SENTENCES, STOP, is_carried, is_cut_off, worn
from agent.director.contract import ScenePlan, SceneText
from agent.director.kinds import Kind
from agent.director.mending import headline_of, sentence_of
from agent.director.phrasing import hook_about
from agent.director.planning import is_address, says_something
from agent.director.read_facts import facts
from agent.director.telling import LEADS, THANK, last_words, matter_of

OPENINGS = ("ask the viewer one short question",)
LIST_HEAD, FEWEST_POINTS = "Good to know", 3
FEWEST_PIECES = 3
LONGEST_PIECE = 18  # words
BARE = 6  # words of a last line that only says where to go
_TO_MAKER = re.compile(
    r"\b(?:i|i['’](?:m|d|ll|ve)|we['’]d|maybe|somehow|stuff|etc|videos?|films?|clips?|viewers?|audience|please|guys)\b", re.I
)
TOPICAL = ("launch", "offer", "invite", "steps", "explain")  # kinds whose first sentence is about what the film is about
LAST_WORDS = ("See you soon", "Thank you for your time. See you soon.")
HOOK_WORDS = (4, 16)
_DAY = re.compile(
    r"\b(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:,? )?)?(?:\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|"
    r"September|October|November|December)|(?:January|February|March|April|May|June|July|August|September|October|November|December) "
    r"\d{1,2}(?:st|nd|rd|th)?)|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?)\b"
)
_IS_DATE = re.compile(
    rf"{_DAY.pattern}|^(?:January|February|March|April|May|June|July|August|September|October|November|December)$"
)
_NAME = re.compile(r"[A-Z][a-z]{2,}(?=,)")
_GROUP = re.compile(r"(?!our\b|the\b|we\b|an?\b)([\w’'-]+ (?:club|choir|band|team|group|society|orchestra|circle|class)\b)", re.I)
_MYSELF = re.compile(r"\b(?:I|me|my|I'm|she|he|her|his)\b")


def told(plans: Sequence[ScenePlan], kind: Kind, request: str) -> tuple[ScenePlan, ...]:
    """Plans whose matter is a whole sentence already, with that sentence as their words, and the first sentence of their kind.

    Steps are left to the model: an order of two words makes no scene. Several pieces are not: it mixes them.
    """
    name = name_in(plans)
    hook = first_sentence(kind, " ".join(plan.about for plan in plans), name)
    hook = hook or (hook_about(request) if kind.name in TOPICAL else "")
    # What a model has to say comes before lines that hold for every film of the kind.
    opened = [place for place, plan in enumerate(plans[1:-1], 1) if not plan.about and not plan.spare[1]]
    spares = dict(zip(opened[-len(kind.fillers) :] if kind.fillers else (), kind.fillers, strict=False))
    after = []
    for index, plan in enumerate(plans):
        if index == 0 and hook:
            plan = _opened(plan, hook, name)
        elif plan.about and not plan.spare[1] and _is_told(plan.about, kind):
            line = headline_of(plan, sentence_of(plan.about))
            priced = re.fullmatch(r"Costs ([$€£]\s?[\d.,]+)", line) if name else None
            # Two points under a headline that is one of them are read twice.
            points = plan.points if len(plan.points) >= FEWEST_POINTS else ()
            line = LIST_HEAD if line in points else f"{name} for {priced[1]}" if priced else line
            plan = replace(plan, points=points, spare=(line, sentence_of(plan.about)))
        elif re.fullmatch(r"\d+ (?:minutes|hours)", plan.about):
            plan = replace(plan, spare=(f"It takes {plan.about}", f"It takes {plan.about}."))
        elif index in spares:
            plan = replace(plan, spare=spares[index])
        elif not plan.about and not plan.spare[1] and index == len(plans) - 1:
            plan = replace(plan, spare=_farewell(plans) if kind.name == "launch" else LAST_WORDS)
        after.append(plan)
    return tuple(after)


def is_tellable(plans: Sequence[ScenePlan]) -> bool:
    """Whether the brief can be told in its own words: three pieces or more, none long, none that speaks to the maker."""
    pieces = [piece for plan in plans for piece in plan.about.split("; ") if piece]
    return len(pieces) >= FEWEST_PIECES and all(
        is_address(piece) or (1 < len(piece.split()) <= LONGEST_PIECE and not _TO_MAKER.search(piece)) for piece in pieces
    )


def as_written(plans: Sequence[ScenePlan], kind: Kind, audience: str) -> tuple[ScenePlan, ...]:
    """The plans with the brief's own words for whatever is still open, and without inner scenes that have nothing to say.

    No model is asked then: what a small one adds to a brief like that is not worth the wait.
    """
    after = []
    for index, plan in enumerate(plans):
        words = plan.about.split()
        goes = index == len(plans) - 1 and len(words) <= BARE and any(map(is_address, words)) and kind.name == "launch"
        if plan.spare[1] and not goes:
            after.append(plan)
        elif plan.about:
            line = sentence_of(plan.about)
            headline = line.rstrip(".") if goes else headline_of(plan, line)
            after.append(
                replace(plan, spare=(headline, " ".join((*([LEADS[last_words(matter_of(plans))]] if goes else []), line))))
            )
        elif index == 0:
            opens = plain_hook(name_in(plans), audience)
            after.append(replace(plan, spare=(opens.headline, opens.narration)))
        elif index == len(plans) - 1:
            after.append(replace(plan, spare=LAST_WORDS))
    return tuple(after)


def _farewell(plans: Sequence[ScenePlan]) -> tuple[str, str]:
    line, name = last_words(matter_of(plans)), name_in(plans)
    if line == THANK and name:
        return name, f"{name}. Whenever you are ready."
    return line.split(". ")[0].rstrip("."), line


def _is_told(about: str, kind: Kind) -> bool:
    """Whether the words of the brief are said as they are: where they are a sentence or a list, or the kind needs no more."""
    return kind.name != "steps" and (bool(kind.hooks) or says_something(about) or "; " in about or ", " in about)


def as_told(scenes: Sequence[SceneText], plans: Sequence[ScenePlan]) -> tuple[SceneText, ...]:
    """The scenes with the words that code gave some of them: nothing in those is to be mended."""
    return tuple(
        replace(scene, narration=plan.spare[1], headline=plan.spare[0], points=plan.points) if plan.spare[1] else scene
        for scene, plan in zip(scenes, plans, strict=True)
    )


def _opened(plan: ScenePlan, hook: str, name: str) -> ScenePlan:
    """The opening with its first sentence; a day that is asked for in it is not told again, and nobody is told who they are."""
    if plan.spare[1]:
        return replace(plan, spare=(plan.spare[0], f"{hook} {plan.spare[1]}"))
    pieces = [piece for piece in plan.about.split("; ") if piece and not piece.startswith("for ")]
    if not pieces:
        return replace(plan, spare=(name or hook.rstrip("."), hook))
    day = _DAY.search(hook)
    matter = "; ".join(re.sub(rf"\s+on {re.escape(day[0])}", "", piece) if day else piece for piece in pieces)
    matter = (
        _GROUP.sub(lambda found: f"our {found[0][0].lower()}{found[0][1:]}", matter, count=1) if _GROUP.match(matter) else matter
    )
    about = replace(plan, about=matter, facts=tuple(fact for fact in plan.facts if fact in matter))
    return replace(plan, spare=(headline_of(about, matter), f"{hook} {sentence_of(matter)}"))


def name_in(plans: Sequence[ScenePlan]) -> str:
    """The first name among the facts, else the word that opens the first scene before a comma; '' where there is none.

    What stands behind 'in' or 'at' is a place, not a name.
    """
    matter = matter_of(plans)
    named = (
        fact
        for plan in plans
        for fact in plan.facts
        if not re.search(r"\d|\.\w", fact)
        and not _IS_DATE.search(fact)
        and not re.search(rf"\b(?:in|at|from|near|across|around) {re.escape(fact)}\b", matter)
    )
    opens = _NAME.match(plans[0].about)
    return next(named, "") or (opens[0] if opens else "")


def first_sentence(kind: Kind, matter: str, name: str) -> str:
    """The first of the kind's hooks that the brief can fill; '' where it has none."""
    day = _DAY.search(matter)
    for hook in kind.hooks:
        if ("{day}" in hook and not day) or ("{name}" in hook and not name):
            continue
        return hook.format(day=day[0] if day else "", name=name)
    return ""


def best_hook(candidates: Sequence[SceneText], matter: str) -> SceneText | None:
    """The question to the viewer that has most to do with the matter; None where none is fit. What is claimed is left out."""
    asked = [
        replace(text, narration=sentence)
        for text in candidates
        for sentence in SENTENCES.split(text.narration)
        if sentence.rstrip().endswith("?")
    ]
    fit = [text for text in asked if _is_fit(text)]
    return max(
        fit, key=lambda text: (bool(re.search(r"\byou", text.narration, re.I)), _own(text.narration, matter)), default=None
    )


def plain_hook(name: str, audience: str) -> SceneText:
    """A first sentence that promises nothing, where the model has none."""
    if name:
        return SceneText(f"Have you heard of {name}?", f"Meet {name}")
    return (
        SceneText(f"This one is for {audience}.", "Is this you?")
        if audience
        else SceneText("Have you heard the news?", "Some news")
    )


def faithful(scene: SceneText, plan: ScenePlan) -> SceneText:
    """The scene, or the brief's own words where the model's say something else than its matter."""
    if plan.spare[1] or not plan.about:
        return scene
    kept = [sentence for sentence in SENTENCES.split(scene.narration) if is_carried(sentence, plan.about)]
    if (
        kept
        and is_carried(" ".join(kept), plan.about)
        and all(_is_said(piece, " ".join(kept)) for piece in re.split(r"[;,] ", plan.about))
    ):
        return replace(scene, narration=" ".join(kept))
    own = sentence_of(plan.about)
    return replace(scene, narration=own, headline=headline_of(plan, own))


def _is_said(piece: str, said: str) -> bool:
    """Whether half of the content words of a piece of the brief are spoken."""
    given = {word[:5] for word in re.findall(r"\w+", said.lower())}
    words = [word for word in re.findall(r"\w+", piece.lower()) if word not in STOP and len(word) > 2]
    return 2 * sum(word[:5] in given for word in words) >= len(words)


def own_headline(line: str) -> str:
    """A headline out of a line of somebody's own script: the words around its figure or name, else its first ones."""
    found = sorted(facts(line), key=lambda fact: not any(sign.isdigit() for sign in fact))[:1]
    sentences = SENTENCES.split(line)
    said = next((sentence for sentence in sentences for fact in found if fact in sentence), sentences[0])
    return headline_of(ScenePlan("", 0, 0, about=said.strip(" .!?"), facts=tuple(found)), line)


def _is_fit(text: SceneText) -> bool:
    words = text.narration.split()
    return (
        HOOK_WORDS[0] <= len(words) <= HOOK_WORDS[1]
        and not is_cut_off(text.narration)
        and not worn(text)
        and not _MYSELF.search(text.narration)
        and not re.search(r"\d", text.narration)
    )


def _own(text: str, matter: str) -> float:
    """The share of content words that stand in the brief."""
    given = {word[:5] for word in re.findall(r"\w+", matter.lower())}
    words = [word for word in re.findall(r"\w+", text.lower()) if word not in STOP and len(word) > 2]
    return sum(word[:5] in given for word in words) / max(1, len(words))
