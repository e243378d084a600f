"""One wish in one clause, read by patterns that must match all of it."""

# ruff: noqa: E501 (a pattern is read more easily on one line)

from __future__ import annotations

import re
from dataclasses import replace

from agent.director.read_scene import scene_ref
from agent.director.wishes import cast, history, layouts, length, look, order, sound, words
from agent.director.wishes.amending import amended
from agent.director.wishes.clause import NO_REF, Clause, Draft, edit
from agent.director.wishes.frames import read_by_words, repriced

_SCENE_OPS = (
    *("change_duration", "edit_text", "change_presenter", "change_voice", "change_background", "change_transition"),
    *("rewrite_tone", "replace_media", "change_layout"),
)
_LEAD = re.compile(
    r"^(?:(?:and|also|then|please|pls|plz|ok(?:ay)?|so|great|thanks|perfect|hi|hey|hello|now|next|finally|lastly|firstly|secondly|but|btw|just|maybe just|(?:first|second|third)(?: of all| off)?(?=,)|(?:first|second|third)(?:ly)? (?:of all |off )?(?=(?:the|can|could|please|make|remove|we|i|my|our|change|it)\b)|would you mind|do you mind|i(?: was)? wonder(?:ing)? if (?:you|we) could|could you|can you|would you|will you|can we|could we|may we|can i|could i"
    r"|do you think (?:you|we) c(?:an|ould)|i(?:'d| would) (?:like|love|prefer)(?: (?:you|it if you))?(?: to)?|i(?:'d| would) rather|i want (?:you )?to|i need (?:you )?to|i(?:'d| would)(?= (?:cut|remove|drop|make|change|use|swap|move|lose|put|add|replace|shorten|take|delete|say|keep|skip|trim)\b)|oh|ah|well|hm+|i think|i feel|i feel like|we think|i guess|i say|in my opinion|to me|honestly|we need to|we should|you should|we have to|you need to|you have to|(?:it|that|this) (?:should|would|could|must) be (?:nice|good|great|better|cool)(?: if)?(?: (?:you|we) (?:could|can|would))?"
    r"|(?:my |our |the )?(?:boss|client|team|manager|ceo|colleagues?|wife|husband|partner|customer)(?: (?:only |just |really )?(?:wants|thinks|says|said|asked(?: for)?)(?: (?:us|you|me))?(?: to| that)?| would like(?: to)?)|(?:(?:just|only|but|and|here are|a|an|some|my|the|two|three|few|couple of|small|little|minor|tiny|last|final) )*(?:things?|stuff|changes?|tweaks?|notes?|points?|fix(?:es)?|requests?|remarks?)\s*:|the only thing is(?: that)?|one (?:thing|more thing|small thing|little thing)\s*[:,-]|only(?= the (?:logo|music|captions|background))|"
    r"let's|let us|lets|let me|try to|try and|try|it should|make sure (?:to|that)|be sure to|go ahead and|if (?:possible|you can)|(?:how|what) about|why (?:don't|not)(?: (?:you|we))?|any chance (?:you|we) (?:can|could)|that)(?:\b|(?<=[:,-]))[\s,]*)+",
    re.I,
)
_TAIL = re.compile(
    r"(?:[\s,]*(?:\b(?:please|pls|plz|thanks|thank you|thx|too|as well|again|instead|for me|now|everywhere|throughout|entirely|completely|altogether|overall|though|asap|if (?:possible|you can|that's ok(?:ay)?)|ok(?:ay)?|right away|a bit|a little|a touch|a notch|slightly|somewhat|in my opinion|imo|i think|i feel|from now on|only|and that's it|then)|[.!?;,…]|[^\w\s\"'“”‘’«»„)%$€£#]))+$",
    re.I,
)
_DOING = {
    "making": "make",
    "removing": "remove",
    "adding": "add",
    "changing": "change",
    "using": "use",
    "moving": "move",
    "putting": "put",
}
_DOING |= {
    "swapping": "swap",
    "cutting": "cut",
    "dropping": "drop",
    "turning": "turn",
    "having": "have",
    "giving": "give",
    "shortening": "shorten",
}
_GERUND = re.compile(rf"^({'|'.join(_DOING)})\b", re.I)
# 'can the logo be bigger', 'could Daniel present it': a wish put as a question.
_MODAL = re.compile(
    r"^(?:can|could|should|may|must) (?=(?:she|he|they|the|our|scenes?|captions?|subtitles?|music|we have|it be|it|every|each|all|\w+ (?:present|host|do|say|read))\b)",
    re.I,
)
_IS = re.compile(
    r"\b(it|she|he|that|this|music|scene|logo|video|film|intro|hook|voice|text|tone|\d)['’]s(?= (?:too|a|an|so|way|still|much|not|just|really|talking|speaking|reading|kind|kinda|far|\$|\d))",
    re.I,
)
_RULES = [
    (re.compile(pattern, re.I | re.S), build)
    for group in (history, look, sound, order, length, cast, words, layouts)
    for pattern, build in group.RULES
]


def read_clause(text: str, about: Clause) -> Draft | None:
    """The edit a clause asks for as a plain object, None where any word of it is not understood."""
    clause = _unfilled(text)
    if not clause:
        return None
    if (
        about.scene == NO_REF
        and re.search(r"\binstead\b", text, re.I)
        and clause.lower() in {name.lower() for name in about.presenters}
    ):
        return edit("change_presenter", name=clause.lower())
    for pattern, build in _RULES:
        if found := pattern.fullmatch(clause):
            draft = build(found, about)
            if draft is not None and (about.scene == NO_REF or _takes_scene(draft)):
                return _with_scene(draft, about)
    if about.scene != NO_REF:
        return None
    if fact := amended(clause, about):
        return fact
    return _read_around_scene(clause, about) or (
        read_by_words(clause, about) or repriced(clause, about) if about.by_words else None
    )


_SCENE_FIRST = re.compile(r"(?:in|on|for|at|within|from|of)?\s*(?P<s>[^,:]{2,40}?)\s*(?:[,:]|\s[-–])\s*(?P<rest>.+)", re.I | re.S)
_SCENE_BARE = re.compile(
    r"(?:in|on|for) (?P<s>.{2,30}?) (?P<rest>(?:say|change|replace|make|use|write|put|set|swap|remove|show|let|have)\b.+)",
    re.I | re.S,
)
_BEFORE_SCENE = re.compile(r"\s+(?P<by>in|on|for|of|at|from|to|behind|throughout|after|between|during)\s+", re.I)


def _read_around_scene(clause: str, about: Clause) -> Draft | None:
    """'in scene 2, ...' and '... in scene 2': the scene first, then the rest without it."""
    for pattern in (_SCENE_FIRST, _SCENE_BARE):
        if found := pattern.fullmatch(clause):
            known, ref = scene_ref(found["s"], about.board)
            if known and (draft := read_clause(found["rest"], replace(about, scene=ref))):
                return draft
    for said in reversed(list(_BEFORE_SCENE.finditer(clause))):
        if draft := _read_before_scene(clause[: said.start()], said["by"].lower(), clause[said.end() :], about):
            return draft
    return None


def _read_before_scene(wish: str, by: str, phrase: str, about: Clause) -> Draft | None:
    """What is wished, and the scene it is wished of. 'from scene 3' begins there, unless something is taken from it."""
    taken = re.match(r"(?:remove|delete|drop|take|cut|lose|get rid|hide)\b", wish, re.I)
    with_word = by in ("at", "between") or (by == "from" and not taken)
    known, ref = scene_ref(f"{by} {phrase}" if with_word else phrase, about.board)
    if not known and with_word:
        known, ref = scene_ref(phrase, about.board)
    draft = read_clause(wish, replace(about, scene=ref)) if known and wish.strip() else None
    return draft if draft and (by != "after" or draft["op"] == "change_transition") else None


def _takes_scene(draft: Draft) -> bool:
    return draft["op"] in _SCENE_OPS and draft.get("scene") is None


def _with_scene(draft: Draft, about: Clause) -> Draft:
    return {"scene": None, **draft} if about.scene == NO_REF else {**draft, "scene": about.scene}


def _unfilled(text: str) -> str:
    """The clause without the words of politeness around it."""
    clause = " ".join(text.split()) if '"' not in text and "“" not in text else text.strip()
    clause = _IS.sub(r"\1 is", clause.replace("’", "'"))
    before = ""
    while before != clause:
        before = clause
        clause = _TAIL.sub("", _LEAD.sub("", clause)).strip()
        clause = _MODAL.sub("", _GERUND.sub(lambda found: _DOING[found[1].lower()], clause))
    return clause
